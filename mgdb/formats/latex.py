r"""A table as a LaTeX document: booktabs rules, mhchem formulas, siunitx units, citations numbered from its .bib."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from mgdb.science import latex, typeset, units
from mgdb.science.latex import escape

from . import bibtex
from .model import TypesetFormat
from .typeset_table import TypesetTable

TABLE, BIBLIOGRAPHY = "table.tex", "references.bib"
WIDEST, NARROWEST = 60, 7  # of a column, in characters

# the largest size of type in which so many characters fit on a landscape line
_FONTS = ((r"\footnotesize", 180), (r"\scriptsize", 225), (r"\tiny", 300))

Lines = Sequence[str]  # of a cell, in LaTeX
Group = tuple[str, Sequence[Sequence[Lines]]]  # a heading (or "") and rows


def write(table: TypesetTable) -> bytes:
    """table.tex with its references.bib, in one archive; formulas of the headings are typeset."""
    content = document(
        title=typeset.latex(table.title),
        columns=[column.latex for column in table.columns],
        groups=[
            (typeset.latex(group.heading), [[cell.latex for cell in row] for row in group.rows])
            for group in table.groups
        ],
        notes=[(letter, escape(words)) for letter, words in table.notes],
        remarks=[*(escape(words) for words in table.remarks), rf"Data: \citet{{{table.itself['id']}}}."],
        cited=[source["id"] for source in table.sources],
    )
    return archive(content, bibtex.write([*table.sources, table.itself]))


def document(
    *,
    title: str,
    columns: Sequence[Lines],
    groups: Sequence[Group],
    notes: Sequence[tuple[str, str]],
    remarks: Sequence[str],
    cited: Sequence[str],
) -> str:
    r"""A whole document with the table.

    All texts are LaTeX already. columns: the heading of each as lines; notes: (letter, words); remarks: paragraphs
    below the table; cited: keys of the bibliography. Compile with pdflatex, bibtex, pdflatex, pdflatex; needs the
    packages booktabs, longtable, mhchem, siunitx and natbib.
    """
    sizes = _sizes(columns, groups)
    font = next((name for name, room in _FONTS if sum(sizes) <= room), _FONTS[-1][0])
    widths = [size / sum(sizes) for size in sizes]
    shape = "".join(rf">{{\raggedright\arraybackslash}}p{{{width:.3f}\mgdbwidth}}" for width in widths)
    head = [r"\toprule", _row(columns), r"\midrule"]
    body: list[str] = []
    for place, (heading, rows) in enumerate(groups):
        body += [r"\midrule"] if place else []
        if heading:
            body.append(rf"\multicolumn{{{len(columns)}}}{{@{{}}l}}{{\textit{{{heading}}}}} \\*")
        body += [_row(row) for row in rows]
    lines = [
        "% Compile: pdflatex table, bibtex table, pdflatex table, pdflatex table.",
        r"\documentclass[10pt,a4paper]{article}",
        latex.PREAMBLE,
        r"\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}",
        r"\usepackage{booktabs,longtable,array}",
        units.LATEX_PREAMBLE,
        r"\usepackage[landscape,margin=15mm]{geometry}",
        r"\usepackage{url}",
        r"\usepackage[numbers,sort&compress]{natbib}",
        r"\newlength{\mgdbwidth}",
        r"\begin{document}",
        font,
        r"\setlength{\tabcolsep}{3pt}",
        rf"\setlength{{\mgdbwidth}}{{\dimexpr\linewidth-{2 * (len(columns) - 1)}\tabcolsep\relax}}",
        rf"\begin{{longtable}}{{@{{}}{shape}@{{}}}}",
        rf"\caption{{{title}}}\\",
        *head,
        r"\endfirsthead",
        *head,
        r"\endhead",
        r"\bottomrule",
        r"\endlastfoot",
        *body,
        r"\end{longtable}",
        *(rf"\noindent\textsuperscript{{{letter}}}~{words}\par" for letter, words in notes),
        *(rf"\noindent {remark}\par" for remark in remarks),
    ]
    if cited:
        lines += [rf"\nocite{{{','.join(cited)}}}", r"\bibliographystyle{unsrtnat}", r"\bibliography{references}"]
    return "\n".join([*lines, r"\end{document}", ""])


def archive(table: str, bibliography: bytes) -> bytes:
    """The document and its bibliography in one file; the same content gives the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in ((TABLE, table.encode()), (BIBLIOGRAPHY, bibliography)):
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _row(cells: Sequence[Lines]) -> str:
    return " & ".join(r" \newline ".join(cell) or "--" for cell in cells) + r" \\"


def _sizes(columns: Sequence[Lines], groups: Sequence[Group]) -> list[int]:
    """The width of each column in characters: as wide as most of its lines ask for, and no word wider."""
    sizes = []
    for place, heading in enumerate(columns):
        cells = [heading, *(row[place] for _, rows in groups for row in rows)]
        lines = sorted((_length(line) for cell in cells for line in cell), reverse=True)
        words = max((_length(word) for cell in cells for line in cell for word in _WORDS.findall(line)), default=0)
        typical = lines[len(lines) // 10] if lines else 0  # a single long one may wrap
        sizes.append(max(min(typical, WIDEST), min(words, WIDEST // 2), NARROWEST))
    return sizes


# what is not broken: a formula or a unit as a whole, else what stands between blanks and places where a break may be
_WORDS = re.compile(r"\\(?:ce|unit)\{(?:[^{}]|\{[^{}]*\})*\}|(?:(?!\\allowbreak)[^\s])+")


def _length(text: str) -> int:
    """About how many characters `text` prints: commands and braces print nothing."""
    text = re.sub(r"\\(?:cite|textsuperscript)\{[^}]*\}", "00", text)
    text = re.sub(r"\\unit\{([^}]*)\}", lambda unit: "0" * (2 * unit[1].count("\\")), text)
    return len(re.sub(r"\\[a-zA-Z]+|[\\{}$_^]", "", text))


FORMAT = TypesetFormat(
    key="latex", label="LaTeX with .bib", media_type="application/zip", extension="zip", order=50, write=write
)
