"""Values that are entered twice: said before they are saved and while they are reviewed, refused by nobody.

One value that stands at two places of a paper is one record with two reports. A specimen may have one value twice all
the same, at two potentials that no paper states; whoever looked answers so.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q

from mgdb.models import Measurement, Record
from mgdb.models.conditions import ConditionRow
from mgdb.science import quantity

UNSTATED = ("not_stated", "", None)
TELLING_APART = ("ion", "method", "origin", "measured_in_id", "relative_to_id")
"""Columns in which two values differ where both state another."""
ROUNDING = 1e-9  # of conversions: 0.251 Ah g⁻¹ is 251 mAh g⁻¹

Value = tuple[Measurement, Iterable[ConditionRow]]


def repeats(values: Sequence[Value]) -> list[list[Measurement]]:
    """For each of `values`, a measurement and its conditions, the stored ones that say the same; two queries for all.

    The same subject, property, number or text, and conditions, as far as both state them; in draft, in review or
    published. A measurement need not be stored: it has its subject, property, kind and derived value, and its
    conditions are derived.
    """
    about = defaultdict(list)
    for row, _ in values:
        if _says_something(row):
            about[row.property_key].append(row)
    if not about:
        return [[] for _ in values]
    asked = Q()
    for key, rows in about.items():
        materials, cells = ({getattr(row, name) for row in rows} - {None} for name in ("material_id", "cell_id"))
        asked |= Q(property_key=key) & (Q(material__in=materials) | Q(cell__in=cells))
    stored = defaultdict(list)
    for row in Measurement._base_manager.filter(asked).exclude(status="withdrawn").prefetch_related("conditions"):
        stored[_place(row)].append((row, _stated(row.conditions.all())))
    found = []
    for row, conditions in values:
        others = stored[_place(row)] if _says_something(row) else []
        stated = _stated(conditions) if others else {}
        found.append(
            [other for other, told in others if other.pk != row.pk and _alike(row, other) and _agree(stated, told)]
        )
    return found


def repeat_doubt(row: Measurement, other: Measurement) -> str:
    """That `row` says what `other` says, in a sentence that names it."""
    shown = row.quantity
    value = quantity.format_text(shown, row.property_entry.unit) if shown else f"“{row.text_value}”"
    subject = "cell" if row.cell_id else "material"
    return (
        f"{value} stands in {other.public_id} too: the same {subject}, property and conditions, as far as both state "
        "them. One value that is printed at two places is one record with two reports."
    )


def repeat_doubts(records: Collection[Record]) -> dict[str, list[str]]:
    """Public id → the doubts that the measurements among `records` which nobody has published repeat others.

    Of two drafts the later one repeats. What is published is the audit's: it compares all with all.
    """
    asked = [one for one in records if isinstance(one, Measurement) and one.status in ("draft", "in_review")]
    found = {}
    for one, others in zip(asked, repeats([(one, one.conditions.all()) for one in asked]), strict=True):
        earlier = [other for other in others if other.status == "published" or other.pk < one.pk]
        found[one.public_id] = [repeat_doubt(one, other) for other in earlier]
    return found


def _place(row: Measurement) -> tuple[object, ...]:
    return row.property_key, row.material_id, row.cell_id, row.kind


def _says_something(row: Measurement) -> bool:
    """Whether there is anything in it that another could say again: a subject, and a number of known unit or a text."""
    said = row.text_value if row.kind != "number" else row.quantity
    return bool(row.material_id or row.cell_id) and bool(said)


def _alike(row: Measurement, other: Measurement) -> bool:
    for name in TELLING_APART:
        one, two = getattr(row, name), getattr(other, name)
        if one != two and one not in UNSTATED and two not in UNSTATED:
            return False
    if row.kind != "number":
        return row.text_value.casefold() == other.text_value.casefold()
    numbers = ("value", "low", "high")
    return row.bound == other.bound and all(_near(getattr(row, name), getattr(other, name)) for name in numbers)


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == other or math.isclose(one, other, rel_tol=ROUNDING)


def _stated(conditions: Iterable[ConditionRow]) -> dict[str, ConditionRow]:
    return {row.key: row for row in conditions if row.status == "reported"}


def _agree(one: dict[str, ConditionRow], other: dict[str, ConditionRow]) -> bool:
    """Whether no condition that both state is another."""
    return all(
        _near(row.low, other[key].low)
        and _near(row.high, other[key].high)
        and row.text.casefold() == other[key].text.casefold()
        for key, row in one.items()
        if key in other
    )
