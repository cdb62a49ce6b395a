"""The card of a point in a real browser, by keyboard and pointer, and values that an address marks."""

import json
import re

from playwright.sync_api import expect

DRAWN = "[data-drawn=yes]"


def opened(page, site, path):
    page.goto(site.url + path)
    expect(page.locator(DRAWN)).to_have_count(1)
    return page


def test_the_keyboard_goes_from_point_to_point_and_opens_one(page, site):
    opened(page, site, "plots/rate/")
    canvas = page.locator(DRAWN)
    canvas.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".hoverlayer .hovertext")).to_have_count(1)
    said = page.locator("[data-said]")
    expect(said).to_contain_text(re.compile(r"^Point 1 of \d+: .+ at 20\s"))
    page.keyboard.press("End")
    expect(said).to_contain_text(re.compile(r"^Point (\d+) of \1: "))
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog")
    expect(card).to_be_focused()
    expect(card).to_contain_text("mAh g⁻¹")
    expect(card.get_by_role("link", name="Source", exact=True)).to_have_attribute("href", re.compile(r"^/sources/src-"))
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(canvas).to_be_focused()
    page.keyboard.press("ArrowLeft")  # from where the reader was
    expect(said).to_contain_text(re.compile(r"^Point \d+ of \d+: "))
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    card.get_by_role("link", name="Add to comparison").click()
    expect(page.locator("#comparison-bar li")).to_have_count(1)
    card.get_by_role("link", name="Open the value").click()
    page.wait_for_url("**/measurements/mea-*/")


def test_a_value_of_the_address_is_marked_and_the_figure_stays_that_of_all(page, site):
    rings = (
        "canvas => canvas.data.filter((trace) => trace.meta?.marked)"
        ".map(({x, y, meta}) => ({x: [...x], y: [...y], of: [...meta.of]}))"
    )
    opened(page, site, "plots/rate/")
    block = page.locator("script#figure-rate").text_content()
    drawn = json.loads(block)["data"]
    own = next(trace for trace in drawn if "customdata" in trace and "markers" in trace["mode"])
    public_id, x, y = own["customdata"][0][0], own["x"][0], own["y"][0]
    assert page.locator(DRAWN).evaluate(rings) == []
    page.goto(f"{site.url}measurements/{public_id}/")
    page.locator(".picture a[href*='/plots/rate/']").click()
    page.wait_for_url(f"**/plots/rate/?highlight={public_id}")
    expect(page.locator(DRAWN)).to_have_count(1)
    assert page.locator(DRAWN).evaluate(rings) == [{"x": [x], "y": [y], "of": [public_id]}]
    assert page.locator("script#figure-rate").text_content() == block
    expect(page.locator("tr.here")).to_have_count(1)
    page.locator("#theme").click()  # drawn again in other colours
    page.wait_for_function("document.querySelector('[data-plot]').data.some((trace) => trace.meta?.marked)")
