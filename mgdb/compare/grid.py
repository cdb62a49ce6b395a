"""A comparison as a grid of printed cells: what the page shows and what every export holds, in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

from mgdb.models import Source
from mgdb.presentation import TableCell
from mgdb.science.comparability import tolerances_in_words
from mgdb.science.markup import Html

from .cells import CELLS, Printer, row_header
from .columns import CAPACITY_KEYS, Offer
from .fit import arranged, needed, own_columns
from .spans import Notes
from .table import ComparisonTable, MaterialRow
from .verdict_marks import SIGNS

Orientation = Literal["rows", "across"]
Kind = Literal["words", "values", "capacity", "gain", "stated", "reference"]


# shown once for all rows of a material
OF_THE_MATERIAL = {
    *("strategy", "fabrication", "formula", "family", "morphology", "class", "components", "carriers", "chloride"),
    "reference",
}


@dataclass(frozen=True, slots=True)
class GridHeading:
    """The heading of a column: its label, the unit of its numbers, and the term of the vocabulary that defines it."""

    key: str
    label: str
    kind: Kind = "words"
    unit_html: Html = field(default=Html())
    unit_text: str = ""
    unit_latex: str = ""
    term: str = ""

    @property
    def text(self) -> str:
        """Label and unit: “Ionic conductivity (S cm⁻¹)”."""
        return f"{self.label} ({self.unit_text})" if self.unit_text else self.label


@dataclass(slots=True)
class GridItem:
    """What is compared: a material or a value, with a cell for each column.

    group: the key of its group; role: modified, control or empty; cells: None for what is in the item before it
    of the same group; medium: what tells it from other items of the same record, is_continued: whether that before it
    is one; tools: links of the page that move it or take it out.
    """

    id: str
    name: str
    group: str
    role: str
    header: TableCell
    cells: tuple[TableCell | None, ...]
    medium: str = ""
    is_continued: bool = False
    tools: Any = None


@dataclass(frozen=True, slots=True)
class GridBlock:
    """Items that stand together, under a heading where the group has a name of its own."""

    key: str
    heading: str
    items: tuple[GridItem, ...]


@dataclass(frozen=True, slots=True)
class ComparisonGrid:
    """A comparison, printed.

    corner: the heading of the items; across: whether the columns run downwards and the items across; notes: letter and
    words of each footnote; legend: what the marks mean; sources: public ids of the papers behind it, in order of
    appearance.
    """

    title: str
    description: str
    slug: str
    corner: str
    headings: tuple[GridHeading, ...]
    items: tuple[GridItem, ...]
    notes: tuple[tuple[str, str], ...]
    legend: tuple[str, ...]
    sources: tuple[str, ...]
    across: bool
    document: Source | None = None
    locator: str = ""
    names: dict[str, str] = field(default_factory=dict)

    @property
    def fits_from(self) -> float:
        """The width of the window in rem from which its columns stand side by side."""
        return needed(self.headings, len(self.items), across=self.across)

    @property
    def arrangement(self) -> str:
        """How it is arranged in a narrower window, as classes of the table."""
        return arranged(self.headings)

    @property
    def own_columns(self) -> set[str]:
        """Keys of the columns that have a place beside the name in a narrower window."""
        return own_columns(self.headings)

    @property
    def corner_across(self) -> str:
        """The heading of the columns' labels, where these run downwards."""
        return "Property" if self.corner == "Material" else "Dimension"

    @property
    def blocks(self) -> list[GridBlock]:
        """The items group by group."""
        return [
            GridBlock(key, self.names.get(key, ""), tuple(items))
            for key, items in groupby(self.items, key=lambda item: item.group)
        ]

    @property
    def spans(self) -> list[list[tuple[TableCell, int] | None]]:
        """For each item its cells, each with the number of items that it holds for; None where it repeats one."""
        spans: list[list[tuple[TableCell, int] | None]] = [[] for _ in self.items]
        for column in range(len(self.headings)):
            place = 0
            while place < len(self.items):
                end = place + 1
                while end < len(self.items) and self.items[end].cells[column] is None:
                    end += 1
                spans[place].append((self.items[place].cells[column] or TableCell(), end - place))
                for other in range(place + 1, end):
                    spans[other].append(None)
                place = end
        return spans

    @property
    def rows_of_items(
        self,
    ) -> list[tuple[GridBlock, list[tuple[GridItem, list[tuple[GridHeading, TableCell, int]]]]]]:
        """Block → item → its headings and cells with their spans, 0 for one that repeats the cell above: for a table
        with items in rows, each of which may stand alone."""
        spans, filled = iter(self.spans), self.filled()

        def cells() -> list[tuple[GridHeading, TableCell, int]]:
            own = zip(self.headings, next(filled)[1], next(spans), strict=True)
            return [(head, cell or TableCell(), spanned[1] if spanned else 0) for head, cell, spanned in own]

        return [(block, [(item, cells()) for item in block.items]) for block in self.blocks]

    @property
    def rows_of_columns(self) -> list[tuple[GridHeading, list[tuple[TableCell, int]]]]:
        """Heading → its cell with span for each item: for a table with the items across."""
        spans = self.spans
        return [(head, [row[place] for row in spans if row[place]]) for place, head in enumerate(self.headings)]  # type: ignore[misc]

    def filled(self) -> Iterator[tuple[GridItem, list[TableCell]]]:
        """Each item with all its cells, what the page shows once for a group repeated."""
        before = [TableCell()] * len(self.headings)
        for item in self.items:
            before = [last if cell is None else cell for cell, last in zip(item.cells, before, strict=True)]
            yield item, before

    @property
    def value_count(self) -> int:
        """How many values are shown."""
        cells = (cell for item in self.items for cell in item.cells if cell)
        return sum(span.kind == "value" for cell in cells for span in cell.spans)


def grid_of(table: ComparisonTable, orientation: Orientation | None = None) -> ComparisonGrid:
    """`table` printed; without `orientation`, materials run across where that reads better.

    Columns of words that would be empty are left out, unless they were asked for.
    """
    notes = Notes()
    across = table.is_by_property if orientation is None else orientation == "across"
    printer = Printer(table, notes)
    offers = {offer.key: offer for offer in table.offers}
    places = {column.key: place for place, column in enumerate(table.columns)}
    columns: dict[str, list[TableCell]] = {key: [] for key in table.order}
    pairs = [(group, row) for group in table.groups for row in group.rows]
    for _, row in pairs:  # item by item, so that the letters of notes run as one reads
        for key in table.order:
            columns[key].append(
                printer.values(row, places[key]) if key in places else CELLS[key](printer, row)
            )  # fmt: skip
    if not table.has_chosen_columns:
        columns = {key: cells for key, cells in columns.items() if key in places or any(cells)}
    once = {
        key: _repeated_places(pairs, cells) for key, cells in columns.items() if key in ("electrolyte", "reference")
    }
    items = tuple(
        GridItem(
            id=row.material.id,
            name=row.material.text,
            group=group.key,
            role=row.role,
            header=row_header(row),
            cells=tuple(
                None if place in once.get(key, ()) or (row.is_continued and key in OF_THE_MATERIAL) else cells[place]
                for key, cells in columns.items()
            ),
            medium=row.medium.text if row.medium else "",
            is_continued=row.is_continued,
        )
        for place, (group, row) in enumerate(pairs)
    )
    headings = tuple(_heading(offers[key]) for key in columns)
    sources = [table.document.public_id] if table.document else []
    sources += [row.reference.source.id for row in table.rows]
    sources += [value.source.id for row in table.rows for value in row.values]
    several = len(table.groups) > 1
    return ComparisonGrid(
        title=table.title,
        description=table.description,
        slug=table.slug,
        corner="Material",
        headings=headings,
        items=items,
        notes=notes.all(),
        legend=legend_of(notes, table.unknown),
        sources=tuple(dict.fromkeys(sources)),
        across=across,
        document=table.document,
        locator=table.locator,
        names={group.key: group.key for group in table.groups if several and group.reference is None},
    )


_KINDS: dict[str, Kind] = {"improvement": "gain", "reported": "stated", "reference": "reference"}


def _heading(offer: Offer) -> GridHeading:
    if (column := offer.column) is not None:
        units = (column.unit_html, column.unit_text, column.unit_latex)
        kind: Kind = "capacity" if column.key in CAPACITY_KEYS else "values"
        return GridHeading(offer.key, offer.label, kind, *units, column.property_key)
    over = "vs. pristine" if offer.key == "improvement" else ""
    return GridHeading(offer.key, offer.label, _KINDS.get(offer.key, "words"), Html(over), over, over)


def _repeated_places(pairs: Sequence[tuple[Any, MaterialRow]], cells: Sequence[TableCell]) -> set[int]:
    """Places whose cell repeats that of the first of their group, where all of the group have the same."""
    repeated: set[int] = set()
    for _, members in groupby(range(len(pairs)), key=lambda place: pairs[place][0].key):
        places = list(members)
        if len({cells[place] for place in places}) == 1:
            repeated |= set(places[1:])
    return repeated


def legend_of(notes: Notes, unknown: Sequence[str]) -> tuple[str, ...]:
    """What the marks mean, and what is known of no pair; nothing about marks where there is none."""
    sentences = []
    if any(words for words in notes.letters):
        sentences.append(
            f"{SIGNS['comparable'][0]} {SIGNS['comparable'][1]}: what both state is the same, numbers within "
            f"{tolerances_in_words()}. {SIGNS['care'][0]} {SIGNS['care'][1]}: there is a factor, but something differs "
            f"or a needed condition is not known. {SIGNS['not'][0]} {SIGNS['not'][1]}: no factor is given."
        )
    if unknown:
        sentences.append(f"Not known of any pair, and therefore not compared: {', '.join(unknown)}.")
    return tuple(sentences)
