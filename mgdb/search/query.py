"""A query: the parameters of a request put to a filter set, answered by a queryset, a sentence or problems."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from . import facets, ranges, spelling
from .errors import InvalidQuery, ParameterError, ParameterProblem, shown, suggestion
from .facets import Counts
from .fields import Boolean, Choice
from .filters import Condition, KeywordFilter, SearchFilterSet
from .ranges import Spread

ORDERING = "ordering"


class Query:
    """A request for records of one type, read once and the same at every entry point.

    `data` is the QueryDict of the request, `queryset` the rows that may be seen. `own` names the parameters that the
    entry point reads by itself (page, format …). Nothing is ignored: what is unknown or malformed stands in `problems`.
    """

    def __init__(
        self, filters: type[SearchFilterSet], data: Mapping[str, Any], queryset: QuerySet, *, own: Collection[str] = ()
    ) -> None:
        self.filters = filters
        self.problems: list[ParameterProblem] = []
        self.params: dict[str, Any] = {}
        # words that stand nowhere, as typed, and the words that they are read as
        self.corrections: dict[str, str] = {}
        self.rows = queryset
        known = filters.base_filters
        self.problems += unknown_parameters(data, [*known, ORDERING, *own])
        for name in data:
            if name in known:
                self._read(name, data)
        if not self.problems:
            self.problems += filters.cross_problems(self.params)
        self.order = self._order(data)

    def _read(self, name: str, data: Mapping[str, Any]) -> None:
        try:
            value = self.filters.base_filters[name].read(data, name)
        except ParameterError as error:
            self.problems.append(ParameterProblem(name, error.value, error.messages[0], tuple(error.nearest)))
        else:
            if value is not None:
                self.params[name] = value
                if isinstance(one := self.filters.base_filters[name], KeywordFilter):
                    self.corrections = spelling.corrected(self.rows, one.column, value)
                    self.params[name] = " ".join(self.corrections.get(word, word) for word in value.split())

    def _order(self, data: Mapping[str, Any]) -> list[tuple[str, bool]]:
        """(name, descending) for each member of `ordering=`."""
        texts = data.getlist(ORDERING) if hasattr(data, "getlist") else [data.get(ORDERING, "")]
        order = []
        for name in (part.strip() for text in texts for part in text.split(",") if part.strip()):
            if name.removeprefix("-") not in self.filters.orderings:
                sentence, close = suggestion(name.removeprefix("-"), self.filters.orderings)
                if not close:
                    sentence = f"choose from {', '.join(self.filters.orderings)}."
                reason = f"{shown(name)} is nothing to sort by; {sentence}"
                self.problems.append(ParameterProblem(ORDERING, name, reason, tuple(close)))
            else:
                order.append((name.removeprefix("-"), name.startswith("-")))
        return order

    @property
    def ok(self) -> bool:
        return not self.problems

    @property
    def queryset(self) -> QuerySet:
        """The rows that match, in a stable order. Raises InvalidQuery when there are problems."""
        if self.problems:
            raise InvalidQuery(self.problems)
        rows = self.rows
        for condition in self.conditions:
            rows = rows.filter(condition.where)
        # rows without a value come last either way; the key makes the order total, so that pages never overlap
        columns = [(self.filters.orderings[name], descending) for name, descending in self.order]
        expressions = [(F(one) if isinstance(one, str) else one, descending) for one, descending in columns]
        chosen = [
            one.desc(nulls_last=True) if descending else one.asc(nulls_last=True) for one, descending in expressions
        ]
        return rows.order_by(*(chosen or self.filters.default_order), "pk")

    @cached_property
    def conditions(self) -> list[Condition]:
        """What is asked, condition by condition. Raises InvalidQuery when there are problems."""
        if self.problems:
            raise InvalidQuery(self.problems)
        return self.filters.conditions(self.params)

    def counts(self) -> Counts:
        """How many rows match, and what each value of each facet would leave; one query."""
        labels = {
            name: one.parameter.labels
            for name, one in self.filters.base_filters.items()
            if isinstance(one.parameter, Choice | Boolean)
        }
        return facets.count(self.rows, self.conditions, self.filters.facets, self.params, labels)

    def spreads(self) -> dict[str, Spread]:
        """How the numbers that can be asked for are spread, each over the matching rows all but its own limits."""
        return ranges.spreads(self.rows, self.conditions, self.params)

    def counts_without_each(self) -> list[tuple[Condition, int]]:
        """How many rows would match if one condition were dropped, for each; most first; one query."""
        base, optional = facets.split_conditions(self.rows, self.conditions, lambda condition: True)
        names = facets.flag_columns(optional)
        counted = base.aggregate(
            **{
                f"n{place}": Count("pk", filter=Q(**{other: True for other in names if other != name}))
                for place, name in enumerate(names)
            }
        )
        found = [(condition, counted[f"n{place}"]) for place, condition in enumerate(optional)]
        return sorted(found, key=lambda pair: -pair[1])

    @property
    def description(self) -> str:
        """The query in words: “measurements of specific capacity, at Table 1”."""
        return f"{self.filters.noun[1]} {', '.join(self.filters.describe(self.params))}".strip()

    def describe_results(self, count: int) -> str:
        """“54 measurements of specific capacity, at Table 1”."""
        one, many = self.filters.noun
        return (
            f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
            + " "
            + (one + self.description.removeprefix(many) if count == 1 else self.description)
        )


def unknown_parameters(data: Iterable[str], known: Collection[str]) -> list[ParameterProblem]:
    """A problem for each parameter of `data` that is none of `known`."""
    problems = []
    for name in data:
        if name not in known:
            sentence, close = suggestion(name, known)
            problems.append(ParameterProblem(name, "", f"unknown parameter; {sentence}", tuple(close), known=False))
    return problems
