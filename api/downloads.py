"""A whole list as a file of any length, sent while it is read (mgdb/lists/downloads.py).

The columns of such a file are those that some row has. With each stored answer stands what columns it has (its shape),
so that of each shape one answer is read for these; then all are read once, of the same moment: the finished cells of
their lines, where the file has all members in the usual units.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

import orjson
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from rest_framework.exceptions import Throttled
from rest_framework.request import Request

from api import renderers
from mgdb.accounts.addresses import client_address, network
from mgdb.formats import Scalar, flatten, in_groups
from mgdb.lists import downloads
from mgdb.models import ApiToken
from mgdb.projection import forms
from mgdb.search import Query


def download(view: Any, request: Request, query: Query, names: Sequence[str]) -> HttpResponseBase | None:
    """The file of all rows of `query` with the members `names` (empty: all); None where its format needs all at once.

    Raises Throttled where there is no place for another download.
    """
    renderer = request.accepted_renderer
    if not isinstance(renderer, renderers.TableRenderer) or renderer.file_format.stream is None:
        return None
    write = renderer.file_format.stream
    has_lines = renderer.file_format.cells is not None and not names and not forms.names_unit(query.params)
    columns_of: dict[str, list[str]] = {}  # those of a shape

    def rows(batches: Iterable[Collection[int]]) -> Iterator[dict[str, Scalar]]:
        for keys in batches:
            found = [orjson.loads(answer) for answer in view.answers(keys)]
            for row in view.select_fields(view.convert_units(found, query.params), names):
                yield flatten(row)

    def columns() -> list[str]:
        found: dict[str, None] = {}
        for keys in downloads.keys_of(query):
            shapes, others = view.shapes(keys), []
            for key in keys:
                if not (shape := shapes.get(key, "")):
                    others.append(key)
                elif shape not in columns_of:
                    for row in rows([[key]]):
                        columns_of[shape] = list(row)
                        found |= dict.fromkeys(row)
            found |= dict.fromkeys(name for row in rows([others]) for name in row)
        return in_groups(found)

    def lines(known: list[str]) -> Iterator[Sequence[Scalar] | str]:
        """The rows of the file: those whose cells are stored are put in the order of its columns."""
        ordered = {shape: in_order(own, known) for shape, own in columns_of.items()}
        for keys in downloads.keys_of(query):
            stored = view.file_lines(keys) if has_lines and len(known) > 1 else {}
            if not stored:
                yield from ([row.get(name) for name in known] for row in rows([keys]))
                continue
            for key, cells in stored.items():
                if cells and (order := ordered.get(cells[0])):
                    yield ",".join(order((*cells, "")))
                else:
                    yield from ([row.get(name) for name in known] for row in rows([[key]]))

    def pieces() -> Iterator[bytes]:
        next(downloads.keys_of(query), None)  # what takes too long is refused in time
        yield b""
        known = columns()
        yield from write(known, lines(known))

    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse()
    else:
        try:
            response = StreamingHttpResponse(downloads.begin(client_of(request), pieces))
        except downloads.Refused as refused:
            raise Throttled(downloads.RETRY_SECONDS, str(refused)) from refused
        response.has_place = True  # type: ignore[attr-defined]  # read by mgdb/admission.py
    response["Content-Type"] = renderer.file_format.content_type
    response["Content-Disposition"] = f'attachment; filename="mgdb-{view.basename}.{renderer.file_format.extension}"'
    return response


def in_order(own: Sequence[str], known: Sequence[str]) -> Callable[[Sequence[str]], Sequence[str]]:
    """What takes the cells of a line, the name of its shape first and an empty one last, into the columns `known`, of
    which there are several."""
    place = {name: number for number, name in enumerate(own, start=1)}
    return itemgetter(*(place.get(name, -1) for name in known))


def client_of(request: Request) -> str:
    """Who has one download at a time: a token, else an address."""
    if isinstance(request.auth, ApiToken):
        return f"token {request.auth.pk}"
    return network(client_address(request._request))
