"""Lines that a curator types: conditions as tokens, values with their unit."""

import pytest

from mgdb.science.entry import ValueField, conditions_of, value_field
from mgdb.science.quantity import QuantityError

READ = [
    ("0.25 A/g", "current_density", "0.25 A/g", 250),
    ("current 0.25 A/g", "current_density", "0.25 A/g", 250),
    ("current 0.1 mA/cm2", "areal_current_density", "0.1 mA/cm2", 0.1),
    ("cycle 900", "cycle_number", "900", 900),
    ("2nd cycle", "cycle_number", "2nd cycle", 2),
    ("100 cycles", "cycle_number", "100 cycles", 100),
    ("1,000 cycles", "cycle_number", "1,000 cycles", 1000),  # cycles are whole, and no share of a density
    ("−22 °C", "temperature", "−22 °C", 251.15),
    ("T = 25 °C", "temperature", "25 °C", 298.15),
    ("RT", "temperature", "RT", 298.15),
    ("-5 C", "temperature", "-5 C", 268.15),
    ("0.1 C", "c_rate", "0.1 C", 0.1),
    ("C/10", "c_rate", "C/10", 0.1),
    ("rate 10 C", "c_rate", "10 C", 10),
    ("scan rate 0.1 mV/s", "scan_rate", "0.1 mV/s", 0.1),
    ("stack pressure 1 MPa", "stack_pressure", "1 MPa", 1),
    ("1 MPa stack pressure", "stack_pressure", "1 MPa", 1),
    ("pellet density 85 %", "pellet_density", "85 %", 85),
    ("400 eV", "cutoff_energy", "400 eV", 400),
]


@pytest.mark.parametrize(("token", "key", "printed", "number"), READ)
def test_a_token_is_the_value_of_one_condition(token, key, printed, number):
    [one] = conditions_of(token).read
    assert (one.key, one.printed, one.value.status) == (key, printed, "reported")
    assert one.value.low == pytest.approx(number)


WORDS = [
    ("discharge", "direction", "discharge"),
    ("magnesiation", "direction", "discharge"),
    ("vs Mg/Mg2+", "potential_scale", "Mg"),
    ("SHE", "potential_scale", "SHE"),
    ("GITT", "test_step", "gitt"),
    ("rate test", "test_step", "rate"),
    ("axis a", "axis", "a"),
    ("state charged to 1.4 V", "state", "charged to 1.4 V"),
    ("functional: PBE+U", "functional", "PBE+U"),
    ("element Mg", "element", "Mg"),
]


@pytest.mark.parametrize(("token", "key", "text"), WORDS)
def test_a_token_in_words_is_a_choice_or_a_named_text(token, key, text):
    [one] = conditions_of(token).read
    assert (one.key, one.value.text) == (key, text)


@pytest.mark.parametrize(
    ("token", "key", "status"),
    [
        ("T n.r.", "temperature", "not_reported"),
        ("temperature not reported", "temperature", "not_reported"),
        ("cycle n/a", "cycle_number", "not_applicable"),
        ("stack pressure: unknown", "stack_pressure", "not_reported"),
    ],
)
def test_a_name_with_a_status_says_what_was_looked_for(token, key, status):
    [one] = conditions_of(token).read
    assert (one.key, one.value.status, one.value.printed) == (key, status, "")


ASKED = [
    ("1 MPa", ("stack_pressure", "pelletising_pressure"), "“stack pressure 1 MPa” or “pelletising pressure 1 MPa”"),
    ("25 C", ("temperature", "c_rate"), "“temperature 25 C” or “C-rate 25 C”"),
    ("85 %", ("pellet_density", "solvent_content"), "“pellet density 85 %”"),
    ("Mg", ("potential_scale", "element"), "“element Mg”"),
    ("first cycle", ("cycle_number", "test_step"), "“test step first cycle”"),
    ("10-5 mA cm-2", ("areal_current_density",), "“10^-5 mA cm-2”"),
    ("-300 °C", ("temperature",), "impossible"),
    ("900", (), "“cycle 900”"),
    ("n.r.", (), "“T n.r.”"),
    ("T", (), "“T n.r.”"),
    ("PBE", (), "name it, as in “current 0.25 A/g”"),
    ("current 5 °C", (), "°C is not one of mA g⁻¹"),
    ("0.1 A/g, 25 °C", (), "“0.1 A/g; 25 °C”"),
]


@pytest.mark.parametrize(("token", "keys", "words"), ASKED)
def test_what_is_no_condition_or_two_is_asked_with_the_way_out(token, keys, words):
    line = conditions_of(f"{token}; discharge")
    assert [one.key for one in line.read] == ["direction"]
    [asked] = line.asked
    assert asked.token == token
    assert set(asked.keys) == set(keys)
    assert words in asked.reason


@pytest.mark.parametrize("token", [token for token, _, _ in ASKED])
def test_each_spelling_offered_has_one_reading(token):
    for spelling in conditions_of(token).asked[0].spellings:
        assert conditions_of(spelling).read
        assert not conditions_of(spelling).asked


def test_a_line_keeps_the_order_of_its_tokens_and_its_doubts():
    line = conditions_of("0.25 A/g; cycle 900\n25 K;; ")
    assert [one.key for one in line.read] == ["current_density", "cycle_number", "temperature"]
    assert "°C" in str(line.read[2].doubts[0])


def test_one_condition_with_two_values_is_asked_and_the_same_twice_is_one():
    assert "given twice" in conditions_of("25 °C; 60 °C").asked[0].reason
    assert len(conditions_of("25 °C; T 25 °C").read) == 1


@pytest.mark.parametrize("line", ["x" * 3000, "; ".join(["25 °C"] * 100)])
def test_a_line_without_end_is_refused(line):
    assert conditions_of(line).asked
    assert not conditions_of(line).read


@pytest.mark.parametrize(
    ("typed", "value", "unit", "scale"),
    [
        ("≈120 mAh g⁻¹", "≈120", "mAh g⁻¹", ""),
        ("2.9 × 10⁻⁵ S cm⁻¹", "2.9 × 10⁻⁵", "S cm⁻¹", ""),
        ("<1e-10 S/cm", "<1e-10", "S/cm", ""),
        ("85 %", "85", "%", ""),
        ("from 98.2 to 99.1 %", "from 98.2 to 99.1", "%", ""),
        ("98.2 % to 99.1 %", "98.2 to 99.1", "%", ""),
        ("10-5 S cm-1", "10-5", "S cm-1", ""),
        ("more than 5000", "more than 5000", "", ""),
        ("2.1 V vs. Mg/Mg2+", "2.1", "V", "Mg/Mg2+"),
    ],
)
def test_a_field_is_cut_into_value_unit_and_scale(typed, value, unit, scale):
    assert value_field(typed) == ValueField(value, unit, scale)


def test_a_field_without_a_number_is_refused():
    with pytest.raises(QuantityError, match="not a number"):
        value_field("bananas")
