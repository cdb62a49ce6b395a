"""The ion that a quantity is about: a term of the vocabulary, or one that is given by its formula.

Documents claim complexes that no list foresees: MgCl₃⁻, [Mg₂(μ-Cl)₃(THF)₆]⁺. They are kept as they are typeset, so that
one ion has one key however it was typed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from . import formula, vocabulary

LONGEST: Final = 80  # characters of a key
_LABELS: Final = {term.label: term.key for term in vocabulary.IONS}
KEYS: Final = frozenset(term.key for term in vocabulary.IONS)
# “Mg2++MgCl+”: the sign that joins two ions stands behind a charge and before the next ion
_JOIN: Final = re.compile(r"(?<=[-+−⁺⁻}])\s*\+\s*(?=[A-Z\[(])")
_APART: Final = " + "


class IonError(ValueError):
    """A text that is no ion; the message says what to write."""


@lru_cache(maxsize=4096)
def read(text: str) -> str:
    """The key of the ion `text`: of the vocabulary where it is one of its terms, else its formula as it is typeset.

    Several ions that are claimed together stand with a + between them. Raises IonError for what is no ion: no formula,
    or one without a charge.

    Worked: "Mg^{2+}" → "Mg2+"; "Li+ + Mg2+" → "Mg2++Li+"; "MgCl3-" → "MgCl₃⁻"; "MgCl2" → an IonError.
    """
    text = " ".join(text.split())
    if text in KEYS:
        return text
    if text in _LABELS:
        return _LABELS[text]
    parts = list(dict.fromkeys(_one(part, text) for part in _JOIN.sub(_APART, text).split(_APART)))
    parts.sort(key=lambda part: (not part.startswith("Mg"), part))
    label = _APART.join(parts)
    if len(label) > LONGEST:
        raise IonError(f"“{text[:LONGEST]}” is longer than {LONGEST} characters; shorten it.")
    return _LABELS.get(label, label)


def _one(part: str, whole: str) -> str:
    """One ion, typeset."""
    try:
        read_as = formula.parse(part)
    except formula.FormulaError as error:
        raise IonError(
            f"“{whole[:LONGEST]}” is not an ion here: {error.reason}. Choose a term, or write formula and charge: "
            "MgCl3-, [Mg2(μ-Cl)3(THF)6]+."
        ) from error
    if not read_as.charge:
        raise IonError(
            f"“{part[:LONGEST]}” has no charge, and an ion has one behind its formula: MgCl3-, [Mg(PC)6]2+. In an "
            "address + is written %2B."
        )
    return read_as.unicode


def label(key: str) -> str:
    """What is shown of the ion `key`."""
    return vocabulary.label(vocabulary.IONS, key)


def is_formula(key: str) -> bool:
    """Whether the ion `key` is given by its formula."""
    return bool(key) and key not in KEYS
