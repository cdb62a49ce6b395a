r"""Quantities for siunitx (version 3), made of the text that pages show: what is printed in both cannot differ.

The notation of `format_text` is its own: narrow blanks around × and behind signs, one before a unit in our spelling. So
the quantities in a sentence that was made with it can be found again, and nothing else is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from mgdb.science import units

_NARROW, _FIXED = "\u202f", "\u00a0"
_RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
_PLAIN: Final = str.maketrans(_RAISED + "−", "0123456789--", _NARROW)
_COMMANDS: Final = {"<": "<", "≤": r"\leq", ">": ">", "≥": r"\geq", "≈": r"\approx", "~": r"\sim"}

_ALONE: Final = "%VKMÅΩh"  # units of one letter that stand behind an ordinary blank

_SIGN = rf"(?:up to{_FIXED}|[<≤>≥≈~]{_NARROW}?)"
_POWER = rf"10[{_RAISED}]+"
_NUMBER = (
    rf"(?:[+−]?{_POWER}|[+−]?(?:[0-9]{{1,3}}(?:{_NARROW}[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?"
    rf"(?:{_NARROW}×{_NARROW}{_POWER})?)"
)
# a unit: one word, then words that carry an exponent, so that the sentence behind it is not taken for a part of it
_WORD = rf"[^\s0-9{_RAISED}ᐟ,;:.()\[\]<>≤≥≈×±–—/“”]+"
_PRODUCT = rf"{_WORD}[{_RAISED}ᐟ]*(?:[ {_FIXED}]{_WORD}[{_RAISED}ᐟ]+)*"
_UNIT = rf"°[ {_FIXED}]2θ|°(?!C)|{_FIXED}(?:° 2θ|mol per formula|C/[0-9.]+)|[ {_FIXED}]{_PRODUCT}"
_LIST = rf"(?P<more>(?:, {_NUMBER})+)"
_PATTERN = (
    rf"(?<![\w.,+−–/-])(?P<signs>{_SIGN}*)"
    rf"(?:\((?P<core>{_NUMBER}){_NARROW}±{_NARROW}(?P<spread>{_NUMBER})\){_NARROW}×{_NARROW}10(?P<power>[{_RAISED}]+)"
    rf"|(?P<value>{_NUMBER})"
    rf"(?:{_NARROW}±{_NARROW}(?P<uncertainty>{_NUMBER})|(?: – |–)(?P<high>{_NUMBER})|{_LIST})?)"
    rf"(?P<unit>{_UNIT})?(?P<times>×(?!{_NARROW}))?(?!\w)"
)
_QUANTITY = re.compile(_PATTERN)
_IN_WORDS = re.compile(_PATTERN.replace(_LIST, "(?P<more>(?!))"))  # the commas of a sentence make no list


@lru_cache(maxsize=10_000)
def quantity_latex(text: str, *, lists: bool = True) -> str | None:
    r"""`text`, a whole quantity as `format_text` writes it, for siunitx; None where it is none.

    Without `lists` numbers behind commas are none. Worked: "≈ 35 mAh g⁻¹" →
    "\qty{\approx 35}{\milli\ampere\hour\per\gram}"; "12, 34" → "\numlist{12;34}".
    """
    found = _QUANTITY.fullmatch(text)
    return _written(found) if found and (lists or not found["more"]) else None


def split(text: str) -> Iterator[tuple[bool, str]]:
    r"""`text` in parts: (True, LaTeX of a quantity), (False, text between them).

    In a sentence a number without unit, sign, power or × is left as it is: it may be part of a name. A list is no
    quantity there, as its commas may be the sentence's: of “cycle 180, 0.4 M” the last is one.
    """
    start = 0
    for found in _IN_WORDS.finditer(text):
        if not _is_plain(found):
            continue
        made, end = _written(found), found.end()
        if made is None and (found["signs"] or found["core"] or "×" in found[0]):
            made, end = _written(found, with_unit=False), found.start("unit")  # 5 percentage points
        if made is not None:
            yield False, text[start : found.start()]
            yield True, made
            start = end
    yield False, text[start:]


def _is_plain(found: re.Match[str]) -> bool:
    """Whether what was found in a sentence is a quantity beyond doubt."""
    return bool(found["unit"] or found["times"] or found["signs"] or found["core"] or "×" in found[0])


def _written(found: re.Match[str], *, with_unit: bool = True) -> str | None:
    """What was found for siunitx; None where what stands in the place of a unit is none."""
    unit = (found["unit"] or "") if with_unit else ""
    if unit[:1] == " " and len(unit) == 2 and unit[1] not in _ALONE:
        return None  # any letter may follow a number in somebody's words
    unit = unit.replace(_FIXED, " ").strip()
    try:
        if unit and units.unicode(unit) != unit:  # it would print otherwise than it stands there
            return None
        macros = units.latex_macros(unit) if unit else ""
    except units.UnitError:
        return None
    before, sign = _signs(found["signs"])
    if found["core"]:
        body = _with_uncertainty(sign, found["core"], found["spread"], macros, found["power"])
    elif found["uncertainty"]:
        body = _with_uncertainty(sign, found["value"], found["uncertainty"], macros)
    elif found["high"]:
        body = _command("range", [sign + _input(found["value"]), _input(found["high"])], macros)
    elif found["more"]:
        numbers = [found["value"], *found["more"].split(", ")[1:]]
        body = _command("list", [sign + ";".join(map(_input, numbers))], macros)
    else:
        body = _command("", [sign + _input(found["value"])], macros)
    return before + body + (r"\ensuremath{\times}" if found["times"] else "")


def _signs(text: str) -> tuple[str, str]:
    """What stands before the command, and the sign in its argument; siunitx reads one sign."""
    signs = re.findall(r"up to|[<≤>≥≈~]", text)
    last = signs.pop() if signs and signs[-1] != "up to" else ""
    before = "".join("up to~" if sign == "up to" else rf"\ensuremath{{{_COMMANDS[sign]}}}" for sign in signs)
    return before, f"{_COMMANDS[last]} " if last else ""


def _input(number: str) -> str:
    """A number as siunitx reads it: "−2.9 × 10⁻⁵" → "-2.9e-5", "10⁻⁵" → "e-5"."""
    head, _, power = number.partition("×")
    if not power and (bare := re.fullmatch(rf"([+−]?)10([{_RAISED}]+)", number)):
        return f"{bare[1]}e{bare[2]}".translate(_PLAIN)
    return (head + (f"e{power.strip(_NARROW).removeprefix('10')}" if power else "")).translate(_PLAIN)


def _command(kind: str, arguments: list[str], macros: str) -> str:
    name = ("qty" if macros else "num") + kind
    return rf"\{name}" + "".join(f"{{{argument}}}" for argument in (*arguments, *([macros] if macros else [])))


def _with_uncertainty(sign: str, number: str, spread: str, macros: str, power: str = "") -> str:
    """A value with its ±; where the two have different decimals siunitx would add noughts, so each is set alone."""
    value, uncertainty, exponent = _input(number), _input(spread), power.translate(_PLAIN)
    if len(value.partition(".")[2]) == len(uncertainty.partition(".")[2]) and "e" not in value + uncertainty:
        tail = f" e{exponent}" if exponent else ""
        return _command("", [rf"{sign}{value} \pm {uncertainty}{tail}"], macros)
    core = rf"\num{{{value}}}\pm\num{{{uncertainty}}}"
    core = rf"{sign}({core})" + (rf"\times 10^{{{exponent}}}" if exponent else "")
    return rf"\ensuremath{{{core}}}" + (rf"\,\unit{{{macros}}}" if macros else "")
