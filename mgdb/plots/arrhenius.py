"""Arrhenius plot: ionic conductivity against inverse temperature, with the lines that the data carry.

What may be fitted or extended, and what may not, is decided in `conduction`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from mgdb.science.quantity import Quantity, format_text
from mgdb.science.transport import Form

from . import arrhenius_traces, axes, conduction, limits, readings
from .axes import Axis, Law
from .conduction import Line
from .model import RANGE, Drawing, Drawn, Option, Point, PointCondition, tally
from .readings import UNIT, ZERO
from .style import CLASSES, MUTED, layout
from .traces import grouped, refuse

NOT_STATED = "not stated"  # as a class; of what is no electrolyte it is empty
SLUG = "arrhenius"
TITLE = "Arrhenius plot"
DESCRIPTION = "Ionic conductivity against inverse temperature, by class of electrolyte."
PROPERTIES = ("ionic_conductivity", conduction.ACTIVATION, conduction.TRANSITION, conduction.GLASS)
NEEDS = ("ionic_conductivity",)  # without one there is nothing to draw
OPTIONS = (
    Option(key="form", label="y axis", choices=(("sigma", "σ"), ("sigmaT", "σT")), default="sigma"),
    Option(key="at_celsius", label="Evaluate at", unit="°C", default="25", low=-200.0, high=2000.0),
)

TAKES_OWN = True  # a reader's own data are fitted, and have their place among the others

X_LABEL = "1000/<i>T</i> (K⁻¹)"
X_TEXT, Y_TEXT = "Temperature", f"Ionic conductivity ({UNIT})"
Y_LABELS = {"sigma": "log₁₀ (σ / S cm⁻¹)", "sigmaT": "log₁₀ (σT / S K cm⁻¹)"}
FORMS = {"sigma": "log σ", "sigmaT": "log σT"}
CELSIUS = (-150, -100, -75, -50, -25, 0, 25, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1000, 1500, 2000)
HEIGHT = 600  # px
HOLLOW = {"-open": "suspect", "-open-dot": "derived or computed"}
KEY = (
    "Colour and shape tell the class; a filled marker is measured or of unstated origin, a hollow one with a dot "
    "derived or computed, a hollow one suspect; a ring marks an assumed temperature (room temperature taken as 25 °C); "
    "bars are ranges, arrows bounds. Lines are solid between the reported temperatures and dashed where extrapolated; "
    "a dotted line with a cross cannot be what a conductor does, and says why."
)


def sample() -> tuple[Point, ...]:
    """Ten values: a series of four, a point with a reported activation energy, a bound, a range and three more."""
    given = (
        ("a", "Mg₃(BH₄)₄(NH₂)₂", "(boro)hydride", 373.15, Quantity(value=1e-6)),
        ("a", "Mg₃(BH₄)₄(NH₂)₂", "(boro)hydride", 393.15, Quantity(value=3.6e-6)),
        ("a", "Mg₃(BH₄)₄(NH₂)₂", "(boro)hydride", 413.15, Quantity(value=1.2e-5)),
        ("a", "Mg₃(BH₄)₄(NH₂)₂", "(boro)hydride", 433.15, Quantity(value=3.3e-5)),
        ("b", "MgSc₂Se₄", "chalcogenide", 298.15, Quantity(value=1e-4)),
        ("c", "Mg(BH₄)₂", "(boro)hydride", 303.15, Quantity(value=1e-12, bound="<")),
        ("d", "ionic liquid in MOF", "MOF–ionic liquid", 298.15, Quantity(low=1e-6, high=1e-3, range_kind="interval")),
        ("e", "Mg₀.₅Zr₂(PO₄)₃", "oxide", 673.15, Quantity(value=2.9e-5)),
        ("e", "Mg₀.₅Zr₂(PO₄)₃", "oxide", 1073.15, Quantity(value=6.1e-3)),
        ("f", "PEO–Mg(TFSI)₂", "solid polymer electrolyte", 298.15, Quantity(value=1e-7, approximate=True)),
    )
    conductivities = tuple(
        Point(
            id=f"one-{number}",
            property_key="ionic_conductivity",
            quantity=quantity,
            material=material,
            name=name,
            electrolyte_class=family,
            origin="measured",
            ion="Mg²⁺",
            conditions={"temperature": PointCondition(low=kelvin, high=kelvin, assumed=material == "f")},
        )
        for number, (material, name, family, kelvin, quantity) in enumerate(given)
    )
    energy = Point(
        id="two-1",
        property_key="activation_energy",
        quantity=Quantity(value=0.37),
        material="b",
        name="MgSc₂Se₄",
        ion="Mg²⁺",
    )
    transition = Point(
        id="two-2",
        property_key="phase_transition_temperature",
        quantity=Quantity(value=1023.0),
        material="e",
        name="Mg₀.₅Zr₂(PO₄)₃",
    )
    return (*conductivities, energy, transition)


def build(
    points: Sequence[Point],
    *,
    form: Form = "sigma",
    at_celsius: float | None = 25.0,
    range: str = RANGE.default,
    own: Sequence[Drawn] = (),
) -> Drawing:
    """log10 of σ (S cm⁻¹) or σT (S K cm⁻¹) against 1000/T, with fits and lines of reported activation energies.

    form: "sigma" or "sigmaT", up the axis and in the fits. at_celsius: a temperature (°C) at which every line is read
    into a table. own: points of a reader's own, whose lines and values stand in the tables beside the others; their
    markers are laid over the figure by `own.with_own`. Conductivities without a number or a single temperature are left
    out and counted, and activation energies through which no line can be drawn. Raises NothingToDraw where no
    conductivity remains.
    """
    drawn, reasons = [], []
    for point in points:
        if point.property_key == "ionic_conductivity":
            reason = _why_not(point)
            if reason:
                reasons.append(reason)
            else:
                drawn.append(_place(point, form))
        elif point.property_key not in PROPERTIES:
            reasons.append("of another property")
    if not drawn:
        raise refuse("conductivity at a temperature", reasons)
    lines, without = conduction.lines(points, form)
    own_lines, _ = conduction.lines([item.point for item in own], form)
    data = [t for line in (*lines, *own_lines) for t in arrhenius_traces.line_traces(line, form, len(lines))]
    across, up = _own_axes(form)
    shown = limits.frame(drawn, x=limits.Along(across), y=limits.Along(up, decades=True), show=range)
    trusted = [item for item in own if not item.point.suspect]
    x_range = _x_range([*shown.inside, *trusted], [*lines, *own_lines], clipped=bool(shown.outside))
    by_class = grouped(drawn, lambda item: item.point.electrolyte_class.replace(NOT_STATED, ""))
    order = list(CLASSES)
    best = arrhenius_traces.best_of(shown.inside, at_celsius)
    for name in sorted(by_class, key=lambda name: order.index(name) if name in order else len(order)):
        data += arrhenius_traces.markers(name, by_class[name], form, best, shown.inside)
    data += arrhenius_traces.rings(drawn)
    data.append(_second_axis(x_range, _low(shown.inside)))
    if at_celsius is not None:
        data.append(_reading(1000 / (at_celsius + ZERO), shown.inside))
    meta = {} if at_celsius is None else {"meta": {"at_celsius": at_celsius}}
    figure = {
        "data": data,
        "layout": shown.applied(_layout(form, x_range)) | meta,
    }
    read = None
    if at_celsius is not None:
        read = readings.table([*lines, *own_lines], [*drawn, *own], at_celsius)
    return Drawing(
        figure,
        tuple(drawn),
        tally(reasons + without),
        X_TEXT,
        Y_TEXT,
        _note(points, lines, form),
        KEY,
        tuple(
            filter(
                None, (readings.places(read, at_celsius) if own else None, read, readings.fits([*own_lines, *lines]))
            )
        ),
        (across, up),
        shown.outside,
    )


def _own_axes(form: Form) -> tuple[Axis, Axis]:
    """Inverse temperatures across; logarithms of conductivities up."""
    law: Law = "log10T" if form == "sigmaT" else "log10"
    return axes.of_key("temperature", "inverse", "K"), axes.of_key("ionic_conductivity", law, UNIT)


def _why_not(point: Point) -> str:
    """Why a conductivity cannot stand in this plot; empty when it can."""
    if point.quantity is None:
        return "without a number"
    if min(end for end in (point.quantity.low, point.quantity.high) if end is not None) <= 0:
        return "not above zero, which a logarithmic axis cannot show"
    if "temperature" not in point.conditions:
        return "without a temperature"
    kelvin = conduction.temperature_of(point)
    if kelvin is None:
        return "with a range of temperatures"
    return "" if kelvin > 0 else "at a temperature that is not above 0 K"


def _place(point: Point, form: Form) -> Drawn:
    kelvin, quantity = arrhenius_traces.kelvin_of(point), point.quantity
    assert quantity is not None
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    # of a range the geometric middle, which is the middle on this axis
    sigma = quantity.value if quantity.value is not None else math.sqrt(min(ends) * max(ends))
    y = arrhenius_traces.up(sigma, kelvin, form)
    return Drawn(point, 1000 / kelvin, y, arrhenius_traces.celsius(point), format_text(quantity, UNIT))


def _second_axis(x_range: tuple[float, float], y: float) -> dict[str, Any]:
    """Nothing to see: Plotly draws an axis only where a trace is on it."""
    return {
        "type": "scatter", "mode": "markers", "x": [x_range[0]], "y": [y], "xaxis": "x2", "hoverinfo": "skip",
        "showlegend": False, "marker": {"opacity": 0}, "name": "axis of °C",
    }  # fmt: skip


def _reading(x: float, drawn: Sequence[Drawn]) -> dict[str, Any]:
    heights = [item.y for item in drawn]
    return {
        "type": "scatter", "mode": "lines", "x": [x, x], "y": [min(heights) - 0.5, max(heights) + 0.5],
        "hoverinfo": "skip", "name": "temperature read", "line": {"color": MUTED, "width": 1, "dash": "dot"},
        "meta": {"colour": "muted", "reading": True},
    }  # fmt: skip


def _low(drawn: Sequence[Drawn]) -> float:
    return min(item.y for item in drawn)


def _x_range(drawn: Sequence[Drawn], lines: Sequence[Line], *, clipped: bool) -> tuple[float, float]:
    """What the axis shows of `drawn` and `lines`; clipped: lines lead to values outside and are not followed there."""
    xs = [item.x for item in drawn]
    low, high = min(xs), max(xs)
    ends = [1000 / kelvin for line in lines for kelvin in line.reach() if 0 < kelvin < math.inf]
    if clipped:
        ends = [min(max(end, low - conduction.REACH), high + conduction.REACH) for end in ends]
    low, high = min([low, *ends]), max([high, *ends])
    edge = 0.05 * (high - low) or 0.1
    return max(low - edge, 0.05), high + edge


def _layout(form: Form, x_range: tuple[float, float]) -> dict[str, Any]:
    ticks: list[int] = []
    for celsius in CELSIUS:
        x = 1000 / (celsius + ZERO)
        apart = not ticks or abs(1000 / (ticks[-1] + ZERO) - x) > 0.14 * (x_range[1] - x_range[0])
        if x_range[0] <= x <= x_range[1] and apart:
            ticks.append(celsius)
    found = layout(X_LABEL, Y_LABELS[form], xaxis={"range": list(x_range)}, showlegend=True, height=HEIGHT)
    found["xaxis2"] = {
        **found["xaxis"],
        "title": {"text": "Temperature (°C)"},
        "overlaying": "x",
        "side": "top",
        "matches": "x",
        "tickmode": "array",
        "tickvals": [1000 / (celsius + ZERO) for celsius in ticks],
        "ticktext": [str(celsius).replace("-", "−") for celsius in ticks],
        "tickangle": 0,
        "showgrid": False,
    }
    # the legend stands below: the second axis is on top
    found["legend"] |= {"yref": "container", "yanchor": "bottom", "y": 0}
    return found


def _note(points: Sequence[Point], lines: Sequence[Line], form: Form) -> str:
    fits = sum(line.kind != "reported" for line in lines)
    reported = len(lines) - fits
    crossed = sum(point.property_key == conduction.TRANSITION for point in points)
    have, follow = "series has" if fits == 1 else "series have", "line follows" if reported == 1 else "lines follow"
    words = [f"{fits} {have} the three temperatures that a fit needs."]
    if reported:
        words.append(f"{reported} {follow} from a reported activation energy through one value, extrapolated wherever")
        words.append(f"no temperature is reported; no source states its form, so {FORMS[form]} is taken to be linear.")
    if crossed:
        plural = "transition is" if crossed == 1 else "transitions are"
        words.append(f"{crossed} phase {plural} stated; nothing is fitted or extended across.")
    if doubtful := sum(bool(line.doubts) for line in lines):
        have = "line, dotted and crossed, cannot" if doubtful == 1 else "lines, dotted and crossed, cannot"
        words.append(f"{doubtful} {have} be what a conductor does; the tables say why.")
    return " ".join(words)
