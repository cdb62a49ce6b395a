"""What no typed text may hold, and how long it may be: one rule for every column, reason, comment and name.

A sign that turns the direction of what follows (U+202E) makes a text read as another; one that shows nothing makes two
texts look alike that are not the same, and hides words from whoever reviews them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models

# Columns of every table, by which something or somebody is called.
NAMES = frozenset({"name", "title", "public_name", "authors", "container", "subject", "locator"})
LONGEST = 10_000  # characters of a text whose column says no other length
LINES = "\t\n\r"  # control characters that lay a text out
# Those of the category that are seen: numerals, verse signs and abbreviations of Arabic, Syriac and Kaithi.
_SEEN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
# What Unicode counts among letters, marks and symbols though it shows nothing: joiners of graphemes, fillers of Hangul,
# inherent vowels of Khmer, variation selectors (of Mongolian too), a pattern of Braille without dots.
_EMPTY = {
    0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x2065, 0x2800, 0x3164, *range(0xFE00, 0xFE10),
    0xFFA0, *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000),
}  # fmt: skip
# What turns the direction, or marks it.
_DIRECTION = {0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
# Between two letters of these, the joiners U+200C and U+200D decide how they are written: Persian, Hindi, Sinhala.
_JOINED = "[\u0620-\u08ff\u0900-\u0dff]"


def _class(signs: Iterable[int]) -> str:
    """A class of a regular expression, in ranges."""
    ranges: list[list[int]] = []
    for sign in sorted(signs):
        if ranges and ranges[-1][1] == sign - 1:
            ranges[-1][1] = sign
        else:
            ranges.append([sign, sign])
    return "".join(rf"\U{low:08x}-\U{high:08x}" for low, high in ranges)


# What no character is.
_NONE = {*range(0xFDD0, 0xFDF0), *(plane + end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))}
# Control and format characters, halves of characters, ends of lines that nobody types. Above this are ideographs, and
# tags, which stand among `_EMPTY`.
_BY_CATEGORY = {sign for sign in range(0x20000) if unicodedata.category(chr(sign)) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
_SIGNS = (_BY_CATEGORY | _EMPTY | _NONE) - _SEEN - set(map(ord, LINES)) - {0x200C, 0x200D}
_UNFIT = re.compile(rf"[{_class(_SIGNS)}]|(?<!{_JOINED})[\u200c\u200d]|[\u200c\u200d](?!{_JOINED})")


def unfit(text: str) -> str:
    """Why `text` cannot be kept: the first sign that no text may hold, in a sentence; "" where there is none."""
    if text.isascii() and text.isprintable():
        return ""
    found = _UNFIT.search(text)
    if found is None:
        return ""
    sign = ord(found[0])
    name = unicodedata.name(found[0], "").lower()
    if sign in _DIRECTION:
        return f"It holds U+{sign:04X} ({name}), which turns the direction in which text is read; leave it out."
    named = f"U+{sign:04X} ({name})" if name else f"the control character U+{sign:04X}"
    return f"It holds {named}, which nobody can see; leave it out."


def validate_typed(text: object) -> None:
    """ValidationError for a text that cannot be kept (`unfit`)."""
    if isinstance(text, str) and (reason := unfit(text)):
        raise ValidationError(reason, code="unfit_text")


def names_nothing(text: str) -> str:
    """Why `text` names nothing, in a sentence; "" where it has a letter or a digit to be called by."""
    if any(sign.isalnum() for sign in text):
        return ""
    return f"“{text[:60]}” holds no letter and no digit to be called by; write the name as it is printed."


def validate_name(text: object) -> None:
    """ValidationError for a name or title that nobody can read out; none at all is another matter."""
    if isinstance(text, str) and text and not unfit(text) and (reason := names_nothing(text)):
        raise ValidationError(reason, code="unfit_text")


def _text_fields(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """The columns of texts that are typed; of lists the column of their members."""
    for field in model._meta.local_concrete_fields:
        column: Any = field if field.editable else None  # the rest is written by programs
        while isinstance(column, ArrayField):
            column = column.base_field
        if isinstance(column, models.CharField | models.TextField):
            yield column


def watch(model: type[models.Model]) -> None:
    """Has every text column of `model` refuse what is unfit, and what is longer than its column or `LONGEST`; a column
    of names or titles also what names nothing.

    The validators are no part of the schema: a new column needs no word about them, and no migration.
    """
    for field in _text_fields(model):
        if field.name in NAMES and validate_name not in field.validators:
            field.validators.append(validate_name)
        if validate_typed not in field.validators:
            field.validators.append(validate_typed)
            if isinstance(field, models.TextField) and not any(
                isinstance(one, MaxLengthValidator) for one in field.validators
            ):
                field.validators.append(MaxLengthValidator(LONGEST))
