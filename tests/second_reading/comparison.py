"""A second reading of a document beside what the REST API says about it.

Nothing here comes from `mgdb`: units, numbers and names are compared by this module's own few lines, so that a fault of
the catalogue or the parser shows as a difference and does not cancel out.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

Reading = Mapping[str, Any]
Record = Mapping[str, Any]

# (unit of the reading, canonical unit of the API): factor. Where both are spelled alike once superscripts are undone,
# the factor is 1 and need not stand here.
FACTORS = {
    ("mS cm-1", "S cm-1"): 1e-3,
    ("meV", "eV"): 1e-3,
    ("mV", "V"): 1e-3,
    ("kJ mol-1", "eV"): 1 / 96.48533212,  # the Faraday constant in kJ mol⁻¹ V⁻¹
    ("kJ mol-1 H2", "kJ mol-1"): 1.0,
    ("mAh mL-1", "mAh cm-3"): 1.0,
    ("nm", "Å"): 10.0,
    ("Å", "nm"): 0.1,
    ("μm", "nm"): 1e3,
    ("mm", "nm"): 1e6,
    ("nm3", "Å3"): 1e3,
    ("at%", "%"): 1.0,
    ("%", "1"): 1e-2,
    ("%", "wt%"): 1.0,
}
ZERO_CELSIUS = 273.15
ROOM = re.compile(r"\b(rt|room|ambient)\b", re.IGNORECASE)
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
BARE_POWER = re.compile(r"^(over |up to )?\(?10\^?-\d+\b")
POWER = re.compile(r"(?<=[a-z])-\d")  # the -1 of “mA g-1” is not a number of the value


def plain(text: str | None) -> str:
    """`text` in small letters and on one line: sub- and superscripts, dashes and accents undone."""
    folded = unicodedata.normalize("NFKC", text or "").lower()
    return re.sub("[−–—‐]", "-", folded)


def folded(text: str | None) -> str:
    """`plain` without spaces and signs, for names."""
    return re.sub(r"[\W_]", "", plain(text))


def _words(text: str | None) -> set[str]:
    spelled = plain(text).replace("×", "x").replace("α", "alpha").replace("β", "beta").replace("γ", "gamma")
    return {word.removesuffix("s") for word in re.findall(r"[a-z]+|\d+(?:\.\d+)?", spelled)}


def _alike(one: str | None, other: str | None) -> bool:
    """Whether all words and numbers of one text stand in the other."""
    first, second = _words(one), _words(other)
    return bool(first and second) and (first <= second or second <= first)


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-30)


def _spelled(unit: str | None) -> str:
    return plain(unit).replace("ω", "Ω").replace("å", "Å").replace("degc", "°c")


def convert(value: float | None, unit: str, canonical: str | None) -> float | None:
    """`value` in the API's canonical unit; NaN, which equals nothing, where the units do not belong together."""
    if value is None:
        return None
    given, wanted = _spelled(unit), _spelled(canonical)
    if given == wanted or not given or (given, wanted) == ("1", ""):
        return value  # no unit printed: the number alone is compared
    if given == "°c" and wanted == "k":
        return value + ZERO_CELSIUS
    for (one, other), factor in FACTORS.items():
        if (_spelled(one), _spelled(other)) == (given, wanted):
            return value * factor
    return math.nan


def _value_differs(reading: Reading, record: Record) -> bool:
    value, low, high = (convert(reading.get(key), reading["unit"], record["unit"]) for key in ("value", "low", "high"))
    if low is not None and high is not None:
        return not (_same(low, record["value_min"]) and _same(high, record["value_max"]))
    if high is not None or low is not None:
        value = high if low is None else low
    if value is None:
        return True
    return not any(_same(value, record[key]) for key in ("value", "value_min", "value_max"))


def names_of(record: Record) -> list[str]:
    """What the API calls the subject of `record`: names, synonyms and formula."""
    subject = record["material"] or record["cell"]
    return [name for name in (subject["name"], subject.get("formula"), *subject.get("synonyms", ())) if name]


def _subject_differs(reading: Reading, record: Record, called: Mapping[str, str | list[str]]) -> bool:
    known = {folded(name) for name in names_of(record)}
    judged = called.get(reading["subject"], [])
    wanted = [reading["subject"], *([judged] if isinstance(judged, str) else judged)]
    return not any(folded(name) in known for name in wanted)


def _condition_differs(printed: str, key: str, condition: Record | None) -> bool:
    if condition is None or condition["status"] != "reported":
        return True
    if key == "temperature" and ROOM.search(printed):
        return not ROOM.search(condition["printed"])
    numbers = [float(found.replace(",", "")) for found in NUMBER.findall(POWER.sub("", plain(printed)))]
    if (condition["value"] is None and condition["value_min"] is None) or not numbers:
        texts = (condition["printed"], condition["text"])
        return not any(_alike(printed, text) for text in texts)
    unit = plain(printed)[[found.end() for found in NUMBER.finditer(POWER.sub("  ", plain(printed)))][-1] :].strip()
    if key == "temperature":
        numbers = [number if unit == "k" else number + ZERO_CELSIUS for number in numbers]
    elif unit == "a g-1":
        numbers = [1000 * number for number in numbers]
    return not all(
        any(_same(number, condition[end]) for end in ("value", "value_min", "value_max")) for number in numbers
    )


def _locator_differs(reading: Reading, record: Record) -> bool:
    wanted = [folded(part) for part in reading["locator"].split(", ")]
    for report in record["reports"]:
        parts = [folded(part) for part in report["locator"].split(", ")]
        if parts[: len(wanted)] == wanted:
            return False
    return True


def differences(reading: Reading, record: Record, called: Mapping[str, str | list[str]]) -> list[str]:
    """The fields in which `record`, as the API gives it, says something else than `reading` does.

    `called` has the API's names for subjects that the reader calls otherwise. What the reader left open is not
    compared.
    """
    found = []
    if record["property"] != reading["property"]:
        found.append("property")
    if _value_differs(reading, record):
        found.append("value")
    if record["bound"] != reading.get("bound", "="):
        found.append("bound")
    # A bare power of ten is an order of magnitude (Methods page), whether or not the reader says so.
    magnitude = BARE_POWER.search(plain(reading["printed"])) and record["approximate"]
    if record["approximate"] != reading.get("approximate", False) and not magnitude:
        found.append("approximate")
    if _subject_differs(reading, record, called):
        found.append("subject")
    if reading.get("ion") and record["ion"] != reading["ion"]:
        found.append("ion")
    for key, printed in reading.get("conditions", {}).items():
        if _condition_differs(printed, key, record["conditions"].get(key)):
            found.append(f"conditions.{key}")
    if _locator_differs(reading, record):
        found.append("locator")
    return found


# A wrong number weighs more than a wrong circumstance when the record that was meant is looked for.
WEIGHTS = {"property": 8, "value": 6, "subject": 4}


def closest(
    reading: Reading, records: Iterable[Record], called: Mapping[str, str | list[str]]
) -> tuple[list[str], Record | None]:
    """The record that agrees best with `reading`, and in what it differs; `["absent"]` where none has its number.

    A record is a candidate only if it states the same quantity: the same property and subject, or the same number.
    """
    best: tuple[int, list[str], Record | None] = (99, ["absent"], None)
    for record in records:
        found = differences(reading, record, called)
        if len({"property", "value", "subject"} & set(found)) > 1:
            continue
        weight = sum(WEIGHTS.get(field, 1) for field in found)
        if weight < best[0]:
            best = (weight, found, record)
    return best[1], best[2]
