"""RIS, read by rispy one entry at a time, so that each fault has its line."""

from __future__ import annotations

import re
from typing import Any

from .model import (
    MOST_ENTRIES,
    Bibliography,
    EntryError,
    EntryFault,
    Reference,
    cleaned,
    line_of,
    source_form,
    too_many,
)

_START = re.compile(r"^TY  ?-", re.MULTILINE)
KINDS = {
    "JOUR": "article",
    "EJOUR": "article",
    "JFULL": "article",
    "BOOK": "book",
    "EBOOK": "book",
    "CHAP": "book",
    "ECHAP": "book",
    "EDBOOK": "book",
    "THES": "thesis",
    "UNPB": "preprint",
    "MANSCPT": "preprint",
    "CONF": "proceedings",
    "CPAPER": "proceedings",
    "PAT": "patent",
    "DATA": "dataset",
    "ELEC": "web",
    "BLOG": "web",
}


def recognises(text: str) -> bool:
    return _START.search(text[:20_000]) is not None


def read(text: str) -> Bibliography:
    """The entries, each from its TY to its ER."""
    import rispy  # here: no other page needs it

    starts = [found.start() for found in _START.finditer(text)]
    if len(starts) > MOST_ENTRIES:
        raise too_many(len(starts))
    references: list[Reference] = []
    faults: list[EntryFault] = []
    for entry, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), 1):
        line, key = line_of(text, start), ""
        try:
            try:
                found = rispy.loads(text[start:end])
            except (rispy.parser.ParseError, OSError, ValueError, KeyError, IndexError):
                raise EntryError("it is no RIS; each line is “TAG  - value”") from None
            if not re.search(r"^ER  ?-", text[start:end], re.MULTILINE) or len(found) != 1:
                raise EntryError("its end (ER  - ) is missing")
            key = cleaned(found[0].get("id"))[:80]
            references.append(Reference(entry, line, key, _form(found[0])))
        except EntryError as error:
            faults.append(EntryFault(entry, line, key, str(error)))
    return Bibliography("RIS", tuple(references), tuple(faults))


def _form(found: dict[str, Any]) -> dict[str, Any]:
    kind = KINDS.get(cleaned(found.get("type_of_reference")), "unknown")
    first, last = cleaned(found.get("start_page")), cleaned(found.get("end_page"))
    urls = found.get("urls") or [found.get("url")]
    names = ("journal_name", "alternate_title3", "alternate_title2", "secondary_title", "custom1")
    return source_form(
        kind=kind,
        title=found.get("title") or found.get("primary_title"),
        authors=next(filter(None, map(found.get, ("authors", "first_authors", "secondary_authors", "editors"))), ()),
        container=next((value for name in names if (value := cleaned(found.get(name)))), "")
        or (cleaned(found.get("publisher")) if kind in ("book", "thesis") else ""),
        year=found.get("year") or found.get("publication_year"),
        volume=found.get("volume"),
        issue=found.get("number") or found.get("issue"),
        pages=f"{first}-{last}" if first and last and last != first else first,
        doi=found.get("doi"),
        url=urls[0] if urls else "",
    )
