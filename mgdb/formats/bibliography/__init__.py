"""Bibliographies as reference managers and publishers give them: BibTeX, RIS and CSL-JSON → sources as plain forms.

A form has the names of a source's fields in a dataset file. What cannot be read of one entry is a fault with its number
and line; the others are read all the same. Nothing is looked up and nothing guessed.
"""

from __future__ import annotations

from . import bibtex, csl, ris
from .csl import form_of_work
from .model import MOST_BYTES, MOST_ENTRIES, Bibliography, EntryFault, Reference, UnreadableBibliography

__all__ = [
    "MOST_BYTES",
    "MOST_ENTRIES",
    "Bibliography",
    "EntryFault",
    "Reference",
    "UnreadableBibliography",
    "form_of_work",
    "read_bibliography",
]


def read_bibliography(data: bytes) -> Bibliography:
    """The entries of a file or of pasted text, whose format is known by its content.

    Raises UnreadableBibliography where the whole cannot be read: too large, no text, none of the formats.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableBibliography(
            f"This is {len(data) / 1e6:.1f} MB; up to {MOST_BYTES // 1_000_000} MB are taken. Divide it."
        )
    text = _text(data)
    first = text.lstrip()
    if not first:
        raise UnreadableBibliography("There is nothing in it.")
    if first[0] in "[{":
        found = csl.read(text)
    elif ris.recognises(text):
        found = ris.read(text)
    elif "@" in text:
        found = bibtex.read(text)
    else:
        raise UnreadableBibliography(
            "This is neither BibTeX (@article{…), nor RIS (TY  - JOUR), nor CSL-JSON ([{…}]). Save it in one of them."
        )
    if not found.references and not found.faults:
        raise UnreadableBibliography("No entry stands in it.")
    return found


def _text(data: bytes) -> str:
    """The text of `data`: UTF-8, or UTF-16 with its mark."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableBibliography(
            f"Line {line} is not {'UTF-16' if encoding == 'utf-16' else 'UTF-8'} text; save the file as UTF-8."
        ) from None
    if "\x00" in text:
        raise UnreadableBibliography("It holds NUL characters: it is not a text. Choose a .bib, .ris or .json file.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
