"""Units: spellings, conversions, typesetting. Conversions are checked against the SI's exact constants."""

import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science import units

EVERY_UNIT = [(dimension.key, unit) for dimension in units.DIMENSIONS.values() for unit in dimension.accepted]


@pytest.mark.parametrize(
    ("printed", "ours"),
    [
        ("mAh g-1", "mAh g⁻¹"),
        ("mAh/g", "mAh g⁻¹"),
        ("mAh g^{-1}", "mAh g⁻¹"),
        ("mAh g ⁻¹", "mAh g⁻¹"),
        ("mAhg⁻¹", "mAh g⁻¹"),
        ("mA h g⁻¹", "mAh g⁻¹"),
        ("mAh per g", "mAh g⁻¹"),
        ("milliampere-hours per gram", "mAh g⁻¹"),
        ("watt-hours per kilogram", "Wh kg⁻¹"),
        ("milliamps per square centimeter", "mA cm⁻²"),
        ("siemens per centimetre", "S cm⁻¹"),
        ("centimeters squared per second", "cm² s⁻¹"),
        ("grams per cubic centimetre", "g cm⁻³"),
        ("kilojoules per mole", "kJ mol⁻¹"),
        ("electron volts", "eV"),
        ("mAh·g−1", "mAh g⁻¹"),
        ("g⁻¹ mAh", "mAh g⁻¹"),
        ("mA g⁻¹", "mA g⁻¹"),
        ("vol%", "vol%"),
        ("vol. %", "vol%"),
        ("mol kg-1", "mol kg⁻¹"),
        ("A g⁻¹", "A g⁻¹"),
        ("cm2 s-1", "cm² s⁻¹"),
        ("cm^{2} s^{-1}", "cm² s⁻¹"),
        ("\\AA", "Å"),
        ("\N{ANGSTROM SIGN}", "Å"),
        ("e \\AA^{-2}", "e Å⁻²"),
        ("kJ mol-1", "kJ mol⁻¹"),
        ("meV", "meV"),
        ("nm", "nm"),
        ("°C", "°C"),
        ("℃", "°C"),
        ("^{\\circ}\\rm C", "°C"),
        ("wt%", "wt%"),
        ("wt. %", "wt%"),
        ("%", "%"),
        ("\\%", "%"),
        ("Ω cm2", "Ω cm²"),
        ("ohm", "Ω"),
        ("\N{OHM SIGN}", "Ω"),
        ("Ω s^{-1/2}", "Ω s⁻¹ᐟ²"),
        ("Ω s^-0.5", "Ω s⁻¹ᐟ²"),
        ("\N{MICRO SIGN}m", "μm"),
        ("S\\text{ cm}^{-1}", "S cm⁻¹"),
        ("$\\rm cm^{-1}$", "cm⁻¹"),
        ("mVs⁻¹", "mV s⁻¹"),
        ("mAh/(g)", "mAh g⁻¹"),
        ("1/cm", "cm⁻¹"),
        ("per formula unit", "mol per formula"),
        ("°2θ", "° 2θ"),
        ("C", "C"),
        ("0.1C", "0.1C"),
        ("C/10", "C/10"),
        ("", "1"),
    ],
)
def test_a_printed_spelling_is_read_as(printed, ours):
    assert units.normalise(printed) == ours


@pytest.mark.parametrize("unit", sorted({unit for _, unit in EVERY_UNIT}))
def test_every_accepted_unit_is_its_own_spelling(unit):
    assert units.normalise(unit) == unit


@pytest.mark.parametrize("printed", ["mAh g", "mAh g⁻²", "S c m⁻¹", "furlong", "mA h g⁻¹ s", "g/", "(g", "^", "C/0"])
def test_what_is_no_unit_is_refused(printed):
    with pytest.raises(units.UnitError, match="is not a unit"):
        units.normalise(printed)


def test_an_error_names_the_near_units():
    with pytest.raises(units.UnitError, match="mAh g⁻¹"):
        units.normalise("mah g-1")


@given(st.text(max_size=40) | st.text(alphabet="mAhgVSΩsCe°%/^{}-−⁻¹²12 .·()", max_size=20))
def test_any_text_is_a_unit_or_a_unit_error(text):
    try:
        ours = units.normalise(text)
    except units.UnitError:
        return
    assert units.normalise(ours) == ours


@pytest.mark.parametrize(
    ("value", "unit", "dimension", "canonical"),
    [
        (0.1, "A g⁻¹", "specific_current", 100.0),
        (0.3, "A/g", "specific_current", 300.0),
        (1.7, "mA mg⁻¹", "specific_current", 1700.0),
        (0.25, "mS cm⁻¹", "conductivity", 0.00025),
        (0.28, "mS cm-1", "conductivity", 0.00028),
        (1, "S m⁻¹", "conductivity", 0.01),
        (2.9e-5, "Ω⁻¹ cm⁻¹", "conductivity", 2.9e-5),
        (1e-12, "m² s⁻¹", "diffusivity", 1e-8),
        (0.38, "nm", "atomic_length", 3.8),
        (72, "pm", "atomic_length", 0.72),
        (2, "μm", "length", 2000.0),
        (90, "meV", "energy", 0.09),
        (0, "°C", "temperature", 273.15),
        (25, "°C", "temperature", 298.15),
        (-273.15, "°C", "temperature", 0.0),
        (1023, "K", "temperature", 1023.0),
        (1, "C", "rate", 1.0),
        (1, "C/10", "rate", 0.1),
        (1, "0.1C", "rate", 0.1),
        (0.5, "h⁻¹", "rate", 0.5),
        (98.9, "%", "percent", 98.9),
        (0.5, "1", "percent", 50.0),
        (0.7, "", "ratio", 0.7),
        (3833, "mAh mL⁻¹", "volumetric_capacity", 3833.0),
        (3.6, "C g⁻¹", "specific_capacity", 1.0),
        (50, "ppm", "mass_ppm", 50.0),
        (0.01, "wt%", "mass_ppm", 100.0),
        (10, "mV min⁻¹", "scan_rate", pytest.approx(1 / 6, rel=1e-14)),
    ],
)
def test_a_value_becomes_canonical_without_stray_digits(value, unit, dimension, canonical):
    assert units.to_canonical(value, unit, dimension) == canonical


def test_a_molar_energy_becomes_one_per_particle_by_avogadros_number():
    # 1 eV per particle is e·N_A = 1.602176634e-19 · 6.02214076e23 = 96485.332... J/mol (SI 2019, both exact)
    assert units.to_canonical(96485.33212331, "J mol⁻¹", "energy") == pytest.approx(1, rel=1e-13)
    assert units.to_canonical(1, "eV", "molar_energy") == pytest.approx(96.48533212331, rel=1e-13)
    # 63.9 and 92.0 kJ/mol, document 10.1002/smll.202106981
    assert units.to_canonical(63.9, "kJ mol⁻¹", "energy") == pytest.approx(0.66228, abs=5e-6)
    assert units.to_canonical(92.0, "kJ mol⁻¹", "energy") == pytest.approx(0.95351, abs=5e-6)


def test_atomic_units_of_energy_have_their_codata_values():
    assert units.to_canonical(1, "Ha", "energy") == pytest.approx(27.211386245988, rel=1e-10)
    assert units.to_canonical(1, "Ry", "energy") == pytest.approx(13.605693122994, rel=1e-10)


@pytest.mark.parametrize(("dimension", "unit"), EVERY_UNIT)
def test_a_conversion_goes_there_and_back(dimension, unit):
    canonical = units.to_canonical(1.25, unit, dimension)
    assert units.from_canonical(canonical, unit, dimension) == pytest.approx(1.25, rel=1e-12)


@given(st.floats(min_value=-1e9, max_value=1e9), st.sampled_from(EVERY_UNIT))
def test_a_conversion_keeps_the_order_of_numbers(value, pair):
    dimension, unit = pair
    lower, upper = (units.to_canonical(number, unit, dimension) for number in (value, value + abs(value) * 0.01 + 1e-3))
    assert lower < upper


@pytest.mark.parametrize(
    ("value", "unit", "dimension", "message"),
    [
        (5, "V", "conductivity", r"5 V is not a value of conductivity; give one of S cm⁻¹"),
        (5, "", "specific_capacity", r"5 has no unit; .*mAh g⁻¹"),
        (5, "mAh g⁻²", "specific_capacity", r"5 mAh g⁻²: .*give one of mAh g⁻¹"),
        (5, "wt%", "percent", r"5 wt% is not a value of percent"),
        (5, "K", "thermometry", r"“thermometry” is not a dimension"),
        (math.nan, "K", "temperature", r"not a number"),
        (1e308, "A g⁻¹", "specific_current", r"too large"),
        (5, "%", "number", r"5 % is not a value of number"),
    ],
)
def test_a_wrong_unit_is_refused_with_value_unit_and_the_accepted_ones(value, unit, dimension, message):
    with pytest.raises(units.UnitError, match=message):
        units.to_canonical(value, unit, dimension)


def test_an_open_end_stays_open():
    assert units.to_canonical(math.inf, "A g⁻¹", "specific_current") == math.inf
    assert units.from_canonical(-math.inf, "°C", "temperature") == -math.inf


@pytest.mark.parametrize(
    ("unit", "text", "html", "latex"),
    [
        ("mAh/g", "mAh g⁻¹", "mAh g<sup>−1</sup>", r"\unit{\milli\ampere\hour\per\gram}"),
        ("cm2 s-1", "cm² s⁻¹", "cm<sup>2</sup> s<sup>−1</sup>", r"\unit{\centi\metre\tothe{2}\per\second}"),
        ("Ω s^-1/2", "Ω s⁻¹ᐟ²", "Ω s<sup>−1/2</sup>", r"\unit{\ohm\per\second\tothe{1/2}}"),
        ("\\AA", "Å", "Å", r"\unit{\angstrom}"),
        ("1", "", "", ""),
    ],
)
def test_a_unit_is_typeset(unit, text, html, latex):
    assert units.unicode(unit) == text
    assert units.html(unit).replace("\N{NO-BREAK SPACE}", " ") == html
    assert units.latex(unit) == latex


def test_every_latex_macro_outside_siunitx_is_declared():
    own = {"angstrom", "elementarycharge", "molar", "calorie", "hartree", "rydberg", "ppm"}
    own |= {"wtpercent", "atpercent", "molpercent", "molperformula", "degreetwotheta"}
    assert all(rf"\DeclareSIUnit{{\{name}}}" in units.LATEX_PREAMBLE for name in own)


def test_importing_units_does_not_load_pint():
    code = "import sys; import mgdb.science.units, mgdb.science.properties; sys.exit('pint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_only_the_zero_of_degrees_celsius_is_elsewhere():
    shifting = {
        (unit, key) for key, entry in units.DIMENSIONS.items() for unit in entry.accepted if units.shifts(unit, key)
    }
    assert shifting == {("°C", "temperature")}
