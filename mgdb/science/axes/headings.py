"""Headings of columns → what they say of the numbers below, and the name of a series that may stand beside it.

A heading is understood whole or refused: a factor, a sign, another quantity or a unit that is left over is never taken
for a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mgdb.science import units
from mgdb.science.units.spelling import factors, tidy

from .catalogue import ENTRIES, Axis, AxisError, accepted_units, axis, entry_of, transforms_of
from .reading import BRACKETS, LONGEST_TITLE, RESISTIVITY, SYMBOLS_AND_WORDS, AmbiguousAxis, misleading, read

# “VS4 (S/cm)”, “VS4 / S cm⁻¹”, “VS4, S/cm”
_NAME_AND_UNIT = re.compile(
    r"(?P<name>.*?)"
    r"(?:\s*+[(\[]\s*+(?P<unit>[^()\[\]]*[^()\[\]\s])\s*+[)\]]|\s++/\s*+(?P<behind>\S.*)|\s*+,\s(?P<last>\S.*))\s*+"
)
# What no name of a sample has: a sign before it, a power, a logarithm, a root, a difference, a Greek symbol, a ratio.
_OPERATION = re.compile(
    r"^\s*-\s*\S|10\s*\^|(?<!\w)\w\^|[×√½∆Δ∂]|[x*·]\s*10|(?<!\w)10*\s*/\s*\w|(?<!\w)1e[-+]?\d|"
    r"(?<!\w)(?:log|ln|lg|exp|sqrt)(?![a-z])|(?<![^\Wd])[σκρη](?![α-ω])|"
    r"(?<!\w)(?:[A-Z]|E[a-z])\s*/\s*[A-Zk][a-zT]?0?(?!\w)",
    re.IGNORECASE,
)
# Last words of labels that samples are named by, too.
_NAMES_TOO = frozenset((
    "area", "change", "constant", "content", "demonstrated", "life", "limit", "number", "parameter", "position",
    "share", "size", "test", "transfer", "value", "volume", "water", "window",
))  # fmt: skip
_OF_CYCLES = ("cycle", "cycles")  # “10th cycle” is a name


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column: the axis of its numbers, None where it gives no unit; how the quantity may stand there
    then, any way where this is empty; and the name of a series."""

    axis: Axis | None = None
    transforms: tuple[str, ...] = ()
    name: str = ""


def read_heading(
    key: str, title: str, numbers: Sequence[float] = (), *, named: bool = True, counted: bool = False
) -> Heading:
    """What `title` says over `numbers` of the quantity `key`; named: it may be the name of a series, too.

    counted: it is one of several single letters, which count series. Raises AxisError for what is not understood whole,
    for another quantity, and for a unit of one. Worked: “VS4 (S/cm)” → S cm⁻¹ and the name VS4; “log σ” → a logarithm
    without unit; “σ×105 (S/cm)”, “p (K)” and “1000/T (°C)” → AxisError.
    """
    entry = entry_of(key)
    label = entry.label.lower()
    if len(title) > LONGEST_TITLE:
        raise AxisError(f"“{title[:80]} …” is too long for a heading; write {label} and its unit, or a short name")
    try:
        return Heading(read(title, numbers, among=(key,)))
    except AmbiguousAxis:
        raise
    except AxisError as error:
        fault = str(error)
    if said := misleading(title):
        raise AxisError(said)
    if transforms := tuple(_transforms(key, title)):
        return Heading(transforms=transforms)
    if not (counted and len(title) == 1) and (other := _other_quantity(title)):
        raise AxisError(f"“{title[:80]}” is {other}; {label} is wanted there")
    found = _NAME_AND_UNIT.fullmatch(title)
    unit = next(filter(None, (found["unit"], found["behind"], found["last"])), "") if found else ""
    name, given = title, None
    if found and unit and (given := _unit(key, title, unit)):
        name = found["name"]
    left = next((inside for inside in (*BRACKETS.findall(name), *([] if counted else [name])) if _is_unit(inside)), "")
    unit_shown = "" if entry.unit == "1" else f" ({entry.accepted_units[0]})"
    example = f"write {entry.label}{unit_shown}"
    if left:
        raise AxisError(f"“{title[:80]}”: what is “({left})” there? {example}, or a name and its unit alone")
    if not named and name:
        reason = fault.removeprefix(f"“{title[:80]}”: ")
        raise AxisError(f"“{title[:80]}” is not understood as {label} ({reason}): {example}")
    if _OPERATION.search(tidy(name)) or _speaks_of_quantity(name, counted=counted):
        raise AxisError(
            f"“{title[:80]}” is not understood as {label}, and does not name a series; {example}, or call the series "
            "by its sample"
        )
    return Heading(given, name=name)


def _transforms(key: str, title: str) -> Iterator[str]:
    """How the quantity stands under a title that lacks its unit alone: “log σ” → log10."""
    if any(_is_unit(inside) for inside in BRACKETS.findall(title)):
        return  # it has its unit
    for transform in transforms_of(ENTRIES[key]):
        try:
            found = read(f"{title} ({accepted_units(ENTRIES[key], transform)[0]})", among=(key,))
        except AmbiguousAxis as error:
            if any(one.transform == transform for one in error.choices):
                yield transform
        except AxisError:
            continue
        else:
            if found.transform == transform:
                yield transform


def _other_quantity(title: str) -> str:
    """The quantity that `title` names with its unit, which is another one; empty where it names none."""
    try:
        return read(title).entry.label.lower()
    except AmbiguousAxis as error:
        return " or ".join(dict.fromkeys(one.entry.label.lower() for one in error.choices[:3]))
    except AxisError:
        return ""


def _unit(key: str, title: str, unit: str) -> Axis | None:
    """The axis of a name's unit; None where it is none. Raises AxisError for a unit of something else."""
    try:
        return axis(key, "linear", unit)
    except AxisError as error:
        if _is_unit(unit) or re.match(r"\W*10", tidy(unit)):
            raise AxisError(f"“{title[:80]}”: {error}") from None
        return None


def _is_unit(text: str) -> bool:
    if re.search(r"[/^·\s-]", tidy(text)) and len(factors(tidy(text)) or ()) > 1:
        return True  # “mine” is not a product of min and e
    try:
        return units.normalise(text) != "1"
    except units.UnitError:
        return False


def _speaks_of_quantity(name: str, *, counted: bool) -> bool:
    """Whether a name has the word or the symbol of a quantity; counted: a letter alone may count series."""
    short = BRACKETS.sub("", name).strip()
    if short in SYMBOLS_AND_WORDS and len(short) == 1:
        return not (counted and short.isascii())
    words = re.findall(r"[^\W\d_]{3,}", name.casefold())
    return any(word in _words() and not (word in _OF_CYCLES and re.search(r"\d", name)) for word in words)


@cache
def _words() -> frozenset[str]:
    """The words that name quantities: the last of each label, and what figures write for one."""
    last = {re.split(r"[\s\-]", entry.label.lower())[-1] for entry in ENTRIES.values()} - _NAMES_TOO
    return frozenset(last | {word for word in SYMBOLS_AND_WORDS if len(word) > 2 and word.islower()} | set(RESISTIVITY))
