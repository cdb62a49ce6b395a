"""Potential scales: potentials on different ones never share an axis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mgdb.science.vocabulary import POTENTIAL_SCALES

from .model import Point

MOST = ("most", "with most values")
_ORDER = [term.key for term in POTENTIAL_SCALES]


def scale_of(point: Point) -> str:
    """The key of the potential scale of `point`; "not_stated" where there is none."""
    return point.condition_text("potential_scale") or "not_stated"


def commonest_scale(points: Iterable[Point]) -> str:
    """The scale of most of `points`, of equally many the first of the vocabulary; "Mg" for no points."""
    found = Counter(scale_of(point) for point in points)
    return min(found, key=lambda key: (-found[key], _ORDER.index(key) if key in _ORDER else len(_ORDER)), default="Mg")
