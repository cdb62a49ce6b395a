"""Markdown tables (GitHub's and Pandoc's pipe tables), with footnotes as a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MEDIA_TYPE = "text/markdown"
EXTENSION = "md"
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_STARTS = re.compile(r"^([-+]|\d+[.)])(?=\s)")


def escape(text: str) -> str:
    """`text` such that nothing in it is markup."""
    plain = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _STARTS.sub(r"\\\1", plain)


def write(
    title: str, columns: Sequence[str], lines: Iterable[Sequence[Sequence[str]]], after: Sequence[str] = ()
) -> bytes:
    """A table under its title; a cell is a sequence of lines, an empty one is a dash. `after`: paragraphs below it."""
    rows = [_row([escape(column) for column in columns]), _row(["---"] * len(columns))]
    rows += [_row(["<br>".join(escape(part) for part in cell) or "–" for cell in line]) for line in lines]
    parts = [f"# {escape(title)}", "\n".join(rows), *(escape(paragraph) for paragraph in after)]
    return ("\n\n".join(parts) + "\n").encode()


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
