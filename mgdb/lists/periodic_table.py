"""The periodic table as a way to choose elements: all of, any of, none of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mgdb.science.elements import ELEMENTS
from mgdb.science.quoting import quoted
from mgdb.search import FacetValue, ParameterProblem, suggestion

MODES = {"all": "with all of", "any": "with any of", "none": "with none of"}

# facets that the table shows
ELEMENT_FACETS = ("elements_all", "elements_any")


def read_mode(text: str, problems: list[ParameterProblem]) -> str:
    """The mode that clicks are meant in; "all" where none is given. Adds to `problems` for one that is none."""
    if text and text not in MODES:
        sentence, close = suggestion(text, MODES)
        problems.append(
            ParameterProblem("picker", text[:20], f"{quoted(text)} is not a way to choose; {sentence}", tuple(close))
        )
    return text or "all"


def said(count: int, change: int | None) -> str:
    """How many rows a click leaves, or by how many it changes them: 23, +3, −8."""
    if change is None:
        return str(count)
    return f"+{change}" if change >= 0 else f"\N{MINUS SIGN}{-change}"


@dataclass(frozen=True)
class ElementSquare:
    """One element: how many of the rows have it, how it is chosen ("" if not), where a click leads ("" for nowhere).
    `change`: by how many rows a click changes those that there are, where it does not leave those that have it."""

    symbol: str
    name: str
    row: int
    column: int
    count: int
    chosen: str
    href: str
    change: int | None = None

    @property
    def label(self) -> str:
        """For those who do not see the table: “V, vanadium, 23 rows, must be present”."""
        state = {"all": "must be present", "any": "one of several", "none": "must be absent", "": ""}[self.chosen]
        return f"{self.symbol}, {self.name}, {said(self.count, self.change)}{', ' + state if state else ''}"

    @property
    def number(self) -> str:
        """What stands in the square."""
        return said(self.count, self.change)


@cache
def places() -> tuple[tuple[str, str, int, int], ...]:
    """Symbol, name, row and column of each element; lanthanoids and actinoids stand below the table."""
    found = []
    for symbol, element in ELEMENTS.items():
        row, column = element.period, element.group
        if column is None:
            row, column = element.period + 3, element.number - (57 if element.period == 6 else 89) + 3
        found.append((symbol, element.name, row, column))
    return tuple(found)


class PeriodicTable:
    """The table with the present query, which `total` rows match; `address` of the list makes those of the clicks.
    `named`: the address names the mode, so that the table is unfolded."""

    def __init__(
        self,
        mode: str,
        values: Sequence[FacetValue],
        asked: Mapping[str, Any],
        address: Callable[..., str],
        total: int,
        *,
        named: bool,
    ) -> None:
        self.mode, self.address, self.total, self.named = mode, address, total, named
        self.values = {one.value: one for one in values}
        self.chosen = {symbol: kind for kind in MODES for symbol in asked.get(f"elements_{kind}", ())}

    @property
    def open(self) -> bool:
        return bool(self.chosen) or self.named

    @property
    def modes(self) -> list[tuple[str, str, str]]:
        """(key, words, address)."""
        return [(key, words, self.address(picker=key)) for key, words in MODES.items()]

    @property
    def clear(self) -> str:
        return self.address(**{f"elements_{kind}": None for kind in MODES}) if self.chosen else ""

    @property
    def squares(self) -> list[ElementSquare]:
        found = []
        for symbol, name, row, column in places():
            value, chosen = self.values.get(symbol), self.chosen.get(symbol, "")
            count = value.count if value else 0
            href = self._click(symbol, chosen) if count or chosen else ""
            change = None if value is None or chosen else self._change(value)
            found.append(ElementSquare(symbol, name, row, column, count, chosen, href, change))
        return found

    def _change(self, value: FacetValue) -> int | None:
        """By how many rows a click changes those that there are, where it does not leave those with the element."""
        if self.mode == "none":
            return -value.count
        return None if value.together is None else value.together - self.total

    def _click(self, symbol: str, chosen: str) -> str:
        """Takes the symbol in by the present mode; out where it is in by this mode; over where by another."""
        lists = {kind: [one for one, by in self.chosen.items() if by == kind and one != symbol] for kind in MODES}
        if chosen != self.mode:
            lists[self.mode].append(symbol)
        return self.address(
            **{f"elements_{kind}": ",".join(symbols) if symbols else None for kind, symbols in lists.items()}
        )
