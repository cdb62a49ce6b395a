"""Keeps the stored numbers and the catalogue of properties in step."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from mgdb.models import CatalogueEntry, Cell, CurveCondition, Material, Measurement, MeasurementCondition, Phase
from mgdb.models.materials import HasFormula
from mgdb.records import SECTIONS
from mgdb.science import properties
from mgdb.science.conditions import CONDITIONS
from mgdb.science.field_names import CONCEPTS
from mgdb.science.substances import TABLE

from .derivation import FROM_MATERIALS, derive_electrolyte
from .indexing import index_for_search
from .serialization import with_parts

NAMES = "names of substances"  # what is stored of the table that search words and constituents are made with
FROM_FORMULA = ("elements", "composition", "formula_reduced", "formula_anonymous", "molar_mass")


def drift() -> list[str]:
    """How the catalogue differs from the one that stored numbers were computed with, for keys that have rows."""
    stored = dict(CatalogueEntry.objects.values_list("key", "fingerprint"))
    current = properties.fingerprint()
    used = Measurement._base_manager.order_by().values_list("property_key", flat=True).distinct()
    found = []
    for key in sorted(used):
        if key not in current:
            found.append(f"“{key}” has stored rows and is not a property any more: declare it again, or move the rows.")
        elif key in stored and stored[key] != current[key]:
            found.append(f"“{key}” was stored as {stored[key]} and is now {current[key]}: run recompute_canonical.")
    return found


def foreign_conditions() -> list[str]:
    """Conditions with stored rows that are in no catalogue: readers are shown their key and print, nothing else."""
    models = (MeasurementCondition, CurveCondition)
    used = {key for model in models for key in model._base_manager.order_by().values_list("key", flat=True).distinct()}
    return [
        f"“{key}” has stored rows and is not a condition: declare it again, or move the rows."
        for key in sorted(used - set(CONDITIONS))
    ]


def store_fingerprint() -> None:
    """Remembers the present catalogue; right after the numbers were computed with it."""
    current = properties.fingerprint()
    for key, value in current.items():
        CatalogueEntry.objects.update_or_create(key=key, defaults={"fingerprint": value})
    CatalogueEntry.objects.exclude(key__in=[*current, NAMES]).delete()
    CatalogueEntry.objects.update_or_create(key=NAMES, defaults={"fingerprint": fingerprint_of_names()})


def names_are_current() -> bool:
    """Whether search words and constituents were made with the present table of substances."""
    return CatalogueEntry.objects.filter(key=NAMES, fingerprint=fingerprint_of_names()).exists()


def fingerprint_of_names() -> str:
    """Of the tables of names, and of what each record type says to search."""
    words = "".join(inspect.getsource(one.model.search_words) for one in SECTIONS.values())  # type: ignore[attr-defined]
    return hashlib.sha256("".join((repr(TABLE), repr(CONCEPTS), words)).encode()).hexdigest()[:32]


@transaction.atomic
def recompute() -> tuple[int, list[str]]:
    """Computes again all that follows from what was printed; how many rows changed, and what could not be read.

    When anything cannot be read nothing is changed.
    """
    changed = 0
    problems: list[str] = []
    for phase in Phase.objects.all():
        changed += _again(phase, FROM_FORMULA, problems)
    materials = Material.objects.select_related("phase").prefetch_related(
        "defects", "modifications", "electrolyte__components"
    )
    for material in materials:
        changed += _again(material, (*FROM_FORMULA, "constituents"), problems)
        if hasattr(material, "electrolyte"):
            changed += derive_electrolyte(material, material.electrolyte)
    for cell in Cell.objects.select_related("working_material", "counter_material", "electrolyte__electrolyte"):
        changed += _again(cell, FROM_MATERIALS, problems)
    for condition in MeasurementCondition.objects.select_related("measurement"):
        changed += _again(condition, ("low", "high", "approximate", "uncertainty", "text", "unit", "assumed"), problems)
    for measurement in Measurement.objects.prefetch_related("reports"):
        for report in measurement.reports.all():
            report.measurement = measurement
        columns = (
            "value",
            "low",
            "high",
            "bound",
            "approximate",
            "uncertainty",
            "digits",
            "range_kind",
            "search_low",
            "search_high",
        )
        changed += _again(measurement, columns, problems)
    for record_type in SECTIONS.values():
        for record in with_parts(record_type):
            changed += index_for_search(record)
    if problems:
        transaction.set_rollback(True)
        return 0, problems
    store_fingerprint()
    return changed, problems


def _again(
    row: Cell | Material | Measurement | MeasurementCondition | Phase, columns: tuple[str, ...], problems: list[str]
) -> bool:
    before = [getattr(row, name) for name in columns]
    try:
        row.derive_from_formula() if isinstance(row, HasFormula) else row.derive()
    except ValidationError as error:
        record = row.measurement if isinstance(row, MeasurementCondition) else row
        problems.append(f"{record.public_id}: {'; '.join(error.messages)}")
        return False
    if [getattr(row, name) for name in columns] == before:
        return False
    row.save(update_fields=columns)
    return True


@checks.register(checks.Tags.database)
def catalogue_agrees(databases: Sequence[str] | None = None, **options: Any) -> list[checks.CheckMessage]:
    """`check --database default` fails while stored numbers and catalogue disagree; `migrate` says so.

    They warn of conditions that are in no catalogue: these are shown as printed, and no number is judged by them.
    """
    if not databases:
        return []
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return []  # the tables are not yet those that this code asks
    errors = [checks.Error(problem, id="mgdb.E001") for problem in drift()]
    return [*errors, *(checks.Warning(problem, id="mgdb.W002") for problem in foreign_conditions())]
