"""One judgement for every number, at every interface: what a print says of a property or a condition.

A print and its unit are a *reading* (value, interval, bound, approximation, uncertainty in the canonical unit), an
*ambiguity* (several readings: asked, never guessed), an *impossibility* (contradicts the definition: refused) or
*unreadable* (no number, no unit of this kind: refused). A reading may carry *doubts*: it lies outside the plausible
range, with the slip that would explain it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from mgdb.science import conditions, quantity, units
from mgdb.science.conditions import AmbiguousCondition, Condition, ConditionError, ConditionValue
from mgdb.science.expectations import is_plausible, is_whole, settle
from mgdb.science.limits import ANY, Limits
from mgdb.science.properties import Property
from mgdb.science.quantity import AmbiguousQuantity, Quantity, QuantityError, format_text, without_repeats

Field = Literal["printed", "unit", "reading", "assumed_unit"]
Outcome = Literal["ambiguous", "impossible", "unreadable"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is implausible about a number: which, what would be expected, and the likely slip (empty: none known)."""

    stated: str
    expected: str
    slip: str = ""
    fault: str = "outside the plausible range"

    def __str__(self) -> str:
        sentence = f"{self.stated} is {self.fault}, {self.expected}"
        return f"{sentence}; likely slip: {self.slip}." if self.slip else f"{sentence}."


@dataclass(frozen=True, slots=True)
class Reading:
    """What a print says. `canonical` is in the canonical unit, None where no unit is known or the print is no number;
    `quantity` is in `unit`, the unit as this database spells it; `condition` is what a condition's print says."""

    quantity: Quantity | None
    unit: str
    canonical: Quantity | None
    doubts: tuple[Doubt, ...] = ()
    condition: ConditionValue | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a print is no reading: at which field, with a sentence that says what to write instead.

    spellings: of an ambiguity, ways to write each reading so that it is the only one; question: which are possible.
    """

    outcome: Outcome
    field: Field
    reason: str
    spellings: tuple[str, ...] = ()
    question: str = ""


Judgement = Reading | Refusal


@dataclass(frozen=True, slots=True)
class Numbers:
    """What numbers of one unit are: an axis of a curve, a column of a table.

    canonical: each in the canonical unit, in their order. impossible, doubtful: the places (from 0) of those that are;
    refusal and doubt speak of the first of them.
    """

    canonical: tuple[float, ...]
    impossible: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()
    refusal: Refusal | None = None
    doubt: Doubt | None = None


# Units that are mistaken for one another, the most likely first; then come the others that the entry accepts.
_LIKELY: dict[str, tuple[str, ...]] = {
    "conductivity": ("mS cm⁻¹", "S cm⁻¹", "S m⁻¹", "μS cm⁻¹"),
    "energy": ("kJ mol⁻¹", "eV", "meV", "kcal mol⁻¹"),
    "temperature": ("°C", "K"),
    "atomic_length": ("pm", "Å", "nm"),
    "specific_current": ("A g⁻¹", "mA g⁻¹"),
    "areal_current": ("μA cm⁻²", "mA cm⁻²"),
    "voltage": ("mV", "V"),
}
# No measurement reaches it, in whatever unit; below it, conversions and slips stay finite numbers.
_TOO_LARGE = 1e100
# Units of calculations, which nobody mistakes for those of a measured energy.
_ATOMIC = ("Ry", "Ha")


def judge(entry: Property | Condition, printed: str, unit: str = "") -> Judgement:
    """What `printed` with `unit` says of `entry`, a property or condition of the catalogue.

    A condition's print holds its unit; `unit` is for one that stands apart (the heading of a column).

    Worked: ionic conductivity, "1.2(1)e-5", "S/cm" → (1.2 ± 0.1) × 10⁻⁵ S cm⁻¹; "10-5" → an ambiguity; temperature,
    "-300 °C" → an impossibility; "25 K" → 25 K with the doubt that 25 °C is meant.
    """
    if isinstance(entry, Condition):
        return _judge_condition(entry, f"{printed} {unit}".strip())
    return _judge_property(entry, printed, unit)


def judge_amount(entry: Condition, number: str, unit: str) -> Judgement:
    """As `judge`, for a number that stands apart from its unit though `entry` is no property: an amount in a name."""
    return _judge_property(entry, number, unit)


def judge_number(entry: Property | Condition, value: float, unit: str) -> Judgement:
    """As `judge`, for a number that is no print: a point of a curve, a cell of a spreadsheet."""
    if not math.isfinite(value):
        return Refusal("impossible", "printed", f"{value} is not a finite number.")
    return _convert(entry, Quantity(value=value), unit)


def judge_asked(entry: Property | Condition, printed: str, unit: str = "") -> Judgement:
    """As `judge`, for a number that somebody asks for: its unit stands behind it or in `unit`, or is canonical.

    Worked: temperature, "25 °C" → 298.15 K; "25" → 25 K, with the doubt that 25 °C is meant; ionic conductivity,
    "10-5" → an ambiguity.
    """
    if entry.kind != "number":
        return Refusal(
            "unreadable", "printed", f"{entry.label} is stated in words, which no number finds; search them."
        )
    judged = _with_unit(entry, printed, "" if (unit or entry.unit) == "1" else unit or entry.unit)
    value = judged.condition if isinstance(judged, Reading) else None
    if value is None or value.quantity is not None or value.low is None:
        return judged
    # “room temperature”, “RT–60 °C”: what is meant by convention
    single = value.low if value.low == value.high else None
    return Reading(None, value.unit, Quantity(value=single, low=value.low, high=value.high), (), value)


def _with_unit(entry: Property | Condition, printed: str, unit: str) -> Judgement:
    """What `printed` says with its own unit, or else with `unit`."""
    own = isinstance(entry, Condition)  # whose prints hold their units
    judged = judge(entry, printed, "" if own else unit)
    if isinstance(judged, Reading) or judged.outcome != "unreadable":
        return judged
    if own and _has_unit(printed):  # “25 deg”, which with K behind it would be another unit
        return judged
    try:
        number, behind = (printed, unit) if own else quantity.split(printed)
        counted = units.normalise(behind, entry.dimension or "") == "1" and not entry.whole
    except (QuantityError, units.UnitError):
        return judged
    if counted:  # “3 times” says how many, and not how large a ratio is
        return judged
    again = judge(entry, number, behind) if behind else judged
    return judged if own and isinstance(again, Refusal) and again.outcome == "unreadable" else again


def _has_unit(printed: str) -> bool:
    try:
        return bool(quantity.split(printed)[1])
    except QuantityError:
        return False


def judge_limit(entry: Property | Condition, printed: str, unit: str = "") -> Judgement:
    """As `judge_asked`, for an end of a range: one number, without <, ≈ or ±, which an end cannot keep.

    The edge of what is possible counts as possible: “from 0 K” asks for all temperatures.
    """
    if entry.kind != "number":
        reason = (
            f"{entry.label} is stated in words, which have no limits. Leave the limit out, and search for the words."
        )
        return Refusal("unreadable", "printed", reason)
    judged = judge_asked(replace(entry, possible=replace(entry.possible, open_low=False)), printed, unit)
    if isinstance(judged, Refusal):
        if judged.outcome == "ambiguous":
            return _asked_of_limit(judged)
        judged = replace(judged, reason=judged.reason.replace(" or “not reported”", ""))
        is_number = judged.outcome != "unreadable" or judged.field == "unit" or "write for example" in judged.reason
        return judged if is_number else replace(judged, reason=f"{judged.reason}; write for example 77, 0.5 or 1e-4.")
    stated = judged.canonical
    if stated is None or stated.value is None or stated.bound != "=":
        return Refusal("unreadable", "printed", f"“{printed}” is not one number, as a limit is; write for example 25.")
    if stated.approximate or stated.uncertainty is not None:
        reason = "≈ and ± would be lost. Write the number alone, or both ends that it may have."
        return Refusal("unreadable", "printed", f"“{printed}” is not a plain number, as a limit is: {reason}")
    return judged


def _asked_of_limit(asked: Refusal) -> Refusal:
    """As `asked`, where the answer is to be one number: of “10-5” the power alone, a range has two parameters."""
    single = tuple(filter(_is_one_number, asked.spellings))
    if single == asked.spellings:
        return asked
    way_out = f": write {quantity.either(single)}" if single else ""
    reason = f"{asked.question} A limit is one number{way_out}; a range has its ends in two limits."
    return replace(asked, spellings=single, reason=reason)


def _is_one_number(spelling: str) -> bool:
    try:
        read = quantity.parse(quantity.split(spelling)[0])
    except QuantityError:
        return False
    return read.value is not None and read.bound == "=" and not read.approximate and read.uncertainty is None


def judge_quantity(entry: Property | Condition, canonical: Quantity) -> Judgement:
    """As `judge`, for a quantity that stands in the canonical unit already: a stored value, a limit of a query."""
    return _convert(entry, canonical, entry.unit)


def judge_numbers(entry: Property | Condition, values: Sequence[float], unit: str) -> Numbers | Refusal:
    """As `judge_number`, for many numbers of one unit; a Refusal where the unit is none of `entry`.

    An empty unit is the canonical one only where that is 1. Worked: temperature, [25, −300], "°C" → 298.15 and −26.85
    K, of which place 1 is impossible.
    """
    if entry.kind != "number":
        return Refusal("unreadable", "printed", f"{entry.label.lower()} is in words; numbers cannot give it.")
    dimension = entry.dimension or "number"
    try:
        convert = units.converter(unit, dimension)
    except units.UnitError as error:
        return Refusal("unreadable", "unit", str(error))
    plausible = Limits(*entry.plausible) if entry.plausible else ANY
    canonical: list[float] = []
    impossible: list[int] = []
    doubtful: list[int] = []
    for place, value in enumerate(values):
        number = convert(value)
        canonical.append(number)
        broken = entry.whole and math.isfinite(number) and number != int(number)
        is_number = abs(value) < _TOO_LARGE and abs(number) < _TOO_LARGE
        if not is_number or not entry.possible.holds(number) or (broken and not entry.averaged):
            impossible.append(place)
        elif broken or not plausible.holds(number):
            doubtful.append(place)
    refused = judge_number(entry, values[impossible[0]], unit) if impossible else None
    doubted = judge_number(entry, values[doubtful[0]], unit) if doubtful else None
    return Numbers(
        tuple(canonical),
        tuple(impossible),
        tuple(doubtful),
        refused if isinstance(refused, Refusal) else None,
        doubted.doubts[0] if isinstance(doubted, Reading) else None,
    )


@lru_cache(maxsize=2048)  # a record is judged when written, for its doubts, every night with all
def _judge_property(entry: Property | Condition, printed: str, unit: str) -> Judgement:
    if entry.dimension is None:
        return Reading(None, "", None)

    number = without_repeats(printed, unit or ("1" if entry.whole else ""))
    try:
        stated = settle(entry, number, ask_powers=True)
    except AmbiguousQuantity as error:
        return Refusal("ambiguous", "printed", error.reason, error.spellings, error.question)
    except QuantityError as error:
        return Refusal("unreadable", "printed", str(error))
    return _convert(entry, stated, unit)


@lru_cache(maxsize=2048)  # a record is judged when written, for its doubts, every night with all
def _judge_condition(entry: Condition, text: str) -> Judgement:
    try:
        value = conditions.read(entry.key, text)
    except AmbiguousCondition as error:
        return Refusal("ambiguous", "printed", str(error), error.spellings, error.question)
    except ConditionError as error:
        return Refusal("unreadable", "printed", str(error))
    if value.quantity is None:
        return Reading(None, value.unit, None, condition=value)
    judged = _convert(entry, value.quantity, value.quantity_unit)
    return judged if isinstance(judged, Refusal) else replace(judged, condition=value)


def _canonical(entry: Property | Condition, stated: Quantity, unit: str) -> Quantity | None:
    """`stated` in the canonical unit; None where no unit is given and one is needed. Raises units.UnitError."""
    dimension = entry.dimension or "number"
    if not unit.strip() and entry.unit != "1":
        return None
    return stated.scale(lambda number: units.to_canonical(number, unit or "1", dimension))


def _convert(entry: Property | Condition, stated: Quantity, unit: str) -> Judgement:
    """`stated` in the canonical unit, if it is possible, with what is doubtful about it."""
    if too_large := _too_large(stated):
        return too_large
    try:
        canonical = _canonical(entry, stated, unit)
    except units.UnitError as error:
        return Refusal("unreadable", "unit", str(error))
    if canonical is None:
        return Reading(stated, "", None, (_without_unit(entry, stated),))
    if too_large := _too_large(canonical):
        return too_large
    spelled = units.normalise(unit, entry.dimension or "number")
    shown = format_text(stated, spelled)
    if not entry.possible.holds_all(canonical) or entry.possible.misses(canonical):
        return Refusal("impossible", "printed", f"{shown} is impossible: {_impossible(entry, stated, spelled)}")
    doubts = () if is_plausible(entry, canonical) else (_doubt(entry, stated, spelled),)
    if entry.whole and not is_whole(canonical):
        if not entry.averaged:
            reason = (
                f"{shown} is impossible: {entry.label.lower()} counts, in whole numbers. Give the one that is meant."
            )
            return Refusal("impossible", "printed", reason)
        mean = Doubt(shown, "as a count is", "a mean over cells, or a comma that parts thousands", "not whole")
        doubts = (*doubts, mean)
    return Reading(stated, spelled, canonical, doubts)


def _without_unit(entry: Property | Condition, stated: Quantity) -> Doubt:
    unit = entry.display_unit or entry.unit
    way_out = f"so that it is not a value in {unit}: give the unit, or as assumed the one that the text around implies"
    return Doubt(format_text(stated, None), way_out, fault="printed without a unit")


def _too_large(stated: Quantity) -> Refusal | None:
    numbers = (stated.value, stated.low, stated.high, stated.uncertainty)
    largest = max((abs(number) for number in numbers if number is not None), default=0.0)
    if largest < _TOO_LARGE:
        return None
    return Refusal(
        "impossible", "printed", f"{largest:g} is too large for a measurement. Check the number and its unit."
    )


def _impossible(entry: Property | Condition, stated: Quantity, unit: str) -> str:
    """The limits of `entry` with their reason, and the slip that would explain `stated`."""
    low, high = (None if end is None else _in_display(entry, end) for end in (entry.possible.low, entry.possible.high))
    if low is not None and high is not None:
        span = f"between {low} and {high}"
    elif low is not None:
        span = f"above {low}" if entry.possible.open_low else f"{low} or more"
    else:
        span = f"{high} or less"
    why = f": {entry.possible.reason}" if entry.possible.reason else ""
    likely = _likely_slip(entry, stated, unit)
    check = f"Likely slip: {likely}." if likely else "Check the number, its sign and its unit."
    return f"{entry.label.lower()} is {span}{why}. {check}"


def _in_display(entry: Property | Condition, number: float) -> str:
    dimension = entry.dimension or "number"
    shown = units.from_canonical(number, entry.display_unit or "1", dimension)
    return format_text(Quantity(value=shown), entry.display_unit or None)


def expected(entry: Property | Condition) -> str:
    """The plausible range in words, in the unit that pages show; empty for what is in words."""
    return " to ".join(_in_display(entry, end) for end in entry.plausible) if entry.plausible else ""


def _doubt(entry: Property | Condition, stated: Quantity, unit: str) -> Doubt:
    return Doubt(format_text(stated, unit), expected(entry), _likely_slip(entry, stated, unit))


def _likely_slip(entry: Property | Condition, stated: Quantity, unit: str) -> str:
    return " or ".join(list(dict.fromkeys(_slips(entry, stated, unit)))[:2])


def _slips(entry: Property | Condition, stated: Quantity, unit: str) -> Iterator[str]:
    """What would make `stated` plausible: a minus or a superscript that the text has lost, another unit; if no unit
    would, a point that is shifted."""
    value = stated.value
    if value is not None and entry.scale == "log" and value >= 10:
        exponent = math.floor(math.log10(value))
        digits = f"{value:.0f}"
        if digits.startswith("10") and digits[2:].isdigit() and 3 <= len(digits) <= 4 and int(digits[2:]):
            lost = Quantity(value=float(f"1e-{int(digits[2:])}"), digits=1)
            if _fits(entry, lost, unit):
                yield f"a lost superscript, {format_text(lost, unit)}"
        elif any(member.decimals < 0 for member in stated.members):  # printed with its power of ten
            minus = stated.scale(float(f"1e{-2 * exponent}"))
            if _fits(entry, minus, unit):
                yield f"a lost minus, {format_text(minus, unit)}"
    measured, found = "kJ mol⁻¹" in entry.accepted_units, False
    for other in (*_LIKELY.get(entry.dimension or "", ()), *entry.accepted_units):
        if other != unit and not (measured and other in _ATOMIC) and _fits(entry, stated, other):
            yield f"the unit {other}"
            found = True
    for factor in () if found else (10.0, 0.1):
        if _fits(entry, shifted := stated.scale(factor), unit):
            yield f"a shifted decimal point, {format_text(shifted, unit)}"


def _fits(entry: Property | Condition, stated: Quantity, unit: str) -> bool:
    canonical = _canonical(entry, stated, unit)
    return canonical is not None and entry.possible.holds_all(canonical) and is_plausible(entry, canonical)
