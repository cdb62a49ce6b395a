"""Which paper is meant, whether it is here already, and how it comes in: one answer for every interface."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.core.exceptions import ValidationError
from django.db import models

from mgdb import review
from mgdb.formats.dataset import Dataset, Entry
from mgdb.models import Source
from mgdb.models.base import read_id
from mgdb.models.new_ids import new_id
from mgdb.models.sources import family_name
from mgdb.records import type_of
from mgdb.review.readings import form_of
from mgdb.science import papers
from mgdb.science.typeset import plain

from .files import FORMAT

LONGEST_QUESTION = 2_000
# How alike, in trigrams, what a source says must be to a title for the source to be shown.
NEAR = 0.75
NEAR_SHOWN = 5
SHORTEST = 4  # characters of a title that anything is compared with
FEW = 5  # titles that are each compared with all sources
_WORD = re.compile(r"[^\W_]{3,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)


@dataclass(frozen=True)
class PaperQuestion:
    """What was typed to name a paper, as it was understood.

    dois: the DOI in it, or those that it may be; title: the words, where there is no DOI; is_address: they are an
    address. known: the source that it names for certain; near: those with such a title.
    """

    text: str
    dois: tuple[str, ...] = ()
    title: str = ""
    is_address: bool = False
    known: Source | None = None
    near: list[Source] = field(default_factory=list)

    @property
    def form(self) -> dict[str, Any]:
        """What is known of the paper without asking anybody."""
        if len(self.dois) == 1:
            return {"doi": self.dois[0], **_of_arxiv(self.dois[0])}
        if self.is_address:
            return {"url": self.text}
        return {"title": self.title} if self.title else {}


def _of_arxiv(doi: str) -> dict[str, str]:
    number = doi.partition("10.48550/arxiv.")[2]
    return {"kind": "preprint", "container": "arXiv", "pages": number} if number else {}


def understood(text: str) -> PaperQuestion:
    """The paper that `text` names: a DOI or address in any spelling, a public id, a BibTeX key or a title."""
    text = " ".join(text.split())[:LONGEST_QUESTION]
    if public_id := read_id(text, Source.PREFIX):
        return PaperQuestion(text, known=_standing(Source._base_manager.filter(public_id=public_id).first()))
    if dois := papers.doi_readings(text):
        known = by_doi(dois[0]) if len(dois) == 1 else None
        return PaperQuestion(text, dois, known=known)
    if _ADDRESS.match(text):
        return PaperQuestion(text, is_address=True, known=Source.objects.filter(url__iexact=text).first())
    if " " not in text and (keyed := Source.objects.filter(bibtex_key__iexact=text).first() if text else None):
        return PaperQuestion(text, known=keyed)
    title = papers.title_of(text)
    near = near_titles(title)
    same = [one for one in near if _folded(one.title) == _folded(title)]
    return PaperQuestion(text, title=title, known=same[0] if len(same) == 1 else None, near=near)


def by_doi(doi: str) -> Source | None:
    """The source of this DOI, whatever its status; of one that was merged, the one it was merged into."""
    return _standing(Source._base_manager.filter(doi=doi).first())


def _standing(found: Source | None) -> Source | None:
    into = review.current_id(Source, found.public_id) if found and found.status == "withdrawn" else ""
    return Source._base_manager.get(public_id=into) if into else found


def near_titles(title: str) -> list[Source]:
    """The sources whose words are most like `title`, the likest first."""
    return _near(title, Source.objects.filter(search_text__trigram_word_similar=plain(title)))


def _near(title: str, rows: models.QuerySet[Source]) -> list[Source]:
    words = plain(title)
    if len(words) < SHORTEST:
        return []
    likeness = TrigramWordSimilarity(words, "search_text")
    alike = rows.exclude(status="withdrawn").annotate(likeness=likeness).filter(likeness__gte=NEAR)
    return list(alike.order_by("-likeness", "pk")[:NEAR_SHOWN])


def _near_each(titles: Sequence[str]) -> list[list[Source]]:
    """`near_titles` of each. To compare trigrams of many titles with all sources takes minutes: of many, those sources
    alone are looked at that have half of a title's words."""
    if len(titles) <= FEW:
        return [near_titles(title) for title in titles]
    words = [set(_WORD.findall(plain(title))) for title in titles]
    bearing: dict[str, set[int]] = {word: set() for some in words for word in some}
    for pk, text in Source.objects.exclude(status="withdrawn").order_by().values_list("pk", "search_text").iterator():
        for word in set(_WORD.findall(text)):
            if word in bearing:
                bearing[word].add(pk)
    found = []
    for title, own in zip(titles, words, strict=True):
        shared = Counter(pk for word in own for pk in bearing[word])
        likely = [pk for pk, count in shared.most_common(4 * NEAR_SHOWN) if count >= len(own) / 2]
        found.append(_near(title, Source.objects.filter(pk__in=likely)) if likely else [])
    return found


def _folded(title: str) -> str:
    return re.sub(r"[\W_]+", "", plain(title))


@dataclass(frozen=True)
class PaperMatch:
    """What is here already of a paper: the same DOI, the same place in a journal, or sources with such a title."""

    same_doi: Source | None = None
    same_work: list[Source] = field(default_factory=list)
    near: list[Source] = field(default_factory=list)

    @property
    def sources(self) -> list[Source]:
        return [self.same_doi] if self.same_doi else [*self.same_work, *self.near]

    @property
    def is_here(self) -> bool:
        return bool(self.same_doi or self.same_work)

    @property
    def is_new(self) -> bool:
        return not (self.is_here or self.near)


def match(form: Mapping[str, Any]) -> PaperMatch:
    """What is here already of the paper whose form this is."""
    return match_each([form])[0]


def match_each(forms: Sequence[Mapping[str, Any]]) -> list[PaperMatch]:
    """What is here already of each of the papers."""
    wanted = {form["doi"] for form in forms if form.get("doi")}
    known = {one.doi: _standing(one) for one in Source._base_manager.filter(doi__in=wanted)} if wanted else {}
    alike = Source.objects.like([candidate(form) for form in forms])
    found: list[PaperMatch | None] = [
        PaperMatch(same_doi=source)
        if (source := known.get(form.get("doi")))
        else PaperMatch(same_work=like)
        if like
        else None
        for form, like in zip(forms, alike, strict=True)
    ]
    left = [place for place, one in enumerate(found) if one is None]
    titles = [str(forms[place].get("title") or "") for place in left]
    for place, title, near in zip(left, titles, _near_each(titles), strict=True):
        has_doi = bool(forms[place].get("doi"))
        same = [one for one in near if _folded(one.title) == _folded(title) and not (one.doi and has_doi)]
        found[place] = PaperMatch(same_work=same) if same else PaperMatch(near=near)
    return [one for one in found if one is not None]


def candidate(form: Mapping[str, Any]) -> Source:
    """A source of this form that is not stored, to be shown and compared."""
    names = {one.name for one in type_of(Source).fields}
    values = {name: value for name, value in form.items() if name in names}
    year = str(values.get("year") or "")
    return Source(**{**values, "year": int(year) if year.isdecimal() else None, "et_al": bool(values.get("et_al"))})


def faults(form: Mapping[str, Any]) -> list[str]:
    """What keeps a source of this form from being entered, besides what is here already."""
    one = candidate(form)
    try:
        one.clean_fields(exclude=["public_id", "entered_by", "published_by"])
    except ValidationError as error:
        return [f"{name}: {message}" for name, messages in error.message_dict.items() for message in messages]
    return []


def sources_file(forms: Sequence[Mapping[str, Any]]) -> str:
    """The dataset file of new sources of these forms, each under a handle."""
    entries = [
        Entry("sources", {"id": f"{Source.PREFIX}:paper-{place}", **form}, place) for place, form in enumerate(forms, 1)
    ]
    return FORMAT.write(Dataset("", "", entries))


def enter(form: Mapping[str, Any], *, by: review.Actor) -> Source:
    """A draft of the paper. Raises review.FormError and review.NotAllowed, and writes nothing then."""
    source = Source()
    review.apply(source, {"id": new_id(Source.PREFIX), **form}, _none, by=by)
    return source


def _none(model: type[models.Model], public_id: str) -> models.Model:
    raise ValidationError(f"“{public_id}”: a paper refers to nothing here.")


@dataclass(frozen=True)
class Agreement:
    """What a source says of itself beside what a catalogue says of a work that may be it; None: one of them says
    nothing."""

    name: str
    here: str
    there: str
    agrees: bool | None


def bibliographic_words(source: Source) -> str:
    """What a catalogue is asked for a source without DOI: its reference, as a list of references has it."""
    place = (source.container, str(source.year or ""), source.volume, source.pages)
    return ", ".join(filter(None, (*source.authors[:3], source.title, *place)))


def agreements(source: Source, form: Mapping[str, Any]) -> list[Agreement]:
    """Where `source` and the work of `form` agree: first author, year, volume, first page."""
    work = candidate(form)

    def said(one: Source) -> list[str]:
        name = family_name(one.authors[0]) if one.authors else ""
        return [name, str(one.year or ""), one.volume, one.first_page]

    names = ("First author", "Year", "Volume", "First page")
    return [
        Agreement(name, here, there, plain(here) == plain(there) if here and there else None)
        for name, here, there in zip(names, said(source), said(work), strict=True)
    ]


# What a catalogue may add to a source; what was printed where it is cited stays as it is.
ADDED = ("doi", "title", "volume", "issue", "pages", "year")


def completed(source: Source, form: Mapping[str, Any]) -> dict[str, Any]:
    """The form of the stored `source` with what only the work of `form` says."""
    own = form_of(source)
    return {**{name: form[name] for name in ADDED if form.get(name) and not own.get(name)}, **own}
