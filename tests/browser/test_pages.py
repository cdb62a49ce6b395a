"""Pages in a real browser. An error in the console, a refusal of the policy among them, fails the test (`page`)."""

import re

import pytest
from playwright.sync_api import expect

TABLE = "compare/defect-engineered-cathodes/"
DRAWN = "[data-plot][data-drawn=yes]"


def overflow(page):
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def background(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def light(colour):
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) > 3 * 128


def test_the_comparison_shows_26_materials_in_13_groups(page, site):
    page.goto(site.url + TABLE)
    expect(page.locator("table.compare tbody")).to_have_count(13)
    expect(page.locator("table.compare tbody th[scope=row]")).to_have_count(26)
    expect(page.locator("table.compare .factor").first).to_have_text("≈2.2×")


@pytest.mark.parametrize("width", [1280, pytest.param(1600, marks=pytest.mark.long)])
def test_headings_stay_where_they_are_while_the_table_scrolls(page, site, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.url + TABLE)
    page.locator("#group-87").scroll_into_view_if_needed()
    top = "element => element.getBoundingClientRect().top"
    heading = min(one.evaluate(top) for one in page.locator("table.compare thead th:visible").all())
    assert heading == pytest.approx(0, abs=2), "to the window, whether or not the table has room for all its columns"
    assert page.locator("table.compare tbody").first.evaluate(top) < heading


def test_hovering_over_a_point_shows_value_conditions_and_source(page, site):
    page.goto(site.url + TABLE + "?suspect=1")
    expect(page.locator(DRAWN)).to_have_count(1)
    points = page.locator(".plot .scatterlayer .trace:has(.point)").last.locator(".point")
    points.first.scroll_into_view_if_needed()
    box = points.first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    label = page.locator(".hoverlayer .hovertext")
    expect(label).to_contain_text("ZnMnO₃")
    expect(label).to_contain_text(re.compile(r"45\smAh g⁻¹ at 200\smA g⁻¹"))
    expect(label).to_contain_text("Mg–Li (dual salt)")
    expect(label).to_contain_text("Shimokawa et al. 2021")
    expect(label).to_contain_text("suspect value")


def test_a_click_on_a_point_opens_a_card_that_leads_to_its_value(page, site):
    page.goto(site.url + TABLE + "?suspect=1")
    expect(page.locator(DRAWN)).to_have_count(1)
    point = page.locator(".plot .scatterlayer .trace:has(.point)").last.locator(".point").first
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".hoverlayer .hovertext")).to_have_count(1)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = page.get_by_role("dialog")
    expect(card).to_contain_text(re.compile(r"45\smAh g⁻¹ at 200\smA g⁻¹"))
    expect(card).to_contain_text("Shimokawa et al. 2021")
    expect(card.get_by_role("link", name="Reported in Table 1")).to_have_count(1)
    page.mouse.click(5, 5)
    expect(card).to_have_count(0)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card.get_by_role("link", name="Open the value").click()
    page.wait_for_url("**/measurements/mea-*/")
    expect(page.locator("h1")).to_contain_text("45")


def test_no_button_of_a_plot_leads_to_a_third_party(page, site):
    page.goto(site.url + "plots/rate/")
    expect(page.locator(DRAWN)).to_have_count(1)
    titles = page.locator(".modebar-btn").evaluate_all("all => all.map(one => one.dataset.title)")
    assert titles
    assert not [title for title in titles if re.search("cloud|chart studio|plotly", title or "", re.IGNORECASE)]


def test_nothing_is_loaded_from_elsewhere(page, site):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", TABLE, "vocabulary/"):
        page.goto(site.url + path)
    assert asked
    assert [url for url in asked if not url.startswith((site.url, "data:", "blob:"))] == []


@pytest.mark.parametrize("path", ["", TABLE, "cathodes/", "measurements/", "sources/", "vocabulary/", "plots/rate/"])
@pytest.mark.parametrize(
    "width", [360, pytest.param(1024, marks=pytest.mark.long), pytest.param(1600, marks=pytest.mark.long)]
)
def test_a_page_fits_the_window(page, site, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.url + path)
    if "compare" in path or "plots" in path:
        expect(page.locator(DRAWN)).to_have_count(1)
    assert overflow(page) <= 0


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.long)])
def test_every_comparison_fits_a_telephone(page, site, every):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(site.url + "compare/")
    paths = page.locator("main a[href^='/compare/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert paths
    for path in sorted(set(paths))[::every]:
        page.goto(site.url + path.lstrip("/"))
        assert overflow(page) <= 0, path


def test_dark_and_light_follow_the_system_and_then_the_reader(page, site):
    page.emulate_media(color_scheme="dark")
    page.goto(site.url + TABLE)
    expect(page.locator(DRAWN)).to_have_count(1)
    assert not light(background(page))
    page.get_by_role("button", name="Use light colours").click()
    assert light(background(page))
    paper = page.locator(".plot .main-svg").first.evaluate("svg => getComputedStyle(svg).backgroundColor")
    assert light(paper)
    page.goto(site.url + "cathodes/")
    assert light(background(page))  # the choice is kept


def test_a_page_works_without_javascript_and_follows_the_system_colours(browser, site):
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(site.url + TABLE)
    expect(page.locator("table.compare tbody th[scope=row]")).to_have_count(26)
    expect(page.locator(".plot")).to_contain_text("the table below holds the same values")
    expect(page.locator("#theme")).to_be_hidden()
    page.goto(site.url + "search/?q=VS4")
    expect(page.get_by_role("heading", name="Materials")).to_be_visible()
    context.close()


def test_the_keyboard_reaches_content_and_shows_where_it_is(page, site):
    page.goto(site.url + TABLE)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_ticked_materials_are_compared(page, site):
    page.goto(site.url + "cathodes/")
    boxes = page.locator("input[name=material]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("complementary", name="Comparison").get_by_role("link", name="Compare 2").click()
    expect(page.locator("h1")).to_have_text("2 materials side by side")


def test_a_row_has_one_box_which_stays_ticked_from_list_to_list(page, site):
    page.goto(site.url + "cathodes/")
    row = page.locator("tbody tr").first
    expect(row.get_by_role("checkbox")).to_have_count(1)
    expect(row.locator("[data-compare]")).to_have_count(1)
    row.get_by_role("checkbox").check()
    name = row.get_by_role("checkbox").get_attribute("aria-label")
    page.get_by_role("link", name="Name").click()  # only the rows are loaded again
    expect(page.locator("th[aria-sort=ascending]")).to_be_visible()
    page.goto(site.url + "materials/?q=" + row.locator("th a").first.inner_text()[:4])
    page.goto(site.url + "cathodes/")
    expect(page.get_by_label(name, exact=True)).to_be_checked()
    bar = page.get_by_role("complementary", name="Comparison")
    expect(page.get_by_role("button", name="Compare selected")).to_be_hidden()
    bar.get_by_role("button", name="Clear").click()
    expect(page.get_by_label(name, exact=True)).not_to_be_checked()
    expect(page.get_by_role("button", name="Compare selected")).to_be_visible()


def test_a_search_from_the_front_page_finds_a_material(page, site):
    page.goto(site.url)
    page.get_by_role("main").get_by_role("combobox").fill("VS4")
    page.keyboard.press("Enter")
    page.locator("main").get_by_role("link", name="Mo-VS4/N-TG").first.click()
    expect(page.locator("h1")).to_have_text("Mo-VS4/N-TG")


def test_a_heading_sorts_a_list(page, site):
    page.goto(site.url + "cathodes/")
    names = page.locator("tbody th[scope=row]")
    first = names.first.inner_text()
    page.get_by_role("link", name="Name").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Name")
    page.get_by_role("link", name="Name").click()
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Name")
    expect(names.first).not_to_have_text(first)


def test_print_leaves_the_table_and_takes_the_rest_away(page, site):
    page.goto(site.url + TABLE)
    page.emulate_media(media="print")
    expect(page.locator("table.compare")).to_be_visible()
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator(".plot")).to_be_hidden()
