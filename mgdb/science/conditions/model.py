"""What the catalogue says of a condition, and how its entries are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mgdb.science import units
from mgdb.science.expectations import Scale
from mgdb.science.limits import ANY, Limits
from mgdb.science.tolerance import RELATIVE, Tolerance

from .relevance import Relevance


class UnknownCondition(KeyError):
    """A key that the catalogue does not have; `near` are the keys like it."""

    def __init__(self, key: str, near: tuple[str, ...], known: Iterable[str]) -> None:
        self.key, self.near = key, near
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
        super().__init__(f"“{key}” is not a condition; {hint}")

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would put quotation marks around it


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition. kind "number" has dimension and units, "choice" its (key, label) pairs, "text" neither.

    relevance: for which properties it tells two values apart.

    symbol is HTML; possible are the limits in the canonical unit `unit` outside which a number is refused, plausible is
    (low, high), outside which it is questioned; whole: a count, of which averaged says that means are stated too;
    tolerance: within which two numbers of it are the same; assumed_within: how far, in the canonical unit, what was
    meant may lie from a number that is a convention (room temperature is 20 to 25 °C).
    """

    key: str
    label: str
    symbol: str
    definition: str
    kind: Literal["number", "text", "choice"]
    relevance: Relevance
    dimension: str | None = None
    unit: str = ""
    display_unit: str = ""
    accepted_units: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    plausible: tuple[float, float] | None = None
    scale: Scale = "linear"
    possible: Limits = ANY
    plausible_reason: str = ""
    whole: bool = False
    averaged: bool = False
    tolerance: Tolerance = RELATIVE
    assumed_within: float = 0.0

    @property
    def tolerance_text(self) -> str:
        """“2 %”, “2 K”; empty where there are no numbers."""
        return self.tolerance.in_words(self.unit) if self.kind == "number" else ""


def number(
    key: str,
    label: str,
    symbol: str,
    dimension: str,
    plausible: tuple[float, float],
    definition: str,
    scale: Scale = "linear",
    accepted: tuple[str, ...] | None = None,
    *,
    relevance: Relevance,
    tolerance: Tolerance,
    assumed_within: float = 0.0,
    possible: Limits | None = None,
    because: str = "",
    whole: bool = False,
) -> Condition:
    """A condition with a number; its units are those of `dimension` unless `accepted` narrows them."""
    entry = units.DIMENSIONS[dimension]
    return Condition(
        key=key,
        label=label,
        symbol=symbol,
        definition=definition,
        kind="number",
        relevance=relevance,
        dimension=dimension,
        unit=entry.canonical,
        display_unit=entry.display or entry.canonical,
        accepted_units=accepted or entry.accepted,
        plausible=plausible,
        scale=scale,
        possible=possible or entry.possible,
        plausible_reason=because,
        whole=whole,
        tolerance=tolerance,
        assumed_within=assumed_within,
    )


def text(key: str, label: str, definition: str, relevance: Relevance) -> Condition:
    """A condition in words."""
    return Condition(key=key, label=label, symbol="", definition=definition, kind="text", relevance=relevance)


def choice(key: str, label: str, definition: str, *choices: tuple[str, str], relevance: Relevance) -> Condition:
    """A condition that is one of `choices`, each a key and its label."""
    return Condition(
        key=key, label=label, symbol="", definition=definition, kind="choice", choices=choices, relevance=relevance
    )
