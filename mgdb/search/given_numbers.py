"""An order by numbers that no table holds: an entry point makes them for the rows that match, and brings them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson
from django.db.models import F, FloatField, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast

# of the matching rows, in no order: key → number, of those that have one
GivenNumbers = Callable[[QuerySet[Any]], Mapping[int, float]]


def number_of_key(numbers: Mapping[int, float]) -> Func:
    """The number of a row, null for what has none: looked up by its key in one constant of the statement."""
    text = orjson.dumps(dict(numbers), option=orjson.OPT_NON_STR_KEYS).decode()
    return Func(
        Value(text, output_field=TextField()),
        Cast(F("pk"), TextField()),
        template="(%(expressions)s)::float8",
        arg_joiner="::jsonb ->> ",
        output_field=FloatField(),
    )
