"""What a reader chose to see side by side: two to twelve materials, or values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mgdb.models import Material, Measurement, Pair, Record
from mgdb.models.base import read_id
from mgdb.presentation import MeasurementView, measurement_views
from mgdb.review import current_id
from mgdb.science.quoting import quoted

from .table import ComparisonTable, compare_rows

FEWEST, MOST = 2, 12
RECORD_TYPES = {"mat": "material", "mea": "measurement"}
MODELS = {"material": Material, "measurement": Measurement}
Chosen = TypeVar("Chosen", bound=Record)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion: what to do, and the ids to do it with; enough of them to compare, or not yet."""

    words: str
    ids: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        return FEWEST <= len(self.ids) <= MOST


class NoComparison(ValueError):
    """What was asked for cannot be compared; the message says why, `suggestions` what could be."""

    def __init__(self, message: str, suggestions: Sequence[Suggestion] = ()) -> None:
        self.suggestions = tuple(suggestions)
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen: materials, or measurements, in the reader's order."""

    record_type: str
    ids: tuple[str, ...]
    records: tuple[Material, ...] | tuple[MeasurementView, ...]

    @property
    def materials(self) -> list[Material]:
        return [record for record in self.records if isinstance(record, Material)]

    @property
    def measurements(self) -> list[MeasurementView]:
        return [record for record in self.records if isinstance(record, MeasurementView)]


def split_ids(texts: Iterable[str]) -> list[str]:
    """The ids, or the keys of columns, in `texts`, each once: "mat-1,mat-2" or one a text."""
    parts = [part.strip() for text in texts for part in text.split(",") if part.strip()]
    return list(dict.fromkeys(read_id(part) or part for part in parts))


def choose(identifiers: Sequence[str], *, fewest: int = FEWEST) -> Selection:
    """The published records of these public ids, in this order.

    Raises NoComparison for fewer than `fewest` or more than twelve, for an id that is none or not public, and for
    kinds that do not stand in one table: materials beside values, electrolytes beside what is none.
    """
    wanted = list(dict.fromkeys(identifiers))
    _check_ids(wanted)
    if len(wanted) > MOST:
        suggestion = Suggestion(f"Compare the first {MOST}", tuple(wanted[:MOST]))
        raise NoComparison(f"{len(wanted)} are chosen; at most {MOST} stand side by side.", [suggestion])
    if len(wanted) < fewest:
        reason = "Nothing is chosen" if not wanted else f"Only {wanted[0]} is chosen"
        suggestion = Suggestion("Find another" if wanted else "Choose from the start", tuple(wanted))
        raise NoComparison(f"{reason}; choose {FEWEST} to {MOST} to compare.", [suggestion])
    record_type = RECORD_TYPES[wanted[0][:3]] if wanted else "material"
    if record_type == "measurement":
        measurements = Measurement.objects.visible().filter(public_id__in=wanted)
        _check_public(record_type, wanted, measurements.only("public_id", "status", "withdrawn_reason"))
        views = {view.id: view for view in measurement_views(measurements)}
        if missing := [identifier for identifier in wanted if identifier not in views]:  # left out, as faulty
            rest = Suggestion("Go on without", tuple(one for one in wanted if one in views))
            raise NoComparison(f"{', '.join(missing)} cannot be shown: what is stored of it is faulty.", [rest])
        return Selection(record_type, tuple(wanted), tuple(views[identifier] for identifier in wanted))
    rows = Material.objects.visible().with_source().select_related("electrolyte")
    rows = rows.prefetch_related("electrolyte__components").filter(public_id__in=wanted)
    found = _check_public(record_type, wanted, rows)
    _check_roles(found)
    return Selection(record_type, tuple(wanted), tuple(found))


def _check_public(record_type: str, wanted: Sequence[str], rows: Iterable[Chosen]) -> list[Chosen]:
    """`rows` in the order of the ids `wanted`. Raises NoComparison for an id that is not among them, or withdrawn."""
    found = {row.public_id: row for row in rows}
    for identifier in wanted:
        record = found.get(identifier)
        rest = Suggestion(f"Go on without {identifier}", tuple(other for other in wanted if other != identifier))
        if (record is None or record.status == "withdrawn") and (into := current_id(MODELS[record_type], identifier)):
            instead = tuple(into if other == identifier else other for other in wanted)
            raise NoComparison(
                f"{identifier} was merged into {into}.", [Suggestion(f"Go on with {into} instead", instead), rest]
            )
        if record is None:
            raise NoComparison(f"There is no published {record_type} {identifier}; it may be mistyped.", [rest])
        if record.status == "withdrawn":
            raise NoComparison(f"{identifier} was withdrawn: {record.withdrawn_reason}", [rest])
    return [found[identifier] for identifier in wanted]


def _check_ids(wanted: Sequence[str]) -> None:
    for identifier in wanted:
        if not read_id(identifier) or identifier[:3] not in RECORD_TYPES:
            good = tuple(one for one in wanted if read_id(one) and one[:3] in RECORD_TYPES)
            raise NoComparison(
                f"{quoted(identifier)} is not an id of a material (like mat-7h3k9qa) or measurement (like "
                "mea-7h3k9qa).",
                [Suggestion("Go on without it", good)],
            )
    parts = {
        record_type: tuple(one for one in wanted if one.startswith(prefix))
        for prefix, record_type in RECORD_TYPES.items()
    }
    if all(parts.values()):
        raise NoComparison(
            "Materials and single values do not stand in one table.",
            [
                Suggestion(f"Only the {len(ids)} {record_type}{'s' * (len(ids) > 1)}", ids)
                for record_type, ids in parts.items()
            ],
        )


def _check_roles(materials: Sequence[Material]) -> None:
    """Raises NoComparison where some are electrolytes only and others are none."""
    only = [row.public_id for row in materials if set(row.roles) == {"electrolyte"}]
    never = [row.public_id for row in materials if "electrolyte" not in row.roles]
    if only and never:
        both = [row.public_id for row in materials if row.public_id not in only and row.public_id not in never]
        raise NoComparison(
            "Electrolytes and materials that are none have nothing in common to compare.",
            [Suggestion("Only the electrolytes", (*only, *both)), Suggestion("Only the others", (*never, *both))],
        )


def arranged(materials: Sequence[Material]) -> list[Material]:
    """Those of one paper together, in the order of the first of each, and controls before what was made of them."""
    pairs = Pair.objects.published().filter(modified__in=materials, control__in=materials)
    modified = set(pairs.values_list("modified_id", flat=True))
    order = {material.source_id: place for place, material in reversed(list(enumerate(materials)))}
    return sorted(materials, key=lambda material: (order[material.source_id], material.pk in modified))


def compare_materials(
    materials: Sequence[Material], wanted: Sequence[str] = (), *, with_suspect: bool = False
) -> ComparisonTable:
    """Any materials side by side, in this order; neighbours of one paper form a group. Raises NoColumn."""
    grouped: list[tuple[str, Material]] = []
    for material in materials:
        key = material.source.public_id
        if grouped and grouped[-1][1].source_id == material.source_id:
            key = grouped[-1][0]
        elif any(name == key for name, _ in grouped):  # the paper comes again after another
            key = f"{key}-{len(grouped) + 1}"
        grouped.append((key, material))
    values = Measurement.objects.published()
    kind = "electrolytes" if all(row.roles == ["electrolyte"] for row in materials) else "materials"
    cathodes = all("cathode" in material.roles for material in materials)
    rated = cathodes and values.of("specific_capacity").filter(material__in=materials).exists()
    return compare_rows(
        grouped,
        values,
        title=f"{len(materials)} {kind} side by side",
        layout="table1" if rated else "values",
        wanted=wanted,
        with_suspect=with_suspect,
    )
