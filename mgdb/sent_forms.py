"""A form that is sent twice is written once: a double click, a reload, the back button.

Every form of a page holds a key of its own (`key_input`). Whoever answers a form does so through `once`: in the
transaction of the write the key is noted as used, with where the answer led. The same form sent again waits for that
transaction, writes nothing, and leads to what the first one wrote. A form that was used and then changed (the back
button) comes back filled, and is written when it is sent knowingly.

The same way (`is_restoring`) a form comes back filled from what a browser has kept of it: nothing is written then.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

from mgdb.models import SentForm

FIELD = "form_key"
RESTORE = "restore_draft"
KEPT = timedelta(days=30)
# Tells the page that comes next which form was written, so that it forgets what it kept of it.
COOKIE = "mgdb_written"
COOKIE_SECONDS = 600
_KEY = re.compile(r"[A-Za-z0-9_-]{22}\Z")
_NOT_COMPARED = {"csrfmiddlewaretoken", FIELD, RESTORE}


def key_input() -> SafeString:
    """The hidden field that makes a form good for one success; a new one for each form."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, secrets.token_urlsafe(16))


def is_restoring(request: HttpRequest) -> bool:
    """Whether the form of this request is only to be shown again, filled with what was sent."""
    return bool(getattr(request, "restoring", False))


def wrote(response: HttpResponse, address: str) -> HttpResponse:
    """Marks an answer that is no redirection and stands for a write; sent again, its form leads to `address`."""
    response.written_to = address  # type: ignore[attr-defined]
    return response


def wrote_nothing(request: HttpRequest) -> None:
    """Marks that the redirection which answers `request` stands for no write: its form may be sent again."""
    request.wrote_nothing = True  # type: ignore[attr-defined]


@contextmanager
def noted(key: str, content: str) -> Iterator[tuple[SentForm, bool]]:
    """The row of what was sent with `key`, in one transaction with what is written for it; whether it is new.

    The same sent again waits here for that transaction. Only a hash of the key is kept.
    """
    with transaction.atomic():
        hashed = hashlib.sha256(key.encode()).hexdigest()
        yield SentForm.objects.get_or_create(key=hashed, defaults={"content": content})


def once(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """`answer()`, but for a form that was written already, or that is only to be filled again.

    The whole answer is one transaction. A redirection is taken for a success, and so is what `wrote` marks.
    """
    if request.method != "POST":
        return answer()
    if RESTORE in request.POST:
        return _filled(request, answer)
    key = request.POST.get(FIELD, "")
    if not _KEY.match(key):
        return answer()
    with noted(f"{request.user.pk} {key}", _content(request)) as (row, is_new):
        if is_new:
            response = answer()
            row.address = _written_to(request, response)
            if not row.address:
                row.delete()
                return response
            row.said = " ".join(strip_tags(str(one)) for one in _queued(request))
            row.save()
            return _forgetting(request, response, key)
    if row.content == _content(request):
        _say(request, messages.INFO, f"It was sent twice, and written once. {row.said}".strip())
        return _forgetting(request, redirect(row.address), key)
    link = format_html('<a href="{}">what it wrote</a>', row.address)
    _say(
        request,
        messages.WARNING,
        format_html(
            "This form was sent before (see {}) and has been changed since. The change is not written yet: send it "
            "again if it is to be.",
            link,
        ),
    )
    return _filled(request, answer)


def sent_once(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """`view`, whose forms are answered through `once`."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return once(request, lambda: view(request, *args, **kwargs))

    return wrapped


def forget() -> int:
    """Deletes what is older than it is kept; how many."""
    return SentForm.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


def _filled(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer of a view that shows its form with what was sent; whatever it writes is taken back."""
    request.restoring = True  # type: ignore[attr-defined]
    before = len(_queued(request))
    with transaction.atomic():
        response = answer()
        transaction.set_rollback(True)
    if response.status_code in (302, 303):  # a page of buttons: there is nothing to fill
        del _queued(request)[before:]
        _say(request, messages.WARNING, "Nothing is done: the page was out of date. Here it is as it is now.")
        return redirect(request.get_full_path())
    return response


def _written_to(request: HttpRequest, response: HttpResponseBase) -> str:
    """Where what `response` wrote is to be seen; "" where it wrote nothing."""
    if response.status_code in (302, 303) and not getattr(request, "wrote_nothing", False):
        return str(response["Location"])
    return str(getattr(response, "written_to", ""))


def _content(request: HttpRequest) -> str:
    """A hash of what was typed and chosen, and of which button was pressed."""
    fields = sorted((name, values) for name, values in request.POST.lists() if name not in _NOT_COMPARED)
    files = sorted((name, one.name, one.size) for name, several in request.FILES.lists() for one in several)
    return hashlib.sha256(json.dumps([fields, files]).encode("utf-8", "surrogatepass")).hexdigest()


def _queued(request: HttpRequest) -> list[object]:
    """The messages that the answer to `request` will carry."""
    found: list[object] = getattr(messages.get_messages(request), "_queued_messages")  # noqa: B009 - not in the stubs
    return found


def _say(request: HttpRequest, level: int, words: str) -> None:
    """Tells a person who is signed in; pages for visitors show no messages, and set no cookie."""
    if request.user.is_authenticated:
        messages.add_message(request, level, words)


def _forgetting(request: HttpRequest, response: HttpResponseBase, key: str) -> HttpResponseBase:
    """`response`, which tells the browser of a person who is signed in that the form with `key` is written."""
    if request.user.is_authenticated:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, key, max_age=COOKIE_SECONDS, secure=secure, samesite="Lax")
    return response
