"""The ways to ask for a formula: reduced, as written, with wildcards, by chemical system, anonymous."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import gcd

from django.db.models import Q

from mgdb.science import formula
from mgdb.science.elements import ELEMENTS
from mgdb.science.formula.scan import scan

from .errors import ParameterError, quoted
from .parameters import SingleValue

_ANONYMOUS = re.compile(r"([A-Z]\d*)+", re.ASCII)
_SYSTEM = re.compile(r"[A-Z][a-z]?(-[A-Z][a-z]?)+", re.ASCII)
_LITERAL = re.compile(r"[A-Za-z0-9().·+\[\]□-]*")
_CHARGED = "[-+−⁺⁻][})]*$"  # formulas that end in a charge
_SYMBOL = re.compile(r"[A-Z][a-z]?", re.ASCII)


@dataclass(frozen=True)
class FormulaQuery:
    """What is asked of a formula: its words, look-ups that a row with such a formula fulfils, and those it does not."""

    phrase: str
    lookups: Mapping[str, object]
    without: Mapping[str, object] = field(default_factory=dict)

    def where(self, path: str) -> Q:
        """Rows at `path` ("" or "x__") with such a formula."""
        found = Q(**{f"{path}{name}": value for name, value in self.lookups.items()})
        for name, value in self.without.items():
            found &= ~Q(**{f"{path}{name}": value})
        return found


def read(text: str) -> FormulaQuery:
    """What `text` asks for. Raises ParameterError, which points at the character where reading stopped."""
    line = "".join(text.split())
    if len(line) > 2 and line[0] in "\"“”„'" and line[-1] in "\"“”'":
        return _exact(_formula(line[1:-1]))
    if "*" in line:
        elements, pattern = _wildcard(text)
        return FormulaQuery(
            f"of formula {line} (* is anything)", {"formula__regex": pattern, "elements__contains": elements}
        )
    if _SYSTEM.fullmatch(line) and all(symbol in ELEMENTS for symbol in line.split("-")):
        symbols = sorted(set(line.split("-")))
        # the column of elements has those of all constituents; it only helps to look the rows up
        return FormulaQuery(
            f"of the chemical system {'-'.join(symbols)}",
            {"elements__contains": symbols, "composition__has_keys": symbols},
            {"composition__has_any_keys": [symbol for symbol in ELEMENTS if symbol not in symbols]},
        )
    letters = re.findall(r"[A-Z]", line)
    # A is no element: a formula of the letters A, B, C … that has it is one without names
    if _ANONYMOUS.fullmatch(line) and "A" in letters and "AI" not in line:  # which is an Al with a capital I
        return FormulaQuery(f"of a formula like {line}", {"formula_anonymous": _anonymous(line, letters)})
    return _reduced(_formula(text))


def _exact(wanted: formula.Formula) -> FormulaQuery:
    return FormulaQuery(
        f"of formula {wanted.unicode} as written",
        {"composition": wanted.composition_data, "elements__contains": list(wanted.elements)},
    )


def _reduced(wanted: formula.Formula) -> FormulaQuery:
    # an amount that is unknown (TiO2-x) has no reduced form: then the formula is the one that is written so
    if not wanted.reduced:
        return FormulaQuery(f"of formula {wanted.unicode}", {"formula__in": [wanted.text, wanted.unicode]})
    reduced = {"formula_reduced": wanted.reduced}
    if wanted.charge:  # Mg2+ is the ion, Mg the metal
        return FormulaQuery(f"of formula {wanted.unicode}", {**reduced, "formula__regex": _CHARGED})
    return FormulaQuery(f"of formula {wanted.unicode}", reduced, {"formula__regex": _CHARGED})


def _formula(text: str) -> formula.Formula:
    try:
        return formula.parse(text)
    except formula.FormulaError as error:
        raise ParameterError(f"{error}", value=text) from error


def _anonymous(line: str, letters: list[str]) -> str:
    """`line` as stored: letters by falling amount (AB2C4 → A4B2C), amounts in lowest terms."""
    if len(set(letters)) != len(letters):
        raise ParameterError(f"{quoted(line)} names a letter twice; write for example AB2C4.", value=line)
    amounts = sorted((int(number or 1) for number in re.findall(r"[A-Z](\d*)", line)), reverse=True)
    if not amounts[-1]:
        raise ParameterError(f"{quoted(line)} has an amount of 0; write for example AB2C4.", value=line)
    divisor = gcd(*amounts)
    return "".join(
        chr(ord("A") + place) + (str(amount // divisor) if amount // divisor > 1 else "")
        for place, amount in enumerate(amounts)
    )


def _wildcard(text: str) -> tuple[list[str], str]:
    """The elements that a pattern names, and the regular expression for the formulas that it means."""
    parts = ["".join(char.char for char in scan(part)) for part in re.split(r"\*+", "".join(text.split()))]
    if not all(_LITERAL.fullmatch(part) for part in parts):
        raise ParameterError(
            f"{quoted(text)}: beside * only symbols, amounts and brackets; write for example Mg*Se4 or *V2O5*.",
            value=text,
        )
    if any(re.search("CI(?![a-z])", part) for part in parts):
        raise ParameterError(
            f"{quoted(text)}: is CI chlorine? Write Cl with a small L, or *C*I* for carbon and iodine.", value=text
        )
    symbols = [symbol for part in parts for symbol in _SYMBOL.findall(part)]
    if unknown := [symbol for symbol in symbols if symbol not in ELEMENTS]:
        raise ParameterError(f"{quoted(text)}: {unknown[0]} is not a symbol of an element.", value=text)
    if not symbols:
        raise ParameterError(f"{quoted(text)} names no element; write for example Mg*Se4 or *V2O5*.", value=text)
    # an amount or a symbol ends where the literal part does: *S4* is not S40, *S* is not Se
    ends = [("(?![0-9.])" if part[-1:].isdigit() else "(?![a-z])" if part else "") for part in parts]
    pattern = ".*".join(re.escape(part) + end for part, end in zip(parts, ends, strict=True))
    return sorted(set(symbols)), f"^{pattern}$"


class FormulaText(SingleValue[FormulaQuery]):
    """A formula in any of the ways that `read` knows."""

    def read_one(self, text: str) -> FormulaQuery:
        return read(text)
