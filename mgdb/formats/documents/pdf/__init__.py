"""PDF: the text of pages by pypdfium2, tables by pdfplumber and by their rules where a page names one."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import pdfplumber
import pypdfium2
from pdfminer.pdfexceptions import PDFException
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from mgdb.science.extraction import TableBlock, blocks_of, left_out

from ..model import Limits, ReadDocument, UnreadableDocument
from .layout import Page, text_of
from .lines import Line, View, lines_of, parts_of
from .tables import CAPTION, Grid, grids_of

_FAULTS: Final = (
    PDFException, PdfminerException, ValueError, KeyError, TypeError, IndexError, RecursionError,
)  # fmt: skip

_STAMP: Final = 60  # signs along a page that are one of an archive, or labels of axes
_LABELS: Final = 8  # lines of these
_LEFT: Final = (
    "{locator} (page {page}) has no columns that can be told apart, so its lines stand in the text. Paste it with tabs "
    "between its cells."
)
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
    for number, sheet in enumerate(document):
        text = sheet.get_textpage()
        characters += text.count_chars()
        if characters > limits.characters:
            raise UnreadableDocument(f"The PDF has more than {limits.characters:,} characters; give a part of it.")
        pages += _views(number, sheet, text)
    if not any(page.lines for page in pages):
        raise UnreadableDocument("The PDF holds pictures of pages and no text; paste the text of the section.")
    said: list[str] = []
    tables = list(_tables(data, document, pages, limits, said))
    running = text_of(pages)
    return ReadDocument([*blocks_of(running), *tables], [*said, *left_out(running)])


def _views(number: int, sheet: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> Iterator[Page]:
    """A page, and behind it what stands along it as a page of its own: a table that is turned by 90°.

    A stamp of an archive and the labels of axes stand so, too, and are left out: they are few lines.
    """
    others: Counter[int] = Counter()
    yield Page(lines_of(text, others=others), sheet.get_height(), number)
    for turn, count in others.items():
        if count > _STAMP:
            view = View(turn, *sheet.get_mediabox())
            lines = lines_of(text, view)
            if len(lines) > _LABELS or any(CAPTION.match(line.text) for line in lines):
                yield Page(lines, view.height, number, view)


def _tables(
    data: bytes, document: pypdfium2.PdfDocument, pages: Sequence[Page], limits: Limits, said: list[str]
) -> Iterator[TableBlock]:
    """The tables of those pages that name one. Their lines are taken out of the pages' text.

    said: takes what of them is not read as a table, and why.
    """
    named = [(page, captions) for page in pages if (captions := _captions(page))]
    if not named:
        return
    if len(named) > limits.tables:
        first = named[limits.tables][0].number + 1
        said.append(
            f"Tables are read on {limits.tables} pages; those from page {first} on stand in the text as lines. Give "
            "these pages alone."
        )
    try:
        with pdfplumber.open(io.BytesIO(data)) as opened:
            for page, captions in named[: limits.tables]:
                told = _captioned(_grids(opened, document, page), captions, page)
                kept = [one for one in told if len(one[0].rows) * len(one[0].rows[0]) <= limits.cells]
                for grid, caption, locator in kept:
                    yield TableBlock(grid.rows, caption, locator)
                read = {locator for _, _, locator in kept}
                left = dict.fromkeys(f"Table {_named(page.lines[number])}" for number in captions)
                said += [_LEFT.format(locator=one, page=page.number + 1) for one in left if one not in read]
                page.lines = [line for line in page.lines if not any(grid.holds(line) for grid, *_ in kept)]
    except _FAULTS as error:  # pdfminer reads less than pdfium; the running text is there all the same
        said.append(f"The tables of this PDF cannot be read ({type(error).__name__}); paste them from the page.")


def _grids(opened: PDF, document: pypdfium2.PdfDocument, page: Page) -> list[Grid]:
    """The tables of a page as it is looked at."""
    parts = parts_of(document[page.number].get_textpage(), page.view)
    if not page.view.turn:
        return grids_of(opened.pages[page.number], parts)
    turned = pypdfium2.PdfDocument.new()  # pdfminer turns a page as it says of itself
    turned.import_pages(document, [page.number])
    turned[0].set_rotation(page.view.turn)
    buffer = io.BytesIO()
    turned.save(buffer)
    with pdfplumber.open(buffer) as read:
        return grids_of(read.pages[0], parts)


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
    words = [lines[number].text]
    for line in lines[number + 1 : number + 8]:
        if not grid.top - 2 < line.base < lines[number].base or line.left > max(grid.right, lines[number].right):
            break
        words.append(line.text)
    return " ".join(" ".join(words).split()), f"Table {_named(lines[number])}"


def _named(line: Line) -> str:
    """The number of the table whose caption begins in a line."""
    match = CAPTION.match(line.text)
    assert match is not None
    return match["number"]
