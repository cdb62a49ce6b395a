"""Errors are reported to a server that speaks Sentry's protocol, where one is set."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from mgdb import request_ids
from mgdb.logs import REFUSALS


def report() -> None:
    """From now on, with `SENTRY_DSN`: each error that is logged, with its trace and the id of its request.

    What visitors sent is not: no body, cookie, address or name, and no values of variables.
    """
    if not settings.SENTRY_DSN:
        return
    import sentry_sdk  # only where it is used: it takes a tenth of a second

    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        environment=settings.MODE,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=_with_request_id,
    )


def _with_request_id(event: Any, hint: dict[str, Any]) -> Any:
    if str(event.get("logger", "")).startswith(REFUSALS):
        return None  # no error of ours
    event.setdefault("tags", {})["request_id"] = request_ids.current() or "-"
    if "request" in event:
        event["request"].pop("query_string", None)
    return event
