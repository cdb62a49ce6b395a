"""Ranges, orders of magnitude and differences between two values, with the numbers of the papers."""

from dataclasses import replace

import pytest

from mgdb.science.comparability import Context, factor
from mgdb.science.quantity import parse

from .test_comparability import context


def ranged(text: str, kind: str, **known) -> Context:
    """A diffusion coefficient with a range of that kind."""
    value = replace(parse(text), range_kind=kind)
    return context(value=value, property="diffusion_coefficient", origin="measured", **known)


@pytest.mark.parametrize(
    ("modified", "control", "text"),
    [
        # facets of anatase against pristine (10.1007/s40820-025-01861-7): “two to three orders of magnitude”
        (("1e-11–1e-7", "charge_state"), ("1e-14–1e-9", "charge_state"), "100–1000×"),
        (("1e-11–1e-9", "charge_state"), ("1e-13–1e-12", "charge_state"), "100–1000×"),
        (("1e-13–1e-11", "charge_state"), ("1e-14–1e-12", "charge_state"), "10×"),
        # 3 % Mo-VS4 against VS4 [70]: both ends rise, whatever an envelope of them would say (0.6 to 23)
        (("1.10e-12–1.570e-11", "charge_state"), ("6.9e-13–1.84e-12", "charge_state"), "1.6–8.53×"),
        # each end with the digits of its less precise number: 0.63 has two, 5.75 over 2.87 three
        (("1.82e-12–5.75e-12", "charge_state"), ("6.3e-13–2.87e-12", "charge_state"), "2.00–2.9×"),
        (("2–4", "samples"), ("1–2", "samples"), "2.0×"),
        # PEO2-MoS2 against commercial MoS2 [86]: a power of ten each
        (("10^-11", "order_of_magnitude"), ("10^-13", "order_of_magnitude"), "≈10²×"),
    ],
)
def test_ranges_over_like_states_are_divided_end_by_end(modified, control, text):
    result = factor(ranged(*modified), ranged(*control))
    assert result.text.replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize(
    ("modified", "control", "words"),
    [
        (("2–4", "interval"), ("1–2", "interval"), "ranges that are not said to run over like states"),
        (("2–4", "charge_state"), ("1–2", "samples"), "ranges that are not said to run over like states"),
        (("2–4", "charge_state"), ("1", ""), "one is a single value and the other a range"),
        (("10^-2", "order_of_magnitude"), ("0.00692", ""), "of one order of magnitude"),
    ],
)
def test_other_ranges_give_no_factor(modified, control, words):
    result = factor(ranged(*modified), ranged(*control))
    assert not result.allowed
    assert words in result.reason


def test_ranges_run_over_the_condition_that_both_state_as_one_range():
    heated = {"temperature": (298.15, 333.15)}
    modified, control = ranged("2–8", "interval", **heated), ranged("1–2", "interval", **heated)
    assert factor(modified, control).text == "2.0–4.0×"
    other = ranged("1–2", "interval", temperature=(298.15, 353.15))
    assert not factor(modified, other).allowed


@pytest.mark.parametrize(
    ("key", "modified", "control", "text"),
    [
        # L-V2O5 beside B-V2O5 (10.1002/anie.202414119)
        ("coordination_number", "6", "5", "+1"),
        ("exafs_peak_position", "1.61", "1.65", "−0.04 Å"),
        # PEO2-MoS2 beside MoS2, whose 6.15 Å has a place more than 14.5 Å
        ("interlayer_spacing", "14.5", "6.15", "+8.4 Å"),
        ("particle_size", "~40", "<20", ">≈+20 nm"),
        ("thickness", "~12", "~120", "≈−108 nm"),
        ("redox_potential", "1.2", "1.1", "+0.1 V"),
        ("glass_transition_temperature", "338.15", "330.15", "+8 °C"),
    ],
)
def test_a_property_without_a_better_side_shows_its_difference(key, modified, control, text):
    result = factor(context(value=parse(modified), property=key), context(value=parse(control), property=key))
    assert not result.is_factor
    assert result.text.replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize(
    ("key", "roles", "text"),
    [
        # MoO3 3.01 eV, HMoOF 1.38 eV [68]
        ("band_gap", {"cathode"}, "2.18× lower"),
        ("band_gap", {"electrolyte"}, "0.458×"),
        ("band_gap", {"species"}, "−1.63 eV"),
        ("band_gap", {"cathode", "electrolyte"}, "−1.63 eV"),
    ],
)
def test_the_better_side_may_depend_on_what_a_material_serves_as(key, roles, text):
    modified, control = (
        context(value=parse(value), property=key, roles=frozenset(roles)) for value in ("1.38", "3.01")
    )
    assert factor(modified, control).text.replace("\N{NO-BREAK SPACE}", " ") == text
