"""Filter sets: the parameters of one record type, what each asks of the rows, and how a query states it in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial, reduce
from operator import and_
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from django.db.models import Q, QuerySet, Subquery
from django.db.models.expressions import Expression, OrderBy

from mgdb.science.vocabulary import Term

from .by_number import SortsByNumber
from .errors import ParameterProblem, exchanged
from .exclusions import SUFFIX, with_exclusions
from .parameters import Parameter
from .params import Params
from .values import ExpressionValues, RelatedValues, Values

if TYPE_CHECKING:  # it is filled by what these filters declare
    from .snapshot import Snapshot
    from .snapshot.labels import Mask

T = TypeVar("T")
ANY_LIMITS = ("strict",)  # how limits are meant, which is no condition of its own


@dataclass(frozen=True)
class Condition:
    """One condition of a query: the parameters that state it, what it asks of the rows, and its words.

    `mask`: the same of the rows of a snapshot, where more is known of it than that its values are those of a facet.
    `of_value`: the same asked of one value of the row, where it is a question about values.
    """

    names: tuple[str, ...]
    where: Q
    description: str
    mask: Callable[[Snapshot], Mask] | None = None
    of_value: OfValue | None = None


@dataclass(frozen=True)
class OfValue:
    """What a condition on records asks of one value of a record: its parameters, as those of a list of values, and what
    they ask there."""

    params: Params
    conditions: tuple[Condition, ...]

    @property
    def where(self) -> Q:
        """The values that match."""
        return reduce(and_, (one.where for one in self.conditions), Q())


@dataclass(frozen=True)
class ParameterFilter(Generic[T]):
    """One parameter of a query.

    `where` turns its value into a condition on the rows; None where a combination takes it together with others. `mask`
    as of Condition.
    `phrase` states it: a template with {} for the value, or a function of it. `help_text` explains it in one sentence.
    """

    parameter: Parameter[T]
    where: Callable[[T], Q] | None = None
    phrase: str | Callable[[T], str] = ""
    help_text: str = ""
    example: str | None = None
    mask: Callable[[Snapshot, T], Mask] | None = None

    def describe(self, value: T) -> str:
        return self.phrase(value) if callable(self.phrase) else self.phrase.format(self._in_words(value))

    def _in_words(self, value: object) -> str:
        if isinstance(value, list):
            return " or ".join(self._in_words(one) for one in value)
        return self.parameter.in_words(value)


@dataclass(frozen=True)
class KeywordFilter(ParameterFilter[str]):
    """Words looked for in the folded text `column`; typing errors are forgiven."""

    column: str = ""


# The filters of a set are of many types; each keeps its own together.
AnyFilter = ParameterFilter[Any]
Filters = Mapping[str, AnyFilter]


@dataclass(frozen=True)
class Hint:
    """What a query that finds nothing may have meant: the other query with its words, or words alone."""

    params: Params | None
    words: str
    otherwise: str = ""


def _masked(mask: Callable[[Snapshot, T], Mask], value: T, snapshot: Snapshot) -> Mask:
    return mask(snapshot, value)


class Combination(Protocol):
    """What several parameters ask together: those of `names`. Where none of them is given it is not asked."""

    @property
    def names(self) -> Collection[str]: ...

    def conditions(self, params: Params) -> Iterable[Condition]: ...

    def describe(self, params: Params) -> Iterable[str]:
        """Phrases beside those of the single filters."""

    def problems(self, params: Params) -> Iterable[ParameterProblem]:
        """What is wrong with the parameters only together."""

    def hints(self, params: Params) -> Iterable[Hint]:
        """What the parameters may have meant, for an answer without rows."""


@dataclass(frozen=True)
class Facet:
    """The values of the parameter `name` with their counts; they stand where its filter looks, unless `values` says.

    `narrows`: one more value is an “and”. `single`: a click replaces the value, and removes `drops` from the query.
    `open`: unfolded from the start.
    """

    name: str
    title: str
    values: Values | None = None
    narrows: bool = False
    single: bool = False
    drops: tuple[str, ...] = ()
    open: bool = False


def labels_of(terms: Iterable[Term]) -> dict[str, str]:
    """The labels of a vocabulary by key."""
    return {term.key: term.label for term in terms}


@dataclass(frozen=True)
class Group:
    """What rows can be put together by: of each row one key, `expression`, by which they are sorted too; null where it
    has none. `labels`: what keys are called. `joined`: a key may be several, divided by commas, which are put together
    so."""

    label: str
    expression: Expression
    labels: Mapping[str, str] = field(default_factory=dict)
    joined: str = ""

    @cached_property
    def values(self) -> ExpressionValues:
        """The same as values to count."""
        return ExpressionValues(self.expression)

    def named(self, key: str) -> str:
        """What a key is called."""
        keys = key.split(",") if self.joined else [key]
        return self.joined.join(self.labels.get(one, one) for one in keys)


@dataclass(frozen=True)
class OwnDetail:
    """Questions about values that a record answers by a detail of its own, too, whether or not it has values.

    rows: the details; owner: their column that leads to the record. filters, values: of these rows, by the names of the
    parameters; values by their owners.
    """

    rows: QuerySet[Any]
    owner: str
    filters: Filters
    values: Mapping[str, RelatedValues]


@dataclass(frozen=True)
class AboutValues:
    """Questions about records that are questions about their values: `names` of parameters, which those of `filters`,
    of all values (`rows`), have too. What is asked by several of them is asked of one and the same value, or, where
    nothing else is asked, of the record's own detail.

    owner: the column of a value that leads to its record.
    """

    filters: FilterSet
    names: frozenset[str]
    rows: QuerySet[Any]
    owner: str
    own: OwnDetail | None = None

    def by_themselves(self, conditions: Iterable[Condition]) -> QuerySet[Any] | None:
        """The keys of the records whose own detail answers all questions about values among `conditions`; None where
        such a detail says nothing of one of them."""
        asked = [(name, one.of_value) for one in conditions if one.of_value is not None for name in one.names]
        if self.own is None or not all(name in self.own.filters for name, _ in asked):
            return None
        wheres = [where(of_value.params[name]) for name, of_value in asked if (where := self.own.filters[name].where)]
        keys: QuerySet[Any] = self.own.rows.filter(*wheres).order_by().values(self.own.owner)
        return keys

    def keys(self, conditions: Iterable[Condition]) -> QuerySet[Any]:
        """The keys of the records that match all those of `conditions` that are questions about values."""
        conditions = list(conditions)
        keys, own = self.matching(conditions).values(self.owner), self.by_themselves(conditions)
        return keys if own is None else keys.union(own, all=True)

    def matching(self, conditions: Iterable[Condition]) -> QuerySet[Any]:
        """The values that match all those of `conditions` that are questions about values."""
        asked = [one.of_value.where for one in conditions if one.of_value is not None]
        found: QuerySet[Any] = self.rows.filter(*asked).order_by()
        return found

    def values_of(self, name: str) -> Values:
        """Where the values of the facet `name` stand on a value."""
        return self.filters.values_of(next(facet for facet in self.filters.facets if facet.name == name))


class FilterSet:
    """All parameters of one record type, for pages and API alike.

    `names`: what one of them is called, and several. `orderings`: public name → column or expression to sort by.
    `given`: public name → the parameter for which an entry point brings the numbers to sort by, which no table holds;
    empty where it always does.
    `groups`: public name, one of those to sort by, → what rows can be put together by. `about_values`: which of the
    questions are about values of the rows.
    """

    def __init__(
        self,
        names: tuple[str, str],
        filters: Filters,
        *,
        combinations: Sequence[Combination] = (),
        facets: Sequence[Facet] = (),
        orderings: Mapping[str, str | Expression | Subquery | SortsByNumber],
        default_order: Sequence[str | OrderBy] = (),
        groups: Mapping[str, Group] | None = None,
        given: Mapping[str, str] | None = None,
        about_values: AboutValues | None = None,
    ) -> None:
        self.names, self.filters, self.combinations = names, dict(filters), tuple(combinations)
        self.given, self.about_values = given or {}, about_values
        self.filters = with_exclusions(self.filters, facets, self.values_of)
        self.facets, self.orderings, self.default_order = tuple(facets), orderings, tuple(default_order)
        self.groups: Mapping[str, Group] = groups or {}
        self._combinations_of = {
            name: [place for place, one in enumerate(self.combinations) if name in one.names]
            for name in {name for one in self.combinations for name in one.names}
        }
        self._places = {name: place for place, name in enumerate(self.filters)}

    def without(self, *names: str) -> FilterSet:
        """The same without the filters and facets `names`, which an entry point reads in a way of its own."""
        return FilterSet(
            self.names,
            {name: one for name, one in self.filters.items() if name.removesuffix(SUFFIX) not in names},
            combinations=self.combinations,
            facets=[facet for facet in self.facets if facet.name not in names],
            orderings=self.orderings,
            default_order=self.default_order,
            groups=self.groups,
            given=self.given,
            about_values=self.about_values,
        )

    @property
    def sorts_by(self) -> list[str]:
        """The names that rows can be sorted by."""
        return [*self.orderings, *self.given]

    def _asked(self, params: Params) -> list[Combination]:
        """The combinations of which something is asked."""
        places = {
            place for name in params.keys() & self._combinations_of.keys() for place in self._combinations_of[name]
        }
        return [self.combinations[place] for place in sorted(places)]

    def _given(self, params: Params) -> list[tuple[str, AnyFilter]]:
        """The filters of which something is asked, in their order."""
        names = params.keys() & self.filters.keys()
        return [(name, self.filters[name]) for name in sorted(names, key=self._places.__getitem__)]

    def values_of(self, facet: Facet) -> Values:
        """Where the values of a facet stand."""
        values = facet.values or self.filters[facet.name].where
        if not isinstance(values, Values):
            raise TypeError(f"the filter {facet.name} does not say where its values stand; the facet must")
        return values

    def conditions(self, params: Params) -> list[Condition]:
        """`params` as conditions, each of which can be left out by itself."""
        together = [condition for one in self._asked(params) for condition in one.conditions(params)]
        taken = {name for condition in together for name in condition.names}
        found = together + [
            Condition(
                (name,),
                one.where(params[name]),
                one.describe(params[name]),
                partial(_masked, one.mask, params[name]) if one.mask else None,
            )
            for name, one in self._given(params)
            if name not in taken and one.where is not None
        ]
        return [self._of_value(condition, params) for condition in found]

    def _of_value(self, condition: Condition, params: Params) -> Condition:
        about = self.about_values
        if about is None or about.names.isdisjoint(condition.names) or not condition.where:
            return condition
        asked = Params({name: params[name] for name in (*condition.names, *ANY_LIMITS) if name in params})
        return replace(condition, of_value=OfValue(asked, tuple(about.filters.conditions(asked))))

    def together(self, conditions: Sequence[Condition]) -> list[Condition]:
        """`conditions` as they are asked: several questions about values are one, about one and the same value."""
        asked = [one for one in conditions if one.of_value is not None]
        if self.about_values is None or len(asked) < 2:
            return list(conditions)
        names = tuple(name for one in asked for name in one.names)
        where = Q(pk__in=self.about_values.keys(asked))
        return [*(one for one in conditions if one.of_value is None), Condition(names, where, "")]

    def counted(self, facet: Facet, conditions: Sequence[Condition]) -> Values:
        """The values of `facet` that are counted under `conditions`: of questions about values those of values that
        match."""
        values, about = self.values_of(facet), self.about_values
        if about is None or facet.name not in about.names or not any(one.of_value for one in conditions):
            return values
        assert isinstance(values, RelatedValues)
        return values.among(about.matching(conditions), about.keys(conditions))

    def narrow(self, queryset: QuerySet[Any], params: Params) -> QuerySet[Any]:
        """`queryset` with only the rows that match `params`."""
        for condition in self.together(self.conditions(params)):
            queryset = queryset.filter(condition.where)
        return queryset

    def problems(self, params: Params) -> Iterator[ParameterProblem]:
        for one in self._asked(params):
            yield from one.problems(params)
        yield from self._exchanged(params)

    def _exchanged(self, params: Params) -> Iterator[ParameterProblem]:
        """Limits that no row can keep: the least above the most. Those typed with units the combinations compare."""
        for name, _ in self._given(params):
            if not name.endswith("_min"):
                continue
            most = name.removesuffix("_min") + "_max"
            low, high = params.get(name), params.get(most)
            if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
                yield exchanged(name, low, most, high)

    def hints(self, params: Params) -> Iterator[Hint]:
        for one in self._asked(params):
            yield from one.hints(params)

    def describe(self, params: Params) -> list[str]:
        """`params` in phrases: the property, what is asked of its values and conditions, then the rest in order."""
        phrases = [phrase for name, one in self._given(params) if (phrase := one.describe(params[name]))]
        together = [phrase for one in self._asked(params) for phrase in one.describe(params)]
        first = 1 if "property" in params else 0
        return [*phrases[:first], *together, *phrases[first:]]
