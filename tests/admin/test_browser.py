"""The curators' admin in a real browser, under the strict content security policy."""

import re

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from mgdb import review
from mgdb.models import Job, Material, Measurement, ReviewNote, Source
from tests.headless import sign_in
from tests.review.people import by_id, person


@pytest.fixture
def ada(committed_db):
    user = User.objects.create_user("ada", is_staff=True)
    user.groups.add(Group.objects.get(name="contributor"))
    return user


@pytest.fixture
def entered(ada, live_site, page):
    """A page whose curator has logged in."""
    sign_in(page.context, live_site.url, ada)
    page.goto(f"{live_site.url}admin/")
    expect(page.get_by_role("heading", name="Curation")).to_be_visible()
    return page


def choose(page, field: str, words: str) -> None:
    """Picks the first choice of the autocomplete list of `field` for `words`."""
    page.locator(f"#id_{field} + .select2").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option--highlighted:not(.loading-results)").filter(
        has_text=re.compile(r"-")
    ).click()


# The names of what the Tab key stops at in the form, in order.
TAB_STOPS = """() => [...document.querySelectorAll("#measurement_form :is(a[href], button, input, select, textarea)")]
  .filter(e => e.tabIndex >= 0 && !e.disabled && e.type !== "hidden" && e.getClientRects().length)
  .map(e => e.name || e.id)"""


def test_a_measurement_is_entered_with_the_mouse(entered, live_site):
    page = entered
    page.goto(f"{live_site.url}admin/mgdb/measurement/add/")
    choose(page, "material", "W-TiO2")
    choose(page, "source", "Wang 2018")
    page.select_option("#id_property_key", "specific_capacity")
    stops = page.evaluate(TAB_STOPS)
    places = [stops.index(f"reports-0-{name}") for name in ("printed_value", "printed_unit", "locator")]
    assert places == [places[0] + n for n in range(3)]  # one behind the other
    assert places[0] < 10
    page.select_option("#id_conditions-0-key", "current_density")
    page.fill("#id_conditions-0-printed", "0.1 A g−1")
    choose(page, "reports-0-document", "Fan 2025")
    page.fill("#id_reports-0-locator", "Section 4.1")
    page.fill("#id_reports-0-printed_value", "~52")
    page.fill("#id_reports-0-printed_unit", "mAh g-1")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator(".field-value_shown .readonly").first).to_contain_text("52")
    expect(page.locator(".history")).to_contain_text("ada")
    page.get_by_role("button", name="Hand in for review").click()
    expect(page.locator(".record-state")).to_contain_text("in review")
    stored = Measurement.objects.latest("pk")
    assert (stored.value, stored.approximate, stored.status) == (52.0, True, "in_review")
    assert stored.conditions.get().low == 100.0
    assert page.locator("html").evaluate("html => html.scrollWidth <= html.clientWidth")


def test_a_file_is_imported_by_a_worker_while_the_page_looks_on(entered, live_site, worker):
    page = entered
    page.goto(f"{live_site.url}admin/import/")
    page.get_by_label("Name").fill("new-2024.yaml")
    page.get_by_label("Or its text").fill("mgdb: 1\nsources:\n- id: src-2z2z2z2\n  title: A new paper\n  year: 2024\n")
    page.get_by_role("button", name="Check only").click()
    expect(page.get_by_role("heading", name="The file is sound")).to_be_visible()
    page.get_by_role("button", name="Check and import").click()
    expect(page.locator(".status.job-succeeded")).to_be_visible()
    assert Job.objects.get().report["created"] == ["src-2z2z2z2"]
    assert Source.objects.get(public_id="src-2z2z2z2").status == "draft"


@pytest.mark.parametrize(
    "widths", [(360,), pytest.param((360, 1024, 1600), marks=pytest.mark.long)], ids=["telephone", "every screen"]
)
def test_pages_fit_the_screen_and_follow_its_colours(entered, live_site, widths):
    page = entered
    record = Material.objects.published().first()
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        for path in ("", "mgdb/measurement/", "mgdb/material/add/", f"mgdb/material/{record.pk}/change/", "import/"):
            page.goto(f"{live_site.url}admin/{path}")
            assert page.locator("html").evaluate("html => html.scrollWidth <= html.clientWidth"), (width, path)
    page.emulate_media(color_scheme="dark")
    colour = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    assert max(map(int, re.findall(r"\d+", colour)[:3])) < 60


def test_the_desk_goes_by_keyboard(committed_db, live_site, page):
    """The keys of the desk: ?, j, a, r with Ctrl+Enter; what is typed into a comment is no key."""
    ada, rosalind = person("ada", "contributor"), person("rosalind", "reviewer")
    source, *materials = in_review(ada)
    start = f"{live_site.url}admin/review/{source.public_id}/"
    sign_in(page.context, live_site.url, rosalind)
    page.goto(start)
    page.keyboard.press("?")
    expect(page.locator(".keys[open]")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_url(f"{start}#{materials[0].public_id}")
    expect(page.locator(".messagelist .success")).to_contain_text("published")
    expect(page.locator(f"#{materials[0].public_id}")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.type("Which foam? jack")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messagelist .success")).to_contain_text("returned")
    assert Source.objects.get(pk=source.pk).status == "published"
    assert [Material.objects.get(pk=record.pk).status for record in materials] == ["in_review", "draft"]
    assert ReviewNote.objects.get(step="returned").text == "Which foam? jack"


def in_review(by) -> list:
    """A source and two materials of it, handed in by `by`."""
    found = []
    for model, form in ((Source, {"title": "A new paper", "year": 2024}), *[(Material, {"roles": ["cathode"]})] * 2):
        record = model()
        if found:
            form = {**form, "name": f"VS4 {len(found)}", "source": found[0].public_id}
        review.apply(record, form, by_id, by=by)
        record = model.objects.get(pk=record.pk)
        review.submit(record, by=by, seen=record.revision)
        found.append(record)
    return found
