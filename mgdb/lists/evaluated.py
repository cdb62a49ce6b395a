"""A column of measurements: each conductivity at a temperature that the address chooses, by the lines of its series.

What it says depends on other values of the same specimen, so nothing of it is stored: it is made for the rows of a
page, in a fixed number of statements, and for a file a few hundred rows at a time. Rows are sorted by it, the highest
first where no other order is asked for, those without one last.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

from mgdb import plots
from mgdb.models import Curve, Measurement
from mgdb.plot_input import points_of, with_parts
from mgdb.plot_input.curves import curve_points
from mgdb.plots import Evaluation, evaluated
from mgdb.plots.model import BadOption
from mgdb.presentation import TableCell, TextSpan, measurement_views, plain_span
from mgdb.projection.lists import ListColumn, ListType, property_columns
from mgdb.records import RecordType
from mgdb.science.properties import PROPERTIES
from mgdb.science.quantity import format_html, format_text, in_unit, middle, number_text
from mgdb.search import ORDERING, InvalidQuery, ParameterProblem, Params
from mgdb.search.given_numbers import GivenNumbers

from .known import Known

ARRHENIUS = plots.get("arrhenius")
OPTION = next(one for one in plots.options_of(ARRHENIUS) if one.key == "at_celsius")
AT, KEY = OPTION.key, "evaluated"
PROPERTY, TRANSITION = "ionic_conductivity", "phase_transition_temperature"
ENTRY = PROPERTIES[PROPERTY]
AFTER = "value"
MOST, AT_ONCE, MOST_TEMPERATURES = 20_000, 2_000, 2  # conductivities that are sorted; read together; kept
NUMBERS = ("", "_min", "_max", "_bound", "_approximate", "_uncertainty", "_unit", "_how", "_by", "_assumed")
NAMES = (AT, *(f"{KEY}{name}" for name in NUMBERS))
# the same in an answer of the API
MEMBERS = ("value", "value_min", "value_max", *(name.removeprefix("_") for name in NUMBERS[3:]))
SCHEMA = {"type": "number", "minimum": OPTION.low, "maximum": OPTION.high}
HELP = (
    "Temperature (°C) at which each ionic conductivity is evaluated: as reported within 1 K of it, else on the line of "
    "its series (Arrhenius or VTF fit, or a reported activation energy), interpolated or extrapolated."
)


def parameters(list_type: ListType) -> tuple[str, ...]:
    """The parameter, where the list takes it."""
    return (AT,) if list_type.record_type.model is Measurement else ()


def read_temperature(record_type: RecordType, data: Mapping[str, str]) -> tuple[float | None, list[ParameterProblem]]:
    """The temperature (°C) that `data` asks for, where the list takes one, or what is wrong with it."""
    text = data.get(AT, "") if record_type.model is Measurement else ""
    if not text.strip():
        return None, []
    try:
        celsius = OPTION.read(text)
    except BadOption as bad:
        return None, [ParameterProblem(AT, bad.value, bad.reason, bad.nearest)]
    return (None if celsius is None else float(celsius)), []


def with_temperature(params: Params, celsius: float | None) -> Params:
    """`params` with the temperature (°C) that is asked for."""
    return params if celsius is None else Params({**params, AT: celsius})


def given(celsius: float | None) -> dict[str, GivenNumbers]:
    """What a query sorts its rows by where they are evaluated at `celsius`."""
    return {} if celsius is None else {KEY: partial(numbers, celsius=celsius)}


def numbers(rows: QuerySet[Any], celsius: float) -> dict[int, float]:
    """key → σ (S cm⁻¹) at `celsius`, of those of `rows` that have one, of a range the middle of its logarithm.

    The cost is that of the conductivities among the rows that are not known yet: a few statements for each AT_ONCE of
    them, none for those that an earlier page, or another question, has had evaluated at this temperature. Raises
    InvalidQuery where there are more than MOST.
    """
    wanted = rows.filter(property_key=PROPERTY, material__isnull=False).order_by("material_id", "pk")
    keys = list(wanted.values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        most = f"{MOST:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
        reason = (
            f"more than {most} conductivities match; at most so many are sorted by their value at a temperature. "
            "Narrow the question (chemistry=, electrolyte_class=, year_min= …), or add ordering=id."
        )
        raise InvalidQuery([ParameterProblem(ORDERING, KEY, reason)])

    def make(some: Collection[int]) -> dict[int, float]:
        found = evaluations(some, celsius)
        numbers = {key: middle(found[key].quantity) for key in some if key in found}
        return {key: number for key, number in numbers.items() if number is not None}

    known = _known.of(keys, make, celsius, at_once=AT_ONCE)
    return {key: number for key, number in known.items() if number is not None}


_known: Known[float] = Known(questions=MOST_TEMPERATURES)


def names_in(data: QueryDict) -> tuple[str, ...]:
    """The parameters that mean nothing without the temperature, as `data` has them."""
    is_sorted = any(KEY in text for text in data.getlist(ORDERING))
    return (AT, ORDERING) if is_sorted else (AT,)


def asked_at(asked: Mapping[str, Any]) -> float | None:
    """The temperature that `asked` names, as `read` gave it."""
    celsius = asked.get(AT)
    return None if celsius is None else float(celsius)


def field(list_type: ListType, asked: Mapping[str, Any]) -> tuple[str, str] | None:
    """The parameter and what is asked (°C), for the form of columns; None where the list has none."""
    celsius = asked_at(asked)
    return (AT, "" if celsius is None else f"{celsius:g}") if parameters(list_type) else None


def in_words(celsius: float) -> str:
    return f"conductivities evaluated at {number_text(celsius, '°C')}"


def described(question: str, asked: Mapping[str, Any]) -> str:
    """The question in words, with the temperature asked for."""
    celsius = asked_at(asked)
    return question if celsius is None else f"{question}, {in_words(celsius)}"


def with_column(list_type: ListType, columns: Sequence[ListColumn], asked: Params) -> list[ListColumn]:
    """`columns` with that of the temperature asked for, behind the values."""
    celsius = asked_at(asked)
    if celsius is None or list_type.record_type.model is not Measurement:
        return list(columns)
    unit = property_columns.unit_asked(ENTRY, asked)
    made = ListColumn(
        KEY,
        f"σ at {number_text(celsius, '°C')}",
        _unmade,
        KEY,
        numeric=True,
        names=NAMES,
        unit=unit,
        title=f"{HELP} ln σ is taken to be linear in 1/T. Suspect values, and lines that cannot be what a conductor "
        "does, give none.",
    )
    place = next((number for number, one in enumerate(columns, 1) if one.key == AFTER), len(columns))
    return [*columns[:place], made, *columns[place:]]


def _unmade(row: Any) -> TableCell:
    raise TypeError("a column of evaluated values has its cells from `cells`, for all rows of a page together")


class Cells:
    """The cells of some measurements, by key and by id."""

    def __init__(self, keys: Collection[int], asked: Mapping[str, Any]) -> None:
        self.celsius = asked_at(asked) or 0.0
        self.unit = property_columns.unit_asked(ENTRY, asked)
        self.found = evaluations(keys, self.celsius)

    def of(self, measurement: int | str) -> TableCell:
        return _cell(self.found.get(measurement), self.celsius, self.unit)


def evaluations(keys: Collection[int], celsius: float) -> dict[int | str, Evaluation]:
    """key and id of a measurement → what it is at `celsius`, of those that are known there."""
    rows = Measurement.objects.published().filter(pk__in=list(keys), property_key=PROPERTY, material__isnull=False)
    told = list(rows.values_list("pk", "public_id", "material", "material__formula_reduced", "material__formula"))
    if not told:
        return {}
    materials = {row[2] for row in told}
    formulas = {reduced or formula for *_, reduced, formula in told} - {"", None}
    of_compound = Q(material__formula_reduced__in=formulas) | Q(material__formula__in=formulas)
    series = Measurement.objects.published().filter(
        Q(material__in=materials, property_key__in=ARRHENIUS.PROPERTIES) | Q(of_compound, property_key=TRANSITION)
    )
    points = points_of(measurement_views(series.order_by("pk")))
    curves = with_parts(Curve.objects.published().filter(material__in=materials, y_axis__in=ARRHENIUS.PROPERTIES))
    by_id = evaluated([*points, *curve_points(ARRHENIUS.PROPERTIES, curves)], celsius)
    return {name: by_id[row[1]] for row in told if row[1] in by_id for name in row[:2]}


def member(one: Evaluation | None) -> dict[str, Any]:
    """What the API says of it, in the canonical unit; the same members where nothing is known."""
    if one is None:
        return dict.fromkeys(MEMBERS)
    quantity = one.quantity
    numbers = (quantity.value, quantity.low, quantity.high, quantity.bound, quantity.approximate, quantity.uncertainty)
    return dict(zip(MEMBERS, (*numbers, ENTRY.unit, one.how, one.by or None, one.assumed), strict=True))


def _cell(one: Evaluation | None, celsius: float, unit: str) -> TableCell:
    data: dict[str, Any] = dict.fromkeys(NAMES)
    if one is None:
        return TableCell(data=data)
    shown = in_unit(one.quantity, ENTRY.dimension, unit)
    numbers = (shown.value, shown.low, shown.high, shown.bound, shown.approximate, shown.uncertainty)
    data |= zip(NAMES, (celsius, *numbers, unit, one.how, one.by or None, one.assumed), strict=True)
    words = [one.how, *([one.by] if one.by else []), *(["assumed temperature"] if one.assumed else [])]
    marks = tuple(plain_span(word, "soft") for word in words)
    return TableCell(((TextSpan(format_html(shown), format_text(shown)),), marks), data, ", ")
