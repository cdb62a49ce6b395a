"""A table imported and undone in a browser, by the hands of a curator, who are counted."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from mgdb import tasks
from mgdb.models import Job, Measurement
from tests.headless import sign_in

from .test_workbench_paper import Hands

TABLE = Path(__file__).resolve().parents[1] / "cases" / "conductivities.csv"


def work() -> None:
    """Does what waits, as a worker would."""
    for job in Job.objects.filter(status="waiting"):
        tasks.run_job(job_id=job.pk)


def test_a_table_is_imported_within_minutes_and_undone_with_one_click(committed_db, live_site, page, console_errors):
    ada = User.objects.create_user("ada", is_staff=True)
    ada.groups.add(Group.objects.get(name="contributor"))
    sign_in(page.context, live_site.url, ada)
    page.goto(f"{live_site.url}admin/")
    hands = Hands(page, key_by_key=False)
    before = Measurement.objects.count()
    hands.click(page.get_by_role("link", name="Import a table"))
    page.get_by_label("File").set_input_files(TABLE)
    hands.clicks += 3  # the button, the file, “Open”
    hands.click(page.get_by_role("button", name="Read the table"))
    for label, word in (("Class (role)", "elec"), ("Charge carrier", "Li"), ("Method", "imp")):
        hands.click(page.get_by_label(label))
        hands.type(word)
        hands.press("Enter")
    page.get_by_label("Class (role)").select_option("electrolyte")
    page.get_by_label("Charge carrier").select_option("Li+")
    hands.click(page.get_by_label("Conditions of all values"))
    hands.type("temperature: room temperature")
    hands.click(page.get_by_role("button", name="Check all lines"))
    expect(page.get_by_text("This page looks again")).to_be_visible()
    work()
    expect(page.get_by_role("link", name="sound 6")).to_be_visible()
    hands.click(page.get_by_role("button", name="Load them"))
    expect(page.get_by_text("import a table").first).to_be_visible()
    work()
    expect(page.get_by_text("Its records now")).to_be_visible()
    assert Measurement.objects.count() == before + 6
    counted = f"{hands.clicks} clicks, {hands.keys} keys, {hands.loads} loads: {hands.seconds / 60:.1f} minutes"
    assert hands.clicks <= 15, counted
    assert hands.keys <= 60, counted
    assert hands.seconds <= 120, counted  # a longer table has no more of them

    hands.clicks = 0
    hands.click(page.get_by_role("button", name="Undo the import"))
    expect(page.get_by_text("Undo the import: import the table").first).to_be_visible()
    work()
    assert (hands.clicks, Measurement.objects.count()) == (1, before)
