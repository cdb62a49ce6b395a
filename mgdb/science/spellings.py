"""How one word is spelt in several ways: singular and plural, British and American, and the German for a few terms."""

from __future__ import annotations

import re
from typing import Final

from .typeset import plain

_PLAIN: Final = re.compile(r"[a-z]{5,}")  # shorter ones are abbreviations
# Words of a question that say nothing of what is looked for.
FILLING: Final = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "vs", "versus"}
    | {"value", "values", "data", "what", "which", "with", "von", "der", "die", "das", "bei", "und"}
)
# American → British, as this site writes: a part of a word, and what stands for it.
_BRITISH: Final = tuple(
    (re.compile(pattern), spelt)
    for pattern, spelt in (
        (r"([a-z]{3})iz(?=(?:e|ed|es|er|ing|ability|ation|ations)\Z)", r"\1is"),
        (r"(anal|catal)yz(?=(?:e|ed|es|er|ing)\Z)", r"\1ys"),
        (r"^aluminum", "aluminium"),
        (r"^cesium", "caesium"),
        (r"sulph", "sulf"),
        (r"(fib|cent)er(?=s?\Z)", r"\1re"),
        (r"(behavi|col|vap)or(?=s?\Z)", r"\1our"),
        (r"^gray", "grey"),
    )
)
_AMERICAN: Final = tuple(
    (re.compile(pattern), spelt)
    for pattern, spelt in (
        (r"([a-z]{3})is(?=(?:ed|es|er|ing|ability|ation|ations)\Z)", r"\1iz"),
        (r"(anal|catal)ys(?=(?:e|ed|er|ing)\Z)", r"\1yz"),
        (r"^aluminium", "aluminum"),
        (r"^caesium", "cesium"),
        (r"(fib|cent)re(?=s?\Z)", r"\1er"),
        (r"(behavi|col|vap)our(?=s?\Z)", r"\1or"),
        (r"^grey", "gray"),
    )
)
# Folded words of German → English.
GERMAN: Final = {
    "aktivierungsenergie": "activation energy",
    "austauschstrom": "exchange current",
    "dichte": "density",
    "diffusionskoeffizient": "diffusion coefficient",
    "elektrolyt": "electrolyte",
    "elektrolyte": "electrolyte",
    "energiedichte": "energy density",
    "festelektrolyt": "solid electrolyte",
    "festkorperelektrolyt": "solid electrolyte",
    "gitterparameter": "lattice parameter",
    "ionenleitfahigkeit": "ionic conductivity",
    "ionische": "ionic",
    "kapazitat": "capacity",
    "kathode": "cathode",
    "kathoden": "cathode",
    "anoden": "anode",
    "kathodenmaterial": "cathode",
    "leerstelle": "vacancy",
    "leerstellen": "vacancy",
    "leitfahigkeit": "conductivity",
    "losungsmittel": "solvent",
    "salz": "salt",
    "schwefel": "sulfur",
    "spannung": "voltage",
    "uberfuhrungszahl": "transference number",
    "uberspannung": "overpotential",
    "wanderungsbarriere": "migration barrier",
}


def stem(word: str) -> str:
    """What the singular and the plural of a folded English word have in common, which is looked for inside words.

    Worked: vacancy and vacancies → vacanc; cathodes → cathode; glass, mgs and li2s as they are.
    """
    if not _PLAIN.fullmatch(word):
        return word
    for end, left in (("ies", 3), ("s", 1)):
        if word.endswith(end) and not word.endswith(("ss", "us", "is")):
            return word[:-left]
    return word[:-1] if word[-1] == "y" and word[-2] not in "aeiou" else word


def british(word: str) -> str:
    """A folded word as it is spelt in British English, but for sulfur, which chemists write so.

    Worked: polarization → polarisation; sulphides → sulfides; aluminum → aluminium.
    """
    return _with(_BRITISH, word)


def spellings(word: str) -> tuple[str, ...]:
    """A folded word and how it is spelt elsewhere, each once.

    Worked: polarization → polarization, polarisation; sulphide → sulphide, sulfide; vs4 → vs4.
    """
    spelt = british(word)
    return tuple(dict.fromkeys((word, spelt, _with(_AMERICAN, spelt))))


def _with(changes: tuple[tuple[re.Pattern[str], str], ...], word: str) -> str:
    for pattern, spelt in changes:
        word = pattern.sub(spelt, word)
    return word


def in_english(text: str) -> str:
    """`text` with German terms as English ones; letter case and accents of other words stay."""
    return " ".join(GERMAN.get(plain(word), word) for word in text.split())
