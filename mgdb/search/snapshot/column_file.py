"""The columns of a snapshot in a file, for the next process: arrays are mapped, not read, so that processes share them.

A file is written whole under another name, then it takes the place of the one before; whoever has that one mapped keeps
it. It begins with the length of its head, then the head as JSON, then the arrays.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import orjson
from django.db.models import QuerySet
from numpy.typing import NDArray

from mgdb import data_version
from mgdb.search.values import Values

from .labels import Labels
from .numbers import Numbers
from .snapshot import Snapshot

LENGTH = 8  # bytes of the length of the head
ALIGNED = 64  # bytes; each array begins at a multiple
ENDS = ("rows", "low", "high")


def _start(length: int) -> int:
    """Where an array begins behind so many bytes."""
    return -(-length // ALIGNED) * ALIGNED


def write(file: Path, snapshot: Snapshot, named: Mapping[str, Values]) -> None:
    """Writes `snapshot` with those of its columns that are `named`, and all of its numbers; one process at a time.

    Raises OSError.
    """
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
        "code": data_version.code()[0],
        "origin": snapshot.origin,
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
        "numbers": [{"of": of, **{name: put(getattr(found, name)) for name in ENDS}} for of, found in numbers.items()],
        "places": places,
    }
    text = orjson.dumps(head)
    file.parent.mkdir(parents=True, exist_ok=True)
    made = file.with_suffix(".new")
    with made.open("wb") as output:
        output.write(len(text).to_bytes(LENGTH, "big") + text)
        base = _start(output.tell())
        for array, (_, start, _) in zip(arrays, places, strict=True):
            output.seek(base + start)
            output.write(array.data)
        output.truncate(base + end)
        output.flush()
        os.fsync(output.fileno())
    made.replace(file)


def read(file: Path, rows: QuerySet[Any], named: Mapping[str, Values]) -> Snapshot | None:
    """The snapshot of `rows` in `file`, of whatever version; None where there is none that this code has written.

    Its columns are as they were stored: `renewed` makes a snapshot of it that can be asked.
    """
    try:
        whole = np.memmap(file, np.uint8, "r")
        length = int.from_bytes(whole[:LENGTH].tobytes(), "big")
        head = orjson.loads(whole[LENGTH : LENGTH + length].tobytes())
        if head["code"] != data_version.code()[0]:
            return None
        base = _start(LENGTH + length)

        def get(place: int) -> NDArray[Any]:
            kind, start, count = head["places"][place]
            dtype = np.dtype(kind)
            found = whole[base + start : base + start + count * dtype.itemsize]
            return found.view(np.ndarray).view(dtype)

        found = Snapshot(rows, version=UUID(head["version"]), pks=get(head["pks"]))
        found.seen, found.origin = head["seen"], head["origin"]
        found.put(
            {
                named[one["name"]]: Labels(
                    one["values"], get(one["codes"]), None if one["starts"] is None else get(one["starts"])
                )
                for one in head["columns"]
            },
            {tuple(one["of"]): Numbers(*(get(one[name]) for name in ENDS)) for one in head["numbers"]},
        )
    except (OSError, ValueError, KeyError, IndexError, TypeError):  # there is none, or it is no such file
        return None
    return found
