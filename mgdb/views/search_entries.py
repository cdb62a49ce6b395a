"""What a search names beside records: a property with its values, an element, an entry of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from mgdb.models import Measurement
from mgdb.science import vocabulary
from mgdb.science.elements import ELEMENTS
from mgdb.science.properties import PROPERTIES
from mgdb.science.typeset import plain

MOST_TERMS = 8


@dataclass(frozen=True)
class Entry:
    """A way on from a search: its words, where it leads, and what is said of it."""

    words: str
    href: str
    note: str = ""


def entries(text: str) -> list[Entry]:
    """What `text` names: “MgSc2Se4 conductivity” the conductivities of what mentions MgSc2Se4, “I” the element."""
    words = plain(text).split()
    typed = text.split()
    as_typed = dict(zip(words, typed, strict=True)) if len(words) == len(typed) else {}
    return [*_elements(text), *_properties(words, as_typed), *_terms(words)] if words else []


def _elements(text: str) -> Iterator[Entry]:
    named = {one.name.casefold(): symbol for symbol, one in ELEMENTS.items()}
    symbol = text if text in ELEMENTS else named.get(text.casefold(), "")
    if symbol:
        href = f"{reverse('materials')}?{urlencode({'elements_all': symbol})}"
        yield Entry(f"Materials with {ELEMENTS[symbol].name}", href, f"the element {symbol}")


def _properties(words: Sequence[str], as_typed: Mapping[str, str]) -> Iterator[Entry]:
    """The properties whose noun is among `words`, with the values of what mentions the other words; one query."""
    named: dict[str, set[str]] = {}
    for key, entry in PROPERTIES.items():
        label = plain(entry.label).split()
        if label[-1] in words:
            named[key] = {word for word in words if word in label}
    most = max(map(len, named.values()), default=0)
    named = {key: found for key, found in named.items() if len(found) == most}
    others = [word for word in words if not any(word in found for found in named.values())]
    if not named:
        return
    rows = Measurement.objects.published().filter(property_key__in=named)
    rows = rows.matching(" ".join(others)) if others else rows
    counts = dict(rows.order_by().values_list("property_key").annotate(Count("pk")))
    for key in named:
        if count := counts.get(key, 0):
            rest = " ".join(as_typed.get(word, word) for word in others)
            asked = {"property": key, **({"q": rest} if rest else {})}
            of = f" of what mentions {rest}" if rest else ""
            href = f"{reverse('measurements')}?{urlencode(asked)}"
            yield Entry(f"{PROPERTIES[key].label}{of}", href, "1 value" if count == 1 else f"{count} values")


def _terms(words: Sequence[str]) -> list[Entry]:
    """The entries of the vocabulary whose label holds all `words`."""
    page = reverse("vocabulary")
    found = [
        Entry(entry.label, f"{page}#{key}", "vocabulary: a property")
        for key, entry in PROPERTIES.items()
        if set(words) <= set(plain(entry.label).split())
    ]
    for name, (title, terms) in vocabulary.VOCABULARIES.items():
        found += [
            Entry(term.label, f"{page}#{name}-{term.key}", f"vocabulary: {title.lower()}")
            for term in terms
            if set(words) <= set(plain(term.label).replace(",", " ").split())
        ]
    return found[:MOST_TERMS]
