"""Stories of several people, in a real browser on a real server: review, old pages, lost sessions, two clicks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from mgdb.models import ChangeRequest, Material, Measurement, Problem, Source
from tests.admin.conftest import person
from tests.headless import WAIT_MILLISECONDS
from tests.servers import WebServer, application_on

from .test_browser import choose


@pytest.fixture(scope="module")
def curators_site(database_server, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """The address of a web server on a database of these stories' own."""
    name = database_server.clone("stories")
    with django_db_blocker.unblock(), application_on(database_server, name):
        server = WebServer(database_server.url(name, web=True), tmp_path_factory.mktemp("stories") / "web.log")
        yield server.url.rstrip("/")
        server.stop()
    database_server.drop(name)


class Desk:
    """One person's browser: a page, signed in."""

    def __init__(self, browser: Any, site: str, client: Client) -> None:
        self.site, self.client = site, client
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.context.set_default_timeout(WAIT_MILLISECONDS)
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.sign_in()

    def sign_in(self) -> None:
        session = self.client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.site}])

    def lose_session(self) -> None:
        self.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    def open(self, name: str, *args: object, query: str = "") -> Any:
        self.page.goto(f"{self.site}{reverse(f'admin:{name}', args=args)}{query}")
        return self.page

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def said(self, words: str) -> None:
        expect(self.page.locator(".messagelist")).to_contain_text(words)


@pytest.fixture
def desk(browser, curators_site):
    """Makes the browser of a new person of a role."""
    made = []

    def of(name: str, role: str) -> Desk:
        made.append(Desk(browser, curators_site, person(name, role)))
        return made[-1]

    yield of
    for one in made:
        one.context.close()
        assert one.errors == []


def test_a_value_goes_from_its_entry_to_a_correction_that_a_reader_asked_for(desk, browser):
    ada, rosalind, emmy = desk("ada", "contributor"), desk("rosalind", "reviewer"), desk("emmy", "reviewer")
    material = Material.objects.published().filter(name="VS4").order_by("pk").first()
    page = ada.open("mgdb_measurement_add", query=f"?material={material.pk}&source={material.source_id}")
    page.select_option("#id_property_key", "specific_capacity")
    page.get_by_role("button", name="Add another Report").click()
    choose(page, "reports-0-document", "Fan 2025")
    page.fill("#id_reports-0-locator", "Section 4.1")
    page.fill("#id_reports-0-printed_value", "515")
    page.fill("#id_reports-0-printed_unit", "mAh g-1")
    ada.press("Save and continue editing")
    ada.said("was added successfully")
    ada.press("Hand in for review")
    ada.said("handed in")
    value = Measurement.objects.latest("pk")

    page = rosalind.open("review_paper", value.reports.get().document.public_id)
    item = page.locator(f"#{value.public_id}")
    item.get_by_label("Comment").fill("Two figures have changed places: look at Section 4.1.")
    item.get_by_role("button", name="Return").click()
    rosalind.said("returned to its author")

    ada.page.reload()
    expect(ada.page.locator(".review-thread")).to_contain_text("Two figures have changed places")
    ada.page.fill("#id_reports-0-printed_value", "251")
    ada.press("Save and continue editing")
    ada.press("Hand in for review")
    ada.said("handed in")

    page = rosalind.open("review_paper", value.reports.get().document.public_id)
    page.locator(f"#{value.public_id}").get_by_role("button", name="Accept").click()
    rosalind.said("published")
    value.refresh_from_db()
    assert (value.status, value.value, value.published_by) == ("published", 251.0, rosalind.client.user)

    reader = browser.new_context().new_page()  # without account or cookie
    reader.goto(f"{ada.site}{reverse('report-problem', args=[value.public_id])}")
    reader.get_by_label("The value").check()
    reader.get_by_label("Describe it").fill("Section 4.1 prints 215 and not 251.")
    reader.wait_for_timeout(3100)  # nobody writes more quickly
    reader.get_by_role("button", name="Send the report").dblclick()
    # The second click breaks off the first answer.
    expect(reader).to_have_url(re.compile("reported=yes$"))
    assert reader.context.cookies() == []
    problem = Problem.objects.of(value).get()
    rosalind.open("mgdb_problem_change", problem.pk)
    rosalind.press("Propose to confirm")
    rosalind.said("Proposed.")
    emmy.open("mgdb_problem_change", problem.pk)
    emmy.press("Agree: readers see it")
    emmy.said("Confirmed")

    page = ada.open("mgdb_measurement_change", value.pk, query=f"?problem={problem.public_id}")
    page.fill("#id_reports-0-printed_value", "215")
    page.fill("#id_reason", "Section 4.1 prints 215: two figures had changed places.")
    ada.press("Propose this change")
    ada.said("Proposed.")
    value.refresh_from_db()
    assert value.value == 251.0
    request = ChangeRequest.objects.of(value.public_id).get()

    page = emmy.open("mgdb_changerequest_change", request.pk)
    expect(page.locator("table.difference")).to_contain_text("215")
    emmy.press("Accept")
    emmy.said("Accepted")
    value.refresh_from_db()
    problem.refresh_from_db()
    assert (value.value, value.published_by, problem.state) == (215.0, emmy.client.user, "corrected")
    reader.reload()
    expect(reader.locator("main")).to_contain_text("corrected")
    reader.context.close()

    page.goto(f"{emmy.site}{reverse('measurement', args=[value.public_id])}")
    expect(page.locator("main")).to_contain_text("215")
    page.goto(f"{emmy.site}{reverse('admin:mgdb_measurement_history', args=[value.pk])}")
    told = page.locator(".history").inner_text()
    for words in ("ada", "accepted by emmy", "two figures had changed places", "515", "251", "215", "in review"):
        assert words in told, words


def test_what_somebody_saved_meanwhile_is_set_beside_what_was_typed_and_settled(desk):
    ada, grace, rosalind = desk("ada 2", "contributor"), desk("grace", "contributor"), desk("rosalind 2", "reviewer")
    source = Source.objects.published().first()
    record = Material.objects.create(name="MgMn2O4 on foam", source=source, roles=["cathode"], status="draft")
    page, other = ada.open("mgdb_material_change", record.pk), grace.open("mgdb_material_change", record.pk)
    other.fill("#id_morphology", "Nanoflowers")
    grace.press("Save and continue editing")
    grace.said("changed successfully")
    page.fill("#id_morphology", "Nanosheets")
    page.fill("#id_strategy", "Doping with W")
    ada.press("Save")
    expect(page.get_by_role("alert")).to_contain_text("grace saved it at")
    expect(page.locator(".field-morphology")).to_contain_text("it is now “Nanoflowers”")
    assert page.input_value("#id_morphology") == "Nanosheets"
    ada.press("Save and continue editing")
    ada.said("changed successfully")
    record.refresh_from_db()
    assert (record.morphology, record.strategy) == ("Nanosheets", "Doping with W")

    Material.objects.filter(pk=record.pk).update(status="published", editors=[], published_by=rosalind.client.user)
    ada.open("mgdb_material_change", record.pk)
    page.fill("#id_morphology", "Nanowires")
    page.locator("#id_remarks").evaluate("field => { field.closest('details').open = true }")
    page.fill("#id_remarks", "After annealing.")
    page.fill("#id_reason", "Fig. 2 shows wires.")
    ada.press("Propose this change")
    ada.said("Proposed.")
    request = ChangeRequest.objects.of(record.public_id).get()
    Material.objects.filter(pk=record.pk).update(morphology="Nanorods")  # as another request would

    page.reload()
    expect(page.get_by_role("heading", name="Changed twice")).to_be_visible()
    page.get_by_label("as proposed").check()
    ada.press("Propose again")
    ada.said("Proposed again")
    again = ChangeRequest.objects.of(record.public_id).open().get()
    assert again.pk != request.pk
    rosalind.open("mgdb_changerequest_change", again.pk)
    rosalind.press("Accept")
    rosalind.said("Accepted")
    record.refresh_from_db()
    assert (record.morphology, record.remarks) == ("Nanowires", "After annealing.")


def test_a_lost_session_loses_nothing_that_was_typed_and_two_clicks_write_once(desk):
    ada = desk("ada 3", "contributor")
    page = ada.open("mgdb_source_add")
    page.fill("#id_title", "A paper that was typed twice")
    ada.lose_session()
    page.fill("#id_container", "J. Lost Sess.")
    ada.press("Save")
    expect(page.get_by_label("Password")).to_be_visible()
    ada.sign_in()
    ada.open("mgdb_source_add")
    offer = page.get_by_role("status", name="Unsaved text")
    expect(offer).to_contain_text("You have unsaved text from")
    offer.get_by_role("button", name="Restore").focus()
    page.keyboard.press("Enter")
    ada.said("What you typed is back in the form")
    assert page.input_value("#id_title") == "A paper that was typed twice"
    assert page.input_value("#id_container") == "J. Lost Sess."
    assert offer.count() == 0
    page.get_by_role("button", name="Save", exact=True).dblclick()
    page.wait_for_url("**/workbench/src-*/")
    ada.said("was added successfully")
    assert Source.objects.filter(title="A paper that was typed twice").count() == 1
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('mgdb-draft/'))") == []

    ada.open("mgdb_phase_add")
    page.fill("#id_name", "MgTestO4 (spinel)")
    page.goto(f"{ada.site}{reverse('admin:index')}")
    expect(offer).to_contain_text("(Add phase)")
    ada.open("mgdb_phase_add")
    offer.get_by_role("button", name="Restore").click()
    expect(offer).to_contain_text("nothing is saved yet")
    assert page.input_value("#id_name") == "MgTestO4 (spinel)"

    page.fill("#id_name", "MgTestO4 (layered)")
    ada.press("Log out")
    expect(page.get_by_text("Logged out").first).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('mgdb-draft/'))") == []
