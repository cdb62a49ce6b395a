"""A line of conditions: tokens between semicolons or line breaks, each the value of one condition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from mgdb.science.conditions import CONDITIONS, Condition, ConditionValue
from mgdb.science.elements import ELEMENTS
from mgdb.science.judgement import Doubt, Judgement, Reading, Refusal, judge
from mgdb.science.quantity import either

from .names import is_name, name_of, named_before, named_behind

LONGEST: Final = 2000  # characters of a line
MOST: Final = 60  # tokens of it, about twice as many as there are conditions
_BETWEEN: Final = re.compile(r"[;\n\r]+")
_COMMA: Final = re.compile(r",\s+")
_STATUS: Final = re.compile(
    r"(?:n\.?\s?[ra]\.?|n/a|unknown|unreported|inapplicable|not[\s_-](?:reported|stated|given|specified|mentioned|"
    r"applicable))",
    re.IGNORECASE,
)
# “25 C” is a rate or lacks its degree sign; nobody prints 0.1 °C or a minus before a rate.
_DEGREES_OR_RATE: Final = re.compile(r"[1-9][0-9]+(?:\.0)?\s*C")
_COUNTED: Final = re.compile(
    r"cycle|[0-9](?:st|nd|rd|th)\b|initial|first|second|third|fourth|fifth|tenth", re.IGNORECASE
)
_VERSUS: Final = re.compile(r"(?:vs\.?|versus|against)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entered:
    """One condition of a line: its key, the token as typed, the printed text in it, and what that says.

    value has the status; doubts are what is implausible about it.
    """

    key: str
    token: str
    printed: str
    value: ConditionValue
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A token that is not read: why, with the way out.

    keys: the conditions that it may be; spellings: tokens to write instead, each with one reading.
    """

    token: str
    reason: str
    keys: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a line says, each condition once, and what is to be asked."""

    read: tuple[Entered, ...]
    asked: tuple[Asked, ...] = ()


def conditions_of(text: str) -> Conditions:
    """The conditions of a line of tokens, separated by semicolons or line breaks.

    A token is a value, with the name of its condition in front of it or behind it where the value alone does not tell:
    “0.25 A/g”, “cycle 900”, “−22 °C”, “RT”, “vs Mg/Mg2+”, “stack pressure 1 MPa”, “T n.r.”. One that may be two
    conditions, or has two readings, is asked.

    Worked: "1 MPa" → asked, stack pressure or pelletising pressure; "25 C" → asked, temperature or C-rate.
    """
    if len(text) > LONGEST:
        return Conditions((), (Asked(f"{text[:60]}…", f"The line is longer than {LONGEST} characters; shorten it."),))
    tokens = [token for part in _BETWEEN.split(text) if (token := " ".join(part.split()))]
    if len(tokens) > MOST:
        return Conditions((), (Asked(tokens[MOST], f"The line has more than {MOST} conditions; leave some out."),))
    read: dict[str, Entered] = {}
    asked: list[Asked] = []
    for token in tokens:
        found = _token(token)
        if isinstance(found, Asked):
            asked.append(found)
        elif (before := read.get(found.key)) is None:
            read[found.key] = found
        elif before.value != found.value:
            label = CONDITIONS[found.key].label
            reason = (
                f"{label} is given twice, as “{before.token}” too; keep one, or write a range or list in one token."
            )
            asked.append(Asked(token, reason, (found.key,)))
    return Conditions(tuple(read.values()), tuple(asked))


def _token(token: str) -> Entered | Asked:
    """What one token says: by its name where it begins with one, by its value, by a name behind it."""
    attempts: list[Entered | Asked] = []
    for found in (named_before(token), (tuple(_fitting(token)), token), named_behind(token)):
        if found is None:
            continue
        keys, value = found
        outcome = _settle(token, keys, value, named=found[1] != token)
        if isinstance(outcome, Entered) or outcome.keys:
            return outcome
        attempts.append(outcome)
    return _several(token) or _bare(token) or attempts[0]


def _settle(token: str, keys: Iterable[str], printed: str, *, named: bool) -> Entered | Asked:
    """`printed` as a value of the one condition of `keys` that it can be of."""
    judged = [(key, judge(CONDITIONS[key], printed)) for key in keys]
    possible = [(key, one) for key, one in judged if _is_possible(CONDITIONS[key], one, named=named)]
    if len(possible) > 1:
        names = tuple(f"{name_of(key)} {printed}" for key, _ in possible)
        reason = f"“{token}” may be {_listing(name_of(key) for key, _ in possible)}; write {either(names)}."
        return Asked(token, reason, tuple(key for key, _ in possible), names)
    if possible:
        [(key, one)] = possible
        if isinstance(one, Refusal):
            spellings = tuple(f"{name_of(key)} {spelling}" if named else spelling for spelling in one.spellings)
            return Asked(token, f"“{token}”: {one.question} Write {either(spellings)}.", (key,), spellings)
        assert one.condition is not None
        return Entered(key, token, printed, one.condition, one.doubts)
    refused = [(key, one) for key, one in judged if isinstance(one, Refusal)]
    impossible = [(key, one) for key, one in refused if one.outcome == "impossible"]
    if impossible:
        return Asked(token, f"“{token}”: {impossible[0][1].reason}", (impossible[0][0],))
    if named and refused:
        return Asked(token, f"{refused[0][1].reason}.")
    return Asked(
        token, f"“{token}” is not a condition; name it, as in “current 0.25 A/g”, “cycle 900” or “state charged”."
    )


def _is_possible(entry: Condition, judged: Judgement, *, named: bool) -> bool:
    """Whether a judgement leaves a value of `entry`, or would if what is asked were answered.

    A plain count is a value of a condition that counts, unless it is named.
    """
    if isinstance(judged, Refusal):
        ways = (judge(entry, spelling) for spelling in judged.spellings)
        answers = [one for one in ways if isinstance(one, Reading)] if judged.outcome == "ambiguous" else []
        return any(_is_possible(entry, one, named=named) for one in answers)
    value = judged.condition
    return named or value is None or value.quantity_unit != "1" or entry.dimension == "number"


def _fitting(token: str) -> Iterator[str]:
    """The conditions whose values show by themselves what they are of."""
    if _STATUS.fullmatch(token):
        return
    for key, entry in CONDITIONS.items():
        if _shows(entry, token):
            yield key


def _shows(entry: Condition, token: str) -> bool:
    if entry.kind == "text":
        return entry.key == "element" and token in ELEMENTS
    if entry.kind == "choice":
        return entry.key == "potential_scale" or not _VERSUS.match(token)
    if entry.dimension == "number":
        return bool(_COUNTED.search(token))
    if entry.key == "temperature" and token.endswith("C") and not token.endswith(("°C", "° C")):
        return bool(_DEGREES_OR_RATE.fullmatch(token)) or token[:1] in "-−–"
    return True


def _several(token: str) -> Asked | None:
    """A token that is several with commas between them, each of which can be read."""
    parts = _COMMA.split(token)
    if len(parts) < 2 or not all(isinstance(_token(part), Entered) for part in parts):
        return None
    line = "; ".join(parts)
    return Asked(token, f"“{token}” is several conditions; part them by semicolons: “{line}”.", (), (line,))


def _bare(token: str) -> Asked | None:
    """A name without a value, a status or a number without a name."""
    if is_name(token):
        return Asked(
            token, f"“{token}” has no value; write it behind the name, or “{token} n.r.” where none is reported."
        )
    if _STATUS.fullmatch(token):
        return Asked(token, f"“{token}”: of which condition? Write for example “T {token}” or “current {token}”.")
    if re.fullmatch(r"[0-9][0-9.,]*", token):
        return Asked(token, f"“{token}” has no unit; write for example “cycle {token}” or “{token} °C”.")
    return None


def _listing(labels: Iterable[str]) -> str:
    *others, last = labels
    return f"{', '.join(others)} or {last}"
