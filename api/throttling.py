"""Rate limits: so many requests a minute for each address or token, said in the headers of every answer."""

from __future__ import annotations

import time
from typing import Any

from django.core.cache import caches
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from mgdb.accounts.addresses import client_address, network
from mgdb.models import ApiToken

CACHE = "throttle"


class FixedWindow(SimpleRateThrottle):
    """Counts requests in windows that begin at multiples of their length: one atomic increment for each request."""

    num_requests: int | None
    duration: int
    reset: int

    def __init__(self) -> None:
        super().__init__()
        self.used = 0

    def allow_request(self, request: Request, view: Any) -> bool:
        if self.num_requests is None or (key := self.get_cache_key(request, view)) is None:
            return True
        now = self.timer()
        self.reset = int(self.duration - now % self.duration) + 1
        key = f"{key}:{int(now // self.duration)}"
        counts = caches[CACHE]
        if counts.add(key, 1, timeout=self.duration + 1):
            self.used = 1
        else:
            try:
                self.used = counts.incr(key)
            except ValueError:  # evicted between the two calls
                self.used = 1
        request._request.rate_limit = self  # type: ignore[attr-defined]  # read by BaseViewSet
        return self.used <= self.num_requests

    timer = staticmethod(time.time)

    def wait(self) -> float:
        return self.reset

    def headers(self) -> dict[str, str]:
        """RateLimit and RateLimit-Policy, as the IETF's draft on rate limit headers has them."""
        left = max(0, (self.num_requests or 0) - self.used)
        return {
            "RateLimit-Policy": f'"{self.scope}";q={self.num_requests};w={self.duration}',
            "RateLimit": f'"{self.scope}";r={left};t={self.reset}',
        }

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        known = bool(request.user and request.user.is_authenticated)
        if known != (self.scope == "user"):
            return None
        ident = request.user.pk if known else network(client_address(request._request))
        return self.cache_format % {"scope": self.scope, "ident": ident}


class AnonymousLimit(FixedWindow):
    scope = "anon"


class UserLimit(FixedWindow):
    scope = "user"


class WriteLimit(FixedWindow):
    """Of what one token writes."""

    scope = "write"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        if request.method in SAFE_METHODS or not isinstance(request.auth, ApiToken):
            return None
        return self.cache_format % {"scope": self.scope, "ident": request.auth.pk}
