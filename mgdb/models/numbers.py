"""Numbers that a record states of itself: refused where they are impossible or not what is printed, doubted where they
are implausible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models

from mgdb.science.conditions import Condition
from mgdb.science.judgement import Reading, Refusal, judge_number
from mgdb.science.typed import Typed, disagreement

from .base import Path


class RecordNumber(NamedTuple):
    """A number in the column `field`, in `unit`, and what is expected of it."""

    field: str
    entry: Condition
    unit: str


class BesidePrint(NamedTuple):
    """Numbers that are typed beside a print, in `unit`; a contradiction is told at the column `field`.

    printed: the number in the print, which as a whole is `whole`.
    """

    field: str
    entry: Condition
    unit: str
    printed: str
    typed: Typed
    whole: str = ""


class HasNumbers(models.Model):
    """A row with numbers of its own, which `numbers` names; those of `beside_prints` stand beside their print."""

    class Meta:
        abstract = True

    def numbers(self) -> Iterator[RecordNumber]:
        raise NotImplementedError

    def beside_prints(self) -> Iterator[BesidePrint]:
        yield from ()

    def clean(self) -> None:
        super().clean()
        if faults := self.number_faults():
            raise ValidationError(faults)

    def number_faults(self) -> dict[str, str]:
        """Column → why its number is impossible, or not what is printed."""
        judged = {one.field: judge_number(one.entry, value, one.unit) for one, value in self._stated()}
        faults = {field: found.reason for field, found in judged.items() if isinstance(found, Refusal)}
        for one in self.beside_prints() if not faults else ():
            if reason := disagreement(one.entry, one.printed, one.unit, one.typed, whole=one.whole):
                faults[one.field] = reason
        return faults

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
