"""The lists: every record type with the same filters, facets, columns and files."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from mgdb import compare
from mgdb.accounts.addresses import client_address, network
from mgdb.lists import LIST_TYPES, ListPage, downloads, export
from mgdb.search import catch_timeout

from .errors import too_many
from .pages import FRAGMENT, Page, VersionedRequest, public_page

Response = TypeVar("Response", bound=HttpResponseBase)


def list_view(key: str) -> Page:
    """The page of the list `key`; with `format=` the same as a file."""

    @public_page(parameters=None)
    def view(request: VersionedRequest) -> HttpResponseBase:
        with catch_timeout():
            found = ListPage(LIST_TYPES[key], request.GET, token=request.version.token)
            if found.format:
                return _file(request, found)
            part = request.headers.get(FRAGMENT) == "true"
            template = "mgdb/parts/list.html" if part else "mgdb/list.html"
            return render(request, template, {"list": found, "most": compare.MOST, "list_types": LIST_TYPES.values()})

    view.__doc__ = f"{LIST_TYPES[key].title}. {LIST_TYPES[key].lead}"
    return view


def _file(request: HttpRequest, found: ListPage) -> HttpResponseBase:
    """The list as a file; a long one is sent while it is read, or made by a worker, which has a page of its own."""
    address = request.build_absolute_uri(f"{request.path}{found.address(picker=None)}")
    if found.total > export.AT_ONCE:
        if request.method == "HEAD":
            return as_file(HttpResponse(), found.list_type.key, found.format)
        pieces = export.pieces_of(found.file(address), found.list_type.files[found.format], found.query)
        if pieces is not None:
            try:
                response = StreamingHttpResponse(downloads.begin(network(client_address(request)), pieces))
            except downloads.Refused as refused:
                status = 429 if refused.own else 503
                return too_many(request, str(refused), downloads.RETRY_SECONDS, status=status)
            response.has_place = True  # type: ignore[attr-defined]  # read by mgdb/admission.py
            return as_file(response, found.list_type.key, found.format)
        asked = {
            "list": found.list_type.key,
            "format": found.format,
            "question": found.address.query(picker=None),
        }
        return redirect(f"{reverse('export')}?{urlencode(asked)}")
    return attachment(export.write(found, found.format, address), found.list_type.key, found.format)


def attachment(content: bytes, name: str, file_format: str) -> HttpResponse:
    """`content` to be saved under the name of its list."""
    return as_file(HttpResponse(content), name, file_format)


def as_file(response: Response, name: str, file_format: str) -> Response:
    """`response` under the name of its list."""
    chosen = LIST_TYPES[name].files[file_format]
    response["Content-Type"] = chosen.content_type
    response["Content-Disposition"] = f'attachment; filename="mgdb-{name}.{chosen.extension}"'
    return response
