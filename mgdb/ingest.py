"""Dataset files → rows and back: one transaction, everything validated, a report for each record.

Loading keeps what was loaded last: a record that changed in the file and not in the database is updated; one that was
edited in the database since is kept and reported; one that is gone from the file is reported, and withdrawn only on
request.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from mgdb import review
from mgdb.formats import dataset as files
from mgdb.formats.dataset import Dataset, DatasetProblem, Entry
from mgdb.models import DatasetEntry, DatasetFile, Defect, Record, Source
from mgdb.models.base import mint_id

Progress = Callable[[int, int, str], None]
CURATED = "curated.yaml"  # records that no document's file claims


@dataclass
class LoadReport:
    """What loading did: ids by outcome, faults with their lines."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    faults: list[DatasetProblem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.faults

    def __str__(self) -> str:
        counts = {
            "created": len(self.created),
            "updated": len(self.updated),
            "unchanged": self.unchanged,
            "edited here since and kept": len(self.kept),
            "gone from the file": len(self.gone),
            "withdrawn": len(self.withdrawn),
            "faults": len(self.faults),
        }
        return ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "nothing to do"


class _Rollback(Exception):
    """Leaves the transaction of a load that must not be kept."""


def read_all(texts: Mapping[str, str]) -> tuple[list[Dataset], list[DatasetProblem]]:
    """The datasets in `texts` (file name → text), and the faults of form of those that cannot be read."""
    datasets, faults = [], []
    for name, text in texts.items():
        try:
            datasets.append(files.read(text, name))
        except files.DatasetError as error:
            faults += error.faults
    return datasets, faults


def load(
    texts: Mapping[str, str],
    *,
    publish: bool,
    prune: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Loads dataset files (name → text), all or nothing.

    `publish` makes new records public at once (operators only); else they wait in review. `prune` withdraws records
    that are gone from their file. Nothing is kept when there is a fault or on a `dry_run`.
    """
    report = LoadReport()
    existing = dict(DatasetFile.objects.values_list("name", "text_hash"))
    changed = {name: text for name, text in texts.items() if existing.get(name) != _text_hash(text)}
    datasets, report.faults = read_all(changed)
    if report.ok:
        try:
            with transaction.atomic():
                loader = _Loader(datasets, report, publish=publish, progress=progress)
                loader.run()
                loader.gone(prune)
                if dry_run or not report.ok:
                    raise _Rollback
                for dataset in datasets:
                    loader.record_file(dataset, changed[dataset.name])
        except _Rollback:
            pass
    report.unchanged += DatasetEntry.objects.filter(file__in=set(texts) - set(changed)).count()
    report.faults.sort(key=lambda fault: (fault.file, fault.line))
    return report


class _Loader:
    def __init__(
        self, datasets: list[Dataset], report: LoadReport, *, publish: bool, progress: Progress | None
    ) -> None:
        self.datasets = datasets
        self.report = report
        self.status = "published" if publish else "in_review"
        self.progress = progress
        self.rows: dict[tuple[type[models.Model], str], models.Model] = {}
        self.entries = {entry.public_id: entry for entry in DatasetEntry.objects.all()}
        self.failed: set[str] = set()
        self.changed_entries: list[DatasetEntry] = []
        self.stored: dict[str, Record] = {}
        self.done = 0
        self.total = sum(len(dataset.entries) for dataset in datasets)

    def run(self) -> None:
        if not self.well_formed():
            return
        for section, form in review.SCHEMAS.items():
            own = [(dataset, entry) for dataset in self.datasets for entry in dataset.section(section)]
            existing = {entry.id for _, entry in own}
            self.stored = {
                record.public_id: record for record in review.with_parts(form).filter(public_id__in=existing)
            }
            if section == "sources":  # whoever cites comes after all whom anybody cites
                self.load_sources(own)
                own.sort(key=lambda pair: "citations" in pair[1].form)
            for dataset, entry in own:
                self.load_entry(form, dataset, entry)
                self.step(entry)
        self.write_entries()

    def well_formed(self) -> bool:
        """No handle waits for its id, and no id stands in two files."""
        seen: dict[str, str] = {}
        for dataset in self.datasets:
            for entry in dataset.entries:
                for path, value in _texts(entry.form):
                    if files.HANDLE.fullmatch(value):
                        self.fault(dataset, entry, path, f"“{value}” has no id yet; run mint_ids first")
                if entry.id in seen and seen[entry.id] != dataset.name:
                    self.fault(dataset, entry, ("id",), f"stands in {seen[entry.id]} too; a record has one file")
                seen[entry.id] = dataset.name
        return self.report.ok

    def load_sources(self, entries: Iterable[tuple[Dataset, Entry]]) -> None:
        form = review.SCHEMAS["sources"]
        for dataset, entry in entries:
            if entry.form.get("citations") and entry.id not in self.stored:
                bare = {key: value for key, value in entry.form.items() if key != "citations"}
                record = self.apply(form.model(), dataset, entry, bare)
                if record is not None:
                    self.stored[entry.id] = record

    def load_entry(self, form: review.RecordSchema, dataset: Dataset, entry: Entry) -> None:
        """Creates, updates or leaves the record of `entry`."""
        existing = self.entries.get(entry.id)
        file_hash = review.content_hash(entry.form)
        if existing and existing.file_hash == file_hash:
            self.report.unchanged += 1
            self.record_entry(dataset, entry, existing)
            return
        record = self.stored.get(entry.id)
        if record is not None and existing:
            shape = review.to_dict(record)
            row_hash = review.content_hash(shape)
            if _as_written(shape) == _as_written(entry.form):  # exported from here, or the file says the same anew
                self.report.unchanged += 1
                self.record_entry(dataset, entry, existing, file_hash=file_hash, row_hash=row_hash)
                return
            if row_hash != existing.row_hash:
                self.report.kept.append(entry.id)
                self.record_entry(dataset, entry, existing)
                return
        is_new = existing is None
        record = self.apply(record or form.model(), dataset, entry, entry.form)
        if record is None:
            return
        (self.report.created if is_new else self.report.updated).append(entry.id)
        row_hash = review.content_hash(review.to_dict(record))
        self.record_entry(
            dataset, entry, existing or DatasetEntry(public_id=entry.id), file_hash=file_hash, row_hash=row_hash
        )

    def apply(self, record: Record, dataset: Dataset, entry: Entry, form: Mapping[str, Any]) -> Record | None:
        try:
            with transaction.atomic():
                review.apply(record, form, self.resolve, status=self.status)
        except review.FormError as error:
            self.failed.add(entry.id)
            for path, reason in error.faults:
                if _at(form, path) not in self.failed:  # what refers to a faulty record is not at fault itself
                    self.fault(dataset, entry, path, reason)
        else:
            self.rows[type(record), record.public_id] = record
            return record
        return None

    def resolve(self, model: type[models.Model], public_id: str) -> models.Model:
        """The row that a reference means; ValidationError when there is none."""
        if (model, public_id) not in self.rows or model is Defect:
            row = model._base_manager.filter(public_id=public_id).first()
            if row is None:
                raise ValidationError(
                    f"“{public_id}” is no {model._meta.verbose_name} of this database or of these files; "
                    "check the id, or load the file that brings it."
                )
            self.rows[model, public_id] = row
        return self.rows[model, public_id]

    def record_entry(self, dataset: Dataset, entry: Entry, existing: DatasetEntry, **hashes: str) -> None:
        place = {"file": dataset.name, "record_type": entry.section, "position": entry.position, **hashes}
        if existing.pk is None or any(getattr(existing, name) != value for name, value in place.items()):
            for name, value in place.items():
                setattr(existing, name, value)
            self.changed_entries.append(existing)
            self.entries[entry.id] = existing

    def write_entries(self) -> None:
        DatasetEntry.objects.bulk_create([existing for existing in self.changed_entries if existing.pk is None])
        columns = ["file", "record_type", "position", "file_hash", "row_hash"]
        DatasetEntry.objects.bulk_update(
            [existing for existing in self.changed_entries if existing.pk is not None], columns
        )

    def gone(self, prune: bool) -> None:
        """Reports the records that their file no longer holds, and withdraws them on request."""
        if not self.report.ok:
            return
        here = {entry.id for dataset in self.datasets for entry in dataset.entries}
        names = [dataset.name for dataset in self.datasets]
        order = list(review.SCHEMAS)
        missing = [entry for entry in self.entries.values() if entry.file in names and entry.public_id not in here]
        for entry in sorted(missing, key=lambda entry: -order.index(entry.record_type)):
            self.report.gone.append(entry.public_id)
            record = review.SCHEMAS[entry.record_type].model._base_manager.filter(public_id=entry.public_id).first()
            if not prune or record is None or record.status == "withdrawn":
                continue
            try:
                review.withdraw(record, f"Taken out of the dataset file {entry.file}.")
            except ValidationError as error:
                self.report.faults.append(DatasetProblem(entry.file, 1, "", "; ".join(error.messages), entry.public_id))
            else:
                self.report.withdrawn.append(entry.public_id)

    def record_file(self, dataset: Dataset, text: str) -> None:

        document = Source._base_manager.filter(public_id=dataset.document).first() if dataset.document else None
        DatasetFile.objects.update_or_create(
            name=dataset.name, defaults={"document": document, "text_hash": _text_hash(text)}
        )

    def fault(self, dataset: Dataset, entry: Entry, path: files.Path, reason: str) -> None:
        field = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        self.report.faults.append(DatasetProblem(dataset.name, entry.line(path), field, reason, entry.id))

    def step(self, entry: Entry) -> None:
        self.done += 1
        if self.progress and (self.done % 20 == 0 or self.done == self.total):
            self.progress(self.done, self.total, f"{entry.section} {entry.id}")


def _texts(value: Any, path: files.Path = ()) -> Iterable[tuple[files.Path, str]]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _texts(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _texts(part, (*path, index))
    elif isinstance(value, str):
        yield path, value


def _as_written(form: Mapping[str, Any]) -> str:
    """`form` as a file has it, where numbers and truth are text and order counts for nothing."""
    return files.write(Dataset("", "", [Entry("sources", dict(sorted(_as_read(form).items())), 0)]))


def _as_read(value: Any) -> Any:
    """`value` with yes and no as the words that a file has for them."""
    if isinstance(value, Mapping):
        return {key: _as_read(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_as_read(part) for part in value]
    return str(value).lower() if isinstance(value, bool) else value


def _at(form: Any, path: files.Path) -> Any:
    """The text that stands at `path` in `form`; None where there is none."""
    for part in path:
        if isinstance(form, Mapping):
            form = form.get(part)
        elif isinstance(form, list) and isinstance(part, int) and part < len(form):
            form = form[part]
        else:
            return None
    return form if isinstance(form, str) else None


def _text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def export() -> dict[str, str]:
    """All dataset files (name → text) as the database has them; the loaded ones again, byte for byte, if unedited."""
    places = {entry.public_id: entry for entry in DatasetEntry.objects.all()}
    documents = {file.name: file.document.public_id if file.document else "" for file in _dataset_files()}
    by_document = {document: name for name, document in documents.items() if document}
    labels: dict[str, str] = {}
    found: dict[str, list[tuple[int, int, str, Entry]]] = {name: [] for name in documents}
    for order, (section, form) in enumerate(review.SCHEMAS.items()):
        for record in review.with_parts(form).exclude(status="withdrawn").order_by("id"):
            labels[record.public_id] = record.label
            place = places.get(record.public_id)
            shape = review.to_dict(record)
            name = place.file if place else by_document.get(_document_of(shape), CURATED)
            position = place.position if place else 10**9
            found.setdefault(name, []).append((order, position, record.public_id, Entry(section, shape, position)))
    texts = {}
    for name, entries in sorted(found.items()):
        ordered = [entry for *_, entry in sorted(entries, key=lambda item: item[:3])]
        dataset = Dataset(name, documents.get(name, ""), ordered)
        texts[name] = files.write(dataset, lambda identifier: " ".join(labels.get(identifier, "").split()))
    return texts


def _dataset_files() -> models.QuerySet[DatasetFile]:
    return DatasetFile.objects.select_related("document")


def _document_of(form: Mapping[str, Any]) -> str:
    """The document that a form's values were read in."""
    reports = form.get("reports") or [{}]
    return form.get("document") or reports[0].get("document") or form.get("source") or ""


def mint(texts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """`texts` with every handle replaced by a new id, the same in all files; and handle → id."""
    taken = {word for text in texts.values() for word in text.split()}
    identifiers: dict[str, str] = {}
    for text in texts.values():
        for handle in files.handles(text):
            if handle in identifiers:
                continue
            prefix = handle.partition(":")[0]
            identifier = mint_id(prefix)
            while identifier in taken:
                identifier = mint_id(prefix)
            taken.add(identifier)
            identifiers[handle] = identifier
    return {name: files.mint(text, identifiers) for name, text in texts.items()}, identifiers
