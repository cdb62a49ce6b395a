"""What a number is of where no words name a property: by its unit, its size and what its sentence is about."""

from __future__ import annotations

import re
from typing import Final

from mgdb.science.quantity import QuantityError, alternatives

from .groups import Print

# a length, an energy or a voltage of the method: a laser, a radiation, an amplitude, what a computation ends at
_OF_METHOD: Final = re.compile(
    r"(?:λ|wavelength|laser|K[αa]|radiation|excitation|cut-?off|converge\w*|criteri\w+|toleranc\w+|vacuum|k-points?|"
    r"amplitude|perturbation|sinus\w*|acceler\w+|beam|sieve|filter|mesh|resolution|step)",
    re.IGNORECASE,
)
# between which a cell is run: “recorded between 0 and 2.5 V”
_IS_RANGE: Final = re.compile(r"[0-9]\s?(?:[-–−~]|to|and)\s?[-−–]?[0-9]")
_CYCLED: Final = re.compile(
    r"\b(?:CVs?|LSVs?|voltammogra\w+|voltammetr\w+|record\w+|scann\w+|swept|sweep\w*|cycled|tested|measured|performed|"
    r"conducted|carried out|galvanostatic\w*)\b"
)
_HYDROGEN: Final = re.compile(
    r"\s?\(?(?:vs\.?|versus|against)\s(?:the )?(?:SHE|NHE|RHE|standard hydrogen)", re.IGNORECASE
)
_PLATES: Final = re.compile(r"\b(?:symmetric\w*|plat(?:e|ing)|strip\w*|polari[sz]\w*|deposit\w*)\b", re.IGNORECASE)
_SHEETS: Final = re.compile(r"\b(?:inter-?layer|layer|sheet|lamell)\w*", re.IGNORECASE)
_NEAR: Final = 60  # characters around a number that say what it is of
_INNER_SHELL: Final = 40.0  # eV beyond which an energy is that of an electron of an inner shell
_BONDED: Final = 2.7  # Å up to which atoms are bonded


def default_of_size(text: str, one: Print) -> str:
    """The property that a number of this size and unit most often is; empty where nobody can tell.

    Worked: “531.2 eV” → XPS binding energy; “−2.37 V vs. SHE” → redox potential; “1.4 V” → voltage.
    """
    size = _size(one.value)
    if size is None or _OF_METHOD.search(text[max(0, one.start - _NEAR) : one.end + _NEAR // 2]):
        return ""
    if one.spelled == "V":
        if _IS_RANGE.search(one.value) and _CYCLED.search(text[max(0, one.start - _NEAR) : one.start]):
            return ""
        return "redox_potential" if is_against_hydrogen(text, one) else "voltage"
    if one.spelled == "mV":
        return "overpotential" if _PLATES.search(text) else ""
    if one.spelled == "eV":
        return "xps_binding_energy" if size > _INNER_SHELL else ""
    if one.spelled == "°":
        return "diffraction_angle" if 5 <= size <= 90 else ""
    if one.spelled == "cm⁻¹":
        return "infrared_wavenumber" if 300 <= size <= 4000 else ""
    if one.spelled == "Å" and size >= 1:
        if size <= _BONDED:
            return "bond_length"
        return "interlayer_spacing" if _SHEETS.search(text) else "lattice_parameter"
    return ""


def is_against_hydrogen(text: str, one: Print) -> bool:
    """Whether a voltage is told against hydrogen, as standard potentials are and hardly any cell: “−0.76 V vs. SHE”."""
    return bool(_HYDROGEN.match(text, one.end))


def _size(value: str) -> float | None:
    """The number that `value` states, the middle of a range; None where it states none."""
    try:
        stated = alternatives(value)[0].quantity
    except QuantityError:
        return None
    if stated.value is not None:
        return abs(stated.value)
    return None if stated.low is None or stated.high is None else abs(stated.low + stated.high) / 2
