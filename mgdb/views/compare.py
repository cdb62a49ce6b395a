"""Materials or values side by side: ready-made comparisons, and any two to twelve that a reader chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from mgdb import citation, compare, plot_input, plots
from mgdb.compare import FILES, MOST, ComparisonGrid, ComparisonTable
from mgdb.formats import Format, bibtex, csv
from mgdb.models import Comparison, Material
from mgdb.presentation import MeasurementView, ReportedProblems
from mgdb.science.quoting import quoted
from mgdb.search import InvalidQuery, ParameterError, ParameterProblem, looked_for, suggestion
from mgdb.search.parameters import Boolean

from .addresses import address
from .pages import Gone, public_page, published_or_gone

READ_AT = "at_celsius"  # the temperature at which an Arrhenius plot beside a comparison is read
SUSPECT = "suspect"  # 1: suspect values have factors and are drawn
VALUES = "values"  # the format with one row for each value
# what lies in rows: the word in the address, and how the sheet is laid out
LAYOUTS = {
    "material": {"materials": "rows", "properties": "across"},
    "measurement": {"values": "rows", "dimensions": "across"},
}
FOUND = 12  # materials that a search for one more shows


@dataclass(frozen=True)
class Tools:
    """Links that move one of the chosen or take it out."""

    before: str
    after: str
    without: str


@public_page(parameters=("ids", "material", "q"))
def compare_index(request: HttpRequest) -> HttpResponse:
    """The ready-made comparisons, and where a comparison of one's own is put together, without JavaScript too."""
    listed = request.GET.getlist("material")
    ids = compare.split_ids([*listed, *request.GET.getlist("ids")])
    try:
        # the boxes of a list are ticked and sent together; elsewhere one is added to the others
        chosen = compare.choose(ids, fewest=2 if listed else 0)
    except compare.NoComparison as error:
        return _refused(request, error)
    if listed and chosen.record_type == "material":
        arranged = [row.public_id for row in compare.arranged(chosen.materials)]
        return redirect(_url(reverse("chosen"), arranged))
    query = request.GET.get("q", "").replace("\0", " ").strip()[:200]
    found = _find(query, ids) if query else []
    context = {
        "comparisons": list(Comparison.objects.published().select_related("document").flagship_first()),
        "most": MOST,
        "picked": [_picked(row, ids) for row in chosen.records],
        "ids": ",".join(ids),
        "compare_url": _url(reverse("chosen"), ids) if len(ids) > 1 else "",
        "asked": query,
        "found": found[:FOUND],
        "is_cut": len(found) > FOUND,
    }
    return render(request, "mgdb/compare_index.html", context)


def _find(query: str, ids: Sequence[str]) -> list[dict[str, str]]:
    """Materials that answer to `query`, each with the address that adds it; one more than are shown."""
    rows = Material.objects.published().with_source().matching(looked_for(query)).order_by("name", "id")
    room = len(ids) < MOST
    found = []
    for row in rows[: FOUND + 1]:
        can = room and row.public_id not in ids
        found.append({**_named(row), "url": _url(reverse("compare"), [*ids, row.public_id]) + "#own" if can else ""})
    return found


def _named(row: Material | MeasurementView) -> dict[str, str]:
    if isinstance(row, Material):
        return {"id": row.public_id, "name": row.name_unicode, "html": row.name_html, "about": row.source.short}
    return {"id": row.id, "name": row.text, "html": row.html, "about": f"{row.label}, {row.subject.name}"}


def _picked(row: Material | MeasurementView, ids: Sequence[str]) -> dict[str, str]:
    named = _named(row)
    return {**named, "without": _url(reverse("compare"), [other for other in ids if other != named["id"]])}


def _url(path: str, ids: Sequence[str], **kept: Sequence[str]) -> str:
    """`path` with these ids and whatever else is kept."""
    query = urlencode({"ids": ",".join(ids), **kept} if ids else kept, doseq=True, safe=",")
    return f"{path}?{query}" if query else path


@public_page(parameters=("ids", "columns", "rows", "format", SUSPECT, READ_AT), plots=True)
def chosen(request: HttpRequest) -> HttpResponse:
    """Two to twelve materials or values of the reader's choice; the address is all that there is to it."""
    try:
        picked = compare.choose(compare.split_ids(request.GET.getlist("ids")))
    except compare.NoComparison as error:
        return _refused(request, error)
    if picked.record_type == "measurement":
        sheet, offers = _read(request, picked.record_type, lambda wanted, layout: compare.grid_of_values(
            picked.measurements, wanted, layout))  # fmt: skip
        table = None
    else:
        doubted = _with_suspect(request)
        table, sheet = _read(request, picked.record_type, lambda wanted, layout: _sheet_of(
            compare.compare_materials(picked.materials, wanted, with_suspect=doubted), layout))  # fmt: skip
        offers = table.offers
    _add_tools(request, sheet, picked.ids)
    more = {
        "chosen": picked,
        "more": _url(reverse("compare"), picked.ids) + "#own" if len(picked.ids) < MOST else "",
    }
    if table:
        best = [row.public_id for row in compare.arranged(picked.materials)]
        more["arranged"] = _with_ids(request, best) if best != list(picked.ids) else ""
    return _show(request, sheet, offers, table=table, record_type=picked.record_type, more=more)


@public_page(parameters=("columns", "rows", "format", SUSPECT, READ_AT), plots=True)
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """A ready-made comparison."""
    found = Comparison.objects.visible().select_related("document").filter(slug=slug).first()
    if found is None:
        known = ", ".join(Comparison.objects.published().values_list("slug", flat=True))
        raise Http404(f"There is no comparison “{slug}”. There is: {known or 'none yet'}.")
    if found.status == "withdrawn":
        raise Gone(found)
    table, sheet = _read(
        request,
        "material",
        lambda wanted, layout: _sheet_of(compare.table_of(found, wanted, with_suspect=_with_suspect(request)), layout),
    )
    more = {"reported": ReportedProblems.of(found)}
    return _show(request, sheet, table.offers, table=table, record_type="material", more=more)


@public_page()
def comparison_by_id(request: HttpRequest, public_id: str) -> HttpResponse:
    """The address of a comparison's id leads to its name."""
    return redirect("comparison", published_or_gone(Comparison.objects, public_id).slug, permanent=True)


def _sheet_of(table: ComparisonTable, layout: Any) -> tuple[ComparisonTable, ComparisonGrid]:
    return table, compare.grid_of(table, layout)


def _read(request: HttpRequest, record_type: str, make: Any) -> Any:
    """What `make` makes of the columns and the layout that the address asks for. Raises InvalidQuery."""
    wanted = compare.split_ids(request.GET.getlist("columns"))
    given = request.GET.get("rows", "")
    if given and given not in LAYOUTS[record_type]:
        sentence, close = suggestion(given, LAYOUTS[record_type])
        raise InvalidQuery(
            [ParameterProblem("rows", given, f"what lies in rows is another word; {sentence}", tuple(close))]
        )
    try:
        return make(wanted, LAYOUTS[record_type].get(given))
    except compare.NoColumn as error:
        sentence, close = suggestion(error.key, error.known)
        reason = f"{quoted(error.key, 60)} is not a column of this comparison; {sentence}"
        raise InvalidQuery([ParameterProblem("columns", error.key[:60], reason, tuple(close))]) from error


def _with_suspect(request: HttpRequest) -> bool:
    """Whether the address asks for suspect values in factors and the plot. Raises InvalidQuery."""
    try:
        return Boolean().clean(request.GET.getlist(SUSPECT)) or False
    except ParameterError as error:
        raise InvalidQuery([ParameterProblem(SUSPECT, error.value, error.reason, error.nearest)]) from error


def _refused(request: HttpRequest, error: compare.NoComparison) -> HttpResponse:
    """400 with what can be compared instead."""
    suggestions = [
        (_url(reverse("chosen" if one.is_enough else "compare"), one.ids), one.words) for one in error.suggestions
    ]
    return render(request, "mgdb/compare_refused.html", {"reason": str(error), "suggestions": suggestions}, status=400)


def _kept(request: HttpRequest) -> dict[str, list[str]]:
    """The parameters of the view besides the ids and the format."""
    return {name: values for name, values in request.GET.lists() if name not in ("ids", "format")}


def _with_ids(request: HttpRequest, ids: Sequence[str]) -> str:
    return _url(request.path, ids, **_kept(request))


def _add_tools(request: HttpRequest, sheet: ComparisonGrid, ids: Sequence[str]) -> None:
    """Gives each item its links."""
    for item in sheet.items:
        if item.is_continued:
            continue
        place = ids.index(item.id)
        rest = [*ids[:place], *ids[place + 1 :]]
        before = [*rest[: place - 1], item.id, *rest[place - 1 :]] if place else []
        after = [*rest[: place + 1], item.id, *rest[place + 1 :]] if place < len(rest) else []
        item.tools = Tools(
            before=_with_ids(request, before) if before else "",
            after=_with_ids(request, after) if after else "",
            without=_with_ids(request, rest) if len(rest) > 1 else _url(reverse("compare"), rest) + "#own",
        )


def _show(
    request: HttpRequest,
    sheet: ComparisonGrid,
    offers: Sequence[compare.Offer],
    *,
    table: ComparisonTable | None,
    record_type: str,
    more: Mapping[str, Any],
) -> HttpResponse:
    """The page of a sheet, or one of its files."""
    ids = compare.split_ids(request.GET.getlist("ids"))
    here = _with_ids(request, ids)
    citing = citation.ViewCitation(
        sheet.title, citation.dataset_version(), timezone.now().date(), request.build_absolute_uri(here)
    )
    kind = request.GET.get("format", "html")
    if kind != "html":
        return _file(kind, sheet, citing, table)
    beside = None
    if table is not None:
        options, problems = plot_input.read_options(plots.get("arrhenius"), request.GET)
        if problems:
            raise InvalidQuery(problems)
        points = plot_input.points_of(table.shown, roles=table.roles, groups=table.group_of, address=address)
        beside = plot_input.drawing_beside(points, {READ_AT: options[READ_AT]}, with_suspect=_with_suspect(request))
        if beside:
            beside = (beside[0], plots.captioned(beside[1], beside[0], f"comparison: {sheet.title}", {}))
    shown = {heading.key for heading in sheet.headings}
    files = [(key, one.label) for key, one in FILES.items()] + ([(VALUES, "CSV (long format)")] if table else [])
    context = {
        "sheet": sheet,
        "account": _account(sheet, table, record_type),
        "plot": beside[0] if beside else None,
        "drawing": beside[1] if beside else None,
        "kept": [("ids", ",".join(ids))] if ids else [],
        "choices": [
            (group, [(offer, offer.key in shown) for offer in members])
            for group, members in groupby(_by_group(offers), key=lambda offer: offer.group)
        ],
        "layouts": [
            (word, word.capitalize(), (how == "across") == sheet.across) for word, how in LAYOUTS[record_type].items()
        ],
        "unasked": _url(request.path, ids),
        "suspect": _suspect_link(request, ids, table),
        "exports": [(_format_url(request, ids, name), label) for name, label in files],
        "bibtex_url": _format_url(request, ids, "bib"),
        "citing": citing,
        "citing_bibtex": bibtex.write([citing.entry]).decode(),
        "chosen": None,
        "more": "",
        "arranged": "",
        "reported": None,
        **more,
    }
    return render(request, "mgdb/compare.html", context)


def _suspect_link(request: HttpRequest, ids: Sequence[str], table: ComparisonTable | None) -> tuple[bool, str] | None:
    """Whether suspect values count, and the address where it is the other way; None where there are none."""
    if table is None or not any(value.suspect for value in table.shown):
        return None
    on, kept = _with_suspect(request), _kept(request)
    kept.pop(SUSPECT, None)
    return on, _url(request.path, ids, **kept, **({} if on else {SUSPECT: ["1"]}))


def _format_url(request: HttpRequest, ids: Sequence[str], name: str) -> str:
    return _url(request.path, ids, **_kept(request), format=[name])


def _by_group(offers: Sequence[compare.Offer]) -> list[compare.Offer]:
    names = list(dict.fromkeys(offer.group for offer in offers))
    return sorted(offers, key=lambda offer: names.index(offer.group))


def _account(sheet: ComparisonGrid, table: ComparisonTable | None, record_type: str) -> str:
    """What is shown, counted."""
    if table is None:
        return f"{len(sheet.items)} values, the first as the one to compare with."
    groups = len(table.groups)
    materials = len({row.material.id for row in table.rows})
    return (
        f"{materials} materials in {groups} group{'s' * (groups != 1)}, {table.value_count} "
        f"value{'s' * (table.value_count != 1)}."
    )


def _file(
    kind: str, sheet: ComparisonGrid, citing: citation.ViewCitation, table: ComparisonTable | None
) -> HttpResponse:
    """The view as a file. Raises InvalidQuery for a format that there is none of."""
    known = [*FILES, *([VALUES] if table else [])]
    if kind not in known:
        sentence, close = suggestion(kind, ["html", *known])
        reason = f"a comparison is shown as html or saved as {', '.join(known)}; {sentence}"
        raise InvalidQuery([ParameterProblem("format", kind[:40], reason, tuple(close))])
    name = sheet.slug or "comparison"
    chosen: Format = csv.FORMAT if kind == VALUES else FILES[kind]
    if kind == VALUES and table is not None:
        name = f"{name}-values"
        content = csv.write(compare.long_table(table))
    else:
        content = compare.write(FILES[kind], sheet, citing)
    response = HttpResponse(content, content_type=chosen.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{chosen.extension}"'
    return response
