"""The same value or curve that exists already: said of a row before it is a draft."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from mgdb import review
from mgdb.models import Cell, Curve, Material, Measurement, MeasurementCondition, Report
from mgdb.review.serialization import STATUS_WORDS

from .bench import Bench
from .reading import Draft

Value = tuple[Measurement, list[MeasurementCondition]]
COLUMNS = ("kind", "origin", "method", "ion", "text_value", "range_kind")
REFERENCES = {"material": Material, "cell": Cell, "measured_in": Cell, "relative_to": Material}
OF_REPORT = ("printed_value", "printed_unit", "reading", "assumed_unit")


def same_values(bench: Bench, drafts: Mapping[str, list[Draft]], own: Collection[str]) -> dict[str, list[str]]:
    """For each key of `drafts` the ids of stored measurements that say what its drafts say.

    `own` are the ids that the rows themselves became.
    """
    forms = [
        (name, draft.form) for name, some in drafts.items() for draft in some if draft.record_type == "measurement"
    ]
    bench.fetch(str(form[name]) for _, form in forms for name in REFERENCES if name in form)
    names, values = [], []
    for name, form in forms:
        if (value := _value(bench, form)) is not None:
            names.append(name)
            values.append(value)
    found: dict[str, list[str]] = {}
    for name, others in zip(names, review.repeats(values), strict=True):
        found.setdefault(name, []).extend(one.public_id for one in others if one.public_id not in own)
    return found


def same_curves(bench: Bench, drafts: Mapping[str, list[Draft]], own: Collection[str]) -> dict[str, list[str]]:
    """For each key of `drafts` the ids of stored curves of the same document with the same points."""
    points = {
        name: (str(draft.form["document"]), repr(draft.form["points"]))
        for name, some in drafts.items()
        for draft in some
        if draft.record_type == "curve"
    }
    if not points:
        return {}
    rows = Curve.objects.filter(document__public_id__in={document for document, _ in points.values()})
    rows = rows.exclude(status="withdrawn").exclude(public_id__in=list(own))
    stored: dict[tuple[str, str], list[str]] = {}
    for public_id, document, found in rows.values_list("public_id", "document__public_id", "points"):
        stored.setdefault((document, repr(found)), []).append(public_id)
    return {name: stored[key] for name, key in points.items() if key in stored}


def _value(bench: Bench, form: Mapping[str, Any]) -> Value | None:
    """The measurement that a form would be, with its conditions; None for what saving refuses."""
    row = Measurement(property_key=form["property"], **{name: form[name] for name in COLUMNS if name in form})
    report = form["reports"][0]
    try:
        for name, model in REFERENCES.items():
            if name in form:
                setattr(row, name, bench.resolve(model, form[name]))
        row.derive([Report(measurement=row, **{name: report[name] for name in OF_REPORT if name in report})])
        conditions = [_condition(key, printed) for key, printed in form.get("conditions", {}).items()]
    except ValidationError:
        return None
    return row, conditions


def _condition(key: str, printed: str) -> MeasurementCondition:
    status = STATUS_WORDS.get(printed)
    row = MeasurementCondition(key=key, status=status or "reported", printed="" if status else printed)
    row.derive()
    return row
