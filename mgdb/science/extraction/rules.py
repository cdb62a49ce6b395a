"""The extractor by rules and catalogue: a sentence's prints, each with property, subject and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from mgdb.science import judgement
from mgdb.science.properties import PROPERTIES, Property
from mgdb.science.properties.model import ELEMENTS, TRANSPORT

from . import cues, tables
from .blocks import blocks_of
from .cues import Cue
from .model import Block, Candidate, Name, TableBlock
from .prints import Print, prints_of
from .readings import ends_of, readings_of
from .sentences import Sentence, sentences_of
from .subjects import Mention, Names, formulas_in, is_compared, is_element, is_ion, nearest
from .words import counted_in

_FAR: Final = 260.0  # beyond which words of one sentence say nothing of a number
_EARLIER: Final = 300.0
_TERM: Final = 40  # characters that a term has at most
_BACK: Final = 3  # sentences that a property is carried on for
_CHANGE: Final = re.compile(
    r"\b(?:increas|decreas|expan|enlarg|rais|lower|reduc|improv|enhanc|drop|shift|chang|grow|grew|rise|rose|fell|fall|declin|"
    r"shrink|shorten|elongat|boost|prolong|exten|lengthen|doubl|fad|decay|diminish|suppress|alleviat|mitigat|weaken)"
    r"\w*[^;()]{0,70}\(?\Z|\b(?:orders? of magnitude|times)\s?\(\Z",
    re.IGNORECASE,
)
_RANGED: Final = re.compile(r"\b(?:rang|var(?:y|ie)|between|window)\w*[^;]{0,40}\Z", re.IGNORECASE)
_FROM: Final = re.compile(r"from\s", re.IGNORECASE)
_ROOM: Final = re.compile(r"\b(?:room[ -]temperature|ambient temperature|RT)\b")
# “1 mA cm⁻², 1 mAh cm⁻²”: how much is plated in each half cycle, which is a condition
_BESIDE_CURRENT: Final = re.compile(r"A\s?cm\s?(?:⁻²|[-−–]\s?2)[\s,/(–-]{0,3}(?:and|with|for|at)?[\s(]*\Z")
_OF_ELECTROLYTES: Final = frozenset(("electrochemical_window", "anodic_limit", "solvent_content"))
_OF_PAIR: Final = re.compile(r"\b[Tt]he (former|latter)\b")
_METAL: Final = re.compile(r"\s(?:metal|anode|foil|electrode|batter|is\b|has\b)")
_LEAD: Final = re.compile(r"[^0-9]*")
_ALONE: Final = re.compile(r"\s?[),.;]|\s(?:is|has|was|and)\b")


def extract(text: str, names: Sequence[Name] = ()) -> list[Candidate]:
    """The candidates of a text as it stands: `RuleExtractor` on its blocks."""
    return RuleExtractor()(blocks_of(text), names)


@dataclass(slots=True)
class _Told:
    """What the sentences before leave: the property and subject spoken of, the works cited."""

    paragraph: int = -1
    texts: list[tuple[float, str]] = field(default_factory=list)  # how far back, and what stood there
    subjects: list[str] = field(default_factory=list)
    topic: Mention | None = None  # what the last sentence with a name began with
    pair: tuple[str, ...] = ()  # the two that it named
    cited: list[frozenset[str]] = field(default_factory=list)
    before: str = ""


class RuleExtractor:
    """Reads by rules and the catalogues alone; the same text gives the same candidates."""

    def __call__(self, blocks: Sequence[Block], names: Sequence[Name] = ()) -> list[Candidate]:
        sentences = list(sentences_of(blocks))
        cells = (cell for block in blocks if isinstance(block, TableBlock) for row in block.rows for cell in row)
        known = Names(names, " ".join([*(one.text for one in sentences), *cells]))
        found: list[Candidate] = []
        told = _Told()
        for number, sentence in enumerate(sentences):
            if sentence.paragraph != told.paragraph:
                told = _Told(sentence.paragraph, subjects=told.subjects, topic=told.topic)
            ahead = [one.cited for one in sentences[number + 1 : number + 3] if one.paragraph == sentence.paragraph]
            found += _of_sentence(sentence, known, told, ahead)
        for number, block in enumerate(blocks):
            if isinstance(block, TableBlock):
                found += tables.candidates(number, block, known)
        return sorted(found, key=lambda one: (one.place.block, one.place.cell or (-1, -1), one.place.start))


def _of_sentence(sentence: Sentence, names: Names, told: _Told, ahead: list[frozenset[str]]) -> Iterator[Candidate]:
    text = sentence.text
    mentions = names.mentions(text)
    works = [sentence.cited, *reversed(told.cited), *ahead]
    context = f"{told.before} {text}"
    chosen = {mention.start: names.choose(mention, works, told.subjects, context) for mention in mentions}
    for match in _OF_PAIR.finditer(text):
        ahead_of_it = (
            one for one in mentions if one.end < match.start() and not _OF_PAIR.fullmatch(text, one.start, one.end)
        )
        named = list(dict.fromkeys(chosen[one.start] for one in ahead_of_it)) or list(told.pair)
        if len(named) == 2:
            key = named[match[1] == "latter"]
            mentions.append(Mention(match.start(), match.end(), (key,), names.first[key]))
            chosen[match.start()] = key
    mentions.sort(key=lambda one: one.start)
    prints = prints_of(text, lambda before: _counted(text, before))
    here = cues.cues_in(text) if prints else ()
    found = [_guessed(text, one, here, told) for one in prints]
    cited = names.of_works(works, told.subjects)
    for one, keys in zip(prints, found, strict=True):
        condition = "" if keys else cues.condition_with(one.spelled) if one.spelled else ""
        fitting = _fitting(mentions, keys, text)
        mention = _subject_of(one, prints, found, fitting, text)
        subject = chosen[mention.start] if mention else ""
        if keys and not mention:
            subject = cited or next((key for key in told.subjects if _carries(names.first.get(key, ""), keys)), "")
            if told.topic and subject in told.topic.keys:  # which of one name, the words of this sentence may tell
                subject = names.choose(told.topic, works, told.subjects, context)
        formula = "" if subject or mention else _formula(text, one)
        conditions = _conditions(text, one, prints, found) if keys else ()
        parts = list(_parts(text, one))
        near = (
            *told.subjects[:6],
            *chosen.values(),
            *(key for work in works[0] for key in names.by_work.get(work, ())),
        )
        ends = names.base_and_changed(subject, near) if len(parts) == 2 and subject else (subject, subject)
        for (part, value), subject in zip(parts, ends, strict=False):
            readings = readings_of(keys[0] if keys else condition, value, one.unit, one.spelled)
            if _FROM.match(value) and not _RANGED.search(
                text[: one.start]
            ):  # a range, or what changes from one to the other
                for end in ends_of(value):
                    readings += tuple(
                        replace(reading, spelling=end)
                        for reading in readings_of(keys[0] if keys else condition, end, one.unit, one.spelled)
                    )
            has_unit = part.member == part.members - 1 and part.middle == one.middle
            yield Candidate(
                sentence.place(part.start, max(part.middle, one.end) if has_unit else part.middle),
                value,
                one.unit,
                readings,
                tuple(keys),
                subject,
                formula,
                conditions,
                condition,
                sentence.locator,
            )
    for counted in counted_in(text):
        mention = nearest(_fitting(mentions, [counted.key], text), text, counted.start, counted.end)
        yield Candidate(
            sentence.place(counted.start, counted.end),
            counted.printed,
            "",
            counted.readings,
            (counted.key,),
            chosen[mention.start] if mention else next(iter(told.subjects), ""),
            "" if mention else _formula(text, Print(counted.start, counted.end, counted.end, "", "")),
            (),
            "",
            sentence.locator,
        )
    told.texts = [(age + _EARLIER, one) for age, one in [*told.texts, (0.0, text)] if age < _BACK * _EARLIER]
    told.cited.append(sentence.cited)
    told.before = text
    spoken = _fitting(mentions, [], text)
    spoken = [one for one in spoken if not is_compared(text, one)] or ([] if told.subjects else spoken[:1])
    for mention in spoken:
        key = chosen[mention.start]
        told.subjects = [key, *(one for one in told.subjects if one != key)][:20]
    if spoken:  # what a sentence begins with is what the next one goes on about
        first = chosen[spoken[0].start]
        told.topic, told.pair = spoken[0], tuple(dict.fromkeys(chosen[one.start] for one in spoken))
        told.subjects = [first, *(one for one in told.subjects if one != first)]


def _fitting(mentions: list[Mention], keys: Sequence[str], text: str) -> list[Mention]:
    """The mentions that a value of the property may be of: an ion by itself has a radius and neighbours, the ion that
    moves is no subject of a conductivity; a metal is one where it is called so."""
    if keys and not _carries("Mg", keys):
        return [one for one in mentions if _carries(one.text, keys)]
    of_ions = bool(keys) and (PROPERTIES[keys[0]].group == ELEMENTS or keys[0] == "coordination_number")
    kept = [
        one
        for one in mentions
        if (of_ions or not is_ion(one.text)) and (not is_element(one.text) or _METAL.match(text, one.end) or of_ions)
    ]
    return kept or [one for one in mentions if not is_ion(one.text) and _ALONE.match(text, one.end)]


def _carries(name: str, keys: Sequence[str]) -> bool:
    """Whether a value of the property may be of what is called so: what ions move through is no ion and no metal."""
    through = PROPERTIES[keys[0]].group == TRANSPORT or keys[0] in _OF_ELECTROLYTES
    return not (through and (is_ion(name) or is_element(name)))


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


def _guessed(text: str, one: Print, here: Sequence[Cue], told: _Told) -> list[str]:
    """The properties that a print may be of, the likeliest first."""
    before = text[: one.start]
    if not one.unit and not one.spelled:
        return _counted(text, before)
    entries = cues.properties_with(one.spelled)
    if not entries or (one.spelled in ("%", "°") and cues.is_comparison(before)):
        return []
    fitting = {entry.key: entry for entry in entries}
    scores: dict[str, float] = {}
    last_start = max((cue.end for cue in here if cue.end <= one.start), default=0)
    qualified = text[: one.start + _LEAD.match(one.value).end()]  # type: ignore[union-attr] # “over” of “over 200 h”
    ahead = {(cue.key, cue.start): cue for end in (before, qualified) for cue in cues.cues_before(end)}
    for cue in (*here, *ahead.values()):
        if cue.key in fitting and not any(_holds(other, cue) for other in here):
            score = cue.weight * _closeness(text, one, cue, last_start)
            scores[cue.key] = max(scores.get(cue.key, 0.0), score)
    if not scores or max(scores.values()) <= cues.GENERAL:
        for age, earlier in told.texts:
            for cue in cues.cues_in(earlier):
                if cue.key in fitting and not _is_condition(fitting[cue.key]):
                    scores[cue.key] = max(scores.get(cue.key, 0.0), cue.weight * 0.5 * _EARLIER / age)
    plain = {key: score * _likely(fitting[key], one) for key, score in scores.items() if score >= 0.03}
    plain = {key: score for key, score in plain.items() if score}
    if plain:
        return sorted(plain, key=lambda key: -plain[key])
    if default := cues.default_of(entries):
        return [] if default == "areal_capacity" and _BESIDE_CURRENT.search(before) else [default]
    return [default] if (default := cues.default_in(text, one.spelled, one.value, before)) else []


def _holds(other: Cue, cue: Cue) -> bool:
    """Whether `cue` is, or begins in, longer words: “overpotential” of “nucleation overpotential”, “content of” of
    “water content”."""
    length = other.end - other.start
    if other.key == cue.key or length <= cue.end - cue.start or not other.start <= cue.start < other.end:
        return False
    return length <= _TERM or other.start == cue.start or other.end == cue.end  # more is a phrase around other terms


def _likely(entry: Property, one: Print) -> float:
    """0 where the number can be none of the property, less than 1 where it hardly is: −1.9 eV is no binding energy of
    XPS, 120 % no transference number."""
    judged = judgement.judge(entry, one.value, one.unit or one.spelled)
    if isinstance(judged, judgement.Refusal):
        return 0.0 if judged.outcome == "impossible" else 1.0
    return 0.5 if judged.doubts else 1.0


def _counted(text: str, before: str) -> list[str]:
    """What a bare number is of: by the words before it, or as the one before it in brackets: “DME (7.2), THF (7.4)”."""
    keys = list(cues.without_unit(before, text[len(before) :]))
    if keys or not (before.endswith("(") and re.match(r"[0-9.]+\)", text[len(before) :])):
        return keys
    earlier = list(re.finditer(r"\((?=[0-9.]+\))", before[:-1]))
    return list(cues.without_unit(before[: earlier[-1].end()], text[len(before) :])) if earlier else []


def _is_condition(entry: Property) -> bool:
    """Whether a number of this kind is more often a condition than a result, so that a word near it must say so."""
    return entry.dimension in ("temperature", "number", "time", "percent", "length", "atomic_percent", "mass_percent")


def _closeness(text: str, one: Print, cue: Cue, last: int) -> float:
    """How near words are to a number, from 1 (beside it) to 0; words behind it count less, and other clauses."""
    if cue.end <= one.start:
        between = text[cue.end : one.start]
        distance = float(len(between))
    elif cue.start >= one.end:
        between = text[one.end : cue.start]
        distance = 12 + 1.6 * len(between)
    else:
        return 1.0
    distance += 45 * len(re.findall(r"[;]|,\s(?:and|but|while|whereas)\b|\bwhile\b|\bwhereas\b", between))
    return max(0.0, 1 - distance / _FAR)


def _subject_of(
    one: Print, prints: list[Print], found: list[list[str]], mentions: list[Mention], text: str
) -> Mention | None:
    """The mention that a print is of: of as many names as numbers in the same order, the one at its place."""
    if not mentions:
        return None
    if "respectively" in text[one.end :] or one.members > 1:
        group = [other for other in prints if other.group == one.group]
        if len(group) > 1:
            for listed in _lists(mentions, text):
                if len(listed) == len(group):
                    return listed[one.member]
    group = [other for other in prints if other.group == one.group]
    others = [other.start for other in prints if other.spelled == one.spelled and other.group != one.group]
    return nearest(mentions, text, group[0].start, max(other.end for other in group), others)


def _lists(mentions: list[Mention], text: str) -> Iterator[list[Mention]]:
    """Names that are listed: with nothing but commas and “and” between them."""
    row: list[Mention] = []
    for mention in mentions:
        if row and re.fullmatch(r"\s?(?:,|and|or|,\s?and|/)\s?(?:the\s)?", text[row[-1].end : mention.start]):
            row.append(mention)
            continue
        if len(row) > 1:
            yield row
        row = [mention]
    if len(row) > 1:
        yield row


def _formula(text: str, one: Print) -> str:
    mention = nearest(list(formulas_in(text)), text, one.start, one.end)
    return mention.text if mention else ""


def _conditions(text: str, one: Print, prints: list[Print], found: list[list[str]]) -> tuple[tuple[str, str], ...]:
    """The conditions of a value in its sentence: those behind it, before the next value; else those before it."""
    stated: dict[str, tuple[float, str]] = {}
    listed = {other.group: other.members for other in prints}
    for other, keys in zip(prints, found, strict=True):
        key = "" if keys and other.spelled != "cycles" else cues.condition_with(other.spelled)
        if (
            other is one
            or key == ""
            or (other.members > 1 and other.members == listed.get(one.group) and other.member != one.member)
        ):
            continue
        if other.members > 1 and other.members != one.members:
            continue
        behind = other.start >= one.end
        between = text[one.end : other.start] if behind else text[other.end : one.start]
        rivals = sum(
            1
            for rival, is_value in zip(prints, found, strict=True)
            if is_value
            and rival.group != one.group
            and rival.spelled != "cycles"
            and (one.end <= rival.start < other.start if behind else other.end <= rival.start < one.start)
        )
        cost = len(between) * (1 if behind else 2) + 100 * rivals
        if cost < 200 and (key not in stated or cost < stated[key][0]):
            unit = "" if other.spelled == "cycles" else f" {other.unit}"
            stated[key] = cost, f"{other.value}{unit}"
    if "temperature" not in stated and (room := _ROOM.search(text)):
        stated["temperature"] = 0.0, room[0]
    return tuple((key, printed) for key, (_, printed) in stated.items())
