"""A value with its unit in one field."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mgdb.science import quantity

# A potential with its scale behind the unit: “2.1 V vs. Mg/Mg²⁺”.
_SCALE = re.compile(r"(?P<unit>m?V)\s*\(?\s*(?P<scale>(?:vs\.?|versus|against)\s*[^()]+?)\s*\)?")


@dataclass(frozen=True, slots=True)
class ValueField:
    """The printed value and the printed unit of a field; `scale` is the potential scale that stood behind the unit, as
    printed and without “vs”, which is the condition potential_scale."""

    value: str
    unit: str = ""
    scale: str = ""


def value_field(text: str) -> ValueField:
    """`text` cut into its value and its unit, as `science.quantity` reads them.

    What stands there may have two readings; `science.judgement` asks. Raises QuantityError where no quantity begins
    the text.

    Worked: "≈120 mAh g⁻¹" → ≈120, mAh g⁻¹; "98.2 % to 99.1 %" → 98.2 to 99.1, %; "2.1 V vs. Mg/Mg2+" → 2.1, V and
    the scale Mg/Mg2+.
    """
    value, unit = quantity.split_repeats(text)
    if scaled := _SCALE.fullmatch(unit):
        return ValueField(value, scaled["unit"], re.sub(r"^(?:vs\.?|versus|against)\s*", "", scaled["scale"]))
    return ValueField(value, unit)
