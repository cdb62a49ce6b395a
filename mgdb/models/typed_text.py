"""What no typed text may hold, and how long it may be: one rule for every column, reason, comment and name.

A sign that turns the direction of what follows (U+202E) makes a text read as another; a control character is seen by
nobody, and some no database keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models

LONGEST = 10_000  # characters of a text whose column says no other length
# Control characters but tab and line ends, halves of characters, signs that turn the direction, what is no character.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)


def unfit(text: str) -> str:
    """Why `text` cannot be kept: the first sign that no text may hold, in a sentence; "" where there is none."""
    found = _UNFIT.search(text)
    if found is None:
        return ""
    sign = ord(found[0])
    if 0x202A <= sign <= 0x2069:
        return f"It holds U+{sign:04X}, which turns the direction in which text is read; leave it out."
    return f"It holds the control character U+{sign:04X}, which nobody can see; leave it out."


def validate_typed(text: object) -> None:
    """ValidationError for a text that cannot be kept (`unfit`)."""
    if isinstance(text, str) and (reason := unfit(text)):
        raise ValidationError(reason, code="unfit_text")


def _text_fields(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    for field in model._meta.local_concrete_fields:
        column: Any = field if field.editable else None  # the rest is written by programs
        while isinstance(column, ArrayField):
            column = column.base_field
        if isinstance(column, models.CharField | models.TextField):
            yield column


def watch(model: type[models.Model]) -> None:
    """Has every text column of `model` refuse what is unfit, and what is longer than its column or `LONGEST`.

    The validators are no part of the schema: a new column needs no word about them, and no migration.
    """
    for field in _text_fields(model):
        if validate_typed not in field.validators:
            field.validators.append(validate_typed)
            if isinstance(field, models.TextField) and not any(
                isinstance(one, MaxLengthValidator) for one in field.validators
            ):
                field.validators.append(MaxLengthValidator(LONGEST))
