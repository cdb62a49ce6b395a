"""The words by which search finds a record, and those that a question asks for: folded alike, synonyms taken as one.

A record that names a substance, a method, a class or an element, in whichever way, has its mark (“≡thf≡”) among its
words; a question that names it asks for the mark. So tetrahydrofuran finds THF and not MeTHF, and GITT what was
measured by galvanostatic intermittent titration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .field_names import concepts_named, marks_of
from .formula import FormulaError, parse
from .spellings import GERMAN, spellings, stem
from .substances import Substance, by_name, named_in
from .typeset import plain

__all__ = ["Way", "begun", "index_text", "is_substance", "stem", "terms"]

# A name is looked for inside words where it tells by itself: v2o5 in Mg0.3V2O5, never dec in decomposed.
_TELLING: Final = 6
_SHORT: Final = re.compile(r"[a-z]{1,3}")  # looked for as a word: ce is no part of cell
_LONGEST: Final = 6  # words of a name


@dataclass(frozen=True, slots=True)
class Way:
    """A folded text that a record may hold: anywhere, as a word of its own, in singular or plural, or where a word
    begins."""

    text: str
    is_word: bool = False
    begins: bool = False

    @property
    def pattern(self) -> str:
        """Of a word or its beginning: the regular expression, for Python and PostgreSQL, that finds it."""
        return f"(^|[^a-z]){re.escape(self.text)}{'' if self.begins else '(s?[^a-z]|s?$)'}"

    @property
    def is_pattern(self) -> bool:
        """Whether it is looked for by `pattern`."""
        return self.is_word or self.begins

    @property
    def lookup(self) -> str:
        """What the database looks for: a pattern of a word, else the text."""
        return self.pattern if self.is_pattern else self.text

    def is_in(self, folded: str) -> bool:
        """Whether a record of these `folded` words holds it."""
        return bool(re.search(self.pattern, folded)) if self.is_pattern else self.text in folded


def index_text(words: Iterable[str]) -> str:
    """The folded `words`, each once, with a mark for all that they name.

    Worked: ["0.4 M APC/THF"] → "0.4 m apc/thf ≡thf≡ ≡words:all-phenyl-complex≡".
    """
    found = [_folded(word) for word in words if word]
    marks = (mark for _, own in found for mark in own)
    return " ".join(dict.fromkeys(word for word in (*(text for text, _ in found), *marks) if word))


@lru_cache(maxsize=4096)  # records that are entered together share a paper, a property, a material
def _folded(word: str) -> tuple[str, tuple[str, ...]]:
    """`word` as it is looked for, and the marks of what it names; a mark by itself stays as it is."""
    if word.startswith("≡"):
        return "", (word,)
    return plain(word), tuple(dict.fromkeys((*(_mark(one) for one in named_in(word)), *marks_of(word))))


def terms(text: str) -> list[tuple[Way, ...]]:
    """What a record's text must hold for the question `text`: of each tuple at least one.

    As it was typed: a formula is known by its capitals. Several words that together are a name are one term.

    Worked: "tetrahydrofuran" → [("≡thf≡", "tetrahydrofuran", "oxolane")]; "oxide films" → two, of which the second is
    ("film",); "Sc2MgSe4" → [("sc2mgse4", "mgsc2se4")].
    """
    words = [one for word in text.split() for one in _parts(word)]
    found, start = [], 0
    while start < len(words):
        stop = next(
            (end for end in range(min(len(words), start + _LONGEST), start + 1, -1) if _is_name(words[start:end])),
            start + 1,
        )
        found.append(tuple(dict.fromkeys(_ways(words[start:stop]))))
        start = stop
    return [ways for ways in found if ways]


def begun(text: str) -> list[tuple[Way, ...]]:
    """As `terms`, for a text whose last word is still being typed: a record may hold one that begins so."""
    *words, last = text.split() or [""]
    return [*terms(" ".join(words)), (Way(plain(last), begins=True),)] if plain(last) else terms(" ".join(words))


def _parts(word: str) -> list[str]:
    """`word` as typed where it folds to one word, else its folded words; an English one for a German."""
    folded = plain(word).split()
    if len(folded) == 1 and folded[0] in GERMAN:
        return GERMAN[folded[0]].split()
    return [word] if len(folded) == 1 else folded


def _is_name(words: Sequence[str]) -> bool:
    text = plain(" ".join(words))
    return by_name(text) is not None or bool(concepts_named(text))


def _ways(words: Sequence[str]) -> Iterator[Way]:
    """How a record may hold what these words name together, or, where it is one word, hold it."""
    text = plain(" ".join(words))
    if one := by_name(text):
        yield from map(Way, _of_substance(one))
    for concept in concepts_named(text):
        yield Way(concept.mark)
        if concept.vocabulary in ("words", "ion"):  # formulas hold them
            yield from map(Way, _telling(concept.names))
    if one:
        return
    if len(words) > 1:
        yield Way(" ".join(map(stem, text.split())) if "-" not in text else text)
        return
    for word in spellings(text):
        yield Way(word, is_word=True) if _SHORT.fullmatch(word) else Way(stem(word))
    if reduced := _reduced(words[0]):
        yield Way(reduced)


def _reduced(word: str) -> str:
    """The folded reduced form of a formula of several elements, as typed; empty for all else."""
    if not re.search("[A-Z].*[A-Z]", word) or not re.search("[0-9₀-₉]", word):
        return ""
    try:
        found = parse(word)
    except FormulaError:
        return ""
    return plain(found.reduced) if found.reduced and len(found.elements) > 1 and not found.charge else ""


def is_substance(folded: str) -> bool:
    """Whether the folded text, as a whole, names a substance."""
    return by_name(folded) is not None


def _mark(one: Substance) -> str:
    return f"≡{plain(one.name).replace(' ', '_')}≡"


def _of_substance(one: Substance) -> tuple[str, ...]:
    return tuple(dict.fromkeys((_mark(one), *_telling(one.names))))


def _telling(names: Iterable[str]) -> Iterator[str]:
    """The folded `names` that are looked for inside words."""
    for name in map(plain, names):
        if len(name) >= (3 if any(char.isdigit() for char in name[1:]) else _TELLING):
            yield name
