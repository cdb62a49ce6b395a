"""Numbers with units in queries: the value of a property and the conditions of a measurement, with their limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from mgdb.models import Measurement, MeasurementCondition
from mgdb.science import conditions, properties, quantity, units
from mgdb.science.conditions import Condition as ConditionType

from .errors import ParameterProblem
from .filters import AnyFilter, Condition, ParameterFilter
from .parameters import STATUS_WORDS, Boolean, Choice, ConditionValue, Number, Unit
from .params import Params
from .values import ColumnValues, interval_overlaps

SAME = 1e-9  # relative: numbers that differ by less are one number after a conversion
# what stops to mean anything when another property is asked for
OF_A_VALUE = ("value_min", "value_max", "unit")


def in_words(label: str) -> str:
    """`label` inside a sentence: “Specific capacity” → “specific capacity”."""
    return label[0].lower() + label[1:] if label[1:2].islower() else label


PROPERTY_LABELS = {key: in_words(entry.label) for key, entry in properties.PROPERTIES.items()}


def unit_problems(name: str, unit: str, dimension: str, numbers: Iterable[float | None]) -> Iterator[ParameterProblem]:
    """A problem when `unit` is none of `dimension`, or a number is too large to be converted."""
    try:
        for number in [1.0, *(number for number in numbers if number is not None)]:
            units.to_canonical(number, unit, dimension)
    except units.UnitError as error:
        accepted = units.DIMENSIONS[dimension].accepted
        reason = str(error) if unit in accepted else f"{unit} does not fit; choose from {', '.join(accepted)}."
        yield ParameterProblem(name, unit, reason, accepted)


@dataclass(frozen=True)
class Interval:
    """The parameters `<name>_min` and `<name>_max` with the unit of their numbers; without one they are canonical."""

    name: str
    low: float | None
    high: float | None
    unit: str
    dimension: str | None
    canonical_unit: str

    @classmethod
    def read(cls, params: Params, name: str, unit: str, dimension: str | None, canonical_unit: str) -> Interval:
        low, high = params.number(f"{name}_min"), params.number(f"{name}_max")
        return cls(name, low, high, params.text(unit), dimension, canonical_unit)

    @property
    def is_limited(self) -> bool:
        return self.low is not None or self.high is not None

    def to_canonical(self, number: float) -> float:
        return units.to_canonical(number, self.unit, self.dimension) if self.unit and self.dimension else number

    def overlapping(self, low: str, high: str, *, strict: bool) -> Q:
        """Rows whose interval in the columns `low` and `high` meets this one."""
        ends = [None if end is None else self.to_canonical(end) for end in (self.low, self.high)]
        return interval_overlaps(low, high, *ends, strict=strict)

    def problems(self) -> Iterator[ParameterProblem]:
        low, high = self.low, self.high
        if low is not None and high is not None and low > high:
            reason = f"{low:g} is above {self.name}_max, {high:g}; exchange them."
            yield ParameterProblem(f"{self.name}_min", f"{low:g}", reason)

    def __str__(self) -> str:
        """“from 5 to 8 V”, “at least 5 V”, “at most 8 V”."""
        ends = [number_in_words(number) for number in (self.low, self.high) if number is not None]
        one = f"at {'least' if self.high is None else 'most'} {ends[0]}"
        text = f"from {ends[0]} to {ends[1]}" if len(ends) == 2 else one
        return f"{text} {self.unit or self.canonical_unit}".removesuffix(" 1").rstrip()


def number_in_words(number: float) -> str:
    """“0.5”, “1 × 10⁻⁵”: as typeset, without loss."""
    plain = f"{number:.15g}"
    return plain if "e" not in plain else quantity.format_text(quantity.Quantity(value=number)).replace("\u202f", " ")


# ---- the value of a property
def property_filter(
    where: Callable[[list[str]], Q] | None,
    phrase: str,
    help_text: str = "Key of a property; repeated: any of them.",
    example: str | None = None,
) -> ParameterFilter[list[str]]:
    return ParameterFilter(Choice(PROPERTY_LABELS), where, phrase=phrase, help_text=help_text, example=example)


def value_filters(phrase: str = "of {}") -> dict[str, AnyFilter]:
    """`property`, `value_min`, `value_max`, `unit`, `strict`; a combination of them asks for the rows."""
    return {
        "property": property_filter(None, phrase, example="specific_capacity"),
        "value_min": ParameterFilter(
            Number(),
            help_text="Rows whose value reaches this number: “<5” meets everything up to 5, “2 to 8” meets 7. In the "
            "canonical unit, or in `unit`.",
        ),
        "value_max": ParameterFilter(
            Number(),
            help_text="Rows whose value comes down to this number. In the canonical unit, or in `unit`.",
        ),
        "unit": ParameterFilter(
            Unit(),
            help_text="Unit of `value_min` and `value_max` and of the numbers in the answer; needs `property`.",
        ),
        "strict": ParameterFilter(
            Boolean(),
            phrase=lambda yes: "with the whole interval inside the limits" if yes else "",
            help_text="1: the whole interval of a value or condition must lie inside the limits.",
        ),
    }


class PropertyValue:
    """The property of a measurement and the limits of its value; `phrase` states the property."""

    names = ("property", *OF_A_VALUE)

    def __init__(self, phrase: str = "of {}") -> None:
        self.filters = value_filters(phrase)

    @staticmethod
    def interval(params: Params) -> Interval:
        """The limits of the value; without dimension or unit where the properties have not one alone."""
        entries = [properties.PROPERTIES[key] for key in params.texts("property")]
        dimensions = {entry.dimension for entry in entries}
        canonical = {entry.unit for entry in entries}
        dimension = dimensions.pop() if len(dimensions) == 1 else None
        return Interval.read(params, "value", "unit", dimension, canonical.pop() if len(canonical) == 1 else "")

    def limits(self, params: Params) -> Q:
        interval = self.interval(params)
        if not interval.is_limited:
            return Q()
        return interval.overlapping("search_low", "search_high", strict=params.flag("strict"))

    def conditions(self, params: Params) -> Iterator[Condition]:
        if keys := params.texts("property"):
            phrase = self.filters["property"].describe(keys)
            yield Condition(("property",), ColumnValues("property_key")(keys), phrase)
        if self.interval(params).is_limited:
            yield Condition(OF_A_VALUE, self.limits(params), ", ".join(self.describe(params)))

    def describe(self, params: Params) -> list[str]:
        interval = self.interval(params)
        if interval.is_limited:
            return [str(interval)]
        return [f"in {interval.unit}"] if interval.unit else []

    def problems(self, params: Params) -> Iterator[ParameterProblem]:
        interval = self.interval(params)
        yield from interval.problems()
        if interval.unit and interval.dimension is None:
            reason = "a unit needs exactly one property (or several of one dimension): add property=…."
            yield ParameterProblem("unit", interval.unit, reason)
        elif interval.unit and interval.dimension:
            yield from unit_problems("unit", interval.unit, interval.dimension, [interval.low, interval.high])


class RecordsWithValue(PropertyValue):
    """Records with a published measurement, which leads to them by `owner`, of the property and with the value."""

    def __init__(self, owner: str, phrase: str) -> None:
        super().__init__(phrase)
        self.owner = owner

    def conditions(self, params: Params) -> Iterator[Condition]:
        keys = params.texts("property")
        if not keys and not self.interval(params).is_limited:
            return
        rows = Measurement.objects.published().filter(self.limits(params))
        if keys:
            rows = rows.filter(property_key__in=keys)
        words = [self.filters["property"].describe(keys)] if keys else []
        names = tuple(name for name in self.names if name in params)
        where = Q(pk__in=rows.order_by().values(self.owner))
        yield Condition(names, where, ", ".join([*words, *self.describe(params)]))


# ---- conditions
def condition_filters() -> dict[str, AnyFilter]:
    """For each condition: `<key>`; for numbers `<key>_min`, `<key>_max` and `<key>_unit` too."""
    made: dict[str, AnyFilter] = {}
    for key, entry in conditions.CONDITIONS.items():
        unit = f" In {entry.unit}, or in `{key}_unit`." if entry.kind == "number" and entry.unit != "1" else ""
        made[key] = ParameterFilter(
            ConditionValue(entry),
            help_text=f"{entry.label}: a value, or {', '.join(STATUS_WORDS)}; repeated: any of them.{unit}",
        )
        if entry.kind != "number":
            continue
        for end in ("min", "max"):
            made[f"{key}_{end}"] = ParameterFilter(
                Number(), help_text=f"{entry.label}: rows whose interval reaches this number.{unit}"
            )
        if unit:
            made[f"{key}_unit"] = ParameterFilter(
                Unit(),
                help_text=f"Unit of {entry.label} in the question and in the answer: "
                f"{', '.join(entry.accepted_units)}.",
            )
    return made


class ConditionOfMeasurement:
    """One condition of measurements: its value or status, and its limits."""

    def __init__(self, entry: ConditionType) -> None:
        self.entry = entry

    def interval(self, params: Params) -> Interval:
        key, entry = self.entry.key, self.entry
        return Interval.read(params, key, f"{key}_unit", entry.dimension, entry.unit)

    def values(self, params: Params) -> list[str | float]:
        values = params.get(self.entry.key, [])
        assert isinstance(values, list)
        return values

    def conditions(self, params: Params) -> Iterator[Condition]:
        interval, values = self.interval(params), self.values(params)
        if not values and not interval.is_limited:
            return
        # row by row, or all at once: “exists” leaves the choice to the planner
        rows = MeasurementCondition.objects.filter(key=self.entry.key, measurement=OuterRef("pk")).order_by()
        where = Q()
        if interval.is_limited:
            where &= Q(Exists(rows.filter(interval.overlapping("low", "high", strict=params.flag("strict")))))
        if values:
            wanted = Q(pk__in=())
            for value in values:
                if value != "not_checked":
                    wanted |= self._equal(interval.to_canonical(value) if isinstance(value, float) else value)
            found = Q(Exists(rows.filter(wanted)))
            where &= found | ~Q(Exists(rows)) if "not_checked" in values else found
        suffixes = ("", "_min", "_max", "_unit")
        names = tuple(name for end in suffixes if (name := f"{self.entry.key}{end}") in params)
        yield Condition(names, where, ", ".join(self.describe(params)))

    @staticmethod
    def _equal(value: str | float) -> Q:
        """Rows of a condition with this number, text or status."""
        if isinstance(value, float):
            slack = abs(value) * SAME
            return interval_overlaps("low", "high", value - slack, value + slack, strict=False)
        if value in STATUS_WORDS:
            return Q(status=value)
        return Q(text__iexact=value) | Q(printed__iexact=value)

    def describe(self, params: Params) -> Iterator[str]:
        interval, label = self.interval(params), in_words(self.entry.label)
        if interval.is_limited:
            yield f"{label} {interval}"
        if values := self.values(params):
            labels = {**dict(self.entry.choices), **{word: word.replace("_", " ") for word in STATUS_WORDS}}
            unit = interval.unit or interval.canonical_unit
            words = [
                f"{value:.15g} {unit}".removesuffix(" 1") if isinstance(value, float) else labels.get(value, value)
                for value in values
            ]
            yield f"{label} {' or '.join(words)}"

    def problems(self, params: Params) -> Iterator[ParameterProblem]:
        interval = self.interval(params)
        yield from interval.problems()
        if interval.unit and interval.dimension:
            exact = [value for value in self.values(params) if isinstance(value, float)]
            numbers = [interval.low, interval.high, *exact]
            yield from unit_problems(f"{interval.name}_unit", interval.unit, interval.dimension, numbers)
