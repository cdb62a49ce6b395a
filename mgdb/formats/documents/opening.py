"""The kind of a document by its content, and its parser in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

from mgdb.science.extraction import Block, TableBlock, TextBlock, blocks_of

from .model import LIMITS, Limits, ReadDocument, UnreadableDocument

_OTHERS: Final = {
    b"PK\x03\x04": "a packed file (a Word document, a workbook or an archive)",
    b"\xd0\xcf\x11\xe0": "a file of old Office programs",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"%!PS": "PostScript",
}
_TAKEN: Final = "Give a PDF, JATS XML, HTML, or the text itself."


def open_document(data: bytes, limits: Limits = LIMITS) -> ReadDocument:
    """What stands in a document, known by its content. Raises UnreadableDocument."""
    if len(data) > limits.size:
        raise UnreadableDocument(
            f"The file has {len(data) / 1e6:.1f} MB; up to {limits.size / 1e6:g} MB are taken. Paste the text instead."
        )
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument("The file is empty.")
    if kind := next((kind for mark, kind in _OTHERS.items() if data.startswith(mark)), ""):
        raise UnreadableDocument(f"This is {kind}. {_TAKEN}")
    parser = _parser_of(data)
    if parser:
        return _in_a_process(parser, data, limits)
    blocks = blocks_of(_decoded(data, limits))
    if not blocks:
        raise UnreadableDocument("The text has no paragraph.")
    return ReadDocument(blocks)


def _parser_of(data: bytes) -> str:
    """“pdf” or “markup”; empty for plain text."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%pdf-" in data[:1024].lower():
        return "pdf"
    is_markup = head.startswith((b"<?xml", b"<!doctype", b"<html", b"<article", b"<pmc-articleset", b"<body", b"<div"))
    return "markup" if is_markup else ""


def _decoded(data: bytes, limits: Limits) -> str:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        if len(text) > limits.characters:
            raise UnreadableDocument(
                f"The text has {len(text):,} characters; up to {limits.characters:,} are taken. Give it in parts."
            )
        return text
    raise UnreadableDocument(f"This is not a text. {_TAKEN}")


def _in_a_process(parser: str, data: bytes, limits: Limits) -> ReadDocument:
    """What the parser says of `data`, in a process that is ended when it takes too long or too much."""
    asked = [sys.executable, "-m", "mgdb.formats.documents.parsing", parser, json.dumps(_numbers(limits))]
    try:
        done = subprocess.run(  # our own module; no word of the document is among its arguments
            asked, input=data, capture_output=True, timeout=limits.seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(
            f"The document was not read within {limits.seconds} seconds. Paste the text of the section instead."
        ) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise UnreadableDocument(
            "The document could not be read: it is damaged, or needs more memory than is given. Paste the text instead."
        ) from error
    if "error" in answer:
        raise UnreadableDocument(answer["error"])
    return ReadDocument(_blocks(answer["blocks"]), answer["said"])


def _numbers(limits: Limits) -> dict[str, int]:
    return {name: getattr(limits, name) for name in ("pages", "characters", "tables", "cells", "seconds", "memory")}


def _blocks(told: Sequence[dict[str, object]]) -> list[Block]:
    found: list[Block] = []
    for one in told:
        if "rows" in one:
            rows = tuple(tuple(map(str, row)) for row in one["rows"])  # type: ignore[attr-defined]
            found.append(TableBlock(rows, str(one["caption"]), str(one["locator"])))
        else:
            found.append(TextBlock(str(one["text"]), one["kind"], str(one["locator"]), int(str(one["start"]))))  # type: ignore[arg-type]
    return found
