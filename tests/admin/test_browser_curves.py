"""Files of curves on a paper's workbench, chosen by keyboard and dropped, under the strict content security policy."""

import json

import pytest
from playwright.sync_api import FileChooser, expect

from mgdb import review
from mgdb.models import Curve, Material, Source
from tests.review.people import by_id

from .test_browser import ada, entered

__all__ = ["ada", "entered"]
TABLE = (
    "L-VX,,Sample B,\n1000/T (K-1),log σ (S cm-1),1000/T (K-1),log σ (S cm-1)\n"
    "2.8,-4.1,2.8,-5.0\n3.0,-4.4,3.0,-5.6\n3.2,-4.8,,\n"
)
PROJECT = {
    "version": [4, 2],
    "axesColl": [{"name": "XY", "type": "XYAxes"}, {"name": "Bar", "type": "BarAxes"}],
    "datasetColl": [
        {"name": "fade", "axesName": "XY", "data": [{"value": [n, 100 - n]} for n in range(1, 9)]},
        {"name": "bars", "axesName": "Bar", "data": [{"value": [3]}]},
    ],
}
DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  for (const kind of ["dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def stored(paper, *columns):
    return sorted(Curve.objects.filter(document=paper).values_list(*columns))


def until(page, holds, seconds=60):
    """Waits for what comes about while somebody types: the page says “All saved” before it has begun, too."""
    for _ in range(seconds * 10):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it does not come about")


@pytest.mark.usefixtures("entered")
def test_files_are_chosen_by_keyboard_and_dropped(page, ada, live_site):
    paper = Source()
    review.apply(paper, {"title": "A new paper", "year": 2025}, by_id, by=ada)
    form = {"name": "L-VX", "formula": "V2O5", "roles": ["cathode"], "source": paper.public_id}
    review.apply(Material(), form, by_id, by=ada)
    # Chromium is told early that choosers are taken: told beside the key, it may learn too late and show its own
    choosers: list[FileChooser] = []
    page.on("filechooser", lambda chooser: choosers.append(chooser))
    page.goto(f"{live_site.url}admin/workbench/{paper.public_id}/")
    rows = page.locator("#panel-curves .bench-row")

    # by keyboard: the tab, the button, the question about σ once for both, the figure
    page.keyboard.press("Escape")
    page.keyboard.press("4")
    page.keyboard.press("5")  # a button of files takes no letters: from it, too, a key leads to another tab
    expect(page.locator("#tab-relations")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    page.keyboard.press("4")
    expect(page.locator("#bench-files")).to_be_focused()
    page.keyboard.press("Enter")
    until(page, lambda: choosers)
    choosers[0].set_files([{"name": "fig3.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}])
    expect(rows).to_have_count(2)
    expect(rows.locator("svg.bench-curve")).to_have_count(2)
    expect(rows.nth(0).locator("svg")).to_have_attribute(
        "aria-label", "3 points: x from 2.8 to 3.2, y from −4.8 to −4.1"
    )
    ways = page.get_by_role("button", name="Ionic conductivity")
    expect(ways).to_have_count(2)
    ways.first.click()
    expect(ways).to_have_count(0)
    rows.nth(0).get_by_label("Where").fill("Fig. 3")
    rows.nth(1).get_by_label("Where").fill("Fig. 3")
    rows.nth(1).get_by_label("Of", exact=True).fill("L-VX")
    expect(rows.locator(".state-draft, .state-doubt")).to_have_count(2)
    drawn = [("L-VX", "ionic_conductivity", "draft", "Fig. 3"), ("Sample B", "ionic_conductivity", "draft", "Fig. 3")]
    until(page, lambda: stored(paper, "name", "y_axis", "status", "locator") == drawn)
    expect(page.locator(".bench-state")).to_have_text("All saved")

    # dropped, wherever on the page: axes are given once; what is no curve is said
    page.get_by_role("tab", name="Values").click()
    page.evaluate(DROP, ["cycles.json", json.dumps(PROJECT)])
    expect(rows).to_have_count(3)
    expect(page.locator(".bench-dropped")).to_contain_text("“bars” is left out")
    axes = page.get_by_role("group", name="Axes of the curve of cycles.json")
    axes.get_by_label("Title of x axis").fill("Cycle number")
    axes.get_by_label("Title of y axis").fill("Specific capacity (mAh/g)")
    rows.nth(2).get_by_label("Of", exact=True).fill("L-VX")
    rows.nth(2).get_by_label("Where").fill("Fig. 4")
    expect(rows.nth(2).locator(".said")).to_contain_text("8 points")
    until(page, lambda: ("fade", [1, 99]) in [(name, points[0]) for name, points in stored(paper, "name", "points")])

    # a file that is too large says so; rows come back after a reload, and go with their drafts, and return
    page.evaluate(DROP, ["large.csv", "1;2\n" * 1_300_000])
    expect(page.locator(".bench-dropped .error")).to_contain_text("large.csv has 5.2 MB; up to 5 are read")
    page.reload()
    expect(rows).to_have_count(3)
    axes.get_by_role("button", name="Remove these rows").click()
    expect(rows).to_have_count(2)
    expect(axes).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(3)
    until(page, lambda: len(stored(paper, "name")) == 3)
    expect(page.locator(".bench-state")).to_have_text("All saved")
