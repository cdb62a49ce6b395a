"""On a phone nothing lies beside the screen: no kind of page is cut, and none scrolls in two frames."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.page_kinds import PLAIN, RECORDS, address_of

MORE = {
    "plot of records": "plots/records/",
    "plot of rates": "plots/rate/",
    "chosen comparison": "compare/chosen/?ids=mat-smfc7a0,mat-npmc4sx",
}
# What lies in one line that a finger moves: sort keys, years; and the picture of a wide plot.
IN_ONE_LINE = "table.cards thead tr, .years-frame, .canvas-frame, pre, input"
UNFOLD = "() => { for (const one of document.querySelectorAll('main details:not(.bar details)')) one.open = true; }"
FOUND = """
(allowed) => {
  const name = (one) => `${one.tagName.toLowerCase()}.${one.className} “${one.textContent.trim().slice(0, 30)}”`;
  const found = [];
  for (const one of document.querySelectorAll("main, main *, footer *, .top *")) {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    if (!one.checkVisibility() || box.width < 3 || box.height < 3) continue;
    if (style.visibility === "hidden" || one.closest("svg")) continue;
    if (one.closest(allowed)) continue;
    const beside = one.scrollWidth - one.clientWidth > 1, below = one.scrollHeight - one.clientHeight > 1;
    const moves = (way) => ["auto", "scroll"].includes(way);
    if (beside && style.overflowX !== "visible" && style.display !== "inline") {
      found.push(`${moves(style.overflowX) ? "scrolls sideways" : "is cut"}: ${name(one)}`);
    }
    if (below && moves(style.overflowY) && one.matches(".frame")) found.push(`scrolls within the page: ${name(one)}`);
    if (box.right > innerWidth + 1) found.push(`lies beside the screen: ${name(one)}`);
  }
  return found.slice(0, 10);
}
"""


def misplaced(page: object) -> list[str]:
    page.evaluate(UNFOLD)
    return page.evaluate(FOUND, IN_ONE_LINE)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("kind", [*PLAIN, *MORE, *RECORDS])
def test_a_kind_of_page_fits_a_phone(page, site, kind):
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(site.url + (MORE.get(kind) or address_of(site, kind)))
    page.wait_for_load_state("networkidle")
    assert misplaced(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


LISTS = ["materials", "cathodes", "measurements", "sources", "phases", "defects", "pairs", "statements"]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_its_first_result_on_the_first_screen_and_all_ways_to_other_pages(page, site, name):
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"{site.url}{name}/")
    first = page.locator("table.cards tbody tr:not(.group)").first.bounding_box()
    assert first["y"] + first["height"] < 780
    ways = page.locator(".top nav a").evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
    assert len(ways) == 9
    assert max(ways) <= 360
    assert page.locator(".top").first.bounding_box()["height"] < 780 / 5, "the ways take no more than a fifth of it"


def test_a_substance_has_its_key_figures_on_the_first_screen(page, site):
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(site.url + "phases/pha-tstj8bf/")
    figures = page.locator(".key-figures .figure")
    assert figures.count() >= 2
    assert figures.nth(1).bounding_box()["y"] < 780


def test_the_flagship_comparison_does_not_scroll_within_its_frame(page, site):
    page.set_viewport_size({"width": 1024, "height": 780})
    page.goto(site.url + "compare/defect-engineered-cathodes/")
    frame = page.locator(".frame.compared")
    assert frame.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
    assert frame.evaluate("one => one.scrollHeight - one.clientHeight") <= 0
    page.set_viewport_size({"width": 360, "height": 740})
    assert frame.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
    value = page.locator("table.compare a.value").first.bounding_box()
    assert value["y"] + value["height"] < 740, "the first value is on the first screen"
    expect(page.get_by_role("link", name="XLSX")).to_be_hidden()
    page.get_by_text("Export", exact=True).click()
    expect(page.get_by_role("link", name="XLSX")).to_be_visible()
    # a card says itself what the table says once for two rows
    card = page.locator("table.compare tbody tr:not(.group)").nth(1)
    assert card.locator("td.repeated:visible").count() >= 1


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("<div style='overflow-x: auto'><p style='width: 900px'>wide</p></div>", "scrolls sideways: div"),
        ("<p style='overflow: hidden; white-space: nowrap'>" + "cut " * 90 + "</p>", "is cut: p"),
        ("<p style='width: 900px'>beside</p>", "lies beside the screen: p"),
        (
            "<div class=frame style='overflow: auto; height: 5rem'><p style='height: 50rem'>long</p></div>",
            "scrolls within",
        ),
    ],
)
def test_what_does_not_fit_is_found(page, broken, said):
    page.set_viewport_size({"width": 360, "height": 780})
    page.set_content(f"<!doctype html><html lang=en><title>t</title><main>{broken}</main></html>")
    assert any(one.startswith(said) for one in misplaced(page))
