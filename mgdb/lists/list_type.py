"""A list type: its rows, its columns, and what they can be filtered by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from mgdb.presentation import TableCell
from mgdb.search import FilterSet


@dataclass(frozen=True)
class ListColumn:
    """One column: `cell` makes it from what `ListType.show` made of a row. `order`: the name to sort by. `hidden`: only
    shown when it is chosen. `wide`: of sentences, which want room."""

    key: str
    label: str
    cell: Callable[[Any], TableCell]
    order: str = ""
    numeric: bool = False
    hidden: bool = False
    wide: bool = False


@dataclass(frozen=True)
class ListType:
    """A list of the site.

    `rows`: the published rows; `read` fetches some of them with all that the columns show, in a fixed number of
    queries; `show` turns a row into what the columns read, given what was asked (its units). `source_ids` names the
    sources of a row for bibliographies.
    """

    key: str
    title: str
    lead: str
    filters: FilterSet
    rows: Callable[[], QuerySet]
    columns: tuple[ListColumn, ...]
    source_ids: Callable[[Any], list[str]]
    read: Callable[[QuerySet], list[Any]] = list
    show: Callable[[Any, Mapping[str, Any]], Any] = lambda row, asked: row
    compares: bool = False

    def column(self, key: str) -> ListColumn:
        return next(column for column in self.columns if column.key == key)
