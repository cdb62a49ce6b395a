"""Plain text: its characters by their encoding."""

from __future__ import annotations

from mgdb.science.extraction import blocks_of, left_out
from mgdb.science.extraction.blocks import MOST

from .model import Limits, ReadDocument, UnreadableDocument


def read(data: bytes, limits: Limits) -> ReadDocument:
    """The blocks of a text. Raises UnreadableDocument."""
    text = _decoded(data)
    if len(text) > limits.characters:
        raise UnreadableDocument(
            f"The text has {len(text):,} characters; up to {limits.characters:,} are taken. Give it in parts."
        )
    text = text.replace("\r\n", "\n")
    blocks = blocks_of(text)
    if not blocks:
        raise UnreadableDocument("The text has no paragraph.")
    said = [f"Only the first {MOST:,} paragraphs are read."] if len(blocks) == MOST else []
    return ReadDocument(blocks, [*said, *left_out(text)])


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise UnreadableDocument("This is not a text. Give a PDF, JATS XML, HTML, or the text itself.")
