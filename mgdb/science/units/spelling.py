"""Printed spellings of units → ours."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cache, lru_cache

from mgdb.science import glyphs
from mgdb.science.quoting import quoted
from mgdb.science.units.catalogue import COMPOUND, DIMENSIONS, PHRASES, SYMBOLS, UnitError, listing

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ᐟ", "0123456789-+/")
# micro sign and what is printed for a degree, by code point: they look alike in an editor
_LOOKALIKES = {
    0xB5: "μ",
    0x2103: "°C",
    0xBA: "°",
    0x2DA: "°",
    0x2218: "°",
    # dots, slashes and dashes of other blocks: U+2219, U+FF65, U+22C5, U+30FB; U+2215, U+2044, U+FF0F; U+2014 …
    **dict.fromkeys(map(ord, "\u2219\uff65\u22c5\u30fb\u2022"), "·"),
    **dict.fromkeys(map(ord, "\u2215\u2044\uff0f"), "/"),
    **dict.fromkeys(map(ord, "\u2212\u2013\u2012\ufe63\uff0d\u2014\u2010\u2011"), "-"),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None),
    0xFF05: "%",
}
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
_EXPONENT = re.compile(
    rf"\s*\^\s*(?:[{{(]\s*({_POWER})\s*[}})]|({_POWER}))|({_POWER})|\(\s*({_POWER})\s*\)"
    # the text of a PDF sets a superscript off: “S cm -1”, “Å 3”
    r"| ([-+][0-9]+(?![0-9.])|[23](?![0-9.]))"
)

# “square centimeters”, “cubic metre”, “centimeter squared”, “electron volts”
_IN_WORDS = re.compile(
    r"\b(?P<before>square|cubic)[\s-]+(?P<unit>[A-Za-z]+)|(?P<raised>[A-Za-z]+)\s+(?P<behind>squared|cubed)\b|"
    r"\b(?P<prefix>milli)?electron[\s-]volts?\b"
)
_LETTERS = re.compile(r"(?:(?:wt|at|mol|vol)?%|[A-Za-zμΩÅ°\u0400-\u04ff]+)")
_SIUNITX = {r"\meter": "m", r"\centi\meter": "cm", r"\liter": "L"} | {
    entry.latex: symbol for symbol, entry in SYMBOLS.items() if entry.latex
}

# A potential with its scale where a unit is wanted: “V vs. Li/Li+”.
_ON_SCALE = re.compile(r"(?P<unit>m?V)\s*\(?\s*(?:vs\.?|versus|against)\s*(?P<scale>[^()]+?)\s*\)?")

_Factors = tuple[tuple[str, Fraction], ...]


def tidy(text: str) -> str:
    """`text` with LaTeX markup, look-alike letters and super- and subscripts reduced to one plain typing."""
    text = _siunitx(re.sub(r"\\(?:text|mathrm|rm|unit|si|mbox|left|right)\b", " ", glyphs.restore(text)))
    for word, symbol in _LATEX_WORDS.items():
        text = text.replace(word, symbol)
    text = glyphs.ungrouped(re.sub(r"\^\s*\{\s*°\s*\}|\^\s*°", "°", text))
    text = text.replace("$", " ").replace("~", " ")
    text = text.translate(_LOOKALIKES)
    text = re.sub(r"<sup>([^<]*+)</sup>", lambda run: f"^{{{run[1].strip()}}}", text, flags=re.IGNORECASE)
    text = text.replace("**", "^")
    # a superscript run becomes ^{...}, so that "m²" and "m^2" read alike
    text = re.sub(
        r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ᐟ]+",
        lambda run: "^{" + run[0].translate(SUPERSCRIPTS) + "}",
        text,
    )
    text = re.sub(r"\bper\s?cent\b", "%", text)
    text = re.sub(r"(?<=[A-Za-zμΩÅ°%)])\s*\bper\b\s*", "/", text)
    text = _IN_WORDS.sub(_power_in_words, text)
    text = re.sub(r"\b(wt|at|mol|vol|w)\s*+\.?\s*+-?\s*+%", r"\1%", text)
    text = re.sub(r"°\s+C\b", "°C", text)
    text = re.sub(r"\bdeg(?:rees?)?\.?\s*(C|Celsius|K)\b", lambda match: "K" if match[1] == "K" else "°C", text)
    text = re.sub(r"(?<![A-Za-z])cc\b", "cm^3", text)
    text = re.sub(r"\{\s*\}", "", text)
    text = re.sub(r"(?<=[A-Za-z])(\s*)-\s*(?=[A-Za-z])", r"\1 ", text)  # mA-hour
    text = re.sub(r"\s+", " ", text).strip()
    return text[1:-1].strip() if re.fullmatch(r"\([^()]*\)|\[[^\[\]]*\]", text) else text


def _power_in_words(match: re.Match[str]) -> str:
    power = "2" if (match["before"] or match["behind"]) in ("square", "squared") else "3"
    if unit := match["unit"] or match["raised"]:
        return f"{unit}^{power}"
    return "meV" if match["prefix"] else "eV"


def _siunitx(text: str) -> str:
    r"""`text` with the macros of siunitx as symbols: \milli\siemens\per\centi\metre → mS/cm."""
    if "\\" not in text:
        return text
    text = re.sub(r"\\square((?:\\[a-z]+)?\\[a-z]+)", r"\1\\squared", text)
    for macro in sorted(_SIUNITX, key=len, reverse=True):
        text = re.sub(re.escape(macro) + r"(?![A-Za-z])", f" {_SIUNITX[macro]}", text)
    for macro, sign in ((r"\per", "/"), (r"\squared", "^2"), (r"\cubed", "^3"), (r"\tothe", "^")):
        text = re.sub(re.escape(macro) + r"(?![A-Za-z])", sign, text)
    return text


@cache
def _longest() -> int:
    """Characters of the longest symbol."""
    return max(map(len, (*_ALIASES, *COMPOUND)))


def _segment(letters: str) -> list[str] | None:
    """`letters` as the fewest known symbols: "mAhg" → mAh, g (printed without the space); None where it is none."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _longest()), end):
            head, part = best[start], letters[start:end]
            if head is None or not (part in _ALIASES or part in COMPOUND):
                continue
            here = best[end]
            if here is None or len(head) + 1 < len(here):
                best[end] = [*head, part]
    return best[-1]


def factors(text: str) -> _Factors | None:
    """The unit symbols of tidied `text` with their powers, sorted; None where it is no product of known symbols.

    Brackets may have a power: (Ω cm)⁻¹.
    """
    powers: dict[str, Fraction] = {}
    group: dict[str, Fraction] | None = None
    seen: set[str] = set()
    position, sign = 0, 1
    if text.startswith("1/"):
        position, sign = 2, -1
    while position < len(text):
        char = text[position]
        if char in " ·*.{}":
            position += 1
        elif char == "/" and sign == 1:
            sign, position = -1, position + 1
        elif char == "(" and group is None:
            group, position = {}, position + 1
        elif char == ")" and group is not None:
            exponent, position = _exponent(text, position + 1)
            if exponent is None:
                return None
            for symbol, power in group.items():
                powers[symbol] = powers.get(symbol, Fraction(0)) + sign * exponent * power
            group, sign = None, 1
        else:
            run = _LETTERS.match(text, position)
            parts = _segment(run[0]) if run else None
            if run is None or parts is None:
                return None
            closing = re.compile(r"\}+").match(text, run.end())  # the end of \text{...}
            exponent, position = _exponent(text, closing.end() if closing else run.end())
            if exponent is None:
                return None
            into = powers if group is None else group
            # “2 V -0 V” and “2 V -1 V” are ranges, and no product
            if exponent == 0 or (text[position - 1].isdigit() and parts[-1] in seen):
                return None
            seen.update(parts)
            for index, part in enumerate(parts):
                own = exponent if index == len(parts) - 1 else Fraction(1)
                for symbol in COMPOUND.get(part, (_ALIASES.get(part, part),)):
                    into[symbol] = into.get(symbol, Fraction(0)) + (sign if group is None else 1) * own
            if group is None:
                sign = 1
    if group is not None:
        return None
    return tuple(sorted((symbol, power) for symbol, power in powers.items() if power)) or None


def _exponent(text: str, position: int) -> tuple[Fraction | None, int]:
    """The power at `position` and where it ends; 1 where there is none, None where it divides by zero."""
    match = _EXPONENT.match(text, position)
    if match is None:
        return Fraction(1), position
    try:
        return Fraction(next(power for power in match.groups() if power)), match.end()
    except ZeroDivisionError:
        return None, position


@cache
def _known() -> tuple[dict[_Factors, str], dict[str, str]]:
    """All accepted units: by their factors, and by name for the word-like ones."""
    products: dict[_Factors, str] = {}
    for dimension in DIMENSIONS.values():
        for unit in dimension.accepted:
            if unit not in PHRASES:
                parts = factors(tidy(unit))
                if parts is None:
                    raise AssertionError(f"the catalogue's unit {quoted(unit)} has an unknown symbol")
                products[parts] = unit
    phrases = {name: unit for unit, entry in PHRASES.items() for name in (unit, *entry.aliases)}
    return products, phrases


@lru_cache(maxsize=1024)
def _folded(unit: str) -> str:
    return re.sub(r"[^a-zμΩÅ°%0-9]", "", tidy(unit).lower())


def _near(text: str, among: Iterable[str]) -> list[str]:
    folded = {_folded(unit): unit for unit in among}
    wanted = _folded(text[:200])
    return [folded[match] for match in difflib.get_close_matches(wanted, folded, n=4, cutoff=0.5)]


def normalise(unit_text: str, dimension: str = "") -> str:
    """The spelling that this database uses of the printed unit `unit_text`.

    Where the `dimension` is known it decides: of a temperature "C" is °C, and no rate; of a pressure "kg" is kgf.

    "mAh g-1", "mAh/g", "mAh g^{-1}", "mAhg⁻¹" and "mA h g⁻¹" are all "mAh g⁻¹"; "\\AA" is "Å", "ohm" is "Ω", the empty
    text is "1". A C-rate keeps its number: "C/10".

    Raises UnitError for anything that is no accepted unit of any dimension, naming the near ones.
    """
    if spelled := known_unit(unit_text, dimension):
        return spelled
    text = unit_text.strip()
    if on_scale := _ON_SCALE.fullmatch(tidy(text[:200])):
        raise UnitError(
            f"“{text[:80]}”: the unit is {on_scale['unit']}; give “{on_scale['scale'].strip()}” as the condition "
            "potential_scale"
        )
    if dimension and len(accepted := DIMENSIONS[dimension].accepted) > 1:
        raise UnitError(f"“{text[:80]}” is not a unit that this database knows here; choose from {', '.join(accepted)}")
    near = _near(text, [*_known()[0].values(), *PHRASES])
    hint = f"near ones: {listing(near)}" if near else "write for example mAh g⁻¹, S cm⁻¹, °C"
    raise UnitError(f"“{text[:80]}” is not a unit that this database knows ({hint})")


@lru_cache(maxsize=8192)
def known_unit(unit_text: str, dimension: str = "") -> str:
    """As `normalise`; empty for what is no unit, where nobody is to be told of near ones, which take long to find."""
    products, phrases = _known()
    text = unit_text.strip()
    if not text:
        return "1"
    plain = tidy(text[:200])
    if dimension == "temperature" and plain == "C":
        return "°C"
    for name in (text, plain):
        if name in phrases:
            return phrases[name]
    if (rate := C_RATE.fullmatch(plain)) and plain != "C":
        number, divisor = rate.groups()
        if divisor is None or float(divisor) != 0:
            return f"{number or ''}C" + (f"/{divisor}" if divisor else "")
    parts = factors(plain)
    if parts not in products and plain.startswith("/"):
        parts = factors(plain[1:])  # the unit of a heading: “σ /S cm⁻¹”
    if dimension == "pressure" and parts:  # “kg/cm²” is the weight of so many kilograms
        parts = tuple(sorted(("kgf" if symbol == "kg" else symbol, power) for symbol, power in parts))
    if parts in products:
        return products[parts]
    return ""
