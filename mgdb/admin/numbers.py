"""Numbers in forms: read as those of files and programs are, and refused in the same words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mgdb.science.typed import TypedError, read_number, read_whole

NUMBER_INPUT = forms.TextInput(attrs={"inputmode": "decimal", "size": 10, "autocomplete": "off"})


class NumberField(forms.Field):
    """A number, typed as text: a browser's own field for numbers empties what it cannot read, − among it."""

    widget = NUMBER_INPUT

    def __init__(self, *, min_value: Any = None, max_value: Any = None, step_size: Any = None, **options: Any) -> None:
        super().__init__(**options)  # the limits are the column's, whose validators run too

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.15g}" if isinstance(value, float) else value

    def to_python(self, value: Any) -> float | None:
        if value in self.empty_values:
            return None
        try:
            return self.read(value)
        except TypedError as error:
            raise ValidationError(str(error)) from error

    def read(self, value: Any) -> float:
        return read_number(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(self.prepare_value(initial)) != self.to_python(data))
        except ValidationError:
            return True


class WholeField(NumberField):
    """A whole number."""

    def read(self, value: Any) -> int:
        return read_whole(value)
