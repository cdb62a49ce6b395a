"""PDF: the text of pages by pypdfium2, tables by pdfplumber where a page names one.

A page has no paragraphs, only lines; those that end short of the others end a paragraph. What is smaller and stands
higher than the character before it is a superscript, and stays one: 10⁻⁵ would else be 10-5, and 10⁴ be 104. Where a
PDF has it neither smaller nor higher it comes down to the line (“10-5 S cm-1”), which extraction asks about.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from typing import Any, Final

import pdfplumber
import pypdfium2
import pypdfium2.raw as raw
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from mgdb.science.extraction import TableBlock, blocks_of
from mgdb.science.extraction.plain import plain
from mgdb.science.formula.scan import SUPERSCRIPTS

from .model import Limits, ReadDocument, UnreadableDocument

_TABLE: Final = re.compile(r"^\s*Table\s+(S?[0-9]+)\b[.:]?[^\n]*", re.MULTILINE)
_HYPHEN: Final = re.compile("[\ufffe\u00ad\x02]\\s*|(?<=[a-z])-\n(?=[a-z])")
RAISED: Final = {low: high for high, low in SUPERSCRIPTS.items() if low in "0123456789+-"} | dict.fromkeys("−–", "⁻")
LOWERED: Final = frozenset(RAISED.values())
_SMALLER: Final = 0.86  # than the characters on the line, of the size of scripts
_HIGHER: Final = 0.12  # than these stand, of their size
_SUNK: Final = re.compile(r"^(?P<of>[A-Za-zσρηλ]{1,3})(?P<rest>\s*[(\[,/][^\n]*)\n(?P<index>[A-Za-z0-9,+]{1,6})$")
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
        pages.append(_raised(text).replace("\r\n", "\n").replace("\r", "\n"))
        if sum(map(len, pages)) > limits.characters:
            raise UnreadableDocument(f"The PDF has more than {limits.characters:,} characters; give a part of it.")
    if not any(page.strip() for page in pages):
        raise UnreadableDocument("The PDF holds pictures of pages and no text; paste the text of the section.")
    blocks = blocks_of("\n\n".join(_paragraphs(page) for page in pages))
    said: list[str] = []
    return ReadDocument([*blocks, *_tables(data, pages, limits, said)], said)


def _raised(text: pypdfium2.PdfTextPage) -> str:
    """The text of a page, with superscripts as such, and without the line breaks that pdfium sees around them."""
    x, y = ctypes.c_double(), ctypes.c_double()
    out: list[str] = []
    size = line = right = 0.0  # of the last character on the line
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        sign = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if not sign.strip() or sign in "\ufffe\x02":
            out.append(sign)
            continue
        own = raw.FPDFText_GetFontSize(text, index)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        offset, goes_on = y.value - line, x.value > right
        blanks = len(out)
        while blanks and out[blanks - 1].isspace():
            blanks -= 1
        if 0 < own < _SMALLER * size and abs(offset) < size and goes_on:
            sign = RAISED.get(sign, sign) if offset > _HIGHER * size else sign
            if sign in LOWERED or offset < 0:
                del out[blanks:]  # pdfium sees a line of its own
        else:
            if goes_on and abs(offset) < _HIGHER * size and blanks < len(out) and "\n" in out[blanks:]:
                out[blanks:] = [] if sign in ",.;:)" else [" "]
            size, line = own, y.value
        right = x.value
        out.append(sign)
    return "".join(out)


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


def _raise(chars: list[dict[str, Any]]) -> None:
    """Makes superscripts of the characters of a page what they are."""
    size = bottom = 0.0
    for char in chars:
        if not char["text"].strip():
            continue
        is_small = char["size"] < _SMALLER * size and abs(char["bottom"] - bottom) < size
        if not is_small:
            size, bottom = char["size"], char["bottom"]
        elif bottom - char["bottom"] > _HIGHER * size:
            char["text"] = RAISED.get(char["text"], char["text"])


def _cell(text: str) -> str:
    """A cell in plain typing. A subscript, which stands lower, comes as a line of its own: “E (eV)”, “a”."""
    text = _SUNK.sub(r"\g<of>_{\g<index>}\g<rest>", text)
    return " ".join(plain(text)[0].split())


def _tables(data: bytes, pages: list[str], limits: Limits, said: list[str]) -> Iterator[TableBlock]:
    """The tables of those pages that name one: lines and columns as they are drawn."""
    named = [number for number, page in enumerate(pages) if _TABLE.search(page)][: limits.tables]
    if not named:
        return
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for number in named:
                captions = list(_TABLE.finditer(pages[number]))
                page = document.pages[number]
                _raise(page.chars)
                for place, rows in enumerate(page.extract_tables()):
                    cells = [[_cell(cell or "") for cell in row] for row in rows]
                    if len(cells) < 2 or len(cells) * len(cells[0]) > limits.cells:
                        continue
                    caption = captions[min(place, len(captions) - 1)]
                    yield TableBlock(tuple(map(tuple, cells)), " ".join(caption[0].split()), f"Table {caption[1]}")
    except (PDFException, PdfminerException, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        # pdfminer reads less than pdfium; the running text is there all the same
        said.append(f"The tables of this PDF cannot be read ({type(error).__name__}); paste them from the page.")
