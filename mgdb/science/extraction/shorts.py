"""What a document abbreviates: “integrated coordination number (ICN)”, after which ICN names that property too."""

from __future__ import annotations

import re
from typing import Final

from .cues import Cue, cues_in

_SHORT: Final = re.compile(r"(?<=[A-Za-z])\s\((?P<short>[A-Za-z]{2,6}?)s?\)")
_WORDS: Final = re.compile(r"(?:[A-Za-z/–-]+\s){0,5}[A-Za-z/–-]+\Z")
_REACH: Final = 80  # characters before an abbreviation that it may stand for


class Shorts:
    """The abbreviations of a document that stand for words of a property."""

    def __init__(self, text: str) -> None:
        self.keys: dict[str, dict[str, float]] = {}
        for made in _SHORT.finditer(text):
            said = _WORDS.search(text, max(0, made.start() - _REACH), made.start())
            short, words = made["short"], said[0] if said else ""
            if short.lower() == short or not _is_short_of(short, words):
                continue
            named = {cue.key: cue.weight for cue in cues_in(words) if cue.end >= len(words) - 1}
            if named:
                self.keys.setdefault(short, named)
        listed = "|".join(sorted(map(re.escape, self.keys), key=len, reverse=True))
        self.pattern = re.compile(rf"(?<![A-Za-z0-9-])(?P<short>{listed})s?(?![A-Za-z0-9])") if listed else None

    def named(self, text: str) -> tuple[Cue, ...]:
        """The abbreviations in `text`, as words that name a property."""
        if self.pattern is None:
            return ()
        return tuple(
            Cue(key, match.start(), match.end(), weight)
            for match in self.pattern.finditer(text)
            for key, weight in self.keys[match["short"]].items()
        )


def _is_short_of(short: str, words: str) -> bool:
    """Whether the words that `words` ends with begin with the letters of `short`, in their order."""
    letters = short.lower()
    initials = "".join(part[0] for part in re.split(r"[\s/–-]+", words.lower()) if part)
    return initials.endswith(letters)
