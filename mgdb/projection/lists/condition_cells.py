"""Cells of conditions: bare numbers, the unit in the head of the column, and quiet signs for what is no number."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mgdb.presentation import ConditionView, Scalar, TableCell, TextSpan
from mgdb.science.conditions import CONDITIONS
from mgdb.science.markup import Html, escaped
from mgdb.science.quantity import format_html, in_unit

from .list_type import named

# What stands for a condition that is no number; the words are said on hover, and to who hears the page.
SIGNS = {"not_reported": "n.r.", "not_applicable": "n/a", "not_checked": "–"}
ASSUMED = "*"


def unit_of(key: str) -> str:
    """The unit of the numbers of a condition, as pages show them; empty where they have none."""
    unit = CONDITIONS[key].display_unit
    return "" if unit == "1" else unit


NUMBERS = (
    *("{}{{unit}}", "{}_min{{unit}}", "{}_max{{unit}}", "{}_uncertainty{{unit}}"),
    *("{}_approximate", "{}_assumed", "{}_status"),
)
WORDS = ("{}", "{}_status")


def names(key: str) -> tuple[str, ...]:
    """The columns that a condition has in a file, {unit} where the unit of its numbers stands: temperature_degC."""
    return tuple(name.format(key) for name in (NUMBERS if CONDITIONS[key].kind == "number" else WORDS))


@lru_cache(maxsize=1000)
def names_in(key: str, unit: str) -> tuple[str, ...]:
    """The same with the unit."""
    return tuple(named(name, unit) for name in names(key))


def plain(item: ConditionView | None, key: str, unit: str) -> dict[str, Scalar]:
    """What a file says of the condition `key`: its number or ends in `unit`, or its words, and how it is known, in the
    words of the API: what is assumed has been reported, as “room temperature”.

    Nothing at all where nobody has looked for it.
    """
    columns = names_in(key, unit)
    if item is None:
        return dict.fromkeys(columns)
    status = item.status
    if CONDITIONS[key].kind != "number":
        return dict(zip(columns, (item.in_unit(unit)[1] if status == "reported" else None, status), strict=True))
    if item.low is None and item.high is None:
        return {**dict.fromkeys(columns), columns[-1]: status}
    shown = in_unit(item.quantity, item.entry.dimension, unit)
    values = (shown.value, shown.low, shown.high, shown.uncertainty, item.approximate, item.assumed, status)
    return dict(zip(columns, values, strict=True))


def span(item: ConditionView, unit: str) -> TextSpan:
    """A condition as its column shows it, a number in `unit` and without it."""
    html, text = item.in_unit(unit)
    if item.status != "reported":
        return TextSpan(escaped(SIGNS.get(item.status, text)), text, "quiet")
    if item.entry.kind != "number" or (item.low is None and item.high is None):
        return TextSpan(html, text)
    bare = format_html(in_unit(item.quantity, item.entry.dimension, unit))
    if item.assumed:
        return TextSpan(Html(f"{bare}<sup>{ASSUMED}</sup>"), text, "quiet")
    return TextSpan(bare, text)


def cell(key: str, item: ConditionView | None, asked: Mapping[str, Any]) -> TableCell:
    """The condition `key` in the unit asked for; nothing where nobody has looked for it."""
    entry = CONDITIONS[key]
    unit = asked.get(f"{key}_unit") or entry.display_unit
    lines = ((span(item, unit),),) if item is not None else ()
    return TableCell(lines, plain(item, key, unit))
