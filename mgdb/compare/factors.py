"""How a modified material stands to its controls: factors by the rules of comparability, or why there is none."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mgdb.models import Pair, ReportedFactor
from mgdb.presentation import TERMS_NOT_SHOWN, MeasurementView, RecordLink
from mgdb.science import battery_chemistry, properties, typeset, vocabulary
from mgdb.science import conditions as condition_catalogue
from mgdb.science.comparability import DIMENSIONS_COMPARED, Compared, Context, FactorResult, Verdict, factor, verdict
from mgdb.science.markup import Html

from .measurement_context import context_of
from .verdict_marks import VerdictMark, doubts_of, verdict_mark

STEP_LABELS = dict(condition_catalogue.get("test_step").choices)
# Beside another step of the same name the word “test” says nothing.
SHORT_STEPS = {"rate": "rate", "recovery": "recovery"}
NBSP = "\N{NO-BREAK SPACE}"
Topic = tuple[str, str]  # property key, test step


@dataclass(frozen=True, slots=True)
class Improvement:
    """A modified material against one control, for one property and step of a test.

    factor_html, factor_text: “≈ 2.2×”, or the difference “+0.35 Å” of a property without a better side; empty where
    there is none; reason: why there is none, or at which cycles the
    factor holds; remark: how the control differs in kind; modified, control: the two values; differing, unknown:
    the dimensions in which their conditions differ or are not known. Not shown: an attempt that adds nothing to those
    that are, kept for what differs in it.
    """

    property_key: str
    step: str
    topic: str
    against: RecordLink
    kind: str
    factor_html: Html
    factor_text: str
    at_least: bool
    reason: str
    remark: str
    modified: MeasurementView | None
    control: MeasurementView | None
    differing: tuple[Compared, ...] = ()
    unknown: tuple[str, ...] = ()
    pair: str = ""
    is_shown: bool = True
    result: FactorResult | None = field(default=None, repr=False)
    compared: Verdict | None = field(default=None, repr=False)

    @property
    def label(self) -> str:
        """The topic where it stands by itself: “Specific capacity (rate test)”, “rate” in tables."""
        return topic_in_words((self.property_key, self.step))

    @property
    def allowed(self) -> bool:
        return bool(self.factor_text)

    @property
    def is_factor(self) -> bool:
        """Whether it is a factor; else it is a difference, or nothing."""
        return self.result is not None and self.result.is_factor

    def mark(self, stated_elsewhere: Collection[str] = ()) -> VerdictMark | None:
        """Whether the two values may be compared, and why; None where one of them is missing."""
        if self.compared is None or self.modified is None or self.control is None:
            return None
        return verdict_mark(
            self.compared,
            property=self.property_key,
            step=self.modified.step,
            allowed=self.allowed,
            at_least=self.at_least,
            reason=self.reason,
            differences=_differences(self.differing),
            stated_elsewhere=stated_elsewhere,
            doubts=doubts_of({"the modified value": self.modified, "the control value": self.control}),
        )


@dataclass(frozen=True, slots=True)
class Reported:
    """A factor as a source states it, for showing beside the recomputed one.

    ion: as claimed, in words; empty where none is stated. chemistry: the key of the battery chemistry that it tells.
    """

    id: str
    material: RecordLink
    property_key: str
    label: str
    printed: str
    relative: Html
    relative_text: str
    ion: str
    chemistry: str
    locator: str
    document: RecordLink


def improvements_of(
    pair: Pair,
    modified: Sequence[MeasurementView],
    control: Sequence[MeasurementView],
    *,
    with_suspect: bool = False,
) -> list[Improvement]:
    """Each topic that the modified material has a value of, against the control of `pair`; suspect values have factors
    only `with_suspect`.

    For every modified value the best matching control value is taken. All factors that the rules allow are shown;
    where there is none, the closest attempt tells why.
    """
    own, others = _by_topic(modified, pair), _by_topic(control, pair)
    found: list[Improvement] = []
    for topic in [*own, *(topic for topic in others if topic not in own)]:
        if topic not in others or topic not in own:
            absent = "control" if topic in own else "modified material"
            found.append(_none(pair, topic, _missing(topic, absent)))
            continue
        controls = [(value, context_of(value)) for value in others[topic]]
        attempts = [_attempt(pair, topic, value, controls, with_suspect) for value in own[topic]]
        allowed = [attempt for attempt in attempts if attempt.allowed] or [min(attempts, key=_distance)]
        found += [attempt if attempt in allowed else replace(attempt, is_shown=False) for attempt in attempts]
    return found


def improvements(
    pairs: Iterable[Pair],
    shown: Mapping[int, Sequence[MeasurementView]],
    topics: Sequence[Topic] = (),
    *,
    with_suspect: bool = False,
) -> dict[int, list[Improvement]]:
    """Key of a modified material → its improvements over every control that is among `shown` (material key → values).

    With `topics`, of these alone and in their order.
    """
    result: dict[int, list[Improvement]] = {}
    for pair in pairs:
        if pair.modified_id not in shown or pair.control_id not in shown:
            continue
        values, controls = shown[pair.modified_id], shown[pair.control_id]
        if topics:
            values, controls = (
                [item for item in items if (item.property_key, item.step) in topics] for items in (values, controls)
            )
        result.setdefault(pair.modified_id, []).extend(
            improvements_of(pair, values, controls, with_suspect=with_suspect)
        )
    if topics:
        names = [_topic_label(topic) for topic in topics]
        for found in result.values():
            order = list(dict.fromkeys(item.against.id for item in found))
            found.sort(key=lambda item: (order.index(item.against.id), names.index(item.topic)))
    return result


def _missing(topic: Topic, absent: str) -> str:
    label = _topic_label(topic)
    return f"{label[0].lower() if label[1:2].islower() else label[0]}{label[1:]} value of the {absent} not reported"


def _by_topic(values: Sequence[MeasurementView], pair: Pair) -> dict[Topic, list[MeasurementView]]:
    topics: dict[Topic, list[MeasurementView]] = {}
    for value in values:
        if value.kind == "number" and pair.covers(value.property_key):
            topics.setdefault((value.property_key, value.step), []).append(value)
    return topics


def _attempt(
    pair: Pair,
    topic: Topic,
    value: MeasurementView,
    controls: Sequence[tuple[MeasurementView, Context]],
    with_suspect: bool,
) -> Improvement:
    """`value` against the control value that matches it best."""
    first, attempts = context_of(value), []
    for control, second in controls:
        rows = verdict(first, second)
        result = factor(first, second, with_suspect=with_suspect, compared=rows)
        differing = rows.with_outcome("differs")
        attempts.append(
            Improvement(
                property_key=topic[0],
                step=topic[1],
                topic=_topic_label(topic),
                against=RecordLink.to_material(pair.control),
                kind=pair.kind,
                factor_html=result.html,
                factor_text=result.text,
                at_least=result.at_least,
                reason=_differences(differing) if result.unlike else result.reason,
                remark=_remark(pair),
                modified=value,
                control=control,
                differing=differing,
                unknown=tuple(row.label for row in rows.with_outcome("unknown")),
                pair=pair.public_id,
                result=result,
                compared=rows,
            )
        )
    return min(attempts, key=_distance)


def _differences(differing: Sequence[Compared]) -> str:
    """In what two values differ: “current density 1000 against 100 mA g⁻¹, cycle number 800 against 100”."""
    return ", ".join(differing_text(row) for row in differing)


def differing_text(row: Compared) -> str:
    """One differing dimension in words; a unit that both values share stands once, and is not torn from its number."""
    first, _, unit = row.a.partition(NBSP)
    second, _, other = row.b.partition(NBSP)
    if unit and unit == other:
        return f"{row.label} {first} against {second}{NBSP}{unit.replace(' ', NBSP)}"
    return f"{row.label} {row.a} against {row.b}"


def _distance(item: Improvement) -> tuple[bool, int, float]:
    """How far two values are from comparable: allowed before not, then by what differs, then by the current."""
    first, second = (value.number("current_density") if value else None for value in (item.modified, item.control))
    apart = abs(math.log(first / second)) if first and second else math.inf
    return not item.allowed, len(item.differing), apart


def _none(pair: Pair, topic: Topic, reason: str) -> Improvement:
    return Improvement(
        property_key=topic[0],
        step=topic[1],
        topic=_topic_label(topic),
        against=RecordLink.to_material(pair.control),
        kind=pair.kind,
        factor_html=Html(),
        factor_text="",
        at_least=False,
        reason=reason,
        remark=_remark(pair),
        modified=None,
        control=None,
        pair=pair.public_id,
    )


def _topic_label(topic: Topic) -> str:
    key, step = topic
    if key == "specific_capacity" and step:
        return SHORT_STEPS.get(step, STEP_LABELS.get(step, step))
    return topic_in_words(topic)


def topic_in_words(topic: Topic) -> str:
    """A property and test step where they stand by themselves: “Specific capacity (rate test)”."""
    key, step = topic
    label = properties.get(key).label
    return f"{label} ({STEP_LABELS.get(step, step)})" if step else label


def _remark(pair: Pair) -> str:
    return "" if pair.kind == "pristine" else pair.get_kind_display()


def unknown_everywhere(found: Iterable[Improvement]) -> tuple[str, ...]:
    """The dimensions that are unknown for every factor of `found`, in the order of the rules: to be deduplicated."""
    sets = [set(item.unknown) for item in found if item.result is not None]
    common = set.intersection(*sets) if sets else set()
    return tuple(label for _, label in DIMENSIONS_COMPARED if label in common)


def reported(row: ReportedFactor) -> Reported:
    """A `ReportedFactor`, with its materials, as plain data."""
    relative = row.relative_to.name_html if row.relative_to else typeset.html(row.relative_text)
    plain = row.relative_to.name_unicode if row.relative_to else typeset.unicode(row.relative_text)
    document = RecordLink.to_source(row.document)
    label = properties.get(row.property_key).label
    return Reported(
        row.public_id,
        RecordLink.to_material(row.material),
        row.property_key,
        label,
        row.printed,
        relative,
        plain,
        vocabulary.label(vocabulary.IONS, row.ion) if row.ion not in TERMS_NOT_SHOWN else "",
        battery_chemistry.of_value("", "", row.ion),
        row.locator,
        document,
    )
