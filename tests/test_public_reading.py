"""What anybody may read takes a short way, and is the same as by the long one."""

from __future__ import annotations

from types import SimpleNamespace
from unittest import mock

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from mgdb import data_version, http_cache
from mgdb.models import Material
from mgdb.public_reading import PublicReadingMiddleware, public_reading

ADDRESSES = [
    "/",
    "/measurements/",
    "/measurements/?page=99999",
    "/materials/?format=csv",
    "/materials/?colour=red",
    "/compare/defect-engineered-cathodes/",
    "/compare/there-is-none/",
    "/plots/arrhenius/",
    "/plots/nothing/",
    "/materials/mat-0000000/",
    "/vocabulary/",
    "/api/v1/materials/?page_size=2",
    "/api/v1/materials/?format=csv&page_size=2",
    "/api/v1/materials/mat-0000000/",
    "/api/v1/materials/?colour=red",
]


@pytest.fixture
def client(db: None) -> Client:
    return Client(raise_request_exception=False)


def headers_of(response: HttpResponse) -> dict[str, object]:
    """All headers but how many requests are left; the parts of a policy have no order."""
    found: dict[str, object] = {name: value for name, value in response.items() if name != "RateLimit"}
    return found | {"Content-Security-Policy": sorted(response["Content-Security-Policy"].split("; "))}


@pytest.mark.sampled(15)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_both_ways_lead_to_the_same(client: Client, monkeypatch: pytest.MonkeyPatch, address: str, method: str) -> None:
    http_cache.clear()
    short = client.generic(method, address)
    http_cache.clear()
    monkeypatch.setattr(PublicReadingMiddleware, "match", lambda self, path: None)
    long = client.generic(method, address)
    assert (short.status_code, short.content) == (long.status_code, long.content)
    assert headers_of(short) == headers_of(long)


def test_pages_of_records_take_the_short_way(client: Client) -> None:
    public_id = Material.objects.published().values_list("public_id", flat=True).first()
    middleware = PublicReadingMiddleware(lambda request: HttpResponse("the long way"))
    for address in ("/", "/materials/", f"/materials/{public_id}/", f"/api/v1/materials/{public_id}/"):
        assert middleware(RequestFactory().get(address)).content != b"the long way"
    assert set(middleware.matches) == {"/", "/materials/"}, "what is remembered does not grow with what is asked"


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/admin/", {}),
        ("/problems/report/mat-0000000/", {}),
        ("/exports/", {}),
        ("/api/v1/drafts/", {}),
        ("/healthz", {}),
        ("/nowhere/", {}),
        ("/materials/", {"Authorization": "Token x"}),
        ("/materials/", {"Cookie": "mgdb_session_8000=x"}),
    ],
)
def test_whatever_is_for_accounts_or_forms_goes_the_whole_way(settings, address: str, sent: dict[str, str]) -> None:
    settings.SESSION_COOKIE_NAME = "mgdb_session_8000"
    whole: list[HttpRequest] = []

    def long(request: HttpRequest) -> HttpResponse:
        whole.append(request)
        return HttpResponse()

    PublicReadingMiddleware(long)(RequestFactory().get(address, headers=sent))
    assert len(whole) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("reads_version", [True, False])
def test_the_version_is_read_before_what_a_view_makes_its_response_from(
    monkeypatch: pytest.MonkeyPatch, reads_version: bool
) -> None:
    seen: list[bool] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(hasattr(request, "data_version"))
        return HttpResponse()

    func = public_reading(view, reads_version=reads_version)
    match = SimpleNamespace(func=func, args=(), kwargs={}, route="")
    monkeypatch.setattr(PublicReadingMiddleware, "match", lambda self, path: match)
    PublicReadingMiddleware(view)(RequestFactory().get("/"))
    monkeypatch.setattr(PublicReadingMiddleware, "match", lambda self, path: None)
    PublicReadingMiddleware(view)(RequestFactory().get("/"))
    assert seen == [not reads_version, True]


def test_without_a_database_a_view_is_asked_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    with (
        mock.patch.object(data_version, "current", side_effect=OperationalError("gone")),
        mock.patch.object(http_cache, "connection", mock.Mock(in_atomic_block=False)),
    ):
        response = PublicReadingMiddleware(lambda request: HttpResponse(status=418))(RequestFactory().get("/nowhere/"))
    assert response.status_code == 418
    assert "cannot be read" in caplog.text
