"""The reading desk of a paper: a text's quantities marked, each with the row of values that it would be.

The text comes in with a request and goes out with the answer; nothing of it is kept but the prints of rows that
somebody takes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mgdb.models import Material, MaterialName
from mgdb.science.conditions import CONDITIONS
from mgdb.science.entry import conditions_of, name_of
from mgdb.science.extraction import (
    Block,
    Candidate,
    Extractor,
    Name,
    Place,
    RuleExtractor,
    TableBlock,
    Unread,
    unread_in,
)
from mgdb.science.extraction.plain import plain
from mgdb.science.properties import PROPERTIES

from .bench import Bench

MOST_CHARACTERS = 200_000  # of one text, which is some two papers
MOST_NUMBERS = 12_000  # of one text, its references included; a long review has 4,000
MOST_CANDIDATES = 1_000
MOST_NAMES = 20_000  # of published materials
_OTHERS = 4  # further properties that a candidate offers


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a paragraph or cell in plain typing; `mark` is the number of the candidate that it is, −1 for none."""

    text: str
    mark: int = -1


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell of a table with its spans; is_unread: it holds a number that could not be read."""

    spans: tuple[Span, ...]
    is_unread: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A block with its marks: its spans, or the rows of a table, and what of that is not read, in sentences."""

    kind: str
    locator: str
    spans: tuple[Span, ...] = ()
    rows: tuple[tuple[MarkedCell, ...], ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate as the page walks through it: the payload of its row, what else it may be, ways to read it.

    mark: the number of its mark, which is that of the first where one value is offered for several specimens.
    """

    payload: dict[str, str]
    mark: int
    properties: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    condition: str = ""


@dataclass(slots=True)
class Desk:
    """What was found in a text."""

    blocks: list[Marked] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        """Whether the text is shown: something of it is marked, or is said not to be read."""
        return bool(self.offers) or any(block.unread for block in self.blocks)

    @property
    def values(self) -> int:
        return sum(1 for offer in self.offers if not offer.condition)


def read_text(bench: Bench, blocks: Sequence[Block], extractor: Extractor | None = None) -> Desk:
    """The desk of a text: its blocks with every quantity that can be read marked."""
    names = _names(bench)
    shown = {name.key: name.names[0] for name in names}
    candidates = (extractor or RuleExtractor())(blocks, names)
    unread = unread_in(blocks, candidates)
    desk = Desk()
    if len(candidates) > MOST_CANDIDATES:
        desk.said.append(f"Only the first {MOST_CANDIDATES:,} of {len(candidates):,} quantities are shown.")
        candidates = candidates[:MOST_CANDIDATES]
    own = {*bench.materials, *bench.cells}
    first: dict[tuple[Place, str], int] = {}
    for number, one in enumerate(candidates):
        mark = first.setdefault((one.place, one.printed_value), number)
        desk.offers.append(_offer(one, shown, own, mark))
    for number, block in enumerate(blocks):
        marks = [(mark, one) for mark, one in enumerate(candidates) if one.place.block == number]
        left = [one for one in unread if one.block == number]
        desk.blocks.append(_table(block, marks, left) if isinstance(block, TableBlock) else _text(block, marks))
    if unread:
        count = sum(len(one.cells) for one in unread)
        numbers = "1 number" if count == 1 else f"{count:,} numbers"
        desk.said.append(f"{numbers} in tables could not be read; below each table stands why, and what helps.")
    return desk


def _names(bench: Bench) -> list[Name]:
    """What values may be of: the specimens and cells of this paper first, then published materials, those of the works
    that it cites with their numbers in its list."""
    found: dict[str, Name] = {}
    own = Material.objects.filter(public_id__in=list(bench.materials))
    others = Material.objects.published().exclude(source=bench.paper)
    columns = ("pk", "public_id", "name", "formula", "source_id", "roles")
    rows = [*own.values_list(*columns), *others.order_by("public_id").values_list(*columns)[:MOST_NAMES]]
    keys: dict[int, list[str]] = {}
    for work, key in bench.paper.citations.values_list("cited", "key"):
        keys.setdefault(work, []).append(key)
    more: dict[int, list[str]] = {}
    for pk, name in MaterialName.objects.filter(material__in=[row[0] for row in rows]).values_list("material", "name"):
        more.setdefault(pk, []).append(name)
    for pk, public_id, name, formula, source, roles in rows:
        of_paper = source == bench.paper.pk
        written = (name, *more.get(pk, ()), formula if of_paper else "")
        cited = (bench.paper.public_id,) if of_paper else tuple(keys.get(source, ()))
        found[public_id] = Name(public_id, tuple(dict.fromkeys(filter(None, written))), cited, tuple(roles))
    for key, name in bench.cells.items():
        found[key] = Name(key, (name,), roles=("cell",))
    return list(found.values())


def _offer(one: Candidate, shown: dict[str, str], own: set[str], mark: int) -> Offer:
    subject = shown.get(one.subject, one.formula)
    if one.subject and one.subject not in own:
        subject = f"{subject} ({one.subject})"
    labels = [PROPERTIES[key].label for key in one.properties[: _OTHERS + 1]]
    payload = {
        "of": subject,
        "property": labels[0] if labels else "",
        "printed": f"{one.printed_value} {one.printed_unit}".strip(),
        "conditions": "; ".join(_token(key, printed) for key, printed in one.conditions),
        "where": one.locator,
    }
    readings = tuple(dict.fromkeys(reading.spelling for reading in one.readings if reading.spelling))
    label = CONDITIONS[one.condition].label if one.condition else ""
    return Offer({key: text for key, text in payload.items() if text}, mark, tuple(labels), readings, label)


def _token(key: str, printed: str) -> str:
    """A condition as a line of conditions reads it: by its value alone, or with its name before it."""
    read = conditions_of(printed)
    return printed if [one.key for one in read.read] == [key] and not read.asked else f"{name_of(key)} {printed}"


def _text(block: Block, marks: list[tuple[int, Candidate]]) -> Marked:
    assert not isinstance(block, TableBlock)
    typed, offsets = plain(block.text)
    places = []
    for mark, one in marks:
        start = bisect_left(offsets, one.place.start - block.start)
        places.append((start, max(start + 1, bisect_left(offsets, one.place.end - block.start)), mark))
    return Marked(block.kind, block.locator, tuple(_spans(typed, places)))


def _table(block: TableBlock, marks: list[tuple[int, Candidate]], left: list[Unread]) -> Marked:
    rows = []
    unread = {spot for one in left for spot in one.cells}
    for row, cells in enumerate(block.rows):
        shown = []
        for column, cell in enumerate(cells):
            at, places = 0, []
            for mark, one in marks:
                if one.place.cell != (row, column):
                    continue
                printed = one.printed_value
                if (start := cell.find(printed, at)) < 0:  # its power of ten stands in the head
                    printed = printed.partition(" × ")[0]
                    start = cell.find(printed, at)
                if start >= 0:
                    at = start + len(printed)
                    places.append((start, at, mark))
            shown.append(MarkedCell(tuple(_spans(cell, places)), (row, column) in unread))
        rows.append(tuple(shown))
    return Marked("table", block.locator, rows=tuple(rows), unread=tuple(map(str, left)))


def _spans(text: str, places: list[tuple[int, int, int]]) -> Iterator[Span]:
    at = 0
    for start, end, mark in sorted(places):
        if start < at:  # two readings of one place share a mark
            continue
        if text[at:start]:
            yield Span(text[at:start])
        yield Span(text[start:end], mark)
        at = end
    if text[at:]:
        yield Span(text[at:])
