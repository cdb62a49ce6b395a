"""RIS: references for reference managers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mgdb.science.papers import title_of

from .model import SourcesFormat
from .source_entry import SourceEntry

# the kinds of source that are no article
TYPES = {
    "book": "BOOK",
    "thesis": "THES",
    "preprint": "UNPB",
    "proceedings": "CONF",
    "patent": "PAT",
    "dataset": "DATA",
    "web": "ELEC",
}


def write(sources: Iterable[SourceEntry]) -> bytes:
    """One entry for each source. Lines end as RIS wants it, with CR and LF; text is UTF-8."""
    return "\r\n".join(_entry(source) for source in sources).encode()


def _entry(source: SourceEntry) -> str:
    first, _, last = re.sub(r"[–—]", "-", source["pages"] or "").partition("-")
    fields = [
        ("TY", TYPES.get(source["kind"], "JOUR")),
        ("ID", source["key"]),
        *(("AU", _author(author)) for author in source["authors"] or ()),
        *([("AU", "et al.")] if source["et_al"] else []),
        ("TI", re.sub(r"[_^]\{([^{}]*)\}", r"\1", title_of(source["title"]))),
        ("JO", source["container"]),
        ("PY", source["year"]),
        ("VL", source["volume"]),
        ("IS", source["issue"]),
        ("SP", first),
        ("EP", last),
        ("DO", source["doi"]),
        ("UR", source["url"] or (f"https://doi.org/{source['doi']}" if source["doi"] else "")),
    ]
    lines = [f"{tag}  - {' '.join(str(value).split())}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _author(name: str) -> str:
    """“R. Li” as “Li, R.”, which is how RIS has names; “Li, Ruimin” stays."""
    words = name.split()
    if "," in name or len(words) < 2:
        return name
    first = (
        next((place for place, word in enumerate(words) if not word.endswith(".")), len(words) - 1) or len(words) - 1
    )
    return f"{' '.join(words[first:])}, {' '.join(words[:first])}"


FORMAT = SourcesFormat(
    key="ris",
    label="RIS",
    media_type="application/x-research-info-systems",
    charset="utf-8",
    extension="ris",
    order=70,
    write=write,
)
