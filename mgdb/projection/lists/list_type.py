"""A list type: its rows, its columns, and what they can be filtered by."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from mgdb.formats import SourcesFormat, TableFormat, taking
from mgdb.presentation import Scalar, TableCell, plain_span
from mgdb.records import ListSpecification, RecordType
from mgdb.science import units
from mgdb.search import FilterSet

# What every file says of its rows whatever columns it has: first the id and the address of the record, last the source
# that it is credited to, where records of its type have one, and whether nobody but its editor reviewed it.
ID, ADDRESS = "id", "address"
SOURCE_NAMES = ("source", "source_id", "source_doi", "source_key")
SELF_REVIEWED_NAME = "self_reviewed"
SELF_REVIEWED = plain_span("self-reviewed", "flag", tone="note")
Show = Callable[[Any, Mapping[str, Any]], Any]
FileLine = dict[str, Scalar]


def as_it_is(row: Any, asked: Mapping[str, Any]) -> Any:
    """The row itself is what its columns read."""
    return row


def named(name: str, unit: str) -> str:
    """The name of a column of a file, in which {unit} stands for that of its numbers: temperature_degC."""
    suffix = units.identifier(unit) if unit else ""
    return name.format(unit=f"_{suffix}" if suffix else "")


def credit(short: str, container: str, public_id: str, doi: str | None, key: str) -> tuple[Scalar, ...]:
    """What files say of a source, by SOURCE_NAMES: author, year and journal; its id, DOI and BibTeX key."""
    reference = f"{short}, {container}" if container and container not in short else short
    return (reference, public_id, doi or None, key or public_id)


@dataclass(frozen=True)
class ListColumn:
    """One column: `cell` makes it from what `ListType.show` made of a row. `order`: the name to sort by. `hidden`: only
    shown when it is chosen. `wide`: of sentences, which want room. `names`: of the members of its cells' `data`, in
    order, which are its columns in a file, {unit} standing for the unit; its key alone where nothing is said. `unit`:
    of its numbers, said in its head; another one where the parameter `unit_name` asks for it. `title`: what more its
    head says when asked. `property_key`: of the property of which it shows one value (property_columns.py).
    `factor_of`: of that whose factor it shows. `kept`: its lines have the room that they need."""

    key: str
    label: str
    cell: Callable[[Any], TableCell]
    order: str = ""
    numeric: bool = False
    hidden: bool = False
    wide: bool = False
    names: tuple[str, ...] = ()
    unit: str = ""
    unit_name: str = ""
    title: str = ""
    property_key: str = ""
    factor_of: str = ""
    kept: bool = False

    @cached_property
    def file_columns(self) -> tuple[str, ...]:
        """Its columns in a file."""
        return tuple(named(name, self.unit) for name in self.names) or (self.key,)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of a list as shown: the key of its record and its cells; where rows can be chosen for a comparison, how a
    choice is called."""

    pk: int
    cells: Sequence[TableCell]
    public_id: str = ""
    name: str = ""
    source_name: str = ""


@dataclass(frozen=True)
class Overrides:
    """What the lists of a record type are made of beyond its declaration.

    `cells`: of columns of the kind “own”, by key; `numeric`: those of them that are numbers; `names`: what those are
    called in files that have not their key alone there. `columns`: all of them, where the declaration leaves them to
    the list. The others are as in `ListType`.
    """

    rows: Callable[[], QuerySet[Any]] | None = None
    cells: Mapping[str, Callable[[Any], TableCell]] = field(default_factory=dict)
    numeric: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[ListColumn, ...] = ()
    source_ids: Callable[[Any], list[str]] | None = None
    credit: Callable[[Any], tuple[Scalar, ...]] | None = None
    read: Callable[[QuerySet[Any]], list[Any]] = list
    show: Show = as_it_is
    made_columns: tuple[ListColumn, ...] = ()


@dataclass(frozen=True)
class ListType:
    """A list of the site: one of those that `record_type` declares.

    `rows`: the published rows; `read` fetches some of them with all that the columns show, in a fixed number of
    queries; `show` turns a row into what the columns read, given what was asked (its units). `source_ids` names the
    sources of a row for bibliographies, `credit` is what files say of the first, nothing where there is none.
    `property_columns`: of properties, of which nothing is stored with the rows. `made_columns`: others of which nothing
    is, whose cells the lists make.
    """

    record_type: RecordType
    specification: ListSpecification
    filters: FilterSet
    rows: Callable[[], QuerySet[Any]]
    columns: tuple[ListColumn, ...]
    source_ids: Callable[[Any], list[str]]
    credit: Callable[[Any], tuple[Scalar, ...]]
    read: Callable[[QuerySet[Any]], list[Any]] = list
    show: Show = as_it_is
    property_columns: tuple[ListColumn, ...] = ()
    made_columns: tuple[ListColumn, ...] = ()

    @property
    def key(self) -> str:
        return self.specification.key

    @property
    def title(self) -> str:
        return self.specification.title

    @property
    def lead(self) -> str:
        return self.specification.lead

    @property
    def about(self) -> str:
        """What it holds, in one sentence."""
        return self.specification.about or self.record_type.summary

    @property
    def compares(self) -> bool:
        return self.specification.compares

    @property
    def files(self) -> dict[str, TableFormat | SourcesFormat]:
        """The formats of its files: bibliographies only where its rows have sources."""
        tables, sources = taking(TableFormat), taking(SourcesFormat)
        return {**tables, **sources} if self.record_type.cites else {**tables}

    def fetched(self, keys: Collection[int]) -> list[Any]:
        """The rows of these keys that are published, in their order."""
        found = {row.pk: row for row in self.read(self.rows().filter(pk__in=keys))}
        return [found[key] for key in keys if key in found]

    def cells(self, row: Any, asked: Mapping[str, Any], columns: Iterable[ListColumn]) -> list[TableCell]:
        """The cells of `row`; the first says so where nobody but its editor reviewed the record."""
        return self.marked(self.bare_cells(row, asked, columns), alone=self.self_reviewed(row))

    def row(self, row: Any, asked: Mapping[str, Any], columns: Iterable[ListColumn]) -> ListRow:
        """The record `row` as shown."""
        return ListRow(row.pk, self.cells(row, asked, columns), *self.choice(row))

    def choice(self, row: Any) -> tuple[str, ...]:
        """The id of a row that can be chosen for a comparison, its name and that of its source; else nothing."""
        return (row.public_id, row.name_unicode, row.source.short) if self.compares else ()

    def bare_cells(self, row: Any, asked: Mapping[str, Any], columns: Iterable[ListColumn]) -> list[TableCell]:
        """The cells of `row` without what is said of its review, and without those of properties."""
        shown = self.show(row, asked)
        return [column.cell(shown) for column in columns]

    def self_reviewed(self, row: Any) -> bool:
        """Whether nobody but its editor reviewed the record."""
        owner = getattr(row, self.record_type.part_of) if self.record_type.part_of else row
        return bool(owner.self_reviewed)

    @staticmethod
    def marked(cells: list[TableCell], *, alone: bool) -> list[TableCell]:
        """The cells of a row of which the first says that nobody but its editor reviewed it, if so."""
        return [replace(cells[0], lines=(*cells[0].lines, (SELF_REVIEWED,))), *cells[1:]] if alone else cells

    def standing(self, row: Any) -> list[Any]:
        """What every file says of `row`: whether nobody but its editor reviewed it, its id, and its source."""
        return [self.self_reviewed(row), row.public_id, self.credit(row)]

    @staticmethod
    def line(data: Iterable[Mapping[str, Scalar]], alone: bool, public_id: str, source: Sequence[Scalar]) -> FileLine:
        """The line of a file with these cells, by the names of its columns, but for its address."""
        line: FileLine = {ID: public_id}
        for one in data:
            line |= one
        line |= zip(SOURCE_NAMES, source, strict=False)
        line[SELF_REVIEWED_NAME] = alone
        return line

    def file_columns(self, columns: Iterable[ListColumn]) -> list[str]:
        """What stands in the head of a file with these columns, whatever rows it has."""
        last = (*(SOURCE_NAMES if self.record_type.cites else ()), SELF_REVIEWED_NAME)
        names = (name for column in columns for name in column.file_columns if name not in last)
        return list(dict.fromkeys([ID, ADDRESS, *names, *last]))

    @cached_property
    def stored_columns(self) -> list[str]:
        """Those of a file with all columns that are stored, as the cells of its lines are: without the address."""
        return [name for name in self.file_columns(self.columns) if name != ADDRESS]

    @property
    def all_columns(self) -> tuple[ListColumn, ...]:
        """Its columns, those of properties after the first, those that are made at the end."""
        return (self.columns[0], *self.property_columns, *self.columns[1:], *self.made_columns)

    def column(self, key: str) -> ListColumn:
        return next(column for column in self.all_columns if column.key == key)
