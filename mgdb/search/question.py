"""A question: parameters put to a filter set, answered by a queryset, a sentence and, where it must be, faults."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from . import facets, ranges, spelling
from .facets import Counts
from .faults import Fault, ParameterFault, Refused, hint, shown
from .fields import Terms, YesNo
from .filters import Part, SearchFilterSet, WordsFilter
from .ranges import Spread

ORDERING = "ordering"


class Question:
    """What a visitor or program asks of a noun, read once and the same for every door.

    `data` is the QueryDict of the request, `queryset` the rows that may be seen. `own` names the parameters that the
    door handles by itself (page, format …). Nothing is ignored: what is unknown or malformed stands in `faults`.
    """

    def __init__(
        self, filters: type[SearchFilterSet], data: Mapping[str, Any], queryset: QuerySet, *, own: Collection[str] = ()
    ) -> None:
        self.filters = filters
        self.faults: list[ParameterFault] = []
        self.asked: dict[str, Any] = {}
        # words that stand nowhere, as typed, and the words that they are read as
        self.corrections: dict[str, str] = {}
        self.rows = queryset
        known = filters.base_filters
        self.faults += unknown_parameters(data, [*known, ORDERING, *own])
        for name in data:
            if name in known:
                self._read(name, data)
        if not self.faults:
            self.faults += filters.cross_faults(self.asked)
        self.order = self._order(data)

    def _read(self, name: str, data: Mapping[str, Any]) -> None:
        try:
            value = self.filters.base_filters[name].read(data, name)
        except Fault as fault:
            self.faults.append(ParameterFault(name, fault.value, fault.messages[0], tuple(fault.nearest)))
        else:
            if value is not None:
                self.asked[name] = value
                if isinstance(one := self.filters.base_filters[name], WordsFilter):
                    self.corrections = spelling.corrected(self.rows, one.column, value)
                    self.asked[name] = " ".join(self.corrections.get(word, word) for word in value.split())

    def _order(self, data: Mapping[str, Any]) -> list[tuple[str, bool]]:
        """(name, descending) for each member of `ordering=`."""
        texts = data.getlist(ORDERING) if hasattr(data, "getlist") else [data.get(ORDERING, "")]
        order = []
        for name in (part.strip() for text in texts for part in text.split(",") if part.strip()):
            if name.removeprefix("-") not in self.filters.orderings:
                sentence, close = hint(name.removeprefix("-"), self.filters.orderings)
                if not close:
                    sentence = f"choose from {', '.join(self.filters.orderings)}."
                reason = f"{shown(name)} is nothing to sort by; {sentence}"
                self.faults.append(ParameterFault(ORDERING, name, reason, tuple(close)))
            else:
                order.append((name.removeprefix("-"), name.startswith("-")))
        return order

    @property
    def ok(self) -> bool:
        return not self.faults

    @property
    def queryset(self) -> QuerySet:
        """The rows that answer, in a stable order. Raises Refused when there are faults."""
        if self.faults:
            raise Refused(self.faults)
        rows = self.rows
        for part in self.parts:
            rows = rows.filter(part.where)
        # rows without a value come last either way; the key makes the order total, so that pages never overlap
        columns = [(self.filters.orderings[name], descending) for name, descending in self.order]
        expressions = [(F(one) if isinstance(one, str) else one, descending) for one, descending in columns]
        asked = [
            one.desc(nulls_last=True) if descending else one.asc(nulls_last=True) for one, descending in expressions
        ]
        return rows.order_by(*(asked or self.filters.default_order), "pk")

    @cached_property
    def parts(self) -> list[Part]:
        """What is asked, condition by condition. Raises Refused when there are faults."""
        if self.faults:
            raise Refused(self.faults)
        return self.filters.parts(self.asked)

    def counts(self) -> Counts:
        """How many rows answer, and what each value of each facet would leave; one query."""
        labels = {
            name: one.parameter.labels
            for name, one in self.filters.base_filters.items()
            if isinstance(one.parameter, Terms | YesNo)
        }
        return facets.count(self.rows, self.parts, self.filters.facets, self.asked, labels)

    def spreads(self) -> dict[str, Spread]:
        """How the numbers that can be asked for are spread, each over the rows that answer all but its own limits."""
        return ranges.spreads(self.rows, self.parts, self.asked)

    def without_each(self) -> list[tuple[Part, int]]:
        """How many rows would answer if one condition were dropped, for each; most first; one query."""
        base, optional = facets.narrowed(self.rows, self.parts, lambda part: True)
        names = facets.truths(optional)
        counted = base.aggregate(
            **{
                f"n{place}": Count("pk", filter=Q(**{other: True for other in names if other != name}))
                for place, name in enumerate(names)
            }
        )
        found = [(part, counted[f"n{place}"]) for place, part in enumerate(optional)]
        return sorted(found, key=lambda pair: -pair[1])

    @property
    def words(self) -> str:
        """The question in words: “measurements of specific capacity, at Table 1”."""
        return f"{self.filters.noun[1]} {', '.join(self.filters.say(self.asked))}".strip()

    def answer_in_words(self, count: int) -> str:
        """“54 measurements of specific capacity, at Table 1”."""
        one, many = self.filters.noun
        return (
            f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
            + " "
            + (one + self.words.removeprefix(many) if count == 1 else self.words)
        )


def unknown_parameters(data: Iterable[str], known: Collection[str]) -> list[ParameterFault]:
    """A fault for each parameter of `data` that is none of `known`."""
    faults = []
    for name in data:
        if name not in known:
            sentence, close = hint(name, known)
            faults.append(ParameterFault(name, "", f"unknown parameter; {sentence}", tuple(close), known=False))
    return faults
