"""Vogel–Tammann–Fulcher: conduction coupled to the motion of a polymer or glass-forming liquid."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mgdb.science.transport.model import BOLTZMANN, Interval, TransportError, checked, exponential, student_t

_BELOW_GLASS_TRANSITION = 50.0  # K: T0 = Tg − 50 K where the points cannot fix T0


@dataclass(frozen=True, slots=True)
class VTFFit:
    """ln σ = ln σ0 − B/(T − T0).

    prefactor σ0 in S cm⁻¹; b in K; t0 in K, fitted or, with `t0_fixed`, set to Tg − 50 K. The intervals at the
    confidence level, linearised, are None where the points leave no degree of freedom (and for a fixed t0).
    """

    prefactor: float
    b: float
    t0: float
    t0_fixed: bool
    prefactor_interval: Interval | None
    b_interval: Interval | None
    t0_interval: Interval | None
    points: int
    confidence: float
    lowest: float
    highest: float

    def conductivity(self, temperature: float) -> float:
        """σ in S cm⁻¹ at `temperature` in K; raises TransportError at or below T0, where the law ends."""
        self._above(temperature)
        return self.prefactor * exponential(-self.b / (temperature - self.t0))

    def apparent_activation_energy(self, temperature: float) -> float:
        """Slope of ln σ against −1/(k_B T) at `temperature` in K: E = k_B·B·T²/(T − T0)², in eV.

        Raises TransportError at or below T0. Worked: B = 1000 K, T0 = 200 K, 300 K → 0.0862 · 9 = 0.776 eV.
        """
        self._above(temperature)
        return BOLTZMANN * self.b * temperature**2 / (temperature - self.t0) ** 2

    def _above(self, temperature: float) -> None:
        if not (math.isfinite(temperature) and temperature > self.t0):
            raise TransportError(f"temperature {temperature} K is not above T0 = {self.t0:g} K, where the law ends")


def vtf(
    temperatures: Sequence[float],
    conductivities: Sequence[float],
    *,
    glass_transition: float | None = None,
    confidence: float = 0.95,
) -> VTFFit:
    """Least squares of ln σ = ln σ0 − B/(T − T0), 0 < T0 < lowest temperature.

    temperatures: n numbers in K; conductivities: n in S cm⁻¹; glass_transition: Tg in K. From five points at five
    temperatures on, T0 is fitted; with fewer, T0 = Tg − 50 K and Tg must be given.

    Raises TransportError for numbers that are not positive, too few points without Tg, a Tg that puts T0 outside
    (0, lowest T), and data that do not fix T0 (Arrhenius-like, or still falling towards the lowest temperature).

    Source: H. Vogel, Phys. Z. 22 (1921) 645; form and T0 ≈ Tg − 50 K as in 10.1002/smll.202106981.
    """
    kelvins, sigmas = checked(temperatures, conductivities)
    logs = [math.log(sigma) for sigma in sigmas]
    different = len(set(kelvins))
    if different < 2:
        raise TransportError("the law needs two different temperatures at least")
    if different >= 5:
        t0, fixed = _best_t0(kelvins, logs), False
    elif glass_transition is None:
        raise TransportError(
            f"{different} temperatures do not fix T0: five do, or give the glass transition (T0 = Tg − 50 K)"
        )
    else:
        t0, fixed = glass_transition - _BELOW_GLASS_TRANSITION, True
        if not 0 < t0 < min(kelvins):
            raise TransportError(f"T0 = Tg − 50 K = {t0:g} K does not lie between 0 and {min(kelvins):g} K")
    intercept, b, squares = _line(kelvins, logs, t0)
    if b <= 0:
        raise TransportError("the conductivity does not rise with temperature; the law does not apply")
    parameters = 2 if fixed else 3
    freedom = len(kelvins) - parameters
    halves: list[float | None] = [None, None, None]
    if freedom > 0:
        halves = _half_widths(kelvins, b, t0, parameters, squares / freedom, student_t(confidence, freedom))

    def around(centre: float, half: float | None) -> Interval | None:
        return None if half is None else (centre - half, centre + half)

    log_interval = around(intercept, halves[0])
    return VTFFit(
        prefactor=exponential(intercept),
        b=b,
        t0=t0,
        t0_fixed=fixed,
        prefactor_interval=None
        if log_interval is None
        else (exponential(log_interval[0]), exponential(log_interval[1])),
        b_interval=around(b, halves[1]),
        t0_interval=around(t0, halves[2]),
        points=len(kelvins),
        confidence=confidence,
        lowest=min(kelvins),
        highest=max(kelvins),
    )


def _line(kelvins: list[float], logs: list[float], t0: float) -> tuple[float, float, float]:
    """ln σ0, B and the sum of squares at a given T0."""
    xs = [1 / (kelvin - t0) for kelvin in kelvins]
    count = len(xs)
    mean_x, mean_y = math.fsum(xs) / count, math.fsum(logs) / count
    spread = math.fsum((x - mean_x) ** 2 for x in xs)
    slope = math.fsum((x - mean_x) * (y - mean_y) for x, y in zip(xs, logs, strict=True)) / spread
    intercept = mean_y - slope * mean_x
    squares = math.fsum((y - intercept - slope * x) ** 2 for x, y in zip(xs, logs, strict=True))
    return intercept, -slope, squares


def _best_t0(kelvins: list[float], logs: list[float]) -> float:
    """T0 of least squares in (0, lowest T): a scan, then a search around its minimum."""
    from scipy.optimize import minimize_scalar  # here: importing scipy takes longer than most pages need

    lowest = min(kelvins)
    squares: Callable[[float], float] = lambda t0: _line(kelvins, logs, t0)[2]  # noqa: E731 - one expression, twice used
    grid = [lowest * step / 200 for step in range(1, 200)]
    best = min(range(len(grid)), key=lambda index: squares(grid[index]))
    if best in (0, len(grid) - 1):
        towards = "0: the points follow Arrhenius' law" if best == 0 else "the lowest temperature"
        raise TransportError(
            f"the points do not fix T0, which runs to {towards}; give fewer points and Tg, or no VTF fit"
        )
    found = minimize_scalar(
        squares, bounds=(grid[best - 1], grid[best + 1]), method="bounded", options={"xatol": 1e-9 * lowest}
    )
    return float(found.x)


def _half_widths(
    kelvins: list[float], b: float, t0: float, parameters: int, variance: float, quantile: float
) -> list[float | None]:
    """Half widths of ln σ0, B and T0 from the linearised covariance s²·(JᵀJ)⁻¹."""
    import numpy as np  # here, as above

    distance = np.array(kelvins) - t0
    columns = [np.ones_like(distance), -1 / distance, -b / distance**2][:parameters]
    jacobian = np.column_stack(columns)
    # columns differ by powers of ten: scaled to unit length before inverting
    scale = np.linalg.norm(jacobian, axis=0)
    inverse = np.linalg.pinv((jacobian / scale).T @ (jacobian / scale)) / np.outer(scale, scale)
    halves: list[float | None] = [float(quantile * math.sqrt(variance * inverse[i, i])) for i in range(parameters)]
    return halves + [None] * (3 - parameters)
