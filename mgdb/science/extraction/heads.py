"""What the heads of a table say: of what property or condition the cells below are, and in which unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mgdb.science.properties import PROPERTIES

from . import cues
from .prints import unit_at

_UNITS: Final = re.compile(
    r"[(\[](?P<units>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]\s*\Z|(?:,|\s/)\s*(?P<behind>[^,/]{1,20})\Z"
)
_BRACKETS: Final = re.compile(r"\A\s*[(\[]?(?P<unit>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]?\s*\Z")
_COUNT: Final = re.compile(
    r"(?:number of |no\.? of )?cycles?(?: (?:number|no\.?|n))?|(?:cycle )?(?:number|no\.?|n)", re.IGNORECASE
)
_TELLS: Final = re.compile(r"\b(?:in|as)\s(?:units of\s)?(?=[A-Za-zμΩÅ°%])")
_CYCLED: Final = re.compile(r"(?:number of |no\.? of )?cycles?(?: (?:number|no\.?))?", re.IGNORECASE)
_PER: Final = re.compile(r"(?:(?<![A-Za-z])|(?<=number)|(?<=cycle)|(?<=cycles)|(?<=\bno))\s*/\s*(?=[A-Za-zμΩ°%])")
_AND: Final = re.compile(r"\s*[/@;]\s*|,\s|\s(?:and|after|at|over)\s")
# a power of ten that all numbers of a column have: “σ (10⁻⁴ S cm⁻¹)”, “D (×10⁻¹² cm² s⁻¹)”
_POWER: Final = re.compile(r"\s*[×x*]?\s*10\s?(?P<power>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^?\s?[-−–][0-9]{1,2})\s+(?=[A-Za-zμΩ%])")
_PLAIN: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−–", "0123456789-+--")
_NUMBER: Final = re.compile(r"[~≈<>≤≥]?\s?[-−–]?\s?[0-9]")
_PLATING: Final = frozenset(
    ("test_duration", "overpotential", "nucleation_overpotential", "plating_stripping_efficiency")
)


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of a column's cells is: a property or a condition, with its unit.

    counts: it counts cycles, which are a condition of the other parts and a value. power: the head has it, “10^-4”.
    """

    key: str
    unit: str
    spelled: str
    is_condition: bool = False
    counts: bool = False
    power: str = ""


CYCLES: Final = Part("cycle_number", "", "cycles", True, True)


def heads_of(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], int]:
    """The heads of a table and how many rows they take: a row of units, or of heads under wide heads, is joined.

    Worked: ("Sample", "Ea"), ("", "eV"), ("A", "0.3") → ("Sample", "Ea (eV)"), 2.
    """
    if not rows:
        return (), 0
    heads = rows[0]
    if len(rows) < 3:
        return heads, 1
    below = rows[1]
    filled = [cell for cell in below if cell]
    units = [_in_brackets(cell) for cell in filled]
    if filled and all(units) and not any(map(_NUMBER.match, filled)):
        return tuple(
            f"{head} ({_in_brackets(cell)})" if cell else head for head, cell in zip(heads, below, strict=True)
        ), 2
    wide = any(not head and cell for head, cell in zip(heads, below, strict=True))
    if wide and len(filled) > 1 and not any(map(_NUMBER.match, filled)):
        joined, last = [], ""
        for head, cell in zip(heads, below, strict=True):
            last = head or (last if cell else "")
            joined.append(f"{last} {cell}".strip())
        return tuple(joined), 2
    return heads, 1


def _in_brackets(cell: str) -> str:
    """The unit that a cell holds and nothing else; empty where it holds something else."""
    match = _BRACKETS.match(cell)
    typed = match["unit"].strip() if match else ""
    return typed if typed and whole_unit(typed) else ""


_SCALED: Final = re.compile(
    r"\b10\s?(?:[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]|\^|[-−–][0-9])|\b(?:log|lg|ln)(?=[\s(]|\b)|\blog[₁1]", re.IGNORECASE
)


def columns_of(heads: Sequence[str], caption: str) -> list[list[Part]]:
    """The parts of each column; none where a head says no property and no unit."""
    columns = [parts_of(head, caption) for head in heads]
    kinds = {part.key for parts in columns for part in parts}
    if "areal_current_density" in kinds and kinds & _PLATING:  # how much is plated in each half cycle
        return [
            [replace(one, is_condition=one.is_condition or one.key == "areal_capacity") for one in parts]
            for parts in columns
        ]
    return columns


def parts_of(head: str, caption: str) -> list[Part]:
    """What the parts of a column's cells are.

    Worked: “Cycling (mAh g⁻¹/number/mA g⁻¹)” → a capacity, cycles, a current density; “Retention/cycles” → a retention
    whose unit its cells print, cycles.
    """
    if _CYCLED.fullmatch(head.strip()):
        return [CYCLES]
    units_in = _UNITS.search(head)
    if _SCALED.search(head[: units_in.start()] if units_in else head):
        return []  # “σ × 10³ (S cm⁻¹)” is read in two ways, and “log D” is no D
    if found := units_in:
        typed = (found["units"] or found["behind"]).strip()
        name = head[: found.start()]
        if typed and _CYCLED.fullmatch(typed) and (named := _named(name)):
            return [named, CYCLES]
        if parts := list(_with_units(typed, head, caption)):
            return parts
    return _in_words(head) or _behind(head, caption) or _told(head, caption)


def _with_units(typed: str, head: str, caption: str) -> Iterator[Part]:
    power = ""
    if powered := _POWER.match(typed):
        power = "10^" + powered["power"].translate(_PLAIN).lstrip("^ ")
        typed = typed[powered.end() :]
    whole = whole_unit(typed)
    ways = (_PER.split(typed), typed.split("@"), typed.split(","), [] if whole else typed.split("/"))
    for pieces in ways:
        kinds = [("", "cycles") if _COUNT.fullmatch(piece.strip()) else whole_unit(piece.strip()) for piece in pieces]
        if len(kinds) > 1 and all(kinds):
            for kind in kinds:
                assert kind is not None
                yield _part(*kind, head, caption) if kind[0] else CYCLES
            return
    if whole:
        yield replace(_part(*whole, head, caption), power=power)


def _in_words(head: str) -> list[Part]:
    """Parts that a head names without units, which stand in the cells or are not needed: “Retention/cycle”."""
    pieces = [piece for piece in _AND.split(head) if piece.strip()]
    if len(pieces) > 1:
        parts = [CYCLES if _COUNT.fullmatch(piece.strip()) else _named(piece) for piece in pieces]
        found = [part for part in parts if part]
        if len(found) == len(pieces) and len({part.key for part in found}) == len(found):
            return found
    bare = [cue for cue in cues.cues_in(head) if PROPERTIES[cue.key].dimension in ("number", "ratio")]
    return [Part(bare[0].key, "", "1")] if len({cue.key for cue in bare}) == 1 else []


def _named(words: str) -> Part | None:
    """The one property that `words` name, its unit not known."""
    near = cues.cues_in(words)
    if not near:
        return None
    best = max(near, key=lambda cue: (cue.weight, cue.end - cue.start))
    entry = PROPERTIES[best.key]
    return Part(best.key, "", "1" if entry.unit == "1" else "")


def _behind(head: str, caption: str) -> list[Part]:
    """The part of a head whose unit stands behind its words without a sign: “Conductivity S cm⁻¹”."""
    words = head.split()
    for count in range(min(3, len(words) - 1), 0, -1):
        unit = whole_unit(" ".join(words[-count:]))
        if unit and {cue.key for cue in cues.cues_in(head)} & {one.key for one in cues.properties_with(unit[1])}:
            return [_part(*unit, head, caption)]
    return []


def _told(head: str, caption: str) -> list[Part]:
    """The part of a head whose unit the caption tells behind its symbol or its words: “E_ads in eV”."""
    named = _named(head)
    if named is None or named.unit or named.spelled:
        return []
    at = max(caption.find(head.strip()), 0)
    for match in _TELLS.finditer(caption, at):
        found = unit_at(caption[match.end() :])
        if found and found[1] in PROPERTIES[named.key].accepted_units:
            return [Part(named.key, found[0], found[1])]
    return []


def whole_unit(typed: str) -> tuple[str, str] | None:
    """The unit that `typed` is, as printed and as we spell it."""
    found = unit_at(typed)
    return found[:2] if found is not None and found[2] == len(typed) else None


def _part(unit: str, spelled: str, head: str, caption: str) -> Part:
    entries = cues.properties_with(spelled)
    fitting = {entry.key for entry in entries}
    for text in (head, caption):
        near = [cue for cue in cues.cues_in(text) if cue.key in fitting]
        if near:
            return Part(max(near, key=lambda cue: (cue.weight, cue.end - cue.start)).key, unit, spelled)
    if condition := cues.condition_with(spelled):
        return Part(condition, unit, spelled, True)
    return Part(entries[0].key if len(entries) == 1 else cues.default_of(entries), unit, spelled)
