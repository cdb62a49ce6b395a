"""The dimensions with their units, and the symbols that units are made of."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from mgdb.science.limits import ANY, NOT_NEGATIVE, PERCENT, POSITIVE, Limits


class UnitError(ValueError):
    """A unit that is unknown, or that does not fit the quantity; the message names the units that do."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A kind of quantity: its canonical unit, the accepted units (canonical first), the unit pages show if other.

    possible: the numbers in the canonical unit that the kind of quantity allows; a catalogue may narrow them.
    """

    key: str
    possible: Limits
    canonical: str
    accepted: tuple[str, ...]
    display: str | None = None


def _dimensions(*rows: tuple[str, Limits, str] | tuple[str, Limits, str, str]) -> dict[str, Dimension]:
    table: dict[str, Dimension] = {}
    for key, possible, units, *display in rows:
        accepted = tuple(unit.strip() for unit in units.split(","))
        table[key] = Dimension(key, possible, accepted[0], accepted, display[0] if display else None)
    return table


DIMENSIONS: dict[str, Dimension] = _dimensions(
    # electrochemistry
    ("specific_capacity", NOT_NEGATIVE, "mAh g⁻¹, Ah kg⁻¹, Ah g⁻¹, μAh g⁻¹, C g⁻¹"),
    ("areal_capacity", NOT_NEGATIVE, "mAh cm⁻², μAh cm⁻², Ah cm⁻², Ah m⁻², C cm⁻²"),
    ("volumetric_capacity", NOT_NEGATIVE, "mAh cm⁻³, mAh mL⁻¹, Ah L⁻¹, Ah cm⁻³, μAh cm⁻³"),
    ("capacity", NOT_NEGATIVE, "mAh, μAh, Ah"),
    ("voltage", ANY, "V, mV"),
    ("specific_energy", NOT_NEGATIVE, "Wh kg⁻¹, kWh kg⁻¹, mWh g⁻¹, Wh g⁻¹, kJ kg⁻¹"),
    ("energy_density", NOT_NEGATIVE, "Wh L⁻¹, kWh L⁻¹, mWh cm⁻³, mWh mL⁻¹, Wh cm⁻³"),
    ("resistance", NOT_NEGATIVE, "Ω, mΩ, kΩ, MΩ"),
    ("area_specific_resistance", NOT_NEGATIVE, "Ω cm², mΩ cm², kΩ cm², Ω m²"),
    ("warburg_coefficient", NOT_NEGATIVE, "Ω s⁻¹ᐟ², kΩ s⁻¹ᐟ²"),
    ("specific_current", NOT_NEGATIVE, "mA g⁻¹, A g⁻¹, μA g⁻¹, A kg⁻¹, mA mg⁻¹"),
    ("areal_current", NOT_NEGATIVE, "mA cm⁻², μA cm⁻², A cm⁻², A m⁻²"),
    ("rate", NOT_NEGATIVE, "h⁻¹, C", "C"),  # 5 C is what is printed; here no coulomb
    ("scan_rate", NOT_NEGATIVE, "mV s⁻¹, V s⁻¹, mV min⁻¹"),
    ("time", NOT_NEGATIVE, "h, min, s, d"),
    ("areal_mass", NOT_NEGATIVE, "mg cm⁻², g cm⁻², g m⁻²"),
    ("concentration", NOT_NEGATIVE, "M, mM, mol L⁻¹, mol dm⁻³, mol m⁻³"),
    ("molality", NOT_NEGATIVE, "mol kg⁻¹, mmol kg⁻¹, mmol g⁻¹"),
    (
        "pressure",
        NOT_NEGATIVE,
        "MPa, GPa, kPa, Pa, bar, kbar, mbar, atm, psi, Torr, N mm⁻², N cm⁻², N m⁻², kN cm⁻², t cm⁻², kgf cm⁻²",
    ),
    # transport and energetics
    ("conductivity", NOT_NEGATIVE, "S cm⁻¹, mS cm⁻¹, μS cm⁻¹, nS cm⁻¹, S m⁻¹, mS m⁻¹, Ω⁻¹ cm⁻¹"),
    ("diffusivity", NOT_NEGATIVE, "cm² s⁻¹, m² s⁻¹"),
    ("energy", ANY, "eV, meV, kJ mol⁻¹, J mol⁻¹, kcal mol⁻¹, Ry, Ha"),
    ("molar_energy", ANY, "kJ mol⁻¹, J mol⁻¹, kcal mol⁻¹, eV, meV"),
    ("electron_charge", ANY, "e"),
    ("charge_density", ANY, "C mm⁻³, C cm⁻³, C m⁻³, e Å⁻³"),
    ("polarizing_power", ANY, "e Å⁻², e nm⁻², e pm⁻²"),
    ("temperature", POSITIVE, "K, °C", "°C"),
    # structure
    ("atomic_length", POSITIVE, "Å, nm, pm"),
    ("length", POSITIVE, "nm, Å, μm, mm"),
    ("macroscopic_length", POSITIVE, "mm, μm, cm, nm"),
    ("angle", Limits(0.0, 360.0), "°, rad"),
    ("diffraction_angle", Limits(0.0, 180.0), "° 2θ, °"),
    ("atomic_volume", POSITIVE, "Å³, nm³"),
    ("specific_area", NOT_NEGATIVE, "m² g⁻¹, cm² g⁻¹"),
    ("specific_volume", NOT_NEGATIVE, "cm³ g⁻¹, mL g⁻¹"),
    ("density", POSITIVE, "g cm⁻³, g mL⁻¹, kg L⁻¹, kg m⁻³"),
    ("wavenumber", POSITIVE, "cm⁻¹, m⁻¹"),
    # shares and counts; "1" and "%" convert only where both are customary
    ("percent", NOT_NEGATIVE, "%, 1"),
    ("ratio", NOT_NEGATIVE, "1, %"),
    ("number", NOT_NEGATIVE, "1"),
    # of shares whose basis is told apart (a condition), and of two parts: 4:1
    ("share", PERCENT, "%, wt%, mol%, vol%, at%, 1"),
    ("proportion", NOT_NEGATIVE, "1, %"),
    ("atomic_percent", PERCENT, "%, at%, mol%, 1"),
    ("mass_percent", PERCENT, "wt%, %, mg g⁻¹, ppm"),
    ("volume_percent", PERCENT, "vol%, %, 1"),
    ("abundance", PERCENT, "%, wt%, ppm"),
    ("mass_ppm", Limits(0.0, 1000000.0), "ppm, mg kg⁻¹, wt%, %"),
    ("per_formula", NOT_NEGATIVE, "mol per formula, 1"),
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """One unit symbol: pint's name for it, siunitx's macro, and other printed forms."""

    pint: str
    latex: str
    aliases: tuple[str, ...] = ()


# Russian and Ukrainian forms among the aliases; “°С” with a Cyrillic С is common in English texts too.
SYMBOLS: dict[str, Symbol] = {
    "A": Symbol("ampere", r"\ampere", ("ampere", "amperes", "amp", "amps", "А")),
    "mA": Symbol("milliampere", r"\milli\ampere", ("milliampere", "milliamperes", "milliamp", "milliamps", "мА")),
    "μA": Symbol(
        "microampere", r"\micro\ampere", ("microampere", "microamperes", "microamp", "microamps", "uA", "мкА")
    ),
    "V": Symbol("volt", r"\volt", ("volt", "volts", "В")),
    "mV": Symbol("millivolt", r"\milli\volt", ("millivolt", "millivolts", "мВ")),
    "W": Symbol("watt", r"\watt", ("watt", "watts", "Вт")),
    "mW": Symbol("milliwatt", r"\milli\watt", ("milliwatt", "milliwatts", "мВт")),
    "kW": Symbol("kilowatt", r"\kilo\watt", ("kilowatt", "kilowatts", "кВт")),
    "S": Symbol("siemens", r"\siemens", ("siemens", "Siemens", "См")),
    "mS": Symbol("millisiemens", r"\milli\siemens", ("millisiemens", "мСм")),
    "μS": Symbol("microsiemens", r"\micro\siemens", ("microsiemens", "uS", "мкСм")),
    "nS": Symbol("nanosiemens", r"\nano\siemens", ("nanosiemens", "нСм")),
    "Ω": Symbol("ohm", r"\ohm", ("ohm", "ohms", "Ohm", "Ohms", "Ом")),
    "mΩ": Symbol("milliohm", r"\milli\ohm", ("mohm", "mOhm", "мОм")),
    "kΩ": Symbol("kiloohm", r"\kilo\ohm", ("kohm", "kOhm", "кОм")),
    "MΩ": Symbol("megaohm", r"\mega\ohm", ("Mohm", "MOhm", "МОм")),
    "C": Symbol("coulomb", r"\coulomb", ("coulomb", "coulombs", "Кл")),
    "e": Symbol("elementary_charge", r"\elementarycharge"),
    "h": Symbol("hour", r"\hour", ("hr", "hrs", "hour", "hours", "ч")),
    "min": Symbol("minute", r"\minute", ("minute", "minutes", "мин")),
    "s": Symbol("second", r"\second", ("sec", "second", "seconds", "с")),
    "d": Symbol("day", r"\day", ("day", "days", "сут")),
    "g": Symbol("gram", r"\gram", ("gram", "grams", "г")),
    "mg": Symbol("milligram", r"\milli\gram", ("milligram", "milligrams", "мг")),
    "kg": Symbol("kilogram", r"\kilo\gram", ("kilogram", "kilograms", "кг")),
    "m": Symbol("meter", r"\metre", ("meter", "meters", "metre", "metres", "м")),
    "cm": Symbol("centimeter", r"\centi\metre", ("centimeter", "centimeters", "centimetre", "centimetres", "см")),
    "mm": Symbol("millimeter", r"\milli\metre", ("millimeter", "millimeters", "millimetre", "millimetres", "мм")),
    "dm": Symbol("decimeter", r"\deci\metre", ("decimeter", "decimetre", "дм")),
    "μm": Symbol(
        "micrometer",
        r"\micro\metre",
        ("micrometer", "micrometers", "micrometre", "micrometres", "um", "micron", "microns", "мкм"),
    ),
    "nm": Symbol("nanometer", r"\nano\metre", ("nanometer", "nanometers", "nanometre", "nanometres", "нм")),
    "pm": Symbol("picometer", r"\pico\metre", ("picometer", "picometers", "picometre", "picometres", "пм")),
    "Å": Symbol(
        "angstrom",
        r"\angstrom",
        ("angstrom", "Angstrom", "angstroms", "Angstroms", "ang"),
    ),
    "L": Symbol("liter", r"\litre", ("liter", "liters", "litre", "litres", "l", "л")),
    "mL": Symbol("milliliter", r"\milli\litre", ("milliliter", "milliliters", "millilitre", "millilitres", "ml", "мл")),
    "mol": Symbol("mole", r"\mole", ("moles", "mole", "моль")),
    "M": Symbol("molar", r"\molar", ("М",)),
    "mM": Symbol("millimolar", r"\milli\molar", ("мМ",)),
    "J": Symbol("joule", r"\joule", ("joule", "joules", "Дж")),
    "kJ": Symbol("kilojoule", r"\kilo\joule", ("kilojoule", "kilojoules", "KJ", "кДж")),
    "kcal": Symbol("kilocalorie", r"\kilo\calorie", ("kilocalorie", "kilocalories", "ккал")),
    "eV": Symbol("electron_volt", r"\electronvolt", ("electronvolt", "electronvolts", "ev", "эВ", "еВ")),
    "meV": Symbol(
        "millielectron_volt", r"\milli\electronvolt", ("millielectronvolt", "millielectronvolts", "мэВ", "меВ")
    ),
    "Ry": Symbol("rydberg", r"\rydberg"),
    "Ha": Symbol("hartree", r"\hartree"),
    "mmol": Symbol("millimole", r"\milli\mole", ("ммоль",)),
    "Pa": Symbol("pascal", r"\pascal", ("Па",)),
    "kPa": Symbol("kilopascal", r"\kilo\pascal", ("кПа",)),
    "MPa": Symbol("megapascal", r"\mega\pascal", ("МПа",)),
    "GPa": Symbol("gigapascal", r"\giga\pascal", ("ГПа",)),
    "bar": Symbol("bar", r"\pressurebar", ("bars", "бар")),
    "mbar": Symbol("millibar", r"\milli\pressurebar"),
    "atm": Symbol("atmosphere", r"\atmosphere", ("атм",)),
    "kbar": Symbol("kilobar", r"\kilo\pressurebar"),
    "psi": Symbol("pound_force_per_square_inch", r"\psi"),
    "Torr": Symbol("torr", r"\torr", ("torr", "mmHg")),
    "N": Symbol("newton", r"\newton", ("Н",)),
    "kN": Symbol("kilonewton", r"\kilo\newton", ("кН",)),
    # presses are read in the weight of so many tonnes or kilograms: 1 t cm⁻² is 98.0665 MPa
    "t": Symbol("force_metric_ton", r"\tonneforce", ("tf", "ton", "tons", "tonne", "tonnes", "т")),
    "kgf": Symbol("kilogram_force", r"\kilogramforce", ("kp", "кгс")),
    "K": Symbol("kelvin", r"\kelvin", ("kelvin", "Kelvin", "К")),
    "°C": Symbol("degree_Celsius", r"\degreeCelsius", ("degC", "oC", "celsius", "Celsius", "°С")),
    "°": Symbol("degree", r"\degree", ("deg", "degree", "degrees")),
    "rad": Symbol("radian", r"\radian"),
    "%": Symbol("percent", r"\percent", ("percent", "pct")),
    "ppm": Symbol("ppm", r"\ppm"),
    "wt%": Symbol("percent", r"\wtpercent", ("w%",)),
    "at%": Symbol("percent", r"\atpercent"),
    "mol%": Symbol("percent", r"\molpercent"),
    "vol%": Symbol("percent", r"\volpercent"),
}

# Units that are words rather than products of symbols: spelling -> (pint, siunitx, other printed forms)
PHRASES: dict[str, Symbol] = {
    "1": Symbol(
        "dimensionless",
        "",
        (
            "dimensionless",
            "unitless",
            "cycles",
            "cycle",
            "times",
            "次",
            "圈",
            "a.u.",
            "arb. u.",
            "arb. units",
            "counts",
        ),
    ),
    "° 2θ": Symbol(
        "degree",
        r"\degreetwotheta",
        ("° 2theta", "°2θ", "°2theta", "deg 2theta", "degrees 2theta"),
    ),
    "mol per formula": Symbol(
        "dimensionless",
        r"\molperformula",
        ("mol per formula unit", "per formula", "per formula unit", "mol per f.u.", "per f.u.", "mol/f.u.", "/f.u."),
    ),
    "e": Symbol("elementary_charge", r"\elementarycharge", ("e-", "e⁻", "|e|", "e^-", "e^{-}")),
}

# what is written as one symbol and is a product
COMPOUND: dict[str, tuple[str, ...]] = {
    "mAh": ("mA", "h"),
    "Ah": ("A", "h"),
    "μAh": ("μA", "h"),
    "Wh": ("W", "h"),
    "mWh": ("mW", "h"),
    "kWh": ("kW", "h"),
}


def dimension_of(key: str) -> Dimension:
    """The dimension `key`; raises UnitError naming the near ones where there is none."""
    try:
        return DIMENSIONS[key]
    except KeyError:
        near = listing(difflib.get_close_matches(key, DIMENSIONS, n=3)) or ", ".join(DIMENSIONS)
        raise UnitError(f"“{key}” is not a dimension; there are {near}") from None


def listing(units: Iterable[str]) -> str:
    units = list(units)
    return " or ".join([", ".join(units[:-1]), units[-1]]) if len(units) > 1 else "".join(units)
