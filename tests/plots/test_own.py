"""Own data over a plot: their traces, the room that axes make for them, their fit and place among the others."""

import subprocess
import sys

import pytest

from mgdb import plots
from mgdb.plot_input import drawing_with, read_own
from mgdb.plots import panels
from mgdb.science.transport import arrhenius

ARRHENIUS = plots.get("arrhenius")
FOUR = "T (°C);mine (S/cm)\n25;1e-5\n50;3e-5\n75;8e-5\n100;1.9e-4"


def drawn(text, slug="arrhenius", **options):
    """A plot of its sample without and with own data."""
    plot = plots.get(slug)
    points = list(plot.sample())
    bare = plot.build(points, **options)
    own = read_own(text, bare)
    assert own.series, own.faults
    return bare, drawing_with(slug, points, options, bare, own)


def table(drawing, key):
    return next(one for one in drawing.tables if one.key == key)


def own_traces(drawing):
    return [one for one in drawing.figure["data"] if (one.get("meta") or {}).get("own")]


def test_a_series_is_fitted_as_the_law_is():
    _, drawing = drawn(FOUR)
    fit = arrhenius([298.15, 323.15, 348.15, 373.15], [1e-5, 3e-5, 8e-5, 1.9e-4])
    low, high = fit.activation_energy_interval
    row = table(drawing, "fits").rows[0]
    assert row[:4] == ("mine", "Arrhenius fit", "4", "25 to 100")
    assert f"Ea {fit.activation_energy:.3f} ± {(high - low) / 2:.3f} eV (from σ)" in row[4]
    _, times_t = drawn(FOUR, form="sigmaT")
    fit = arrhenius([298.15, 323.15, 348.15, 373.15], [1e-5, 3e-5, 8e-5, 1.9e-4], form="sigmaT")
    assert f"Ea {fit.activation_energy:.3f}" in table(times_t, "fits").rows[0][4]
    assert "(from σT)" in table(times_t, "fits").rows[0][4]


@pytest.mark.parametrize(
    "text",
    [
        "T (°C);mine (S/cm)\n25;1e-5\n50;3e-5",
        "T;mine (S/cm)\nRT;1e-5\n50 °C;3e-5\n75 °C;8e-5",  # room temperature is assumed
        "T (°C);mine (S/cm)\n25;1e-5\n50;3e-5\n75;<8e-5",
        "T (°C);mine (S/cm)\n25;1e-5\n50;3e-5\n75;8",  # implausible
    ],
    ids=["two", "assumed", "bound", "doubtful"],
)
def test_what_is_not_certain_enters_no_fit(text):
    bare, drawing = drawn(text)
    assert len(table(drawing, "fits").rows) == len(table(bare, "fits").rows)


def test_own_data_have_their_place_at_the_chosen_temperature():
    bare, drawing = drawn(FOUR, at_celsius=60.0)
    [(name, sigma, how, place, higher, lower)] = table(drawing, "places").rows
    law = arrhenius([298.15, 323.15, 348.15, 373.15], [1e-5, 3e-5, 8e-5, 1.9e-4]).conductivity(333.15)
    assert name == "mine"
    assert sigma.replace("\u202f", " ").replace("\u00a0", " ") == "≈ 4.6 × 10⁻⁵ S cm⁻¹"
    assert law == pytest.approx(4.6e-5, rel=0.02)
    assert how == "Arrhenius fit, within the data"
    others = len(table(bare, "readings").rows)
    assert place == f"2 of {others + 1}"
    assert higher.startswith("MgSc₂Se₄")
    assert lower.startswith("Mg₃(BH₄)₄(NH₂)₂")
    far = table(drawn("T (°C);mine (S/cm)\n25;1e-5", at_celsius=60.0)[1], "places")
    assert far.rows[0][0] == "nothing reaches this temperature"


def test_what_is_implausible_is_marked_and_stretches_no_axis():
    bare, drawing = drawn("T (°C);mine (S/cm)\n-250;1e-4\n25;30\n25;1e-4")
    *_, trace = own_traces(drawing)
    assert trace["marker"]["symbol"] == ["circle-x-open", "circle-x-open", "asterisk-open"]
    assert "In doubt: −250" in trace["hovertext"][0]
    assert drawing.figure["layout"]["xaxis"]["range"] == bare.figure["layout"]["xaxis"]["range"]
    assert max(drawing.figure["layout"]["yaxis"]["range"]) < 0
    assert [item.y for item in drawing.own_outside] == pytest.approx([-4, 1.4771], abs=1e-4)
    remarks = [row[-1] for row in table(drawing, "own").rows]
    assert remarks[0].startswith("outside the axes; in doubt: −250")
    assert remarks[2] == "–"


def test_axes_make_room_for_what_is_plausible():
    _, drawing = drawn("T (°C);mine (S/cm)\n-150;1e-4")
    low, high = drawing.figure["layout"]["xaxis"]["range"]
    assert low < 1000 / 123.15 < high
    assert drawing.own_outside == ()


WITH_AXES = [plot for plot in plots.plots().values() if plot.build(plot.sample()).axes]


@pytest.mark.parametrize("plot", WITH_AXES, ids=lambda plot: plot.SLUG)
def test_every_plot_takes_own_data(plot):
    """A value of the plot's own that is drawn again stands where it stands."""
    assert len(WITH_AXES) >= 10
    bare = plot.build(plot.sample())
    item = next(one for one in bare.drawn if not one.point.suspect)
    across, up = bare.axes
    x_unit, y_unit = (f" {axis.unit}" if axis.entry and axis.unit != "1" else "" for axis in (across, up))
    if up.law == "row":
        text = f"mine;{item.x}{x_unit}\nyours;{item.x}{x_unit}"
    elif up.law:
        text = f"{1000 / item.x} K;{10**item.y} S/cm"
    else:
        text = f"{item.x}{x_unit};{item.y}{y_unit}"
    own = read_own(text, bare)
    assert own.faults == ()
    drawing = plots.with_own(bare, own.series)
    *_, trace = own_traces(drawing)
    assert trace["x"][0] == pytest.approx(item.x)
    if up.law == "row":
        assert trace["y"] == [-1, -2]
        assert drawing.figure["layout"]["yaxis"]["ticktext"][-2:] == ["mine", "yours"]
        assert drawing.figure["layout"]["yaxis"]["range"][0] < -2
    else:
        assert trace["y"][0] == pytest.approx(item.y)
    assert bare.figure["data"] == drawing.figure["data"][: len(bare.figure["data"])]


def test_own_data_are_drawn_in_the_panel_of_their_scale_and_asked_for_it():
    one = ARRHENIUS.build(ARRHENIUS.sample())
    bare = panels.stacked([one, one])
    bare.figure["layout"]["yaxis2"]["title"] = {"text": "other scale"}
    [first, second] = plots.panels_of(bare)
    assert (first[0], second[0]) == ("", "2")
    asked = read_own("25 °C;1e-4 S/cm", bare)
    assert not asked.series
    assert "Choose that of your data" in asked.faults[0]
    title = plots.panels_of(bare)[1][1]
    own = read_own("25 °C;1e-4 S/cm", bare, panel=title)
    trace = plots.with_own(bare, own.series, own.panel).figure["data"][-1]
    assert (trace["xaxis"], trace["yaxis"], trace["name"]) == ("x2", "y2", "My data")


def test_the_script_holds_own_data(tmp_path):
    bare, drawing = drawn("T (°C);mine\"\\n'{} é (S/cm)\n25;1e-4;\n-250;1e-4")
    added = plots.additions(bare, drawing)
    assert set(added["layout"]) <= {"xaxis", "yaxis", "showlegend"}
    script = plots.script_of("arrhenius", "Arrhenius plot", "http://127.0.0.1/api/plots/arrhenius/", added)
    file = tmp_path / "redraw.py"
    answer = {"figure": bare.figure, "account": bare.account}
    file.write_text(
        script.replace("answer = fetch()", f"answer = {answer!r}").partition("    page = Path")[0]
        + "    print(figure(answer).to_json())\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert script.isascii()
    assert "−250" in done.stdout or "\\u2212250" in done.stdout
