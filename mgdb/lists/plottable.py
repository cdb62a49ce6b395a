"""From a list to the plots that can draw its rows: the same question, put to the plot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from mgdb import plots
from mgdb.models import Measurement
from mgdb.search import FILTER_SETS, FacetValue, Params, excluding, roles_of
from mgdb.search.rows_of import BELONGING, NAME, ROWS_OF, Rows

from . import evaluated
from .address import Address, encoded

MEASUREMENTS = "measurements"
LISTS = (MEASUREMENTS, "materials", "cathodes", "anodes", "electrolytes")
CHEMISTRY, ROLE, PROPERTY = "chemistry", "role", "property"
NOT_ASKED = ("with_values",)  # what has no values has none to plot
WORDS = {
    MEASUREMENTS: "these rows",
    "phases": "the values of specimens of these {}",
    "sources": "the values read in these {}",
    "cells": "the values measured in these {}",
    "defects": "the values of the specimens of these {}",
    "pairs": "the values of the modified specimens of these {}",
    "statements": "the values of the specimens of these {}",
}


@dataclass(frozen=True, slots=True)
class PlotOfRows:
    """A plot that takes values of the rows. count: values of a list of measurements, else the materials that have any
    of its most frequent property."""

    slug: str
    title: str
    count: int
    query: str


def plots_of_rows(key: str, params: Params, address: Address, properties: Iterable[FacetValue]) -> list[PlotOfRows]:
    """The plots that can draw the rows of the list `key` under the question `params`, those with most values first.

    properties: what there is of each property under it. Empty where a condition of the list is none of values.
    """
    asked = {name: values for name, values in address.given.items() if name in params and name not in NOT_ASKED}
    if key not in LISTS or not asked.keys() <= FILTER_SETS[MEASUREMENTS].filters.keys():
        return []
    roles = list(roles_of(key))
    if roles and ROLE in asked:  # serves as the one and as the other, which values cannot be asked for
        return []
    chemistries = asked.pop(CHEMISTRY, [])
    several = len(chemistries) > 1 or any("," in one for one in chemistries)
    if several or excluding(CHEMISTRY) in asked:  # a plot shows one, or magnesium, or all
        return []
    only = asked.get(PROPERTY, [])
    counts = {str(one.value): one.count for one in properties if not only or one.value in only}
    given = {**asked, **({ROLE: roles} if roles else {}), CHEMISTRY: chemistries or ["all"]}
    query = "&".join(encoded(name, values) for name, values in given.items())
    taken = plots.plots_for(counts)
    at = encoded(evaluated.AT, address.given.get(evaluated.AT, []))
    found = [
        PlotOfRows(
            slug,
            plots.get(slug).TITLE,
            count if key == MEASUREMENTS else most(slug, counts),
            f"{query}&{at}" if at and reads_at(slug) else query,
        )
        for slug, count in taken.items()
    ]
    return sorted(found, key=lambda one: -one.count)


def of_what(key: str) -> str:
    """What the plots of a list are drawn of, in words."""
    return WORDS.get(key, "the values of these {}").format("rows")


def plots_of_others(key: str, params: Params, address: Address) -> list[PlotOfRows]:
    """The plots that can draw what belongs to the rows of the list `key`, whose records are no values, under its
    question `params`; one statement. They are asked for by this question, however many rows answer it."""
    if key not in BELONGING:
        return []
    asked = "&".join(encoded(name, values) for name, values in address.given.items() if name in params)
    rows = Rows(key, asked)
    if len(str(rows)) > ROWS_OF.parameter.longest:
        return []
    owned = Measurement.objects.published().filter(rows.where)
    counts = dict(owned.order_by().values_list("property_key").annotate(n=Count("pk", distinct=True)))
    query = "&".join(encoded(*one) for one in ((NAME, [str(rows)]), (CHEMISTRY, ["all"])))
    taken = plots.plots_for(counts) if counts else {}
    found = [PlotOfRows(slug, plots.get(slug).TITLE, count, query) for slug, count in taken.items()]
    return sorted(found, key=lambda one: -one.count)


def reads_at(slug: str) -> bool:
    """Whether the plot evaluates at the temperature that a list evaluates at."""
    return any(option.key == evaluated.AT for option in plots.options_of(plots.get(slug)))


def most(slug: str, counts: dict[str, int]) -> int:
    """A material stands in the count of each property: that of the most frequent one is no more than there are."""
    return max(counts.get(key, 0) for key in plots.get(slug).PROPERTIES)
