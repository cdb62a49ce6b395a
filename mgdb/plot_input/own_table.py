"""The columns of a reader's own table: which hold x and y, which their errors, and what each series is called.

x comes first, then y, or several y under headings that name them; a text before or behind them names the series of its
line. A heading that says error stands over the errors of the column before it; without headings a third column of
numbers is the error of y. On a plot of rows the first column is a name and the next its number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mgdb.formats.columns import (
    ERROR,
    OF_X,
    ColumnPlaces,
    MixedCommas,
    Row,
    blocks_of,
    names_and_titles,
    rows_of,
    told_by_commas,
)

MOST_LINES, MOST_COLUMNS, LONGEST_LINE, LONGEST_CELL = 1_100, 60, 4_000, 200
MOST_CHARACTERS = 150_000  # about as many as the most cells take: what is refused before it is looked at
MOST_CELLS = 12_000  # with something in them
MOST_BREAKS = 100  # lines without a number between such with one
HEADS = 3  # rows over the numbers: names, titles, units
NO_TABLES = {r"\{|\[\s*[\[{]": "JSON", r"(?i)<(?:!doctype|html|table|head|body)": "a page in HTML", r"<\?xml": "XML"}
WHOLE = re.compile(r"[-+−]?\d+")


class TableFault(ValueError):
    """Why no line of a table can be read; a sentence that says what to write."""


@dataclass(slots=True)
class OwnTable:
    """The lines with numbers and their columns; `names` is the place of the names of series. commas: cells have decimal
    commas. first, last: its lines in the text. faults: lines that cannot be read; said: what a reader must know of how
    it was read."""

    rows: list[Row]
    columns: list[ColumnPlaces]
    names: int | None
    commas: bool
    first: int = 1
    last: int = 1
    faults: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def read(
    text: str, is_number: Callable[[str], bool], is_heading: Callable[[str], bool], *, of_rows: bool
) -> list[OwnTable]:
    """The tables of `text`, one below the other, each under headings of its own; of_rows: of a plot whose other axis is
    names. Raises TableFault where no columns can be told."""
    rows, _ = _lines(text)
    masks = [[bool(cell) and is_number(cell) for cell in row.cells] for row in rows]
    heads = _count_of_heads(rows, masks, of_rows=of_rows)
    if heads == len(rows):
        raise TableFault(f"{rows[0].said}: there is no line with numbers; write two columns, as in 25; 1.2e-4.")
    starts, blocks = (
        ([], []) if of_rows else (_more_starts(rows, masks, heads, is_heading), _blocks(rows, masks, heads))
    )
    starts = sorted({*starts, *blocks})
    tables: list[OwnTable] = []
    titles: list[Row] = []
    for start, end in zip([0, *starts], [*starts, len(rows)], strict=True):
        part, marked = rows[start:end], masks[start:end]
        count = _count_of_heads(part, marked, of_rows=of_rows)
        alone = _name_alone(part[0]) if start and start not in blocks else ""
        if alone or start in blocks:  # the headings above hold on
            below = 1 if alone else 0
            part, marked = [*titles, *part[below:]], [*([[]] * len(titles)), *marked[below:]]
            count = len(titles)
        else:
            titles = [row for row in part[:count] if count > 1 or not _name_alone(row)]
        tables.append(_table(part, marked, count, of_rows=of_rows))
        tables[-1].first, tables[-1].last = rows[start].number, rows[end - 1].number
        if start in blocks:
            tables[-1].said.append("After a blank line a series of its own begins; take blank lines out of one series.")
        for column in tables[-1].columns if alone else ():
            column.name = " ".join(filter(None, (alone, column.name)))
    return tables


def _more_starts(
    rows: Sequence[Row], masks: Sequence[Sequence[bool]], heads: int, is_heading: Callable[[str], bool]
) -> list[int]:
    """Where headings, or a name alone, stand between lines of numbers: another table begins there."""
    found, breaks = [], 0
    for place in range(heads + 1, len(rows) - 1):
        if any(masks[place]) or not any(masks[place - 1]):
            continue
        behind = next((later for later in range(place, len(rows)) if any(masks[later])), len(rows))
        if (breaks := breaks + 1) > MOST_BREAKS:
            raise TableFault(
                f"More than {MOST_BREAKS} lines between the numbers hold none. Paste one table, or a few below each "
                "other."
            )
        cells = [cell for cell in rows[place].cells if cell]
        if behind < len(rows) and behind - place <= HEADS and (len(cells) == 1 or is_heading(cells[0])):
            found.append(place)
    return found


def _blocks(rows: Sequence[Row], masks: Sequence[Sequence[bool]], heads: int) -> list[int]:
    """Where a blank line begins another series: between numbers, unless the lines name their series themselves."""
    body = [
        [is_number for cell, is_number in zip(row.cells, mask, strict=True) if cell]
        for row, mask in zip(rows[heads:], masks[heads:], strict=True)
    ]
    if 2 * sum(sum(one) > 1 and not all(one) for one in body) >= len(body):
        return []
    return [heads + place for place in blocks_of(rows[heads:], [any(one) for one in body])]


def _name_alone(row: Row) -> str:
    """The one cell of a line that holds one; empty for any other."""
    cells = [cell for cell in row.cells if cell]
    return cells[0] if len(cells) == 1 else ""


def _table(rows: list[Row], masks: Sequence[Sequence[bool]], heads: int, *, of_rows: bool) -> OwnTable:
    body = rows[heads:]
    width = max(len(row.cells) for row in rows)
    if width > MOST_COLUMNS:
        raise TableFault(f"There are {width} columns; up to {MOST_COLUMNS} are taken. Leave out what is not drawn.")
    padded = [[*row.cells, *[""] * width][:width] for row in rows[:heads]]
    numeric = _numeric(body, masks[heads:], width)
    errors = [place for place in range(width) if any(ERROR.search(row[place]) for row in padded)]
    values, names = _values(numeric, errors, body, width, of_rows=of_rows)
    columns = _columns(padded, values, errors, of_rows=of_rows)
    table = OwnTable(body, columns, names, _decimal_commas(body))
    used = {names, *errors, *(place for one in columns for place in (one.x, one.y, one.x_error, one.y_error))}
    for place in range(width):
        if place not in used and any(place < len(row.cells) and row.cells[place] for row in body):
            over = next((row[place] for row in padded if row[place]), "")
            table.said.append(f"The column “{over}” is not read." if over else f"Column {place + 1} is not read.")
    if not heads and any(one.y_error is not None for one in columns):
        table.said.append("The third column is read as the error of the second; write headings where it is a series.")
    _refuse_lines(table, len(padded[-1]) if padded else None, max(_filled(row) for row in padded) if padded else 0)
    return table


def _lines(text: str) -> tuple[list[Row], str]:
    if other := next((kind for mark, kind in NO_TABLES.items() if re.match(mark, text.lstrip("\ufeff \r\n\t"))), ""):
        raise TableFault(f"This is {other}, and no table. Paste two columns, or choose a file with them: 25; 1.2e-4.")
    if len(text) > MOST_CHARACTERS:
        raise TableFault(
            f"The table has {len(text)} characters; up to {MOST_CHARACTERS} are taken. Leave out what is not drawn."
        )
    if any(len(line) > LONGEST_LINE for line in text.splitlines()):
        raise TableFault(f"A line has more than {LONGEST_LINE} characters; a point has two numbers on a line.")
    rows, separator = rows_of(text)
    if not rows:
        raise TableFault("There is nothing to draw; paste two columns, or choose a file.")
    for row in rows:
        if long := next((cell for cell in row.cells if len(cell) > LONGEST_CELL), ""):
            raise TableFault(
                f"{row.said}: “{long[:40]} …” has more than {LONGEST_CELL} characters, and is neither number nor "
                "heading. Leave it out."
            )
    if len(rows) > MOST_LINES:
        raise TableFault(f"There are {len(rows)} lines; up to {MOST_LINES} are taken. Leave some out.")
    if (filled := sum(_filled(row.cells) for row in rows)) > MOST_CELLS:
        raise TableFault(f"{filled} cells hold something; up to {MOST_CELLS} are taken. Leave out what is not drawn.")
    return rows, separator


def _count_of_heads(rows: Sequence[Row], masks: Sequence[Sequence[bool]], *, of_rows: bool) -> int:
    """How many lines stand over the numbers."""
    heads = next((count for count, mask in enumerate(masks) if any(mask)), len(rows))
    if heads > HEADS:
        return 0 if any(any(mask) for mask in masks) else heads  # words that are no headings: each is a fault
    # “T; 1; 2”: numbers that name series, over a column that goes on with numbers
    if not of_rows and heads < len(rows) - 1:
        first, later = masks[heads], masks[heads + 1 :]
        goes_on = all(mask and mask[0] for mask in later)
        if len(first) > 2 and rows[heads].cells[0] and not first[0] and goes_on:
            return heads + 1
    return heads


def _numeric(body: Sequence[Row], masks: Sequence[Sequence[bool]], width: int) -> list[int]:
    """The columns at least half of whose filled cells are numbers."""
    found = []
    for place in range(width):
        filled = [mask[place] for row, mask in zip(body, masks, strict=True) if place < len(mask) and row.cells[place]]
        if filled and 2 * sum(filled) >= len(filled):
            found.append(place)
    return found


def _values(
    numeric: Sequence[int], errors: Sequence[int], body: Sequence[Row], width: int, *, of_rows: bool
) -> tuple[list[int], int | None]:
    """The columns of x and y, and that of names."""
    values = [place for place in numeric if place not in errors]
    if of_rows:
        rest = [place for place in values if place > 0]
        return [0, *(rest or [1])], None
    if len(values) < 2:
        if width < 2:
            raise TableFault(
                f"{body[0].said}: there is one column; write x and y, apart by a semicolon or a tab: 25; 1.2e-4."
            )
        values = [place for place in range(width) if place not in errors][:2]
    words = [
        place
        for place in range(width)
        if place not in numeric
        and place not in (*errors, *values)
        and any(place < len(row.cells) and row.cells[place] for row in body)
    ]
    return values, next((place for place in words if place < values[0]), words[0] if words else None)


def _columns(heads: list[list[str]], values: list[int], errors: Sequence[int], *, of_rows: bool) -> list[ColumnPlaces]:
    """Which columns make up which series, by the headings; asked where these leave two ways open."""
    if not heads and len(values) > 2:
        if len(values) > 3:
            raise TableFault(
                f"There are {len(values)} columns of numbers without headings. Write a heading over each: the name of "
                "a series over its y, “error” over errors."
            )
        return [ColumnPlaces(values[0], values[1], y_error=values[2])]
    names, titles = names_and_titles(heads)
    across = [titles[place].casefold() for place in values[::2]]
    paired = (
        not of_rows
        and len(values) > 2
        and len(values) % 2 == 0
        and (
            (bool(across[0]) and len(set(across)) == 1 and titles[values[1]].casefold() != across[0])
            or any(row[values[0]] and all(not row[place] for place in values[1::2]) for row in heads)
        )
    )
    pairs = zip(values[::2], values[1::2], strict=True) if paired else ((values[0], y) for y in values[1:])
    found = [ColumnPlaces(x, y) for x, y in pairs]
    for one in found:
        one.x_title, one.y_title = titles[one.x], titles[one.y]
        one.name = names[one.x] if paired else names[one.y]
        if len(values) == 2 and not one.name:  # a name over the pair
            one.name = names[one.x]
        for place in (place for place in errors if one.x < place):
            nearest = max(other for other in values if other < place)
            over = " ".join(row[place] for row in heads)
            if nearest == one.x or (OF_X.search(over) and nearest == one.y):
                one.x_error = place
            elif nearest == one.y:
                one.y_error = place
    return found


def _decimal_commas(body: Sequence[Row]) -> bool:
    """Whether commas inside cells are decimal signs. Raises TableFault where they are that and part thousands, too."""
    try:
        return told_by_commas(cell for row in body for cell in row.cells) == "decimals"
    except MixedCommas as error:
        raise TableFault(str(error)) from None


def _filled(cells: Sequence[str]) -> int:
    return max((place + 1 for place, cell in enumerate(cells) if cell), default=0)


def _refuse_lines(table: OwnTable, width: int | None, headed: int) -> None:
    """Takes lines out whose columns cannot be told, where a comma may part decimals."""
    kept = []
    counts = Counter(max(len(row.cells), 2) for row in table.rows)
    usual = max(counts, key=lambda count: (counts[count], -count))
    for row in table.rows:
        count = len(row.cells)
        by_comma = not any(sign in row.text for sign in "\t;") and "," in row.text
        if width is None and by_comma and _may_be_decimals(row):
            table.faults.append(
                f"{row.said}: do commas part decimals or columns? Set the columns apart by semicolons, or write a "
                "heading over each."
            )
        elif width is None and by_comma and count > usual:
            table.faults.append(f"{row.said}: there are {count} columns, and {usual} in the others.")
        elif width is not None and by_comma and count > headed:
            table.faults.append(
                f"{row.said}: there are {count} columns, and {headed} headings. Does a comma part decimals or "
                "thousands? Set the columns apart by semicolons."
            )
        else:
            kept.append(row)
    table.rows = kept


def _may_be_decimals(row: Row) -> bool:
    """“25,5,1”: 25.5 and 1, or three numbers."""
    return len(row.cells) > 2 and any(
        WHOLE.fullmatch(one) and other.isdecimal() and f"{one},{other}" in row.text
        for one, other in zip(row.cells, row.cells[1:], strict=False)
    )
