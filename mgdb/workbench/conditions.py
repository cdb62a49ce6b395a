"""Conditions of a value as they are typed: tokens, “others n.r.”, and lists in one token, which make a series."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mgdb.science.conditions import CONDITIONS
from mgdb.science.entry import Asked, Entered, conditions_of
from mgdb.science.properties import Property
from mgdb.science.quantity import QuantityError, split_repeats

from .reading import RowError

MOST_STEPS = 60
NOT_REPORTED = "not reported"
# “others n.r.”: whoever typed it has looked for all that the property needs.
_OTHERS = re.compile(
    r"(?:(?:and|all)\s+)?(?:the\s+)?(?:others?|rest)\s+(?:n\.?\s?r\.?|not\s+(?:reported|stated|given))", re.IGNORECASE
)
# “T, cycle, direction n.r.”: one status of several conditions.
_STATUS = re.compile(
    r"(?P<names>[^,;0-9]+(?:,\s*[^,;0-9]+)*?)\s+(?P<status>n\.?\s?[ra]\.?|not\s+(?:reported|stated|given|applicable))",
    re.IGNORECASE,
)
_INAPPLICABLE = re.compile(r"n\.?\s?a|not\s+applicable", re.IGNORECASE)
_BETWEEN = re.compile(r"[;\n\r]+")
_COMMA = re.compile(r"\s*(?:,\s+(?:and\s+)?|\s\|\s|\|)\s*|\s+and\s+")
# Where the numbers of a list begin, behind what they are of: “cycle 1, 2, 3”, “T = 25, 40 °C”.
_BEGINS = re.compile(r"[~≈<>≤≥−–+-]?\s?[0-9]")
_NUMBER = re.compile(r"[~≈<>≤≥−–+-]?\s*[0-9][0-9.]*(?:\s*/\s*[0-9.]+)?")


@dataclass
class Read:
    """The conditions of one row. printed: key → as printed, or its status in words. others: those of them that “others
    n.r.” stands for. steps: of a series, each step's own, in their order. doubts: sentences."""

    printed: dict[str, str] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    steps: list[Entered] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def of_step(self, step: int) -> dict[str, str]:
        """The conditions of one measurement of a series, in one order for all."""
        return {**self.printed, **({self.steps[step].key: _print(self.steps[step])} if self.steps else {})}


def read_conditions(own: str, common: str, entry: Property | None, values: int = 1) -> Read:
    """What the columns `conditions` (own) and `common` say together; what stands in its own row wins.

    values: how many are printed; a list that names its condition is of steps where they are several. Raises RowError.
    """
    result = Read()
    others = False
    for column, text in (("common", common), ("conditions", own)):
        tokens = [token for part in _BETWEEN.split(text) for token in _each(" ".join(part.split()))]
        others = others or any(map(_OTHERS.fullmatch, tokens))
        tokens = [token for token in tokens if token and not _OTHERS.fullmatch(token)]
        lists = [(token, items) for token in tokens if len(items := _steps(token, values)) > 1]
        if len(lists) > 1 or (lists and column == "common"):
            raise RowError(column, "One condition of a series changes from step to step; two lists cannot both.")
        plain = [token for token in tokens if not lists or token != lists[0][0]]
        for one in _read(column, "; ".join(plain), entry):
            result.printed[one.key] = _print(one)
            result.doubts += [str(doubt) for doubt in one.doubts] if column == "conditions" else []
        for token, items in lists:
            result.steps = [step for item in items for step in _read(column, item, entry)]
            keys = {step.key for step in result.steps}
            if len(keys) != 1 or len(result.steps) != len(items):
                raise RowError(column, f"“{token[:80]}” is a list, but its items are not all values of one condition.")
            if keys & set(result.printed):
                result.printed.pop(*keys)
            result.doubts += [str(doubt) for step in result.steps for doubt in step.doubts]
    if others and entry is not None:
        given = {*result.printed, *(step.key for step in result.steps)}
        result.others = frozenset(entry.needed_conditions) - given
        result.printed |= dict.fromkeys(result.others, NOT_REPORTED)
    order = list(CONDITIONS)
    result.printed = dict(sorted(result.printed.items(), key=lambda pair: order.index(pair[0])))
    return result


def _steps(token: str, values: int) -> list[str]:
    """The items of a list of conditions, each with the name that stands before the list."""
    if items := list_items(token):
        return items
    begins = _BEGINS.search(token) if values > 1 else None
    name = token[: begins.start()].rstrip(" =:") if begins else ""
    if begins is None or not re.fullmatch("[A-Za-z .]+", name):
        return []
    return [f"{name} {item}" for item in list_items(token[begins.start() :])]


def _each(token: str) -> list[str]:
    """The tokens that one stands for: of “T, cycle n.r.” two, each with its status in words."""
    found = _STATUS.fullmatch(token)
    if found is None:
        return [token]
    status = "not applicable" if _INAPPLICABLE.match(found["status"]) else NOT_REPORTED
    return [f"{name.strip()} {status}" for name in found["names"].split(",")]


def _read(column: str, line: str, entry: Property | None) -> tuple[Entered, ...]:
    found = conditions_of(line)
    if found.asked:
        first = found.asked[0]
        if meant := _needed(first, entry):
            return _read(column, line.replace(first.token, meant, 1), entry)
        raise RowError(column, first.reason, first.spellings, asked=bool(first.keys or first.spellings))
    return found.read


def _needed(asked: Asked, entry: Property | None) -> str:
    """How a status is written of the one condition, among those that it may be of, that the property needs; else "".

    Worked: “current density not reported” of an efficiency of plating → “areal current density not reported”.
    """
    if entry is None or not asked.token.endswith((NOT_REPORTED, "not applicable")):
        return ""
    ways = [way for key, way in zip(asked.keys, asked.spellings, strict=False) if key in entry.needed_conditions]
    return ways[0] if len(ways) == 1 else ""


def _print(one: Entered) -> str:
    return one.value.status.replace("_", " ") if one.value.status != "reported" else one.printed


def list_items(text: str) -> list[str]:
    """The items of a list of numbers with one unit behind the last, each with the unit; none where it is no list.

    Worked: "0.05, 0.1 and 0.2 A/g" → ["0.05 A/g", "0.1 A/g", "0.2 A/g"]; "C/20 | C/10" → ["C/20", "C/10"].
    """
    pieces = [piece for piece in _COMMA.split(text.strip()) if piece]
    if not 2 <= len(pieces) <= MOST_STEPS:
        return []
    if all(re.fullmatch(r"(?:[0-9.]+\s*)?C(?:\s*/\s*[0-9.]+)?", piece) for piece in pieces):
        return pieces
    try:
        last, unit = split_repeats(pieces[-1])
    except QuantityError:
        return []
    numbers = [*pieces[:-1], last]
    bare = [_without(piece, unit) for piece in numbers]
    if not all(_NUMBER.fullmatch(piece) for piece in bare):
        return []
    return [f"{piece} {unit}".strip() for piece in bare]


def _without(piece: str, unit: str) -> str:
    return piece.removesuffix(unit).strip() if unit else piece.strip()
