"""A comparison as a file: the same columns, order, rows, marks, factors and footnotes as its page shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mgdb.citation import ViewCitation, bibliography
from mgdb.formats import bibtex, csv, latex, markdown, xlsx
from mgdb.presentation import Line, TableCell, TextSpan
from mgdb.science import typeset
from mgdb.science.latex import escape
from mgdb.science.quantity import format_latex

from .grid import ComparisonGrid, GridHeading, GridItem
from .table import ComparisonTable

LICENCE = "CC BY 4.0 (data); cite the primary sources"
BLANKS = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": ""})


def line_text(line: Line) -> str:
    """A line of a cell as plain text, with ordinary blanks: “≈48 at 300”."""
    return " ".join(span.text_with_note for span in line).translate(BLANKS)


def cell_lines(cell: TableCell) -> list[str]:
    """The lines of a cell as plain text."""
    return [line_text(line) for line in cell.lines]


Grid = tuple[list[str], list[list[list[str]]]]


def grid(sheet: ComparisonGrid) -> Grid:
    """Headings, and rows of cells of lines, as the page lays them out; what is said once for a group is repeated."""
    filled = list(sheet.filled())
    if not sheet.across:
        return [sheet.corner, *(head.text for head in sheet.headings)], [
            [cell_lines(item.header), *(cell_lines(cell) for cell in cells)] for item, cells in filled
        ]
    names = [" ".join(cell_lines(item.header)) for item, _ in filled]
    # two materials of one name are told apart by their ids
    columns = [
        name if names.count(name) == 1 else f"{name} [{item.id}]" for name, (item, _) in zip(names, filled, strict=True)
    ]
    rows = [
        [[head.text], *(cell_lines(cells[place]) for _, cells in filled)] for place, head in enumerate(sheet.headings)
    ]
    return [sheet.corner_across, *columns], rows


def as_lines(sheet: ComparisonGrid) -> tuple[list[str], list[list[str]]]:
    """The grid with a cell as one text, its lines joined by “; ”, and the words of the notes of each row at its end."""
    columns, rows = grid(sheet)
    notes = dict(sheet.notes)
    flat = []
    for row in rows:
        letters = [letter for letter in notes if any(f"[{letter}]" in line for cell in row for line in cell)]
        said = "; ".join(f"[{letter}] {notes[letter]}" for letter in letters)
        flat.append(["; ".join(cell) for cell in row] + ([said] if notes else []))
    return columns + (["Notes"] if notes else []), flat


def to_csv(sheet: ComparisonGrid, citing: ViewCitation) -> bytes:
    return csv.write_lines(*as_lines(sheet))


def to_xlsx(sheet: ComparisonGrid, citing: ViewCitation) -> bytes:
    notes = {f"note {letter}": words for letter, words in sheet.notes}
    legend = {f"marks {place}": words for place, words in enumerate(sheet.legend, start=1)}
    about = {"title": sheet.title, "cite": citing.text, "address": citing.address, "licence": LICENCE}
    return xlsx.write_lines(*as_lines(sheet), about | legend | notes)


def to_markdown(sheet: ComparisonGrid, citing: ViewCitation) -> bytes:
    columns, rows = grid(sheet)
    notes = [f"[{letter}] {words}" for letter, words in sheet.notes]
    return markdown.write(sheet.title, columns, rows, [*notes, *sheet.legend, citing.text])


def to_bibtex(sheet: ComparisonGrid, citing: ViewCitation) -> bytes:
    """The papers behind the view, then the view itself."""
    return bibtex.write([*bibliography(sheet.sources), citing.entry])


def to_latex(sheet: ComparisonGrid, citing: ViewCitation) -> bytes:
    """table.tex with its references.bib, in one archive."""
    sources = bibliography(sheet.sources)
    cited = [source["id"] for source in sources]
    document = latex.document(
        title=typeset.latex(sheet.title),
        columns=_latex_columns(sheet),
        groups=_latex_groups(sheet, cited),
        notes=[(letter, escape(words)) for letter, words in sheet.notes],
        remarks=[*(escape(words) for words in sheet.legend), rf"Data: \citet{{{citing.entry['id']}}}."],
        cited=cited,
    )
    return latex.archive(document, bibtex.write([*sources, citing.entry]))


def _latex_columns(sheet: ComparisonGrid) -> list[list[str]]:
    if not sheet.across:
        return [[escape(sheet.corner)], *(_latex_heading(head) for head in sheet.headings)]
    return [[sheet.corner_across], *([_latex_line(line, ()) for line in item.header.lines] for item in sheet.items)]


def _latex_heading(head: GridHeading) -> list[str]:
    return [escape(head.label), *([head.unit_latex] if head.unit_latex else [])]


def _latex_groups(sheet: ComparisonGrid, cited: Sequence[str]) -> list[latex.Group]:
    def cell(content: TableCell | None) -> list[str]:
        # said in the row before: the cell stays empty, as in print
        return ["{}"] if content is None else [_latex_line(line, cited) for line in content.lines if _is_cited(line)]

    if sheet.across:
        filled: list[tuple[GridItem, list[TableCell]]] = list(sheet.filled())
        rows = [
            [_latex_heading(head), *(cell(cells[place]) for _, cells in filled)]
            for place, head in enumerate(sheet.headings)
        ]
        return [latex.Group("", rows)]
    return [
        latex.Group(
            typeset.latex(block.heading),
            [[cell(item.header), *(cell(content) for content in item.cells)] for item in block.items],
        )
        for block in sheet.blocks
    ]


def _is_cited(line: Line) -> bool:
    """Whether a line has more to say than a DOI, which the bibliography says."""
    return any(span.kind != "doi" for span in line)


def _latex_line(line: Line, cited: Sequence[str]) -> str:
    return " ".join(filter(None, (_latex_span(span, cited) for span in line)))


def _latex_span(span: TextSpan, cited: Sequence[str]) -> str:
    if span.kind in ("doi", "key"):  # the bibliography has them; its own numbers take the place of the document's
        return ""
    if span.kind == "value" and span.quantity is not None:
        body = format_latex(span.quantity)
    elif span.kind == "factor":
        body = escape(span.text)
    else:
        body = typeset.latex(span.text).replace("/", r"/\allowbreak{}")
    if span.kind == "reference" and span.id in cited:
        body += rf"~\cite{{{span.id}}}"
    if span.glyph:
        body = escape(span.glyph) if span.compact else f"{escape(span.glyph)}~{body}"
    return body + (rf"\textsuperscript{{{span.note}}}" if span.note else "")


Writer = Callable[[ComparisonGrid, ViewCitation], bytes]
WRITERS: dict[str, tuple[str, str, str, Writer]] = {
    "csv": ("CSV", csv.MEDIA_TYPE + "; charset=utf-8", csv.EXTENSION, to_csv),
    "xlsx": ("XLSX", xlsx.MEDIA_TYPE, xlsx.EXTENSION, to_xlsx),
    "markdown": ("Markdown", markdown.MEDIA_TYPE + "; charset=utf-8", markdown.EXTENSION, to_markdown),
    "latex": ("LaTeX with .bib", latex.MEDIA_TYPE, latex.EXTENSION, to_latex),
    "bib": ("BibTeX", bibtex.MEDIA_TYPE + "; charset=utf-8", bibtex.EXTENSION, to_bibtex),
}
"""Format → its name for readers, media type, extension and writer."""


def tidy(table: ComparisonTable) -> bytes:
    """One row of a CSV file for each value shown, with its conditions, the printed text and where it was read."""
    rows = []
    for group in table.groups:
        for row in group.rows:
            for placed in (placed for cell in row.cells for placed in cell):
                value, report = placed.value, next(iter(placed.value.reports), None)
                said = {key: item.text for key, item in value.conditions.items() if item.status == "reported"}
                rows.append(
                    {
                        "group": group.key,
                        "material_id": row.material.id,
                        "material": row.material.text,
                        "role": row.role,
                        "strategy": row.strategy,
                        "fabrication": row.fabrication,
                        "electrolyte": value.electrolyte.text if value.electrolyte else "",
                        "measurement_id": value.id,
                        "property": value.property,
                        "value": value.text,
                        "printed_value": report.printed if report else "",
                        "locator": report.locator if report else "",
                        "differs_from_control": placed.differing,
                        "source": row.reference.source.text,
                        "doi": row.reference.doi,
                        **said,
                    }
                )
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return csv.write_lines(columns, [[row.get(name, "") for name in columns] for row in rows])
