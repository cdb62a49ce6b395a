"""The many links of a list's filters as HTML: the values of facets and the squares of the periodic table."""

from __future__ import annotations

import html
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from mgdb.lists.facet_groups import FacetChoice
from mgdb.lists.periodic_table import ElementSquare
from mgdb.science import typeset


def facet_items(choices: Iterable[FacetChoice]) -> Markup:
    """The values of a facet with their counts, each a link; one that is chosen says so."""
    return Markup("".join([_choice(one) for one in choices]))  # noqa: S704 - put together of escaped parts


def _choice(choice: FacetChoice) -> str:
    name = _name(choice.value.label)
    if choice.excluded:
        return (
            f'<li><a href="{_escaped(choice.href)}" class="excluded" aria-current="true">'
            f"<b>not “<s>{name}</s>”</b></a></li>"
        )
    chosen = ' class="chosen" aria-current="true"' if choice.chosen else ""
    exclude = ""
    if choice.exclude:
        label, value = _escaped(f"not “{choice.value.label}”"), _escaped(choice.value.value)
        exclude = f'<button name="{choice.exclude}" value="{value}" aria-label="{label}">not</button>'
    number, title = str(choice.value.count), ""
    if choice.added is not None:
        number, title = f"+{choice.added}", f' title="{choice.added} more, {choice.value.together} together"'
    # robots.txt bars all addresses with a question: no link has to say so
    return f'<li><a href="{_escaped(choice.href)}"{chosen}{title}><b>{name}</b> <i>{number}</i></a>{exclude}</li>'


@lru_cache(maxsize=4096)
def _name(label: str) -> str:
    return typeset.html(label or "")


def _escaped(text: str) -> str:
    """Text for an attribute; quicker than the class of markup, which nobody asks for here."""
    return html.escape(text)


def element_items(squares: Iterable[ElementSquare]) -> Markup:
    """The squares of the periodic table; those that rows have lead to them."""
    return Markup("".join([_square(one) for one in squares]))  # noqa: S704 - put together of escaped parts


def _square(square: ElementSquare) -> str:
    symbol = square.symbol
    if not square.href:
        return _empty(symbol, square.row, square.column, square.chosen)
    place = _place(square.row, square.column, square.chosen)
    current = ' aria-current="true"' if square.chosen else ""
    return (
        f'<li class="{place}"><a href="{_escaped(square.href)}" aria-label="{_escaped(square.label)}"{current}>'
        f"<b>{symbol}</b><i>{square.number}</i></a></li>"
    )


@lru_cache(maxsize=1024)
def _empty(symbol: str, row: int, column: int, chosen: str) -> str:
    return f'<li class="{_place(row, column, chosen)} empty"><span aria-hidden="true"><b>{symbol}</b></span></li>'


def _place(row: int, column: int, chosen: str) -> str:
    return f"r{row} c{column}{' by-' if chosen else ''}{chosen}"
