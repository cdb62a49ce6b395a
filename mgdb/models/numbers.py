"""Numbers that a record states of itself: refused where they are impossible, doubted where they are implausible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models

from mgdb.science.conditions import Condition
from mgdb.science.judgement import Reading, Refusal, judge_number

from .base import Path


class RecordNumber(NamedTuple):
    """A number in the column `field`, in `unit`, and what is expected of it."""

    field: str
    entry: Condition
    unit: str


class HasNumbers(models.Model):
    """A row with numbers of its own, which `numbers` names."""

    class Meta:
        abstract = True

    def numbers(self) -> Iterator[RecordNumber]:
        raise NotImplementedError

    def clean(self) -> None:
        super().clean()
        if faults := self.number_faults():
            raise ValidationError(faults)

    def number_faults(self) -> dict[str, str]:
        """Column → why its number is impossible."""
        judged = {one.field: judge_number(one.entry, value, one.unit) for one, value in self._stated()}
        return {field: found.reason for field, found in judged.items() if isinstance(found, Refusal)}

    def number_doubts(self) -> Iterator[tuple[str, str]]:
        """What is merely implausible about its numbers, each with its column; said, never refused."""
        for one, value in self._stated():
            judged = judge_number(one.entry, value, one.unit)
            for doubt in judged.doubts if isinstance(judged, Reading) else ():
                yield one.field, f"{one.entry.label}: {doubt}"

    @property
    def doubts(self) -> list[str]:
        """What is merely implausible about it, each once."""
        return list(dict.fromkeys(doubt for _, doubt in self.placed_doubts()))

    def placed_doubts(self) -> list[tuple[Path, str]]:
        """As of every record: each doubt with its place in the form."""
        return [((field,), doubt) for field, doubt in self.number_doubts()]

    def _stated(self) -> Iterator[tuple[RecordNumber, float]]:
        for one in self.numbers():
            value = getattr(self, one.field)
            if isinstance(value, int | float):  # what is no number, the column refuses
                yield one, float(value)
