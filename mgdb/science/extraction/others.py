"""Conditions that stand near a value and are another's: of a preparation, of the value before it, of what is left of a
share; and the reference of a potential, which is its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from mgdb.science.conditions import ConditionError, read

from .groups import Print

_AGAINST: Final = re.compile(
    r"\s?[,(]?\s?(?:vs\.?|versus|against)\s(?:the\s|an?\s)?(?P<scale>[^\s()\[\],;]+)", re.IGNORECASE
)
# “92 % of its initial 164 mAh g⁻¹ after 2000 cycles”: which it had before them
_SHARE_OF: Final = re.compile(
    r"%\s(?:of|from)\s(?:(?:its|the|their|an?|that|initial|original|first|starting|maximum|highest|pristine|reversible|"
    r"specific|discharge|charge|capacity|value|capacities|of|\(|about|around|ca\.)\s?){0,8}\Z",
    re.IGNORECASE,
)
_PREPARED: Final = re.compile(
    r"\b(?:heat(?:ed|ing)|anneal\w*|calcin\w*|sinter\w*|dr(?:ied|ying)|pressed|pressing|stirr\w*|synthesi\w*|prepared|"
    r"preparation|hydrothermal\w*|solvothermal\w*|carboni[sz]\w*|pyroly\w*|quench\w*|milled|milling|reflux\w*|melt(?:ed|ing)|"
    r"reacted|soaked|aged|autoclave\w*|crystalli[sz]ed|evaporat\w*|vacuum)\b[^;.]{0,60}\bat\s(?:[^a-z;]{0,30}(?:and|or)\s)?\Z",
    re.IGNORECASE,
)
_CONTRASTED: Final = re.compile(
    r",\s(?:(?:and|but|whereas|while)\s)?(?:with|for|in|using|without|on)\s[^;]{1,70}\Z|"
    r",\s(?:but|whereas|while)\s[^;]{1,70}\Z",
    re.IGNORECASE,
)
_BARE_OWN: Final = re.compile(r"\s?\(\s?(?:at\s)?(?P<number>[0-9]+(?:\.[0-9]+)?)\s?\)")
_OPENS: Final = re.compile(r"\s?\(\s?(?:(?:at|for|after|in)\s)?\Z")
_LOOSE: Final = re.compile(r"over\s", re.IGNORECASE)


def scale_of(text: str, one: Print) -> str:
    """The reference that stands behind a potential, as printed: “Li⁺/Li”; empty where there is none that is known."""
    found = _AGAINST.match(text, one.end) if one.spelled in ("V", "mV") else None
    if found is None:
        return ""
    printed = found["scale"].rstrip(".")
    try:
        read("potential_scale", printed)
    except ConditionError:
        return ""
    return printed


def is_anothers(text: str, key: str, other: Print, one: Print, prints: Sequence[Print]) -> bool:
    """Whether the condition `key` that `other` states is not one of the value `one`."""
    if key == "temperature" and _PREPARED.search(text, max(0, other.start - 100), other.start):
        return True
    if key == "cycle_number" and (
        _LOOSE.match(other.value) or _SHARE_OF.search(text, max(0, one.start - 80), one.start)
    ):
        return True
    alike = [rival for rival in prints if rival.spelled == one.spelled and rival.group != one.group]
    if holder := _holder(text, other, alike):
        return holder is not one
    if other.end <= one.start and _CONTRASTED.search(text[other.end : one.start]):
        return any(rival.end <= other.start for rival in alike)
    return False


def _holder(text: str, other: Print, values: Iterable[Print]) -> Print | None:
    """The value in the bracket right behind which `other` stands: “120 mAh g⁻¹ (at 50 mA g⁻¹)”."""
    for value in values:
        if value.end <= other.start <= value.end + 8 and _OPENS.fullmatch(text[value.end : other.start]):
            return value
    return None


def bare_own(text: str, one: Print, stated: Sequence[tuple[str, Print]], prints: Sequence[Print]) -> tuple[str, str]:
    """The condition of a value whose bracket has a number alone, in the unit of that of a value before it.

    stated: the conditions of the sentence, each with its print. Worked: “120 mAh g⁻¹ (50 mA g⁻¹), 100 mAh g⁻¹ (100)” →
    100 mA g⁻¹ for the second. Empty where there is none.
    """
    own = _BARE_OWN.match(text, one.end)
    if own is None:
        return "", ""
    alike = [rival for rival in prints if rival.spelled == one.spelled and rival.end <= one.start]
    for key, other in reversed(stated):
        if other.end <= one.start and _holder(text, other, alike):
            return key, own["number"] if other.spelled == "cycles" else f"{own['number']} {other.unit}"
    return "", ""
