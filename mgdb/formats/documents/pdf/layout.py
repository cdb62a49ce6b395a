"""The lines of pages → running text: paragraphs with blank lines between them, headings marked.

A page has no paragraphs, only lines. A paragraph ends where a line is indented or stands apart, and where one that
ends a sentence is short; it goes on over columns, pages, and the pictures and tables between. What stands at the head
or foot of several pages is none of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from .lines import HYPHEN, UPRIGHT, Line, View

_ENDS: Final = re.compile(r"[.!?:;][\"”’)\]]*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹,⁻]*|\s?\[[0-9,–\- ]*\])\Z")
_STARTS: Final = re.compile(
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}\.?\s+[A-Z]|(?:Fig(?:ure|\.)|Table|Scheme|Chart)\s?S?[0-9IVX]+\b|"
    r"References\s*$)",
    re.IGNORECASE,
)
_CAPTION: Final = re.compile(r"(?:Fig(?:ure|\.)|Table|Scheme|Chart)\s?S?(?:[0-9]+|[IVX]+)\b", re.IGNORECASE)
_NUMBERED: Final = re.compile(
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}\.?|[0-9]{1,2}\.|[IVX]{1,5}\.|[A-H]\.)\s+[A-Z][A-Za-z]"
)
_FIRST: Final = frozenset(
    ["short", "solid", "quasi", "self", "half", "full", "high", "low", "long", "well", "room", "open"]
)  # of compounds
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MARGIN: Final = 0.09  # of the height of a page, where heads and feet stand
_LETTERS: Final = 5  # of a head or foot that comes again, more than equations have
_APART: Final = 1.35  # of the usual distance of lines
_INDENT: Final = (0.7, 4.0)  # of the size of letters
_SHORT: Final = 1.5  # letters that a line ends before its column does
_LARGE: Final = 1.12  # of the size of the text, of headings
_HEADING: Final = 110  # characters


@dataclass(slots=True)
class Page:
    """lines: in the order of the page; height: of the page in points. number, view: which page it is, as it is read."""

    lines: list[Line]
    height: float
    number: int = 0
    view: View = UPRIGHT


@dataclass(slots=True)
class _Piece:
    lines: list[Line] = field(default_factory=list)
    is_heading: bool = False

    @property
    def is_caption(self) -> bool:
        return bool(_CAPTION.match(self.lines[0].text))


def text_of(pages: Sequence[Page]) -> str:
    """The running text of pages; blank lines part paragraphs, headings begin with “# ”."""
    size = _usual(line.size for page in pages for line in page.lines)
    furniture = _furniture(pages)
    at_edges = _at_edges(pages)
    pieces: list[_Piece] = []
    for page in pages:
        kept = [line for line in page.lines if (_key(line), _zone(line, page)) not in furniture]
        pieces += _pieces([line for line in kept if id(line) not in at_edges], size)
    largest = max((line.size for page in pages[:1] for line in page.lines), default=0.0)
    for piece in pieces:  # the title of the whole heads no section
        piece.is_heading &= piece.lines[0].size < largest or largest <= _LARGE * size
    join = _Joining(line.text for page in pages for line in page.lines)
    return "\n\n".join(
        ("# " if piece.is_heading else "") + join(line.text for line in piece.lines) for piece in _joined(pieces)
    )


def _usual(numbers: Iterable[float]) -> float:
    """The most frequent of numbers, to a tenth; 0 of none."""
    counted = Counter(round(number, 1) for number in numbers)
    return counted.most_common(1)[0][0] if counted else 0.0


def _key(line: Line) -> str:
    return re.sub(r"[0-9]+|\b[ivx]+\b", "#", line.text)


def _zone(line: Line, page: Page) -> str:
    """Whether a line stands where heads and feet do."""
    if line.base > (1 - _MARGIN) * page.height:
        return "head"
    return "foot" if line.base < _MARGIN * page.height else ""


def _furniture(pages: Sequence[Page]) -> set[tuple[str, str]]:
    """Heads and feet: what stands there on several pages but for its numbers, and numbers alone."""
    seen = Counter(
        place for page in pages for place in {(_key(line), _zone(line, page)) for line in page.lines} if place[1]
    )
    return {place for place, count in seen.items() if count > 1 or place[0].strip(" -–|") == "#"}


def _at_edges(pages: Sequence[Page]) -> set[int]:
    """Heads and feet within wide margins, by identity: the highest and lowest lines of pages that count the pages, or
    come again at their height."""
    edges = [
        (page.number, line, place)
        for page in pages
        if page.lines
        for place, line in (
            ("head", max(page.lines, key=lambda one: one.base)),
            ("foot", min(page.lines, key=lambda one: one.base)),
        )
    ]
    told = [(place, _counted(line, number), round(line.base / 3)) for number, line, place in edges]
    seen = Counter(told)
    return {
        id(line)
        for (_, line, _), one in zip(edges, told, strict=True)
        if seen[one] > 1 and (isinstance(one[1], int) or len(re.findall("[^\\W\\d_]", one[1])) > _LETTERS)
    }


def _counted(line: Line, number: int) -> str | int:
    """What a line of a page counts from, where it is the number of the page; its key where it is none."""
    bare = line.text.strip(" -–|")
    return int(bare) - number if bare.isdecimal() and len(bare) < 7 else _key(line)


def _pieces(lines: Sequence[Line], size: float) -> list[_Piece]:
    """The paragraphs, headings and captions of a page, a column at a time."""
    found: list[_Piece] = []
    usual = _usual(before.base - line.base for before, line in pairwise(lines) if _follows(before, line))
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        after = lines[number + 1] if number + 1 < len(lines) else None
        right = _right_of(lines, number)
        heads = _is_heading(line, size, right)
        if (
            before is None
            or not found
            or heads != found[-1].is_heading
            or _parts(before, line, after, usual or 1.2 * size, right)
        ):
            found.append(_Piece([line], heads))
        else:
            found[-1].lines.append(line)
    for piece in found:
        if piece.is_heading and len(" ".join(line.text for line in piece.lines)) > _HEADING:
            piece.is_heading = False
    return found


def _follows(before: Line, line: Line) -> bool:
    """Whether a line stands below the one before it, in the same column."""
    return line.base < before.base and line.left < before.right and before.left < line.right


def _right_of(lines: Sequence[Line], number: int) -> float:
    """Where the column of a line ends: as its neighbours do."""
    line = lines[number]
    near = [one for one in lines[max(0, number - 6) : number + 6] if abs(one.size - line.size) < 0.3 * line.size]
    return max(one.right for one in near if one.left < line.right and line.left < one.right)


def _parts(before: Line, line: Line, after: Line | None, usual: float, right: float) -> bool:
    """Whether a paragraph ends between two lines."""
    if not _follows(before, line) or before.base - line.base > _APART * max(usual, before.size):
        return True
    if _STARTS.match(line.text) and _ENDS.search(before.text):
        return True
    if _CAPTION.match(line.text) and re.match(r"\w+\.?\s?\S+?[.:|]?\s+[A-Z]", line.text):
        return True
    if abs(line.size - before.size) > 0.08 * before.size and _ENDS.search(before.text):
        return True
    if _ENDS.search(before.text) and before.right < right - _SHORT * before.size:
        return True
    low, high = (share * line.size for share in _INDENT)
    margin = min(before.left, after.left if after and _follows(line, after) else before.left)
    return low < line.left - margin < high and bool(_ENDS.search(before.text))


def _is_heading(line: Line, size: float, right: float) -> bool:
    """Whether a line looks like one: bold or larger, or numbered and short; and not a sentence."""
    if _CAPTION.match(line.text) or len(line.text) > _HEADING or line.text.endswith((".", ",", ";")):
        return False
    if _NUMBERED.match(line.text) and line.right < right - 3 * line.size:
        return True
    return (line.is_bold or line.size > _LARGE * size) and bool(re.search(r"[A-Za-z]{3}", line.text))


def _joined(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces, those of one paragraph together: its sentence goes on behind a column, picture or table."""
    found: list[_Piece] = []
    held: _Piece | None = None
    for piece in pieces:
        if piece.is_heading:
            held = None
        elif not piece.is_caption:
            if held and not _ENDS.search(held.lines[-1].text) and _goes_on(held, piece, found[-1] is held):
                held.lines += piece.lines
                continue
            held = piece
        found.append(piece)
    return found


def _goes_on(held: _Piece, piece: _Piece, is_next: bool) -> bool:
    """Whether a piece is the rest of the paragraph `held`: it begins as no sentence does, or next to it."""
    if len(held.lines) < 2 or abs(held.lines[-1].size - piece.lines[0].size) > 0.05 * piece.lines[0].size:
        return False
    begins = piece.lines[0].text[:1]
    return begins.islower() or begins.isdigit() or begins in "(±−≈~<>" or is_next


class _Joining:
    """Puts lines together. A hyphen at the end of one stays where the document writes the word so elsewhere."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.words: set[str] = set()
        is_torn = False
        for text in texts:
            words = _WORD.findall(text)
            self.words |= {word.lower() for word in words[is_torn : -1 if text.endswith((HYPHEN, "-")) else None]}
            is_torn = text.endswith((HYPHEN, "-"))

    def __call__(self, texts: Iterable[str]) -> str:
        joined = ""
        for text in texts:
            if joined.endswith((HYPHEN, "-")) and joined[-2:-1].strip():
                joined = self._over(joined, text)
            else:
                joined += (" " if joined else "") + text
        return joined.replace(HYPHEN, "-")

    def _over(self, before: str, after: str) -> str:
        first, second = re.search(r"[^\W\d_]*(?:-[^\W\d_]+)*(?=.\Z)", before), _WORD.match(after)
        if first is None or second is None or not first[0]:
            return before[:-1] + "-" + after
        whole, parted = first[0] + second[0], f"{first[0]}-{second[0]}"
        if whole.lower() in self.words:
            return before[:-1] + after
        parts = {first[0].lower(), second[0].lower()}
        if parted.lower() in self.words or parts <= self.words or (parts & _FIRST and len(second[0]) > 3):
            return before[:-1] + "-" + after
        if not (first[0][-1].islower() and second[0][0].islower()):
            return before[:-1] + "-" + after
        return before[:-1] + after
