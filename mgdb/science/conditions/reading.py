"""Printed conditions → numbers, choices, texts."""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from mgdb.science import glyphs, quantity, units
from mgdb.science.conditions.catalogue import get
from mgdb.science.conditions.model import Condition
from mgdb.science.expectations import settle
from mgdb.science.quantity import Quantity
from mgdb.science.quantity.reading import LONGEST
from mgdb.science.quoting import quoted

ROOM_TEMPERATURE = 298.15
"""K; what "room temperature" is taken for, marked as assumed."""


Status = Literal["reported", "not_reported", "not_applicable"]


class ConditionError(ValueError):
    """Printed text that the condition `key` cannot be read from; the message says what to write instead."""

    def __init__(self, key: str, printed: str, reason: str) -> None:
        self.key, self.printed, self.reason = key, printed, reason
        super().__init__(f"{key} {quoted(printed, 80)}: {reason}")


class AmbiguousCondition(ConditionError):
    """Printed text with several readings: `question` asks which, `spellings` are ways to write each, with its unit."""

    def __init__(self, key: str, printed: str, error: quantity.AmbiguousQuantity, unit: str) -> None:
        self.question = error.question
        self.spellings = tuple(f"{spelling} {unit}".strip() for spelling in error.spellings)
        reason = error.reason
        for bare, whole in zip(error.spellings, self.spellings, strict=True):
            reason = reason.replace(f"“{bare}”", f"“{whole}”")
        super().__init__(key, printed, reason)


@dataclass(frozen=True, slots=True)
class ConditionValue:
    """What a printed condition says: numbers in the canonical `unit` (None where open or no number), or a text.

    text holds a choice's key, a text condition as printed, or the basis of a C-rate; assumed is True where the number
    is a convention and not printed; approximate where ≈ or its like stands before it, uncertainty the printed ± in the
    canonical unit; quantity is the number as printed, in quantity_unit.
    """

    status: Status
    printed: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    text: str = ""
    assumed: bool = False
    approximate: bool = False
    uncertainty: float | None = None
    quantity: Quantity | None = None
    quantity_unit: str = ""


_STATUSES: dict[str, Status] = {
    **dict.fromkeys(
        ("not reported", "not stated", "not given", "not specified", "not mentioned", "unreported", "unknown", "n r"),
        "not_reported",
    ),
    **dict.fromkeys(("not applicable", "n a", "inapplicable"), "not_applicable"),
}
_ROOM_WORDS = r"(?:rt|r\.\s?t\.?|room[\s-]*temp(?:erature|\.)?|ambient(?:[\s-]+(?:temp(?:erature|\.)?|conditions?))?)"
_ROOM = re.compile(rf"(?:at\s+)?(?:the\s+)?{_ROOM_WORDS}\s*(?:[(,=]\s*(?P<stated>[^()]+?)\s*\)?)?", re.IGNORECASE)
# “25 °C (RT)”: the number stands, its name behind it
_ROOM_BEHIND = re.compile(rf"(?P<stated>.*[0-9].*?)\s*[(,=]\s*{_ROOM_WORDS}\s*\)?", re.IGNORECASE)
_ROOM_TO = re.compile(
    rf"(?:from\s+)?{_ROOM_WORDS}\s*(?:to\b|[-–−~])\s*(?P<stated>[0-9.]+\s*(?:°\s?C|K))", re.IGNORECASE
)
# “298 K (25 °C)”: one temperature on both scales
_TWICE = re.compile(
    r"(?P<one>[^()]*[0-9][^()]*?)\s*[(=/]\s*(?P<other>[^()]*[0-9]\s*(?:°\s?C|K|℃))\s*\)?", re.IGNORECASE
)
_ROUNDED = 0.5  # K, by which 298 K and 25 °C may differ
_LEAD_WORDS = re.compile(
    r"(?:(?:at|of|in|under|with|by)\s+(?:the\s+|an?\s+)?)?"
    r"(?:(?:temperature|pressure|current density|thickness|density|(?:C-|scan |charge )?rate)\s+of\s+)?",
    re.IGNORECASE,
)
_CYCLE = re.compile(
    r"(?:(?:at|in|after|over|for|the)\s+)*(?:cycles?\s*(?:no\.?\s*|number\s*)?)?(?P<number>.*?[0-9])"
    r"\s*(?:st|nd|rd|th)?\s*(?:cycles?)?",
    re.IGNORECASE,
)
_ORDINALS = {"initial": "1", "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "tenth": "10"}
_RATE = re.compile(
    r"(?P<qualifier>[~≈∼<>≤≥]\s*)?"
    r"(?:(?P<share>[0-9]+)\s*/\s*(?P<of>[0-9]+(?:\.[0-9]+)?)\s*C|(?:(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*)?C"
    r"(?:\s*/\s*(?P<divisor>[0-9]+(?:\.[0-9]+)?))?)"
    r"(?:[\s-]*rates?)?\s*(?:[(,;]\s*(?P<basis>[^()]+?)\s*\)?)?"
)
_TO = re.compile(r"\s*(?:\b(?:to|and|or)\b|[-–—−~])\s*(?=[0-9.]*\s*C)")
# what documents write for a choice, beside its key and label
_SYNONYMS: dict[str, dict[str, str]] = {
    "test_step": {
        "initial": "initial cycle, first cycle, first cycles, first discharge",
        "activation": "activated, activation cycles, formation",
        "rate": "rate performance, rate capability",
        "recovery": "recovered, rate recovery, return to low rate",
        "cycling": "cycling performance, cycle test, cycling test, long-term cycling",
        "gitt": "galvanostatic intermittent titration",
        "cv": "cyclic voltammetry",
        "eis": "electrochemical impedance spectroscopy, impedance spectroscopy",
        "plating_stripping": "plating/stripping, stripping/plating",
    },
    "direction": {
        "charge": "charging, charged, demagnesiation, deintercalation, extraction",
        "discharge": "discharging, discharged, magnesiation, intercalation, insertion",
    },
    "potential_scale": {
        "Mg": "Mg, Mg/Mg2+, Mg2+/Mg, Mg2+",
        "Li": "Li, Li/Li+, Li+/Li, Li+",
        "Na": "Na, Na/Na+, Na+/Na, Na+",
        "Zn": "Zn, Zn/Zn2+, Zn2+/Zn, Zn2+",
        "SHE": "SHE, NHE, standard hydrogen electrode",
        "RHE": "RHE, reversible hydrogen electrode",
        "SCE": "SCE, saturated calomel electrode",
        "Fc": "Fc/Fc+, Fc+/Fc, Fc, ferrocene",
        "Ag": "Ag, Ag/Ag+, Ag+/Ag, Ag+",
        "AgCl": "Ag/AgCl, AgCl/Ag",
        "AC": "AC, activated carbon, activated carbon cloth, ACC",
        "cell": "cell, cell voltage",
    },
    "contribution": {"bulk": "grain, intragrain", "grain_boundary": "grain boundaries, intergrain, gb"},
    "radius_convention": {"shannon_effective": "Shannon, Shannon effective, effective ionic radius"},
}


def _fold(text: str) -> str:
    """`text` for comparing choices: lower case, superscripts plain, no "vs", underscores and hyphens as spaces."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").casefold()
    plain = re.sub(r"[_\-–‐.]", " ", re.sub(r"[{}^$\\]", "", plain))
    plain = re.sub(r"\b(?:vs|versus|against|the)\b", " ", plain)
    return re.sub(r"\s+", " ", re.sub(r"\s*/\s*", "/", plain)).strip()


@lru_cache(maxsize=4096)
def read(key: str, printed: str) -> ConditionValue:
    """What the text `printed` says of the condition `key`.

    Numbers come in the canonical unit; a range gives both ends, a bound one. "RT", "room temperature" and "ambient
    temperature" are 298.15 K, assumed, unless the number stands beside it; a choice is read from its key, label or a
    customary form; "not reported" and "not applicable" are those statuses.

    Raises UnknownCondition for the key and ConditionError, naming key, text and a suggestion, for the text.

    Worked: read("temperature", "25 °C") → 298.15 K; read("current_density", "0.3 A/g") → 300.0 mA g⁻¹;
    read("c_rate", "C/10 (1C = 240 mA g⁻¹)") → 0.1 h⁻¹ with the text "1C = 240 mA g⁻¹".
    """
    entry = get(key)
    if len(printed) > LONGEST:
        raise ConditionError(
            key, f"{printed[:LONGEST]}…", f"is longer than {LONGEST} characters; give what is printed of it"
        )
    text = re.sub(r"\s+", " ", re.sub(r"\\(?:left|right)(?![a-z])|\$", " ", glyphs.restore(printed))).strip()
    if entry.kind == "number" and (bracket := re.fullmatch(r"\(\s*([^()]*[^\W\d][^()]*)\)", text)):
        text = bracket[1].strip()
    if not text:
        raise ConditionError(key, printed, "is empty; write what is printed or “not reported”")
    if status := _STATUSES.get(_fold(text).replace("/", " ")):
        return ConditionValue(status, "")
    if entry.kind == "text":
        return ConditionValue("reported", text, text=text)
    if entry.kind == "choice":
        return ConditionValue("reported", text, text=_choose(entry, text))
    if key == "temperature":
        if room := _ROOM.fullmatch(text) or _ROOM_BEHIND.fullmatch(text):
            if room["stated"]:
                return _number(entry, text, room["stated"])
            return ConditionValue("reported", text, ROOM_TEMPERATURE, ROOM_TEMPERATURE, entry.unit, assumed=True)
        if rising := _ROOM_TO.fullmatch(text):  # “RT–60 °C”: one end is assumed
            end = _number(entry, text, rising["stated"])
            assert end.low is not None
            low, high = sorted((ROOM_TEMPERATURE, end.low))
            return ConditionValue("reported", text, low, high, entry.unit, assumed=True)
        if twice := _TWICE.fullmatch(text):
            return _told_twice(entry, text, twice)
    if key == "c_rate":
        rated = _LEAD_WORDS.sub("", text, count=1)
        if rate := _RATE.fullmatch(rated):
            read = _number(entry, text, f"{rate['qualifier'] or ''}{_rate(entry, text, rate)}")
            return replace(read, text=rate["basis"] or "")
        ends = [_RATE.fullmatch(end) for end in _TO.split(re.sub(r"^(?:from|between)\s+", "", rated))]
        if len(ends) == 2 and all(end and not (end["basis"] or end["qualifier"]) for end in ends):  # “C/20 to 1C”
            rates = [_number(entry, text, _rate(entry, text, end)).low for end in ends if end]
            return _number(entry, text, " to ".join(f"{rate:.15g}" for rate in rates) + " C")
    number = text
    if key == "cycle_number":
        number = _ORDINALS.get(re.sub(r"(?: cycle)?$", "", text.casefold().removeprefix("the ")), text)
        if match := _CYCLE.fullmatch(number):
            number = match["number"]
    return _number(entry, text, number)


def _number(entry: Condition, text: str, number: str) -> ConditionValue:
    """The number of `number`, a part of `text`, in the canonical unit."""
    example = _example(entry)
    number = _LEAD_WORDS.sub("", number, count=1)
    try:
        value, unit = quantity.split_repeats(number)
    except quantity.QuantityError as error:
        reason = "a number is wanted" if error.position == 0 else error.reason
        raise ConditionError(entry.key, text, f"{reason}; write for example {example} or “not reported”") from error
    if unit[:1].isdecimal():
        reason = "a space within a number; write it without, or two numbers with “and”"
        raise ConditionError(entry.key, text, reason)
    dimension = entry.dimension or "number"
    if not unit and entry.unit != "1":
        raise ConditionError(entry.key, text, f"has no unit; give one of {', '.join(entry.accepted_units)}")
    try:
        spelled = units.normalise(unit, dimension)
        if unit and spelled not in entry.accepted_units and dimension != "rate":
            raise units.UnitError(f"{spelled} is not one of {', '.join(entry.accepted_units)}")
        stated = settle(entry, value, ask_powers=False)
        canonical = stated.scale(lambda part: units.to_canonical(part, unit, dimension))
    except quantity.AmbiguousQuantity as error:
        raise AmbiguousCondition(entry.key, text, error, unit) from error
    except (units.UnitError, quantity.QuantityError) as error:
        raise ConditionError(entry.key, text, f"{error}; write for example {example}") from error
    return ConditionValue(
        "reported",
        text,
        canonical.low,
        canonical.high,
        entry.unit,
        approximate=canonical.approximate,
        uncertainty=canonical.uncertainty,
        quantity=stated,
        quantity_unit=spelled,
    )


def _rate(entry: Condition, text: str, rate: re.Match[str]) -> str:
    """One C-rate as number and unit: 1/10 C and C/10 as “1 C/10”."""
    divisor = rate["of"] or rate["divisor"] or "1"
    if float(divisor) == 0:
        raise ConditionError(entry.key, text, "divides by zero; write for example C/10")
    return f"{rate['share'] or rate['number'] or '1'} C/{divisor}"


def _told_twice(entry: Condition, text: str, printed: re.Match[str]) -> ConditionValue:
    """The temperature that is printed on two scales, as the first has it; they must agree."""
    one, other = _number(entry, text, printed["one"]), _number(entry, text, printed["other"])
    ends = zip((one.low, one.high), (other.low, other.high), strict=True)
    if all(a == b or (a is not None and b is not None and abs(a - b) <= _ROUNDED) for a, b in ends):
        return one
    raise ConditionError(entry.key, text, f"“{printed['one']}” and “{printed['other']}” differ; give one of them")


def _example(entry: Condition) -> str:
    examples = {"temperature": "25 °C", "c_rate": "0.1C or C/10", "cycle_number": "400"}
    low, high = entry.plausible or (1.0, 1.0)
    middle = math.sqrt(low * high) if entry.scale == "log" else (low + high) / 2
    return examples.get(entry.key, f"{float(f'{middle:.0e}'):g} {entry.unit}")


def _choose(entry: Condition, text: str) -> str:
    forms = {_fold(form): key for key, label in entry.choices for form in (key, label)}
    for key, synonyms in _SYNONYMS.get(entry.key, {}).items():
        forms.update({_fold(form): key for form in synonyms.split(", ")})
    if found := forms.get(_fold(text)):
        return found
    keys = ", ".join(key for key, _ in entry.choices)
    near = difflib.get_close_matches(_fold(text), forms, n=1, cutoff=0.7)
    hint = f"did you mean {forms[near[0]]}? " if near else ""
    raise ConditionError(entry.key, text, f"is none of its choices; {hint}give one of {keys}, or “not reported”")
