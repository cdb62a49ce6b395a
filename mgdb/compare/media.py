"""In what values were obtained: values of different electrolytes, cells or chemistries stand in rows of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mgdb.presentation import CellView, MaterialView, MeasurementView
from mgdb.science.conditions.relevance import IN_CELLS

from .factors import Reported

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Medium:
    """What values of one material have in common: battery chemistry in words, electrolyte and cell, as far as known.

    cell is left out where chemistry and electrolyte tell it from the others of the material. otherwise: what is said
    where neither electrolyte nor cell is known.
    """

    chemistry: str
    electrolyte: MaterialView | None
    cell: CellView | None
    otherwise: str = "cell not stated"

    @property
    def text(self) -> str:
        named = [one.text for one in (self.electrolyte, self.cell) if one]
        return ", ".join(filter(None, (self.chemistry, *(named or [self.otherwise]))))


COMPUTED = {"computed", "theoretical"}


def key_of(value: MeasurementView) -> Key:
    """What tells the medium of `value` from others; equal electrolytes are one."""
    electrolyte, cell = value.electrolyte, value.cell
    return (
        value.chemistry_key,
        (electrolyte.identity or electrolyte.name) if electrolyte else "",
        cell.id if cell else "",
    )


def is_mixed(columns: Iterable[Sequence[MeasurementView]]) -> bool:
    """Whether one of the columns of a material holds values of several media."""
    return any(len({key_of(value) for value in column}) > 1 for column in columns)


def split(columns: Iterable[Sequence[MeasurementView]]) -> list[tuple[Medium, list[MeasurementView]]]:
    """The values of one material, given column by column, by their media in order of appearance."""
    found: dict[Key, list[MeasurementView]] = {}
    for column in columns:
        for value in column:
            values = found.setdefault(key_of(value), [])
            if value not in values:
                values.append(value)
    alike = [key[:2] for key in found]
    return [
        (
            Medium(
                values[0].chemistry,
                values[0].electrolyte,
                values[0].cell if alike.count(key[:2]) > 1 or not key[1] else None,
                _otherwise(values),
            ),
            values,
        )
        for key, values in found.items()
    ]


def place_of(factor: Reported, media: Sequence[tuple[Medium | None, Sequence[MeasurementView]]]) -> int:
    """In which row of a material a factor stands that a source states without a cell.

    Of the rows of the battery chemistry that its ion tells, or of all where it tells none, those come first that hold
    values of the property, and of them the one that names no electrolyte either.
    """
    keys = [key_of(values[0]) if values else ("", "", "") for _, values in media]
    of_it = [any(value.property_key == factor.property_key for value in values) for _, values in media]
    alike = [place for place, key in enumerate(keys) if key[0] == factor.chemistry] if factor.chemistry else []
    return max(alike or range(len(media)), key=lambda place: (of_it[place], not keys[place][1], -place))


def _otherwise(values: Sequence[MeasurementView]) -> str:
    """What stands in the place of a cell for values that name none."""
    if {value.origin_key for value in values} <= COMPUTED:
        return "computed"
    return "cell not stated" if any(IN_CELLS.holds(value.entry) for value in values) else "the material itself"
