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
# What comes between the sides of a comparison: what follows it is another subject than what is praised before it.
_THAN: Final = re.compile(
    r"\b(?:than|compar(?:ed|ing|ison) (?:to|with)|in contrast (?:to|with)|unlike|versus|vs\.?|whereas|while|against|"
    r"relative to|instead of|outperform\w*|surpass\w*|superior to|with respect to)\b",
    re.IGNORECASE,
)
_THAN_THAT: Final = re.compile(r"\)?,?\s(?:than|as compared|compared)\b")
_CLAUSE: Final = re.compile(r"[;:]|,\s(?:and|but|while|whereas|which)\b|\bwhile\b|\bwhereas\b")
_BEHIND: Final = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:for|of|in|by|with|on)\s(?:the\s|pure\s|bare\s|pristine\s)?\Z", re.IGNORECASE
)
_OWN_VERB: Final = re.compile(
    r"\b(?:deliver|exhibit|show|display|possess|achiev|reach|demonstrat|maintain|retain|provid|ha[sd]\b|have\b|is\b|are\b|was\b|were\b|"
    r"afford|yield|attain|obtain|present)\w*",
    re.IGNORECASE,
)
_SHORTEST: Final = 2
_LOOSELY: Final = str.maketrans(
    dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺₀₁₂₃₄₅₆₇₈₉", "0123456789+0123456789", strict=True))
    | dict.fromkeys(f"–—⁻{MINUSES} \u00a0\u2009\n\t-", None)
    | dict.fromkeys("·∙⋅•×.", None)
)
_WORD: Final = re.compile(
    r"(?<![^\W_])(?!(?:and|the|with|for|from)\b)(?:[^\W\d_]{3,}|[0-9]+(?=\s?(?:°|%|wt|mol|at\b)))"
)
_CODE: Final = re.compile(r"(?=(?:.*[A-Z0-9]){3})(?=.*[A-Z])[A-Za-z0-9@/-]+(?:\([A-Za-z0-9]+\))?")
_DOPED: Final = re.compile(r"[A-Z][a-z]?-(?:doped|substituted)\b(?=\s)")
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
    pattern: re.Pattern[str] | None = None

    def __post_init__(self) -> None:
        spelled: set[str] = set()
        whole = loosely(self.text)
        for name in self.names:
            self.cited[name.key] = frozenset(name.cited)
            for work in name.cited:
                self.by_work.setdefault(work, set()).add(name.key)
            self.first[name.key] = name.names[0] if name.names else ""
            self.words[name.key] = set(_WORD.findall(self.first[name.key].casefold()))
            for written in (*name.names, *_short(name.names)):
                folded = fold(written)
                if self.text and loosely(folded) not in whole:
                    continue
                if len(folded) >= _SHORTEST and not folded.isdigit():
                    spelled.add(folded)
                    keys = self.keys.setdefault(_squeezed(written), [])
                    keys += [name.key] if name.key not in keys else []
        ordered = sorted(spelled, key=lambda one: (-len(one), one))
        if ordered:
            words = "|".join(_written(one) for one in ordered)
            self.pattern = re.compile(
                rf"(?<![A-Za-z0-9])(?:(?<![A-Za-z0-9)\]][-–·@/])|(?<=[a-z]{{4}}-))(?:{words})(?![A-Za-z0-9]|[⁰¹²³⁴⁵⁶⁷⁸⁹]*[⁺⁻]|[-–·@/][A-Z0-9(])"
            )

    def mentions(self, text: str) -> list[Mention]:
        """The names in plain `text`, in order, of two that overlap the longer."""
        if self.pattern is None:
            return []
        found = []
        for match in self.pattern.finditer(text):
            keys = self.keys.get(_squeezed(match[0]), [])
            found.append(Mention(match.start(), match.end(), tuple(keys), match[0]))
        return found

    def of_works(self, cited: Sequence[frozenset[str]], used: Sequence[str]) -> str:
        """The one subject that is quoted from the works that are cited nearest, or of several the one spoken of last;
        empty where none is."""
        for works in cited:
            keys = set().union(*(self.by_work.get(work, ()) for work in works))
            if len(keys) == 1:
                return next(iter(keys))
            if keys:
                return next((key for key in used if key in keys), "")
        return ""

    def choose(self, mention: Mention, cited: Sequence[frozenset[str]], used: Sequence[str], context: str) -> str:
        """Which of several specimens of one name is meant: whose other words stand around it (“pellet”, “5 wt%”), which
        is quoted from a work that is cited near, which was spoken of last."""
        if len(mention.keys) < 2:
            return mention.keys[0] if mention.keys else ""
        around = set(_WORD.findall(context.casefold()))
        named = set(_WORD.findall(mention.text.casefold()))

        def score(key: str) -> float:
            own = self.words[key] - named
            whole = 2.0 if _squeezed(self.first[key]) == _squeezed(mention.text) else 0.0
            near = next((at for at, works in enumerate(cited) if self.cited[key] & works), None)
            said = 2.0 * len(own & around) - 0.7 * len(own - around)
            return whole + said + (6.0 / (1 + near) if near is not None else 0.0) + (0.6 if key in used[:3] else 0.0)

        return max(mention.keys, key=score)


def _short(names: Sequence[str]) -> list[str]:
    """What a text calls a specimen once it is known: of “Nb-doped Mg0.5Ti2(PO4)3” the first word, else the formula."""
    heads = [found[0] for name in names if (found := _DOPED.match(name))]
    for (
        name
    ) in names:  # “MgSc2Se4 + 5 wt% Se” and “bulk MgSc2Se4” are called by their formula, “TNS-2 film” by its code
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


def is_element(text: str) -> bool:
    return text.strip() in ELEMENTS


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


def nearest(mentions: Sequence[Mention], text: str, start: int, end: int) -> Mention | None:
    """The mention that a number at start to end is of, by what stands between; None where none is near.

    Worked: in “B is lower than that of A (1.76 eV)” the number is of A; in “0.72 Å for Mg²⁺” of Mg²⁺.
    """
    if mentions and _THAN_THAT.match(text, end) and mentions[0].end <= start:
        return mentions[0]  # “X has a lower barrier (0.3 eV) than that of Y”
    best: tuple[float, Mention] | None = None
    for mention in mentions:
        if mention.end <= start:
            between = text[mention.end : start]
            cost = float(len(between))
            cost += 60 * len(_CLAUSE.findall(between))
            if _THAN.search(between):
                cost += 120  # the number may be of what follows “than”
            before = text[max(0, mention.start - 40) : mention.start]
            if _THAN.search(before) and not re.match(r"[^()]{0,25}\(", between) and _OWN_VERB.search(between):
                cost += 150  # “compared with A, …”: of the other
        else:
            between = text[end : mention.start]
            cost = 25 + 2.0 * len(between) + 60 * len(_CLAUSE.findall(between))
            if _BEHIND.fullmatch(between) or re.fullmatch(r"[^,;()]{0,40}\b(?:for|of|by)\s(?:the\s)?", between):
                cost = len(between) / 4
            if _THAN.search(between):
                cost += 200
        if best is None or cost < best[0]:
            best = cost, mention
    return best[1] if best else None


def formulas_in(text: str) -> Iterable[Mention]:
    """Formulas of compounds in `text` that no name covers; not ions."""
    for match in _FORMULA.finditer(text):
        if not _ION.match(text[match.end() : match.end() + 1]) and is_formula(match[0]):
            yield Mention(match.start(), match.end(), (), match[0])
