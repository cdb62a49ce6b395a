"""Rate limits: so many requests a minute for each address or token, said in the headers of every answer."""

from __future__ import annotations

import time
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest
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
        request._request.rate_limit = self  # type: ignore[attr-defined]  # read by BaseViewSet
        return self.count(key)

    def count(self, key: str) -> bool:
        """Counts one more request under `key`; whether it is within the limit."""
        assert self.num_requests is not None
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


class AnonymousLimit(FixedWindow):
    scope = "anon"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        if request.user and request.user.is_authenticated:
            return None
        request._request.count = count_anonymous  # type: ignore[attr-defined]  # for whoever is given the answer again
        return self.key_of(request._request)

    def key_of(self, request: HttpRequest) -> str:
        return self.cache_format % {"scope": self.scope, "ident": network(client_address(request))}


def count_anonymous(request: HttpRequest) -> AnonymousLimit | None:
    """Counts a request that is answered with what is kept; None where it is one too many."""
    limit = AnonymousLimit()
    return limit if limit.count(limit.key_of(request)) else None


class UserLimit(FixedWindow):
    scope = "user"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        if not (request.user and request.user.is_authenticated):
            return None
        return self.cache_format % {"scope": self.scope, "ident": request.user.pk}


class WriteLimit(FixedWindow):
    """Of what one token writes."""

    scope = "write"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        if request.method in SAFE_METHODS or not isinstance(request.auth, ApiToken):
            return None
        return self.cache_format % {"scope": self.scope, "ident": request.auth.pk}
