"""Figures of hundreds of values stay readable, and light enough to be fetched; those of few stay as they are."""

import json
from dataclasses import replace

import pytest
from django.template import engines

from mgdb import plots
from mgdb.plots import Point, PointCondition, arrhenius, crowd
from mgdb.plots.style import CROWD
from mgdb.science.quantity import Quantity

OF_POINTS = [plot for plot in plots.plots().values() if plots.takes(plot) == plots.VALUES]


def conductor(number: int, **changes) -> Point:
    kelvin = 298.15 + number % 5 * 20
    return Point(
        id=f"mea-{number}",
        property_key="ionic_conductivity",
        quantity=Quantity(value=10.0 ** -(number % 6 + 1)),
        material=f"m{number}",
        name=f"specimen {number}",
        electrolyte_class=("oxide", "solid polymer electrolyte")[number % 2],
        source="Doe 2024",
        url=f"/measurements/mea-{number}/",
        conditions={"temperature": PointCondition(low=kelvin, high=kelvin, printed=f"{kelvin:g} K")},
        **{"chemistry": "Mg", **changes},
    )


def drawn(count: int, **changes):
    return plots.draw(arrhenius, [conductor(number, **changes) for number in range(count)], chemistry="all")


def of_values(drawing):
    return [trace for trace in drawing.figure["data"] if "customdata" in trace and "markers" in trace["mode"]]


def test_a_crowd_has_small_markers_and_no_number_at_each_place():
    few, many = drawn(60), drawn(2 * CROWD)
    assert {trace["marker"]["size"] for trace in of_values(few)} == {9}
    assert {trace["marker"]["size"] for trace in of_values(many)} == {6}
    assert {trace["marker"]["symbol"] for trace in of_values(many)} == {"circle"}
    assert [trace for trace in few.figure["data"] if trace["name"] == "values at one place"]
    assert not [trace for trace in many.figure["data"] if trace["name"] == "values at one place"]
    assert "more at the same place" in of_values(many)[0]["hovertext"][0]
    assert {trace["name"] for trace in of_values(many)} == {"oxide", "solid polymer electrolyte"}  # one entry a class


def test_each_value_of_a_crowd_takes_few_bytes():
    count = 4 * CROWD
    size = len(json.dumps(drawn(count).figure, ensure_ascii=False, separators=(",", ":")).encode())
    assert size / count < 300


def test_what_holds_for_most_is_told_once_and_not_drawn_at_each():
    def rings(drawing):
        return [trace for trace in drawing.figure["data"] if trace["name"] == "chemistry not stated"]

    many = drawn(CROWD, chemistry="")
    assert not rings(many)
    assert "Of most values the battery chemistry is not stated" in many.key
    assert rings(drawn(60, chemistry=""))
    some = [conductor(number, chemistry="" if number < 20 else "Mg") for number in range(CROWD)]
    assert rings(plots.draw(arrhenius, some, chemistry="all"))


def series(number: int, *, rising: bool = False) -> list[Point]:
    """A specimen at five temperatures; `rising`: it conducts the better the colder it is, which no conductor does."""
    return [
        replace(
            conductor(5 * number + step),
            material=f"m{number}",
            name=f"specimen {number}",
            electrolyte_class=("oxide", "MOF")[number % 2],
            quantity=Quantity(value=10.0 ** -(5 + (step if rising else -step) / 10 + number % 7)),
        )
        for step in range(5)
    ]


def lines(drawing) -> list[dict]:
    return [trace for trace in drawing.figure["data"] if trace["mode"] == "lines" and "hovertext" in trace]


def segments(trace) -> list[list[tuple]]:
    found: list[list[tuple]] = [[]]
    for x, y, text in zip(trace["x"], trace["y"], trace["hovertext"], strict=True):
        if x is None:
            assert y is None
            found.append([])
        else:
            found[-1].append((x, y, text))
    return found


def test_lines_of_a_crowd_share_a_trace_for_each_class_and_dash():
    count = CROWD // 5
    points = [point for number in range(count) for point in series(number)]
    many = plots.draw(arrhenius, points)
    shared = lines(many)
    assert [(trace["legendgroup"], trace["line"]["dash"]) for trace in shared] == [
        ("oxide", "dash"), ("oxide", "solid"), ("MOF", "dash"), ("MOF", "solid"),
    ]  # fmt: skip
    assert len(many.figure["data"]) < 12
    solid = segments(shared[1])
    assert len(solid) == count // 2
    named = [{text for _, _, text in one} for one in solid]
    assert [len(one) for one in named] == [1] * len(solid)  # every point says of which specimen its line is
    assert [f"specimen {2 * number}<" in next(iter(one)) for number, one in enumerate(named)] == [True] * len(solid)
    ends = plots.draw(arrhenius, series(0)).figure["data"]
    alone = next(trace for trace in ends if trace["mode"] == "lines" and trace["line"].get("dash") == "solid")
    assert solid[0][0][:2] == pytest.approx((alone["x"][0], alone["y"][0]))
    assert solid[0][-1][:2] == pytest.approx((alone["x"][-1], alone["y"][-1]))


def test_lines_of_few_have_traces_of_their_own():
    few = plots.draw(arrhenius, [point for number in range(4) for point in series(number)])
    assert len(lines(few)) == 4 * 3
    assert all(None not in trace["x"] for trace in lines(few))


def test_lines_in_doubt_of_a_crowd_have_one_entry_for_each_class():
    points = [point for number in range(CROWD // 5) for point in series(number, rising=number % 3 == 0)]
    crosses = [
        trace
        for trace in plots.draw(arrhenius, points).figure["data"]
        if trace.get("marker", {}).get("symbol") == "x-thin"
    ]
    assert [(trace["name"], trace["legendgroup"], len(trace["x"])) for trace in crosses] == [
        ("10 lines in doubt (oxide)", "oxide", 10), ("10 lines in doubt (MOF)", "MOF", 10),
    ]  # fmt: skip
    assert all("In doubt" in text for trace in crosses for text in trace["hovertext"])


def test_a_point_of_a_shared_line_leads_where_its_own_line_led():
    def own(name: str, **more) -> dict:
        return {"type": "scatter", "mode": "lines", "showlegend": False, "name": name, "x": [1, 2], "y": [3, 4], **more}

    led = [["mea-a", "/a/"]] * 2
    (one,) = crowd.joined([own("a", customdata=led, hovertext="A"), own("b", hovertext="B")])
    assert one["x"] == [1, 2, None, 1, 2]
    assert one["customdata"] == [*led, None, None, None]
    assert one["hovertext"] == ["A", "A", "", "B", "B"]
    assert len(crowd.joined([own("a"), own("b", line={"dash": "dot"})])) == 2


@pytest.mark.sampled(4)
@pytest.mark.parametrize("plot", OF_POINTS, ids=lambda plot: plot.SLUG)
def test_every_plot_draws_a_crowd(plot):
    sample = list(plot.sample())
    copies = range(2 * CROWD // len(sample) + 1)
    points = [
        replace(
            point, id=f"{point.id}-{copy}", material=f"{point.material}-{copy}", run=point.run and f"{point.run}-{copy}"
        )
        for copy in copies
        for point in sample
    ]
    drawing = plots.draw(plot, points, chemistry="all")
    sizes = [trace["marker"].get("size", 9) for trace in of_values(drawing)]
    if sum(len(trace["customdata"]) for trace in of_values(drawing)) >= CROWD:
        assert max(size for size in sizes if not isinstance(size, list)) < 9


def test_tables_below_a_crowd_are_cut_and_say_where_all_rows_are():
    parts = engines["jinja2"].env.get_template("mgdb/parts/plot.html").module
    many = parts.figure(arrhenius, drawn(2 * CROWD), fetched="?format=json", listed="/measurements/?q=a", api="/api/x/")
    assert many.count("<tr>") < 2 * 104
    assert "The first 100 of the 600 values" in many
    assert '<a href="/measurements/?q=a">The list of the values</a>' in many
    assert '<a href="/api/x/">the API</a>' in many
    few = parts.figure(arrhenius, drawn(40))
    assert "The first" not in few
