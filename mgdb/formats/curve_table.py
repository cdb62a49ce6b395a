"""Tables of curves (CSV, pasted text): one curve, pairs of columns side by side, or one x with several y.

Columns stand apart by tab, semicolon, comma or spaces; where they do not stand apart by commas, a comma may be the
decimal sign. Headings are optional: names over pairs of columns, titles of axes with their units, X and Y. A column
whose heading says error (“±”, “error”, “sd”) holds the bars of the column before it.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field

from mgdb.science import quantity, units
from mgdb.science.quantity import QuantityError

from .columns import (
    DECIMAL_COMMA,
    ERROR,
    NUMBER,
    OF_X,
    SEPARATORS,
    THOUSANDS,
    ColumnPlaces,
    MixedCommas,
    Row,
    blocks_of,
    names_and_titles,
    plain_number,
    rows_of,
    told_by_commas,
)
from .curves import LONGEST_NAME, MOST_CURVES, Bar, CurveData, CurveFile, CurveFormat, UnreadableCurves, text_of

MOST_LINES = 20_000
LONGEST_LINE = 20_000  # characters
MOST_CELLS = 250_000  # which are read in some three seconds
MOST_COLUMNS = 2 * MOST_CURVES + 2
PLAIN = re.compile(r"[xy]\s*\d*", re.IGNORECASE)  # headings that say nothing
SIGNS = "<>≤≥"


@dataclass
class _Column(ColumnPlaces):
    """The columns of one curve, and what was read from them."""

    points: list[tuple[float, float]] = field(default_factory=list)
    x_bars: list[Bar] = field(default_factory=list)
    y_bars: list[Bar] = field(default_factory=list)
    bounds: list[str] = field(default_factory=list)


def read(data: bytes) -> CurveFile:
    """The curves of a table. Raises UnreadableCurves, naming line and cell, with what to write instead."""
    return read_text(text_of(data))


def read_text(text: str, *, bars_behind: bool = False) -> CurveFile:
    """As `read`, for a text; bars_behind: without headings, a third and a fourth column are errors of y and of x."""
    _refuse_long_lines(text)
    rows, separator = rows_of(text)
    if not rows:
        raise UnreadableCurves("It has no points; write x and y on each line: 25; 1.2e-4.")
    if len(rows) > MOST_LINES:
        raise UnreadableCurves(f"There are {len(rows)} lines; up to {MOST_LINES} are taken. Divide the table.")
    if (cells := sum(len(row.cells) for row in rows)) > MOST_CELLS:
        raise UnreadableCurves(f"There are {cells:,} cells; up to {MOST_CELLS:,} are taken. Divide the table.")
    heads = _count_of_heads(rows)
    _refuse_points_among_heads(rows[:heads])
    if heads == len(rows):
        raise UnreadableCurves(f"{rows[0].said}: there is no line with numbers; write x and y on each.")
    if starts := blocks_of(rows[heads:], [all(map(_is_number, filter(None, row.cells))) for row in rows[heads:]]):
        raise UnreadableCurves(
            f"{rows[heads + starts[0]].said}, stands below a blank line: does another curve begin there? Set curves "
            "side by side, each with its name over x, or take blank lines out of one."
        )
    width = max(len(row.cells) for row in rows)
    if width > MOST_COLUMNS:
        raise UnreadableCurves(f"There are {width} columns; up to {MOST_COLUMNS} are taken. Divide the table.")
    if separator == ",":
        _refuse_more_cells_than_headings(rows[:heads], rows[heads:])
    comma = _comma_of(rows[heads:], separator)
    columns = _columns([row.cells for row in rows[:heads]], rows[heads:], separator, bars_behind=bars_behind)
    for row in rows[heads:]:
        if len(columns) == 1 and len(row.cells) < 2:
            raise UnreadableCurves(f"{row.said}, is not a point: write x and y, with decimal points.")
        for one in columns:
            _take(one, row, comma=comma, shares_x=sum(other.x == one.x for other in columns) > 1)
    curves = tuple(_curve(one) for one in columns if one.points)
    if not curves:
        raise UnreadableCurves("It has no points: each line has only one of x and y.")
    left_out = tuple(f"“{one.name or 'a column'}” is left out: it has no points." for one in columns if not one.points)
    return CurveFile(curves, left_out)


def _refuse_long_lines(text: str) -> None:
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST_LINE:
            raise UnreadableCurves(
                f"Line {number} has {len(line):,} characters; up to {LONGEST_LINE:,} are taken. Is this a table, with "
                "a point on each line?"
            )


def _refuse_points_among_heads(heads: list[Row]) -> None:
    """Raises UnreadableCurves for a line above the numbers that may be a point: with a date, or half a number."""
    for row in heads:
        filled = [cell for cell in row.cells if cell]
        if date := next(filter(quantity.is_date, filled), ""):
            raise UnreadableCurves(
                f"{row.said}: “{date}” looks like a number that a spreadsheet has made a date of. Give the number that "
                "the figure has, as text; a name that is a date gets a word before it: sample of Jan 5."
            )
        if len(filled) == 2 and sum(map(_reads, filled)) == 1:
            raise UnreadableCurves(
                f"{row.said}: is this a heading, or a point? A point has a number in both cells, a heading words."
            )


def _refuse_more_cells_than_headings(heads: list[Row], rows: list[Row]) -> None:
    """Raises UnreadableCurves where a comma more than the headings have may part decimals or thousands."""
    if not heads:
        return
    filled = max((next(csv.reader([row.text])) for row in heads), key=len)
    width = len(filled) + (len(filled) % 2 if "" in filled else 0)  # a name over a pair stands over its first column
    if odd := next((row for row in rows if len(row.cells) > width), None):
        raise UnreadableCurves(
            f"{odd.said}, has {len(odd.cells)} columns, and the heading {width}: does a comma part decimals or "
            "thousands? Set the columns apart by semicolons."
        )


def _is_number(cell: str) -> bool:
    return (NUMBER.match(cell) is not None and not re.match(r"1\s*/\s*T|1000|10\s*\^", cell)) or plain_number(
        cell
    ) is not None


def _reads(cell: str) -> bool:
    """Whether the whole cell is a number; “2θ (°)” begins with one."""
    try:
        return plain_number(cell) is not None or bool(quantity.parse(cell))
    except QuantityError:
        return False


def _count_of_heads(rows: list[Row]) -> int:
    """How many rows stand above the first with a number in each of two cells, at most."""
    for count, row in enumerate(rows):
        filled = [cell for cell in row.cells if cell]
        if filled and sum(map(_is_number, filled)) >= min(2, len(filled)) and all(map(_is_number, filled[:2])):
            return count
    return len(rows)


def _columns(heads: list[list[str]], rows: list[Row], separator: str, *, bars_behind: bool) -> list[_Column]:
    """Which columns make up which curve, by the headings; asked where these leave two ways open."""
    width = max(len(row.cells) for row in rows)
    if width < 2:
        apart = SEPARATORS.get(separator, "a space")
        raise UnreadableCurves(
            f"{rows[0].said}, is not a point: it has one column (they stand apart by {apart}); write x and y, apart by "
            "a semicolon."
        )
    padded = [[*cells, *[""] * width][:width] for cells in heads]
    names, titles = names_and_titles(padded)
    errors = [place for place in range(width) if any(ERROR.search(row[place]) for row in padded)]
    values = [place for place in range(width) if place not in errors]
    titled = [titles[place] or "" for place in values]
    paired = len(values) % 2 == 0 and (
        len(values) == 2
        or any(row[0] and all(not row[place] for place in values[1::2]) for row in padded)
        or (all(title.casefold() == titled[0].casefold() for title in titled[::2] if titled[0]) and bool(titled[0]))
    )
    if not any(any(row) for row in padded) and len(values) > 2:
        first = len(rows[0].cells)
        if odd := next((row for row in rows if len(row.cells) > first), None):
            raise UnreadableCurves(f"{odd.said}, has {len(odd.cells)} columns, and the lines above have {first}.")
        if bars_behind and len(values) <= 4:
            return [_Column(0, 1, y_error=2, x_error=3 if len(values) == 4 else None)]
        raise UnreadableCurves(
            f"There are {len(values)} columns without headings. Write X,Y over each pair of columns, “error” over "
            "errors, or the name of each curve over its y where all share one x."
        )
    if paired:
        found = [_Column(x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
    else:
        found = [_Column(values[0], y) for y in values[1:]]
    for one in found:
        one.x_title, one.y_title = _told(titles[one.x]), _told(titles[one.y])
        one.name = names[one.x] if paired else (names[one.y] or one.y_title)
        one.name = (one.name or names[one.y])[:LONGEST_NAME]
        behind = [place for place in errors if one.x < place]
        for place in behind:
            nearest = max(other for other in values if other < place)
            heading = " ".join(row[place] for row in padded)
            if nearest == one.x or (OF_X.search(heading) and nearest == one.y):
                one.x_error = place
            elif nearest == one.y:
                one.y_error = place
    if len(found) > MOST_CURVES:
        raise UnreadableCurves(f"There are {len(found)} curves; up to {MOST_CURVES} are taken. Divide the table.")
    return found


def _told(title: str) -> str:
    """`title`, unless it is a mere X or Y."""
    return "" if PLAIN.fullmatch(title) else title


def _comma_of(rows: list[Row], separator: str) -> str:
    """What commas inside cells become: a point, nothing where they part thousands.

    Raises UnreadableCurves where they may be either.
    """
    if separator == ",":
        for row in rows:
            if any(re.fullmatch(r"0\d+", cell) for cell in row.cells):
                raise UnreadableCurves(
                    f"{row.said}: are these decimal commas? Set the columns apart by semicolons, or write points."
                )
        return ","
    commas = [(row, cell) for row in rows for cell in row.cells if "," in cell]
    try:
        told = told_by_commas(cell for _, cell in commas)
    except MixedCommas as error:
        raise UnreadableCurves(str(error)) from None
    if told == "thousands":
        return ""
    open_ones = [(row, cell) for row, cell in commas if THOUSANDS.fullmatch(cell)]
    if open_ones and not told:
        row, cell = open_ones[0]
        point = cell.replace(",", ".", 1)
        raise UnreadableCurves(
            f"{row.said}: is “{cell}” {cell.replace(',', '')}, or {point}? Write it without the comma, or with a point."
        )
    return "." if commas else ","


def _take(one: _Column, row: Row, *, comma: str, shares_x: bool) -> None:
    cells = row.cells
    x, y = (cells[place] if place < len(cells) else "" for place in (one.x, one.y))
    if x and one.y >= len(cells) and not shares_x:
        raise UnreadableCurves(f"{row.said}: x is {x[:20]}, and y is missing.")
    if not y:
        return  # curves differ in length
    if not x:
        raise UnreadableCurves(f"{row.said}: y is {y[:20]}, and x is missing.")
    across, sign = _number(x, row, comma=comma)
    if sign != "=":
        raise UnreadableCurves(f"{row.said}: {x[:40]} has a sign; only y may be a bound.")
    up, bound = _number(y, row, comma=comma)
    one.points.append((across, up))
    one.bounds.append(bound)
    for place, bars in ((one.x_error, one.x_bars), (one.y_error, one.y_bars)):
        cell = cells[place] if place is not None and place < len(cells) else ""
        bars.append(_bar(cell, row, comma=comma))


def _number(cell: str, row: Row, *, comma: str) -> tuple[float, str]:
    """The number of a cell and its bound. Raises UnreadableCurves, naming the line."""
    text = cell.replace(",", comma) if not comma or DECIMAL_COMMA.fullmatch(cell) else cell
    value = plain_number(text.replace("–", "-"))
    if value is None:
        try:
            read = quantity.parse(text)
        except QuantityError as error:
            if _has_unit(text):
                raise UnreadableCurves(
                    f"{row.said}: “{cell[:40]}” is a value with its unit. Units stand in the headings, as in T (°C), "
                    "with numbers below; a curve that is named by a value gets a word before it: at 25 °C."
                ) from None
            said = str(error).partition(": ")[2] or str(error)
            raise UnreadableCurves(
                f"{row.said}, is not a point: “{cell[:40]}” is not a number ({said}); write x and y as decimals."
            ) from None
        value, bound = read.value, read.bound
        if read.approximate:
            raise UnreadableCurves(
                f"{row.said}: a point of a curve keeps no “about”; leave the sign of {cell[:40]} out, and say so in "
                "the remarks."
            )
        if value is None or read.uncertainty is not None:
            raise UnreadableCurves(
                f"{row.said}: a point is one number, not {cell[:40]}; give its error in a column behind."
            )
        return value, bound
    return value, "="


def _has_unit(text: str) -> bool:
    """Whether `text` is a number and a unit behind it."""
    try:
        _, unit = quantity.split(text)
        return bool(unit) and bool(units.normalise(unit))
    except (QuantityError, units.UnitError):
        return False


def _bar(cell: str, row: Row, *, comma: str) -> Bar:
    """How far a bar reaches below and above: “0.1”, or “0.1/0.3”; nothing for an empty cell."""
    if not cell:
        return (None, None)
    below, slash, above = cell.lstrip("±").partition("/")
    ends = [_number(part.strip(), row, comma=comma)[0] for part in (below, above if slash else below)]
    if min(ends) < 0:
        raise UnreadableCurves(f"{row.said}: the error {cell[:40]} is a length: 0.1, or 0.1/0.3 for below and above.")
    return (ends[0], ends[1])


def _curve(one: _Column) -> CurveData:
    return CurveData(
        one.name,
        tuple(one.points),
        one.x_title,
        one.y_title,
        tuple(one.x_bars) if any(bar != (None, None) for bar in one.x_bars) else (),
        tuple(one.y_bars) if any(bar != (None, None) for bar in one.y_bars) else (),
        tuple(one.bounds) if any(bound != "=" for bound in one.bounds) else (),
    )


CURVES = CurveFormat(
    key="table",
    label="Table (CSV, pasted columns)",
    extensions=("csv", "txt", "tsv", "dat"),
    recognises=lambda data: True,
    read=read,
    order=1000,
)
