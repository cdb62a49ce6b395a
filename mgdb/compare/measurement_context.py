"""Under which conditions a measurement was taken, as the rules of comparability ask for it."""

from __future__ import annotations

from typing import Any

from mgdb.models import Cell, Material, Measurement
from mgdb.science.comparability import Context

NUMBERS = ("temperature", "current_density", "areal_current_density", "c_rate", "cycle_number")
TEXTS = ("direction", "state", "path", "functional", "test_step")


def context_of(measurement: Measurement) -> Context:
    """The context of `measurement`, in canonical units: None in a field means that it is not stated.

    Ask for the measurement `with_details()` and with the components of its electrolyte prefetched.
    """
    cell = measurement.measured_in or measurement.cell
    conditions = {item.key: item for item in measurement.conditions.all()}
    reported = {key: item for key, item in conditions.items() if item.status == "reported"}
    cations = measurement.carrier_cations
    return Context(
        value=measurement.quantity,
        property=measurement.property_key,
        origin=measurement.origin,
        method=measurement.method,
        ion=measurement.ion,
        carrier_cations=frozenset(cations) if cations is not None else None,
        source=measurement.source.public_id,
        not_applicable=frozenset(key for key, item in conditions.items() if item.status == "not_applicable"),
        **{key: reported[key].value for key in NUMBERS if key in reported},
        **{key: reported[key].text or reported[key].printed for key in TEXTS if key in reported},
        **(_of_cell(cell) if cell else {}),
    )


def _of_cell(cell: Cell) -> dict[str, Any]:
    counter = cell.counter_material.name if cell.counter_material else ""
    window = (cell.window_low, cell.window_high)
    return {
        "electrolyte": electrolyte_key(cell.electrolyte) if cell.electrolyte else None,
        "counter_electrode": cell.counter_electrode or counter or None,
        "reference_electrode": cell.reference_electrode or None,
        "potential_scale": cell.window_scale,
        "window": window if None not in window else None,
        "mass_basis": cell.mass_basis,
        "formulation": _formulation(cell),
        "water": cell.water_content or None,
    }


def electrolyte_key(material: Material) -> str:
    """What makes two electrolytes the same: their components, else the name."""
    detail = getattr(material, "electrolyte", None)
    return detail.key if detail else material.name


def _formulation(cell: Cell) -> str | None:
    shares = (cell.active_share, cell.carbon_share, cell.binder_share)
    if any(share is not None for share in shares):
        return " : ".join("?" if share is None else f"{share:g}" for share in shares)
    return cell.formulation or None
