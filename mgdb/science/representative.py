"""Which of several values of one property is shown for a material: the rule, in words and in its parts."""

from __future__ import annotations

from .properties import PROPERTIES, Property
from .properties.model import TRANSPORT

STANDARD_TEMPERATURE = 298.15  # K
RULE = (
    "Of the values of a specimen that are not suspect one is shown: of magnesium, or of no stated battery chemistry, "
    "before a dual salt's and before another chemistry's; measured before computed, a plain number before a limit or a "
    "range. For transport, which grows with temperature, the one nearest to 25 °C; for all else the best, "
    "where one side is better; then the first entered. Where no such value is left, a suspect one, a target or words "
    "stand in and say so; rows are not sorted by these."
)
# measured before what is not; a target is no result
COMPUTED, NO_RESULT = ("computed", "theoretical"), ("design_target",)


def is_shown(entry: Property) -> bool:
    """Whether there is such a value: of a number of a material."""
    return entry.kind == "number" and "material" in entry.applies_to


def is_by_temperature(entry: Property) -> bool:
    """Whether the value nearest to the standard temperature is meant: the best would be the hottest."""
    return entry.group == TRANSPORT


SHOWN = {key: entry for key, entry in PROPERTIES.items() if is_shown(entry)}
BY_TEMPERATURE = tuple(key for key, entry in SHOWN.items() if is_by_temperature(entry))
HIGHER = tuple(key for key, entry in SHOWN.items() if entry.better == "higher")
LOWER = tuple(key for key, entry in SHOWN.items() if entry.better == "lower")


def conditions_of(entry: Property) -> tuple[str, ...]:
    """The conditions that are said with such a value."""
    more = ("temperature",) if is_by_temperature(entry) else ()
    return tuple(dict.fromkeys([*more, *entry.needed_conditions]))
