"""The address that draws a reader's own data: it answers from the request alone and keeps nothing."""

import csv
import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

pytestmark = pytest.mark.django_db

TABLE = "T (°C);mine (S/cm)\n25;1e-4\n50;3e-4\n75;8e-4\n100;abc"
ARRHENIUS = reverse("own-data", args=["arrhenius"])


def text(response):
    return " ".join(response.content.decode().split()).replace("\u00a0", " ").replace("&nbsp;", " ")


def test_a_table_is_drawn_and_nothing_of_it_is_kept(client):
    client.post(ARRHENIUS, {"text": TABLE})  # what a process reads once
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.post(ARRHENIUS, {"text": TABLE})
    assert all(query["sql"].lstrip().startswith(("SELECT", "SAVEPOINT", "RELEASE")) for query in queries), (
        queries.captured_queries
    )
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    found = text(response)
    assert "3 points of yours are drawn" in found
    assert "Line 5, “100;abc”: “abc” is not a number" in found
    assert "Arrhenius fit" in found
    assert not re.search(r"\bmine\b", text(client.get(reverse("plot", args=["arrhenius"]))))


def test_files_hold_own_data(client):
    rows = list(
        csv.DictReader(
            io.StringIO(client.post(ARRHENIUS, {"text": TABLE, "format": "csv"}).content.decode("utf-8-sig"))
        )
    )
    own = [row for row in rows if row["name"] == "mine"]
    assert [(row["id"], row["material"], row["source"], row["address"]) for row in own] == [
        ("", "", "your own data", "")
    ] * 3
    assert float(own[0]["y: log₁₀ (σ / S cm⁻¹)"]) == -4.0
    figure = json.loads(client.post(ARRHENIUS, {"text": TABLE, "format": "json"}).content)
    assert [one["name"] for one in figure["data"] if (one.get("meta") or {}).get("own")][-1] == "mine"
    script = client.post(ARRHENIUS, {"text": TABLE, "format": "py"}).content.decode()
    assert "OWN = {" in script
    compile(script, "redraw.py", "exec")
    assert b"OWN" not in client.get(reverse("plot", args=["arrhenius"]), {"format": "py"}).content


def test_options_and_filters_of_the_address_hold(client):
    found = text(client.post(f"{ARRHENIUS}?at_celsius=60&form=sigmaT", {"text": TABLE}))
    assert "Your data at 60 °C" in found
    assert "(from σT)" in found
    assert client.post(f"{ARRHENIUS}?at_celsius=x", {"text": TABLE}).status_code == 400
    assert client.post(f"{ARRHENIUS}?no_filter=x", {"text": TABLE}).status_code == 400
    nothing = text(client.post(f"{ARRHENIUS}?q=nothingthatthereis", {"text": TABLE}))
    assert "Nothing is drawn that yours could lie over" in nothing


def test_a_body_that_is_no_form_is_told_what_is_read(client):
    found = text(client.post(ARRHENIUS, '{"text": "25;1"}', content_type="application/json"))
    assert "A form with the field “text”, or a file in “file”, is read here, not application/json" in found


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": ""}, "There is nothing to draw"),
        ({"text": TABLE, "unit_x": "linear|bananas"}, "bananas"),
        ({"text": TABLE, "unit_x": "linear|K"}, "says Temperature (°C), and Temperature (K) is chosen"),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")}, "damaged"),
        ({"file": SimpleUploadedFile("a.xlsx", b'{"x": [1, 2]}')}, "This is JSON, and no table"),
        ({"text": "x" * 1_100_000}, "more than 1 MB"),
        ({"file": SimpleUploadedFile("a.csv", b"<script>;1\n")}, "&lt;script&gt;"),
        ({"text": "1;2\n" * 1600}, "up to 1100 are taken"),
        ({"text": "25 °C;1e-4 S/cm\n" * 1001}, "more than 1000 points"),
        ({"file": SimpleUploadedFile("a.csv", b'"' * 200_000)}, "has 200000 characters; up to 150000 are taken"),
    ],
    ids=["empty", "unit", "contradiction", "workbook", "json", "size", "markup", "lines", "points", "characters"],
)
def test_what_cannot_be_drawn_is_said(client, given, words):
    response = client.post(ARRHENIUS, given)
    assert response.status_code == 200
    assert words in text(response)
    assert len(response.content) < 50_000  # what is too much is not sent back
    assert "data-drawn" not in response.content.decode()


def test_a_plot_of_counts_takes_none_and_says_so(client):
    address = reverse("own-data", args=["coverage"])
    assert "This plot takes no data of your own" in text(client.post(address, {"text": TABLE}))
    assert "data-own" not in client.get(reverse("plot", args=["coverage"])).content.decode()


def test_other_sites_and_other_methods_are_refused(client):
    assert client.post(ARRHENIUS, {"text": TABLE}, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert client.get(ARRHENIUS).status_code == 405
    assert client.post(reverse("own-data", args=["none"]), {"text": TABLE}).status_code == 404
