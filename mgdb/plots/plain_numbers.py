"""Values as files have them: numbers under the names that files of lists use, with their unit beside them."""

from __future__ import annotations

from mgdb.science.properties import PROPERTIES
from mgdb.science.quantity import Quantity, in_unit

NAMES = ("value", "value_min", "value_max", "bound", "approximate", "uncertainty", "unit")


def plain_numbers(
    property_key: str, quantity: Quantity | None, of: str = ""
) -> dict[str, str | int | float | bool | None]:
    """`quantity`, in the canonical unit of the property, in the unit that pages show; `of`: what begins each name.

    Worked: 300 K of a decomposition temperature → value, value_min and value_max 26.85, bound "=", unit "°C".
    """
    names = [f"{of}{name}" for name in NAMES]
    if quantity is None:
        return dict.fromkeys(names)
    entry = PROPERTIES[property_key]
    shown = in_unit(quantity, entry.dimension, entry.display_unit)
    told = (shown.value, shown.low, shown.high, shown.bound, shown.approximate, shown.uncertainty, entry.display_unit)
    return dict(zip(names, told, strict=True))
