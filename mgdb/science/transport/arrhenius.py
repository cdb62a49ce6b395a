"""Arrhenius: ln σ or ln σT linear in 1/T."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mgdb.science.transport.model import (
    BOLTZMANN,
    Interval,
    TransportError,
    checked,
    exponential,
    refuse_across,
    student_t,
)

Form = Literal["sigma", "sigmaT"]
ENERGIES: Interval = (0.04, 3.0)  # eV
TEMPERATURES: Interval = (90.0, 2500.0)  # K
"""What activation energies and temperatures of ionic conduction lie within; as the catalogues have it."""


@dataclass(frozen=True, slots=True)
class ArrheniusFit:
    """ln y = ln y0 − E_a/(k_B T), with y = σ (form "sigma") or y = σT (form "sigmaT").

    activation_energy in eV; prefactor y0 in S cm⁻¹, or S K cm⁻¹ for σT; the intervals at the confidence level are None
    with two points, which leave no degree of freedom. lowest, highest: the temperatures (K) that the fit rests on.
    """

    form: Form
    activation_energy: float
    prefactor: float
    activation_energy_interval: Interval | None
    prefactor_interval: Interval | None
    points: int
    confidence: float
    r_squared: float
    lowest: float
    highest: float
    transitions: tuple[float, ...]
    _slope: float
    _intercept: float
    _mean: float
    _spread: float
    _residual: float
    _quantile: float

    def conductivity(self, temperature: float) -> float:
        """σ in S cm⁻¹ at `temperature` in K.

        Raises TransportError for a temperature that is not positive, or across a stated transition from the data.
        """
        return exponential(self._line(temperature))

    def band(self, temperature: float) -> Interval:
        """Confidence band of the fitted line: lower and upper σ in S cm⁻¹ at `temperature` in K.

        ln y ± t·s·√(1/n + (1/T − mean)²/S_xx). Raises TransportError for fewer than three points, and as
        `conductivity` does.
        """
        if self.points < 3:
            raise TransportError("two points leave no degree of freedom, so no band; add a third temperature")
        centre = self._line(temperature)
        x = 1 / temperature
        half = self._quantile * self._residual * math.sqrt(1 / self.points + (x - self._mean) ** 2 / self._spread)
        return exponential(centre - half), exponential(centre + half)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why this line cannot be what a conductor does; empty where nothing speaks against it.

        Worked: a fit through points that rise on cooling has "E_a is −0.21 eV: conduction by hopping rises on heating".
        """
        found = []
        energy = self.activation_energy
        least, greatest = ENERGIES
        if energy < 0:
            found.append(f"E_a is −{-energy:.2g} eV: conduction by hopping rises on heating")
        elif energy < least:
            found.append(f"E_a is {energy:.2g} eV, below {least:g} eV: are log₁₀ taken for ln, or °C for K?")
        elif energy > greatest:
            found.append(f"E_a is {energy:.2g} eV, above {greatest:g} eV: are ln taken for log₁₀, or K for °C?")
        if self.activation_energy_interval is not None:
            half = (self.activation_energy_interval[1] - self.activation_energy_interval[0]) / 2
            if half > abs(energy):
                found.append(f"E_a is {energy:.2g} ± {half:.2g} eV: these points fix no slope")
        coldest, hottest = TEMPERATURES
        if self.lowest < coldest or self.highest > hottest:
            found.append(f"it rests on {self.lowest:g} to {self.highest:g} K: check the unit of the temperatures")
        return tuple(found)

    def is_extrapolated(self, temperature: float) -> bool:
        """True outside the temperatures that the fit rests on."""
        return not self.lowest <= temperature <= self.highest

    def _line(self, temperature: float) -> float:
        if not (math.isfinite(temperature) and temperature > 0):
            raise TransportError(f"temperature {temperature} K is not positive and finite")
        refuse_across(self.transitions, (temperature, self.lowest, self.highest), "extending the line")
        value = self._intercept + self._slope / temperature
        return value - math.log(temperature) if self.form == "sigmaT" else value


def arrhenius(
    temperatures: Sequence[float],
    conductivities: Sequence[float],
    *,
    form: Form = "sigma",
    confidence: float = 0.95,
    transitions: Sequence[float] = (),
) -> ArrheniusFit:
    """Least squares of ln σ (or ln σT) against 1/T, with Student's t intervals (n − 2 degrees of freedom).

    temperatures: n numbers in K; conductivities: n in S cm⁻¹; transitions: phase-transition temperatures in K;
    confidence: the level of the intervals and the band.

    With two points the line is exact and has no errors. The activation energy from σT exceeds that from σ by about
    k_B·T (0.06 eV at 700 K), so the form belongs to the number.

    Raises TransportError for numbers that are not positive, fewer than two different temperatures, or data on both
    sides of a transition.

    Source: least squares as in any text (e.g. Draper, Smith: Applied Regression Analysis, 3rd ed., 1998, ch. 1).
    Worked: Mg0.5Zr2(PO4)3, 2.9 × 10⁻⁵ S cm⁻¹ at 400 °C and 6.1 × 10⁻³ at 800 °C (10.1002/smll.202106981): 0.832 eV
    from σ, 0.905 eV from σT; refused when the transition at 1023 K is stated.
    """
    kelvins, sigmas = checked(temperatures, conductivities)
    if form not in ("sigma", "sigmaT"):
        raise TransportError(f"the form is sigma or sigmaT, not “{form}”")
    if len(set(kelvins)) < 2:
        raise TransportError("a line needs two different temperatures at least")
    refuse_across(transitions, kelvins, "a fit")
    count = len(kelvins)
    xs = [1 / kelvin for kelvin in kelvins]
    ys = [
        math.log(sigma * kelvin if form == "sigmaT" else sigma) for kelvin, sigma in zip(kelvins, sigmas, strict=True)
    ]
    mean_x, mean_y = math.fsum(xs) / count, math.fsum(ys) / count
    spread = math.fsum((x - mean_x) ** 2 for x in xs)
    slope = math.fsum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread
    intercept = mean_y - slope * mean_x
    squares = math.fsum((y - intercept - slope * x) ** 2 for x, y in zip(xs, ys, strict=True))
    total = math.fsum((y - mean_y) ** 2 for y in ys)
    energy, residual, quantile = -slope * BOLTZMANN, 0.0, 0.0
    energy_interval = prefactor_interval = None
    if count >= 3:
        residual = math.sqrt(squares / (count - 2))
        quantile = student_t(confidence, count - 2)
        half = quantile * residual / math.sqrt(spread) * BOLTZMANN
        energy_interval = (energy - half, energy + half)
        half = quantile * residual * math.sqrt(1 / count + mean_x**2 / spread)
        prefactor_interval = (exponential(intercept - half), exponential(intercept + half))
    return ArrheniusFit(
        form=form,
        activation_energy=energy,
        prefactor=exponential(intercept),
        activation_energy_interval=energy_interval,
        prefactor_interval=prefactor_interval,
        points=count,
        confidence=confidence,
        r_squared=1 - squares / total if total else 1.0,
        lowest=min(kelvins),
        highest=max(kelvins),
        transitions=tuple(transitions),
        _slope=slope,
        _intercept=intercept,
        _mean=mean_x,
        _spread=spread,
        _residual=residual,
        _quantile=quantile,
    )


def conductivity_at(
    temperature: float,
    *,
    reference_temperature: float,
    reference_conductivity: float,
    activation_energy: float,
    form: Form = "sigma",
    transitions: Sequence[float] = (),
) -> float:
    """σ in S cm⁻¹ at `temperature` from one reported point and a reported activation energy.

    σ(T) = σ(T1)·exp[−E_a/k_B·(1/T − 1/T1)], times T1/T for an E_a from σT. Temperatures in K, conductivity in
    S cm⁻¹, E_a in eV; transitions in K.

    Raises TransportError for numbers that are not positive or where a transition lies between the two temperatures.

    Worked: 10⁻⁴ S cm⁻¹ at 298.15 K with 0.37 eV (MgSc2Se4) → 1.81 × 10⁻³ S cm⁻¹ at 373.15 K.
    """
    checked([temperature, reference_temperature], [reference_conductivity] * 2)
    if not (math.isfinite(activation_energy) and activation_energy >= 0):
        raise TransportError(f"activation energy {activation_energy} eV is negative or not finite")
    refuse_across(transitions, (temperature, reference_temperature), "going")
    exponent = -activation_energy / BOLTZMANN * (1 / temperature - 1 / reference_temperature)
    ratio = reference_temperature / temperature if form == "sigmaT" else 1.0
    return reference_conductivity * exponential(exponent) * ratio
