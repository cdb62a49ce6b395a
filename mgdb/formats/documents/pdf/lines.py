"""The characters of a page → its lines, with superscripts as such and their places on the page.

A character that is smaller and stands higher than the one before it is a superscript, and stays one: 10⁻⁵ would else be
10-5, and 10⁴ be 104. Where a PDF has it neither smaller nor higher it comes down to the line (“10-5 S cm-1”), which
extraction asks about.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import pypdfium2
import pypdfium2.raw as raw

from mgdb.science.formula.scan import SUPERSCRIPTS

RAISED: Final = {low: high for high, low in SUPERSCRIPTS.items() if low in "0123456789+-"} | dict.fromkeys("−–", "⁻")
LOWERED: Final = frozenset(RAISED.values())
SMALLER: Final = 0.86  # than the characters on the line, of the size of scripts
HIGHER: Final = 0.12  # than these stand, of their size
GAP: Final = 0.45  # of the size of letters; blanks within cells, which are not justified, are narrower
_BLANK: Final = 0.22  # of the size of letters, what parts words along a page
_FAR: Final = 30.0  # of it, beyond which what stands at one height is another line
_JOINS: Final = frozenset("×·±")  # on both sides of which a number goes on
HYPHEN: Final = "\u00ad"
"""A hyphen at the end of a line, of which the page does not say whether it belongs to the word."""
_HYPHENS: Final = frozenset("\ufffe\u00ad\x02")
# Ligatures by their place in TeX's encodings of fonts (T1, OT1), where a font does not say which signs they draw.
_LIGATURES: Final = dict(zip("\x1b\x1c\x1d\x1e\x1f", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)) | dict(
    zip("\x0b\x0c\x0e\x0f", ("ff", "fi", "ffi", "ffl"), strict=True)
)
_CAPTIONS: Final = re.compile(
    r"\ATable\s+S?[0-9IVX]+\b.*?\S\s*\bTable\s+S?(?:[0-9]+|[IVX]+)\b[.:|]?\s*[A-Z]", re.IGNORECASE | re.DOTALL
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


@dataclass(frozen=True, slots=True)
class View:
    """How a page is looked at: turned clockwise by so many degrees (0, 90, 270), so that what stands along it is read.

    left, bottom, right, top: the page, in points; places in a view count from its own left and bottom.
    """

    turn: int = 0
    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0

    @property
    def height(self) -> float:
        return self.right - self.left if self.turn else self.top - self.bottom

    def place(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 90:
            return y - self.bottom, self.right - x
        return (self.top - y, x - self.left) if self.turn == 270 else (x, y)


UPRIGHT: Final = View()


def lines_of(page: pypdfium2.PdfTextPage, view: View = UPRIGHT, others: Counter[int] | None = None) -> list[Line]:
    """The lines of a page that are upright in a view, in the order in which it draws them.

    others: takes how many signs are upright in which other view.
    """
    signs = _Signs(page, view, others)
    found = []
    for row in _rows(signs):
        parts = [row]
        if _CAPTIONS.search("".join(sign.text for sign in row)):  # of tables side by side
            parts = list(_parted(signs, row))
        found += [line for part in parts if (line := _line(signs, part))]
    return found


def parts_of(page: pypdfium2.PdfTextPage, view: View = UPRIGHT) -> list[Line]:
    """The lines of a page, parted where a gap is wider than between words: the cells of its tables."""
    signs = _Signs(page, view)
    return [line for row in _rows(signs) for part in _parted(signs, row) if (line := _line(signs, part))]


@dataclass(slots=True)
class _Sign:
    text: str
    index: int
    x: float
    y: float
    size: float


class _Signs:
    """The signs of a page that are upright in a view, those that pdfium puts between lines and words among them."""

    def __init__(self, page: pypdfium2.PdfTextPage, view: View, others: Counter[int] | None = None) -> None:
        self.page, self.view, self.others = page, view, others

    def __iter__(self) -> Iterator[_Sign]:
        x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
        last: _Sign | None = None
        for index in range(self.page.count_chars()):
            code = raw.FPDFText_GetUnicode(self.page, index)
            sign = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
            if sign in _HYPHENS:
                sign = HYPHEN
            elif raw.FPDFText_IsGenerated(self.page, index) != 1:
                sign = _LIGATURES.get(sign, sign)
            raw.FPDFText_GetCharOrigin(self.page, index, x, y)
            raw.FPDFText_GetMatrix(self.page, index, matrix)
            turn = 0 if abs(matrix.b) <= abs(matrix.a) else 90 if matrix.b > 0 else 270
            if turn != self.view.turn:
                if self.others is not None and sign.strip():
                    self.others[turn] += 1
                continue
            # many typeset at size 1 and enlarge
            size = raw.FPDFText_GetFontSize(self.page, index) * math.hypot(matrix.c, matrix.d)
            drawn = _Sign(sign, index, *self.view.place(x.value, y.value), size)
            if self.view.turn and last:
                yield from self._between(last, drawn)
            last = drawn
            yield drawn

    def _between(self, last: _Sign, sign: _Sign) -> Iterator[_Sign]:
        """The break or blank between two signs along the page, where pdfium, which looks at it upright, puts none."""
        right, size = self.right(last), max(last.size, sign.size)
        if abs(sign.y - last.y) > size or sign.x < last.x - size or sign.x - right > _FAR * size:
            yield replace(last, text="\n")
        elif sign.x - right > _BLANK * size and sign.text.strip() and last.text.strip():
            yield replace(last, text=" ")

    def right(self, sign: _Sign) -> float:
        """Where a sign ends, in the view."""
        left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharBox(self.page, sign.index, left, right, bottom, top)
        ends = [self.view.place(x.value, y.value)[0] for x, y in ((left, bottom), (right, top))]
        return max(*ends, sign.x)


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


def _parted(signs: _Signs, row: list[_Sign]) -> Iterator[list[_Sign]]:
    out: list[_Sign] = []
    last: _Sign | None = None
    for sign in row:
        if sign.text.strip():
            is_apart = last and sign.x - signs.right(last) > GAP * max(sign.size, last.size)
            if is_apart and last and last.text not in _JOINS and sign.text not in _JOINS:
                yield out
                out = []
            last = sign
        out.append(sign)
    yield out


def _line(signs: _Signs, row: list[_Sign]) -> Line | None:
    text = "".join(" " if sign.text in "\r\n\t" else sign.text for sign in row).strip()
    drawn = [sign for sign in row if sign.text.strip()]
    if not text or not drawn:
        return None
    sizes = sorted(sign.size for sign in drawn)
    size = sizes[len(sizes) // 2]
    normal = [sign for sign in drawn if sign.size >= size] or drawn
    return Line(
        text,
        min(sign.x for sign in drawn),
        max(signs.right(sign) for sign in drawn[-2:]),
        sorted(sign.y for sign in normal)[len(normal) // 2],
        size,
        all(_BOLD.search(_font(signs.page, sign.index)) for sign in (normal[0], normal[-1])),
    )


def _font(page: pypdfium2.PdfTextPage, index: int) -> str:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(page, index, name, len(name), flags)
    return name.value.decode("utf-8", "replace")
