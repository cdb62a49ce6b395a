"""Measurements, with a column for each condition that may be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mgdb import presentation, search
from mgdb.lists.cells import Cell, Piece, several, words
from mgdb.lists.list_type import ListColumn, ListType
from mgdb.models import Measurement
from mgdb.presentation.measurements import display
from mgdb.science import conditions, typeset
from mgdb.science.quantity import Quantity, format_html, format_text

from .materials import of_source


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """A measurement as shown, and in which units it was asked for."""

    row: Measurement
    shown: presentation.MeasurementView
    asked: Mapping[str, Any]


def _show(row: Measurement, asked: Mapping[str, Any]) -> MeasurementRow:
    return MeasurementRow(row, presentation.view_of(row), asked)


def in_unit(quantity: Quantity, dimension: str | None, unit: str) -> tuple[str, str, Quantity]:
    """`quantity` of the canonical unit as HTML and as text in `unit`, and itself in that unit."""
    shown = display(quantity, dimension, unit)
    return format_html(shown, unit), format_text(shown, unit), shown


def _value(row: MeasurementRow) -> Cell:
    quantity, entry = row.shown.quantity, row.row.property_entry
    data: dict[str, Any] = {"value": None, "value_min": None, "value_max": None, "qualifier": None, "unit": None}
    flagged = (Piece("suspect", "suspect", soft=True),) if row.shown.suspect else ()
    if quantity is None:
        piece = Piece(row.shown.html, row.shown.text, row.shown.id)
        return Cell((piece, *flagged), {"id": row.shown.id, **data, "text": row.shown.text}, lines=True)
    unit = row.asked.get("unit") or entry.display_unit
    html, text, shown = in_unit(quantity, entry.dimension, unit)
    qualifier = " ".join(filter(None, ["≈" if shown.approximate else "", shown.bound if shown.bound != "=" else ""]))
    data |= {
        "value": shown.value,
        "value_min": shown.low,
        "value_max": shown.high,
        "qualifier": qualifier or None,
        "unit": unit,
        "text": text,
    }
    return Cell((Piece(html, text, row.shown.id), *flagged), {"id": row.shown.id, **data}, lines=True)


def _property(row: MeasurementRow) -> Cell:
    return Cell((Piece(typeset.html(row.shown.label), row.shown.label),), {"property": row.shown.property})


def _subject(row: MeasurementRow) -> Cell:
    if own := row.row.material:
        piece = Piece(own.name_html, own.name_unicode, own.public_id)
        data = {"material": own.name, "material_id": own.public_id, "formula": own.formula or None}
    else:
        cell = row.row.cell
        piece, data = (
            Piece(typeset.html(cell.name), cell.name, cell.public_id),
            {"cell": cell.name, "cell_id": cell.public_id},
        )
    return Cell((piece,), data)


def _of_condition(key: str, item: presentation.ConditionView, asked: Mapping[str, Any]) -> tuple[str, str]:
    """The condition in the unit asked for: HTML and text."""
    unit = asked.get(f"{key}_unit")
    if not unit or (item.low is None and item.high is None):
        return item.html, item.text
    quantity = Quantity(value=item.low if item.low == item.high else None, low=item.low, high=item.high)
    html, text, _ = in_unit(quantity, item.entry.dimension, unit)
    return (f"{html} (assumed)", f"{text} (assumed)") if item.assumed else (html, text)


def _conditions(row: MeasurementRow) -> Cell:
    pieces = []
    for item in row.shown.reported:
        html, text = _of_condition(item.entry.key, item, row.asked)
        label = item.entry.label.lower()
        pieces.append(Piece(f"{typeset.html(label)} {html}", f"{label} {text}"))
    missing = [item.entry.label.lower() for item in row.shown.not_reported]
    data = "; ".join(piece.text for piece in pieces) or None
    if missing:
        pieces.append(Piece(f"not reported: {', '.join(missing)}", "", soft=True))
    return Cell(tuple(pieces), {"conditions": data, "conditions_not_reported": ", ".join(missing) or None})


def _condition(key: str) -> Any:
    entry = conditions.CONDITIONS[key]

    def cell(row: MeasurementRow) -> Cell:
        item = row.shown.conditions.get(key)
        unit = row.asked.get(f"{key}_unit") or entry.display_unit
        empty = {key: None} | ({f"{key}_unit": None} if entry.kind == "number" and unit != "1" else {})
        if item is None:
            return Cell(data=empty)
        html, text = _of_condition(key, item, row.asked)
        if item.number is None or entry.kind != "number":
            return Cell((Piece(html, text, soft=item.status != "reported"),), empty | {key: text})
        _, _, shown = in_unit(Quantity(value=item.number, low=item.number, high=item.number), entry.dimension, unit)
        return Cell((Piece(html, text),), {key: shown.value} | ({f"{key}_unit": unit} if unit != "1" else {}))

    return cell


def _electrolyte(row: MeasurementRow) -> Cell:
    found = row.shown.electrolyte
    if found is None:
        return Cell(data={"electrolyte": None, "electrolyte_id": None})
    return Cell((Piece(found.html, found.text, found.id),), {"electrolyte": found.text, "electrolyte_id": found.id})


def _cell(row: MeasurementRow) -> Cell:
    found = row.shown.cell
    return (
        Cell((Piece(found.html, found.text, found.id),), {"cell": found.text}) if found else Cell(data={"cell": None})
    )


def _read_in(row: MeasurementRow) -> Cell:
    pieces = [
        Piece(f"{typeset.html(one.short)}, {typeset.html(one.locator)}", f"{one.short}, {one.locator}", one.document)
        for one in row.shown.reports
    ]
    return several(pieces, "read_in", lines=True)


def _printed(row: MeasurementRow) -> Cell:
    return several((Piece(typeset.html(one.printed), one.printed) for one in row.shown.reports), "printed", lines=True)


def _flags(row: MeasurementRow) -> Cell:
    pieces = (
        Piece(f"{one.severity_label}: {one.label}", f"{one.severity_label}: {one.label}") for one in row.shown.flags
    )
    return several(pieces, "flags", lines=True)


def _sources(row: Measurement) -> list[str]:
    return list(dict.fromkeys([row.source.public_id, *(report.document.public_id for report in row.reports.all())]))


MEASUREMENTS = ListType(
    "measurements",
    "Measurements",
    "One row for each reported result, however many documents repeat it.",
    search.Measurements,
    lambda: Measurement.objects.published().with_details(),
    (
        ListColumn("property", "Property", _property, "property"),
        ListColumn("value", "Value", _value, "value", numeric=True),
        ListColumn("material", "Material or cell", _subject, "material"),
        ListColumn("conditions", "Conditions", _conditions, wide=True),
        ListColumn("electrolyte", "Electrolyte", _electrolyte, "electrolyte"),
        ListColumn("origin", "Origin", lambda row: words(row.shown.origin, "origin"), "origin", hidden=True),
        ListColumn("method", "Method", lambda row: words(row.shown.method, "method"), "method", hidden=True),
        ListColumn("ion", "Ion", lambda row: words(row.shown.ion, "ion"), "ion", hidden=True),
        ListColumn("cell", "Cell", _cell, "cell", hidden=True),
        *(
            ListColumn(key, entry.label, _condition(key), key, numeric=entry.kind == "number", hidden=True)
            for key, entry in conditions.CONDITIONS.items()
        ),
        ListColumn("flags", "Flags", _flags, "flags", hidden=True),
        ListColumn("printed", "Printed", _printed, "printed", hidden=True),
        ListColumn("read_in", "Read in", _read_in, "read_in", wide=True),
        ListColumn("source", "Source", lambda row: of_source(row.row.source), "source"),
    ),
    _sources,
    _show,
)
