"""Ten questions of a researcher, each answered from the front page within six actions (docs/questions.md).

An action is a click, a choice, or a text typed and sent with Enter.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

MOST = 6


class Reader:
    """Whoever asks, at the front page, with the actions counted."""

    def __init__(self, page, site):
        self.page, self.actions = page, 0
        page.goto(site.url)

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def goes(self, name: str) -> None:
        """By the navigation."""
        self.clicks(self.page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True))

    def clicks(self, where: Locator) -> None:
        self.actions += 1
        where.first.click()

    def chooses(self, label: str, option: str) -> None:
        self.actions += 1
        self.page.get_by_label(label, exact=True).first.select_option(label=option)

    def types(self, label: str, text: str) -> None:
        self.actions += 1
        self.page.get_by_label(label, exact=True).first.fill(text)

    def asks(self, text: str) -> None:
        """By the search of the front page."""
        self.actions += 1
        self.page.get_by_role("search").get_by_role("combobox").fill(text)
        self.page.keyboard.press("Enter")

    def link(self, name: str | re.Pattern[str], exact: bool = False) -> Locator:
        return self.main.get_by_role("link", name=name, exact=exact)

    def opens(self, facet: str) -> None:
        self.clicks(self.page.locator("summary", has_text=re.compile(rf"^\s*{facet}")))


@pytest.fixture
def reader(page, site):
    page.set_viewport_size({"width": 1440, "height": 900})
    found = Reader(page, site)
    yield found
    assert found.actions <= MOST


def shown(cells: list[str]) -> list[float]:
    """The numbers of typeset cells, the least where there are two: “≈ 1.2 × 10−3 …” → 0.0012."""
    found = []
    for cell in cells:
        text = cell.replace("\u2212", "-").replace("\u202f", "").replace("\u2009", "")
        number = re.search(r"10(-\d+)|(\d[\d.]*)(?:\s*×\s*10(-?\d+))?", text)
        if number:
            found.append(float(number[2] or 1) * 10.0 ** int(number[1] or number[3] or 0))
    return found


def test_which_conductivities_were_reported_of_a_substance_and_how(reader):
    reader.asks("MgSc2Se4 conductivity")
    expect(reader.main).to_contain_text("Ionic conductivity in records that mention MgSc2Se4")
    expect(reader.main).to_contain_text("temperature 25 °C (assumed)")
    expect(reader.link("All 5 values")).to_be_visible()


def test_which_electrolytes_conduct_magnesium_best_up_to_30_celsius(reader):
    reader.asks("Mg2+ ionic conductivity")
    reader.clicks(reader.link(re.compile(r"^All \d+ values")))
    reader.opens("Temperature")
    reader.types("Temperature to", "30")
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile("temperature_max=30"))
    reader.clicks(reader.page.locator("thead").get_by_role("link", name=re.compile("^Value")))
    expect(reader.page).to_have_url(re.compile("ordering=-value"))
    heads = reader.page.locator("thead th").all_inner_texts()
    place = next(number for number, head in enumerate(heads) if head.startswith("Value"))
    cells = reader.page.locator(f"tbody tr > :nth-child({place + 1})").all_inner_texts()[:12]
    values = shown(cells)
    assert len(values) == 12
    assert values == sorted(values, reverse=True)
    carriers = next(number for number, head in enumerate(heads) if head.startswith("Carrier cations"))
    cells = reader.page.locator(f"tbody tr > :nth-child({carriers + 1})").all_inner_texts()[:12]
    assert all("Mg" in cell for cell in cells)


def test_how_conduction_of_a_class_changes_with_temperature(reader):
    reader.goes("Plots")
    reader.clicks(reader.link("Arrhenius plot"))
    expect(reader.page.locator("figure .main-svg").first).to_be_visible()
    reader.opens("Filter the values")
    reader.opens("Electrolyte class")
    reader.clicks(reader.page.locator("#facet-electrolyte_class a", has_text="(boro)hydride"))
    expect(reader.page).to_have_url(re.compile("electrolyte_class="))
    expect(reader.main).to_contain_text("(boro)hydride")
    expect(reader.page.locator("figure .main-svg").first).to_be_visible()


def test_which_cathodes_hold_most_in_cells_of_magnesium_alone(reader):
    reader.goes("Cathodes")
    reader.opens("Strict Mg")
    reader.clicks(reader.link("No known departure"))
    expect(reader.page).to_have_url(re.compile("strict_mg=no_departure"))
    head = reader.page.locator("thead").get_by_role("link", name=re.compile("Specific capacity"))
    reader.clicks(head)
    expect(reader.page).to_have_url(re.compile("ordering=-"))
    expect(reader.page.locator("tbody tr").first).to_contain_text(re.compile(r"\d"))


def test_by_what_factor_a_kind_of_defect_helped(reader):
    reader.goes("Plots")
    reader.clicks(reader.link("What a strategy does"))
    reader.chooses("Group by", "kind of defect")
    reader.clicks(reader.main.get_by_role("button", name="Update plot"))
    expect(reader.main).to_contain_text(re.compile(r"vacancy.*n = \d+"))


def test_where_a_result_of_mine_stands(reader):
    reader.goes("Place my result")
    reader.clicks(reader.link("Specific capacity"))
    reader.types("Specific capacity", "150 mAh/g")
    reader.types("Current density", "100")
    reader.types("Cycle number", "100")
    reader.chooses("Test step", "cycling")
    reader.page.keyboard.press("Enter")
    expect(reader.main).to_contain_text(re.compile(r"[Bb]etter than \d+ of \d+"))


def test_what_a_paper_reports_and_where_in_it(reader):
    reader.asks("10.1007/s40820-024-01495-1")
    if "/sources/" not in reader.page.url:
        reader.clicks(reader.page.locator("main a[href*='/sources/']"))
    expect(reader.page).to_have_url(re.compile("/sources/"))
    expect(reader.main).to_contain_text("Table 1")
    expect(reader.page.locator("main table").first).to_be_visible()


def test_which_electrolytes_without_chloride_strip_magnesium_efficiently(reader):
    reader.asks("plating/stripping Coulombic efficiency")
    reader.clicks(reader.link(re.compile(r"^All \d+ values")))
    reader.opens("Chloride")
    reader.clicks(reader.page.locator("#facet-chloride a", has_text=re.compile(r"^\s*no")))
    expect(reader.page).to_have_url(re.compile("chloride="))
    expect(reader.page.locator("tbody tr").first).to_contain_text("%")


def test_whether_modified_and_pristine_were_measured_alike(reader):
    reader.goes("Compare")
    reader.clicks(reader.link(re.compile("engineered defects")))
    expect(reader.main).to_contain_text("×")
    expect(reader.page.locator("main table").first).to_be_visible()


def test_the_numbers_go_into_a_program_of_mine(reader, tmp_path):
    reader.asks("MgSc2Se4 conductivity")
    reader.clicks(reader.link("All 5 values"))
    reader.opens("Export")
    with reader.page.expect_download() as saved:
        reader.clicks(reader.link("CSV"))
    rows = list(csv.DictReader(io.StringIO(Path(saved.value.path()).read_text(encoding="utf-8-sig"))))
    assert len(rows) == 5
    assert {"7.2e-05", "2.7e-05"} <= {row["value"] for row in rows}
