"""The one value of a property that a list shows of a material and sorts by, chosen by `science.representative`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, FloatField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Abs, Coalesce

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

from .values import chemistry


def _middle(low: str, high: str) -> Coalesce:
    """The middle of an interval, or the end that it has."""
    return Coalesce((F(low) + F(high)) / 2, F(low), F(high), output_field=FloatField())


def _distance() -> Subquery:
    """How far from the standard temperature a value was measured, in kelvins; null where that is not stated."""
    rows = MeasurementCondition.objects.filter(measurement=OuterRef("pk"), key="temperature", low__isnull=False)
    return Subquery(rows.order_by("pk").values(away=Abs(_middle("low", "high") - STANDARD_TEMPERATURE))[:1])


def sound() -> QuerySet[Any]:
    """The published numbers of materials that may be chosen, each with what it is chosen by."""
    return _sound().all()


@cache
def _sound() -> QuerySet[Any]:
    """The same question, put together once: a hundred others are made of it when a process starts."""
    rows = Measurement.objects.published().filter(material__isnull=False, kind="number")
    rows = rows.exclude(low=None, high=None).exclude(origin__in=NO_RESULT).exclude(is_suspect("measurement"))
    no_distance = Value(None, output_field=FloatField())
    return rows.annotate(battery=chemistry(ion="ion")).annotate(
        number=Coalesce(F("value"), _middle("low", "high")),
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


RANK = ("departs", "is_computed", F("is_inexact"), F("away").asc(nulls_last=True), "badness", "pk")


def chosen(keys: Collection[int], properties: Sequence[str]) -> dict[tuple[int, str], tuple[int, str]]:
    """(key of a material, property) → key of the measurement that is shown, and its battery chemistry; one query."""
    if not keys or not properties:
        return {}
    rows = sound().filter(material__in=list(keys), property_key__in=properties)
    rows = rows.order_by("material_id", "property_key", *RANK).distinct("material_id", "property_key")
    found = rows.values_list("material_id", "property_key", "pk", "battery")
    return {(owner, name): (key, battery or "") for owner, name, key, battery in found}


class RepresentativeValues(ArraySubquery):
    """The keys of the measurements that are shown of a material, one of each property."""

    def __init__(self) -> None:
        rows = sound().filter(material=OuterRef("pk")).order_by("property_key", *RANK).distinct("property_key")
        super().__init__(rows.values("pk"))


def numbers(property_key: str, keys: Sequence[int] | None = None) -> QuerySet[Any]:
    """(material, number) of the value of a property that is shown, of all materials or of those with `keys`."""
    rows = sound().filter(property_key=property_key)
    if keys is not None:
        rows = rows.filter(material__in=keys)
    return rows.order_by("material_id", *RANK).distinct("material_id").values_list("material_id", "number")


class RepresentativeNumber(Subquery):
    """The number of the value of a property that is shown of a material, to sort by."""

    def __init__(self, property_key: str) -> None:
        self.property_key = property_key
        rows = sound().filter(material=OuterRef("pk"), property_key=property_key)
        super().__init__(rows.order_by(*RANK).values("number")[:1], output_field=FloatField())
