"""Materials side by side: ready-made comparisons, and any two to twelve that a reader chooses."""

from __future__ import annotations

import csv
import io

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mgdb import compare, plots
from mgdb.compare import Table
from mgdb.models import Comparison
from mgdb.search import ParameterFault, Refused

from .addresses import address
from .pages import page, published_or_gone


@page(takes=("material", "format"), plots=True)
def compare_index(request: HttpRequest) -> HttpResponse:
    """The ready-made comparisons, or the materials of `material=` side by side."""
    chosen = request.GET.getlist("material")
    if chosen:
        try:
            table = compare.compare_materials(compare.arranged(compare.choose(chosen).records))
        except compare.NoComparison as error:
            raise Refused([ParameterFault("material", ", ".join(chosen), str(error))]) from error
        return _show(request, table)
    comparisons = Comparison.objects.published().select_related("document")
    comparisons = comparisons.annotate(materials=Count("rows", filter=Q(rows__material__status="published")))
    return render(request, "mgdb/compare_index.html", {"comparisons": comparisons, "most": compare.MOST})


@page(takes=("format",), plots=True)
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """A ready-made comparison."""
    found = Comparison.objects.select_related("document").filter(slug=slug).first()
    if found is None:
        known = ", ".join(Comparison.objects.published().values_list("slug", flat=True))
        raise Http404(f"There is no comparison “{slug}”. There is: {known or 'none yet'}.")
    return _show(
        request, compare.table_of(published_or_gone(Comparison.objects.select_related("document"), found.public_id))
    )


@page()
def comparison_by_id(request: HttpRequest, public_id: str) -> HttpResponse:
    """The address of a comparison's id leads to its name."""
    return redirect("comparison", published_or_gone(Comparison.objects, public_id).slug, permanent=True)


def _show(request: HttpRequest, table: Table) -> HttpResponse:
    kind = request.GET.get("format", "html")
    if kind == "csv":
        return _csv(table)
    if kind != "html":
        raise Refused([ParameterFault("format", kind, "a comparison is shown as html or csv", ("html", "csv"))])
    points = compare.points_of(table.shown, roles=table.roles, groups=table.group_of, address=address)
    try:
        drawing = compare.drawing_of("rate", points)
    except plots.NothingToDraw:
        drawing = None
    return render(request, "mgdb/compare.html", {"table": table, "drawing": drawing, "plot": plots.get("rate")})


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def _cell(text: str) -> str:
    """`text` so that a spreadsheet does not take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _csv(table: Table) -> HttpResponse:
    """One row for each value on screen, with its conditions, the printed text and where it was read."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            "group", "material_id", "material", "role", "strategy", "fabrication", "electrolyte", "measurement_id",
            "property", "test_step", "value", "current_density", "cycle_number", "printed_value", "locator",
            "differs_from_control", "source", "doi",
        ]
    )  # fmt: skip
    for group in table.groups:
        for row in group.rows:
            for placed in (placed for cell in row.cells for placed in cell):
                value = placed.value
                said = {key: c.text for key, c in value.conditions.items() if c.status == "reported"}
                step, current, cycle = (said.get(key, "") for key in ("test_step", "current_density", "cycle_number"))
                report = value.reports[0]
                cells = [
                    group.key, row.material.id, row.material.text, row.role, row.strategy, row.fabrication,
                    value.electrolyte.text if value.electrolyte else "", value.id, value.property,
                    step, value.text, current, cycle, report.printed, report.locator, placed.differing,
                    row.reference.source.text, row.reference.doi,
                ]  # fmt: skip
                writer.writerow([_cell(cell) for cell in cells])
    response = HttpResponse("\N{ZERO WIDTH NO-BREAK SPACE}" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{table.slug or "comparison"}.csv"'
    return response
