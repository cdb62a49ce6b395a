"""Arrays of PostgreSQL as arrays of numpy, without a Python object for each member."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import psycopg
from django.db import connection
from numpy.typing import NDArray
from psycopg import postgres
from psycopg.adapt import Loader
from psycopg.pq import Format

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

# The binary form of an array of one dimension: a head of five words, then each member behind its length.
_HEAD = 20
_BIGINTS, _DOUBLES = (postgres.types[name].array_oid for name in ("int8", "float8"))
_MEMBERS = {
    _BIGINTS: np.dtype([("length", ">i4"), ("member", ">i8")]),
    _DOUBLES: np.dtype([("length", ">i4"), ("member", ">f8")]),
}
_NATIVE = {_BIGINTS: np.int64, _DOUBLES: np.float64}


def _loader(kind: int) -> type[Loader]:
    members, native = _MEMBERS[kind], _NATIVE[kind]

    class ArrayLoader(Loader):
        """Arrays of this type; a member that is null has no place in them."""

        format = Format.BINARY

        def load(self, data: Any) -> Any:
            return np.frombuffer(data, members, offset=_HEAD)["member"].astype(native)

    return ArrayLoader


_LOADERS = {kind: _loader(kind) for kind in _MEMBERS}


def rows_with_arrays(statement: str, parameters: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement that Django wrote, arrays of bigint and of double precision as arrays of numpy."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        # Parameters are bound here, as Django does it; the server then answers in binary, as it does for no other.
        with psycopg.ClientCursor(connection.connection) as binding:
            text = binding.mogrify(statement, parameters)
        with psycopg.Cursor(connection.connection) as cursor:
            for kind, loader in _LOADERS.items():
                cursor.adapters.register_loader(kind, loader)
            yield from cursor.execute(text, binary=True)
