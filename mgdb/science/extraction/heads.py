"""What the heads of a table say: of what property or condition the cells below are, and in which unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mgdb.science.conditions import ConditionError, read
from mgdb.science.properties import PROPERTIES

from . import cues
from .contexts import in_context
from .headrows import whole_unit
from .notes import without_notes
from .prints import prints_of, unit_at

_UNITS: Final = re.compile(
    r"[(\[](?P<units>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]\s*\Z|(?:,|\s/)\s*(?P<behind>[^,/]{1,20})\Z"
)
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
# heads of what no property is, and of what is told by a word of its own
_OF_NONE: Final = re.compile(
    r"\bFWHM\b|half[- ]?width|\b(?:std\.?|standard) dev\w*|\berrors?\b|uncertaint\w+|\bR_?(?:wp|p|exp)\b|χ[²2]?|"
    r"\b(?:formation|cohesive|vacancy|surface|total|Fermi) energ(?:y|ies)|above (?:the )?(?:convex )?hull",
    re.IGNORECASE,
)
_QUANTITY: Final = re.compile(
    r"\b(?:energ(?:y|ies)|potentials?|lengths?|distances?|densit(?:y|ies)|rates?|temperatures?|sizes?|ratios?|contents?|"
    r"widths?|times?|capacit(?:y|ies)|resistances?|conductivit(?:y|ies)|radi(?:us|i)|volumes?|areas?|angles?|loadings?|"
    r"slopes?|currents?|voltages?|points?)\b",
    re.IGNORECASE,
)
_TEMPERATURE: Final = re.compile(r"\bT(?![A-Za-z])|\btemp(?:\.|eratures?\b|\b)", re.IGNORECASE)
_NO_CONDITION: Final = re.compile(
    r"\b(?:exchange|limiting|critical|corrosion|peak|leakage|cumulative|total|maximum|max\.?)\b", re.IGNORECASE
)
# “Voltage (V vs. Mg/Mg²⁺)”
_AGAINST: Final = re.compile(r",?\s?\(?\b(?:vs\.?|versus|against)\s(?P<scale>[^()\[\]]+)\)?", re.IGNORECASE)
_ALONE: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_BRACKETED: Final = re.compile(r"[(\[](?P<unit>[^()\[\]]{1,30})[)\]]")
# conditions in a head beside those that have a unit: “σ_RT”, “1st discharge capacity”, “Capacity at C/10”
_ROOM: Final = re.compile(r"(?<![A-Za-z])RT(?![A-Za-z])|room[ -]temperature", re.IGNORECASE)
_ORDINAL: Final = re.compile(
    r"\b(?P<count>[0-9]{1,5})(?:st|nd|rd|th)\b(?:[ -]cycle\b)?|\bcycle\s(?:no\.?\s|number\s)?(?P<number>[0-9]+)\b"
)
_AXIS: Final = re.compile(r"(?P<axis>[abcαβγ])(?=[\s,/(]|\Z)")
_AT: Final = re.compile(r"(?<=[A-Za-z)])@(?=[0-9])")
_LEFT: Final = re.compile(r"\(\s*[,;]?\s*")
_RATE: Final = re.compile(r"(?<![A-Za-z0-9])C/[0-9]+(?:\.[0-9]+)?(?![0-9])")
_LISTED: Final = re.compile(r"\b(?:at|@|under|after)\s*([0-9]+(?:\.[0-9]+)?(?:\s?/\s?[0-9]+(?:\.[0-9]+)?)+)\s?")
_POWER_ALONE: Final = re.compile(r"(?:[×x]\s?)?10\s?(?:[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^?[-−–][0-9]+)")
_LEAD: Final = re.compile(
    r"(?:[\s,;@_]|(?<=\s)/|\b(?:at|after|for|under|in|the|cycles?|no\.|number|of|n\s?=|T\s?=)\b|(?<!\w)=)*[(\[]?\s*"
    r"(?:(?:at|after|for|cycle|@)\s*)?\Z",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(r"\s*cycles?\b")
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


_SCALED: Final = re.compile(
    r"\b10\s?(?:[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]|\^|[-−–][0-9])|\b(?:log|lg|ln)(?=[\s(]|\b)|\blog[₁1]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: its head as printed, the parts of its cells, the conditions that the head states of them.

    is_scaled: a factor stands outside of the unit, which is read in two ways.
    """

    head: str
    parts: tuple[Part, ...] = ()
    stated: tuple[tuple[str, str], ...] = ()
    is_scaled: bool = False


def columns_of(heads: Sequence[str], caption: str) -> list[Column]:
    """What each column holds; no parts where its head says no property and no unit."""
    columns = [column_of(head, caption) for head in heads]
    first = columns[0].parts[0] if columns and len(columns[0].parts) == 1 else None
    if first and first.is_condition and first.key and len(heads) > 2 and all(map(_ALONE.fullmatch, heads[1:])):
        # “Current density (A g⁻¹) | 0.1 | 0.2 | 0.5”
        stated = [f"cycle {head}" if first.counts else f"{head} {first.unit}" for head in heads[1:]]
        columns = [Column(heads[0]), *(replace(column_of(one, caption), head=one) for one in stated)]
    kinds = {part.key for column in columns for part in column.parts}
    plates = kinds & _PLATING or ("coulombic_efficiency" in kinds and "specific_capacity" not in kinds)
    if "areal_current_density" in kinds and plates:  # how much is plated in each half cycle
        plated = [
            tuple(replace(one, is_condition=one.is_condition or one.key == "areal_capacity") for one in column.parts)
            for column in columns
        ]
        columns = [replace(column, parts=parts) for column, parts in zip(columns, plated, strict=True)]
    series = [column for column in columns if column.stated and not column.parts and not conditions_in(column.head)[0]]
    if len(series) > 1 and (part := _of_caption(caption)):  # “25 °C | 60 °C” below “Conductivities (S cm⁻¹)”
        columns = [replace(column, parts=(part,)) if column in series else column for column in columns]
    told: list[Column] = []
    for column in columns:  # “Capacity (mAh g⁻¹) at 0.1C | 0.2C | 0.5C”
        before = told[-1] if told else column
        goes_on = column in series and not column.parts and [key for key, _ in before.stated] == [column.stated[0][0]]
        told.append(replace(column, parts=before.parts) if goes_on else column)
    return told


def column_of(head: str, caption: str) -> Column:
    """What the column below `head` holds.

    Worked: “Capacity (mAh g⁻¹), cycle 50” → a capacity of cycle 50; “Cycling (mAh g⁻¹/number/mA g⁻¹)” → a
    capacity, cycles, a current density; “Retention/cycles” → a retention whose unit its cells print, cycles.
    """
    bare, stated = conditions_in(head)
    if against := _AGAINST.search(bare):
        scale = _scale(against["scale"])
        closes = ")" if against[0].count("(") < against[0].count(")") else ""
        bare = bare[: against.start()] + closes + bare[against.end() :]
        stated += (("potential_scale", scale),) if scale else ()
    units_in = _UNITS.search(bare)
    scaled = bool(_SCALED.search(bare[: units_in.start()] if units_in else bare))
    parts = () if scaled else tuple(_parts(bare, caption))
    axis = _AXIS.match(bare)
    if axis and parts and parts[0].key in ("lattice_parameter", "lattice_angle"):
        stated += (("axis", axis["axis"]),)
    return Column(head, parts, stated, scaled)


def _scale(printed: str) -> str:
    """The reference of a potential as a head states it; empty where nobody knows it."""
    try:
        read("potential_scale", printed)
    except ConditionError:
        return ""
    return printed.strip()


def parts_of(head: str, caption: str) -> tuple[Part, ...]:
    """What the parts of the cells below `head` are."""
    return column_of(head, caption).parts


def conditions_in(head: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A head without marks of notes and without the conditions that it states, and these."""
    typed = _AT.sub(" @ ", without_notes(head))
    if _CYCLED.fullmatch(typed):
        return typed, ()
    spots = [(start, end, "temperature", typed[start:end]) for start, end in _spots(_ROOM, typed)]
    spots += [(start, end, "c_rate", typed[start:end]) for start, end in _spots(_RATE, typed)]
    spots += [
        (one.start(), one.end(), "cycle_number", one["count"] or one["number"]) for one in _ORDINAL.finditer(typed)
    ]
    for one in prints_of(typed):
        key = cues.condition_with(one.spelled) if one.spelled else ""
        if key and not _POWER_ALONE.fullmatch(one.value):
            printed = one.value if key == "cycle_number" else f"{one.value} {one.unit}"
            spots.append((one.start, one.end, key, printed))
    rest = typed
    for start, end in sorted(_apart(spots), reverse=True):
        lead = _LEAD.search(rest, 0, start)
        begin = lead.start() if lead else start
        behind = _BEHIND.match(rest, end)
        end = behind.end() if behind else end
        if "(" in rest[begin:start] and rest[end : end + 1] == ")":
            end += 1
        elif "(" in rest[begin:start]:
            begin = rest.index("(", begin) + 1
        rest = f"{rest[:begin]} {rest[end:]}"
    told: dict[str, set[str]] = {}
    for _, _, key, printed in sorted(spots):
        told.setdefault(key, set()).add(printed)
    stated = tuple((key, next(iter(said))) for key, said in told.items() if len(said) == 1)
    rest = _LEFT.sub("(", " ".join(rest.split()).replace(" )", ")"))
    return rest.strip(" ,;"), stated


def listed_in(head: str) -> tuple[tuple[str, str], ...]:
    """The conditions of one kind that a head lists for the values of each cell, in its order.

    Worked: “Capacity at 50/100 mA/g (mAh/g)” → current densities of 50 mA/g and 100 mA/g.
    """
    found = _LISTED.search(head)
    unit = unit_at(head[found.end() :]) if found else None
    key = cues.condition_with(unit[1]) if unit else ""
    return tuple((key, f"{one.strip()} {unit[0]}") for one in found[1].split("/")) if found and unit and key else ()


def _apart(spots: Iterable[tuple[int, int, str, str]]) -> Iterator[tuple[int, int]]:
    """Where conditions stand in a head, each place once: “2nd” and “2nd cycle” are one."""
    last = 0
    for start, end, *_ in sorted(spots, key=lambda one: (one[0], -one[1])):
        if start >= last:
            yield start, end
            last = end


def _spots(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [one.span() for one in pattern.finditer(text)]


def _of_caption(caption: str) -> Part | None:
    """The one property that a caption names with its unit in brackets: “Ionic conductivities (S cm⁻¹) of …”."""
    found: dict[tuple[str, str], Part] = {}
    for bracket in _BRACKETED.finditer(caption):
        unit = whole_unit(bracket["unit"].strip())
        if unit and not cues.condition_with(unit[1]):
            part = _part(*unit, caption[: bracket.start()], "")
            found[part.key, part.spelled] = part
    return next(iter(found.values())) if len(found) == 1 and all(key for key, _ in found) else None


def _parts(head: str, caption: str) -> list[Part]:
    if _CYCLED.fullmatch(head.strip()):
        return [CYCLES]
    if found := _UNITS.search(head):
        typed = (found["units"] or found["behind"]).strip()
        name = head[: found.start()]
        if typed and _CYCLED.fullmatch(typed) and (named := _named(name)):
            return [named, CYCLES]
        if parts := list(_with_units(typed, head, caption)):
            return parts
    return _in_words(head) or _behind(head, caption) or _amid(head, caption) or _told(head, caption)


def _amid(head: str, caption: str) -> list[Part]:
    """The part of a head with words behind its unit: “Rct (Ω) before cycling”."""
    units = [unit for one in _BRACKETED.finditer(head) if (unit := whole_unit(one["unit"].strip()))]
    return [_part(*units[0], head, caption)] if len(units) == 1 else []


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


def _part(unit: str, spelled: str, head: str, caption: str) -> Part:
    entries = cues.properties_with(spelled)
    fitting = {entry.key for entry in entries}
    if _OF_NONE.search(head):
        return Part("", unit, spelled)
    for text in (head,) if _QUANTITY.search(head) else (head, caption):
        near = [cue for cue in cues.cues_in(text) if cue.key in fitting]
        if near:
            best = max(near, key=lambda cue: (cue.weight, cue.end - cue.start)).key
            meant = in_context([best], f"{head}. {caption}", ())[0]
            return Part(meant if meant in fitting else best, unit, spelled)
    if condition := cues.condition_with(spelled):
        told = is_condition_head(condition, head)
        return Part(condition if told else "", unit, spelled, told)
    return Part(entries[0].key if len(entries) == 1 else cues.default_of(entries), unit, spelled)


def is_condition_head(condition: str, head: str) -> bool:
    """Whether a head can name a condition: a temperature is told by that word, not by “b.p.”; a current by another word
    than “exchange current”."""
    name = _BRACKETED.sub("", head).strip()
    if condition == "temperature":
        return len(name) < 2 or bool(_TEMPERATURE.search(name))
    return not _NO_CONDITION.search(name)
