"""What a record said at each of its revisions."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mgdb.records import type_of
from mgdb.review.difference import differences
from mgdb.review.versions import NoVersion, Withdrawn, form_at, read_version
from mgdb.review.wording import lines

from .pages import Gone, public_page


@public_page()
def version(request: HttpRequest, public_id: str, revision: int) -> HttpResponse:
    """One version of a record: all that it said, and what the one before it said otherwise."""
    try:
        found = read_version(public_id, revision)
    except NoVersion as error:
        raise Http404(str(error)) from None
    except Withdrawn as error:
        raise Gone(error.record) from None
    earlier = max((one for one in found.revisions if one < revision), default=None)
    before = form_at(found.record, earlier) if earlier is not None else None
    kind = type_of(type(found.record))
    context = {
        "record": found.record,
        "kind": kind,
        "revision": revision,
        "revisions": found.revisions,
        "merged_into": found.merged_into,
        "earlier": earlier,
        "changed": lines(differences(kind, before, found.form)) if before is not None else [],
        "whole": [
            (part, list(own)) for part, own in groupby(lines(differences(kind, {}, found.form)), attrgetter("part"))
        ],
    }
    return render(request, "mgdb/version.html", context)
