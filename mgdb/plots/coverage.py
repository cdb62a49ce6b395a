"""What nobody has measured: how many values there are of each property in each class, as a heat map."""

from __future__ import annotations

import math
from collections.abc import Sequence

from mgdb.science.properties import PROPERTIES as CATALOGUE

from .model import COUNTS, Count, Drawing, NothingToDraw, Option, ResultTable, tally
from .style import escape, layout

SLUG = "coverage"
TITLE = "What nobody has measured"
DESCRIPTION = "How many values there are of each property, or stating each condition, in each class of materials."
TAKES = COUNTS
PROPERTIES = tuple(CATALOGUE)

TABLE = Option(
    key="table",
    label="Rows and columns",
    choices=(
        ("class", "property × electrolyte class"),
        ("family", "property × structure family"),
        ("condition", "condition × electrolyte class"),
    ),
    default="class",
)
MAIN, ALL = "main", "all"
ROWS_SHOWN = Option(
    key="rows",
    label="Rows",
    choices=((MAIN, "what comparisons use"), (ALL, "all with values")),
    default=MAIN,
)
OPTIONS = (TABLE, ROWS_SHOWN)
COLUMNS = {"class": "Class of the electrolyte", "family": "Structure family", "condition": "Class of the electrolyte"}
ROWS = {"class": "Property", "family": "Property", "condition": "Condition stated"}
NO_CLASS = "with no class of electrolyte"
UNCOUNTED = {"class": NO_CLASS, "family": "with no structure family", "condition": NO_CLASS}
THIN = 2  # values; so few are one or two specimens of one paper
# as on white paper; pages put their own colours in their place
# dark enough to tell many from few, light enough for the number in it
EMPTY, FEW, MANY, NUMBER = "#f5f5f0", "#d4e6f1", "#5aa5d2", "#1d2126"
ROW, COLUMN, BESIDE = 24, 46, 220  # px
# Of labels that lean by 45°: per letter of the longest line, for the second line and what is below the cells.
PER_LETTER, BESIDE_LABELS = 5.6, 44  # px
ONE_LINE = 12  # letters
KEY = (
    "The stronger the colour of a cell, the more values, on a logarithmic scale. A cell leads to the list of "
    "what it counts, or of what could fill it; nothing stands in one that nothing here could fill."
)
COUNTED = "Values are counted, not specimens."
IN_CLASS = "A value stands in the class of the electrolyte that it is about, and in that of the one it was measured in."
NOTES = {
    "class": f"{IN_CLASS} {COUNTED}",
    "family": f"The family is that of the material, or of its phase. {COUNTED}",
    "condition": f"Of values whose property needs the condition, those whose source states it. {IN_CLASS} {COUNTED}",
}


def sample() -> tuple[Count, ...]:
    """Two properties and three classes, ten values in four cells; one cell is empty, one has nothing to fill it; one
    value has no class."""
    labels = {"ionic_conductivity": "Ionic conductivity", "transference_number": "Transference number"}
    numbers = {"ionic_conductivity": (5, 2, 1), "transference_number": (2, 0, 0)}
    cells = [
        Count(
            row=key,
            column=column,
            number=number,
            row_label=labels[key],
            column_label=column,
            url="" if column == "gel" and not number else f"/measurements/?property={key}",
            missing=7 if not number and column != "gel" else 0,
            of_what="electrolyte of the class",
        )
        for key, row in numbers.items()
        for column, number in zip(("solid polymer electrolyte", "oxide", "gel"), row, strict=True)
    ]
    return (*cells, Count(number=1))


def build(
    counts: Sequence[Count],
    *,
    table: str = TABLE.default,
    rows: str = ROWS_SHOWN.default,
) -> Drawing:
    """The cells as a heat map: rows and columns with most values first; of the main rows those without any, too.

    Raises NothingToDraw where all cells are empty.
    """
    asked = [one for one in counts if one.is_main or rows == ALL]
    cells = [one for one in asked if one.column]
    uncounted = sum(one.number for one in asked if not one.column)
    if not any(one.number for one in cells):
        raise NothingToDraw("No value to count: none matches in any class.")
    shown = [one for one in cells if one.number or (one.missing and rows == MAIN)]
    down = _most_first([(one.row, one.number) for one in shown])
    across = _most_first([(one.column, one.number) for one in shown])
    at = {(one.row, one.column): one for one in cells}
    grid = [[at[row, column] for column in across] for row in down]
    found = [one for line in grid for one in line]
    return Drawing(
        figure=_figure(grid, table),
        drawn=(),
        left_out=tally([UNCOUNTED[table]] * uncounted),
        x_label=COLUMNS[table],
        y_label=ROWS[table],
        note=NOTES[table],
        key=KEY,
        tables=(_table(grid, table),),
        lines=tuple(_line(one) for one in found),
        summary=_summary(found, uncounted, table),
    )


def _most_first(numbers: Sequence[tuple[str, int]]) -> list[str]:
    """The keys by the sum of their numbers; equal ones as they come."""
    totals: dict[str, int] = {}
    for key, number in numbers:
        totals[key] = totals.get(key, 0) + number
    return sorted(totals, key=lambda key: -totals[key])


def _in_two(label: str) -> tuple[str, ...]:
    """The lines of a label that leans: two where it is long and has a space, the longer one as short as may be."""
    if len(label) <= ONE_LINE or " " not in label:
        return (label,)
    words = label.split(" ")
    halves = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    return min(halves, key=lambda lines: max(map(len, lines)))


def _figure(grid: Sequence[Sequence[Count]], table: str) -> dict[str, object]:
    most = max(one.number for line in grid for one in line)
    top = _shade(most)
    across = [escape(one.column_label) for one in grid[0]]
    leaning = [_in_two(one.column_label) for one in grid[0]]
    above = BESIDE_LABELS + PER_LETTER * max(len(line) for lines in leaning for line in lines)
    figure_layout = layout(
        "",
        "",
        xaxis={
            "side": "top", "tickangle": -45, "ticks": "", "showgrid": False, "showline": False, "type": "category",
            "tickvals": across, "ticktext": ["<br>".join(map(escape, lines)) for lines in leaning],
        },
        yaxis={
            "autorange": "reversed", "ticks": "", "showgrid": False, "showline": False, "fixedrange": True,
            "type": "category",
        },
        height=round(above) + ROW * len(grid),
        margin={"l": 56, "r": 16, "t": 4, "b": 12},
        meta={"cells": True, "width": BESIDE + COLUMN * len(across)},
    )  # fmt: skip
    trace = {
        "type": "heatmap", "x": across, "y": [escape(line[0].row_label) for line in grid],
        "z": [[_shade(one.number) for one in line] for line in grid], "zmin": 0, "zmax": top,
        "colorscale": [[0, EMPTY], [0.5 / top, EMPTY], [0.5 / top, FEW], [1, MANY]],
        "showscale": False, "xgap": 2, "ygap": 2,
        "text": [[str(one.number) if one.number or one.missing else "" for one in line] for line in grid],
        "texttemplate": "%{text}", "textfont": {"size": 11, "color": NUMBER},
        "hovertext": [[escape(_words(one)) for one in line] for line in grid],
        "hovertemplate": "<b>%{y}</b>, %{x}<br>%{hovertext}<extra></extra>",
        "customdata": [[["", one.url] for one in line] for line in grid],
    }  # fmt: skip
    return {"data": [trace], "layout": figure_layout}


def _shade(number: int) -> float:
    """How strong the colour of a cell is: 0 of no value, 1 of one, 2 of ten."""
    return 1 + math.log10(number) if number else 0.0


def _words(one: Count) -> str:
    if one.number:
        of = f" of {one.total}" if one.total else ""
        return "1 value" if one.number == 1 and not of else f"{one.number}{of} values"
    if not one.missing:
        return "none, and nothing here that could have one"
    first, _, rest = one.of_what.partition(" ")
    several = f"{first}s {rest}".strip() if one.missing != 1 else one.of_what
    return f"none; {one.missing} {several} without it"


def _summary(cells: Sequence[Count], uncounted: int, table: str) -> str:
    filled = [one for one in cells if one.number]
    thin = sum(one.number <= THIN for one in filled)
    said = f"{len(filled)} of {len(cells)} cells have values, {thin} of them no more than two."
    with_values = {one.row for one in filled}
    if empty := list(dict.fromkeys(one.row_label for one in cells if one.row not in with_values)):
        said += f" Without a value in any column: {', '.join(empty)}."
    if not uncounted:
        return said
    return f"{said} Left out: {uncounted} {'value' if uncounted == 1 else 'values'} {UNCOUNTED[table]}."


def _table(grid: Sequence[Sequence[Count]], table: str) -> ResultTable:
    """The same as a table; an empty cell says how many could fill it."""
    rows = tuple((line[0].row_label, *(_cell(one) for one in line)) for line in grid)
    links = tuple(("", *(one.url for one in line)) for line in grid)
    headings = (ROWS[table], *(one.column_label for one in grid[0]))
    return ResultTable("Values in each cell; beside a 0, how many could have one", headings, rows, "cells", links)


def _cell(one: Count) -> str:
    if one.number:
        return str(one.number)
    return f"0 ({one.missing})" if one.missing else "–"


def _line(one: Count) -> dict[str, str | int | float | bool | None]:
    return {
        "row": one.row,
        "row label": one.row_label,
        "column": one.column,
        "column label": one.column_label,
        "values": one.number,
        "of": one.total or None,
        "could be filled by": one.missing,
        "address": one.url,
    }
