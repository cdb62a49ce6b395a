"""What several record types declare alike."""

from __future__ import annotations

from mgdb.models import Flag

from .model import Column, Field, FilterGroup, Part, fields

PROVENANCE_FIELDS = (
    Field("document"),
    Field("locator", description="Place in the document, from large to small: “Table 1, VS4”."),
    Field("citation_key", description="The key by which the document cites the primary source."),
)
PROVENANCE = FilterGroup("provenance")
BIBLIOGRAPHY = FilterGroup("bibliography", ("source",))
SOURCE_COLUMN = Column("source", "Source", "source")


# Written for every record behind its own fields.
SHARED_FIELDS = fields("readings", "merged_ids")


def flags(parent: str) -> Part:
    """Doubts about the record to which the column `parent` of a flag leads."""
    return Part("flags", Flag, parent, fields("code", "severity", "reason"), identity=("code", "reason"))
