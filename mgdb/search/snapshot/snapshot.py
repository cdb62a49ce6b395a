"""The columns by which the rows of a list are chosen, counted and sorted, in memory, of one version of the data.

Columns are read when they are first asked for, each by one statement, which says of which version it is: with another
one, `Outdated` is raised, and whoever asked has the database answer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from threading import RLock
from typing import Any
from uuid import UUID

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db.models import F, Q, QuerySet

from mgdb import data_version
from mgdb.models import Electrolyte, Material, Measurement, MeasurementCondition
from mgdb.science import conditions
from mgdb.search import representative
from mgdb.search.values import Values

from .arrays import Integers, rows_with_arrays
from .labels import Labels, Mask, Places, TwinLabels
from .numbers import NO_NUMBERS, Numbers

MOST_MASKS, MOST_ORDERS = 64, 4  # kept of each; the oldest go
CONDITIONS = MeasurementCondition._meta.db_table
MEASUREMENTS = Measurement._meta.db_table
TWINS = (
    f"SELECT m.public_id, NULLIF(e.identity, ''), m.name FROM {Electrolyte._meta.db_table} e "
    f"JOIN {Material._meta.db_table} m ON m.id = e.material_id"
)
Column = Labels | TwinLabels
REPRESENTATIVE, OWNER = "representative", "owner"
# What has seen the end of which transactions. A standby does not know which are still open: what it has seen is empty.
SEEN = "CASE WHEN pg_is_in_recovery() THEN '' ELSE pg_current_snapshot()::text END"
# Numbers of transactions say nothing of another server, nor of tables that a backup has brought back, nor of a server
# that has been set back to an earlier moment, for which it had to be started again.
ORIGIN = (
    "concat_ws(' ', extract(epoch FROM pg_postmaster_start_time()), 'mgdb_changedrow'::regclass::oid, "
    "(SELECT oid FROM pg_database WHERE datname = current_database()))"
)


class Outdated(Exception):
    """The data have another version now than the snapshot."""


class Snapshot:
    """The rows of one list.

    rows: all of them, as a queryset without conditions. pks: their keys, ascending; the place of a row is that of its
    key. version: of the data; token: the same with that of the program. seen: which transactions it saw the end of, as
    PostgreSQL writes that, or nothing where that is not known; origin: of which tables of which running server.
    """

    seen: str
    origin: str

    def __init__(self, rows: QuerySet[Any], *, version: UUID | None = None, pks: Integers | None = None) -> None:
        """`version`, `pks`: where they are known."""
        self.rows = rows.order_by().select_related(None).prefetch_related(None)
        self._lock = RLock()
        self._columns: dict[Values, Column] = {}
        self._numbers: dict[tuple[str, str], Numbers] = {}
        self._masks: OrderedDict[Hashable, bytes] = OrderedDict()
        self._orders: OrderedDict[object, Places] = OrderedDict()
        self._limited: OrderedDict[tuple[str, representative.Among], Numbers] = OrderedDict()
        self.version = version
        if pks is None:
            pks, self.seen, self.origin = self._keys(self.rows, SEEN, ORIGIN)
        self.pks = pks

    @property
    def token(self) -> str:
        assert self.version is not None
        return data_version.token_of(self.version)

    def __len__(self) -> int:
        return len(self.pks)

    def read(self, statement: str, parameters: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement, all of the version of this snapshot. Raises Outdated."""
        one = f"SELECT version, found.* FROM mgdb_dataversion LEFT JOIN ({statement}) AS found ON TRUE WHERE id = 1"
        for version, *found in rows_with_arrays(one, parameters):
            if self.version is None:
                self.version = version
            if version != self.version:
                raise Outdated
            if len(found) == 1 or any(one is not None for one in found):
                yield tuple(found)

    def check(self) -> None:
        """Raises Outdated where the database shows another version: the present one, or that of a transaction."""
        list(self.read("SELECT 1", ()))

    def keys_of(self, rows: QuerySet[Any]) -> Integers:
        """The keys of `rows`, ascending, by one statement."""
        try:
            return self._keys(rows)[0]  # type: ignore[no-any-return]
        except EmptyResultSet:  # that it finds nothing is seen before it is asked
            return np.zeros(0, np.int64)

    def _keys(self, rows: QuerySet[Any], *more: str) -> tuple[Any, ...]:
        """The keys of `rows`, ascending, and what `more` expressions of SQL give beside them."""
        text, parameters = rows.order_by().values("pk").query.sql_with_params()
        statement = f"SELECT {', '.join(['array_agg(base.pk)', *more])} FROM ({text}) AS base(pk)"
        [(keys, *found)] = self.read(statement, parameters)
        return np.sort(keys) if keys is not None else np.zeros(0, np.int64), *found

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
                self._columns[values] = self._complete(values, self.read_labels(values))
            return self._columns[values]

    def read_labels(self, values: Values, keys: Sequence[int] | None = None) -> Labels:
        """The values that the rows have, of all or of those with `keys`, by one statement."""
        if keys is not None and not keys:
            return Labels.of_groups(len(self), ())
        rows = self.rows if keys is None else self.rows.filter(pk__in=keys)
        columns = {
            f"c{number}": F(column) if isinstance(column, str) else column
            for number, column in enumerate(values.columns())
        }
        text, parameters = rows.annotate(row=F("pk"), **columns).values("row", *columns).query.sql_with_params()
        source, more = values.source([f"base.{name}" for name in columns], whole=keys is None)
        statement = (
            f"SELECT v.value::text, array_agg(base.row) FROM ({text}) AS base CROSS JOIN LATERAL {source} AS v(value) "
            "WHERE v.value::text <> '' GROUP BY 1"
        )
        groups = [(value, self.places_of(keys)[0]) for value, keys in self.read(statement, [*parameters, *more])]
        return Labels.of_groups(len(self), groups)

    def _complete(self, values: Values, labels: Labels) -> Column:
        if not values.are_electrolytes:
            return labels
        found = list(self.read(TWINS, ()))
        shared = {public_id: identity for public_id, identity, _ in found if identity}
        names = {public_id: name for public_id, _, name in found}
        return TwinLabels(labels, labels.renamed(shared), shared, names)

    # ---- numbers that rows have
    def numbers(self, kind: str, key: str = "") -> Numbers:
        """The numbers of a kind: “search”, the intervals that values are looked up by; “value”, the values of the
        property `key`, of the rows themselves or of measurements of them; “condition”, the condition `key`;
        “representative”, the one value of the property `key` that is shown of each row; “owner”, the key of the
        material that a value is of."""
        with self._lock:
            if (kind, key) not in self._numbers:
                self._numbers |= self.read_numbers(kind, key)
            return self._numbers[kind, key]

    def read_numbers(self, kind: str, key: str, keys: Sequence[int] | None = None) -> dict[tuple[str, str], Numbers]:
        """Numbers of all rows or of those with `keys`, by one statement: of conditions those of all of them."""
        if kind == REPRESENTATIVE:
            return {(kind, key): self._shown_numbers(key, keys)}
        if kind == OWNER:
            return {(kind, key): self._owners(keys)}
        low, high, owner, table = "low", "high", "measurement_id", CONDITIONS
        if kind != "condition":
            owner, table = "id" if self.rows.model is Measurement else "material_id", MEASUREMENTS
        if kind == "search":
            low, high = "search_low", "search_high"
        where, parameters = [f"{owner} IS NOT NULL", f"COALESCE({low}, {high}) IS NOT NULL"], list[Any]()
        if kind != "condition":
            where.append("status = 'published'")
        if kind == "value":
            where.append("property_key = %s")
            parameters.append(key)
        if keys is not None:
            where.append(f"{owner} = ANY(%s)")
            parameters.append(list(keys))
        named = "key" if kind == "condition" else "''"
        statement = (
            f"SELECT {named}, array_agg({owner}), array_agg(COALESCE({low}, 'NaN')), "
            f"array_agg(COALESCE({high}, 'NaN')) FROM {table} WHERE {' AND '.join(where)} GROUP BY 1"
        )
        found = {name: self._intervals(row) for name, *row in self.read(statement, parameters)}
        if kind != "condition":
            return {(kind, key): found.get("", NO_NUMBERS)}
        return {(kind, name): found.get(name, NO_NUMBERS) for name in conditions.CONDITIONS}

    def shown_numbers(self, key: str, among: representative.Among) -> Numbers:
        """The one value of the property `key` that is shown of each row `among` those of some battery chemistries; of
        these limits the last few are kept."""
        if not among.is_limited:
            return self.numbers(REPRESENTATIVE, key)
        with self._lock:
            if (key, among) not in self._limited:
                self._limited[key, among] = self._shown_numbers(key, None, among)
                while len(self._limited) > MOST_ORDERS:
                    self._limited.popitem(last=False)
            self._limited.move_to_end((key, among))
            return self._limited[key, among]

    def _shown_numbers(
        self, key: str, keys: Sequence[int] | None, among: representative.Among = representative.ANY
    ) -> Numbers:
        if keys is not None and not keys:
            return NO_NUMBERS
        text, given = representative.numbers(key, keys, among).query.sql_with_params()
        ends = ", ".join(f"array_agg(COALESCE(base.{end}, 'NaN'))" for end in ("falling", "rising"))
        statement = f"SELECT array_agg(base.owner), {ends} FROM ({text}) AS base(owner, falling, rising)"
        found = list(self.read(statement, list(given)))
        return self._intervals(found[0]) if found else NO_NUMBERS

    def _owners(self, keys: Sequence[int] | None) -> Numbers:
        where, parameters = ("TRUE", []) if keys is None else ("id = ANY(%s)", [list(keys)])
        owners = "array_agg(material_id::float8)"
        statement = (
            f"SELECT array_agg(id), {owners}, {owners} FROM {MEASUREMENTS} "
            f"WHERE status = 'published' AND material_id IS NOT NULL AND {where}"
        )
        [found] = self.read(statement, parameters)
        return self._intervals(found) if found[0] is not None else NO_NUMBERS

    def numbers_by_key(self, numbers: Mapping[int, float]) -> Numbers:
        """Numbers of rows by their keys."""
        found = np.fromiter(numbers.values(), np.float64, len(numbers))
        return self._intervals((np.fromiter(numbers, np.int64, len(numbers)), found, found))

    def _intervals(self, found: Sequence[Any]) -> Numbers:
        keys, low, high = found
        places, known = self.places_of(keys)
        order = np.argsort(places, kind="stable")
        return Numbers.of(places[order], low[known][order], high[known][order])

    # ---- of what was there already
    def take(self, columns: Mapping[Values, Labels], numbers: Mapping[tuple[str, str], Numbers]) -> None:
        """These columns, made of those of an earlier version."""
        self.put({values: self._complete(values, labels) for values, labels in columns.items()}, numbers)

    def put(self, columns: Mapping[Values, Column], numbers: Mapping[tuple[str, str], Numbers]) -> None:
        """These columns as they are."""
        with self._lock:
            self._columns |= columns
            self._numbers |= numbers

    def taken(self) -> tuple[dict[Values, Labels], dict[tuple[str, str], Numbers]]:
        """The columns that have been read so far."""
        with self._lock:
            columns = {
                values: column.single if isinstance(column, TwinLabels) else column
                for values, column in self._columns.items()
            }
            return columns, dict(self._numbers)

    # ---- masks: those that only the database can say, and what is asked again and again
    def mask(self, where: Q) -> Mask:
        """The rows for which `where` holds; kept under the statement that asks for them."""
        rows = self.rows.filter(where)
        try:
            text, parameters = rows.values("pk").query.sql_with_params()
        except EmptyResultSet:
            return np.zeros(len(self), bool)

        def asked() -> Mask:
            mask = np.zeros(len(self), bool)
            mask[self.places_of(self.keys_of(rows))[0]] = True
            return mask

        return self.kept_mask((text, repr(parameters)), asked)

    def kept_mask(self, name: Hashable, make: Callable[[], Mask]) -> Mask:
        """What `make` gives; kept under `name`, which says all that it depends on."""
        with self._lock:
            if name in self._masks:
                self._masks.move_to_end(name)
                return np.unpackbits(np.frombuffer(self._masks[name], np.uint8), count=len(self)).view(bool)
        mask = make()
        with self._lock:
            self._masks[name] = np.packbits(mask).tobytes()
            while len(self._masks) > MOST_MASKS:
                self._masks.popitem(last=False)
        return mask

    def has_order(self, name: object) -> bool:
        """Whether the order `name` is kept."""
        with self._lock:
            return name in self._orders

    def order(self, name: object, ordered: QuerySet[Any]) -> Places:
        """The places of all rows in the order of a queryset; kept under `name`."""
        with self._lock:
            if name in self._orders:
                self._orders.move_to_end(name)
                return self._orders[name]
        text, parameters = ordered.values_list("pk").query.sql_with_params()
        keys = f"SELECT array_agg(base.pk ORDER BY base.n) FROM (SELECT q.*, row_number() OVER () FROM ({text}) AS q)"
        [(found,)] = self.read(f"{keys} AS base(pk, n)", parameters)
        places = self.places_of(found)[0] if found is not None else np.zeros(0, np.int32)
        with self._lock:
            self._orders[name] = places
            while len(self._orders) > MOST_ORDERS:
                self._orders.popitem(last=False)
        return places
