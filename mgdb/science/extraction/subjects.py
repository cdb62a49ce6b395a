"""What a value is of: the names that the caller knows, and formulas, by where they stand around the number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from mgdb.science.elements import ELEMENTS
from mgdb.science.formula import is_formula
from mgdb.science.formula.scan import MINUSES, scan

from .model import Name

_FORMULA: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:\(?[A-Z][a-z]?[0-9.xyδ]*\)?[0-9.]*){2,}(?:[-–][xyδ])?(?:[·][0-9.n]*H2O)?(?![a-z])"
)
_ION: Final = re.compile(r"[⁺⁻]\Z")
_SHORTEST: Final = 2
_LOOSELY: Final = str.maketrans(
    dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺₀₁₂₃₄₅₆₇₈₉", "0123456789+0123456789", strict=True))
    | dict.fromkeys(f"–—⁻{MINUSES} \u00a0\u2009\n\t-", None)
    | dict.fromkeys("·∙⋅•×.", None)
)
_WORD: Final = re.compile(
    r"(?<![^\W_])(?!(?:and|the|with|for|from)\b)(?:[^\W\d_]{3,}|[0-9]+(?=\s?(?:°|%|wt|mol|at\b)))"
)
_AMOUNTS: Final = re.compile(r"[0-9]+(?=\s?(?:°|%|wt|mol|at\b))")
_AMOUNT: Final = re.compile(r"[0-9.]+\s?(?:(?:wt|mol|at|vol)?\s?%|mol\b|M\b|mM\b|eq\b).+")
_KIND: Final = re.compile(
    r"(?P<rest>.{3,})\s(?:glass(?:es)?|films?|powders?|pellets?|membranes?|composites?|electrolytes?|separators?|layers?|"
    r"coatings?|interlayers?|electrodes?|cathodes?|anodes?|crystals?|gels?|hosts?|nano\w+|frameworks?|adducts?|polymers?|surfaces?|facets?|"
    r"slabs?)"
)
_DEFINED: Final = re.compile(
    r"\s?\((?P<short>[A-Z][A-Za-z0-9@-]{1,14})\)|.{0,40}?\s\(?(?:denoted|designated|labell?ed|named|termed|abbreviated|"
    r"hereafter|referred to)(?:\s(?:as|to|by))?\s[“\"]?(?P<named>[A-Z][A-Za-z0-9@-]{1,14})\b"
)
_CODE: Final = re.compile(r"(?=(?:.*[A-Z0-9]){3})(?=.*[A-Z])[A-Za-z0-9@/-]+(?:\([A-Za-z0-9]+\))?")
_DOPED: Final = re.compile(r"[A-Z][a-z]?-(?:doped|substituted)\b(?=\s)")
_IN_CELL: Final = r"(?<=(?<![A-Za-z0-9)])(?:Mg|Li|Na|Ca|Zn|Al)/)"  # “Mg/V2O5 cells”: the other electrode
_GOES_ON: Final = r"[(\[][A-Z](?:[^()\[\]\s]|\([^()\s]*\))*[)\]][0-9]"  # Mg of Mg(BH4)2
LABEL: Final = re.compile(r"(?P<label>[^|:]{2,40}):\s(?=[^|]+\|)")
"""What a cell is called before its parts: QS of “QS: A | B | C”."""
_ATOM: Final = re.compile(r"[A-Z][a-z]?[0-9]?[+-]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence; `keys` are all that it may mean."""

    start: int
    end: int
    keys: tuple[str, ...]
    text: str


@dataclass(slots=True)
class Names:
    """All names that are looked for, as one pattern over plain typing."""

    names: Sequence[Name]
    text: str = ""  # in which they are looked for; what does not stand in it is not
    keys: dict[str, list[str]] = field(default_factory=dict)
    cited: dict[str, frozenset[str]] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    words: dict[str, set[str]] = field(default_factory=dict)
    by_work: dict[str, set[str]] = field(default_factory=dict)
    roles: dict[str, frozenset[str]] = field(default_factory=dict)
    whole: dict[str, set[str]] = field(default_factory=dict)  # whose whole name is written so
    pattern: re.Pattern[str] | None = None
    found: dict[str, list[Mention]] = field(default_factory=dict)  # what a text is asked for again

    def __post_init__(self) -> None:
        spelled: set[str] = set()
        whole = loosely(self.text)
        for name in self.names:
            self.cited[name.key] = frozenset(name.cited)
            self.roles[name.key] = frozenset(name.roles)
            for work in name.cited:
                self.by_work.setdefault(work, set()).add(name.key)
            self.first[name.key] = name.names[0] if name.names else ""
            self.words[name.key] = set(_WORD.findall(self.first[name.key].casefold()))
            for written in (*name.names, *_short(name.names), *_in_words(name.names)):
                folded = fold(written)
                if self.text and loosely(folded) not in whole:
                    continue
                if len(folded) >= _SHORTEST and not folded.isdigit():
                    spelled.add(folded)
                    keys = self.keys.setdefault(_squeezed(written), [])
                    keys += [name.key] if name.key not in keys else []
                    if written in name.names or " | " in name.names[0]:
                        self.whole.setdefault(_squeezed(written), set()).add(name.key)
        self._compile(spelled)
        if self.text and (defined := self._defined()):
            for short, meant in defined.items():
                self.keys.setdefault(_squeezed(short), list(meant))
            self._compile(spelled | defined.keys())
            self.found.clear()

    def _defined(self) -> dict[str, tuple[str, ...]]:
        """The abbreviations that the text gives to names: “poly(ethylene oxide) (PEO)”, “…, denoted as PEO”."""
        found: dict[str, tuple[str, ...]] = {}
        for mention in self.mentions(self.text):
            match = _DEFINED.match(self.text, mention.end)
            short = fold((match["short"] or match["named"]) if match else "")
            if not match or _squeezed(short) in self.keys or short in ELEMENTS:
                continue
            if match["named"] or _abbreviates(short, mention.text):
                found.setdefault(short, mention.keys)
        return found

    def _compile(self, spelled: set[str]) -> None:
        ordered = sorted(spelled, key=lambda one: (-len(one), one))
        if ordered:
            words = "|".join(_written(one) for one in ordered)
            self.pattern = re.compile(
                rf"(?<![A-Za-z0-9])(?:(?<![A-Za-z0-9)\]][-–·@/])|(?<=[a-z]{{4}}-)|{_IN_CELL})(?:{words})(?![A-Za-z0-9]|[⁰¹²³⁴⁵⁶⁷⁸⁹]*[⁺⁻]|[-–·@/][A-Z0-9(]|{_GOES_ON})"
            )

    def mentions(self, text: str) -> list[Mention]:
        """The names in plain `text`, in order, of two that overlap the longer."""
        if self.pattern is None:
            return []
        if text not in self.found:
            matches = self.pattern.finditer(text)
            self.found[text] = [Mention(one.start(), one.end(), self.of(one[0]), one[0]) for one in matches]
        return self.found[text]

    def of(self, written: str) -> tuple[str, ...]:
        """The keys of all that is called so."""
        return tuple(self.keys.get(_squeezed(written), ()))

    def is_whole(self, written: str, key: str) -> bool:
        """Whether `written` is a name of `key`, and not a part of one or short for it."""
        return key in self.whole.get(_squeezed(written), ())

    def quoted(self, works: Iterable[str]) -> set[str]:
        """All that is quoted from `works`."""
        return set().union(*(self.by_work.get(work, ()) for work in works))

    def of_works(self, cited: Sequence[frozenset[str]], used: Sequence[str]) -> str:
        """The one subject that is quoted from the works that are cited nearest, or of several the one spoken of last;
        empty where none is."""
        for works in cited:
            keys = self.quoted(works)
            if len(keys) == 1:
                return next(iter(keys))
            if keys:
                return next((key for key in used if key in keys), "")
        return ""

    def choose(
        self, mention: Mention, cited: Sequence[frozenset[str]], used: Sequence[str], text: str, before: str = ""
    ) -> str:
        """Which of several specimens of one name is meant: whose other words stand around it (“pellet”, “5 wt%”), which
        is quoted from a work that is cited near, which was spoken of last."""
        if len(mention.keys) < 2:
            return mention.keys[0] if mention.keys else ""
        squeezed = _squeezed(f"{before} {text}")
        here = set(_WORD.findall(text.casefold()))
        around = set(_WORD.findall(before.casefold())) - here
        beside = set(_AMOUNTS.findall(text, mention.end, mention.end + 24))
        named = set(_WORD.findall(mention.text.casefold()))

        def own_name(key: str) -> bool:
            return self.is_whole(mention.text, key)

        def score(key: str) -> float:
            own = self.words[key] - named
            whole = 2.0 if own_name(key) else 0.0
            near = next((at for at, works in enumerate(cited) if self.cited[key] & works), None)
            if not whole and any(own_name(other) for other in mention.keys) and _squeezed(self.first[key]) in squeezed:
                whole = -8.0  # it is called by its own name here, so that the short one is another's
            said = (
                1.5 * len(own & beside)
                + 2.0 * len(own & here)
                + 1.5 * len(own & around)
                - 0.7 * len(own - here - around)
            )
            return whole + said + (6.0 / (1 + near) if near is not None else 0.0) + (0.6 if key in used[:3] else 0.0)

        return max(mention.keys, key=score)

    def holding(self, symbol: str, amount: str) -> str:
        """The one specimen whose name has so much of an element: of Bi and 2 “Zn–2 at% Bi”; empty where none is."""
        told = re.compile(rf"(?<![0-9.]){re.escape(amount)}\s?(?:at|wt|mol|vol)?\.?\s?%\s?{symbol}(?![A-Za-z0-9])")
        found = [key for key, name in self.first.items() if told.search(name)]
        return found[0] if len(found) == 1 else ""

    def ending(self, end: str) -> str:
        """The one specimen whose name ends with a dash and `end`, of several the shortest; empty where none does."""
        tail = f"-{end}"
        found = sorted((len(name), key) for key, name in self.first.items() if fold(name).endswith(tail))
        return found[0][1] if found and (len(found) == 1 or found[0][0] < found[1][0]) else ""

    def with_words(self, *words: str) -> str:
        """The one specimen whose name has all of `words`: Li⁺ and loaded “A loaded with Li⁺”; empty where none has."""
        ways = [re.compile(rf"(?<![A-Za-z0-9]){re.escape(fold(word))}(?![A-Za-z0-9])") for word in words]
        found = [key for key, name in self.first.items() if all(way.search(fold(name)) for way in ways)]
        return found[0] if len(found) == 1 else ""

    def base_and_changed(self, subject: str, near: Iterable[str]) -> tuple[str, str]:
        """Whose the two ends of a change are: of `near` the one specimen whose name holds that of `subject`, or is held
        in it; itself for both where there is none or several. “from 0.6 nm of MoS2 to 1.4 nm by PEO”: of PEO-MoS2."""
        own = loosely(self.first.get(subject, ""))
        others = {key: loosely(self.first[key]) for key in near if key in self.first and key != subject}
        changed = [key for key, name in others.items() if own and own in name and own != name]
        bases = [key for key, name in others.items() if len(name) >= _SHORTEST and name in own and own != name]
        bases = [key for key in bases if own.startswith(others[key])] if len(bases) > 1 else bases
        if len(changed) == 1 and not bases:
            return subject, changed[0]
        return (bases[0], subject) if len(bases) == 1 and not changed else (subject, subject)


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of `short` stand in `name` in that order, the first where a word begins."""
    letters, words = [char for char in short.casefold() if char.isalpha()], name.casefold()
    starts = (
        [place.start() for place in re.finditer(rf"(?<![a-z0-9]){re.escape(letters[0])}", words)] if letters else []
    )
    for start in starts:
        at, left = start, letters[:]
        while left and (at := words.find(left[0], at)) >= 0:
            at, left = at + 1, left[1:]
        if not left:
            return True
    return False


def _in_words(names: Sequence[str]) -> list[str]:
    """Metals by their words: Mg is magnesium."""
    return [ELEMENTS[name].name for name in names if name in ELEMENTS]


def _short(names: Sequence[str]) -> list[str]:
    """What a text calls a specimen once it is known: of “Y-doped CaSc2O4” the first word, else the formula."""
    heads = [found[0] for name in names if (found := _DOPED.match(name))]
    heads += [found["label"] for name in names if (found := LABEL.match(name))]
    for name in names:  # “CaSc2S4 + 5 wt% S” and “bulk CaSc2S4” are called by their formula, “TNS-2 film” by its code
        if " | " not in name:
            heads += [part for part in re.split(r"\s\+\s|,\s", name)[1:] if _AMOUNT.fullmatch(part)]
            if (kind := _KIND.fullmatch(name)) and re.search("[A-Z0-9].*[A-Z0-9]", kind["rest"]):
                heads.append(kind["rest"])
        parts = re.split(r"\s\+\s|\s\(|,\s?|–|\s", name)
        for part in parts if len(parts) > 1 and " | " not in name else ():
            if len(part) > 2 and (_CODE.fullmatch(part) or (re.search("[0-9]", part) and is_formula(part))):
                heads.append(part)
    return heads


def loosely(text: str) -> str:
    """`text` without blanks, its scripts on the line and its dashes and dots alike: where a name may be found."""
    return text.casefold().translate(_LOOSELY)


def is_ion(text: str) -> bool:
    """Whether a name is that of one atom with its charge: Mg²⁺."""
    return bool(_ATOM.fullmatch(fold(text)))


_ELEMENT_WORDS: Final = frozenset(one.name for one in ELEMENTS.values())


def is_element(text: str) -> bool:
    return text.strip() in ELEMENTS or text.strip().casefold() in _ELEMENT_WORDS


@lru_cache(maxsize=65_536)  # the names of a database are folded for each text
def fold(name: str) -> str:
    """`name` on the line, with one kind of dash and without blanks around dashes: L– V₂O₅ → L-V2O5."""
    line = "".join(char.raw if char.level == "" else char.char for char in scan(name))
    line = re.sub(f"[–—{MINUSES}]", "-", line)
    return re.sub(r"\s*([-+@/·])\s*", r"\1", " ".join(line.split()))


def _squeezed(name: str) -> str:
    return re.sub(r"(?<![A-Za-z])[A-Z](?=[a-z]{3,})", lambda found: found[0].lower(), fold(name)).replace(" ", "")


def _written(folded: str) -> str:
    """A pattern for a folded name, as texts have it: any dash, blanks around it, superscripts of charges."""
    out = []
    starts = {found.start() for found in re.finditer(r"(?<![A-Za-z])[A-Za-z][a-z]{3,}", folded)}
    for place, char in enumerate(folded):
        if place in starts:  # a word, which a sentence may begin with
            out.append(f"[{char.upper()}{char.lower()}]")
        elif char == "-":
            out.append(r"\s?[-–—−⁻]\s?")
        elif char in "@/":
            out.append(rf"\s?{char}\s?")
        elif char == "+":
            out.append(r"\s?[⁺+]\s?")
        elif char.isdecimal():
            out.append(f"[{char}{'⁰¹²³⁴⁵⁶⁷⁸⁹'[int(char)]}]")
        elif char == " ":
            out.append(r"[\s-]*")
        elif char == "·":
            out.append(r"\s?[·∙⋅•×.]\s?")
        else:
            out.append(re.escape(char))
    return "".join(out)


def formulas_in(text: str) -> Iterable[Mention]:
    """Formulas of compounds in `text` that no name covers; not ions."""
    for match in _FORMULA.finditer(text):
        if not _ION.match(text[match.end() : match.end() + 1]) and is_formula(match[0]):
            yield Mention(match.start(), match.end(), (), match[0])
