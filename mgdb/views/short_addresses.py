"""Short permanent addresses of questions: `/q/<key>` leads to a page with its question.

One is made by a form without script or cookie, of any page that everybody reads. It is no secret and nobody's: the same
question has the same key. How many may be made is limited for each network and for all together.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mgdb.accounts.addresses import client_address
from mgdb.accounts.limits import Limit, TooManyAttempts, reserve_of_everybody
from mgdb.models import ShortAddress
from mgdb.models.new_ids import ID_ALPHABET
from mgdb.models.short_addresses import MOST_OF_TARGET
from mgdb.public_reading import MARK
from mgdb.search import quoted

from .errors import forged, is_foreign, too_many
from .pages import public_page

MOST_BYTES = 3 * MOST_OF_TARGET + 1_000  # of a form, in which a byte may take three
OF_AN_ADDRESS = Limit("short address", 20, 60, "Too many short addresses were made from your network")
OF_EVERYBODY = Limit("short addresses", 1_000, 10, "Too many short addresses are being made")


@csrf_exempt
@never_cache
@require_POST
def shorten(request: HttpRequest) -> HttpResponseBase:
    """Makes the short address of the page `target`, a path of this site with its question."""
    if is_foreign(request):
        return forged(request)
    if len(request.body) > MOST_BYTES:
        raise BadRequest(f"An address of more than {MOST_OF_TARGET} characters has no short one. Ask for less.")
    target = _checked(request.POST.get("target", ""))
    found = ShortAddress.find(target)
    if found is None:
        try:
            reserve_of_everybody(OF_AN_ADDRESS, OF_EVERYBODY, client_address(request))
        except TooManyAttempts as error:
            return too_many(request, str(error), error.wait)
        found = ShortAddress.make(target)
    return redirect("short-address-about", found.key)


def _checked(target: str) -> str:
    """`target`, where it is the path of a page that everybody reads. Raises BadRequest."""
    if len(target) > MOST_OF_TARGET:
        raise BadRequest(f"An address of more than {MOST_OF_TARGET} characters has no short one. Ask for less.")
    if not _is_public(target):
        raise BadRequest(
            f"{quoted(target)} is not a page of this site that has a short address; open one, and ask there."
        )
    return target


def _is_public(target: str) -> bool:
    """Whether `target` is the path of a page that everybody reads, as it stands in a header."""
    try:
        parts = urlsplit(target)
        view = resolve(parts.path).func
    except (ValueError, Resolver404):
        return False
    is_path = target.isascii() and target.isprintable() and not parts.scheme and not parts.netloc
    return is_path and getattr(view, MARK, False) and view not in (follow, about)


def _found(key: str) -> ShortAddress:
    """What is read from paper may have capitals, and letters that this alphabet leaves out."""
    key = key.lower().translate(str.maketrans("ilo", "110"))
    found = ShortAddress.objects.filter(key=key).first() if set(key) <= set(ID_ALPHABET) else None
    if found is None:
        raise Http404(f"There is no short address {quoted(key)}. None is ever taken away: it may be mistyped.")
    return found


@public_page()
def follow(request: HttpRequest, key: str) -> HttpResponse:
    """Leads to the page that the short address is of."""
    return redirect(_found(key).target)


@public_page()
def about(request: HttpRequest, key: str) -> HttpResponse:
    """The short address, to be copied, and where it leads."""
    found = _found(key)
    context = {"short": request.build_absolute_uri(f"/q/{found.key}"), "found": found}
    return render(request, "mgdb/short_address.html", context)
