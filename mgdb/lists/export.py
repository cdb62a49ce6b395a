"""A list as a file: the rows, the order, the columns and the units of the page, all pages of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.http import QueryDict

from mgdb.formats import Scalar, SourceEntry, SourcesFormat, Table, licence
from mgdb.models import Source
from mgdb.projection import forms

from . import downloads
from .list_page import FORMAT, ListPage

AT_ONCE = 5_000  # rows; a longer file is streamed, or made by a worker
STEP = 500
MOST = 200_000  # rows of a file that a worker makes
Progress = Callable[[int, int, str], None]


def _say_nothing(done: int, total: int, message: str) -> None:
    """For files that nobody waits for."""


def batches_of(list_page: ListPage, progress: Progress = _say_nothing) -> Iterator[list[int]]:
    """The keys of every row that answers, in the order of the page, a few hundred at a time."""
    keys = list_page.query.page(0, MOST)
    for start in range(0, len(keys), STEP):
        progress(start, len(keys), f"{start} of {len(keys)} rows")
        yield keys[start : start + STEP]
    progress(len(keys), len(keys), f"{len(keys)} rows")


def table_of(list_page: ListPage, address: str, progress: Progress = _say_nothing) -> Table:
    """The rows with what they are; `address`: where the list stands.

    A column of the page may have several here: value, lower end, unit … They depend on the columns that were chosen
    alone, whatever rows there are.
    """
    columns = list_page.list_type.file_columns(list_page.columns)
    rows = [line for keys in batches_of(list_page, progress) for line in lines_of(list_page, keys)]
    about = {"MgDB": list_page.words, "address": address, "licence": licence.STATEMENT}
    return Table(columns, rows, about)


def lines_of(list_page: ListPage, keys: Collection[int]) -> Iterator[list[Scalar]]:
    """The lines of the rows `keys`, in their order."""
    columns = list_page.list_type.file_columns(list_page.columns)
    lines = forms.lines(list_page.list_type, keys, list_page.columns, list_page.query.params)
    return ([line.get(name) for name in columns] for line in lines)


def stream(list_page: ListPage, client: str) -> Iterator[bytes] | None:
    """The file of `list_page` piece by piece, for `client`; None where its format needs all rows at once.

    Raises downloads.Refused, and QueryTimeout.
    """
    chosen = list_page.list_type.files[list_page.format]
    if isinstance(chosen, SourcesFormat) or chosen.stream is None:
        return None
    write, columns = chosen.stream, list_page.list_type.file_columns(list_page.columns)

    def pieces() -> Iterator[bytes]:
        batches = downloads.keys_of(list_page.query)
        return write(columns, (line for keys in batches for line in lines_of(list_page, keys)))

    return downloads.begin(client, pieces)


def sources_of(list_page: ListPage, progress: Progress = _say_nothing) -> list[SourceEntry]:
    """The sources that the rows name, each once, in order of appearance."""
    batches = batches_of(list_page, progress)
    return Source.objects.published().entries(
        one for keys in batches for one in forms.source_ids(list_page.list_type, keys)
    )


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
