"""What numbers a property or condition can have: the possible ones, the plausible ones, and how slips look.

Outside `possible` a number contradicts the definition (a temperature of 0 K, a share above one) and is refused. Outside
`plausible` it is questioned: most such numbers are a slip of the unit, a lost minus or a lost superscript.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal, Protocol

from mgdb.science.limits import Limits
from mgdb.science.quantity import Alternative, AmbiguousQuantity, Quantity, alternatives, ambiguous, proportion

Scale = Literal["linear", "log"]
_COMMAS = frozenset(("thousands", "decimal", "list"))
_POWER_OR_RANGE = {"power", "interval"}  # a range that rises, “10-50”; one that falls, “10-5”, is always asked
_POINTED = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![.,]?[0-9]|\s?[×x*eE])")


class Expected(Protocol):
    """What `settle` asks of an entry of a catalogue; `plausible` is (low, high), `whole` says that it counts.

    averaged: of what it counts means are stated too, which need not be whole.
    """

    @property
    def scale(self) -> Scale: ...
    @property
    def whole(self) -> bool: ...
    @property
    def averaged(self) -> bool: ...
    @property
    def plausible(self) -> tuple[float, float] | None: ...
    @property
    def dimension(self) -> str | None: ...


def is_plausible(entry: Expected, quantity: Quantity) -> bool:
    """Whether every number that `quantity` (canonical) states lies in the range that `entry` expects."""
    return entry.plausible is None or Limits(*entry.plausible).holds_all(quantity)


def settle(entry: Expected, text: str, *, ask_powers: bool) -> Quantity:
    """The one reading of `text` that `entry` allows, as printed.

    What has two readings is asked, whatever is plausible: a slip makes the right one look wrong. Only what a
    reading is by definition decides: a count is whole and printed without decimals (“10,000” cycles), and on a linear
    axis nothing is as small as 10⁻¹¹: “10-50” is a range there, and “10-5” and “> 10-5” are asked. With `ask_powers`
    “10-50” is asked even of a count.

    Of two parts, “4:1”, it is the ratio.

    Raises AmbiguousQuantity where several remain, QuantityError for what is no quantity.
    """
    if entry.dimension == "proportion":
        text, divisor = proportion(text)
        if divisor != 1:
            return _settle(entry, text, ask_powers=ask_powers).scale(lambda part: part / divisor)
    return _settle(entry, text, ask_powers=ask_powers)


def _settle(entry: Expected, text: str, *, ask_powers: bool) -> Quantity:
    if entry.whole and (pointed := _POINTED.search(text)):
        numbers = [pointed[0].replace(".", "")]
        if pointed[0].count(".") == 1:
            numbers.append(_as_decimal(pointed))
        spellings = tuple(text.replace(pointed[0], number) for number in numbers)
        raise AmbiguousQuantity(text, pointed.start(), f"does the point of {pointed[0]} part thousands?", spellings)
    found = alternatives(text)
    if entry.scale == "linear" and (bound := next((one for one in found if one.kind == "bound of a power"), None)):
        question, way_out = f"{bound.words}, or the bound of a range?", f"“{bound.spelling}” or one number"
        raise AmbiguousQuantity(text, 0, question, (bound.spelling,), way_out)
    if entry.scale == "linear" and {reading.kind for reading in found} == _POWER_OR_RANGE:
        found = tuple(reading for reading in found if reading.kind == "interval")
    kinds = {reading.kind for reading in found}
    if entry.whole and ((kinds <= _COMMAS and not entry.averaged) or (kinds == _POWER_OR_RANGE and not ask_powers)):
        found = tuple(filter(_may_count, found)) or found
    if len(found) > 1:
        if entry.whole:  # whose decimals would be asked about again
            found = tuple(replace(one, spelling=_POINTED.sub(_as_decimal, one.spelling)) for one in found)
        raise ambiguous(text, found)
    return found[0].quantity


def _as_decimal(pointed: re.Match[str]) -> str:
    """A number with three decimals, so that its point cannot part thousands: 12.500 → 12.5, 12.345 → 12.345e0."""
    number = f"{float(pointed[0]):g}"
    return f"{number}e0" if _POINTED.fullmatch(number) else number


def is_whole(quantity: Quantity) -> bool:
    """Whether every number stated is whole; the ends of an order of magnitude are not stated."""
    if quantity.range_kind == "order_of_magnitude":
        stated = [quantity.value]
    else:
        stated = [quantity.value, quantity.low, quantity.high, *(member.value for member in quantity.members)]
    return all(number is None or number == int(number) for number in stated)


def _may_count(reading: Alternative) -> bool:
    """Whether a count can be printed so: whole, without decimals."""
    return is_whole(reading.quantity) and all(member.decimals <= 0 for member in reading.quantity.members)
