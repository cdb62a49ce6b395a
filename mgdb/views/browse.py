"""The lists: every noun with the same filters, facets, columns and files."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from mgdb import compare
from mgdb.browse import NOUNS, Listing
from mgdb.search import patience

from .pages import page

FRAGMENT = "HX-Request"  # asks for the part of the page that changes with the question


def browse(key: str) -> Callable[..., HttpResponse]:
    """The page of the list `key`."""

    @page(takes=None)
    def view(request: HttpRequest) -> HttpResponse:
        with patience():
            found = Listing(NOUNS[key], request.GET)
            part = request.headers.get(FRAGMENT) == "true"
            template = "mgdb/parts/browse.html" if part else "mgdb/browse.html"
            response = render(request, template, {"list": found, "most": compare.MOST})
        patch_vary_headers(response, [FRAGMENT])
        return response

    view.__doc__ = f"{NOUNS[key].title}. {NOUNS[key].lead}"
    return view
