"""One pair with all that is known of it: factors, every other value of the two materials, and what sources state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mgdb.models import Measurement, Pair, ReportedFactor
from mgdb.presentation import MeasurementView
from mgdb.science import properties

from .factors import Improvement, Reported, Topic, improvements_of, reported, topic_in_words
from .table import shown_of

NOT_REPORTED = "not reported"
ABOVE = "compared above"


@dataclass(frozen=True, slots=True)
class TopicValues:
    """The values of one property and test step that no factor takes. without_modified, without_control: why that side
    has none here; empty where it has some."""

    property_key: str
    label: str
    modified: tuple[MeasurementView, ...]
    control: tuple[MeasurementView, ...]
    without_modified: str
    without_control: str


@dataclass(frozen=True, slots=True)
class PairValues:
    """factors: the comparisons of two values, or why two values give none; others: all values that stand in none of
    them; stated: the factors that sources state of the modified material against this control."""

    factors: tuple[Improvement, ...]
    others: tuple[TopicValues, ...]
    stated: tuple[Reported, ...]


def pair_values_of(pair: Pair) -> PairValues:
    """Every published value of both materials that the pair holds for, each once at least, in a fixed number of
    queries."""
    shown = shown_of(Measurement.objects.published(), [pair.modified, pair.control])
    modified, control = (
        [value for value in shown[key] if pair.covers(value.property_key)]
        for key in (pair.modified_id, pair.control_id)
    )
    factors = [item for item in improvements_of(pair, modified, control) if _is_told(item)]
    rows = ReportedFactor.objects.published().filter(material=pair.modified_id, relative_to=pair.control_id)
    stated = [reported(row) for row in rows.select_related("document", "material", "relative_to").order_by("id")]
    return PairValues(
        tuple(factors),
        tuple(_others(factors, modified, control)),
        tuple(one for one in stated if pair.covers(one.property_key)),
    )


def _is_told(item: Improvement) -> bool:
    """Whether it compares two values; where neither direction is better, that there is no factor is no news."""
    has_both = item.modified is not None and item.control is not None
    return item.is_shown and has_both and (item.allowed or bool(properties.get(item.property_key).better))


def _others(
    factors: Iterable[Improvement], modified: Sequence[MeasurementView], control: Sequence[MeasurementView]
) -> list[TopicValues]:
    """By property and test step, in the order of the values of the modified material."""
    compared = {value.pk for item in factors for value in (item.modified, item.control) if value is not None}
    apart = [value for value in (*modified, *control) if value.pk not in compared]
    found = []
    for topic in dict.fromkeys(_topic(value) for value in apart):
        label = topic_in_words(topic)
        own, others = ([value for value in side if _topic(value) == topic] for side in (modified, control))
        left, right = (tuple(value for value in side if value.pk not in compared) for side in (own, others))
        found.append(TopicValues(topic[0], label, left, right, _why(own, left), _why(others, right)))
    return found


def _why(all_of_side: Sequence[MeasurementView], apart: Sequence[MeasurementView]) -> str:
    return "" if apart else ABOVE if all_of_side else NOT_REPORTED


def _topic(value: MeasurementView) -> Topic:
    return value.property_key, value.step
