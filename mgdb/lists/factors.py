"""How the pairs of a list stand to each other: of each property with a better side one factor of the modified material.

A factor depends on the values of both materials, so nothing of it is stored: it is made for the pairs of a page, or for
some hundred pairs of a file at a time, by the rules of comparability by which the page of a pair shows it, and kept
while the data stay as they are. Rows are sorted by it; those without one come last.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from mgdb import compare
from mgdb.compare import Improvement, VerdictMark
from mgdb.models import Measurement, Pair, ReportedFactor
from mgdb.presentation import Line, MeasurementView, TableCell, TextSpan, plain_span
from mgdb.projection.lists import ListColumn, ListType, property_columns
from mgdb.projection.lists.types.pairs import NAMES
from mgdb.records import RecordType
from mgdb.science import typeset
from mgdb.science.markup import escaped
from mgdb.science.properties import PROPERTIES
from mgdb.science.quantity import Quantity, middle
from mgdb.search import ORDERING, InvalidQuery, ParameterProblem
from mgdb.search.factors import FACTORS as KEYS
from mgdb.search.factors import LARGEST
from mgdb.search.given_numbers import GivenNumbers

from .known import Known

MEMBER = "factors"  # of an answer of the API
MOST, AT_ONCE = 5_000, 500  # pairs that are sorted; made together
MOST_LINES = 2  # properties in the one column of all factors
COMPARABLE, NOT = "comparable", "not"


@dataclass(frozen=True, slots=True)
class Factor:
    """The factor of a pair for one property. bound: with “≥” where only the modified material was cycled longer; mark:
    whether the two values may be compared; conditions: of the modified value, what the property depends on; modified,
    control: ids of the two values; unknown: what is not stated for both; of: how many factors of the property there
    are, of which this is one."""

    property_key: str
    topic: str
    shown: TextSpan
    quantity: Quantity
    bound: str
    mark: VerdictMark
    conditions: tuple[TextSpan, ...]
    note: str
    modified: str
    control: str
    unknown: tuple[str, ...]
    of: int


@dataclass(frozen=True, slots=True)
class OfPair:
    """What is known of a pair: its factors by property, those with the least open first; where there is none, why the
    nearest attempt gives none, if both materials have values of a property, and what else there is: the factors that
    sources state, or the values of the one side that has some."""

    factors: Mapping[str, Factor] = field(default_factory=dict)
    refusal: VerdictMark | None = None
    instead: tuple[Line, ...] = ()


NOTHING = OfPair()
# The factors that sources state of the modified material against this control.
STATED = ArraySubquery(
    ReportedFactor.objects.published()
    .filter(material=OuterRef("modified"), relative_to=OuterRef("control"))
    .order_by("pk")
    .values(row=JSONObject(id="public_id", key="property_key", printed="printed"))
)
_known: Known[OfPair] = Known()


def of_pairs(keys: Collection[int]) -> dict[int, OfPair]:
    """key of a pair → its factors."""
    return {key: found or NOTHING for key, found in _known.of(list(keys), _made, at_once=AT_ONCE).items()}


def known(keys: Collection[int], token: str) -> dict[int, OfPair] | None:
    """The same from memory alone, of the version `token` of the data; None where not all is known."""
    found = _known.held(keys, token)
    return None if found is None else {key: one or NOTHING for key, one in found.items()}


def forget() -> None:
    """What memory knows of factors."""
    _known.forget()


def _made(keys: Sequence[int]) -> dict[int, OfPair]:
    rows = Pair.objects.published().filter(pk__in=keys).annotate(stated=STATED)
    pairs = list(rows.select_related("modified", "control"))
    materials = {one.pk: one for pair in pairs for one in (pair.modified, pair.control)}
    shown = compare.shown_of(Measurement.objects.published().of(*KEYS.values()), list(materials.values()))
    found = {}
    for pair in pairs:
        sides = shown[pair.modified_id], shown[pair.control_id]
        known = _of_pair(pair, compare.improvements_of(pair, *sides))
        if not known.factors:
            own = [row for row in pair.stated if pair.covers(row["key"])]  # type: ignore[attr-defined]
            known = replace(known, instead=tuple(map(_stated, own)) or tuple(_one_sided(pair, *sides)))
        found[pair.pk] = known
    return found


def _stated(row: Mapping[str, str]) -> Line:
    printed = TextSpan(typeset.html(row["printed"]), typeset.unicode(row["printed"]), "factor", row["id"])
    return (plain_span(PROPERTIES[row["key"]].label), printed, plain_span("as stated", "soft"))


def _one_sided(pair: Pair, modified: Sequence[MeasurementView], control: Sequence[MeasurementView]) -> Iterator[Line]:
    """The values of a property of which only one of the two has any."""
    for values, others, absent in ((modified, control, "control"), (control, modified, "modified")):
        there = {one.property_key for one in others}
        for one in values:
            if one.property_key not in there and pair.covers(one.property_key):
                value = TextSpan(one.html, one.text, "name", one.id)
                # what is told in relation to something needs no number of that
                rest = () if one.kind == "relation" else (plain_span(f"{absent} not reported", "soft"),)
                yield (plain_span(one.label), value, *rest)


def _of_pair(pair: Pair, improvements: Sequence[Improvement]) -> OfPair:
    of_property: dict[str, list[Improvement]] = {}
    for one in improvements:
        if one.is_shown and one.result is not None and one.result.improvement is not None:
            of_property.setdefault(one.property_key, []).append(one)
    factors = [_factor(pair, several) for key, several in of_property.items() if key in KEYS.values()]
    factors.sort(key=lambda one: (one.mark.outcome != COMPARABLE, -_size(one.quantity)))
    if factors:
        return OfPair({one.property_key: one for one in factors})
    marks = [mark for one in improvements if one.is_shown and (mark := one.mark())]
    return OfPair(refusal=next((mark for mark in marks if mark.outcome == NOT), None))


def _size(factor: Quantity) -> float:
    """How far a factor is from 1, either way."""
    number = middle(factor)
    return abs(math.log(number)) if number and number > 0 else 0.0


def _factor(pair: Pair, several: Sequence[Improvement]) -> Factor:
    """The factor with the least that is open: comparable before with caution, then the fewest unknown conditions, then
    the first."""
    chosen = min(several, key=lambda one: (_caution(one) != "", len(one.unknown)))
    modified, control, mark = chosen.modified, chosen.control, chosen.mark()
    assert chosen.result is not None
    factor = chosen.result.improvement
    assert factor is not None
    assert modified is not None
    assert control is not None
    assert mark is not None
    return Factor(
        chosen.property_key,
        chosen.label,
        TextSpan(chosen.factor_html, chosen.factor_text, "factor", id=pair.public_id),
        factor,
        "≥" if chosen.at_least and factor.bound == "=" else factor.bound,
        mark,
        tuple(property_columns.condition_spans(modified, PROPERTIES[chosen.property_key])),
        note(chosen, len(several)),
        modified.id,
        control.id,
        chosen.unknown,
        len(several),
    )


def _caution(one: Improvement) -> str:
    mark = one.mark()
    return "" if mark is None or mark.outcome == COMPARABLE else mark.word


def note(one: Improvement, of: int) -> str:
    """What stands with a factor: which test, the factor as pages print it, the two values and the conditions of the
    modified one, what is open, and of how many factors of the property it is one."""
    values = (one.modified, one.control)
    against = " against ".join(value.text for value in values if value is not None)
    under = one.modified.qualifiers_text if one.modified is not None else ""
    words = [
        f"{one.label} {one.factor_text}",
        against,
        under,
        one.reason,
        _caution(one),
        f"not stated: {', '.join(one.unknown)}" if one.unknown else "",
        f"one of {of} factors" if of > 1 else "",
    ]
    return "; ".join(filter(None, words))


def by_any_key(keys: Collection[int]) -> dict[int | str, OfPair]:
    """The same by key and by id, for lines of files have these."""
    found = of_pairs(keys)
    ids = Pair.objects.filter(pk__in=list(keys)).values_list("pk", "public_id")
    return {name: found[key] for key, public_id in ids for name in (key, public_id)}


# ---- columns
def of_file(list_type: ListType) -> tuple[ListColumn, ...]:
    """The columns that files of the list have beside those that it declares."""
    return tuple(one for one in list_type.made_columns if one.factor_of)


def of_page(list_type: ListType, properties: Sequence[str]) -> list[str]:
    """The keys of the columns that pages show unasked: of the `properties` asked for, else the one of all."""
    asked = [one.key for one in list_type.made_columns if one.factor_of in properties]
    return asked or [one.key for one in list_type.made_columns if not one.factor_of]


def cell(found: OfPair, column: str) -> TableCell:
    """The cell of a pair in a column of factors."""
    if column == LARGEST:
        return _of_all(found)
    factor = found.factors.get(KEYS[column])
    if factor is None:
        return TableCell()
    quantity = factor.quantity
    numbers = (quantity.value, quantity.low, quantity.high, factor.bound, quantity.approximate)
    more = (factor.note, factor.mark.word, factor.modified, factor.control)
    data = dict(zip((f"{column}{name}" for name in NAMES), (*numbers, *more), strict=True))
    lines = [(factor.shown, _marked(factor.mark, factor.shown.id))]
    return TableCell((*lines, factor.conditions) if factor.conditions else (*lines,), data)


def _of_all(found: OfPair) -> TableCell:
    factors = list(found.factors.values())
    if not factors:
        refusal: list[Line] = [(plain_span(found.refusal.word, "soft"),)] if found.refusal else []
        return TableCell(tuple(_cut([*refusal, *found.instead])), {LARGEST: None})
    lines: list[Line] = [(plain_span(one.topic), one.shown, _marked(one.mark, one.shown.id)) for one in factors]
    said = "; ".join(f"{one.topic} {one.shown.text}, {one.mark.word}" for one in factors)
    return TableCell(tuple(_cut(lines)), {LARGEST: said})


def _cut(lines: Sequence[Line]) -> list[Line]:
    """The first MOST_LINES, and how many more there are."""
    shown = [*lines[:MOST_LINES]]
    if (more := len(lines) - MOST_LINES) > 0:
        shown[-1] = (*shown[-1], plain_span(f"+{more} more", "soft"))
    return shown


def _marked(mark: VerdictMark, pair: str) -> TextSpan:
    """The sign of the verdict, which leads to the pair; its words are shown on hover."""
    return TextSpan(
        escaped(mark.word), mark.word, "mark", pair, tone=mark.outcome, glyph=mark.glyph, explanation=mark.explanation
    )


# ---- to sort by
def given(record_type: RecordType) -> dict[str, GivenNumbers]:
    """What a query sorts pairs by, beside their columns."""
    return {name: partial(numbers, name=name) for name in (LARGEST, *KEYS)} if record_type.model is Pair else {}


def numbers(rows: QuerySet[Any], *, name: str) -> dict[int, float]:
    """key → the factor of those of `rows` that have one, of a range the middle of its logarithm; of all factors of a
    pair the largest. Raises InvalidQuery where there are more than MOST pairs."""
    keys = list(rows.values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        most = f"{MOST:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
        reason = f"more than {most} pairs match; at most so many are sorted by their factors. Narrow the question."
        raise InvalidQuery([ParameterProblem(ORDERING, name, reason)])
    found = {}
    for key, of_pair in of_pairs(keys).items():
        chosen = of_pair.factors.values() if name == LARGEST else filter(None, [of_pair.factors.get(KEYS[name])])
        if known := [number for one in chosen if (number := middle(one.quantity)) is not None]:
            found[key] = max(known)
    return found


# ---- answers of the API
def member(found: OfPair) -> list[dict[str, Any]]:
    """What the API says of the factors of a pair."""
    return [
        {
            "property": one.property_key,
            "topic": one.topic,
            "value": one.quantity.value,
            "value_min": one.quantity.low,
            "value_max": one.quantity.high,
            "bound": one.bound,
            "approximate": one.quantity.approximate,
            "text": one.shown.text,
            "verdict": one.mark.word,
            "explanation": one.mark.explanation,
            "not_stated": list(one.unknown),
            "modified_value": one.modified,
            "control_value": one.control,
            "of": one.of,
        }
        for one in found.factors.values()
    ]
