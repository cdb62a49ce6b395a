"""Where a sentence names a property or a condition, and which properties a unit leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, TypeAlias

from mgdb.science import units
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES, Property

from .vocabulary import WORDS

GENERAL: Final = 0.4
# Words that say that a percentage or an angle is of something else, or of nothing that is recorded.
_COMPARED: Final = re.compile(
    r"(?:\b(?:increas|decreas|reduc|improv|enhanc|higher|lower|larger|smaller|faster|slower|rise|drop|decay|loss)\w*\s(?:of|by)\s?)\Z"
)
# What a unit stands for where no word says anything.
_DEFAULT: Final = {"conductivity": "ionic_conductivity", "resistance": "resistance"}
# Where these dimensions are printed without a word of a property they are conditions.
CONDITION_OF: Final = {
    "temperature": "temperature",
    "specific_current": "current_density",
    "areal_current": "areal_current_density",
    "rate": "c_rate",
    "scan_rate": "scan_rate",
    "areal_capacity": "areal_capacity",
}


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that name a property: where they stand in the sentence, and how much they say (up to 1)."""

    key: str
    start: int
    end: int
    weight: float


_Row: TypeAlias = tuple[str, float, str, re.RegexFlag]
_REACH: Final = 160  # characters before a number that words for it may take


@cache
def patterns() -> tuple[list[_Row], list[_Row]]:
    """Property, weight, pattern and flags of words that stand anywhere; of those that stand right before a number."""
    anywhere: list[_Row] = []
    ahead: list[_Row] = []
    for key, entry in PROPERTIES.items():
        if entry.kind != "number":
            continue
        for words in dict.fromkeys((*WORDS.get(key, ()), re.escape(entry.label))):
            weight = GENERAL if words.startswith("~") else 1.0
            body = words.removeprefix("~")
            flags = re.NOFLAG if re.search(r"\\b[A-Z]|\[A-Z\]|_\?", body) else re.IGNORECASE
            before = r"(?<![A-Za-z])" if body[0].isalpha() or body.startswith("(?:") else ""
            into = ahead if body.endswith(r"\Z") else anywhere
            into.append((key, weight, before + body, flags))
    return anywhere, ahead


@lru_cache(maxsize=64)
def cues_in(text: str) -> tuple[Cue, ...]:
    """All words in `text` that name a property, but for those that must stand right before a number."""
    small = _in_small_letters(text)
    return tuple(
        Cue(key, match.start(), match.end(), weight)
        for key, weight, pattern, is_small in _searched()
        for match in pattern.finditer(small if is_small else text)
    )


@cache
def _searched() -> list[tuple[str, float, re.Pattern[str], bool]]:
    """The words that stand anywhere, those of any case in small letters, which takes less time to find."""
    return [
        (key, weight, re.compile(_LETTERS.sub(_small, body) if flags else body), bool(flags))
        for key, weight, body, flags in patterns()[0]
    ]


@cache
def _right_before() -> list[tuple[str, float, re.Pattern[str]]]:
    return [(key, weight, re.compile(body, flags)) for key, weight, body, flags in patterns()[1]]


_LETTERS: Final = re.compile(r"\\.|[A-Z]")  # of a pattern: a sign that is escaped, or a capital


def _small(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith("\\") else match[0].lower()


def _in_small_letters(text: str) -> str:
    """`text` in small letters, as long as it is."""
    small = text.lower()
    return (
        small if len(small) == len(text) else "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    )


def cues_before(text: str) -> list[Cue]:
    """The words of that kind at the end of `text`, which is what stands before a number."""
    return [
        Cue(key, match.start(), match.end(), weight)
        for key, weight, pattern in _right_before()
        if (match := pattern.search(text, max(0, len(text) - _REACH)))
    ]


def is_comparison(before: str) -> bool:
    """Whether a percentage behind `before` says how much more or less something is: “increased by 20 %”."""
    return bool(_COMPARED.search(before))


@lru_cache(maxsize=1024)
def properties_with(spelled: str) -> tuple[Property, ...]:
    """The properties that are given in the unit `spelled`; of a bare number none, of cycles those that count them."""
    if spelled == "cycles":
        return tuple(PROPERTIES[key] for key in ("cycles_demonstrated", "cycle_life"))
    return tuple(
        entry
        for entry in PROPERTIES.values()
        if entry.kind == "number" and spelled in entry.accepted_units and spelled != "1"
    )


def default_of(entries: tuple[Property, ...]) -> str:
    """The property that a unit stands for by itself; empty where it may be several."""
    if len(entries) == 1 and entries[0].dimension not in ("percent", "time", "temperature", "number", "length"):
        return entries[0].key
    dimensions = {entry.dimension or "" for entry in entries}
    return _DEFAULT.get(next(iter(dimensions)), "") if len(dimensions) == 1 else ""


_NO_TEST: Final = re.compile(
    r"\b(?:stirr|dri(?:ed|ing)|heat|anneal|calcin|sinter|react|reflux|sonicat|mill|autoclave|hydrothermal|solvothermal|"
    r"synthes|immers|soak|activat(?:ed|ion) (?:at|under)|vacuum|degas|aged|rest(?:ed|ing)?\b|exchang|wash)\w*",
    re.IGNORECASE,
)
_OF_TEST: Final = re.compile(
    r"\b(?:cells?|batter(?:y|ies)|cycl\w+|plating|stripping|deposition|electrodes?|anodes?|dendrites?|mA ?cm|mA ?g|"
    r"overpotential|polari[sz]ation|symmetric\w*|stab(?:le|ly|ility))",
    re.IGNORECASE,
)
_ORDINAL: Final = re.compile(
    r"\b(?:first|initial|every|each|per|another|last|next|these|at the|of the|only)\s\Z", re.IGNORECASE
)
_FEW_CYCLES: Final = 20  # up to which cycles are those of a formation, or after which something is looked at


def default_in(text: str, spelled: str, value: str, before: str) -> str:
    """What a number of cycles or hours is in a sentence about tests of cells without a word for it; empty where its
    sentence is about a synthesis, or it counts a few cycles."""
    if spelled == "cycles" and not _ORDINAL.search(before):
        number = re.search(r"[0-9][0-9,]*", value)
        return "cycles_demonstrated" if number and int(number[0].replace(",", "")) > _FEW_CYCLES else ""
    if spelled == "h" and _OF_TEST.search(text) and not _NO_TEST.search(text):
        return "test_duration"
    return ""


@lru_cache(maxsize=1024)
def condition_with(spelled: str) -> str:
    """The condition that a quantity in `spelled` is, where it is no property; empty where none or several."""
    if spelled == "cycles":
        return "cycle_number"
    if spelled == "C":  # a temperature has its °, and rates are many more
        return "c_rate"
    for dimension, key in CONDITION_OF.items():
        if spelled in CONDITIONS[key].accepted_units:
            return key
        if units.known_unit(spelled, dimension) in CONDITIONS[key].accepted_units:
            return key
    return "c_rate" if re.fullmatch(r"[0-9.]*C(?:/[0-9.]+)?", spelled) else ""
