"""Under which conditions a measurement was taken, as the rules of comparability ask for it."""

from __future__ import annotations

from typing import Any

from mgdb.presentation import CellView, ConditionView, MeasurementView
from mgdb.science.comparability import Context
from mgdb.science.comparability.verdicts import Stated


def context_of(measurement: MeasurementView) -> Context:
    """The context of a measurement in canonical units: None, or no entry, means that it is not stated.

    It must have been read with `presentation.SHOWN`.
    """
    conditions, cell = measurement.conditions, measurement.cell
    stated = {key: said for key, item in conditions.items() if (said := _stated(item)) is not None}
    if cell is not None and "potential_scale" not in conditions:
        stated["potential_scale"] = cell.window_scale
    cations = measurement.carrier_cations
    return Context(
        value=measurement.quantity,
        property=measurement.property_key,
        origin=measurement.origin_key,
        method=measurement.method_key,
        ion=measurement.ion_key,
        chemistry=measurement.chemistry_key,
        carrier_cations=frozenset(cations) if cations is not None else None,
        conditions=stated,
        digits={key: item.digits for key, item in conditions.items() if item.digits},
        source=measurement.source.id,
        source_name=measurement.source.text,
        not_applicable=frozenset(key for key, item in conditions.items() if item.status == "not_applicable"),
        assumed=frozenset(key for key in stated if key in conditions and conditions[key].assumed),
        roles=frozenset(measurement.material.roles if measurement.material else ()),
        suspect=measurement.suspect_because,
        **(_of_cell(cell) if cell else {}),
    )


def _stated(item: ConditionView) -> Stated | None:
    if item.status != "reported":
        return None
    if item.low is None and item.high is None:
        return item.choice or item.printed
    return item.number if item.number is not None else (item.low, item.high)


def _of_cell(cell: CellView) -> dict[str, Any]:
    window = (cell.window_low, cell.window_high)
    return {
        "electrolyte": cell.electrolyte.identity if cell.electrolyte else None,
        "electrolyte_name": cell.electrolyte.text if cell.electrolyte else "",
        "counter_electrode": cell.counter_electrode or cell.counter_material or None,
        "reference_electrode": cell.reference_electrode or None,
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
