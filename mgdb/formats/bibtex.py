"""BibTeX: references for LaTeX and for reference managers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mgdb.science.latex import bibliographic, escape
from mgdb.science.papers import title_of

from .model import SourcesFormat
from .source_entry import SourceEntry

# the kinds of source that are no article
ENTRY_TYPES = {
    "book": "book",
    "thesis": "phdthesis",
    "preprint": "unpublished",
    "proceedings": "inproceedings",
    "patent": "misc",
    "dataset": "misc",
    "web": "misc",
}
CONTAINER_FIELDS = {"inproceedings": "booktitle", "book": "publisher", "phdthesis": "school", "article": "journal"}


def write(sources: Iterable[SourceEntry]) -> bytes:
    """One entry for each source, under its BibTeX key. Without a source a comment says so: no file is empty."""
    return ("\n".join(_entry(source) for source in sources) or "% No source.\n").encode()


def _entry(source: SourceEntry) -> str:
    kind = ENTRY_TYPES.get(source["kind"], "article")
    authors = [escape(author) for author in source["authors"] or ()]
    if source["et_al"]:
        authors.append("others")
    fields = {
        "author": " and ".join(authors),
        # braces keep the capitals of formulas and names
        "title": f"{{{bibliographic(title_of(source['title']))}}}" if source["title"] else "",
        CONTAINER_FIELDS.get(kind, "howpublished"): bibliographic(source["container"] or ""),
        "year": str(source["year"] or ""),
        "volume": escape(source["volume"] or ""),
        "number": escape(source["issue"] or ""),
        "pages": escape(source["pages"] or ""),
        # DOIs and addresses are used by packages that read them verbatim
        "doi": re.sub(r"[{}\\\s]", "", source["doi"] or ""),
        "url": re.sub(r"[{}\\\s]", "", source["url"] or ""),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{source['key']},\n{lines}}}\n"


FORMAT = SourcesFormat(
    key="bib",
    label="BibTeX",
    media_type="application/x-bibtex",
    charset="utf-8",
    extension="bib",
    order=60,
    write=write,
)
