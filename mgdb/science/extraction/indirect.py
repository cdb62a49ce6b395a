"""Mentions that are no names: the former, the bare one, the first half of “Mg- and Li-doped A”, a name whose words
stand scattered."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from mgdb.science.elements import ELEMENTS

from .model import Name
from .subjects import Mention, Names, fold, is_element, loosely

_PAIR: Final = re.compile(r"\b[Tt]he (former|latter)\b")
_ITEM: Final = r"\w[\w()]{0,60}+[⁺+]?"  # which takes raised digits, too
_SUSPENDED: Final = re.compile(
    rf"(?<![\w-])(?P<first>{_ITEM})(?P<dash>[-–])?(?=(?:,\s?{_ITEM}[-–]?){{0,4}}"
    rf"(?:,?\s(?:and|or|vs\.?|versus)\s|(?(dash),\s|(?!)))(?P<last>{_ITEM}[-–]?))"
)
_ENDING: Final = re.compile(r"[-–]\s?(?P<end>(?P<word>[a-z]{3,}).*)", re.DOTALL)
_HEAD: Final = re.compile(r"\w[\w()-]*(?P<end>\s.*)", re.DOTALL)
_REACH: Final = 90  # characters that the shared end of two names may take
# what is spoken of as the one that nothing was done to
_BASE: Final = re.compile(
    r"\b(?:(?:un(?:doped|coated|modified|treated|substituted|decorated|filled)|filler-free|additive-free|bare|neat|"
    r"parent|non-?(?:doped|coated|modified)|blank|control)(?: (?:one|sample|material|electrode|electrolyte|anode|"
    r"cathode|cell|counterpart|compound|phase|film|host|parent|analogue|polymer|matrix|powder|pellet|framework|salt|"
    r"glass)s?)?|(?:without|in the absence of) (?:any |an? |the )?(?:[A-Z]\w*[ -])?(?:excess|additives?|fillers?|"
    r"dop(?:ing|ants?)|coatings?|modif\w+|treatment|interlayers?|substitution|addition)"
    r"|before (?:the )?(?:addition|doping|coating|modification|treatment))\b",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(r"\s(?:and|or|vs\.?)\s(?=[A-Z])")
_LACKING: Final = re.compile(
    r"\b(?:[Ww]ithout|in the absence of) (?:the |any )?(?P<what>[A-Z][\w()\[\]]{1,15})(?![\w-])"
)
_SUFFIX: Final = re.compile(r"(?:(?<=[a-z,:]\s)|(?<=\())[-–−](?P<end>[A-Z][A-Za-z]{0,6}[0-9]?)(?![\w+-])")
# what a name adds to say so
_NOTHING: Final = re.compile(
    r"^(?:bare|pristine|undoped|neat|pure|bulk|uncoated|unmodified)\s|\s\(?(?:no|without)\s[^()]*\)?\Z", re.IGNORECASE
)
_WORD: Final = re.compile(
    r"(?<![A-Za-z0-9])(?=[a-z0-9()\[\].]{0,60}+[A-Z][a-z()\[\].]{0,60}+[0-9A-Z])[A-Za-z0-9()\[\].]+|[^\W\d_]{2,}|"
    r"(?<![0-9.])[0-9.]++(?=\s?(?:M\b|%|wt\b|mol\b|at\b))"
)
_STOP: Final = re.compile(
    "and|the|with|for|from|that|this|these|those|was|were|are|has|have|had|its|into|onto|than|but|not|per|can|may|which|in|on|"
    "of|at|to|by|as|an|or|is|it|be|no|via|under|over|between|after|before|during",
    re.IGNORECASE,
)
_SPELLED: Final = (("fibre", "fiber"), ("sulph", "sulf"), ("isation", "ization"), ("ised", "ized"), ("colour", "color"))
_ABSENT: Final = 1.5  # what a word of a name weighs that the text does not have
_ENOUGH: Final = 6.0
_MOST: Final = 0.6
_COMMON: Final = 40  # how often a word may stand in a text that a name is known by


def pairs(text: str, mentions: Sequence[Mention], chosen: dict[int, str], told: Sequence[str]) -> Iterator[Mention]:
    """The former and the latter of the two that a sentence names, or the sentence before it (`told`)."""
    for match in _PAIR.finditer(text):
        before = (one for one in mentions if one.end < match.start() and not _PAIR.fullmatch(text, one.start, one.end))
        named = list(dict.fromkeys(chosen[one.start] for one in before)) or list(told)
        if len(named) == 2:
            yield Mention(match.start(), match.end(), (named[match[1] == "latter"],), match[0])


def suspended(text: str, names: Names) -> Iterator[Mention]:
    """Names whose end is shared with the last of a list: “Mg- and Li-doped A”, “amorphous and crystalline B”.

    Where no name is so: the one that holds the two words, “A doped with Mg”.
    """
    for match, shared in _shared(text):
        whole = _whole(match, shared)
        found = names.pattern.match(whole) if names.pattern else None
        if found and found.end() > len(match["first"]) + 1:
            yield Mention(match.start(), match.end(), names.of(found[0]), found[0])
        elif match["dash"] and (key := names.with_words(match["first"], shared["word"])):
            yield Mention(match.start(), match.end(), (key,), names.first[key])
            last = match["last"].rstrip("-–")
            if other := names.with_words(last, shared["word"]):
                start = match.start("last")
                yield Mention(start, start + shared.end("word"), (other,), names.first[other])


def endings(text: str, names: Names) -> Iterator[Mention]:
    """Names of which a text says the end alone: “the voltages for -CH3 (1.3 V) and -F (0.6 V)” are of A-CH3 and A-F."""
    found = [(match, names.ending(match["end"])) for match in _SUFFIX.finditer(text)]
    for match, key in found:
        if key:
            yield Mention(match.start(), match.end(), (key,), names.first[key])


def completed(text: str) -> Iterator[str]:
    """What such a list says of each: “Mg-doped A”, with what stands behind."""
    return (_whole(match, shared) for match, shared in _shared(text))


def _shared(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """The items of such lists but the last, each with the end that the last has."""
    for match in _SUSPENDED.finditer(text):
        last = text[match.start("last") : match.start("last") + _REACH]
        shared = _ENDING.search(last) if match["dash"] else _HEAD.match(last)
        if shared:
            yield match, shared


def _whole(match: re.Match[str], shared: re.Match[str]) -> str:
    return f"{match['first']}{'-' if match['dash'] else ''}{shared['end']}"


def bases(text: str, mentions: Sequence[Mention], names: Names, spoken: Sequence[str]) -> Iterator[Mention]:
    """“The bare one”, “without coating”: the specimen that those spoken of were made from, where a name says which."""
    for match in _BASE.finditer(text):
        listed = _LISTED.match(text, match.end())  # “bare and coated A”: two of them
        if not listed and any(one.start < match.end() + 40 and match.start() <= one.start for one in mentions):
            continue  # “bare Mg”, “without excess A” name it
        if key := next(filter(None, (base_of(key, names) for key in spoken)), ""):
            yield Mention(match.start(), match.end(), (key,), names.first[key])


def lacking(text: str, names: Names, spoken: Sequence[str]) -> Iterator[Mention]:
    """“Without B”: of those spoken of that hold B the one whose name says all else, “A + B in C” being “A in C”."""
    for match in _LACKING.finditer(text):
        for key in spoken:
            own = {token for _, token in _tokens(fold(names.first.get(key, "")))}
            rest = own - {token for _, token in _tokens(match["what"])}
            found = [one for one, called in names.first.items() if _says_all_of(called, rest)] if rest < own else []
            if len(found) == 1 and len(rest) > 1:
                yield Mention(match.start(), match.end(), (found[0],), match[0])
                break


def _says_all_of(called: str, rest: set[str]) -> bool:
    said = {token for _, token in _tokens(fold(called))}
    return len(said) > 1 and said <= rest and len(said) + 1 >= len(rest)


def base_of(key: str, names: Names) -> str:
    """The specimen whose name the name of `key` holds, the longest; empty where there is none.

    Worked: of “A-MnO2 with 5 % Zn” and “Zn-doped MnO2” MnO2.
    """
    own = loosely(names.first.get(key, ""))
    held = []
    for other, called in names.first.items():
        bare = _NOTHING.sub("", called)
        name = loosely(bare)
        if other != key and len(name) > 2 and not is_element(bare) and name in own and name != own:
            held.append((bare != called, len(name), other))
    return max(held)[2] if held else ""


@dataclass(slots=True)
class Described:
    """Names by their words, which may stand apart: “films of polyaniline that hold MgO” is “polyaniline–MgO film”."""

    names: Sequence[Name]
    text: str
    weights: Counter[str] = field(default_factory=Counter)
    bags: dict[str, list[tuple[str, frozenset[str], float]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.weights = Counter(token for _, token in _tokens(self.text))
        for name in self.names:
            for written in name.names:
                bag = frozenset(token for _, token in _tokens(fold(written)))
                if len(bag) < 2:
                    continue
                whole = sum(map(self._weight, bag))
                for token in bag:
                    if 0 < self.weights[token] <= _COMMON:
                        self.bags.setdefault(token, []).append((name.key, bag, whole))

    def _weight(self, token: str) -> float:
        """How much a word tells: the less, the more often the text has it."""
        count = self.weights[token]
        return math.log(1 + 300 / count) if count else _ABSENT

    def mentions(self, text: str) -> list[Mention]:
        """The names of which a sentence has most of the words, each where the rarest of them stands."""
        places: dict[str, int] = {}
        for start, token in _tokens(text):
            places.setdefault(token, start)
        best: dict[int, tuple[float, dict[str, None]]] = {}
        seen: set[tuple[str, frozenset[str]]] = set()
        for token in places:
            for key, bag, whole in self.bags.get(token, ()):
                if (key, bag) in seen:
                    continue
                seen.add((key, bag))
                here = bag & places.keys()
                told = sum(map(self._weight, here))
                if len(here) < 2 or told < _ENOUGH or told < _MOST * whole:
                    continue
                rarest = max(here, key=lambda one: (self._weight(one), one))
                start, score = places[rarest], told / whole
                if start not in best or score > best[start][0]:
                    best[start] = score, {key: None}
                elif score == best[start][0]:
                    best[start][1][key] = None
        return [
            Mention(start, start + len(_word_at(text, start)), tuple(keys), _word_at(text, start))
            for start, (_, keys) in sorted(best.items())
        ]


def _word_at(text: str, start: int) -> str:
    match = _WORD.match(text, start)
    return match[0] if match else text[start : start + 1]


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    """The words of `text` that may tell a name, each in one spelling, with its place."""
    for match in _WORD.finditer(text):
        word = match[0].strip(".()[]")
        if not word or _STOP.fullmatch(word):
            continue
        if re.fullmatch(r"[A-Z]?[a-z]{3,}", word) and word not in ELEMENTS:
            word = word.casefold()
            for one, other in _SPELLED:
                word = word.replace(one, other)
            word = re.sub(r"(?<=[^s])s\Z", "", word) if len(word) > 4 else word
        yield match.start(), word
