"""Cells of conditions: bare numbers, the unit in the head of the column, and quiet signs for what is no number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mgdb.presentation import ConditionView, TableCell, TextSpan
from mgdb.science.conditions import CONDITIONS
from mgdb.science.markup import Html, escaped
from mgdb.science.quantity import Quantity, format_html, in_unit

# What stands for a condition that is no number; the words are said on hover, and to who hears the page.
SIGNS = {"not_reported": "n.r.", "not_applicable": "n/a", "not_checked": "–"}
ASSUMED = "*"


def unit_of(key: str) -> str:
    """The unit of the numbers of a condition, as pages show them; empty where they have none."""
    unit = CONDITIONS[key].display_unit
    return "" if unit == "1" else unit


def names(key: str) -> tuple[str, ...]:
    """The columns that a condition has in a file."""
    entry = CONDITIONS[key]
    if entry.kind != "number":
        return (key,)
    unit = (f"{key}_unit",) if set(entry.accepted_units) - {"1"} else ()
    return (key, *unit, f"{key}_qualifier", f"{key}_uncertainty")


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
    data: dict[str, Any] = {key: None}
    if entry.kind == "number":
        data |= {f"{key}_unit": None} if unit != "1" else {}
        data |= {f"{key}_qualifier": None, f"{key}_uncertainty": None}
    if item is None:
        return TableCell(data=data)
    if item.number is None or entry.kind != "number":
        return TableCell(((span(item, unit),),), data | {key: item.in_unit(unit)[1]})
    shown = in_unit(Quantity(value=item.number, uncertainty=item.uncertainty), entry.dimension, unit)
    data |= {key: shown.value, f"{key}_uncertainty": shown.uncertainty}
    data |= {f"{key}_unit": unit} if unit != "1" else {}
    return TableCell(((span(item, unit),),), data | {f"{key}_qualifier": "≈" if item.approximate else None})
