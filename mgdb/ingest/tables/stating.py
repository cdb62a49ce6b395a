"""What the head of a column states besides its property and unit: conditions, a factor, and what nobody has read."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from mgdb.formats.sheets.heads import letter
from mgdb.science import conditions, properties, quantity
from mgdb.science.conditions import CONDITIONS
from mgdb.science.extraction import cues
from mgdb.science.extraction.heads import column_of, conditions_in
from mgdb.science.extraction.prints import prints_of
from mgdb.science.quantity import QuantityError

# A factor in a head, which may be of the unit or of the quantity: × 10³, 10^-12, 10⁻⁵, 1e-3, 10-5, × 1000
_POWER: Final = re.compile(
    r"(?<![0-9.])10\s?(?:(?:\^|\*\*)\s?[({]?(?P<power>[-−–+]?\s?[0-9]{1,2})|(?P<minus>[-−–]\s?[0-9]{1,2})(?![0-9])|"
    r"(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))|(?<![A-Za-z0-9.])1(?:\.0)?[eE](?P<exponent>[-−–+]?[0-9]{1,2})|"
    r"[×x*·]\s?(?P<zeros>10{1,9})(?![0-9.^])|\b(?P<log>log|lg|ln)(?:10|[₁1]\S?)?(?=[\s(σDκ]|\b)|"
    r"(?P<other>(?<![A-Za-z0-9])[0-9.]+[eE][-−–+]?[0-9]+)"
)
_PLAIN: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−–", "0123456789-+--")
POWER_SAID: Final = (
    "The head has a factor, so its numbers are not in a unit as they stand. Write them out in the file (3.2e-12), with "
    "the unit alone in the head, or choose what the column is and say what the factor means."
)
LOG: Final = "log"
AS_IS, TIMES, DIVIDED = FACTORS = ("none", "times", "divided")
_BRACKETS: Final = re.compile(r"[(\[][^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]]")
_WORDS: Final = re.compile(r"[^\W\d_]{3,}|[0-9]+(?:\.[0-9]+)?")
# cells that say that there is no value
_BLANK: Final = re.compile(r"[-−–—‒―]{1,3}|n\.?\s?[ardm]\.?|n/[ad]|…|\.{2,3}", re.IGNORECASE)
_OF_HEADS: Final = frozenset(
    _WORDS.findall("the and for with value values measured average mean total per versus units")
)


class LineFault(Exception):
    """Why no records can be made of a line."""


def power_in(head: str) -> str:
    """The factor in a head, “10^4”; “log” where its numbers are logarithms; empty where there is none.

    Worked: “σ × 10^4 (S/cm)” → “10^4”; “D (10⁻¹² cm² s⁻¹)” → “10^-12”; “Ionic conductivity (S/cm)” → “”.
    """
    found = _POWER.search(conditions_in(head)[0])
    if found is None:
        return ""
    if found["log"]:
        return LOG
    if zeros := found["zeros"]:
        return f"10^{len(zeros) - 1}"
    if found["other"]:
        return found["other"]
    printed = found["power"] or found["minus"] or found["raised"] or found["exponent"]
    exponent = printed.translate(_PLAIN).replace(" ", "").lstrip("+")
    return f"10^{int(exponent)}"


def factors_of(power: str) -> list[tuple[str, str]]:
    """How a factor of a head may be meant, with words for each."""
    as_is = (AS_IS, "a cell 3.2 means 3.2")
    if not power.startswith("10^"):
        return [as_is]
    return [(one, f"a cell 3.2 means {scaled('3.2', power, one)}") for one in (TIMES, DIVIDED)] + [as_is]


def factor_asked(power: str) -> str:
    if not power.startswith("10^"):
        return "its head has a logarithm or a factor. Write the numbers out in the file, or say that they are right."
    return f"its head has the factor {power}. Say beside the column what a cell means: times it, or divided by it."


def scaled(number: str, power: str, factor: str) -> str:
    """A number as it is printed with the factor of its head: “3.2” of “σ × 10^4” → “3.2 × 10^-4”.

    Raises LineFault where the number has a power of its own.
    """
    if factor not in (TIMES, DIVIDED) or not power.startswith("10^"):
        return number
    if re.search(r"10\s?[\^⁻⁰¹²³⁴⁵⁶⁷⁸⁹-]|[0-9]\s?[eE]\s?[-+−0-9]", number):
        raise LineFault(
            f"“{number}” has a power of ten of its own, and the head of its column has the factor {power}. Write the "
            "number out, and the factor out of the head."
        )
    return f"{number} × {power if factor == TIMES else f'10^{-int(power[3:])}'}"


def stated_in(head: str) -> dict[str, str]:
    """Prints of the conditions that a head states, by their keys."""
    return {key: printed for key, printed in column_of(head, "").stated if key in CONDITIONS and _reads(key, printed)}


def _reads(key: str, printed: str) -> bool:
    try:
        conditions.read(key, printed)
    except conditions.ConditionError:
        return False
    return True


def unread_in(head: str, target: str) -> str:
    """What of the head of a column of values is not read, in a sentence; empty where all is.

    Read are: the property, its unit, the conditions that are stated, a factor.
    """
    stated, bare, column = stated_in(head), conditions_in(head)[0], column_of(head, "")
    if not target.startswith("value:") and (target or not (column.parts or column.is_scaled or stated)):
        return ""
    lost = [
        f"{one.value} {one.unit}".strip()
        for one in prints_of(head)
        if cues.condition_with(one.spelled) and not any(one.value in printed for printed in stated.values())
    ]
    rest = _POWER.sub(" ", _BRACKETS.sub(" ", bare))
    spans = sorted((one.start, one.end) for one in cues.cues_in(rest))
    for start, end in reversed(spans):
        rest = f"{rest[:start]}{' ' * (end - start)}{rest[end:]}"
    key = target.partition(":")[2]
    label = properties.get(key).label if key in properties.PROPERTIES else ""
    known = {*_OF_HEADS, *map(str.casefold, _WORDS.findall(label)), *key.split("_")}
    known |= {word for words in stated.values() for word in _WORDS.findall(words.casefold())}
    lost += [word for word in _WORDS.findall(rest) if word.casefold() not in known and not any(word in x for x in lost)]
    if not lost:
        return ""
    return f"Not read of its head: “{'”, “'.join(lost[:4])}”. Say beside the column what holds for its values."


def number_in(cell: str, power: str, factor: str, place: int) -> tuple[str, str]:
    """Number and unit of a cell in a column whose head has `power`; what is no number stays whole, and is refused as it
    is in a form. Raises LineFault."""
    if power and not factor:
        raise LineFault(f"Column {letter(place)}: {factor_asked(power)}")
    try:
        number, unit = quantity.split(cell)
    except QuantityError:
        number, unit = cell, ""
    return scaled(number, power, factor), unit


def joined(
    of_column: Mapping[str, str], of_line: Mapping[str, str], by_lines: Collection[str], place: int
) -> dict[str, str]:
    """The conditions of a value: those of all lines, of its line and of its column.

    by_lines: those that columns of the table hold, which may not say otherwise. Raises LineFault.
    """
    for key, printed in of_column.items():
        other = of_line.get(key, "")
        if key in by_lines and other and other.split() != printed.split():
            raise LineFault(
                f"Column {letter(place)} holds values with the {CONDITIONS[key].label.lower()} {printed}, and the line "
                f"says {other}. Correct one of them, or do not read one."
            )
    return {**of_line, **of_column}


def is_blank(cell: str) -> bool:
    """Whether a cell says that there is no value: “–”, “n.a.”, “n.d.”."""
    return bool(_BLANK.fullmatch(cell.strip()))
