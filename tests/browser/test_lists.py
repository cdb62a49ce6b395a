"""Lists in a real browser: a click replaces a part of the page and the address stays the whole state."""

import json
import re

import pytest
from playwright.sync_api import expect

from mgdb.projection.lists import LIST_TYPES


def question(page):
    return page.locator(".question")


@pytest.fixture
def cathodes(page, site):
    page.goto(site.url + "cathodes/")
    page.evaluate("window.stays = true")
    return page


def test_a_facet_narrows_the_list_without_a_new_page_and_back_undoes_it(cathodes):
    before = question(cathodes).inner_text()
    family = cathodes.locator("#facet-structure_family a", has_text="layered")
    count = family.locator("i").inner_text()
    family.click()
    expect(question(cathodes)).to_have_text(f"{count} cathodes of structure family layered")
    expect(cathodes).to_have_url(re.compile(r"\?structure_family=layered$"))
    assert cathodes.evaluate("window.stays")
    cathodes.go_back()
    expect(question(cathodes)).to_have_text(before)
    cathodes.go_forward()
    expect(question(cathodes)).to_have_text(f"{count} cathodes of structure family layered")
    cathodes.reload()
    expect(question(cathodes)).to_have_text(f"{count} cathodes of structure family layered")
    cathodes.locator(".chips a").first.click()
    expect(question(cathodes)).to_have_text(before)


def test_the_same_works_without_javascript(browser, site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(site.url + "cathodes/")
    family = page.locator("#facet-structure_family a", has_text="layered")
    count = family.locator("i").inner_text()
    family.click()
    expect(question(page)).to_have_text(f"{count} cathodes of structure family layered")
    page.get_by_label("Keyword, author, DOI").fill("V2O5")
    page.get_by_role("button", name="Apply").click()
    expect(question(page)).to_contain_text("of structure family layered")
    expect(question(page)).to_contain_text("that mention “V2O5”")
    page.locator("#elements > summary").click()
    page.locator(".table-of-elements a").first.click()
    expect(page.locator(".table-of-elements a[aria-current]")).to_have_count(1)
    context.close()


def test_elements_are_chosen_with_the_keyboard(cathodes):
    cathodes.locator("#elements > summary").focus()
    cathodes.keyboard.press("Enter")
    vanadium = cathodes.get_by_role("link", name=re.compile("^V, vanadium"))
    vanadium.focus()
    cathodes.keyboard.press("ArrowLeft")
    expect(cathodes.get_by_role("link", name=re.compile("^Ti, titanium"))).to_be_focused()
    cathodes.keyboard.press("ArrowRight")
    expect(vanadium).to_be_focused()
    cathodes.keyboard.press("Enter")
    expect(question(cathodes)).to_contain_text("with V")
    expect(cathodes.get_by_role("link", name=re.compile("^V, vanadium.*must be present"))).to_be_focused()
    cathodes.get_by_role("link", name="with none of").click()
    expect(cathodes.locator(".modes [aria-current]")).to_have_text("with none of")
    cathodes.get_by_role("link", name=re.compile("^Mg, magnesium")).click()
    expect(question(cathodes)).to_contain_text("with V, without Mg")
    expect(cathodes).to_have_url(re.compile("elements_none=Mg"))


def test_a_range_is_typed_in_the_unit_of_choice(page, site):
    page.goto(site.url + "measurements/?property=ionic_conductivity")
    page.get_by_label("Unit of Ionic conductivity").select_option("mS cm⁻¹")
    expect(page.locator("tbody tr").first.locator(".n").first).to_contain_text("mS cm")
    page.get_by_label("Ionic conductivity from").fill("1e-2")
    page.keyboard.press("Enter")
    expect(question(page)).to_contain_text("of ionic conductivity, at least 0.01 mS cm⁻¹")
    expect(page.locator("#limits-value .bars .out")).to_have_attribute("d", re.compile("M"))


def test_a_number_with_a_comma_that_has_two_readings_is_explained(page, site, console_errors):
    page.goto(site.url + "measurements/?property=specific_capacity")
    page.get_by_label("Specific capacity from").fill("1,073")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Invalid filter")).to_be_visible()
    expect(page.locator("main")).to_contain_text("1073, or 1.073")
    assert any("400" in message for message in console_errors)
    console_errors.clear()


def test_columns_are_chosen_and_sorted_by(cathodes):
    cathodes.locator("#columns > summary").click()
    cathodes.get_by_label("Molar mass (g mol⁻¹)").check()
    cathodes.locator("#columns").get_by_role("button", name="Apply").click()
    heads = cathodes.locator("th[aria-sort]")
    for way in ("descending", "ascending"):  # the highest numbers first
        cathodes.get_by_role("link", name="Molar mass").click()
        expect(heads).to_have_attribute("aria-sort", way)
        expect(heads).to_have_text("Molar mass (g mol⁻¹)")
        shown = cathodes.locator("tbody td[data-label^='Molar mass']").all_inner_texts()
        numbers = [float(text) for text in shown if text.strip()]
        assert numbers == sorted(numbers, reverse=way == "descending")
    assert len(numbers) > 10


def test_what_is_on_screen_is_what_is_saved(page, site):
    page.goto(site.url + "electrolytes/?electrolyte_class=hydride&ordering=-year")
    shown = page.locator("tbody th a:not(.add-compare)").evaluate_all("all => all.map(a => a.pathname.split('/')[2])")
    page.locator("#save > summary").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="JSON").click()
    data = json.loads(saved.value.path().read_text())
    assert [row["id"] for row in data["rows"]] == shown


def test_suggestions_are_chosen_with_the_keyboard(page, site):
    page.goto(site.url + "about/")
    field = page.get_by_role("combobox", name="Search MgDB")
    field.press_sequentially("vs4")
    box = page.get_by_role("listbox", name="Suggestions")
    expect(box.get_by_role("option").first).to_be_visible()
    expect(box).to_contain_text("Materials")
    field.press("ArrowDown")
    first = box.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    field.press("Escape")
    expect(box).to_be_hidden()
    field.press("ArrowDown")
    expect(box).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url(re.compile(r"/materials/mat-\w+/"))


def test_enter_without_a_choice_searches(page, site):
    page.goto(site.url)
    page.get_by_role("combobox").fill("VS4")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=VS4"))


@pytest.mark.parametrize(
    "width",
    [
        360,
        pytest.param(1024, marks=pytest.mark.long),
        pytest.param(1200, marks=pytest.mark.long),
        pytest.param(1600, marks=pytest.mark.long),
    ],
)
@pytest.mark.parametrize("path", ["measurements/?picker=any", "cathodes/?elements_all=V", "statements/", "defects/"])
def test_a_list_fits_the_window(page, site, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.url + path)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    expect(page.locator(".filters-body")).to_be_visible(visible=width >= 1152)
    if width == 360:  # each row is a card: nothing lies beside the screen, and every value has its label
        cells = page.locator(".found tbody td[data-label]")
        assert cells.count() > 20
        assert cells.evaluate_all("all => all.filter(one => one.getBoundingClientRect().right > 360).length") == 0


def test_on_a_telephone_the_filters_unfold(page, site):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(site.url + "cathodes/")
    page.locator("#filters > summary").click()
    page.locator("#facet-structure_family a", has_text="layered").click()
    expect(question(page)).to_contain_text("of structure family layered")


SEEN = """() => [...document.querySelectorAll(".found tbody tr:not(.group)")]
    .filter(row => row.getBoundingClientRect().bottom <= window.innerHeight).length"""
CUT = """() => [...document.querySelectorAll(".found .frame, .found table.data td, .found table.data th")]
    .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent.trim().slice(0, 40))"""


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("size", "least"),
    [((1440, 900), 12), ((1024, 768), 6), ((360, 740), 1)],
    ids=lambda one: "x".join(map(str, one)) if isinstance(one, tuple) else None,
)
@pytest.mark.parametrize("path", ["measurements/", "measurements/?property=specific_capacity"])
def test_the_first_screen_shows_measurements_whole(page, site, path, size, least):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(site.url + path)
    assert page.evaluate(SEEN) >= least
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize(("size", "least"), [((1440, 900), 12), ((1024, 768), 6)], ids=["1440x900", "1024x768"])
def test_the_first_screen_of_every_list_has_many_rows_and_cuts_none(page, site, size, least, some):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for key in some(LIST_TYPES, 5):
        page.goto(f"{site.url}{key}/")
        assert page.evaluate(SEEN) >= least, key
        assert page.evaluate(CUT) == [], key
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, key


def test_the_filters_are_skipped_with_one_key(page, site):
    page.goto(site.url + "measurements/")
    page.locator("#list > .skip").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#rows$"))


@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", ["electrolytes", "materials", "cathodes", "defects", "pairs", "cells", "sources"])
def test_a_list_lies_within_its_frame_in_wide_windows(page, site, name):
    """One long reference does not push its column over the edge of the page."""
    page.goto(f"{site.url}{name}/")
    for width in (1600, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator(".found .frame").evaluate("one => one.scrollWidth - one.clientWidth") <= 0
