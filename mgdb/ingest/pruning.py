"""Records that are gone from their file."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from mgdb import review
from mgdb.formats.dataset import Dataset, DatasetProblem
from mgdb.models import DatasetEntry, Record
from mgdb.records import SECTIONS

from .report import LoadReport


def entries_gone(
    datasets: Iterable[Dataset], entries: Iterable[DatasetEntry], *, by_operator: bool
) -> list[DatasetEntry]:
    """Those of `entries` whose record is neither in the files nor merged into another; what refers to others first."""
    names = [dataset.name for dataset in datasets]
    here = {entry.id for dataset in datasets for entry in dataset.entries}
    rows = (section.model._default_manager.exclude(merged_ids=[]) for section in SECTIONS.values())
    here |= {merged for one in rows for ids in one.values_list("merged_ids", flat=True) for merged in ids}
    missing = [
        entry
        for entry in entries
        if entry.file in names and entry.public_id not in here and entry.by_operator == by_operator
    ]
    order = list(SECTIONS)
    return sorted(missing, key=lambda entry: -order.index(entry.record_type))


def withdraw_all(entries: list[DatasetEntry], report: LoadReport, *, by: review.Actor) -> None:
    """Withdraws the records of `entries`; one after another, as they may refer to one another."""
    refused: dict[str, DatasetProblem] = {}
    while entries:
        waiting = [entry for entry in entries if not _withdraw(entry, report, by, refused)]
        if len(waiting) == len(entries):
            report.problems += [refused[entry.public_id] for entry in waiting]
            return
        entries = waiting


def _withdraw(entry: DatasetEntry, report: LoadReport, by: review.Actor, refused: dict[str, DatasetProblem]) -> bool:
    record = SECTIONS[entry.record_type].model._base_manager.filter(public_id=entry.public_id).first()
    if not isinstance(record, Record) or record.status == "withdrawn":
        return True
    try:
        reason = f"Taken out of the dataset file {entry.file}."
        review.withdraw(record, reason, by=by, seen=record.revision)
    except ValidationError as error:
        refused[entry.public_id] = DatasetProblem(entry.file, 1, "", "; ".join(error.messages), entry.public_id)
        return False
    report.withdrawn.append(entry.public_id)
    return True
