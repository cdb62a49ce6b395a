"""Publications and their citations."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mgdb.models import Citation, Measurement, Source
from mgdb.review.actors import may

from .fields import LinesField
from .forms import RecordForm
from .papers import desk_of
from .parts import PartInline, flag_inline
from .records import PartAdmin, RecordAdmin, typeset_html
from .site import site
from .transitions import actor_of


class SourceForm(RecordForm):
    authors = LinesField(required=False, help_text="One a line, as printed: “R. Li” or “Li, Ruimin”.")


class CitationInline(PartInline):
    model = Citation
    fk_name = "document"
    fields = ("key", "cited", "printed_doi", "remark", "position")
    autocomplete_fields = ("cited",)
    verbose_name_plural = "works cited"
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("cited")


@admin.register(Source, site=site)
class SourceAdmin(RecordAdmin):
    form = SourceForm
    list_display = ("short", "titled", "container", "year", "doi_link", "kind")
    list_filter = ("kind", "year")
    derived = ("bibliographic_key", "bibtex_key")
    inlines = (CitationInline, flag_inline("source"))
    examples = {
        "doi": "Bare: 10.1007/s40820-024-01495-1; an address or “doi:” in front is taken off. Empty: none exists.",
        "container": "As abbreviated in the reference: Nano-Micro Lett.",
        "pages": "212–219, or the article number: 2301401.",
        "licence": "CC BY 4.0; empty: not looked up.",
    }
    content = (
        (None, {"fields": ("kind", "doi", "title", ("authors", "et_al"))}),
        ("Where it appeared", {"fields": ("container", ("year", "volume", "issue", "pages"), "url", "licence")}),
        ("More", {"fields": ("remarks", "bibliographic_key", "bibtex_key"), "classes": ("collapse",)}),
    )

    def doubts(self, record: Source) -> list[str | SafeString]:
        pairs = Source.objects.alike(to=record)
        others = [one if other == record else other for one, other in pairs]
        # a merged record keeps its own fields alone: what a draft knows better is proposed there
        way = (
            "propose there what this draft has more (its DOI, its title), and discard the draft."
            if record.status == "draft"
            else "merge the two in the list of sources."
        )
        return [
            format_html(
                '<a href="{}">{} ({}, {})</a> has the same year, volume and first page. If both are one work, {}',
                reverse("admin:mgdb_source_change", args=[other.pk]), other.public_id, other, other.reference, way,
            )
            for other in others
        ]  # fmt: skip

    def response_post_save_add(self, request: HttpRequest, obj: Source) -> HttpResponseRedirect:
        """A paper that was entered by hand opens as one does that was looked up: at its workbench."""
        if may(actor_of(request), "add", Measurement):
            return redirect(desk_of(obj))
        return super().response_post_save_add(request, obj)

    @admin.display(description="source", ordering="authors")
    def short(self, source: Source) -> str:
        return source.short

    @admin.display(description="title", ordering="title")
    def titled(self, source: Source) -> SafeString:
        return typeset_html(source.title if len(source.title) <= 90 else f"{source.title[:89]}…")

    @admin.display(description="DOI", ordering="doi")
    def doi_link(self, source: Source) -> SafeString | str:
        if not source.doi:
            return ""
        return format_html('<a href="https://doi.org/{}" rel="noreferrer">{}</a>', source.doi, source.doi)


@admin.register(Citation, site=site)
class CitationAdmin(PartAdmin):
    owner = "document"
    list_display = ("key", "cited", "belongs_to", "printed_doi", "remark")
    list_select_related = ("cited", "document")
    search_fields = ("key", "printed_doi", "remark", "cited__search_text")
