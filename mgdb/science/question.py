"""What a line typed into the search asks for: properties, methods, classes, conditions, and the words that are left.

“conductivity of MgSc2Se4 at 60 °C” asks for two properties, at a temperature, of what mentions MgSc2Se4.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from . import ions, units
from .conditions import CONDITIONS
from .extraction.cues import CONDITION_OF
from .field_names import Concept, concepts_named
from .properties import PROPERTIES
from .property_names import named_in, parts
from .spellings import FILLING, GERMAN
from .typeset import plain

Order = Literal["", "best", "highest", "lowest"]

_ORDERS: Final[Mapping[str, Order]] = {
    **dict.fromkeys(("best", "top", "record"), "best"),
    **dict.fromkeys(("highest", "largest", "greatest", "maximum", "max", "fastest"), "highest"),
    **dict.fromkeys(("lowest", "smallest", "minimum", "min", "least"), "lowest"),
}
_GREEK: Final = {"sigma": "σ", "eta": "η", "epsilon": "ε", "theta": "θ", "lambda": "λ"}
_NUMBER: Final = re.compile(r"(?P<number>[<>≤≥~≈]?\d+(?:\.\d+)?)\s*(?P<unit>[^\d\s].*)\Z")
_MORE: Final = (">", "≥", ">=", "above", "over", "more than", "at least", "greater than", "higher than", "exceeding")
_LESS: Final = ("<", "≤", "<=", "below", "under", "less than", "at most", "lower than", "smaller than")
_LIMIT: Final = re.compile(
    rf"(?P<sign>{'|'.join(map(re.escape, sorted((*_MORE, *_LESS), key=len, reverse=True)))}|)\s*"
    r"(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*(?P<unit>[^\d\s].*)",
    re.IGNORECASE,
)
_ROOM: Final = ({"rt"}, {"room", "temperature"}, {"ambient", "temperature"})
_LONGEST: Final = 6  # words of a name


@dataclass(frozen=True)
class AskedCondition:
    """A condition that a value shall have: its key, and its number and unit as typed."""

    key: str
    printed: str

    @property
    def label(self) -> str:
        """The condition in words: “temperature 60 °C”."""
        label = CONDITIONS[self.key].label
        return f"{label.lower() if label[1:2].islower() else label} {self.printed}"


@dataclass(frozen=True)
class AskedLimit:
    """A least or greatest number that values shall have, and its unit."""

    is_least: bool
    number: str
    unit: str

    @property
    def label(self) -> str:
        """The limit in words: “300 mAh/g or more”."""
        return f"{self.number} {self.unit} or {'more' if self.is_least else 'less'}"


@dataclass(frozen=True)
class Question:
    """What is asked.

    properties: keys, those that most words name. naming: the folded words that name them. terms: vocabulary → keys of
    its terms. conditions, and `unclear` ones, which can be read in several ways. limits: of the values of the
    properties. rest: the other words, as typed.
    """

    properties: tuple[str, ...] = ()
    naming: frozenset[str] = frozenset()
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    conditions: tuple[AskedCondition, ...] = ()
    unclear: tuple[AskedCondition, ...] = ()
    order: Order = ""
    rest: str = ""
    limits: tuple[AskedLimit, ...] = ()


def read(text: str, vocabularies: Collection[str]) -> Question:
    """What `text` asks for; a name that only one of `vocabularies` has is its term, any other stays a word.

    Worked: "GITT of TiO2" → the method, and the word TiO2; "best cathode capacity" → the capacities of what serves as a
    cathode, the best first; "b-value" → that property.
    """
    words = text.split()
    spans = list(_spans(words))
    outside = [place for place in range(len(words)) if not any(place in span for span, _ in spans)]
    expanded = {place: _expanded(words[place]) for place in outside}
    named = named_in(" ".join(expanded.values())) or _by_unit([words[place] for place in outside])
    naming = frozenset().union(*named.values()) if named else frozenset()
    read_as = [[one for one in found if _matters(one.key, tuple(named))] for _, found in spans]
    taken = {place for (span, _), found in zip(spans, read_as, strict=True) if found for place in span}
    limits = dict(_limits(words, taken, tuple(named)))
    apart = [place for place in outside if not any(place in span for span in limits)]
    order: Order = ""
    if named:
        order = next((_ORDERS[plain(words[place])] for place in apart if plain(words[place]) in _ORDERS), "")
    taken |= {place for place in outside if set(parts(expanded[place])) <= naming | FILLING}
    taken |= {place for place in outside if order and plain(words[place]) in _ORDERS}
    taken |= {place for span in limits for place in span}
    left = [place for place in range(len(words)) if place not in taken]
    terms, left = _terms(words, left, vocabularies)
    claimed = {place: key for place in left if "ions" in vocabularies and (key := _ion(words[place]))} if named else {}
    terms |= {"ions": tuple(claimed.values())} if claimed else {}
    rest = " ".join(words[place] for place in left if place not in claimed)
    asked = tuple(found[0] for found in read_as if len(found) == 1)
    unclear = tuple(one for found in read_as if len(found) > 1 for one in found)
    return Question(tuple(named), naming, terms, asked, unclear, order, rest, tuple(filter(None, limits.values())))


def telling(words: Sequence[str]) -> list[str]:
    """The words that say what is looked for; all of them where none does."""
    return [word for word in words if plain(word) not in FILLING] or list(words)


def _expanded(word: str) -> str:
    """A typed word as properties are named: σ for sigma, Coulombic efficiency for CE, English for German."""
    folded = plain(word)
    if folded in _GREEK or folded in GERMAN:
        return _GREEK.get(folded) or GERMAN[folded]
    meant = [one for one in concepts_named(word) if one.vocabulary == "words" and word.isupper()]
    return meant[0].names[0] if len(meant) == 1 else word


def _by_unit(words: Sequence[str]) -> dict[str, frozenset[str]]:
    """The properties that are given in a unit that stands among `words`.

    One letter may be anything, but V before “vs” is a unit.
    """
    for start in range(len(words)):
        for stop in (start + 2, start + 1):
            text = " ".join(words[start:stop])
            is_potential = text == "V" and plain(" ".join(words[stop : stop + 1])) in ("vs", "vs.", "versus")
            spelled = units.known_unit(text) if is_potential or (len(text) > 1 and stop <= len(words)) else ""
            if spelled and spelled != "1":
                keys = [key for key, entry in PROPERTIES.items() if spelled in entry.accepted_units]
                return dict.fromkeys(keys, frozenset(parts(text)))
    return {}


def _ion(word: str) -> str:
    """The key of the ion that `word` is; empty for what has no charge."""
    try:
        return ions.read(word)
    except ions.IonError:
        return ""


def _spans(words: Sequence[str]) -> Iterator[tuple[range, list[AskedCondition]]]:
    """The places of words that together state a condition, and the conditions that they may be; with “after”, too."""
    place = 0
    while place < len(words):
        first = place + (plain(words[place]) in ("after", "in"))
        for stop in (first + 3, first + 2, first + 1):
            if stop <= len(words) and (found := list(_read_as(words[first:stop]))):
                yield range(place, stop), found
                place = stop
                break
        else:
            place += 1


def _read_as(words: Sequence[str]) -> Iterator[AskedCondition]:
    """The conditions that `words` as a whole may state."""
    if {plain(word) for word in words} in _ROOM:
        yield AskedCondition("temperature", "room temperature")
    match = _NUMBER.match(" ".join(words))
    if match is None:
        return
    number, unit = match["number"], match["unit"]
    if plain(unit) in ("cycle", "cycles"):
        yield AskedCondition("cycle_number", number)
    for dimension, key in CONDITION_OF.items():
        spelled = units.known_unit(unit, dimension)
        if spelled in CONDITIONS[key].accepted_units:
            yield AskedCondition(key, f"{number} {spelled}")


def _limits(
    words: Sequence[str], taken: set[int], properties: Sequence[str]
) -> Iterator[tuple[range, AskedLimit | None]]:
    """The places of words that together are a number in a unit of the properties, and the limit that it is; none where
    no word or sign says whether more or less is meant."""
    place = 0
    while place < len(words):
        for stop in range(min(len(words), place + _LONGEST), place, -1):
            match = _LIMIT.fullmatch(" ".join(words[place:stop])) if taken.isdisjoint(range(place, stop)) else None
            if match and (unit := _unit_of(match["unit"], properties)):
                sign = match["sign"].lower()
                yield range(place, stop), AskedLimit(sign in _MORE, match["number"], unit) if sign else None
                place = stop - 1
                break
        place += 1


def _unit_of(text: str, properties: Sequence[str]) -> str:
    """The unit that `text` is, where one of the properties has it."""
    spelled = units.known_unit(text.rstrip(",;?"))
    return spelled if any(spelled in PROPERTIES[key].accepted_units for key in properties) and spelled != "1" else ""


def _matters(key: str, properties: Sequence[str]) -> bool:
    """Whether values of one of `properties` are told apart by the condition `key`."""
    return any(
        key in entry.needed_conditions or CONDITIONS[key].relevance.is_asked(key, entry, ["measured"])
        for entry in map(PROPERTIES.__getitem__, properties)
    )


def _terms(
    words: Sequence[str], left: Sequence[int], vocabularies: Collection[str]
) -> tuple[dict[str, tuple[str, ...]], list[int]]:
    """The terms that the words at `left` name, by their vocabulary, and what is left then."""
    terms: dict[str, tuple[str, ...]] = {}
    kept: list[int] = []
    start = 0
    while start < len(left):
        for stop in range(min(len(left), start + _LONGEST), start, -1):
            found = concepts_named(" ".join(words[place] for place in left[start:stop]))
            if found and (vocabulary := _only(found, vocabularies)):
                terms[vocabulary] = (*terms.get(vocabulary, ()), *(one.key for one in found))
                start = stop
                break
        else:
            kept.append(left[start])
            start += 1
    return terms, kept


def _only(found: Sequence[Concept], vocabularies: Collection[str]) -> str:
    """The vocabulary that all of `found` are terms of, where it is one of `vocabularies`; else empty."""
    [*all_of] = {one.vocabulary for one in found}
    return all_of[0] if len(all_of) == 1 and all_of[0] in vocabularies else ""
