"""The ways to ask for a formula: reduced, as written, with wildcards, by chemical system, anonymous."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from math import gcd
from operator import or_
from typing import Any

from django.db.models import Q

from mgdb.science import formula
from mgdb.science.elements import ELEMENTS
from mgdb.science.formula.scan import scan

from .errors import ParameterError, shown
from .fields import Parameter

_ANONYMOUS = re.compile(r"([A-Z]\d*)+", re.ASCII)
_SYSTEM = re.compile(r"[A-Z][a-z]?(-[A-Z][a-z]?)+", re.ASCII)
_LITERAL = re.compile(r"[A-Za-z0-9().·+\[\]□-]*")
_SYMBOL = re.compile(r"[A-Z][a-z]?", re.ASCII)


@dataclass(frozen=True)
class FormulaQuery:
    """What was asked: `kind` (reduced, exact, wildcard, system, anonymous), the text as typed, and what to look for."""

    kind: str
    text: str
    wanted: Any

    @property
    def phrase(self) -> str:
        """For a sentence: “of formula V₂O₅”."""
        return {
            "reduced": f"of formula {getattr(self.wanted, 'unicode', self.text)}",
            "exact": f"of formula {getattr(self.wanted, 'unicode', self.text)} as written",
            "wildcard": f"of formula {self.text} (* is anything)",
            "system": f"of the chemical system {self.text}",
            "anonymous": f"of a formula like {self.text}",
        }[self.kind]

    def where(self, path: str = "") -> Q:
        """Rows at `path` ("" or "x__") with such a formula."""
        if self.kind == "system":
            return Q(**{f"{path}elements": list(self.wanted)})
        if self.kind == "anonymous":
            return Q(**{f"{path}formula_anonymous": self.wanted})
        if self.kind == "wildcard":
            elements, pattern = self.wanted
            found = Q(**{f"{path}formula__regex": pattern})
            return found & Q(**{f"{path}elements__contains": elements}) if elements else found
        if self.kind == "exact":
            composition = {
                symbol: {"low": amount.low, "high": amount.high, "unknown": amount.unknown}
                for symbol, amount in self.wanted.composition.items()
            }
            return Q(**{f"{path}composition": composition}) & Q(**{f"{path}elements": list(self.wanted.elements)})
        # an amount that is unknown (TiO2-x) has no reduced form: then the formula is the one that is written so
        if self.wanted.reduced:
            return Q(**{f"{path}formula_reduced": self.wanted.reduced})
        return Q(**{f"{path}formula__in": [self.wanted.text, self.wanted.unicode]})


def read(text: str) -> FormulaQuery:
    """What `text` asks for. Raises ParameterError, which points at the character where reading stopped."""
    line = "".join(text.split())
    if len(line) > 2 and line[0] in "\"“”„'" and line[-1] in "\"“”'":
        return FormulaQuery("exact", text, _formula(line[1:-1]))
    if "*" in line:
        return FormulaQuery("wildcard", line, _wildcard(text))
    if _SYSTEM.fullmatch(line) and all(symbol in ELEMENTS for symbol in line.split("-")):
        return FormulaQuery("system", "-".join(sorted(set(line.split("-")))), tuple(sorted(set(line.split("-")))))
    letters = re.findall(r"[A-Z]", line)
    # A is no element: a formula of the letters A, B, C … that has it is one without names
    if _ANONYMOUS.fullmatch(line) and "A" in letters:
        return FormulaQuery("anonymous", line, _anonymous(line, letters))
    return FormulaQuery("reduced", text, _formula(text))


def _formula(text: str) -> formula.Formula:
    try:
        return formula.parse(text)
    except formula.FormulaError as error:
        raise ParameterError(f"{error}", value=text) from error


def _anonymous(line: str, letters: list[str]) -> str:
    """`line` as stored: letters by falling amount (AB2C4 → A4B2C), amounts in lowest terms."""
    if len(set(letters)) != len(letters):
        raise ParameterError(f"{shown(line)} names a letter twice; write for example AB2C4.", value=line)
    amounts = sorted((int(number or 1) for number in re.findall(r"[A-Z](\d*)", line)), reverse=True)
    if not amounts[-1]:
        raise ParameterError(f"{shown(line)} has an amount of 0; write for example AB2C4.", value=line)
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
            f"{shown(text)}: beside * only symbols, amounts and brackets; write for example Mg*Se4 or *V2O5*.",
            value=text,
        )
    symbols = [symbol for part in parts for symbol in _SYMBOL.findall(part)]
    if unknown := [symbol for symbol in symbols if symbol not in ELEMENTS]:
        raise ParameterError(f"{shown(text)}: {unknown[0]} is no symbol of an element.", value=text)
    if not symbols:
        raise ParameterError(f"{shown(text)} names no element; write for example Mg*Se4 or *V2O5*.", value=text)
    # an amount or a symbol ends where the literal part does: *S4* is not S40, *S* is not Se
    ends = [("(?![0-9.])" if part[-1:].isdigit() else "(?![a-z])" if part else "") for part in parts]
    pattern = ".*".join(re.escape(part) + end for part, end in zip(parts, ends, strict=True))
    return sorted(set(symbols)), f"^{pattern}$"


class FormulaText(Parameter):
    """A formula in any of the ways that `read` knows."""

    def read(self, text: str) -> FormulaQuery:
        return read(text)


def where(params: FormulaQuery, paths: tuple[str, ...]) -> Q:
    """Rows of which some record at `paths` has such a formula."""
    return reduce(or_, (params.where(path) for path in paths))
