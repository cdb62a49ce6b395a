"""Columns of material lists that show one value of a property with its conditions.

They are no part of what is stored of a material: which value is shown depends on flags of cells and sources that its
form does not name. A page reads them of its own rows, in three statements.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from mgdb.models import Measurement
from mgdb.presentation import MeasurementView, Part, TableCell, TextSpan, measurement_views, plain_span
from mgdb.presentation.measurements import CONDITIONS_NOT_SHOWN
from mgdb.science.battery_chemistry import MAGNESIUM
from mgdb.science.conditions import CONDITIONS
from mgdb.science.markup import Html, escaped
from mgdb.science.properties import PROPERTIES, Property
from mgdb.science.quantity import format_html, format_text, in_unit
from mgdb.science.representative import COMPUTED, NO_RESULT, RULE, SHOWN, conditions_of
from mgdb.science.vocabulary import CHEMISTRIES, label
from mgdb.search import FilterSet, Params
from mgdb.search.representative import Among, chosen

from .cells import flag_spans
from .condition_cells import ASSUMED, names_in, plain, unit_of
from .list_type import ListColumn

WORDS_SHOWN = 40  # letters of a condition in words; the whole stands on the page of the value


def unit_asked(entry: Property, asked: Any) -> str:
    """The unit of a property: that of the question, where it asks for this property."""
    unit = asked.get("unit") if entry.key in (asked.get("property") or ()) else None
    return str(unit or entry.display_unit)


def as_asked(column: ListColumn, asked: Params, filters: FilterSet) -> ListColumn:
    """The column of a property with what the question makes of it: the unit of its numbers, and which values alone it
    shows."""
    unit, among = unit_asked(PROPERTIES[column.property_key], asked), Among.of(asked, filters)
    column = replace(column, unit="" if unit == "1" else unit)
    if not among.is_limited:
        return column
    only = "Only values that answer what is asked of values; a dash where a specimen has none of them."
    label = f"{column.label} ({words})" if (words := str(among)) else column.label
    return replace(column, label=label, title=f"{only} {column.title}")


def names(entry: Property) -> tuple[str, ...]:
    """What such a value has in a file: numbers, unit, origin, what it depends on by conditions, the value's id."""
    key = entry.key
    conditions = (f"{key}_{name}" for condition in conditions_of(entry) for name in _condition_names(condition))
    return (*(f"{key}{name}" for name in VALUE), *conditions, f"{key}_id")


# Of such a value in a file, behind the key of its property.
VALUE = ("", "_min", "_max", "_bound", "_approximate", "_uncertainty", "_unit", "_origin", "_chemistry", "_suspect")


def _condition_names(key: str) -> tuple[str, ...]:
    return names_in(key, CONDITIONS[key].display_unit)


def condition_spans(view: MeasurementView, entry: Property) -> list[TextSpan]:
    """What the property depends on, of this value."""
    spans = []
    for key in conditions_of(entry):
        item = view.conditions.get(key)
        if item is None or item.status != "reported" or key in CONDITIONS_NOT_SHOWN:
            continue
        html, text = item.html, item.text
        if item.number is not None and not unit_of(key):
            label = item.entry.label.lower().removesuffix(" number")
            html, text = Html(f"{label} {html}"), f"{label} {text}"
        if item.assumed and item.number is not None:
            bare = format_text(in_unit(item.quantity, item.entry.dimension, item.entry.display_unit), unit_of(key))
            spans.append(TextSpan(Html(f"{escaped(bare)}<sup>{ASSUMED}</sup>"), text, "quiet"))
        elif len(text) <= WORDS_SHOWN:
            spans.append(TextSpan(html, text, "soft"))
    return spans


def _cell(entry: Property, view: MeasurementView | None, chemistry: str, asked: Mapping[str, Any]) -> TableCell:
    data: dict[str, Any] = dict.fromkeys(names(entry))
    if view is None:
        return TableCell(data=data)
    quantity = view.quantity
    doubt = flag_spans(view) if view.suspect or is_asked(entry, asked) else ()
    if quantity is None:  # words, or a number without a unit
        words = TextSpan(view.bare_html, view.bare_text, id=view.id)
        return TableCell(((words, *doubt),), data | {f"{entry.key}_id": view.id, f"{entry.key}_suspect": view.suspect})
    unit = unit_asked(entry, asked)
    shown = in_unit(quantity, entry.dimension, unit)
    key = entry.key
    numbers = (shown.value, shown.low, shown.high, shown.bound, shown.approximate, shown.uncertainty)
    told = (unit, view.origin_key, chemistry, view.suspect)
    data |= zip((f"{key}{name}" for name in VALUE), (*numbers, *told), strict=True)
    if not is_asked(entry, asked) and is_no_result(view):  # who did not ask for it does not take it for a number
        data |= dict.fromkeys(f"{key}{name}" for name in VALUE[: len(numbers)])
    data[f"{key}_id"] = view.id
    for name in conditions_of(entry):
        said = plain(view.conditions.get(name), name, CONDITIONS[name].display_unit)
        data |= {f"{key}_{column}": value for column, value in said.items()}
    value = (TextSpan(format_html(shown), format_text(shown), id=view.id), *doubt)
    more = [plain_span(view.origin, "soft")] if view.origin_key in (*COMPUTED, *NO_RESULT) else []
    more += [plain_span(label(CHEMISTRIES, chemistry), "soft")] if chemistry not in ("", MAGNESIUM) else []
    more += condition_spans(view, entry)
    return TableCell((value, tuple(more)) if more else (value,), data, ", ")


def _column(entry: Property) -> ListColumn:
    return ListColumn(
        entry.key,
        entry.label,
        partial(_of_row, entry),
        entry.key,
        numeric=True,
        hidden=True,
        names=names(entry),
        unit="" if entry.display_unit == "1" else entry.display_unit,
        title=f"{entry.definition} {RULE}",
        property_key=entry.key,
    )


def _of_row(entry: Property, row: tuple[MeasurementView | None, str, Mapping[str, Any]]) -> TableCell:
    view, chemistry, asked = row
    return _cell(entry, view, chemistry, asked)


PROPERTY_COLUMNS = tuple(_column(entry) for entry in SHOWN.values())


def is_no_result(view: MeasurementView) -> bool:
    """Whether the value stands in where there is no sound one: by it no row is sorted, and files give no number."""
    return view.suspect or view.origin_key in NO_RESULT


def is_asked(entry: Property, asked: Mapping[str, Any]) -> bool:
    """Whether the rows are asked for by values of this property, of which each shows one then, be it in doubt."""
    return entry.key in (asked.get("property") or ())


def cells(
    keys: Collection[int], columns: Sequence[ListColumn], asked: Mapping[str, Any], filters: FilterSet
) -> dict[int, dict[str, TableCell]]:
    """key of a material → the cells of these of its columns."""
    wanted = [column for column in columns if column.property_key]
    found = chosen(keys, [one.property_key for one in wanted], Among.of(Params(asked), filters), with_unsound=True)
    rows = Measurement.objects.published().filter(pk__in=[pk for pk, _ in found.values()])
    parts = Part.CONDITIONS | Part.FLAGS | Part.REPORTS
    views = {view.pk: view for view in measurement_views(rows, parts)} if found else {}

    def cell(key: int, column: ListColumn) -> TableCell:
        pk, chemistry = found.get((key, column.property_key), (0, ""))
        return column.cell((views.get(pk), chemistry, asked))

    return {key: {column.key: cell(key, column) for column in wanted} for key in keys}
