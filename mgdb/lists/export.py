"""A list as a file: the rows, the order, the columns and the units of the page, all pages of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.http import QueryDict

from mgdb.formats import Format, Scalar, SourceEntry, SourcesFormat, Table, TableFormat
from mgdb.models import Source
from mgdb.projection import forms
from mgdb.search import Query

from . import downloads
from .list_file import ListFile
from .list_page import FORMAT, ListPage

AT_ONCE = 5_000  # rows; a longer file is streamed, or made by a worker
STEP = 500
MOST = 200_000  # rows of a file that a worker makes
Progress = Callable[[int, int, str], None]


def _say_nothing(done: int, total: int, message: str) -> None:
    """For files that nobody waits for."""


def batches_of(keys: Sequence[int], progress: Progress = _say_nothing) -> Iterator[Sequence[int]]:
    """A few hundred of `keys` at a time."""
    for start in range(0, len(keys), STEP):
        progress(start, len(keys), f"{start} of {len(keys)} rows")
        yield keys[start : start + STEP]
    progress(len(keys), len(keys), f"{len(keys)} rows")


def table_of(list_page: ListPage, address: str, progress: Progress = _say_nothing) -> Table:
    """The rows with what they are; `address`: where the list stands.

    A column of the page may have several here: value, lower end, unit … They depend on the question alone, whatever
    rows there are.
    """
    keys = list_page.query.page(0, MOST)
    return list_page.file(address).table(lambda: batches_of(keys, progress), list_page.words)


def pieces_of(file: ListFile, file_format: Format, query: Query) -> Callable[[], Iterator[bytes]] | None:
    """What makes the file of all rows of `query` piece by piece; None where its format needs all rows at once."""
    if not isinstance(file_format, TableFormat) or file_format.stream is None:
        return None
    write, cells_of = file_format.stream, file_format.cells

    def lines() -> Iterator[Sequence[Scalar] | str]:
        for keys in downloads.keys_of(query):
            yield from file.csv_lines(keys, cells_of) if cells_of else file.lines(keys)

    return lambda: write(file.names, lines())


def sources_of(list_page: ListPage, progress: Progress = _say_nothing) -> list[SourceEntry]:
    """The sources that the rows name, each once, in order of appearance."""
    batches = batches_of(list_page.query.page(0, MOST), progress)
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
