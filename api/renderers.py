"""The formats of an answer: JSON for programs, CSV and XLSX for spreadsheets, BibTeX for reference lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer

from mgdb.formats import bibtex, csv, xlsx

LICENCE = "CC BY 4.0 (data); cite the primary sources"


class JSONRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, media_type: str | None = None, context: Mapping[str, Any] | None = None) -> bytes:
        return b"" if data is None else orjson.dumps(data)


class FileRenderer(BaseRenderer):
    """A file with rows: those of a list, or the one of a detail. Without pages asked for, it holds all that answer."""

    charset = None
    render_style = "binary"

    def render(self, data: Any, media_type: str | None = None, context: Mapping[str, Any] | None = None) -> bytes:
        rows = data["results"] if isinstance(data, Mapping) and "results" in data else [data]
        return self.write(rows, (context or {})["view"])

    def write(self, rows: list[Mapping[str, Any]], view: Any) -> bytes:
        raise NotImplementedError


class CSVRenderer(FileRenderer):
    media_type = csv.MEDIA_TYPE
    format = "csv"
    charset = "utf-8"

    def write(self, rows: list[Mapping[str, Any]], view: Any) -> bytes:
        return csv.write(rows)


class XLSXRenderer(FileRenderer):
    media_type = xlsx.MEDIA_TYPE
    format = "xlsx"

    def write(self, rows: list[Mapping[str, Any]], view: Any) -> bytes:
        return xlsx.write(
            rows,
            {"MgDB": view.describe(), "address": view.request.build_absolute_uri(), "licence": LICENCE},
        )


class BibTeXRenderer(FileRenderer):
    """The sources of the rows, each once."""

    media_type = bibtex.MEDIA_TYPE
    format = "bib"
    charset = "utf-8"

    def write(self, rows: list[Mapping[str, Any]], view: Any) -> bytes:
        return bibtex.write(view.sources_of(rows))


JSON_ONLY = (JSONRenderer,)
TABLE = (JSONRenderer, CSVRenderer, XLSXRenderer)
WITH_SOURCES = (*TABLE, BibTeXRenderer)
