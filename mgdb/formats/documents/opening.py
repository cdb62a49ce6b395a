"""The kind of a document by its content; what opens and reads it is a process of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from mgdb.formats.signatures import OLD_OFFICE, ZIP, compression_of, other_kind_of
from mgdb.science.extraction import Name
from mgdb.science.extraction.carried import blocks_from, candidate_from, marked_from, name_data

from .confined import run
from .model import LIMITS, Limits, MarkedDocument, ReadDocument, UnreadableDocument

_TAKEN: Final = "Give a PDF, JATS XML, HTML, or the text itself."
RULES: Final = "mgdb.science.extraction:RuleExtractor"
"""The extractor by rules, by module and name, as the process that reads is told of it."""


def open_document(data: bytes, limits: Limits = LIMITS) -> ReadDocument:
    """What stands in a document, known by its content. Raises UnreadableDocument."""
    answer = _asked(_parser_of(data, limits), data, limits, {})
    return ReadDocument(blocks_from(answer["blocks"]), answer["said"])


def mark_document(
    given: bytes | str, names: Sequence[Name] = (), limits: Limits = LIMITS, extractor: str = RULES
) -> MarkedDocument:
    """What stands in a document, or in a text as somebody typed it, with its quantities marked.

    names: what its values may be of. extractor: “module:name” of a class whose objects are an Extractor; it works
    within the same limits. Raises UnreadableDocument.
    """
    if isinstance(given, str):
        parser, data = "text", given.encode("utf-8", "replace")
    else:
        parser, data = _parser_of(given, limits), given
    answer = _asked(parser, data, limits, {"extractor": extractor, "names": [name_data(name) for name in names]})
    blocks, candidates = map(marked_from, answer["marked"]), map(candidate_from, answer["candidates"])
    return MarkedDocument([*blocks], [*candidates], answer["said"])


def _asked(parser: str, data: bytes, limits: Limits, reading: dict[str, Any]) -> dict[str, Any]:
    answer = run({"parser": parser, **reading}, data, limits)
    if "error" in answer:
        raise UnreadableDocument(answer["error"])
    return answer


def _parser_of(data: bytes, limits: Limits) -> str:
    """“pdf”, “markup” or “text”. Raises UnreadableDocument for what is none of them, empty, or too large."""
    if len(data) > limits.size:
        raise UnreadableDocument(
            f"The file has {len(data) / 1e6:.1f} MB; up to {limits.size / 1e6:g} MB are taken. Paste the text instead."
        )
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument("The file is empty.")
    if kind := _kind_of(data):
        raise UnreadableDocument(f"This is {kind}. {_TAKEN}")
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%pdf-" in data[:1024].lower():
        return "pdf"
    is_markup = head.startswith((b"<?xml", b"<!doctype", b"<html", b"<article", b"<pmc-articleset", b"<body", b"<div"))
    return "markup" if is_markup else "text"


def _kind_of(data: bytes) -> str:
    if data.startswith(ZIP):
        return "a packed file (a Word document, a workbook or an archive)"
    if data.startswith(OLD_OFFICE):
        return "a file of old Office programs"
    if packed := compression_of(data):
        return f"a compressed file ({packed})"
    kind = other_kind_of(data)
    return "" if kind == "a PDF" else kind
