"""What goes into a plot and what comes out of it."""

from __future__ import annotations

import difflib
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from mgdb.science.quantity import Quantity
from mgdb.science.quoting import quoted

from .axes import Axis
from .style import ROLES_KEY

Role = Literal["modified", "control", ""]
Takes = Literal["values", "factors", "counts"]
VALUES: Takes = "values"
FACTORS: Takes = "factors"
COUNTS: Takes = "counts"

Reasons = tuple[tuple[str, int], ...]
"""Why points were not plotted, each with how many, the most frequent first."""


class NothingToDraw(ValueError):
    """None of the points that were given can be drawn.

    what: “No rate value to draw”, or a whole sentence; left_out: why each point was not plotted; advice: what may be
    done about it.
    """

    def __init__(self, what: str, left_out: Reasons = (), advice: str = "") -> None:
        self.what, self.left_out, self.advice = what, left_out, advice
        reasons = "; ".join(f"{count} {reason}" for reason, count in left_out) or "none given"
        whole = what if what.endswith(".") and not left_out else f"{what.removesuffix('.')}: {reasons}."
        super().__init__(" ".join(filter(None, (whole, advice))))

    def also(self, more: Reasons) -> NothingToDraw:
        """The same where points were left out before it."""
        return NothingToDraw(self.what, merged(self.left_out, more), self.advice)


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
class Against:
    """How a value stands to that of its control.

    pair: public id; control, control_name: the material; control_kind: in words, is_like_control: whether it lacks no
    more than what was done. factor: above 1 where the modified one is better; text: as comparisons print it;
    is_inverted: it is control over modified. value, control_value: both in words, control_quantity: the latter as a
    number, in the canonical unit. is_comparable: else with caution; verdict: the same in words, mark: its sign,
    explanation: why. strategy: what was done as the source says it; strategies, defects, species: of the vocabularies,
    what the modified one has and the control has not; under: the conditions in words.
    """

    pair: str
    control: str
    control_name: str
    factor: Quantity
    text: str
    value: str
    control_value: str
    control_quantity: Quantity | None = None
    control_kind: str = "pristine"
    is_like_control: bool = True
    is_inverted: bool = False
    is_comparable: bool = True
    verdict: str = "comparable"
    mark: str = "✓"
    explanation: str = ""
    strategy: str = ""
    strategies: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    species: tuple[str, ...] = ()
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many values there are of a row and a column of a table, keys with their labels; is_main: whether comparisons
    rest on what the row is about.

    url: the list of these values, or, where there are none, of the `missing` records that could have one; empty where
    there is no such record either. of_what: what `missing` counts. total: how many values it is a part of, where that
    says something. Without column: values that stand in none.
    """

    row: str = ""
    column: str = ""
    number: int
    row_label: str = ""
    column_label: str = ""
    is_main: bool = True
    url: str = ""
    total: int = 0
    missing: int = 0
    of_what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One measurement, as plots take it.

    quantity: in the canonical unit of the property, None where no number is known. material: public id of the
    subject, name: what a reader calls it, in Unicode. group: what belongs together on the page (a reference). run:
    values of one run may be joined by a line. role: how the subject stands in a comparison; controls: public ids of
    the materials that the source sets it against for this property. origin, ion, method: labels. electrolyte,
    electrolyte_key: what it was measured in, by its name and by a key that equal electrolytes share;
    electrolyte_class: of the subject, or of the electrolyte that it was measured in. chemistry: a key of
    vocabulary.CHEMISTRIES, empty where nothing tells. structure_family, formula (reduced): of the subject. source,
    source_key, doi, year: of the primary source, its author and year, and its BibTeX key. suspect_because: why it is
    suspect, be it by a flag on what is behind it; doubt: why it is to be read with caution, where it is not suspect.
    url: where a click leads. curve: public id of the digitised curve that it is a point of, along: the property along x
    there with its number, where that is no condition, bar_along: lower end, number and upper end of its bar
    along x there, in the canonical unit; None where it has none. unread: why a curve cannot be read, or why a value has
    no factor. against: the control, for plots that take FACTORS.
    """

    id: str
    property_key: str
    quantity: Quantity | None
    material: str
    name: str
    group: str = ""
    role: Role = ""
    conditions: Mapping[str, PointCondition] = field(default_factory=dict)
    run: str = ""
    origin: str = ""
    electrolyte: str = ""
    electrolyte_key: str = ""
    chemistry: str = ""
    source: str = ""
    source_key: str = ""
    doi: str = ""
    year: int | None = None
    ion: str = ""
    method: str = ""
    electrolyte_class: str = ""
    structure_family: str = ""
    formula: str = ""
    controls: tuple[str, ...] = ()
    suspect: bool = False
    suspect_because: str = ""
    doubt: str = ""
    url: str = ""
    curve: str = ""
    along: tuple[str, float] | None = None
    bar_along: tuple[float, float, float] | None = None
    unread: str = ""
    against: Against | None = None

    @property
    def caution(self) -> str:
        """What stands behind the number where it is not to be taken as it is."""
        return " (suspect)" if self.suspect else " (with caution)" if self.doubt else ""

    def condition(self, key: str) -> float | None:
        """The single number of the condition `key` (canonical unit); None where there is none."""
        found = self.conditions.get(key)
        return found.value if found else None

    def condition_text(self, key: str) -> str:
        """The choice or text of the condition `key`; empty where there is none."""
        found = self.conditions.get(key)
        return found.text if found else ""


class BadOption(ValueError):
    """A value that an option of a plot cannot have; `nearest` are values that it can have."""

    def __init__(self, option: Option, value: str, reason: str, nearest: Sequence[str] = ()) -> None:
        self.option, self.value, self.reason, self.nearest = option, value, reason, tuple(nearest)
        super().__init__(f"{option.key}: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """What a plot lets its reader choose, as a parameter of its address.

    key: the parameter, and the keyword of `build`; none of the filters of measurements has this name. choices: pairs of
    value and label; empty for a number, which lies from low to high in `unit`. default: what holds where nothing is
    asked for; "" for a number means none.
    """

    key: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""
    unit: str = ""
    low: float = -math.inf
    high: float = math.inf

    @property
    def values(self) -> tuple[str, ...]:
        """The values that can be chosen; none for a number."""
        return tuple(value for value, _ in self.choices)

    def read(self, text: str) -> str | float | None:
        """What `text` asks for: one of the choices, or a number; None for a number not given. Raises BadOption."""
        asked = text.strip() or self.default
        if self.choices:
            return self._choice(asked)
        if not asked:
            return None
        try:
            number = float(asked.replace("−", "-"))
        except ValueError:
            number = math.nan
        if not self.low <= number <= self.high or not math.isfinite(number):
            span = f" from {self.low:g} to {self.high:g}" if math.isfinite(self.high - self.low) else ""
            reason = f"{quoted(asked, 40)} is not a number{span}{f' in {self.unit}' if self.unit else ''}."
            raise BadOption(self, asked[:40], reason)
        return number

    def _choice(self, asked: str) -> str:
        if asked not in self.values:
            near = difflib.get_close_matches(asked, self.values, n=5) or list(self.values)
            there = ", ".join(near[:12]) + (" …" if len(near) > 12 else "")
            raise BadOption(self, asked[:40], f"{quoted(asked)} is none of the choices; there is {there}.", near[:12])
        return asked


AUTOMATIC = "automatic"
"""A choice of an option that the plot settles: that with the most values."""


def automatic(choices: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """`choices`, before them that the plot settles it."""
    return ((AUTOMATIC, "automatic: most values"), *choices)


WHOLE = "all"
RANGE = Option(
    key="range",
    label="Axis limits",
    choices=(("bulk", "plausible values"), (WHOLE, "all values")),
    default="bulk",
)
"""What every plot lets its reader choose: axes that follow the bulk of the data (`limits`), or that show everything."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A point that was drawn, and where: x and y as plotted, and their text for the table beside the plot."""

    point: Point
    x: float
    y: float
    x_text: str
    y_text: str


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Results that belong to a figure beside its points: fits, readings at a temperature. Cells are plain text.

    key names the table for programs. links: where each cell leads, in the shape of `rows`; empty where none does.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    key: str = ""
    links: tuple[tuple[str, ...], ...] = ()

    def link(self, row: int, column: int) -> str:
        """Where a cell leads; empty where it leads nowhere."""
        return self.links[row][column] if self.links else ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure with its account: which points it shows, and why others were left out.

    figure: Plotly's JSON ({"data": [...], "layout": {...}}). x_label, y_label: axis titles with units, for the table.
    note: what a reader of the figure must know. key: what the markers mean. tables: what was worked out from the
    points. axes: x and y as a reader's own data see them. outside: those of `drawn` that lie outside the axes. chosen:
    what options left to the plot came to, by their keys.
    counted: what one of `drawn` is called, and several. lines: what files hold, a line each, where that is not one for
    each value drawn with what all plots say of it; a table of `tables` then takes the place of that of the values.
    summary: the account, where it does not follow from `drawn`. own: a reader's own points over them, none of which is
    in `drawn`; own_outside: those outside the axes. chemistries: the battery chemistry of each of `drawn`, by its id.
    """

    figure: dict[str, Any]
    drawn: tuple[Drawn, ...]
    left_out: Reasons
    x_label: str
    y_label: str
    note: str = ""
    key: str = ROLES_KEY
    tables: tuple[ResultTable, ...] = ()
    axes: tuple[Axis, ...] = ()
    outside: tuple[Drawn, ...] = ()
    counted: tuple[str, str] = ("value", "values")
    lines: tuple[Mapping[str, str | int | float | bool | None], ...] = ()
    summary: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    own: tuple[Drawn, ...] = ()
    own_outside: tuple[Drawn, ...] = ()
    chemistries: Mapping[str, str] = field(default_factory=dict)

    @property
    def account(self) -> str:
        """How many values are drawn and why others are not, in one sentence."""
        if self.summary:
            return self.summary
        one, several = self.counted
        values = f"1 {one} drawn" if len(self.drawn) == 1 else f"{len(self.drawn)} {several} drawn"
        curves = {item.point.curve for item in self.drawn if item.point.curve}
        if curves:
            read = sum(bool(item.point.curve) for item in self.drawn)
            values += f" ({read} of {'a digitised curve' if len(curves) == 1 else f'{len(curves)} digitised curves'})"
        if self.own:
            values += f" and {len(self.own)} {'point' if len(self.own) == 1 else 'points'} of your own"
        if self.outside:
            values += f"; {outside_text(len(self.outside))}"
        reasons = "; ".join(f"{count} {reason}" for reason, count in self.left_out)
        return f"{values}; not plotted: {reasons}." if reasons else f"{values}; no others match."

    @property
    def listing(self) -> ResultTable:
        """What stands beside the figure, row by row: its last table where it has lines of its own, else the values."""
        if self.lines:
            return self.tables[-1]
        rows = [
            (item.point.name, item.point.role or "–", item.x_text, item.y_text + item.point.caution,
             self.chemistries.get(item.point.id, "–"), item.point.source)
            for item in (*self.drawn, *self.own)
        ]  # fmt: skip
        headings = ("Material", "Role", self.x_label, self.y_label, "Battery chemistry", "Source")
        return ResultTable("Values", headings, tuple(rows))


class Plot(Protocol):
    """What a module of this package has, to be a plot.

    SLUG: its address. TITLE, DESCRIPTION: for pages. PROPERTIES: keys of the properties whose measurements it takes.
    One whose hollow markers say something else than that a value is suspect has HOLLOW (`legend.HOLLOW`).
    A plot with choices has OPTIONS besides, a tuple of Option; each is a keyword of `build`, with its default. A plot
    takes a point for each value, and then RANGE, which says how far the axes reach and which `limits.frame` obeys;
    unless its TAKES is FACTORS, a point for each value and control (`Point.against`), or COUNTS, how many there are.
    The battery chemistry of points is settled before `build` is called (`drawing.draw`), unless OPTIONS names it.
    One with TAKES_OWN takes a reader's own points besides (`own`, drawn as the others), and works its results out for
    them too.
    """

    SLUG: str
    TITLE: str
    DESCRIPTION: str
    PROPERTIES: tuple[str, ...]

    def sample(self) -> Sequence[Any]:
        """Points that the plot can draw, for tests and documentation."""
        ...

    def build(self, points: Sequence[Any], **options: Any) -> Drawing:
        """Draws `points`; NothingToDraw where none of them can be drawn."""
        ...


def takes(plot: Plot) -> Takes:
    """What `plot` is drawn of."""
    found: Takes = getattr(plot, "TAKES", VALUES)
    return found


def merged(one: Reasons, other: Reasons) -> Reasons:
    """Both counted together, the most frequent first."""
    counted = Counter(dict(one))
    counted.update(dict(other))
    return tuple(counted.most_common())


def outside_text(count: int) -> str:
    """“2 values lie outside the axes”."""
    return "1 value lies outside the axes" if count == 1 else f"{count} values lie outside the axes"


def tally(reasons: Sequence[str]) -> Reasons:
    """`reasons` counted, the most frequent first."""
    return tuple(Counter(reasons).most_common())
