"""The specimens of one substance with their values, effects, statements and sources, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from mgdb import compare
from mgdb.compare import Reported
from mgdb.models import (
    Defect,
    Material,
    Measurement,
    Modification,
    Pair,
    Phase,
    ReportedFactor,
    Source,
    Statement,
)
from mgdb.presentation import MeasurementView, RecordLink, SourceView, measurement_views
from mgdb.science.vocabulary import DEFECT_KINDS, MODIFICATION_KINDS, label

from .drawings import PlotOfValues, plots_of
from .effects import SpecimenEffects, effects_of
from .spreads import Spread, spreads_of

MOST_SPECIMENS, MOST_VALUES, MOST_STATEMENTS = 100, 500, 60
"""Of so many a page is made; it says where there are more, and its lists have all."""

DONE = {
    "defect_rows": ArraySubquery(
        Defect.objects.filter(material=OuterRef("pk"))
        .order_by("position", "id")
        .values(row=JSONObject(kind="kind", species="species"))
    ),
    "modification_rows": ArraySubquery(
        Modification.objects.filter(material=OuterRef("pk"))
        .order_by("position", "id")
        .values(row=JSONObject(kind="kind", description="description"))
    ),
}


@dataclass(frozen=True)
class Specimen:
    """A specimen with how many published values it has."""

    material: Material
    count: int


@dataclass(frozen=True)
class SourceUse:
    """A publication that something of a substance is from: specimens that it made, values that it measured, values and
    statements that were read in it; cited: statements that others make by it."""

    source: RecordLink
    doi: str
    year: int | None
    specimens: int = 0
    measured: int = 0
    reported: int = 0
    statements: int = 0
    cited: int = 0


@dataclass(frozen=True)
class Substance:
    """What is known of the specimens together. stated: the factors that sources state of them; unlike: the pairs of one
    of them with another compound. more_*: how many there are beside those that a page is made of."""

    specimens: tuple[Specimen, ...]
    values: tuple[MeasurementView, ...]
    effects: tuple[SpecimenEffects, ...]
    statements: tuple[Statement, ...]
    sources: tuple[SourceUse, ...]
    stated: tuple[Reported, ...] = ()
    unlike: tuple[Pair, ...] = ()
    more_specimens: int = 0
    more_values: bool = False
    more_statements: int = 0

    @cached_property
    def spreads(self) -> list[Spread]:
        return spreads_of(self.values)

    @cached_property
    def plots(self) -> list[PlotOfValues]:
        return plots_of(self.values)

    @property
    def roles(self) -> list[str]:
        """What its specimens are used as, the most frequent first."""
        counts = Counter(role for one in self.specimens for role in one.material.roles)
        return [role for role, _ in counts.most_common()]

    @property
    def properties(self) -> int:
        return len({one.entry.key for one in self.spreads})

    @property
    def factors(self) -> int:
        return sum(len(topic.items) for one in self.effects for effect in one.effects for topic in effect.topics)


def specimens_of(record: Phase | Material) -> QuerySet[Material]:
    """The published specimens of the substance of `record`: those of the phase, or, of a material without a phase, all
    without one that have its formula; of one without a formula it alone."""
    rows = Material.objects.published()
    if isinstance(record, Phase):
        return rows.filter(phase=record)
    if record.phase_id is not None:
        return rows.filter(phase=record.phase_id)
    if not record.formula:
        return rows.filter(pk=record.pk)
    # as written: an ion has the reduced formula of its element
    return rows.filter(Q(pk=record.pk) | Q(phase=None, formula=record.formula))


def others_like(material: Material) -> list[Material]:
    """The other specimens of the substance of `material`, with their sources."""
    rows = specimens_of(material).exclude(pk=material.pk).select_related("source")
    return list(rows.order_by("name", "id")[:MOST_SPECIMENS])


def substance_of(rows: QuerySet[Material], phase: Phase | None = None) -> Substance:
    """The substance of these specimens, with what is said of `phase` itself."""
    found = list(rows.select_related("source").annotate(**DONE).order_by("name", "id")[: MOST_SPECIMENS + 1])
    more = len(found) > MOST_SPECIMENS
    specimens = found[:MOST_SPECIMENS]
    total = rows.count() if more else len(found)
    own = {one.pk for one in specimens}
    pairs, unlike = _pairs(own)
    around = own | {pair.control_id for pair in pairs}
    views = measurement_views(
        Measurement.objects.published().filter(material__in=around).order_by("pk")[: MOST_VALUES + 1]
    )
    shown: dict[int, list[MeasurementView]] = {}
    for view in views[:MOST_VALUES]:
        if view.material_pk is not None:  # asked for
            shown.setdefault(view.material_pk, []).append(view)
    values = [value for one in specimens for value in shown.get(one.pk, ())]
    statements = list(statements_of(own, phase)[: MOST_STATEMENTS + 1])
    return Substance(
        specimens=tuple(Specimen(one, len(shown.get(one.pk, ()))) for one in specimens),
        values=tuple(values),
        effects=tuple(effects_of(specimens, {one.pk: _done(one) for one in specimens}, pairs, shown)),
        statements=tuple(statements[:MOST_STATEMENTS]),
        sources=tuple(_sources(specimens, values, statements)),
        stated=tuple(_stated(own)),
        unlike=tuple(unlike),
        more_specimens=total - len(specimens),
        more_values=len(views) > MOST_VALUES,
        more_statements=max(len(statements) - MOST_STATEMENTS, 0),
    )


def _pairs(own: set[int]) -> tuple[list[Pair], list[Pair]]:
    """The pairs of these materials that say what a treatment did to them, and those with another compound."""
    rows = (
        Pair.objects.published().filter(Q(modified__in=own) | Q(control__in=own)).select_related("modified", "control")
    )
    found = list(rows.order_by("id"))
    unlike = [pair for pair in found if pair.kind == compare.DIFFERENT_COMPOUND]
    return [pair for pair in found if pair.modified_id in own and pair not in unlike], unlike


def _stated(own: set[int]) -> list[Reported]:
    rows = ReportedFactor.objects.published().filter(material__in=own).order_by("material", "id")
    return [compare.reported(row) for row in rows.select_related("document", "material", "relative_to")]


def gathered(
    specimens: Sequence[Material], values: Sequence[MeasurementView], statements: Sequence[Statement]
) -> Substance:
    """The substance of specimens of which all is read already, without effects."""
    counts = Counter(value.material_pk for value in values)
    return Substance(
        specimens=tuple(Specimen(one, counts[one.pk]) for one in specimens),
        values=tuple(values),
        effects=(),
        statements=tuple(statements[:MOST_STATEMENTS]),
        sources=tuple(_sources(specimens, values, statements)),
        more_statements=max(len(statements) - MOST_STATEMENTS, 0),
    )


def statements_of(own: set[int], phase: Phase | None = None) -> QuerySet[Statement]:
    """What is said of `phase` and of all its specimens, as its list has it; without one, of the materials `own`."""
    about = Q(material__phase=phase) | Q(phase=phase) if phase is not None else Q(material__in=own)
    rows = Statement.objects.published().filter(about).select_related("document", "source", "material")
    return rows.order_by("topic", "subject", "pk")


def _done(specimen: Material) -> list[str]:
    """Its defects and modifications in words: “S anionic vacancy”, “carbon coating”."""
    defects = [f"{row['species']} {label(DEFECT_KINDS, row['kind'])}".strip() for row in specimen.defect_rows]  # type: ignore[attr-defined]
    other = [row["description"] or label(MODIFICATION_KINDS, row["kind"]) for row in specimen.modification_rows]  # type: ignore[attr-defined]
    return list(dict.fromkeys([*defects, *other]))


def _sources(
    specimens: Sequence[Material], values: Sequence[MeasurementView], statements: Sequence[Statement]
) -> list[SourceUse]:
    """Every publication behind these, those that most was read in first."""
    links: dict[str, Source | SourceView] = {}
    made, measured, reported, said, cited = (Counter[str]() for _ in range(5))
    for one in specimens:
        links[one.source.public_id] = one.source
        made[one.source.public_id] += 1
    for value in values:
        links[value.source.id] = value.source
        measured[value.source.id] += 1
        documents = {report.document.id: report.document for report in value.reports}
        links |= documents
        reported.update(list(documents))
    for statement in statements:
        links[statement.document.public_id] = statement.document
        said[statement.document.public_id] += 1
        if statement.source is not None and statement.source != statement.document:
            links[statement.source.public_id] = statement.source
            cited[statement.source.public_id] += 1
    counts = (made, measured, reported, said, cited)
    found = [
        SourceUse(_link(source), source.doi or "", source.year, *(one[key] for one in counts))
        for key, source in links.items()
    ]
    return sorted(found, key=lambda one: (-one.reported - one.statements, -(one.year or 0), one.source.text))


def _link(source: Source | SourceView) -> RecordLink:
    if isinstance(source, Source):
        return RecordLink.to_source(source)
    return RecordLink(source.id, source.html, source.text)
