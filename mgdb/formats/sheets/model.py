"""What every reader of tables gives, and how much it takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class UnreadableSheet(ValueError):
    """A file that no table can be read from; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read: bytes, bytes unpacked, parts of an archive, lines, columns, characters of a cell,
    seconds that reading may take."""

    size: int = 20_000_000
    unpacked: int = 250_000_000
    parts: int = 1_000
    lines: int = 120_000
    columns: int = 200
    length: int = 5_000
    seconds: float = 60.0


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Choice:
    """How a person wants a file read where it can be read in more than one way; empty: as guessed.

    spread: whether the text of merged cells stands in each of them.
    """

    sheet: str = ""
    encoding: str = ""
    separator: str = ""
    spread: bool = True


class SheetName(NamedTuple):
    """A sheet of a workbook."""

    name: str
    hidden: bool = False


class Line(NamedTuple):
    """A line of a table: its number as a spreadsheet or an editor counts it, and its cells."""

    number: int
    cells: list[str]


@dataclass(slots=True)
class SheetFile:
    """A table as it is read. `lines` starts over at each call; `said`: what a reader must know of it, a sentence each.

    of_text: whether encoding and sign between columns can be chosen.
    """

    kind: str
    endings: tuple[str, ...]
    lines: Callable[[], Iterator[Line]]
    said: list[str] = field(default_factory=list)
    sheets: tuple[SheetName, ...] = ()
    sheet: str = ""
    encoding: str = ""
    separator: str = ""

    @property
    def of_text(self) -> bool:
        return not self.sheets


def within(lines: Iterator[Line], limits: Limits) -> Iterator[Line]:
    """`lines` as long as they keep to `limits`; blank ones at the right of a line are cut off.

    The seconds are those of reading: what is done with the lines in between may take an hour.
    """
    spent, began = 0.0, time.monotonic()
    for count, line in enumerate(lines):
        cells = line.cells
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > limits.columns:
            raise UnreadableSheet(
                f"Line {line.number} has {len(cells)} columns; up to {limits.columns} are read. Leave out what is not "
                "to be imported, or choose another sign between columns."
            )
        for place, cell in enumerate(cells):
            if len(cell) > limits.length:
                raise UnreadableSheet(
                    f"Line {line.number}, column {place + 1} holds {len(cell):,} characters; up to {limits.length:,} "
                    "are read. Shorten it; in a text file look for a quotation mark that is not closed."
                )
        if count >= limits.lines and cells:
            raise UnreadableSheet(f"The table has more than {limits.lines:,} lines. Divide it into several files.")
        spent += time.monotonic() - began
        if spent > limits.seconds:
            raise UnreadableSheet(f"Reading took longer than {limits.seconds:g} s. Divide the file into several.")
        yield Line(line.number, cells)
        began = time.monotonic()
