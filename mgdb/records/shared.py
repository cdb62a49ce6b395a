"""What several record types declare alike."""

from __future__ import annotations

from django.db import models

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

# What is reported about a material or a cell says how and in what it was found.
SUBJECT_FIELDS = fields("material", "cell")
ION_HELP = (
    "The ion as claimed, a key of the vocabulary or the formula of another: MgCl3-; write + as %2B in an address."
)
METHOD_FIELDS = fields("origin", "method", "method_detail", "ion", "measured_in")

# Written for every record behind its own fields.
SHARED_FIELDS = fields("readings", "merged_ids")


def flags(parent: str) -> Part:
    """Doubts about the record to which the column `parent` of a flag leads."""
    return Part("flags", Flag, parent, fields("code", "severity", "reason"), identity=("code", "reason"))


def conditions(model: type[models.Model], parent: str) -> Part:
    """Conditions of what was found, one line for each key: `temperature: 25 °C`; `parent` leads to the record."""
    return Part(
        "conditions",
        model,
        parent,
        fields("key", "status", "printed"),
        identity=("key",),
        keyed_by="key",
        shorthand="printed",
    )
