"""Pages of a list: `{count, next, previous, results}` with absolute addresses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from django.http import QueryDict
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination
from rest_framework.request import Request

from mgdb.http_cache import address_of
from mgdb.search import ParameterError, ParameterProblem
from mgdb.search.parameters import Integer

from .renderers import FILE_FORMATS

PAGE, SIZE = "page", "page_size"
DEFAULT_SIZE, MOST = 50, 1000
MOST_PAGES = 10**9 - 1
# A file without pages holds every row that answers, up to here.
MOST_IN_FILE = 10_000
ABOUT = {
    PAGE: "Number of the page, from 1.",
    SIZE: f"Rows of a page, from 1 to {MOST}; {DEFAULT_SIZE} when not given. A file ({', '.join(FILE_FORMATS)}) "
    f"without `page` and `page_size` holds all rows, up to {MOST_IN_FILE}; csv however many there are.",
}


@dataclass(frozen=True)
class Page:
    """Which rows of a list are asked for."""

    number: int = 1
    size: int = DEFAULT_SIZE
    asked: bool = False

    @property
    def start(self) -> int:
        return (self.number - 1) * self.size

    def slice(self, count: int) -> slice:
        """The rows of this page among `count`. Raises NotFound beyond the last page."""
        last = max(1, math.ceil(count / self.size))
        if self.number > last:
            raise NotFound(f"There is no page {self.number}: with {self.size} rows a page the last is page {last}.")
        return slice(self.start, self.start + self.size)


def read_page(data: QueryDict) -> tuple[Page, list[ParameterProblem]]:
    """The page asked for in `data`, and what is wrong with the asking."""
    read: dict[str, int] = {}
    problems = []
    for name, most in ((PAGE, MOST_PAGES), (SIZE, MOST)):
        try:
            value = Integer(1, most).clean(data.getlist(name)[-1:])  # one: `unknown_parameters`
        except ParameterError as error:
            problems.append(ParameterProblem(name, str(data.get(name, ""))[:40], error.reason))
        else:
            if value is not None:
                read[name] = value
    return Page(read.get(PAGE, 1), read.get(SIZE, DEFAULT_SIZE), bool(read)), problems


def at_page(address: str, number: int) -> str:
    """`address` with that number of the page.

    Worked: "…/?page=2&ion=Mg", 3 → "…/?ion=Mg&page=3".
    """
    path, _, query = address.partition("?")
    others = [part for part in query.split("&") if part and unquote_plus(part.partition("=")[0]) != PAGE]
    return f"{path}?{'&'.join([*others, f'{PAGE}={number}'])}"


def envelope(request: Request, page: Page, count: int, results: list[Any], hints: Sequence[str] = ()) -> dict[str, Any]:
    """The answer of a list; `hints` say what else may have been meant, and what is not shown."""
    address = address_of(request._request)
    has_next = page.start + page.size < count
    return {
        "count": count,
        "next": at_page(address, page.number + 1) if has_next else None,
        "previous": at_page(address, page.number - 1) if page.number > 1 else None,
        "results": results,
        **({"hints": list(hints)} if hints else {}),
    }


class Pages(BasePagination):
    """Describes the pages to the OpenAPI schema; `read_page` and `envelope` do the work."""

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "minimum": 0, "description": "Rows that answer, on all pages."},
                "next": link | {"description": "Address of the next page; null on the last."},
                "previous": link | {"description": "Address of the page before; null on the first."},
                "results": schema,
                "hints": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "What else the numbers asked for may have meant; which rows cannot be shown.",
                },
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        limits = {
            PAGE: {"minimum": 1, "maximum": MOST_PAGES},
            SIZE: {"minimum": 1, "maximum": MOST, "default": DEFAULT_SIZE},
        }
        return [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": about,
                "schema": {"type": "integer", **limits[name]},
            }
            for name, about in ABOUT.items()
        ]
