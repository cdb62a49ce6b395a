"""What a search names beside records: an element, lists of what a term names, a plot, an entry of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from mgdb import plots, search
from mgdb.lists import LIST_TYPES
from mgdb.science import vocabulary
from mgdb.science.elements import ELEMENTS
from mgdb.science.field_names import CONCEPTS, concepts_named
from mgdb.science.properties import PROPERTIES
from mgdb.science.question import telling
from mgdb.science.typeset import plain

from .search_values import Entry

MOST_TERMS = 8
# Vocabulary → the lists of what has its terms: route and filter.
LISTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "methods": (("measurements", "method"),),
    "roles": (("materials", "role"), ("measurements", "role")),
    "electrolyte-classes": (("electrolytes", "electrolyte_class"), ("measurements", "electrolyte_class")),
    "structure-families": (("materials", "structure_family"), ("measurements", "structure_family")),
    "defects": (("materials", "defect"), ("measurements", "defect")),
    "routes": (("materials", "route"),),
    "modifications": (("materials", "modification"), ("measurements", "modification")),
}


def entries(text: str) -> list[Entry]:
    """The element, the lists, the plots and the entries of the vocabulary that `text` names."""
    words = telling(plain(text).split())
    return [*_elements(text), *_lists(words), *_plots(words), *_terms(words)] if words else []


def _lists(words: Sequence[str]) -> Iterator[Entry]:
    """The lists of what has the terms that `words` together name, with their counts."""
    keys: dict[str, list[str]] = {}
    for one in concepts_named(" ".join(words)):
        if one.vocabulary in LISTS:
            keys.setdefault(one.vocabulary, []).append(one.key)
    for vocabulary_name, terms in keys.items():
        for route, name in LISTS[vocabulary_name]:
            list_type, data = LIST_TYPES[route], QueryDict(mutable=True)
            data.setlist(name, terms)
            query = search.Query(list_type.filters, data, list_type.rows())
            if total := query.total():
                yield Entry(query.describe_results(total), f"{reverse(route)}?{data.urlencode()}", "(list)")


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
    """The entries of the vocabulary whose label holds all `words`, or of which they are a name."""
    page = reverse("vocabulary")
    found = [
        Entry(entry.label, f"{page}#{key}", "(vocabulary: property)")
        for key, entry in PROPERTIES.items()
        if set(words) <= set(plain(entry.label).split())
    ]
    named = {(one.vocabulary, one.key) for one in concepts_named(" ".join(words))}
    for name, (title, terms) in vocabulary.VOCABULARIES.items():
        found += [
            Entry(term.label, f"{page}#{name}-{term.key}", f"(vocabulary: {title.lower()})")
            for term in terms
            if (name, term.key) in named or set(words) <= set(plain(term.label).replace(",", " ").split())
        ]
    return found[:MOST_TERMS]


@cache
def known_words() -> frozenset[str]:
    """The folded words of the labels of properties, vocabularies, elements and plots: what a slip may be of."""
    labels = [entry.label for entry in PROPERTIES.values()]
    labels += [term.label for _, terms in vocabulary.VOCABULARIES.values() for term in terms]
    labels += [name for one in CONCEPTS for name in one.names]
    labels += [one.name for one in ELEMENTS.values()] + [plot.TITLE for plot in plots.plots().values()]
    return frozenset(word for label in labels for word in re.findall(r"[^\W\d_]+", plain(label)))
