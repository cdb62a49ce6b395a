"""BibTeX keys of papers: first author and year, “Wang2018”, with a letter where two coincide."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "ð": "d", "Ð": "D"}
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss", "þ": "th", "Þ": "Th"}
)
PATTERN: Final = "[A-Za-z][A-Za-z0-9]{0,59}"
_NOBODY: Final = "Anonymous"
_NO_YEAR: Final = "nd"
_PARTS: Final = re.compile(f"(.*(?:[0-9]|{_NO_YEAR}))([a-z]*)")


def stem(name: str, year: int | None) -> str:
    """The key without a letter, in ASCII letters and digits, as every version of BibTeX reads it.

    name: the family name of the first author, or what stands in its place. Worked: ("Van der Ven", 2020) →
    "VanDerVen2020"; ("Müller-Özil", None) → "MullerOzilnd".
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode()
    words = re.findall("[A-Za-z0-9]+", plain.replace("'", ""))
    return ("".join(word[0].upper() + word[1:] for word in words)[:40] or _NOBODY) + str(year or _NO_YEAR)


def assign(stems: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
    """A key for each of `stems` (id → stem), none of which is taken; BibTeX does not tell capitals from small letters.

    Those of one stem get a, b, c … in the order of `stems`; one that has its stem alone gets no letter. A key once
    given never changes: a paper that comes later gets the letter after the last.

    Worked: {"1": "Wang2018", "2": "Wang2018", "3": "Li2020"} → Wang2018a, Wang2018b, Li2020; one more Wang2018 →
    Wang2018c; one more Li2020 → Li2020b.
    """
    last: dict[str, int] = {}  # stem → the number of its last letter
    for key in taken:
        if parts := _PARTS.fullmatch(key.lower()):
            last[parts[1]] = max(last.get(parts[1], 0), _number(parts[2]))
    together = Counter(one.lower() for one in stems.values())
    keys = {}
    for identifier, one in stems.items():
        place = last.get(one.lower(), 0) + 1
        keys[identifier] = one + (_letters(place) if place > 1 or together[one.lower()] > 1 else "")
        last[one.lower()] = place
    return keys


def _number(letters: str) -> int:
    """a → 1, z → 26, aa → 27; a key without a letter counts as the first."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("a") + 1
    return number or 1


def _letters(number: int) -> str:
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("a") + rest) + found
    return found
