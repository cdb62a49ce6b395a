"""Plots in a real browser: reading a temperature, own data, files, keyboard, a curve from the admin to the figure."""

import csv
import json
import math
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from mgdb import review
from mgdb.models import Curve, Measurement
from mgdb.science.transport import BOLTZMANN
from tests.headless import sign_in

DRAWN = "[data-drawn=yes]"


def opened(page, site, path):
    page.goto(site.url + path)
    expect(page.locator(DRAWN)).to_have_count(1)
    return page


def traces(page):
    return page.locator(DRAWN).evaluate(
        "canvas => canvas.data.map(({name, x, y, marker}) => ({name, x: [...(x ?? [])], y: [...(y ?? [])], "
        "symbol: marker?.symbol}))"
    )


def readings(page):
    frame = page.locator('[data-table="readings"]')
    return frame.locator("tr").all_inner_texts(), frame.locator("caption").inner_text()


def own_data(page, text):
    if not page.locator(".own-data[open]").count():
        page.get_by_text("Add your data").click()
    page.fill("#own-text", text)
    page.get_by_role("button", name="Plot your data").click()


@pytest.mark.sampled(1)
@pytest.mark.parametrize("celsius", [25, 410, -20])
def test_the_line_of_temperature_reads_what_the_server_reads(page, site, celsius):
    opened(page, site, f"plots/arrhenius/?at_celsius={celsius}")
    expected = readings(page)
    opened(page, site, "plots/arrhenius/?at_celsius=100")
    assert readings(page) != expected
    number = page.get_by_label("Temperature that is read, in °C, as a number")
    number.fill(str(celsius))
    number.press("Enter")
    expect(page.locator('[data-table="readings"] caption')).to_have_text(expected[1])
    assert readings(page) == expected


def test_the_keyboard_moves_the_line_of_temperature_and_the_form_keeps_it(page, site):
    opened(page, site, "plots/arrhenius/?at_celsius=25")
    slider = page.get_by_role("slider", name="Temperature that is read, in °C")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator('[data-table="readings"] caption')).to_contain_text("26\u00a0°C")
    shapes = page.locator(DRAWN).evaluate("canvas => canvas.layout.shapes")
    assert [shape["x0"] for shape in shapes] == [pytest.approx(1000 / 299.15)] * 2
    page.get_by_role("button", name="Update plot", exact=True).click()
    page.wait_for_url("**at_celsius=26*")


def test_the_mouse_drags_the_line_of_temperature(page, site):
    opened(page, site, "plots/arrhenius/?at_celsius=25")
    page.set_viewport_size({"width": 1280, "height": 1100})
    handle = page.locator(".layer-above .shapelayer path").first
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.5
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 200, y, steps=5)
    page.mouse.up()
    expect(page.locator('[data-table="readings"] caption')).not_to_contain_text(" 25\u00a0°C")
    number = float(page.get_by_label("Temperature that is read, in °C, as a number").input_value())
    handle, line = page.locator(DRAWN).evaluate("canvas => canvas.layout.shapes")
    assert number > 60
    assert handle["x0"] == line["x0"] == pytest.approx(1000 / (number + 273.15), abs=0.01)
    assert (line["y0"], line["y1"]) == (0, 1)


def test_the_line_of_temperature_takes_no_point_from_the_mouse(page, site):
    opened(page, site, "plots/arrhenius/?at_celsius=25")
    page.set_viewport_size({"width": 1280, "height": 1100})
    page.locator(DRAWN).scroll_into_view_if_needed()
    covered = page.locator(DRAWN).evaluate(
        """canvas => {
          const handle = canvas.querySelector(".layer-above .shapelayer path").getBoundingClientRect();
          const taken = [...canvas.querySelectorAll(".scatterlayer .points path")].filter((point) => {
            const box = point.getBoundingClientRect();
            const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return box.y > handle.bottom && top?.closest(".shapelayer");
          });
          return taken.length;
        }"""
    )
    assert covered == 0


def test_own_data_are_drawn_and_kept_in_the_browser_and_go_into_its_files(page, site):
    opened(page, site, "plots/arrhenius/?at_celsius=25")
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    own_data(page, "T (°C);mine <b> (mS/cm)\n25;0.1\n100;1,5\n150;5")
    said = page.locator(".own-data [role=status]")
    expect(said).to_contain_text("3 points of yours are drawn")  # the first that this server reads
    [own] = [trace for trace in traces(page) if trace["name"] == "mine &lt;b&gt;"]
    # by hand: 1000/298.15 = 3.3540, 1000/373.15 = 2.6799; 0.1 mS/cm = 10⁻⁴ S/cm, 1.5 mS/cm: log10 0.0015 = −2.824
    assert own["x"][:2] == [pytest.approx(3.3540, abs=1e-4), pytest.approx(2.6799, abs=1e-4)]
    assert own["y"][:2] == [pytest.approx(-4.0), pytest.approx(-2.8239, abs=1e-4)]
    places = page.locator('[data-table="places"]')
    expect(places).to_contain_text("25\u00a0°C")
    number = page.get_by_label("Temperature that is read, in °C, as a number")
    number.fill("60")
    number.press("Enter")
    expect(places.locator("caption")).to_contain_text("60\u00a0°C")
    expect(places.locator("td").nth(2)).to_have_text(re.compile(r"^\d+ of \d+$"))
    page.fill("#own-text", "typed since, and not drawn")
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSV", exact=True).click()
    rows = list(csv.DictReader(Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert [row["source"] for row in rows if row["name"] == "mine <b>"] == ["your own data"] * 3
    page.reload()
    expect(said).to_contain_text("3 points of yours are drawn")
    # to this site alone, in the body of a request, and never in an address that a log keeps
    sent = [(method, url) for method, url in asked if not url.startswith(("data:", "blob:"))]
    assert all(url.startswith(site.url) for _, url in sent)
    assert {url.partition("?")[0] for method, url in sent if method == "POST"} == {
        f"{site.url}plots/arrhenius/own-data/"
    }
    assert not [url for _, url in sent if "mine" in url or "0.1" in url.partition("?")[2]]
    page.get_by_role("button", name="Remove").click()
    expect(said).to_contain_text("Removed")
    assert not [trace for trace in traces(page) if trace["name"].startswith("mine")]
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('own'))") == []
    expect(page.get_by_role("link", name="CSV")).to_be_visible()


def test_own_data_on_other_axes_are_asked_for_their_unit_and_come_from_a_file(page, site, tmp_path):
    opened(page, site, "plots/rate/")
    own_data(page, "0.1; 50\n")
    alert = page.locator(".own-data [role=alert]")
    expect(alert).to_contain_text("No unit is given for current density: choose it, or write it in the heading")
    page.select_option("#own-unit_x", label="A g⁻¹")
    page.select_option("#own-unit_y", label="mAh g⁻¹")
    file = tmp_path / "mine.csv"
    file.write_text("current;capacity\n0,1;77,5\n", encoding="utf-8")
    page.set_input_files("#own-file", str(file))
    expect(page.locator(".own-data [role=status]")).to_contain_text("1 point of yours is drawn")
    expect(alert).to_be_hidden()
    assert page.locator("#own-text").input_value() == "current;capacity\n0,1;77,5\n"
    [own] = [trace for trace in traces(page) if trace["name"] == "My data"]
    assert (own["x"], own["y"]) == ([100], [77.5])
    file.write_bytes(b"%PDF-1.7")
    page.set_input_files("#own-file", str(file))
    expect(alert).to_contain_text("This is a PDF, which holds no table")
    assert [trace for trace in traces(page) if trace["name"] == "My data"] == [own]  # what was drawn before stays


def test_the_keyboard_goes_from_cell_to_cell_and_opens_what_could_fill_one(page, site):
    opened(page, site, "plots/coverage/?table=family&property=ionic_conductivity")
    page.locator(DRAWN).focus()
    page.keyboard.press("End")
    said = page.locator(".plot-said").inner_text()
    assert said.startswith("Point ")
    assert "none; " in said
    expect(page.locator(".hoverlayer")).to_contain_text("none; ")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Materials")
    assert "without_property=ionic_conductivity" in page.url


def test_images_and_files_hold_what_is_drawn(page, site):
    opened(page, site, "plots/rate/?show=retention")
    names = {}
    for kind in ("PNG", "SVG"):
        with page.expect_download() as saved:
            page.get_by_role("button", name=kind).press("Enter")  # by the keyboard
        names[kind] = Path(saved.value.path()).read_bytes()
        assert saved.value.suggested_filename == f"mgdb-rate.{kind.lower()}"
    assert names["PNG"].startswith(b"\x89PNG")
    svg = names["SVG"].decode()
    assert "<svg" in svg
    assert "Capacity retention" in svg
    words = " ".join(re.findall(r"<tspan[^>]*>([^<]+)</tspan>", svg))
    assert "Rate performance" in words
    assert "All published measurements. Show: retention" in words
    assert re.search(r"[0-9]+ values drawn · MgDB, [0-9]{1,2} \w+ 20[0-9]{2} · http://\S+/plots/rate/", words)
    assert "doi:" not in words
    page.get_by_label("with sources").check()
    with page.expect_download() as saved:
        page.get_by_role("button", name="SVG").click()
    words = " ".join(re.findall(r"<tspan[^>]*>([^<]+)</tspan>", Path(saved.value.path()).read_text(encoding="utf-8")))
    assert re.search(r"Sources: \[[A-Z]\w+20[0-9]{2}[a-z]?\] [A-Z][^\[]+, doi:10\.", words)
    with page.expect_download() as saved:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.reader(Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    with page.expect_download() as saved:
        page.get_by_role("link", name="figure JSON").click()
    figure = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    points = sum(len(trace["hovertext"]) for trace in figure["data"] if isinstance(trace.get("hovertext"), list))
    assert points == len(rows) - 1 > 5


def test_markers_are_moved_aside_on_the_screen_alone(page, site):
    opened(page, site, "plots/records/")
    xs = "JSON.stringify(document.querySelector('[data-plot]').data.map((trace) => trace.x))"
    true = page.evaluate(xs)
    box = page.get_by_label("Separate overlapping markers")
    box.check()
    page.wait_for_function(f"{xs} !== {json.dumps(true)}")
    # dual-salt strokes go with their markers
    stroke, marks = page.evaluate(
        """() => {
          const data = document.querySelector("[data-plot]").data;
          const stroke = data.find((trace) => trace.meta?.of);
          const marks = data.filter((trace) => trace.customdata).flatMap((trace) =>
            trace.x.map((x, at) => [trace.customdata[at][0], x, trace.y[at]].join()));
          return [stroke.x.map((x, at) => [stroke.meta.of[at], x, stroke.y[at]].join()), marks];
        }"""
    )
    assert set(stroke) <= set(marks)
    with page.expect_download() as saved:
        page.get_by_role("button", name="SVG").click()
    moved = Path(saved.value.path()).read_text(encoding="utf-8")
    box.uncheck()
    page.wait_for_function(f"{xs} === {json.dumps(true)}")
    with page.expect_download() as saved:
        page.get_by_role("button", name="SVG").click()
    places = [re.findall(r'<path class="point[^"]*"[^>]*transform="([^"]+)"', text)
              for text in (moved, Path(saved.value.path()).read_text(encoding="utf-8"))]  # fmt: skip
    assert places[0] == places[1]
    assert len(places[0]) > 50


@pytest.mark.parametrize(
    ("width", "every"), [(360, 5), *(pytest.param(width, 1, marks=pytest.mark.long) for width in (360, 1600))]
)
def test_every_plot_fits_the_window(page, site, width, every):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.url + "plots/")
    paths = page.locator("main a[href^='/plots/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert len(paths) >= 10
    for path in sorted(paths)[::every]:
        page.goto(site.url + path.lstrip("/"))
        if page.locator("[data-plot]").count():
            expect(page.locator(DRAWN)).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path


def test_plot_code_is_loaded_where_a_plot_is_and_deferred(page, site):
    page.goto(site.url + "cathodes/")
    assert page.locator("script[src*=plotly]").count() == 0
    opened(page, site, "plots/rate/")
    scripts = page.locator("script[src*=plot]").evaluate_all("all => all.map(one => one.defer)")
    assert len(scripts) >= 3
    assert all(scripts)


def test_a_curve_of_webplotdigitizer_goes_through_the_admin_into_a_fit(page, live_site):
    ada = User.objects.create_user("ada", is_staff=True)
    ada.groups.add(Group.objects.get(name="contributor"))
    reported = (
        Measurement.objects.published()
        .filter(property_key="activation_energy", material__isnull=False, value__isnull=False, bound="=")
        .first()
    )
    # a hand-worked law, nobody's measurement: log10 σ = −1 − 0.25 eV/(k_B T ln 10), at 1000/T = 2.8 … 3.4
    slope = 0.25 / (BOLTZMANN * math.log(10)) / 1000
    table = "mine,\nX,Y\n" + "".join(f"{x},{-1 - slope * x:.6f}\n" for x in (2.8, 3.0, 3.2, 3.4))
    sign_in(page.context, live_site.url, ada)
    page.goto(f"{live_site.url}admin/mgdb/curve/add/")
    page.fill("#id_name", "Hand-worked law")
    for field, row in (("material", reported.material), ("source", reported.source), ("document", reported.source)):
        # what the autocomplete widget does when a row is picked
        page.locator(f"#id_{field}").evaluate(
            "(select, [id, label]) => select.append(new Option(label, id, true, true))", [row.pk, row.public_id]
        )
    page.select_option("#id_y_axis", "ionic_conductivity")
    page.select_option("#id_y_transform", "log10")
    page.fill("#id_y_unit", "S cm⁻¹")
    page.fill("#id_x_label", "1000/T (K-1)")
    page.fill("#id_points", table)
    page.fill("#id_locator", "Fig. 3")
    # drawn before it is saved, with the plots that will take it
    expect(page.locator("[data-canvas] .points path")).to_have_count(4)
    expect(page.locator(".takings")).to_contain_text("Arrhenius plot: 4 of 4 points")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    curve = Curve.objects.get(name="Hand-worked law")
    assert (curve.x_axis, curve.x_transform, curve.x_unit) == ("temperature", "inverse_1e3", "K⁻¹")
    opened(page, live_site, "plots/arrhenius/")
    assert "Arrhenius fit" not in page.locator('[data-table="fits"]').inner_text()  # not yet published
    review.submit(curve, by=curve.entered_by, seen=curve.revision)
    second = User.objects.create_superuser("second")
    review.publish(curve, by=second, seen=Curve.objects.get(pk=curve.pk).revision)
    opened(page, live_site, "plots/arrhenius/")
    row = page.locator('[data-table="fits"] tr', has_text="Arrhenius fit")
    expect(row).to_contain_text("Ea 0.2500 ± 0.0000 eV (from σ)")
    expect(row.locator("td").nth(1)).to_have_text("4")
    expect(row.locator("td").nth(4)).to_contain_text(f"{reported.value:g}"[:4])
    fitted = [trace for trace in traces(page) if trace["name"].endswith("Arrhenius fit")]
    assert {round(x, 2) for trace in fitted for x in trace["x"]} >= {2.8, 3.4}
    expect(page.locator(".account")).to_contain_text("4 of a digitised curve")


def test_a_double_click_reaches_a_value_outside_the_axes(page, live_site):
    row = (
        Measurement.objects.published()
        .filter(property_key="specific_capacity", bound="=", low__isnull=False)
        .filter(conditions__key="test_step", conditions__text="rate")
        .first()
    )
    Measurement.objects.filter(pk=row.pk).update(value=4e6, low=4e6, high=4e6)

    def top():
        return page.locator(DRAWN).evaluate("canvas => canvas._fullLayout.yaxis.range[1]")

    opened(page, live_site, "plots/rate/")
    assert top() < 1e4
    expect(page.locator(".outside a").first).to_have_attribute("href", f"/measurements/{row.public_id}/")
    expect(page.locator(DRAWN)).to_contain_text("1 value lies outside the axes")
    page.locator(".nsewdrag").first.dblclick()
    page.wait_for_function("canvas => canvas._fullLayout.yaxis.range[1] > 4e6", arg=page.query_selector(DRAWN))
    page.get_by_role("link", name="Show all values").click()
    expect(page.locator(DRAWN)).to_have_count(1)
    assert top() > 4e6


def test_a_large_figure_is_fetched_and_then_drawn_as_any_other(page, site, console_errors):
    """The page as it is sent for a large figure: without it, and with the address at which it stands."""
    asked = []

    def large(route):
        answer = route.fetch()
        block = r'(<script type="application/json" id="figure-arrhenius")>.*?(</script>)'
        body, count = re.subn(block, r'\1 data-address="?format=json">\2', answer.text(), flags=re.DOTALL)
        assert count == 1
        route.fulfill(response=answer, body=body)

    def busy_at_first(route):
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(status=503, headers={"Retry-After": "1"}, body="busy")
        elif len(asked) == 2:
            route.fulfill(status=500, body="no")
        else:
            route.continue_()

    opened(page, site, "plots/arrhenius/")
    expected = traces(page)
    page.route(re.compile(r"/plots/arrhenius/$"), large)
    page.route(re.compile(r"/plots/arrhenius/\?format=json$"), busy_at_first)
    page.goto(f"{site.url}plots/arrhenius/")
    expect(page.locator(".canvas .waiting")).to_contain_text("could not be fetched (the server answered 500)")
    assert len(console_errors) == 2, "that of the busy server and that of its fault"
    console_errors.clear()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(DRAWN)).to_have_count(1)
    assert traces(page) == expected
    own_data(page, "T (°C);σ (S/cm)\n25;1e-4\n60;1e-3")
    expect(page.locator(".account")).to_contain_text("2 points of your own")
    page.get_by_role("button", name="Remove").click()
    expect(page.locator(".account")).not_to_contain_text("of your own")
    assert traces(page) == expected
