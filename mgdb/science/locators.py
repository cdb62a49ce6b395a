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
# Where sections have no numbers, “Text, Introduction, paragraph 2” is a place of the introduction.
_HEADED: Final = re.compile(
    rf"text,\s*(?={'|'.join(word for words in (_KINDS[3], *_KINDS[5:8]) for word in words)})", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"([0-9]+)")

Order = tuple[int, tuple[tuple[int, int, str], ...]]


def place(locator: str) -> str:
    """The largest place that a locator names; of a text the heading, where it has one.

    >>> place("Table 1, VS4, rate performance"), place("Text, Results and Discussion, XRD (Fig. 2d)")
    ('Table 1', 'Results and Discussion')
    """
    return _headed(locator).partition(",")[0].strip()


def within(locator: str) -> str:
    """What a locator says beyond its largest place.

    >>> within("Table 1, VS4, rate performance")
    'VS4, rate performance'
    """
    return _headed(locator).partition(",")[2].strip()


def _headed(locator: str) -> str:
    text = locator.strip()
    return text[found.end() :] if (found := _HEADED.match(text)) else text


@lru_cache(maxsize=4096)
def reading_order(locator: str) -> Order:
    """A key by which locators are sorted as a reader meets them: title, abstract, sections, tables, figures,
    supplement; numbers by their size.

    >>> sorted(["Fig. 2", "Section 10", "Table 1", "Section 2.10", "Section 2.9", "Abstract"], key=reading_order)
    ['Abstract', 'Section 2.9', 'Section 2.10', 'Section 10', 'Table 1', 'Fig. 2']
    """
    text = _headed(locator).casefold()
    kind = _OTHERS
    if _SUPPLEMENT.match(text):
        kind = len(_KINDS) - 1
    else:
        kind = next((at for at, words in enumerate(_KINDS) if text.startswith(words)), _OTHERS)
    parts = [piece for piece in _NUMBER.split(text) if piece]
    return kind, tuple((0, int(part[:18]), "") if part.isdecimal() else (1, 0, part) for part in parts)
