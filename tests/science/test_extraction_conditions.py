"""Which conditions a value takes from its sentence, and which numbers are values of nothing."""

import pytest

from mgdb.science.extraction import Name, extract
from mgdb.science.extraction.prints import prints_of, unit_at

NAMES = [Name("a", ("A-MnO2",)), Name("b", ("B-MnO2",))]


def stated(text):
    """(value, property) → conditions."""
    return {(one.printed_value, one.guess): dict(one.conditions) for one in extract(text, NAMES) if one.guess}


def test_a_value_takes_no_condition_that_its_property_cannot_have():
    found = stated("The migration barrier of 0.55 eV explains the 80% retention after 500 cycles at 1 A g⁻¹.")
    assert found["0.55", "migration_barrier"] == {}
    assert found["80", "capacity_retention"] == {"cycle_number": "500", "current_density": "1 A g⁻¹"}
    assert found["500", "cycles_demonstrated"] == {"current_density": "1 A g⁻¹"}
    found = stated("The retention is 92.3% after 300 cycles and 85.1% after 1000 cycles.")
    assert found["300", "cycles_demonstrated"] == found["1000", "cycles_demonstrated"] == {}
    assert stated("The SEI is 12 nm thick after 40 cycles.")["12", "thickness"] == {"cycle_number": "40"}


@pytest.mark.parametrize(
    "text",
    [
        "The capacity of A-MnO2 dropped from 200 to 120 mAh g⁻¹ after 100 cycles.",
        "The capacity decreased from 200 mAh g⁻¹ to about 120 mAh g⁻¹ after 100 cycles.",
        "The initial capacity of 200 mAh g⁻¹ faded rapidly to only 120 mAh g⁻¹ within 100 cycles.",
        "The fresh cell has 200 mAh g⁻¹, and 120 mAh g⁻¹ are left after 100 cycles.",
    ],
)
def test_after_cycles_is_the_last_of_two_values(text):
    of_value = {
        "".join(filter(str.isdigit, one.printed_value)): dict(one.conditions)
        for one in extract(text, NAMES)
        if one.guess == "specific_capacity"
    }
    assert of_value == {"200": {}, "120": {"cycle_number": "100"}}


def test_two_values_that_share_their_cycles_both_have_them():
    found = stated("A-MnO2 and B-MnO2 deliver 200 and 120 mAh g⁻¹ after 100 cycles, respectively.")
    assert [one["cycle_number"] for (_, key), one in found.items() if key == "specific_capacity"] == ["100", "100"]


def test_both_ends_of_a_change_have_their_own_condition():
    found = stated("The capacity drops from 200 to 120 mAh g⁻¹ when the current rises from 0.1 to 1 A g⁻¹.")
    assert found["200", "specific_capacity"] == {"current_density": "0.1 A g⁻¹"}
    assert found["120", "specific_capacity"] == {"current_density": "1 A g⁻¹"}


def test_an_activation_energy_has_not_the_temperature_of_another_value():
    found = stated("It has 4.5 × 10⁻⁵ S cm⁻¹ at 80 °C with an activation energy of 0.62 eV.")
    assert found["0.62", "activation_energy"] == {}
    assert found["4.5 × 10⁻⁵", "ionic_conductivity"] == {"temperature": "80 °C"}


@pytest.mark.parametrize("definition", ["1C = 660 mA g⁻¹", "1 C corresponds to 660 mA g⁻¹"])
def test_what_a_rate_stands_for_is_no_current_of_a_value(definition):
    found = stated(f"The electrode showed a capacity of 300 mAh g⁻¹ at 0.2C ({definition}).")
    assert found["300", "specific_capacity"] == {"c_rate": "0.2 C"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The spinel lies only 30 meV/atom above the hull, so its migration is easy.", "30"),
        ("A reaction energy of −35 meV per atom was calculated.", "−35"),
        ("The forces were converged to 0.01 eV/Å for the migration barrier.", "0.01"),
        ("The voltage has a Tafel slope of 120 mV dec⁻¹.", "120"),
        ("The capacity fades by 0.4 mAh g⁻¹ per cycle.", "0.4"),
        ("Powder diffraction for the bond length used a wavelength of 1.5406 Å.", "1.5406"),
        ("The lattice parameter was found with Cu Kα radiation (λ = 1.5406 Å).", "1.5406"),
        ("Synchrotron data for the lattice parameter were collected at 0.4127 Å.", "0.4127"),
        ("Raman spectra of the particles were taken with a 532 nm laser.", "532"),
        ("The bond length was averaged over neighbours within 2.5 Å.", "2.5"),
        ("The migration barrier falls by 0.1 eV on doping.", "0.1"),
        ("The migration barrier is 0.2 eV lower than that of B-MnO2.", "0.2"),
        ("The specific energy shows an increase of 50 Wh kg⁻¹.", "50"),
        ("Rietveld refinement of the phase gave Rwp = 5.3%.", "5.3"),
        ("Diffraction patterns were collected from 5 to 60°.", "from 5 to 60"),
        ("The cells were rested for 6 h and then cycled.", "6"),
        ("Currents from 0.1 to 5 mA cm⁻² were applied to the cycled cell for 1 h each.", "1"),
        ("CV was recorded between 0 and 2.5 V.", "between 0 and 2.5"),
    ],
)
def test_a_number_that_is_of_no_property_is_marked_without_one(text, value):
    assert [one.properties for one in extract(text, NAMES) if one.printed_value == value] == [()]


@pytest.mark.parametrize(
    ("text", "value", "key"),
    [
        ("A wavelength of 1.5406 Å was used, and the Mg–O bond length is 2.08 Å.", "2.08", "bond_length"),
        ("Synchrotron data were collected at 0.41 Å; the lattice parameter a is 8.28 Å.", "8.28", "lattice_parameter"),
        ("A-MnO2 delivers a capacity of 120 mAh g⁻¹ higher than that of B-MnO2.", "120", "specific_capacity"),
        ("The adsorption energy is −0.53 eV per molecule.", "−0.53", "adsorption_energy"),
        ("The volume expands by 4.2% upon magnesiation.", "4.2", "volume_change"),
    ],
)
def test_a_number_beside_one_of_no_property_keeps_its_own(text, value, key):
    assert [one.guess for one in extract(text, NAMES) if one.printed_value == value] == [key]


def test_what_stands_for_each_atom_is_printed_with_its_unit():
    [one] = extract("The spinel lies 30 meV/atom above the hull.")
    assert (one.printed_value, one.printed_unit) == ("30", "meV/atom")


@pytest.mark.parametrize("rate", ["5 °C min⁻¹", "5 °C/min", "5 °C per min", "2 K/min", "5 K min−1"])
def test_a_heating_rate_is_no_temperature(rate):
    assert [one.printed_value for one in extract(f"It was heated to 600 °C at {rate}.")] == ["600"]


def test_whose_a_value_is_behind_whereas():
    text = "A-MnO2 retains 88% of its capacity, whereas the NEB barrier of B-MnO2 is 0.9 eV."
    assert [one.subject for one in extract(text, NAMES) if one.guess == "migration_barrier"] == ["b"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("S cm⁻¹¹², and", "S cm⁻¹"),
        ("mA h g⁻¹³⁴ at", "mA h g⁻¹"),
        ("cm² s⁻¹⁵", "cm² s⁻¹"),
        ("Ω cm²¹²", "Ω cm²"),
        ("°C¹", "°C"),
        ("V¹²", "V"),
        ("Å³", "Å³"),
        ("m² g⁻¹", "m² g⁻¹"),
    ],
)
def test_cited_works_that_are_raised_behind_a_unit_are_none_of_it(text, unit):
    assert unit_at(text)[0] == unit
    assert [one.unit for one in prints_of(f"It was 5 {text} then.")] == [unit]
