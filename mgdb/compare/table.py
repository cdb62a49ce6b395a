"""Materials side by side: groups → rows → columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from mgdb.models import Comparison, Flag, Material, Measurement, Pair, Report, ReportedFactor, Source
from mgdb.science import properties, typeset, units

from .factors import Improvement, Reported, Topic, differing_text, improvements, reported, unknown_everywhere
from .values import Quote, Shown, ShownFlag, show, show_flag

FEWEST, MOST = 2, 12
MANY_COLUMNS = 2


class NoComparison(ValueError):
    """The materials that were asked for cannot be compared; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values: which topic it shows and in which units."""

    key: str
    label: str
    unit_html: str
    unit_text: str
    property: str
    step: str = ""

    def holds(self, value: Shown) -> bool:
        return value.property == self.property and self.step in ("", value.step)


@dataclass(frozen=True, slots=True)
class Reference:
    """The paper that made the materials of a row, and the key under which the comparison's document cites it."""

    key: str
    source: Quote
    line: str
    doi: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A value in its cell.

    differing: in words, in what it differs from the control values that it is set against; factors: its own.
    """

    value: Shown
    differing: str
    factors: tuple[Improvement, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One material. role: modified, control or empty; cells: its values for each column."""

    material: Quote
    role: str
    strategy: str
    strategy_html: str
    fabrication: str
    electrolytes: tuple[Quote, ...]
    cells: tuple[tuple[Placed, ...], ...]
    improvements: tuple[Improvement, ...]
    reported: tuple[Reported, ...]
    reference: Reference
    flags: tuple[ShownFlag, ...]

    @property
    def values(self) -> list[Shown]:
        return [placed.value for cell in self.cells for placed in cell]

    @property
    def has_several_controls(self) -> bool:
        return len({item.against.id for item in self.improvements}) > 1


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together. reference, electrolytes: those of all rows where they are the same, else None."""

    key: str
    rows: tuple[Row, ...]
    reference: Reference | None
    electrolytes: tuple[Quote, ...] | None

    @property
    def has_control(self) -> bool:
        return any(row.role == "control" for row in self.rows)


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison. unknown: the dimensions that are not known of any pair; document, locator: where its values are."""

    title: str
    description: str
    slug: str
    id: str
    layout: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    unknown: tuple[str, ...]
    document: Source | None
    locator: str

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def value_count(self) -> int:
        return sum(len(row.values) for row in self.rows)

    @property
    def is_by_property(self) -> bool:
        """Whether it reads better with properties downwards and materials across: many columns, few materials."""
        return len(self.columns) > MANY_COLUMNS and self.layout != "table1"

    @property
    def by_property(self) -> list[tuple[Group, list[tuple[Column, list[tuple[Placed, ...]]]]]]:
        """Group → property → the values of each of its materials; properties without a value in the group left out."""
        return [
            (
                group,
                [
                    (column, [row.cells[place] for row in group.rows])
                    for place, column in enumerate(self.columns)
                    if any(row.cells[place] for row in group.rows)
                ],
            )
            for group in self.groups
        ]

    @property
    def roles(self) -> dict[str, str]:
        return {row.material.id: row.role for row in self.rows}

    @property
    def group_of(self) -> dict[str, str]:
        return {row.material.id: group.key for group in self.groups for row in group.rows}

    @property
    def shown(self) -> list[Shown]:
        return [value for row in self.rows for value in row.values]


CAPACITY_TOPICS: tuple[tuple[str, str, str, str], ...] = (
    ("rate", "Rate performance", "rate", "{capacity} at {current}"),
    ("cycling", "Cycling performance", "cycling", "{capacity} after cycles at {current}"),
)


def capacity_columns() -> tuple[Column, ...]:
    """Rate and cycling performance, as reviews tabulate them."""

    def unit(pattern: str, write: object) -> str:
        return pattern.format(capacity=write("mAh g⁻¹"), current=write("mA g⁻¹"))  # type: ignore[operator]

    return tuple(
        Column(key, label, unit(pattern, units.html), unit(pattern, units.unicode), "specific_capacity", step)
        for key, label, step, pattern in CAPACITY_TOPICS
    )


def value_columns(keys: Iterable[str]) -> tuple[Column, ...]:
    """One column for each property of `keys`."""
    entries = [properties.get(key) for key in keys]
    return tuple(
        Column(e.key, e.label, units.html(e.display_unit or "1"), units.unicode(e.display_unit or "1"), e.key)
        for e in entries
    )


def table_of(comparison: Comparison) -> Table:
    """The table of a ready-made comparison: its published materials in its order, values of its document and place."""
    rows = comparison.rows.select_related("material__source").filter(material__status="published")
    grouped: list[tuple[str, Material]] = [(row.group, row.material) for row in rows]
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
    )


def chosen_materials(identifiers: Sequence[str]) -> list[Material]:
    """The published materials of these public ids, in this order.

    Raises NoComparison for fewer than two, more than twelve, or an id that is not public.
    """
    wanted = list(dict.fromkeys(identifiers))
    if not FEWEST <= len(wanted) <= MOST:
        raise NoComparison(f"{len(wanted)} materials are chosen; choose from {FEWEST} to {MOST} to compare.")
    found = {row.public_id: row for row in Material.objects.published().with_source().filter(public_id__in=wanted)}
    if missing := [identifier for identifier in wanted if identifier not in found]:
        raise NoComparison(f"material={missing[0]}: there is no published material of this id; leave it out.")
    return [found[identifier] for identifier in wanted]


def compare_materials(materials: Sequence[Material]) -> Table:
    """Any materials side by side, those of one paper together, controls before what was made of them."""
    pairs = Pair.objects.published().filter(modified__in=materials, control__in=materials)
    modified = set(pairs.values_list("modified_id", flat=True))
    order = {material.source_id: place for place, material in reversed(list(enumerate(materials)))}
    ordered = sorted(materials, key=lambda material: (order[material.source_id], material.pk in modified))
    cathodes = all("cathode" in material.roles for material in materials)
    return compare_rows(
        [(material.source.public_id, material) for material in ordered],
        Measurement.objects.published(),
        title=f"{len(materials)} materials side by side",
        layout="table1" if cathodes else "values",
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
) -> Table:
    """The table of materials, each with the name of its group, showing values out of `measurements`."""
    materials = [material for _, material in grouped]
    shown = shown_of(measurements, materials)
    columns = _columns(layout, properties_shown, shown)
    found = improvements(_pairs(materials), shown, _topics(columns, shown))
    controls = {item.against.id for items in found.values() for item in items}
    stated = _reported(materials, columns)
    flags = _flags(materials)
    built: list[tuple[str, Row]] = []
    for name, material in grouped:
        values = shown[material.pk]
        own = tuple(found.get(material.pk, ()))
        row = Row(
            material=Quote(material.public_id, material.name_html, material.name_unicode),
            role="modified" if own else "control" if material.public_id in controls else "",
            strategy=material.strategy,
            strategy_html=typeset.html(material.strategy),
            fabrication=material.fabrication,
            electrolytes=tuple({v.electrolyte.text: v.electrolyte for v in values if v.electrolyte}.values()),
            cells=tuple(tuple(_placed(value, own) for value in values if column.holds(value)) for column in columns),
            improvements=tuple(item for item in own if item.told),
            reported=tuple(stated.get(material.pk, ())),
            reference=_reference(material, values, document),
            flags=tuple(flags.get(material.pk, ())),
        )
        built.append((name, row))
    return Table(
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
    )


def shown_of(measurements: QuerySet[Measurement], materials: Sequence[Material]) -> dict[int, list[Shown]]:
    """Key of a material → its values among `measurements`, in a fixed number of queries."""
    rows = (
        measurements.filter(material__in=materials)
        .with_details()
        .select_related("measured_in__counter_material")
        .prefetch_related("measured_in__electrolyte__electrolyte__components")
    )
    shown: dict[int, list[Shown]] = {material.pk: [] for material in materials}
    for row in rows:
        shown[row.material_id].append(show(row))
    return shown


def _placed(value: Shown, found: Sequence[Improvement]) -> Placed:
    own = [item for item in found if item.modified is value]
    words = dict.fromkeys(differing_text(row) for item in own for row in item.differing)
    return Placed(value, "; ".join(words), tuple(item for item in own if item.allowed))


def _columns(layout: str, keys: Sequence[str], shown: dict[int, list[Shown]]) -> tuple[Column, ...]:
    if layout == "table1":
        return capacity_columns()
    present = {value.property for values in shown.values() for value in values}
    return value_columns(keys or [key for key in properties.PROPERTIES if key in present])


def _topics(columns: Sequence[Column], shown: dict[int, list[Shown]]) -> list[Topic]:
    topics: dict[Topic, None] = {}
    for column in columns:
        steps = (
            [column.step] if column.step else sorted({v.step for vs in shown.values() for v in vs if column.holds(v)})
        )
        topics |= dict.fromkeys((column.property, step) for step in steps)
    return list(topics)


def _pairs(materials: Sequence[Material]) -> QuerySet[Pair]:
    pairs = Pair.objects.published().filter(modified__in=materials, control__in=materials)
    return pairs.select_related("modified", "control").order_by("id")


def _reported(materials: Sequence[Material], columns: Sequence[Column]) -> dict[int, list[Reported]]:
    rows = ReportedFactor.objects.published().filter(
        material__in=materials, property__in=[column.property for column in columns]
    )
    found: dict[int, list[Reported]] = {}
    for row in rows.select_related("document", "relative_to").order_by("id"):
        found.setdefault(row.material_id, []).append(reported(row))
    return found


def _flags(materials: Sequence[Material]) -> dict[int, list[ShownFlag]]:
    found: dict[int, list[ShownFlag]] = {}
    for flag in Flag.objects.filter(material__in=materials).order_by("id"):
        found.setdefault(flag.material_id, []).append(show_flag(flag))
    return found


def _reference(material: Material, values: Sequence[Shown], document: Source | None) -> Reference:
    keys = (
        report.citation_key
        for value in values
        for report in value.reports
        if document and report.document == document.public_id and report.citation_key
    )
    source = material.source
    name = Quote(source.public_id, typeset.html(source.short), source.short)
    return Reference(next(keys, ""), name, source.reference, source.doi)


def _groups(built: Sequence[tuple[str, Row]]) -> tuple[Group, ...]:
    names = dict.fromkeys(name for name, _ in built)
    groups = []
    for name in names:
        rows = tuple(row for own, row in built if own == name)
        references = {row.reference.source.id: row.reference for row in rows}
        liquids = {tuple(quote.text for quote in row.electrolytes): row.electrolytes for row in rows}
        groups.append(
            Group(
                key=name,
                rows=rows,
                reference=next(iter(references.values())) if len(references) == 1 else None,
                electrolytes=next(iter(liquids.values())) if len(liquids) == 1 else None,
            )
        )
    return tuple(groups)
