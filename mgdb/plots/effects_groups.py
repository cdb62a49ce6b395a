"""Factors in sections and groups, and the medians over those that are alike."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import geometric_mean, median

from mgdb.science import vocabulary
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES as CATALOGUE
from mgdb.science.quantity import Quantity, format_text

from .chemistry import base_chemistry, lacks_chemistry
from .model import Against, Point
from .rows import UNSTATED
from .traces import centre

FEWEST_PAPERS = 3
CHEMISTRY_LABELS = dict(vocabulary.choices(vocabulary.CHEMISTRIES))
NOT_CLASSIFIED = {"strategy": "not classified", "defect": "no defect recorded", "species": "no species recorded"}
# derived from a measurement is measured; the others are no more than what the paper says of them
ORIGINS = {"measured": "", "derived from measurement": ""}


@dataclass(frozen=True, slots=True)
class Summary:
    """The like comparisons of a group: of so many modified materials of so many papers; median, low, high of
    their factors, None where they are too few; reason: why there is no median."""

    materials: int
    papers: int
    median: float | None = None
    low: float = math.nan
    high: float = math.nan
    reason: str = ""

    @property
    def spread(self) -> str:
        return f"{times(self.low)} to {times(self.high)}"

    @property
    def words(self) -> str:
        if self.median is None:
            return self.reason
        return f"median {times(self.median)} of {self.materials} materials of {self.papers} papers, from {self.spread}"

    @property
    def label(self) -> str:
        """What stands beside the heading of a group: “median 2.6×, n = 5”."""
        counted = f"n = {self.materials}"
        return f"{counted}, no median" if self.median is None else f"median {times(self.median)}, {counted}"


def times(number: float) -> str:
    """A median or an end of its spread: “2.6×”."""
    return f"{format_text(Quantity(value=float(f'{number:.2g}'), digits=2))}×"


@dataclass(frozen=True, slots=True)
class Section:
    """The factors of one property, test step and origin, in groups; chemistry: that of its like comparisons."""

    label: str
    groups: dict[str, list[Point]]
    chemistry: str | None

    def is_like(self, point: Point) -> bool:
        """Whether a factor counts in medians: comparable, sound, no bound, of the one battery chemistry or of a kind
        that has none, and against a control that lacks but what was done."""
        against = point.against
        return (
            against is not None
            and against.is_comparable
            and against.is_like_control
            and against.factor.bound == "="
            and not point.suspect
            and (point.chemistry == self.chemistry if point.chemistry else not lacks_chemistry(point))
        )

    def summary(self, group: str = "") -> Summary:
        """The like comparisons of `group`; of the whole section without one."""
        points = [point for name, own in self.groups.items() if not group or name == group for point in own]
        votes: dict[str, list[float]] = {}
        papers = set()
        for point in points:
            if self.is_like(point) and point.against is not None:
                votes.setdefault(point.material, []).append(centre(point.against.factor, log=True))
                papers.add(point.group or point.source)
        if len(papers) < FEWEST_PAPERS:
            return Summary(len(votes), len(papers), reason=f"fewer than {FEWEST_PAPERS} papers")
        numbers = [geometric_mean(own) for own in votes.values()]
        middle = math.exp(median(map(math.log, numbers)))
        return Summary(len(votes), len(papers), middle, min(numbers), max(numbers))


def sections_of(points: Sequence[Point], by: str) -> list[Section]:
    """`points` by property, test step and origin, those with most factors first, and in them by `by`."""
    found: dict[tuple[str, str, str], list[Point]] = {}
    for point in points:
        found.setdefault((point.property_key, point.condition_text("test_step"), _origin(point)), []).append(point)
    of_property = Counter(point.property_key for point in points)

    def rank(key: tuple[str, str, str]) -> tuple[int, str, int, tuple[str, str, str]]:
        return -of_property[key[0]], key[0], -len(found[key]), key

    return [_section(key, found[key], by) for key in sorted(found, key=rank)]


def _origin(point: Point) -> str:
    if point.origin in UNSTATED:
        return "origin not stated"
    return ORIGINS.get(point.origin, point.origin)


def _section(key: tuple[str, str, str], points: Sequence[Point], by: str) -> Section:
    property_key, step, origin = key
    entry = CATALOGUE[property_key]
    words = [dict(CONDITIONS["test_step"].choices).get(step, step), origin]
    if any(point.against is not None and point.against.is_inverted for point in points):
        words.append("less is better")
    more = ", ".join(filter(None, words))
    groups: dict[str, list[Point]] = {}
    for point in points:
        groups.setdefault(group_of(point, by), []).append(point)
    ordered = sorted(groups, key=lambda name: (name in NOT_CLASSIFIED.values(), -len(groups[name]), name))
    return Section(
        f"{entry.label} ({more})" if more else entry.label,
        {name: sorted(groups[name], key=_rank, reverse=True) for name in ordered},
        base_chemistry(points),
    )


def _rank(point: Point) -> tuple[float, str, str]:
    return (centre(point.against.factor, log=True) if point.against else math.nan, point.name, point.id)


def group_of(point: Point, by: str) -> str:
    """What `point` is grouped under; all that was done together is one group, since a material counts once."""
    against = point.against
    if by == "nothing" or against is None:
        return ""
    named = {"strategy": against.strategies, "defect": against.defects, "species": against.species}[by]
    if named:
        return " + ".join(named)
    return (against.strategy if by == "strategy" else "") or NOT_CLASSIFIED[by]


def against_of(point: Point) -> Against:
    """The control of a point that is drawn."""
    assert point.against is not None  # the others are left out
    return point.against


def conditions_of(point: Point) -> str:
    """The conditions of a row in words; a chemistry that is not magnesium's, or not known, comes first."""
    chemistry = point.chemistry.replace("-", "–") if point.chemistry != "Mg" else ""
    if lacks_chemistry(point):
        chemistry = "chemistry not stated"
    return ", ".join(filter(None, (chemistry, against_of(point).under)))


def property_of(point: Point) -> str:
    """The property with the step of the test: “Specific capacity (rate)”."""
    step = dict(CONDITIONS["test_step"].choices).get(point.condition_text("test_step"), "")
    return f"{CATALOGUE[point.property_key].label} ({step})" if step else CATALOGUE[point.property_key].label
