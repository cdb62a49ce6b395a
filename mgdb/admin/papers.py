"""One box for a paper: what is here already is led to, what is new is looked up, shown, and taken as a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from mgdb import crossref, review, tasks
from mgdb.ingest import papers
from mgdb.models import Job, Source, WorkerHeartbeat
from mgdb.sent_forms import is_restoring, wrote_nothing

from . import missing_dois
from .records import typeset_html
from .transitions import actor_of, seen_input

if TYPE_CHECKING:
    from .site import CuratorSite

REFRESH_SECONDS = 1
# Look-ups are of no use the day after; those of one curator are then deleted.
KEPT = timedelta(days=1)
AT_ONCE = 5  # of one curator that wait or run
SHOWN_AUTHORS = 12


def may_enter(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.has_perm("mgdb.add_source"))


def desk_of(source: Source) -> str:
    """The address at which one works on a paper: its workbench; of one that is withdrawn, its own page."""
    if source.status == "withdrawn":
        return reverse("admin:mgdb_source_change", args=[source.pk])
    return reverse("admin:workbench", args=[source.public_id])


def by_hand(form: Mapping[str, Any]) -> str:
    """The address of the empty form of a source, filled with what is known."""
    known = {name: "\n".join(value) if isinstance(value, list) else value for name, value in form.items() if value}
    return f"{reverse('admin:mgdb_source_add')}?{urlencode(known)}" if known else reverse("admin:mgdb_source_add")


def desks_of(sources: Iterable[Source]) -> list[tuple[Source, str, SafeString]]:
    """Each source with the address of its desk and its title, as lists of what is here show it."""
    return [(one, desk_of(one), typeset_html(one.title)) for one in sources]


def cards_of(forms: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the cards of papers show: of each a source that is not stored, and what is here of it."""
    return [_card(form, match) for form, match in zip(forms, papers.match_each(forms), strict=True)]


def _card(form: Mapping[str, Any], match: papers.PaperMatch) -> dict[str, Any]:
    source = papers.candidate(form)
    return {
        "source": source,
        "title_html": typeset_html(source.title),
        "container_html": typeset_html(source.container),
        "authors": source.authors[:SHOWN_AUTHORS],
        "more_authors": max(0, len(source.authors) - SHOWN_AUTHORS),
        "match": match,
        "desks": desks_of(match.sources),
    }


def find_paper(site: CuratorSite, request: HttpRequest) -> HttpResponse:
    """POST leads to the paper that is here or to its look-up; GET says what was understood, and the ways on."""
    if not may_enter(request):
        raise PermissionDenied
    asking = request.method == "POST" and not is_restoring(request)
    text = (request.POST if request.method == "POST" else request.GET).get("q", "")
    found = papers.understood(text)
    if asking and found.known is not None:
        wrote_nothing(request)
        return redirect(desk_of(found.known))
    sought = len(found.dois) == 1 or bool(found.title and ("look" in request.POST or not found.near))
    if asking and sought and crossref.enabled():
        return _look_up(request, found)
    if asking:
        wrote_nothing(request)
        return redirect(f"{reverse('admin:paper')}?{urlencode({'q': found.text})}")
    context = {
        **site.each_context(request),
        "title": "Find or enter a paper",
        "question": found,
        "enabled": crossref.enabled(),
        "desks": desks_of([found.known] if found.known else found.near),
        "readings": [(doi, papers.by_doi(doi)) for doi in found.dois] if len(found.dois) > 1 else [],
        "by_hand": by_hand(found.form),
    }
    return TemplateResponse(request, "admin/mgdb/find_paper.html", context)


def _look_up(request: HttpRequest, found: papers.PaperQuestion) -> HttpResponse:
    """Hands the question of what paper it is to a worker."""
    asked = {"doi": found.dois[0]} if found.dois else {"words": found.title}
    instead = f"{reverse('admin:paper')}?{urlencode({'q': found.text})}"
    return _hand_over(request, {**asked, "form": found.form}, instead)


def look_up_source(site: CuratorSite, request: HttpRequest, source: str) -> HttpResponse:
    """POST hands the question of what DOI a source has to a worker."""
    _, asked = missing_dois.asked_for(request, source)
    if not crossref.enabled():
        wrote_nothing(request)
        messages.warning(request, "Metadata are not looked up on this server (MGDB_CROSSREF_CONTACT is not set).")
        return missing_dois.back()
    return _hand_over(request, {**asked, "form": {}}, missing_dois.list_address())


def _hand_over(request: HttpRequest, asked: dict[str, Any], instead: str) -> HttpResponse:
    """Leads to the look-up of what is asked; where one person asks too much at a time, back to `instead`."""
    by = actor_of(request)
    own = Job.objects.filter(kind=Job.Kind.LOOK_UP, created_by=by)
    own.filter(created_at__lt=timezone.now() - KEPT).exclude(pk__in=own.unfinished()).delete()
    if own.unfinished().count() >= AT_ONCE:
        wrote_nothing(request)
        messages.warning(request, f"{AT_ONCE} papers of yours are being looked up; wait for one of them.")
        return redirect(instead)
    title = f"look up {asked.get('doi') or asked['words']}"
    job = tasks.submit(Job.Kind.LOOK_UP, arguments={**asked, "title": title[:200]}, created_by=by)
    return redirect(reverse("admin:look_up", args=[job.pk]))


def look_up(site: CuratorSite, request: HttpRequest, job: int) -> HttpResponse:
    """What came of a look-up: cards to take, or why there is none and the way on. POST takes a card as a draft."""
    found = Job.objects.filter(pk=job, kind=Job.Kind.LOOK_UP, created_by_id=request.user.pk).first()
    source = missing_dois.source_of(found.arguments) if found else None
    if found is None or not (missing_dois.may_look(request) if source else may_enter(request)):
        raise PermissionDenied("A look-up is shown to whoever asked, for a day. Ask again.")
    works = found.report.get("works", [])
    taken = request.POST.get("take", "")
    faults: list[str] = []
    one = int(taken) if taken.isdecimal() and len(taken) < 10 else len(works)
    chosen = request.method == "POST" and not is_restoring(request) and one < len(works)
    if chosen and source:
        faults = missing_dois.take(request, source, works[one])
        if not faults:
            return missing_dois.back()
    elif chosen:
        try:
            entered = papers.enter(works[one], by=actor_of(request))
        except review.FormError as error:
            faults = [f"{'.'.join(map(str, path)) or 'paper'}: {reason}" for path, reason in error.problems]
        except review.NotAllowed as error:
            faults = list(error.messages)
        else:
            messages.success(request, f"“{entered}” is entered as a draft of yours.")
            return redirect(desk_of(entered))
    waiting = not found.is_finished
    cards = [{**card, "place": place, "by_hand": by_hand(works[place])} for place, card in enumerate(cards_of(works))]
    if source:
        cards = [missing_dois.compared(card, source, work) for card, work in zip(cards, works, strict=True)]
    context = {
        **site.each_context(request),
        "title": "The DOI of a source" if source else "A new paper",
        "source": source,
        "shown": seen_input(source) if source else "",
        "job": found,
        "asked": found.arguments.get("doi") or found.arguments.get("words"),
        "refresh": REFRESH_SECONDS if waiting else None,
        "workers_alive": not waiting or WorkerHeartbeat.objects.alive().exists(),
        "cards": cards,
        "faults": faults,
        "by_hand": by_hand(works[0] if len(works) == 1 else found.arguments.get("form", {})),
    }
    return TemplateResponse(request, "admin/mgdb/look_up.html", context)
