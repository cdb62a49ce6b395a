"""Places in a document, as locators name them from large to small: “Section 2.3, paragraph 2”, “Table 1, VS4”."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# What a reader meets first comes first; tables and figures, which stand anywhere among the text, follow it.
_KINDS: Final = (
    ("title",),
    ("highlights", "graphical abstract", "toc", "table of contents"),
    ("abstract",),
    ("introduction", "background"),
    ("section", "sec.", "sect.", "chapter", "text", "page", "p.", "equation", "eq.", "box"),
    ("experimental", "method", "materials and methods"),
    ("results", "discussion"),
    ("conclusion", "summary", "outlook", "perspective"),
    ("table", "tab."),
    ("scheme", "figure", "fig."),
    ("reference",),
    ("supporting", "supplementary", "supplement", "si ", "esi", "appendix"),
)
_OTHERS: Final = 4  # beside the sections
_SUPPLEMENT: Final = re.compile(r"\b(?:table|tab\.|figure|fig\.|section|note|scheme)\s*s\s*[0-9]", re.IGNORECASE)
_NUMBER: Final = re.compile(r"([0-9]+)")

Order = tuple[int, tuple[tuple[int, int, str], ...]]


def place(locator: str) -> str:
    """The largest place that a locator names.

    >>> place("Table 1, VS4, rate performance")
    'Table 1'
    """
    return locator.partition(",")[0].strip()


@lru_cache(maxsize=4096)
def reading_order(locator: str) -> Order:
    """A key by which locators are sorted as a reader meets them: title, abstract, sections, tables, figures,
    supplement; numbers by their size.

    >>> sorted(["Fig. 2", "Section 10", "Table 1", "Section 2.10", "Section 2.9", "Abstract"], key=reading_order)
    ['Abstract', 'Section 2.9', 'Section 2.10', 'Section 10', 'Table 1', 'Fig. 2']
    """
    text = locator.strip().casefold()
    kind = _OTHERS
    if _SUPPLEMENT.match(text):
        kind = len(_KINDS) - 1
    else:
        kind = next((at for at, words in enumerate(_KINDS) if text.startswith(words)), _OTHERS)
    parts = [piece for piece in _NUMBER.split(text) if piece]
    return kind, tuple((0, int(part[:18]), "") if part.isdecimal() else (1, 0, part) for part in parts)
