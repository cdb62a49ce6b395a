"""Responses compressed for whoever asks for it.

A page that carries a secret (the token of a form, the curators' site) is sent as it is: what a stranger can make it
repeat would let him measure the secret by the length of the response (BREACH). Of all others Django pads the length at
random besides. Entity tags are weak, so that the two forms of a response share one; `Vary` keeps caches from mixing
them, on a 304 too. What nobody may store, as the drafts of the API, has one form and keeps its strong tag: only such a
tag says to `If-Match` what is to be changed (RFC 9110, section 13.1.1).
"""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

ADMIN = "/admin/"
COMPRESSIBLE = re.compile(
    r"text/|application/(?:.*[+/])?(?:json|xml|yaml|javascript|x-bibtex|x-research-info-systems)\b"
)
_CODING = re.compile(r"\s*(?P<name>[\w*-]+)\s*(?:;\s*q\s*=\s*(?P<q>[01](?:\.\d{0,3})?)\s*)?")


def wants_gzip(accept_encoding: str) -> bool:
    """Whether the header wants gzip at least as much as no compression (RFC 9110, section 12.5.3).

    Worked: "gzip, br" → True; "gzip;q=0" → False; "gzip;q=0.5, identity" → False; "*" → True; "" → False.
    """
    wanted: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        if found := _CODING.fullmatch(part):
            wanted[found["name"]] = float(found["q"] or 1)
    gzip = wanted.get("gzip", wanted.get("x-gzip", wanted.get("*", 0.0)))
    return gzip > 0 and gzip >= wanted.get("identity", 0.0)


class CompressionMiddleware(GZipMiddleware):
    """Django's, but by the q values of `Accept-Encoding`, and never where a response carries a secret."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(ADMIN) or getattr(response, "cookies", None):
            return response  # a form's token comes with its cookie
        if "no-store" in response.get("Cache-Control", ""):
            return response
        if response.status_code != 304 and not COMPRESSIBLE.match(response.get("Content-Type", "")):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if not wants_gzip(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            return response
        request.META["HTTP_ACCEPT_ENCODING"] = "gzip"  # decided here; Django looks for the word alone
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed
