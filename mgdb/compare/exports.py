"""A comparison as a file: the same columns, order, rows, marks, factors and footnotes as its page shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mgdb import formats
from mgdb.citation import ViewCitation
from mgdb.formats import RowGroup, SourceEntry, SourcesFormat, TableFormat, TypesetCell, TypesetFormat, licence
from mgdb.models import Source
from mgdb.presentation import cell_lines, line_latex, typeset_cell
from mgdb.science import typeset

from .grid import ComparisonGrid, GridHeading
from .table import ComparisonTable

FILES: dict[str, TableFormat | TypesetFormat | SourcesFormat] = formats.taking(
    TableFormat, TypesetFormat, SourcesFormat
)


def write(chosen: TableFormat | TypesetFormat | SourcesFormat, grid: ComparisonGrid, citation: ViewCitation) -> bytes:
    """The file of `grid` in one of FILES."""
    if isinstance(chosen, SourcesFormat):
        return chosen.write([*sources(grid), citation.entry])
    if isinstance(chosen, TypesetFormat):
        return chosen.write(typeset_table(grid, citation))
    return chosen.write(plain_table(grid, citation))


def sources(grid: ComparisonGrid) -> list[SourceEntry]:
    """The papers behind the view."""
    return Source.objects.published().entries(grid.sources)


def typeset_table(grid: ComparisonGrid, citation: ViewCitation) -> formats.TypesetTable:
    """`grid` as the page lays it out."""
    cited = sources(grid)
    columns, groups = layout(grid, {source["id"]: source["key"] for source in cited})
    return formats.TypesetTable(
        title=grid.title,
        columns=columns,
        groups=groups,
        notes=grid.notes,
        remarks=grid.legend,
        sources=cited,
        itself=citation.entry,
        citation=citation.text,
    )


def plain_table(grid: ComparisonGrid, citation: ViewCitation) -> formats.Table:
    """The same with a cell as one text, its lines joined by “; ”; at the end of each row the BibTeX keys of the sources
    that it names, and the words of its notes."""
    headings, groups = layout(grid, {source["id"]: source["key"] for source in sources(grid)})
    notes = dict(grid.notes)
    rows = []
    for row in (row for group in groups for row in group.rows):
        letters = [letter for letter in notes if any(f"[{letter}]" in line for cell in row for line in cell.text)]
        explained = "; ".join(f"[{letter}] {notes[letter]}" for letter in letters)
        cites = "; ".join(dict.fromkeys(key for cell in row for key in cell.cites))
        rows.append([*("; ".join(cell.text) for cell in row), cites, *([explained] if notes else [])])
    columns = [*(" ".join(heading.text) for heading in headings), "BibTeX keys", *(["Notes"] if notes else [])]
    about = {"title": grid.title, "cite": citation.text, "address": citation.address, "licence": licence.STATEMENT}
    about |= {f"marks {place}": words for place, words in enumerate(grid.legend, start=1)}
    about |= {f"note {letter}": words for letter, words in grid.notes}
    return formats.Table(columns, rows, about)


def layout(grid: ComparisonGrid, keys: Mapping[str, str]) -> tuple[list[TypesetCell], list[RowGroup]]:
    """Headings, and rows in groups, as the page lays them out; `keys`: of the sources in the bibliography, by id."""
    filled = list(grid.filled())
    if not grid.across:
        columns = [
            TypesetCell([grid.corner], [typeset.latex(grid.corner)]),
            *(_heading(head) for head in grid.headings),
        ]
        rest = iter(filled)
        groups = []
        for block in grid.blocks:
            rows = []
            for item in block.items:
                _, cells = next(rest)
                row = [typeset_cell(cell, keys, above=own is None) for cell, own in zip(cells, item.cells, strict=True)]
                rows.append([typeset_cell(item.header, keys), *row])
            groups.append(RowGroup(block.heading, rows))
        return columns, groups
    names = [" ".join(cell_lines(item.header)) for item, _ in filled]
    columns = [TypesetCell([grid.corner_across], [typeset.latex(grid.corner_across)])]
    own = {name: {item.id for other, (item, _) in zip(names, filled, strict=True) if other == name} for name in names}
    for name, (item, _) in zip(names, filled, strict=True):
        # two materials of one name are told apart by their ids, two media of one material by what they are
        text = name if len(own[name]) == 1 else f"{name} [{item.id}]"
        text = f"{text}, {item.medium}" if item.medium else text
        apart = [item.medium] if item.medium else [item.id] if len(own[name]) > 1 else []
        columns.append(TypesetCell([text], [*map(line_latex, item.header.lines), *map(typeset.latex, apart)]))
    rows = [
        [_heading(head), *(typeset_cell(cells[place], keys) for _, cells in filled)]
        for place, head in enumerate(grid.headings)
    ]
    return columns, [RowGroup("", rows)]


def _heading(head: GridHeading) -> TypesetCell:
    return TypesetCell([head.text], [typeset.latex(head.label), *([head.unit_latex] if head.unit_latex else [])])


def long_table(table: ComparisonTable) -> formats.Table:
    """A row for each value shown, with its conditions, the printed text and where it was read."""
    rows: list[dict[str, Any]] = []
    for group in table.groups:
        for row in group.rows:
            for placed in (placed for cell in row.cells for placed in cell):
                value, report = placed.value, next(iter(placed.value.reports), None)
                stated = {key: item.text for key, item in value.conditions.items() if item.status == "reported"}
                rows.append(
                    {
                        "group": group.key,
                        "material_id": row.material.id,
                        "material": row.material.text,
                        "role": row.role,
                        "strategy": row.strategy,
                        "fabrication": row.fabrication,
                        "chemistry": value.chemistry,
                        "electrolyte": value.electrolyte.text if value.electrolyte else "",
                        "cell": value.cell.text if value.cell else "",
                        "measurement_id": value.id,
                        "property": value.property_key,
                        "value": value.text,
                        "printed_value": report.printed if report else "",
                        "locator": report.locator if report else "",
                        "self_reviewed": value.self_reviewed,
                        "differs_from_control": placed.differing,
                        "source": row.reference.source.text,
                        "doi": row.reference.doi,
                        "bibtex_key": value.source.bibtex_key or value.source.id,
                        **stated,
                    }
                )
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return formats.Table(columns, [[row.get(name, "") for name in columns] for row in rows])
