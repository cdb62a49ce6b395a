"""Whose a print is: which of the mentions of its sentence, and which kinds of things a property is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mgdb.science.properties import PROPERTIES
from mgdb.science.properties.model import CAPACITY, ELEMENTS, ENERGETICS, INTERFACE, TRANSPORT, VOLTAGE

from .nearness import is_compared, nearest
from .prints import Print
from .subjects import Mention, is_element, is_ion

_OF_ELECTROLYTES: Final = frozenset(("electrochemical_window", "anodic_limit", "solvent_content"))
_METAL: Final = re.compile(r"\s(?:metal|anode|foil|electrode|batter|is\b|has\b)")
_PIECE: Final = re.compile(r"\s(?:metal|anode|foil|electrode|batter|symmetric)")
_OF_ELECTRODES: Final = frozenset(
    (
        "specific_capacity",
        "volumetric_capacity",
        "capacitive_contribution",
        "diffusion_contribution",
        "b_value",
        "intercalation_energy",
        "ion_uptake",
        "ion_capacity_share",
        "volume_change",
    )
)
_NO_ELECTRODES: Final = frozenset(("electrolyte", "separator", "additive", "species", "solvent"))
_OF_CONDUCTORS: Final = frozenset(
    ("electrochemical_window", "anodic_limit", "transference_number", "ionic_conductivity")
)
_NO_CONDUCTORS: Final = frozenset(("cathode", "species"))
# what is rather of an electrode or an electrolyte, though a cell may have it
_NOT_OF_CELLS: Final = _OF_CONDUCTORS | _OF_ELECTRODES - {"specific_capacity", "ion_capacity_share"}
_OF_METALS: Final = frozenset(
    ("volumetric_capacity", "specific_capacity", "redox_potential", "density", "energy_density", "specific_energy")
)
# what an electrolyte or an electrode does with a metal, rather than what the metal has
_WITH_METALS: Final = frozenset((CAPACITY, VOLTAGE, INTERFACE, ENERGETICS))
_ION: Final = re.compile(r"\S*(?:[⁺⁻]|[A-Za-z0-9)\]][0-9]?[+-])\Z")
_OF: Final = re.compile(
    r"\b(?:capacit(?:y|ies)|potentials?|densit(?:y|ies)) (?:of|for) (?:metallic |pure |bulk )?\Z", re.IGNORECASE
)
_ALONE: Final = re.compile(r"\s?[),.;]|\s(?:is|has|was|and)\b")
_BARE: Final = re.compile(r"\b(?:bare|pure|pristine|untreated|uncoated|blank)\s\Z", re.IGNORECASE)
_PARTNER: Final = re.compile(
    r"\b(?:cells?|batter(?:y|ies)|coupled|paired|matched|combined)\s(?:using|with|employing)\s(?:an?\s|the\s)?\Z"
)
_ELECTRODE: Final = re.compile(r"\s(?:cathode|anode|(?:counter|positive|negative) electrode)s?\b")
_JOINT: Final = re.compile(r"\s?(?:,|and|or|nor|,\s?and|/|as well as)\s?(?:the\s)?")
# the second of “0.4 vs 0.2”, which is of what the first is compared with
_SECOND: Final = re.compile(
    r"[0-9]\s?\S{0,12}\s(?:vs\.?|versus|against|compared (?:to|with)|rather than|instead of)\s\Z"
)
_FIRST: Final = re.compile(r"\s(?:vs\.?|versus|compared (?:to|with)|rather than|instead of)\s[~≈<>]?\s?[0-9]")
_OTHER_SIDE: Final = re.compile(r"\b(?:than|to|with|of|for|in)\b")
_WORDS: Final = 48  # characters that the few words before a name or a number take
_COMPARES: Final = re.compile(r"\w+er than\b")
# “…, with 1 M Mg(TFSI)2 only”: another than what was named before
_NEW_SIDE: Final = re.compile(
    r",\s(?:(?:and|but|whereas|while)\s)?(?:with|for|in|using|on)\s(?=[^,;]{0,60}?[A-Z][A-Za-z]{0,8}[(0-9])[^,;]{0,90}\Z"
)
# words that say that one number is of each of a list
_EACH: Final = re.compile(r"\b(?:both|each|all|n?either|same|identical|equal|alike|similar)\b", re.IGNORECASE)
_SAME: Final = re.compile(
    r"[^;.()]{0,20}?\b(?:(?:the )?same as|identical (?:to|with)|equal to|as (?:high|low|large|small) as) "
    r"(?:that|those|for|in|of)\b",
    re.IGNORECASE,
)
_PLURAL: Final = re.compile(
    r"\b(?:capacities|conductivities|energies|barriers|gaps|potentials|windows|numbers|spacings|efficiencies|densities|"
    r"resistances|coefficients|diameters|sizes|radii|limits|lengths|thicknesses|overpotentials)\b(?:[^.;]|\.(?=[0-9]))*\Z",
    re.IGNORECASE,
)


def fitting(mentions: list[Mention], keys: Sequence[str], text: str) -> list[Mention]:
    """The mentions that a value of the property may be of: an ion by itself has a radius and neighbours, the ion that
    moves is no subject of a conductivity; a metal is one where it is called so."""
    if keys and not carries("Mg", keys):
        return [one for one in mentions if carries(one.text, keys)]
    of_metals = bool(keys) and keys[0] in _OF_METALS
    of_ions = bool(keys) and (PROPERTIES[keys[0]].group == ELEMENTS or keys[0] == "coordination_number")
    kept = [
        one
        for one in mentions
        if (of_ions or not is_ion(one.text))
        and (
            not is_element(one.text)
            or of_ions
            or _METAL.match(text, one.end)
            or (of_metals and _OF.search(text, max(0, one.start - _WORDS), one.start))
        )
    ]
    return kept or [one for one in mentions if not is_ion(one.text) and _ALONE.match(text, one.end)]


def carries(name: str, keys: Sequence[str]) -> bool:
    """Whether a value of the property may be of what is called so: what ions move through is no ion and no metal."""
    through = PROPERTIES[keys[0]].group == TRANSPORT or keys[0] in _OF_ELECTROLYTES
    return not (through and (is_ion(name) or is_element(name)))


def hardly_carries(name: str, keys: Sequence[str]) -> bool:
    """Whether it is another that has the property where a value is told of a metal or ion: of plating the electrolyte,
    of the diffusion of an ion what it moves in."""
    entry = PROPERTIES[keys[0]]
    if is_element(name):
        return entry.group in _WITH_METALS and entry.key not in _OF_METALS
    return entry.group == TRANSPORT and bool(_ION.match(name))


def is_metal(text: str, mention: Mention) -> bool:
    """Whether an element is spoken of as a metal by itself: “Mg anode”, “bare Mg”."""
    return bool(_PIECE.match(text, mention.end) or _BARE.search(text, max(0, mention.start - _WORDS), mention.start))


def is_partner(text: str, mention: Mention) -> bool:
    """Whether a mention is what a cell was completed with to try another: “a full cell using an A cathode”."""
    return bool(_PARTNER.search(text, max(0, mention.start - 60), mention.start)) and bool(
        _ELECTRODE.match(text, mention.end)
    )


def suits(roles: frozenset[str], keys: Sequence[str]) -> bool:
    """Whether what serves so may have the property: no electrolyte a capacity, no cell a band gap."""
    if not keys or not roles:
        return True
    if ("cell" if roles == {"cell"} else "material") not in PROPERTIES[keys[0]].applies_to:
        return False
    if roles == {"cell"}:
        return keys[0] not in _NOT_OF_CELLS
    if keys[0] in _OF_ELECTRODES:
        return not roles <= _NO_ELECTRODES
    return not (keys[0] in _OF_CONDUCTORS and roles <= _NO_CONDUCTORS)


def subject_of(
    one: Print, prints: list[Print], mentions: list[Mention], named: list[Mention], text: str
) -> Mention | None:
    """The mention that a print is of: of as many names as numbers in the same order, the one at its place.

    mentions: those that its property may be of; named: all.

    Worked: in “a number (0.4 vs 0.2) above that of B” 0.2 is of B.
    """
    if not mentions:
        return None
    group = [other for other in prints if other.group == one.group]
    if any(_COMPARES.match(other.value) for other in group[1:]):
        group = [one]  # “0.4 eV, lower than 0.9 eV of B”
    if ("respectively" in text[one.end :] or one.members > 1) and len(group) > 1:
        for listed in (*lists(mentions, text), *lists(named, text)):
            if len(listed) == len(group):
                return listed[one.member]
    if (pair := _set_against(one, group, mentions, text)) is not None:
        return pair
    others = [other.start for other in prints if other.spelled == one.spelled and other.group != one.group]
    return nearest(mentions, text, group[0].start, max(other.end for other in group), others)


def _set_against(one: Print, group: list[Print], mentions: list[Mention], text: str) -> Mention | None:
    """Of “0.4 vs 0.2” what the first or the second is of: what is spoken of, and what it is compared with."""
    is_second = bool(_SECOND.search(text, max(0, one.start - _WORDS), one.start))
    if not is_second and not _FIRST.match(text, group[-1].end if one.unit and len(group) < 2 else one.middle):
        return None
    compared = [other for other in mentions if is_compared(text, other)]
    behind = [other for other in mentions if other.start >= one.end]
    if is_second:
        if behind and _OTHER_SIDE.search(text[one.end : behind[0].start]):
            return behind[0]
        return compared[0] if compared else None
    spoken = [other for other in mentions if other not in compared and other.end <= one.start]
    return spoken[-1] if spoken and compared else None


def is_left(text: str, mention: Mention, one: Print, prints: list[Print]) -> bool:
    """Whether a number is of something behind `mention` that no name is known for.

    Worked: “with A 99 % were found, with 1 M Mg(TFSI)2 only 34 %”: 34 % is not of A.
    """
    if mention.end > one.start or not (found := _NEW_SIDE.search(text[mention.end : one.start])):
        return False
    last = mention.end + found.start()
    return any(mention.end <= other.start and other.end <= last and other.spelled == one.spelled for other in prints)


def all_of(mention: Mention, one: Print, mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions that one number is of: of a list, “A and B both have 0.3 eV”, each of it; else `mention` alone."""
    if one.members > 1 or "respectively" in text:
        return [mention]
    for listed in lists(mentions, text):
        if mention not in listed:
            continue
        first, last = listed[0], listed[-1]
        if last.end <= one.start:
            clause = text[max(0, first.start - 60) : one.start]
        elif first.start >= one.end:
            clause = text[max(0, one.start - 60) : first.start]
        else:
            continue
        if any(text[other.start : other.end] != other.text for other in listed):
            return listed  # “Fe-, Mn- and Co-doped A”
        if _EACH.search(clause) or _PLURAL.search(text[: first.start]):
            return listed
    same = _SAME.match(text, one.end)
    behind = next((other for other in mentions if same and other.start >= same.end()), None)
    if same and behind and behind is not mention and not re.search("[;.]", text[same.end() : behind.start]):
        return [mention, behind]
    return [mention]


def lists(mentions: list[Mention], text: str) -> Iterator[list[Mention]]:
    """Names that are listed: with nothing but commas and “and” between them."""
    row: list[Mention] = []
    for mention in mentions:
        if row and _JOINT.fullmatch(text[row[-1].end : mention.start]):
            row.append(mention)
            continue
        if len(row) > 1:
            yield row
        row = [mention]
    if len(row) > 1:
        yield row
