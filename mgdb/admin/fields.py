"""Form fields for lists, and choices from the catalogues."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mgdb.models.electrolytes import CARRIERS
from mgdb.science import ions
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES
from mgdb.science.vocabulary import IONS, ROLES
from mgdb.science.vocabulary import choices as choices_of


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 60})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # one text becomes a list
        lines = value if isinstance(value, (list, tuple)) else str(value or "").splitlines()
        return [line.strip() for line in map(str, lines) if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class PropertyLinesField(LinesField):
    """Property keys, one a line, in an order that matters."""

    def clean(self, value: Any) -> list[str]:
        keys: list[str] = super().clean(value)
        for number, key in enumerate(keys, 1):
            if key not in PROPERTIES:
                raise ValidationError(
                    f"Line {number}: “{key}” is not a property. Write one key a line, as on the vocabulary page: "
                    "specific_capacity."
                )
        return keys


class CationsField(forms.CharField):
    """Carrier cations: unset is unknown, “none” is an electrolyte without a salt."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return ", ".join(value) or "none"
        return value

    def to_python(self, value: Any) -> list[str] | None:  # type: ignore[override]  # one text becomes a list
        if value is None or isinstance(value, (list, tuple)):
            return None if value is None else list(value)
        words = value.replace(",", " ").split()
        if [word.lower() for word in words] == ["none"]:
            return []
        return words or None

    def validate(self, value: Any) -> None:
        for word in value or []:
            if word not in CARRIERS:
                raise ValidationError(f"“{word}” is none of {', '.join(CARRIERS)}. Write Mg, or Mg, Li, or none.")

    def run_validators(self, value: Any) -> None:
        """The words are checked by `validate`; validators for one text do not fit a list."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(self.prepare_value(initial)) != self.to_python(data)


class IonInput(forms.TextInput):
    """A text with the ions of the vocabulary to choose from; any other is written as a formula."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        listed = f"{(attrs or {}).get('id') or name}-ions"
        box = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}">', ((term.label,) for term in IONS))
        return format_html('{}<datalist id="{}">{}</datalist>', box, listed, options)


class IonFormField(forms.CharField):
    """An ion: a term of the vocabulary, by its key or label, or a formula."""

    widget = IonInput

    def prepare_value(self, value: Any) -> Any:
        return ions.label(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        try:
            return ions.read(super().clean(value) or "not_stated")
        except ions.IonError as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return ions.read(str(initial or "not_stated")) != ions.read(str(data or "not_stated"))
        except ions.IonError:
            return True


class KeysField(forms.MultipleChoiceField):
    """Several keys of a vocabulary, ticked."""

    def __init__(self, *, choices: Callable[[], list[tuple[str, Any]]], **options: Any) -> None:
        options.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(choices=choices, **options)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return set(initial or []) != set(data or [])


def grouped(entries: Iterable[tuple[str, str, str]]) -> list[tuple[str, Any]]:
    """Choices under headings, from (heading, key, label)."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for heading, key, label in entries:
        groups.setdefault(heading, []).append((key, label))
    return list(groups.items())


def property_choices() -> list[tuple[str, Any]]:
    """Every property under its field's heading, with its canonical unit."""
    entries = PROPERTIES.values()
    return [
        ("", "---------"),
        *grouped((entry.group, entry.key, with_unit(entry.label, entry.unit)) for entry in entries),
    ]


def condition_choices() -> list[tuple[str, str]]:
    """Every condition with its canonical unit."""
    return [("", "---------"), *((entry.key, with_unit(entry.label, entry.unit)) for entry in CONDITIONS.values())]


def role_choices() -> list[tuple[str, str]]:
    return choices_of(ROLES)


def with_unit(label: str, unit: str | None) -> str:
    return f"{label} ({unit})" if unit and unit != "1" else label


class PropertyField(forms.ChoiceField):
    """One property of the catalogue."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="Property",
            choices=property_choices,
            error_messages={
                "invalid_choice": "“%(value)s” is not a property of the catalogue; choose one of the list."
            },
            **options,
        )


class TypedPropertyField(forms.CharField):
    """One property of the catalogue, typed: by its label or its key. The page has the list once, for all its fields."""

    LIST = "all-properties"

    def __init__(self, **options: Any) -> None:
        super().__init__(label="Property", max_length=200, **options)
        self.widget.attrs["list"] = self.LIST

    def prepare_value(self, value: Any) -> Any:
        return PROPERTIES[value].label if value in PROPERTIES else value

    def clean(self, value: Any) -> str:
        typed = " ".join(str(super().clean(value) or "").split())
        if not typed or typed in PROPERTIES:
            return typed
        named = {entry.label.casefold(): entry.key for entry in PROPERTIES.values()}
        if typed.casefold() in named:
            return named[typed.casefold()]
        near = difflib.get_close_matches(typed.casefold(), named, n=3, cutoff=0.5)
        nearest = f" Nearest: {', '.join(PROPERTIES[named[one]].label for one in near)}." if near else ""
        raise ValidationError(f"“{typed}” is not a property of the catalogue; choose one of the list.{nearest}")

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Label and unit of each, for the list."""
        return [(entry.label, with_unit(entry.group, entry.unit)) for entry in PROPERTIES.values()]


class ConditionField(forms.ChoiceField):
    """One condition of the catalogue."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=condition_choices,
            error_messages={
                "invalid_choice": "“%(value)s” is not a condition of the catalogue; choose one of the list."
            },
            **options,
        )
