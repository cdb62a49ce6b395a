"""Dataset files → rows, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from mgdb import review
from mgdb.formats.dataset import Dataset, DatasetError, DatasetProblem, Entry, Path
from mgdb.models import DatasetEntry, DatasetFile, Defect, Record, Source
from mgdb.records import SECTIONS, RecordType

from .files import FORMAT, changed_files, text_hash
from .forms import as_written, at, texts_in
from .keys import KEY, take_keys
from .minting import mint_in_forms
from .report import LoadReport
from .turns import Busy, take_turn

Progress = Callable[[int, int, str], None]
# How long a load waits for another to end (s): several of the longest that a file may bring.
LOCK_TIMEOUT = 300.0
REASON_LENGTH = 1000


class _Rollback(Exception):
    """Leaves the transaction of a load that must not be kept."""


def load(
    texts: Mapping[str, str],
    *,
    by: review.Actor,
    prune: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    lock_timeout: float = LOCK_TIMEOUT,
) -> LoadReport:
    """Loads dataset files (name → text), all or nothing.

    The operator's loader writes published records; `prune` withdraws those that are gone from their file. What was
    edited here since is kept, and the file's version becomes a change request. A person's import makes drafts and
    changes drafts that are his or hers alone; for all else it makes change requests. It gives ids to handles, and the
    same when the file comes again; the operator's files have theirs from `mint_ids`. Nothing is kept when there is a
    problem or on a `dry_run`. One load runs at a time: this one waits up to `lock_timeout` seconds for another to end.
    """
    report = LoadReport()
    changed = changed_files(texts, by)
    datasets, report.problems = _read_all(changed)
    if report.ok:
        try:
            with transaction.atomic():
                take_turn(lock_timeout)
                changed = changed_files(changed, by)  # by the load before this one they may have been brought
                datasets = [dataset for dataset in datasets if dataset.name in changed]
                report.minted = mint_in_forms(datasets, by=by)
                loader = _Loader(datasets, report, by=by, progress=progress)
                loader.run()
                loader.gone(prune)
                if dry_run or not report.ok:
                    raise _Rollback
                for dataset in datasets:
                    loader.record_file(dataset, changed[dataset.name])
        except _Rollback:
            pass
        except review.NotAllowed as error:  # the account was closed, or lost its role, since the file was sent
            reason = f"{' '.join(error.messages)} Nothing was kept"
            report.problems += [DatasetProblem(name, 1, "", reason) for name in changed]
        except Busy:
            reason = "another import has not ended yet; nothing was read or kept, try again when it has"
            report.problems += [DatasetProblem(name, 1, "", reason) for name in changed]
    report.unchanged += DatasetEntry.objects.filter(file__in=set(texts) - set(changed)).count()
    for found in (report.problems, report.doubts):
        found.sort(key=lambda problem: (problem.file, problem.line))
    return report


def row_count(text: str) -> int:
    """How many rows a dataset file brings, records and their parts; 0 for one that cannot be read (`load` says why)."""
    try:
        return FORMAT.read(text, "").rows
    except DatasetError:
        return 0


def _read_all(texts: Mapping[str, str]) -> tuple[list[Dataset], list[DatasetProblem]]:
    """The datasets in `texts` (file name → text), and the problems of form of those that cannot be read."""
    datasets, problems = [], []
    for name, text in texts.items():
        try:
            datasets.append(FORMAT.read(text, name))
        except DatasetError as error:
            problems += error.problems
    return datasets, problems


class _Loader:
    def __init__(
        self, datasets: list[Dataset], report: LoadReport, *, by: review.Actor, progress: Progress | None
    ) -> None:
        self.datasets = datasets
        self.report = report
        self.by = by
        self.by_operator = isinstance(by, review.Operator)
        self.progress = progress
        self.written: list[Record] = []
        self.without_citations: set[str] = set()
        self.rows: dict[tuple[type[models.Model], str], models.Model] = {}
        self.entries = {entry.public_id: entry for entry in DatasetEntry.objects.all()}
        self.failed: set[str] = set()
        self.handles = {identifier: handle for handle, identifier in report.minted.items()}
        self.changed_entries: list[DatasetEntry] = []
        self.stored: dict[str, Record] = {}
        self.done = 0
        self.total = sum(len(dataset.entries) for dataset in datasets)

    def run(self) -> None:
        keys, refused = take_keys(self.datasets, typed=not self.by_operator)
        for dataset, entry, reason in refused:
            self.problem(dataset, entry, (KEY,), reason)
        if not self.well_formed():
            return
        self.lock_stored()
        for section, record_type in SECTIONS.items():
            own = [(dataset, entry) for dataset in self.datasets for entry in dataset.section(section)]
            ids = {entry.id for _, entry in own}
            self.stored = {
                record.public_id: record for record in review.with_parts(record_type).filter(public_id__in=ids)
            }
            if record_type.model is Source:  # whoever cites comes after all whom anybody cites
                self.load_sources(record_type, own)
                own.sort(key=lambda pair: "citations" in pair[1].form)
            for dataset, entry in own:
                self.load_entry(record_type, dataset, entry)
                self.step(entry)
                if len(self.report.problems) >= FORMAT.limits.problems:
                    self.problem(dataset, entry, (), "what follows was not checked; correct these first")
                    return
        if self.by_operator:
            review.record_files(self.written)
            Source.objects.assign_keys(keys)
        self.write_entries()

    def well_formed(self) -> bool:
        """No id stands in two files. A handle of an operator's file is a fault beside all others."""
        seen: dict[str, str] = {}
        for dataset in self.datasets:
            for entry in dataset.entries:
                for path, value in texts_in(entry.form) if self.by_operator else ():
                    if value in self.handles:
                        self.problem(dataset, entry, path, f"“{self.handles[value]}” has no id yet; run mint_ids first")
                if entry.id in seen and seen[entry.id] != dataset.name:
                    self.problem(dataset, entry, ("id",), f"stands in {seen[entry.id]} too; a record has one file")
                seen[entry.id] = dataset.name
        return self.by_operator or self.report.ok

    def lock_stored(self) -> None:
        """Locks all stored records that the files hold or name, at once: one by one, as they are loaded, they would be
        locked in an order in which somebody who publishes one of them meanwhile may be waited for."""
        named = {text for dataset in self.datasets for entry in dataset.entries for _, text in texts_in(entry.form)}
        review.lock(
            record
            for record_type in SECTIONS.values()
            for record in record_type.model._base_manager.filter(public_id__in=named).only("status")
            if isinstance(record, Record)
        )

    def load_sources(self, record_type: RecordType, entries: Iterable[tuple[Dataset, Entry]]) -> None:
        """Creates the sources that cite, without their citations: they may cite one another."""
        for dataset, entry in entries:
            if entry.form.get("citations") and entry.id not in self.stored:
                bare = {key: value for key, value in entry.form.items() if key != "citations"}
                record = self.apply(self.new(record_type), dataset, entry, bare)
                if record is not None:
                    self.stored[entry.id] = record
                    self.without_citations.add(entry.id)

    def load_entry(self, record_type: RecordType, dataset: Dataset, entry: Entry) -> None:
        """Creates, updates or leaves the record of `entry`."""
        existing = self.entries.get(entry.id)
        file_hash = review.content_hash(entry.form)
        if existing and existing.file_hash == file_hash and (existing.by_operator or not self.by_operator):
            self.report.unchanged += 1
            self.record_entry(dataset, entry, existing)
            return
        record = self.stored.get(entry.id)
        if record is not None and entry.id not in self.without_citations:
            form = review.to_dict(record)
            row_hash = review.content_hash(form)
            if self.says(record, form, dataset, entry):
                if self.by_operator and record.status in ("draft", "in_review"):
                    self.report.kept.append(entry.id)  # a person's, whom somebody else reviews
                else:
                    self.report.unchanged += 1
                if self.by_operator or existing:  # exported from here, or the file says the same again
                    existing = existing or DatasetEntry(public_id=entry.id)
                    self.record_entry(dataset, entry, existing, file_hash=file_hash, row_hash=row_hash)
                return
            if entry.id in self.failed:
                return
            if not self.may_write(record, existing, row_hash):
                self.propose(record, dataset, entry)
                return
        self.write(record or self.new(record_type), existing, dataset, entry, file_hash)

    def write(
        self, record: Record, existing: DatasetEntry | None, dataset: Dataset, entry: Entry, file_hash: str
    ) -> None:
        is_new = record.pk is None or entry.id in self.without_citations
        written = self.apply(record, dataset, entry, entry.form)
        if written is not None and self.by_operator and self.merge(written, dataset, entry):
            written = self.apply(written, dataset, entry, entry.form)  # what moved there stands in its file, or not
        if written is None:
            return
        self.written.append(record)
        (self.report.created if is_new else self.report.updated).append(entry.id)
        placed = record.placed_doubts() if (told := review.doubts_about(record)) else []
        self.report.doubts += [self.located(dataset, entry, path, doubt) for path, doubt in placed if doubt in told]
        row_hash = review.content_hash(review.to_dict(record))
        existing = existing or DatasetEntry(public_id=entry.id)
        self.record_entry(dataset, entry, existing, file_hash=file_hash, row_hash=row_hash)

    def merge(self, into: Record, dataset: Dataset, entry: Entry) -> bool:
        """Merges into `into` the records that the file has as merged there and that still stand here; whether any."""
        rows = type(into)._base_manager.filter(public_id__in=into.merged_ids).exclude(status="withdrawn")
        standing = list(rows) if into.merged_ids else []
        for old in standing:
            try:
                review.merge(old, into, by=self.by)
            except ValidationError as error:
                self.problem(dataset, entry, ("merged_ids",), "; ".join(error.messages))
        return bool(standing)

    def says(self, record: Record, form: Mapping[str, Any], dataset: Dataset, entry: Entry) -> bool:
        """Whether the entry of the file says what the record says already."""
        if self.by_operator:
            return as_written(form) == as_written(entry.form)
        try:
            given = review.without_counted(record, entry.form)
        except review.FormError as error:
            self.refuse(dataset, entry, entry.form, error)
            return False
        return as_written(review.without_counted(record, form)) == as_written(given)

    def may_write(self, record: Record, existing: DatasetEntry | None, row_hash: str) -> bool:
        """Whether the file may change the stored `record` itself: nobody has edited it since it was loaded from it."""
        as_loaded = existing is not None and existing.row_hash == row_hash
        if self.by_operator:
            return as_loaded and not record.editors
        return record.status == "draft" and review.is_alone(self.by, record) and (as_loaded or existing is None)

    def propose(self, record: Record, dataset: Dataset, entry: Entry) -> None:
        """Keeps the record as it is; what the file says becomes a change request."""
        self.report.kept.append(entry.id)
        if record.status == "withdrawn":
            return
        try:
            tried = review.tried(record, entry.form, self.resolve)
        except review.FormError as error:
            self.refuse(dataset, entry, entry.form, error)
            return
        reason = f"The dataset file {dataset.name} says so."
        if review.propose_unless_known(record, tried.form, by=self.by, reason=reason):
            self.report.proposed.append(entry.id)
            self.report.doubts += [self.located(dataset, entry, path, doubt) for path, doubt in tried.doubts]

    def new(self, record_type: RecordType) -> Record:
        record = record_type.model()
        assert isinstance(record, Record)
        return record

    def apply(self, record: Record, dataset: Dataset, entry: Entry, form: Mapping[str, Any]) -> Record | None:
        try:
            review.apply(
                record,
                form,
                self.resolve,
                by=self.by,
                seen=record.revision,
                status="published",
                method=review.Method.IMPORTED,
            )
        except review.FormError as error:
            self.refuse(dataset, entry, form, error)
            return None
        self.rows[type(record), record.public_id] = record
        return record

    def refuse(self, dataset: Dataset, entry: Entry, form: Mapping[str, Any], error: review.FormError) -> None:
        self.failed.add(entry.id)
        for path, reason in error.problems:
            if at(form, path) not in self.failed:  # what refers to a faulty record is not at fault itself
                self.problem(dataset, entry, path, reason)

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
        if existing.pk is not None and existing.by_operator and not self.by_operator:
            return  # an import does not tell the operator's loader what it has loaded
        place = {
            "file": dataset.name,
            "record_type": entry.section,
            "position": entry.position,
            "by_operator": self.by_operator,
            **hashes,
        }
        if existing.pk is None or any(getattr(existing, name) != value for name, value in place.items()):
            for name, value in place.items():
                setattr(existing, name, value)
            self.changed_entries.append(existing)
            self.entries[entry.id] = existing

    def write_entries(self) -> None:
        new = [entry for entry in self.changed_entries if entry.pk is None]
        moved = [entry for entry in self.changed_entries if entry.pk is not None]
        DatasetEntry.objects.bulk_create(new)
        DatasetEntry.objects.bulk_update(
            moved, ["file", "record_type", "position", "file_hash", "row_hash", "by_operator"]
        )

    def gone(self, prune: bool) -> None:
        """Reports the records that their file no longer holds, and withdraws them on request."""
        if not self.report.ok:
            return
        here = {entry.id for dataset in self.datasets for entry in dataset.entries}
        names = [dataset.name for dataset in self.datasets]
        order = list(SECTIONS)
        rows = (section.model._default_manager.exclude(merged_ids=[]) for section in SECTIONS.values())
        here |= {merged for one in rows for ids in one.values_list("merged_ids", flat=True) for merged in ids}
        missing = [
            entry
            for entry in self.entries.values()
            if entry.file in names and entry.public_id not in here and entry.by_operator == self.by_operator
        ]
        missing.sort(key=lambda entry: -order.index(entry.record_type))
        self.report.gone += [entry.public_id for entry in missing]
        if prune and self.by_operator:
            self.prune(missing)

    def prune(self, entries: list[DatasetEntry]) -> None:
        """Withdraws the records of `entries`; one after another, as they may refer to one another."""
        refused: dict[str, DatasetProblem] = {}
        while entries:
            waiting = [entry for entry in entries if not self.withdraw(entry, refused)]
            if len(waiting) == len(entries):
                self.report.problems += [refused[entry.public_id] for entry in waiting]
                return
            entries = waiting

    def withdraw(self, entry: DatasetEntry, refused: dict[str, DatasetProblem]) -> bool:
        record = SECTIONS[entry.record_type].model._base_manager.filter(public_id=entry.public_id).first()
        if not isinstance(record, Record) or record.status == "withdrawn":
            return True
        try:
            reason = f"Taken out of the dataset file {entry.file}."
            review.withdraw(record, reason, by=self.by, seen=record.revision)
        except ValidationError as error:
            refused[entry.public_id] = DatasetProblem(entry.file, 1, "", "; ".join(error.messages), entry.public_id)
            return False
        self.report.withdrawn.append(entry.public_id)
        return True

    def record_file(self, dataset: Dataset, text: str) -> None:
        before = DatasetFile.objects.filter(name=dataset.name)
        handles = {**(before.values_list("handles", flat=True).first() or {}), **self.report.minted}
        if not self.by_operator and any(one.file == dataset.name and one.by_operator for one in self.entries.values()):
            before.update(handles=handles)
            return
        document = Source._base_manager.filter(public_id=dataset.document).first() if dataset.document else None
        DatasetFile.objects.update_or_create(
            name=dataset.name, defaults={"document": document, "text_hash": text_hash(text), "handles": handles}
        )

    def problem(self, dataset: Dataset, entry: Entry, path: Path, reason: str) -> None:
        self.report.problems.append(self.located(dataset, entry, path, reason))

    def located(self, dataset: Dataset, entry: Entry, path: Path, reason: str) -> DatasetProblem:
        """`reason`, which is about the field at `path`, with its line."""
        field = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        if len(reason) > REASON_LENGTH:  # it quotes what stands there, however long
            reason = f"{reason[:REASON_LENGTH]} …"
        return DatasetProblem(dataset.name, entry.line(path), field, reason, self.handles.get(entry.id, entry.id))

    def step(self, entry: Entry) -> None:
        self.done += 1
        if self.progress and (self.done % 20 == 0 or self.done == self.total):
            self.progress(self.done, self.total, f"{entry.section} {entry.id}")
