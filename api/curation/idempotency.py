"""A request that is repeated with its Idempotency-Key writes once.

The key is noted in the transaction of the write, as that of a form is (`mgdb.sent_forms.noted`): a second request waits
for the first, writes nothing, and is answered with what the first one wrote, as it is now.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable

from django.db import transaction
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from mgdb.sent_forms import noted

from .parsing import BadBody

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,200}\Z")


class KeyUsed(APIException):
    """The key came with another request before."""

    status_code = 422
    default_code = "key-used"
    default_detail = f"This {HEADER} came with another request before; a new request takes a new key."


def once(request: Request, write: Callable[[], str]) -> tuple[str, bool]:
    """The address of what `write` wrote, in one transaction; and whether it was this request that did."""
    key = request.headers.get(HEADER)
    if key is None:
        with transaction.atomic():
            return write(), True
    if not _KEY.match(key):
        raise BadBody(f"An {HEADER} is 1 to 200 printable ASCII characters, such as a UUID.")
    with noted(f"api {request.user.pk} {key}", _content(request)) as (row, is_new):
        if is_new:
            row.address = write()
            row.save(update_fields=["address"])
        elif row.content != _content(request):
            raise KeyUsed
        return row.address, is_new


def _content(request: Request) -> str:
    parts = (request.method, request.path, request.headers.get("If-Match"), request.data)
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
