"""The rows of a list on a sheet that is to be read: numbers as numbers that look as on the page, words beside them.

A number that the page shows with ≈ or as a power of ten is a number with a number format; its unit, and the conditions
that stand with it, have a column of their own. Ranges, and numbers with ±, are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mgdb.formats import Scalar, ShownNumber
from mgdb.presentation import TableCell
from mgdb.projection.lists import ListColumn

SEPARATOR = "; "
UNIT, CAUTION = "Unit", "Caution"
OF_VALUE = "value"  # the key of the column of values of many properties
SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE} "
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_NUMBER = re.compile(
    rf"(?P<sign>[≈~<>≤≥]*|up to)[{SPACES}]?"
    rf"(?P<number>[-−]?\d(?:[\d{SPACES}]*\d)?(?:\.(?P<decimals>\d+))?)"
    rf"(?:[{SPACES}]?×[{SPACES}]?10(?P<power>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?"
    rf"(?:[{SPACES}]?(?P<rest>[^\d±,;–]*))?"
)
_POWER = re.compile(
    rf"(?P<sign>[≈~<>≤≥]*|up to)[{SPACES}]?10(?P<power>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)(?:[{SPACES}](?P<rest>[^\d±,;–]*))?"
)

# a range with its unit
_WITH_UNIT = re.compile(rf"(?P<words>.*\d[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]*)[{SPACES}](?P<unit>[^\d]+)")


def headings(columns: Sequence[ListColumn]) -> list[str]:
    """What stands over the columns of the sheet."""
    found = []
    for one in columns:
        found.append(f"{one.label} ({one.unit})" if one.unit else one.label)
        found += _beside(one)
    return found


def _beside(column: ListColumn) -> list[str]:
    """The headings of the columns beside one of numbers, of what stands with these."""
    if column.key == OF_VALUE:
        return [UNIT, CAUTION]
    return [f"{column.label}: conditions"] if column.property_key or column.factor_of else []


def cells(columns: Sequence[ListColumn], row: Sequence[TableCell]) -> Iterator[Scalar | ShownNumber]:
    """The cells of one row of the sheet."""
    for column, cell in zip(columns, row, strict=True):
        lines = [cell.separator.join(span.text for span in line if span.text) for line in cell.lines]
        if not column.numeric:
            yield _joined(lines)
            continue
        beside = _beside(column)
        first, *more = cell.spans or (None,)
        text = first.text if first else ""
        if not beside:
            whole = _joined(lines)
            number, rest = shown_number(text) if len(cell.spans) == 1 else (None, "")
            yield number if number is not None and not rest else whole
            continue
        number, rest = shown_number(text)
        if number is None and column.key == OF_VALUE and (parted := _WITH_UNIT.fullmatch(text)):
            text, rest = parted["words"], parted["unit"]
        further = [span.text for span in more if span.text]
        if number is not None and column.factor_of:  # “2.2×” and “5.6× lower” are told apart
            number, rest = replace(number, number_format=f'{number.number_format}"{rest}"'), ""
        yield number if number is not None else text or None
        if column.key == OF_VALUE:
            yield rest or None
            yield _joined(further)
        else:
            yield _joined(filter(None, [rest, ", ".join(further)]))


def _joined(lines: Iterable[str]) -> str | None:
    return SEPARATOR.join(line for line in lines if line) or None


def shown_number(text: str) -> tuple[ShownNumber | None, str]:
    """The number that `text` is, with the number format by which it looks so, and the unit behind it; None for words.

    ≈1.5 × 10⁻⁴ S cm⁻¹ → 0.00015 as "≈"0.0E+00, and S cm⁻¹.
    """
    if match := _POWER.fullmatch(text):
        power = int(match["power"].translate(RAISED))
        return ShownNumber(float(f"1e{power}"), f"{_quoted(match['sign'])}0E+00"), (match["rest"] or "").strip()
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None, ""
    plain = match["number"].replace("−", "-")
    for space in SPACES:
        plain = plain.replace(space, "")
    form = "0" + (f".{'0' * len(match['decimals'])}" if match["decimals"] else "")
    if match["power"]:
        plain, form = f"{plain}e{int(match['power'].translate(RAISED))}", f"{form}E+00"
    return ShownNumber(float(plain), f"{_quoted(match['sign'])}{form}"), (match["rest"] or "").strip(SPACES)


def _quoted(sign: str) -> str:
    return f'"{sign}"' if sign else ""
