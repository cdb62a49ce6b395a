"""A question: parameters put to a filter set, answered by a queryset, a sentence and, where it must be, faults."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import F, QuerySet

from .faults import Fault, ParameterFault, Refused, hint, shown
from .filters import SearchFilterSet

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

    def _order(self, data: Mapping[str, Any]) -> list[tuple[str, bool]]:
        """(column, descending) for each member of `ordering=`."""
        texts = data.getlist(ORDERING) if hasattr(data, "getlist") else [data.get(ORDERING, "")]
        order = []
        for name in (part.strip() for text in texts for part in text.split(",") if part.strip()):
            column = self.filters.orderings.get(name.removeprefix("-"))
            if column is None:
                sentence, close = hint(name.removeprefix("-"), self.filters.orderings)
                reason = f"{shown(name)} is nothing to sort by; {sentence}"
                self.faults.append(ParameterFault(ORDERING, name, reason, tuple(close)))
            else:
                order.append((column, name.startswith("-")))
        return order

    @property
    def ok(self) -> bool:
        return not self.faults

    @property
    def queryset(self) -> QuerySet:
        """The rows that answer, in a stable order. Raises Refused when there are faults."""
        if self.faults:
            raise Refused(self.faults)
        rows = self.filters.narrow(self.rows, self.asked)
        # rows without a value come last either way; the key makes the order total, so that pages never overlap
        asked = [
            F(column).desc(nulls_last=True) if descending else F(column).asc(nulls_last=True)
            for column, descending in self.order
        ]
        return rows.order_by(*(asked or self.filters.default_order), "pk")

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
