"""Each reported conductivity at a temperature that is chosen: as reported there, or read on the line of its series.

By the lines and rules of the Arrhenius plot (`conduction`, `readings`), with ln σ taken to be linear in 1/T.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from mgdb.science.quantity import Quantity
from mgdb.science.transport import BOLTZMANN

from .conduction import TRANSITION, Line, lines, temperature_of
from .model import Point
from .readings import KINDS, NEAR, ZERO, is_at_assumed

PROPERTY = "ionic_conductivity"
How = Literal["as reported", "interpolated", "extrapolated"]
SEVERAL = "reported activation energies"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """σ (S cm⁻¹) at the temperature chosen. how: whether it is printed there, within the reported temperatures of its
    line or outside of them; by: what the line is, nothing where it is printed. assumed: a temperature behind it is set
    by convention."""

    quantity: Quantity
    how: How
    by: str = ""
    assumed: bool = False


def evaluated(points: Sequence[Point], celsius: float) -> dict[str, Evaluation]:
    """id of a conductivity → what it is at `celsius` (°C).

    points: all conductivities of these specimens with their activation energies, transitions and glass transitions, for
    a line rests on its whole series. A conductivity has none that is suspect, that no line goes through, or whose line
    cannot be what a conductor does or does not reach that temperature. Where several reported activation energies lead
    away from one value, the ends of what they give are a range. What is read by a reported energy has the interval that
    the printed intervals of value and energy span. It has no more digits than the prints, two at most.

    Worked: 1.0 × 10⁻⁴ S cm⁻¹ at 25 °C with a reported 0.37 eV → ≈ 0.0018 S cm⁻¹ at 100 °C, extrapolated.
    """
    kelvin = celsius + ZERO
    through: dict[str, list[Line]] = {}
    for own in _by_material(points):
        for line in lines(own, "sigma")[0]:
            if not line.doubts:
                for point in line.points:
                    through.setdefault(point.id, []).append(line)
    found = {}
    for point in points:
        if point.property_key == PROPERTY and (one := _evaluated(point, through.get(point.id, ()), kelvin)):
            found[point.id] = one
    return found


def _by_material(points: Sequence[Point]) -> list[list[Point]]:
    """`points` of each material, with the transitions of others of its formula, which its lines do not cross."""
    found: dict[str, list[Point]] = {}
    transitions: dict[str, list[Point]] = {}
    for point in points:
        found.setdefault(point.material, []).append(point)
        if point.property_key == TRANSITION and point.formula:
            transitions.setdefault(point.formula, []).append(point)
    return [
        [
            *own,
            *(
                one
                for key in {point.formula for point in own}
                for one in transitions.get(key, ())
                if one.material != name
            ),
        ]
        for name, own in found.items()
    ]


def _evaluated(point: Point, own: Sequence[Line], kelvin: float) -> Evaluation | None:
    at = temperature_of(point)
    if point.suspect or point.quantity is None or at is None:
        return None
    if abs(at - kelvin) <= NEAR:
        return Evaluation(point.quantity, "as reported", assumed=point.conditions["temperature"].assumed)
    fits = [line for line in own if line.kind != "reported"]
    return _read(fits or own, kelvin)


def _read(own: Iterable[Line], kelvin: float) -> Evaluation | None:
    there = [(line, sigma) for line in own if (sigma := line.conductivity(kelvin))]
    if not there:
        return None
    read, sigmas = [line for line, _ in there], [sigma for _, sigma in there]
    spans = [tuple(sigma * factor for factor in _spread(line, kelvin)) for line, sigma in there]
    least, most = min(low for low, _ in spans), max(high for _, high in spans)
    how: How = "extrapolated" if any(line.is_extrapolated(kelvin) for line in read) else "interpolated"
    low, high = min(sigmas), max(sigmas)
    assumed, digits = any(is_at_assumed(line) for line in read), min(line.digits for line in read)
    if math.isclose(low, high, rel_tol=1e-9):
        quantity = Quantity(value=low, low=least, high=most, approximate=True, digits=digits)
        return Evaluation(quantity, how, KINDS[read[0].kind], assumed)
    by = f"{len(read)} {SEVERAL}"
    return Evaluation(Quantity(low=least, high=most, approximate=True, digits=digits), how, by, assumed)


def _anchor(line: Line) -> Point | None:
    """The one value from which a reported activation energy leads; None of a fit."""
    return next((one for one in line.points if one.property_key == PROPERTY), None) if line.kind == "reported" else None


def _spread(line: Line, kelvin: float) -> tuple[float, float]:
    """What the least and the greatest conductivity are of the one that `line` gives, as far as prints say.

    By the interval of the value from which a reported energy leads (“~10⁻⁴”), and the ± of that energy.
    """
    anchor, energy = _anchor(line), line.energy
    if anchor is None or anchor.quantity is None or energy is None or energy.quantity is None:
        return 1.0, 1.0
    printed, at = anchor.quantity, temperature_of(anchor)
    if not printed.value or at is None:
        return 1.0, 1.0
    ends = [(end or printed.value) / printed.value for end in (printed.low, printed.high)]
    half = math.exp((energy.quantity.uncertainty or 0.0) / BOLTZMANN * abs(1 / kelvin - 1 / at))
    return ends[0] / half, ends[1] * half
