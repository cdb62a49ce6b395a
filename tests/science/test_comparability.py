"""Verdicts and factors. The worked cases are rows of Table 1 of 10.1007/s40820-024-01495-1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science.comparability import DIMENSIONS_COMPARED, TOLERANCE, Context, factor, verdict
from mgdb.science.conditions import CONDITIONS
from mgdb.science.quantity import Quantity, parse, search_interval


def context(**known) -> Context:
    """A context; conditions by their keys beside the rest."""
    stated = {key: known.pop(key) for key in list(known) if key in CONDITIONS}
    return Context(**known, conditions={key: value for key, value in stated.items() if value is not None})


def capacity(value: str, **known) -> Context:
    """A measured specific capacity."""
    return context(**{"value": parse(value), "property": "specific_capacity", "origin": "measured", **known})


def cycled(value: str, cycle: float, current: float, **known) -> Context:
    return capacity(value, cycle_number=cycle, current_density=current, test_step="cycling", **known)


def rated(value: str, current: float, **known) -> Context:
    return capacity(value, current_density=current, test_step="rate", **known)


# -------------------------------------------------------------------------------------------------------- worked cases


@pytest.mark.parametrize(
    ("control", "modified", "text", "at_least", "reason"),
    [
        # W-TiO2 → B-TiO2-x [69]
        (cycled("~35", 400, 300), cycled("77", 400, 300), "≈2.2×", False, ""),
        (rated("~48", 300), rated("106", 300), "≈2.2×", False, ""),
        # VS4 → Mo-VS4/N-TG [81]
        (cycled("74", 185, 50), cycled("140", 600, 50), "≥1.9×", True, "at cycle 600 against 185"),
        (rated("20.1", 500), rated("76.6", 500), "3.81×", False, ""),
        # ZnMn2O4 → ZnMnO3 [75]
        (cycled("~82", 34, 10), cycled("~96", 120, 10), "≥≈1.2×", True, "at cycle 120 against 34"),
        # bulk Li4Ti5O12 → Li3Ti3Cr3O12 [84]: 175 and 173, 87.5 and 86.5 mA/g are the same
        (rated("~6", 175), rated("65", 173), "≈11×", False, ""),
        (cycled("~16", 156, 87.5), cycled("~74", 170, 86.5), "≥≈4.6×", True, "at cycle 170 against 156"),
        # V2O5·nH2O → Mg0.3V2O5·1.1H2O [73]
        (cycled("~34", 200, 100), cycled("~174", 500, 100), "≥≈5.1×", True, "at cycle 500 against 200"),
        # MoS2 → Cu-MoS2@HsGDY [85]
        (cycled("~23.5", 200, 50), cycled("~148.5", 200, 50), "≈6.32×", False, ""),
        # Ti-V2O5 → Ti-V2O5-x [80]
        (cycled("97.9", 400, 100), cycled("195.4", 400, 100), "2.00×", False, ""),
    ],
)
def test_a_factor_of_table_1_carries_its_qualifiers(control, modified, text, at_least, reason):
    result = factor(modified, control)
    assert result.allowed
    assert (result.text, result.at_least, result.reason) == (text, at_least, reason)


@pytest.mark.parametrize(
    ("key", "control", "modified", "text"),
    [("cycles_demonstrated", "749", "1070", "+321"), ("test_duration", "100", "1000", "+900 h")],
)
def test_how_long_a_test_ran_is_no_merit(key, control, modified, text):
    result = factor(
        *(context(value=parse(printed), property=key, origin="measured") for printed in (modified, control))
    )
    assert (result.is_factor, result.text.replace("\N{NO-BREAK SPACE}", " ")) == (False, text)


@pytest.mark.parametrize(
    ("control", "modified", "words"),
    [
        # TiO2 → Ti0.78□0.22… [71]
        (
            cycled("~25", 3, 20),
            cycled("100", 200, 150),
            ["current density differs: 150 mA g⁻¹ against 20 mA g⁻¹", "cycle number differs: 200 against 3"],
        ),
        # MoO3 → HMoOF [68]
        (
            cycled("~30.3", 100, 100),
            cycled("~142.5", 800, 1000),
            ["current density differs: 1000 mA g⁻¹ against 100 mA g⁻¹"],
        ),
        # V2O5·nH2O → Mg0.3V2O5·1.1H2O, third value [73]
        (cycled("~34", 200, 100), cycled("~87", 10000, 2000), ["current density differs"]),
        (cycled("100", 500, 50), cycled("140", 100, 50), ["100 against 500 (the control was cycled longer)"]),
        (rated("~6", 175), cycled("65", 170, 173), ["test step differs: cycling against rate test"]),
    ],
)
def test_no_factor_is_given_and_the_reason_names_both_values(control, modified, words):
    result = factor(modified, control)
    assert not result.allowed
    assert result.value is None
    assert result.text == result.html == ""
    assert all(word in result.reason.replace("\N{NO-BREAK SPACE}", " ") for word in words)


# ----------------------------------------------------------------------------------------- what forbids, what marks


@pytest.mark.parametrize(
    ("dimension", "first", "second"),
    [
        ("property", "specific_capacity", "areal_capacity"),
        ("origin", "measured", "computed"),
        ("method", "galvanostatic", "cv"),
        ("ion", "Mg2+", "MgCl+"),
        ("carrier_cations", frozenset({"Mg"}), frozenset({"Mg", "Li"})),
        ("chemistry", "Mg", "Mg-Li"),
        ("scan_rate", 0.1, 1.0),
        ("axis", "a", "c"),
        ("mass_basis", "active", "cathode"),
        ("test_step", "rate", "cycling"),
        ("temperature", 298.15, 333.15),
        ("current_density", 100.0, 150.0),
        ("areal_current_density", 0.1, 0.5),
        ("c_rate", 0.1, 1.0),
    ],
)
def test_a_difference_in_this_forbids_a_factor_and_ignorance_only_marks_it(dimension, first, second):
    shown = "current_density" if dimension in ("areal_current_density", "c_rate") else dimension
    different = factor(capacity("20", **{dimension: first}), capacity("10", **{dimension: second}))
    assert not different.allowed
    assert dict(DIMENSIONS_COMPARED)[shown] in different.reason
    unknown = factor(capacity("20", **{dimension: first}), capacity("10", **{dimension: None}))
    assert unknown.allowed
    assert (shown, "unknown") in unknown.marks
    assert shown not in dict(factor(capacity("20", **{dimension: first}), capacity("10", **{dimension: first})).marks)


@pytest.mark.parametrize(
    ("dimension", "first", "second"),
    [
        ("electrolyte", "0.4 M APC/THF", "0.2 M APC/THF"),
        ("counter_electrode", "Mg foil", "activated carbon"),
        ("reference_electrode", "Mg", "Ag/Ag+"),
        ("potential_scale", "Mg", "AC"),
        ("window", (0.01, 2.0), (0.5, 2.8)),
        ("direction", "charge", "discharge"),
        ("areal_capacity", 0.1, 1.0),
        ("atmosphere", "argon", "air"),
        ("stack_pressure", 1.0, 50.0),
        ("formulation", "7:2:1", "8:1:1"),
        ("water", "< 10 ppm", "2 M H2O"),
        ("source", "10.1002/a", "10.1002/b"),
    ],
)
def test_a_difference_in_this_only_marks_the_factor(dimension, first, second):
    result = factor(capacity("20", **{dimension: first}), capacity("10", **{dimension: second}))
    assert result.text == "2.0×"
    assert (dimension, "differs") in result.marks


def test_a_capacitive_share_at_another_scan_rate_is_not_compared():
    # 68 % at 0.1 mV/s beside 74 % at 1.0 mV/s: 10.1007/s40820-025-01861-7
    first, second = (
        context(value=parse(share), property="capacitive_contribution", origin="measured", scan_rate=rate)
        for share, rate in (("68", 0.1), ("74", 1.0))
    )
    result = factor(first, second)
    assert (result.text, result.unlike) == ("", True)
    assert result.reason.replace("\N{NO-BREAK SPACE}", " ") == "scan rate differs: 0.1 mV s⁻¹ against 1 mV s⁻¹"


def test_only_a_capacity_has_a_lower_bound_from_longer_cycling():
    control = context(value=parse("75"), property="charge_transfer_resistance", origin="measured", cycle_number=2)
    modified = context(value=parse("13"), property="charge_transfer_resistance", origin="measured", cycle_number=20)
    result = factor(modified, control)
    assert not result.allowed
    assert "cycle number differs: 20 against 2" in result.reason


# -------------------------------------------------------------------------------------------------- bounds and ranges


@pytest.mark.parametrize(
    ("modified", "control", "text"),
    [
        ("77", "35", "2.2×"),
        ("77", "<5", ">15×"),
        ("77", ">5", "<15×"),
        ("≥140", "≈74", "≥≈1.9×"),
        (">140", "<74", ">1.9×"),
        ("<10", ">5", "<2.0×"),
        ("up to 348", "100", "up to 3.48×"),
        ("~312.9", "172.23", "≈1.82×"),  # 10.1007/s40820-025-01861-7, as its highlights set them side by side
        ("5", "10", "0.50×"),
        ("0.000012", "1.10e-7", "110×"),
    ],
)
def test_a_factor_divides_bounds_as_intervals(modified, control, text):
    assert factor(capacity(modified), capacity(control)).text.replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize(
    ("modified", "control", "reason"),
    [
        (">77", ">5", "bounds leave the factor open"),
        ("<77", "<5", "bounds leave the factor open"),
        ("5", "0", "control value is zero"),
        ("0", "5", "modified value is zero"),
        ("5", "-1", "control value is negative"),
        ("-5", "1", "modified value is negative"),
    ],
)
def test_numbers_without_a_ratio_have_no_factor(modified, control, reason):
    result = factor(capacity(modified), capacity(control))
    assert not result.allowed
    assert reason in result.reason


def test_a_missing_number_has_no_factor():
    empty = context(property="specific_capacity")
    assert "control one has no number" in factor(capacity("5"), empty).reason
    assert "modified one has no number" in factor(empty, capacity("5")).reason


@pytest.mark.parametrize("doubted", ["modified", "control"])
def test_a_suspect_value_has_no_factor_unless_it_is_asked_for(doubted):
    reason = "its electrolyte is suspect: a lithium salt"
    modified, control = (
        capacity(value, suspect=reason if name == doubted else "")
        for name, value in (("modified", "96"), ("control", "82"))
    )
    result = factor(modified, control)
    assert not result.allowed
    assert result.reason == f"the {doubted} value is suspect ({reason})"
    assert factor(modified, control, with_suspect=True).text == "1.2×"


@pytest.mark.parametrize(
    ("key", "modified", "control", "text"),
    [
        # n-Cr-LTO 13 Ω, n-LTO 75 Ω; Cu-MoS2@HsGDY 9.83 Ω, MoS2 111.70 Ω (10.1007/s40820-024-01495-1)
        ("charge_transfer_resistance", "13", "75", "5.8× lower"),
        ("charge_transfer_resistance", "9.83", "111.70", "11.4× lower"),
        ("charge_transfer_resistance", "75", "13", "5.8×"),
        ("migration_barrier", "<0.2", "0.8", ">4.0× lower"),
        ("diffusion_coefficient", "1.5e-11", "1.0e-13", "150×"),
    ],
)
def test_where_less_is_better_the_factor_says_lower(key, modified, control, text):
    result = factor(context(value=parse(modified), property=key), context(value=parse(control), property=key))
    assert result.text == text


@pytest.mark.parametrize(
    ("key", "modified", "control", "text", "value", "bound"),
    [
        ("diffusion_coefficient", "4e-9", "2e-9", "2.0×", 2.0, "="),
        ("diffusion_coefficient", "1e-9", "2e-9", "0.50×", 0.5, "="),  # worse
        ("migration_barrier", "0.2", "0.4", "2.0× lower", 2.0, "="),
        (
            "migration_barrier",
            "0.50",
            "0.40",
            "1.3×",
            0.8,
            "=",
        ),  # 1.25, half away from zero
        ("migration_barrier", "≥0.8", "0.4", "≥2.0×", 0.5, "≤"),  # at least twice as high: at most half as good
    ],
)
def test_on_one_axis_a_factor_is_above_1_where_the_modified_one_is_better(key, modified, control, text, value, bound):
    first, second = (
        context(value=parse(printed), property=key, origin="computed", ion="Mg2+") for printed in (modified, control)
    )
    result = factor(first, second)
    assert result.text == text
    assert result.improvement is not None
    assert (result.improvement.value, result.improvement.bound) == (value, bound)


def test_a_difference_is_no_improvement():
    first, second = (context(value=parse(number), property="interlayer_spacing") for number in ("1.2", "0.9"))
    assert factor(first, second).allowed
    assert factor(first, second).improvement is None


def test_html_escapes_the_sign_of_a_bound():
    assert factor(capacity("77"), capacity("<5")).html == "&gt;15×"


positive = st.floats(min_value=1e-6, max_value=1e6)


@given(positive, positive, st.sampled_from(["=", "<", ">", "≥", "≤"]), st.sampled_from(["=", "<", ">", "≥", "≤"]))
def test_a_factor_never_excludes_the_ratio_of_what_the_bounds_allow(above, below, sign_above, sign_below):
    result = factor(
        context(value=Quantity(value=above, bound=sign_above), property="specific_capacity"),
        context(value=Quantity(value=below, bound=sign_below), property="specific_capacity"),
    )
    if result.value is None:
        assert sign_above != "="
        assert sign_below != "="
        return
    low, high = search_interval(result.value)
    assert low * 0.9 <= above / below <= high * 1.1  # rounded to two digits at least: within 5 %


# ------------------------------------------------------------------------------------------------------------ verdicts


def test_every_dimension_is_judged_in_order():
    rows = verdict(context(), context()).rows
    assert [(row.dimension, row.label) for row in rows] == DIMENSIONS_COMPARED


def test_two_unknowns_are_unknown_and_not_the_same():
    assert verdict(context(ion="not_stated"), context(ion=None)).of("ion").outcome == "unknown"
    assert verdict(context(ion="other"), context(ion="other")).of("ion").outcome == "unknown"


@pytest.mark.parametrize(
    ("key", "first", "second", "outcome"),
    [
        ("current_density", 175, 173, "same"),
        ("current_density", 87.5, 86.5, "same"),
        ("current_density", 100, 98, "same"),
        ("current_density", 100, 97.9, "differs"),
        ("cycle_number", 156, 170, "differs"),
        ("cycle_number", 0, 0, "same"),
        ("temperature", 298.15, 333.15, "differs"),
        ("temperature", (298.15, 333.15), (298.15, 333.15), "same"),
        ("temperature", (298.15, 333.15), 400.0, "differs"),
        ("temperature", (298.15, 333.15), 300.0, "unknown"),
        ("cycle_number", (5000.0, None), 2000.0, "differs"),
        ("cycle_number", (5000.0, None), 6000.0, "unknown"),
        ("potential_scale", "Mg", "Li", "differs"),
        ("window", (0.0, 2.0), (0.01, 2.0), "same"),
        ("window", (0.0, 2.0), (0.1, 2.0), "differs"),
        ("method", "gitt", "pitt", "same"),
        ("method", "gitt", "eis", "differs"),
        ("method", "dft", "neb", "same"),
        ("ion", "not_applicable", "not_applicable", "not applicable"),
        ("ion", "not_applicable", "Mg2+", "differs"),
        ("carrier_cations", frozenset(), frozenset(), "same"),
        ("carrier_cations", frozenset(), frozenset({"Mg"}), "differs"),
        ("counter_electrode", "Mg foil", "mg  foil", "same"),
    ],
)
def test_a_dimension_is_judged(key, first, second, outcome):
    for a, b in ((first, second), (second, first)):
        assert verdict(context(**{key: a}), context(**{key: b})).of(key).outcome == outcome


def test_currents_in_different_units_are_unknown():
    row = verdict(context(current_density=100.0), context(c_rate=0.5)).of("current_density")
    assert row.outcome == "unknown"
    assert [said.replace("\N{NO-BREAK SPACE}", " ") for said in (row.a, row.b)] == ["100 mA g⁻¹", "0.5 C"]


def test_values_are_printed_as_a_reader_knows_them():
    a = context(temperature=298.15, ion="Mg2+", carrier_cations=frozenset({"Mg", "Li"}), window=(0.01, 2.0))
    rows = verdict(a, context(not_applicable=frozenset({"temperature"})))
    assert rows.of("temperature").a.replace("\N{NO-BREAK SPACE}", " ") == "25 °C"
    assert rows.of("temperature").b == "not applicable"
    printed = verdict(context(temperature=1023.0, digits={"temperature": 4}), context(temperature=300.0)).of(
        "temperature"
    )
    assert [said.replace("\N{NO-BREAK SPACE}", " ") for said in (printed.a, printed.b)] == ["750 °C", "26.85 °C"]
    assert (rows.of("ion").a, rows.of("ion").b) == ("Mg²⁺", "unknown")
    assert rows.of("carrier_cations").a == "Li + Mg"
    assert rows.of("window").a == "0.01–2 V"


def test_dimensions_that_make_no_sense_are_not_called_unknown():
    barrier = context(property="migration_barrier", origin="computed")
    outcomes = {row.dimension: row.outcome for row in verdict(barrier, barrier).rows}
    assert outcomes["functional"] == outcomes["path"] == outcomes["ion"] == "unknown"
    assert outcomes["cycle_number"] == outcomes["electrolyte"] == outcomes["temperature"] == "not applicable"
    measured = capacity("5")
    outcomes = {row.dimension: row.outcome for row in verdict(measured, measured).rows}
    assert outcomes["functional"] == outcomes["path"] == "not applicable"
    assert outcomes["cycle_number"] == outcomes["temperature"] == "unknown"


def test_an_unknown_dimension_has_no_row():
    with pytest.raises(KeyError):
        verdict(context(), context()).of("colour")


@given(st.floats(min_value=1e-9, max_value=1e9), st.floats(min_value=0, max_value=0.05))
def test_the_tolerance_holds_at_every_size(number, share):
    outcome = verdict(context(current_density=number), context(current_density=number * (1 - share)))
    if abs(share - TOLERANCE) > 1e-6:
        assert outcome.of("current_density").outcome == ("same" if share < TOLERANCE else "differs")
