"""What a print may be of: by the words around it, in its sentence or before, and by its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mgdb.science import judgement
from mgdb.science.properties import Property

from . import cues
from .apart import is_of_none
from .bare import without_unit
from .contexts import in_context
from .cues import Cue
from .defaults import default_of_size, is_against_hydrogen
from .prints import Print

_FAR: Final = 260.0  # beyond which words of one sentence say nothing of a number
EARLIER: Final = 300.0
"""How many characters back a sentence counts as next to this one."""
_TERM: Final = 40  # characters that a term has at most
_LEAD: Final = re.compile(r"[^0-9]*")
# “1 mA cm⁻², 1 mAh cm⁻²”: how much is plated in each half cycle, which is a condition
_BESIDE_CURRENT: Final = re.compile(r"A\s?cm\s?(?:⁻²|[-−–]\s?2)[\s,/(–-]{0,3}(?:and|with|for|at)?[\s(]*\Z")
_OF: Final = re.compile(r"\s(?:of|in)\s(?:an?\s|the\s)?")
_BESIDE: Final = re.compile(r"\s?-?\s?(?:of )?(?:(?:high|initial|average|specific|total|overall|mean) )?")
_AFTER: Final = re.compile(r"\bafter (?:only )?(?:the )?\Z", re.IGNORECASE)
_PREPOSITION: Final = re.compile(r"\b(?:at|above|beyond|of|to|below)\s?\Z")
_SIGN: Final = re.compile(r"[~≈∼≃<>≤≥]\s?\Z")
_THAT_OF: Final = re.compile(
    r"\b(?:that|those) (?:of|for|in) [^,;.]{1,40}? (?:is|was|are|were|=|reached)\s\Z|"
    r"[0-9][^;.]{0,40}\b(?:than|compared (?:to|with)) [^;.()]{1,50} \(\Z"
)
# a share that is lost and not kept: “a decay of 4 % after 600 cycles”, “loses only 8 % of its capacity”
_LOSS: Final = re.compile(
    r"\b(?:decay|fad(?:e|ing)|loss|lose|losing|lost|drop|degradation|decline|attenuation)\w*(?: rates?)?[\s,]+"
    r"(?:(?:of|by|is|was|as (?:low|little|small) as|only|just|merely|about|a|to be)\s)*\(?\Z",
    re.IGNORECASE,
)
_OF_CAPACITY: Final = re.compile(r"\s(?:of|in) (?:its|the|their)(?: \w+){0,2} capacity\b", re.IGNORECASE)
_IN_CYCLES: Final = re.compile(
    r"(?:\s\w+){0,4}?\s(?:after|over|within|during|in|for|upon)(?: \w+){0,3} [0-9,]+(?: \w+){0,2} cycles", re.IGNORECASE
)
_EACH_CYCLE: Final = re.compile(
    r"\s?(?:per|each|every|a|/|in each|for each)\s?(?:half[- ])?(?:cycle|step)|\s?cycle\s?[⁻-]", re.IGNORECASE
)
# a potential at which something is looked at or kept, and no property: “discharged to 0.5 V”
_STATE: Final = re.compile(
    r"\b(?:dis)?charg(?:ed?|ing)(?: (?:process|state|back|fully|further|from [^;.]{1,20}))? to\s\Z|"
    r"\b(?:held|hold|kept|biased|polari[sz]ed) at\s\Z",
    re.IGNORECASE,
)


def guesses(text: str, one: Print, here: Sequence[Cue], earlier: Sequence[tuple[float, str]] = ()) -> list[str]:
    """The properties that a print may be of, the likeliest first.

    here: the words of properties in its sentence, `text`. earlier: the sentences before it, each with how many
    characters it is back.
    """
    before = text[: one.start]
    if not one.unit and not one.spelled:
        return bare_guesses(text, before, here)
    if is_of_none(text, one):
        return []
    entries = cues.properties_with(one.spelled)
    if is_loss(text, one):
        return ["capacity_retention"]
    if one.spelled in ("h", "min", "s") and _EACH_CYCLE.match(text, one.end):
        return []
    if not entries or (one.spelled in ("%", "°") and cues.is_comparison(before)):
        return []
    if one.spelled == "cycles" and _AFTER.search(before) and not cues.default_in(text, "cycles", one.value, ""):
        return []  # after which something is looked at
    if one.spelled in ("V", "mV") and _STATE.search(before):
        return []
    fitting = {entry.key: entry for entry in entries}
    scores: dict[str, float] = {}
    last_start = max((cue.end for cue in here if cue.end <= one.start), default=0)
    qualified = text[: one.start + _LEAD.match(one.value).end()]  # type: ignore[union-attr] # “over” of “over 200 h”
    ahead = {(cue.key, cue.start): cue for end in (before, qualified) for cue in cues.cues_before(end)}
    for cue in (*here, *ahead.values()):
        if cue.key in fitting and not any(
            _holds(other, cue) and (other.key in fitting or _is_term(text, other, cue)) for other in here
        ):
            score = cue.weight * _closeness(text, one, cue, last_start)
            scores[cue.key] = max(scores.get(cue.key, 0.0), score)
    if not scores or max(scores.values()) <= cues.GENERAL:
        for age, sentence in earlier:
            for cue in cues.cues_in(sentence):
                if cue.key in fitting and not _is_condition(fitting[cue.key]):
                    scores[cue.key] = max(scores.get(cue.key, 0.0), cue.weight * 0.5 * EARLIER / age)
    plain = {key: score * _likely(fitting[key], one) for key, score in scores.items() if score >= 0.03}
    plain = {key: score for key, score in plain.items() if score}
    if plain:
        keys = in_context(sorted(plain, key=lambda key: -plain[key]), text, earlier)
        if keys[0] == "voltage" and is_against_hydrogen(text, one):
            return ["redox_potential", *(key for key in keys if key != "redox_potential")]
        return keys
    if default := cues.default_of(entries):
        return [] if default == "areal_capacity" and _BESIDE_CURRENT.search(before) else [default]
    if one.spelled == "%" and _IN_CYCLES.match(text, one.end):
        return ["capacity_retention"]
    default = cues.default_in(text, one.spelled, one.value, before) or default_of_size(text, one)
    return [default] if default else []


def is_loss(text: str, one: Print) -> bool:
    """Whether a percentage is a share of a capacity that is lost after some cycles, and not in each of them."""
    if one.spelled != "%" or not _LOSS.search(text[max(0, one.start - 60) : one.start]):
        return False
    behind = text[one.end : one.end + 80]
    if _EACH_CYCLE.match(behind):
        return False
    ahead = text[max(0, one.start - 60) : one.start]
    return bool(_OF_CAPACITY.match(behind)) or ("capacity" in ahead and bool(_IN_CYCLES.match(behind)))


def _is_term(text: str, other: Cue, cue: Cue) -> bool:
    """Whether longer words of another unit are a term that `cue` is a part of: the “pore” of “pore volume”, not the
    “decomposes” of “decomposes above”."""
    return cue.end <= other.end and not _PREPOSITION.search(text, other.start, other.end)


def _holds(other: Cue, cue: Cue) -> bool:
    """Whether `cue` is, or begins in, longer words: “overpotential” of “nucleation overpotential”, “content of” of
    “water content”."""
    length = other.end - other.start
    if other.key == cue.key or length <= cue.end - cue.start or not other.start <= cue.start < other.end:
        return False
    return length <= _TERM or other.start == cue.start or other.end == cue.end  # more is a phrase around other terms


def _likely(entry: Property, one: Print) -> float:
    """0 where the number can be none of the property, less than 1 where it hardly is: −1.9 eV is no binding energy of
    XPS, 120 % no transference number."""
    judged = judgement.judge(entry, one.value, one.unit or one.spelled)
    if isinstance(judged, judgement.Refusal):
        return 0.0 if judged.outcome == "impossible" else 1.0
    return 0.5 if judged.doubts else 1.0


def bare_guesses(text: str, before: str, here: Sequence[Cue] = ()) -> list[str]:
    """What a bare number is of: by the words before it, or as the one before it in brackets: “DME (7.2), THF (7.4)”."""
    behind = text[len(before) :]
    ahead = _SIGN.sub("", before)
    keys = list(without_unit(ahead, behind, here))
    if not keys and (one := _THAT_OF.search(ahead)):  # of what the number before it is of
        said = [match.start() for match in re.finditer(r"[0-9][0-9.]*", ahead[: one.start() + 1])]
        keys = list(without_unit(ahead[: said[-1]], behind, here)) if said else []
    if keys or not (before.endswith("(") and re.match(r"[0-9.]+\)", text[len(before) :])):
        return keys
    earlier = list(re.finditer(r"\((?=[0-9.]+\))", before[:-1]))
    return list(without_unit(before[: earlier[-1].end()], text[len(before) :], here)) if earlier else []


def _is_condition(entry: Property) -> bool:
    """Whether a number of this kind is more often a condition than a result, so that a word near it must say so."""
    return entry.dimension in ("temperature", "number", "time", "percent", "length", "atomic_percent", "mass_percent")


def _closeness(text: str, one: Print, cue: Cue, last: int) -> float:
    """How near words are to a number, from 1 (beside it) to 0; words behind it count less, and other clauses."""
    if cue.end <= one.start:
        between = text[cue.end : one.start]
        distance = float(len(between)) + 10 * between.count(",")
    elif cue.start >= one.end:
        between = text[one.end : cue.start]
        near = 0.5 if not between else 5.0 if _BESIDE.fullmatch(between) else 2.0 if _OF.fullmatch(between) else None
        distance = 12 + 1.6 * len(between) if near is None else near
    else:
        return 1.0
    distance += 45 * len(re.findall(r"[;]|,\s(?:and|but|while|whereas)\b|\bwhile\b|\bwhereas\b", between))
    return max(0.0, 1 - distance / _FAR)
