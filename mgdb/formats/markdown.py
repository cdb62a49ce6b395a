"""Markdown tables (GitHub's and Pandoc's pipe tables), with footnotes as a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .model import TypesetFormat
from .typeset_table import TypesetTable

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_STARTS = re.compile(r"^([-+]|\d+[.)])(?=\s)")


def escape(text: str) -> str:
    """`text` such that nothing in it is markup."""
    plain = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _STARTS.sub(r"\\\1", plain)


def write(table: TypesetTable) -> bytes:
    """`table` under its title; an empty cell is a dash. Below it: notes, remarks, how it is cited."""
    rows = [_row([escape(" ".join(column.text)) for column in table.columns]), _row(["---"] * len(table.columns))]
    for row in (row for group in table.groups for row in group.rows):
        rows.append(_row(["<br>".join(escape(line) for line in cell.text) or "–" for cell in row]))
    below = [*(f"[{letter}] {words}" for letter, words in table.notes), *table.remarks, table.citation]
    parts = [f"# {escape(table.title)}", "\n".join(rows), *(escape(paragraph) for paragraph in below)]
    return ("\n\n".join(parts) + "\n").encode()


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


FORMAT = TypesetFormat(
    key="markdown",
    label="Markdown",
    media_type="text/markdown",
    charset="utf-8",
    extension="md",
    order=40,
    write=write,
)
