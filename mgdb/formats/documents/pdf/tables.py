"""The tables of a page: those with lines around each cell by pdfplumber, those between rules by their columns.

Most journals draw a rule above and below a table, and one below its heads. What stands between is parted into rows by
height and into columns by the gaps that all rows share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from pdfplumber.page import Page
from pdfplumber.table import merge_edges

from mgdb.science.extraction.plain import plain

from .lines import HIGHER, HYPHEN, RAISED, SMALLER, Line

CAPTION: Final = re.compile(r"Table\s+(?P<number>S?(?:[0-9]+|[IVX]+))\b[.:]?", re.IGNORECASE)
_SUNK: Final = re.compile(r"^(?P<of>[A-Za-zσρηλ]{1,3})(?P<rest>\s*[(\[,/][^\n]*)\n(?P<index>[A-Za-z0-9,+]{1,6})$")
_WIDE: Final = 60.0  # points; shorter rules belong to something else
_SAME: Final = 4.0  # points by which the rules of a table may differ in extent
_SPANS: Final = 0.6  # of the width of a table: a cell that heads some rows
_HEADS: Final = 5  # rows of heads at most


@dataclass(frozen=True, slots=True)
class Grid:
    """A table and where it stands: left, right, bottom, top in points from the left and the bottom of the page."""

    rows: tuple[tuple[str, ...], ...]
    left: float
    right: float
    bottom: float
    top: float

    def holds(self, line: Line) -> bool:
        """Whether a line of the page is one of this table."""
        return self.bottom - 1 < line.base < self.top + 1 and line.left > self.left - 3 and line.right < self.right + 3


def grids_of(page: Page, parts: Sequence[Line]) -> list[Grid]:
    """The tables of a page, from its top; parts: its lines, parted at wide gaps."""
    _raise(page.chars)
    base = page.height + page.mediabox[1]
    found = []
    for table in page.find_tables():
        rows = tuple(tuple(_cell(cell or "") for cell in row) for row in table.extract())
        left, top, right, bottom = table.bbox
        if len(rows) > 1 and len(rows[0]) > 1:
            found.append(Grid(rows, left, right, base - bottom, base - top))
    for rules in _frames(page):
        left, right = rules[0]["x0"], rules[0]["x1"]
        heights = sorted((base - rule["top"] for rule in rules), reverse=True)
        beside = [grid for grid in found if grid.right < left + _SAME or right - _SAME < grid.left]
        if any(grid.bottom < heights[0] and heights[-1] < grid.top for grid in found if grid not in beside):
            continue
        inside = Grid((), left, right, heights[-1], heights[0])
        if rows := _rows([part for part in parts if inside.holds(part)], heights):
            found.append(Grid(rows, left, right, heights[-1], heights[0]))
    return sorted(found, key=lambda grid: -grid.top)


def _frames(page: Page) -> list[list[dict[str, Any]]]:
    """The horizontal rules of a page by the tables that they belong to: those of one extent, two at least."""
    edges = [edge for edge in page.edges if edge["orientation"] == "h"]
    rules = [rule for rule in merge_edges(edges, 2, 2, 3, 3) if rule["x1"] - rule["x0"] > _WIDE]
    frames: list[list[dict[str, Any]]] = []
    for rule in sorted(rules, key=lambda one: one["top"]):
        for frame in frames:
            if abs(frame[0]["x0"] - rule["x0"]) < _SAME and abs(frame[0]["x1"] - rule["x1"]) < _SAME:
                frame.append(rule)
                break
        else:
            frames.append([rule])
    return [part for frame in frames for part in _apart(frame, page) if len(part) > 1]


def _apart(frame: list[dict[str, Any]], page: Page) -> list[list[dict[str, Any]]]:
    """The rules of one extent, those of tables one below the other apart: a caption stands between them."""
    captions = [
        word["top"]
        for word in page.extract_words(extra_attrs=["upright"])
        if word["text"].lower() == "table"
        and word["upright"]
        and word["x0"] < frame[0]["x1"]
        and frame[0]["x0"] < word["x1"] + _SAME
    ]
    parts = [[frame[0]]]
    for above, rule in pairwise(frame):
        if any(above["top"] < caption < rule["top"] and len(parts[-1]) > 1 for caption in captions):
            parts.append([])
        parts[-1].append(rule)
    return parts


def _rows(parts: Sequence[Line], heights: Sequence[float]) -> tuple[tuple[str, ...], ...]:
    """The rows of a table between rules, its heads as the first; empty where it has no columns."""
    lines = _by_height(parts)
    heads = [line for line in lines if line[0].base > heights[1]] if len(heights) > 2 else lines[:1]
    body = lines[len(heads) :]
    if not heads or not body or len(heads) > _HEADS:
        return ()
    columns = _columns(body, max(part.right for part in parts) - min(part.left for part in parts))
    if len(columns) < 2:
        return ()
    head = [_over(heads, column) for column in columns]
    filled, kept = _labelled([_filled(line, columns) for line in body], body)
    return (tuple(head), *_folded(filled, kept))


def _by_height(parts: Sequence[Line]) -> list[list[Line]]:
    """Parts at one height, from the left; the lines from the top."""
    lines: list[list[Line]] = []
    for part in sorted(parts, key=lambda one: -one.base):
        if lines and lines[-1][0].base - part.base < 0.4 * max(part.size, lines[-1][0].size):
            lines[-1].append(part)
        else:
            lines.append([part])
    return [sorted(line, key=lambda one: one.left) for line in lines]


def _columns(body: Sequence[Sequence[Line]], width: float) -> list[tuple[float, float]]:
    """The extents of columns: of parts that stand above one another, but for such as span several."""
    most = max(map(len, body))
    extents = sorted(
        (part.left, part.right)
        for line in body
        for part in line
        if len(line) > 1 and not (len(line) < most and part.right - part.left > _SPANS * width)
    )
    columns: list[tuple[float, float]] = []
    for left, right in extents:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(right, columns[-1][1]))
        else:
            columns.append((left, right))
    return columns


def _over(heads: Iterable[Sequence[Line]], column: tuple[float, float]) -> str:
    """What the heads say above a column, line by line; one above several heads each of them."""
    said = []
    for line in heads:
        over = [part.text for part in line if part.left < column[1] and column[0] < part.right]
        near = [part.text for part in line if column[0] - 8 < part.right and part.left < column[1] + 8]
        said += over or near[:1]
    return _plain(" ".join(said))


def _filled(line: Sequence[Line], columns: Sequence[tuple[float, float]]) -> list[str]:
    cells = [""] * len(columns)
    for part in line:
        distances = [max(left - part.right, part.left - right) for left, right in columns]
        place = distances.index(min(distances))
        cells[place] = f"{cells[place]} {part.text}".strip()
    return [_plain(cell) for cell in cells]


def _labelled(rows: list[list[str]], lines: list[list[Line]]) -> tuple[list[list[str]], list[list[Line]]]:
    """The rows without such as hold a name alone at half height, and “?” for the names that those leave open.

    A name in the middle of its rows does not say where they begin; whose their values are is asked.
    """
    whole = [line[0].base for row, line in zip(rows, lines, strict=True) if sum(map(bool, row)) > 1]
    gaps = sorted(above - below for above, below in pairwise(whole))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    between = {
        number
        for number, (row, line) in enumerate(zip(rows, lines, strict=True))
        if row[0] and not any(row[1:]) and any(0 < abs(line[0].base - base) < 0.75 * usual for base in whole)
    }
    if not between and rows[0][0]:
        return rows, lines
    kept = [number for number in range(len(rows)) if number not in between]
    return [[rows[number][0] or "?", *rows[number][1:]] for number in kept], [lines[number] for number in kept]


def _folded(rows: Sequence[list[str]], lines: Sequence[Sequence[Line]]) -> list[tuple[str, ...]]:
    """The rows; a line that stands close below another and fills no column of its own goes on in that one's cells."""
    gaps = sorted(above[0].base - below[0].base for above, below in pairwise(lines))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    found: list[list[str]] = []
    for number, row in enumerate(rows):
        gap = lines[number - 1][0].base - lines[number][0].base if number else 0.0
        if found and not row[0] and gap < 0.85 * usual:
            found[-1] = [f"{before} {after}".strip() for before, after in zip(found[-1], row, strict=True)]
        else:
            found.append(row)
    return [tuple(row) for row in found]


def _plain(text: str) -> str:
    return " ".join(plain(text.replace(HYPHEN, "-"))[0].split())


def _raise(chars: list[dict[str, Any]]) -> None:
    """Makes superscripts of the characters of a page what they are."""
    size = bottom = 0.0
    for char in chars:
        if not char["text"].strip():
            continue
        is_small = char["size"] < SMALLER * size and abs(char["bottom"] - bottom) < size
        if not is_small:
            size, bottom = char["size"], char["bottom"]
        elif bottom - char["bottom"] > HIGHER * size:
            char["text"] = RAISED.get(char["text"], char["text"])


def _cell(text: str) -> str:
    """A cell in plain typing. A subscript, which stands lower, comes as a line of its own: “E (eV)”, “a”."""
    return " ".join(plain(_SUNK.sub(r"\g<of>_{\g<index>}\g<rest>", text))[0].split())
