"""The works that a text cites: in square brackets, in round ones or raised, as the whole document does."""

from __future__ import annotations

import re
from typing import Final, Literal

Style = Literal["square", "round", "raised"]

_KEYS: Final = r"\s?[1-9][0-9]{0,2}[a-z]?(?:\s*[,–-]\s*[1-9][0-9]{0,2}[a-z]?)*\s?"
_RAISED: Final = "[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]{0,2}"
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# brackets around numbers that cite nothing: planes and equations
_CITED: Final[dict[Style, re.Pattern[str]]] = {
    "square": re.compile(r"\[([0-9]+[a-z]?(?:\s*[,–-]\s*[0-9]+[a-z]?)*)\]"),
    "round": re.compile(
        rf"(?<=[\w.,;:)%⁰¹²³⁴⁵⁶⁷⁸⁹])\s?(?<!Eq\. )(?<!Eq\.)(?<!equation )(?<!step )\(({_KEYS})\)"
        r"(?!\s?(?:[a-z]+ )?(?:plane|facet|peak|reflection|surface|lattice|direction)s?\b)"
    ),
    "raised": re.compile(
        r"(?<=[a-z)][a-z)][.,;)a-z])([¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]{0,2}(?:[,–⁻-][¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]{0,2})*)"
    ),
}
_FEW: Final = 5  # that may be something else
_WIDEST: Final = 60  # works in one bracket


def style_of(text: str) -> Style:
    """How `text` cites: the first of the three ways that it has more than a few times; square where none is."""
    for style, pattern in _CITED.items():
        if sum(1 for _ in pattern.finditer(text)) >= _FEW:
            return style
    return "square"


def cited_in(text: str, style: Style = "square") -> frozenset[str]:
    """The keys of the works that `text` cites: "[69, 71–73]" → 69, 71, 72, 73."""
    keys: set[str] = set()
    for found in _CITED[style].finditer(text):
        for part in found[1].translate(_SUPERSCRIPTS).split(","):
            ends = [end.strip() for end in re.split("[–-]", part)]
            keys.update(ends)
            if len(ends) == 2 and all(end.isdecimal() for end in ends):
                first, last = map(int, ends)
                keys.update(str(key) for key in range(first, min(last, first + _WIDEST) + 1))
    return frozenset(keys)
