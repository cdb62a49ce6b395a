"""The policy of responses is django-csp's, whether it is made for each or shared."""

from __future__ import annotations

from csp.decorators import csp_exempt, csp_update
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from mgdb.content_policy import ContentPolicyMiddleware

HEADER = "Content-Security-Policy"


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def with_nonce(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.csp_nonce))  # type: ignore[attr-defined]


def test_every_response_has_the_policy_that_django_csp_gives_it() -> None:
    changed = csp_update({"style-src-attr": ["'unsafe-inline'"]})(plain)
    exempt = csp_exempt()(plain)
    views = [plain, plain, changed, plain, exempt, plain, with_nonce, plain]
    asked: list[HttpRequest] = [RequestFactory().get("/") for _ in views]
    turn = iter(views)
    shared = ContentPolicyMiddleware(lambda request: next(turn)(request))
    for request, view in zip(asked, views, strict=True):
        found = shared(request).get(HEADER, "")
        expected = CSPMiddleware(view)(RequestFactory().get("/")).get(HEADER, "")
        if view is with_nonce:
            assert found.count("'nonce-") == expected.count("'nonce-")
            continue
        assert sorted(found.split("; ")) == sorted(expected.split("; "))
    assert "unsafe-inline" not in str(shared.shared)


def test_a_policy_that_a_response_has_already_stays() -> None:
    middleware = ContentPolicyMiddleware(lambda request: HttpResponse(headers={HEADER: "default-src 'none'"}))
    assert middleware(RequestFactory().get("/"))[HEADER] == "default-src 'none'"
