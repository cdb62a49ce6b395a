"""An order by numbers that may be open to one side: what is only known to be less than something is not the highest."""

from __future__ import annotations

from abc import ABC, abstractmethod

from django.db.models import Case, Expression, F, FloatField, Subquery, When
from django.db.models.functions import Coalesce


def middle(low: str, high: str) -> Coalesce:
    """The middle of an interval, or the end that it has."""
    return Coalesce((F(low) + F(high)) / 2, F(low), F(high), output_field=FloatField())


def number() -> Coalesce:
    """What a row with `value`, `low` and `high` is sorted by: its number, the middle of its range or its only end."""
    return Coalesce(F("value"), middle("low", "high"), output_field=FloatField())


def unless_open(end: str, of: Expression | F) -> Case:
    """The number `of` a row that has the `end`; null of what has none, which may lie anywhere beyond its other end."""
    return Case(When(**{f"{end}__isnull": False}, then=of), output_field=FloatField())


def by_number(*, descending: bool) -> tuple[Expression | Subquery, ...]:
    """What rows with `value`, `low` and `high` are sorted by, one after the other, nulls last.

    Downwards `< 100` comes after all numbers, upwards `> 100` does; among themselves they stand by their ends.
    """
    return unless_open("low" if descending else "high", number()), number()


class SortsByNumber(ABC):
    """An order that is another one downwards than upwards, reversed."""

    @abstractmethod
    def expressions(self, *, descending: bool) -> tuple[Expression | Subquery, ...]:
        """What rows are sorted by, one after the other, nulls last."""


class ByNumber(SortsByNumber):
    """By the numbers of the rows themselves."""

    def expressions(self, *, descending: bool) -> tuple[Expression | Subquery, ...]:
        return by_number(descending=descending)
