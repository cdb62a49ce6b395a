"""The sentences of a document's running text, in plain typing, each character with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .blocks import runs_on
from .model import Block, Place, TextBlock
from .plain import plain

# A full stop that ends no sentence: of an abbreviation, an initial, a number.
_SHORT: Final = re.compile(
    r"(?:\b(?:[Ff]igs?|[Ee]qs?|[Rr]efs?|No|Nos|[Tt]ab|[Ss]ect?|[Ss]uppl?|"
    r"et al|al|etc|vs|ca|i\.e|e\.g|cf|approx|resp|temp|conc|wt|vol|at|mol|"
    r"Dr|Prof|St|Inc|Co|Ltd|min|max|avg|R\. ?D)|(?<![0-9°])(?<![0-9°]\s)\b[A-Z])\.\Z"
)
_STOP: Final = re.compile(
    r"[.!?](?:[\"”’)]*)(?>(?:\s?(?:\[[0-9,–\- a-z]+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,–⁻-][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*))?)"
    r"(?=\s+[A-Z0-9(\[“\"αβγδσ])|"
    r"[.!?](?:\s?\[[0-9,–\-]+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹,–⁻-]+)?\s*\Z"
)
_ABBREVIATION: Final = 16  # characters before a full stop that may be an abbreviation
_TAIL: Final = 200  # characters at the end of a paragraph that say whether its sentence goes on
LONGEST: Final = 2_000
"""Characters of a sentence; lists of methods have some hundreds."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in plain typing. block and offsets: where each of its characters stands; paragraph: which it is of."""

    text: str
    places: tuple[tuple[int, int], ...]
    locator: str
    paragraph: int
    kind: str

    def place(self, start: int, end: int) -> Place:
        (block, first), (_, last) = self.places[start], self.places[end - 1]
        return Place(block, first, last + 1)


def sentences_of(blocks: Sequence[Block]) -> Iterator[Sentence]:
    """The sentences of all running text, in order; one that is torn between two paragraphs is whole again."""
    held: list[tuple[str, tuple[int, int]]] = []  # characters and their places
    locator, kind, paragraph = "", "", 0
    for number, block in enumerate(blocks):
        if not isinstance(block, TextBlock) or block.kind == "heading":
            continue
        typed, offsets = plain(block.text)
        chars = [(char, (number, block.start + offset)) for char, offset in zip(typed, offsets, strict=True)]
        if block.kind == "caption":  # which stands between two halves of a paragraph
            paragraph += 1
            yield from _cut(chars, block.locator, paragraph, "caption")
            continue
        so_far = "".join(char for char, _ in held[-_TAIL:])
        if held and kind == "paragraph" and runs_on(so_far, typed):
            hyphen = so_far.rstrip().endswith("-") and typed[:1].islower()
            held += [*([] if hyphen else [(" ", held[-1][1])]), *chars]
            continue
        yield from _cut(held, locator, paragraph, kind)
        held, locator, kind, paragraph = chars, block.locator, block.kind, paragraph + 1
    yield from _cut(held, locator, paragraph, kind)


def _cut(chars: list[tuple[str, tuple[int, int]]], locator: str, paragraph: int, kind: str) -> Iterator[Sentence]:
    text = "".join(char for char, _ in chars)
    start = 0
    for stop in [*_STOP.finditer(text), None]:
        end = stop.end() if stop else len(text)
        if stop and _SHORT.search(text[max(start, stop.start() - _ABBREVIATION) : stop.start() + 1]):
            continue
        for first, last in _pieces(text, start, end):
            if text[first:last].strip():
                places = tuple(place for _, place in chars[first:last])
                yield Sentence(text[first:last], places, locator, paragraph, kind)
        start = end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence as it is; one beyond all sentences in pieces, so that what each number is compared with has an end."""
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST) + 1 or start + LONGEST
        yield start, cut
        start = cut
    yield start, end
