"""A flag in one field: severity and code, a colon, the reason."""

from __future__ import annotations

import re

from mgdb.science import vocabulary

from .reading import RowError, folded

_SEVERITIES = {word: term.key for term in vocabulary.SEVERITIES for word in (folded(term.key), folded(term.label))}
_CODES = {
    word: term.key
    for term in vocabulary.FLAG_CODES
    for word in (folded(term.key), folded(term.key.replace("_", " ")), folded(term.label))
}
_BETWEEN = re.compile(r"\s*\|\|\s*|[\n\r]+")


def read_flags(text: str, column: str = "flag") -> list[dict[str, str]]:
    """The flags of a field, parted by line breaks or “||”; a note unless a severity stands in front. Raises RowError.

    Worked: "caution misprint: the minus has become a tilde" → code misprint, severity caution, and the reason.
    """
    return [_flag(part, column) for part in _BETWEEN.split(text.strip()) if part.strip()]


def _flag(text: str, column: str) -> dict[str, str]:
    head, colon, reason = text.partition(":")
    words = folded(head).split()
    severity = next((_SEVERITIES[word] for word in words if word in _SEVERITIES), "")
    code = _CODES.get(" ".join(word for word in words if word not in _SEVERITIES))
    if code is None or not colon:
        known = ", ".join(term.key for term in vocabulary.FLAG_CODES)
        raise RowError(column, f"“{text[:60]}”: begin with one of {known}, a colon, and the reason.")
    if not reason.strip():
        raise RowError(column, "A flag says what is doubtful and why: give the reason behind the colon.")
    return {"code": code, **({"severity": severity} if severity else {}), "reason": reason.strip()}
