"""Columns of the files of pairs: of each property with a better side one factor of the modified material.

A factor depends on the values of both materials, so nothing of it is stored: it is made for some hundred pairs at a
time, by the rules of comparability by which pages show it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from mgdb import compare
from mgdb.compare import Improvement
from mgdb.models import Measurement, Pair
from mgdb.presentation import TableCell
from mgdb.projection.lists import ListColumn, ListType
from mgdb.science.properties import PROPERTIES
from mgdb.science.representative import HIGHER, LOWER

NAMES = ("", "_min", "_max", "_bound", "_approximate", "_note")
SUFFIX = "_factor"
# in the order of the catalogue, whatever pairs there are
KEYS = {f"{key}{SUFFIX}": key for key in PROPERTIES if key in (*HIGHER, *LOWER)}
RULE = "above 1 the modified material is better, below 1 it is worse"


def _unmade(row: Any) -> TableCell:
    raise TypeError("a column of factors has its cells from `cells`, for all rows of a file together")


COLUMNS = tuple(
    ListColumn(
        column,
        f"Factor of {PROPERTIES[key].label[0].lower()}{PROPERTIES[key].label[1:]}",
        _unmade,
        numeric=True,
        names=tuple(f"{column}{name}" for name in NAMES),
        title=f"Factor of the modified material to its control: {RULE}.",
    )
    for column, key in KEYS.items()
)


def of_file(list_type: ListType) -> tuple[ListColumn, ...]:
    """The columns that files of the list have beside those of its pages."""
    return COLUMNS if list_type.record_type.model is Pair else ()


def cells(keys: Collection[int]) -> dict[str, dict[str, TableCell]]:
    """id of a pair → its cells by the keys of COLUMNS; those without a factor have none."""
    pairs = list(Pair.objects.published().filter(pk__in=list(keys)).select_related("modified", "control"))
    materials = {one.pk: one for pair in pairs for one in (pair.modified, pair.control)}
    shown = compare.shown_of(Measurement.objects.published().of(*KEYS.values()), list(materials.values()))
    found = {}
    for pair in pairs:
        own = compare.improvements_of(pair, shown[pair.modified_id], shown[pair.control_id])
        of_property: dict[str, list[Improvement]] = {}
        for one in own:
            if one.is_shown and one.result is not None and one.result.improvement is not None:
                of_property.setdefault(one.property_key, []).append(one)
        found[pair.public_id] = {
            column: _cell(column, of_property[key]) for column, key in KEYS.items() if key in of_property
        }
    return found


def _cell(column: str, several: Sequence[Improvement]) -> TableCell:
    """The factor with the least that is open: comparable before with caution, then the fewest unknown conditions, then
    the first."""
    chosen = min(several, key=lambda one: (_caution(one) != "", len(one.unknown)))
    assert chosen.result is not None
    factor = chosen.result.improvement
    assert factor is not None
    bound = "≥" if chosen.at_least and factor.bound == "=" else factor.bound
    numbers = (factor.value, factor.low, factor.high, bound, factor.approximate, note(chosen, len(several)))
    return TableCell(data=dict(zip((f"{column}{name}" for name in NAMES), numbers, strict=True)))


def _caution(one: Improvement) -> str:
    mark = one.mark()
    return "" if mark is None or mark.outcome == "comparable" else mark.word


def note(one: Improvement, of: int) -> str:
    """What stands with a factor: which test, the factor as pages print it, the two values and the conditions of the
    modified one, what is open, and of how many factors of the property it is one."""
    values = (one.modified, one.control)
    against = " against ".join(value.text for value in values if value is not None)
    under = one.modified.qualifiers_text if one.modified is not None else ""
    words = [
        f"{one.topic} {one.factor_text}",
        against,
        under,
        one.reason,
        _caution(one),
        f"not stated: {', '.join(one.unknown)}" if one.unknown else "",
        f"one of {of} factors" if of > 1 else "",
    ]
    return "; ".join(filter(None, words))
