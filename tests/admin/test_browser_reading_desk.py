"""The reading desk by its keys: accept, correct, skip."""

from __future__ import annotations

from playwright.sync_api import expect

from mgdb import review, workbench
from mgdb.models import Measurement, Source
from mgdb.workbench import Bench, Sent
from tests.headless import sign_in
from tests.review.people import by_id, person

TEXT = (
    "2.1 Results\n\nL-VX delivers 120 mAh g⁻¹ at 0.1 A g⁻¹. The band gap of L-VX is 2.2 eV. "
    "The overpotential of L-VX is 35 mV.\n"
)


def test_quantities_are_accepted_corrected_and_skipped_by_keys(committed_db, live_site, page, console_errors):
    ada = person("ada", "contributor")
    source = Source()
    review.apply(source, {"title": "A new paper", "year": 2025}, by_id, by=ada)
    specimen = {"name": "L-VX", "formula": "V2O5", "role": "cathode"}
    workbench.save(Bench(Source.objects.get(pk=source.pk), ada), [Sent("a-row-of-mine", "specimens", 0, 0, specimen)])
    start = f"{live_site.url}admin/workbench/{source.public_id}/desk/"
    sign_in(page.context, live_site.url, ada)
    page.goto(start)
    page.get_by_label("Text of a section").fill(TEXT)
    page.get_by_role("button", name="Mark quantities").click()
    panel = page.locator(".reading-panel")
    expect(panel.locator(".place")).to_have_text("1 of 3 · 0 done")
    expect(panel.get_by_label("As printed")).to_have_value("120 mAh g⁻¹")
    page.keyboard.press("s")
    expect(panel.locator(".place")).to_have_text("2 of 3 · 1 done")
    page.keyboard.press("a")
    expect(panel.locator(".told")).to_contain_text("2.2 eV: Saved as a draft.")
    expect(panel.get_by_label("As printed")).to_have_value("35 mV")
    page.keyboard.press("e")
    expect(panel.locator("#desk-of")).to_be_focused()
    panel.get_by_label("As printed").fill("53 mV")  # typed: no letter of it is a key
    page.keyboard.press("Enter")
    expect(panel.locator(".told")).to_have_text("All that are marked are done.")
    expect(panel.locator(".place")).to_contain_text("3 done")
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(panel.get_by_label("As printed")).to_have_value("120 mAh g⁻¹")
    found = Measurement.objects.filter(source=source).order_by("property_key")
    assert [(one.property_key, one.value) for one in found] == [("band_gap", 2.2), ("overpotential", 0.053)]
