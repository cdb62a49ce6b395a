"""What an Arrhenius plot gives in numbers: its fits, and the conductivities at one temperature."""

from __future__ import annotations

import math
from collections.abc import Sequence

from mgdb.science.quantity import Quantity, format_text, number_text
from mgdb.science.transport import ArrheniusFit, VTFFit

from .conduction import Kind, Line, temperature_of
from .model import Drawn, Point, ResultTable
from .style import OWN

UNIT, ZERO = "S cm⁻¹", 273.15
NEAR = 1.0  # K: a value measured this near to the temperature read is taken as measured there
TITLE = "Conductivity at {}: interpolated or extrapolated, or measured within {:g} K of it"
HEADINGS = ("Material", f"Ionic conductivity ({UNIT})", "Class", "How", "Source")
NOTHING = "nothing reaches this temperature"
IN_DOUBT = "in doubt"
EXTRAPOLATED, WITHIN, ASSUMED = "extrapolated", "within the data", "from an assumed temperature"
KINDS: dict[Kind, str] = {
    "arrhenius": "Arrhenius fit",
    "vtf": "VTF fit",
    "reported": "reported activation energy",
}


def table(lines: Sequence[Line], drawn: Sequence[Drawn], at_celsius: float) -> ResultTable:
    """Every line, and every value within NEAR of it, at a temperature (°C), but for suspect values.

    Best conductors come first, lines in doubt last.
    """
    kelvin = at_celsius + ZERO
    found: list[tuple[float, tuple[str, ...]]] = []
    for line in lines:
        sigma, own = line.conductivity(kelvin), line.points[0]
        if sigma:
            words = [KINDS[line.kind], EXTRAPOLATED if line.is_extrapolated(kelvin) else WITHIN]
            words += [ASSUMED] if is_at_assumed(line) else []
            words += [f"{IN_DOUBT}: {doubt}" for doubt in line.doubts]
            value = format_text(Quantity(value=sigma, approximate=True, digits=line.digits), UNIT)
            found.append((sigma, (own.name, value, own.electrolyte_class, ", ".join(words), own.source)))
    found += [(sigma, row) for at, sigma, row in _values(drawn) if abs(at - kelvin) <= NEAR]
    found.sort(key=lambda entry: (IN_DOUBT in entry[1][3], -entry[0], entry[1]))
    return ResultTable(
        TITLE.format(number_text(at_celsius, "°C"), NEAR),
        HEADINGS,
        tuple(row for _, row in found) or ((NOTHING, "", "", "", ""),),
        "readings",
    )


def places(read: ResultTable | None, at_celsius: float | None) -> ResultTable | None:
    """Where a reader's own data stand among all that `table` read.

    What is in doubt has no place and takes none.
    """
    if read is None or at_celsius is None:
        return None
    ranked = [row for row in read.rows if IN_DOUBT not in row[3]]
    rows: list[tuple[str, ...]] = []
    for row in (row for row in read.rows if row[2] == OWN):
        if row not in ranked:
            rows.append((row[0], row[1], row[3], "none", "–", "–"))
            continue
        at = ranked.index(row)
        around = ranked[at - 1] if at else None, ranked[at + 1] if at + 1 < len(ranked) else None
        beside = [f"{other[0]}, {other[1]}" if other else "–" for other in around]
        rows.append((row[0], row[1], row[3], f"{at + 1} of {len(ranked)}", *beside))
    title = f"Your data at {number_text(at_celsius, '°C')}, among all values and lines there"
    heads = ("Series", HEADINGS[1], "How", "Place", "Next higher", "Next lower")
    return ResultTable(title, heads, tuple(rows) or ((NOTHING, *[""] * 5),), "places")


def fits(lines: Sequence[Line]) -> ResultTable | None:
    """Each line with what was fitted beside what is reported."""
    rows = []
    for line in lines:
        own = line.points[0]
        reported = "–"
        if line.energy and line.energy.quantity:
            reported = f"{format_text(line.energy.quantity, 'eV')}{by(line.energy)}"
        span = f"{line.lowest - ZERO:.0f} to {line.highest - ZERO:.0f}" if line.lowest < line.highest else "one point"
        result = " ".join([_result(line), *(f"In doubt: {doubt}." for doubt in line.doubts)])
        rows.append((own.name, KINDS[line.kind], str(len(line.points)), span, result, reported, own.source))
    heads = ("Material", "Line", "Points", "Temperatures (°C)", "Fitted, 95 % confidence", "Reported Ea", "Source")
    return ResultTable("Fits and lines", heads, tuple(rows), "fits") if rows else None


def _result(line: Line) -> str:
    if isinstance(line.fit, ArrheniusFit):
        form = "σT" if line.fit.form == "sigmaT" else "σ"
        return f"Ea {with_error(line.fit)} (from {form}). {line.remark}".strip()
    if isinstance(line.fit, VTFFit):
        middle = (line.lowest + line.highest) / 2
        apparent = line.fit.apparent_activation_energy(middle)
        fixed = " (Tg − 50 K)" if line.fit.t0_fixed else ""
        t0 = f"T0 {line.fit.t0:.0f} K{fixed}"
        return f"B {line.fit.b:.0f} K, {t0}, apparent Ea {apparent:.3f} eV at {middle - ZERO:.0f} °C"
    return "–"


def by(energy: Point) -> str:
    """“ by EIS”, where the method of an activation energy is stated."""
    return f" by {energy.method}" if energy.method not in ("", "not stated") else ""


def with_error(fit: ArrheniusFit) -> str:
    """The activation energy of a fit ± half its confidence interval, to two digits of that."""
    low, high = fit.activation_energy_interval or (fit.activation_energy,) * 2
    half = (high - low) / 2
    places = min(max(1 - math.floor(math.log10(half)), 0), 4) if half > 1e-4 else 4
    return f"{fit.activation_energy:.{places}f} ± {half:.{places}f} eV"


def is_at_assumed(line: Line) -> bool:
    """Whether it starts at a temperature that is set by convention."""
    return line.kind == "reported" and line.points[0].conditions["temperature"].assumed


def _values(drawn: Sequence[Drawn]) -> list[tuple[float, float, tuple[str, ...]]]:
    """Temperature (K), σ (S cm⁻¹) and row of each value that is not suspect."""
    found: list[tuple[float, float, tuple[str, ...]]] = []
    for item in drawn:
        point, kelvin = item.point, temperature_of(item.point)
        if point.suspect or point.quantity is None or kelvin is None:
            continue
        ends = [end for end in (point.quantity.low, point.quantity.high) if end is not None]
        sigma = point.quantity.value if point.quantity.value is not None else math.sqrt(min(ends) * max(ends))
        words = ["digitised curve" if point.curve else point.origin or "origin not stated", f"at {item.x_text}"]
        row = (point.name, item.y_text, point.electrolyte_class, ", ".join(words), point.source)
        found.append((kelvin, sigma, row))
    return found
