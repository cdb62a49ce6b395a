"""A whole list as a file of any length, sent while it is read (mgdb/lists/downloads.py).

It is the file of the site's list. Of chosen members, and where there is no list, the columns are those that some row
has. With each stored answer stands what columns it has (its shape), so that of each shape one answer is read for these;
then all are read once, of the same moment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

import orjson
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from rest_framework.exceptions import Throttled
from rest_framework.request import Request

from api import renderers
from mgdb.accounts.addresses import client_address, network
from mgdb.formats import Scalar, flatten, in_groups
from mgdb.lists import downloads, export
from mgdb.models import ApiToken
from mgdb.search import Query


def download(view: Any, request: Request, query: Query, names: Sequence[str]) -> HttpResponseBase | None:
    """The file of all rows of `query` with the members `names` (empty: all); None where its format needs all at once.

    Raises Throttled where there is no place for another download.
    """
    renderer = request.accepted_renderer
    if not isinstance(renderer, renderers.TableRenderer) or renderer.file_format.stream is None:
        return None
    write = renderer.file_format.stream

    def rows(batches: Iterable[Collection[int]]) -> Iterator[dict[str, Scalar]]:
        for keys in batches:
            found = [orjson.loads(answer) for answer in view.answers(keys)]
            for row in view.select_fields(view.convert_units(found, query.params), names):
                yield flatten(row)

    def columns() -> list[str]:
        found: dict[str, None] = {}
        known: set[str] = set()  # shapes whose columns are found
        for keys in downloads.keys_of(query):
            shapes, others = view.shapes(keys), []
            for key in keys:
                if not (shape := shapes.get(key, "")):
                    others.append(key)
                elif shape not in known:
                    known.add(shape)
                    found |= dict.fromkeys(name for row in rows([[key]]) for name in row)
            found |= dict.fromkeys(name for row in rows([others]) for name in row)
        return in_groups(found)

    def pieces() -> Iterator[bytes]:
        next(downloads.keys_of(query), None)  # what takes too long is refused in time
        yield b""
        known = columns()
        yield from write(known, ([row.get(name) for name in known] for row in rows(downloads.keys_of(query))))

    made: Callable[[], Iterator[bytes]] | None = pieces
    if (file := view.list_file(request, query.params, names)) is not None:
        made = export.pieces_of(file, renderer.file_format, query)
    if made is None:
        return None
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse()
    else:
        try:
            response = StreamingHttpResponse(downloads.begin(client_of(request), made))
        except downloads.Refused as refused:
            raise Throttled(downloads.RETRY_SECONDS, str(refused)) from refused
        response.has_place = True  # type: ignore[attr-defined]  # read by mgdb/admission.py
    response["Content-Type"] = renderer.file_format.content_type
    response["Content-Disposition"] = f'attachment; filename="mgdb-{view.basename}.{renderer.file_format.extension}"'
    return response


def client_of(request: Request) -> str:
    """Who has one download at a time: a token, else an address."""
    if isinstance(request.auth, ApiToken):
        return f"token {request.auth.pk}"
    return network(client_address(request._request))
