"""PDF: the text of pages by pypdfium2, tables by pdfplumber where a page names one.

A page has no paragraphs, only lines; those that end short of the others end a paragraph. Superscripts come down to the
line (“10-5 S cm-1”), which extraction asks about.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final

import pdfplumber
import pypdfium2
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from mgdb.science.extraction import Table, blocks_of
from mgdb.science.extraction.plain import plain

from .model import Limits, ReadDocument, UnreadableDocument

_TABLE: Final = re.compile(r"^\s*Table\s+(S?[0-9]+)\b[.:]?[^\n]*", re.MULTILINE)
_HYPHEN: Final = re.compile("[\ufffe\u00ad\x02]\\s*|(?<=[a-z])-\n(?=[a-z])")
_SHORT: Final = 0.75  # of the usual length of a line; a shorter one that ends a sentence ends a paragraph
_STARTS: Final = re.compile(
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}\.?\s+[A-Z]|Fig(?:ure|\.)\s?[0-9]|Table\s?[0-9]|References\s*$)"
)


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
    pages = []
    for page in document:
        text = page.get_textpage()
        if text.count_chars() > limits.characters:
            raise UnreadableDocument("A page has more characters than a whole paper; paste the text of the section.")
        pages.append(text.get_text_range().replace("\r\n", "\n").replace("\r", "\n"))
        if sum(map(len, pages)) > limits.characters:
            raise UnreadableDocument(f"The PDF has more than {limits.characters:,} characters; give a part of it.")
    if not any(page.strip() for page in pages):
        raise UnreadableDocument("The PDF holds pictures of pages and no text; paste the text of the section.")
    blocks = blocks_of("\n\n".join(_paragraphs(page) for page in pages))
    said: list[str] = []
    return ReadDocument([*blocks, *_tables(data, pages, limits, said)], said)


def _paragraphs(page: str) -> str:
    """The lines of a page as paragraphs with blank lines between them."""
    lines = [line.strip() for line in _HYPHEN.sub("", page).split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    out: list[str] = []
    for number, line in enumerate(lines):
        if not line:
            continue
        before = lines[number - 1] if number else ""
        ends = before == "" or (len(before) < _SHORT * usual and before.endswith((".", "?", "!", ":")))
        apart = ends or _STARTS.match(line) or (_STARTS.match(before) and len(before) < _SHORT * usual)
        out.append(("\n\n" if apart and out else " " if out else "") + line)
    return "".join(out)


def _tables(data: bytes, pages: list[str], limits: Limits, said: list[str]) -> Iterator[Table]:
    """The tables of those pages that name one: lines and columns as they are drawn."""
    named = [number for number, page in enumerate(pages) if _TABLE.search(page)][: limits.tables]
    if not named:
        return
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for number in named:
                captions = list(_TABLE.finditer(pages[number]))
                for place, rows in enumerate(document.pages[number].extract_tables()):
                    cells = [[" ".join(plain(cell or "")[0].split()) for cell in row] for row in rows]
                    if len(cells) < 2 or len(cells) * len(cells[0]) > limits.cells:
                        continue
                    caption = captions[min(place, len(captions) - 1)]
                    yield Table(tuple(map(tuple, cells)), " ".join(caption[0].split()), f"Table {caption[1]}")
    except (PDFException, PdfminerException, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        # pdfminer reads less than pdfium; the running text is there all the same
        said.append(f"The tables of this PDF cannot be read ({type(error).__name__}); paste them from the page.")
