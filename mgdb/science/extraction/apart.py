"""Numbers with the unit of a property that are of none: a difference, a wavelength, a distance that is looked at, and
what is given for each atom or cycle."""

from __future__ import annotations

import re
from typing import Final

from .groups import Print

_NEAR: Final = 90  # characters before a number that may say so
_LENGTHS: Final = frozenset(("Å", "nm", "pm", "μm"))
# “30 meV/atom”, “0.01 eV/Å”, “120 mV dec⁻¹”: another unit than the one that it begins with
_PER_ANY: Final = re.compile(
    r"\s?/\s?(?:atoms?|Å|dec(?:ade)?|anion|cation|site)\b|\s?(?:atom|dec(?:ade)?)\s?(?:⁻¹|\^?\{?[-−–]\s?1\}?)|"
    r"\s(?:per|/|for each)\s(?:atom|decade|anion|cation|site|Å|ångström|angstrom)\b"
)
_PER_CYCLE: Final = re.compile(
    r"\s?/\s?cycle\b|\s(?:per|for each|each|every)\scycle\b|\s?cycle\s?(?:⁻¹|\^?\{?[-−–]\s?1\}?)"
)
_OF_FADING: Final = frozenset(("%", "mAh g⁻¹", "V", "mV", "Ah kg⁻¹"))
_OF_RADIATION: Final = re.compile(
    r"(?:\bwavelengths?\b|λ|\bK\s?-?\s?(?:α|alpha\b|a1\b)|\bradiation\b|\bsynchrotron\b|\blaser\b|"
    r"\bexcit(?:ation|ed)\b|\bincident\b)(?:(?![0-9.]+\s?(?:Å|[nμp]m))[^;]){0,60}\Z",
    re.IGNORECASE,
)
_IS_RADIATION: Final = re.compile(
    r"\s?-?\(?(?:laser|radiation|synchrotron|X-rays?|excitation|wavelength|neutrons?)\b", re.IGNORECASE
)
_AROUND: Final = re.compile(
    r"\b(?:within|cut-?offs?(?: (?:radius|distance))?(?: (?:of|was|is|at))?)\s(?:a (?:radius|distance) of\s)?\Z"
)
_QUALIFIER: Final = (
    r"(?:(?:about|around|approximately|roughly|only|just|as much as|up to|more than|nearly|almost|~|≈)\s?)*"
)
_BY: Final = re.compile(
    r"\b(?:increas|decreas|reduc|improv|enhanc|higher|lower|larger|smaller|shorter|longer|ris|rose|rais|fall|fell|drop|"
    r"shift|shorten|elongat|expand|contract|shr[aiu]nk|widen|narrow|differ|exceed|grow|grew|declin|(?:de)?stabili[sz])"
    rf"\w*\s(?:[a-z]+\s){{0,3}}?by\s{_QUALIFIER}\Z",
    re.IGNORECASE,
)
_AN_INCREASE_OF: Final = re.compile(
    r"\ban? (?:\w+ ){0,2}?(?:increase|decrease|reduction|rise|gain|lowering|improvement|shift|enhancement) of\s"
    rf"{_QUALIFIER}\Z",
    re.IGNORECASE,
)
# “the loss of 180 mAh g⁻¹”: how far something came down; of a voltage or a share it may be a value
_LOSS_OF: Final = re.compile(
    r"\b(?:loss|drop|declin|decreas|reduc|differenc|increas|ris|gain|decay|fad)(?:e|es|ing|tion)? of\s"
    rf"{_QUALIFIER}\Z",
    re.IGNORECASE,
)
_VALUES_OF_LOSS: Final = frozenset(("V", "mV", "%", "wt%"))
_THAN: Final = re.compile(
    r"\s(?:lower|higher|larger|smaller|shorter|longer|greater|less|more)"
    r"(?:\s(?:in \w+ )?(?:than|compared)\b|(?=[,.;]|\Z))"
)
_FIT: Final = re.compile(
    r"(?:\bR\s?[_-]?(?:wp|p|exp|Bragg|B|F|1|2)|\bR[- ]?factors?|χ[²2]?|\bGOF)\s?(?:=|of|is|was|:)?\s\Z"
)
_PATTERN: Final = re.compile(r"\b(?:collect|record|scan|measur|acquir|taken|perform|obtain)\w*\b|\brange\b")
_RANGE: Final = re.compile(r"[0-9]\s?(?:[-–−~]|to|and)\s?[0-9]")
# a time in which nothing is tested
_IDLE: Final = re.compile(
    r"\b(?:rest(?:ed|ing)?|relax\w*|equilibrat\w*|stood|standing|aged|soak\w*|stirr\w*|dri(?:ed|ing)|heat\w*|anneal\w*|"
    r"calcin\w*|sinter\w*|mill\w*|ball-mill\w*|sonicat\w*|wash\w*|kept|held)\b[^;,.]{0,40}\Z",
    re.IGNORECASE,
)
_IS_STEP: Final = re.compile(r"\s(?:each|pulses?|steps?|intervals?|rests?|relaxation)\b|\s(?:at|for|in) each\b")
_TIMES: Final = frozenset(("h", "min", "s", "d"))
# “delivers 120 mAh g⁻¹ higher than …”, whose comma is left out, states a value all the same
_STATES: Final = re.compile(
    r"\b(?:of|to|at|with|ha[sd]|have|"
    r"(?:deliver|show|exhibit|reach|obtain|achiev|provid|display|yield|offer|attain|gav|giv)\w*)\s"
    rf"(?:an?\s)?{_QUALIFIER}\Z",
    re.IGNORECASE,
)


def further_unit(behind: str, spelled: str) -> int:
    """How many characters behind a unit make another unit of it; 0 where it stands by itself."""
    found = _PER_ANY.match(behind) or (_PER_CYCLE.match(behind) if spelled in _OF_FADING else None)
    return found.end() if found else 0


def is_of_none(text: str, one: Print) -> bool:
    """Whether a number says how much something differs, or is a length, an angle or a time of the method."""
    before = text[max(0, one.start - _NEAR) : one.start]
    if one.spelled in _LENGTHS and (_OF_RADIATION.search(before) or _IS_RADIATION.match(text, one.end)):
        return True
    if one.spelled == "Å" and _AROUND.search(before):
        return True
    if one.spelled in _TIMES:
        return bool(_IDLE.search(before) or _IS_STEP.match(text, one.end))
    if one.spelled == "%":
        return bool(_FIT.search(before))
    if one.spelled == "cycles":
        return False
    if one.spelled in ("°", "° 2θ") and _RANGE.search(one.value) and _PATTERN.search(before):
        return True
    lead = before + re.match(r"[^0-9+−–-]*", one.value)[0]  # type: ignore[index] # “about” of “about 120”
    if one.spelled not in _VALUES_OF_LOSS and _LOSS_OF.search(lead):
        return True
    if _BY.search(lead) or _AN_INCREASE_OF.search(lead):
        return True
    return bool(_THAN.match(text, one.end)) and not _STATES.search(lead)
