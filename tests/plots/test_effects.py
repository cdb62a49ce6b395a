"""Factors in rows and groups: what is drawn, and what a median is of."""

from dataclasses import replace

import pytest

from mgdb.plots import NothingToDraw, effects
from mgdb.science.quantity import Quantity

SAMPLE = effects.sample()


def changed(point, **changes):
    own = {key: changes.pop(key) for key in list(changes) if key in type(point).__dataclass_fields__}
    return replace(point, against=replace(point.against, **changes), **own)


def medians(drawing):
    """Group → (like pairs, papers, median, spread or reason)."""
    [table] = [table for table in drawing.tables if table.key == "medians"]
    return {row[1]: row[3:] for row in table.rows}


def test_ten_factors_are_drawn_but_for_the_suspect_one():
    drawing = effects.build(SAMPLE)
    assert drawing.account == "9 factors drawn; not plotted: 1 suspect."
    assert [item.x for item in drawing.drawn] == [20, 8, 4, 2, 1.9, 5, 3, 1.5, 0.8]
    assert drawing.figure["layout"]["xaxis"]["type"] == "log"
    assert drawing.x_label == "Factor: modified over control"


def test_a_median_is_of_like_pairs_alone_and_needs_three_papers():
    """2, 4 and 8 against pristine controls in magnesium cells; not the bound, the lithium cell, the one with caution,
    that against another compound; and 1.5 and 0.8 are two pairs of two papers. All five: 0.8, 1.5, 2, 4, 8."""
    assert medians(effects.build(SAMPLE)) == {
        "all of it": ("5", "4", "2.0×", "0.80× to 8.0×"),
        "vacancy": ("3", "3", "4.0×", "2.0× to 8.0×"),
        "doping": ("2", "2", "none", "fewer than 3 papers"),
    }
    drawn = [trace for trace in effects.build(SAMPLE).figure["data"] if trace["name"].startswith("median")]
    assert [list(map(float, trace["x"])) for trace in drawn] == [[2.0, pytest.approx(4.0)]]


def test_a_material_counts_once_however_many_factors_it_has():
    """Three factors of one material: 8, 2 and 4 have the geometric mean 4, and are one vote."""
    a = SAMPLE[0]
    more = [changed(a, id=f"again-{number}", factor=Quantity(value=number)) for number in (8.0, 4.0)]
    found = medians(effects.build([*SAMPLE[:3], *more]))
    assert found["vacancy"] == ("3", "3", "4.0×", "4.0× to 8.0×")


def test_a_material_with_two_controls_has_one_vote():
    a = SAMPLE[0]
    second = changed(
        a, id="two", pair="pair-two", control="c-two", control_name="nanosized", factor=Quantity(value=8.0)
    )
    assert medians(effects.build([*SAMPLE[:3], second]))["vacancy"] == ("3", "3", "4.0×", "4.0× to 8.0×")


def test_a_chemistry_that_nobody_states_is_its_own_state_and_never_magnesium():
    """Of b the source tells neither cell nor salt: it has a row and a colour of its own, and no vote. What is computed
    of a crystal has no battery."""
    unknown = changed(SAMPLE[1], chemistry="")
    drawing = effects.build([SAMPLE[0], unknown, SAMPLE[2], *SAMPLE[5:7]])
    assert medians(drawing)["vacancy"][0] == "2"
    [own] = [trace for trace in drawing.figure["data"] if trace["name"].startswith("chemistry not stated")]
    assert [data[0] for data in own["customdata"]] == ["one-b"]
    assert any("chemistry not stated" in label for label in drawing.figure["layout"]["yaxis"]["ticktext"])
    assert [line["in the median"] for line in drawing.lines if line["measurement"] == "one-b"] == [False]
    computed = [changed(point, property_key="band_gap", chemistry="", origin="computed") for point in SAMPLE[:3]]
    assert medians(effects.build(computed))["vacancy"][:3] == ("3", "3", "4.0×")


def test_names_stand_whole_in_the_figure_and_headings_tell_the_median():
    name = "a name that is longer than anything that would stand beside a row of a figure"
    labels = effects.build([changed(SAMPLE[0], name=name), *SAMPLE[1:]]).figure["layout"]["yaxis"]["ticktext"]
    assert any(name in label for label in labels)
    assert "<i>vacancy</i>, median 4.0×, n = 3" in labels
    assert "<i>doping</i>, n = 2, no median" in labels


def test_many_pairs_of_one_paper_have_no_median():
    alone = [changed(point, source="paper a") for point in SAMPLE[:3]]
    assert medians(effects.build(alone))["vacancy"] == ("3", "1", "none", "fewer than 3 papers")


def test_a_suspect_factor_is_shown_only_when_asked_for_and_never_in_a_median():
    drawing = effects.build(SAMPLE, doubtful="1")
    assert len(drawing.drawn) == 10
    assert medians(drawing)["all of it"] == medians(effects.build(SAMPLE))["all of it"]
    [trace] = [trace for trace in drawing.figure["data"] if trace["name"].endswith("suspect")]
    assert trace["marker"]["symbol"] == ["x"]


def test_shapes_tell_the_verdict_the_control_and_bounds():
    symbols = {
        item[0].removeprefix("one-"): symbol
        for trace in effects.build(SAMPLE).figure["data"]
        if "customdata" in trace
        for item, symbol in zip(trace["customdata"], trace["marker"]["symbol"], strict=True)
    }
    assert symbols["a"] == "circle"
    assert symbols["d"] == "triangle-right"
    assert symbols["h"] == "circle-open"
    assert symbols["i"] == "square"


def test_measured_and_computed_steps_and_properties_are_sections_of_their_own():
    computed = [changed(point, origin="computed") for point in SAMPLE[:3]]
    rows = effects.build([*SAMPLE[5:7], *computed]).figure["layout"]["yaxis"]["ticktext"]
    assert [row for row in rows if row.startswith("<b>")] == [
        "<b>Specific capacity (computed)</b>",
        "<b>Specific capacity</b>",
    ]


def test_the_property_with_most_factors_is_shown_unless_another_is_asked_for():
    barrier = changed(SAMPLE[0], property_key="migration_barrier", is_inverted=True)
    drawing = effects.build([*SAMPLE[:2], barrier])
    assert len(drawing.drawn) == 2
    assert drawing.left_out == (("of other properties", 1),)
    asked = effects.build([*SAMPLE[:2], barrier], of="migration_barrier")
    assert asked.x_label == "Factor: control over modified, since less is better"
    every = effects.build([*SAMPLE[:2], barrier], of="all")
    assert len(every.drawn) == 3
    assert every.x_label == "Factor: modified over control, inverted where less is better"
    assert "<b>Migration barrier (less is better)</b>" in every.figure["layout"]["yaxis"]["ticktext"]


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("strategy", {"vacancy", "doping"}),
        ("defect", {"anionic vacancy", "cationic substitutional doping"}),
        ("species", {"O", "Mo"}),
        ("nothing", {""}),
    ],
)
def test_groups_are_what_is_asked_for(by, groups):
    drawing = effects.build(SAMPLE, by=by)
    assert {line["group"] for line in drawing.lines} == groups


def test_what_was_done_together_is_one_group():
    both = changed(SAMPLE[0], strategies=("doping", "composite"))
    assert {line["group"] for line in effects.build([both]).lines} == {"doping + composite"}


def test_a_range_is_a_bar_around_its_geometric_middle():
    wide = changed(SAMPLE[0], factor=Quantity(low=100.0, high=10000.0))
    [trace] = [trace for trace in effects.build([wide]).figure["data"] if "error_x" in trace]
    assert trace["x"] == pytest.approx([1000])
    assert (trace["error_x"]["arrayminus"], trace["error_x"]["array"]) == (pytest.approx([900]), pytest.approx([9000]))


def test_without_a_factor_nothing_is_drawn_and_said_why():
    with pytest.raises(NothingToDraw, match="No factor to draw: 1 suspect"):
        effects.build(SAMPLE[-1:])
    with pytest.raises(NothingToDraw, match="1 without a factor"):
        effects.build([replace(SAMPLE[0], against=None)])
