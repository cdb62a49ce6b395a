"""The catalogue of properties: complete, and every entry whole."""

from dataclasses import replace

import pytest

from mgdb.science import conditions, properties, units
from mgdb.science.judgement import Refusal, judge

WORDS = """
specific_capacity areal_capacity volumetric_capacity cell_capacity capacity_retention coulombic_efficiency
plating_stripping_efficiency cycles_demonstrated cycle_life test_duration voltage redox_potential stripping_potential
anodic_limit electrochemical_window overpotential nucleation_overpotential specific_energy energy_density
capacitive_contribution diffusion_contribution b_value charge_transfer_resistance resistance area_specific_resistance
warburg_coefficient ionic_conductivity
electronic_conductivity electronic_share activation_energy migration_barrier diffusion_coefficient transference_number
adsorption_energy intercalation_energy desolvation_energy solvation_energy bond_dissociation_energy reaction_enthalpy
charge_transfer band_gap dielectric_constant interlayer_spacing lattice_fringe_spacing lattice_parameter bond_length
interatomic_distance exafs_peak_position ionic_radius channel_size lattice_angle cell_volume coordination_number
thickness particle_size pore_size specific_surface_area pore_volume contact_angle relative_density density
volume_change vacancy_concentration dopant_concentration water_content crystal_water hydrogen_content elemental_content
solvent_content
sintering_temperature phase_transition_temperature glass_transition_temperature decomposition_temperature
operating_temperature raman_shift infrared_wavenumber xps_binding_energy diffraction_angle charge_density
polarizing_power elemental_abundance space_group
"""
PUBLIC_KEYS = WORDS.split()

ENTRIES = list(properties.PROPERTIES.values())


def test_the_public_keys_are_there_in_page_order():
    # A new one stands anywhere among them; these stay, as dataset files and addresses name them.
    assert [key for key in properties.PROPERTIES if key in PUBLIC_KEYS] == PUBLIC_KEYS


def test_two_properties_of_one_key_are_refused():
    first = properties.PROPERTIES["density"]
    with pytest.raises(ValueError, match="“density” is the key of two properties: Density, Density"):
        properties._catalogue([first, replace(first, definition="Another.")])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_a_property_is_declared_whole(entry):
    assert entry.label
    assert entry.symbol
    assert entry.group
    assert entry.definition.endswith(".")
    assert set(entry.applies_to) <= {"material", "cell"}
    assert entry.applies_to
    assert set(entry.needed_conditions) <= set(conditions.CONDITIONS)
    if entry.kind == "text":
        assert (entry.dimension, entry.unit, entry.plausible) == (None, "", None)
        return
    dimension = units.DIMENSIONS[entry.dimension]
    assert entry.unit == dimension.canonical == entry.accepted_units[0]
    assert set(entry.accepted_units) <= set(dimension.accepted)
    assert entry.display_unit in dimension.accepted
    low, high = entry.plausible
    assert low < high
    assert entry.scale == "linear" or high > 0


@pytest.mark.parametrize(
    ("key", "unit"),
    [
        ("specific_capacity", "mAh g⁻¹"),
        ("warburg_coefficient", "Ω s⁻¹ᐟ²"),
        ("resistance", "Ω"),
        ("test_duration", "h"),
        ("ionic_conductivity", "S cm⁻¹"),
        ("diffusion_coefficient", "cm² s⁻¹"),
        ("migration_barrier", "eV"),
        ("reaction_enthalpy", "kJ mol⁻¹"),
        ("charge_transfer", "e"),
        ("bond_length", "Å"),
        ("thickness", "nm"),
        ("cell_volume", "Å³"),
        ("water_content", "ppm"),
        ("crystal_water", "mol per formula"),
        ("ion_uptake", "mol per formula"),
        ("ion_capacity_share", "%"),
        ("phase_fraction", "%"),
        ("mass_ratio", "1"),
        ("solvent_content", "wt%"),
        ("glass_transition_temperature", "K"),
        ("diffraction_angle", "° 2θ"),
        ("charge_density", "C mm⁻³"),
        ("polarizing_power", "e Å⁻²"),
    ],
)
def test_the_canonical_unit_is(key, unit):
    assert properties.get(key).unit == unit


def test_a_temperature_is_shown_in_degrees_celsius():
    assert properties.get("operating_temperature").display_unit == "°C"


@pytest.mark.parametrize(
    ("key", "printed", "unit", "plausible"),
    [
        ("ionic_radius", 80, "Å", False),  # Zr⁴⁺ "80 Å", 10.1002/smll.202106981
        ("ionic_radius", 0.72, "Å", True),
        ("volumetric_capacity", 3833, "mAh cm⁻³", True),
        ("polarizing_power", 3.85, "e Å⁻²", True),
        ("specific_capacity", 355.3, "mAh g⁻¹", True),
        ("sintering_temperature", 1300, "°C", True),
        ("sintering_temperature", 1300000, "°C", False),
        ("ionic_conductivity", 6.1e-3, "S cm⁻¹", True),
        ("ionic_conductivity", 28, "S cm⁻¹", False),
    ],
)
def test_the_plausible_range_tells_a_slip_from_a_value(key, printed, unit, plausible):
    entry = properties.get(key)
    low, high = entry.plausible
    assert (low <= units.to_canonical(printed, unit, entry.dimension) <= high) is plausible


@pytest.mark.parametrize(
    ("printed", "value"),
    [("4:1", 4), ("≈ 4 : 1", 4), ("0.7∶0.3", 7 / 3), ("1:3", 1 / 3), ("0.25", 0.25), ("25 %", None)],
)
def test_a_ratio_of_two_masses_is_read_as_printed(printed, value):
    read = judge(properties.get("mass_ratio"), printed)
    if value is None:
        assert isinstance(read, Refusal)  # its unit stands apart
    else:
        assert read.canonical.value == pytest.approx(value, rel=1e-12)
        assert read.canonical.approximate == printed.startswith("≈")


@pytest.mark.parametrize(
    ("printed", "words"), [("4:1:1", "several ratios"), ("1:0", "divides by zero"), ("4:", "number")]
)
def test_what_is_no_ratio_of_two_says_what_to_write(printed, words):
    read = judge(properties.get("mass_ratio"), printed)
    assert isinstance(read, Refusal)
    assert words in read.reason


@pytest.mark.parametrize(
    ("key", "printed", "unit", "value"),
    [
        ("phase_fraction", "93.2", "wt%", 93.2),
        ("phase_fraction", "0.07", "", None),
        ("ion_capacity_share", "37", "%", 37),
        ("ion_capacity_share", "0.37", "1", 37),
        ("ion_uptake", "0.66", "per f.u.", 0.66),
        ("ion_uptake", "0.66", "1", 0.66),
    ],
)
def test_shares_and_uptakes_are_read_in_their_units(key, printed, unit, value):
    read = judge(properties.get(key), printed, unit)
    assert (read.canonical.value if read.canonical else None) == (value and pytest.approx(value))


@pytest.mark.parametrize(("key", "printed"), [("phase_fraction", "101"), ("ion_capacity_share", "120")])
def test_no_share_is_more_than_the_whole(key, printed):
    assert judge(properties.get(key), printed, "%").outcome == "impossible"


def test_an_unknown_key_names_the_near_ones():
    with pytest.raises(properties.UnknownProperty, match="ionic_conductivity") as caught:
        properties.get("conductivity")
    assert isinstance(caught.value, KeyError)
    assert str(caught.value) == caught.value.args[0]


def test_the_fingerprint_changes_with_the_unit():
    prints = properties.fingerprint()
    assert prints["specific_capacity"] == "specific_capacity|mAh g⁻¹|number"
    assert prints["space_group"] == "||text"
    assert set(prints) == set(properties.PROPERTIES)


def test_an_iri_is_used_once():
    iris = [entry.iri for entry in ENTRIES if entry.iri]
    assert len(iris) == len(set(iris)) > 5
    assert all(iri.startswith("https://w3id.org/emmo") for iri in iris)
