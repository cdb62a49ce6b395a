"""A list type: its rows, its columns, and what they can be filtered by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet

from mgdb.formats import SourcesFormat, TableFormat, taking
from mgdb.presentation import TableCell, plain_span
from mgdb.records import ListSpecification, RecordType
from mgdb.search import FilterSet, Query

SELF_REVIEWED_NAME = "self_reviewed"  # a column of every file, the last
SELF_REVIEWED = plain_span("self-reviewed", "flag", tone="note")
Show = Callable[[Any, Mapping[str, Any]], Any]


def as_it_is(row: Any, asked: Mapping[str, Any]) -> Any:
    """The row itself is what its columns read."""
    return row


@dataclass(frozen=True)
class ListColumn:
    """One column: `cell` makes it from what `ListType.show` made of a row. `order`: the name to sort by. `hidden`: only
    shown when it is chosen. `wide`: of sentences, which want room. `names`: of the members of its cells' `data`, in
    order, which are its columns in a file; its key alone where nothing is said."""

    key: str
    label: str
    cell: Callable[[Any], TableCell]
    order: str = ""
    numeric: bool = False
    hidden: bool = False
    wide: bool = False
    names: tuple[str, ...] = ()

    @property
    def file_columns(self) -> tuple[str, ...]:
        """Its columns in a file."""
        return self.names or (self.key,)


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
    read: Callable[[QuerySet[Any]], list[Any]] = list
    show: Show = as_it_is


@dataclass(frozen=True)
class ListType:
    """A list of the site: one of those that `record_type` declares.

    `rows`: the published rows; `read` fetches some of them with all that the columns show, in a fixed number of
    queries; `show` turns a row into what the columns read, given what was asked (its units). `source_ids` names the
    sources of a row for bibliographies.
    """

    record_type: RecordType
    specification: ListSpecification
    filters: FilterSet
    rows: Callable[[], QuerySet[Any]]
    columns: tuple[ListColumn, ...]
    source_ids: Callable[[Any], list[str]]
    read: Callable[[QuerySet[Any]], list[Any]] = list
    show: Show = as_it_is

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

    def page(self, query: Query, start: int, stop: int) -> list[Any]:
        """The rows from `start` to before `stop` of those that answer `query`, in its order."""
        if query.snapshot is None:
            return self.read(query.queryset[start:stop])
        keys = query.page(start, stop)
        found = {row.pk: row for row in self.read(self.rows().filter(pk__in=keys))}
        return [found[key] for key in keys if key in found]

    def cells(self, row: Any, asked: Mapping[str, Any], columns: Iterable[ListColumn]) -> list[TableCell]:
        """The cells of `row`; the first says so where nobody but its editor reviewed the record, files at the end."""
        shown = self.show(row, asked)
        cells = [column.cell(shown) for column in columns]
        alone = (getattr(row, self.record_type.part_of) if self.record_type.part_of else row).self_reviewed
        if alone:
            cells[0] = replace(cells[0], lines=(*cells[0].lines, (SELF_REVIEWED,)))
        cells[-1] = replace(cells[-1], data={**cells[-1].data, SELF_REVIEWED_NAME: alone})
        return cells

    @staticmethod
    def file_columns(columns: Iterable[ListColumn]) -> list[str]:
        """What stands in the head of a file with these columns, whatever rows it has."""
        names = (name for column in columns for name in column.file_columns)
        return list(dict.fromkeys([*names, SELF_REVIEWED_NAME]))

    def column(self, key: str) -> ListColumn:
        return next(column for column in self.columns if column.key == key)
