"""What a filter is here: a parameter that is read by a field, and says what it asks in the database and in words."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable, OrderBy

from .errors import ParameterProblem
from .fields import Choice, Parameter

if TYPE_CHECKING:
    from .facets import Facet

Where = Callable[[Any], Q]
Words = str | Callable[[Any], str]


@dataclass(frozen=True)
class Condition:
    """one condition of a query: the parameters that state it, what it asks of the rows, and its words."""

    names: tuple[str, ...]
    where: Q
    description: str


class ParameterFilter(django_filters.Filter):
    """One parameter of a query.

    `where` turns its value into a condition on the rows; None where the filter set combines it with others. `phrase`
    states it: a template with {} for the value, or a function of it. `help_text` explains it in one sentence.
    """

    def __init__(
        self, parameter: Parameter, where: Where | None = None, *, phrase: Words, help_text: str, example: Any = None
    ) -> None:
        super().__init__()
        self.parameter, self.where = parameter, where
        self.phrase, self.help_text, self.example = phrase, help_text, example

    @property
    def field(self) -> Parameter:
        parameter = copy.copy(self.parameter)
        parameter.help_text = self.help_text
        return parameter

    def read(self, data: Mapping[str, Any], name: str) -> Any:
        """The value of parameter `name` in `data`; None when it is not asked. Raises ParameterError."""
        return self.parameter.clean(self.parameter.widget.value_from_datadict(data, {}, name))

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        return queryset if value is None or self.where is None else queryset.filter(self.where(value))

    def describe(self, value: Any) -> str:
        if callable(self.phrase):
            return self.phrase(value)
        return self.phrase.format(self.show(value))

    def show(self, value: Any) -> str:
        if isinstance(value, list):
            return " or ".join(self.show(one) for one in value)
        if isinstance(self.parameter, Choice):
            return self.parameter.labels[value]
        if isinstance(value, float):
            return f"{value:.15g}"
        return str(getattr(value, "unicode", value))


class KeywordFilter(ParameterFilter):
    """Words looked for in the folded text `column`; typing errors are forgiven."""

    def __init__(self, *args: Any, column: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.column = column


class SearchFilterSet(django_filters.FilterSet):
    """All parameters of one record type, for pages and API alike.

    Only what is asked is looked at: a set has a hundred filters and a query uses three.
    """

    noun: ClassVar[tuple[str, str]] = ("row", "rows")
    # what rows may be sorted by: public name → column or expression
    orderings: ClassVar[Mapping[str, str | Combinable]] = {}
    default_order: ClassVar[tuple[str | OrderBy, ...]] = ()
    facets: ClassVar[tuple[Facet, ...]] = ()

    @classmethod
    def combined(cls, params: Mapping[str, Any]) -> Iterable[Condition]:
        """The conditions of a query that several parameters state together."""
        return ()

    @classmethod
    def conditions(cls, params: Mapping[str, Any]) -> list[Condition]:
        """`params` (parameter → value as read) as conditions, each of which can be left out by itself.

        No condition multiplies rows: where several rows of another table may fit, it asks for the keys.
        """
        together = list(cls.combined(params))
        taken = {name for condition in together for name in condition.names}
        return together + [
            Condition((name,), one.where(params[name]), one.describe(params[name]))
            for name, one in cls.base_filters.items()
            if name in params and name not in taken and one.where is not None
        ]

    @classmethod
    def narrow(cls, queryset: QuerySet, params: Mapping[str, Any]) -> QuerySet:
        """`queryset` with only the rows that match `params`."""
        for condition in cls.conditions(params):
            queryset = queryset.filter(condition.where)
        return queryset

    @classmethod
    def cross_problems(cls, params: Mapping[str, Any]) -> Iterator[ParameterProblem]:
        """Problems that only several parameters together have."""
        return iter(())

    @classmethod
    def describe(cls, params: Mapping[str, Any]) -> list[str]:
        """What is asked, in phrases, in the order of the filters."""
        return [
            phrase
            for name, one in cls.base_filters.items()
            if name in params and (phrase := one.describe(params[name]))
        ]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return self.narrow(queryset, {k: v for k, v in self.form.cleaned_data.items() if v is not None})


def filterset_from(*groups: Mapping[str, ParameterFilter]) -> type[SearchFilterSet]:
    """A filter set with the filters of all `groups`, to be inherited from."""
    return type("Groups", (SearchFilterSet,), {name: one for group in groups for name, one in group.items()})


def column_in(path: str) -> Where:
    """Rows whose column `path` is one of the values."""
    return lambda values: Q(**{f"{path}__in": values})


def related_in(pairs: Callable[[], tuple[QuerySet, ...]]) -> Where:
    """Rows that stand in `pairs` (querysets of owner and value) with one of the values."""
    return lambda values: reduce(
        or_, (Q(pk__in=one.filter(facet_value__in=values).order_by().values("facet_owner")) for one in pairs())
    )


def contains_text(path: str) -> Where:
    """Rows whose column `path` holds the text, in any letter case."""
    return lambda text: Q(**{f"{path}__icontains": text})


def interval_overlaps(low: str, high: str, minimum: float | None, maximum: float | None, *, strict: bool) -> Q:
    """Rows whose interval [low, high] meets [minimum, maximum]; with `strict`, lies in it whole.

    An end that is null is open, unless both are: such a row has no number and meets nothing.
    """
    if strict:
        inside = Q()
        if minimum is not None:
            inside &= Q(**{f"{low}__gte": minimum})
        if maximum is not None:
            inside &= Q(**{f"{high}__lte": maximum})
        return inside
    touching = Q()
    if minimum is not None:
        touching &= Q(**{f"{high}__gte": minimum}) | Q(**{f"{high}__isnull": True, f"{low}__isnull": False})
    if maximum is not None:
        touching &= Q(**{f"{low}__lte": maximum}) | Q(**{f"{low}__isnull": True, f"{high}__isnull": False})
    return touching
