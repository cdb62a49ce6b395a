"""How programs find what is here: robots.txt, the sitemap, feeds."""

from __future__ import annotations

import html
import re
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import resolve
from lxml import etree

from mgdb.lists import LIST_TYPES
from mgdb.models import Comparison, Defect, Measurement
from mgdb.records import RECORD_TYPES
from mgdb.views import discovery
from mgdb.views.addresses import address
from tests.review.people import published_value

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


def read(path: str) -> etree._Element:
    response = Client().get(path)
    assert response.status_code == 200, response.content[:500]
    return etree.fromstring(response.content)


def places(path: str) -> list[str]:
    return [urlsplit(one.text or "")._replace(scheme="", netloc="").geturl() for one in read(path).iter(f"{MAP}loc")]


def test_robots_are_kept_from_questions_and_led_to_the_sitemap():
    lines = Client().get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /admin/", "Disallow: /*?", "Sitemap: http://testserver/sitemap.xml"} <= set(lines)


def test_the_sitemap_leads_to_every_published_record_and_every_page_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(discovery.RecordSitemap, "limit", 400)  # several files of a section
    parts = places("/sitemap.xml")
    assert "/sitemap-measurements.xml?p=2" in parts
    found = [place for part in parts for place in places(part)]
    assert len(found) == len(set(found))
    public = {
        address(one)
        for record_type in RECORD_TYPES
        if not record_type.part_of and record_type.model is not Comparison
        for one in record_type.model._default_manager.published().values_list("public_id", flat=True)
    }
    assert public <= set(found)
    pages = set(found) - public
    assert {"/", "/measurements/", "/plots/arrhenius/"} <= pages
    assert all(resolve(page) for page in pages)


def test_the_sitemap_names_no_draft():
    Measurement.objects.filter(status="published").update(status="draft")
    assert places("/sitemap-measurements.xml") == []


def test_a_page_of_the_sitemap_that_there_is_not_is_not_found():
    assert [Client().get(path).status_code for path in ("/sitemap-drafts.xml", "/sitemap-measurements.xml?p=99")] == [
        404
    ] * 2


def test_a_feed_has_what_was_changed_last_of_the_rows_that_answer_its_question():
    value = published_value()
    root = read(f"/feeds/measurements/?property={value.property_key}")
    entries = root.findall(f"{ATOM}entry")
    assert entries[0].findtext(f"{ATOM}id") == f"http://testserver{address(value.public_id)}"
    updated = [datetime.fromisoformat(one.findtext(f"{ATOM}updated") or "") for one in entries]
    assert updated == sorted(updated, reverse=True)
    assert len(entries) <= discovery.ENTRIES
    assert value.material is not None
    assert value.material.name_unicode in (entries[0].findtext(f"{ATOM}title") or "")
    (page,) = [one.get("href") for one in root.findall(f"{ATOM}link") if one.get("rel") == "alternate"]
    assert page == f"http://testserver/measurements/?property={value.property_key}"


@pytest.mark.sampled(4)
@pytest.mark.parametrize("key", discovery.FEEDS)
def test_every_list_that_leads_to_a_feed_has_one(key: str):
    html = Client().get(f"/{key}/").content.decode()
    assert f'href="/feeds/{key}/"' in html.split("</head>")[1]
    [link] = re.findall(r"<link[^>]*application/atom[^>]*>", html.split("</head>")[0])
    assert f'href="/feeds/{key}/"' in link
    for entry in read(f"/feeds/{key}/").iter(f"{ATOM}entry"):
        assert entry.findtext(f"{ATOM}title")


def test_a_question_that_cannot_be_answered_has_no_feed():
    response = Client().get("/feeds/measurements/?property=nothing")
    assert response.status_code == 400
    assert "property" in response.content.decode()
    assert Client().get("/feeds/nothing/").status_code == 404


def test_every_list_of_the_site_has_a_feed():
    assert set(discovery.FEEDS) == set(LIST_TYPES)


def test_a_defect_is_new_with_its_specimen():
    root = read("/feeds/defects/?kind=anion_vacancy")
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    defect = Defect.objects.get(public_id=(entry.findtext(f"{ATOM}id") or "").rstrip("/").rpartition("/")[2])
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "") == defect.material.revised_at


@pytest.mark.parametrize("path", ["/", "/plots/rate/", "/pairs/pai-bazdpxg/", "/materials/?role=cathode"])
def test_a_page_that_is_shared_says_what_it_is_of_and_where(path: str):
    text = Client().get(path).content.decode()
    told = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):\w+)"\s+content="([^"]*)"', text))
    assert told.keys() >= {"og:title", "og:type", "og:image", "og:url", "og:description", "twitter:card"}
    assert urlsplit(html.unescape(told["og:url"]))._replace(scheme="", netloc="").geturl() == path
    assert told["og:title"]
    assert told["og:description"]
