"""What all pages share: finding a record or its tombstone, lists in pages, and the policy for plots."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, cast

from csp.decorators import csp_update
from django.db.models import Manager, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template import loader
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from mgdb import http_cache, review
from mgdb.models import Record
from mgdb.models.base import read_id
from mgdb.presentation import ReportedProblems
from mgdb.projection.leaving_out import NotShown, with_the_rest
from mgdb.public_reading import public_reading
from mgdb.review.history import changes_of
from mgdb.search import InvalidQuery, NotReady, ParameterProblem, quoted, unknown_parameters

from .addresses import address

View = Callable[..., HttpResponseBase]
Page = Callable[..., HttpResponseBase]  # a cached response may be no more than its headers

# A question is repeated in every link of its page: so many characters of it are read, and no page is larger than this.
MOST_OF_QUERY, MOST_BYTES = 4_000, 200_000
FRAGMENT = "HX-Request"  # asks for the part of a page that changes with the question
# plotly.js sets style attributes; pages with a plot allow these, and nothing else.
with_plots = csp_update({"style-src-attr": ["'unsafe-inline'"]})


class VersionedRequest(HttpRequest):
    """A request for a public page that is to be made, with the version of the data that it is made from."""

    version: http_cache.Version


class Gone(Exception):
    """The record was withdrawn; its address says why."""

    def __init__(self, record: Record) -> None:
        self.record = record
        super().__init__(record.public_id)


class Merged(Exception):
    """The record was merged into another, whose id is `into`."""

    def __init__(self, into: str) -> None:
        self.into = into
        super().__init__(into)


def published_or_gone(queryset: QuerySet[Any] | Manager[Any], public_id: str) -> Any:
    """The published record `public_id` of `queryset`.

    Raises Merged for one that was merged into another, Gone for one withdrawn otherwise, Http404 for none.
    """
    known = read_id(public_id)
    rows = queryset.filter(public_id=known, status__in=("published", "withdrawn"))
    record = rows.first() if known else None
    gone = record is None or record.status == "withdrawn"
    if known and gone and (into := review.current_id(queryset.model, known)):
        raise Merged(into)
    if record is None:
        raise Http404(
            f"No {queryset.model.type_name()} has the id {quoted(public_id)}. Ids are never reused: it may be mistyped."
        )
    if record.status == "withdrawn":
        raise Gone(record)
    return record


def below(record: Record) -> dict[str, Any]:
    """What stands below the content of every record's page: what readers reported with it, and its history."""
    return {"reported": ReportedProblems.of(record), "history": changes_of(record, public=True)}


def refuse_long(request: HttpRequest) -> None:
    """Raises InvalidQuery for an address that is too long to stand in the links of a page."""
    length = len(request.META.get("QUERY_STRING", ""))
    if length > MOST_OF_QUERY:
        reason = f"{length} characters; an address of a page has at most {MOST_OF_QUERY}. Ask for less, or by the API."
        raise InvalidQuery([ParameterProblem("question", "", reason)])


def refuse_vast(response: HttpResponseBase, request: HttpRequest) -> None:
    """Raises InvalidQuery where the answer to the parameters of an address is more than is served as a page."""
    if not request.GET or not isinstance(response, HttpResponse) or len(response.content) <= MOST_BYTES:
        return
    if response.get("Content-Type", "").startswith("text/html"):
        reason = f"this page would have more than {MOST_BYTES // 1000} kB; leave out columns, options or values."
        raise InvalidQuery([ParameterProblem("question", "", reason)])


def passing(response: HttpResponse) -> HttpResponse:
    """`response`, of which nobody keeps anything: something that a worker makes is still missing in it."""
    response["Cache-Control"] = "no-store"
    return response


EXPECTED = (Merged, Gone, InvalidQuery, NotReady)


def _made(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """The page; where something that it tells cannot be shown, with the rest of it and a sentence that names it."""

    def make() -> HttpResponseBase:
        return view(request, *args, **kwargs)

    response, sentence = with_the_rest(make, asked=[str(kwargs.get("public_id", ""))], expected=EXPECTED)
    if sentence and isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
        said = loader.render_to_string("mgdb/parts/not_shown.html", {"sentence": sentence})
        response.content = response.content.replace(b"</h1>", b"</h1>" + said.encode(), 1)
    return response


def public_page(*, parameters: Collection[str] | None = (), plots: bool = False) -> Callable[[View], Page]:
    """A page for visitors: read only, tombstones for withdrawn records, refusals for what cannot be answered.

    `parameters` names those that the view reads; others are refused, never ignored (None: the view's own question sees
    to that). With `plots` the policy allows what plotly.js needs. What a view says itself of caching (`passing`) holds.
    """

    def decorate(view: View) -> Page:
        @csrf_exempt  # so that 405 is said, not 403
        @require_safe
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            public_id = kwargs.get("public_id", "")
            if (known := read_id(public_id)) and known != public_id:  # copied from a heading in capitals
                assert request.resolver_match is not None
                where = reverse(request.resolver_match.view_name, kwargs={**kwargs, "public_id": known})
                query = request.META.get("QUERY_STRING", "")
                return redirect(f"{where}{'?' if query else ''}{query}", permanent=True)
            try:
                if parameters is None:
                    refuse_long(request)
                elif problems := unknown_parameters(request.GET, parameters):
                    raise InvalidQuery(problems)
                version, response = http_cache.lookup(request, f"page {request.headers.get(FRAGMENT, '')}")
                if response is None:
                    cast("VersionedRequest", request).version = version
                    response = _made(view, request, *args, **kwargs)
                    refuse_vast(response, request)
                if response.status_code in (200, 304) and not response.has_header("Cache-Control"):
                    version.sign(response)
                    patch_vary_headers(response, [FRAGMENT])
                return response
            except Merged as merged:
                return redirect(address(merged.into), permanent=True)
            except Gone as gone:
                context = {"record": gone.record, "reported": ReportedProblems.of(gone.record)}
                return render(request, "410.html", context, status=410)
            except NotShown as error:  # there is no representation of it at the moment (RFC 9110, 15.5.5)
                return render(request, "404.html", {"reason": str(error), "path": request.path[:200]}, status=404)
            except InvalidQuery as error:
                return render(request, "400.html", {"problems": error.problems}, status=400)
            except NotReady as early:
                answer = render(request, "503.html", {"reason": str(early)}, status=503)
                answer["Retry-After"] = str(early.wait)
                return answer

        return public_reading(with_plots(wrapped) if plots else wrapped)

    return decorate
