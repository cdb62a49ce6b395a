"""The curators' login: after some wrong passwords a name must wait."""

from __future__ import annotations

import hashlib

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.cache import cache
from django.core.exceptions import ValidationError

ATTEMPTS = 6
WAIT = 15 * 60  # seconds


class CuratorLoginForm(AdminAuthenticationForm):
    """Refuses, for a quarter of an hour, a name that failed too often from one address."""

    def clean(self) -> dict[str, object]:
        failures = cache.get(self.key(), 0)
        if failures >= ATTEMPTS:
            raise ValidationError(
                f"Too many wrong passwords for this name. Wait {WAIT // 60} minutes and try again, or ask an "
                "administrator to set a new one.",
                code="throttled",
            )
        try:
            cleaned = super().clean()
        except ValidationError:
            cache.set(self.key(), failures + 1, WAIT)
            raise
        cache.delete(self.key())
        return cleaned

    def key(self) -> str:
        """Names and addresses are typed by strangers: hashed, they make a cache key of fixed form."""
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        text = f"{str(self.data.get('username', '')).strip().lower()}|{address}"
        return f"login-failures-{hashlib.sha256(text.encode()).hexdigest()}"
