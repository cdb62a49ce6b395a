"""Things that a text speaks of by what they are and not by name: “the battery”, “this gel”, “Mg/V2O5 cells”.

Each is one of the names by how much speaks for it: words that it shares with the name, what was spoken of last, how
much of the document is about it; of a cell its parts in the same sentence too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from .cells import CELL, Cells
from .model import Name
from .standing import Standing
from .subjects import Mention

_SAMPLE: Final = "sample"  # whatever it serves as
# what a thing serves as, by the nouns for it
_NOUNS: Final = {
    CELL: r"batter(?:y|ies)|(?:micro-?)?cells?|devices?|supercapacitors?|ones?|those|that",
    "electrolyte": r"electrolytes?|(?:iono|hydro|organo|aero)?gels?|conductors?",
    "cathode": r"cathodes?|positive electrodes?",
    "anode": r"anodes?|negative electrodes?",
    "interphase": r"interphases?|SEI|CEI|coatings?|interlayers?",
    "separator": r"separators?|membranes?",
    _SAMPLE: r"samples?|materials?|powders?|films?|(?:nano|micro)\w+|monolayers?|bilayers?|crystals?|composites?|"
    r"compounds?|"
    r"phases?|electrodes?|surfaces?|facets?|planes?|frameworks?|glass(?:es)?|ceramics?|pellets?|polymers?|alloys?|hosts?|"
    r"structures?|bulk|counterparts?",
}
_NOUN: Final = re.compile(
    r"(?<![\w-])(?:" + "|".join(rf"(?P<{role}>{nouns})" for role, nouns in _NOUNS.items()) + r")(?![\w-])"
)
_WORDS: Final = re.compile(r"(?:[\w|/@.·+()-]+\s){0,5}\Z")
_DEFINITE: Final = re.compile(
    r"(?:the|this|these|those|our|its|their|such|assembled|as-\w+|proposed|developed|designed|resulting|obtained)",
    re.IGNORECASE,
)
# of others than what the document is about
_OTHERS: Final = re.compile(
    r"(?:other|others|most|many|some|several|few|various|different|conventional|traditional|commercial|previous\w*|reported|"
    r"typical|current|existing|common|any|all|each|both|no|state-of-the-art|Li-?ion|lithium-?ion|lithium)",
    re.IGNORECASE,
)
_ALIKE: Final = re.compile(r"symmetric(?:al)?|A\|A", re.IGNORECASE)
_TWIN: Final = "A|A"  # said of cells of two electrodes alike
_TWINS: Final = re.compile(r"(?<![A-Za-z0-9])([A-Z][A-Za-z0-9.]*)\s?(?:\|{1,2}|//?|‖|∥)\s?\1(?![A-Za-z0-9])")
_ANOTHERS: Final = ("one", "ones", "those", "that")
_STOP: Final = re.compile(
    r"(?:of|in|on|at|for|with|by|from|to|and|or|as|is|was|are|were|than|that|which|when|where|while|after|before|between|"
    r"under|using|per|into|within|over|a|an|high|low|good|full|whole|single|new|novel)",
    re.IGNORECASE,
)
_BREAK: Final = re.compile(
    r"of|in|on|at|for|with|by|from|to|and|or|as|is|was|are|were|than|that|which|under|using|when|if"
)
# what a cell is made with, behind its noun, and what may stand between a part and the noun
_WITH: Final = re.compile(
    r"\s(?:\([^()]*\)\s)?(?:with|using|based on|containing|employing|comprising|consisting of|of|made of|in)\b"
    r"[^,;:.(]{0,70}"
)
_BY: Final = re.compile(r"\b(?:with|using|employing|in)\s(?:the\s|an?\s)?\Z")
_UP_TO: Final = re.compile(r"(?:[\s/|‖-]|-based|full|half|pouch|coin|symmetric(?:al)?|metal|hybrid|[A-Z][\w.]*)*")
_WORD: Final = re.compile(r"[^\W_]{2,}")
_TOKEN: Final = re.compile(r"[^\W\d_]{3,}|\([0-9]{3,4}\)")
_PLANE: Final = re.compile(r"\([0-9]{3,4}\)")
_PLAIN: Final = frozenset((
    "cathode", "anode", "electrolyte", "electrode", "battery", "cell", "material", "metal", "ion", "solid", "high",
    "low", "magnesium", "lithium", "structure", "surface", "phase", "composite", "polymer", "film", "state", "based",
))  # fmt: skip
_UNKNOWN: Final = ""  # a part that no cell has
_NONE: Final[frozenset[str]] = frozenset()
_NEVER: Final = 9.0
_TELLING: Final = 0.5
_APART: Final = 0.3  # by how much more must speak for one than for another
_NEAR: Final = 4  # of those spoken of last, how many count
_ENOUGH: Final = 1.0


def tokens_of(text: str) -> set[str]:
    """The words of `text` that may tell one thing from another, in the singular, and the planes."""
    found = {word.casefold() for word in _TOKEN.findall(text) if not _STOP.fullmatch(word) and len(word) > 2}
    return {re.sub(r"(?<=[^s])s\Z", "", word) if len(word) > 4 else word for word in found}


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun with the words before it. here, inside: the parts of cells that its sentence and that it names; within:
    what is called by name between its words."""

    role: str
    noun: str
    words: Sequence[str]
    here: set[str]
    inside: set[str]
    within: set[str]

    @property
    def is_definite(self) -> bool:
        return bool(self.words) and bool(_DEFINITE.fullmatch(self.words[0]))


@dataclass(slots=True)
class Descriptions:
    """Finds such descriptions in sentences and says whom each means."""

    names: Sequence[Name]
    cells: Cells
    standing: Standing
    by_role: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, set[str]] = field(default_factory=dict)
    holders: dict[str, list[str]] = field(default_factory=dict)  # of each word the names that have it

    def __post_init__(self) -> None:
        for name in self.names:
            for role in name.roles:
                self.by_role.setdefault(role, []).append(name.key)
            self.words[name.key] = {word.casefold() for called in name.names for word in _WORD.findall(called)}

        for name in self.names:
            if name.roles != (CELL,):
                for token in {token for called in name.names for token in tokens_of(called)}:
                    self.holders.setdefault(token, []).append(name.key)

    def mentions(self, text: str, named: Mapping[int, tuple[Mention, str]], told: Sequence[str]) -> Iterator[Mention]:
        """The descriptions in `text` that say whom they mean. named: what is called by name, by where it begins, with
        whose it is; told: what was spoken of before, the last first."""
        parts = self.cells.parts_in(text)
        here = {key for one in parts for key in one.keys}
        last: list[str] = []  # the words before the cell that was spoken of last
        for match in _NOUN.finditer(text):
            role = match.lastgroup or ""
            start, words = _phrase(text, match.start())
            ends = match.start()
            if role == CELL:
                behind = _WITH.match(text, match.end())
                ends = behind.end() if behind else ends
                if match["cell"] in _ANOTHERS:  # “the one with B”
                    if not last or not behind:
                        continue
                    words = ["the", *last]
                words += [_TWIN] if _TWINS.search(text, start, match.start()) else []
                last = words or ["cell"]
            inside = {key for one in parts if start <= one.start < ends for key in one.keys}
            within = {key for at, (_, key) in named.items() if start <= at < match.start()}
            found = _Phrase(role, match[0], words, here, inside, within)
            if key := self._of_phrase(found, told):
                start = match.start() if role == CELL or not found.is_definite else start + len(words[0]) + 1
                yield Mention(start, match.end(), (key,), text[start : match.end()])

    def _of_phrase(self, one: _Phrase, told: Sequence[str]) -> str:
        if one.role != CELL:
            if one.within:
                return ""
            if key := self._by_words(one.words, one.noun):
                return key
        is_other = any(_OTHERS.fullmatch(word) for word in one.words)
        if is_other or one.role not in self.by_role or (one.role != CELL and not one.is_definite):
            return ""
        unknown = {_UNKNOWN for key in one.within if not self.cells.of_materials.get(key, _NONE) & self.cells.all_parts}
        return self._meant(replace(one, inside=one.inside | unknown), told)

    def planes(self, text: str) -> Iterator[Mention]:
        """The planes of which a name speaks alone: of “the (010) and (100) surfaces” the first."""
        for match in _PLANE.finditer(text):
            keys = self.holders.get(match[0], ())
            if len(keys) == 1:
                yield Mention(match.start(), match.end(), (keys[0],), match[0])

    def _by_words(self, words: Sequence[str], noun: str) -> str:
        """The one material that words before a noun tell from the others: “the commercial powder”; empty where none
        or several are."""
        before = {token for word in words for token in tokens_of(word)} - _PLAIN
        said = before | tokens_of(noun)
        told: dict[str, float] = {}
        for token in said:
            for key in self.holders.get(token, ()):
                told[key] = told.get(key, 0.0) + 1 / len(self.holders[token])
        first, second = [*sorted(told.values(), reverse=True), 0.0, 0.0][:2]
        if first < _TELLING or first - second < _APART:
            return ""
        best = max(told, key=lambda key: told[key])
        return best if any(best in self.holders.get(token, ()) for token in before) else ""

    def absorbed(self, text: str, mentions: Sequence[Mention], chosen: Mapping[int, str]) -> Iterator[Mention]:
        """The mentions that only say of which cell a text speaks: “cells with the gel and A”, “A/B cells”."""
        for cell in mentions:
            held = self.cells.parts.get(chosen[cell.start], ())
            behind = _WITH.match(text, cell.end)
            for one in mentions if held else ():
                ways = self.cells.of_materials.get(chosen[one.start], frozenset())
                ahead = one.end <= cell.start and _UP_TO.fullmatch(text, one.end, cell.start)
                beside = behind and cell.end < one.start < behind.end()
                if ways.intersection(held) and (ahead or beside or _BY.search(text, max(0, one.start - 40), one.start)):
                    yield one

    def _meant(self, one: _Phrase, told: Sequence[str]) -> str:
        """The one of its role for which most speaks; empty where too little does."""
        keys = self.by_role[one.role]
        said = {part.casefold() for word in one.words for part in _WORD.findall(word) if not _STOP.fullmatch(part)}
        spoken = set().union(*(self.cells.of_materials.get(key, ()) for key in told[:_NEAR]))

        def score(key: str) -> float:
            found = 1.5 * self.standing.share(key) + 1.0 / len(keys) if one.is_definite else 0.0
            found += 1.0 * len(said & self.words[key])
            if key in told[:_NEAR]:
                found += 1.5 / (1 + told.index(key))
            if one.role == CELL:
                found += self._of_parts(key, one, said)
                found += 0.5 * len(set(self.cells.parts.get(key, ())) & spoken)
            return found

        best = max(keys, key=score)
        return best if score(best) >= _ENOUGH else ""

    def _of_parts(self, key: str, one: _Phrase, said: set[str]) -> float:
        """What the parts of a cell say for it: those named with the noun, those of the sentence."""
        parts = self.cells.parts.get(key, ())
        if not parts:
            return -0.5 * len(one.here)
        is_alike = len(parts) > 1 and parts[0] == parts[-1]
        if any(_ALIKE.fullmatch(word) for word in one.words) != is_alike:
            return -_NEVER if not is_alike or one.inside - set(parts) or "full" in one.words else 0.0
        rest = self.cells.rest.get(key, _NONE)
        found = -2.5 * len(rest - said) / len(rest) if rest else 0.0
        found += 2.0 * len(one.inside & set(parts)) - 2.0 * len(one.inside - set(parts))
        beside = one.here - one.inside
        return found + 1.0 * len(beside & set(parts)) - 0.5 * len(beside - set(parts))


def _phrase(text: str, end: int) -> tuple[int, list[str]]:
    """Where the words begin that a noun at `end` has before it, and those words: back to its article or preposition."""
    ahead = _WORDS.search(text, max(0, end - 80), end)
    words = ahead[0].split() if ahead else []
    at = next((at for at in range(len(words) - 1, -1, -1) if _BREAK.fullmatch(words[at])), -1)
    words = words[at + 1 :]
    at = next((at for at in range(len(words) - 1, -1, -1) if _DEFINITE.fullmatch(words[at])), 0)
    words = words[at:]
    return end - sum(len(word) + 1 for word in words), words
