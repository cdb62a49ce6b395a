"""The characters of a page → its lines, with superscripts as such and their places on the page.

A character that is smaller and stands higher than the one before it is a superscript, and stays one: 10⁻⁵ would else be
10-5, and 10⁴ be 104. Where a PDF has it neither smaller nor higher it comes down to the line (“10-5 S cm-1”), which
extraction asks about.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pypdfium2
import pypdfium2.raw as raw

from mgdb.science.formula.scan import SUPERSCRIPTS

RAISED: Final = {low: high for high, low in SUPERSCRIPTS.items() if low in "0123456789+-"} | dict.fromkeys("−–", "⁻")
LOWERED: Final = frozenset(RAISED.values())
SMALLER: Final = 0.86  # than the characters on the line, of the size of scripts
HIGHER: Final = 0.12  # than these stand, of their size
GAP: Final = 0.45  # of the size of letters; blanks within cells, which are not justified, are narrower
_JOINS: Final = frozenset("×·±")  # on both sides of which a number goes on
HYPHEN: Final = "\u00ad"
"""A hyphen at the end of a line, of which the page does not say whether it belongs to the word."""
_HYPHENS: Final = frozenset("\ufffe\u00ad\x02")
# Ligatures by their place in TeX's encodings of fonts (T1, OT1), where a font does not say which signs they draw.
_LIGATURES: Final = dict(zip("\x1b\x1c\x1d\x1e\x1f", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)) | dict(
    zip("\x0b\x0c\x0e\x0f", ("ff", "fi", "ffi", "ffl"), strict=True)
)
_BOLD: Final = re.compile(r"bold|black|heavy|semibold|demi|cmb|sfbx|[-,]bd\b|\.B\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. left, right, base: points from the left and bottom of the page; size: of most signs."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool


def lines_of(page: pypdfium2.PdfTextPage) -> list[Line]:
    """The lines of a page in the order in which it draws them."""
    return [line for signs in _rows(_Signs(page)) if (line := _line(page, signs))]


def parts_of(page: pypdfium2.PdfTextPage) -> list[Line]:
    """The lines of a page, parted where a gap is wider than between words: the cells of its tables."""
    return [line for signs in _rows(_Signs(page)) for part in _parted(page, signs) if (line := _line(page, part))]


@dataclass(slots=True)
class _Sign:
    text: str
    index: int
    x: float
    y: float
    size: float


class _Signs:
    """The signs of a page, those that pdfium puts between lines and words among them."""

    def __init__(self, page: pypdfium2.PdfTextPage) -> None:
        self.page = page

    def __iter__(self) -> Iterator[_Sign]:
        x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
        for index in range(self.page.count_chars()):
            code = raw.FPDFText_GetUnicode(self.page, index)
            sign = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
            if sign in _HYPHENS:
                sign = HYPHEN
            elif raw.FPDFText_IsGenerated(self.page, index) != 1:
                sign = _LIGATURES.get(sign, sign)
            raw.FPDFText_GetCharOrigin(self.page, index, x, y)
            raw.FPDFText_GetMatrix(self.page, index, matrix)
            if abs(matrix.b) > abs(matrix.a):  # stands upright along the page, as the stamp of an archive
                continue
            # many typeset at size 1 and enlarge
            size = raw.FPDFText_GetFontSize(self.page, index) * math.hypot(matrix.c, matrix.d)
            yield _Sign(sign, index, x.value, y.value, size)


def _rows(signs: _Signs) -> Iterator[list[_Sign]]:
    """The signs of each line; without the breaks that pdfium sees around scripts, with those that it leaves out."""
    out: list[_Sign] = []
    size = line = right = 0.0  # of the last sign on the line
    for sign in signs:
        offset = sign.y - line
        is_script = 0 < sign.size < SMALLER * size and abs(offset) < size
        if sign.text == HYPHEN and is_script and offset > HIGHER * size:
            sign.text = "-"  # the charge of an ion, which pdfium takes for the end of a line
        if not sign.text.strip() or sign.text == HYPHEN:
            out.append(sign)
            continue
        if is_script and sign.x > right - size:
            _put_script(out, sign, offset / size)
            right = max(right, sign.x)
            continue
        blanks = _end(out)
        is_same, breaks = sign.x > right and abs(offset) < HIGHER * size, _breaks(out[blanks:])
        if is_same and breaks:
            out[blanks:] = [] if sign.text in ",.;:)" else [_Sign(" ", sign.index, sign.x, sign.y, sign.size)]
        elif breaks or (not is_same and out[-1:] and out[-1].text == HYPHEN):
            yield out
            out = []
        size, line, right = sign.size, sign.y, sign.x
        out.append(sign)
    yield out


def _end(out: list[_Sign]) -> int:
    """How many signs there are before the blanks at the end."""
    blanks = len(out)
    while blanks and out[blanks - 1].text.isspace():
        blanks -= 1
    return blanks


def _breaks(blanks: list[_Sign]) -> bool:
    return any(blank.text in "\r\n" for blank in blanks)


def _put_script(out: list[_Sign], sign: _Sign, height: float) -> None:
    """Adds a script, `height` above its line. One that stands below another comes before it: ClO₄⁻ draws ⁻ first."""
    if height > HIGHER:
        sign.text = RAISED.get(sign.text, sign.text)
    blanks = _end(out)
    if sign.text in LOWERED or height < 0:
        del out[blanks:]  # pdfium sees a line of its own
    place = len(out)
    while place and height < 0 and out[place - 1].text in LOWERED and out[place - 1].x > sign.x - 0.2 * sign.size:
        place -= 1
    out.insert(place, sign)


def _parted(page: pypdfium2.PdfTextPage, signs: list[_Sign]) -> Iterator[list[_Sign]]:
    out: list[_Sign] = []
    last: _Sign | None = None
    for sign in signs:
        if sign.text.strip():
            is_apart = last and sign.x - _right(page, last) > GAP * max(sign.size, last.size)
            if is_apart and last and last.text not in _JOINS and sign.text not in _JOINS:
                yield out
                out = []
            last = sign
        out.append(sign)
    yield out


def _line(page: pypdfium2.PdfTextPage, signs: list[_Sign]) -> Line | None:
    text = "".join(" " if sign.text in "\r\n\t" else sign.text for sign in signs).strip()
    drawn = [sign for sign in signs if sign.text.strip()]
    if not text or not drawn:
        return None
    sizes = sorted(sign.size for sign in drawn)
    size = sizes[len(sizes) // 2]
    normal = [sign for sign in drawn if sign.size >= size] or drawn
    return Line(
        text,
        min(sign.x for sign in drawn),
        max(_right(page, sign) for sign in drawn[-2:]),
        sorted(sign.y for sign in normal)[len(normal) // 2],
        size,
        all(_BOLD.search(_font(page, sign.index)) for sign in (normal[0], normal[-1])),
    )


def _right(page: pypdfium2.PdfTextPage, sign: _Sign) -> float:
    left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharBox(page, sign.index, left, right, bottom, top)
    return max(right.value, sign.x)


def _font(page: pypdfium2.PdfTextPage, index: int) -> str:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(page, index, name, len(name), flags)
    return name.value.decode("utf-8", "replace")
