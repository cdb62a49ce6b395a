"""The extractor by rules and catalogue: a sentence's prints, each with property, subject and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from mgdb.science.elements import ELEMENTS

from . import cues, tables
from .blocks import blocks_of
from .course import Known, Step, steps
from .denied import is_asked, turned
from .guesses import EARLIER, bare_guesses, guesses, is_loss
from .indirect import bases, endings, lacking, pairs, suspended
from .model import Block, Candidate, Name, Place, Reading, TableBlock
from .nearness import is_compared, nearest
from .ordered import in_order
from .prints import Print, prints_of
from .readings import ends_of, readings_of, rest_of
from .sentences import sentences_of
from .stated import conditions_of, of_end
from .subjects import Mention, formulas_in, is_element
from .whose import all_of, carries, fitting, hardly_carries, is_left, is_metal, is_partner, lists, subject_of, suits
from .words import counted_in

_BACK: Final = 3  # sentences that a property is carried on for
_CHANGE: Final = re.compile(
    r"\b(?:increas|decreas|expan|enlarg|rais|lower|reduc|improv|enhanc|drop|shift|chang|grow|grew|rise|rose|fell|fall|declin|"
    r"shrink|shorten|elongat|boost|prolong|exten|lengthen|doubl|fad|decay|diminish|suppress|alleviat|mitigat|weaken)"
    r"\w*[^;()]{0,70}\(?\Z|\b(?:orders? of magnitude|times)\s?\(\Z",
    re.IGNORECASE,
)
_RANGED: Final = re.compile(r"\b(?:rang|var(?:y|ie)|between|window)\w*[^;]{0,40}\Z", re.IGNORECASE)
_OVER: Final = re.compile(r"^over\s+", re.IGNORECASE)
_FROM: Final = re.compile(r"from\s", re.IGNORECASE)
_OF_CELLS: Final = frozenset(("cell_capacity", "specific_energy", "energy_density"))
_OF_ELEMENTS: Final = frozenset(("dopant_concentration", "elemental_content"))
_ELEMENTS: Final = re.compile(r"\s(?:of )?[A-Z][a-z]?(?:(?:,|,? and|,? or)\s[A-Z][a-z]?)*(?![\w-])")
_AROUND: Final = re.compile(r"\b(?:before and after|without and with|after and before|with and without)\b")


def extract(text: str, names: Sequence[Name] = ()) -> list[Candidate]:
    """The candidates of a text as it stands: `RuleExtractor` on its blocks."""
    return RuleExtractor()(blocks_of(text), names)


_SLASHED: Final = re.compile(r"[0-9]\s?/\s?[0-9]")  # numbers of as many things, which no formula tells apart
_NEAR: Final = 40  # sentences; no paragraph has more, and what only looks like one costs no more for each


class RuleExtractor:
    """Reads by rules and the catalogues alone; the same text gives the same candidates."""

    def __call__(self, blocks: Sequence[Block], names: Sequence[Name] = ()) -> list[Candidate]:
        sentences = list(sentences_of(blocks))
        printed = (cell for block in blocks if isinstance(block, TableBlock) for row in block.rows for cell in row)
        known = Known.of(names, sentences, printed)
        found: list[Candidate] = []
        for step in steps(sentences):
            reader = _SentenceReader(step, known)
            found += reader.candidates()
            reader.tell()
        for number, block in enumerate(blocks):
            if isinstance(block, TableBlock):
                found += tables.candidates(number, block, known.names, known.described)
        return sorted(found, key=lambda one: (one.place.block, one.place.cell or (-1, -1), one.place.start))


class _SentenceReader:
    """One sentence with its mentions and prints, in the light of those before it."""

    def __init__(self, step: Step, known: Known) -> None:
        self.known, names, told = known, known.names, step.told
        self.sentence, self.text, self.names, self.told = step.sentence, step.sentence.text, names, told
        self.cited, self.ahead = step.cited, step.ahead
        self.works = [step.cited, *(works for _, works in reversed(told.trail)), *step.ahead]
        self.chosen: dict[int, str] = {}  # whose each mention is, by where it begins
        parts = [one for one in suspended(self.text, names) if one.keys]
        parts += lacking(self.text, names, [*told.subjects[:3], *names.first])
        self.mentions = [
            one
            for one in names.mentions(self.text)
            if not any(part.start <= one.start and one.end <= part.end for part in parts)
        ]
        self._add(parts)
        for mention in self.mentions:
            self.chosen[mention.start] = self._choose(mention)
        quoted = names.quoted(self.cited)
        is_named = bool(fitting(self.mentions, [], self.text))
        self._add(one for one in known.described.mentions(self.text) if not is_named or quoted.intersection(one.keys))
        self._add(pairs(self.text, self.mentions, self.chosen, told.pair))
        self._add(endings(self.text, names))
        self._add(bases(self.text, self.mentions, names, [*self.chosen.values(), *told.subjects[:3]]))
        named = {one.start: (one, self.chosen[one.start]) for one in self.mentions}
        self._add(known.descriptions.mentions(self.text, named, told.subjects))
        self._add(known.descriptions.planes(self.text))
        short = known.shorts.named(self.text)
        self.prints = prints_of(self.text, lambda before: bare_guesses(self.text, before, short))
        self.cues = (*cues.cues_in(self.text), *short) if self.prints else ()
        found = [guesses(self.text, one, self.cues, told.texts) for one in self.prints]
        self.found = in_order(self.text, self.prints, self.cues, found)

    def _add(self, more: Iterable[Mention]) -> None:
        """Takes mentions of which none has the place yet."""
        for one in more:
            taken = any(one.start < other.end and other.start < one.end for other in self.mentions)
            if one.keys and not taken:
                self.mentions.append(one)
                self.chosen[one.start] = self._choose(one)
        self.mentions.sort(key=lambda one: one.start)

    def _choose(self, mention: Mention) -> str:
        return self.names.choose(mention, self.works, self.told.subjects, self.text, self.told.before)

    def candidates(self) -> Iterator[Candidate]:
        for one, keys in zip(self.prints, self.found, strict=True):
            yield from self._of_print(one, keys)
        yield from self._of_counts()

    def _of_print(self, one: Print, keys: list[str]) -> Iterator[Candidate]:
        condition = "" if keys or not one.spelled else cues.condition_with(one.spelled)
        subjects, is_named = self._subjects(one, keys)
        no_formula = any(subjects) or is_named or _SLASHED.search(self.text, max(0, one.start - 2), one.end + 2)
        formula = "" if no_formula else _formula(self.text, one)
        conditions = conditions_of(self.text, one, self.prints, self.found) if keys else ()
        parts = list(_parts(self.text, one))
        around = _AROUND.search(self.text) if one.members == 2 else None
        if subjects[0] and (len(parts) == 2 or around):
            ends: tuple[str, ...] = self.names.base_and_changed(
                subjects[0], [*self.names.first] if around else self._near()
            )
            if around:  # “0.3 and 0.7 before and after the addition of A”
                falls = around[0].startswith(("after", "with "))
                ends = (ends[one.member != falls],)
            placed = list(zip(parts, ends, strict=False))
        else:
            placed = [(part, subject) for part in parts for subject in subjects]
        for (part, value), subject in placed:
            end = next(number for number, (other, _) in enumerate(parts) if other is part)
            yield Candidate(
                self._place(part, one),
                one.words or value,
                one.unit,
                self._readings(one, value, keys[0] if keys else condition),
                tuple(keys),
                subject,
                formula,
                of_end(conditions, end, len(parts)),
                condition,
                self.sentence.locator,
            )

    def _place(self, part: Print, one: Print) -> Place:
        has_unit = part.member == part.members - 1 and part.middle == one.middle
        return self.sentence.place(part.start, max(part.middle, one.end) if has_unit else part.middle)

    def _readings(self, one: Print, value: str, key: str) -> tuple[Reading, ...]:
        if key == "capacity_retention" and is_loss(self.text, one):
            return rest_of(value, one.unit)
        if said := turned(self.text, one):
            plain = readings_of(key, value, one.unit, one.spelled) if is_asked(self.text, one) else ()
            return (*_spelled(key, said, one), *plain)
        if one.spelled == "cycles" and (bare := _OVER.sub("", value)) != value:  # during them, or more than that
            return (*readings_of(key, value, one.unit, one.spelled), *_spelled(key, bare, one))
        if one.power:
            return _spelled(key, value + one.power, one)
        readings = readings_of(key, value, one.unit, one.spelled)
        if one.words:
            return tuple(replace(reading, spelling=value) for reading in readings)
        if _FROM.match(value) and not _RANGED.search(self.text[: one.start]):  # a range, or what changes
            for end in ends_of(value):
                readings += tuple(
                    replace(reading, spelling=end) for reading in readings_of(key, end, one.unit, one.spelled)
                )
        return readings

    def _subjects(self, one: Print, keys: list[str]) -> tuple[tuple[str, ...], bool]:
        """Whose a print is, by the names of its sentence, else by what was cited or spoken of; whether a name says."""
        subjects, is_named = self._named_or_spoken_of(one, keys)
        if keys and keys[0] in _OF_CELLS:
            cells = self.known.cells
            spoken = next(filter(None, (cells.with_part(key) for key in self.told.subjects[:6])), "")
            subjects = tuple(cells.with_part(key) or (key if key in cells.parts else spoken or key) for key in subjects)
        return subjects, is_named

    def _named_or_spoken_of(self, one: Print, keys: list[str]) -> tuple[tuple[str, ...], bool]:
        if keys and keys[0] in _OF_ELEMENTS and (added := self._with_elements(one)):
            return added, True
        possible = self._possible(keys)
        if key := self._in_order(one, possible):
            return (key,), True
        mention = subject_of(one, self.prints, possible, self.mentions, self.text)
        if mention and not is_left(self.text, mention, one, self.prints):
            every = [self._meant(other) for other in all_of(mention, one, possible, self.text)]
            return tuple(dict.fromkeys(every)), True
        if not keys:
            return ("",), False
        others = frozenset(self.chosen[other.start] for other in possible)
        subject = self._spoken_of(keys, others)
        topic = self.told.topic
        if topic and subject in topic.keys:  # which of one name, the words of this sentence may tell
            subject = self._choose(topic)
        return (subject,), False

    def _in_order(self, one: Print, possible: list[Mention]) -> str:
        """Of “respectively” the one at the place of a number, where as many are named as numbers, here or before."""
        count = sum(1 for other in self.prints if other.group == one.group)
        if count < 2 or "respectively" not in self.text[one.end :] or any(lists(self.mentions, self.text)):
            return ""
        if any(is_compared(self.text, other) for other in possible):
            return ""
        named = list(dict.fromkeys(self.chosen[other.start] for other in possible))
        for keys in (named, [] if named else self.told.pair):
            if len(keys) == count:
                return keys[one.member]
        return ""

    def _possible(self, keys: list[str]) -> list[Mention]:
        """The mentions that a value may be of, without those that hardly have it where another may be meant."""
        possible = fitting(self.mentions, keys, self.text)
        if not keys:
            return possible
        suited = [one for one in possible if self._may_carry(self.chosen[one.start], keys, is_metal(self.text, one))]
        parts = list(self.known.descriptions.absorbed(self.text, suited, self.chosen))
        suited = [one for one in suited if one not in parts]
        topic = next((key for key in self.told.subjects[:1] if self._may_carry(key, keys)), "")
        if topic:
            suited = [one for one in suited if self.chosen[one.start] == topic or not is_partner(self.text, one)]
        return suited if suited or any(self._may_carry(key, keys) for key in self.told.subjects[:3]) else possible

    def _meant(self, mention: Mention) -> str:
        """Whose a mention is; where it is a part of a name, rather what the cited work is about."""
        key = self.chosen[mention.start]
        if not self.cited or self.names.is_whole(mention.text, key):
            return key
        quoted = self.names.quoted(self.cited)
        return next(iter(quoted)) if len(quoted) == 1 and key not in quoted else key

    def _spoken_of(self, keys: list[str], others: frozenset[str] = frozenset()) -> str:
        """What a sentence without a name is about: what the work is about that it cites, or one of those before it, or
        what such a sentence spoke of, the nearest first; none of `others`, which it is compared with."""
        told = self.told

        def may_carry(key: str) -> bool:
            return key not in others and self._may_carry(key, keys)

        behind, ahead = reversed(told.trail[-_NEAR:]), (("", works) for works in self.ahead[:_NEAR])
        for topic, works in (("", self.cited), *behind, *ahead):
            quoted = self.names.of_works([works], told.subjects)
            if topic and (not quoted or topic in self.names.quoted(works)) and may_carry(topic):
                return topic
            if quoted and quoted not in others:
                return quoted
        return next(filter(may_carry, told.subjects), "") or self.known.standing.chief(may_carry)

    def _may_carry(self, key: str, keys: list[str], is_metal: bool = False) -> bool:
        name = self.names.first.get(key, "")
        if not carries(name, keys) or (hardly_carries(name, keys) and not is_metal):
            return False
        return suits(self.names.roles.get(key, frozenset()), keys)

    def _with_elements(self, one: Print) -> tuple[str, ...]:
        """The specimens that hold that much of each of the elements behind a share: “2 at% Bi, In and Sn”."""
        listed = _ELEMENTS.match(self.text, one.end)
        symbols = re.findall("[A-Z][a-z]?", listed[0]) if listed else []
        if not symbols or not all(symbol in ELEMENTS for symbol in symbols):
            return ()
        found = [self.names.holding(symbol, one.value) for symbol in symbols]
        return tuple(found) if all(found) else ()

    def _near(self) -> list[str]:
        """The specimens that a change may be between."""
        return [*self.told.subjects[:6], *self.chosen.values(), *self.names.quoted(self.cited)]

    def _of_counts(self) -> Iterator[Candidate]:
        for one in counted_in(self.text):
            mention = nearest(fitting(self.mentions, [one.key], self.text), self.text, one.start, one.end)
            yield Candidate(
                self.sentence.place(one.start, one.end),
                one.printed,
                "",
                one.readings,
                (one.key,),
                self.chosen[mention.start] if mention else next(iter(self.told.subjects), ""),
                "" if mention else _formula(self.text, Print(one.start, one.end, one.end, "", "")),
                locator=self.sentence.locator,
            )

    def tell(self) -> None:
        """Leaves to the next sentence what this one spoke of."""
        told, text = self.told, self.text
        told.texts = [(age + EARLIER, one) for age, one in [*told.texts, (0.0, text)] if age < _BACK * EARLIER]
        told.before = text
        spoken = fitting(self.mentions, [], text)
        spoken = [one for one in spoken if not is_compared(text, one)] or ([] if told.subjects else spoken[:1])
        for mention in spoken:
            key = self.chosen[mention.start]
            told.subjects = [key, *(one for one in told.subjects if one != key)][:20]
        if spoken:  # what a sentence begins with is what the next one goes on about
            first = self.chosen[spoken[0].start]
            told.topic, told.pair = spoken[0], tuple(dict.fromkeys(self.chosen[one.start] for one in spoken))
            told.subjects = [first, *(one for one in told.subjects if one != first)]
        first = "" if not spoken or is_element(spoken[0].text) else self.chosen[spoken[0].start]
        told.trail.append((first, self.cited))


def _parts(text: str, one: Print) -> Iterator[tuple[Print, str]]:
    """The print, or both ends of “from 25 to 155”, where something changes from the one to the other."""
    before = text[: one.start]
    if _FROM.match(one.value) and _CHANGE.search(before) and not _RANGED.search(before):
        at = 0
        for end in ends_of(one.value):
            start = one.start + one.value.index(end, at)
            at = one.value.index(end, at) + len(end)
            yield replace(one, start=start, middle=start + len(end), value=end), end
        return
    yield one, one.value


def _spelled(key: str, value: str, one: Print) -> tuple[Reading, ...]:
    """The readings of `one` as if `value` was printed, which they are spelled as."""
    found = readings_of(key, value, one.unit, one.spelled)
    return tuple(replace(reading, spelling=reading.spelling or value) for reading in found)


def _formula(text: str, one: Print) -> str:
    mention = nearest(list(formulas_in(text)), text, one.start, one.end)
    return mention.text if mention else ""
