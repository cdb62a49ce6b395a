"""Stability of electrolytes: anodic limits on one potential scale, or widths of electrochemical windows, as bars."""

from __future__ import annotations

from collections.abc import Sequence

from mgdb.science.properties import PROPERTIES as CATALOGUE
from mgdb.science.quantity import Quantity, format_text
from mgdb.science.vocabulary import POTENTIAL_SCALES, label

from . import axes, limits
from .model import RANGE, Drawing, Drawn, Option, Point, PointCondition, tally
from .rows import by_class, rows_layout
from .scales import MOST, commonest_scale, scale_of
from .traces import centre, refuse, short, spread

SLUG = "windows"
TITLE = "Stability windows"
DESCRIPTION = "Anodic limits on one potential scale, or widths of electrochemical windows, of electrolytes."
PROPERTIES = ("anodic_limit", "electrochemical_window")
OPTIONS = (
    Option(
        key="show",
        label="Show",
        choices=tuple((key, CATALOGUE[key].label) for key in PROPERTIES),
        default="anodic_limit",
    ),
    Option(
        key="scale",
        label="Potential scale",
        choices=(MOST, *((term.key, term.label) for term in POTENTIAL_SCALES)),
        default=MOST[0],
    ),
)

Y_LABEL = "Electrolyte"
NOTES = {
    "anodic_limit": "Limits on one scale only, never converted; each depends on working electrode, scan rate and the "
    "current taken as the onset. A bar begins at 0 V of the scale and says nothing of the cathodic limit.",
    "electrochemical_window": "Widths between the two limits, whatever the scale these were read on. A width is not "
    "an anodic limit.",
}

KEY = "Shape and colour tell the class of the electrolyte; hollow marks a suspect value, a triangle a bound."


def sample() -> tuple[Point, ...]:
    """Ten anodic limits against Mg/Mg²⁺: one a bound, one a range, one suspect."""
    values = (
        ("APC", "organic liquid", Quantity(value=3.3)),
        ("MACC", "organic liquid", Quantity(value=3.1)),
        ("Mg[B(hfip)₄]₂", "organic liquid", Quantity(value=4.3, approximate=True)),
        ("MMC", "organic liquid", Quantity(value=3.8)),
        ("Mg(BH₄)₂·1.6NH₃", "hydride", Quantity(value=1.2)),
        ("PEO–Mg(TFSI)₂", "polymer", Quantity(low=2.5, high=2.7, range_kind="interval")),
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
    points: Sequence[Point], *, show: str = "anodic_limit", scale: str = MOST[0], range: str = RANGE.default
) -> Drawing:
    """The property `show` (V) of each value as a bar of its own, by class of electrolyte, the greatest first.

    scale: the potential scale (a key of vocabulary.POTENTIAL_SCALES) of the anodic limits, or "most" for that of most
    of them; those on others are left out. Widths have no scale. Raises NothingToDraw where nothing remains.
    """
    if scale == MOST[0]:
        scale = commonest_scale(point for point in points if not _why_not(point, "anodic_limit", scale_of(point)))
    entry, scale_label = CATALOGUE[show], label(POTENTIAL_SCALES, scale)
    on_scale = show == "anodic_limit"
    kept: list[Point] = []
    reasons: list[str] = []
    for point in points:
        reason = _why_not(point, show, scale)
        if reason:
            reasons.append(reason)
        else:
            kept.append(point)
    if not kept:
        raise refuse(
            f"{entry.label.lower()} on the scale “{scale_label}”" if on_scale else entry.label.lower(), reasons
        )
    kept.sort(key=lambda point: (point.electrolyte_class, -_number(point), point.name, point.id))
    drawn = tuple(_place(point, len(kept) - 1 - row) for row, point in enumerate(kept))
    x_label = f"{entry.label} (V), scale: {scale_label}" if on_scale else f"{entry.label} (V), width"
    # the axis has little room beside names; page and table give the label in full
    title = "Width (V)"
    if on_scale:
        title = {"not_stated": "V (scale not stated)", "cell": "Cell voltage (V)"}.get(scale, f"V vs {scale_label}")
    own_axes = (axes.of_key(show), axes.NAMES)
    shown = limits.frame(drawn, x=limits.Along(own_axes[0], zero=True), show=range)
    lowest = min([0.0, *(item.x - spread(item.point.quantity)[0] for item in shown.inside if item.point.quantity)])
    names = [short(item.point.name) for item in drawn]
    own = rows_layout(title, names, {"rangemode": "tozero"} if lowest >= 0 else {}, barmode="overlay")
    return Drawing(
        {"data": by_class(drawn, bars=True), "layout": shown.applied(own)},
        drawn,
        tally(reasons),
        x_label,
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
    own = scale_of(point)
    if show == "anodic_limit" and own != scale:
        return f"on another potential scale ({label(POTENTIAL_SCALES, own)})"
    return ""


def _number(point: Point) -> float:
    assert point.quantity is not None
    return centre(point.quantity)


def _place(point: Point, row: int) -> Drawn:
    assert point.quantity is not None
    return Drawn(point, _number(point), float(row), format_text(point.quantity, "V"), point.name)
