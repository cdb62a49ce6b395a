"""A reader's own data over a plot, each paste with its right outcome."""

import io

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from mgdb import plots
from mgdb.formats import table_file
from mgdb.plot_input import read_own
from mgdb.plot_input.own_cells import CellFault, Scale, number_of
from mgdb.plots.axes import of_key
from mgdb.science import axes
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES
from tests.yaml_files import cases

CASES = cases("own_data")
NUMBERS = [
    case
    for case in cases("numbers")
    if (PROPERTIES.get(case["entry"]) or CONDITIONS.get(case["entry"])).kind == "number" and "cell" not in case
]
UNITS = ("linear|°C", "linear|S cm⁻¹")
ARRHENIUS = plots.get("arrhenius")


@pytest.fixture(scope="module")
def drawing():
    return ARRHENIUS.build(ARRHENIUS.sample())


def plain(sentences):
    return " ".join(sentences).replace("\u00a0", " ")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].replace("\n", "|"))
def test_what_is_pasted_is_drawn(drawing, case):
    own = read_own(case["text"], drawing, chosen=UNITS)
    assert len(own.points) == case["drawn"]
    faults, doubts = plain(own.faults), plain(own.doubts)
    assert case.get("fault", "") in faults
    assert bool(faults) == ("fault" in case)
    assert case.get("doubt", "") in doubts
    assert bool(doubts) == ("doubt" in case)
    assert case.get("said", "") in plain(own.said)
    if "series" in case:
        assert [one.name for one in own.series] == case["series"]
    if "errors" in case:
        assert sum(None not in point.y_ends for point in own.points) == case["errors"]
    if "symbol" in case:
        assert plots.with_own(drawing, own.series).figure["data"][-1]["marker"]["symbol"][0] == case["symbol"]


@pytest.mark.parametrize("case", NUMBERS, ids=lambda case: f"{case['entry']} {case['printed']}"[:60])
def test_a_cell_is_read_as_every_interface_reads_it(case):
    along, is_read = of_key(case["entry"]), case["outcome"] == "reading"
    try:
        given = axes.axis(along.key, "linear", case["unit"]) if case.get("unit") else None
    except axes.AxisError:  # at the heading, or where it is chosen
        assert not is_read or case["unit"] not in PROPERTIES[case["entry"]].accepted_units
        return
    ends = {case[end] for end in ("value", "low", "high") if case.get(end) is not None}
    is_order = is_read and "order" in case["printed"]
    if not is_read or (len(ends) != 1 and not is_order):  # refused, nothing, or a range, which no point can be
        with pytest.raises(CellFault):
            number_of(Scale(along, given, log=False), case["printed"], "", None)
        return
    read = number_of(Scale(along, given, log=False), case["printed"], "", None)
    if is_order:
        assert read.ends == pytest.approx((case["low"], case["high"]))
    else:
        assert read.value == pytest.approx(ends.pop(), rel=1e-5)
        assert (read.bound == "=") == ("value" in case or case.get("low") == case.get("high"))
    assert bool(read.doubts) == ("doubt" in case)


def test_a_workbook_is_taken(drawing):
    book = Workbook()
    for row in (["T (°C)", "VS4 (S/cm)", "error"], [25, 1.2e-4, 1e-5], [50, 3e-4], ["RT", "2×10^-4"]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    own = read_own(table_file.read(content.getvalue()).text, drawing)
    assert (own.faults, own.doubts) == ((), ())
    [series] = own.series
    assert series.name == "VS4"
    assert [point.drawn.y for point in series.points] == pytest.approx([-3.9208, -3.5229, -3.6990], abs=1e-4)


def test_the_page_draws_and_says_the_same(page, site, drawing):
    page.goto(f"{site.url}plots/arrhenius/")
    page.get_by_text("Add your data").click()
    for field, unit in (("x", "°C"), ("y", "S cm⁻¹")):
        page.select_option(f"#own-unit_{field}", label=unit)
    names = "canvas => canvas.data.filter(({ meta, mode }) => meta?.own && mode === 'markers').map(({ name }) => name)"
    for text in (  # each draws two
        "VS4;25;1e-4\nTiS2;RT;<1e-6",
        "25;1e-4;1e-5\n50;abc\n-250;1e-4",
    ):
        case = read_own(text, drawing, chosen=UNITS)
        page.fill("#own-text", text)
        page.get_by_role("button", name="Plot your data").click()
        expect(page.locator(".own-data [role=status]")).to_contain_text("2 points of yours are drawn")
        expect(page.locator(".own-data .faults li")).to_have_text(list(case.faults))
        expect(page.locator(".own-data .doubts li")).to_have_text(list(case.doubts))
        assert page.locator(".js-plotly-plot").evaluate(names) == [one.name for one in case.series]
