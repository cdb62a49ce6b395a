"""BibTeX keys of papers: first author and year, “Wang2018”, with a letter where two coincide.

Where no author is known, the first words of the title stand in its place, or else those of the journal:
“RechargeableMg2024”. Where no year is known there is none, and those that coincide are numbered: “Wang”, “Wang2”.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "ð": "d", "Ð": "D"}
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss", "þ": "th", "Þ": "Th"}
)
PATTERN: Final = "[A-Za-z][A-Za-z0-9]{0,59}"
_NOBODY: Final = "Anonymous"
_DATED: Final = re.compile("(.*[0-9])([a-z]*)")
_UNDATED: Final = re.compile("(.*[a-z])([0-9]{0,3})")
_OF_A_TITLE: Final = 2  # words
# Words that a title is not known by.
_PASSED_OVER: Final = {
    *("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "new", "novel", "of", "on", "or", "the"),
    *("their", "to", "toward", "towards", "under", "via", "with"),
}


def short_title(title: str) -> str:
    """The first words of `title` that it is known by; those that begin with a letter, as a key has to.

    Worked: "On the rechargeability of Mg in TiO_{2-x}" → "rechargeability Mg"; "3D printed cells" → "printed cells".
    """
    words = re.findall(r"\w+", re.sub(r"[_^{}]", "", title).replace("’", "").replace("'", ""))
    known = [word for word in words if word[0].isalpha() and word.casefold() not in _PASSED_OVER]
    return " ".join((known or words)[:_OF_A_TITLE])


def stem(names: Iterable[str], year: int | None) -> str:
    """The key without what tells those apart that coincide, in ASCII letters and digits, as every BibTeX reads it.

    names: the family name of the first author, and what stands in its place, the best one first; the first that has
    such letters is taken. Worked: (["Van der Ven"], 2020) → "VanDerVen2020"; (["王", "magnesium cells"], 2020) →
    "MagnesiumCells2020"; (["Müller-Özil"], None) → "MullerOzil".
    """
    return next(filter(None, map(_plain, names)), _NOBODY) + str(year or "")


def _plain(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode()
    words = re.findall("[A-Za-z0-9]+", plain.replace("'", ""))
    return "".join(word[0].upper() + word[1:] for word in words).lstrip("0123456789")[:40]


def assign(stems: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
    """A key for each of `stems` (id → stem), none of which is taken; BibTeX does not tell capitals from small letters.

    Those of one stem get a, b, c … in the order of `stems`; one that has its stem alone gets no letter. Behind a stem
    without a year a letter would be read as one of the name: from the second on they get a number. A key once given
    never changes: a paper that comes later gets the letter, or the number, after the last.

    Worked: {"1": "Wang2018", "2": "Wang2018", "3": "Li2020"} → Wang2018a, Wang2018b, Li2020; one more Wang2018 →
    Wang2018c; one more Li2020 → Li2020b; two of stem Wang → Wang, Wang2.
    """
    used = {key.lower() for key in taken}
    last: dict[str, int] = {}  # stem → the number of its last letter, or its last number
    for key in used:
        if parts := _DATED.fullmatch(key):
            last[parts[1]] = max(last.get(parts[1], 0), _number(parts[2]))
        if parts := _UNDATED.fullmatch(key):
            last[parts[1]] = max(last.get(parts[1], 0), int(parts[2] or 1))
    together = Counter(one.lower() for one in stems.values())
    keys = {}
    for identifier, one in stems.items():
        place, alone = last.get(one.lower(), 0) + 1, together[one.lower()] == 1
        while (key := one + _behind(one, place, alone)).lower() in used:
            place += 1
        keys[identifier] = key
        used.add(key.lower())
        last[one.lower()] = place
    return keys


def _behind(stem: str, place: int, alone: bool) -> str:
    """What tells the key of this place among those of one stem apart."""
    if not stem[-1].isdigit():
        return str(place) if place > 1 else ""
    return _letters(place) if place > 1 or not alone else ""


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
