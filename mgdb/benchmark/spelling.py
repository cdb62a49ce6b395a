"""How a reader's terms and units are spelled: what may be taken as meant, and what has to be asked."""

from __future__ import annotations

from mgdb.science import quantity, units
from mgdb.science.conditions import Condition
from mgdb.science.judgement import Reading, Refusal, judge
from mgdb.science.properties import Property

from .parameters import TERMS


def spelled(name: str, text: str) -> str:
    """A key of the term `name` as its vocabulary spells it: “mg” is Mg; else `text`."""
    keys = {term.key.casefold(): term.key for term in TERMS[name]}
    return keys.get(text.strip().casefold(), text)


def is_bare(printed: str) -> bool:
    """Whether `printed` is a number, and nothing behind it."""
    try:
        return not quantity.split(printed)[1]
    except quantity.QuantityError:
        return False


def asked_for_unit(entry: Condition, number: str) -> Refusal:
    """The question in which unit a bare number is: the usual ones, each as it is to be written."""
    usual = list(dict.fromkeys((entry.display_unit, *entry.accepted_units)))[:3]
    spellings = tuple(f"{number} {unit}" for unit in usual)
    question = f"{number} stands without a unit: {quantity.either(spellings)}?"
    return Refusal("ambiguous", "printed", f"{question} Write it behind the number.", spellings, question)


def no_unit_of(entry: Property | Condition, unit: str) -> str:
    """Why `unit` is none of `entry`; empty where it is one."""
    try:
        units.to_canonical(1.0, unit, entry.dimension or "number")
    except units.UnitError as error:
        return str(error)
    return ""


def has_no_unit(entry: Property, printed: str) -> bool:
    """Whether `printed` is a number alone: it is read without any unit."""
    judged = judge(entry, printed, "")
    return isinstance(judged, Reading) and judged.canonical is None
