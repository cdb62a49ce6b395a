"""An entry of a bibliography as a plain form, and what keeps one from being read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mgdb.science import papers

MOST_BYTES = 2_000_000
MOST_ENTRIES = 500
# Longer lists of authors are shortened, and the source says so.
MOST_AUTHORS = 200
LONGEST = 2_000  # characters of one field
_YEAR = re.compile(r"(?<![0-9])(1[5-9][0-9]{2}|20[0-9]{2})(?![0-9])")
_OTHERS = {"others", "et al", "et al.", "and others"}


class UnreadableBibliography(ValueError):
    """A file that is no bibliography; the message says why, and what to do."""


class EntryError(ValueError):
    """An entry that cannot become a source; the message says why."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry: its number (from 1), the line at which it begins, its key in the file, the form of a source."""

    entry: int
    line: int
    key: str
    form: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EntryFault:
    """What keeps an entry from being read."""

    entry: int
    line: int
    key: str
    reason: str

    def __str__(self) -> str:
        name = f" ({self.key})" if self.key else ""
        return f"Entry {self.entry}{name}, line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What a file holds."""

    format: str
    references: tuple[Reference, ...]
    faults: tuple[EntryFault, ...]


def too_many(count: int) -> UnreadableBibliography:
    return UnreadableBibliography(f"It has {count:,} entries; up to {MOST_ENTRIES} are taken at once. Divide it.")


def line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def cleaned(value: object) -> str:
    """`value` as one line, without control characters; empty for what is no text or number.

    Raises EntryError for half of a character, which JSON can write and no text can hold.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    if half := re.search(r"[\ud800-\udfff]", str(value)):
        around = re.sub(r"[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", str(value))
        raise EntryError(
            f"“{around[max(0, half.start() - 20) : half.start() + 20]}” holds half of a character "
            f"(U+{ord(half[0]):04X}); write the whole one, or take it out"
        )
    return " ".join("".join(sign if unicodedata.category(sign) != "Cc" else " " for sign in str(value)).split())


def source_form(
    *,
    kind: str,
    title: object = "",
    authors: Iterable[object] = (),
    container: object = "",
    year: object = "",
    volume: object = "",
    issue: object = "",
    pages: object = "",
    doi: object = "",
    url: object = "",
) -> dict[str, Any]:
    """The form of a source: what is empty is left out, titles are in our notation, the DOI is bare.

    Raises EntryError where a field can be read in two ways or not at all, or where nothing tells the work.
    """
    names = [name for name in map(cleaned, authors) if name]
    shortened = len(names) > MOST_AUTHORS or any(name.lower() in _OTHERS for name in names)
    names = [name for name in names if name.lower() not in _OTHERS][:MOST_AUTHORS]
    form: dict[str, Any] = {
        "kind": kind,
        "title": papers.title_of(cleaned(title)),
        "authors": names,
        "et_al": "true" if shortened else "",
        "container": papers.title_of(cleaned(container)),
        "year": _year(cleaned(year)),
        "volume": cleaned(volume),
        "issue": cleaned(issue),
        "pages": re.sub(r"(?<=\w)\s*(?:-{1,3}|[‐‑‒–—])\s*(?=\w)", "–", cleaned(pages)),
        "doi": _doi(cleaned(doi)),
    }
    address = cleaned(url)
    if address and not papers.doi_readings(address):  # an address that leads to the DOI says nothing more
        form["url"] = address
    for name, value in form.items():
        if isinstance(value, str) and len(value) > LONGEST:
            raise EntryError(f"its {name} has {len(value):,} characters; at most {LONGEST:,} are taken")
    if not (form["title"] or form["doi"] or all(form[name] for name in ("container", "year", "pages"))):
        raise EntryError("it has neither a title nor a DOI, nor journal, year and first page")
    return {name: value for name, value in form.items() if value}


def _year(text: str) -> str:
    if not text:
        return ""
    found = set(_YEAR.findall(text))
    if len(found) != 1:
        raise EntryError(f"its year “{text[:40]}” is {'none' if not found else 'several'}; write four digits")
    return str(found.pop())


def _doi(text: str) -> str:
    if not text:
        return ""
    readings = papers.doi_readings(text)
    if not readings:
        raise EntryError(f"“{text[:80]}” is not a DOI; correct it or take it out")
    if len(readings) > 1:
        raise EntryError(f"its DOI “{text[:80]}” may be {' or '.join(readings)}; write one, without a blank")
    return readings[0]
