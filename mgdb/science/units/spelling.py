"""Printed spellings of units → ours."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cache, lru_cache

from mgdb.science.units.catalogue import COMPOUND, DIMENSIONS, PHRASES, SYMBOLS, UnitError, listing

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ᐟ", "0123456789-+/")
# micro sign, ohm sign, ångström sign and what is printed for a degree, by code point: they look alike in an editor
_LOOKALIKES = {0xB5: "μ", 0x2126: "Ω", 0x212B: "Å", 0x2103: "°C", 0xBA: "°", 0x2DA: "°", 0x2218: "°"}
_LATEX_WORDS = {
    r"\AA": "Å",
    r"\angstrom": "Å",
    r"\Omega": "Ω",
    r"\ohm": "Ω",
    r"\mu": "μ",
    r"\circ": "°",
    r"\degree": "°",
    r"\theta": "θ",
    r"\cdot": "·",
    r"\times": "·",
    r"\%": "%",
    r"\,": " ",
    r"\;": " ",
    r"\:": " ",
    r"\ ": " ",
}
_ALIASES: dict[str, str] = {
    **{alias: symbol for symbol, entry in SYMBOLS.items() for alias in entry.aliases},
    **{symbol: symbol for symbol in SYMBOLS},
}
C_RATE = re.compile(r"([0-9]+(?:\.[0-9]+)?)?\s*C\s*(?:/\s*([0-9]+(?:\.[0-9]+)?))?")
_POWER = r"[-+]?[0-9]+(?:/[0-9]+|\.[0-9]+)?"
_EXPONENT = re.compile(rf"\s*\^\s*(?:\{{\s*({_POWER})\s*\}}|({_POWER}))|({_POWER})")

_Factors = tuple[tuple[str, Fraction], ...]


def tidy(text: str) -> str:
    """`text` with LaTeX markup, look-alike letters and super- and subscripts reduced to one plain typing."""
    text = re.sub(r"\\(?:text|mathrm|rm|unit|si|mbox)\b", " ", text)
    for word, symbol in _LATEX_WORDS.items():
        text = text.replace(word, symbol)
    text = re.sub(r"\^\s*\{\s*°\s*\}|\^\s*°", "°", text)
    text = text.replace("$", " ").replace("~", " ")
    text = text.translate(_LOOKALIKES)
    text = re.sub("[−–‒﹣－]", "-", text)
    # a superscript run becomes ^{...}, so that "m²" and "m^2" read alike
    text = re.sub(
        r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ᐟ]+",
        lambda run: "^{" + run[0].translate(SUPERSCRIPTS) + "}",
        text,
    )
    text = re.sub(r"(?<=[A-Za-zμΩÅ°%)])\s*\bper\b\s*", "/", text)
    text = re.sub(r"\b(wt|at|mol|vol|w)\s*\.?\s*-?\s*%", r"\1%", text)
    text = re.sub(r"°\s+C\b", "°C", text)
    return re.sub(r"\s+", " ", text).strip()


def _segment(letters: str) -> list[str] | None:
    """`letters` as the fewest known symbols: "mAhg" → mAh, g (printed without the space); None where it is none."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(end):
            head, part = best[start], letters[start:end]
            if head is None or not (part in _ALIASES or part in COMPOUND):
                continue
            here = best[end]
            if here is None or len(head) + 1 < len(here):
                best[end] = [*head, part]
    return best[-1]


def factors(text: str) -> _Factors | None:
    """The unit symbols of tidied `text` with their powers, sorted; None where it is no product of known symbols."""
    powers: dict[str, Fraction] = {}
    position, sign, group = 0, 1, False
    if text.startswith("1/"):
        position, sign = 2, -1
    while position < len(text):
        char = text[position]
        if char in " ·*⋅.{}":
            position += 1
        elif char == "/" and sign == 1:
            sign, position = -1, position + 1
        elif char == "(" and not group:
            group, position = True, position + 1
        elif char == ")" and group:
            group, sign, position = False, 1, position + 1
        else:
            run = re.compile(r"(?:(?:wt|at|mol)?%|[A-Za-zμΩÅ°]+)").match(text, position)
            parts = _segment(run[0]) if run else None
            if run is None or parts is None:
                return None
            position = run.end()
            closing = re.compile(r"\}+").match(text, position)  # the end of \text{...}
            position = closing.end() if closing else position
            power = Fraction(1)
            if exponent := _EXPONENT.match(text, position):
                try:
                    power = Fraction(exponent[1] or exponent[2] or exponent[3])
                except ZeroDivisionError:
                    return None
                position = exponent.end()
            for index, part in enumerate(parts):
                last = index == len(parts) - 1
                for symbol in COMPOUND.get(part, (_ALIASES.get(part, part),)):
                    powers[symbol] = powers.get(symbol, Fraction(0)) + sign * (power if last else 1)
            if not group:
                sign = 1
    if group:
        return None
    return tuple(sorted((symbol, power) for symbol, power in powers.items() if power)) or None


@cache
def _known() -> tuple[dict[_Factors, str], dict[str, str]]:
    """All accepted units: by their factors, and by name for the word-like ones."""
    products: dict[_Factors, str] = {}
    for dimension in DIMENSIONS.values():
        for unit in dimension.accepted:
            if unit not in PHRASES:
                parts = factors(tidy(unit))
                if parts is None:
                    raise AssertionError(f"the catalogue's unit {unit!r} has an unknown symbol")
                products[parts] = unit
    phrases = {name: unit for unit, entry in PHRASES.items() for name in (unit, *entry.aliases)}
    return products, phrases


def _near(text: str, among: Iterable[str]) -> list[str]:
    folded = {re.sub(r"[^a-zμΩÅ°%0-9]", "", tidy(unit).lower()): unit for unit in among}
    wanted = re.sub(r"[^a-zμΩÅ°%0-9]", "", tidy(text).lower())
    return [folded[match] for match in difflib.get_close_matches(wanted, folded, n=4, cutoff=0.5)]


@lru_cache(maxsize=4096)
def normalise(unit_text: str) -> str:
    """The spelling that this database uses of the printed unit `unit_text`.

    "mAh g-1", "mAh/g", "mAh g^{-1}", "mAhg⁻¹" and "mA h g⁻¹" are all "mAh g⁻¹"; "\\AA" is "Å", "ohm" is "Ω", the empty
    text is "1". A C-rate keeps its number: "C/10".

    Raises UnitError for anything that is no accepted unit of any dimension, naming the near ones.
    """
    products, phrases = _known()
    text = unit_text.strip()
    if not text:
        return "1"
    plain = tidy(text[:200])
    for name in (text, plain):
        if name in phrases:
            return phrases[name]
    if (rate := C_RATE.fullmatch(plain)) and plain != "C":
        number, divisor = rate.groups()
        if divisor is None or float(divisor) != 0:
            return f"{number or ''}C" + (f"/{divisor}" if divisor else "")
    parts = factors(plain)
    if parts in products:
        return products[parts]
    near = _near(text, [*products.values(), *PHRASES])
    hint = f"near ones: {listing(near)}" if near else "write for example mAh g⁻¹, S cm⁻¹, °C"
    raise UnitError(f"“{text[:80]}” is not a unit that this database knows ({hint})")
