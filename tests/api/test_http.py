"""Conditional requests, methods, errors, rate limits, other origins."""

import json
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.db import OperationalError
from django.test import Client

from api.throttling import AnonymousLimit, UserLimit
from mgdb import review
from mgdb.accounts import tokens
from mgdb.models import Material
from mgdb.projection import forms
from tests.search.rows import material, measure

pytestmark = pytest.mark.django_db
LIST = "measurements/?page_size=2"
ADDRESSES = ["", "measurements/", "materials/", "properties/", "properties/voltage/", "plots/", "schema/"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_what_the_client_has_is_not_sent_again(path, get):
    first = get(path)
    assert first["ETag"].startswith('W/"')
    assert first["Last-Modified"].endswith("GMT")
    again = get(path, 304, headers={"if-none-match": first["ETag"]})
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert get(path, 304, headers={"if-modified-since": first["Last-Modified"]}).content == b""
    assert get(path, headers={"if-none-match": 'W/"another"'}).content == first.content


def test_a_change_of_any_part_changes_the_tag(get):
    row = measure(material(), "77", conditions={"temperature": "25 °C"})
    tags = [get(LIST)["ETag"]]
    changes = [
        lambda: row.material.names.create(name="a name"),
        lambda: row.conditions.update(printed="26 °C"),
        lambda: row.reports.update(printed_value="78"),
        lambda: row.flags.create(code="unit", severity="note", reason="why"),
        lambda: Material.objects.filter(pk=row.material_id).update(name="renamed"),
        lambda: row.flags.all().delete(),
    ]
    for change in changes:
        change()
        tags.append(get(LIST)["ETag"])
    assert len(set(tags)) == len(tags)


def test_a_cached_answer_is_never_an_old_one(get):
    row = measure(material(name="before"), "77")
    path = f"measurements/{row.public_id}/"
    assert get(path).data["material"]["name"] == "before"
    assert get(path).content == get(path).content
    Material.objects.filter(pk=row.material_id).update(name="after")
    assert get(path).data["material"]["name"] == "after"


def test_a_cached_answer_is_the_whole_answer(get):
    path = "materials/?format=csv"
    fresh = get(path)
    cached = get(path)
    assert cached.content == fresh.content
    for name in ("Content-Type", "Content-Disposition", "ETag", "Last-Modified", "Vary", "Cache-Control"):
        assert cached[name] == fresh[name]
    assert "RateLimit" in cached.headers


def test_formats_and_questions_have_tags_of_their_own(get):
    paths = ["materials/", "materials/?format=csv", "materials/?page_size=3", "phases/"]
    assert len({get(path)["ETag"] for path in paths}) == len(paths)


def test_a_head_request_has_the_headers_alone(get):
    answer = Client().head(f"/api/v1/{LIST}")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == get(LIST)["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["measurements/", "measurements/mea-0000000/", "properties/", "", "schema/"])
def test_writing_is_answered_with_405(method, path):
    answer = getattr(Client(), method)(f"/api/v1/{path}", data="{}", content_type="application/json")
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert set(answer["Allow"].replace(" ", "").split(",")) == {"GET", "HEAD", "OPTIONS"}


def test_a_withdrawn_record_says_why(get):
    row = measure(material(), "77")
    review.withdraw(row, "The unit was misread.", by=review.OPERATOR, seen=row.revision)
    problem = get(f"measurements/{row.public_id}/", 410).data
    assert problem["reason"] == "The unit was misread."
    assert problem["type"] == "urn:mgdb:problem:withdrawn"
    assert row.public_id not in get("measurements/?page_size=1000&fields=id").content.decode()


def test_a_draft_is_not_there(get):
    row = measure(material(), "77")
    type(row).objects.filter(pk=row.pk).update(status="draft")
    get(f"measurements/{row.public_id}/", 404)


def test_a_defect_is_withdrawn_with_its_material(get):
    subject = material()
    defect = subject.defects.create(kind="anion_vacancy", species="O")
    assert get(f"defects/{defect.public_id}/").data["material"]["id"] == subject.public_id
    review.withdraw(subject, "Entered twice.", by=review.OPERATOR, seen=subject.revision)
    assert get(f"defects/{defect.public_id}/", 410).data["reason"] == "Entered twice."


def test_a_wrong_token_is_a_401_and_a_right_one_reads(get):
    wrong = get(LIST, 401, headers={"authorization": "Token nonsense"})
    assert wrong["WWW-Authenticate"] == "Token"
    assert wrong["Content-Type"] == "application/problem+json"
    _, text = tokens.make(get_user_model().objects.create(username="reader"), "a script", [], 30)
    get(LIST, headers={"authorization": f"Token {text}"})


def test_an_unacceptable_format_is_a_406(get):
    answer = get(LIST, 406, headers={"accept": "image/png"})
    assert answer["Content-Type"] == "application/problem+json"
    assert get(f"{LIST}&format=csv", headers={"accept": "text/html"})["Content-Type"].startswith("text/csv")


def test_a_failure_is_a_plain_500_and_is_logged(get, caplog):
    with mock.patch.object(forms, "bodies", side_effect=RuntimeError("secret detail")):
        answer = Client(raise_request_exception=False).get(f"/api/v1/{LIST}")
    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert b"secret" not in answer.content
    assert "secret detail" in caplog.text


def test_a_silent_database_is_a_503(get):
    with mock.patch.object(forms, "bodies", side_effect=OperationalError("gone")):
        answer = Client().get(f"/api/v1/{LIST}")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_an_error_of_django_itself_is_reported_in_the_same_shape():
    answer = Client(headers={"host": "elsewhere.example"}).get(f"/api/v1/{LIST}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(("limit", "scope"), [(AnonymousLimit, "anon"), (UserLimit, "user")])
def test_too_many_requests_are_refused_for_a_while(limit, scope, get, monkeypatch):
    headers = {}
    if scope == "user":
        _, text = tokens.make(get_user_model().objects.create(username="hasty"), "a script", [], 30)
        headers = {"authorization": f"Token {text}"}
    monkeypatch.setattr(limit, "rate", "3/min", raising=False)
    now = [1_000_000.0]
    monkeypatch.setattr(limit, "timer", lambda self: now[0])
    left = [get(LIST, headers=headers)["RateLimit"] for _ in range(3)]
    assert [text.split(";")[1] for text in left] == ["r=2", "r=1", "r=0"]
    refused = get(LIST, 429, headers=headers)
    assert refused["RateLimit-Policy"] == f'"{scope}";q=3;w=60'
    assert 0 < int(refused["Retry-After"]) <= 61
    assert refused["Content-Type"] == "application/problem+json"
    now[0] += 60
    get(LIST, headers=headers)


def test_addresses_are_counted_apart(get, monkeypatch):
    monkeypatch.setattr(AnonymousLimit, "rate", "1/min", raising=False)
    get(LIST, REMOTE_ADDR="192.0.2.1")
    get(LIST, 429, REMOTE_ADDR="192.0.2.1")
    get(LIST, REMOTE_ADDR="192.0.2.2")
    # not behind our proxy, nobody is believed who says to speak for another
    get(LIST, 429, REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="198.51.100.7")
    caches["throttle"].clear()


def test_behind_our_proxy_the_clients_network_is_counted(get, monkeypatch, settings):
    monkeypatch.setattr(AnonymousLimit, "rate", "1/min", raising=False)
    settings.TRUSTED_PROXIES = 1
    get(LIST, HTTP_X_FORWARDED_FOR="2001:db8:1:2::1")
    get(LIST, 429, HTTP_X_FORWARDED_FOR="198.51.100.7, 2001:db8:1:2::9")
    get(LIST, HTTP_X_FORWARDED_FOR="2001:db8:1:3::1")


@pytest.mark.parametrize("path", [LIST, "nothing/", "measurements/?page=0"])
def test_other_sites_may_read_without_credentials(path):
    answer = Client().get(f"/api/v1/{path}", headers={"origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "ETag" in answer["Access-Control-Expose-Headers"]


def test_a_preflight_allows_reading_alone():
    asked = {"origin": "https://elsewhere.example", "access-control-request-method": "GET"}
    answer = Client().options(f"/api/v1/{LIST}", headers=asked)
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_reading_sets_no_cookie_and_asks_for_none(get):
    answer = get(LIST)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_options_describe_an_address():
    answer = Client().options("/api/v1/measurements/")
    assert answer.status_code == 200
    assert "application/json" in json.loads(answer.content)["renders"]
