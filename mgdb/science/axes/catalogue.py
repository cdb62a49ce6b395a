"""The axes of figures: a quantity of the catalogues, how it stands on the axis, and the unit of the numbers there."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from mgdb.science import units
from mgdb.science.conditions import CONDITIONS, Condition
from mgdb.science.conditions.relevance import Relevance
from mgdb.science.limits import ANY, NOT_NEGATIVE
from mgdb.science.properties import PROPERTIES, Property
from mgdb.science.units.spelling import C_RATE, factors, tidy
from mgdb.science.vocabulary import AXIS_TRANSFORMS

Entry = Property | Condition
Law = Literal["", "times_temperature", "reciprocal", "inverse"]


class AxisError(ValueError):
    """An axis that is not known, or a number that cannot stand on it; the message says what to write instead."""


def _quantity(key: str, label: str, symbol: str, dimension: str, definition: str, **options: object) -> Condition:
    entry = units.DIMENSIONS[dimension]
    return Condition(
        key=key,
        label=label,
        symbol=symbol,
        definition=definition,
        kind="number",
        relevance=Relevance(because="It runs along a figure, and is no condition of a value.", is_compared=False),
        dimension=dimension,
        unit=entry.canonical,
        display_unit=entry.display or entry.canonical,
        accepted_units=entry.accepted,
        **options,  # type: ignore[arg-type]
    )


# What runs along axes and is neither a property nor a condition of a single value.
ONLY_ALONG = (
    _quantity("time", "Time", "<i>t</i>", "time", "Time since the start of the experiment.", possible=NOT_NEGATIVE),
    _quantity(
        "potential",
        "Potential",
        "<i>E</i>",
        "voltage",
        "Potential of the working electrode on the scale that is stated as a condition, or voltage of the cell.",
        plausible=(-5, 7),
    ),
    _quantity("intensity", "Intensity", "<i>I</i>", "number", "Signal in arbitrary units.", possible=ANY),
)
# What has a sign along an axis, where a voltammogram shows both directions; as a condition it is a size.
SIGNED = ("current_density", "areal_current_density")


def _signed(entry: Condition) -> Condition:
    greatest = entry.plausible[1] if entry.plausible else math.inf
    return replace(entry, possible=ANY, plausible=(-greatest, greatest))


ENTRIES: dict[str, Entry] = {
    **{entry.key: entry for entry in ONLY_ALONG},
    **{key: entry for key, entry in CONDITIONS.items() if entry.kind == "number"},
    **{key: _signed(CONDITIONS[key]) for key in SIGNED},
    **{key: entry for key, entry in PROPERTIES.items() if entry.kind == "number"},
}
"""What can run along an axis, by key; a property comes before a condition of the same name."""

USUAL = (
    "temperature", "cycle_number", "current_density", "areal_current_density", "c_rate", "specific_capacity",
    "areal_capacity", "time", "potential", "diffraction_angle", "intensity", "scan_rate",
)  # fmt: skip
"""What runs along the axes of most figures."""


@dataclass(frozen=True, slots=True)
class Transform:
    """How a quantity stands on an axis: `law` is applied to it, then `logarithm`; `factor` is that of 1000/T."""

    key: str
    law: Law = ""
    logarithm: Literal["", "log10", "ln"] = ""
    factor: float = 1.0


TRANSFORMS: dict[str, Transform] = {
    one.key: one
    for one in (
        Transform("linear"),
        Transform("log10", logarithm="log10"),
        Transform("ln", logarithm="ln"),
        Transform("times_temperature", "times_temperature"),
        Transform("log10_times_temperature", "times_temperature", "log10"),
        Transform("ln_times_temperature", "times_temperature", "ln"),
        Transform("reciprocal", "reciprocal"),
        Transform("log10_reciprocal", "reciprocal", "log10"),
        Transform("inverse", "inverse"),
        Transform("inverse_1e3", "inverse", factor=1e3),
        Transform("inverse_1e4", "inverse", factor=1e4),
    )
}
assert list(TRANSFORMS) == [term.key for term in AXIS_TRANSFORMS]

# Units of a resistivity: their size in Ω cm, whose reciprocal is S cm⁻¹.
RESISTIVITIES = {"Ω cm": 1.0, "kΩ cm": 1e3, "MΩ cm": 1e6, "Ω m": 100.0}
# “1000/T” is printed with all of these behind it; the factor stands in the transform.
_PER_KELVIN = {"", "K^-1", "1/K", "1000/K", "10^3K^-1", "10^3/K", "10^4K^-1", "10^4/K", "kK^-1", "1000K^-1"}
_POWER = re.compile(
    r"[×x·*]?\s*+10\s*+(?P<raised>\^?)\s*+\{?\s*+(?P<power>[-+]?[0-9]{1,2})"
    r"(?:\s*+\})?(?:\s*+[×x·*])?\s++(?P<unit>\S.*)"
)


def entry_of(key: str) -> Entry:
    """What runs along an axis under `key`. Raises AxisError, naming the nearest."""
    if key in ENTRIES:
        return ENTRIES[key]
    near = difflib.get_close_matches(key.strip().lower().replace(" ", "_"), ENTRIES, n=3, cutoff=0.6)
    others = (
        f"did you mean {' or '.join(near)}?" if near else f"there is {', '.join(USUAL)}, and every numeric property"
    )
    raise AxisError(f"“{key}” is nothing that runs along an axis here; {others}")


def transforms_of(entry: Entry) -> tuple[str, ...]:
    """The keys of the transforms in which `entry` is drawn: logarithms only of what cannot be negative."""
    if entry.dimension == "temperature":
        return ("linear", "inverse_1e3", "inverse", "inverse_1e4")
    if entry.dimension == "conductivity":
        return tuple(key for key, one in TRANSFORMS.items() if one.law != "inverse")
    low = entry.possible.low
    has_logarithm = entry.key in SIGNED or (low is not None and low >= 0)  # a Tafel plot has that of the size
    return ("linear", "log10", "ln") if has_logarithm else ("linear",)


def accepted_units(entry: Entry, transform: str) -> tuple[str, ...]:
    """The units that numbers on such an axis may have, the customary first; a power of ten may stand before each."""
    law = TRANSFORMS[transform].law
    if law == "inverse":
        return ("K⁻¹",)
    if law == "reciprocal":
        return tuple(RESISTIVITIES)
    if law == "times_temperature":
        return tuple(_times_kelvin(unit) for unit in entry.accepted_units)
    return entry.accepted_units


def _times_kelvin(unit: str) -> str:
    first, *others = unit.split(" ")
    return " ".join([first, "K", *others])


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: the key of its quantity and of its transform, and the unit of its numbers as this database spells it.

    base: the unit in which the quantity is when law and logarithm are undone; size: that of the axis's unit in it.
    """

    key: str
    transform: str
    unit: str
    base: str
    size: float

    @property
    def entry(self) -> Entry:
        return ENTRIES[self.key]

    @property
    def law(self) -> Transform:
        return TRANSFORMS[self.transform]

    def undone(self, number: float, kelvin: float | None = None) -> float:
        """What `number` on this axis stands for, in the unit `base`; `kelvin` is the temperature of a σT.

        Raises AxisError where it stands for nothing. Worked: 2.5 on 1000/T → 400 K; −4 on log₁₀ (σ / S cm⁻¹) → 10⁻⁴.
        """
        law = self.law
        value = number
        try:
            if law.logarithm:
                value = 10.0**number if law.logarithm == "log10" else math.exp(number)
            value *= self.size
            if law.law == "times_temperature":
                if not kelvin or kelvin <= 0:
                    raise AxisError("a quantity times T needs the temperature of each point along the other axis")
                value /= kelvin
            elif law.law:
                value = law.factor / value
        except (OverflowError, ZeroDivisionError):
            raise AxisError(f"nothing can be {number:g} on an axis of {self.text}") from None
        if not math.isfinite(value):
            raise AxisError(f"nothing can be {number:g} on an axis of {self.text}")
        return value

    def canonical(self, number: float, kelvin: float | None = None) -> float:
        """As `undone`, in the canonical unit of the quantity."""
        return units.to_canonical(self.undone(number, kelvin), self.base, self.entry.dimension or "number")

    @property
    def falls(self) -> bool:
        """Whether what the axis stands for falls where its numbers rise: a bound and the ends of a bar change sides."""
        return self.law.law in ("reciprocal", "inverse")

    @property
    def html(self) -> str:
        """Its title with symbol and unit, as HTML: “1000/<i>T</i> (K⁻¹)”, “log₁₀ (<i>σ</i> / S cm⁻¹)”."""
        law, unit = self.law, "" if self.unit == "1" else self.unit
        symbol = self.entry.symbol or self.entry.label
        if law.law == "times_temperature":
            symbol += "<i>T</i>"
        elif law.law == "reciprocal":
            symbol = f"1/{symbol}"
        elif law.law == "inverse":
            symbol = {1.0: "1", 1e3: "1000", 1e4: "10⁴"}[law.factor] + f"/{symbol}"
        if law.logarithm:
            name = {"log10": "log₁₀", "ln": "ln"}[law.logarithm]
            return f"{name} ({symbol} / {unit})" if unit else f"{name} {symbol}"
        shown = symbol if law.law else self.entry.label
        return f"{shown} ({unit})" if unit else shown

    @property
    def text(self) -> str:
        """Its title as plain text."""
        return re.sub(r"<[^>]*>", "", self.html)


def axis(key: str, transform: str = "linear", unit: str = "") -> Axis:
    """The axis of the quantity `key` under `transform`, its numbers in `unit` (any spelling, with a power of ten).

    Raises AxisError. Worked: axis("ionic_conductivity", "linear", "×10⁻⁵ S/cm") has the unit “10⁻⁵ S cm⁻¹”.
    """
    entry = entry_of(key)
    if transform not in transforms_of(entry):
        known = ", ".join(transforms_of(entry))
        raise AxisError(f"{entry.label.lower()} does not stand as “{transform}” on an axis; it stands as {known}")
    law = TRANSFORMS[transform]
    plain = tidy(unit)
    compact = plain.replace(" ", "").replace("{", "").replace("}", "").replace("³", "^3")
    if law.law == "inverse" and compact in (_PER_KELVIN if law.factor != 1 else {"", "K^-1", "1/K"}):
        return Axis(key, transform, "K⁻¹", "K", 1.0)
    size, rest = 1.0, plain
    if power := _POWER.fullmatch(plain):
        exponent = int(power["power"])
        if not power["raised"] and power["power"][0] not in "-+":  # a lost superscript, and perhaps its minus
            raised = _raised(power["power"])
            raise AxisError(
                f"“{unit}”: 10{raised}, 10⁻{raised}, or 10{exponent}? Write the power: 10^{exponent} or 10^-{exponent}"
            )
        size, rest = 10.0**exponent, power["unit"]
    spelled, base, own = _unit(entry, law, rest if size != 1 or law.law else unit.strip(), unit)
    if size != 1:
        spelled = f"10{_raised(power['power'] if power else '')} {spelled}"
    return Axis(key, transform, spelled, base, float(f"{size * own:.15g}"))


def _raised(power: str) -> str:
    return str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _unit(entry: Entry, law: Transform, rest: str, given: str) -> tuple[str, str, float]:
    """The unit `rest` of an axis as this database spells it, the unit of the quantity behind it, and its size."""
    accepted = accepted_units(entry, law.key)
    example = f"give one of {', '.join(accepted[:6])}"
    if law.law == "inverse":
        if rest in ("K^{-1}", "K^-1", "1/K", "K-1"):
            return "K⁻¹", "K", 1.0
        raise AxisError(f"“{given}” is not a unit of an inverse temperature; {example}")
    if not rest and entry.unit != "1":
        raise AxisError(f"no unit is given for {entry.label.lower()}; {example}")
    if law.law == "reciprocal":
        wanted = factors(rest)
        spelled = next((one for one in RESISTIVITIES if factors(tidy(one)) == wanted), "")
        if not wanted or not spelled:
            raise AxisError(f"“{given}” is not a unit of a resistivity; {example}")
        return spelled, "S cm⁻¹", RESISTIVITIES[spelled]
    if law.law == "times_temperature":
        wanted = factors(rest)
        plain = next((one for one in entry.accepted_units if factors(tidy(_times_kelvin(one))) == wanted), "")
        if not wanted or not plain:
            raise AxisError(f"“{given}” is not a unit of {entry.label.lower()} times a temperature; {example}")
        return _times_kelvin(plain), plain, 1.0
    if entry.dimension == "conductivity" and factors(tidy(rest)) in map(factors, map(tidy, RESISTIVITIES)):
        raise AxisError(
            f"“{given}” is the unit of a resistivity, under the title ρ ({rest}) or 1/σ ({rest}); {example}"
        )
    if entry.dimension == "rate" and rest not in ("C", *accepted) and C_RATE.fullmatch(rest):
        raise AxisError(f"“{given}” is one rate, and no unit of {entry.label.lower()}; {example}")
    try:
        spelled = units.normalise(rest, entry.dimension or "")
        units.to_canonical(1.0, spelled, entry.dimension or "number")
    except units.UnitError as error:
        raise AxisError(f"“{given}”: {error}" if "“" not in str(error) else str(error)) from None
    if spelled not in entry.accepted_units and entry.dimension != "rate":
        raise AxisError(f"“{given}” is not a unit of {entry.label.lower()}; {example}")
    return spelled, spelled, 1.0


def temperatures(across: Axis, numbers: Sequence[float]) -> list[float | None]:
    """The temperature (K) of each point of an axis of temperatures; None for each on any other axis."""
    if across.key != "temperature":
        return [None] * len(numbers)
    found: list[float | None] = []
    for number in numbers:
        try:
            found.append(across.canonical(number))
        except AxisError:
            found.append(None)
    return found
