"""A list as a file: the rows, the order, the columns and the units of the page, all pages of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import orjson
from django.http import QueryDict

from mgdb.formats import bibtex, csv, ris, xlsx
from mgdb.models import Source

from .list_page import FILES, FORMAT, ListPage

AT_ONCE = 5_000  # rows; a longer file is made by a worker
STEP = 500
MOST = 200_000  # rows of a file
LICENCE = "CC BY 4.0 (data); please cite the primary sources"
Progress = Callable[[int, int, str], None]
Table = tuple[list[str], list[list[Any]]]
MEDIA_TYPES = {
    "csv": f"{csv.MEDIA_TYPE}; charset=utf-8",
    "xlsx": xlsx.MEDIA_TYPE,
    "json": "application/json",
    "bib": f"{bibtex.MEDIA_TYPE}; charset=utf-8",
    "ris": f"{ris.MEDIA_TYPE}; charset=utf-8",
}
assert set(MEDIA_TYPES) == set(FILES)


def _say_nothing(done: int, total: int, message: str) -> None:
    """For files that nobody waits for."""


def rows_of(list_page: ListPage, progress: Progress = _say_nothing) -> Iterator[Any]:
    """Every row that answers, in the order of the page, fetched a few hundred at a time."""
    keys = list(list_page.query.queryset.values_list("pk", flat=True)[:MOST])
    for start in range(0, len(keys), STEP):
        progress(start, len(keys), f"{start} of {len(keys)} rows")
        found = list_page.list_type.rows().in_bulk(keys[start : start + STEP])
        yield from (found[key] for key in keys[start : start + STEP] if key in found)
    progress(len(keys), len(keys), f"{len(keys)} rows")


def table_of(list_page: ListPage, progress: Progress = _say_nothing) -> Table:
    """Names of the columns, and the lines. A column of the page may have several here: value, lower end, unit …"""
    named: list[dict[str, None]] = [{} for _ in list_page.columns]
    rows = []
    for row in rows_of(list_page, progress):
        line: dict[str, Any] = {}
        for names, cell in zip(named, list_page.cells(row), strict=True):
            names.update(dict.fromkeys(cell.data))
            line |= cell.data
        rows.append(line)
    columns = list(dict.fromkeys(name for names in named for name in names))
    return columns, [[line.get(name) for name in columns] for line in rows]


def sources_of(list_page: ListPage, progress: Progress = _say_nothing) -> list[dict[str, Any]]:
    """The sources that the rows name, each once, in order of appearance."""
    wanted = list(
        dict.fromkeys(one for row in rows_of(list_page, progress) for one in list_page.list_type.source_ids(row))
    )
    found = Source.objects.published().in_bulk(wanted, field_name="public_id")
    columns = ("kind", "title", "authors", "et_al", "container", "year", "volume", "issue", "pages", "doi", "url")
    return [{"id": key, **{name: getattr(found[key], name) for name in columns}} for key in wanted if key in found]


def write(list_page: ListPage, file_format: str, address: str, progress: Progress = _say_nothing) -> bytes:
    """The file of `list_page`. `address`: where the list stands; told in the formats that have a place for it."""
    if file_format == "bib":
        return bibtex.write(sources_of(list_page, progress))
    if file_format == "ris":
        return ris.write(sources_of(list_page, progress))
    columns, lines = table_of(list_page, progress)
    if file_format == "csv":
        return csv.write_lines(columns, lines)
    about = {"MgDB": list_page.words, "address": address, "licence": LICENCE}
    if file_format == "xlsx":
        return xlsx.write_lines(columns, lines, about)
    rows = [dict(zip(columns, line, strict=True)) for line in lines]
    return orjson.dumps({**about, "count": len(rows), "columns": columns, "rows": rows})


def list_page_from(list_type: Any, query: str) -> ListPage:
    """The list that `query` asks for, without its page."""
    data = QueryDict(query, mutable=True)
    data.pop(FORMAT, None)
    return ListPage(list_type, data, with_page=False)
