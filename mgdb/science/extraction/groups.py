"""Prints that belong together: numbers of one list, both ends of a range whose unit is printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

# and the signs of a range between two numbers that each have the unit: “0.5 eV–0.6 eV”
_RANGE: Final = re.compile(r"\s?[-–−~∼]\s?")
_BRACKETED: Final = (
    r"(?<![0-9.A-Za-z⁻−–-])(?<![⁻−–-]\s)"
    r"(?P<number>[0-9]+(?:\.[0-9]+)?(?:\s?[×x]\s?10(?:\s?[-−–]\s?[0-9]{1,2}|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?)"
    r"\s?\([^()]{1,40}\)(?:,\s(?:and\s)?|\sand\s)"
)
_ITEM: Final = re.compile(_BRACKETED)
_CHAIN: Final = re.compile(rf"(?:{_BRACKETED.replace('?P<number>', '')})+\Z")
# powers whose superscripts are lost, in a list: “10−13, 10−14 and 10−12 cm2 s−1”
_POWER: Final = (
    r"(?<![0-9.A-Za-z⁻−–×-])(?<![×xX·⋅]\s)(?:[0-9]+(?:\.[0-9]+)?\s?[×x]\s?)?10\s?[-−–]\s?[0-9]{1,2}(?![0-9.])"
)
_POWERS: Final = re.compile(rf"(?:{_POWER},?\s(?:and\s)?)+\Z")
# the numbers of a list whose power of ten is printed once, behind the last: “1.2, 3.4 and 7.8 × 10⁻⁵ S cm⁻¹”
_PLAIN: Final = r"(?<![0-9.A-Za-z⁻−–×-])(?<![×xX·⋅⁻−–-]\s)[0-9]+(?:\.[0-9]+)?"
_PLAINS: Final = re.compile(
    r"(?:\b(?:of|are|were|is|was|be|to|ha[sd]|have|reach\w*|show\w*|exhibit\w*|gave|gives?)\s|[(:~≈]\s?)"
    rf"(?P<list>(?:{_PLAIN},\s){{0,8}}{_PLAIN},?\s(?:and|or)\s)\Z"
)
_TIMES: Final = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<power>\s?[×x]\s?10.*)")
# “300 mAh g⁻¹ at 0.1C, 220 at 1C and 130 at 5C”: numbers whose unit is printed once, before them
_WHERE: Final = (
    r"\s?(?:@|\bat)\s?(?:C/[0-9]+|[0-9]+(?:\.[0-9]+)?\s?(?:C\b|[mμ]?A\s?(?:g|cm)[^\s,]*|mV\s?s[^\s,]*|°C|K\b)"
    r"(?:\s?[-−–]\s?[12])?)"
)
_NEAR: Final = 60  # prints that the numbers before one may be part of
_FIRST_WHERE: Final = re.compile(_WHERE)
_ONWARD: Final = re.compile(rf"(?:,\s(?:and\s)?|\sand\s)(?P<number>[0-9]+(?:\.[0-9]+)?){_WHERE}")
# or words between them: “range from 0.51 eV to 0.92 eV”, “between 2 nm and 5 nm”
_TO: Final = re.compile(r"\s?to\s|\s?and\s")
_IS_RANGE: Final = re.compile(r"[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]\s?(?:[-–−~∼]|to)\s?[0-9]")
_NUMBER: Final = re.compile(r"[-−–]?\s?[0-9]")
_BETWEEN: Final = re.compile(r"between\s", re.IGNORECASE)
_FROM: Final = re.compile(r"from\s", re.IGNORECASE)
_WIDTH: Final = re.compile(
    r"\b(?:rang\w*|var(?:y|ie[sd]|ying)|window|between|spann?\w*|widths?|interval|region)\b[^;()]{0,60}\Z"
)
_CHANGES: Final = re.compile(
    r"\b(?:increas|decreas|ris(?:e|ing)|rose|f(?:all|ell)|drop|grow|grew|rais|lower|reduc|chang|shift|expan|shr[iau]nk|declin|"
    r"improv|enhanc)\w*[^;()]{0,70}\Z",
    re.IGNORECASE,
)
_JOINT: Final = re.compile(r"\s?(?:,|and|or|,\s?and)\s?")


@dataclass(frozen=True, slots=True)
class Print:
    """A quantity as printed: characters start to end of its sentence, of which the value ends at `middle`.

    words: the number as printed, where it is in words. power: of ten, where it is printed behind another number of the
    list that shares it. members: how many numbers of one list share its unit, and which
    of them this is (from 0).
    """

    start: int
    middle: int
    end: int
    value: str
    unit: str
    spelled: str = ""
    group: int = -1
    member: int = 0
    members: int = 1
    words: str = ""
    power: str = ""


def grouped(text: str, found: list[Print]) -> list[Print]:
    """`found` with the numbers that share a unit and a condition each, ranges as one, and lists as groups."""
    return _in_groups(text, list(_ranges(text, sorted(_series(text, found), key=lambda one: one.start))))


def _series(text: str, found: list[Print]) -> Iterator[Print]:
    """`found`, and before each the numbers that share its unit and have a condition each.

    Worked: “195 (0.1 A g⁻¹), 160 (0.2 A g⁻¹) and 120 mAh g⁻¹” → 195, 160 and 120 mAh g⁻¹.
    """
    for number, one in enumerate(found):
        near = found[max(0, number - _NEAR) : number]
        for item in _before(text, one) if one.unit and one.members == 1 else ():
            if not any(other.start < item.end and item.start < other.end for other in near):
                yield item
        yield one
        yield from _onward(text, one)


def _onward(text: str, one: Print) -> Iterator[Print]:
    """The numbers behind `one` that share its unit and have a condition each, as it has."""
    at = _FIRST_WHERE.match(text, one.end) if len(one.unit) > 1 and one.members == 1 else None
    while at and (at := _ONWARD.match(text, at.end())):
        start, end = at.span("number")
        yield Print(start, end, end, at["number"], one.unit, one.spelled, -1)


def _before(text: str, one: Print) -> Iterator[Print]:
    """The numbers before `one` that share its unit, or its unit and power."""
    if text[max(0, one.start - 6) : one.start].rstrip().endswith((",", "and", "or", ")")):
        chain = _CHAIN.search(text, max(0, one.start - 200), one.start)
        for item in _ITEM.finditer(chain[0]) if chain else ():
            start, end = (chain.start() + place for place in item.span("number"))  # type: ignore[union-attr]
            yield Print(start, end, end, item["number"], one.unit, one.spelled, -1)
        powers = None if chain else _POWERS.search(text, max(0, one.start - 120), one.start)
        for item in re.finditer(_POWER, powers[0]) if powers else ():
            start, end = (powers.start() + place for place in item.span())  # type: ignore[union-attr]
            yield Print(start, end, end, item[0], one.unit, one.spelled, -1)
        shared = None if chain or powers else _TIMES.fullmatch(one.value)
        plains = _PLAINS.search(text, max(0, one.start - 120), one.start) if shared else None
        for item in re.finditer(_PLAIN, plains["list"]) if shared and plains else ():
            start, end = (plains.start("list") + place for place in item.span())  # type: ignore[union-attr]
            yield Print(start, end, end, item[0], one.unit, one.spelled, -1, power=shared["power"])  # type: ignore[index]


def _ranges(text: str, found: list[Print]) -> Iterator[Print]:
    """`found`, where two numbers of one unit with a dash between them are one range: “0.5 eV–0.6 eV”."""
    held: Print | None = None
    for one in found:
        if held and _spans(text, held, one):
            held = replace(one, start=held.start, value=_range(text, held, one), group=held.group)
            continue
        if held:
            yield held
        held = one
    if held:
        yield held


def _spans(text: str, one: Print, other: Print) -> bool:
    if any(_IS_RANGE.search(end.value) for end in (one, other)):
        return False
    alike = one.members == other.members == 1 and one.spelled == other.spelled != "" and bool(one.unit)
    plain = one.value[-1].isdigit() and bool(_NUMBER.match(other.value))
    between, before = text[one.end : other.start], text[max(0, one.start - 90) : one.start]
    if not (alike and plain):
        return False
    if _TO.fullmatch(between):
        if _BETWEEN.match(one.value):
            return "and" in between
        return "to" in between and bool(
            _WIDTH.search(before) or not (_FROM.match(one.value) or _CHANGES.search(before))
        )
    return bool(_RANGE.fullmatch(between))


def _range(text: str, one: Print, other: Print) -> str:
    """The value of a range of which each end has its unit."""
    joint = text[one.end : other.start].strip()
    return f"{one.value} {joint} {other.value}" if joint in ("to", "and") else f"{one.value}–{other.value}"


def _in_groups(text: str, found: list[Print]) -> list[Print]:
    """`found`, where prints of one unit with “and” between them are one group: “1 V and 2 V, respectively”."""
    groups: list[list[Print]] = []
    for one in found:
        last = groups[-1][-1] if groups else None
        same = last is not None and one.spelled == last.spelled and one.start >= last.end
        if last is not None and (one.group == last.group or (same and _JOINT.fullmatch(text[last.end : one.start]))):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [
        replace(one, group=number, member=member, members=len(group))
        for number, group in enumerate(groups)
        for member, one in enumerate(group)
    ]
