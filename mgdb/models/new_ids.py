"""Public ids for new records. They are random, and looked up: of 10⁵ such ids two are equal in one case of seven."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Iterable
from functools import cache

from django.apps import apps
from django.db import models

# Lower-case base 32 without the letters that are misread (Crockford): i, l, o and u are left out.
ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 7


def random_id(prefix: str) -> str:
    """What may be a new public id of the record type `prefix`, for example ``mat-7h3k9qa``: 35 random bits.

    Another record may have it; `new_id` looks.
    """
    return f"{prefix}-{''.join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH))}"


def new_id(prefix: str) -> str:
    """A public id of the record type `prefix` that no row has. ValueError for a prefix that none has."""
    return NewIds(at_once=1)(prefix)


class NewIds:
    """Public ids for many new records: each is given once, and none that a row has or that is one of `besides`.

    `at_once`: so many are looked up by one statement.
    """

    AT_ONCE = 500

    def __init__(self, besides: Iterable[str] = (), *, at_once: int = AT_ONCE) -> None:
        self._at_once = at_once
        self._besides = frozenset(besides)
        self._left: dict[str, list[str]] = {}
        self._given: deque[str] = deque(maxlen=10 * at_once)  # those before are stored by now

    def __call__(self, prefix: str) -> str:
        while not self._left.get(prefix):
            minted = {random_id(prefix) for _ in range(self._at_once)}
            stored = _model_of(prefix)._base_manager.filter(public_id__in=minted)
            free = minted.difference(self._besides, self._given, stored.values_list("public_id", flat=True))
            self._given.extend(free)
            self._left[prefix] = list(free)
        return self._left[prefix].pop()


@cache
def _model_of(prefix: str) -> type[models.Model]:
    """The model whose rows have ids of that prefix."""
    found = [model for model in apps.get_app_config("mgdb").get_models() if vars(model).get("PREFIX") == prefix]
    if not prefix or not found:
        raise ValueError(f"No records have ids that begin with “{prefix}-”.")
    return found[0]
