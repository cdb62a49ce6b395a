"""What a strategy does: every factor of a modified material against its control, as a forest plot.

Right of 1 is better for every property. Medians are taken over like comparisons alone, one number for each modified
material, and only where enough papers stand behind them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from mgdb.science.properties import PROPERTIES as CATALOGUE
from mgdb.science.quantity import Quantity, format_text

from .effects_groups import FEWEST_PAPERS, Section, against_of, conditions_of, property_of, sections_of
from .effects_tables import factors_table, in_order, line_of, medians_table
from .effects_traces import ends_of, line_at_one, medians_of, range_of, traces_of
from .model import FACTORS, Against, Drawing, Drawn, Option, Point, tally
from .rows import ROW, rows_layout
from .style import escape
from .traces import centre, log_axis, refuse

SLUG = "effects"
TITLE = "What a strategy does"
DESCRIPTION = "Each modified material against its control: by what factor a property became better, by strategy."
TAKES = FACTORS
FIRST = (
    *("specific_capacity", "capacity_retention", "diffusion_coefficient", "migration_barrier", "band_gap"),
    *("ionic_conductivity", "electronic_conductivity"),
)
PROPERTIES = FIRST + tuple(
    key
    for key, entry in CATALOGUE.items()
    if key not in FIRST and entry.kind == "number" and (entry.better or entry.better_as)
)

MOST, ALL = "most", "all"
OF = Option(
    key="of",
    label="Property",
    choices=(
        (MOST, "the one with the most factors"),
        (ALL, "all properties"),
        *((key, CATALOGUE[key].label) for key in PROPERTIES),
    ),
    default=MOST,
)
HOLLOW: dict[str, str] = {}  # hollow is what is compared with caution; the legend names it by chemistry
BY = Option(
    key="by",
    label="Group by",
    choices=(
        ("strategy", "strategy"),
        ("defect", "kind of defect"),
        ("species", "species of the defect"),
        ("nothing", "nothing"),
    ),
    default="strategy",
)
DOUBTFUL = Option(
    key="doubtful",
    label="Factors of suspect values",
    choices=(("0", "left out"), ("1", "shown as crosses")),
    default="0",
)
OPTIONS = (OF, BY, DOUBTFUL)

OTHER_PROPERTY = "of other properties"
TWO_LINES = 36  # px: a row with its conditions below its names
Y_LABEL = "Property, group, modified material and control"
KEY = (
    "Filled marks (✓) are comparable, hollow ones (!) compared with caution, crosses suspect. Circles stand against a "
    "pristine or partly modified control, squares against another modification or compound, triangles are bounds, bars "
    "ranges. Colour tells the battery chemistry. A large diamond is the median of a group with its spread."
)
NOTE = (
    "Right of the line at 1 is better: where less is better, the factor is the control over the modified material. "
    "Medians and their spread (least to greatest) are over like comparisons alone: comparable, sound, no bounds, "
    "against a pristine or partly modified control, in one known battery chemistry, measured and computed apart. "
    "Each modified material counts once, as the geometric mean of its factors against all its controls; fewer than "
    f"{FEWEST_PAPERS} papers have no median. "
    "Papers report what worked: nothing here tells how often a strategy fails."
)


def sample() -> tuple[Point, ...]:
    """Ten capacities under one strategy or another: five like materials of four papers, a bound, one with caution, one
    against another compound, one of a lithium cell and one suspect."""
    given: tuple[tuple[str, str, Quantity, dict[str, Any]], ...] = (
        ("a", "vacancy", Quantity(value=2.0), {}),
        ("b", "vacancy", Quantity(value=4.0), {}),
        ("c", "vacancy", Quantity(value=8.0), {}),
        ("d", "vacancy", Quantity(value=1.9, bound="≥"), {}),
        ("e", "vacancy", Quantity(value=20.0), {"chemistry": "Li"}),
        ("f", "doping", Quantity(value=1.5), {}),
        ("g", "doping", Quantity(value=0.8), {}),
        ("h", "doping", Quantity(value=3.0), {"is_comparable": False, "verdict": "compare with caution", "mark": "!"}),
        ("i", "doping", Quantity(value=5.0), {"is_like_control": False, "control_kind": "different compound"}),
        ("j", "doping", Quantity(value=90.0), {"suspect": True}),
    )
    own = {"chemistry", "suspect"}
    return tuple(
        Point(
            id=f"one-{name}",
            property_key="specific_capacity",
            quantity=Quantity(value=100.0),
            material=f"m-{name}",
            name=f"modified {name}",
            origin="measured",
            source=f"paper {'a' if name in 'ag' else name}",
            against=Against(
                pair=f"pair-{name}",
                control=f"c-{name}",
                control_name=f"pristine {name}",
                factor=factor,
                text=f"{format_text(factor)}×",
                value="100 mAh/g",
                control_value="50 mAh/g",
                strategies=(strategy,),
                defects=("anionic vacancy",) if strategy == "vacancy" else ("cationic substitutional doping",),
                species=("O",) if strategy == "vacancy" else ("Mo",),
                **{key: value for key, value in more.items() if key not in own},
            ),
            **{"chemistry": "Mg"} | {key: value for key, value in more.items() if key in own},
        )
        for name, strategy, factor, more in given
    )


def build(
    points: Sequence[Point],
    *,
    of: str = OF.default,
    by: str = BY.default,
    doubtful: str = DOUBTFUL.default,
) -> Drawing:
    """The factors of `points` in rows: a section for each property, test step and origin, in it a group for each
    strategy, kind of defect or species.

    What is of another property than `of`, suspect unless `doubtful`, or has no factor is left out and counted. A factor
    that is far from the others is a finding: the axis shows all. Raises NothingToDraw where nothing remains.
    """
    reasons = [reason for point in points if (reason := _why_not(point, doubtful))]
    factored = [point for point in points if not _why_not(point, doubtful)]
    kept = _of(factored, of)
    reasons += [OTHER_PROPERTY] * (len(factored) - len(kept))
    if not kept:
        raise refuse("factor", reasons)
    sections = sections_of(kept, by)
    x_label = _x_label(kept)
    labels: list[str] = []
    heights: list[tuple[Point, int]] = []
    medians: list[tuple[Section, str, int]] = []
    for section in sections:
        whole = len(section.groups) > 1 or "" in section.groups
        if whole:
            medians.append((section, "", len(labels)))
        labels.append(f"<b>{escape(section.label)}</b>" + (f", {section.summary().label}" if whole else ""))
        for group, own in section.groups.items():
            if group:
                medians.append((section, group, len(labels)))
                labels.append(f"<i>{escape(group)}</i>, {section.summary(group).label}")
            for point in own:
                heights.append((point, len(labels)))
                labels.append(_row_label(point))
    top = len(labels) - 1
    drawn = [_placed(point, float(top - line)) for point, line in heights]
    data = [line_at_one(top), *traces_of(drawn), *medians_of(medians, top)]
    ends = [end for item in drawn for end in ends_of(item)] + [1.0]
    figure_layout = rows_layout(x_label, labels, log_axis(ends) | {"range": range_of(ends)})
    figure_layout["height"] += (TWO_LINES - ROW) * len(labels)
    return Drawing(
        figure={"data": data, "layout": figure_layout},
        drawn=tuple(drawn),
        left_out=tally(reasons),
        x_label=x_label,
        y_label=Y_LABEL,
        note=NOTE,
        key=KEY,
        tables=(medians_table(sections), factors_table(sections)),
        counted=("factor", "factors"),
        lines=tuple(line_of(section, group, point) for section, group, point in in_order(sections)),
    )


def number(points: Sequence[Point], *, of: str = OF.default, doubtful: str = DOUBTFUL.default, **_: Any) -> int:
    """How many factors `build` would draw of these, by the same rules."""
    return len(_of([point for point in points if not _why_not(point, doubtful)], of))


def _of(factored: list[Point], of: str) -> list[Point]:
    """Those of the property asked for, or of the one that most are of, the first in order among equals."""
    if of == ALL or not factored:
        return factored
    if of == MOST:
        counted = Counter(point.property_key for point in factored)
        of = max(counted, key=lambda key: (counted[key], -PROPERTIES.index(key)))
    return [point for point in factored if point.property_key == of]


def _why_not(point: Point, doubtful: str) -> str:
    if point.property_key not in PROPERTIES:
        return "of a property without a better side"
    if point.against is None:
        return "without a factor"
    return "suspect" if point.suspect and doubtful == "0" else ""


def _x_label(points: Sequence[Point]) -> str:
    inverted = {against_of(point).is_inverted for point in points}
    if inverted == {True}:
        return "Factor: control over modified, since less is better"
    if inverted == {False}:
        return "Factor: modified over control"
    return "Factor: modified over control, inverted where less is better"


def _row_label(point: Point) -> str:
    against = against_of(point)
    names = f"{escape(point.name)} vs. {escape(against.control_name)}"
    below = escape(conditions_of(point))
    return f'{names}<br><span style="font-size:10px">{below}</span>' if below else names


def _placed(point: Point, y: float) -> Drawn:
    against = against_of(point)
    y_text = f"{property_of(point)}: {point.name} vs. {against.control_name}"
    return Drawn(point, centre(against.factor, log=True), y, against.text, y_text)
