"""Axes of figures: their printed titles (tests/cases/axes.yaml) and what numbers on them stand for, worked by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science import axes
from mgdb.science.axes import AxisError, axis, judge_axis
from tests.sampling import examples
from tests.yaml_files import cases

CASES = cases("axes")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['title']} {case.get('numbers', '')}")
def test_a_title_is_read_as_figures_print_it(case):
    def found():
        return axes.read(case["title"], case.get("numbers", ()), among=case.get("among", ()))

    if "refused" in case:
        with pytest.raises(AxisError) as caught:
            found()
        assert case["refused"] in str(caught.value)
    else:
        assert [found().key, found().transform, found().unit] == case["axis"]


@pytest.mark.parametrize("case", cases("headings"), ids=lambda case: case["title"])
def test_a_heading_is_understood_whole_or_refused(case):
    def found():
        key = "temperature" if "x" in case else "ionic_conductivity"
        return axes.read_heading(key, case["title"], named="x" not in case, counted=case.get("counted", False))

    if "refused" in case:
        with pytest.raises(AxisError) as caught:
            found()
        assert case["refused"] in str(caught.value)
        return
    assert [found().axis.transform, found().axis.unit] == case["says"] if "says" in case else found().axis is None
    assert set(case.get("open", ())) <= set(found().transforms)
    assert bool(found().transforms) == ("open" in case)
    assert found().name == case.get("name", "")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("σ × 10⁵ (S/cm)", "is the quantity multiplied, or the unit?"),
        ("-log σ", "sign changed"),
        ("thermal conductivity (W/m K)", "has the unit W/m K, and the numbers are read in S cm⁻¹"),
        ("Leitfähigkeit (gemessen)", ""),
        ("Bulk conductivity (S cm⁻¹)", ""),
    ],
)
def test_a_printed_title_that_says_otherwise_than_the_axis_chosen_is_told(title, words):
    said = axes.contradiction(axis("ionic_conductivity", "linear", "S/cm"), title)
    assert words in said
    assert bool(words) == bool(said)


def test_a_power_that_was_chosen_answers_the_title():
    assert axes.contradiction(axis("ionic_conductivity", "linear", "10^-5 S/cm"), "σ × 10⁵ (S/cm)") == ""


@pytest.mark.parametrize(
    ("key", "transform", "unit", "number", "kelvin", "expected"),
    [
        ("temperature", "linear", "°C", 25.0, None, 298.15),
        ("temperature", "inverse", "K⁻¹", 0.0025, None, 400.0),
        ("temperature", "inverse_1e3", "", 2.5, None, 400.0),
        ("temperature", "inverse_1e4", "K-1", 25.0, None, 400.0),
        ("temperature", "inverse", "10⁻³ K⁻¹", 2.5, None, 400.0),
        ("ionic_conductivity", "linear", "mS cm-1", 0.1, None, 1e-4),
        ("ionic_conductivity", "linear", "×10⁻⁵ S cm⁻¹", 2.0, None, 2e-5),
        ("ionic_conductivity", "log10", "S/cm", -4.0, None, 1e-4),
        ("ionic_conductivity", "log10", "mS/cm", -1.0, None, 1e-4),
        ("ionic_conductivity", "ln", "S cm⁻¹", math.log(1e-4), None, 1e-4),
        ("ionic_conductivity", "times_temperature", "S K cm⁻¹", 0.04, 400.0, 1e-4),
        ("ionic_conductivity", "log10_times_temperature", "S cm-1 K", math.log10(0.04), 400.0, 1e-4),
        ("ionic_conductivity", "ln_times_temperature", "S K m⁻¹", math.log(4.0), 400.0, 1e-4),
        ("ionic_conductivity", "reciprocal", "Ω cm", 1e4, None, 1e-4),
        ("ionic_conductivity", "reciprocal", "kohm cm", 10.0, None, 1e-4),
        ("ionic_conductivity", "log10_reciprocal", "Ω m", 2.0, None, 1e-4),
        ("time", "linear", "min", 90.0, None, 1.5),
        ("potential", "linear", "mV", 1200.0, None, 1.2),
    ],
)
def test_a_number_on_an_axis_stands_for_a_canonical_one(key, transform, unit, number, kelvin, expected):
    assert axis(key, transform, unit).canonical(number, kelvin) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("key", "transform", "unit", "words"),
    [
        ("colour", "linear", "", "“colour” is nothing that runs along an axis here; there is"),
        ("temprature", "linear", "K", "did you mean temperature"),
        ("temperature", "log10", "K", "does not stand as “log10” on an axis; it stands as linear, inverse_1e3"),
        ("voltage", "log10", "V", "it stands as linear"),
        ("temperature", "linear", "V", "give one of K, °C"),
        ("temperature", "linear", "", "no unit is given for temperature; give one of K, °C"),
        ("temperature", "inverse", "°C", "is not a unit of an inverse temperature"),
        ("ionic_conductivity", "reciprocal", "S cm⁻¹", "is not a unit of a resistivity; give one of Ω cm"),
        ("ionic_conductivity", "times_temperature", "S cm⁻¹", "give one of S K cm⁻¹"),
        ("ionic_conductivity", "linear", "mAh", "give one of S cm⁻¹"),
        ("ionic_conductivity", "linear", "bananas", "“bananas” is not a unit"),
    ],
)
def test_an_unknown_axis_is_refused_with_what_there_is(key, transform, unit, words):
    with pytest.raises(AxisError) as caught:
        axis(key, transform, unit)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("key", "transform", "unit", "numbers", "words"),
    [
        ("temperature", "linear", "K", (-20.0,), "Point 1, -20: −20\u00a0K is impossible"),
        ("temperature", "linear", "°C", (25.0, -300.0), "Point 2, -300"),
        ("temperature", "linear", "K", (0.0029, 0.0031), "Is the axis 1/T (K⁻¹)?"),
        ("temperature", "inverse", "K⁻¹", (2.9, 3.1), "Is the axis 1000/T (K⁻¹)?"),
        ("temperature", "inverse_1e3", "K⁻¹", (2.9, 0.0), "Point 2: nothing can be 0"),
        ("temperature", "linear", "K", (300.0, math.nan), "Point 2: nan is not a finite number"),
        ("temperature", "linear", "K", (math.inf,), "not a finite number"),
        ("ionic_conductivity", "linear", "S cm⁻¹", (-4.0, -5.0), "Is the axis log₁₀"),
        ("ionic_conductivity", "log10", "S cm⁻¹", (-4.0, 1e9), "Point 2: nothing can be 1e+09"),
        ("ionic_conductivity", "times_temperature", "S K cm⁻¹", (1.0,), "needs the temperature of each point"),
    ],
)
def test_numbers_that_cannot_stand_on_an_axis_are_refused(key, transform, unit, numbers, words):
    judged = judge_axis(axis(key, transform, unit), numbers)
    assert words in judged.problem
    assert judged.canonical == ()


def test_one_implausible_number_is_doubtful_and_not_refused():
    judged = judge_axis(axis("temperature", "linear", "K"), (300.0, 25.0))
    assert judged.canonical == (300.0, 25.0)
    assert judged.problem == ""
    assert "likely slip: the unit °C" in judged.doubt


def test_the_scale_of_a_potential_is_told_apart_from_its_unit():
    assert axes.potential_scale("E (V vs. Mg/Mg2+)") == "Mg/Mg2+"
    assert axes.potential_scale("E / V") == ""


@pytest.mark.parametrize("key", axes.ENTRIES)
def test_every_quantity_stands_on_an_axis_in_each_of_its_ways(key):
    entry = axes.entry_of(key)
    for transform in axes.transforms_of(entry):
        for unit in axes.accepted_units(entry, transform):
            found = axis(key, transform, unit)
            assert found == axis(key, found.transform, found.unit)  # what is stored is read again
            assert found.text


@examples(40)
@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=4),
    st.sampled_from(["σ (S cm-1)", "log σ (S cm-1)", "efficiency (%)"]),
)
def test_numbers_never_choose_between_two_quantities(numbers, title):
    with pytest.raises(axes.AxisError):
        axes.read(title, numbers)


@pytest.mark.parametrize(
    ("chosen", "title", "said"),
    [
        (("ionic_conductivity", "linear", "S cm-1"), "σ (mS cm⁻¹)", "says mS cm⁻¹, and the numbers are read in S cm⁻¹"),
        (("ionic_conductivity", "linear", "S cm-1"), "σ (10⁻⁵ S cm⁻¹)", "says 10⁻⁵ S cm⁻¹"),
        (("ionic_conductivity", "linear", "S cm-1"), "Time (h)", "reads as Time (h)"),
        (("temperature", "linear", "K"), "T (°C)", "says °C"),
        (("ionic_conductivity", "linear", "S cm-1"), "σ (S/cm)", ""),
        (("voltage", "linear", "V"), "E / V", ""),
        (("voltage", "linear", "V"), "as in the figure", ""),
        (("temperature", "inverse_1e3", "K-1"), "1/T", ""),
    ],
)
def test_a_title_that_says_otherwise_than_the_axis_is_told(chosen, title, said):
    found = axes.contradiction(axis(*chosen), title)
    assert said in found
    assert bool(found) == bool(said)
