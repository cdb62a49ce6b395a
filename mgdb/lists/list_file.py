"""What a list says in files: the rows of a question under columns that depend on the question alone.

Pages and the API send the same file for the same question.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter
from urllib.parse import urlsplit

from django.urls import reverse

from mgdb.formats import Readable, Scalar, ShownNumber, Table, licence
from mgdb.projection.lists import ADDRESS, ID, ListColumn, ListType, property_columns
from mgdb.search import Params

from . import default_columns, evaluated, factors, readable, rows

ANY_ID = "id-of-it"


def asked_column(list_type: ListType, key: str, asked: Params) -> ListColumn:
    """The column `key` with what the question makes of it: the unit of its numbers, and which values it shows."""
    column = list_type.column(key)
    if column.property_key:
        return property_columns.as_asked(column, asked, list_type.filters)
    if column.unit_name not in asked:
        return column
    return replace(column, unit=asked.text(column.unit_name) or column.unit)


@dataclass(frozen=True)
class ListFile:
    """The rows of a list under `columns`, numbers in the units of `asked`; `here`: an address of the site, to which
    those of the records are completed; `readable`: what a sheet to be read shows instead."""

    list_type: ListType
    columns: Sequence[ListColumn]
    asked: Params
    here: str = ""
    readable: Sequence[ListColumn] = ()

    @classmethod
    def of(cls, list_type: ListType, asked: Params, here: str, chosen: Sequence[ListColumn] = ()) -> ListFile:
        """The file with the columns that are chosen; where none are, with all that the list has."""
        if chosen:  # with that of the temperature asked for
            return cls(list_type, chosen, asked, here, chosen)

        def columns(keys: Iterable[str]) -> list[ListColumn]:
            return evaluated.with_column(list_type, [asked_column(list_type, key, asked) for key in keys], asked)

        to_read = columns(default_columns.to_read(list_type, asked))
        own = [*columns(default_columns.of_file(list_type, asked)), *factors.of_file(list_type)]
        return cls(list_type, own, asked, here, to_read)

    @cached_property
    def names(self) -> list[str]:
        """The names of its columns."""
        return self.list_type.file_columns(self.columns)

    @cached_property
    def _address(self) -> tuple[str, str]:
        """What stands before and behind the id of a record in its address."""
        root = urlsplit(self.here)
        before, _, behind = reverse(self.list_type.record_type.page, args=[ANY_ID]).partition(ANY_ID)
        return (f"{root.scheme}://{root.netloc}{before}" if root.netloc else before), behind

    def lines(self, keys: Collection[int]) -> Iterator[list[Scalar]]:
        """The rows of these keys, in their order."""
        before, behind = self._address
        for line in rows.lines(self.list_type, keys, self.columns, self.asked):
            line[ADDRESS] = f"{before}{line[ID]}{behind}"
            yield [line.get(name) for name in self.names]

    def csv_lines(self, keys: Collection[int], cells_of: Callable[[Iterable[Scalar]], list[str]]) -> Iterator[str]:
        """The same as lines of CSV."""
        before, behind = self._address
        ordered = itemgetter(*self.names)
        for cells in rows.csv_lines(self.list_type, keys, self.columns, self.asked, cells_of):
            cells[ADDRESS] = f"{before}{cells[ID]}{behind}"
            yield ",".join(ordered(cells))

    def readable_lines(self, keys: Collection[int]) -> Iterator[list[Scalar | ShownNumber]]:
        """The same rows as pages show them."""
        for row in rows.rows(self.list_type, keys, self.readable, self.asked):
            yield list(readable.cells(self.readable, row.cells))

    def table(self, batches: Callable[[], Iterable[Collection[int]]], words: str) -> Table:
        """The rows of these keys, read when they are written; `words`: what they are."""
        lines = (line for keys in batches() for line in self.lines(keys))
        to_read = (line for keys in batches() for line in self.readable_lines(keys))
        about = {"MgDB": words, "address": self.here, "licence": licence.STATEMENT}
        return Table(self.names, lines, about, Readable(readable.headings(self.readable), to_read))
