"""Which things are parts of which cell: “Counter | electrolyte | working” is how a cell is called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .model import Name
from .subjects import LABEL, Mention, Names, fold, loosely

CELL: Final = "cell"
_PARTED: Final = re.compile(r"\s?(?:\|{1,2}|//)\s?")
_WORD: Final = re.compile(r"[^\W_]{2,}")
_PLAIN: Final = frozenset(
    ("full", "half", "cell", "cells", "battery", "batteries", "symmetric", "symmetrical", "by", "of")
)
_JOINED: Final = re.compile(r"[\w@·/+-]")  # beside a name, what makes it another
_SHORTEST: Final = 3  # characters of a name that is found within a part


@dataclass(frozen=True, slots=True)
class Cells:
    """parts: what each cell is made of, counter electrode first, each as `loosely` spelled. rest: the words of its name
    that say more than what its parts are. named: the parts, as names to look for.
    of_materials: how the names of each material are spelled among the parts."""

    parts: Mapping[str, tuple[str, ...]]
    rest: Mapping[str, frozenset[str]]
    named: Names
    of_materials: Mapping[str, frozenset[str]]

    @classmethod
    def among(cls, names: Sequence[Name], text: str) -> Cells:
        materials = [one for one in names if one.roles != (CELL,)]
        spelled = [(fold(called), one) for one in materials for called in one.names]
        spellings = {one.key: frozenset(map(loosely, one.names)) for one in materials}
        parts: dict[str, tuple[str, ...]] = {}
        rest: dict[str, frozenset[str]] = {}
        called: dict[str, tuple[str, ...]] = {}
        for cell in names:
            if cell.roles != (CELL,) or not cell.names or not _PARTED.search(cell.names[0]):
                continue
            found, more = [], set()
            for segment in _PARTED.split(LABEL.sub("", cell.names[0])):
                material, is_whole = _part(segment, spelled)
                ways = (segment, *(material.names if material else ()))
                if material and not is_whole:
                    more |= words_of(segment) - set().union(*map(words_of, material.names)) - _PLAIN
                    ways = material.names
                part = loosely(ways[0] if material is None or not is_whole else material.names[0])
                called[part] = ways
                found.append(part)
            parts[cell.key], rest[cell.key] = tuple(found), frozenset(more)
        return cls(parts, rest, Names([Name(part, ways) for part, ways in called.items()], text), spellings)

    def parts_in(self, text: str) -> list[Mention]:
        """The mentions of parts in `text`."""
        return self.named.mentions(text) if self.parts else []

    @property
    def all_parts(self) -> frozenset[str]:
        return frozenset(part for held in self.parts.values() for part in held)

    def with_part(self, key: str) -> str:
        """The one cell that has the material of `key` as a part; empty where none or several have."""
        ways = self.of_materials.get(key, frozenset())
        found = [cell for cell, held in self.parts.items() if ways.intersection(held)]
        return found[0] if len(found) == 1 else ""


def words_of(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _part(segment: str, spelled: Sequence[tuple[str, Name]]) -> tuple[Name | None, bool]:
    """The material that a part of a cell's name is, or whose name stands in it, the longest; whether it is all."""
    line, loose = fold(segment), loosely(segment)
    best: tuple[bool, int, Name | None] = False, 0, None
    for called, name in spelled:
        is_whole = loosely(called) == loose
        at = line.find(called) if len(called) >= _SHORTEST else -1
        ends = (line[at - 1 : at], line[at + len(called) : at + len(called) + 1])
        if is_whole or (at >= 0 and not any(_JOINED.fullmatch(end) for end in ends)):
            best = max(best, (is_whole, len(called), name), key=lambda one: one[:2])
    return best[2], best[0]
