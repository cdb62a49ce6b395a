"""CSL-JSON, and the works of Crossref's REST API, which are nearly the same: objects with `type` and `author`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from .model import (
    MOST_ENTRIES,
    Bibliography,
    EntryError,
    EntryFault,
    Reference,
    UnreadableBibliography,
    cleaned,
    line_of,
    source_form,
    too_many,
)

# Types of CSL 1.0.2 and of Crossref; what is in neither list is a work whose kind nobody has looked up.
KINDS = {
    "article-journal": "article",
    "journal-article": "article",
    "article": "preprint",  # CSL: a manuscript without a journal
    "posted-content": "preprint",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "chapter": "book",
    "book-chapter": "book",
    "entry-encyclopedia": "book",
    "paper-conference": "proceedings",
    "proceedings-article": "proceedings",
    "thesis": "thesis",
    "dissertation": "thesis",
    "patent": "patent",
    "dataset": "dataset",
    "webpage": "web",
}


def read(text: str) -> Bibliography:
    """The entries of CSL-JSON, a list of objects or one; of a Crossref answer, its message."""
    references: list[Reference] = []
    faults: list[EntryFault] = []
    for entry, (offset, item) in enumerate(_items(text), 1):
        if entry > MOST_ENTRIES:
            raise too_many(entry)
        line = line_of(text, offset)
        key = ""
        try:
            key = cleaned(item.get("id") if isinstance(item, dict) else "")[:80]
            if not isinstance(item, dict):
                raise EntryError("it is not an object with fields")
            references.append(Reference(entry, line, key, form_of_work(item)))
        except EntryError as error:
            faults.append(EntryFault(entry, line, key, str(error)))
    return Bibliography("CSL-JSON", tuple(references), tuple(faults))


def _items(text: str) -> Iterator[tuple[int, Any]]:
    """Each object with the place where it begins."""
    decoder = json.JSONDecoder()
    place = _next(text, 0)
    listed = text[place] == "["
    if listed:
        place = _next(text, place + 1)
    while place < len(text) and text[place] != "]":
        try:
            item, end = decoder.raw_decode(text, place)
        except RecursionError:
            raise UnreadableBibliography(f"Line {line_of(text, place)}: nested too deeply to be CSL-JSON.") from None
        except ValueError as error:
            at = error.pos if isinstance(error, json.JSONDecodeError) else place
            said = error.msg if isinstance(error, json.JSONDecodeError) else "a number is too long"
            raise UnreadableBibliography(f"Line {line_of(text, at)}: this is not JSON ({said}).") from None
        yield place, item.get("message", item) if isinstance(item, dict) else item
        place = _next(text, end)
        if not listed:
            break
        if place < len(text) and text[place] == ",":
            place = _next(text, place + 1)
        elif place < len(text) and text[place] != "]":
            raise UnreadableBibliography(f"Line {line_of(text, place)}: this is not JSON (“,” or “]” is missing).")
    if listed and text[place : place + 1] != "]":
        raise UnreadableBibliography("The list has no end; the file was cut off.")


def _next(text: str, place: int) -> int:
    while place < len(text) and text[place] in " \t\n\ufeff":
        place += 1
    return place


def form_of_work(item: Mapping[str, Any]) -> dict[str, Any]:
    """The form of a source from one object of CSL-JSON or a work of Crossref. Raises EntryError.

    Editors stand in the place of authors where there are none, as in references; whoever has one name goes by it.
    Journals stand as references have them, abbreviated where the object says how. The year is that of the volume: in
    print where there is one.
    """
    title = _first(item.get("title"))
    subtitle = _first(item.get("subtitle"))
    if title and subtitle and subtitle.lower() not in title.lower():
        title = f"{title}: {subtitle}"
    return source_form(
        kind=KINDS.get(cleaned(item.get("type")), "unknown"),
        title=title,
        authors=_names(item.get("author")) or _names(item.get("editor")),
        container=_first(item.get("short-container-title"))
        or _first(item.get("container-title-short"))
        or _first(item.get("journalAbbreviation"))
        or _first(item.get("container-title"))
        or _first(item.get("publisher") if cleaned(item.get("type")) in ("book", "monograph") else ""),
        year=next(
            filter(None, map(_year, ("published-print", "issued", "published", "published-online"), [item] * 4)), ""
        ),
        volume=item.get("volume"),
        issue=item.get("issue"),
        pages=cleaned(item.get("page")) or item.get("article-number") or item.get("number"),
        doi=item.get("DOI"),
        url=item.get("URL"),
    )


def _first(value: object) -> str:
    """Crossref has lists of titles, CSL has one."""
    return cleaned(next(iter(value), "")) if isinstance(value, list) else cleaned(value)


def _names(value: object) -> list[str]:
    names = []
    for one in value if isinstance(value, list) else ():
        if not isinstance(one, dict):
            continue
        parts = [cleaned(one.get(name)) for name in ("non-dropping-particle", "family", "suffix")]
        family = " ".join(part for part in parts if part)
        given = " ".join(filter(None, (cleaned(one.get("given")), cleaned(one.get("dropping-particle")))))
        alone = family or cleaned(one.get("literal") or one.get("name")) or given
        names.append(f"{family}, {given}" if family and given else alone)
    return [name for name in names if name]


def _year(name: str, item: Mapping[str, Any]) -> str:
    date = item.get(name)
    if not isinstance(date, dict):
        return cleaned(date) if name == "issued" else ""
    parts = date.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first:
        return cleaned(first[0])
    return cleaned(date.get("literal") or date.get("raw"))
