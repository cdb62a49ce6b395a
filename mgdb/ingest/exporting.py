"""Published records → dataset files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mgdb import review
from mgdb.formats.dataset import Dataset, Entry
from mgdb.models import DatasetEntry, DatasetFile, Source
from mgdb.models.base import read_id
from mgdb.records import SECTIONS

from .files import FORMAT

CURATED = "curated.yaml"  # records that belong to no document
Placed = tuple[int, int, Entry]  # section and place within the file, and the entry
LAST = 10**9  # the place of a record that its file does not hold yet


class ExportError(Exception):
    """A record that no file can hold, as SQL or a later catalogue may leave one; and why."""


def export() -> dict[str, str]:
    """All dataset files (name → text) as the database has them; the loaded ones again, byte for byte, if unedited.

    A document that no file has got yet, and in which published values were read, gets one. Published records only: what
    a file holds is published by whoever loads it.
    """
    places = {entry.public_id: entry for entry in DatasetEntry.objects.all()}
    files = DatasetFile.objects.select_related("document")
    documents = {file.name: file.document.public_id if file.document else "" for file in files}
    labels: dict[str, str] = {}
    unplaced: dict[str, list[Placed]] = {}
    found: dict[str, list[Placed]] = {name: [] for name in documents}
    for order, (section, record_type) in enumerate(SECTIONS.items()):
        for record in review.with_parts(record_type).filter(status="published").order_by("id"):
            place = places.get(record.public_id)
            try:
                labels[record.public_id] = record.label
                form = review.to_dict(record)
            except (LookupError, ValueError) as error:
                raise ExportError(f"{record.public_id} cannot be written, and is not left out: {error}") from error
            if isinstance(record, Source) and record.bibtex_key:
                form = {"id": record.public_id, "bibtex_key": record.bibtex_key, **form}
            position = place.position if place else LAST
            entry = (order, position, Entry(section, form, position))
            if place:
                found.setdefault(place.file, []).append(entry)
            else:
                unplaced.setdefault(_document_of(form), []).append(entry)
    documents |= _new_files(unplaced, documents)
    by_document = {document: name for name, document in documents.items() if document}
    for document, entries in unplaced.items():
        found.setdefault(by_document.get(document, CURATED), []).extend(entries)
    texts = {}
    for name, entries in sorted(found.items()):
        ordered = [entry for *_, entry in sorted(entries, key=lambda item: item[:2])]  # new ones as they were entered
        dataset = Dataset(name, documents.get(name, ""), ordered)
        texts[name] = FORMAT.write(dataset, lambda identifier: " ".join(labels.get(identifier, "").split()))
    return texts


def _document_of(form: Mapping[str, Any]) -> str:
    """The document that a form's values were read in; of a source itself."""
    return _read_in(form) or str(form.get("source") or (form["id"] if read_id(form["id"], Source.PREFIX) else ""))


def _read_in(form: Mapping[str, Any]) -> str:
    reports = form.get("reports") or [{}]
    return str(form.get("document") or reports[0].get("document") or "")


def _new_files(unplaced: Mapping[str, list[Placed]], documents: Mapping[str, str]) -> dict[str, str]:
    """A file (name → document) for each document that has none, and of which an entry says that it was read there."""
    read = {document for document, entries in unplaced.items() if any(_read_in(entry.form) for *_, entry in entries)}
    new = Source.objects.filter(public_id__in=read - set(documents.values())).order_by("id")
    names: dict[str, str] = {}
    for source in new:
        name = f"{re.sub('[^a-z0-9]+', '-', (source.bibtex_key or source.public_id).lower()).strip('-')}.yaml"
        taken = name in documents or name in names or name == CURATED
        names[f"{source.public_id}.yaml" if taken else name] = source.public_id
    return names
