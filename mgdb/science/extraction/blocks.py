"""From the text of a document to its blocks: headings, paragraphs, captions and tables, each with its locator.

What a PDF has torn apart is joined again: a paragraph that stops in the middle of a sentence goes on in the next one
that begins so. The list of references is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mgdb.science import units

from . import html_tables
from .model import Block, Kind, TableBlock, TextBlock
from .plain import plain
from .spans import MOST_CELLS, TooManyCells

_NUMBERED: Final = re.compile(
    r"#*\s*(?:\*\*)?(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})\.?\s+(?:\*\*)?(?P<title>[A-Z][^\t\n]{2,120})"
)
# “III. RESULTS” and below it “B. Conductivity”, as journals of physics and of engineers have them
_ROMAN: Final = re.compile(r"#*\s*(?:\*\*)?(?P<number>[IVX]{1,5})\.\s+(?P<title>[A-Z][^\t\na-z]{2,120})(?:\*\*)?")
_LETTERED: Final = re.compile(r"#+\s*(?P<number>[A-H])\.\s+[A-Z][^\t\n]{2,120}")
_TITLES: Final = (
    "abstract|introduction|background|results?(?: and discussions?)?|discussions?|conclusions?(?: and [a-z]+)?|summary"
    "(?: and [a-z]+)?|outlook|perspectives?|experimental(?: (?:section|methods?|procedures?|details))?|"
    "(?:materials and )?methods?|methodology|computational (?:details|methods?)|supporting information|appendix"
)
_TITLE: Final = re.compile(rf"#*\s*(?:\*\*)?(?P<title>{_TITLES})(?:\*\*)?\s*:?", re.IGNORECASE)
_OPENING: Final = re.compile(
    r"(?:#+\s*|\*\*)?(?P<title>Abstract|ABSTRACT|A B S T R A C T)(?:\*\*)?\s*[:.—–-]?\s+(?=[A-Z])"
)
_HEADING: Final = re.compile(r"#+\s+(?:\*\*)?(?P<title>[^\n]{2,150}?)(?:\*\*)?")
_REFERENCES: Final = re.compile(
    r"#*\s*(?:\*\*)?(?:references?(?: and notes)?|bibliography|literature(?: cited)?|notes and references)"
    r"(?:\*\*)?\s*:?",
    re.IGNORECASE,
)
# an entry of a list of references that no heading begins: “[12] A. B. Name, Journal 2020, 5, 99.”
_ENTRY: Final = re.compile(
    r"(?:[-•*]\s*)?(?:\[[0-9]{1,3}\]|\(?[0-9]{1,3}[.)])\s+(?:[a-z]\)\s*)?(?:[A-Z]\.(?:-?\s?[A-Z]\.)*\s[A-Z][^\s,]+,|"
    r"[A-Z][^\s,]+,\s(?:[A-Z]\.\s?){1,3})"
)
_CAPTION: Final = re.compile(
    r"(?:\*\*)?(?P<what>Fig(?:ure|\.)?|Table|Scheme|Chart)\s?(?P<number>S?[0-9]{1,3}|[IVX]{1,5})(?:\*\*)?[.:|]?(?=\s)",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"[.!?:;][\"”’)\]]*\s*(?:\^?\{?\[[0-9,–\- a-z]*\]\}?)?\s*\Z")
_PIPES: Final = re.compile(r"\s*\|.*\|\s*")
_RULE: Final = re.compile(r"[\s|:\-–+]*")
_PARTED: Final = re.compile(r"\n[ \t]*\n")
_SHORT: Final = 80  # characters of a line that heads some rows of a table
MOST: Final = 20_000
"""Blocks of a document; more is none."""


def blocks_of(text: str) -> list[Block]:
    """The blocks of `text`, in order. Raises TooManyCells for a table beyond reading.

    Worked: "2.1 Oxides\\n\\nMZP has 2.9 × 10⁻⁵ S cm⁻¹." → a heading and a paragraph, both at “Section 2.1”.
    """
    found: list[Block] = []
    section, caption, above = "", "", ""
    pieces = [*_pieces(text)]
    for number, (start, piece) in enumerate(pieces):
        if _REFERENCES.fullmatch(piece):
            break
        if _ENTRY.match(piece):
            continue
        if table := _table(piece):
            below = pieces[number + 1][1] if number + 1 < len(pieces) else ""
            if not caption and _locator_of(below).startswith("Table"):
                caption = below  # which some journals set below
            what = _locator_of(caption) if caption else section
            found.append(TableBlock(table, caption or above, what))
            caption = ""
            continue
        if heading := _section(piece):
            section = _below(section, piece) or heading
            bare = piece.lstrip("# ")
            found.append(TextBlock(bare, "heading", section, start + len(piece) - len(bare)))
            continue
        if opening := _OPENING.match(piece):
            section = opening["title"].replace(" ", "").capitalize()
        kind: Kind = "paragraph"
        locator = section
        if _CAPTION.match(piece):
            kind, locator = "caption", _locator_of(piece)
            caption = piece if locator.startswith("Table") else ""
        above = piece if len(piece) < 300 else ""
        found.append(TextBlock(piece, kind, locator, start))
    return found[:MOST]


def left_out(text: str) -> list[str]:
    """What of `text` becomes no block, in words: what stands from its list of references on."""
    for start, piece in _pieces(text):
        if _REFERENCES.fullmatch(piece):
            length = len(text[start + len(piece) :].strip())
            title = piece.strip("#*: ")
            said = f"From the heading “{title}” on nothing is read, {length:,} characters; paste what is wanted of it."
            return [said] if length else []
    return []


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs with their places; the rows of a table are one piece, headings and rows apart from what follows."""
    at = 0
    for start, end in html_tables.tables_in(text):
        yield from _parted(text, at, start)
        yield start, text[start:end]
        at = end
    yield from _parted(text, at, len(text))


def _parted(text: str, at: int, last: int) -> Iterator[tuple[int, str]]:
    for part in [*_PARTED.finditer(text, at, last), None]:
        end = part.start() if part else last
        yield from _lines(text[at:end], at)
        at = part.end() if part else end


def _lines(piece: str, start: int) -> Iterator[tuple[int, str]]:
    held: list[str] = []
    words: list[str] = []  # the lines of `held` that are not blank
    begin = at = start
    in_table = is_alone = False  # what the last line held is, and whether all that is held is a heading
    lines = piece.splitlines(keepends=True)
    for number, line in enumerate(lines):
        bare = line.strip()
        row = _is_row(line) or (in_table and number + 1 < len(lines) and _heads_rows(bare, lines[number + 1]))
        alone = bool(_section(bare) or _REFERENCES.fullmatch(bare)) and not row
        if words and (row != in_table or alone or is_alone):
            yield _bare(begin, "".join(held))
            held, words, begin = [], [], at
        held.append(line if _is_row(line) or not row else f"{line.rstrip()}\t\t\n")
        words += [bare] if bare else []
        in_table = _is_row(held[-1])
        is_alone = len(words) == 1 and bool(_section(words[0]))
        at += len(line)
    if words:
        yield _bare(begin, "".join(held))


def _is_row(line: str) -> bool:
    """Whether a line is one of a table: its cells, of which the last may be empty, are parted by tabs or pipes."""
    return "\t" in line.strip() or line.rstrip("\n ").endswith("\t\t") or bool(_PIPES.fullmatch(line.strip()))


def _heads_rows(bare: str, following: str) -> bool:
    """Whether a line between rows is one of their table, which heads those below it: “Layers”."""
    return bool(bare) and len(bare) < _SHORT and not bare.endswith(".") and _is_row(following)


def _bare(begin: int, held: str) -> tuple[int, str]:
    """`held` without the blank lines around it; blanks and tabs of a table's first row are cells."""
    lead = len(held) - len(held.lstrip("\n " if "\t" not in held else "\n"))
    return begin + lead, held[lead:].rstrip()


def _section(piece: str) -> str:
    """The locator of a heading; empty where `piece` is none."""
    if "\n" in piece or len(piece) > 200:
        return ""
    if numbered := _NUMBERED.fullmatch(piece):
        words = numbered["title"].split()
        if (
            not numbered["title"].rstrip().endswith((".", ",", ";"))
            and len(words) <= 16
            and not numbered["number"].startswith("0")
            and not _is_unit(words[0])
        ):
            return f"Section {numbered['number']}"
    if roman := _ROMAN.fullmatch(piece):
        return f"Section {roman['number']}"
    title = _TITLE.fullmatch(piece) or _HEADING.fullmatch(piece)
    if title is None or _CAPTION.match(title["title"]):
        return ""
    return plain(title["title"])[0].strip().rstrip(":").capitalize()


def _is_unit(word: str) -> bool:
    """Whether a word is a unit, so that a line which begins “2.5 V” goes on with a sentence; “A” is an article, too."""
    return word != "A" and any(units.known_unit(word.strip(",;:()"), dimension) for dimension in units.DIMENSIONS)


def _below(section: str, piece: str) -> str:
    """The locator of a lettered heading below a section with a Roman number: “Section III B”; empty for others."""
    lettered, roman = _LETTERED.fullmatch(piece), re.match(r"Section [IVX]+\b", section)
    return f"{roman[0]} {lettered['number']}" if lettered and roman else ""


def _locator_of(caption: str) -> str:
    match = _CAPTION.match(caption)
    if match is None:
        return ""
    if match["what"].lower() == "table":
        return f"Table {match['number'].upper()}"
    word = match["what"].capitalize() if match["what"].lower() in ("scheme", "chart") else "Fig."
    return f"{word} {match['number']} caption"


def _table(piece: str) -> tuple[tuple[str, ...], ...]:
    """The cells of a table in plain typing, its rows as long as its head; empty where `piece` is none."""
    if html_tables.is_table(piece):
        return _even(html_tables.rows_of(piece))
    lines = [line for line in piece.split("\n") if line.strip()]
    if len(lines) < 2:
        return ()
    if all(_PIPES.fullmatch(line) or line.endswith("\t") for line in lines) and any(map(_PIPES.fullmatch, lines)):
        rows = [line.strip().strip("|").split("|") for line in lines if not _RULE.fullmatch(line)]
    elif sum("\t" in line for line in lines) >= len(lines) - 1:
        rows = [line.split("\t") for line in lines]
    else:
        return ()
    return _even(rows)


def _even(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """`rows` in plain typing, all as long as the longest; none where there is but one. Raises TooManyCells."""
    if len(rows) < 2:
        return ()
    width = max(len(row) for row in rows)
    if width * len(rows) > MOST_CELLS:
        raise TooManyCells
    return tuple(tuple(plain(cell)[0].strip() for cell in [*row, *[""] * (width - len(row))]) for row in rows)


def runs_on(before: str, after: str) -> bool:
    """Whether the sentence at the end of `before` goes on in `after`: it has no end, and that has no beginning."""
    return not _ENDS.search(before) and bool(re.match(r"[a-z0-9(\[≈~<>$^{\\–-]", after.lstrip()))
