"""The format of our dataset files: a section for each record type, in loading order."""

from __future__ import annotations

import hashlib

from mgdb.formats.dataset import DatasetFormat
from mgdb.models.base import read_id
from mgdb.records import RECORD_TYPES, SECTIONS

FORMAT = DatasetFormat(
    {section: record_type.prefix for section, record_type in SECTIONS.items()},
    [record_type.prefix for record_type in RECORD_TYPES if record_type.part_of],
    read_id=read_id,
)


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
