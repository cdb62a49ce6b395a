"""What goes into a plot and what comes out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from mgdb.science.quantity import Quantity

Role = Literal["modified", "control", ""]


class NothingToDraw(ValueError):
    """None of the points that were given can be drawn; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointCondition:
    """A condition of a point: its interval in the canonical unit, or its text; `printed` as the document has it."""

    low: float | None = None
    high: float | None = None
    text: str = ""
    printed: str = ""
    assumed: bool = False

    @property
    def value(self) -> float | None:
        """The number where it is a single one."""
        return self.low if self.low is not None and self.low == self.high else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One measurement, as plots take it.

    quantity: in the canonical unit of the property, None where no number is known. material: public id of the subject,
    name: what a reader calls it, in Unicode. group: what belongs together on the page (a reference). run: values of
    one run may be joined by a line. role: how the subject stands in a comparison. origin, ion, method: labels. family:
    class of the electrolyte or structure family of the subject. year: of the primary source. url: where a click leads.
    """

    id: str
    property: str
    quantity: Quantity | None
    material: str
    name: str
    group: str = ""
    role: Role = ""
    conditions: Mapping[str, PointCondition] = field(default_factory=dict)
    run: str = ""
    origin: str = ""
    electrolyte: str = ""
    source: str = ""
    year: int | None = None
    ion: str = ""
    method: str = ""
    family: str = ""
    suspect: bool = False
    url: str = ""

    def condition(self, key: str) -> float | None:
        """The single number of the condition `key` (canonical unit); None where there is none."""
        found = self.conditions.get(key)
        return found.value if found else None

    def condition_text(self, key: str) -> str:
        """The choice or text of the condition `key`; empty where there is none."""
        found = self.conditions.get(key)
        return found.text if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice that a plot offers: its key, a label for pages, (value, label) pairs and the value when none is given."""

    key: str
    label: str
    choices: tuple[tuple[str, str], ...]
    default: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A point that was drawn, and where: x and y as plotted, and their text for the table beside the plot."""

    point: Point
    x: float
    y: float
    x_text: str
    y_text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure with its account: which points it shows, and why others were left out.

    figure: Plotly's JSON ({"data": [...], "layout": {...}}). x_label, y_label: axis titles with units, for the table.
    note: what a reader of the figure must know.
    """

    figure: dict[str, Any]
    drawn: tuple[Drawn, ...]
    left_out: tuple[tuple[str, int], ...]
    x_label: str
    y_label: str
    note: str = ""

    @property
    def account(self) -> str:
        """How many values are drawn and why others are not, in one sentence."""
        values = "1 value drawn" if len(self.drawn) == 1 else f"{len(self.drawn)} values drawn"
        if not self.left_out:
            return f"{values}; none left out."
        reasons = "; ".join(f"{count} {reason}" for reason, count in self.left_out)
        return f"{values}; left out: {reasons}."


class Plot(Protocol):
    """What a module of this package has, to be a plot.

    SLUG: its address. TITLE, DESCRIPTION: for pages. PROPERTIES: keys of the properties whose measurements it takes.
    """

    SLUG: str
    TITLE: str
    DESCRIPTION: str
    PROPERTIES: tuple[str, ...]

    def sample(self) -> Sequence[Point]:
        """Points that the plot can draw, for tests and documentation."""
        ...

    def build(self, points: Sequence[Point]) -> Drawing:
        """Draws `points`; NothingToDraw where none of them can be drawn."""
        ...


def tally(reasons: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """`reasons` counted, the most frequent first."""
    return tuple(Counter(reasons).most_common())
