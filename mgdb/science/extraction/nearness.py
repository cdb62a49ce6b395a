"""Which of the mentions of a sentence a number is of: by how far each stands from it, and by what stands between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .subjects import Mention

# What comes between the sides of a comparison: what follows it is another subject than what is praised before it.
_THAN: Final = re.compile(
    r"\b(?:than|compar(?:ed|ing|ison) (?:to|with)|in contrast (?:to|with)|unlike|"
    r"(?<!V )(?<!V \()(?:versus|vs\.?|against)|whereas|while|relative to|instead of|outperform\w*|surpass\w*|"
    r"superior to|with respect to|(?:similar|comparable)(?: \w+)? (?:to|with)|same as|identical (?:to|with)|equal to|"
    r"as (?:long|high|low|large|small|fast|great|much|many) as|"
    r"(?:times|double|twice|half|triple|fold)[- ](?:that|those|the \w+) of)\b",
    re.IGNORECASE,
)
_WHILE: Final = re.compile(
    r"\b(?:while|whereas)\s(?:(?:[\w-]+\s){1,5}(?:of|for|in)\s)?"
    r"(?:(?:the|for|that of|those of|bare|pure|neat|pristine|undoped|uncoated|unmodified)\s)*\Z",
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
# what is said of the other side: “the band of A compared with B at 1600 cm⁻¹”, “as A has (0.2 eV), a higher gap (1 eV)”
_GOES_BACK: Final = re.compile(r"\s(?:at|around|near|by)\b|[^,;]*\([^()]*\), (?!wh|with|but|as\b)[a-z]")
# what is said of a compared one itself: “compared with A, whose barrier is 0.5 eV”, “… that of A (0.5 eV)”
_ITS_OWN: Final = re.compile(r",?\s(?:whose|which|that|with|having)\b|[^()]{0,25}\(")
_WITHIN: Final = re.compile(r"\s(?:layers?\s|films?\s)?(?:in|on|onto|for|of)\s(?:the\s|bare\s|pristine\s)?")
_ACROSS: Final = 150.0  # what a mention costs that is the other side of a comparison


def nearest(mentions: Sequence[Mention], text: str, start: int, end: int, others: Sequence[int] = ()) -> Mention | None:
    """The mention that a number at start to end is of, by what stands between; None where the best is what it is
    compared with. others: where other numbers of its unit begin.

    Worked: in “B is lower than that of A (1.76 eV)” the number is of A; in “0.72 Å for Mg²⁺” of Mg²⁺.
    """
    if _THAN_THAT.match(text, end):  # “X has a lower barrier (0.3 eV) than that of Y”
        ahead = [one for one in mentions if one.end <= start and not is_compared(text, one)]
        if ahead:
            return ahead[-1]
    best: tuple[float, int, bool] | None = None
    for least, number in sorted((_least(one, start, end), number) for number, one in enumerate(mentions)):
        if best and least > best[0]:  # nor will one that is farther off cost less
            break
        before = mentions[number - 1] if number else None
        if mentions[number].end <= start:
            cost, across = _cost_ahead(mentions[number], before, text, start)
        else:
            cost, across = _cost_behind(mentions[number], text, end, others)
        best = min(best, (cost, number, across)) if best else (cost, number, across)
    if best and best[2]:
        return next((one for one in mentions if one.end <= start and not is_compared(text, one)), None)
    return mentions[best[1]] if best else None


def _least(mention: Mention, start: int, end: int) -> float:
    """What a mention costs at least, by how far it stands from a number at start to end."""
    return float(start - mention.end - 1) if mention.end <= start else (mention.start - end) / 4


def _cost_ahead(mention: Mention, before: Mention | None, text: str, start: int) -> tuple[float, bool]:
    """What a mention costs that stands before a number at `start`; whether it is the other side of a comparison."""
    between = text[mention.end : start].removeprefix(":")
    cost = float(len(between))
    if before and _WITHIN.fullmatch(text[before.end : mention.start]):
        cost += 80  # “the layer on A”: of the layer
    cost += 60 * len(_CLAUSE.findall(between))
    if _THAN.search(text, mention.end, start):
        cost += 120  # the number may be of what follows “than”
    if (
        is_compared(text, mention)
        and not _begins_clause(text, mention, between)
        and (_GOES_BACK.match(between) or (_OWN_VERB.search(between) and not _ITS_OWN.match(between)))
    ):
        return cost + _ACROSS, True  # “compared with A, …”: of the other
    return cost, False


def _cost_behind(mention: Mention, text: str, end: int, others: Sequence[int]) -> tuple[float, bool]:
    """The same of a mention behind a number that ends at `end`."""
    between = text[end : mention.start]
    cost = 25 + 2.0 * len(between) + 60 * len(_CLAUSE.findall(between))
    if _BEHIND.fullmatch(between) or re.fullmatch(r"[^,;()]{0,40}\b(?:for|of|by)\s(?:the\s)?", between):
        cost = len(between) / 4
    if any(end <= other < mention.start for other in others):
        cost += 120  # “18 mV from 57 mV on A”: the second is of A
    if _THAN.search(text, end, mention.start):
        return cost + 200, True
    return cost, False


def _begins_clause(text: str, mention: Mention, between: str) -> bool:
    """Whether a mention behind “while” or “whereas” goes on to its number: “while A has 0.3 eV”."""
    return "," not in between and bool(_WHILE.search(text, max(0, mention.start - 40), mention.start))


def is_compared(text: str, mention: Mention) -> bool:
    """Whether `mention` is what something else is compared with, and not what a text goes on about."""
    for match in _THAN.finditer(text, max(0, mention.start - 40), mention.start):
        opens = not text[: match.start()].strip() or text[: match.start()].endswith((", ", "; "))
        if not (opens and "," in text[match.end() : mention.start]):  # “compared with A, B has 0.3 eV”
            return True
    return False
