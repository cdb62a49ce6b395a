"""The same value that exists already: of the same subject and property, the same number under the same conditions."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any

from mgdb.models import Measurement
from mgdb.science.agreement import judge_report
from mgdb.science.conditions import CONDITIONS
from mgdb.science.judgement import Reading as Judged
from mgdb.science.judgement import judge
from mgdb.science.properties import PROPERTIES
from mgdb.science.quantity import Quantity

from .reading import Draft

_SAME = 1e-9
_STATUSES = {"not reported": "not_reported", "not applicable": "not_applicable"}
Key = tuple[str, str]  # subject, property
Said = tuple[str, float | None, float | None, str]


def same_values(drafts: Mapping[str, list[Draft]], own: Collection[str]) -> dict[str, list[str]]:
    """For each key of `drafts` the ids of stored measurements that say what its drafts say; two queries for all.

    `own` are the ids that the rows themselves became.
    """
    wanted: list[tuple[str, Key, Quantity, dict[str, Said]]] = []
    for name, some in drafts.items():
        for draft in some:
            if draft.record_type == "measurement" and (quantity := _quantity(draft.form)) is not None:
                wanted.append((name, _key(draft.form), quantity, _conditions(draft.form)))
    if not wanted:
        return {}
    subjects, properties = {key[0] for _, key, *_ in wanted}, {key[1] for _, key, *_ in wanted}
    rows = (
        Measurement.objects.exclude(status="withdrawn")
        .exclude(public_id__in=own)
        .filter(property_key__in=properties, kind="number")
        .select_related("material", "cell")
        .prefetch_related("conditions")
    )
    stored: dict[Key, list[Measurement]] = {}
    materials = [one for one in subjects if one.startswith("mat-")]
    cells = [one for one in subjects if one.startswith("cel-")]
    found = [*rows.filter(material__public_id__in=materials)] if materials else []
    found += [*rows.filter(cell__public_id__in=cells)] if cells else []
    for row in found:
        stored.setdefault((row.subject.public_id, row.property_key), []).append(row)
    result: dict[str, list[str]] = {}
    for name, key, quantity, conditions in wanted:
        for row in stored.get(key, ()):
            if _alike(row, quantity, conditions):
                result.setdefault(name, []).append(row.public_id)
    return result


def _key(form: Mapping[str, Any]) -> Key:
    return str(form.get("material") or form.get("cell") or ""), str(form.get("property", ""))


def _quantity(form: Mapping[str, Any]) -> Quantity | None:
    """The canonical value of a form, as saving would compute it; None for words and numbers without a unit."""
    entry = PROPERTIES.get(str(form.get("property", "")))
    report = form["reports"][0]
    if entry is None or form.get("kind", "number") != "number":
        return None
    judged = judge_report(
        entry, report["printed_value"], report.get("printed_unit", ""),
        reading=report.get("reading", ""), assumed_unit=report.get("assumed_unit", ""),
    )  # fmt: skip
    return judged.canonical if isinstance(judged, Judged) else None


def _conditions(form: Mapping[str, Any]) -> dict[str, Said]:
    found: dict[str, Said] = {}
    for key, printed in form.get("conditions", {}).items():
        if printed in _STATUSES:
            continue
        judged = judge(CONDITIONS[key], printed)
        if isinstance(judged, Judged) and judged.condition is not None:
            value = judged.condition
            if value.status == "reported":
                found[key] = (value.status, value.low, value.high, value.text or "")
    return found


def _alike(row: Measurement, quantity: Quantity, conditions: dict[str, Said]) -> bool:
    if not (_equal(row.low, quantity.low) and _equal(row.high, quantity.high) and row.bound == quantity.bound):
        return False
    stored = {
        one.key: (one.status, one.low, one.high, one.text) for one in row.conditions.all() if one.status == "reported"
    }
    return stored.keys() == conditions.keys() and all(
        _equal(stored[key][1], said[1]) and _equal(stored[key][2], said[2]) and stored[key][3] == said[3]
        for key, said in conditions.items()
    )


def _equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_SAME)
