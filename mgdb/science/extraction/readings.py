"""What a print may say: one reading, or each of several, by the one judgement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from mgdb.science import judgement, quantity
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES
from mgdb.science.quantity import Quantity, QuantityError

from .model import Reading
from .prints import GROUPED

# “0.07 to 0.63 × 10⁻¹¹”: a power that is printed once; of both numbers, or nobody would print a range
_SHARED: Final = re.compile(
    r"(?P<lead>(?:from|between)\s)?(?P<low>[0-9]+(?:\.[0-9]+)?)\s?(?P<join>to|and|[-–−~])\s?(?P<high>[0-9]+(?:\.[0-9]+)?)"
    r"\s?(?P<power>[×x]\s?10(?:[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^[-−–]?[0-9]+))"
)
_BOUNDED_RANGE: Final = re.compile(
    r"\A(?:up to|over|above|below|under|more than|less than|at least|exceeding|as high as|[<>≤≥])\s*"
    r"(?=.*[0-9]\s?(?:[-–−~]|to)\s?[0-9])"
)


# “102 S cm⁻¹”: a power of ten that has come down, without its sign
_FALLEN: Final = re.compile(r"(?<![0-9.])10(?P<power>[1-9][0-9]?)\Z")
_OF_POWERS: Final = frozenset(("conductivity", "diffusivity"))


@lru_cache(maxsize=4096)
def readings_of(key: str, value: str, unit: str, spelled: str = "") -> tuple[Reading, ...]:
    """Every reading of a print as the property or condition `key` has it; as it stands where there is no key.

    Worked: “10-5” of an ionic conductivity → 10⁻⁵ and 5 to 10; “0.07 to 0.63 × 10⁻¹¹” → with the power on both.
    """
    ways = list(dict.fromkeys(_ways(key, value, unit or ("" if spelled == "cycles" else spelled))))
    if (bare := _BOUNDED_RANGE.sub("", value)) != value and _stated(value) is None:
        ways = list(dict.fromkeys(_ways(key, bare, unit or spelled)))  # “up to 150–300”
    found: list[Reading] = []
    for way in ways:
        stated = _stated(way)
        if stated is not None and all(stated != other.quantity for other in found):
            found.append(Reading(stated, spelled or unit, way if way != value else ""))
    return tuple(found)


def rest_of(value: str, unit: str) -> tuple[Reading, ...]:
    """What is left of a hundred: a loss of “4” is a retention of 96, of “<5” one of >95; none where it is no number.

    The spelling is never empty: the print says what is lost.
    """
    stated = _stated(value)
    if stated is None or stated.value is None or not 0 <= stated.value < 100:
        return ()
    turned = {"<": ">", "≤": "≥", "up to": "≥", ">": "<", "≥": "≤"}.get(stated.bound, "")
    sign = turned or ("≈" if stated.approximate else "")
    spelling = f"{sign}{100 - Decimal(repr(stated.value)):f}".removesuffix(".0")
    return (Reading(quantity.parse(spelling), unit, spelling),)


def _ways(key: str, value: str, unit: str) -> Iterator[str]:
    """The spellings that `value` may stand for."""
    if shared := _SHARED.fullmatch(value):
        lead = shared["lead"] or ""
        yield f"{lead}{shared['low']} {shared['power']} to {shared['high']} {shared['power']}"
        return
    if grouped := GROUPED.search(value):
        parts = re.split(r"\s", grouped[0])
        yield value.replace(grouped[0], "".join(parts))
        yield parts[-1]
        return
    entry = PROPERTIES.get(key) or CONDITIONS.get(key)
    if entry is not None and entry.dimension in _OF_POWERS and (fallen := _FALLEN.search(value)):
        yield f"{value[: fallen.start()]}10^-{fallen['power']}"
    if entry is not None and entry.kind == "number":
        judged = (
            judgement.judge(entry, value, unit)
            if key in PROPERTIES
            else judgement.judge_amount(CONDITIONS[key], value, unit)
        )
        if isinstance(judged, judgement.Refusal) and judged.outcome == "ambiguous":
            yield from judged.spellings
            return
    else:
        try:
            yield from (one.spelling for one in quantity.alternatives(value))
            return
        except QuantityError:
            pass
    yield value


def _stated(value: str) -> Quantity | None:
    try:
        return quantity.alternatives(value)[0].quantity
    except QuantityError:
        return None


def ends_of(value: str) -> tuple[str, ...]:
    """Both ends of a range as printed: “from 25 to 155” → 25, 155."""
    body = re.sub(r"^(?:from|between)\s+", "", value, flags=re.IGNORECASE)
    ends = re.split(r"\s+(?:to|and)\s+", body)
    return tuple(end.strip() for end in ends) if len(ends) == 2 else (value,)
