"""Short addresses of questions."""

from __future__ import annotations

import hashlib

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone

from .new_ids import ID_ALPHABET

LEAST, MOST_OF_TARGET = 7, 4_000


class ShortAddress(models.Model):
    """A short name for ever for a page with its question: `/q/<key>` leads to `target`, a path of this site.

    The key follows from the target alone: the same question has the same short address, whoever asks for one.
    """

    key = models.CharField(max_length=52, primary_key=True)
    target = models.TextField(validators=[MaxLengthValidator(MOST_OF_TARGET)])
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "short address"
        verbose_name_plural = "short addresses"

    def __str__(self) -> str:
        return self.key

    @classmethod
    def find(cls, target: str) -> ShortAddress | None:
        """The short address of `target`; None where it has none."""
        return cls.objects.filter(key__in=_keys(target), target=target).first()

    @classmethod
    def make(cls, target: str) -> ShortAddress:
        """The short address of `target`, made where there is none yet."""
        for key in _keys(target):
            found, _ = cls.objects.get_or_create(key=key, defaults={"target": target})
            if found.target == target:
                return found
        raise AssertionError("two targets have one hash")


def _keys(target: str) -> list[str]:
    """What the key may be: the shortest that no other target has taken before."""
    whole = int.from_bytes(hashlib.sha256(target.encode()).digest())
    digits = "".join(ID_ALPHABET[whole >> place & 31] for place in range(0, 255, 5))
    return [digits[:length] for length in range(LEAST, len(digits) + 1)]
