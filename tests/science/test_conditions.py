"""The catalogue of conditions and the reading of printed ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science import conditions, units, vocabulary
from mgdb.science.conditions import ConditionError, read

WORDS = """
temperature current_density areal_current_density c_rate cycle_number test_step direction state path axis scan_rate
areal_capacity potential_scale atmosphere pellet_density pellet_thickness stack_pressure pelletising_pressure
solvent_content functional supercell k_points cutoff_energy radius_convention coordination element contribution
"""
PUBLIC_KEYS = WORDS.split()


def test_the_public_keys_are_there_in_order():
    # A new one stands anywhere among them; these stay, as dataset files and addresses name them.
    assert [key for key in conditions.CONDITIONS if key in PUBLIC_KEYS] == PUBLIC_KEYS


@pytest.mark.parametrize("entry", conditions.CONDITIONS.values(), ids=lambda entry: entry.key)
def test_a_condition_is_declared_whole(entry):
    assert entry.label
    assert entry.definition.endswith(".")
    assert (entry.kind == "choice") == bool(entry.choices)
    assert (entry.kind == "number") == (entry.dimension is not None)
    if entry.kind == "number":
        dimension = units.DIMENSIONS[entry.dimension]
        assert entry.unit == dimension.canonical
        assert set(entry.accepted_units) <= set(dimension.accepted)
        assert entry.plausible[0] < entry.plausible[1]


@pytest.mark.parametrize(
    ("key", "printed", "low", "high", "unit"),
    [
        ("temperature", "25 °C", 298.15, 298.15, "K"),
        ("temperature", "≈ 40 °C", 313.15, 313.15, "K"),
        ("temperature", "300 K", 300, 300, "K"),
        ("temperature", "30–60 °C", 303.15, 333.15, "K"),
        ("temperature", "RT (25 °C)", 298.15, 298.15, "K"),
        ("current_density", "300 mA g⁻¹", 300, 300, "mA g⁻¹"),
        ("current_density", "0.3 A/g", 300, 300, "mA g⁻¹"),
        ("areal_current_density", "0.1 mA cm-2", 0.1, 0.1, "mA cm⁻²"),
        ("c_rate", "0.1C", 0.1, 0.1, "h⁻¹"),
        ("c_rate", "C/10", 0.1, 0.1, "h⁻¹"),
        ("c_rate", "C/50", 0.02, 0.02, "h⁻¹"),
        ("c_rate", "1–50 C", 1, 50, "h⁻¹"),
        ("cycle_number", "400", 400, 400, "1"),
        ("cycle_number", "the 3rd cycle", 3, 3, "1"),
        ("cycle_number", "after 10,000 cycles", 10000, 10000, "1"),
        ("cycle_number", "first", 1, 1, "1"),
        ("scan_rate", "0.1 mV s−1", 0.1, 0.1, "mV s⁻¹"),
        ("pellet_density", "99%", 99, 99, "%"),
        ("pellet_thickness", "120 μm", 0.12, 0.12, "mm"),
        ("pelletising_pressure", "under a pressure of 360 MPa", 360, 360, "MPa"),
        ("stack_pressure", "2 bar", 0.2, 0.2, "MPa"),
        ("stack_pressure", "≈ 50 kPa", 0.05, 0.05, "MPa"),
        ("pelletising_pressure", "100–300 MPa", 100, 300, "MPa"),
        ("pelletising_pressure", "1 atm", 0.101325, 0.101325, "MPa"),
        ("solvent_content", "< 5 wt%", None, 5, "wt%"),
        ("cutoff_energy", "520 eV", 520, 520, "eV"),
    ],
)
def test_a_printed_number_is_read_in_the_canonical_unit(key, printed, low, high, unit):
    value = read(key, printed)
    assert (value.status, value.low, value.high, value.unit) == ("reported", low, high, unit)
    assert not value.assumed


@pytest.mark.parametrize(
    "printed", ["RT", "r.t.", "room temperature", "Room-temperature", "ambient temperature", "ambient"]
)
def test_room_temperature_is_an_assumed_number_with_its_text(printed):
    value = read("temperature", printed)
    assert (value.low, value.high, value.assumed, value.printed) == (298.15, 298.15, True, printed)


def test_a_c_rate_keeps_the_current_that_it_stands_for():
    assert read("c_rate", "0.2 C (1C = 240 mA g⁻¹)").text == "1C = 240 mA g⁻¹"


@pytest.mark.parametrize(
    ("key", "printed", "choice"),
    [
        ("test_step", "rate", "rate"),
        ("test_step", "Rate performance", "rate"),
        ("test_step", "Cycling performance", "cycling"),
        ("direction", "discharging", "discharge"),
        ("potential_scale", "vs. Mg/Mg²⁺", "Mg"),
        ("potential_scale", "Mg/Mg^{2+}", "Mg"),
        ("potential_scale", "versus SHE", "SHE"),
        ("potential_scale", "vs activated carbon", "AC"),
        ("potential_scale", "Ag/Ag+", "Ag"),
        ("contribution", "grain boundary", "grain_boundary"),
    ],
)
def test_a_printed_choice_is_read_as_its_key(key, printed, choice):
    assert read(key, printed).text == choice


@pytest.mark.parametrize(
    "entry", [entry for entry in conditions.CONDITIONS.values() if entry.kind == "choice"], ids=lambda entry: entry.key
)
def test_every_key_and_label_of_a_choice_reads_as_that_choice(entry):
    for key, label in entry.choices:
        assert read(entry.key, key).text == key
        assert read(entry.key, label).text == key


def test_the_potential_scales_are_those_of_the_vocabulary():
    keys = {term.key for term in vocabulary.POTENTIAL_SCALES} - {"not_stated"}
    assert {key for key, _ in conditions.get("potential_scale").choices} == keys


def test_a_text_condition_stays_as_printed():
    assert read("k_points", " 2 × 3 × 1 ").text == "2 × 3 × 1"


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("not reported", "not_reported"),
        ("Not stated", "not_reported"),
        ("not applicable", "not_applicable"),
        ("n/a", "not_applicable"),
    ],
)
def test_a_status_in_words_is_that_status(printed, status):
    for key in ("temperature", "test_step", "path"):
        value = read(key, printed)
        assert (value.status, value.printed, value.low, value.text) == (status, "", None, "")


@pytest.mark.parametrize(
    ("key", "printed", "message"),
    [
        ("temperature", "25", "temperature “25”: has no unit; give one of K, °C"),
        ("temperature", "25 V", "V is not one of K, °C"),
        ("temperature", "warm", "write for example 25 °C"),
        ("current_density", "", "empty"),
        ("current_density", "–", "a number is wanted"),
        ("current_density", "0.1C", "is not one of mA g⁻¹"),
        ("c_rate", "C/0", "divides by zero"),
        ("cycle_number", "5 mA", "not a unit"),
        ("test_step", "rat", "did you mean rate"),
        ("direction", "sideways", "give one of charge, discharge"),
        ("cutoff_energy", "520 kJ/mol", "is not one of eV"),
    ],
)
def test_what_cannot_be_read_names_key_text_and_a_way_out(key, printed, message):
    with pytest.raises(ConditionError, match=message) as caught:
        read(key, printed)
    assert str(caught.value).startswith(f"{key} “{printed}”")


def test_an_unknown_key_names_the_near_ones():
    with pytest.raises(conditions.UnknownCondition, match="did you mean temperature"):
        conditions.get("temp")


@given(
    st.sampled_from(PUBLIC_KEYS),
    st.text(max_size=30) | st.text(alphabet="0123456789 .°CKRTmAhg/-–()=cycles", max_size=20),
)
def test_any_text_is_a_condition_or_a_condition_error(key, printed):
    try:
        value = read(key, printed)
    except ConditionError:
        return
    assert value.low is None or value.high is None or value.low <= value.high
