"""The quantities that a sentence prints: where, the number, the unit behind it.

A number counts as a quantity where a unit stands behind it, or words before it say what is counted. Numbers of a list
or on both sides of a slash share the unit behind the last of them; each is a print of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from mgdb.science import quantity, units
from mgdb.science.elements import ELEMENTS
from mgdb.science.quantity import QuantityError

from .apart import further_unit
from .groups import Print, grouped
from .numerals import numerals_in

__all__ = ["GROUPED", "Print", "prints_of", "unit_at"]

_QUALIFIER: Final = re.compile(
    r"(?:(?:[~∼≈≃<>≤≥＜＞≲≳±]|\b(?:ca\.?|circa|about|approximately|approx\.?|around|roughly|near(?:ly)?|almost|"
    r"close to|up to|as high as|at most|at least|not? (?:more|less|higher|lower|greater|larger|smaller|fewer) than|"
    r"not (?:above|over|below|under|exceed(?:ing)?)|(?:do(?:es)?|did) not exceed|never exceed(?:s|ed|ing)?|"
    r"(?:more|less|greater|higher|lower|larger|smaller|fewer)(?: (?:negative|positive))? than|above|over|below|under|"
    r"exceed(?:s|ing)?|in excess of|(?:on |of |in )?(?:the )?order of(?: magnitude of)?|from|between|range of))\s*)+\Z",
    re.IGNORECASE,
)
_NEGATED: Final = re.compile(r"\b(?:not|never|hardly|scarcely|barely|nor|without|cannot|n't|n’t)\s+\Z", re.IGNORECASE)
# A number begins here: after no letter, digit or point of another, but after the word that a blank has left.
_NUMBER: Final = re.compile(
    r"(?<![A-Za-z0-9.,])(?<![0-9]['’·])(?<![0-9]\.\s)(?<!\b10\s)(?!(?<=[0-9]\s)[0-9]{3},[0-9])(?<![0-9][-–−])(?<![0-9]\s[-–−])(?:[-−–]\s?)?(?:[0-9]+(?:[.,][0-9]+)*|\.[0-9]+)|"
    r"(?<=(?<![A-Z])[a-z]{4})[0-9]+(?:\.[0-9]+)?(?=\s?°)"
)
_FEW: Final = 12  # up to which a number in words counts steps of a method
_FAR: Final = 500  # characters before a number that may say what it is
_WINDOW: Final = 160  # characters that a print and its unit may take
_UNIT: Final = re.compile(
    r"(?P<lead>\s?[-–−]\s|[\s-]?)(?:[A-Za-zµμΩÅ°℃%‰/|][A-Za-zµμΩÅ°℃θ%‰/.·⋅∙•()⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ᐟ^0-9\-−–—+| ]{0,44})"
)
_ENDS: Final = re.compile(r"(?<=[A-Za-zµμΩÅ°℃θ%‰⁰¹²³⁴⁵⁶⁷⁸⁹⁻)0-9.|])(?![A-Za-zµμΩÅθ0-9⁰¹²³⁴⁵⁶⁷⁸⁹%])")
# “500 charge and discharge cycles”, “the 500th cycle”; and, with the number behind, “cycle 500”
_CYCLES: Final = re.compile(
    r"(?:st|nd|rd|th)?[\s-]?(?:(?:(?:dis)?charg(?:e|ing)|plat(?:e|ing)|strip(?:ping)?|insertion|extraction|galvanostatic|"
    r"electrochemical|consecutive|continuous|successive|repeated|repetitive|stable|reversible|deep|full|long|whole|test|"
    r"CV|and)[\s/–-]){0,5}cycles?\b",
    re.IGNORECASE,
)
_CYCLE_OF: Final = re.compile(r"\bcycles?(?:\s(?:number|no\.?))?\s\Z", re.IGNORECASE)
_CHARGES: Final = re.compile(r"\b(?:charge|Bader|electrons?)\b")
# words that are units and, in running text, hardly ever stand for them
_NO_UNITS: Final = frozenset(("a.u.", "arb. u.", "arb. units", "counts", "m", "t", "g", "В", "с", "h-1"))
_UNSIGNED: Final = re.compile(r"(?<=[A-Za-zμ0-9²³]\s)(?P<unit>k?g|cm|m|L|s)\s?(?P<power>[123])(?![0-9.])")
# “for 5000 times” counts cycles, “six times higher” compares
_COUNTED: Final = re.compile(r"\b(?:for|after|cycled?|over|than|least|up to|tested|repeated)\s+\S*\Z")
_COMPARED: Final = re.compile(r"\s*(?:[a-z]+er\b|more|less|that|as|the|of|in|stronger|compared)")
_HEATING: Final = re.compile(r"\s?(?:(?:/|per\s)\s?(?:min|h|s)\b|[·.]?\s?(?:min|h|s)\s?(?:\^?\{?[-−–⁻]|−))")
_LEVEL: Final = re.compile(r"\b(?P<element>[A-Z][a-z]?)\s?\Z")
_OF_NEXT: Final = re.compile(r"(?<![-−–^⁻]1)/\s?[0-9.]+\Z")  # “1 mA cm⁻²/1 mAh cm⁻²”: of the next number, but of C/10
# a number that begins with its bracket: “(2.2 ± 0.1) × 10⁻⁵”, “(4–6) × 10⁻¹²”
_IN_BRACKETS: Final = re.compile(r"\((?:[^()]{1,30}\)\s?[×xX*·∙⋅]\s?10|[0-9.\s]+±[0-9.\s]+\))")
_CITED: Final = re.compile(r"[0-9]+[a-z]?(?:\s?[,–-]\s?[0-9]+[a-z]?)*\s?\]")
_BRACKET: Final = re.compile(r"\s*\([^()]{1,30}\)\s*")
_SHARED: Final = re.compile(
    r"(?:(?:from|between)\s)?[0-9]+(?:\.[0-9]+)?\s?(?:to|and|[-–−~])\s?[0-9]+(?:\.[0-9]+)?\s?[×xX]\s?10(?:[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^[-−–]?[0-9]+)"
)
_POWER: Final = r"(?:[0-9]+(?:\.[0-9]+)?\s?[×x]\s?)?10\s?[-−–]\s?[0-9]{1,2}(?![0-9.])"
# a range whose powers have lost their superscripts: “from 10−6 to 10−4”, “10-4–10-3”; read as one, and asked about
_LOST: Final = re.compile(
    rf"(?:(?:in the range (?:of|from)|from|between)\s)?{_POWER}(?:\s?[-–−~]\s?|\sto\s){_POWER}|"
    rf"between\s{_POWER}\sand\s{_POWER}"
)
# “035 eV” has lost its point; asked about
_LOST_POINT: Final = re.compile(r"0[0-9]{1,4}(?=\s?[A-Za-z%°])")
# “1 300 h”: thousands, or two numbers; read as the first, and asked about
GROUPED: Final = re.compile(r"[0-9]{1,3}(?:[ \u2009\u202f][0-9]{3})+(?![0-9.,])")
_TWO_RANGES: Final = re.compile(r"\s(?:to|and)\s")
_UNSTATED: Final = re.compile(r"(?:\bto|\band|,)\s\Z")  # where a number shares the unit of the one before
_JOINED: Final = re.compile(r"\band\b|\bor\b|&")
_PARTS: Final = re.compile(r"\s*(?:,\s*(?:and|or)\b|,|\band\b|\bor\b|&)\s*")
# what a number is set against that has the unit of both: “32 vs 21 Å”
_AGAINST: Final = re.compile(
    r"\s?(?:vs\.?|versus|compared (?:to|with)|as against|rather than|instead of)\s(?=[~≈<>≤≥]?\s?[0-9])"
)
_SLASH: Final = re.compile(r"\s?/\s?(?=[~≈<>]?\s?[0-9])")
# the sides of a pore or a crystal: “4.0 × 5.0 Å”, which are two lengths; a power of ten is none
_SIDES: Final = re.compile(r"(?P<first>[0-9]+(?:\.[0-9]+)?)\s?[×x]\s?(?=(?!10\s?[⁻⁺^])[0-9])")
# what is numbered and no quantity: figures, tables, references, samples, dates, space groups, planes
_LABEL: Final = re.compile(
    r"(?:\b(?:Figs?|Figures?|Tables?|Eqs?|Equations?|Refs?|References?|Sections?|Sect|Schemes?|Charts?|No|Nos|JCPDS|PDF|"
    r"ICSD|CCDC|Step|Steps|Type|Group|Phase|Vol|pp?|Chapter|Sample|Samples|Entry|DOI|doi|ISBN|Copyright|"
    r"©)\.?|\[|\bS)\s*[-–(]?\s*\Z"
)
_LENGTHS: Final = units.dimension_of("length").accepted
_DATED: Final = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Yy]ear)\s\Z")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}(?=s?[,.;:)]|\s(?!°|[A-Za-zμΩ%]{1,3}\b|cycles?\b|hours\b|days\b)|s\b)")
_DOUBLED: Final = re.compile(r"\s*\(\s*[A-Za-z][^()]{0,40}\)\s*")


def prints_of(text: str, is_counted: Callable[[str], object] = lambda before: False) -> list[Print]:
    """The prints of a sentence, in order: numbers with a unit, and those of which the words before say what they count.

    Worked: "161 and 43.1 mAh g⁻¹ at 1 and 2 A g⁻¹" → four prints, two and two of a group.
    """
    found: list[Print] = []
    waiting: Print | None = None
    at = 0
    while match := _NUMBER.search(text, at):
        at = match.end()
        start = match.start()
        label = _LABEL.search(text, max(0, start - 20), start)
        if label and (not label[0].startswith("[") or _CITED.match(text, start)):
            continue
        behind_print = bool(found) and found[-1].end == start - 1  # “2000 h/1 mA cm⁻²”
        if not behind_print and _in_word(text, start, match.end()):
            continue
        if _YEAR.match(text, start) and _DATED.search(text, max(0, start - 12), start):
            continue
        read = _read(text, start) or _unstated(text, start, found)
        side = _SIDES.match(text, start) if read is None else None
        if side and (other := _read(text, side.end())) and units.known_unit(other[2], "length") in _LENGTHS:
            read = (side["first"], other[1], other[2], side.end("first"), side.end("first"), start)
        if read is None and is_counted(_before(text, start)):
            read = _bare(text, start)
        if read is None and _CYCLE_OF.search(text, max(0, start - 20), start) and (read := _bare(text, start)):
            read = (*read[:2], "cycles", *read[3:])
        if read is None:
            if waiting := _waiting(text, start):
                at = waiting.end
            continue
        value, unit, spelled, middle, end, start = read
        if waiting and 0 < start - waiting.end <= 5 and _TWO_RANGES.fullmatch(text[waiting.end : start]):
            found.append(replace(waiting, unit=unit, spelled=spelled, group=len(found)))
        waiting = None
        members = _members(text, start, middle, value)
        group = len(found)
        for number, (first, last) in enumerate(members):
            printed = text[first:last].strip()
            found.append(Print(first, last, end, printed, unit, spelled, group, number, len(members)))
        at = max(end, at)
    return grouped(text, _with_numerals(text, found))


def _with_numerals(text: str, found: list[Print]) -> list[Print]:
    """`found` and the numbers in words that have a unit behind them; of cycles and times those beyond a few."""
    more: list[Print] = []
    for start, end, number in numerals_in(text):
        if any(one.start < end and start < one.end for one in found):
            continue
        if cycles := _CYCLES.match(text, end):
            read = (cycles[0].split()[-1].lstrip("-"), "cycles", cycles.end() - end)
        elif (at := unit_at(text[end : end + _WINDOW])) and not _counts(text, start, end, *at):
            continue
        elif (at and len(at[0]) > 1) or text[end + 1 : end + 2] == "%":
            read = at or ("%", "%", 2)
        else:
            continue
        unit, spelled, length = read
        if number > _FEW or spelled not in ("cycles", "h", "min", "s", "d"):
            words = text[start:end]
            more.append(
                Print(start, end, end + length, str(number), unit, spelled, len(found) + len(more), words=words)
            )
    return sorted([*found, *more], key=lambda one: one.start) if more else found


def _before(text: str, end: int) -> str:
    """What stands before a place, as far as it may say what a number is: each of them looks no farther back."""
    return text[max(0, end - _FAR) : end]


def _in_word(text: str, start: int, end: int) -> bool:
    """Whether the number is part of a name: V2O5, L-V2O5, S1, MIL-101, 3D, 18-crown-6."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if re.search(r"[A-Za-z)\]][-–−]\Z", before) and not re.match(r"[-−–]\s?[0-9]", text[start:]):
        return True
    if re.match(r"[+⁺⁻](?!\s?[0-9⁰¹²³⁴⁵⁶⁷⁸⁹])|[-−–](?![\s0-9A-Za-zµμΩÅ%°.])", text[end : end + 3]):
        return True  # the charge of an ion, which has come down to the line: tMg 2+
    return bool(re.match(r"D\b|-?(?:crown|fold)\b|[A-Z][a-z]?[0-9(]", after)) or (
        text[start - 1 : start] in ("_", "/", "@") and not re.match(r"\s?[%°]", after)
    )


def _read(text: str, start: int) -> tuple[str, str, str, int, int, int] | None:
    """The print at `start`: value, unit as printed and as we spell it, where both end, where its qualifier begins."""
    if text[start - 1 : start] == "(" and _IN_BRACKETS.match(text, start - 1):
        start -= 1
    qualified = _QUALIFIER.search(text, max(0, start - 48), start)
    if qualified and _NEGATED.search(text, max(0, qualified.start() - 12), qualified.start()):
        return None  # “hardly above 120”: the opposite of what the rest says
    for begin in dict.fromkeys((qualified.start() if qualified else start, start)):
        window = text[begin : begin + _WINDOW]
        lead = window[: start - begin]
        if grouped := GROUPED.match(window, start - begin):
            value, rest = lead + grouped[0], window[grouped.end() :]
        elif shared := _LOST.match(window) or _SHARED.match(window):  # “0.07 to 0.63 × 10⁻¹¹”: of both or of one
            value, rest = shared[0], window[shared.end() :]
        else:
            try:
                value, rest = quantity.split(window)
            except QuantityError:
                if (pointless := _LOST_POINT.match(window, start - begin)) is None:
                    continue
                value, rest = lead + pointless[0], window[pointless.end() :]
        for value_text, behind in _ways(window, value, rest):
            middle = begin + len(window) - len(behind)
            if cycles := _CYCLES.match(behind):
                return value_text, cycles[0].split()[-1].lstrip("-"), "cycles", middle, middle + cycles.end(), begin
            if (found := unit_at(behind)) and _counts(text, start, middle, *found):
                printed, spelled, length = found
                if more := further_unit(behind[length:], spelled):  # “30 meV/atom”
                    whole = behind[: length + more].strip()
                    return value_text, whole, "", middle, middle + length + more, begin
                return value_text, printed if _is_whole(printed) else spelled, spelled, middle, middle + length, begin
            bracket = _BRACKET.match(behind)  # 1.3 × 10⁻⁵ (50 °C) S cm⁻¹
            if bracket and (found := unit_at(behind[bracket.end() :])) and len(found[1]) > 2:
                return value_text, found[0], found[1], middle, middle, begin
    return None


def _counts(text: str, start: int, middle: int, printed: str, spelled: str, length: int) -> bool:
    """Whether what follows the number is its unit: not so in O 1s, in the 1990s, and in six times higher."""
    behind = text[middle + length :]
    if spelled in ("°C", "K") and _HEATING.match(behind):
        return False
    if printed == "s":
        level = _LEVEL.search(_before(text, start))
        after_blank = " " in text[middle - 1 : middle + 1]
        return (
            not (level and level["element"] in ELEMENTS)
            and not behind.startswith("→")
            and (after_blank or "." in text[start:middle])
        )
    if printed == "d":  # “for 3 d”, and no orbital
        return bool(_COUNTED.search(_before(text, middle).rstrip()))
    if printed == "e":
        return bool(_CHARGES.search(_before(text, start)))
    if printed == "times":
        return bool(_COUNTED.search(_before(text, middle).rstrip())) and not _COMPARED.match(behind)
    return True


def _bare(text: str, start: int) -> tuple[str, str, str, int, int, int] | None:
    """A number without a unit, with what qualifies it."""
    qualified = _QUALIFIER.search(text, max(0, start - 48), start)
    begin = qualified.start() if qualified else start
    try:
        value, _ = quantity.split(text[begin : begin + _WINDOW])
    except QuantityError:
        return None
    end = begin + len(value)
    return value, "", "", end, end, begin


def _waiting(text: str, start: int) -> Print | None:
    """A range whose unit stands behind another one only: “from 10⁻¹³ ~ 10⁻¹⁵ to 10⁻¹⁰ ~ 10⁻¹² cm² s⁻¹”."""
    joint = _TWO_RANGES.search(text, start, start + _WINDOW // 2)
    if joint is None:
        return None
    value = text[start : joint.start()]
    if "," in value or re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", value):  # of a list, whose numbers are one each
        return None
    try:
        quantity.parse(value)
    except QuantityError:
        return None
    return Print(start, joint.start(), joint.start(), value, "")


def _unstated(text: str, start: int, found: list[Print]) -> tuple[str, str, str, int, int, int] | None:
    """A power of ten without a unit behind a print that has one: “from 10⁻¹² S cm⁻¹ to 5 × 10⁻⁸ at 30 °C”."""
    if not found or start - found[-1].end > 8 or not _UNSTATED.search(_before(text, start)):
        return None
    try:
        value, _ = quantity.split(text[start : start + _WINDOW])
    except QuantityError:
        return None
    if not re.search("10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]", value):
        return None
    end = start + len(value)
    return value, "", found[-1].spelled, end, end, start


def _ways(window: str, value: str, rest: str) -> Iterator[tuple[str, str]]:
    """The number as far as it is read; then, where no unit stands behind the last number, with fewer of a list."""
    end = window.rindex(rest) if rest else len(window)
    yield value, window[end:]
    tail = window[len(window[:end].rstrip()) :]
    if joint := _SLASH.match(tail) or _AGAINST.match(tail):  # 522.3/514.8 eV
        try:
            more, after = quantity.split(tail[joint.end() :])
        except QuantityError:
            more, after = "", ""
        if more:
            cut = window.rindex(after) if after else len(window)
            yield window[:cut].strip(), window[cut:]
    for parted in list(_PARTS.finditer(value))[:1]:  # “in 2014, 25 mAh g⁻¹”: the first number is of something else
        first = value[: parted.start()]
        yield first, window[window.index(first) + len(first) :]


# Cited works raised behind a unit: g⁻¹¹², cm²³, °C¹; no unit is printed with a power of one or of more digits.
_WORKS: Final = re.compile(r"(?<=[A-Za-zµμΩÅ])(?:⁻[¹²³⁴]|[²³])(?=[⁰¹²³⁴⁵⁶⁷⁸⁹])|(?<=[A-Za-zµμΩÅ℃%])(?=¹)")


def unit_at(text: str) -> tuple[str, str, int] | None:
    """The unit that `text` begins with: as printed, as this database spells it, and how far it reaches."""
    run = _UNIT.match(text)
    if run is None:
        return None
    works = _WORKS.search(run[0])
    typed = run[0][: works.end()] if works else run[0]
    for end in reversed([match.start() for match in _ENDS.finditer(typed)]):
        printed = typed[:end].strip(" -–−")
        if printed.endswith(" per") or (_OF_NEXT.search(printed) and printed[0] != "C"):
            continue
        if printed and (spelled := _spelled(printed)) and (len(run["lead"]) < 2 or len(printed) > 1):
            return printed, spelled, end
    return None


@lru_cache(maxsize=8192)
def _spelled(printed: str) -> str:
    """The unit that `printed` is, its letters set apart by a fault of the text or not; empty where it is none."""
    if printed in _NO_UNITS or (printed[-1] in "./-–−(" and printed != "%"):
        return ""
    # the signs of its powers may be lost too: mAh g1, Wh kg 1
    signed = _UNSIGNED.sub(r"\g<unit>-\g<power>", printed) if _UNSIGNED.search(printed) else printed
    for typed in dict.fromkeys((printed, printed.replace(" ", ""), signed)):
        spelled = units.known_unit(typed)
        if not spelled:
            continue
        if typed != printed and not re.search("[⁻⁰¹²³0-9]", typed):
            continue  # “a t” is not a unit that a blank has torn
        return "cycles" if spelled == "1" else spelled
    return ""


def _is_whole(printed: str) -> bool:
    """Whether the letters of a unit stand together, so that it is read as it is printed."""
    return bool(units.known_unit(printed))


def _members(text: str, start: int, middle: int, value: str) -> list[tuple[int, int]]:
    """The numbers of a list, each with its place; the whole print where it is one number or a range."""
    body = text[start:middle]
    if "±" in body:
        return [(start, middle)]
    cuts = [*_PARTS.finditer(body)] if not re.match(r"(?:between)\b", body, re.IGNORECASE) else []
    is_list = any(cut[0] != "," for cut in cuts) and any(
        "," not in part for part in re.split(r"\band\b|\bor\b|&", body)
    )
    cuts = [cut for cut in cuts if cut[0] != "," or not _in_number(body, cut.start(), is_list=is_list)]
    cuts += [*_SLASH.finditer(body), *_AGAINST.finditer(body)]
    parts, at = [], 0
    for cut in sorted(cuts, key=lambda one: one.start()):
        parts.append((start + at, start + cut.start()))
        at = cut.end()
    parts.append((start + at, middle))
    kept = [(first, last) for first, last in parts if re.search("[0-9]", text[first:last])]
    return [_trimmed(text, first, last) for first, last in kept]


def _in_number(body: str, comma: int, *, is_list: bool) -> bool:
    """Whether a comma belongs to a number: it parts thousands or, the only one and without a point, decimals (1,2).

    is_list: another number is parted by a word and has no comma, so that this one has lost its blank (120,98 and 75).
    """
    typed = re.search(r"[0-9.,]*\Z", body[:comma]), re.match(r",[0-9.,]*", body[comma:])
    before, after = (part[0] if part else "" for part in typed)
    if re.match(r",[0-9]{3}(?![0-9])", after):
        return True
    return not is_list and bool(re.fullmatch(r"[0-9]+,[0-9]+[.,]?", before + after))


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    part = text[first:last]
    return first + len(part) - len(part.lstrip()), first + len(part.rstrip())
