"""A cell of a reader's own table → its value, the ends of its bar and where they stand in a figure.

Each is judged as any number of the database is (`science.judgement`): refused, doubted, or taken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mgdb.formats import columns
from mgdb.plots import Axis, OwnEnds
from mgdb.science import axes, quantity, units
from mgdb.science.axes import AxisError
from mgdb.science.conditions import CONDITIONS, Condition
from mgdb.science.judgement import Judgement, Reading, Refusal, judge, judge_asked, judge_number
from mgdb.science.quantity import Quantity, QuantityError, format_text, number_text

FLIPPED = {"<": ">", "≤": "≥", ">": "<", "≥": "≤", "up to": "≥"}
BOUND_TEXT = {"<": "< ", "≤": "≤ ", ">": "> ", "≥": "≥ ", "up to": "up to "}


class CellFault(ValueError):
    """Why a cell gives no number; a sentence."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How the numbers of a column are meant: on `along` of a figure, as `given` says; None where each has its unit.

    log: whether the axis of the figure is logarithmic.
    """

    along: Axis
    given: axes.Axis | None
    log: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A cell: its value and the ends of its bar in the canonical unit, its bound, its text, why it is implausible."""

    value: float
    text: str
    ends: tuple[float | None, float | None] = (None, None)
    bound: str = "="
    assumed: bool = False
    doubts: tuple[str, ...] = ()


def plain_number(cell: str) -> float | None:
    return columns.plain_number(cell.replace(",", "."))


def looks_like(axis: Axis, cell: str) -> bool:
    """Whether a cell is meant as a number along `axis`: with a unit of its own or none, or room temperature."""
    # “1e-5/3e-5” and “±0.1” are errors
    if quantity.is_date(cell) or all(plain_number(part) is not None for part in cell.lstrip("±").split("/", 1)):
        return True
    entry = axis.entry
    try:
        _, behind = quantity.split(cell)
    except QuantityError:
        return (
            bool(entry) and axis.key == "temperature" and isinstance(judge_asked(CONDITIONS[axis.key], cell), Reading)
        )
    if not behind or entry is None:
        return not behind
    try:
        units.normalise(behind, entry.dimension or "number")
    except units.UnitError:
        return False
    return True


def number_of(scale: Scale, cell: str, error: str, kelvin: float | None) -> Number:
    """What a cell with its error says on `scale`; kelvin: the temperature of the point, for σT. Raises CellFault."""
    if scale.along.entry is None:
        return _bare(cell)
    if scale.given is None or (scale.given.transform == "linear" and scale.given.size == 1):
        return _stated(scale, cell, error)
    return _transformed(scale, cell, error, kelvin)


def _refused(cell: str, reason: str) -> CellFault:
    """“abc” is not a number; write …"""
    said = reason.partition(": ")[2] if reason.startswith((f"“{cell[:40]}", "temperature “")) else reason
    said = said.replace(" or “not reported”", "")  # which a condition of a record may be, and no point
    joined = f"“{cell}” is {said}" if said.startswith(("not ", "empty")) else f"“{cell}”: {said}"
    return CellFault(joined if joined[-1:] in ".?" else f"{joined}.")


def _bare(cell: str) -> Number:
    """A number that nothing is known of: a year."""
    value = plain_number(cell)
    if value is None:
        raise CellFault(f"“{cell}” is not a number.")
    return Number(value, cell)


def _stated(scale: Scale, cell: str, error: str) -> Number:
    """A number with its own unit, or that of its column."""
    entry, given = scale.along.entry, scale.given
    assert entry is not None
    unit = given.unit if given else ""
    judged = judge_asked(entry, cell, unit) if unit or entry.unit == "1" else _with_own_unit(scale, cell)
    found = _one(cell, judged)
    stated = judged.quantity if isinstance(judged, Reading) else None
    if stated is None:  # room temperature
        return found
    own = judged.unit if isinstance(judged, Reading) else unit
    below, above = _errors(error, own) if error else (stated.uncertainty, stated.uncertainty)
    if not below and not above:
        return found
    assert stated.value is not None
    dimension = entry.dimension or "number"
    ends = [
        units.to_canonical(stated.value + way * size, own or entry.unit, dimension) if size else None
        for way, size in ((-1, below), (1, above))
    ]
    if not error:
        return replace(found, ends=(ends[0], ends[1]))
    sizes = [number_text(size or 0.0) for size in (below, above)]
    said = f"± {sizes[1]}" if below == above else f"−{sizes[0]}/+{sizes[1]}"
    text = f"{format_text(replace(stated, uncertainty=None))} {said} {own}".strip()
    return replace(found, ends=(ends[0], ends[1]), text=text)


def _with_own_unit(scale: Scale, cell: str) -> Judgement:
    """What a cell says that must have its unit behind it. Raises CellFault where it has none."""
    entry, label = scale.along.entry, scale.along.label.lower()
    assert entry is not None
    try:
        behind = quantity.split(cell)[1]
    except QuantityError:
        behind = ""
    if behind or isinstance(entry, Condition):
        alone = judge(entry, cell)
        if behind or not (isinstance(alone, Refusal) and "has no unit" in alone.reason):
            return judge_asked(entry, cell)
    raise CellFault(
        f"“{cell}” has no unit. Choose the unit of {label}, or write it in the heading or behind the number: "
        f"{cell} {entry.display_unit}."
    )


def _one(cell: str, judged: Judgement) -> Number:
    """The one number of a judged cell. Raises CellFault."""
    if isinstance(judged, Refusal):
        if judged.outcome == "impossible":  # the reason begins with the number
            raise CellFault(judged.reason)
        raise _refused(cell, judged.reason)
    canonical = judged.canonical
    if canonical is None:
        raise CellFault(f"“{cell}” gives no number; leave the line out.")
    if canonical.value is None:
        raise CellFault(f"“{cell}” is a range; give one number, and its error in a column behind.")
    assumed = bool(judged.condition and judged.condition.assumed)
    text = format_text(judged.quantity, judged.unit) if judged.quantity else f"{cell} (taken as 25 °C)"
    doubts = tuple(str(doubt) for doubt in judged.doubts)
    # an order of magnitude is a number with half a decade either way
    ends = (canonical.low, canonical.high) if canonical.range_kind and canonical.bound == "=" else (None, None)
    return Number(canonical.value, text, ends, canonical.bound, assumed=assumed, doubts=doubts)


def _transformed(scale: Scale, cell: str, error: str, kelvin: float | None) -> Number:
    """A number of a logarithm, an inverse, a product with T, or of a unit with a power of ten."""
    entry, given = scale.along.entry, scale.given
    assert entry is not None
    assert given is not None
    if scale.along.key == "temperature" and not any(character.isdigit() for character in cell):
        return _one(cell, judge_asked(entry, cell))
    try:
        stated = quantity.parse(cell)
    except QuantityError as wrong:
        raise _refused(cell, str(wrong)) from None
    if stated.value is None:
        raise CellFault(f"“{cell}” is a range; give one number, and its error in a column behind.")
    try:
        base = given.undone(stated.value, kelvin)
        below, above = _errors(error, "") if error else (stated.uncertainty, stated.uncertainty)
        places = [
            given.canonical(stated.value + way * size, kelvin) if size else None
            for way, size in ((-1, below), (1, above))
        ]
    except AxisError as wrong:
        raise CellFault(f"“{cell}”: {wrong}.") from None
    found = _one(cell, judge_number(entry, base, given.base))
    bound = FLIPPED.get(stated.bound, "=") if given.falls else stated.bound
    low, high = reversed(places) if given.falls else places
    shown = format_text(Quantity(value=base, digits=3), given.base)
    text = f"{BOUND_TEXT.get(bound, '')}{shown}"
    doubts = tuple(f"{cell} on {given.text}: {doubt}" for doubt in found.doubts)
    return replace(found, ends=(low, high), bound=bound, text=text, doubts=doubts)


def _errors(cell: str, unit: str) -> tuple[float, float]:
    """How far a bar reaches below and above: “0.1”, or “0.1/0.3”. Raises CellFault."""
    below, slash, above = cell.lstrip("±").partition("/")
    found = []
    for part in (below, above if slash else below):
        try:
            number, behind = quantity.split(part.strip())
            read = quantity.parse(number)
            if behind and (not unit or units.normalise(behind) != unit):
                raise CellFault(f"The error “{cell}” has a unit of its own; write it in that of its number.")
        except (QuantityError, units.UnitError) as wrong:
            raise CellFault(f"The error “{cell}” is not a number ({str(wrong).partition(': ')[2] or wrong}).") from None
        if read.value is None or read.value < 0 or read.bound != "=":
            raise CellFault(f"The error “{cell}” is a length: 0.1, or 0.1/0.3 for below and above.")
        found.append(read.value)
    return found[0], found[1]


def place(scale: Scale, number: Number, value: float, kelvin: float | None = None) -> float:
    """Where a value stands in the figure. Raises CellFault."""
    try:
        at = scale.along.place(value, kelvin)
    except ValueError as wrong:
        raise CellFault(f"{number.text} {wrong}.") from None
    if scale.log and at <= 0:
        raise CellFault(f"{number.text} is not above zero, which a logarithmic axis cannot show.")
    return at


def bar(scale: Scale, number: Number, kelvin: float | None) -> OwnEnds:
    """Where the bar of a number ends; an end that a logarithmic axis cannot show is left out."""
    places: list[float | None] = []
    for end in number.ends:
        try:
            places.append(None if end is None else place(scale, number, end, kelvin))
        except CellFault:
            places.append(None)
    low, high = reversed(places) if scale.along.law == "inverse" else places
    return low, high


def quantity_of(number: Number) -> Quantity:
    low, high = number.ends
    if number.bound == "=" and low is not None and high is not None:
        return Quantity(value=number.value, low=min(low, number.value), high=max(high, number.value))
    return Quantity(value=number.value, bound=number.bound)
