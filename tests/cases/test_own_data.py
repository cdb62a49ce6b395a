"""A reader's own data over a plot, each paste with its right outcome."""

import pytest
from playwright.sync_api import expect

from tests.yaml_files import cases

CASES = cases("own_data")


def marked(case):
    marks = [pytest.mark.xfail(strict=True, reason=case["later"])] if "later" in case else []
    return pytest.param(case, id=case["text"].replace("\n", "|"), marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_what_is_pasted_is_drawn(page, site, case):
    page.goto(f"{site.url}plots/arrhenius/")
    page.get_by_text("Overlay my data").click()
    for place, unit in enumerate(("°C", "S cm⁻¹")):
        page.select_option(f"#overlay-unit-{place}", unit)
    page.fill("#overlay-text", case["text"])
    page.get_by_role("button", name="Draw my data").click()
    status = page.locator(".overlay [role=status]")
    expect(status).not_to_be_empty()
    points = "1 point of yours is drawn." if case["drawn"] == 1 else f"{case['drawn']} points of yours are drawn."
    assert status.inner_text() == points
    doubted = page.locator(".overlay .doubts").inner_text()
    assert case.get("doubt", "") in doubted
    assert bool(doubted) == ("doubt" in case)
    if "symbol" in case:
        symbols = "canvas => canvas.data.find(({ name }) => name === 'My data').marker.symbol"
        assert page.locator(".js-plotly-plot").evaluate(symbols) == [case["symbol"]]


@pytest.mark.xfail(strict=True, reason="own data come as text, not as a workbook")
def test_a_workbook_is_taken(page, site):
    page.goto(f"{site.url}plots/arrhenius/")
    page.get_by_text("Overlay my data").click()
    assert ".xlsx" in (page.locator(".overlay input[type=file]").get_attribute("accept") or "")
