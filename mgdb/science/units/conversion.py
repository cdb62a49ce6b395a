"""Values from accepted units to canonical ones and back."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from mgdb.science.units.catalogue import DIMENSIONS, PHRASES, SYMBOLS, UnitError, dimension_of
from mgdb.science.units.spelling import C_RATE, factors, normalise, tidy

if TYPE_CHECKING:
    import pint

_AVOGADRO = Decimal("6.02214076e23")  # mol⁻¹, exact


@cache
def _registry() -> pint.UnitRegistry[Decimal]:
    from pint import UnitRegistry

    return UnitRegistry(non_int_type=Decimal, cache_folder=None)


def load() -> None:
    """Read the definitions of units now, which takes half a second; otherwise the first conversion does."""
    _registry()


def _pint_expression(unit: str) -> str:
    if unit in PHRASES:
        return PHRASES[unit].pint
    parts = factors(tidy(unit)) or ()
    return " * ".join(f"{SYMBOLS[symbol].pint} ** ({power})" for symbol, power in parts)


@cache
def _affine(unit: str, dimension: str) -> tuple[Decimal, Decimal]:
    """(factor, offset) with canonical = factor · value + offset, for an accepted `unit` of `dimension`."""
    canonical = DIMENSIONS[dimension].canonical
    if unit == canonical:
        return Decimal(1), Decimal(0)
    if dimension == "rate":
        # a rate of 1C empties the cell in one hour; here "C" is no coulomb
        rate = C_RATE.fullmatch(unit)
        number, divisor = rate.groups() if rate else (None, None)
        return Decimal(number or 1) / Decimal(divisor or 1), Decimal(0)
    registry = _registry()
    target = registry.parse_units(_pint_expression(canonical))
    source = registry.parse_units(_pint_expression(unit))
    one = registry.Quantity(Decimal(1), source)
    if unit == "°C":
        at_zero = Decimal(str(registry.Quantity(Decimal(0), source).to(target).magnitude))
        return Decimal(str(one.to(target).magnitude)) - at_zero, at_zero
    # an energy per mole of particles and an energy per particle differ by Avogadro's number
    if "mol⁻¹" in unit and "mol⁻¹" not in canonical:
        one = one / registry.Quantity(_AVOGADRO, "1/mole")
    elif "mol⁻¹" in canonical and "mol⁻¹" not in unit:
        one = one * registry.Quantity(_AVOGADRO, "1/mole")
    return Decimal(str(one.to(target).magnitude)), Decimal(0)


def _checked(value: float, unit: str, dimension: str) -> str:
    entry = dimension_of(dimension)
    accepted = ", ".join(entry.accepted)
    if not unit.strip() and entry.canonical != "1":
        raise UnitError(f"{value:g} has no unit; for {dimension.replace('_', ' ')} give one of {accepted}")
    try:
        ours = normalise(unit, dimension)
    except UnitError as error:
        raise UnitError(
            f"{value:g} {unit}: {error}; for {dimension.replace('_', ' ')} give one of {accepted}"
        ) from None
    if ours not in entry.accepted and not (dimension == "rate" and C_RATE.fullmatch(ours)):
        raise UnitError(f"{value:g} {ours} is not a value of {dimension.replace('_', ' ')}; give one of {accepted}")
    if math.isnan(value):
        raise UnitError(f"not a number, in {ours}")
    return ours


def _clean(exact: Decimal, value: float, unit: str) -> float:
    result = float(f"{exact:.15g}")
    if math.isinf(result):
        raise UnitError(f"{value:g} {unit} is too large to be converted")
    return result


def to_canonical(value: float, unit: str, dimension: str) -> float:
    """`value` of `unit` in the canonical unit of `dimension`: canonical = factor · value + offset, 15 digits.

    `value` is a number in `unit`, any spelling that `normalise` reads; `dimension` is a key of DIMENSIONS. Infinite
    values stay infinite (open intervals).

    Raises UnitError, naming value, unit and the accepted units, for a unit of another dimension or a value that
    overflows. An empty unit is accepted only where the canonical unit is 1.

    Worked: 0.1 A g⁻¹ → 100.0 mA g⁻¹; 25 °C → 298.15 K; 63.9 kJ mol⁻¹ → 63.9 × 10.36427 meV = 0.662277 eV.
    """
    ours = _checked(value, unit, dimension)
    if math.isinf(value):
        return value
    factor, offset = _affine(ours, dimension)
    return _clean(Decimal(repr(float(value))) * factor + offset, value, ours)


@cache
def shifts(unit: str, dimension: str) -> bool:
    """Whether the zero of `unit` is another than that of the canonical unit of `dimension`: of °C, not of K."""
    return _affine(_checked(1.0, unit, dimension), dimension)[1] != 0


def converter(unit: str, dimension: str) -> Callable[[float], float]:
    """`to_canonical` for many numbers of one `unit`, which is looked up once; a number that overflows is infinite.

    Raises UnitError as `to_canonical` does. Worked: converter("°C", "temperature")(25.0) → 298.15.
    """
    factor, offset = _affine(_checked(1.0, unit, dimension), dimension)

    def convert(value: float) -> float:
        return float(f"{Decimal(repr(float(value))) * factor + offset:.15g}") if math.isfinite(value) else value

    return convert


def from_canonical(value: float, unit: str, dimension: str) -> float:
    """`value`, in the canonical unit of `dimension`, expressed in `unit`: the inverse of `to_canonical`.

    Raises UnitError as `to_canonical` does. Worked: 298.15 K → 25.0 °C; 0.25e-3 S cm⁻¹ → 0.25 mS cm⁻¹.
    """
    ours = _checked(value, unit, dimension)
    if math.isinf(value):
        return value
    factor, offset = _affine(ours, dimension)
    return _clean((Decimal(repr(float(value))) - offset) / factor, value, ours)
