"""The properties that the words of a question name: by label, symbol, and the words by which texts name them.

The last are those of `extraction.cues`, the one table of the field's words for properties; of them only what says by
itself that a property is meant: several words, or a noun as “diffusivity”.
"""

from __future__ import annotations

import re
from functools import cache

from .extraction.cues import cues_in
from .properties import PROPERTIES
from .spellings import FILLING, stem
from .typeset import plain

_TAGS = re.compile(r"<[^>]+>")
_NOUN = re.compile(r"[a-z]+(?:ivity|ivities|uity|enthalpy|enthalpies|overpotentials?)\Z", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?:[A-Z]{2,5}|[A-Z]_?[A-Za-z]{1,3})\Z")  # CE; Tg, E_ads, D_Mg
WHOLE = 1.0  # weight of words that mean one property alone


def named_in(text: str) -> dict[str, frozenset[str]]:
    """Property key → the folded words of `text` that name it; of several those that most words name.

    Worked: "MgSc2Se4 conductivity" → ionic_conductivity and electronic_conductivity by “conductivity”; "ionic
    conductivity of APC" → the first alone; "σ" → both.
    """
    found: dict[str, set[str]] = {}
    typed = text.split()
    stems = {stem(folded): folded for word in typed for folded in parts(word)}
    for key, label in _labels().items():
        if label[-1] in stems:  # the noun; what stands before it only tells which
            found.setdefault(key, set()).update(stems[word] for word in label if word in stems)
    for key, symbols in _symbols().items():
        found.setdefault(key, set()).update(part for word in typed if word in symbols for part in parts(word))
    for cue in cues_in(text):
        words = text[cue.start : cue.end]
        is_telling = re.search(r"\w[\s-]\w", words) or _NOUN.match(words) or _ABBREVIATION.match(words)
        if cue.weight == WHOLE and is_telling and _is_whole(text, cue.start, cue.end):
            found.setdefault(cue.key, set()).update(parts(words))
    most = max(map(len, found.values()), default=0)
    return {key: frozenset(words) for key, words in found.items() if words and len(words) == most}


def parts(text: str) -> list[str]:
    """The folded words of `text`, also those that a hyphen joins."""
    return [word for word in re.split(r"[\s-]+", plain(text)) if word]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on on either side."""
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


@cache
def _labels() -> dict[str, list[str]]:
    """Property key → the stems of the words of its label."""
    return {
        key: [stem(word) for word in parts(entry.label) if word not in FILLING or word == "value"]
        for key, entry in PROPERTIES.items()
    }


@cache
def _symbols() -> dict[str, set[str]]:
    """Property key → how its symbol is typed: “Ea”, “E_a”, “σ”. One Latin letter may be anything."""
    found = {}
    for key, entry in PROPERTIES.items():
        flat = _TAGS.sub("", str(entry.symbol))
        below = _TAGS.sub("", str(entry.symbol).replace("<sub>", "_"))
        ways = {flat, below} | ({flat[0]} if not flat[0].isascii() and flat[0].isalpha() else set())
        found[key] = {way for way in ways if len(way) > 1 or not way.isascii()}
    return found
