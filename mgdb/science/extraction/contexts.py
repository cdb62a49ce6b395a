"""Where the words of one property mean another, by what else the sentence and those before it speak of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

_Earlier: TypeAlias = Sequence[tuple[float, str]]


def in_context(keys: list[str], text: str, earlier: _Earlier) -> list[str]:
    """`keys`, the likeliest first, with the one before them that the context means instead of the first.

    Worked: an efficiency is of plating where the text speaks of plating and of no capacity.
    """
    for said, meant, is_meant in _RULES:
        if keys[0] == said and is_meant(text, earlier):
            other = meant or (keys[1] if len(keys) > 1 else said)
            return [other, *(key for key in keys if key != other)]
    return keys


# an efficiency of plating, where a text speaks of it and of no capacity
_PLATES: Final = re.compile(
    r"\b(?:electro)?(?:plat(?:ing|ed)|strip(?:ping|ped)|deposit(?:ion|ed)|dissolution)\b|\bover-?potentials?\b|"
    r"\b(?:Mg|Li|Na|Zn|K|Ca|Al)\s?(?:\|\|?|//?|‖|∥)\s?(?:Cu|Mo|Pt|SS|Ti|Al|Ni)\b",
    re.IGNORECASE,
)
_STORES: Final = re.compile(r"\bcapacit|\bmAh?\b|\bcathodes?\b|\bfull cell|\bdischarg", re.IGNORECASE)


def _plates(text: str, earlier: _Earlier) -> bool:
    if _STORES.search(text):
        return False
    return bool(_PLATES.search(text)) or any(_PLATES.search(one) and not _STORES.search(one) for _, one in earlier)


# the “electrical conductivity” of what conducts by its ions
_ELECTRICAL: Final = re.compile(r"\b(?:electrical|electric) conductiv", re.IGNORECASE)
_ELECTROLYTE: Final = re.compile(r"\b(?:electrolytes?|polymers?|gels?|salts?|ionic liquids?)\b", re.IGNORECASE)
_ELECTRODE: Final = re.compile(r"\b(?:cathodes?|anodes?|electrodes?|carbon|graphene|CNTs?|electronic)\b", re.IGNORECASE)


def _by_ions(text: str, earlier: _Earlier) -> bool:
    if not _ELECTRICAL.search(text) or _ELECTRODE.search(text):
        return False
    return any(_ELECTROLYTE.search(one) for one in (text, *(one for _, one in earlier)))


_COMPUTED: Final = re.compile(
    r"\b(?:NEB|DFT|first[- ]principles|ab initio|calculat\w+|comput\w+|simulat\w+|predict\w+|migrat\w+)\b",
    re.IGNORECASE,
)
_MEASURED: Final = re.compile(
    r"\b(?:Arrhenius|conductiv\w+|measured|impedance|EIS|NMR|experiment\w*|fitt(?:ed|ing)|AIMD|"
    r"molecular dynamics|transfer)\b",
    re.IGNORECASE,
)


def _of_a_path(text: str, _: _Earlier) -> bool:
    return bool(_COMPUTED.search(text)) and not _MEASURED.search(text)


_RAMAN: Final = re.compile(r"\bRaman\b")
_INFRARED: Final = re.compile(r"\b(?:FT-?IR|ATR|IR)\b|infra-?red", re.IGNORECASE)


def _of_raman(text: str, earlier: _Earlier) -> bool:
    around = [text, *(one for _, one in earlier)]
    return any(map(_RAMAN.search, around)) and not any(map(_INFRARED.search, around))


_SLOPE: Final = re.compile(r"\b(?:Arrhenius|slopes?|VTF|Vogel\w*|impedance|EIS)\b", re.IGNORECASE)
_MODELLED: Final = re.compile(
    r"\b(?:NEB|DFT|first[- ]principles|ab initio|calculat\w+|comput\w+|simulat\w+)\b", re.IGNORECASE
)


def _of_a_slope(text: str, _: _Earlier) -> bool:
    return bool(_SLOPE.search(text)) and not _MODELLED.search(text)


_OF_AN_ION: Final = re.compile(
    r"(?:\bprotons?|\bH[⁺+]|\b[A-Z][a-z]?[²³]?[⁺+]|\bions?)(?!\w)[^;.]{0,50}\b(?:contribut|account|provid|deliver|suppl)\w*",
    re.IGNORECASE,
)
_KEPT: Final = re.compile(r"\b(?:retain|retention|remain|maintain|kept|keep|after|preserv)\w*", re.IGNORECASE)


def _of_an_ion(text: str, _: _Earlier) -> bool:
    return bool(_OF_AN_ION.search(text)) and not _KEPT.search(text)


_MICROGRAPH: Final = re.compile(r"\b(?:HR-?S?TEM|TEM|STEM|fringes?|SAED|FFT)\b")


def _in_a_micrograph(text: str, _: _Earlier) -> bool:
    return bool(_MICROGRAPH.search(text))


# spectra of absorption, and functions of distance that are none
_ABSORBS: Final = re.compile(r"\b(?:EXAFS|XAFS|XAS|XANES)\b|Fourier|R[- ]space|wavelet", re.IGNORECASE)
_CORRELATES: Final = re.compile(r"radial distribution|\bRDFs?\b|\bg\s?\(\s?r\s?\)|solvation|\bMD\b", re.IGNORECASE)


def _of_a_simulation(text: str, earlier: _Earlier) -> bool:
    absorbs = _ABSORBS.search(text) or any(_ABSORBS.search(one) for _, one in earlier)
    return not absorbs and bool(_CORRELATES.search(text))


# what is said, what is meant (the next guess where it is empty), and where
_RULES: Final[tuple[tuple[str, str, Callable[[str, _Earlier], bool]], ...]] = (
    ("coulombic_efficiency", "plating_stripping_efficiency", _plates),
    ("electronic_conductivity", "ionic_conductivity", _by_ions),
    ("activation_energy", "migration_barrier", _of_a_path),
    ("infrared_wavenumber", "raman_shift", _of_raman),
    ("migration_barrier", "activation_energy", _of_a_slope),
    ("capacity_retention", "ion_capacity_share", _of_an_ion),
    ("interlayer_spacing", "lattice_fringe_spacing", _in_a_micrograph),
    ("exafs_peak_position", "", _of_a_simulation),
)
