"""Qualitative knowledge, in our own words."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import Q

from mgdb.science import recorded, vocabulary

from .base import Provenance, Record, RecordQuerySet, SearchableRecord, term_field, tracked
from .numbers import HasNumbers, RecordNumber


@tracked
class Statement(HasNumbers, SearchableRecord, Provenance):
    """What a document says without a number: what defects do, what speaks for a class, how an ion moves."""

    PREFIX = "sta"

    topic = term_field(vocabulary.STATEMENT_TOPICS)
    subject = models.CharField(max_length=200, help_text="What it is about, in words: “cation vacancies in spinels”.")
    text = models.TextField(help_text="In our own words; no sentence is copied.")
    sign = term_field(vocabulary.EFFECT_SIGNS, default="0")
    number = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Its number in the document's list.")
    material = models.ForeignKey("Material", on_delete=models.PROTECT, null=True, blank=True, related_name="statements")
    phase = models.ForeignKey("Phase", on_delete=models.PROTECT, null=True, blank=True, related_name="statements")
    defect_kind = term_field(vocabulary.DEFECT_KINDS, blank=True)
    electrolyte_class = term_field(vocabulary.ELECTROLYTE_CLASSES, blank=True)
    structure_family = term_field(vocabulary.STRUCTURE_FAMILIES, blank=True)
    equation = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(
        "Source",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        help_text="The primary paper cited for it; empty: the document itself.",
    )
    remarks = models.TextField(blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta(SearchableRecord.Meta):
        ordering = ["topic", "subject", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="statement_has_text"),
        ]

    @property
    def label(self) -> str:
        return self.subject

    def numbers(self) -> Iterator[RecordNumber]:
        yield RecordNumber("number", recorded.NUMBER_IN_LIST, "1")

    def search_words(self) -> list[str]:
        return [self.public_id, self.subject, self.text, self.get_topic_display(), self.document.short]
