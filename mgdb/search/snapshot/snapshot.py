"""The columns by which the rows of a list are chosen, counted and sorted, in memory, of one version of the data.

Columns are read when they are first asked for, each by one statement, which says of which version it is: with another
one, `Outdated` is raised, and whoever asked has the database answer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from threading import RLock
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import F, Q, QuerySet

from mgdb import data_version
from mgdb.models import Electrolyte, Material, Measurement, MeasurementCondition
from mgdb.science import conditions
from mgdb.search.values import Values

from .arrays import Integers, rows_with_arrays
from .labels import Labels, Mask, Places, TwinLabels
from .numbers import Numbers

VERSION = "(SELECT version FROM mgdb_dataversion WHERE id = 1)"
MOST_MASKS, MOST_ORDERS = 64, 8  # kept of each; the oldest go
CONDITIONS = MeasurementCondition._meta.db_table
MEASUREMENTS = Measurement._meta.db_table
TWINS = (
    f"SELECT m.public_id, NULLIF(e.identity, ''), m.name FROM {Electrolyte._meta.db_table} e "
    f"JOIN {Material._meta.db_table} m ON m.id = e.material_id"
)
Column = Labels | TwinLabels


class Outdated(Exception):
    """The data have another version now than the snapshot."""


class Snapshot:
    """The rows of one list.

    rows: all of them, as a queryset without conditions. pks: their keys, ascending; the place of a row is that of its
    key. token: of the version of the data.
    """

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows = rows.order_by().select_related(None).prefetch_related(None)
        self._lock = RLock()
        self._columns: dict[Values, Column] = {}
        self._numbers: dict[tuple[str, str], Numbers] = {}
        self._masks: OrderedDict[object, bytes] = OrderedDict()
        self._orders: OrderedDict[object, tuple[Places, Places]] = OrderedDict()
        self.version: UUID | None = None
        text, parameters = self.rows.values("pk").query.sql_with_params()
        keys = [found for (found,) in self._read(f"SELECT array_agg(base.pk) FROM ({text}) AS base(pk)", parameters)]
        self.pks: Integers = np.sort(keys[0]) if keys[0] is not None else np.zeros(0, np.int64)

    @property
    def token(self) -> str:
        assert self.version is not None
        return data_version.token_of(self.version)

    def __len__(self) -> int:
        return len(self.pks)

    def _read(self, statement: str, parameters: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement, all of the version of this snapshot. Raises Outdated."""
        one = f"SELECT version, found.* FROM mgdb_dataversion LEFT JOIN ({statement}) AS found ON TRUE WHERE id = 1"
        for version, *found in rows_with_arrays(one, parameters):
            if self.version is None:
                self.version = version
            if version != self.version:
                raise Outdated
            if len(found) == 1 or any(one is not None for one in found):
                yield tuple(found)

    def places_of(self, keys: Integers) -> tuple[Places, Mask]:
        """The places of rows by their keys, and which of `keys` are theirs."""
        if not len(self.pks):
            return np.zeros(0, np.int32), np.zeros(len(keys), bool)
        places = np.minimum(np.searchsorted(self.pks, keys), len(self.pks) - 1)
        known = self.pks[places] == keys
        return places[known].astype(np.int32), known

    # ---- keys that rows have
    def labels(self, values: Values) -> Column:
        """The column of `values`."""
        with self._lock:
            if values not in self._columns:
                self._columns[values] = self._twins(values) if values.are_electrolytes else self._labels(values)
            return self._columns[values]

    def _labels(self, values: Values) -> Labels:
        columns = {
            f"c{number}": F(column) if isinstance(column, str) else column
            for number, column in enumerate(values.columns())
        }
        text, parameters = self.rows.annotate(row=F("pk"), **columns).values("row", *columns).query.sql_with_params()
        source, more = values.source([f"base.{name}" for name in columns], whole=True)
        statement = (
            f"SELECT v.value::text, array_agg(base.row) FROM ({text}) AS base CROSS JOIN LATERAL {source} AS v(value) "
            "WHERE v.value::text <> '' GROUP BY 1"
        )
        groups = [(value, self.places_of(keys)[0]) for value, keys in self._read(statement, [*parameters, *more])]
        return Labels.of_groups(len(self), groups)

    def _twins(self, values: Values) -> TwinLabels:
        single = self._labels(values)
        found = list(self._read(TWINS, ()))
        shared = {public_id: identity for public_id, identity, _ in found if identity}
        names = {public_id: name for public_id, _, name in found}
        return TwinLabels(single, single.renamed(shared), shared, names)

    # ---- numbers that rows have
    def numbers(self, kind: str, key: str = "") -> Numbers:
        """The numbers of a kind: “search”, the intervals that values are looked up by; “value”, the values of the
        property `key`, of the rows themselves or of measurements of them; “condition”, the condition `key`."""
        with self._lock:
            if (kind, key) not in self._numbers:
                if kind == "condition":  # all are read together
                    self._numbers |= self._conditions()
                else:
                    self._numbers[kind, key] = self._values(kind, key)
            return self._numbers[kind, key]

    def _values(self, kind: str, key: str) -> Numbers:
        if kind == "search":
            columns, owner = ("search_low", "search_high"), "id"
        else:
            columns, owner = ("low", "high"), "id" if self.rows.model is Measurement else "material_id"
        low, high = (f"array_agg(COALESCE({column}, 'NaN'))" for column in columns)
        narrowed, parameters = (" AND property_key = %s", [key]) if key else ("", [])
        statement = (
            f"SELECT array_agg({owner}), {low}, {high} FROM {MEASUREMENTS} WHERE status = 'published' AND "
            f"{owner} IS NOT NULL AND COALESCE({', '.join(columns)}) IS NOT NULL{narrowed}"
        )
        return self._intervals(list(self._read(statement, parameters)))

    def _conditions(self) -> dict[tuple[str, str], Numbers]:
        low, high = (f"array_agg(COALESCE({column}, 'NaN'))" for column in ("low", "high"))
        statement = (
            f"SELECT key, array_agg(measurement_id), {low}, {high} FROM {CONDITIONS} "
            "WHERE COALESCE(low, high) IS NOT NULL GROUP BY key"
        )
        found = dict.fromkeys((("condition", key) for key in conditions.CONDITIONS), self._intervals([]))
        return found | {("condition", key): self._intervals([row]) for key, *row in self._read(statement, ())}

    def _intervals(self, found: Sequence[Sequence[Any]]) -> Numbers:
        if not found or found[0][0] is None:
            return Numbers(np.zeros(0, np.int32), np.zeros(0), np.zeros(0))
        keys, low, high = found[0]
        places, known = self.places_of(keys)
        order = np.argsort(places, kind="stable")
        return Numbers(places[order], low[known][order], high[known][order])

    # ---- what only the database can say
    def mask(self, name: object, where: Q) -> Mask:
        """The rows for which `where` holds; kept under `name`."""
        with self._lock:
            if name in self._masks:
                self._masks.move_to_end(name)
                return np.unpackbits(np.frombuffer(self._masks[name], np.uint8), count=len(self)).astype(bool)
        text, parameters = self.rows.filter(where).values("pk").query.sql_with_params()
        [(keys,)] = self._read(f"SELECT array_agg(base.pk) FROM ({text}) AS base(pk)", parameters)
        mask = np.zeros(len(self), bool)
        if keys is not None:
            mask[self.places_of(keys)[0]] = True
        with self._lock:
            self._masks[name] = np.packbits(mask).tobytes()
            while len(self._masks) > MOST_MASKS:
                self._masks.popitem(last=False)
        return mask

    def order(self, name: object, ordered: QuerySet[Any]) -> tuple[Places, Places]:
        """The places of all rows in the order of a queryset, and the rank of each; kept under `name`."""
        with self._lock:
            if name in self._orders:
                self._orders.move_to_end(name)
                return self._orders[name]
        text, parameters = ordered.values_list("pk").query.sql_with_params()
        keys = f"SELECT array_agg(base.pk ORDER BY base.n) FROM (SELECT q.*, row_number() OVER () FROM ({text}) AS q)"
        [(found,)] = self._read(f"{keys} AS base(pk, n)", parameters)
        places = self.places_of(found)[0] if found is not None else np.zeros(0, np.int32)
        ranks = np.empty(len(self), np.int32)
        ranks[places] = np.arange(len(places), dtype=np.int32)
        with self._lock:
            self._orders[name] = (places, ranks)
            while len(self._orders) > MOST_ORDERS:
                self._orders.popitem(last=False)
        return places, ranks
