"""The columns of a snapshot in a file, for the next process: arrays are mapped, not read, so that processes share them.

A file is written whole under another name, then it takes the place of the one before; whoever has that one mapped keeps
it. It begins with a checksum of all that follows: its length, the length of its head, the head as JSON, the arrays.

A file outlasts the server, so it says of which server it is. Who may not ask that has no files, nor has a standby.
"""

from __future__ import annotations

import logging
import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import orjson
from django.db import connection
from django.db.models import QuerySet
from numpy.typing import NDArray

from mgdb import data_version
from mgdb.search.values import Values

from .labels import Labels
from .numbers import Numbers
from .snapshot import ORIGIN, Snapshot

CHECKSUM, LENGTHS = struct.Struct(">I"), struct.Struct(">QQ")  # the lengths: of the whole file, of its head
BEGIN = CHECKSUM.size + LENGTHS.size
ALIGNED = 64  # bytes; each array begins at a multiple
ARRAYS = ("rows", "low", "wide", "high")  # of Numbers
log = logging.getLogger(__name__)
# managed servers may have withdrawn these; a statement that names them then fails, whether or not it comes to them
MAY_ASK = """
SELECT bool_and(has_function_privilege(name, 'EXECUTE'))
FROM unnest(ARRAY['pg_control_system()', 'pg_control_checkpoint()']) AS named(name)
"""
SERVER = f"""
SELECT {ORIGIN}, concat_ws(' ', system_identifier, timeline_id, 'mgdb_changedrow'::regclass::oid,
    (SELECT oid FROM pg_database WHERE datname = current_database()))
FROM pg_control_system(), pg_control_checkpoint()
"""  # noqa: S608 - our own words


def _server() -> tuple[str, str] | None:
    """The origin that snapshots have now, and what names the same for as long as the data are there; None where the
    database does not say it."""
    with connection.cursor() as cursor:
        cursor.execute(MAY_ASK)
        may_ask: tuple[bool] = cursor.fetchone()
        if not may_ask[0]:
            return None
        cursor.execute(SERVER)
        found: tuple[str, str] = cursor.fetchone()
    return found


def _start(length: int) -> int:
    """Where an array begins behind so many bytes."""
    return -(-length // ALIGNED) * ALIGNED


def write(file: Path, snapshot: Snapshot, named: Mapping[str, Values]) -> bool:
    """Writes `snapshot` with those of its columns that are `named`, and all of its numbers; one process at a time.
    Whether it is written.

    Nothing is written of what a standby showed, or where the database does not say which server it is, or is another
    one by now. Raises OSError and DatabaseError.
    """
    server = _server()
    if not snapshot.seen or server is None or server[0] != snapshot.origin:
        return False
    arrays: list[NDArray[Any]] = []
    places: list[tuple[str, int, int]] = []
    end = 0

    def put(array: NDArray[Any]) -> int:
        nonlocal end
        start = _start(end)
        arrays.append(np.ascontiguousarray(array))
        places.append((array.dtype.str, start, len(array)))
        end = start + array.nbytes
        return len(places) - 1

    columns, numbers = snapshot.taken()
    head = {
        "code": data_version.code(),
        "server": server[1],
        "version": snapshot.version,
        "seen": snapshot.seen,
        "pks": put(snapshot.pks),
        "columns": [
            {
                "name": name,
                "values": columns[values].values,
                "codes": put(columns[values].codes),
                "starts": None if (starts := columns[values].starts) is None else put(starts),
            }
            for name, values in named.items()
            if values in columns
        ],
        "numbers": [
            {"of": of, **{name: put(getattr(found, name)) for name in ARRAYS}} for of, found in numbers.items()
        ],
        "places": places,
    }
    text = orjson.dumps(head)
    file.parent.mkdir(parents=True, exist_ok=True)
    base = _start(BEGIN + len(text))
    lengths = LENGTHS.pack(base + end, len(text))

    def parts() -> Iterator[bytes | memoryview]:
        """All behind the checksum, one part after another."""
        yield lengths
        yield text
        at = BEGIN + len(text)
        for array, (_, start, _) in zip(arrays, places, strict=True):
            yield bytes(base + start - at)
            yield array.data.cast("B") if array.size else b""
            at = base + start + array.nbytes

    checksum = 0
    made = file.with_suffix(".new")
    try:
        with made.open("wb") as output:
            output.write(CHECKSUM.pack(0))
            for part in parts():
                checksum = zlib.crc32(part, checksum)
                output.write(part)
            output.seek(0)
            output.write(CHECKSUM.pack(checksum))
            output.flush()
            os.fsync(output.fileno())
        made.replace(file)
    finally:
        made.unlink(missing_ok=True)  # what could not be finished
    return True


def read(file: Path, rows: QuerySet[Any], named: Mapping[str, Values]) -> Snapshot | None:
    """The snapshot of `rows` in `file`, of whatever version; None where there is none that this code has written, of
    these tables, whole and undamaged. Raises DatabaseError.

    Its columns are as they were stored: `renewed` makes a snapshot of it that can be asked.
    """
    try:
        whole = np.memmap(file, np.uint8, "r")
        if len(whole) < BEGIN:
            return None
        size, length = LENGTHS.unpack(whole[CHECKSUM.size : BEGIN].tobytes())
        if (
            size != len(whole)
            or CHECKSUM.pack(zlib.crc32(whole[CHECKSUM.size :].data)) != whole[: CHECKSUM.size].tobytes()
        ):
            log.warning("The columns in %s are damaged; they are read again.", file)
            return None
        head = orjson.loads(whole[BEGIN : BEGIN + length].tobytes())
        if head["code"] != data_version.code():
            return None
        server = _server()
        if server is None or server[1] != head["server"]:
            return None
        base = _start(BEGIN + length)

        def get(place: int) -> NDArray[Any]:
            kind, start, count = head["places"][place]
            dtype = np.dtype(kind)
            found = whole[base + start : base + start + count * dtype.itemsize]
            return found.view(np.ndarray).view(dtype)

        found = Snapshot(rows, version=UUID(head["version"]), pks=get(head["pks"]))
        found.seen, found.origin = head["seen"], server[0]
        found.put(
            {
                named[one["name"]]: Labels(
                    one["values"], get(one["codes"]), None if one["starts"] is None else get(one["starts"])
                )
                for one in head["columns"]
            },
            {tuple(one["of"]): Numbers(*(get(one[name]) for name in ARRAYS)) for one in head["numbers"]},
        )
    except (OSError, ValueError, KeyError, IndexError, TypeError):  # there is none, or it is no such file
        return None
    return found
