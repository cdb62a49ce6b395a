r"""A table for LaTeX: a `tabular` to include, a whole document, and the bibliography of both.

booktabs rules, mhchem formulas, siunitx numbers and units, citations by the BibTeX keys of the sources.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mgdb.science import latex, typeset, units

from . import bibtex
from .model import TypesetFormat
from .typeset_table import TypesetTable

PREAMBLE, TABLE, NOTES, DOCUMENT, BIBLIOGRAPHY = (
    "preamble.tex",
    "table.tex",
    "notes.tex",
    "document.tex",
    "references.bib",
)
WIDEST, NARROWEST = 60, 7  # of a column, in characters
# Lines of print in a row, about. A page breaks between rows alone, and what is longer than a page is lost below it: a
# higher row goes on in rows of its own, low enough that a page holds several though lines are counted by estimate.
HIGHEST = 12
GOES_ON = "% The row goes on."

GAP = 2  # between columns

# The largest size of type in which so many characters fit on a line of a landscape page and of a column of text: of
# digits, by the fonts of 8, 7 and 5 points, which are the broader the smaller they are.
_FONTS = ((r"\footnotesize", 178, 100), (r"\scriptsize", 190, 107), (r"\tiny", 222, 125))

Lines = Sequence[str]  # of a cell, in LaTeX
Group = tuple[str, Sequence[Sequence[Lines]]]  # a heading (or "") and rows


@dataclass(frozen=True, slots=True)
class LatexTable:
    """A table whose texts are LaTeX already.

    columns: the heading of each as lines; notes: (letter, words); remarks: paragraphs below the table; cited: keys of
    the bibliography.
    """

    title: str
    columns: Sequence[Lines]
    groups: Sequence[Group]
    notes: Sequence[tuple[str, str]]
    remarks: Sequence[str]
    cited: Sequence[str]


def write(table: TypesetTable) -> bytes:
    """The files of `table` in one archive."""
    found = LatexTable(
        title=typeset.latex(table.title),
        columns=[column.latex for column in table.columns],
        groups=[
            (typeset.latex(group.heading), [[cell.latex for cell in row] for row in group.rows])
            for group in table.groups
        ],
        notes=[(letter, typeset.latex(words)) for letter, words in table.notes],
        remarks=[*map(typeset.latex, table.remarks), rf"Data: MgDB~\cite{{{table.itself['key']}}}."],
        cited=[source["key"] for source in table.sources],
    )
    files = {
        PREAMBLE: preamble(),
        TABLE: tabular(found),
        NOTES: notes(found),
        DOCUMENT: document(found),
        BIBLIOGRAPHY: bibtex.write([*table.sources, table.itself]).decode(),
    }
    return archive(files)


def preamble() -> str:
    """What the head of a document needs, be it that of `document` or one's own; for pdfLaTeX, LuaLaTeX and XeLaTeX."""
    lines = [
        r"% The packages of MgDB's tables; in the head of a document: \input{preamble}",
        latex.PREAMBLE,
        r"\usepackage{array,booktabs,url}",
        units.LATEX_PREAMBLE,
    ]
    return "\n".join([*lines, ""])


def tabular(table: LatexTable) -> str:
    r"""The table alone, to be included by \input into a float of one's own."""
    font, shape = _layout(_sizes(table, page=False), page=False)
    lines = [
        "% A table of MgDB. In your document:",
        r"%   \input{preamble}                       in its head",
        r"%   \begin{table*}",
        r"%     \caption{…}",
        rf"%     \input{{{TABLE.removesuffix('.tex')}}}",
        rf"%     \input{{{NOTES.removesuffix('.tex')}}}",
        r"%   \end{table*}",
        r"%   \bibliography{references}              at its end",
        r"% A wide one reads better in a sidewaystable (package rotating), a long one as in document.tex.",
        rf"\begingroup{font}\setlength{{\tabcolsep}}{{3pt}}%",
        rf"\begin{{tabular}}{{@{{}}{shape}@{{}}}}",
        r"\toprule",
        _row(table.columns),
        r"\midrule",
        *_body(table, keep=False),
        r"\bottomrule",
        r"\end{tabular}\par\endgroup",
    ]
    return "\n".join([*lines, ""])


def notes(table: LatexTable) -> str:
    """What stands below the table."""
    lines = [
        "% The notes of the table.",
        *(rf"\noindent\textsuperscript{{{letter}}}~{words}\par" for letter, words in table.notes),
        *(rf"\noindent {remark}\par" for remark in table.remarks),
    ]
    return "\n".join([*lines, ""])


def document(table: LatexTable) -> str:
    """A whole document with the table, which may run over pages, its notes and the list of references."""
    font, shape = _layout(_sizes(table, page=True), page=True)
    head = [r"\toprule", _row(table.columns), r"\midrule"]
    lines = [
        "% Compile: pdflatex document, bibtex document, pdflatex document, pdflatex document.",
        r"\documentclass[10pt,a4paper]{article}",
        r"\input{preamble}",
        r"\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}",
        r"\usepackage{longtable}",
        r"\usepackage[landscape,margin=15mm]{geometry}",
        r"\usepackage[numbers,sort&compress]{natbib}",
        r"\begin{document}",
        font,
        r"\setlength{\tabcolsep}{3pt}",
        rf"\begin{{longtable}}{{@{{}}{shape}@{{}}}}",
        rf"\caption{{{table.title}}}\\",
        *head,
        r"\endfirsthead",
        *head,
        r"\endhead",
        r"\bottomrule",
        r"\endlastfoot",
        *_body(table, keep=True),
        r"\end{longtable}",
        r"\input{notes}",
    ]
    if table.cited:
        lines += [rf"\nocite{{{','.join(table.cited)}}}"]
    lines += [r"\bibliographystyle{unsrtnat}", r"\bibliography{references}", r"\end{document}", ""]
    return "\n".join(lines)


def archive(files: Mapping[str, str]) -> bytes:
    """Texts by the names of their files, in one file; the same content gives the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _body(table: LatexTable, *, keep: bool) -> list[str]:
    """The rows, as a page of the document breaks; `keep`: the heading of a group stays on the page of its first row."""
    sizes = _sizes(table, page=True)
    lines: list[str] = []
    for place, (heading, rows) in enumerate(table.groups):
        lines += [r"\midrule"] if place else []
        if heading:
            end = r"\\*" if keep else r"\\"
            lines.append(rf"\multicolumn{{{len(table.columns)}}}{{@{{}}l@{{}}}}{{\textit{{{heading}}}}} {end}")
        for row in rows:
            first, *others = _low_rows(row, sizes)
            lines.append(_row(first))
            for other in others:
                lines += [GOES_ON, _row(other)]
    return lines


def _low_rows(row: Sequence[Lines], sizes: Sequence[int]) -> list[list[Lines]]:
    """`row` in rows of at most HIGHEST lines of print, where the columns have room for `sizes` characters; what a cell
    has nothing more of stays empty, for which "{}" stands."""
    parts = [_low_cells(cell, max(1, size - GAP)) for cell, size in zip(row, sizes, strict=True)]
    return [
        [cells[place] if place < len(cells) else ["{}"] for cells in parts]
        for place in range(max(len(cells) for cells in parts))
    ]


def _low_cells(cell: Lines, size: int) -> list[Lines]:
    """`cell` in parts of at most HIGHEST lines of print, each of `size` characters."""
    parts: list[list[str]] = [[]]
    height = 0
    for line in (part for whole in cell for part in _short_lines(whole, size * HIGHEST)):
        lines = math.ceil(_length(line) / size) or 1
        if height and height + lines > HIGHEST:
            parts.append([])
            height = 0
        parts[-1].append(line)
        height += lines
    return list(parts)


def _short_lines(line: str, most: int) -> list[str]:
    """`line` in parts of at most `most` characters in print, cut at blanks that no brace or formula holds."""
    words = _UNBROKEN.findall(line)
    if _length(line) <= most or " ".join(words) != line:
        return [line]
    parts: list[str] = []
    for word in words:
        if parts and _length(f"{parts[-1]} {word}") <= most:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts


def _row(cells: Sequence[Lines]) -> str:
    return " & ".join(r" \newline ".join(cell) or "--" for cell in cells) + r" \\"


def _rooms(*, page: bool) -> list[tuple[str, int]]:
    """The sizes of type, each with the characters that fit on a line."""
    return [(name, wide if page else narrow) for name, wide, narrow in _FONTS]


def _layout(sizes: Sequence[int], *, page: bool) -> tuple[str, str]:
    """Size of type and columns: on the line of a landscape page, or of whatever the table is included in."""
    rooms = _rooms(page=page)
    font = next((name for name, room in rooms if sum(sizes) <= room), rooms[-1][0])
    line = max(sum(sizes), rooms[0][1])  # a small table is not stretched
    shape = "".join(
        rf">{{\raggedright\arraybackslash}}p{{\dimexpr{size / line:.3f}\linewidth-2\tabcolsep\relax}}" for size in sizes
    )
    return font, shape


def _sizes(table: LatexTable, *, page: bool) -> list[int]:
    """The width of each column in characters with the gap behind it: as wide as most of its lines ask for, where the
    smallest type has room for that, and wide enough for its longest word."""
    least, wanted = [], []
    for place, heading in enumerate(table.columns):
        cells = [heading, *(row[place] for _, rows in table.groups for row in rows)]
        lines = sorted((_length(line) for cell in cells for line in cell), reverse=True)
        words = max((_length(word) for cell in cells for line in cell for word in _WORDS.findall(line)), default=0)
        typical = lines[len(lines) // 10] if lines else 0  # a single long one may wrap
        least.append(max(min(words, WIDEST // 2), NARROWEST) + GAP)
        wanted.append(max(min(typical, WIDEST) + GAP, least[-1]))
    spare, more = max(0, _rooms(page=page)[-1][1] - sum(least)), sum(wanted) - sum(least)
    share = 1.0 if more <= spare else spare / more
    return [low + int((high - low) * share) for low, high in zip(least, wanted, strict=True)]


# what is not broken: a formula or a number with its unit as a whole, else what stands between blanks and places where a
# break may be
_ARGUMENT = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_WORDS = re.compile(
    rf"\\(?:ce|unit|num|numlist|numrange|qty|qtylist|qtyrange)(?:{_ARGUMENT})+|(?:(?!\\allowbreak)[^\s])+"
)
_UNBROKEN = re.compile(rf"(?:\\[^a-zA-Z]|\$[^$]*\$|\{{(?:[^{{}}]|{_ARGUMENT})*\}}|[^ {{}}$])+")
_QUANTITY = re.compile(rf"\\(?:num|qty)(?P<kind>range|list)?(?P<arguments>(?:{_ARGUMENT})+)")


def _length(text: str) -> int:
    """About how many characters `text` prints: commands and braces print nothing."""
    text = re.sub(r"\\(?:cite|textsuperscript)\{[^}]*\}", "00", text)
    text = _QUANTITY.sub(lambda found: "0" * _quantity_length(found), text)
    text = re.sub(r"\\ensuremath\{\\[a-z]+\}", "00", text)  # a sign is broader than a digit
    text = re.sub(r"\\unit\{([^}]*)\}", lambda unit: "0" * (2 * unit[1].count("\\")), text)
    return len(re.sub(r"\\[a-zA-Z]+|[\\{}$_^]", "", text))


def _quantity_length(found: re.Match[str]) -> int:
    arguments = re.findall(_ARGUMENT, found["arguments"])
    macros = arguments.pop().count("\\") if found[0].startswith(r"\qty") else 0
    numbers = " ".join(argument[1:-1] for argument in arguments)
    shown = re.sub(r"\\[a-z]+ ?", "0", numbers)
    return len(shown) + 4 * shown.count("e") + (4 if found["kind"] else 0) + 2 * macros


FORMAT = TypesetFormat(
    key="latex", label="LaTeX with .bib", media_type="application/zip", extension="zip", order=50, write=write
)
