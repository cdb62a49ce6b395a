"""Bounds that a sentence denies: “no conductivity above 10⁻⁹ S cm⁻¹ was found” says that it is at most that."""

from __future__ import annotations

import re
from typing import Final

from .groups import Print

_BOUND: Final = re.compile(
    r"\s*(?P<words>above|over|exceed(?:s|ed|ing)?|in excess of|(?:more|greater|higher|larger) than|below|under|"
    r"(?:less|lower|smaller|fewer) than|[<>≤≥＜＞])\s*",
    re.IGNORECASE,
)
_ABOVE: Final = re.compile(r"above|over|exceed|in excess|more|greater|higher|larger|[>≥＞]", re.IGNORECASE)
_STRICT: Final = re.compile(r"[≤≥]")
_WORD: Final = r"(?!(?:and|but|while|whereas|which|that|with|only|or|so|because|if|when|after|yet)\b)[^\s,;:()]+"
# what is denied reaches as far as its clause: “no sample with …”, “never fell”, “is not found to be”
_DENIES: Final = re.compile(
    rf"(?:\b(?:no(?! (?:more|less|fewer|longer|doubt)\b)|none|nobody|nothing|neither|nor|never|not(?! only\b)|cannot)|"
    rf"n['’]t)\s(?:{_WORD}\s(?:nor\s)?){{0,8}}\Z",
    re.IGNORECASE,
)
# “did not reach”, “neither A nor B attained”: less than what is said
_FELL_SHORT: Final = re.compile(
    r"(?:\b(?:none|nobody|neither|never|not(?! only\b)|cannot|no(?= \w+ \w+\b))|n['’]t)\s"
    rf"(?:{_WORD}\s(?:nor\s)?){{0,6}}"
    r"(?:reach|attain|achiev|approach|arriv)\w*\s(?:at\s|to\s|even\s|a\s|an\s|the\s)?"
    r"(?:(?:value|capacity|conductivity|efficiency)\sof\s)?\Z",
    re.IGNORECASE,
)
_TO: Final = re.compile(r"(?<!found)(?<!seen)(?<!observed)(?<!reported)(?<!shown)(?<!able)\sto\s")
_REACH: Final = 110  # characters before a number in which it may be denied
# of a test that nothing ended: “no decay over 500 cycles” lasted as long
_LASTS: Final = frozenset(("cycles", "h", "min", "s", "d"))
# at which something else is denied: “no peak above 3 V”, “no loss below 200 °C”
_WHERE: Final = frozenset(("V", "mV", "°C", "K"))


def turned(text: str, one: Print) -> str:
    """How a value reads whose bound its sentence denies; empty where it denies none.

    Worked: “the capacity never fell below 90” → “≥90”; “neither A nor B reached 100” → “<100”.
    """
    if one.spelled in _LASTS or one.members > 1:
        return ""
    before = text[max(0, one.start - _REACH) : one.start]
    bound = _BOUND.match(one.value)
    if bound is None:
        plain = one.value[:1].isdigit() and _FELL_SHORT.search(before)
        return f"<{one.value}" if plain else ""
    if not _DENIES.search(before):
        return ""
    number = one.value[bound.end() :]
    sign = ("<" if _ABOVE.match(bound["words"]) else ">") if _STRICT.match(bound["words"]) else ""
    return f"{sign or ('≤' if _ABOVE.match(bound['words']) else '≥')}{number}"


def is_asked(text: str, one: Print) -> bool:
    """Whether something else may be denied, so that a bound is read in two ways: “no oxidation below 3.1 V”, “does not
    need heat to exceed 100 mAh g⁻¹”."""
    denied = _DENIES.search(text[max(0, one.start - _REACH) : one.start])
    return one.spelled in _WHERE or bool(denied and _TO.search(denied[0]))
