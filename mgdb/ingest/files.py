"""The format of our dataset files, a section for each record type, in loading order; and which are new here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from mgdb.formats.dataset import DatasetFormat
from mgdb.models import DatasetEntry, DatasetFile
from mgdb.models.base import read_id
from mgdb.records import RECORD_TYPES, SECTIONS
from mgdb.review import Actor, Operator

FORMAT = DatasetFormat(
    {section: record_type.prefix for section, record_type in SECTIONS.items()},
    [record_type.prefix for record_type in RECORD_TYPES if record_type.part_of],
    read_id=read_id,
)


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def changed_files(texts: Mapping[str, str], by: Actor) -> dict[str, str]:
    """Those of `texts` (file name → text) that are not as last loaded; what people alone imported, no operator has."""
    files = DatasetFile.objects.all()
    if isinstance(by, Operator):
        own = DatasetEntry.objects.filter(by_operator=True).values("file")
        files = files.exclude(name__in=DatasetEntry.objects.exclude(file__in=own).values("file"))
    existing = dict(files.values_list("name", "text_hash"))
    return {name: text for name, text in texts.items() if existing.get(name) != text_hash(text)}
