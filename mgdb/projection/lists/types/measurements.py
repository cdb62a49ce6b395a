"""Measurements, with a column for each condition that may be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from mgdb.models import Measurement
from mgdb.presentation import (
    SHOWN,
    ConditionView,
    MaterialView,
    MeasurementView,
    Part,
    Scalar,
    TableCell,
    TextSpan,
    measurement_views,
    plain_span,
)
from mgdb.projection.lists import condition_cells
from mgdb.projection.lists.cells import SEPARATOR, flag_spans, line_cell, lines_cell, link_cell, text_cell
from mgdb.projection.lists.list_type import SOURCE_NAMES, ListColumn, Overrides, credit
from mgdb.science import conditions, typeset, vocabulary
from mgdb.science.markup import Html, escaped
from mgdb.science.quantity import format_html, format_text, in_unit

# What the cells have for files, in order.
NUMBER = ("value", "value_min", "value_max", "bound", "approximate", "uncertainty", "range_kind", "unit")
VALUE = (*NUMBER, "text", "suspect")
MATERIAL, CELL = ("material", "material_id", "formula"), ("cell", "cell_id")
CONDITIONS = ("conditions", "conditions_not_reported")
ELECTROLYTE = ("electrolyte", "electrolyte_id")


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """A measurement as shown, and in which units it was asked for."""

    shown: MeasurementView
    asked: Mapping[str, Any]


def _value(row: MeasurementRow) -> TableCell:
    quantity, entry = row.shown.quantity, row.shown.entry
    data: dict[str, Any] = dict.fromkeys(VALUE) | {"suspect": row.shown.suspect}
    flagged = flag_spans(row.shown)
    if quantity is None:
        span = TextSpan(row.shown.html, row.shown.text, id=row.shown.id)
        return TableCell(((span, *flagged),), data | {"text": row.shown.text})
    unit = row.asked.get("unit") or entry.display_unit
    shown = in_unit(quantity, entry.dimension, unit)
    text = format_text(shown, unit)
    data |= {
        "value": shown.value,
        "value_min": shown.low,
        "value_max": shown.high,
        "bound": shown.bound,
        "approximate": shown.approximate,
        "uncertainty": shown.uncertainty,
        "range_kind": row.shown.range_kind or None,
        "unit": unit,
        "text": text,
    }
    span = TextSpan(format_html(shown, unit), text, id=row.shown.id)
    return TableCell(((span, *flagged),), data)


def _property(row: MeasurementRow) -> TableCell:
    span = TextSpan(typeset.html(row.shown.label), row.shown.label)
    return TableCell(((span,),), {"property": row.shown.property_key})


def _subject(row: MeasurementRow) -> TableCell:
    subject = row.shown.subject
    if isinstance(subject, MaterialView):
        data = {"material": subject.name, "material_id": subject.id, "formula": subject.formula or None}
    else:
        data = {"cell": subject.name, "cell_id": subject.id}
    return link_cell(subject.html, subject.text, subject.id, data)


def _of_condition(item: ConditionView, asked: Mapping[str, Any]) -> tuple[Html, str]:
    """The condition in the unit asked for: HTML and text."""
    return item.in_unit(asked.get(f"{item.key}_unit") or item.entry.display_unit)


def _conditions(row: MeasurementRow) -> TableCell:
    spans = []
    for item in row.shown.reported:
        html, text = _of_condition(item, row.asked)
        label = item.entry.label.lower()
        spans.append(TextSpan(Html(f"{typeset.html(label)} {html}"), f"{label} {text}"))
    missing = [item.entry.label.lower() for item in row.shown.not_reported]
    data = "; ".join(span.text for span in spans) or None
    if missing:
        spans.append(TextSpan(escaped(f"not reported: {', '.join(missing)}"), "", "soft"))
    lines = (tuple(spans),) if spans else ()
    return TableCell(lines, {"conditions": data, "conditions_not_reported": ", ".join(missing) or None}, SEPARATOR)


def _condition_column(key: str, entry: conditions.Condition) -> ListColumn:
    return ListColumn(
        key,
        entry.label,
        lambda row: condition_cells.cell(key, row.shown.conditions.get(key), row.asked),
        key,
        entry.kind == "number",
        hidden=True,
        names=condition_cells.names(key),
        unit=condition_cells.unit_of(key),
        unit_name=f"{key}_unit",
        title=entry.definition,
    )


def _electrolyte(row: MeasurementRow) -> TableCell:
    found = row.shown.electrolyte
    if found is None:
        return TableCell(data={"electrolyte": None, "electrolyte_id": None})
    return link_cell(found.html, found.text, found.id, {"electrolyte": found.text, "electrolyte_id": found.id})


def _cell(row: MeasurementRow) -> TableCell:
    found = row.shown.cell
    return (
        link_cell(found.html, found.text, found.id, {"cell": found.text}) if found else TableCell(data={"cell": None})
    )


def _class(key: str, row: MeasurementRow) -> TableCell:
    return text_cell(row.shown.electrolyte_class, key)


def _carriers(key: str, row: MeasurementRow) -> TableCell:
    """Of the subject, where it is an electrolyte, else of the electrolyte that it was measured in."""
    found = [one for one in (row.shown.material, row.shown.electrolyte) if one and one.electrolyte_class is not None]
    if not found:
        return text_cell("", key)
    carriers = found[0].carrier_cations
    return text_cell("unknown" if carriers is None else " + ".join(carriers) or "none", key)


def _chemistry(key: str, row: MeasurementRow) -> TableCell:
    return text_cell(row.shown.chemistry, key)


def _family(key: str, row: MeasurementRow) -> TableCell:
    material = row.shown.material
    family = (material.structure_family or material.phase_family or "") if material else ""
    return text_cell(vocabulary.label(vocabulary.STRUCTURE_FAMILIES, family) if family else "", key)


def _phase(key: str, row: MeasurementRow) -> TableCell:
    material = row.shown.material
    if material is None or material.phase_id is None:
        return TableCell(data={key: None, f"{key}_id": None})
    return text_cell(material.phase_name or "", key, id=material.phase_id)


def _defects(key: str, row: MeasurementRow) -> TableCell:
    found = row.shown.material.defects if row.shown.material else ()
    return line_cell((TextSpan(typeset.html(one), one) for one in found), key)


def _strategy(key: str, row: MeasurementRow) -> TableCell:
    return text_cell(row.shown.material.strategy if row.shown.material else "", key)


def _read_in(row: MeasurementRow) -> TableCell:
    spans = (
        TextSpan(
            Html(f"{typeset.html(one.short)}, {typeset.html(one.locator)}"),
            f"{one.short}, {one.locator}",
            id=one.document.id,
        )
        for one in row.shown.reports
    )
    cell = lines_cell(spans, "read_in")
    dois = "; ".join(one.document.doi for one in row.shown.reports if one.document.doi)
    return replace(cell, data={**cell.data, "read_in_doi": dois or None})


def _printed(row: MeasurementRow) -> TableCell:
    return lines_cell((TextSpan(typeset.html(one.printed), one.printed) for one in row.shown.reports), "printed")


def _flags(row: MeasurementRow) -> TableCell:
    spans = (plain_span(f"{one.severity_label}: {one.label}") for one in row.shown.flags)
    return lines_cell(spans, "flags")


def _source(row: MeasurementRow) -> TableCell:
    source = row.shown.source
    return link_cell(source.html, source.text, source.id, dict(zip(SOURCE_NAMES, _credit(row.shown), strict=True)))


def _credit(row: MeasurementView) -> tuple[Scalar, ...]:
    source = row.source
    return credit(source.text, source.container, source.id, source.doi, source.bibtex_key)


def _sources(row: MeasurementView) -> list[str]:
    return list(dict.fromkeys([row.source.id, *(report.document.id for report in row.reports)]))


MEASUREMENTS = Overrides(
    rows=lambda: Measurement.objects.published(),
    columns=(
        ListColumn("property", "Property", _property, "property"),
        ListColumn("value", "Value", _value, "value", numeric=True, names=VALUE),
        ListColumn("material", "Material or cell", _subject, "material", names=(*MATERIAL, *CELL)),
        ListColumn("conditions", "Conditions", _conditions, hidden=True, wide=True, names=CONDITIONS),
        ListColumn("electrolyte", "Electrolyte", _electrolyte, "electrolyte", names=ELECTROLYTE),
        ListColumn("origin", "Data type", lambda row: text_cell(row.shown.origin, "origin"), "origin", hidden=True),
        ListColumn("method", "Method", lambda row: text_cell(row.shown.method, "method"), "method", hidden=True),
        ListColumn("ion", "Charge carrier", lambda row: text_cell(row.shown.ion, "ion"), "ion", hidden=True),
        ListColumn("cell", "Cell", _cell, "cell", hidden=True),
        *(
            ListColumn(key, label, partial(make, key), key, hidden=True, names=(key, *more))
            for key, label, make, more in (
                ("electrolyte_class", "Electrolyte class", _class, ()),
                ("carrier_cations", "Carrier cations", _carriers, ()),
                ("chemistry", "Battery chemistry", _chemistry, ()),
                ("structure_family", "Structure family", _family, ()),
                ("phase", "Phase", _phase, ("phase_id",)),
                ("defects", "Defects", _defects, ()),
                ("strategy", "Strategy", _strategy, ()),
            )
        ),
        *(_condition_column(key, entry) for key, entry in conditions.CONDITIONS.items()),
        ListColumn("flags", "Flags", _flags, "flags", hidden=True),
        ListColumn("printed", "As reported", _printed, "printed", hidden=True),
        ListColumn(
            "read_in", "Reported in", _read_in, "read_in", hidden=True, wide=True, names=("read_in", "read_in_doi")
        ),
        ListColumn("source", "Source", _source, "source", names=SOURCE_NAMES),
    ),
    source_ids=_sources,
    credit=_credit,
    read=partial(measurement_views, parts=SHOWN | Part.DEFECTS),
    show=MeasurementRow,
)
