"""The names by which people ask for what the vocabularies list, and for what texts call in several ways.

A concept is a term of a vocabulary, an element, or words that mean the same. Search marks a record with every concept
that its texts name, so that each name finds what any other would.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from .elements import ELEMENTS
from .spellings import british, stem
from .substances import ANIONS
from .typeset import plain
from .vocabulary import VOCABULARIES, Term

_MOF: Final = ("MOF", "metal-organic framework")
_POLYMER: Final = ("polymer", "polymer electrolyte")
_SOLID: Final = ("solid electrolyte", "solid-state electrolyte", "SSE")
_VACANCY: Final = ("vacancy",)
_DOPING: Final = ("doping", "dopant")
# Vocabulary → term → its names beside its label.
NAMES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "methods": {
        "galvanostatic": ("galvanostatic", "galvanostatic charge-discharge", "GCD"),
        "eis": ("impedance", "impedance spectroscopy", "electrochemical impedance spectroscopy", "AC impedance"),
        "gitt": ("galvanostatic intermittent titration", "galvanostatic intermittent titration technique"),
        "pitt": ("potentiostatic intermittent titration", "potentiostatic intermittent titration technique"),
        "cv": ("cyclic voltammetry", "cyclic voltammogram"),
        "lsv": ("linear sweep voltammetry",),
        "dc": ("chronoamperometry", "DC polarization"),
        "bruce_vincent": ("Bruce-Vincent method", "Bruce-Vincent-Evans"),
        "neb": ("nudged elastic band", "CI-NEB", "climbing-image nudged elastic band"),
        "dft": ("density functional theory", "first principles", "first-principles calculation"),
        "aimd": ("ab initio molecular dynamics",),
        "md": ("molecular dynamics",),
        "xrd": ("X-ray diffraction",),
        "electron_microscopy": ("SEM", "TEM", "HRTEM", "STEM"),
        "afm": ("atomic force microscopy",),
        "xps": ("X-ray photoelectron spectroscopy",),
        "xas": ("X-ray absorption spectroscopy", "XANES", "EXAFS"),
        "raman": ("Raman spectroscopy",),
        "ir": ("FTIR", "FT-IR", "infrared spectroscopy"),
        "nmr": ("nuclear magnetic resonance",),
        "icp": ("ICP-OES", "ICP-MS", "inductively coupled plasma"),
        "tga": ("thermogravimetry", "thermogravimetric analysis"),
        "dsc": ("differential scanning calorimetry",),
        "sorption": ("BET", "nitrogen sorption"),
        "titration": ("Karl Fischer", "Karl Fischer titration"),
    },
    "electrolyte-classes": {
        "oxide": _SOLID,
        "hydride": ("hydride", "borohydride", "closo-borate", *_SOLID),
        "chalcogenide": _SOLID,
        "inorganic_composite": _SOLID,
        "mof": (*_MOF, *_SOLID),
        "mof_ionic_liquid": (*_MOF, *_SOLID),
        "polymer": (*_POLYMER, "SPE", *_SOLID),
        "composite_polymer": ("composite polymer electrolyte", "CPE", *_POLYMER, *_SOLID),
        "gel": ("gel electrolyte", "gel polymer electrolyte", "GPE", *_POLYMER),
        "biopolymer": ("biopolymer electrolyte", *_POLYMER),
        "plastic_crystal": _SOLID,
        "molecular_crystal": ("molecular crystal", "deep eutectic", "deep eutectic solvent", "eutectic"),
        "ionic_liquid": ("IL", "room-temperature ionic liquid"),
        "organic_liquid": ("liquid electrolyte", "organic electrolyte"),
        "aqueous": ("aqueous electrolyte",),
    },
    "structure-families": {
        "chevrel": ("Chevrel",),
        "nasicon": ("NASICON",),
        "rocksalt": ("rocksalt",),
        "beta_sulfate": ("iron sulfate",),
        "hydride": ("borohydride", "closo-borate"),
        "mof": _MOF,
        "metal": ("metal", "alloy"),
    },
    "roles": {
        "cathode": ("cathode material", "positive electrode"),
        "anode": ("anode material", "negative electrode"),
        "interphase": ("SEI", "solid electrolyte interphase"),
    },
    "defects": {
        "anion_vacancy": ("anion vacancy", *_VACANCY),
        "cation_vacancy": ("cation vacancy", *_VACANCY),
        "cation_substitution": ("cation doping", "cationic doping", *_DOPING),
        "anion_substitution": ("anion doping", "anionic doping", *_DOPING),
        "interstitial": ("interstitial",),
        "missing_linker": ("linker vacancy", "missing-linker defect"),
    },
    "routes": {
        "ball_milling": ("ball-milled", "mechanical milling"),
        "etching": ("etching", "acid etching", "alkali etching"),
        "hydrothermal": ("hydrothermal", "solvothermal"),
        "ion_exchange": ("ion exchange", "proton exchange"),
    },
    "modifications": {"facet": ("facet",), "composite": (), "coating": ("coated",), "filler": ()},
    "configurations": {"symmetric": ("symmetrical cell",)},
}
# What texts call in several ways, of which each finds the others; the first is the usual one.
SYNONYMS: Final[tuple[tuple[str, ...], ...]] = (
    ("Coulombic efficiency", "CE"),
    ("cathode-electrolyte interphase", "CEI"),
    ("carbon nanotube", "CNT", "MWCNT", "SWCNT"),
    ("reduced graphene oxide", "rGO"),
    ("covalent organic framework", "COF"),
    ("transference number", "transport number", "transfer number"),
    ("rechargeable magnesium battery", "RMB", "magnesium battery", "Mg battery", "magnesium-ion battery", "MIB"),
    ("density of states", "DOS"),
    ("borohydride", "BH4", "tetrahydroborate"),
    ("perchlorate", "ClO4"),
    ("all-phenyl complex", "APC"),
)
# Symbols that are words, too, so that a text does not name the element by them.
_WORDS_TOO: Final = frozenset({"As", "At", "Be", "He", "In", "No"})
_UNTOLD: Final = frozenset({"other", "not_stated", "calculation", "not_applicable"})
_APART: Final = re.compile(r"[\s‐‑–—-]+")
_LONGEST_TEXT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Concept:
    """What several names mean: `vocabulary` and `key` where it is a term of one, else what it is and its first name."""

    vocabulary: str
    key: str
    names: tuple[str, ...]

    @property
    def mark(self) -> str:
        """What stands in the search text of a record that names it."""
        return f"≡{self.vocabulary}:{self.key}≡"


def _names_of(vocabulary: str, term: Term) -> tuple[str, ...]:
    label = () if "(" in term.label else term.label.split(" / ")
    return tuple(dict.fromkeys((*label, *NAMES[vocabulary].get(term.key, ()))))


def _normal(words: str) -> str:
    """`words` as they are compared: folded, in the singular, blanks for hyphens, British spelling."""
    return " ".join(stem(british(word)) for word in _APART.split(plain(words)) if word)


def _concepts() -> Iterator[Concept]:
    for vocabulary in NAMES:
        for term in VOCABULARIES[vocabulary][1]:
            if term.key not in _UNTOLD and (names := _names_of(vocabulary, term)):
                yield Concept(vocabulary, term.key, names)
    for symbol, element in ELEMENTS.items():
        yield Concept("element", symbol.lower(), (element.name, symbol))
    for names in SYNONYMS:
        yield Concept("words", "-".join(_normal(names[0]).split()), names)
    for ion in ANIONS:
        yield Concept("ion", plain(ion.name), tuple(ion.names))


CONCEPTS: Final = tuple(_concepts())


@cache
def _known() -> Mapping[str, tuple[Concept, ...]]:
    known: dict[str, list[Concept]] = {}
    for one in CONCEPTS:
        for name in one.names:
            if one not in (same := known.setdefault(_normal(name), [])):
                same.append(one)
    return {name: tuple(found) for name, found in known.items()}


def concepts_named(words: str) -> tuple[Concept, ...]:
    """What `words` as a whole name; several where a name is that of several.

    Worked: "GITT" → the method; "metal–organic frameworks" → the class and the structure family; "zinc" → the element.
    """
    known, name = _known(), _normal(words)
    found = known.get(name, ())
    if not found and len(name) > 3 and name[-1] == "s":  # MOFs: stems are those of words
        found = known.get(name[:-1], ())
    # CE is not cerium: a symbol has the case of one, or none
    spelt = words if not words.islower() else words.capitalize()
    return tuple(one for one in found if one.vocabulary != "element" or len(words) > 2 or one.names[1] == spelt)


def words_of(vocabulary: str, *keys: str) -> list[str]:
    """What search finds a record by that has these terms of `vocabulary`: their labels and marks.

    Worked: ("methods", "gitt") → ["GITT", "≡methods:gitt≡"].
    """
    labels = {term.key: term.label for term in VOCABULARIES[vocabulary][1]}
    known = [key for key in dict.fromkeys(keys) if key in labels and key not in _UNTOLD]
    return [word for key in known for word in (labels[key], Concept(vocabulary, key, ()).mark)]


def element_words(symbols: Iterable[str]) -> list[str]:
    """The same of elements: what has selenium in it is found by Se and by selenium."""
    return [Concept("element", symbol.lower(), ()).mark for symbol in dict.fromkeys(symbols)]


@cache
def _inside() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(_patterns())})(?![^\W_])")


def _patterns() -> Iterator[str]:
    # a single letter is an initial of an author, a unit, a numeral
    names = {name for one in CONCEPTS for name in one.names if one.vocabulary != "ion" and len(name) > 1} - _WORDS_TOO
    for name in sorted(names, key=lambda name: (-len(name), name)):
        body = r"[\s‐‑–—-]+".join(re.escape(word) for word in _APART.split(name))
        body = body[:-1] + "(?:y|ies)" if re.search(r"[a-z]{3}[b-df-hj-np-tv-z]y\Z", name) else f"{body}s?"
        yield f"(?i:{body})" if re.search("[a-z]{3}", name) else body


def marks_of(text: str) -> Iterable[str]:
    """The marks of all that `text` names, each once.

    Worked: "MOFs and GITT" → those of the class, the structure family and the method.
    """
    found = (match[0] for match in _inside().finditer(text[:_LONGEST_TEXT]))
    return dict.fromkeys(one.mark for name in found for one in concepts_named(name))
