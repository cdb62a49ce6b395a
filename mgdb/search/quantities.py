"""Numbers with units in queries: the value of a property and the conditions of a measurement, with their limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Exists, OuterRef, Q

from mgdb.models import Measurement, MeasurementCondition
from mgdb.science import conditions, properties
from mgdb.science.conditions import Condition as ConditionType
from mgdb.science.judgement import Refusal, judge_asked

from .errors import ParameterProblem
from .filters import AnyFilter, Condition, Hint, ParameterFilter
from .limits import Interval, Limit, number_in_words, read_limit
from .parameters import STATUS_WORDS, Boolean, Choice, ConditionValue, TypedNumber, Unit
from .params import Params
from .values import ColumnValues, interval_overlaps

if TYPE_CHECKING:  # it is filled by what filters declare
    from .snapshot import Snapshot
    from .snapshot.labels import Mask

SAME = 1e-9  # relative: numbers that differ by less are one number after a conversion
# what stops to mean anything when another property is asked for
OF_A_VALUE = ("value_min", "value_max", "unit")


NAMED_AFTER = ("Coulomb", "Raman", "Warburg")  # labels that begin with the name of a person


def in_words(label: str) -> str:
    """`label` inside a sentence: “Specific capacity” → “specific capacity”; “Raman shift” stays."""
    is_word = label[1:2].islower() and not label.startswith(NAMED_AFTER)
    return label[0].lower() + label[1:] if is_word else label


PROPERTY_LABELS = {key: in_words(entry.label) for key, entry in properties.PROPERTIES.items()}


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
            TypedNumber(),
            help_text="Rows whose value reaches this number: “<5” meets everything up to 5, “2 to 8” meets 7. A plain "
            "number, in the canonical unit or in `unit`; needs `property`.",
        ),
        "value_max": ParameterFilter(
            TypedNumber(),
            help_text="Rows whose value comes down to this number. A plain number, in the canonical unit or in `unit`; "
            "needs `property`.",
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
        return Interval.read(params, "value", "unit", [properties.PROPERTIES[key] for key in params.texts("property")])

    def limits(self, params: Params) -> Q:
        interval = self.interval(params)
        if not interval.is_limited:
            return Q()
        return interval.overlapping("search_low", "search_high", strict=params.flag("strict"))

    def conditions(self, params: Params) -> Iterator[Condition]:
        if keys := params.texts("property"):
            phrase = self.filters["property"].describe(keys)
            yield Condition(("property",), ColumnValues("property_key")(keys), phrase)
        interval = self.interval(params)
        if interval.is_limited:
            mask = partial(_meeting, "search", "", [interval.canonical], strict=params.flag("strict"))
            yield Condition(OF_A_VALUE, self.limits(params), ", ".join(self.describe(params)), mask)

    def describe(self, params: Params) -> list[str]:
        interval = self.interval(params)
        if interval.is_limited:
            return [str(interval)]
        return [f"in {interval.unit}"] if interval.unit else []

    def problems(self, params: Params) -> Iterator[ParameterProblem]:
        interval = self.interval(params)
        yield from interval.problems()
        if interval.unit and not interval.faults and not (interval.entries and interval.entries[0].dimension):
            reason = "a unit needs exactly one property (or several of one dimension): add property=…."
            yield ParameterProblem("unit", interval.unit, reason)

    def hints(self, params: Params) -> Iterator[Hint]:
        label = " or ".join(PROPERTY_LABELS[key] for key in params.texts("property"))
        yield from _hints(self.interval(params), "unit", label, params)


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


def _meeting(
    kind: str, key: str, ends: Sequence[tuple[float | None, float | None]], snapshot: Snapshot, *, strict: bool
) -> Mask:
    """The rows of a snapshot of which a number of `kind` (with `key`) meets one of the intervals `ends`."""

    def meeting() -> Mask:
        numbers = snapshot.numbers(kind, key)
        mask = np.zeros(len(snapshot), bool)
        for low, high in ends:
            mask[numbers.rows[numbers.meeting(low, high, strict=strict)]] = True
        return mask

    return snapshot.kept_mask((kind, key, tuple(ends), strict), meeting)


# ---- conditions
def condition_filters() -> dict[str, AnyFilter]:
    """For each condition: `<key>`; for numbers `<key>_min`, `<key>_max` and `<key>_unit` too."""
    made: dict[str, AnyFilter] = {}
    for key, entry in conditions.CONDITIONS.items():
        unit = f" In {entry.unit}, or in `{key}_unit`." if entry.kind == "number" and entry.unit != "1" else ""
        spread = " (“20 ± 2” asks from 18 to 22)" if entry.kind == "number" else ""
        made[key] = ParameterFilter(
            ConditionValue(entry),
            help_text=f"{entry.label}: a value{spread}, or {', '.join(STATUS_WORDS)}; repeated: any of them.{unit}",
        )
        if entry.kind != "number":
            continue
        for end in ("min", "max"):
            made[f"{key}_{end}"] = ParameterFilter(
                TypedNumber(), help_text=f"{entry.label}: rows whose interval reaches this number.{unit}"
            )
        if unit:
            made[f"{key}_unit"] = ParameterFilter(
                Unit(entry.dimension or ""),
                help_text=f"Unit of {entry.label} in the question and in the answer: "
                f"{', '.join(entry.accepted_units)}.",
            )
    return made


@dataclass(frozen=True)
class AskedValue:
    """A value asked for by name: a number or range in the canonical unit, or a text or status; and its words."""

    words: str
    low: float | None = None
    high: float | None = None
    text: str = ""

    def __str__(self) -> str:
        return self.words

    def equal(self) -> Q:
        """Rows of a condition with this number, text or status."""
        if self.text in STATUS_WORDS:
            return Q(status=self.text)
        if self.text:
            return Q(text__iexact=self.text) | Q(printed__iexact=self.text)
        return interval_overlaps("low", "high", *self.ends, strict=False)

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """The limits of what is the same number."""
        low = None if self.low is None else self.low - abs(self.low) * SAME
        high = None if self.high is None else self.high + abs(self.high) * SAME
        return low, high


class ConditionOfMeasurement:
    """One condition of measurements: its value or status, and its limits."""

    def __init__(self, entry: ConditionType) -> None:
        self.entry = entry
        self.names = tuple(f"{entry.key}{end}" for end in ("", "_min", "_max", "_unit"))

    def interval(self, params: Params) -> Interval:
        return Interval.read(params, self.entry.key, f"{self.entry.key}_unit", [self.entry])

    def values(self, params: Params) -> list[AskedValue | Refusal]:
        """The values asked for; those of numbers in the canonical unit."""
        unit = self.interval(params).unit
        return [self._read(typed, unit) for typed in params.texts(self.entry.key)]

    def _read(self, typed: str, unit: str) -> AskedValue | Refusal:
        if self.entry.kind != "number" or typed in STATUS_WORDS:
            labels = {**dict(self.entry.choices), **{word: word.replace("_", " ") for word in STATUS_WORDS}}
            return AskedValue(labels.get(typed, typed), text=typed)
        judged = judge_asked(self.entry, typed, unit)
        if isinstance(judged, Refusal):
            return judged
        if judged.canonical is None:  # “not reported”, however it is spelt
            status = judged.condition.status if judged.condition else ""
            return AskedValue(status.replace("_", " "), text=status)
        if judged.canonical.approximate:
            name = self.entry.key
            reason = f"“{typed}”: how near? Write both limits, as {name}_min and {name}_max, or ± behind the number."
            return Refusal("ambiguous", "printed", reason)
        stated = judged.quantity if judged.quantity is not None else judged.canonical
        low, high, spread = judged.canonical.low, judged.canonical.high, judged.canonical.uncertainty
        if spread is not None and stated.value is not None and stated.uncertainty is not None:  # 20 ± 2 is 18 to 22
            low, high = (None if end is None else end + way * spread for end, way in ((low, -1), (high, 1)))
            ends = (number_in_words(stated.value + way * stated.uncertainty) for way in (-1, 1))
            return AskedValue(f"from {' to '.join(ends)} {judged.unit}".removesuffix(" 1"), low, high)
        words = typed if stated.value is None else f"{number_in_words(stated.value)} {judged.unit}".removesuffix(" 1")
        return AskedValue(words, low, high)

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
            unchecked = False
            for value in values:
                if isinstance(value, AskedValue):
                    unchecked = unchecked or value.text == "not_checked"
                    wanted |= value.equal()
            found = Q(Exists(rows.filter(wanted)))
            where &= found | ~Q(Exists(rows)) if unchecked else found
        names = tuple(name for name in self.names if name in params)
        yield Condition(names, where, ", ".join(self.describe(params)), self._mask(interval, values, params))

    def _mask(
        self, interval: Interval, values: list[AskedValue | Refusal], params: Params
    ) -> Callable[[Snapshot], Mask] | None:
        """The same by the numbers of a snapshot; None where a text or a status is asked for."""
        numbers = [value for value in values if isinstance(value, AskedValue) and not value.text]
        if len(numbers) < len(values):
            return None
        asked = [value.ends for value in numbers]

        def found(snapshot: Snapshot) -> Mask:
            mask = np.ones(len(snapshot), bool)
            if interval.is_limited:
                strict = params.flag("strict")
                mask &= _meeting("condition", self.entry.key, [interval.canonical], snapshot, strict=strict)
            if asked:
                mask &= _meeting("condition", self.entry.key, asked, snapshot, strict=False)
            return mask

        return found

    def describe(self, params: Params) -> Iterator[str]:
        interval, label = self.interval(params), in_words(self.entry.label)
        if interval.is_limited:
            yield f"{label} {interval}"
        if values := [str(value) for value in self.values(params) if isinstance(value, AskedValue)]:
            yield f"{label} {' or '.join(values)}"

    def problems(self, params: Params) -> Iterator[ParameterProblem]:
        yield from self.interval(params).problems()
        for typed, value in zip(params.texts(self.entry.key), self.values(params), strict=True):
            if isinstance(value, Refusal):
                yield ParameterProblem(self.entry.key, typed, value.reason, value.spellings or STATUS_WORDS)

    def hints(self, params: Params) -> Iterator[Hint]:
        key, label = self.entry.key, in_words(self.entry.label)
        interval = self.interval(params)
        yield from _hints(interval, f"{key}_unit", label, params)
        typed = params.texts(key)
        if self.entry.kind != "number" or len(typed) != 1 or typed[0] in STATUS_WORDS or interval.is_limited:
            return
        limit = read_limit([self.entry], typed[0], interval.unit)
        if isinstance(limit, Limit):  # one number asked for by name is both ends
            both = Interval(key, limit, limit, interval.unit, (self.entry,))
            yield from _hints(both, f"{key}_unit", label, params)


def _hints(interval: Interval, unit_name: str, label: str, params: Params) -> Iterator[Hint]:
    """What may have been meant by the limits of `interval`, when nothing is found: another unit."""
    read_in = interval.ends[0].unit if interval.ends else ""
    for unit in interval.other_units():
        typed = {f"{interval.name}_{end}" for end in ("min", "max")} & set(params)
        bare: dict[str, object] = {
            name: f"{limit.number:.15g}" for name, limit in _typed(interval).items() if name in typed
        }
        if not typed and interval.low is not None:
            bare = {interval.name: [f"{interval.low.number:.15g}"]}
        yield Hint(Params({**params, **bare, unit_name: unit}), f"{label} is read in {read_in}", f"in {unit}")
    for doubt in interval.doubts:
        yield Hint(None, f"{label}: {doubt}")


def _typed(interval: Interval) -> dict[str, Limit]:
    ends = (("min", interval.low), ("max", interval.high))
    return {f"{interval.name}_{end}": limit for end, limit in ends if limit is not None}


def interval_of(params: Params, name: str) -> Interval:
    """The limits of the value (`name` value) or of the condition `name` in a query about measurements."""
    if name == "value":
        return PropertyValue.interval(params)
    return ConditionOfMeasurement(conditions.CONDITIONS[name]).interval(params)
