"""Phases, with the number of their specimens."""

from __future__ import annotations

from mgdb.models import Phase
from mgdb.projection.lists.list_type import Overrides

from .materials import MOLAR_MASS, molar_mass

PHASES = Overrides(
    rows=lambda: Phase.objects.published().with_material_count(),
    cells={"molar_mass": molar_mass},
    numeric=("molar_mass",),
    names={"molar_mass": MOLAR_MASS},
)
