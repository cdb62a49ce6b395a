"""Published records → dataset files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mgdb import review
from mgdb.formats.dataset import Dataset, Entry
from mgdb.models import DatasetEntry, DatasetFile, Source
from mgdb.records import SECTIONS

from .files import FORMAT

CURATED = "curated.yaml"  # records that no document's file claims
LAST = 10**9  # the place of a record that its file does not hold yet


class ExportError(Exception):
    """A record that no file can hold, as SQL or a later catalogue may leave one; and why."""


def export() -> dict[str, str]:
    """All dataset files (name → text) as the database has them; the loaded ones again, byte for byte, if unedited.

    Published records only: what a file holds is published by whoever loads it.
    """
    places = {entry.public_id: entry for entry in DatasetEntry.objects.all()}
    files = DatasetFile.objects.select_related("document")
    documents = {file.name: file.document.public_id if file.document else "" for file in files}
    by_document = {document: name for name, document in documents.items() if document}
    labels: dict[str, str] = {}
    found: dict[str, list[tuple[int, int, str, Entry]]] = {name: [] for name in documents}
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
            name = place.file if place else by_document.get(_document_of(form), CURATED)
            position = place.position if place else LAST
            found.setdefault(name, []).append((order, position, record.public_id, Entry(section, form, position)))
    texts = {}
    for name, entries in sorted(found.items()):
        ordered = [entry for *_, entry in sorted(entries, key=lambda item: item[:3])]
        dataset = Dataset(name, documents.get(name, ""), ordered)
        texts[name] = FORMAT.write(dataset, lambda identifier: " ".join(labels.get(identifier, "").split()))
    return texts


def _document_of(form: Mapping[str, Any]) -> str:
    """The document that a form's values were read in."""
    reports = form.get("reports") or [{}]
    return str(form.get("document") or reports[0].get("document") or form.get("source") or "")
