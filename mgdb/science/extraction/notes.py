"""Marks of footnotes behind the heads and numbers of a table: σ†, 120*, 88^a, 120³.

The note itself stands below the table and may say anything, so that a value with one does not take the conditions that
hold for its row.
"""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = "*†‡§¶#"
_RAISED: Final = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏ"
_LETTERS: Final = r"\^\{?\(?[a-k](?:,\s?[a-k])*\)?\}?"
_OF_HEAD: Final = re.compile(
    rf"\s?(?:[†‡§¶]+|\*+(?=[\s()\[\],]|\Z)|{_LETTERS}(?=[\s()\[\],]|\Z)|[{_RAISED}]+)|"
    r"(?<=[)\]])\s?(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:,[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*|[a-k](?:,\s?[a-k])*|#)\s*\Z"
)
_NOTED: Final = re.compile(
    r"(?P<value>[^()\[\]]*(?:[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]|\([0-9]{1,3}\)|%))\s*"
    rf"(?P<note>[(\[][^()\[\]]*[)\]]|[{re.escape(_SIGNS)}]+|{_LETTERS}|[a-z]|[{_RAISED}]+)\s*"
)
# a raised digit behind a plain number, which nobody squares; of 10² nobody knows
_DIGITS: Final = re.compile(r"(?P<value>[^()\[\]×x^]*[0-9])\s?(?P<note>[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?(?:,[¹²³⁴⁵⁶⁷⁸⁹])*)\s*")
_TEN: Final = re.compile(r"(?<![0-9.])10\Z")
_SPREAD: Final = re.compile(r"\([0-9]{1,3}\)")


def without_notes(head: str) -> str:
    """A head, or the name of a row, without marks of footnotes: “σ† (S cm⁻¹)^a” → “σ (S cm⁻¹)”."""
    return _OF_HEAD.sub("", head).strip()


def noted(cell: str) -> tuple[str, str]:
    """A number, and the note or remark behind it; no note where there is none.

    Worked: “120³” → “120”, “³”; “3.1 × 10⁻⁴ (30 °C)” → “3.1 × 10⁻⁴”, “(30 °C)”; “5.12(3)” → “5.12(3)”, "".
    """
    found = _NOTED.fullmatch(cell)
    if found and not (_SPREAD.fullmatch(found["note"]) and not found["value"].endswith(" ") and _has_spread(cell)):
        return found["value"].rstrip(), found["note"]
    digits = _DIGITS.fullmatch(cell)
    if digits and not _TEN.search(digits["value"]):
        return digits["value"], digits["note"]
    return cell, ""


def _has_spread(cell: str) -> bool:
    """Whether the bracket behind a number says how far its last digits may be off: it touches decimals."""
    return bool(re.search(r"[0-9]\.[0-9]+\([0-9]{1,3}\)", cell))


def is_power_or_note(cell: str) -> bool:
    """Whether a cell is a ten with raised digits and no sign, which is a power or a number with a note."""
    return bool(re.fullmatch(r"10[⁰¹²³⁴⁵⁶⁷⁸⁹]+", cell.strip()))
