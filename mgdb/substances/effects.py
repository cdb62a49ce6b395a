"""What was done to specimens of a substance, and what came of it by the comparisons that sources make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mgdb import compare
from mgdb.compare import Improvement
from mgdb.models import Material, Pair
from mgdb.presentation import MeasurementView, RecordLink
from mgdb.science.comparability import kind_of

from .spreads import kind_in_words


@dataclass(frozen=True)
class TopicEffect:
    """The factors, or differences, of one property and test step, of values of one kind, from the least to the greatest
    improvement; kind: the words for it."""

    topic: str
    items: tuple[Improvement, ...]
    kind: tuple[str, ...] = ()

    @property
    def first(self) -> Improvement:
        return self.items[0]

    @property
    def last(self) -> Improvement | None:
        """The greatest, where it reads otherwise than the least."""
        return self.items[-1] if self.items[-1].factor_text != self.first.factor_text else None

    @property
    def in_doubt(self) -> int:
        """How many of them are to be taken with caution."""
        marks = [item.mark() for item in self.items]
        return sum(mark is not None and mark.outcome != "comparable" for mark in marks)


@dataclass(frozen=True)
class Effect:
    """One specimen against one control, topic by topic; none where no values can be compared."""

    pair: str
    control: RecordLink
    kind: str
    topics: tuple[TopicEffect, ...]


@dataclass(frozen=True)
class SpecimenEffects:
    """A specimen, what its source did to it in words, and how it stands to its controls."""

    specimen: RecordLink
    source: RecordLink
    strategy: str
    done: tuple[str, ...]
    effects: tuple[Effect, ...]


def effects_of(
    specimens: Sequence[Material],
    done: Mapping[int, Sequence[str]],
    pairs: Sequence[Pair],
    shown: Mapping[int, Sequence[MeasurementView]],
) -> list[SpecimenEffects]:
    """The specimens that something was done to, in their order.

    `done`: key of a specimen → its defects and modifications in words; `pairs` with both materials, `shown` with the
    values of these. Pairs of different compounds are no effect of what was done, and left out.
    """
    by_modified: dict[int, list[Effect]] = {}
    for pair in pairs:
        if pair.kind == compare.DIFFERENT_COMPOUND:
            continue
        found = compare.improvements_of(pair, shown.get(pair.modified_id, ()), shown.get(pair.control_id, ()))
        effect = Effect(
            pair.public_id,
            RecordLink.to_material(pair.control),
            str(pair.get_kind_display()),
            tuple(_topics([item for item in found if item.is_shown and item.allowed])),
        )
        by_modified.setdefault(pair.modified_id, []).append(effect)
    return [
        SpecimenEffects(
            RecordLink.to_material(one),
            RecordLink.to_source(one.source),
            one.strategy,
            tuple(done.get(one.pk, ())),
            tuple(by_modified.get(one.pk, ())),
        )
        for one in specimens
        if done.get(one.pk) or one.strategy or one.pk in by_modified
    ]


def _topics(items: Sequence[Improvement]) -> list[TopicEffect]:
    """The items by topic, and in it by all that forbids a comparison: Li⁺ and Mg²⁺, measured and computed, ratios and
    differences are no range."""
    topics: dict[str, dict[tuple[object, ...], list[tuple[Improvement, MeasurementView]]]] = {}
    for item in items:
        if item.modified is not None:  # as every factor has
            kind = (item.is_factor, *kind_of(compare.context_of(item.modified)))
            topics.setdefault(item.label, {}).setdefault(kind, []).append((item, item.modified))
    return [
        TopicEffect(
            topic,
            tuple(sorted((item for item, _ in own), key=_size)),
            tuple(kind_in_words([value for _, value in own])),
        )
        for topic, kinds in topics.items()
        for own in kinds.values()
    ]


def _size(item: Improvement) -> float:
    """By which factors, or differences, of one topic are ordered."""
    found = (item.result.improvement or item.result.difference) if item.result else None
    if found is None:
        return 0.0
    ends = [end for end in (found.low, found.high) if end is not None]
    return found.value if found.value is not None else sum(ends) / len(ends)
