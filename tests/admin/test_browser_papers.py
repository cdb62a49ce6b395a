"""From a DOI on the home page to the workbench of a new paper by the keyboard alone: browser, web server, worker."""

import threading
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from mgdb.models import Source
from tests.headless import sign_in
from tests.servers import TaskWorker, WebServer
from tests.test_crossref import DOI, WORK, Server

pytestmark = pytest.mark.long


@pytest.fixture
def crossref():
    found = Server()
    found.gives((503, {"Retry-After": "1"}, b""), WORK)
    thread = threading.Thread(target=found.http.serve_forever, daemon=True)
    thread.start()
    yield found
    found.http.shutdown()
    found.http.server_close()
    thread.join()


def test_a_new_paper_is_two_returns_away(committed_db, database_server, crossref, page, tmp_path):
    user = User.objects.create_user("ada", is_staff=True)
    user.groups.add(Group.objects.get(name="contributor"))
    settings = {"MGDB_CROSSREF_CONTACT": "curator@example.org", "MGDB_CROSSREF_URL": crossref.url}
    name = urlsplit(committed_db).path.removeprefix("/")
    web = WebServer(database_server.url(name, web=True), tmp_path / "web.log", settings)
    worker = TaskWorker(committed_db, tmp_path / "worker.log", settings)
    try:
        worker.start()
        sign_in(page.context, web.url, user)
        page.goto(f"{web.url}admin/")
        expect(page.locator("#id_paper")).to_be_focused()
        page.keyboard.type(f"https://doi.org/{DOI.upper()}?utm_source=x")
        page.keyboard.press("Enter")
        take = page.get_by_role("button", name="Enter this paper")
        expect(take).to_be_focused()
        expect(page.locator(".paper-card h2 sub")).to_have_text("2−x")
        page.keyboard.press("Enter")
        source = Source.objects
        page.wait_for_url(f"{web.url}admin/workbench/*/*")
        assert source.get(doi=DOI).entered_by == user
        page.goto(f"{web.url}admin/")
        expect(page.locator("#id_paper")).to_be_focused()
        page.keyboard.type(f"doi: {DOI}.")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{web.url}admin/workbench/{source.get(doi=DOI).public_id}/*")
        assert len(crossref.asked) == 2, "known papers ask nobody"
    finally:
        worker.discard()
        web.stop()
