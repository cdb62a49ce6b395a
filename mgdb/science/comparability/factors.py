"""The factor, or the difference, between a modified specimen and its control, where there is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from mgdb.science.comparability.quotients import difference_of, divided, over
from mgdb.science.comparability.verdicts import Compared, Context, Outcome, Verdict, decides, entry_of, verdict
from mgdb.science.conditions import CONDITIONS
from mgdb.science.markup import Html
from mgdb.science.properties import Property, better_side
from mgdb.science.properties.model import Better
from mgdb.science.quantity import Quantity, format_html, format_text, in_unit

FORBIDDING = ("property", "origin", "method", "ion", "chemistry", "carrier_cations", "mass_basis")
"""Where one of these differs, or a condition that decides for the property, like is not compared with like."""

CYCLE = "cycle_number"

# what fades as a cell is cycled, so that a later cycle understates it; efficiencies and resistances may go either way
_FADES = {
    *("specific_capacity", "areal_capacity", "volumetric_capacity", "cell_capacity"),
    *("capacity_retention", "specific_energy", "energy_density"),
}

# values on a scale whose zero is a convention: twice 300 K or twice 1 V against magnesium means nothing
_ARBITRARY_ZERO = {"redox_potential", "anodic_limit"}


@dataclass(frozen=True, slots=True)
class FactorResult:
    """A factor, or a difference where the property has no better side, or the reason why there is neither.

    value: the factor with its qualifiers; None where not allowed. difference: modified less control, in `unit`.
    direction: "higher" where the factor is modified over control, "lower" where it is control over modified (a
    property for which less is better, and is less). at_least: only the modified one was cycled longer. reason: why
    there is none, or at which cycles it holds; unlike: because the two are not alike. marks: what else differs or is
    not known. side: which side of the property is the better one, where there is a factor. improvement: the factor as
    it stands on one axis for all properties, above 1 where the modified one is better, below 1 where it is worse: a
    barrier "2× lower" is 2, one that became 1.25 times as high is 0.80.
    """

    value: Quantity | None
    allowed: bool
    at_least: bool
    reason: str
    marks: tuple[tuple[str, Outcome], ...]
    direction: Literal["higher", "lower"] = "higher"
    difference: Quantity | None = None
    unit: str = ""
    unlike: bool = False
    side: Better = "higher"
    improvement: Quantity | None = None

    @property
    def is_factor(self) -> bool:
        return self.value is not None

    @property
    def text(self) -> str:
        """What to print: "≈2.2×", "5.6× lower", "+0.35 Å"; empty where there is none."""
        if self.difference is not None:
            return _signed(self.difference, _points(format_text(self.difference, self.unit)))
        return "" if self.value is None else _close(format_text(self.value)) + "×" + self._suffix

    @property
    def html(self) -> Html:
        """The same as HTML."""
        if self.difference is not None:
            return Html(_signed(self.difference, _points(format_html(self.difference, self.unit))))
        return Html("" if self.value is None else _close(format_html(self.value)) + "×" + self._suffix)

    @property
    def _suffix(self) -> str:
        return " lower" if self.direction == "lower" else ""


def _close(body: str) -> str:
    """`body` with its signs close to the number: a factor stands in narrow columns."""
    return re.sub(r"(≈|≥|≤|[<>]|&[lg]t;)\u202f", r"\1", body)


def _points(body: str) -> str:
    """`body` with a difference of shares called what it is: 89 % less 74 % is 15 percentage points."""
    return f"{body.removesuffix('%')}percentage points" if body.endswith("%") else body


def _signed(quantity: Quantity, body: str) -> str:
    """`body` with a plus before a difference that is above zero whatever its bounds leave open."""
    ends = [end for end in (quantity.value, quantity.low, quantity.high) if end is not None]
    if min(ends) <= 0:
        return _close(body)
    return re.sub(r"^((?:≈|≥|≤|[<>]|&[lg]t;|up to\s)*)", r"\1+", _close(body))


def factor(
    modified: Context, control: Context, *, with_suspect: bool = False, compared: Verdict | None = None
) -> FactorResult:
    """The improvement factor of `modified` over `control`, by the rules of the package; their difference where the
    catalogue calls neither side of the property better for what they are, or its zero is a convention.

    `compared` is the verdict of the two, where it is known already. Both values must be in the same canonical unit; for
    a factor they must be positive. A suspect value has none unless `with_suspect`. A property for which less is better
    gives control over modified, "times lower"; if the modified one is in fact higher, modified over control. Bounds are
    divided as intervals: ≥ 140 over ≈ 74 is ≥≈ 1.9, a number over < 5 is >, and bounds that leave the factor open (≥
    over ≥) give none. Ranges are divided end by end where both run over like states (`quotients.over`), and not at all
    else. The factor has the digits of the less precise number, 2 or 3.

    Worked: 77 over ≈ 35, both at cycle 400 and 300 mA g⁻¹ → ≈ 2.2; 140 at cycle 600 over 74 at cycle 185, both at
    50 mA g⁻¹ → ≥ 1.9, "at cycle 600 against 185"; 10⁻¹¹–10⁻⁹ over 10⁻¹³–10⁻¹², both over the charge state, → 100–1000.
    """
    compared = compared or verdict(modified, control)
    marks = tuple((row.dimension, row.outcome) for row in compared.rows if row.outcome in ("differs", "unknown"))

    def none(reason: str, *, unlike: bool = False) -> FactorResult:
        return FactorResult(None, False, False, reason, marks, unlike=unlike)

    for name, context in (("modified", modified), ("control", control)):
        if context.value is None:
            return none(f"the {name} one has no number")
        if context.suspect and not with_suspect:
            return none(f"the {name} value is suspect ({context.suspect})")
    entry = entry_of(modified, control)
    if reason := _unlike(compared, modified, control, entry):
        return none(reason, unlike=True)
    side = better_side(entry, modified.roles & control.roles) if entry else "higher"
    assert modified.value is not None  # seen to above
    assert control.value is not None
    if entry and (side is None or entry.dimension == "temperature" or entry.key in _ARBITRARY_ZERO):
        return _difference(modified, control, entry, compared, marks)
    if reason := _no_ratio(modified.value, control.value):
        return none(reason)

    cycles = compared.of(CYCLE)
    longer = cycles.outcome == "differs"
    if longer and (entry is None or entry.key not in _FADES):
        return none(f"{_differs(cycles)}, and only capacities are known to fade with cycling")
    states = over(modified, control)
    if isinstance(states, str):
        return none(states)
    falls = side == "lower" and _middle(modified.value) <= _middle(control.value)
    above, below = (control.value, modified.value) if falls else (modified.value, control.value)
    # at the control's cycle a modified one that was cycled longer had faded less: at least as good as reported
    value = divided(above, below, end_by_end=bool(states), at_least=longer)
    if isinstance(value, str):
        return none(value + (" (and the modified one was cycled longer)" if longer else ""))
    reason = f"at cycle {cycles.a} against {cycles.b}" if longer else ""
    improvement: Quantity | str = value
    if side == "lower" and not falls:  # worse; from the values, as the factor is rounded already
        improvement = divided(below, above, end_by_end=bool(states))
    return FactorResult(
        value,
        True,
        longer,
        reason,
        marks,
        "lower" if falls else "higher",
        side=side or "higher",
        improvement=None if isinstance(improvement, str) else improvement,
    )


def _difference(
    modified: Context, control: Context, entry: Property, compared: Verdict, marks: tuple[tuple[str, Outcome], ...]
) -> FactorResult:
    """Modified less control in the unit that pages use, by the same rules."""
    cycles = compared.of(CYCLE)
    states = over(modified, control)
    assert modified.value is not None
    assert control.value is not None
    shown = [in_unit(one, entry.dimension, entry.display_unit) for one in (modified.value, control.value)]
    reason = _differs(cycles) if cycles.outcome == "differs" else states if isinstance(states, str) else ""
    found = reason or difference_of(*shown, end_by_end=bool(states))
    if isinstance(found, str):
        return FactorResult(None, False, False, found, marks)
    return FactorResult(None, True, False, "", marks, difference=found, unit=entry.display_unit)


def _differs(row: Compared) -> str:
    return f"{row.label} differs: {row.a} against {row.b}"


@cache
def deciding(entry: Property | None) -> tuple[str, ...]:
    """The dimensions in which values of `entry` that are compared by a factor must not differ."""
    return (*FORBIDDING, *(key for key in CONDITIONS if decides(key, entry)))


def _unlike(compared: Verdict, modified: Context, control: Context, entry: Property | None) -> str:
    """Why the contexts allow neither factor nor difference; empty where they do."""
    decides_here = deciding(entry)
    rows = [row for row in compared.rows if row.dimension in decides_here and row.outcome == "differs"]
    reasons = []
    for row in rows:
        reason = _differs(row)
        if row.dimension == CYCLE:
            own, other = modified.number(CYCLE), control.number(CYCLE)
            if own is not None and other is not None and own > other and len(rows) == 1:
                continue
            if own is not None and other is not None and own < other:
                reason = f"{reason} (the control was cycled longer)"
        reasons.append(reason)
    return "; ".join(reasons)


def _no_ratio(modified: Quantity, control: Quantity) -> str:
    """Why the numbers have no ratio; empty where they have one."""
    for name, quantity in (("modified", modified), ("control", control)):
        least = min(end for end in (quantity.value, quantity.low, quantity.high) if end is not None)
        if least < 0:
            return f"the {name} value is negative, and negative numbers have no meaningful ratio"
        if least == 0:
            return f"the {name} value is zero: no ratio"
    return ""


def _middle(quantity: Quantity) -> float:
    """One number for asking which of two is larger: the value, else the middle of the range."""
    if quantity.value is not None:
        return quantity.value
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    return sum(ends) / len(ends)
