"""A query: the parameters of a request put to a filter set, answered by a queryset, a sentence or problems."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import nullcontext
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from django.db.models import Count, F, Q, QuerySet
from django.http import QueryDict

from mgdb.science import typeset

from . import facets, ranges, spelling
from .by_number import SortsByNumber
from .errors import MANY, InvalidQuery, ParameterError, ParameterProblem, quoted, suggestion
from .exclusions import SUFFIX
from .facets import Counts
from .filters import Condition, FilterSet, Group, KeywordFilter
from .given_numbers import GivenNumbers, number_of_key
from .params import Params
from .ranges import CatalogueEntry, Spread
from .representative import Among, RepresentativeNumber
from .snapshot import Ordering, Outdated, Selection, Snapshot
from .snapshot.arrays import Integers
from .snapshot.labels import Mask
from .snapshot.numbers import Numbers
from .timeout import briefly

T = TypeVar("T")
ORDERING = "ordering"
MOST_ORDERINGS = 8  # names that a list is sorted by
# Parameters beside the filters that take several values, one after another or with commas.
LISTS = (ORDERING, "fields", "columns", "ids", "material")


class Query:
    """A request for records of one type, read once and the same at every entry point.

    `queryset` are the rows that may be seen. `own` names the parameters that the entry point reads by itself (page,
    format …). Nothing is ignored: what is unknown or malformed stands in `problems`. `snapshot`: of the same rows;
    where there is one, it answers, else the database. `values`: of all values, which answers questions about those of
    the rows. `within`: the keys of the rows that are looked at, where these are not all. `given`: names to sort by →
    what gives the numbers of the rows that match; without another order the rows are sorted by those that a parameter
    asks for, the highest first.
    """

    def __init__(
        self,
        filters: FilterSet,
        data: QueryDict,
        queryset: QuerySet[Any],
        *,
        own: Collection[str] = (),
        snapshot: Snapshot | None = None,
        values: Snapshot | None = None,
        given: Mapping[str, GivenNumbers] | None = None,
        within: Collection[int] | None = None,
    ) -> None:
        self.filters, self.rows, self.snapshot, self.values = filters, queryset, snapshot, values
        self.given, self.within = given or {}, within
        self.is_awaited = False  # the snapshot is being read: until it is there the database answers what is quick
        # words that stand nowhere, as typed, and the words that they are read as
        self.corrections: dict[str, str] = {}
        self.problems = unknown_parameters(data, [*filters.filters, ORDERING, *own], filters.filters)
        read = {name: self._read(name, data.getlist(name)) for name in data if name in filters.filters}
        self.params = Params({name: value for name, value in read.items() if value is not None})
        if not self.problems:
            self.problems += filters.problems(self.params)
        asked_for = [name for name in self.given if self.filters.given.get(name, name)]
        self.order = self._order(data.getlist(ORDERING)) or [(name, True) for name in asked_for]

    def _read(self, name: str, texts: list[str]) -> object:
        one = self.filters.filters[name]
        try:
            value: object = one.parameter.clean(texts)
        except ParameterError as error:
            self.problems.append(ParameterProblem(name, error.value, error.reason, error.nearest))
            return None
        if isinstance(one, KeywordFilter) and isinstance(value, str):
            words = [word for word in value.split() if not spelling.is_formula_of_several(word)]
            self.corrections = spelling.corrected(self.rows, one.column, typeset.plain(" ".join(words)))
            value = " ".join(self.corrections.get(typeset.plain(word), word) for word in value.split())
        return value

    def _order(self, texts: list[str]) -> list[tuple[str, bool]]:
        """(name, descending) for each member of `ordering=`."""
        order: list[tuple[str, bool]] = []
        names = [part.strip() for text in texts for part in text.split(",") if part.strip()]
        if len(names) > MOST_ORDERINGS:
            reason = f"{len(names)} names; sort by at most {MOST_ORDERINGS}."
            self.problems.append(ParameterProblem(ORDERING, names[MOST_ORDERINGS][:60], reason))
            return order
        if not names and any(text.strip() for text in texts):
            self.problems.append(ParameterProblem(ORDERING, texts[0][:60], "names nothing between its commas."))
        for name in names:
            needed = self.filters.given.get(name.removeprefix("-"))
            if needed is not None and name.removeprefix("-") not in self.given:
                reason = f"{quoted(name)} needs {needed}=…, which says what its values are."
                if not needed:
                    reason = f"{quoted(name)} is what the list of {self.filters.names[1]} alone is sorted by."
                self.problems.append(ParameterProblem(ORDERING, name, reason))
            elif name.removeprefix("-") not in self.filters.sorts_by:
                sentence, close = suggestion(name.removeprefix("-"), self.filters.sorts_by)
                if not close:
                    sentence = f"choose from {', '.join(self.filters.sorts_by)}."
                reason = f"{quoted(name)} is not a column to sort by; {sentence}"
                self.problems.append(ParameterProblem(ORDERING, name, reason, tuple(close)))
            else:
                order.append((name.removeprefix("-"), name.startswith("-")))
        return order

    @property
    def ok(self) -> bool:
        return not self.problems

    @cached_property
    def conditions(self) -> list[Condition]:
        """What is asked, condition by condition. Raises InvalidQuery when there are problems."""
        if self.problems:
            raise InvalidQuery(self.problems)
        asked = self.filters.conditions(self.params)
        return asked if self.within is None else [*asked, among_keys(self.within)]

    @property
    def queryset(self) -> QuerySet[Any]:
        """The matching rows, in a stable order. Raises InvalidQuery when there are problems."""
        return self._ordered(self._matching)

    @property
    def _matching(self) -> QuerySet[Any]:
        rows = self.rows
        for condition in self.filters.together(self.conditions):
            rows = rows.filter(condition.where)
        return rows

    def _ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        # rows without a value come last either way; the key makes the order total, so that pages never overlap
        chosen = [
            one.desc(nulls_last=True) if descending else one.asc(nulls_last=True)
            for name, descending in self.order
            for one in self._ordered_by(name, descending=descending)
        ]
        return rows.order_by(*(chosen or self.filters.default_order), "pk")

    def _ordered_by(self, name: str, *, descending: bool) -> tuple[Any, ...]:
        """The column, or what is shown in one: of the battery chemistries asked for alone."""
        if name in self.given:
            return (number_of_key(self._numbers(name)),)
        by = self.filters.orderings[name]
        if isinstance(by, RepresentativeNumber) and self._among.is_limited:
            by = RepresentativeNumber(by.property_key, self._among)
        if isinstance(by, SortsByNumber):
            return by.expressions(descending=descending)
        return (F(by) if isinstance(by, str) else by,)

    def _numbers(self, name: str) -> Mapping[int, float]:
        """Those that are given to sort by, of the rows that match."""
        if name not in self._given_numbers:
            self._given_numbers[name] = self.given[name](self._matching.order_by())
        return self._given_numbers[name]

    @cached_property
    def _given_numbers(self) -> dict[str, Mapping[int, float]]:
        return {}

    @cached_property
    def _among(self) -> Among:
        return Among.of(self.params, self.filters)

    @property
    def is_about_values(self) -> bool:
        """Whether something is asked of values of the rows."""
        return any(one.of_value for one in self.conditions)

    @cached_property
    def _selection(self) -> Selection | None:
        if self.snapshot is None:
            return None
        values = self.values if self.is_about_values else None
        if self.is_about_values and (values is None or values.version != self.snapshot.version):
            return None
        return Selection(self.snapshot, self.filters, self.params, self.conditions, values)

    def _answer(self, kept: Callable[[Selection], T], fresh: Callable[[], T]) -> T:
        """What the snapshot says, or the database where there is none, or the data have changed since."""
        if self._selection is not None:
            try:
                return kept(self._selection)
            except Outdated:
                self._selection = None
        with briefly() if self.is_awaited else nullcontext():
            return fresh()

    def total(self) -> int:
        """How many rows match."""
        return self._answer(lambda selection: selection.total(), lambda: self.queryset.order_by().count())

    @property
    def _ordering(self) -> Ordering | None:
        """The order, where it is another than that of the keys."""
        if not (self.order or self.filters.default_order):
            return None
        if len(self.order) == 1 and (numbers := self._numbers_of(name := self.order[0][0])) is not None:
            return Ordering(name, None, numbers, self.order[0][1])
        among = (
            (self._among,)
            if any(isinstance(self._column(name), RepresentativeNumber) for name, _ in self.order)
            else ()
        )
        given = tuple(frozenset(self._numbers(name).items()) for name, _ in self.order if name in self.given)
        return Ordering((*self.order, *among, *given), self._ordered(self.rows))

    def _column(self, name: str) -> Any:
        return self.filters.orderings.get(name)

    def _numbers_of(self, name: str) -> Callable[[Snapshot], Numbers] | None:
        """Where the order `name` is one of numbers that a snapshot sorts by itself, what makes them."""
        if name in self.given:
            return lambda snapshot: snapshot.numbers_by_key(self._numbers(name))
        if isinstance(by := self._column(name), RepresentativeNumber):
            return lambda snapshot: snapshot.shown_numbers(by.property_key, self._among)
        return None

    def page(self, start: int, stop: int) -> list[int]:
        """The keys of the rows from `start` to before `stop` of those that match, in their order."""
        return self._answer(
            lambda selection: selection.page(start, stop, self._ordering),
            lambda: list(self.queryset.values_list("pk", flat=True)[start:stop]),
        )

    def kept_keys(self) -> Integers | None:
        """The keys of all matching rows in their order, from the snapshot; None where the database must be asked."""
        try:
            return self._selection.keys(self._ordering) if self._selection is not None else None
        except Outdated:
            self._selection = None
            return None

    def counts(self) -> Counts:
        """How many rows match, and what each value of each facet would leave; one query at most."""

        def kept(selection: Selection) -> Counts:
            found = {facet.name: selection.counted(facet) for facet in self.filters.facets}
            return Counts(selection.total(), facets.in_order(found, self.filters, self.params))

        return self._answer(kept, lambda: facets.count(self.rows, self.conditions, self.filters, self.params))

    def group_by(self, name: str) -> None:
        """Has the rows sorted by the group `name` first, so that those of one stand together."""
        self.order.insert(0, (name, False))

    def grouped(self, name: str, keys: Collection[int]) -> tuple[dict[int, str | None], dict[str | None, int]]:
        """The group `name` of each of these rows, and how many of all matching rows each group has; two queries at
        most."""
        group = self.filters.groups[name]
        of_rows = self.rows.order_by().filter(pk__in=keys).values_list("pk", group.expression)
        counts: dict[str | None, int] = dict(
            self._answer(lambda selection: selection.grouped(group.values), lambda: self._count_groups(group))
        )
        counts[None] = self.total() - sum(counts.values())
        return dict(of_rows), counts

    def _count_groups(self, group: Group) -> list[tuple[str, int]]:
        rows = self.queryset.order_by().annotate(group_key=group.expression).filter(group_key__isnull=False)
        return list(rows.values_list("group_key").annotate(n=Count("pk")))

    @property
    def quantities(self) -> dict[str, CatalogueEntry]:
        """The numbers that can be asked for by limits: stem of their parameters → their entry in the catalogue."""
        return ranges.quantities_of(self.filters.filters, self.params)

    def spreads(self) -> dict[str, Spread]:
        """How the numbers that can be asked for are spread, each over the rows that match all but its own limits."""
        scales = {name: entry.scale for name, entry in self.quantities.items()}

        def kept(selection: Selection) -> dict[str, Spread]:
            found = ((name, selection.spread(name, scale)) for name, scale in scales.items())
            return {name: spread for name, spread in found if spread is not None}

        return self._answer(kept, lambda: ranges.spreads(self.rows, self.conditions, self.filters, self.params, scales))

    def hints(self, total: int = 0) -> list[str]:
        """What may have been meant: “temperature: 25 K is outside the plausible range …”.

        Of an answer without rows (`total` of them) also in which other unit there are some: “31 rows in °C”.
        """
        found, doubts = [], []
        for hint in self.filters.hints(self.params):
            if hint.params is None:
                doubts.append(hint.words)
            elif not total and (count := self.filters.narrow(self.rows, hint.params).count()):
                rows = "1 row" if count == 1 else f"{count:,} rows".replace(",", "\N{NARROW NO-BREAK SPACE}")
                found.append(f"{hint.words}; {rows} {hint.otherwise}.")
        return [typeset.capital(hint) for hint in found or doubts]  # what has rows says more

    def counts_without_each(self) -> list[tuple[Condition, int]]:
        """How many rows would match if one condition were dropped, for each; most first; one query at most."""
        found = self._answer(
            lambda selection: list(zip(self.conditions, selection.without_each(), strict=True)),
            self._count_without_each,
        )
        return sorted(found, key=lambda pair: -pair[1])

    def _count_without_each(self) -> list[tuple[Condition, int]]:
        kept = [[one for one in self.conditions if one is not dropped] for dropped in self.conditions]
        base, _, asked = facets.split(self.rows, self.filters, kept)
        counted = base.aggregate(
            **{
                f"n{place}": Count("pk", filter=Q(**dict.fromkeys(flags, True)) if flags else None)
                for place, flags in enumerate(asked)
            }
        )
        return [(condition, counted[f"n{place}"]) for place, condition in enumerate(self.conditions)]

    @property
    def description(self) -> str:
        """The query in words: “measurements of specific capacity, at Table 1”."""
        return f"{self.filters.names[1]} {', '.join(self.filters.describe(self.params))}".strip()

    def describe_results(self, count: int) -> str:
        """“54 measurements of specific capacity, at Table 1”."""
        one, many = self.filters.names
        number = f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
        return f"{number} {one + self.description.removeprefix(many) if count == 1 else self.description}"


def among_keys(keys: Collection[int]) -> Condition:
    """That a row is one of those with `keys`; no words say so, and no facet leaves it out."""

    def mask(snapshot: Snapshot) -> Mask:
        held: Mask = np.zeros(len(snapshot), bool)
        held[snapshot.places_of(np.array(sorted(keys), np.int64))[0]] = True
        return held

    return Condition(("",), Q(pk__in=list(keys) or [-1]), "", mask)  # of no keys SQL makes no statement


def unknown_parameters(
    data: Iterable[str], known: Collection[str], several: Collection[str] = ()
) -> list[ParameterProblem]:
    """A problem for each parameter of `data` that is none of `known`, or has two values where one is read.

    `several` are read elsewhere, by their type, as lists.
    """
    problems = []
    for name in data:
        given = set(data.getlist(name)) if isinstance(data, QueryDict) else {name}
        if name not in known:
            # what excludes is meant by those who say so
            near = known if name.endswith(SUFFIX) else [one for one in known if not one.endswith(SUFFIX)]
            sentence, close = suggestion(name, near)
            if len(several) > MANY and not close:  # pages and the API have the same filters, and others beside
                sentence = f"there are {len(several)} filters to choose from, which /api/v1/docs/ lists."
            problems.append(ParameterProblem(name, "", f"unknown parameter; {sentence}", tuple(close), known=False))
        elif len(given) > 1 and name not in LISTS and name not in several:
            reason = f"given with {len(given)} values; give it once."
            problems.append(ParameterProblem(name, " and ".join(sorted(given))[:60], reason))
    return problems
