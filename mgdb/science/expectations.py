"""What numbers a property or condition can have: the possible ones, the plausible ones, and how slips look.

Outside `possible` a number contradicts the definition (a temperature of 0 K, a share above one) and is refused. Outside
`plausible` it is questioned: most such numbers are a slip of the unit, a lost minus or a lost superscript.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, Protocol

from mgdb.science.limits import Limits
from mgdb.science.quantity import AmbiguousQuantity, Quantity, alternatives, ambiguous

Scale = Literal["linear", "log"]
# Readings of a comma, between which the catalogue may decide.
_POINTED = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![.,]?[0-9]|\s?[×x*eE])")
_COMMAS = frozenset(("thousands", "decimal", "list"))


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


def is_plausible(entry: Expected, quantity: Quantity) -> bool:
    """Whether every number that `quantity` (canonical) states lies in the range that `entry` expects."""
    return entry.plausible is None or Limits(*entry.plausible).holds_all(quantity)


def settle(
    entry: Expected, text: str, convert: Callable[[Quantity], Quantity], *, ask_powers: bool
) -> tuple[Quantity, Quantity]:
    """The one reading of `text` that `entry` allows: as printed, and put through `convert` (to the canonical unit).

    “10-5” can be 10⁻⁵ only where numbers stand on a log axis, and “> 10-5” is asked elsewhere. With `ask_powers` it is
    then asked always, else only where both readings are plausible. “1,073” is decided where a count must be whole or
    one reading is implausible; what else has two readings is asked, whatever is plausible: a slip makes the right one
    look wrong.

    Raises AmbiguousQuantity where several remain, QuantityError for what is no quantity, and what `convert` raises.
    """
    if entry.whole and (pointed := _POINTED.search(text)):
        spellings = (
            tuple(
                text.replace(pointed[0], number) for number in (pointed[0].replace(".", ""), f"{float(pointed[0]):g}")
            )
            if pointed[0].count(".") == 1
            else (text.replace(pointed[0], pointed[0].replace(".", "")),)
        )
        reason = f"does the point of {pointed[0]} part thousands? write " + " or ".join(f"“{one}”" for one in spellings)
        raise AmbiguousQuantity(text, pointed.start(), reason, spellings)
    found = alternatives(text)
    if entry.scale == "linear" and (bound := next((one for one in found if one.kind == "bound of a power"), None)):
        reason = f"{bound.words}, or the bound of a range? write “{bound.spelling}” or one number"
        raise AmbiguousQuantity(text, 0, reason, (bound.spelling,))
    powers = {reading.kind for reading in found} == {"power", "interval"}
    if powers and entry.scale == "linear":
        found = tuple(reading for reading in found if reading.kind == "interval")
    converted = [(reading, convert(reading.quantity)) for reading in found]
    if len(converted) > 1 and converted[0][0].kind == "lost times":
        if entry.scale == "log" and is_plausible(entry, converted[0][1]):
            raise ambiguous(text, found)
        converted = converted[1:]
    if len(converted) > 1 and (_COMMAS.issuperset(one.kind for one in found) or (powers and not ask_powers)):
        if entry.whole:
            converted = [pair for pair in converted if is_whole(pair[1]) and not _shows_decimals(pair[1])] or converted
        converted = [pair for pair in converted if is_plausible(entry, pair[1])] or converted
    if len(converted) > 1:
        raise ambiguous(text, tuple(reading for reading, _ in converted))
    reading, canonical = converted[0]
    return reading.quantity, canonical


def is_whole(quantity: Quantity) -> bool:
    """Whether every number stated is whole; the ends of an order of magnitude are not stated."""
    if quantity.range_kind == "order_of_magnitude":
        stated = [quantity.value]
    else:
        stated = [quantity.value, quantity.low, quantity.high, *(member.value for member in quantity.members)]
    return all(number is None or number == int(number) for number in stated)


def _shows_decimals(quantity: Quantity) -> bool:
    return any(member.decimals > 0 for member in quantity.members)
