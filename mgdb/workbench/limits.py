"""What a workbench takes: how much at once, how long, of which signs. Whatever is sent is read here first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from mgdb.models.typed_text import unfit

from .grids import GRIDS

MOST_BYTES = 600_000  # of one request
MOST_SENT = 100  # rows in one request
MOST_ROWS = 2_000  # of one person about one paper
LONGEST_ROW = 20_000  # characters of all fields of a row that somebody types
MOST_DATA = 2_000_000  # characters of data of all rows of one person about one paper: a hundred curves of 500 points
_KEY = re.compile(r"[A-Za-z0-9_-]{8,32}\Z")
_PLACE = 1e15
_REVISION = 2**31 - 1


@dataclass(frozen=True)
class Sent:
    """A row as the page sends it: `revision` is the last one that it knows, 0 for a row that is not stored yet.

    problem: the column ("" for the whole row) and the reason for which it cannot be kept as it is, with the way out.
    """

    key: str
    grid: str
    position: float
    revision: int
    payload: dict[str, str]
    deleted: bool = False
    problem: tuple[str, str] | None = None


def sent_rows(data: Any) -> list[Sent]:
    """The rows of a request; what somebody typed and cannot be kept is the problem of its row alone.

    Raises ValidationError, which names row and field, for what no page sends.
    """
    rows = data.get("rows") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise ValidationError("Send a mapping with “rows”, a list.")
    if len(rows) > MOST_SENT:
        raise ValidationError(f"{len(rows)} rows are sent at once; at most {MOST_SENT}. Send them in parts.")
    found = [_row(row, place) for place, row in enumerate(rows, 1)]
    if len({row.key for row in found}) < len(found):
        raise ValidationError("Two of the rows have one key; each row has its own.")
    return found


def _row(row: Any, place: int) -> Sent:
    if not isinstance(row, Mapping):
        raise ValidationError(f"Row {place} should be a mapping.")
    key, grid = row.get("key"), row.get("grid")
    if not isinstance(key, str) or not _KEY.match(key):
        raise ValidationError(f"Row {place}: its key should be 8 to 32 letters, digits, hyphens and underscores.")
    if not isinstance(grid, str) or grid not in GRIDS:
        raise ValidationError(f"Row {place}: “{str(grid)[:40]}” is not a grid; the grids are {', '.join(GRIDS)}.")
    position, revision = row.get("position", 0), row.get("revision", 0)
    if isinstance(position, bool) or not isinstance(position, int | float) or not abs(position) < _PLACE:
        raise ValidationError(f"Row {place}: its position should be a number.")
    if isinstance(revision, bool) or not isinstance(revision, int) or not 0 <= revision <= _REVISION:
        raise ValidationError(f"Row {place}: its revision should be a whole number, 0 for a new row.")
    deleted = row.get("deleted", False)
    if not isinstance(deleted, bool):
        raise ValidationError(f"Row {place}: “deleted” should be true or false.")
    payload = _payload(row.get("payload", {}), grid, place)
    problem = None if deleted else problem_of(payload, grid)
    return Sent(key, grid, float(position), revision, payload, deleted, problem)


def _payload(payload: Any, grid: str, place: int) -> dict[str, str]:
    if not isinstance(payload, Mapping):
        raise ValidationError(f"Row {place}: its payload should be a mapping of columns.")
    known = {column.key: column for column in GRIDS[grid].columns}
    found: dict[str, str] = {}
    for column, text in payload.items():
        if column not in known:
            raise ValidationError(
                f"Row {place}: “{str(column)[:40]}” is not a column of {grid}; they are {', '.join(known)}."
            )
        if not isinstance(text, str):
            raise ValidationError(f"Row {place}, {known[column].label}: should be text.")
        if text.strip():
            found[column] = text
    return found


def problem_of(payload: Mapping[str, str], grid: str) -> tuple[str, str] | None:
    """The column at which a row cannot be kept ("" for the whole row), and why; none where it can."""
    unfit_texts = ((column, reason) for column, text in payload.items() if (reason := unfit(text)))
    return next(unfit_texts, None) or size_problem(payload, grid)


def size_problem(payload: Mapping[str, str], grid: str) -> tuple[str, str] | None:
    """The column that is too long ("" for the whole row), and how long it may be; none where none is."""
    typed = 0
    for column in GRIDS[grid].columns:
        size = len(payload.get(column.key, ""))
        if size > column.longest:
            return column.key, f"“{column.label}” has {size:,} characters; at most {column.longest:,}."
        typed += 0 if column.kind == "data" else size
    return ("", f"Its fields have more than {LONGEST_ROW:,} characters together.") if typed > LONGEST_ROW else None
