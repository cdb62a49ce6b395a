"""Rules of passwords that know whose password it is, and who set it."""

from __future__ import annotations

import re
import unicodedata

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from mgdb.models import Account

SHORTEST_PART = 4


class NotTheName:
    """Refuses a password that holds the account's name, a part of the owner's name or address, or the site's name."""

    def validate(self, password: str, user: User | None = None) -> None:
        words = {"mgdb", "magnesium"}
        for attribute in ("username", "first_name", "last_name", "email"):
            text = _folded(str(getattr(user, attribute, "") or ""))
            words |= {text, *re.split(r"[^a-z0-9]+", text.partition("@")[0])}
        found = next((word for word in sorted(words) if len(word) >= SHORTEST_PART and word in _folded(password)), None)
        if found:
            raise ValidationError(
                f"The password holds “{found}”, which whoever knows the account tries first.", code="password_has_name"
            )

    def get_help_text(self) -> str:
        return "Your password may not hold your name, your e-mail address or the name of this site."


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def set_by_owner(user: User) -> None:
    """Notes that `user` set the present password."""
    Account.objects.update_or_create(user=user, defaults={"password_set_at": timezone.now()})


def set_by_somebody_else(user: User) -> None:
    """Notes that the present password of `user` is known to somebody else."""
    Account.objects.update_or_create(user=user, defaults={"password_set_at": None})
