"""A table of plain values, and how nested rows become one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Scalar = str | int | float | bool | None
# A spreadsheet runs a text that begins so as a formula (OWASP, “CSV injection”).
FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number of a sheet, and how it is shown there: 0.00015 as `"≈"0.0E+00`."""

    value: float
    number_format: str

    def __str__(self) -> str:
        return f"{self.value:.4g}"


@dataclass(frozen=True, slots=True)
class Readable:
    """The same rows for people: headings, cells in words, and numbers that look as they do on the page."""

    headings: Sequence[str]
    rows: Iterable[Sequence[Scalar | ShownNumber]]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, taken once. `about`: label → text, what the rows are, where they stand, their licence."""

    columns: Sequence[str]
    rows: Iterable[Sequence[Scalar]]
    about: Mapping[str, str] = field(default_factory=dict)
    readable: Readable | None = None

    @classmethod
    def flattened(cls, rows: Iterable[Mapping[str, Any]], about: Mapping[str, str]) -> Table:
        """Nested `rows`, flattened: columns in the order of first appearance, those of one object together."""
        flat = [flatten(row) for row in rows]
        columns = in_groups(dict.fromkeys(name for row in flat for name in row))
        return cls(columns, [[row.get(name) for name in columns] for row in flat], about)


def in_groups(names: Iterable[str]) -> list[str]:
    """`names` in order of first appearance, but those of one object together: members that only later rows have
    (another condition) stand beside the others."""
    columns = list(names)
    position = {name: index for index, name in enumerate(columns)}
    first: dict[str, int] = {}
    for name in columns:
        first.setdefault(name.split("_")[0], position[name])
    return sorted(columns, key=lambda name: (first[name.split("_")[0]], position[name]))


def flatten(row: Mapping[str, Any]) -> dict[str, Scalar]:
    """`row` with one level: members of an object become `object_member`, of a list of objects `list_member` with the
    values joined by “; ”."""
    flat: dict[str, Scalar] = {}
    for key, value in row.items():
        # what JSON has comes first: whether something is a Mapping takes five times as long to find out
        if value is None or isinstance(value, (str, int, float)):
            flat[key] = value
        elif isinstance(value, list):
            flat |= _joined(key, value)
        elif isinstance(value, (dict, Mapping)):
            flat |= {f"{key}_{name}": inner for name, inner in flatten(value).items()}
        elif isinstance(value, Sequence):
            flat |= _joined(key, value)
        else:
            flat[key] = value
    return flat


def _joined(key: str, values: Sequence[Any]) -> dict[str, Scalar]:
    if not any(isinstance(value, (dict, Mapping)) for value in values):
        return {key: "; ".join(_text(value) for value in values)}
    flat = [flatten(value) for value in values]
    names = dict.fromkeys(name for one in flat for name in one)
    return {f"{key}_{name}": "; ".join(_text(one.get(name)) for one in flat) for name in names}


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (list, Sequence)):
        return " ".join(_text(inner) for inner in value)
    return "" if value is None else str(value)


def inert(value: Scalar) -> Scalar:
    """`value` such that no spreadsheet takes it for a formula: a text that begins like one gets an apostrophe.

    Texts that are plain numbers stay as they are, "-1.02", and so does a sign alone, as vocabularies have it: "=", "+".
    """
    if isinstance(value, str) and value.startswith(FORMULA_START) and len(value) > 1 and not _NUMBER.fullmatch(value):
        return "'" + value
    return value
