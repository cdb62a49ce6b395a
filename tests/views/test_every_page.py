"""What holds for each page: status, policy, size, queries, no inline style or script."""

import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client

from mgdb import plots
from mgdb.lists import LIST_TYPES
from mgdb.models import Comparison, Flag, Material, Measurement
from mgdb.records import RECORD_TYPES
from mgdb.views.addresses import address
from tests.house.test_no_raw_tex import raw
from tests.records.examples import fill_gaps
from tests.statements import statements

pytestmark = pytest.mark.django_db

PLAIN = [
    "/",
    "/search/",
    "/search/?q=VS4",
    "/search/?q=oxygen+vacncy",
    "/vocabulary/",
    "/methods/",
    "/data/",
    "/about/",
]
LISTS = [f"/{key}/" for key in LIST_TYPES]
PLOTS = ["/plots/", *(f"/plots/{slug}/" for slug in plots.plots())]
MOST_QUERIES = 12
PLOT_POLICY = "style-src-attr 'unsafe-inline'"


class Page(HTMLParser):
    """What a page must not have, and how its parts hang together."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.ids: list[str] = []
        self.labelled: list[str] = []
        self.inputs: list[dict[str, str | None]] = []
        self.tags: list[str] = []
        self.outside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.bad += [f"<{tag} {name}>" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and not given.get("src") and "json" not in (given.get("type") or "")):
            self.bad.append(f"inline <{tag}>")
        for name in ("src", "href", "action"):
            value = given.get(name) or ""
            if (
                tag in ("script", "img", "link", "form") and re.match(r"(https?:)?//", value)
            ) or "javascript:" in value:
                self.outside.append(value)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "label":
            self.labelled.append(given.get("for") or "")
        if tag in ("input", "select") and given.get("type") != "hidden":
            self.inputs.append(given)


def addresses():
    yield from PLAIN + LISTS + PLOTS + ["/compare/"]


def check(response):
    text = response.content.decode()
    page = Page(text)
    assert response.status_code == 200
    assert page.bad == []
    assert page.outside == []
    assert len(page.ids) == len(set(page.ids)), [name for name in page.ids if page.ids.count(name) > 1]
    assert page.tags.count("h1") == page.tags.count("main") == 1
    assert all(field.get("aria-label") or field.get("id") in page.labelled for field in page.inputs)
    assert len(response.content) < 200_000
    assert 'href="#main"' in text
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src" not in policy
    assert (PLOT_POLICY in policy) == ("data-plot=" in text or policy.endswith(PLOT_POLICY))
    assert "unsafe-inline" not in policy.replace(PLOT_POLICY, "")


@pytest.mark.sampled(10)
@pytest.mark.parametrize("path", list(addresses()))
def test_a_page_answers_keeps_the_policy_and_needs_few_queries(client, path):
    with statements(most=MOST_QUERIES):
        response = client.get(path)
    check(response)


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=[pytest.mark.long, pytest.mark.timeout(600)])])
@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda record_type: record_type.name)
def test_every_record_has_a_page_at_its_id(record_type, every, client):
    """And none of them shows TeX as it was typed."""
    rows = record_type.model._default_manager.published().order_by("pk")
    if rows.count() < 3:
        fill_gaps()
    assert rows
    for row in rows if every else rows[:2]:
        response = client.get(address(row.public_id), follow=True)
        check(response)
        assert raw(response) == [], row.public_id


@pytest.mark.parametrize("kind", ["material", "cell", "source"])
def test_a_value_says_what_is_doubted_of_what_it_rests_on(kind, client):
    value = Measurement.objects.published().filter(cell__isnull=False, material__isnull=True).order_by("pk")[0]
    if kind == "material":
        value = Measurement.objects.published().filter(material__isnull=False).order_by("pk")[0]
    doubted = getattr(value, kind)
    Flag.objects.create(
        **{kind: doubted}, code="other", severity="caution", reason="It may not be what it is said to be."
    )
    page = client.get(address(value.public_id))
    check(page)
    assert "It may not be what it is said to be." in page.content.decode()


def test_every_comparison_has_a_page(client, db, some):
    found = Comparison.objects.published()
    assert found
    for comparison in some(found, 4):
        with statements(most=MOST_QUERIES):
            response = client.get(f"/compare/{comparison.slug}/")
        check(response)


def test_only_pages_with_a_plot_allow_style_attributes(client, modified):
    assert PLOT_POLICY in client.get("/plots/rate/")["Content-Security-Policy"]
    assert PLOT_POLICY not in client.get("/materials/")["Content-Security-Policy"]


def test_the_page_of_any_material_needs_at_most_twelve_queries(client, modified):
    # those with most parts, of every role
    told = Material.objects.published().annotate(
        parts=Count("defects", distinct=True) + Count("modifications", distinct=True) + Count("names", distinct=True)
        + Count("factors", distinct=True) + Count("cells_as_electrolyte", distinct=True)
    ).order_by("-parts")  # fmt: skip
    for found in [modified, *told.with_role("cathode")[:5], *told.with_role("electrolyte")[:5]]:
        with statements(most=MOST_QUERIES):
            assert client.get(address(found.public_id)).status_code == 200


def test_reading_writes_nothing_and_sets_no_cookie(client, modified, django_capture_on_commit_callbacks):
    with statements() as queries:
        responses = [client.get(path) for path in ("/", address(modified.public_id), "/compare/", "/measurements/")]
    assert not any(response.cookies for response in responses)
    reading = ("SELECT", "WITH BASE AS MATERIALIZED (SELECT", "WITH NEWEST AS ((SELECT", "SET STATEMENT_TIMEOUT = ")
    assert queries
    assert all(text.lstrip("( \n").upper().startswith(reading) for text in queries)


@pytest.mark.parametrize(
    "path", ["/", "/materials/", "/compare/", "/search/", "/search/suggestions/", "/plots/arrhenius/", "/healthz"]
)
def test_a_page_is_read_only(path):
    """Which is said also where no token of a form is sent."""
    asked = Client(enforce_csrf_checks=True)
    for method in ("post", "put", "delete", "patch"):
        answer = getattr(asked, method)(path)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD"), (method, path)


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_a_page_with_a_form_says_first_what_is_no_method_of_it(method):
    answer = getattr(Client(enforce_csrf_checks=True), method)("/exports/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")


def test_a_form_without_its_token_is_refused():
    form = {"list": "cathodes", "format": "csv", "question": ""}
    assert Client(enforce_csrf_checks=True).post("/exports/", form).status_code == 403


def test_what_the_public_reads_may_come_from_a_replica(client, some):
    """Which takes no writes."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    models = [record_type.model for record_type in RECORD_TYPES if not record_type.part_of]
    records = [address(row.public_id) for model in models if (row := model.objects.published().first())]
    files = ["/measurements/?property=voltage&format=csv", "/api/v1/cathodes/?format=csv", "/api/v1/measurements/"]
    for path in some([*PLAIN, *LISTS, *PLOTS, *records, *files, "/compare/", "/healthz"], 14):
        assert client.get(path, follow=True).status_code == 200, path


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/materials/?ordering=" + "name,year," * 200, "at most 8"),
        ("/materials/?ordering=" + "&ordering=".join(["name"] * 9), "at most 8"),
        ("/materials/?q=" + "a" * 4000, "at most 4000"),
        ("/plots/scatter/?" + "&".join(f"material=mat-{place:07}" for place in range(300)), "at most 4000"),
    ],
)
def test_a_long_question_is_not_repeated_in_every_link(path, reason, client):
    page = client.get(path)
    assert page.status_code == 400
    assert reason in page.content.decode()
    assert len(page.content) < 20_000


def test_no_answer_to_a_question_is_served_as_a_vast_page(client, monkeypatch):
    check(client.get("/plots/coverage/?rows=all"))
    monkeypatch.setattr("mgdb.views.pages.MOST_BYTES", 20_000)
    page = client.get("/materials/?page=1")
    assert (page.status_code, len(page.content) < 20_000) == (400, True)
    assert client.get("/materials/").status_code == 200, "what stands at an address itself is served"
    assert client.get("/materials/?format=csv").status_code == 200
