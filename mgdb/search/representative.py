"""The one value of a property that a list shows of a material and sorts by, chosen by `science.representative`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, FloatField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Abs

from mgdb.models import Measurement, MeasurementCondition
from mgdb.models.flags import is_suspect
from mgdb.science.battery_chemistry import DUAL, MAGNESIUM
from mgdb.science.representative import (
    BY_TEMPERATURE,
    COMPUTED,
    HIGHER,
    LOWER,
    NO_RESULT,
    STANDARD_TEMPERATURE,
)
from mgdb.science.vocabulary import CHEMISTRIES, label

from .by_number import SortsByNumber, middle, number, unless_open
from .exclusions import excluding
from .filters import FilterSet
from .measurements import MEASUREMENTS
from .of_values import LIMITS
from .params import Params, to_query_values
from .strict_mg import LEVELS, is_strict_mg
from .values import chemistry


def _distance() -> Subquery:
    """How far from the standard temperature a value was measured, in kelvins; null where that is not stated."""
    rows = MeasurementCondition.objects.filter(measurement=OuterRef("pk"), key="temperature", low__isnull=False)
    return Subquery(rows.order_by("pk").values(away=Abs(middle("low", "high") - STANDARD_TEMPERATURE))[:1])


CHEMISTRY, STRICT, PROPERTY = "chemistry", "strict_mg", "property"


@dataclass(frozen=True)
class Among:
    """What a question about specimens asks of their values, of which only those that answer it are shown: of the
    battery chemistries `only`, of none `but` those, at the level `strict` of strict Mg, and the `rest`, parameters as
    they are spelt."""

    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    strict: str = ""
    rest: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, params: Params, filters: FilterSet) -> Among:
        if filters.about_values is None:
            return ANY
        names = filters.about_values.names
        level = params.text(STRICT) if STRICT in names else ""
        only, but = (tuple(params.texts(name)) for name in (CHEMISTRY, excluding(CHEMISTRY)))
        asked = sorted((names & params.keys()) - {CHEMISTRY, STRICT})
        if asked == [PROPERTY]:  # which says what is shown, and asks nothing of the values
            asked = []
        rest = tuple((name, tuple(to_query_values(params[name]))) for name in asked)
        return cls(only, but, level if level in LEVELS else "", rest)

    @property
    def wheres(self) -> list[Q]:
        """What the rest asks of values; limits are those of the property that is asked for."""
        read = {name: MEASUREMENTS.filters[name].parameter.clean(list(texts)) for name, texts in self.rest}
        params = Params(read)
        of_another = ~Q(property_key__in=params.texts(PROPERTY))
        return [
            one.where | of_another if {*one.names} <= {*LIMITS} else one.where
            for one in MEASUREMENTS.conditions(params)
            if one.names != (PROPERTY,)
        ]

    @property
    def is_limited(self) -> bool:
        return self != ANY

    def __str__(self) -> str:
        words = [f"{label} only" for label in (" or ".join(_labels(self.only)),) if label]
        words += [f"not {' or '.join(_labels(self.but))}"] if self.but else []
        return ", ".join([*words, *(["strict Mg"] if self.strict else [])])


ANY = Among()


def _labels(keys: Collection[str]) -> list[str]:
    return [label(CHEMISTRIES, key).removesuffix(" (dual salt)") for key in keys]


def sound(among: Among = ANY) -> QuerySet[Any]:
    """The published numbers of materials that may be chosen, each with what it is chosen by."""
    return _among(_sound().all(), among)


def _among(rows: QuerySet[Any], among: Among) -> QuerySet[Any]:
    rows = rows.filter(*among.wheres)
    if among.only:
        rows = rows.filter(battery__in=among.only)
    if among.but:
        rows = rows.filter(Q(battery=None) | ~Q(battery__in=among.but))
    return rows.filter(is_strict_mg(among.strict)) if among.strict else rows


@cache
def _sound() -> QuerySet[Any]:
    """The same question, put together once: a hundred others are made of it when a process starts."""
    rows = _every().filter(kind="number")
    return rows.exclude(low=None, high=None).exclude(origin__in=NO_RESULT).exclude(is_suspect("measurement"))


@cache
def _every() -> QuerySet[Any]:
    rows = Measurement.objects.published().filter(material__isnull=False)
    no_distance = Value(None, output_field=FloatField())
    return rows.annotate(battery=chemistry(ion="ion")).annotate(
        number=number(),
        departs=Case(When(Q(battery=None) | Q(battery=MAGNESIUM), then=0), When(battery__in=DUAL, then=1), default=2),
        is_computed=Case(When(origin__in=COMPUTED, then=1), default=0),
        is_inexact=Case(When(value__isnull=False, bound="=", then=0), default=1),
        away=Case(When(property_key__in=BY_TEMPERATURE, then=_distance()), default=no_distance),
        badness=Case(
            When(property_key__in=HIGHER, then=-F("number")),
            When(property_key__in=LOWER, then=F("number")),
            default=0.0,
            output_field=FloatField(),
        ),
    )


UNSOUND = ~Q(kind="number") | Q(low=None, high=None) | Q(origin__in=NO_RESULT) | is_suspect("measurement")
RANK = ("departs", "is_computed", F("is_inexact"), F("away").asc(nulls_last=True), "badness", "pk")


def chosen(
    keys: Collection[int], properties: Sequence[str], among: Among = ANY, *, with_unsound: bool = False
) -> dict[tuple[int, str], tuple[int, str]]:
    """(key of a material, property) → key of the measurement that is shown, and its battery chemistry; one query.

    `with_unsound`, a suspect value, a target or words stand in where there is nothing else: a reader is told that there
    is a value.
    """
    if not keys or not properties:
        return {}
    rows = _among(_every(), among) if with_unsound else sound(among)
    rows = rows.filter(material__in=list(keys), property_key__in=properties)
    rank: tuple[Any, ...] = RANK
    if with_unsound:
        rows = rows.alias(is_unsound=Case(When(UNSOUND, then=1), default=0))
        rank = ("is_unsound", *RANK)
    rows = rows.order_by("material_id", "property_key", *rank).distinct("material_id", "property_key")
    found = rows.values_list("material_id", "property_key", "pk", "battery")
    return {(owner, name): (key, battery or "") for owner, name, key, battery in found}


class RepresentativeValues(ArraySubquery):
    """The keys of the measurements that are shown of a material, one of each property; `of` another record, by the name
    that leads to it from a measurement, those that the same rule chooses of all its materials."""

    def __init__(self, of: str = "material") -> None:
        rows = sound().filter(**{of: OuterRef("pk")}).order_by("property_key", *RANK).distinct("property_key")
        super().__init__(rows.values("pk"))


def numbers(property_key: str, keys: Sequence[int] | None = None, among: Among = ANY) -> QuerySet[Any]:
    """(material, number, number) of the value of a property that is shown, of all materials or of those with `keys`:
    null what it is downwards where it has no lower end, what it is upwards where it has no upper one."""
    rows = sound(among).filter(property_key=property_key)
    if keys is not None:
        rows = rows.filter(material__in=keys)
    rows = rows.annotate(falling=unless_open("low", F("number")), rising=unless_open("high", F("number")))
    chosen: QuerySet[Any] = rows.order_by("material_id", *RANK).distinct("material_id")
    return chosen.values_list("material_id", "falling", "rising")


class RepresentativeNumber(SortsByNumber):
    """The number of the value of a property that is shown of a material, to sort by."""

    def __init__(self, property_key: str, among: Among = ANY) -> None:
        self.property_key, self.among = property_key, among

    def expressions(self, *, descending: bool) -> tuple[Subquery, ...]:
        rows = sound(self.among).filter(material=OuterRef("pk"), property_key=self.property_key).order_by(*RANK)
        end = unless_open("low" if descending else "high", F("number"))
        return tuple(
            Subquery(rows.annotate(sorted_by=one).values("sorted_by")[:1], output_field=FloatField())
            for one in (end, F("number"))
        )
