"""The public forms of records, made from what is stored of these now: the one place where they are made."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import orjson
from django.db import Error as DatabaseError

from mgdb.formats import csv, flatten
from mgdb.models import Measurement
from mgdb.presentation import SHOWN, Part, measurement_views
from mgdb.records import RecordType

from .lists import LIST_TYPES, ListType
from .relations import shown_rows
from .serializers import SERIALIZERS, measurements
from .stored_cells import packed, packed_data

ROOT = Path(__file__).resolve().parents[1]
# The rooms that forms are made by.
CODE = ("science", "formats", "models", "records", "presentation", "projection")
log = logging.getLogger(__name__)
# Of cells and of lines, as ASCII has them: no text is expected to hold them.
SEPARATOR, END_OF_LINE = "\x1f", "\x1e"
Lines = Mapping[str, list[str]]
NAMES = re.compile(rb'"([a-z]{3}-[0-9a-z]{7})"')


@dataclass(frozen=True, slots=True)
class Form:
    """What the public reads of one record: the columns of `PublicForm`; `body` as `lines` writes it.

    shape: a hash of the columns that the body has in a file. line: its cells in the CSV file of each list
    (`stored_line`).
    """

    public_id: str
    body: bytes
    cells: bytes
    data: bytes
    shape: bytes
    line: bytes

    @classmethod
    def of(cls, public_id: str, members: Mapping[str, Any], cells: Any, data: Any, lines_of: Lines) -> Form:
        body = lines(members)
        flat = flatten(orjson.loads(b"{" + body.replace(b"\n", b",") + b"}"))
        shape = hashlib.blake2b("\n".join(flat).encode(), digest_size=8).hexdigest()
        line = stored_line(lines_of).encode()
        return cls(public_id, body, orjson.dumps(cells), orjson.dumps(data), shape.encode(), line)

    @property
    def refs(self) -> list[str]:
        """The public ids that it names, its own not."""
        found = {name.decode() for text in (self.body, self.cells, self.data) for name in NAMES.findall(text)}
        return sorted(found - {self.public_id})


@dataclass(frozen=True, slots=True)
class Fault:
    """Why no form of a record can be made: something is stored that no interface lets in."""

    public_id: str
    reason: str

    def __str__(self) -> str:
        return f"{self.public_id}: cannot be shown, {self.reason}"


def lines(members: Mapping[str, Any]) -> bytes:
    """JSON of members without what is around them, each on a line of its own: chosen ones need not be parsed.

    Inside JSON a line never ends, for texts have it escaped.
    """
    return b"\n".join(orjson.dumps(name) + b":" + orjson.dumps(value) for name, value in members.items())


def stored_line(lines_of: Lines) -> str:
    """The cells of a row in the CSV files of its lists, each after the keys of the lists that have these cells.

    Empty where a cell holds what parts them: then they are made of the data.
    """
    texts = [SEPARATOR.join([keys, *cells]) for keys, cells in lines_of.items()]
    if any(text.count(SEPARATOR) > len(cells) for text, cells in zip(texts, lines_of.values(), strict=True)):
        return ""
    return "" if any(END_OF_LINE in text for text in texts) else END_OF_LINE.join(texts)


def line_in(stored: str, key: str) -> list[str] | None:
    """The cells of the list `key` in a stored line; None where they are not there."""
    for text in stored.split(END_OF_LINE):
        keys, *cells = text.split(SEPARATOR)
        if key in keys.split(","):
            return cells
    return None


@cache
def fingerprint() -> int:
    """A number for the code that forms are made by: another one, and the stored forms are not read any more."""
    digest = hashlib.blake2b(digest_size=8)
    for room in CODE:
        for file in sorted((ROOT / room).rglob("*.py")):
            digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return int.from_bytes(digest.digest(), "big", signed=True)


def lists_of(record_type: RecordType) -> list[ListType]:
    """The lists that show records of a type."""
    return [one for one in LIST_TYPES.values() if one.record_type is record_type]


def make(record_type: RecordType, keys: Iterable[int]) -> tuple[dict[int, Form], dict[int, Fault]]:
    """key → form of each record of these keys that is published, made now; key → fault of those that cannot be shown.

    They are made together. When that fails, each half of them by itself: so one of them stops no other.
    """
    keys = list(keys)
    try:
        return _make(record_type, keys), {}
    except DatabaseError:  # it is away, or has no more time: no fault of a record
        raise
    except Exception as error:  # what is stored against the rules fails anywhere; it is logged and told
        if len(keys) == 1:
            return {}, {keys[0]: _fault(record_type, keys[0], error)}
        middle = len(keys) // 2
        (forms, faults), (more, further) = make(record_type, keys[:middle]), make(record_type, keys[middle:])
        return forms | more, faults | further


def _fault(record_type: RecordType, key: int, error: Exception) -> Fault:
    public_id = record_type.model._base_manager.values_list("public_id", flat=True).get(pk=key)
    fault = Fault(public_id, f"{type(error).__name__}: {error}")
    _log_once(fault)
    return fault


@lru_cache(maxsize=1000)
def _log_once(fault: Fault) -> None:
    """In each process: whoever asks for the record comes by here again. Called where the error is caught."""
    log.error("%s", fault, exc_info=True)


def _make(record_type: RecordType, keys: list[int]) -> dict[int, Form]:
    if not keys:
        return {}
    if record_type.model is Measurement:
        return _measurements(record_type, keys)
    rows: list[Any] = list(_published(record_type).filter(pk__in=keys))
    bodies = SERIALIZERS[record_type.name](rows, many=True).data
    cells: dict[int, dict[str, Any]] = {row.pk: {} for row in rows}
    data: dict[int, dict[str, Any]] = {row.pk: {} for row in rows}
    files: dict[int, dict[str, list[str]]] = {row.pk: {} for row in rows}
    made: dict[int, str] = {}  # columns → the list that has them
    for list_type in lists_of(record_type):
        own = list_type.rows().filter(pk__in=list(cells))
        if like := made.get(id(list_type.columns)):  # a list of some of its rows, which has the same cells
            for key in own.order_by().values_list("pk", flat=True):
                cells[key][list_type.key] = data[key][list_type.key] = like
                keys_of = next(keys for keys in files[key] if like in keys.split(","))
                files[key][f"{keys_of},{list_type.key}"] = files[key].pop(keys_of)
            continue
        made[id(list_type.columns)] = list_type.key
        for row in list_type.read(own):
            of_row = _of_list(list_type, row)
            cells[row.pk][list_type.key], data[row.pk][list_type.key], files[row.pk][list_type.key] = of_row
    return {
        row.pk: Form.of(row.public_id, body, cells[row.pk], data[row.pk], files[row.pk])
        for row, body in zip(rows, bodies, strict=True)
    }


def _measurements(record_type: RecordType, keys: list[int]) -> dict[int, Form]:
    """The same of measurements, whose answer and cells are made of one view."""
    [list_type] = lists_of(record_type)
    views = measurement_views(Measurement.objects.published().filter(pk__in=keys), SHOWN | Part.SYNONYMS | Part.DEFECTS)
    bodies = measurements.serialize(views, measurements.MEMBERS)
    made = {}
    for view, body in zip(views, bodies, strict=True):
        cells, data, line = _of_list(list_type, view)
        made[view.pk] = Form.of(view.id, body, {list_type.key: cells}, {list_type.key: data}, {list_type.key: line})
    return made


def _published(record_type: RecordType) -> Any:
    rows = shown_rows(record_type)
    owner = record_type.part_of
    return rows.filter(**{f"{owner}__status" if owner else "status": "published"})


def _of_list(list_type: ListType, row: Any) -> tuple[list[Any], list[Any], list[str]]:
    """The cells of a row of a list, in the units of pages, and their data, each with what is said of the row last; its
    cells in a CSV file."""
    cells = list_type.bare_cells(row, {}, list_type.columns)
    standing = list_type.standing(row)
    shown = [*packed(cells), [standing[0], *list_type.choice(row)]]
    data = [*packed_data(list_type.columns, cells), [standing, list_type.source_ids(row)]]
    line = list_type.line((cell.data for cell in cells), *standing)
    return shown, data, csv.cells(line.get(name) for name in list_type.stored_columns)
