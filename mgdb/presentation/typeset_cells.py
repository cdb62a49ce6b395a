"""Cells of a table in print: as plain text, and as LaTeX with the keys of what is cited."""

from __future__ import annotations

from collections.abc import Mapping

from mgdb.formats import TypesetCell
from mgdb.science import typeset
from mgdb.science.latex import escape
from mgdb.science.quantity import format_latex

from .spans import Line, TableCell, TextSpan

BLANKS = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": ""})
NOTHING: Mapping[str, str] = {}


def line_text(line: Line) -> str:
    """A line of a cell as plain text, with ordinary blanks: “≈48 at 300”."""
    return " ".join(span.text_with_note for span in line).translate(BLANKS)


def cell_lines(cell: TableCell) -> list[str]:
    """The lines of a cell as plain text."""
    return [line_text(line) for line in cell.lines]


def typeset_cell(cell: TableCell, keys: Mapping[str, str] = NOTHING, *, above: bool = False) -> TypesetCell:
    """`cell` in both; `keys`: public id → BibTeX key of the sources in the bibliography, which are cited by them.

    `above`: the row above says it already, and LaTeX leaves it empty, as in print.
    """
    latex = ["{}"] if above else [line_latex(line, keys) for line in cell.lines if _is_shown(line)]
    cites = [keys[span.id] for span in cell.spans if span.kind == "reference" and span.id in keys]
    return TypesetCell(cell_lines(cell), latex, cites)


def line_latex(line: Line, keys: Mapping[str, str] = NOTHING) -> str:
    """A line of a cell for LaTeX: numbers by siunitx, formulas by mhchem, sources cited."""
    return " ".join(filter(None, (_span_latex(span, keys) for span in line)))


def _is_shown(line: Line) -> bool:
    """Whether a line has more to say than a DOI, which the bibliography says."""
    return any(span.kind != "doi" for span in line)


def _span_latex(span: TextSpan, keys: Mapping[str, str]) -> str:
    if span.kind in ("doi", "key"):  # the bibliography has them; its own numbers take the place of the document's
        return ""
    if span.kind == "value" and span.quantity is not None:
        body = format_latex(span.quantity)
    else:
        body = typeset.latex(span.text).replace("/", r"/\allowbreak{}")
    if span.kind == "reference" and span.id in keys:
        body += rf"~\cite{{{keys[span.id]}}}"
    if span.glyph:
        body = escape(span.glyph) if span.compact else f"{escape(span.glyph)}~{body}"
    return body + (rf"\textsuperscript{{{span.note}}}" if span.note else "")
