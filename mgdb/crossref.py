"""What Crossref says of a paper (https://api.crossref.org), asked by a worker, where an operator has switched it on.

One server is asked, that of the settings, and nobody who uses MgDB names another: what a curator types goes into the
path or the query of an address, never before it, and a redirection that leads elsewhere is not followed. Answers are
bounded in size and time and are cached; a server that is busy is asked again when it says, or ever more slowly.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from mgdb.formats.bibliography import form_of_work
from mgdb.formats.bibliography.model import EntryError

# httpx takes a tenth of what every process imports, and few ask Crossref: whoever does imports it.
if TYPE_CHECKING:
    import httpx

logger = logging.getLogger(__name__)
logging.getLogger("httpx").setLevel(logging.WARNING)  # it would write each address, with the operator's own in it

MOST_BYTES = 2_000_000  # of one answer; a paper with all its references has some hundred thousand
TIMEOUT = (5.0, 10.0, 10.0, 10.0)  # seconds to connect, to read, to write, for a free connection
MOST_SECONDS = 40.0  # for one question, with all that is waited
ATTEMPTS = 4
REDIRECTIONS = 2
KEPT_SECONDS = 7 * 24 * 3600
# What is not there today may be registered tomorrow.
MISSING_SECONDS = 3600
CANDIDATES = 5
# Members of a work that are read; a list of candidates is asked for these alone.
MEMBERS = (
    "DOI,URL,type,title,subtitle,author,editor,container-title,short-container-title,issued,published,published-print,"
    "published-online,volume,issue,page,article-number,publisher"
)
sleep = time.sleep
clock = time.monotonic


class CrossrefError(Exception):
    """No metadata came; the message says why in a sentence that a curator can use."""


class Unavailable(CrossrefError):
    """The server does not answer as its documentation says, or not now."""


class NotFound(CrossrefError):
    """Crossref does not have it."""


class OtherAgency(NotFound):
    """Another agency registered the DOI."""


def enabled() -> bool:
    """Whether metadata are looked up at all: an operator has set an address that Crossref can write to."""
    return bool(settings.CROSSREF_CONTACT)


def work(doi: str) -> dict[str, Any]:
    """The form of a source of `doi`, bare and in lower case. Raises CrossrefError."""
    path = f"/works/{quote(doi, safe='')}"
    answer = _ask(path, {})
    if answer is None:
        agency = _agency(doi)
        if agency and agency.lower() != "crossref":
            raise OtherAgency(
                f"{doi} was registered by {agency}, not by Crossref, which has no metadata of it. "
                "Enter the paper by hand."
            )
        raise NotFound(f"Crossref does not know {doi}. Compare it with the paper, or enter the paper by hand.")
    return _form(answer)


def search(title: str) -> list[dict[str, Any]]:
    """The forms of up to five works whose title or reference is most like `title`, the likeliest first."""
    answer = _ask("/works", {"query.bibliographic": title[:500], "rows": str(CANDIDATES), "select": MEMBERS})
    items = (answer or {}).get("items")
    if not isinstance(items, list):
        raise Unavailable(_UNDOCUMENTED)
    found = []
    for item in items[:CANDIDATES]:
        with contextlib.suppress(Unavailable):  # without a title or with half a date: the others may do
            found.append(_form(item))
    if not found:
        raise NotFound("Crossref finds no paper by these words. Paste the DOI, or enter the paper by hand.")
    return found


_UNDOCUMENTED = "Crossref’s answer is not what its documentation says. Try again later, or enter the paper by hand."


def _form(item: object) -> dict[str, Any]:
    if not isinstance(item, Mapping):
        raise Unavailable(_UNDOCUMENTED)
    try:
        return form_of_work(item)
    except EntryError as error:
        raise Unavailable(f"Crossref’s entry cannot be taken over: {error}. Enter the paper by hand.") from None


def _agency(doi: str) -> str:
    """The name of the agency that registered `doi`; empty where nobody says."""
    answer = _ask(f"/works/{quote(doi, safe='')}/agency", {})
    agency = (answer or {}).get("agency")
    return str(agency.get("label") or agency.get("id") or "")[:80] if isinstance(agency, Mapping) else ""


def _ask(path: str, query: Mapping[str, str]) -> dict[str, Any] | None:
    """The message of the answer, from the cache where it was asked lately; None where there is none (404)."""
    if not enabled():
        raise Unavailable(
            "Metadata are not looked up here (MGDB_CROSSREF_CONTACT is not set). Enter the paper by hand."
        )
    asked = json.dumps([settings.CROSSREF_URL, path, sorted(query.items())])
    key = f"crossref:{hashlib.sha256(asked.encode()).hexdigest()}"
    kept = cache.get(key)
    if kept is not None:
        return kept or None
    message = _fetch(path, query)
    cache.set(key, message or {}, KEPT_SECONDS if message else MISSING_SECONDS)
    return message


def _fetch(path: str, query: Mapping[str, str]) -> dict[str, Any] | None:
    import httpx

    contact = settings.CROSSREF_CONTACT
    site = f"{settings.SITE_ADDRESS}; " if settings.SITE_ADDRESS else ""
    headers = {
        "User-Agent": f"MgDB/1 ({site}mailto:{contact})",
        "Accept": "application/json",
        "Accept-Encoding": "identity",  # so that the size that is counted is the size that is unpacked
    }
    end = clock() + MOST_SECONDS
    said = ""
    with httpx.Client(timeout=TIMEOUT, headers=headers, follow_redirects=False) as client:
        for attempt in range(ATTEMPTS):
            wait = 2.0**attempt
            try:
                status, retry_after, body = _get(client, path, {**query, "mailto": contact}, end)
            except (httpx.TimeoutException, httpx.TransportError) as error:
                said = f"Crossref does not answer ({type(error).__name__})."
            else:
                if status == 404:
                    return None
                if status == 200:
                    return _message(body)
                if status != 429 and status < 500:
                    raise Unavailable(f"Crossref refuses the question (status {status}). Enter the paper by hand.")
                said = f"Crossref is {'busy' if status == 429 else 'out of order'} (status {status})."
                wait = max(wait, retry_after)
            logger.info("Crossref, attempt %s: %s", attempt + 1, said)
            if attempt + 1 == ATTEMPTS or clock() + wait > end:
                break
            sleep(wait)
    raise Unavailable(f"{said} Try again later, or enter the paper by hand.")


def _get(client: httpx.Client, path: str, query: Mapping[str, str], end: float) -> tuple[int, float, bytes]:
    """Status, seconds to wait, and body of one request; redirections within the server are followed."""
    import httpx

    base = settings.CROSSREF_URL
    address = str(httpx.URL(f"{base}{path}", params=dict(query)))
    for _ in range(REDIRECTIONS + 1):
        with client.stream("GET", address) as response:
            if response.is_redirect:
                address = _within(base, address, response.headers.get("Location", ""))
                continue
            if response.headers.get("Content-Encoding", "identity") != "identity":
                raise Unavailable(_UNDOCUMENTED)
            body = bytearray()
            for chunk in response.iter_raw() if response.status_code == 200 else ():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise Unavailable(
                        f"Crossref’s answer is larger than {MOST_BYTES // 1_000_000} MB and was not read."
                    )
                if clock() > end:
                    raise httpx.ReadTimeout("the answer comes too slowly")
            return response.status_code, _seconds(response.headers.get("Retry-After", "")), bytes(body)
    raise Unavailable("Crossref’s answer leads from one address to the next.")


def _within(base: str, address: str, location: str) -> str:
    """Where a redirection leads, if that is the server of `base`."""
    try:
        following = urljoin(address, location)
        parts, own = urlsplit(following), urlsplit(base)
        same = (parts.scheme, parts.hostname, parts.port) == (own.scheme, own.hostname, own.port)
    except ValueError:
        same = False
    if not same:
        raise Unavailable("Crossref’s answer leads to another server, where nothing is asked.")
    return following


def _seconds(retry_after: str) -> float:
    """The seconds of a Retry-After header, a number or a date."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - timezone.now()).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _message(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise Unavailable(_UNDOCUMENTED) from None
    message = answer.get("message") if isinstance(answer, Mapping) else None
    if not isinstance(message, dict) or not message:
        raise Unavailable(_UNDOCUMENTED)
    return message
