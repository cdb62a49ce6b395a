"""Values of the rows of another list, asked for by the question of that list: `rows_of=pairs?kind=pristine`.

A list whose records are no values leads so to plots of the values that belong to its rows, however many these are: the
address holds the question, not the ids of what answers it today.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

from mgdb.models import Report

from .errors import ParameterError, quoted
from .filters import ParameterFilter
from .parameters import TEXT, SingleValue

NAME = "rows_of"


@dataclass(frozen=True)
class Belonging:
    """The values that belong to rows of a list: in words before what the rows are; `column` of a row leads to what has
    values, of which `where` finds these."""

    words: str
    column: str
    where: Callable[[QuerySet[Any]], Q]


def _at(path: str) -> Callable[[QuerySet[Any]], Q]:
    return lambda owners: Q(**{f"{path}__in": owners})


def _read_in(documents: QuerySet[Any]) -> Q:
    return Q(pk__in=Report.objects.filter(document__in=documents).order_by().values("measurement"))


BELONGING: Mapping[str, Belonging] = {
    "phases": Belonging("of specimens of {}", "pk", _at("material__phase")),
    "sources": Belonging("read in {}", "pk", _read_in),
    "cells": Belonging("measured in {}", "pk", _at("measured_in")),
    "defects": Belonging("of specimens with {}", "material", _at("material")),
    "pairs": Belonging("of the modified specimens of {}", "modified", _at("material")),
    "statements": Belonging("of specimens that are the subject of {}", "material", _at("material")),
}


@dataclass(frozen=True)
class Rows:
    """The rows of the list `key` that answer `query`, an address's parameters."""

    key: str
    query: str

    def __str__(self) -> str:
        return f"{self.key}?{self.query}" if self.query else self.key

    @property
    def _asked(self) -> Any:
        from .query import Query  # which has this filter among its own
        from .record_types import FILTER_SETS, published_rows

        return Query(FILTER_SETS[self.key], QueryDict(self.query), published_rows(self.key))

    @property
    def problems(self) -> list[Any]:
        """What is wrong with the question."""
        return list(self._asked.problems)

    @property
    def description(self) -> str:
        """What the values are of, in words."""
        return BELONGING[self.key].words.format(self._asked.description)

    @property
    def where(self) -> Q:
        """The values that belong to these rows."""
        one = BELONGING[self.key]
        rows = self._asked.queryset.order_by()
        return one.where(rows.exclude(**{one.column: None}).values(one.column))


class RowsOf(SingleValue[Rows]):
    """The key of a list, and behind a question mark its question."""

    longest = 2_000
    schema: Mapping[str, object] = {**TEXT, "maxLength": longest, "pattern": rf"^({'|'.join(BELONGING)})(\?|$)"}

    def read_one(self, text: str) -> Rows:
        key, _, query = text.partition("?")
        if key not in BELONGING:
            raise ParameterError(
                f"{quoted(key)} is not a list whose rows have values; choose from {', '.join(BELONGING)}.", value=text
            )
        rows = Rows(key, query)
        for problem in rows.problems:
            raise ParameterError(f"{key}: {problem.parameter}: {problem.reason}", value=problem.value)
        return rows

    def in_words(self, value: object) -> str:
        return value.description if isinstance(value, Rows) else str(value)


ROWS_OF: ParameterFilter[Rows] = ParameterFilter(
    RowsOf(),
    lambda rows: rows.where,
    phrase=lambda rows: rows.description,
    help_text="Values that belong to the rows of another list: its key, behind a question mark its question, encoded "
    f"as one value (phases?elements_all=Mg,Se). Lists: {', '.join(BELONGING)}.",
    example="pairs?kind=pristine",
)
