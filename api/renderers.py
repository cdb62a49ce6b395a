"""The formats of an answer: JSON for programs; for everybody else the files that `mgdb.formats` knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import orjson
from rest_framework.renderers import BaseRenderer

from mgdb.formats import Format, SourcesFormat, Table, TableFormat, licence, taking


class JSONRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, media_type: str | None = None, context: Mapping[str, Any] | None = None) -> bytes:
        return b"" if data is None else orjson.dumps(data)


class FileRenderer(BaseRenderer):
    """A file with rows: those of a list, or the one of a detail. Without pages asked for, it holds all that answer."""

    render_style = "binary"
    file_format: ClassVar[Format]

    def render(self, data: Any, media_type: str | None = None, context: Mapping[str, Any] | None = None) -> bytes | str:
        rows = data["results"] if isinstance(data, Mapping) and "results" in data else [data]
        # An empty file of references has a media type too: DRF takes it from empty bytes, not from an empty text.
        return self.write(rows, (context or {})["view"]) or ""

    def write(self, rows: list[Mapping[str, Any]], view: Any) -> bytes:
        raise NotImplementedError


class TableRenderer(FileRenderer):
    """The rows as the list of the site has them in its files; flattened where there is none, or members are chosen."""

    file_format: ClassVar[TableFormat]

    def write(self, rows: list[Mapping[str, Any]], view: Any) -> bytes:
        if (table := view.table) is None:
            about = {
                "MgDB": view.describe(),
                "address": view.request.build_absolute_uri(),
                "licence": licence.STATEMENT,
            }
            table = Table.flattened(rows, about)
        return self.file_format.write(table)


class SourcesRenderer(FileRenderer):
    """The sources of the rows, each once."""

    file_format: ClassVar[SourcesFormat]

    def write(self, rows: list[Mapping[str, Any]], view: Any) -> bytes:
        return self.file_format.write(view.sources_of(rows))


def _renderers(base: type[FileRenderer], formats: Iterable[Format]) -> tuple[type[FileRenderer], ...]:
    """A renderer for each format; the API's own JSON comes before a file of that name."""
    return tuple(
        type(
            f"{base.__name__}_{one.key}",
            (base,),
            {
                "file_format": one,
                "format": one.key,
                "media_type": one.media_type,
                "charset": one.charset or None,
            },
        )
        for one in formats
        if one.key != JSONRenderer.format
    )


Renderers = tuple[type[BaseRenderer], ...]
JSON_ONLY: Renderers = (JSONRenderer,)
TABLE: Renderers = (JSONRenderer, *_renderers(TableRenderer, taking(TableFormat).values()))
WITH_SOURCES: Renderers = (*TABLE, *_renderers(SourcesRenderer, taking(SourcesFormat).values()))
FILE_FORMATS = tuple(one.format for one in WITH_SOURCES[1:])
