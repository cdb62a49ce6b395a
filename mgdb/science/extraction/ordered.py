"""What “respectively” says: the values of a list are of the properties of a list before it, in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from .cues import Cue, properties_with
from .groups import Print

_RESPECTIVELY: Final = re.compile(r"\brespectively\b")
_JOINT: Final = re.compile(r"[\s,()]*(?:and\b)?[\s,]*")
_AND: Final = re.compile(r"\s?(?:,|/|and|or|,\s?and)\s?(?:the )?")
_TO_THE_END: Final = 30  # characters between the last value and “respectively”
_GAP: Final = 45  # characters between two properties of a list

_Spot = tuple[int, int, dict[str, float]]


def in_order(text: str, prints: Sequence[Print], here: Sequence[Cue], found: list[list[str]]) -> list[list[str]]:
    """`found`, where “respectively”, or a list as long right before, says which of several properties a print is of.

    Worked: “a melting point, a porosity and a density of 112 °C, 21 % and 1.2 g cm⁻³, respectively”.
    """
    lists = [(_listed(text, prints, said.start()), False) for said in _RESPECTIVELY.finditer(text)]
    lists += ((_of_group(prints, at), True) for at, one in enumerate(prints) if one.members > 1 and not one.member)
    for listed, is_bare in lists:
        if len(listed) < 2:
            continue
        spots = _spots(here, prints[listed[0]].start)
        for first in reversed(range(len(spots) - len(listed) + 1)):
            chosen = spots[first : first + len(listed)]
            keys = _assigned(chosen, [prints[at] for at in listed])
            if len(set(keys)) > 1 and not (is_bare and not _side_by_side(text, chosen)):
                for at, key in zip(listed, keys, strict=True):
                    found[at] = [key, *(other for other in found[at] if other != key)]
                break
    return found


def _of_group(prints: Sequence[Print], at: int) -> list[int]:
    """The numbers of the list that begins at `at` and has one unit."""
    return [number for number in range(at, len(prints)) if prints[number].group == prints[at].group]


def _side_by_side(text: str, spots: Sequence[_Spot]) -> bool:
    """Whether nothing but “and” stands between properties, so that two numbers are of one each."""
    return all(_AND.fullmatch(text[one[1] : other[0]]) for one, other in pairwise(spots))


def _listed(text: str, prints: Sequence[Print], end: int) -> list[int]:
    """Which prints the list before `end` is made of."""
    listed: list[int] = []
    for at in reversed(range(len(prints))):
        one = prints[at]
        if one.end > end:
            continue
        if not listed:
            if end - one.end > _TO_THE_END or ";" in text[one.end : end]:
                break
        elif not _JOINT.fullmatch(text[one.end : prints[listed[0]].start]):
            break
        listed.insert(0, at)
    return listed


def _spots(here: Sequence[Cue], end: int) -> list[_Spot]:
    """The places before `end` that name a property, each with what its words may mean."""
    spots: list[_Spot] = []
    for cue in sorted((cue for cue in here if cue.end <= end), key=lambda cue: (cue.start, -cue.end)):
        if spots and cue.start < spots[-1][1]:
            start, last, keys = spots[-1]
            keys[cue.key] = max(keys.get(cue.key, 0.0), cue.weight + (cue.end - cue.start) / 1000)
            spots[-1] = (start, max(last, cue.end), keys)
        else:
            spots.append((cue.start, cue.end, {cue.key: cue.weight + (cue.end - cue.start) / 1000}))
    return spots


def _assigned(spots: Sequence[_Spot], prints: Sequence[Print]) -> list[str]:
    """The property of each print by the place of its number in the list; none where one does not fit its unit."""
    keys: list[str] = []
    for number, ((start, _, named), one) in enumerate(zip(spots, prints, strict=True)):
        if number and start - spots[number - 1][1] > _GAP:
            return []
        fitting = {entry.key for entry in properties_with(one.spelled)} & named.keys()
        if not fitting:
            return []
        keys.append(max(fitting, key=lambda key: named[key]))
    return keys
