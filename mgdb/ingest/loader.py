"""The records of dataset files, one after another in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from mgdb import review
from mgdb.formats.dataset import Dataset, DatasetProblem, Entry, Path
from mgdb.models import DatasetEntry, DatasetFile, Record, Source
from mgdb.models.base import read_id
from mgdb.records import SECTIONS, RecordType

from .files import FORMAT, text_hash
from .forms import as_written, at, texts_in
from .keys import KEY, SOURCES, take_keys
from .known_rows import KnownRows
from .pruning import entries_gone, withdraw_all
from .report import LoadReport

Progress = Callable[[int, int, str], None]
REASON_LENGTH = 1000
AT_ONCE = 200  # entries; what they need and leave behind is in memory
HOW: dict[str, Any] = {"status": "published", "method": review.Method.IMPORTED}  # which of a person's stay drafts


class Broken(Exception):
    """The database refused something, and takes no further statement in this transaction."""


class Loader:
    def __init__(
        self,
        datasets: list[Dataset],
        report: LoadReport,
        *,
        by: review.Actor,
        progress: Progress | None,
        remembers: bool = True,
        kept: bool = True,
    ) -> None:
        """remembers: whether these are files, of which it is kept what they say, for the next time that they come.

        kept: whether what is loaded is meant to stay.
        """
        self.datasets = datasets
        self.report = report
        self.by = by
        self.remembers, self.kept = remembers, kept
        self.by_operator = isinstance(by, review.Operator)
        self.progress = progress
        self.written: list[Record] = []
        self.without_citations: set[str] = set()
        self.rows = KnownRows()
        self.entries = self.known_entries() if remembers else {}
        self.failed: set[str] = set()
        self.handles = {identifier: handle for handle, identifier in report.minted.items()}
        self.changed_entries: list[DatasetEntry] = []
        self.stored: dict[str, Record] = {}
        self.entering: review.Entering | None = None
        self.done = 0
        self.total = sum(len(dataset.entries) for dataset in datasets)

    def known_entries(self) -> dict[str, DatasetEntry]:
        ids = [entry.id for dataset in self.datasets for entry in dataset.entries]
        known = DatasetEntry.objects.filter(Q(file__in=[one.name for one in self.datasets]) | Q(public_id__in=ids))
        return {entry.public_id: entry for entry in known}

    def run(self, *, savepoints: bool) -> None:
        """Loads all; without `savepoints` Broken at the first refusal by the database."""
        keys, refused = take_keys(self.datasets, typed=not self.by_operator)
        for dataset, entry, reason in refused:
            self.problem(dataset, entry, (KEY,), reason)
        if not self.well_formed():
            return
        self.lock_stored()
        with review.batch(self.by, savepoints=savepoints, kept=self.kept) as batch:
            self.entering = None if savepoints else review.Entering(self.by, self.rows.resolve, **HOW)
            for section, record_type in SECTIONS.items():
                own = [(dataset, entry) for dataset in self.datasets for entry in dataset.section(section)]
                bare: dict[str, Record] = {}
                if record_type.model is Source:  # whoever cites comes after all whom anybody cites
                    bare = self.load_sources(record_type, own)
                    own.sort(key=lambda pair: "citations" in pair[1].form)
                for start in range(0, len(own), AT_ONCE):
                    if not self.load_some(record_type, own[start : start + AT_ONCE], bare):
                        return
                    batch.flush()
        if self.by_operator:
            self.assign_keys(keys)

    def assign_keys(self, keys: Mapping[str, str]) -> None:
        """Gives new sources the BibTeX keys of their file, and says which have another and keep it."""
        others = Source.objects.assign_keys(keys)
        for dataset in self.datasets if others else ():
            for entry in dataset.section(SOURCES):
                if has := others.get(entry.id):
                    reason = f"“{keys[entry.id]}” is not its BibTeX key here: papers cite it by “{has}”, which stays."
                    self.report.doubts.append(self.located(dataset, entry, (KEY,), reason))

    def enter(self, entering: review.Entering) -> None:
        """Writes the new records that wait."""
        try:
            entering.write()
        except review.FormError as error:
            raise Broken from error

    def resolve(self, model: type[models.Model], public_id: str) -> models.Model:
        """The row that a reference means; ValidationError when there is none."""
        return (self.entering or self.rows).resolve(model, public_id)

    def load_some(
        self, record_type: RecordType, some: Sequence[tuple[Dataset, Entry]], bare: dict[str, Record]
    ) -> bool:
        """Loads some entries of a section and forgets them; False when there are too many problems to go on.

        `bare`: sources that are stored already, without their citations.
        """
        self.stored = {**self.stored_of(record_type, some), **bare}
        for dataset, entry in some:
            self.load_entry(record_type, dataset, entry)
            self.step(entry)
            if self.remembers and len(self.report.problems) >= FORMAT.limits.problems:
                self.problem(dataset, entry, (), "what follows was not checked; correct these first")
                return False
        if self.entering is not None:
            self.enter(self.entering)
        if self.by_operator:
            review.record_files(self.written)
        else:
            self.tell_repeats(some)
        self.write_entries()
        self.written.clear()
        for _, entry in some:
            entry.forget()
        return True

    def tell_repeats(self, some: Sequence[tuple[Dataset, Entry]]) -> None:
        """Says of new values that other records have them already."""
        repeated = review.repeat_doubts(self.written)
        for dataset, entry in some:
            found = repeated.get(entry.id, ())
            self.report.doubts += [self.located(dataset, entry, ("reports",), doubt) for doubt in found]

    def stored_of(self, record_type: RecordType, some: Iterable[tuple[Dataset, Entry]]) -> dict[str, Record]:
        """The records of `some` entries that are stored, with their parts."""
        rows = review.with_parts(record_type).filter(public_id__in={entry.id for _, entry in some})
        return {record.public_id: record for record in rows}

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
        named: dict[str, set[str]] = defaultdict(set)
        for dataset in self.datasets:
            for entry in dataset.entries:
                for _, text in texts_in(entry.form):
                    if public_id := read_id(text):
                        named[public_id.partition("-")[0]].add(public_id)
        review.lock(
            record
            for record_type in SECTIONS.values()
            for record in record_type.model._base_manager.filter(public_id__in=named[record_type.prefix]).only("status")
            if isinstance(record, Record)
        )

    def load_sources(self, record_type: RecordType, entries: Iterable[tuple[Dataset, Entry]]) -> dict[str, Record]:
        """Creates the sources that cite, without their citations: they may cite one another. Returns them by id."""
        citing = [(dataset, entry) for dataset, entry in entries if entry.form.get("citations")]
        stored = self.stored_of(record_type, citing)
        found: dict[str, Record] = {}
        for dataset, entry in citing:
            if entry.id not in stored:
                form = {key: value for key, value in entry.form.items() if key != "citations"}
                record = self.apply(self.new(record_type), dataset, entry, form)
                if record is not None:
                    self.rows.remember(record)
                    found[entry.id] = record
        self.without_citations = set(found)
        return found

    def load_entry(self, record_type: RecordType, dataset: Dataset, entry: Entry) -> None:
        """Creates, updates or leaves the record of `entry`."""
        existing = self.entries.get(entry.id)
        file_hash = review.content_hash(entry.form) if self.remembers else ""
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
        if record.pk is None and self.entering is not None and not entry.form.get("merged_ids"):
            with self.refusing(dataset, entry, entry.form):
                then = partial(self.note, record, existing, dataset, entry, file_hash)
                self.entering.add(record, entry.form, then)
            return
        written = self.apply(record, dataset, entry, entry.form)
        if written is not None and self.by_operator and self.merge(written, dataset, entry):
            written = self.apply(written, dataset, entry, entry.form)  # what moved there stands in its file, or not
        if written is not None:
            self.note(record, existing, dataset, entry, file_hash, is_new=is_new)

    def note(
        self,
        record: Record,
        existing: DatasetEntry | None,
        dataset: Dataset,
        entry: Entry,
        file_hash: str,
        *,
        is_new: bool = True,
    ) -> None:
        """Reports a record that was written, and what is doubtful about it."""
        self.rows.remember(record)
        self.written.append(record)
        (self.report.created if is_new else self.report.updated).append(entry.id)
        placed = record.placed_doubts() if (told := review.doubts_about(record)) else []
        self.report.doubts += [self.located(dataset, entry, path, doubt) for path, doubt in placed if doubt in told]
        if not self.remembers:
            return
        row_hash = review.content_hash(review.to_dict(record))
        existing = existing or DatasetEntry(public_id=entry.id)
        self.record_entry(dataset, entry, existing, file_hash=file_hash, row_hash=row_hash)

    def merge(self, into: Record, dataset: Dataset, entry: Entry) -> bool:
        """Merges into `into` the records that the file has as merged there and that still stand here; whether any."""
        if not into.merged_ids:
            return False
        standing = type(into)._base_manager.filter(public_id__in=into.merged_ids).exclude(status="withdrawn")
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
        with self.refusing(dataset, entry, form):
            review.apply(record, form, self.resolve, by=self.by, seen=record.revision, **HOW)
            return record
        return None

    @contextmanager
    def refusing(self, dataset: Dataset, entry: Entry, form: Mapping[str, Any]) -> Iterator[None]:
        """Reports what is wrong with a form that is written; Broken when the database says so."""
        try:
            yield
        except review.FormError as error:
            if transaction.get_rollback():
                raise Broken from error
            self.refuse(dataset, entry, form, error)

    def refuse(self, dataset: Dataset, entry: Entry, form: Mapping[str, Any], error: review.FormError) -> None:
        self.failed.add(entry.id)
        for path, reason in error.problems:
            if at(form, path) not in self.failed:  # what refers to a faulty record is not at fault itself
                self.problem(dataset, entry, path, reason)

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

    def write_entries(self) -> None:
        if not self.remembers:
            self.changed_entries.clear()
            return
        new = [entry for entry in self.changed_entries if entry.pk is None]
        moved = [entry for entry in self.changed_entries if entry.pk is not None]
        DatasetEntry.objects.bulk_create(new)
        DatasetEntry.objects.bulk_update(
            moved, ["file", "record_type", "position", "file_hash", "row_hash", "by_operator"]
        )
        self.changed_entries.clear()

    def gone(self, prune: bool) -> None:
        """Reports the records that their file no longer holds, and withdraws them on request."""
        if not self.report.ok:
            return
        missing = entries_gone(self.datasets, self.entries.values(), by_operator=self.by_operator)
        self.report.gone += [entry.public_id for entry in missing]
        if prune and self.by_operator:
            withdraw_all(missing, self.report, by=self.by)

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
