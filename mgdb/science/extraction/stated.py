"""The conditions of a value: those that stand in its sentence, near it, and that its property can have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from . import cues
from .holding import holding
from .others import bare_own, is_anothers, scale_of
from .prints import Print

Conditions = tuple[tuple[str, str], ...]
_ROOM: Final = re.compile(r"\b(?:room[ -]temperature|ambient temperature|RT)\b")
_REACH: Final = 200  # characters beyond which a condition is not of a value
_RIVAL: Final = 100  # characters that a value in between counts for
_BEHIND: Final = 1  # what a character counts between a value and a condition behind it, and before it
_BEFORE: Final = 2
# “50 mA g⁻¹, 220 at 100 mA g⁻¹”: nothing but a word stands between a value and its own condition
_JOINED: Final = re.compile(r"\s?\(?(?:@|at|after)?\s?(?:a (?:rate|current density) of\s)?")
# “from 200 … to 120 mAh g⁻¹ after 100 cycles”: what it became after them, and not what it was
_BECAME: Final = re.compile(
    r"(?:\bto|\binto|\bleaving|→|->)\s+"
    r"(?:(?:only|just|about|around|nearly|merely|as low as|as high as|a|an|stable)\s+)*\Z"
)
# “1C = 240 mA g⁻¹” tells what a rate is, and no current of a value
_DEFINES: Final = re.compile(
    r"\b1(?:\.0)?\s?C\s?(?:=|≈|≡|:|(?:rate\s)?(?:corresponds? to|corresponding to|equals?|is|was|being|refers to|"
    r"(?:is |was )?(?:defined|set|taken) (?:as|to be|to|at)))\s?\Z"
)
_IS_DEFINED: Final = re.compile(
    r"\s?(?:=|≈|≡|(?:rate )?(?:corresponds? to|corresponding to|equals?|is defined|was defined))"
)
_PAIR: Final = re.compile(r"from\s(?P<first>[^\s]+)\sto\s(?P<last>[^\s]+)(?P<unit>\s.*|)", re.IGNORECASE)
_UNCYCLED: Final = re.compile(r"\b(?:fresh|uncycled|before (?:the )?cycling|as-assembled|initial|initially|first)\b")
_OVER_TEMPERATURES: Final = frozenset(("activation_energy", "migration_barrier"))


def conditions_of(text: str, one: Print, prints: Sequence[Print], found: Sequence[list[str]]) -> Conditions:
    """The conditions of the value `one` in its sentence: those behind it, before the next value; else those before it.

    found: of what properties each of `prints` may be, the likeliest first; a print of none may be a condition.
    """
    property_key = found[prints.index(one)][0]
    stated: dict[str, tuple[float, str]] = {}
    all_stated: list[tuple[str, Print]] = []
    listed = {other.group: other.members for other in prints}
    for other, keys in zip(prints, found, strict=True):
        key = "" if keys and other.spelled != "cycles" else cues.condition_with(other.spelled)
        if (
            other is one
            or key == ""
            or (other.members > 1 and other.members == listed.get(one.group) and other.member != one.member)
        ):
            continue
        if other.members > 1 and other.members != one.members:
            continue
        if key == "cycle_number" and one.spelled == "cycles":
            continue
        all_stated.append((key, other))
        if is_anothers(text, key, other, one, prints):
            continue
        behind = other.start >= one.end
        between = text[one.end : other.start] if behind else text[other.end : one.start]
        rivals = sum(
            1
            for rival, is_value in zip(prints, found, strict=True)
            if is_value
            and rival.group != one.group
            and rival.spelled != "cycles"
            and (one.end <= rival.start < other.start if behind else other.end <= rival.start < one.start)
        )
        if (
            key == "temperature"
            and property_key in _OVER_TEMPERATURES
            and any(keys and rival.group != one.group for rival, keys in zip(prints, found, strict=True))
        ):
            continue  # the other value's: these two hold over many temperatures
        cost: float = len(between) * (_BEHIND if behind else _BEFORE) + _RIVAL * rivals
        if behind and _JOINED.fullmatch(between):
            cost = 0.0
        if cost >= _REACH or _defines(text, other):
            continue
        if key == "cycle_number" and _came_later(text, one, other, prints):
            continue
        if key not in stated or cost < stated[key][0]:
            unit = "" if other.spelled == "cycles" else f" {other.unit}"
            stated[key] = cost, f"{other.value}{unit}"
    own, printed = bare_own(text, one, all_stated, prints)
    if own:
        stated[own] = 0.0, printed
    if scale := scale_of(text, one):
        stated["potential_scale"] = 0.0, scale
    if "temperature" not in stated and (room := _ROOM.search(text)):
        stated["temperature"] = 0.0, room[0]
    return holding(((key, printed) for key, (_, printed) in stated.items()), property_key)


def of_end(conditions: Conditions, end: int, count: int) -> Conditions:
    """The conditions of one end of a change, the one numbered `end` of `count`.

    Worked: of “from 200 to 120 mAh g⁻¹ when the current rises from 0.1 to 1 A g⁻¹” the first has 0.1 A g⁻¹, the last
    1 A g⁻¹; of “after 100 cycles” the last alone, for the first had not been cycled.
    """
    if count < 2:
        return conditions
    found = []
    for key, printed in conditions:
        pair = _PAIR.fullmatch(printed)
        if pair:
            found.append((key, f"{pair['last' if end == count - 1 else 'first']}{pair['unit']}"))
        elif key != "cycle_number" or end == count - 1:
            found.append((key, printed))
    return tuple(found)


def _came_later(text: str, one: Print, other: Print, prints: Sequence[Print]) -> bool:
    """Whether the cycles `other` are those after which `one` had become another value of its unit."""
    before = text[max((rival.end for rival in prints if rival.end <= one.start), default=0) : one.start]
    is_between = any(one.end <= rival.start < other.start and rival.spelled == one.spelled for rival in prints)
    if is_between and _UNCYCLED.search(before):
        return True
    return any(
        one.end <= rival.start < other.start
        and rival.spelled == one.spelled
        and ";" not in text[one.end : rival.start]
        and bool(_BECAME.search(text[one.end : rival.start] + _lead(rival)))
        for rival in prints
    )


def _lead(rival: Print) -> str:
    """The words before the number of a print that belong to it: “about 120”."""
    match = re.match(r"[^0-9~≈<>−–-]*", rival.value)
    return f"{match[0]}" if match else ""


def _defines(text: str, other: Print) -> bool:
    """Whether a print is what a rate of 1C stands for, or that rate where it is said."""
    before = text[max(0, other.start - 50) : other.start]
    return bool(_DEFINES.search(before)) or (
        other.spelled == "C" and other.value == "1" and bool(_IS_DEFINED.match(text, other.end))
    )
