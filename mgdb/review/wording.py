"""Two forms of a record side by side, in words: what stood there, what is to stand there, typeset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mgdb.models import Measurement, Report
from mgdb.models.conditions import ConditionRow
from mgdb.presentation.measurements import ConditionView
from mgdb.records import BY_PREFIX, Part, column_of
from mgdb.science import typeset
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES
from mgdb.science.quantity import format_html as format_html_of

from .difference import MISSING, Difference, Step

MANY = 12  # a list that is longer is told by its length and what differs
NOTHING = "–"


@dataclass(frozen=True)
class Line:
    """One line of a difference: where, before, after. `part` and `field` are `where` in its two pieces."""

    where: SafeString | str
    old: SafeString | str
    new: SafeString | str
    part: SafeString | str = ""
    field: SafeString | str = ""


def lines(found: Iterable[Difference]) -> list[Line]:
    """The differences in words; the records that they name in as many queries as there are kinds of them."""
    differences = list(found)
    names = _names(differences)
    return [_line(one, names) for one in differences]


def canonical_values(old: Mapping[str, Any], new: Mapping[str, Any]) -> Line | None:
    """What the prints of two forms of a measurement are read as; None where that stays."""
    before, after = canonical_value(old), canonical_value(new)
    return None if before == after else Line("read as", before or NOTHING, after or NOTHING)


def canonical_value(form: Mapping[str, Any]) -> SafeString | str:
    """The canonical value of the form of a measurement, or why there is none."""
    measurement = Measurement(property_key=form.get("property", ""), kind=form.get("kind", "number"))
    names = ("printed_value", "printed_unit", "reading", "assumed_unit")
    reports = [
        Report(measurement=measurement, **{name: row.get(name, "") for name in names}) for row in form["reports"]
    ]
    if measurement.kind != "number" or measurement.property_key not in PROPERTIES:
        return ""
    try:
        measurement.derive(reports)
    except ValidationError as error:
        return " ".join(error.messages)
    read = measurement.quantity
    return SafeString(format_html_of(read, PROPERTIES[measurement.property_key].unit)) if read else ""


def _names(differences: list[Difference]) -> dict[str, str]:
    """Ids of records in `differences` → what these are called."""
    ids: dict[type[models.Model], set[str]] = {}
    for one in differences:
        texts = [text for step in one.way for text in step.identity]
        texts += [value for value in (one.old, one.new) if isinstance(value, str)]
        if isinstance(one.old, list) and isinstance(one.new, list):
            texts += [text for row in (*one.old, *one.new) if isinstance(row, tuple) for text in row]
        for text in texts:
            if declared := BY_PREFIX.get(text.partition("-")[0]):
                ids.setdefault(declared.model, set()).add(text)
    return {
        str(getattr(row, "public_id")): str(getattr(row, "short", row))  # noqa: B009 - every model here has ids
        for model, wanted in ids.items()
        for row in model._base_manager.filter(public_id__in=wanted)
    }


def _line(one: Difference, names: Mapping[str, str]) -> Line:
    places = [place for step in one.way if (place := _place(step, names))]
    *above, field = places
    where = format_html_join(" › ", "{}", ((place,) for place in places))
    part = format_html_join(" › ", "{}", ((SafeString(typeset.html(place)),) for place in above))
    column = one.way[-1].column
    if column is None:
        rows = one.way[-1].part
        assert rows is not None
        order = format_html("order of {}", rows.model._meta.verbose_name_plural)
        old, new = ("; ".join(_row(rows, identity, names) for identity in given) for given in (one.old, one.new))
        return Line(order, old, new, field=order)
    if isinstance(one.old, list) and isinstance(one.new, list) and max(len(one.old), len(one.new)) > MANY:
        changed = sum(value not in one.old for value in one.new)
        return Line(
            where, f"{len(one.old)} entries", f"{len(one.new)} entries, {changed} of them new or changed", part, field
        )
    return Line(where, _value(column, one.old, names), _value(column, one.new, names), part, field)


def _place(step: Step, names: Mapping[str, str]) -> str:
    if step.column is not None:
        # The one value of a keyed part is named by its key already.
        return (
            ""
            if step.column.name == "printed" and issubclass(step.model, ConditionRow)
            else str(step.column.verbose_name)
        )
    assert step.part is not None
    return _row(step.part, step.identity, names)


def _row(part: Part, identity: tuple[str, ...], names: Mapping[str, str]) -> str:
    if part.keyed_by == "key" and identity and identity[0] in CONDITIONS:
        return CONDITIONS[identity[0]].label
    words = [names.get(text, text) for text in identity if text and text != "again"]
    if "code" in part.identity and words:
        words[0] = _label(column_of(part.model, "code"), words[0])
    kind = str(part.model._meta.verbose_name)
    return f"{kind} {', '.join(words)}".strip()


def _value(column: models.Field[Any, Any], value: Any, names: Mapping[str, str]) -> SafeString | str:
    if value is MISSING or value in (None, "", []):
        default = column.get_default() if column.has_default() else None
        if value is MISSING and default not in (None, "", []) and not callable(default):
            return _value(column, default, names)
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(_value(column, one, names)) for one in value)
    if column.is_relation:
        return SafeString(typeset.html(names.get(str(value), str(value))))  # typeset escapes
    if column.name == "property_key" and value in PROPERTIES:
        return PROPERTIES[value].label
    return SafeString(typeset.html(_label(column, value)))


def _label(column: models.Field[Any, Any], value: Any) -> str:
    return str(dict(column.flatchoices).get(value, value))


def print_lines(measurement: Measurement) -> list[Line]:
    """What is printed beside what it is read as: each report with its place, then each condition.

    `measurement` has its reports and conditions (`serialization.with_parts`).
    """
    found = []
    for report in measurement.reports.all():
        report.measurement = measurement
        words = [report.printed_value, report.printed_unit]
        words += [f"({report.printed_conditions})"] if report.printed_conditions else []
        words += [f"number meant: {report.reading}"] if report.reading else []
        words += [f"unit assumed: {report.assumed_unit}"] if report.assumed_unit else []
        printed = SafeString(typeset.html(" ".join(word for word in words if word)))
        if report.remark:
            printed = format_html(
                '{}<br><span class="quiet">{}</span>', printed, SafeString(typeset.html(report.remark))
            )
        quoted = f", quoting [{report.citation_key}]" if report.citation_key else ""
        found.append(Line(f"{report.document.short}, {report.locator}{quoted}", printed, _read_as(measurement, report)))
    for row in measurement.conditions.all():
        read = ConditionView(
            row.key, row.status, row.low, row.high, row.unit, row.printed, row.text, row.assumed, row.approximate,
            row.uncertainty,
        )  # fmt: skip
        text = SafeString(typeset.html(row.printed or NOTHING))
        found.append(Line(CONDITIONS[row.key].label, text, SafeString(read.html)))
    return found


def _read_as(measurement: Measurement, report: Report) -> SafeString | str:
    entry = PROPERTIES.get(measurement.property_key)
    if measurement.kind != "number" or entry is None:
        return SafeString(typeset.html(measurement.text_value))
    try:
        quantity = report.canonical()
    except ValidationError as error:
        return " ".join(error.messages)
    return SafeString(format_html_of(quantity, entry.unit)) if quantity else "no number: the unit is not known"
