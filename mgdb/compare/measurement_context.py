"""Under which conditions a measurement was taken, as the rules of comparability ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mgdb.presentation import CellView, ConditionView, MeasurementView
from mgdb.science.comparability import Context

NUMBERS = ("temperature", "current_density", "areal_current_density", "c_rate", "cycle_number")
TEXTS = ("direction", "state", "path", "functional", "test_step")


def context_of(measurement: MeasurementView) -> Context:
    """The context of a measurement in canonical units: None in a field means that it is not stated.

    It must have been read with `presentation.COMPARED`.
    """
    conditions = measurement.conditions
    reported = {key: item for key, item in conditions.items() if item.status == "reported"}
    cations = measurement.carrier_cations
    return Context(
        value=measurement.quantity,
        property=measurement.property_key,
        origin=measurement.origin_key,
        method=measurement.method_key,
        ion=measurement.ion_key,
        carrier_cations=frozenset(cations) if cations is not None else None,
        source=measurement.source.id,
        not_applicable=frozenset(key for key, item in conditions.items() if item.status == "not_applicable"),
        **_of_conditions(reported),
        **(_of_cell(measurement.cell) if measurement.cell else {}),
    )


def _of_conditions(reported: Mapping[str, ConditionView]) -> dict[str, Any]:
    numbers = {key: reported[key].number for key in NUMBERS if key in reported}
    return numbers | {key: reported[key].choice or reported[key].printed for key in TEXTS if key in reported}


def _of_cell(cell: CellView) -> dict[str, Any]:
    window = (cell.window_low, cell.window_high)
    return {
        "electrolyte": cell.electrolyte.composition if cell.electrolyte else None,
        "counter_electrode": cell.counter_electrode or cell.counter_material or None,
        "reference_electrode": cell.reference_electrode or None,
        "potential_scale": cell.window_scale,
        "window": window if None not in window else None,
        "mass_basis": cell.mass_basis,
        "formulation": _formulation(cell),
        "water": cell.water_content or None,
    }


def _formulation(cell: CellView) -> str | None:
    shares = (cell.active_share, cell.carbon_share, cell.binder_share)
    if any(share is not None for share in shares):
        return " : ".join("?" if share is None else f"{share:g}" for share in shares)
    return cell.formulation or None
