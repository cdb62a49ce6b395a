"""Publications, and which of them cites which under what key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from typing import Self, cast

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from mgdb.formats import SourceEntry
from mgdb.science import bibtex_keys, papers, recorded, vocabulary
from mgdb.science.typeset import plain

from .base import DOI, CharField, Record, RecordQuerySet, SearchableRecord, term_field, text_list_field, tracked
from .numbers import HasNumbers, RecordNumber

_KEYS_LOCK = 0x4D674B  # any fixed number: it names the lock behind which keys are given


class SourceQuerySet(RecordQuerySet["Source"]):
    def read(self) -> Self:
        """The documents that values were read from, not only quoted for."""
        from .measurements import Report

        return self.filter(pk__in=Report.objects.order_by().values("document"))

    def with_counts(self) -> Self:
        """Published values read in each, as `values_read`, and materials that it reports first, as `own_materials`."""
        from .materials import Material
        from .measurements import Report

        reports = Report.objects.filter(document=OuterRef("pk"), measurement__status="published").order_by()
        read = reports.values("document").annotate(n=Count("measurement", distinct=True)).values("n")
        materials = Material.objects.published().filter(source=OuterRef("pk")).order_by()
        own = materials.values("source").annotate(n=Count("pk")).values("n")
        return self.annotate(values_read=Coalesce(Subquery(read), 0), own_materials=Coalesce(Subquery(own), 0))

    def alike(self, to: Source | None = None) -> list[tuple[Source, Source]]:
        """Pairs of sources that may be one work, for a person to judge; with `to` only those that it is one of.

        Of one year and volume, with the same first page or article number (with or without its e), in a journal of the
        same name or by the same first author: a journal is abbreviated in more ways than one.
        """
        rows = self.exclude(status="withdrawn").exclude(pages="").exclude(year=None).order_by("pk")
        if to is not None:
            rows = rows.filter(year=to.year, volume=to.volume)
        groups: dict[tuple[object, ...], list[Source]] = {}
        for row in rows:
            groups.setdefault(row.place, []).append(row)
        pairs = (pair for group in groups.values() for pair in combinations(group, 2))
        return [(one, other) for one, other in pairs if one.resembles(other) and (to is None or to in (one, other))]

    def like(self, works: Sequence[Source]) -> list[list[Source]]:
        """Of each of `works`, which need not be stored, the sources that may be it, as `alike` has them; one query."""
        years = {one.year for one in works if one.year and one.pages}
        rows = self.exclude(status="withdrawn").exclude(pages="").filter(year__in=years).order_by("pk")
        places: dict[tuple[object, ...], list[Source]] = {}
        for row in rows if years else ():
            places.setdefault(row.place, []).append(row)
        return [
            [row for row in places.get(one.place, ()) if one.pages and row != one and row.resembles(one)]
            for one in works
        ]

    def entries(self, public_ids: Iterable[str]) -> list[SourceEntry]:
        """The sources of these ids as bibliographies list them, each once, in this order; one query."""
        wanted = list(dict.fromkeys(public_ids))
        columns = [name for name in SourceEntry.__annotations__ if name not in ("id", "key")]
        rows = self.order_by().filter(public_id__in=wanted).values("public_id", "bibtex_key", *columns)
        found = {}
        for row in rows:
            public_id, key = row.pop("public_id"), row.pop("bibtex_key")
            found[public_id] = cast("SourceEntry", {"id": public_id, "key": key or public_id, **row})
        return [found[key] for key in wanted if key in found]

    def assign_keys(self, wanted: Mapping[str, str] | None = None) -> dict[str, str]:
        """Gives every published source that has no BibTeX key one of its own; in a transaction. A key that a source has
        is never changed nor given to another, whatever rule made it.

        wanted: public id → key, as dataset files have them: those of these sources that have none get theirs, where it
        is free. Returns the keys of those that have another.
        """
        wanted = wanted or {}
        with connection.cursor() as cursor:  # two at once would take one key
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KEYS_LOCK])
        keys = dict(self.exclude(bibtex_key="").values_list("public_id", "bibtex_key"))
        taken = {key.lower() for key in keys.values()}
        new = {one: key for one, key in wanted.items() if one not in keys and key.lower() not in taken}
        bare = self.filter(bibtex_key="", status="published").exclude(public_id__in=new).order_by("pk")
        new |= bibtex_keys.assign({row.public_id: row.key_stem for row in bare}, [*keys.values(), *new.values()])
        rows = list(self.filter(public_id__in=new).only("pk", "public_id"))
        for row in rows:
            row.bibtex_key = new[row.public_id]
        self.bulk_update(rows, ["bibtex_key"])
        return {one: has for one, key in wanted.items() if (has := keys.get(one) or new.get(one, key)) != key}


def _validate_doi(doi: str) -> None:
    """Raises ValidationError for what is no DOI, or looks like one with an encoded control character within."""
    DOI(doi)
    if not papers.doi_readings(doi):
        raise ValidationError(DOI.message, code=DOI.code)


class DOIField(CharField):
    """A DOI, kept bare and in lower case however it was typed."""

    default_validators = [_validate_doi]

    def to_python(self, value: object) -> str | None:
        text: str | None = super().to_python(value)
        if not text:
            return text
        readings = papers.doi_readings(text)
        if len(readings) > 1:
            raise ValidationError(
                f"“{' '.join(text.split())}” may be {' or '.join(readings)}; write the DOI alone, without a blank."
            )
        return readings[0] if readings else text  # what is no DOI the validator refuses


@tracked
class Source(HasNumbers, SearchableRecord):
    """One publication."""

    PREFIX = "src"

    kind = term_field(vocabulary.SOURCE_KINDS, default="article")
    title = models.TextField(blank=True)
    authors = text_list_field(help_text="One a line, as printed: “R. Li” or “Li, Ruimin”.")
    et_al = models.BooleanField("et al.", default=False, help_text="The printed list of authors is shortened.")
    container = models.CharField("journal or book", max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    volume = models.CharField(max_length=40, blank=True)
    issue = models.CharField(max_length=40, blank=True)
    pages = models.CharField("pages or article number", max_length=60, blank=True)
    doi = DOIField("DOI", max_length=200, blank=True)
    url = models.URLField("address", blank=True, max_length=500)
    licence = models.CharField(max_length=80, blank=True)
    bibliographic_key = models.CharField(max_length=400, blank=True, editable=False)
    # Given when it is published (`assign_keys`), or by its dataset file; never typed, never changed.
    bibtex_key = models.CharField("BibTeX key", max_length=60, blank=True, default="", editable=False)
    remarks = models.TextField(blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta(SearchableRecord.Meta):
        ordering = ["-year", "container", "volume", "pages", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                Lower("doi"),
                condition=~Q(doi=""),
                name="source_doi_unique_in_any_case",
                violation_error_message="A source with this DOI exists already.",
            ),
            models.UniqueConstraint(
                fields=["bibliographic_key"],
                condition=Q(doi="") & ~Q(bibliographic_key=""),
                name="source_without_doi_unique",
                violation_error_message="A source with this journal, year, volume and first page exists already.",
            ),
            models.CheckConstraint(condition=Q(doi=Lower("doi")), name="source_doi_lower_case"),
            models.UniqueConstraint(
                Lower("bibtex_key"), condition=~Q(bibtex_key=""), name="source_bibtex_key_unique_in_any_case"
            ),
        ]
        indexes = [*SearchableRecord.Meta.indexes, models.Index(fields=["year"], name="source_year")]

    @property
    def first_page(self) -> str:
        return papers.first_page(self.pages)

    @property
    def place(self) -> tuple[int | None, str, str]:
        """Where in a journal it stands, whatever the journal is called: year, volume and first page."""
        return self.year, plain(self.volume), self.first_page

    @property
    def short(self) -> str:
        """First author's family name and year: “Wang et al. 2018”."""
        return short_reference(self.authors, self.et_al, self.year, self.container or self.title or self.public_id)

    @property
    def label(self) -> str:
        return self.short

    @property
    def key_stem(self) -> str:
        """What its BibTeX key begins with: “Wang2018”; of its title, or else its journal, where it has no author."""
        names = [family_name(self.authors[0]) if self.authors else ""]
        return bibtex_keys.stem([*names, *map(bibtex_keys.short_title, (self.title, self.container))], self.year)

    @property
    def reference(self) -> str:
        """Container, volume, pages and year in one line."""
        place = " ".join(part for part in (self.container, self.volume) if part)
        line = ", ".join(part for part in (place, self.pages) if part)
        return f"{line} ({self.year})".strip() if self.year else line

    @property
    def heading(self) -> str:
        """Its title, or what stands in the place of one that nobody printed: “Zhou et al., Adv. Mater. 30, 1801984
        (2018)”."""
        if self.title:
            return self.title
        who = short_authors(self.authors, self.et_al)
        return ", ".join(filter(None, (who, self.reference or (self.doi and f"doi:{self.doi}")))) or self.public_id

    def numbers(self) -> Iterator[RecordNumber]:
        next_year = timezone.now().year + 1  # of a volume that is online before it is printed
        possible = replace(recorded.YEAR.possible, high=float(next_year))
        yield RecordNumber("year", replace(recorded.YEAR, possible=possible), "1")

    def clean(self) -> None:
        super().clean()
        self.title, self.container = papers.title_of(self.title), papers.title_of(self.container)
        self.bibliographic_key = self.key_without_doi()
        if not self.doi and not self.bibliographic_key and not self.title:
            raise ValidationError({"doi": "A source needs a DOI, or journal, year, volume and first page, or a title."})
        twin = self.twin()
        if twin is not None:
            raise ValidationError(
                {"doi": f"{twin.public_id} ({twin}) is of the same journal, year, volume and page. Use it."}
            )

    def twin(self) -> Source | None:
        """A source of the same place in the same journal, when one of the two has no DOI to tell them apart."""
        if not self.bibliographic_key:
            return None
        others = Source._base_manager.filter(bibliographic_key=self.bibliographic_key).exclude(
            Q(pk=self.pk) | Q(public_id__in=self.merged_ids)
        )
        return (others.filter(doi="") if self.doi else others).first()

    def resembles(self, other: Source) -> bool:
        """Whether the two have their journal's name or their first author in common."""
        names = [family_name(one.authors[0]) if one.authors else "" for one in (self, other)]
        same_author = plain(names[0]) == plain(names[1]) != ""
        return same_author or _folded(self.container) == _folded(other.container) != ""

    def key_without_doi(self) -> str:
        if not (self.container and self.year and self.first_page):
            return ""
        return "|".join((_folded(self.container), str(self.year), plain(self.volume), plain(self.first_page)))

    def search_words(self) -> list[str]:
        # the reference first: lists are sorted by these words
        return [self.short, self.title, *self.authors, self.container, str(self.year or ""), self.doi, self.public_id]


def _folded(container: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", plain(container))


def short_reference(authors: Sequence[str], et_al: bool, year: int | None, otherwise: str) -> str:
    """First author's family name and year: “Wang et al. 2018”; `otherwise` stands in the place of no author.

    A year that is not known here is called so: “n.d.” would say that the work has none.
    """
    who = short_authors(authors, et_al) or otherwise
    return f"{who} {year}".strip() if year else f"{who} (year not known)"


def short_authors(authors: Sequence[str], et_al: bool) -> str:
    """Family names as a reference in a text has them: “Wang et al.”, “Li and Yu”; empty without an author."""
    names = [family_name(author) for author in authors]
    return f"{names[0]} et al." if names and (et_al or len(names) > 2) else " and ".join(names)


# The last word of names that are no person's, in small letters.
_ORGANISED = {
    *("agency", "association", "center", "centre", "collaboration", "committee", "community", "company", "consortium"),
    *("council", "foundation", "group", "initiative", "institute", "laboratory", "network", "organization", "project"),
    *("society", "team", "university"),
}


@lru_cache(maxsize=4096)
def family_name(author: str) -> str:
    """The family name in “R. Li”, “Li, Ruimin” or “A. Van der Ven”; of an organisation the whole name."""
    if "," in author:
        return author.split(",")[0].strip()
    words = author.split()
    if len(words) > 1 and words[-1].casefold() in _ORGANISED:
        return " ".join(words[words[0].casefold() == "the" :])
    first = next((i for i, word in enumerate(words) if not word.endswith(".")), len(words) - 1)
    # Full given names are printed only before one family name; initials end where the family name begins.
    return " ".join(words[first:]) if first > 0 else words[-1] if words else ""


@tracked
class Citation(models.Model):
    """`document` cites `cited` under `key`; a misprinted DOI is kept as printed, with a remark."""

    document = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="citations")
    key = models.CharField(max_length=40)
    cited = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="cited_by")
    printed_doi = models.CharField("DOI as printed", max_length=200, blank=True)
    remark = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["document", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "key", "cited"], name="citation_once"),
            models.CheckConstraint(
                condition=Q(printed_doi="") | ~Q(remark=""),
                name="citation_misprint_has_remark",
                violation_error_message="A DOI kept as printed needs a remark that says what is wrong with it.",
            ),
        ]

    def __str__(self) -> str:
        return f"[{self.key}] {self.cited}"

    def clean(self) -> None:
        super().clean()
        self.key = self.key.strip().strip("[]")
