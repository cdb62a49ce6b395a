"""Marks the words that were looked for in typeset text, however they are typeset there."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from mgdb.science.markup import Html
from mgdb.science.typeset import plain

_PARTS = re.compile(r"(<[^>]*>)|(&[^;\s]+;)|(.)", re.DOTALL)


def highlight(markup: Html, words: Sequence[str]) -> Html:
    """`markup` (escaped text with tags) with each of the folded `words` inside mark elements.

    A word is found across tags: vs4 in VS<sub>4</sub>; each run of characters between tags gets its own element.
    """
    if not words:
        return markup
    parts = [match[0] for match in _PARTS.finditer(markup)]
    line, places = "", []  # the folded text, and for each of its characters the part that it comes from
    for place, part in enumerate(parts):
        if not part.startswith("<"):
            character = html.unescape(part)
            folded = " " if character.isspace() else plain(character)
            line += folded
            places += [place] * len(folded)
    hit: set[int] = set()
    for word in words:
        start = line.find(word)
        while start >= 0:
            hit.update(places[start : start + len(word)])
            start = line.find(word, start + 1)
    out, inside = [], False
    for place, part in enumerate(parts):
        here = place in hit
        if here != inside:
            out.append("<mark>" if here else "</mark>")
            inside = here
        out.append(part)
    # a tag is never in `hit`, so that a mark ends before each and opens again behind it
    return Html("".join(out) + ("</mark>" if inside else ""))
