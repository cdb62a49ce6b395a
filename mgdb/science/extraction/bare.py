"""Numbers without a unit: what they are of, by the words before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from mgdb.science.properties import PROPERTIES

from .cues import Cue, patterns


def without_unit(before: str, behind: str, here: Sequence[Cue] = ()) -> Iterator[str]:
    """The properties that a bare number may be of, by the words before it; `behind` begins with the number.

    here: more words that name a property, such as what the document abbreviates.
    """
    if _NUMBERED.search(before):
        return
    near = [key for key, pattern in _BARE.items() if pattern.search(before)]
    yield from near or _said(before, behind, here)
    if _SHARE.match(behind) and not _OTHER.search(before):
        nearest = [
            (match.start(), -match.end(), key) for key, pattern in _shares() if (match := pattern.search(before))
        ]
        yield from [key for _, _, key in sorted(nearest, reverse=True)][:1]


# a number that tells one of several: “peak 2”
_NUMBERED: Final = re.compile(
    r"\b(?:peaks?|steps?|stages?|regions?|sites?|samples?|cells?|electrodes?|phases?|types?|shells?|layers?)\s\Z",
    re.IGNORECASE,
)
# A share without a unit, 0.95 or 1.0, with no word behind it that may be a unit; what is put for a letter or stands
# behind “at” is a condition.
_SHARE: Final = re.compile(
    r"(?:0?\.[0-9]+|1\.0+)(?:\s?±\s?[0-9.]+)?(?:\Z|\s?[;,.)\]](?![0-9])|\s(?:and|or|at|after|for|in|with|to|when|while|which|"
    r"over|under|by|than|was|is|were|are|even|compared|respectively|\()(?![A-Za-z]))"
)
_OTHER: Final = re.compile(r"\b(?:at|after|under|within|per|by|[xyzδn]\s?=)\s?\Z", re.IGNORECASE)
_SHARES: Final = ("percent", "ratio", "atomic_percent", "volume_percent", "share")


@cache
def _shares() -> list[tuple[str, re.Pattern[str]]]:
    """The words of each property that is a share, with up to six more before the number."""
    return [
        (key, re.compile(rf"(?:{body}),?(?:\s[^\s;]{{1,14}}){{0,6}}?[\s=(]*\Z", flags))
        for key, weight, body, flags in patterns()[0]
        if weight == 1.0 and key not in _BARE and PROPERTIES[key].dimension in _SHARES and ".{" not in body
    ]


_BARE: Final = {
    "electronic_share": re.compile(
        r"electronic trans(?:ference|port) numbers?(?:\s\S{1,12}){0,6}?[\s=(]*\Z", re.IGNORECASE
    ),
    "dielectric_constant": re.compile(
        r"(?:dielectric constants?|permittivit(?:y|ies))(?:\s\S{1,12}){0,6}?\s?\(?\Z|\bε_?r?\s?(?:=|is|of)\s?\Z",
        re.IGNORECASE,
    ),
    "transference_number": re.compile(
        r"(?:(?<!electronic )(?i:trans(?:ference|port|fer) numbers?)|\bt\s?_?(?:[A-Z][a-z]?)?\s?[²2]?\s?[⁺+]\)?),?"
        r"(?:\s[^\s;]{1,14}){0,8}?[\s=(]*\Z"
    ),
    "warburg_coefficient": re.compile(r"Warburg.{0,120}σ_?w?\s?=\s?\Z", re.IGNORECASE),
    "b_value": re.compile(r"\bb[- ]?(?:values?)?(?:\s\S{1,12}){0,6}?[\s=(]*\Z"),
    "coordination_number": re.compile(r"coordination numbers?(?:\s\S{1,12}){0,8}?[\s=(]*\Z", re.IGNORECASE),
}


def _said(before: str, behind: str, here: Sequence[Cue]) -> Iterator[str]:
    """The property of a bare number that a verb or a sign joins to words farther off, where it may have such a number.

    Worked: “The coordination number of Mg at a distance of 3.5 Å drops from ” 3.0 → coordination number.
    """
    number = re.match(r"[-−–]?[0-9]+(?:\.[0-9]+)?", behind)
    if number is None or not _LED.search(before) or _ALREADY.match(behind, number.end()):
        return
    heads = [(match.end(), key) for key, pattern in _HEADS.items() for match in pattern.finditer(before)]
    heads += [(cue.end, cue.key) for cue in here if cue.key in _HEADS and cue.end <= len(before)]
    if not heads:
        return
    end, key = max(heads)
    low, high = _USUAL[key]
    between = before[end:]
    if len(between) <= _FARTHEST and not _PARTED.search(between) and low <= float(number[0].lstrip("-−–")) <= high:
        yield key


_FARTHEST: Final = 130  # characters between the words and the number
_LED: Final = re.compile(
    r"(?:\b(?:is|was|are|were|be|being|of|(?<!close )(?<!closer )to|from|as|about|around|reach(?:e[sd]|ing)?|only|"
    r"nearly|approximately|between|than|by|and|or|equals?|averag(?:e|es|ing)|shows?|gives?|gave|attains?)|[=:(,≈~∼<>])\s?\Z"
)
_PARTED: Final = re.compile(r"[;]|\.\s[A-Z]")
# a number that something else is counted by
_ALREADY: Final = re.compile(
    r"\s?(?:[-–−]\s?(?:fold|[a-z])|times\b|(?:different|other|more|cells?|samples?|ions?|atoms?|molecules?|layers?|steps?|"
    r"electrodes?|cycles?|runs?|sites?|peaks?|phases?|M\b|mol)\b)|[A-Za-z]"
)
# the numbers that each of them usually has
_USUAL: Final = {
    "electronic_share": (0.0, 1.0),
    "transference_number": (0.0, 1.0),
    "b_value": (0.3, 1.3),
    "coordination_number": (0.5, 16.0),
    "dielectric_constant": (1.0, 300.0),
}
_HEADS: Final = {
    "electronic_share": re.compile(r"electronic trans(?:ference|port) numbers?", re.IGNORECASE),
    "dielectric_constant": re.compile(r"dielectric constants?|permittivit(?:y|ies)", re.IGNORECASE),
    "transference_number": re.compile(
        r"(?<!electronic )trans(?:ference|port|fer) numbers?|\bt\s?_?(?:Mg|Li|Na|Zn)?\s?[²2]?\s?[⁺+](?!\w)",
        re.IGNORECASE,
    ),
    "b_value": re.compile(
        r"\bb[- ]?values?|\(b\)|\b(?:fitted|calculated|exponents?|slopes?) b\b|\bb\b(?=\s(?:is|was|were|are)\s)"
    ),
    "coordination_number": re.compile(r"(?<!of )coordination numbers?", re.IGNORECASE),
}
