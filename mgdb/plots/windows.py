"""Stability of electrolytes: anodic limits, each potential scale in a panel, or widths of windows, as bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mgdb.science.properties import PROPERTIES as CATALOGUE
from mgdb.science.quantity import Quantity, format_text

from . import axes, limits, panels
from .model import AUTOMATIC, RANGE, Drawing, Drawn, Option, Point, PointCondition, automatic, tally
from .rows import by_class, rows_layout
from .style import escape
from .traces import centre, refuse, spread

SLUG = "windows"
TITLE = "Stability windows"
DESCRIPTION = "Anodic limits by potential scale, or widths of electrochemical windows, of electrolytes."
PROPERTIES = ("anodic_limit", "electrochemical_window")
OPTIONS = (
    Option(
        key="show",
        label="Show",
        choices=automatic([(key, CATALOGUE[key].label) for key in PROPERTIES]),
        default=AUTOMATIC,
    ),
    panels.OPTION,
)

Y_LABEL = "Electrolyte"
NOTES = {
    "anodic_limit": "Each scale has a panel and nothing is converted; a limit depends on working electrode, scan rate "
    "and the current taken as the onset. A bar begins at 0 V of the scale and says nothing of the cathodic limit.",
    "electrochemical_window": "Widths between the two limits, whatever the scale these were read on. A width is not "
    "an anodic limit.",
}

KEY = "Shape and colour tell the class of the electrolyte; hollow marks a suspect value, a triangle a bound."


def sample() -> tuple[Point, ...]:
    """Ten anodic limits against Mg/Mg²⁺: one a bound, one a range, one suspect."""
    values = (
        ("APC", "liquid (organic solvent)", Quantity(value=3.3)),
        ("MACC", "liquid (organic solvent)", Quantity(value=3.1)),
        ("Mg[B(hfip)₄]₂", "liquid (organic solvent)", Quantity(value=4.3, approximate=True)),
        ("MMC", "liquid (organic solvent)", Quantity(value=3.8)),
        ("Mg(BH₄)₂·1.6NH₃", "(boro)hydride", Quantity(value=1.2)),
        ("PEO–Mg(TFSI)₂", "solid polymer electrolyte", Quantity(low=2.5, high=2.7, range_kind="interval")),
        ("PVDF gel", "gel", Quantity(value=3.5, bound=">")),
        ("Mg-MOF-74", "MOF", Quantity(value=2.2)),
        ("chitosan", "biopolymer", Quantity(value=2.0)),
        ("MgSc₂Se₄", "chalcogenide", Quantity(value=5.0)),
    )
    return tuple(
        Point(
            id=f"one-{number}",
            property_key="anodic_limit",
            quantity=quantity,
            material=name,
            name=name,
            electrolyte_class=family,
            conditions={"potential_scale": PointCondition(text="Mg", printed="Mg²⁺/Mg")},
            suspect=name == "MgSc₂Se₄",
        )
        for number, (name, family, quantity) in enumerate(values)
    )


def build(
    points: Sequence[Point], *, show: str = AUTOMATIC, scale: str = panels.OPTION.default, range: str = RANGE.default
) -> Drawing:
    """The property `show` (V) of each value as a bar of its own, by class of electrolyte, the greatest first.

    scale: a key of vocabulary.POTENTIAL_SCALES for the anodic limits on it alone; else each scale has a panel, and
    nothing is converted. Widths have no scale. Raises NothingToDraw where nothing remains.
    """
    if show == AUTOMATIC:
        counted = Counter(point.property_key for point in points if point.quantity is not None)
        show = max(PROPERTIES, key=lambda key: counted[key])
    entry, on_scale = CATALOGUE[show], panels.has_scale(CATALOGUE[show])
    kept: dict[str, list[Point]] = {}
    reasons: list[str] = []
    for point in points:
        reason = _why_not(point, show, scale)
        if reason:
            reasons.append(reason)
        else:
            kept.setdefault(panels.scale_of(point) if on_scale else "", []).append(point)
    if not kept:
        one_scale = on_scale and scale != panels.EACH[0]
        what = f"{entry.label.lower()} on the scale “{panels.in_words(scale)}”" if one_scale else entry.label.lower()
        raise refuse(what, reasons)
    order = panels.scales_of(point for own in kept.values() for point in own) if on_scale else [""]
    drawing = panels.stacked([_panel(kept[one], show, one, range) for one in order])
    several = f"{entry.label} (V)" if len(order) > 1 else drawing.x_label
    return replace(drawing, left_out=tally(reasons), x_label=several, chosen={"show": show})


def _panel(kept: list[Point], show: str, scale: str, range: str) -> Drawing:
    """The values of `kept`, all on `scale`; "" for widths."""
    entry = CATALOGUE[show]
    kept.sort(key=lambda point: (point.electrolyte_class, -_number(point), point.name, point.id))
    drawn = tuple(_place(point, len(kept) - 1 - row, scale) for row, point in enumerate(kept))
    # the axis has little room beside names; page and table give the label in full
    title = f"V{panels.behind(scale)}" if scale else "Width (V)"
    own_axes = (axes.of_key(show), axes.NAMES)
    shown = limits.frame(drawn, x=limits.Along(own_axes[0], zero=True), show=range)
    lowest = min([0.0, *(item.x - spread(item.point.quantity)[0] for item in shown.inside if item.point.quantity)])
    names = [escape(item.point.name) for item in drawn]
    own = rows_layout(title, names, {"rangemode": "tozero"} if lowest >= 0 else {}, barmode="overlay")
    return Drawing(
        {"data": by_class(drawn, bars=True), "layout": shown.applied(own)},
        drawn,
        (),
        f"{entry.label} (V), scale: {panels.in_words(scale)}" if scale else f"{entry.label} (V), width",
        Y_LABEL,
        NOTES[show],
        KEY,
        axes=own_axes,
        outside=shown.outside,
    )


def _why_not(point: Point, show: str, scale: str) -> str:
    """Why `point` cannot stand in this plot; empty when it can."""
    if point.property_key != show:
        return f"of another property ({CATALOGUE[point.property_key].label.lower()})"
    if point.quantity is None:
        return "without a number"
    own = panels.scale_of(point)
    if panels.has_scale(CATALOGUE[show]) and scale not in (panels.EACH[0], own):
        return f"on another potential scale ({panels.in_words(own)})"
    return ""


def _number(point: Point) -> float:
    assert point.quantity is not None
    return centre(point.quantity)


def _place(point: Point, row: int, scale: str) -> Drawn:
    assert point.quantity is not None
    text = format_text(point.quantity, "V") + (panels.behind(scale) if scale else "")
    return Drawn(point, _number(point), float(row), text, point.name)
