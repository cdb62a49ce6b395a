"""A placement as a figure, and as a table for files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mgdb import plot_input, plots
from mgdb.formats import Table, licence
from mgdb.plot_input.curves import Address
from mgdb.plots import Drawing, Point
from mgdb.plots.placed import build

from .placing import Placement, ReportedValue
from .words import headline

OFF_SCALE = "on another potential scale, or on none that both state"
MOST_DRAWN = 150
"""Points of the figure, the nearest conditions first: it stands in the page."""

FARTHER = f"with conditions farther from yours than the {MOST_DRAWN} drawn"
BLANKS = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})


def figure_of(placement: Placement, address: Address | None = None) -> Drawing | None:
    """The values in three rows, and the result across them; None where nothing can be drawn. `address`: where a click
    on a point leads."""
    points: dict[str, list[Point]] = {}
    on_scale = [value for value in placement.values if value.on_scale]
    shown = sorted(on_scale, key=lambda value: value.rank_by_nearness)[:MOST_DRAWN]
    for value, point in zip(shown, plot_input.points_of([value.view for value in shown], address=address), strict=True):
        points.setdefault(value.mark.outcome, []).append(point)
    try:
        drawing = build(placement.question.value, points, placement.question.entry)
    except plots.NothingToDraw:
        return None
    others = ((OFF_SCALE, len(placement.values) - len(on_scale)), (FARTHER, len(on_scale) - len(shown)))
    return replace(drawing, left_out=(*drawing.left_out, *((reason, count) for reason, count in others if count)))


def table_of(placement: Placement, asked_at: str, address: Address) -> Table:
    """A row for each value, in the order asked for. `asked_at`: the absolute address of the page; `address`: of a
    record's page."""
    question = placement.question
    rows = [_row(placement, place, value, address) for place, value in enumerate(placement.values, 1)]
    about = {
        "MgDB": "Place my result",
        "result": f"{question.entry.label}, {question.text}".translate(BLANKS),
        "conditions": "; ".join(f"{one.label}: {one.text}" for one in question.said).translate(BLANKS),
        "outcome": headline(placement).translate(BLANKS),
        "address": asked_at,
        "licence": licence.STATEMENT,
    }
    return Table.flattened(rows, about)


def _row(placement: Placement, place: int, value: ReportedValue, address: Address) -> dict[str, Any]:
    view, entry = value.view, placement.question.entry
    shown = view.displayed
    unit = "" if entry.display_unit in ("", "1") else f" ({entry.display_unit})"
    return {
        "place": place,
        "verdict": value.mark.word,
        "counts in rank and percentile": value.is_counted,
        "it is": STANDS[value.order],
        "yours over it": value.factor.text.translate(BLANKS),
        "id": view.id,
        "material": view.subject.text,
        "as reported": view.text.translate(BLANKS),
        f"value{unit}": None if shown is None else shown.value,
        f"least{unit}": None if shown is None else shown.low,
        f"most{unit}": None if shown is None else shown.high,
        "bound": view.bound,
        "chemistry": view.chemistry,
        "electrolyte": view.electrolyte.text if view.electrolyte else "",
        "same": _labels(value, "same"),
        "differs": "; ".join(f"{row.label}: yours {row.a}, reported {row.b}" for row in value.with_outcome("differs"))
        .translate(BLANKS),
        "unknown": _labels(value, "unknown"),
        "conditions": "; ".join(f"{item.entry.label}: {item.text}" for item in view.reported).translate(BLANKS),
        "suspect": view.suspect,
        "source": view.source.text,
        "doi": view.source.doi,
        "address": address(view.id),
    }  # fmt: skip


STANDS = {
    "lower": "lower than yours",
    "equal": "equal to yours",
    "higher": "higher than yours",
    "open": "not to be ordered against yours",
}


def _labels(value: ReportedValue, outcome: str) -> str:
    return "; ".join(row.label for row in value.with_outcome(outcome))
