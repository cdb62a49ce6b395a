"""What a search names beside records: a property with its values, an element, a plot, an entry of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.db.models import Count, F, QuerySet
from django.urls import reverse

from mgdb import plots
from mgdb.lists import LIST_TYPES, ListColumn
from mgdb.models import Measurement
from mgdb.presentation import TableCell
from mgdb.projection import forms
from mgdb.science import vocabulary
from mgdb.science.elements import ELEMENTS
from mgdb.science.properties import PROPERTIES, Property
from mgdb.science.property_names import named_in
from mgdb.science.typeset import plain

MOST_TERMS, MOST_PROPERTIES, MOST_VALUES = 8, 3, 5
OF_FEW = 8  # properties: a plot of these few is one of each, not of any
COLUMNS = ("value", "material", "conditions", "source")
# Words of a question that say nothing of what is looked for.
FILLING = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}


@dataclass(frozen=True)
class Entry:
    """A way on from a search: its words, where it leads, and what is said of it."""

    words: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class Values:
    """The values of a property that a search names: how many there are of what mentions the other words, and some."""

    entry: Property
    of: str
    count: int
    href: str
    columns: Sequence[ListColumn]
    rows: Sequence[Sequence[tuple[ListColumn, TableCell]]]
    plots: Sequence[Entry]
    definition: str


def telling(words: Sequence[str]) -> list[str]:
    """The words that say what is looked for; all of them where none does."""
    return [word for word in words if word not in FILLING] or list(words)


def entries(text: str) -> list[Entry]:
    """The element, the plots and the entries of the vocabulary that `text` names."""
    words = telling(plain(text).split())
    return [*_elements(text), *_plots(words), *_terms(words)] if words else []


def _elements(text: str) -> Iterator[Entry]:
    named = {one.name.casefold(): symbol for symbol, one in ELEMENTS.items()}
    symbol = text if text in ELEMENTS else named.get(text.casefold(), "")
    if symbol:
        href = f"{reverse('materials')}?{urlencode({'elements_all': symbol})}"
        yield Entry(f"Materials with {ELEMENTS[symbol].name}", href, f"the element {symbol}")


def _plots(words: Sequence[str]) -> Iterator[Entry]:
    for slug, plot in plots.plots().items():
        if all(word in plain(plot.TITLE) for word in words):
            yield Entry(plot.TITLE, reverse("plot", args=[slug]), "plot")


def _terms(words: Sequence[str]) -> list[Entry]:
    """The entries of the vocabulary whose label holds all `words`."""
    page = reverse("vocabulary")
    found = [
        Entry(entry.label, f"{page}#{key}", "(vocabulary: property)")
        for key, entry in PROPERTIES.items()
        if set(words) <= set(plain(entry.label).split())
    ]
    for name, (title, terms) in vocabulary.VOCABULARIES.items():
        found += [
            Entry(term.label, f"{page}#{name}-{term.key}", f"(vocabulary: {title.lower()})")
            for term in terms
            if set(words) <= set(plain(term.label).replace(",", " ").split())
        ]
    return found[:MOST_TERMS]


@cache
def known_words() -> frozenset[str]:
    """The folded words of the labels of properties, vocabularies, elements and plots: what a slip may be of."""
    labels = [entry.label for entry in PROPERTIES.values()]
    labels += [term.label for _, terms in vocabulary.VOCABULARIES.values() for term in terms]
    labels += [one.name for one in ELEMENTS.values()] + [plot.TITLE for plot in plots.plots().values()]
    return frozenset(word for label in labels for word in re.findall(r"[^\W\d_]+", plain(label)))


# ---- values
def properties_named(text: str) -> dict[str, frozenset[str]]:
    """Property key → the words of `text` that name it; while it is being typed, those whose label holds all words."""
    words = telling(plain(text).split())
    return named_in(text) or {
        key: frozenset(words)
        for key, entry in PROPERTIES.items()
        if words and all(len(word) > 2 and word in plain(entry.label) for word in words)
    }


def values_named(text: str) -> list[Values]:
    """The values that `text` asks for: “MgSc2Se4 conductivity” the conductivities of what mentions MgSc2Se4."""
    named = properties_named(text)
    if not named:
        return []
    naming = frozenset().union(*named.values())
    # as typed, for the address; a word that folds to several is one of the question's own
    others = [word for word in text.split() if not set(plain(word).split()) <= naming | FILLING]
    rest = " ".join(others)
    rows = Measurement.objects.published().filter(property_key__in=named)
    rows = rows.matching(plain(rest)) if rest else rows
    counts = dict(rows.order_by().values_list("property_key").annotate(Count("pk")))
    return [
        _values(PROPERTIES[key], rest, counts[key], rows.filter(property_key=key))
        for key in sorted(counts, key=lambda key: (-counts[key], key))[:MOST_PROPERTIES]
    ]


def _values(entry: Property, rest: str, count: int, rows: QuerySet[Measurement]) -> Values:
    order = F("search_low").asc(nulls_last=True) if entry.better == "lower" else F("search_high").desc(nulls_last=True)
    list_type = LIST_TYPES["measurements"]
    columns = [list_type.column(key) for key in COLUMNS]
    keys = list(rows.order_by(order, "pk").values_list("pk", flat=True)[:MOST_VALUES])
    asked = {"property": entry.key, **({"q": rest} if rest else {})}
    query = f"?{urlencode({'q': rest})}" if rest else ""
    return Values(
        entry,
        rest,
        count,
        f"{reverse('measurements')}?{urlencode(asked)}",
        columns,
        [list(zip(columns, row.cells, strict=True)) for row in forms.rows(list_type, keys, columns, {})],
        [
            Entry(plot.TITLE, f"{reverse('plot', args=[slug])}{query}")
            for slug, plot in plots.plots().items()
            if plots.takes(plot) == plots.VALUES and len(plot.PROPERTIES) <= OF_FEW and entry.key in plot.PROPERTIES
        ],
        f"{reverse('vocabulary')}#{entry.key}",
    )
