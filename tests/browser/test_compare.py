"""Comparisons in a real browser: choosing, reordering, marks by hover and keyboard, sticky headings, no JavaScript."""

import json
import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

TABLE = "compare/defect-engineered-cathodes/"


def names(page):
    return page.locator("table.compare tbody th[scope=row] a.name").all_inner_texts()


def first_materials(page, site, count):
    """Ids of the first materials of the ready-made table."""
    page.goto(site.url + TABLE)
    links = page.locator("table.compare tbody th[scope=row] a.name").evaluate_all(
        "all => all.map(one => one.pathname.split('/')[2])"
    )
    return links[:count]


def test_what_is_added_on_its_page_stays_chosen_and_is_compared(page, site):
    first, second = first_materials(page, site, 2)
    page.goto(f"{site.url}materials/{first}/")
    add = page.get_by_role("button", name="Add to comparison").first
    add.click()
    expect(add).to_have_attribute("aria-pressed", "true")
    bar = page.get_by_role("complementary", name="Comparison")
    expect(bar).to_contain_text("W-TiO₂")
    expect(bar.get_by_role("link", name="Find another")).to_be_visible()
    page.goto(f"{site.url}materials/{second}/")
    expect(bar).to_contain_text("W-TiO₂")
    page.get_by_role("button", name="Add to comparison").first.click()
    bar.get_by_role("link", name="Compare 2").click()
    page.wait_for_url(f"**/compare/chosen/?ids={first},{second}")
    expect(page.locator(".factor").first).to_have_text("≈2.2×")
    expect(bar).to_have_count(0)  # its own page shows what is chosen


def test_the_basket_is_worked_by_keyboard_and_can_be_emptied(page, site):
    [first] = first_materials(page, site, 1)
    page.goto(f"{site.url}materials/{first}/")
    add = page.get_by_role("button", name="Add to comparison").first
    add.focus()
    page.keyboard.press("Space")
    expect(add).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    expect(add).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#comparison-bar")).to_have_count(0)
    page.keyboard.press("Enter")
    remove = page.get_by_role("button", name="Remove W-TiO₂")
    remove.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#comparison-bar")).to_have_count(0)
    expect(page.locator("#comparison-said")).to_have_text("W-TiO₂ removed")


def test_a_shared_address_is_the_whole_comparison(page, site):
    ids = first_materials(page, site, 3)
    page.goto(f"{site.url}compare/chosen/?ids={','.join(ids)}&columns=rate,reference")
    before = names(page)
    page.locator(".tools a[aria-label$=up]").first.click()
    page.wait_for_url(f"**ids={ids[1]},{ids[0]},{ids[2]}&columns=rate,reference")
    assert names(page) == [before[1], before[0], before[2]]
    page.go_back()
    assert names(page) == before


def test_columns_and_layout_are_chosen_in_the_form(page, site):
    page.goto(site.url + TABLE)
    page.get_by_text("Columns and layout").click()
    page.get_by_role("checkbox", name="Fabrication").uncheck()
    page.get_by_role("checkbox", name="Formula").check()
    page.get_by_role("button", name="Apply", exact=True).click()
    headings = page.locator("table.compare thead th")
    expect(headings.filter(has_text="Formula")).to_have_count(1)  # waits for the page that was asked for
    expect(headings.filter(has_text="Fabrication")).to_have_count(0)
    page.get_by_text("Columns and layout").click()
    page.get_by_role("radio", name="Properties").check()
    page.get_by_role("button", name="Apply", exact=True).click()
    expect(page.locator("table.compare.across thead th")).to_have_count(27)


def test_a_mark_says_its_words_on_hover_and_on_focus(page, site):
    page.goto(site.url + TABLE)
    mark = page.locator("td.gain .verdict.v-care").first
    words = page.locator(".mark-words")
    mark.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    for _ in range(20):  # scrolling hides the words: its last event, and the drawing below, may come after the hover
        page.wait_for_timeout(1000)
        page.mouse.move(0, 0)
        mark.hover()
        if words.is_visible():
            break
    expect(words).to_be_visible()
    expect(words).to_contain_text("Differs: cycle number 600 against 185. The factor is a lower bound.")
    page.keyboard.press("Escape")
    expect(words).to_be_hidden()
    page.mouse.move(0, 0)
    mark.focus()
    expect(words).to_be_visible()
    box, window = words.bounding_box(), page.viewport_size
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= window["width"]
    assert box["y"] + box["height"] <= window["height"]
    page.keyboard.press("Enter")
    assert re.search(r"#note-[a-z]+$", page.url)


SIDEWAYS = "[...document.querySelectorAll('.frame.compared')].map(one => one.scrollWidth - one.clientWidth)"
# Two of many columns, one with records across, one chosen; `long` looks at all.
PATHS = [
    TABLE,
    "compare/anatase-facets-by-electrolyte/",
    TABLE + "?rows=properties",
    "compare/chosen/?ids=mat-smfc7a0,mat-npmc4sx",
]


def beside_its_window(page, url, widths=(700, 1024, 1280, 1600)):
    """Where a comparison needs more room than its window has: width, what is beside its frame and beside the page."""
    page.goto(url)
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        beside = [*page.evaluate(SIDEWAYS), page.evaluate("document.documentElement.scrollWidth") - width]
        if any(one > 0 for one in beside):
            found.append((url, width, beside))
    return found


@pytest.mark.parametrize("path", PATHS)
def test_a_comparison_scrolls_sideways_in_no_window(page, site, path):
    assert beside_its_window(page, site.url + path) == []


@pytest.mark.long
def test_no_comparison_scrolls_sideways_in_any_window(page, site):
    with urlopen(f"{site.url}api/v1/comparisons/?page_size=1000", timeout=60) as answer:  # noqa: S310 - the test's site
        slugs = [one["slug"] for one in json.load(answer)["results"]]
    assert len(slugs) > 10
    paths = [f"compare/{slug}/{query}" for slug in slugs for query in ("", "?rows=properties", "?rows=materials")]
    assert [one for path in paths for one in beside_its_window(page, site.url + path)] == []


def test_what_has_no_column_in_a_narrow_window_stands_below_with_its_label(page, site):
    """Every column of the wide table is on the page in a narrow one, which says how it is arranged."""
    note = page.locator(".stacked-note")
    page.goto(site.url + TABLE)
    row = page.locator("table.compare tbody tr.modified").first
    seen = "one => [...one.querySelectorAll('td')].filter(td => td.checkVisibility()).map(td => td.textContent)"
    page.set_viewport_size({"width": 1600, "height": 900})
    whole = set(row.evaluate(seen))
    expect(note).to_be_hidden()
    page.set_viewport_size({"width": 1024, "height": 900})
    expect(note).to_be_visible()
    assert whole <= set(row.evaluate(seen))
    heads = page.locator("table.compare thead th:visible")
    assert [one.split("\n")[0] for one in heads.all_inner_texts()] == [
        "Material",
        "Rate performance",
        "Cycling performance",
        "Improvement",
    ]
    label = row.locator("td.words").first.evaluate("one => getComputedStyle(one, '::before').content")
    assert "Strategy" in label
    # one below the other: the numbers of a column start at the same place in head and rows
    left = "one => one.getBoundingClientRect().left"
    assert row.locator("td.capacity").first.evaluate(left) == pytest.approx(heads.nth(1).evaluate(left), abs=1)
    page.locator("table.compare tbody tr").nth(12).scroll_into_view_if_needed()
    top = page.locator("table.compare thead").evaluate("one => one.getBoundingClientRect().top")
    assert top == pytest.approx(0, abs=1), "its headings stay at the top of the window"


@pytest.mark.parametrize(
    "width", [360, pytest.param(1024, marks=pytest.mark.long), pytest.param(1600, marks=pytest.mark.long)]
)
@pytest.mark.parametrize("path", [TABLE, "compare/mzp-family/", "compare/?q=VS4", TABLE + "?rows=properties"])
def test_no_page_is_wider_than_its_window(page, site, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.url + path)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_without_javascript_all_of_it_works_by_links(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + TABLE)
    first = page.locator("table.compare tbody th[scope=row] a.name").first.get_attribute("href").split("/")[2]
    page.goto(f"{site.url}materials/{first}/")
    page.get_by_role("link", name="Add to comparison").first.click()
    page.get_by_role("searchbox", name="Name, formula, author of a material").fill("B-TiO2")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Add B-TiO₂₋ₓ of").first.click()
    page.get_by_role("link", name="Compare these 2").click()
    expect(page.locator(".factor").first).to_have_text("≈2.2×")
    mark = page.locator(".verdict").first
    assert "The same in both" in mark.get_attribute("title")
    mark.click()
    expect(page.locator(".notes li:target")).to_be_visible()
    context.close()


def test_headings_stay_where_a_table_scrolls_sideways_alone(page, site):
    """A copy of them at the top of the window, in the columns of the table, which moves sideways with it."""
    page.set_viewport_size({"width": 700, "height": 700})
    page.goto(site.url + "measurements/")
    frame = page.locator(".frame:has(> table.data)").last
    copy = page.locator(".heads:not([hidden]) > .frame")
    expect(copy).to_have_count(0)
    frame.locator("tbody tr").nth(12).scroll_into_view_if_needed()
    expect(copy).to_have_count(1)
    assert copy.evaluate("one => one.getBoundingClientRect().top") == pytest.approx(0, abs=1)
    frame.evaluate("one => { one.scrollLeft = 250 }")
    lefts = "one => [...one.querySelectorAll('thead th')].map(th => Math.round(th.getBoundingClientRect().left))"
    page.wait_for_function(
        f"([a, b]) => JSON.stringify(({lefts})(a)) === JSON.stringify(({lefts})(b))",
        arg=[frame.element_handle(), copy.element_handle()],
    )
    # nothing is said twice, no key stops there, and nothing scrolls within the page
    assert page.locator(".heads").get_attribute("aria-hidden") == "true"
    assert copy.locator("a, button, input").evaluate_all("all => all.every(one => one.tabIndex === -1)")
    assert frame.evaluate("one => one.scrollHeight - one.clientHeight") <= 0
    page.evaluate("scrollTo(0, 0)")
    expect(copy).to_have_count(0)
