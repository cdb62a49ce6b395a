"""Numbers in words with a unit behind them: “ninety percent”, “two thousand cycles”, “a hundred hours”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_ONES: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES: Final = (
    {word: number for number, word in enumerate(_ONES, 1)}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)}
    | {"a": 1}
)
_SIZES: Final = {"hundred": 100, "thousand": 1000}
_SMALL: Final = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[:9])}))?|{'|'.join(_ONES)})"
_NUMERAL: Final = re.compile(
    rf"\b(?:(?:{_SMALL}|a)\s(?:hundred|thousand)(?:\sand\s{_SMALL})?|{_SMALL})\b(?=[\s-])", re.IGNORECASE
)

_WORDS: Final = "|".join([*_TENS, *_ONES, *_SIZES, "million"])
_PART: Final = re.compile(
    rf"(?:\b(?:{_WORDS})[\s-]+(?:(?:and|to|or|point)\s+)?|\b(?:point|minus|zero)\s+)\Z", re.IGNORECASE
)
_GOES_ON: Final = re.compile(rf"[\s-]+(?:(?:to|or|point|and)\s+)?(?:{_WORDS}|zero)\b|\s+point\b", re.IGNORECASE)


def numerals_in(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each number in words begins and ends, and which it is.

    Worked: “two hundred and fifty cycles” → 250.
    """
    for match in _NUMERAL.finditer(text):
        if _PART.search(text, max(0, match.start() - 24), match.start()) or _GOES_ON.match(text, match.end()):
            continue  # a part of a number that is not read: “one point two”, “two to three”
        yield *match.span(), _value(match[0])


def _value(words: str) -> int:
    total = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _SIZES:
            total = max(total, 1) * _SIZES[word]
        elif word != "and":
            total += _VALUES[word]
    return total
