"""The words by which search finds a record, and those that a question asks for: folded alike, synonyms taken as one.

A record that names a substance, in whichever way, has its mark (“≡thf≡”) among its words; a question that names it asks
for the mark. So tetrahydrofuran finds THF and not MeTHF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from .substances import Substance, by_name, named_in
from .typeset import plain

# A name is looked for inside words where it tells by itself: v2o5 in Mg0.3V2O5, never dec in decomposed.
_TELLING = 6
_PLAIN = re.compile(r"[a-z]{5,}")  # shorter ones are abbreviations


def index_text(words: Iterable[str]) -> str:
    """The folded `words`, each once, with a mark for every substance that they name.

    Worked: ["0.4 M APC/THF"] → "0.4 m apc/thf ≡thf≡".
    """
    found = [_folded(word) for word in words if word]
    marks = (mark for _, own in found for mark in own)
    return " ".join(dict.fromkeys(word for word in (*(text for text, _ in found), *marks) if word))


@lru_cache(maxsize=4096)  # records that are entered together share a paper, a property, a material
def _folded(word: str) -> tuple[str, tuple[str, ...]]:
    """`word` as it is looked for, and the marks of the substances that it names."""
    return plain(word), tuple(_mark(one) for one in named_in(word))


def terms(folded: str) -> list[tuple[str, ...]]:
    """What a record's text must hold for a question, which is folded: of each tuple at least one.

    Worked: "tetrahydrofuran" → [("≡thf≡", "tetrahydrofuran", "oxolane")]; "oxide films" → [("oxide",), ("film",)].
    """
    if whole := by_name(folded):
        return [_ways(whole)]
    return [_ways(one) if (one := by_name(word)) else (stem(word),) for word in folded.split()]


def stem(word: str) -> str:
    """What the singular and the plural of a folded English word have in common, which is looked for inside words.

    Worked: vacancy and vacancies → vacanc; cathodes → cathode; glass, mgs and li2s as they are.
    """
    if not _PLAIN.fullmatch(word):
        return word
    for end, left in (("ies", 3), ("s", 1)):
        if word.endswith(end) and not word.endswith(("ss", "us", "is")):
            return word[:-left]
    return word[:-1] if word[-1] == "y" and word[-2] not in "aeiou" else word


def is_substance(folded: str) -> bool:
    """Whether the folded text, as a whole, names a substance."""
    return by_name(folded) is not None


def _mark(one: Substance) -> str:
    return f"≡{plain(one.name).replace(' ', '_')}≡"


def _ways(one: Substance) -> tuple[str, ...]:
    folded = (plain(name) for name in one.names)
    telling = (name for name in folded if len(name) >= (3 if any(char.isdigit() for char in name[1:]) else _TELLING))
    return tuple(dict.fromkeys((_mark(one), *telling)))
