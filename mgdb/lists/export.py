"""A list as a file: the rows, the order, the columns and the units of the page, all pages of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import QueryDict

from mgdb.formats import SourceEntry, SourcesFormat, Table, licence
from mgdb.models import Source

from .list_page import FORMAT, ListPage

AT_ONCE = 5_000  # rows; a longer file is made by a worker
STEP = 500
MOST = 200_000  # rows of a file
Progress = Callable[[int, int, str], None]


def _say_nothing(done: int, total: int, message: str) -> None:
    """For files that nobody waits for."""


def rows_of(list_page: ListPage, progress: Progress = _say_nothing) -> Iterator[Any]:
    """Every row that answers, in the order of the page, fetched a few hundred at a time."""
    list_type = list_page.list_type
    keys = list(list_page.query.queryset.values_list("pk", flat=True)[:MOST])
    for start in range(0, len(keys), STEP):
        progress(start, len(keys), f"{start} of {len(keys)} rows")
        some = keys[start : start + STEP]
        found = {row.pk: row for row in list_type.read(list_type.rows().filter(pk__in=some))}
        yield from (found[key] for key in some if key in found)
    progress(len(keys), len(keys), f"{len(keys)} rows")


def table_of(list_page: ListPage, address: str, progress: Progress = _say_nothing) -> Table:
    """The rows with what they are; `address`: where the list stands.

    A column of the page may have several here: value, lower end, unit …
    """
    named: list[dict[str, None]] = [{} for _ in list_page.columns]
    rows = []
    for row in rows_of(list_page, progress):
        line: dict[str, Any] = {}
        for names, cell in zip(named, list_page.cells(row), strict=True):
            names.update(dict.fromkeys(cell.data))
            line |= cell.data
        rows.append(line)
    columns = list(dict.fromkeys(name for names in named for name in names))
    about = {"MgDB": list_page.words, "address": address, "licence": licence.STATEMENT}
    return Table(columns, [[line.get(name) for name in columns] for line in rows], about)


def sources_of(list_page: ListPage, progress: Progress = _say_nothing) -> list[SourceEntry]:
    """The sources that the rows name, each once, in order of appearance."""
    ids = (one for row in rows_of(list_page, progress) for one in list_page.list_type.source_ids(row))
    return Source.objects.published().entries(ids)


def write(list_page: ListPage, file_format: str, address: str, progress: Progress = _say_nothing) -> bytes:
    """The file of `list_page` in a format that it has. `address`: where it stands; some formats have a place for it."""
    chosen = list_page.list_type.files[file_format]
    if isinstance(chosen, SourcesFormat):
        return chosen.write(sources_of(list_page, progress))
    return chosen.write(table_of(list_page, address, progress))


def list_page_from(list_type: Any, query: str) -> ListPage:
    """The list that `query` asks for, without its page."""
    data = QueryDict(query, mutable=True)
    data.pop(FORMAT, None)
    return ListPage(list_type, data, with_page=False)
