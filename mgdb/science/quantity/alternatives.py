"""Texts that can be read in two ways, and what each way would be.

A document prints 10⁻⁵; its text often has “10-5”, which also says “from 10 down to 5”; “2-10-3” is 2 × 10⁻³ that has
lost its sign, or a range. “1,073” is one thousand or one and a bit, “120,130” may be two values as well. “1.2 ± 0.3 ×
10-5” may share its power or not; “1.2 × 105” has lost its superscript, and perhaps a minus; “10e-5” is typed for 10⁻⁵
and means 10⁻⁴; “10(5)” is 10⁵ in indexes of abstracts and 10 ± 5 in papers. Such a text has several alternatives, each
with a spelling that has only that reading; whoever knows the property may rule some out, and what is left is asked,
never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from mgdb.science.quantity.model import AmbiguousQuantity, Quantity, QuantityError
from mgdb.science.quantity.reading import BOUND, LOWERED_POWER, ORDER, POWER, read_once, refuse_dates, refuse_long
from mgdb.science.quantity.signs import plain
from mgdb.science.quantity.typesetting import format_text

# An odd interval is one that hardly anybody prints so: it falls, or goes from a power to a plain number.
Kind = Literal[
    "plain",
    "power",
    "bound of a power",
    "interval",
    "odd interval",
    "thousands",
    "decimal",
    "shared power",
    "own power",
    "typed power",
    "lost times",
    "lowered power",
    "times or dash",
    "list",
]

# 10, a hyphen or dash, a number: “10-5”, “10 – 4”; not the power of “1.2 × 10-5”, nor part of another number. The
# minus of a lost superscript may have become a tilde or dots as well.
_LOST_SUPERSCRIPT = re.compile(
    r"(?<![0-9.,eE^×x*{(+])(?<![×x*]\s)10\s*[-–~…]\s?(?P<exponent>[0-9]{1,3}(?:\.[0-9]+)?)(?![0-9,]|\.[0-9]|\s*[×x*^])"
)
# French texts write the multiplication as a point, and some texts have lost its sign: “3.10-5”, “1.210-5”, “310-5”.
_POINT_POWER = re.compile(
    r"(?<![0-9.,])(?P<number>[0-9]+(?:(?P<point>[.,])[0-9]+)?)\.10"
    r"(?:(?P<raised>\s*\^|\s?[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹])|\s?(?=[-–]\s?[0-9]{1,2}(?![0-9.,])))"
)
_LOST_TIMES = re.compile(
    r"(?<![0-9.,eE^×x*{(+])(?<![×x*]\s)(?P<number>[1-9][0-9]*(?:\.[0-9]*[1-9])?|0\.[0-9]*[1-9])(?P<point>\.)?10\s?[-–]\s?"
    r"(?P<exponent>[0-9]{1,2})(?![0-9,]|\.[0-9]|\s*[×x*^])"
)
# A multiplication that has become a dash: “2-10-3”, “5–10−5”.
_DASH_POWER = re.compile(
    r"(?<![0-9.,eE^×x*{(+])(?<![×x*]\s)(?P<number>[0-9]+(?:\.[0-9]+)?)\s?[-–~]\s?10\s?[-–]\s?(?P<exponent>[0-9]{1,2})"
    r"(?![0-9,]|\.[0-9]|\s*[-–×x*^])"
)
# A range of powers whose second 10 or superscript is lost: “10⁻⁴–5”, “10-4–5”, “10^-4-5”; with “to” it is as
# printed, and 10⁻³–1 rises to one.
_HALF_POWERS = re.compile(
    r"(?<![0-9.,eE^×x*{(+])(?<![×x*]\s)10(?:\s*\^\s*[{(]?\s*(?P<caret>[-–]?)|\s?(?P<raised>⁻)|\s?[-–]\s?)"
    r"(?P<exponent>[0-9]{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})\s*[})]?\s*[-–~…]\s*(?P<end>[2-9]|[1-9][0-9])\s*\Z"
)
# A full stop, comma or semicolon of the sentence behind a number, which are no part of it: “10-5.”, “10.-5”.
_STOP = re.compile(r"(?<=[0-9⁰¹²³⁴⁵⁶⁷⁸⁹)}])(?:[.,;]\s*\Z|\.(?=\s*(?:[-–−‐‑‒—~∼…]|to\b)))")
_NUMBER_BEFORE = re.compile(r"[0-9]\s?[-–~…]\s?\Z")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TO_RAISE = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_POWER_BEFORE = re.compile(r"10\s?[-–~]\s?\Z")  # “10-5–10-4”: what stands before a dash is an exponent
# What a bound or an order of magnitude stands before: a power, for nobody writes “more than 10–5” of a range.
_BOUNDED = re.compile("|".join(pattern.pattern for pattern in BOUND.values()), re.IGNORECASE)
_TYPED_POWER = re.compile(r"(?<![0-9.,])10\s?[eE](?P<exponent>[-+–]?[0-9]{1,3})(?![0-9.])")
_INDEXED_POWER = re.compile(r"(?<![0-9.,×x*])(?<![×x*]\s)10\((?P<exponent>[0-9]{1,2})\)")
# Thousands with a decimal comma behind them, and the apostrophe of Switzerland: nothing else looks so.
_GROUPED = re.compile(
    r"(?<![0-9.,\u2009])(?<![0-9]\s)[1-9][0-9]{0,2}"
    r"(?:(?:(?:[ \u2009][0-9]{3})+|(?:\.[0-9]{3})+)(?=,[0-9]+(?![0-9,.]))|(?:['’][0-9]{3})+(?![0-9'’]))"
)
_COMMA = re.compile(r"(?<![0-9.,])[0-9]+(?:,[0-9]+)+(?:\.[0-9]+)?(?![,.]?[0-9])")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_BEFORE_POWER = re.compile(r",[0-9]{3}\s?(?:[×x*]\s?10|[eE][-+–0-9])")
_DECIMAL = re.compile(r"[0-9]+,[0-9]+")
_LISTED = re.compile(r"[1-9][0-9]+(?:,[1-9][0-9]+)+")
_LONGEST_FIXED = 1e15  # that is written out without a power of ten
_SPAN = 10.0  # within which the numbers lie that may be a list without blanks
_MANTISSA = r"[-+–]?\s*[0-9]*\.?[0-9]+"
_TAIL = re.sub(r"[?]P<([a-z]+)>", r"?P<tail_\1>", POWER.pattern)
_SPREAD = re.compile(
    rf"(?P<lead>[^0-9.+–-]*)(?P<number>{_MANTISSA})(?P<power>{POWER.pattern})?\s*±\s*(?P<spread>{_MANTISSA})"
    rf"(?P<tail>{_TAIL})?\s*"
)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One reading of a text: what it reads, a spelling that has this reading only, and the rule that it follows."""

    kind: Kind
    spelling: str
    quantity: Quantity

    @property
    def words(self) -> str:
        """What it reads, typeset: “10⁻⁵”, “5–10”."""
        if self.kind == "lowered power":  # shown with its power, which pages write out below a million
            return re.sub(r"\^(-?)([0-9]+)", lambda found: (found[1] + found[2]).translate(_TO_RAISE), self.spelling)
        return format_text(self.quantity)


def alternatives(text: str) -> tuple[Alternative, ...]:
    """All readings of `text`, at least one; of readings that are equal the first.

    Raises QuantityError, with the position of the fault in `text`, where there is none.

    Worked: "10-5" → 10^-5 and "10 to 5"; "1,073" → 1073 and 1.073; "~35" → itself.
    """
    refuse_long(text)
    refuse_dates(text)
    text = _STOP.sub("", text)
    found: list[Alternative] = []
    for kind, spelling in _spellings(text):
        try:
            quantity = read_once(spelling)
        except QuantityError:
            continue  # this reading is none; where no other is, the fault is told at its place in `text`
        if all(quantity != other.quantity for other in found):
            found.append(Alternative(kind, spelling, quantity))
    return tuple(found) or (Alternative("plain", text, read_once(text)),)


def parse(text: str) -> Quantity:
    """The quantity printed in `text`, which holds nothing else.

    Reads numbers with sign, decimals, thousands commas and powers of ten in any typing (1.5 × 10¹³, 1e-4, 10⁻³,
    10^-4.5, 1.10×10^{-12}); ≈, ~, ca., about; <, ≤, >, ≥, "up to", "at least"; "a–b", "a to b", "a ~ b"; lists
    "12, 34 and 56"; "0.30 ± 0.02", "3.5(2) × 10⁻³"; "~10⁻⁵", which covers half a decade either way. Descending
    ranges are turned round.

    Raises AmbiguousQuantity where the text has several readings, and QuantityError, with the position of the fault,
    for anything else: words, two ranges in one, dates that a spreadsheet made.

    Worked: "~35" → value 35, approximate; "10^{-13} ~ 10^{-15}" → low 1e-15, high 1e-13, an interval.
    """
    first, *others = alternatives(text)
    if others:
        raise ambiguous(text, (first, *others))
    return first.quantity


def ambiguous(text: str, readings: tuple[Alternative, ...]) -> AmbiguousQuantity:
    """The error that asks which of `readings` is meant."""
    words = ", or ".join(reading.words for reading in readings)
    return AmbiguousQuantity(text, 0, f"{words}?", tuple(reading.spelling for reading in readings))


def _spellings(text: str) -> Iterator[tuple[Kind, str]]:
    """The ways to write out `text`; itself where nothing in it has two readings."""
    typed = _GROUPED.sub(lambda match: re.sub(r"[^0-9]", "", match[0]), plain(text))
    typed = _POINT_POWER.sub(_pointed, typed)
    if LOWERED_POWER.search(typed):
        for sign in ("", "-"):
            yield "lowered power", LOWERED_POWER.sub(rf"\g<times>10^{sign}\g<exponent>", typed)
        return
    if "±" in typed and (lost := _LOST_SUPERSCRIPT.search(typed)):
        power = f"10^-{lost['exponent']}"
        way_out = f"a power as “{power}”, and a range without ±"
        raise AmbiguousQuantity(text, lost.start(), f"{power}, or a range?", (power,), way_out)
    if spread := _SPREAD.fullmatch(typed):
        yield from _with_spread(text, spread)
        return
    for comma, spelling in _commas(typed):
        if (dash := _DASH_POWER.search(spelling)) and not _POWER_BEFORE.search(spelling[: dash.start()]):
            before, behind = spelling[: dash.start()], spelling[dash.end() :]
            yield "times or dash", f"{before}{dash['number']} × 10^-{dash['exponent']}{behind}"
            yield "times or dash", f"{before}{dash['number']} to 10^-{dash['exponent']}{behind}"
        elif (half := _HALF_POWERS.search(spelling)) and not _NUMBER_BEFORE.search(spelling[: half.start()]):
            yield from _half_powers(spelling, half)
        elif lost := _LOST_SUPERSCRIPT.search(spelling):
            yield from _lost_superscripts(text, spelling, lost)
        elif (times := _LOST_TIMES.search(spelling)) and _may_be_times(times):
            yield "lost times", _LOST_TIMES.sub(lambda match: f"{match['number']} × 10^-{match['exponent']}", spelling)
            ends = f"{times['number']}{times['point'] or ''}10 to {times['exponent']}"
            yield "odd interval", spelling[: times.start()] + ends + spelling[times.end() :]
        elif _TYPED_POWER.search(spelling):
            yield "typed power", _TYPED_POWER.sub(lambda match: f"10^{match['exponent']}", spelling)
            yield "typed power", _TYPED_POWER.sub(lambda match: f"10 × 10^{match['exponent']}", spelling)
        elif _INDEXED_POWER.search(spelling):
            yield "power", _INDEXED_POWER.sub(lambda match: f"10^{match['exponent']}", spelling)
            yield "interval", _INDEXED_POWER.sub(lambda match: f"10 ± {match['exponent']}", spelling)
        else:
            yield comma, text if spelling == plain(text) else spelling


def _pointed(match: re.Match[str]) -> str:
    """A point that multiplies as ×, where it can be no decimal point: behind another one, or before a raised power."""
    if match["point"] or match["raised"]:
        return f"{match['number']}×10{match['raised'] or ''}"
    return match[0]


def _may_be_times(match: re.Match[str]) -> bool:
    """Whether “310-5” may have lost a × : as a range it falls, or its ends have not the same decimals."""
    return bool(match["point"]) or "." in match["number"] or float(match["number"] + "10") > float(match["exponent"])


def _half_powers(typed: str, match: re.Match[str]) -> Iterator[tuple[Kind, str]]:
    """“10⁻⁴–5” as the range of two powers, and as its first power to a plain number."""
    sign = "" if match["caret"] == "" else "-"
    first = f"{typed[: match.start()]}10^{sign}{match['exponent'].translate(_RAISED)}"
    yield "power", f"{first} to 10^{sign}{match['end']}"
    yield "odd interval", f"{first} to {match['end']}"


def _lost_superscripts(text: str, typed: str, first: re.Match[str]) -> Iterator[tuple[Kind, str]]:
    """The power and the interval that “10-5” may be; behind a bound the power, if the interval would fall."""
    power = _LOST_SUPERSCRIPT.sub(lambda match: f"10^-{match['exponent']}", typed)
    interval = _LOST_SUPERSCRIPT.sub(lambda match: f"10 to {match['exponent']}", typed)
    before = typed[: first.start()]
    falls = float(first["exponent"]) <= 10
    if _BOUNDED.search(before):
        if not falls:  # “less than 10–20 nm” is written too
            spellings = (power, interval[len(before) :])
            raise AmbiguousQuantity(text, first.start(), "a power of ten, or a bound of a range?", spellings)
        yield "bound of a power", power
    elif ORDER.search(before) and falls:
        yield "power", power
    else:
        yield "power", power
        yield "odd interval" if falls else "interval", interval


def _commas(typed: str) -> Iterator[tuple[Kind, str]]:
    """`typed` with its commas read as separators of thousands, and as decimal commas; one rule for all of them."""
    numbers = [match[0] for match in _COMMA.finditer(typed)]
    if not numbers:
        yield "plain", typed
        return
    # nobody parts thousands before a power of ten: “1,073 × 10⁻³” has a decimal comma
    if all(map(_THOUSANDS.fullmatch, numbers)) and not _BEFORE_POWER.search(typed):
        yield "thousands", _COMMA.sub(lambda match: match[0].replace(",", ""), typed)
    if all(_DECIMAL.fullmatch(number) for number in numbers):
        yield "decimal", _COMMA.sub(lambda match: match[0].replace(",", "."), typed)
    if any(map(_may_be_list, numbers)):
        yield "list", _COMMA.sub(lambda match: match[0].replace(",", ", "), typed)


def _may_be_list(number: str) -> bool:
    """Whether “120,130” may be two values whose blank is lost: alike in size, without the few decimals of “245,37”.

    Worked: "120,130", "12,34", "50,100,200" may; "245,37", "12,500", "1,073" may not.
    """
    if not _LISTED.fullmatch(number):
        return False
    first, *others = number.split(",")
    sizes = [float(part) for part in (first, *others)]
    return all(len(part) >= min(len(first), 3) for part in others) and max(sizes) <= _SPAN * min(sizes)


def _with_spread(text: str, match: re.Match[str]) -> Iterator[tuple[Kind, str]]:
    """“a ± b” with one power of ten: raised behind both it belongs to both, as it is printed; else it is asked."""
    power, tail = match["power"], match["tail"]
    if (power is None) == (tail is None):
        yield "plain", text
        return
    both = power or tail
    yield "shared power", f"{match['lead']}({match['number']} ± {match['spread']}){both}"
    raised = any(match[f"tail_{name}"] for name in ("braced", "caret", "raised"))
    if not raised:
        own = read_once(f"{match['number']}{power or ''}"), read_once(f"{match['spread']}{tail or ''}")
        if all(one.value is not None and abs(one.value) < _LONGEST_FIXED for one in own):
            yield "own power", match["lead"] + " ± ".join(f"{Decimal(f'{one.value:g}'):f}" for one in own)
