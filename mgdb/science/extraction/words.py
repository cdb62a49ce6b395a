"""Numbers that are no quantities with a unit: how many neighbours an atom has, how much water a formula holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mgdb.science.elements import ELEMENTS
from mgdb.science.quantity import QuantityError, parse, proportion

from .model import Reading

_COUNTED: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS: Final = {word: number for number, word in enumerate(_COUNTED, 1)}
_COORDINATED: Final = re.compile(
    rf"\b(?P<word>{'|'.join(_NUMBERS)}|[1-9]|1[0-2])(?:-?fold)?[- ]"
    r"(?:coordinat(?:ion|ed|e)\b|(?:nearest )?neighbou?rs?\b)",
    re.IGNORECASE,
)
_BONDED: Final = re.compile(
    rf"\bone [A-Z][a-z]? bond(?:ing|ed|s) (?:with|to) (?P<word>{'|'.join(_NUMBERS)}) [A-Z][a-z]?\b", re.IGNORECASE
)
_NUMBERED: Final = re.compile(
    rf"coordination numbers?(?:\s\S{{1,12}}){{0,4}}?\s(?P<word>{'|'.join(_COUNTED)})\b", re.IGNORECASE
)
_SHORTLY: Final = re.compile(r"coordination \((?P<word>[1-9]|1[0-2])\)")
_STEPS: Final = re.compile(r"(?:(?<=\s)|(?<=\())[0-9](?:\s?→\s?[0-9]){1,4}(?=[\s),.])")
_POLYHEDRON: Final = re.compile(
    r"\[?(?P<centre>[A-Z][a-z]?)(?P<ligand>O|S|Se|F|Cl|N|H)(?P<count>[2-9]|1[0-2])\]?\s"
    r"(?:octahedr|tetrahedr|(?:square[ -])?pyramid|polyhedr|bipyramid|prism)\w*"
)
_SHAPES: Final = {"tetrahedral": 4, "octahedral": 6}
_SHAPED: Final = re.compile(r"\b(?P<shape>tetrahedral|octahedral)ly (?:coordinated|surrounded|bonded)", re.IGNORECASE)
_SURROUNDED: Final = re.compile(
    rf"\b(?:coordinated|surrounded|bonded)\b(?:\s\S+){{0,4}}?\s(?:by|to|with)\s(?P<word>{'|'.join(_NUMBERS)})\b",
    re.IGNORECASE,
)
# single-toothed ligands around the atom of an ion: [Mg(H2O)6]²⁺
_SOLVATED: Final = re.compile(
    r"(?P<centre>[A-Z][a-z]?)(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]*⁺)?\s?\((?:H2O|NH3|THF|CH3CN|MeOH|CH3OH|DMSO|DMF|py)\)\s?"
    r"(?P<count>[2-9]|1[0-2])\s?\]?\s?(?=[⁰¹²³⁴⁵⁶⁷⁸⁹]*[⁺⁻]|[2-4]?\+)"
)
_BOUND_WATER: Final = re.compile(r"\(H2O\)(?P<count>[0-9]+)[^\s·∙⋅•]*\s?\Z")
_WATER: Final = re.compile(r"(?<=[A-Za-z0-9)])\s?[·∙⋅•]\s?(?P<count>[0-9]+(?:\.[0-9]+)?)?\s?H2O")
_AROUND: Final = re.compile(
    r"\b(?:coordinated|surrounded|bonded)\b(?:\s\S+){0,3}?\s(?:by|to|with)\s(?:about\s|~|≈)?(?P<count>[0-9]{1,2}(?:\.[0-9]+)?)\s"
    r"(?:[A-Za-z0-9]+\s){0,2}(?:atoms?|molecules?|ligands?|ions?|anions?|oxygens?|waters?|solvents?)\b",
    re.IGNORECASE,
)
_WATERS: Final = re.compile(
    r"(?<![0-9])(?P<count>[0-9]++(?:\.[0-9]++)?)\s(?:(?:crystal |structural |lattice )?water(?: molecules?)?|"
    r"H2O(?: molecules?)?|molecules? of water|mol(?:es?)? of (?:water|H2O))\s(?:per|/)\s"
)
_UPTAKE: Final = re.compile(
    r"(?<![0-9])(?P<count>[0-9]++(?:\.[0-9]++)?)\s(?:mol(?:es?)?\s(?:of\s)?)?(?P<ion>[A-Z][a-z]?)(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]*⁺|[0-9]?\+)?"
    r"(?:[\s-](?:cat)?ions?|\satoms?)?\s(?:per|/)\s(?:(?:formula|f\.\s?u\.)|[A-Z][A-Za-z()]*[0-9][A-Za-z0-9()]*)"
)
_RATIO: Final = re.compile(
    r"\b(?:mass|weight) ratios?\b[^;.:]{0,60}?(?P<behind>[0-9]+(?:\.[0-9]+)?\s?:\s?[0-9]+(?:\.[0-9]+)?)(?![\s0-9.]*:)|"
    r"(?<![0-9.:])(?P<ahead>[0-9]+(?:\.[0-9]+)?\s?:\s?[0-9]+(?:\.[0-9]+)?)\s(?:\(?(?:by )?(?:mass|weight)\b|\(?w/w\b)"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A count in words: where, as printed, of which property, what it says."""

    start: int
    end: int
    printed: str
    key: str
    readings: tuple[Reading, ...]


def counted_in(text: str) -> Iterator[Counted]:
    """The counts of a sentence.

    Worked: “six-coordination” → 6; “[VO5] square pyramids” → 5; “V2O5·1.6H2O” → crystal water 1.6.
    """
    for pattern in (_COORDINATED, _BONDED, _NUMBERED, _SHORTLY, _SURROUNDED):
        for match in pattern.finditer(text):
            word = match["word"]
            yield _counted(
                match.start(), match.end(), match[0], "coordination_number", str(_NUMBERS.get(word.lower(), word))
            )
    for match in _POLYHEDRON.finditer(text):
        yield _counted(match.start(), match.end(), match[0].split()[0], "coordination_number", match["count"])
    for pattern, key in ((_AROUND, "coordination_number"), (_WATERS, "crystal_water")):
        for match in pattern.finditer(text):
            yield _counted(*match.span("count"), match["count"], key, match["count"])
    for match in _SOLVATED.finditer(text):
        if match["centre"] in ELEMENTS:
            yield _counted(*match.span(), match[0].strip(), "coordination_number", match["count"])
    for match in _SHAPED.finditer(text):
        yield _counted(
            match.start(), match.end(), match[0], "coordination_number", str(_SHAPES[match["shape"].lower()])
        )
    for match in _STEPS.finditer(text):
        numbers = re.findall("[0-9]", match[0])
        yield _counted(match.start(), match.end(), match[0], "coordination_number", *dict.fromkeys(numbers))
    for match in _UPTAKE.finditer(text):
        if match["ion"] in ELEMENTS:
            start, end = match.span("count")
            yield _counted(start, end, match["count"], "ion_uptake", match["count"])
    for match in _RATIO.finditer(text):
        group = "behind" if match["behind"] else "ahead"
        try:
            number, divisor = proportion(match[group])
        except QuantityError:  # 4:0
            continue
        reading = Reading(parse(number).scale(1 / divisor), "1")
        yield Counted(*match.span(group), match[group], "mass_ratio", (reading,))
    for match in _WATER.finditer(text):
        count = match["count"] or "1"
        bound = _BOUND_WATER.search(text, 0, match.start())  # what the ion holds counts too
        numbers = [f"{float(count) + float(bound['count']):g}"] if bound else []
        start = match.start("count") if match["count"] else match.start()
        yield _counted(start, match.end(), count, "crystal_water", *numbers, count)


def _counted(start: int, end: int, printed: str, key: str, *numbers: str) -> Counted:
    several = len(numbers) > 1
    readings = tuple(Reading(parse(number), "1", number if several else "") for number in numbers)
    return Counted(start, end, printed, key, readings)
