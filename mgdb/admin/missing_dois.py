"""Sources without DOI: a list to work through, each looked up by its reference, a candidate confirmed by a curator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, F, Model, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from mgdb import crossref, review
from mgdb.ingest import papers
from mgdb.models import ChangeRequest, Citation, Measurement, Source
from mgdb.review.actors import may, writes_in_place

from .records import typeset_html
from .transitions import actor_of, seen_of

if TYPE_CHECKING:
    from .site import CuratorSite

SHOWN = 50
REASON = "DOI looked up at Crossref by the reference, and compared with it by a curator."


def without_doi() -> Any:
    """Sources that may have a DOI which nobody has entered, those of most values first; with `values`, how many."""
    own = Measurement.objects.published().filter(source=OuterRef("pk")).order_by().values("source")
    rows = Source.objects.filter(doi="").exclude(status="withdrawn").exclude(kind="web")
    return rows.annotate(values=Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0)).order_by(
        "-values", F("year").desc(nulls_last=True), "pk"
    )


def may_look(request: HttpRequest) -> bool:
    return may(actor_of(request), "change", Source)


def missing_dois(site: CuratorSite, request: HttpRequest) -> HttpResponse:
    """The list, each source with where it is cited and the one thing to do."""
    if not may_look(request):
        raise PermissionDenied("Whoever may change sources works through this list.")
    page = Paginator(without_doi(), SHOWN).get_page(request.GET.get("page"))
    sources: list[Any] = list(page.object_list)
    cited: dict[int, list[str]] = {}
    for citation in Citation.objects.filter(cited__in=sources).select_related("document").order_by("pk"):
        cited.setdefault(citation.cited_id, []).append(f"[{citation.key}] in {citation.document.short}")
    asked = ChangeRequest.objects.open().filter(public_id__in=[one.public_id for one in sources])
    waiting = {one.public_id for one in asked if one.form.get("doi")}
    rows = [
        (one, typeset_html(one.title or one.reference), cited.get(one.pk, []), one.public_id in waiting)
        for one in sources
    ]
    context = {
        **site.each_context(request),
        "title": "Sources without DOI",
        "page": page,
        "rows": rows,
        "enabled": crossref.enabled(),
    }
    return TemplateResponse(request, "admin/mgdb/missing_dois.html", context)


def asked_for(request: HttpRequest, public_id: str) -> tuple[Source, dict[str, Any]]:
    """The source that is to be looked up, and what the look-up is told."""
    if not may_look(request):
        raise PermissionDenied("Whoever may change sources looks up their DOIs.")
    source = get_object_or_404(Source, Q(public_id=public_id), doi="")
    return source, {"words": papers.bibliographic_words(source), "source": source.public_id}


def source_of(arguments: Mapping[str, Any]) -> Source | None:
    """The source that a look-up was for; None where it was for a new paper."""
    wanted = arguments.get("source")
    return Source.objects.filter(public_id=wanted).first() if wanted else None


def take(request: HttpRequest, source: Source, form: Mapping[str, Any]) -> list[str]:
    """Gives `source` what the work of `form` adds, in place or as a change request; what keeps it from that."""
    by = actor_of(request)
    try:
        seen = seen_of(request, source.pk)
        wanted = papers.completed(source, form)
        if writes_in_place(by, source):
            review.apply(source, wanted, _stored, by=by, seen=seen)
            messages.success(request, f"“{source}” has its DOI, {wanted['doi']}.")
        else:
            tried = review.trial(source, wanted, _stored)
            review.propose("edit", source, by=by, seen=seen, reason=REASON, form=tried)
            messages.success(request, f"Proposed: “{source}” has the DOI {wanted['doi']}. A second person decides.")
    except review.FormError as error:
        return [f"{'.'.join(map(str, path)) or 'source'}: {reason}" for path, reason in error.problems]
    except ValidationError as error:  # also where it has moved, or is not allowed
        return list(error.messages)
    return []


def compared(card: dict[str, Any], source: Source, form: Mapping[str, Any]) -> dict[str, Any]:
    """The card of the work of `form`, with where it and `source` agree, and who else has its DOI."""
    found = papers.agreements(source, form)
    other = card["match"].same_doi
    return {
        **card,
        "agreements": found,
        "agrees": all(one.agrees for one in found),
        "other": other if other and other != source else None,
        "other_address": reverse("admin:mgdb_source_change", args=[other.pk]) if other else "",
    }


def list_address() -> str:
    return reverse("admin:missing_dois")


def back() -> HttpResponse:
    return redirect(list_address())


def _stored(model: type[Model], public_id: str) -> Model:
    return model._base_manager.get(public_id=public_id)
