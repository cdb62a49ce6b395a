"""Where the values of a parameter stand on a row: in columns, in an array, in rows of another table.

One declaration gives both the condition on the rows (called with the values that are asked for) and the facet that
counts them. No condition multiplies rows: where several rows of another table may fit, it asks for the keys.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Expression, F, Func, Model, Q, QuerySet, Value, When
from django.db.models.fields import CharField
from django.db.models.functions import Coalesce, NullIf

from mgdb.models import Electrolyte
from mgdb.science import battery_chemistry, ions

MOST_VALUES = 60  # of one facet; the most frequent, and those asked for


class Values(ABC):
    """`are_electrolytes`: the values are public ids of electrolytes, shown by their names; those that are one by what
    is in them are one value. `limit`: so many are counted at most."""

    are_electrolytes = False
    limit = MOST_VALUES

    @abstractmethod
    def columns(self) -> Sequence[str | Expression]:
        """What the counting query needs of each row."""

    @abstractmethod
    def source(self, columns: Sequence[str], *, whole: bool = False) -> tuple[str, list[Any]]:
        """SQL that gives the values of a row, one a row, from its `columns`; and the parameters of that SQL.

        `whole`: it is asked of every row of the table.
        """

    @property
    def is_single(self) -> bool:
        """Whether a row has one value at most, and the values are few: such facets are counted together."""
        return False


class ExpressionValues(Values):
    """Values of columns or expressions: of several where a value may stand at several places.

    `free`: they are words, not keys.
    """

    def __init__(self, *paths: str | Expression, free: bool = False, are_electrolytes: bool = False) -> None:
        self.paths, self.free, self.are_electrolytes = paths, free, are_electrolytes

    def columns(self) -> Sequence[str | Expression]:
        return self.paths

    def source(self, columns: Sequence[str], *, whole: bool = False) -> tuple[str, list[Any]]:
        return f"unnest(ARRAY[{', '.join(f'{column}::text' for column in columns)}])", []

    @property
    def is_single(self) -> bool:
        return len(self.paths) == 1 and not self.free and not self.are_electrolytes


class ColumnValues(ExpressionValues):
    """Values of columns, which can be looked up.

    `apart`: each place is looked up by its own index, where an “or” would read every row of this model.
    """

    def __init__(
        self, *paths: str, free: bool = False, are_electrolytes: bool = False, apart: type[Model] | None = None
    ) -> None:
        super().__init__(*paths, free=free, are_electrolytes=are_electrolytes)
        self.lookup_paths, self.apart = paths, apart

    def __call__(self, wanted: Sequence[object]) -> Q:
        wanted = with_twins(wanted) if self.are_electrolytes else wanted
        return any_path(self.lookup_paths, "__in", wanted, apart=self.apart)


class ArrayValues(Values):
    """Members of an array; of several where they may stand at several places."""

    limit = 130  # all elements

    def __init__(self, *paths: str, at_one_place: bool = False) -> None:
        """`at_one_place`: of several paths a row has an array at one only."""
        self.paths, self.at_one_place = paths, at_one_place or len(paths) == 1

    def __call__(self, wanted: Sequence[object]) -> Q:
        return any_path(self.paths, "__overlap", wanted)

    def columns(self) -> Sequence[str | Expression]:
        return self.paths

    def source(self, columns: Sequence[str], *, whole: bool = False) -> tuple[str, list[Any]]:
        return f"unnest({' || '.join(columns)})", []


@dataclass(frozen=True)
class Relation:
    """Rows of another table: `owner` is their column that leads to the row counted, `value` the one that is counted."""

    rows: QuerySet[Any]
    owner: str
    value: str | Expression

    @property
    def pairs(self) -> QuerySet[Any]:
        value = F(self.value) if isinstance(self.value, str) else self.value
        pairs: QuerySet[Any] = self.rows.order_by().annotate(facet_owner=F(self.owner), facet_value=value)
        return pairs

    def owners(self, wanted: Sequence[object]) -> QuerySet[Any]:
        """The owners of rows with one of the values `wanted`. None is null: of a list with a null in it SQL says of no
        row that it is not there."""
        pairs = self.pairs.filter(facet_value__in=wanted, facet_owner__isnull=False)
        return pairs.values("facet_owner")


class RelatedValues(Values):
    """Values of rows of other tables; `key` is the column of a row that their owners are compared with."""

    def __init__(self, *relations: Relation, key: str = "pk", are_electrolytes: bool = False) -> None:
        self.relations, self.key, self.are_electrolytes = relations, key, are_electrolytes

    def __call__(self, wanted: Sequence[object]) -> Q:
        wanted = with_twins(wanted) if self.are_electrolytes else wanted
        first, *more = (one.owners(wanted) for one in self.relations)
        # one list of keys: an "or" between lists is answered by reading the whole table
        return Q(**{f"{self.key}__in": first.union(*more, all=True) if more else first})

    def among(self, rows: QuerySet[Any], owners: QuerySet[Any]) -> RelatedValues:
        """The same of those alone that are `rows`, where they are values of the table of these; of another table, of
        those whose owner has a key of `owners`."""
        relations = (
            replace(
                one,
                rows=one.rows.filter(pk__in=rows.values("pk"))
                if one.rows.model is rows.model
                else one.rows.filter(**{f"{one.owner}__in": owners}),
            )
            for one in self.relations
        )
        return RelatedValues(*relations, key=self.key, are_electrolytes=self.are_electrolytes)

    def columns(self) -> Sequence[str | Expression]:
        return (self.key,)

    def source(self, columns: Sequence[str], *, whole: bool = False) -> tuple[str, list[Any]]:
        # row by row (OFFSET 0): the planner does not know how few rows there are, and would read the other table whole
        texts: list[str] = []
        parameters: list[Any] = []
        for one in self.relations:
            text, values = one.pairs.values_list("facet_owner", "facet_value").query.sql_with_params()
            texts.append(text)
            parameters += values
        return (
            f"(SELECT related.value FROM ({' UNION ALL '.join(texts)}) AS related(owner, value) "
            f"WHERE related.owner = {columns[0]}{'' if whole else ' OFFSET 0'})"
        ), parameters


# ---- conditions
def with_twins(ids: Sequence[object]) -> list[object]:
    """The public ids of electrolytes, and of those that are the same by species, role, concentration and solvent."""
    known = Electrolyte.objects.exclude(identity="")
    identities = list(known.filter(material__public_id__in=ids).order_by().values_list("identity", flat=True))
    # looked up now: the planner must know that they are few
    return [*ids, *known.filter(identity__in=identities).values_list("material__public_id", flat=True)]


def any_path(paths: Sequence[str], lookup: str, value: object, *, apart: type[Model] | None = None) -> Q:
    """Rows for which `lookup` holds along at least one of `paths`; `apart` as of ColumnValues."""
    return any_of([Q(**{f"{path}{lookup}": value}) for path in paths], apart=apart)


def any_of(conditions: Sequence[Q], *, apart: type[Model] | None = None) -> Q:
    """Rows for which at least one of `conditions` holds; `apart` as of ColumnValues."""
    if apart is None or len(conditions) == 1:
        return reduce(or_, conditions)
    keys = [apart._default_manager.filter(one).order_by().values("pk") for one in conditions]
    return Q(pk__in=keys[0].union(*keys[1:], all=True))


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


def chemistry(*, ion: str, own: str = "material__") -> Expression:
    """The battery chemistry of a row that is about the material at `own` or a cell, or was measured in one: a key of
    vocabulary.CHEMISTRIES, or null. The rule is that of `science.battery_chemistry.of_value`.
    """
    none = Value("")
    by_ion = Case(
        *(When(**{ion: key}, then=Value(said)) for key, said in battery_chemistry.OF_IONS.items()),
        When(**{f"{ion}__in": sorted(ions.KEYS)}, then=Value(None)),
        *(When(**{f"{ion}__regex": one}, then=Value(said)) for one, said in battery_chemistry.OF_FORMULAS.items()),
        output_field=CharField(),
    )
    kinds = ("measured_in__chemistry_kind", "cell__chemistry_kind", f"{own}electrolyte__chemistry_kind")
    return Coalesce(*(NullIf(F(path), none) for path in kinds), by_ion, output_field=CharField())


def carriers(path: str) -> Expression:
    """The carrier cations of the electrolyte detail at `path` as the parameter spells them: “Li,Mg”, none, unknown."""
    joined = Func(F(f"{path}carrier_cations"), Value(","), function="array_to_string", output_field=CharField())
    return Case(
        When(**{f"{path}carrier_cations": []}, then=Value("none")),
        When(**{f"{path}carrier_cations__isnull": False}, then=joined),
        When(**{f"{path}pk__isnull": False}, then=Value("unknown")),
        output_field=CharField(),
    )
