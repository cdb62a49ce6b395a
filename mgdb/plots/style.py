"""The look that all figures share: palette, markers, axes.

The colours are those of Okabe and Ito, told apart by readers with any of the common colour-vision deficiencies
(https://jfly.uni-koeln.de/color/). Every trace names its place in the palette in `meta.colour`, so that a page may put
its own light or dark variant in its stead; the colours given here suit a white background.
"""

from __future__ import annotations

import math
from typing import Any

PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F6A00", "#404040")
ACCENT = "#0072B2"
MUTED = "#6B7280"
INK = "#1A1D21"
OWN, OWN_COLOUR = "your data", "own"
"""What a reader's own data have in the place of a class of electrolytes and of a colour; they are drawn in ink."""

CROWD = 300
"""So many markers are a crowd (`crowd`): what stands beside each of few would hide the rest."""

# Shape tells the role and stays when colour is gone; hollow is kept for suspect values.
SYMBOLS = {"modified": "circle", "control": "square", "": "diamond"}
DASHES = {"modified": "solid", "control": "dot", "": "solid"}
MORE_DASHES = ("dash", "dashdot", "longdash", "longdashdot")  # further runs of one material
ROLES_KEY = (
    "Circles are modified materials, squares their controls, diamonds neither; hollow marks a suspect value, "
    "a triangle a bound."
)
BOUND_SYMBOLS = {
    ">": "triangle-up",
    "≥": "triangle-up",
    "<": "triangle-down",
    "≤": "triangle-down",
    "up to": "triangle-down",
}


# Class of electrolyte → place in the palette and shape: alike in every plot; colour for the kind of matrix, shape for
# the class. Triangles are kept for bounds.
CLASSES: dict[str, tuple[int, str]] = {
    "oxide": (0, "circle"),
    "(boro)hydride": (1, "square"),
    "chalcogenide": (2, "diamond"),
    "inorganic composite": (7, "pentagon"),
    "MOF": (3, "hexagon"),
    "MOF–ionic liquid": (3, "star"),
    "solid polymer electrolyte": (4, "circle"),
    "composite polymer": (4, "square"),
    "gel": (4, "diamond"),
    "biopolymer": (4, "star"),
    "plastic crystal": (6, "circle"),
    "molecular crystal / deep eutectic": (6, "square"),
    "ionic liquid": (5, "circle"),
    "liquid (organic solvent)": (5, "square"),
    "aqueous": (5, "diamond"),
}
CLASS_NOT_STATED: tuple[int | str, str] = ("muted", "cross")


def class_look(electrolyte_class: str) -> tuple[int | str, str, str]:
    """Place in the palette, shape and colour of a class of electrolytes (its label)."""
    if electrolyte_class == OWN:
        return OWN_COLOUR, "asterisk", INK
    place, shape = CLASSES.get(electrolyte_class, CLASS_NOT_STATED)
    return place, shape, MUTED if isinstance(place, str) else PALETTE[place]


def symbol(role: str, bound: str, suspect: bool) -> str:
    """The marker: by role, a triangle that points where the true value may lie for bounds, hollow when suspect."""
    return BOUND_SYMBOLS.get(bound, SYMBOLS[role]) + ("-open" if suspect else "")


def log_ticks(low: float, high: float) -> dict[str, Any]:
    """Ticks of a logarithmic axis over [low, high], both above zero: 1, 2 and 5 of each decade, written out."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    values = [digit * 10.0**power for power in range(first, last + 1) for digit in (1, 2, 5)]
    return {"type": "log", "tickmode": "array", "tickvals": values, "ticktext": [f"{value:g}" for value in values]}


def escape(text: str) -> str:
    """`text` for Plotly's pseudo-HTML labels."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def layout(x_title: str, y_title: str, **options: Any) -> dict[str, Any]:
    """A layout with titled axes; `options` are merged into it."""
    axis = {"showline": True, "ticks": "outside", "ticklen": 4, "zeroline": False, "automargin": True}
    return {
        "xaxis": {**axis, "title": {"text": x_title}, **options.pop("xaxis", {})},
        "yaxis": {**axis, "title": {"text": y_title}, **options.pop("yaxis", {})},
        "margin": {"l": 56, "r": 16, "t": 12, "b": 48},
        "hovermode": "closest",
        "hoverlabel": {"align": "left"},
        "legend": {"orientation": "h", "yanchor": "bottom", "y": 1.02, "xanchor": "left", "x": 0},
        "font": {"size": 13},
        **options,
    }
