"""Materials side by side: groups → rows → columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from mgdb.models import Comparison, ComparisonRow, Flag, Material, Measurement, Pair, Report, ReportedFactor, Source
from mgdb.plots.model import Role
from mgdb.presentation import FlagView, MeasurementView, Named, RecordLink, measurement_views
from mgdb.science import typeset
from mgdb.science.markup import Html

from .columns import MEDIUM, Offer, ValueColumn, offered, picked, unasked
from .factors import Improvement, Reported, Topic, differing_text, improvements, reported, unknown_everywhere
from .media import Medium, is_mixed, place_of, split

ACROSS_FROM, ACROSS_TO = 3, 6  # columns of values, and materials, with which a table reads better turned


@dataclass(frozen=True, slots=True)
class Reference:
    """The paper that made the materials of a row, and the key under which the comparison's document cites it."""

    key: str
    source: RecordLink
    line: str
    doi: str


@dataclass(frozen=True, slots=True)
class PlacedValue:
    """A value in its cell.

    differing: in words, in what it differs from the control values that it is set against; factors: those that the
    rules allow it, else the one attempt that came closest.
    """

    value: MeasurementView
    differing: str
    factors: tuple[Improvement, ...] = ()


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One material, or its values of one medium. role: modified, control or empty; cells: its values for each column;
    medium: where the material has several rows, what the values of this one were measured in; is_continued: whether the
    row before is of the same material."""

    material: RecordLink
    role: Role
    strategy: str
    strategy_html: Html
    fabrication: str
    electrolytes: tuple[Named, ...]
    cells: tuple[tuple[PlacedValue, ...], ...]
    medium: Medium | None
    is_continued: bool
    improvements: tuple[Improvement, ...]
    reported: tuple[Reported, ...]
    reference: Reference
    flags: tuple[FlagView, ...]
    record: Material = field(repr=False, compare=False)

    @property
    def values(self) -> list[MeasurementView]:
        return [placed.value for cell in self.cells for placed in cell]

    @property
    def has_several_controls(self) -> bool:
        return len({item.against.id for item in self.improvements}) > 1


@dataclass(frozen=True, slots=True)
class MaterialGroup:
    """Rows that belong together. reference, electrolytes: those of all rows where they are the same, else None."""

    key: str
    rows: tuple[MaterialRow, ...]
    reference: Reference | None
    electrolytes: tuple[Named, ...] | None

    @property
    def has_control(self) -> bool:
        return any(row.role == "control" for row in self.rows)


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """A comparison of materials.

    columns: those of values; order: keys of all columns shown, has_chosen_columns: whether the reader chose them;
    offers: what else there is to choose; unknown: the dimensions that are not known of any pair; document, locator:
    where its values are.
    """

    title: str
    description: str
    slug: str
    id: str
    layout: str
    columns: tuple[ValueColumn, ...]
    groups: tuple[MaterialGroup, ...]
    unknown: tuple[str, ...]
    document: Source | None
    locator: str
    order: tuple[str, ...] = ()
    has_chosen_columns: bool = False
    offers: tuple[Offer, ...] = ()

    @property
    def rows(self) -> list[MaterialRow]:
        return [row for group in self.groups for row in group.rows]

    @property
    def value_count(self) -> int:
        return sum(len(row.values) for row in self.rows)

    @property
    def is_by_property(self) -> bool:
        """Whether it reads better with properties downwards and materials across: many columns, few materials."""
        return self.layout != "table1" and len(self.columns) >= ACROSS_FROM and len(self.rows) <= ACROSS_TO

    @property
    def roles(self) -> dict[str, Role]:
        return {row.material.id: row.role for row in self.rows}

    @property
    def group_of(self) -> dict[str, str]:
        return {row.material.id: group.key for group in self.groups for row in group.rows}

    @property
    def shown(self) -> list[MeasurementView]:
        return [value for row in self.rows for value in row.values]


def table_of(comparison: Comparison, wanted: Sequence[str] = (), *, with_suspect: bool = False) -> ComparisonTable:
    """The table of a ready-made comparison: its published materials in its order, values of its document and place.

    The rows that it reads stay with `comparison` for whoever asks for them afterwards. wanted: keys of the columns to
    show; empty: those that it was made for; with_suspect: whether suspect values have factors. Raises NoColumn.
    """
    rows = ComparisonRow.objects.select_related("material__source", "material__electrolyte")
    rows = rows.prefetch_related("material__electrolyte__components").filter(material__status="published")
    prefetch_related_objects([comparison], Prefetch("rows", rows))
    grouped = [(row.group, row.material) for row in comparison.rows.all()]
    measurements = Measurement.objects.published()
    if comparison.properties:
        measurements = measurements.of(*comparison.properties)
    if comparison.document_id:
        reports = Report.objects.filter(document=comparison.document_id)
        if comparison.locator:
            reports = reports.at(comparison.locator)
        measurements = measurements.filter(pk__in=reports.values("measurement"))
    return compare_rows(
        grouped,
        measurements,
        title=comparison.title,
        description=comparison.description,
        slug=comparison.slug,
        id=comparison.public_id,
        layout=comparison.layout,
        properties_shown=comparison.properties,
        document=comparison.document,
        locator=comparison.locator,
        wanted=wanted,
        with_suspect=with_suspect,
    )


def compare_rows(
    grouped: Sequence[tuple[str, Material]],
    measurements: QuerySet[Measurement],
    *,
    title: str,
    description: str = "",
    slug: str = "",
    id: str = "",
    layout: str = "values",
    properties_shown: Sequence[str] = (),
    document: Source | None = None,
    locator: str = "",
    wanted: Sequence[str] = (),
    with_suspect: bool = False,
) -> ComparisonTable:
    """The table of materials, each with the name of its group, showing values out of `measurements`. Raises NoColumn
    for a column of `wanted` that there is none of."""
    materials = [material for _, material in grouped]
    shown = shown_of(measurements, materials)
    electrolytes = all("electrolyte" in material.roles for material in materials)
    present = {value.property_key for values in shown.values() for value in values}
    offers = offered(layout, present, keys=properties_shown, electrolytes=electrolytes)
    chemistries = {value.chemistry for values in shown.values() for value in values} - {""}
    order = picked(wanted, offers) or unasked(
        layout, offers, keys=properties_shown, electrolytes=electrolytes, chemistries=chemistries
    )
    by_key = {offer.key: offer.column for offer in offers}
    columns = tuple(column for key in order if (column := by_key[key]))
    held = {pk: [[v for v in values if column.holds(v)] for column in columns] for pk, values in shown.items()}
    mixed = any(is_mixed(cells) for cells in held.values())
    # where one material needs rows for its media, all have them: what a row is labelled with holds for all in it
    media: dict[int, list[tuple[Medium | None, list[MeasurementView]]]] = {
        pk: [*(split(held[pk]) if mixed else ())] or [(None, values)] for pk, values in shown.items()
    }
    if MEDIUM.key not in order and mixed:
        # asked for or not: the rows of one material are told apart by it, and what it tells need not be told again
        order = [MEDIUM.key, *(key for key in order if wanted or key not in ("chemistry", "cell"))]
    # factors of the values shown; where none are, of all that could be
    judged = columns or tuple(offer.column for offer in offers if offer.column)
    found = improvements(_pairs(materials), shown, _topics(judged, shown), with_suspect=with_suspect)
    controls = {item.against.id for items in found.values() for item in items}
    stated = _reported(materials, judged)
    flags = _flags(materials)
    built: list[tuple[str, MaterialRow]] = []
    for name, material in grouped:
        own = tuple(found.get(material.pk, ()))
        said = [(place_of(item, media[material.pk]), item) for item in stated.get(material.pk, ())]
        for place, (medium, values) in enumerate(media[material.pk]):
            row = MaterialRow(
                material=RecordLink.to_material(material),
                role="modified" if own else "control" if material.public_id in controls else "",
                strategy=material.strategy,
                strategy_html=typeset.html(material.strategy),
                fabrication=material.fabrication,
                electrolytes=tuple({v.electrolyte.text: v.electrolyte for v in values if v.electrolyte}.values()),
                cells=tuple(
                    tuple(_placed(value, own) for value in values if column.holds(value)) for column in columns
                ),
                medium=medium,
                is_continued=place > 0,
                improvements=tuple(
                    item for item in own if item.is_shown and (item.modified in values if item.modified else place == 0)
                ),
                reported=tuple(item for row_of_it, item in said if row_of_it == place),
                reference=_reference(material, shown[material.pk], document),
                flags=tuple(flags.get(material.pk, ())),
                record=material,
            )
            built.append((name, row))
    return ComparisonTable(
        title=title,
        description=description,
        slug=slug,
        id=id,
        layout=layout,
        columns=columns,
        groups=_groups(built),
        unknown=unknown_everywhere(item for items in found.values() for item in items),
        document=document,
        locator=locator,
        order=tuple(order),
        has_chosen_columns=bool(wanted),
        offers=offers,
    )


def shown_of(measurements: QuerySet[Measurement], materials: Sequence[Material]) -> dict[int, list[MeasurementView]]:
    """Key of a material → its values among `measurements`, in a fixed number of queries."""
    shown: dict[int, list[MeasurementView]] = {material.pk: [] for material in materials}
    for view in measurement_views(measurements.filter(material__in=materials)):
        if view.material is not None:
            shown[view.material.pk].append(view)
    return shown


def _placed(value: MeasurementView, found: Sequence[Improvement]) -> PlacedValue:
    own = [item for item in found if item.modified is value]
    words = dict.fromkeys(differing_text(row) for item in own for row in item.differing)
    allowed = tuple(item for item in own if item.allowed)
    return PlacedValue(value, "; ".join(words), allowed or tuple(own[:1]))


def _topics(columns: Sequence[ValueColumn], shown: dict[int, list[MeasurementView]]) -> list[Topic]:
    topics: dict[Topic, None] = {}
    for column in columns:
        steps = (
            [column.step] if column.step else sorted({v.step for vs in shown.values() for v in vs if column.holds(v)})
        )
        topics |= dict.fromkeys((column.property_key, step) for step in steps)
    return list(topics)


def _pairs(materials: Sequence[Material]) -> QuerySet[Pair]:
    pairs = Pair.objects.published().filter(modified__in=materials, control__in=materials)
    return pairs.select_related("modified", "control").order_by("id")


def _reported(materials: Sequence[Material], columns: Sequence[ValueColumn]) -> dict[int, list[Reported]]:
    rows = ReportedFactor.objects.published().filter(
        material__in=materials, property_key__in=[column.property_key for column in columns]
    )
    found: dict[int, list[Reported]] = {}
    for row in rows.select_related("document", "material", "relative_to").order_by("id"):
        found.setdefault(row.material_id, []).append(reported(row))
    return found


def _flags(materials: Sequence[Material]) -> dict[int, list[FlagView]]:
    found: dict[int, list[FlagView]] = {}
    for flag in Flag.objects.filter(material__in=materials).order_by("id"):
        if flag.material_id is not None:
            found.setdefault(flag.material_id, []).append(FlagView.of(flag))
    return found


def _reference(material: Material, values: Sequence[MeasurementView], document: Source | None) -> Reference:
    keys = (
        report.citation_key
        for value in values
        for report in value.reports
        if document and report.document.id == document.public_id and report.citation_key
    )
    source = material.source
    name = RecordLink.to_source(source)
    return Reference(next(keys, ""), name, source.reference, source.doi)


def _groups(built: Sequence[tuple[str, MaterialRow]]) -> tuple[MaterialGroup, ...]:
    names = dict.fromkeys(name for name, _ in built)
    groups = []
    for name in names:
        rows = tuple(row for own, row in built if own == name)
        references = {row.reference.source.id: row.reference for row in rows}
        liquids = {tuple(quote.text for quote in row.electrolytes): row.electrolytes for row in rows}
        groups.append(
            MaterialGroup(
                key=name,
                rows=rows,
                reference=next(iter(references.values())) if len(references) == 1 else None,
                electrolytes=next(iter(liquids.values())) if len(liquids) == 1 else None,
            )
        )
    return tuple(groups)
