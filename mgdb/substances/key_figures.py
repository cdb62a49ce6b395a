"""The few values that a reader asks of a material first: those that its lists show, chosen by their rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mgdb.presentation import ConditionView, MeasurementView
from mgdb.records import BY_NAME
from mgdb.science import representative, typeset
from mgdb.science.battery_chemistry import MAGNESIUM
from mgdb.science.markup import Html, escaped
from mgdb.science.properties import PROPERTIES, Property

MOST = 5


@dataclass(frozen=True)
class KeyFigure:
    """The value of one property that stands for all of a material, with the conditions that it is nothing without."""

    entry: Property
    value: MeasurementView
    count: int

    @property
    def conditions(self) -> list[Html]:
        """What it was measured under, as far as it is stated; of a computed value that it is one."""
        keys = representative.conditions_of(self.entry)
        stated = [_named(one) for one in self.value.reported if one.key in keys]
        computed = [Html(self.value.origin)] if self.value.origin_key in representative.COMPUTED else []
        of_magnesium = self.value.chemistry_key in ("", MAGNESIUM)
        return computed + ([] if of_magnesium else [typeset.html(self.value.chemistry)]) + stated


def _named(condition: ConditionView) -> Html:
    """A condition as it is read alone: a number without a unit says what it counts."""
    bare = condition.number is not None and condition.entry.display_unit in ("", "1")
    return Html(f"{escaped(condition.entry.label.lower())} {condition.html}") if bare else condition.html


def key_figures_of(
    roles: Collection[str], values: Sequence[MeasurementView], shown: Collection[int]
) -> list[KeyFigure]:
    """At most MOST of the `values` of a material whose keys are `shown` (`search.representative`): those of the lists
    that its `roles` put it in first."""
    chosen = {value.property_key: value for value in values if value.pk in shown}
    wanted = [key for key in _asked_first(roles) if key in chosen]
    wanted += [key for key in PROPERTIES if key in chosen and key not in wanted]
    counts = Counter(value.property_key for value in values)
    return [KeyFigure(PROPERTIES[key], chosen[key], counts[key]) for key in wanted[:MOST]]


def _asked_first(roles: Collection[str]) -> list[str]:
    """The properties that the lists of these roles show unasked."""
    lists = [one for one in BY_NAME["material"].lists if set(one.roles) & set(roles)] or [BY_NAME["material"].lists[0]]
    return list(dict.fromkeys(key for one in lists for key in one.properties))
