"""What every record has: a public id for ever, a status, the number of its readings, and a history kept by triggers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from mgdb.science import vocabulary
from mgdb.science.papers import unwrapped
from mgdb.science.search_terms import Way, begun, terms
from mgdb.science.vocabulary import Term

from .new_ids import ID_ALPHABET, ID_LENGTH, new_id

MOST_OF_ID = 50  # characters that one is read from: copying brings some that nobody sees

_ID = re.compile(rf"[a-z]{{3}}-[{ID_ALPHABET}]{{{ID_LENGTH}}}")

Row = TypeVar("Row", bound=models.Model)
Path = tuple[str | int, ...]  # to a field in the form of a record: ("reports", 0, "printed_value")

if TYPE_CHECKING:  # only the stubs of Django's fields take type parameters
    CharField = models.CharField[Any, Any]
else:
    CharField = models.CharField


def read_id(text: str, prefix: str = "") -> str:
    """The public id that `text` is, as it is kept: letter case, blanks around it and kinds of dashes do not matter.

    Empty where it is none, or none with `prefix`. Every interface reads ids by it.
    """
    if len(text.strip()) > MOST_OF_ID:
        return ""
    known = unwrapped(text)
    return known if _ID.fullmatch(known) and known.startswith(f"{prefix}-" if prefix else "") else ""


def id_pattern(prefix: str) -> str:
    return rf"^{prefix}-[{ID_ALPHABET}]{{{ID_LENGTH}}}\Z"


def term_field(terms: tuple[Term, ...], *, default: str | None = None, blank: bool = False, **options: Any) -> Any:
    """A column that holds one key of a closed vocabulary; the database refuses nothing else than forms do.

    The keys are data of `science.vocabulary`, not of the schema: adding a term needs no migration.
    """
    if default is None and blank:
        default = ""
    if default is not None:
        options["default"] = default
    return VocabularyField(terms=terms, blank=blank, **options)


class VocabularyField(CharField):
    """A CharField whose choices come from a vocabulary and stay out of migrations."""

    def __init__(self, *args: Any, terms: tuple[Term, ...] = (), **kwargs: Any) -> None:
        self.terms = terms
        kwargs.setdefault("max_length", 40)
        if terms:
            kwargs["choices"] = vocabulary.choices(terms)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        keys = [term.key for term in self.terms]
        if value not in self.empty_values and value not in keys:
            near = get_close_matches(str(value), keys, n=1)
            suggestion = f"did you mean “{near[0]}”?" if near else f"choose from {', '.join(keys)}."
            raise ValidationError(f"“{value}” is not a known {self.verbose_name}; {suggestion}", code="invalid_choice")
        super().validate(value, model_instance)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs


TermField = VocabularyField  # the name that earlier migrations know


def text_list_field(**options: Any) -> ArrayField[Any, Any]:
    return ArrayField(models.TextField(), default=list, blank=True, **options)


def person_field() -> Any:
    """A column for the user who did something; accounts that did are closed, not deleted. Empty: no person did."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )


# Columns that follow from others: a change of them alone is no change of the row.
DERIVED = {"search_text", "formula_anonymous", "counter_kind", "bibliographic_key", "elements", "constituents"} | {
    "bibtex_key",
    "chemistry_kind",
    "identity",
}


def tracked(model: type[models.Model]) -> type[models.Model]:
    """Keeps every version of the rows of `model`: database triggers write it, whichever way a change comes."""
    passed_over = (DERIVED | {"revised_at"}) & {field.name for field in model._meta.local_concrete_fields}
    decorate: Callable[[type[models.Model]], type[models.Model]] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=sorted(passed_over) or None,
        obj_field=pghistory.ObjForeignKey(related_name="events", related_query_name="events"),
        append_only=True,
    )
    return decorate(model)


def has_merged(public_ids: Iterable[str]) -> Q:
    """Records that one of these ids was merged into.

    As one arm of an OR it is found by the index of merged ids, which a statement within the statement is not.
    """
    return ~Q(merged_ids=[]) & Q(merged_ids__overlap=list(public_ids))


def has_id(public_ids: Iterable[str]) -> Q:
    """Records of these ids, and those that records of these ids were merged into."""
    ids = list(public_ids)
    return Q(public_id__in=ids) | has_merged(ids)


class RecordQuerySet(models.QuerySet[Row]):
    """Questions that make sense for every record."""

    def published(self) -> Self:
        """What the public sees."""
        return self.filter(status="published")

    def visible(self) -> Self:
        """What has an address: published, or withdrawn and kept as a tombstone that says why."""
        return self.filter(status__in=("published", "withdrawn"))

    def merged_from(self, public_ids: Iterable[str]) -> Self:
        """The records that these ids were merged into."""
        return self.filter(has_merged(public_ids))

    def matching(self, text: str, *, is_begun: bool = False) -> Self:
        """Rows whose search text holds all words of `text`, as it was typed; is_begun: the last may be a beginning.

        Names of a substance are alike, and those of a method, a class, an element.
        """
        query = self
        for ways in begun(text) if is_begun else terms(text):
            query = query.filter(holds("search_text", ways))
        return query


def holds(column: str, ways: Iterable[Way]) -> Q:
    """Rows whose folded text `column` holds one of `ways`; the trigram index finds both kinds."""
    lookups = ({f"{column}__{'regex' if way.is_pattern else 'contains'}": way.lookup} for way in ways)
    return reduce(or_, (Q(**one) for one in lookups))


class Record(models.Model):
    """A reviewed unit: it keeps one row, one key and one public id for ever."""

    PREFIX = ""

    public_id = models.CharField("id", max_length=16, unique=True, editable=False)
    status = term_field(vocabulary.RECORD_STATUSES, default="draft", editable=False, db_index=True)
    withdrawn_reason = models.TextField("reason for withdrawal", blank=True, editable=False)
    # Counted by mgdb/review/readings.py from what is recorded, never typed.
    readings = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1)],
        editable=False,
        help_text="How many independent readings of the document agreed on this record.",
    )
    # Written by review.merge; their addresses lead here.
    merged_ids = text_list_field(verbose_name="ids of records merged into it", editable=False)
    # Who entered it and who wrote to it since it was last published (a trigger keeps both lists:
    # mgdb/review/editors.py); who published what the public reads, and who had written that.
    entered_by = person_field()
    editors = ArrayField(models.IntegerField(), default=list, blank=True, editable=False)
    published_by = person_field()
    published_editors = ArrayField(models.IntegerField(), default=list, blank=True, editable=False)
    self_reviewed = models.BooleanField("published by its own editor", default=False, editable=False)
    # Both are written by triggers alone (mgdb/review/revisions.py).
    revision = models.PositiveIntegerField(default=1, editable=False)
    revised_at = models.DateTimeField(default=timezone.now, editable=False)
    search_text = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        # A public id is never reused: records are withdrawn, not deleted.
        default_permissions = ("add", "change", "view", "publish", "withdraw")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | ~Q(withdrawn_reason=""),
                name="%(class)s_withdrawn_says_why",
                violation_error_message="A withdrawn record says why in “reason for withdrawal”.",
            ),
            models.CheckConstraint(condition=Q(readings__gte=1), name="%(class)s_has_a_reading"),
            models.CheckConstraint(
                condition=Q(self_reviewed=True) | ~Q(published_editors__contains=[F("published_by")]),
                name="%(class)s_four_eyes",
                violation_error_message="Nobody publishes what they entered or edited; a second person does.",
            ),
            models.CheckConstraint(
                condition=Q(published_editors=[]) | Q(published_by__isnull=False),
                name="%(class)s_published_by_whom",
                violation_error_message="What people wrote is published by a person; say who.",
            ),
        ]
        # Of the few rows that others were merged into.
        indexes = [models.Index(fields=["public_id"], condition=~Q(merged_ids=[]), name="%(class)s_merged")]

    def __str__(self) -> str:
        return self.label or self.public_id

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.public_id:
            self.public_id = new_id(self.PREFIX)
        super().save(*args, **kwargs)

    @classmethod
    def type_name(cls) -> str:
        """What a record of this type is called: “reported factor”; the same for its proxies."""
        return str((cls._meta.concrete_model or cls)._meta.verbose_name)

    @property
    def label(self) -> str:
        """The words that name this record beside its id."""
        return ""

    def clean(self) -> None:
        super().clean()
        if not self.public_id:
            self.public_id = new_id(self.PREFIX)
        if not re.match(id_pattern(self.PREFIX), self.public_id):
            raise ValidationError(
                f"“{self.public_id}” is not an id of a {self.type_name()}: {self.PREFIX}-, {ID_LENGTH} characters of "
                f"{ID_ALPHABET}. Leave it empty to have one minted."
            )
        for merged in self.merged_ids:
            if not re.match(id_pattern(self.PREFIX), merged) or merged == self.public_id:
                raise ValidationError(
                    {"merged_ids": f"“{merged}” is not an id of another {self.type_name()} merged into this one."}
                )

    def clean_parts(self, rows: Iterable[models.Model]) -> None:
        """ValidationError for what `rows`, its parts and theirs, cannot be together."""

    def placed_doubts(self) -> list[tuple[Path, str]]:
        """What is merely implausible about it, each with its place in the record's form; said, never refused."""
        return []

    search_reads: ClassVar[tuple[str, ...]] = ()
    """What `search_words` reads of other records, as paths for `prefetch_related`: many are read at once."""

    def search_words(self) -> list[str]:
        """Everything that a search for this record may be typed as; folded and stored by review and ingest."""
        return [self.public_id, self.label]


class SearchableRecord(Record):
    """A record that search finds by parts of words."""

    class Meta(Record.Meta):
        abstract = True
        indexes = [
            *Record.Meta.indexes,
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="%(class)s_search_trigram"),
        ]


class Provenance(models.Model):
    """Where something was read: the document, the place in it, and whom it cites for it."""

    document = models.ForeignKey("mgdb.Source", on_delete=models.PROTECT, related_name="+")
    locator = models.CharField(
        max_length=200,
        help_text="From large to small, with commas: “Table 1, W-TiO2, rate performance”, “Section 4.2.1”, “Fig. 3b”.",
    )
    citation_key = models.CharField(
        "citation", max_length=40, blank=True, help_text="The key by which the document cites the primary paper: 69."
    )

    class Meta:
        abstract = True


DOI = RegexValidator(
    r"^10\.\d{4,9}/[^\sA-Z]+\Z", "A DOI is written bare and in lower case: 10.1007/s40820-024-01495-1."
)
IS_INTERVAL = Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high"))
