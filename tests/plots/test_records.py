from dataclasses import replace

import pytest

from mgdb import plots
from mgdb.plots import NothingToDraw, PointCondition, records
from mgdb.science.quantity import Quantity

POINT = records.sample()[0]  # 75 mAh/g in 2000


def record_trace(drawing):
    return next(trace for trace in drawing.figure["data"] if trace["name"] == "record")


def best(points, **options):
    trace = record_trace(records.build(points, **options))
    return list(zip(trace["x"], trace["y"], strict=True))


def conducting(value, year, **conditions):
    return replace(
        POINT, id=f"{value}", property_key="ionic_conductivity", quantity=Quantity(value=value), year=year,
        conditions={key: PointCondition(low=kelvin, high=kelvin) for key, kelvin in conditions.items()},
    )  # fmt: skip


def test_of_ten_values_those_better_than_all_before_are_records():
    drawing = records.build(records.sample())
    assert len(drawing.drawn) == 9
    assert drawing.left_out == (("suspect", 1),)
    # 300 in 2019 is suspect and left out, 85, 130 and 220 came after better ones
    assert best(records.sample()) == [(2000, 75), (2006, 90), (2013, 120), (2015, 160), (2018, 170), (2019, 240)]
    others = next(trace for trace in drawing.figure["data"] if trace["name"] == "reported")
    assert dict(zip(others["y"], others["marker"]["symbol"], strict=True)) == {
        85: "circle",
        130: "circle",
        220: "circle",
    }


def test_the_stair_holds_the_record_to_the_last_year():
    stair = next(t for t in records.build(records.sample()).figure["data"] if t["name"] == "best up to the year")
    assert (stair["x"][-2:], stair["y"][-2:]) == ([2019, 2021], [240, 240])
    assert stair["line"]["shape"] == "hv"


def test_of_one_year_only_the_best_is_a_record():
    assert best([replace(POINT, id=str(v), quantity=Quantity(value=float(v))) for v in (10, 30, 20)]) == [(2000, 30)]


def test_less_is_better_where_the_catalogue_says_so():
    values = [(2000, 0.3), (2005, 0.1), (2010, 0.2)]
    points = [
        replace(POINT, id=str(v), property_key="overpotential", quantity=Quantity(value=v), year=year)
        for year, v in values
    ]
    assert best(points, ranked="overpotential") == [(2000, 0.3), (2005, 0.1)]
    assert "the least value" in records.build(points, ranked="overpotential").note


@pytest.mark.parametrize(
    ("quantity", "counted"),
    [
        (Quantity(low=80.0, high=120.0, range_kind="interval"), 80.0),
        (Quantity(value=90.0, bound="≥"), 90.0),
        (Quantity(value=90.0, bound="up to"), 90.0),
        (Quantity(value=90.0, approximate=True), 90.0),
        (Quantity(value=90.0, bound="<"), None),
    ],
)
def test_only_what_is_surely_reached_counts(quantity, counted):
    point = replace(POINT, quantity=quantity)
    if counted is None:
        with pytest.raises(NothingToDraw, match="1 with a bound that does not say how high the value is"):
            records.build([point])
    else:
        assert best([point]) == [(2000, counted)]


def test_conductivities_compete_at_room_temperature_alone():
    room, hot = conducting(1e-5, 2010, temperature=298.15), conducting(1e-2, 2015, temperature=423.15)
    drawing = records.build([room, hot, conducting(1e-3, 2012)], ranked="ionic_conductivity")
    assert [(item.x, item.y) for item in drawing.drawn] == [(2010, 1e-5)]
    assert dict(drawing.left_out) == {"outside 15 to 35 °C": 1, "without a temperature": 1}
    assert "at 15 to 35 °C" in drawing.note
    assert drawing.figure["layout"]["yaxis"]["type"] == "log"


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        (replace(POINT, quantity=None), "without a number"),
        (replace(POINT, year=None), "without a year"),
        (replace(POINT, origin="computed"), "not measured (computed)"),
        (replace(POINT, origin="design target"), "not measured (design target)"),
    ],
)
def test_what_does_not_compete_is_counted_with_its_reason(left_out, reason):
    assert records.build([POINT, left_out]).left_out == ((reason, 1),)


def drawn_by(points, **options):
    return plots.draw(records, points, **options)


# values of the curated records mea-nbaewkp, mea-d0fegv2 and mea-k2ps0k2, all at room temperature, beside MgSc2Se4
CONDUCTORS = [
    (1e-4, 2017, "Mg", "MgSc₂Se₄"),
    (1e-4, 2012, "Na", "Na₃PS₄"),
    (2.5e-2, 2016, "Li", "Li₉.₅₄Si₁.₇₄P₁.₄₄S₁₁.₇Cl₀.₃"),
    (3e-4, 2018, "Li", "Li-IL@MOF-525(Cu)"),
]


def conductors():
    return [
        replace(conducting(value, year, temperature=298.15), chemistry=chemistry, name=name, id=name)
        for value, year, chemistry, name in CONDUCTORS
    ]


def test_no_lithium_or_sodium_stands_in_a_ranking_of_magnesium_conductors():
    drawing = drawn_by(conductors())
    assert [item.point.name for item in drawing.drawn] == ["MgSc₂Se₄"]
    assert dict(drawing.left_out) == {
        "of another battery chemistry (Li)": 2,
        "of another battery chemistry (Na)": 1,
    }
    assert "of magnesium alone" in drawing.note


def test_another_chemistry_has_a_ranking_of_its_own_where_it_is_asked_for():
    drawing = drawn_by(conductors(), chemistry="Li")
    assert record_trace(drawing)["y"] == [2.5e-2]
    assert "of the battery chemistry Li" in drawing.note
    assert len(drawn_by(conductors(), chemistry="all").drawn) == 4


def test_of_all_chemistries_together_records_are_of_magnesium_alone_and_the_rule_says_so():
    drawing = drawn_by(conductors(), chemistry="all")
    assert len(drawing.drawn) == 4
    assert record_trace(drawing)["y"] == [1e-4]
    assert "of the battery chemistry Mg or of no stated one; others are shown and are no records" in drawing.note


def test_several_chemistries_without_magnesium_have_no_record_in_common():
    drawing = drawn_by(conductors()[1:], chemistry="all")
    assert len(drawing.drawn) == 3
    assert not [trace for trace in drawing.figure["data"] if trace["name"] == "record"]
    assert "none is a record" in drawing.note
    assert not drawing.tables


def test_values_of_no_stated_chemistry_alone_have_records_where_all_are_asked_for():
    drawing = records.build([replace(point, chemistry="") for point in conductors()], chemistry="all")
    assert record_trace(drawing)["y"] == [1e-4, 2.5e-2]
    assert "of the battery chemistry" not in drawing.note


def test_a_cell_with_a_second_salt_is_shown_and_marked_and_is_no_record():
    """TiO2 (001): 312.9 mAh/g in the dual-salt electrolyte (mea-k9jszc8) beats no magnesium cathode."""
    dual = replace(POINT, id="mea-k9jszc8", year=2025, quantity=Quantity(value=312.9), chemistry="Mg-Li")
    drawing = drawn_by([POINT, dual])
    assert record_trace(drawing)["y"] == [75.0]
    [mark] = [trace for trace in drawing.figure["data"] if trace["name"] == "dual salt: Mg–Li"]
    assert (mark["x"], mark["y"]) == ([2025.0], [312.9])
    assert record_trace(drawn_by([POINT, dual], chemistry="Mg-Li"))["y"] == [312.9]


def test_a_record_to_be_read_with_care_says_so_in_the_picture():
    """Cu2S@C: 400 mAh/g (mea-q8b5n0m) where conversion gives 336.8."""
    reason = "Cu2S takes up two electrons per formula on full conversion: 336.8 mAh g⁻¹."
    doubtful = replace(POINT, id="mea-q8b5n0m", name="Cu₂S@C", year=2020, quantity=Quantity(value=400.0), doubt=reason)
    later = replace(POINT, id="later", year=2022, quantity=Quantity(value=120.0))
    drawing = records.build([POINT, doubtful, later])
    trace = record_trace(drawing)
    looks = zip(trace["y"], trace["marker"]["symbol"], trace["text"], strict=True)
    found = {y: (symbol, text) for y, symbol, text in looks}
    assert found[400.0] == ("diamond-open-dot", "Cu₂S@C (in doubt)")
    # 120 beats all that nothing is said against
    assert found[120.0][0] == "diamond"
    stairs = {t["line"]["dash"]: t["y"] for t in drawing.figure["data"] if t.get("mode") == "lines"}
    assert stairs == {"solid": [75.0, 120.0, 120.0], "dot": [75.0, 400.0, 400.0]}
    [table] = drawing.tables
    assert any("336.8" in cell for row in table.rows for cell in row)


def test_a_value_whose_chemistry_nobody_states_is_in_doubt():
    assert records.doubts(replace(POINT, chemistry="")) == ["The battery chemistry is not stated."]
    assert records.doubts(POINT) == []


def test_suspect_values_stand_there_where_they_alone_are_asked_for_and_are_no_records():
    drawing = records.build([replace(POINT, suspect=True)])
    assert len(drawing.drawn) == 1
    assert [trace["name"] for trace in drawing.figure["data"]] == ["reported"]


def test_potentials_on_two_scales_compete_in_panels_of_their_own():
    """Anodic limits of mea-f0r06n9 (1.5 V) and mea-6303bdd (4.5 V)."""
    points = [
        replace(
            POINT, id=scale, property_key="anodic_limit", quantity=Quantity(value=volts),
            conditions={"potential_scale": PointCondition(text=scale)},
        )
        for scale, volts in (("Mg", 1.5), ("Li", 4.5))
    ]  # fmt: skip
    drawing = records.build(points, ranked="anodic_limit")
    found = [(trace["xaxis"], trace["y"]) for trace in drawing.figure["data"] if trace["name"] == "record"]
    assert found == [("x", [1.5]), ("x2", [4.5])]


def test_the_property_with_most_values_comes_first():
    points = [replace(conducting(1e-5, 2010, temperature=298.15), id=str(n)) for n in range(3)]
    drawing = records.build([POINT, *points])
    assert drawing.chosen == {"ranked": "ionic_conductivity"}
    assert len(drawing.drawn) == 3


def test_the_rule_stands_on_the_plot():
    assert records.build([POINT]).note.startswith(
        "Rule: a record is the greatest value up to the year of the paper that reports it first, "
        "measured, or derived from a measurement, of magnesium alone or of no stated chemistry; cells with a second "
        "salt are shown and marked. "
    )


def test_the_legend_tells_what_in_doubt_looks_like():
    """For whoever sees the picture without its page."""
    unstated = [replace(point, chemistry="", suspect=False) for point in records.sample()]
    names = [trace["name"] for trace in plots.draw(records, unstated).figure["data"]]
    assert "in doubt" in names
    assert "in doubt" not in [trace["name"] for trace in plots.draw(records, records.sample()).figure["data"]]
