"""What a record said at each of its revisions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mgdb.records import BY_PREFIX, type_of
from mgdb.review.difference import differences
from mgdb.review.versions import form_at, published_revisions
from mgdb.review.wording import lines

from .pages import public_page, published_or_gone


@public_page()
def version(request: HttpRequest, public_id: str, revision: int) -> HttpResponse:
    """One version of a record: all that it said, and what the one before it said otherwise."""
    declared = BY_PREFIX.get(public_id.partition("-")[0])
    if declared is None or declared.part_of:
        raise Http404(f"No record has the id “{public_id}”.")
    found = published_or_gone(declared.model._default_manager, public_id)
    revisions = published_revisions(found)
    form = form_at(found, revision) if revision in revisions else None
    if form is None:
        known = ", ".join(map(str, revisions))
        raise Http404(f"{public_id} has no published revision {revision}; it has {known}.")
    earlier = max((one for one in revisions if one < revision), default=None)
    before = form_at(found, earlier) if earlier is not None else None
    kind = type_of(type(found))
    context = {
        "record": found,
        "revision": revision,
        "revisions": revisions,
        "earlier": earlier,
        "changed": lines(differences(kind, before, form)) if before is not None else [],
        "whole": lines(differences(kind, {}, form)),
    }
    return render(request, "mgdb/version.html", context)
