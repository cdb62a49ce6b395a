"""Conductivities at their temperatures, and the lines that may be drawn through them; for the Arrhenius plot.

A line is a fit of a series (one material in one cell under the same conditions), or follows from one conductivity and
a reported activation energy. None crosses a phase transition that is stated.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from mgdb.science.judgement import Refusal, judge_quantity
from mgdb.science.properties import PROPERTIES
from mgdb.science.transport import (
    ArrheniusFit,
    Form,
    TransportError,
    VTFFit,
    arrhenius,
    conductivity_at,
    vtf,
)

from .model import Point

ACTIVATION, TRANSITION, GLASS = "activation_energy", "phase_transition_temperature", "glass_transition_temperature"
FEWEST = 3  # points at different temperatures for a fit
VTF_CLASSES = ("solid polymer electrolyte", "composite polymer", "gel", "biopolymer", "ionic liquid")
SAME_SERIES = ("contribution", "atmosphere", "pellet_density", "solvent_content", "state")
REACH = 0.5  # of 1000/T: how far a line from one reported point is drawn on either side

Kind = Literal["arrhenius", "vtf", "reported"]


@dataclass(frozen=True, slots=True)
class Line:
    """A law through conductivities of one material.

    kind: a fit, or a reported activation energy through one point. points: those it rests on; energy: the reported
    activation energy of the material, where there is one. lowest, highest: the reported temperatures (K), outside of
    which it is an extrapolation. phase: the temperatures (K) between which no transition is stated.
    """

    kind: Kind
    points: tuple[Point, ...]
    energy: Point | None
    law: Callable[[float], float]
    fit: ArrheniusFit | VTFFit | None
    lowest: float
    highest: float
    phase: tuple[float, float]
    remark: str = ""

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why it cannot be what a conductor does: the fit's own doubts, or those about the reported energy."""
        if isinstance(self.fit, ArrheniusFit):
            return tuple(doubt.replace("E_a", "Ea") for doubt in self.fit.doubts)
        if self.kind != "reported" or self.energy is None or self.energy.quantity is None:
            return ()
        judged = judge_quantity(PROPERTIES[ACTIVATION], self.energy.quantity)
        return (
            (judged.reason,)
            if isinstance(judged, Refusal)
            else tuple(str(doubt).rstrip(".") for doubt in judged.doubts)
        )

    @property
    def digits(self) -> int:
        """Significant digits of what is read on it: no more than its conductivities are printed with, two at most."""
        printed = [
            one.quantity.digits for one in self.points if one.property_key == "ionic_conductivity" and one.quantity
        ]
        return min([2, *filter(None, printed)])

    def conductivity(self, temperature: float) -> float | None:
        """σ in S cm⁻¹ at `temperature` in K; None outside the phase, or where the law ends or overflows."""
        if not self.phase[0] < temperature < self.phase[1]:
            return None
        try:
            sigma = self.law(temperature)
        except TransportError:
            return None
        return sigma if math.isfinite(sigma) else None

    def is_extrapolated(self, temperature: float) -> bool:
        """True outside the reported temperatures."""
        return not self.lowest <= temperature <= self.highest

    def reach(self) -> tuple[float, float]:
        """The temperatures (K) over which the line is drawn."""
        low, high = 1000 / (1000 / self.lowest + REACH), 1000 / max(1000 / self.highest - REACH, 0.1)
        return max(low, self.phase[0]), min(high, self.phase[1])


def temperature_of(point: Point) -> float | None:
    """The single temperature of `point` in K; None where there is none."""
    return point.condition("temperature")


def transitions_of(points: Iterable[Point]) -> dict[str, list[float]]:
    """Phase-transition temperatures (K) by material and by formula: a transition holds for the compound."""
    found: dict[str, list[float]] = {}
    for point in points:
        if (
            point.property_key == TRANSITION
            and point.quantity
            and point.quantity.value is not None
            and not point.suspect
        ):
            for key in filter(None, (point.material, point.formula)):
                found.setdefault(key, []).append(point.quantity.value)
    return found


def lines(points: Sequence[Point], form: Form) -> tuple[list[Line], list[str]]:
    """The lines through the conductivities among `points`, and why each activation energy without a line has none.

    form: whether σ or σT follows Arrhenius' law. Suspect values, bounds, ranges and values at an assumed temperature
    enter no fit. `points` are of any property of the plot.
    """
    transitions = transitions_of(points)
    usable: dict[tuple[str, ...], list[Point]] = {}
    for point in points:
        if point.property_key == "ionic_conductivity" and is_certain(point):
            usable.setdefault(_series(point), []).append(point)
    energies = [point for point in points if point.property_key == ACTIVATION]
    found: list[Line] = []
    for series in usable.values():
        for members, phase in _by_phase(series, _stated(series[0], transitions)):
            energy = next((item for item in energies if _why_no_energy(item) == "" and _belongs(item, series)), None)
            if len({temperature_of(point) for point in members}) >= FEWEST:
                found.append(_fitted(members, phase, form, energy, _glass(points, members[0])))
    reasons = []
    for energy in energies:
        starts = [
            p for p in points if p.property_key == "ionic_conductivity" and _may_start(p) and _belongs(energy, [p])
        ]
        reason = _why_no_energy(energy) or _why_no_start(starts)
        if any(line.energy is energy for line in found):
            continue  # it stands beside the fit
        if reason:
            reasons.append(reason)
        else:
            found.append(_reported(energy, starts[0], form, _stated(starts[0], transitions)))
    return found, reasons


def is_certain(point: Point) -> bool:
    """Whether a conductivity may enter a fit: one number at one printed temperature, not suspect."""
    return _may_start(point) and not point.conditions["temperature"].assumed


def _may_start(point: Point) -> bool:
    quantity = point.quantity
    if point.suspect or quantity is None or quantity.value is None or quantity.bound != "=" or quantity.value <= 0:
        return False
    return (temperature_of(point) or 0) > 0


def _series(point: Point) -> tuple[str, ...]:
    stated = (point.conditions.get(key) for key in SAME_SERIES)
    return (point.material, point.run, point.ion, point.origin, *(c.text or c.printed if c else "" for c in stated))


def _belongs(energy: Point, series: Sequence[Point]) -> bool:
    """Whether an activation energy is of the same specimen, paper and ion as a series."""
    first = series[0]
    same_ion = energy.ion == first.ion or "not stated" in (energy.ion, first.ion) or not (energy.ion and first.ion)
    return energy.material == first.material and energy.source == first.source and same_ion


def _why_no_energy(energy: Point) -> str:
    quantity = energy.quantity
    if quantity is None:
        return "without a number (activation energy)"
    if energy.suspect:
        return "suspect, through which no line is drawn (activation energy)"
    if quantity.value is None or quantity.bound != "=":
        return "with a range or bound, which makes no line (activation energy)"
    return "" if quantity.value >= 0 else "below zero (activation energy)"


def _why_no_start(starts: Sequence[Point]) -> str:
    if not starts:
        return "without a conductivity at a temperature to draw a line through (activation energy)"
    return "" if len(starts) == 1 else "with several conductivities, too few or unlike for a fit (activation energy)"


def _stated(point: Point, transitions: dict[str, list[float]]) -> tuple[float, ...]:
    keys = {point.material, point.formula} - {""}
    return tuple(sorted({kelvin for key in keys for kelvin in transitions.get(key, ())}))


def _by_phase(
    series: Sequence[Point], transitions: Sequence[float]
) -> list[tuple[tuple[Point, ...], tuple[float, float]]]:
    """`series` cut at `transitions` (K), each part with the ends of its phase."""
    edges = [0.0, *transitions, math.inf]
    parts = []
    for low, high in pairwise(edges):
        own = tuple(p for p in series if (kelvin := temperature_of(p)) is not None and low < kelvin < high)
        if own:
            parts.append((own, (low, high)))
    return parts


def _glass(points: Iterable[Point], member: Point) -> float | None:
    found = [
        p.quantity.value for p in points if p.property_key == GLASS and p.material == member.material and p.quantity
    ]
    return found[0] if len(found) == 1 else None


def _fitted(
    members: tuple[Point, ...], phase: tuple[float, float], form: Form, energy: Point | None, glass: float | None
) -> Line:
    """The VTF law for polymers, gels and ionic liquids with enough points, Arrhenius' for all others."""
    kelvins = [point.conditions["temperature"].value or 0.0 for point in members]
    sigmas = [point.quantity.value or 0.0 for point in members if point.quantity]
    remark = ""
    if members[0].electrolyte_class in VTF_CLASSES:
        try:
            curved = vtf(kelvins, sigmas, glass_transition=glass)
            return Line("vtf", members, energy, curved.conductivity, curved, curved.lowest, curved.highest, phase)
        except TransportError as error:
            remark = f"No VTF fit: {error}."
    fit = arrhenius(kelvins, sigmas, form=form)
    return Line("arrhenius", members, energy, fit.conductivity, fit, fit.lowest, fit.highest, phase, remark)


def _reported(energy: Point, start: Point, form: Form, transitions: Sequence[float]) -> Line:
    """Arrhenius' law through one conductivity with a reported activation energy."""
    kelvin, quantity = temperature_of(start), start.quantity
    assert kelvin is not None
    assert quantity is not None
    assert energy.quantity is not None
    sigma, value = quantity.value, energy.quantity.value
    assert sigma is not None
    assert value is not None

    def law(temperature: float) -> float:
        return conductivity_at(
            temperature,
            reference_temperature=kelvin,
            reference_conductivity=sigma,
            activation_energy=value,
            form=form,
            transitions=transitions,
        )

    low = max((edge for edge in transitions if edge < kelvin), default=0.0)
    high = min((edge for edge in transitions if edge > kelvin), default=math.inf)
    lowest = highest = kelvin
    span = energy.conditions.get("temperature")
    if span and span.low is not None and span.high is not None and span.low < span.high:
        lowest, highest = max(min(kelvin, span.low), low), min(max(kelvin, span.high), high)
    return Line("reported", (start,), energy, law, None, lowest, highest, (low, high))
