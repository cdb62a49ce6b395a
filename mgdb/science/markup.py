"""Typeset text as its own type, so that a template engine knows what is escaped already."""

from __future__ import annotations

from html import escape


class Html(str):
    """HTML made here: elements of typesetting, all other text escaped. Template engines take it as it is (`__html__`).

    Joined or formatted, it is a plain string again, which they escape: say `Html(...)` of what has been put together of
    typeset parts alone.

    >>> Html("VS<sub>2</sub>").__html__()
    'VS<sub>2</sub>'
    """

    __slots__ = ()

    def __html__(self) -> Html:
        return self

    def __str__(self) -> Html:
        # What `str` makes of it stays HTML: the admin's lists call it before they escape.
        return self


def escaped(text: str) -> Html:
    """`text` as it is, for a page: nothing in it is markup, and no formula is looked for."""
    return Html(escape(text))
