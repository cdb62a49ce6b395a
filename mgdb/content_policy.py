"""The content security policy of responses: django-csp's, with what nearly all responses share made once."""

from __future__ import annotations

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

# What a view says of its own policy, by django-csp's decorators.
OWN = ("_csp_exempt", "_csp_config", "_csp_update", "_csp_replace")
OF_REPORTS = tuple(f"{name}_ro" for name in OWN)


class ContentPolicyMiddleware(CSPMiddleware):
    """Writes the policy of the settings, where a view has not changed it."""

    shared: str | None = None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_shared = (
            getattr(request, "_csp_nonce", None) is None
            and HEADER not in response
            and not settings.DEBUG
            and not any(hasattr(response, name) for name in (*OWN, *OF_REPORTS))
        )
        if is_shared and self.shared is not None:
            response[HEADER] = self.shared
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        if is_shared:
            self.shared = answer.get(HEADER)
        return answer
