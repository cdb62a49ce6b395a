"""Publications: what was read from them, what they cite, who cites them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mgdb.models import Citation, Material, Measurement, Report, Source, Statement
from mgdb.presentation import FlagView, measurement_views, readable
from mgdb.records import SECTIONS, RecordType, column_of, references, target_of
from mgdb.science import locators

from .pages import below, public_page, published_or_gone

# Columns by which the page shows records of a type in a section of its own; others are listed at its end.
SHOWN = {
    "measurement": {"source"},
    "statement": {"document"},
    "material": {"source"},
    "comparison": {"document"},
}


@dataclass
class Place:
    """A table, figure or section of a document, with what was read there."""

    name: str
    reports: list[Report] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    @property
    def says_where(self) -> bool:
        """Whether anything in it is placed more closely than by its name."""
        return any(self.within(report.locator) for report in self.reports)

    @property
    def cites(self) -> bool:
        """Whether it quotes values of another source."""
        return any(report.measurement.source_id != report.document_id for report in self.reports)

    def flags_of(self, measurement: Measurement) -> list[FlagView]:
        return [FlagView.of(flag) for flag in measurement.flags.all()]

    @staticmethod
    def within(locator: str) -> str:
        """Where in the place something stands: “VS4, rate performance” of “Table 1, VS4, rate performance”."""
        return locators.within(locator)


@public_page()
def source(request: HttpRequest, public_id: str) -> HttpResponse:
    """One publication with everything that was read from it, by table, figure and section."""
    found: Source = published_or_gone(Source.objects, public_id)
    reports = (
        readable(Report.objects.filter(document=found, measurement__status="published"), "measurement")
        .select_related("measurement__material", "measurement__cell", "measurement__source")
        .prefetch_related("measurement__flags")
        .order_by("pk")
    )
    statements = Statement.objects.published().filter(document=found).order_by("pk")
    cites = found.citations.filter(cited__status="published").select_related("cited").prefetch_related("flags")
    own = Measurement.objects.published().filter(source=found).exclude(reports__document=found)
    context = {
        "source": found,
        "flags": [FlagView.of(flag) for flag in found.flags.all()],
        "places": _by_place(reports, statements),
        "report_count": len(reports),
        "value_count": len({report.measurement_id for report in reports}),
        "statement_count": len(statements),
        "materials": Material.objects.published().filter(source=found),
        "quoted": measurement_views(own),
        "cites": cites,
        "cited_by": Citation.objects.filter(cited=found, document__status="published").select_related("document"),
        "comparisons": found.comparisons.filter(status="published"),
        "others": _other_records(found),
        **below(found),
    }
    return render(request, "mgdb/source.html", context)


def _other_records(source: Source) -> list[tuple[RecordType, list[Model]]]:
    """The published records that refer to it and stand nowhere else on its page, by type."""
    found = []
    for record_type in SECTIONS.values():
        columns = _columns_to_sources(record_type)
        shown = SHOWN.get(record_type.name, set())
        if columns <= shown:
            continue
        rows = record_type.model._default_manager.filter(_is_any(columns - shown, source), status="published")
        if shown:
            rows = rows.exclude(_is_any(shown, source))
        related = references(record_type.model, record_type.fields)  # which their names may be made of
        if records := list(rows.select_related(*related).order_by("pk")):
            found.append((record_type, records))
    return found


def _columns_to_sources(record_type: RecordType) -> set[str]:
    """The columns by which a record of the type refers to a source."""
    columns = references(record_type.model, record_type.fields)
    return {name for name in columns if target_of(column_of(record_type.model, name)) is Source}


def _is_any(columns: set[str], source: Source) -> Q:
    return Q(*((name, source) for name in sorted(columns)), _connector=Q.OR)


def _by_place(reports: Iterable[Report], statements: Iterable[Statement]) -> list[Place]:
    """What was read from a document by the section, table or figure that it stands in, in reading order."""
    found: dict[str, Place] = defaultdict(lambda: Place(""))
    for report in sorted(reports, key=lambda one: locators.reading_order(one.locator)):
        found[locators.place(report.locator)].reports.append(report)
    for statement in sorted(statements, key=lambda one: locators.reading_order(one.locator)):
        found[locators.place(statement.locator)].statements.append(statement)
    for name, place in found.items():
        place.name = name
    return [found[name] for name in sorted(found, key=locators.reading_order)]
