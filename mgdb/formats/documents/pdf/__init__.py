"""PDF: the text of pages by pypdfium2, tables by pdfplumber and by their rules where a page names one."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Final

import pdfplumber
import pypdfium2
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from mgdb.science.extraction import TableBlock, blocks_of

from ..model import Limits, ReadDocument, UnreadableDocument
from .layout import Page, text_of
from .lines import Line, lines_of, parts_of
from .tables import CAPTION, Grid, grids_of

_FAULTS: Final = (
    PDFException, PdfminerException, ValueError, KeyError, TypeError, IndexError, RecursionError,
)  # fmt: skip

_NEAR: Final = 90.0  # points between a caption and its table at most


def read(data: bytes, limits: Limits) -> ReadDocument:
    """What stands in a PDF. Raises UnreadableDocument."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(
            f"The PDF cannot be opened ({error}); if it has a password, save it without."
        ) from error
    if len(document) > limits.pages:
        raise UnreadableDocument(
            f"The PDF has {len(document)} pages; up to {limits.pages} are taken. Give the pages of the paper alone."
        )
    pages: list[Page] = []
    characters = 0
    for sheet in document:
        text = sheet.get_textpage()
        characters += text.count_chars()
        if characters > limits.characters:
            raise UnreadableDocument(f"The PDF has more than {limits.characters:,} characters; give a part of it.")
        pages.append(Page(lines_of(text), sheet.get_height()))
    if not any(page.lines for page in pages):
        raise UnreadableDocument("The PDF holds pictures of pages and no text; paste the text of the section.")
    said: list[str] = []
    tables = list(_tables(data, document, pages, limits, said))
    return ReadDocument([*blocks_of(text_of(pages)), *tables], said)


def _tables(
    data: bytes, document: pypdfium2.PdfDocument, pages: Sequence[Page], limits: Limits, said: list[str]
) -> Iterator[TableBlock]:
    """The tables of those pages that name one. Their lines are taken out of the pages' text."""
    named = {number: _captions(page) for number, page in enumerate(pages)}
    places = [number for number, captions in named.items() if captions][: limits.tables]
    if not places:
        return
    try:
        with pdfplumber.open(io.BytesIO(data)) as read:
            for number in places:
                grids = grids_of(read.pages[number], parts_of(document[number].get_textpage()))
                told = _captioned(grids, named[number], pages[number])
                for grid, caption, locator in told:
                    if len(grid.rows) * len(grid.rows[0]) <= limits.cells:
                        yield TableBlock(grid.rows, caption, locator)
                page = pages[number]
                page.lines = [line for line in page.lines if not any(grid.holds(line) for grid, *_ in told)]
    except _FAULTS as error:  # pdfminer reads less than pdfium; the running text is there all the same
        said.append(f"The tables of this PDF cannot be read ({type(error).__name__}); paste them from the page.")


def _captions(page: Page) -> list[int]:
    """Which lines of a page begin the caption of a table, rather than a sentence that names one."""
    return [
        number
        for number, line in enumerate(page.lines)
        if (match := CAPTION.match(line.text)) and not line.text[match.end() :].lstrip()[:1].islower()
    ]


def _captioned(grids: Sequence[Grid], captions: Sequence[int], page: Page) -> list[tuple[Grid, str, str]]:
    """The tables that have a caption, each with it and its locator: the nearest above, else the nearest below.

    What stands between rules without one is none: an abstract, a box.
    """
    near = sorted(
        (distance, place, number)
        for place, grid in enumerate(grids)
        for number in captions
        if (distance := _distance(grid, page.lines[number])) >= 0
    )
    found: dict[int, int] = {}
    for _, place, number in near:
        if place not in found and number not in found.values():
            found[place] = number
    return [(grids[place], *_caption(page.lines, found[place], grids[place])) for place in sorted(found)]


def _distance(grid: Grid, line: Line) -> float:
    """How far a caption stands from a table, one below or beside it counting as farther; −1 where it is too far."""
    beside = max(line.left - grid.right, grid.left - line.right, 0.0)
    above, below = line.base - grid.top, grid.bottom - line.base
    if beside > 2 * _NEAR:
        return -1
    if -2 < above < _NEAR:
        return above + beside
    return below + beside + _NEAR if 0 < below < _NEAR / 2 else -1


def _caption(lines: Sequence[Line], number: int, grid: Grid) -> tuple[str, str]:
    """The whole caption that begins in a line, and the locator of its table."""
    match = CAPTION.match(lines[number].text)
    assert match is not None
    words = [lines[number].text]
    for line in lines[number + 1 : number + 8]:
        if not grid.top - 2 < line.base < lines[number].base:
            break
        words.append(line.text)
    return " ".join(" ".join(words).split()), f"Table {match['number']}"
