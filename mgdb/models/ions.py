"""The column for the ion that a quantity is about."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from mgdb.science import ions, vocabulary

from .base import VocabularyField


class IonField(VocabularyField):
    """A key of the vocabulary of ions, or the formula of another ion as `science.ions` spells it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", ions.LONGEST)
        kwargs.setdefault("default", "not_stated")
        super().__init__(*args, terms=vocabulary.IONS, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return ions.read(text) if text else text
        except ions.IonError:  # which `validate` tells
            return text

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if value in self.empty_values:
            raise ValidationError(self.error_messages["blank"], code="blank")
        try:
            ions.read(str(value))
        except ions.IonError as error:
            raise ValidationError(str(error), code="invalid_choice") from error

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("terms", None)
        return name, path, args, kwargs
