"""The fields for the limits of one quantity, with the histogram of its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from mgdb.science import units
from mgdb.search import Params, Spread, interval_of


@dataclass(frozen=True)
class RangeFields:
    """The fields for the limits of one quantity, in the unit of the reader's choice, with its histogram."""

    name: str
    label: str
    unit: str
    units: Sequence[str]
    minimum: str
    maximum: str
    spread: Spread | None
    dimension: str | None
    low: float | None
    high: float | None

    @property
    def unit_name(self) -> str:
        return "unit" if self.name == "value" else f"{self.name}_unit"

    @property
    def asked(self) -> bool:
        return bool(self.minimum or self.maximum)

    def shown(self, number: float) -> str:
        """`number` of the canonical unit in the unit shown, four digits."""
        if self.dimension:
            number = units.from_canonical(number, self.unit, self.dimension)
        return f"{number:.4g}".replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")

    @property
    def ends(self) -> tuple[str, str]:
        assert self.spread is not None
        return self.shown(self.spread.low), self.shown(self.spread.high)

    @property
    def bars(self) -> tuple[str, str]:
        """Paths of the bars (inside the limits, outside) in a drawing of 240 by 36."""
        spread = self.spread
        assert spread is not None
        inside: list[str] = []
        outside: list[str] = []
        width, most = 240 / len(spread.bins), max(spread.bins)
        for place, count in enumerate(spread.bins):
            if count:
                height = max(2.0, 34 * count / most)
                bar = f"M{place * width:g} 36v-{height:.4g}h{width - 1:.4g}v{height:.4g}z"
                left, right = spread.edge(place), spread.edge(place + 1)
                out = (self.low is not None and right < self.low) or (self.high is not None and left > self.high)
                (outside if out else inside).append(bar)
        return "".join(inside), "".join(outside)


def range_fields(
    name: str,
    label: str,
    entry: Any,
    unit: str | None,
    spreads: Mapping[str, Spread],
    asked: Params,
    data: QueryDict,
) -> RangeFields:
    """The fields for the quantity `name` of the catalogue's `entry`, in the unit asked for."""
    interval = interval_of(asked, name)
    # limits typed without a unit are meant in the canonical one, and must be shown so
    unit = unit or (entry.unit if interval.is_limited else entry.display_unit)
    dimension = entry.dimension
    low, high = interval.canonical
    accepted = [unit, *(one for one in entry.accepted_units if one != unit)] if unit != "1" else []
    minimum, maximum = (str(data.get(f"{name}_{end}", "")) for end in ("min", "max"))
    return RangeFields(name, label, unit, accepted, minimum, maximum, spreads.get(name), dimension, low, high)
