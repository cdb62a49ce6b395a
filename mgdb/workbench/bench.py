"""The bench: whose rows about which paper, and what names on it mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from mgdb.models import Cell, Material, MaterialName, Record, Source
from mgdb.models.base import read_id
from mgdb.records import BY_PREFIX
from mgdb.review.by_id import records_by_id
from mgdb.science.papers import doi_readings

from .phases import Phases
from .reading import Payload, RowError, folded

Named = Mapping[str, list[tuple[str, str]]]
FEW = 5  # candidates that a question names


class Bench:
    """One person's work on one paper; it reads names and references, each once."""

    def __init__(self, paper: Source, user: User) -> None:
        self.paper, self.user = paper, user
        self._records: dict[str, Record] = {paper.public_id: paper}
        self._asked_for: dict[str, list[str]] = {}
        self.phases = Phases()

    # ---------------------------------------------------------------- records by id

    def resolve(self, model: type[models.Model], public_id: str) -> models.Model:
        """The row that a reference in a form means, as review asks for it."""
        known = self._records.get(public_id)
        if known is None:
            found = model._base_manager.filter(public_id=public_id).exclude(status="withdrawn").first()
            if not isinstance(found, Record):
                raise ValidationError(f"There is no {public_id} any more; choose another.")
            known = self._records[public_id] = found
        if not isinstance(known, model):
            raise ValidationError(f"{public_id} is a {known.type_name()}; choose another.")
        return known

    def fetch(self, public_ids: Iterable[str]) -> None:
        """Looks up records that are about to be referred to, in one query for each type."""
        self._records |= records_by_id({*public_ids} - {*self._records})

    def remember(self, record: Record) -> None:
        """Lets references lead to a record that was written just now."""
        self._records[record.public_id] = record

    def forget(self) -> None:
        """Has names looked up again, after a record was written."""
        self._records = {self.paper.public_id: self.paper}
        self._asked_for.clear()
        self.phases.forget()
        for name in ("materials", "cells", "cell_parts"):
            self.__dict__.pop(name, None)

    # ---------------------------------------------------------------- names of this paper

    @cached_property
    def materials(self) -> dict[str, str]:
        """Public id → name of the materials of this paper."""
        rows = Material.objects.filter(source=self.paper).exclude(status="withdrawn")
        return dict(rows.order_by("name", "id").values_list("public_id", "name"))

    @cached_property
    def cells(self) -> dict[str, str]:
        rows = Cell.objects.filter(source=self.paper).exclude(status="withdrawn")
        return dict(rows.order_by("name", "id").values_list("public_id", "name"))

    @cached_property
    def cell_parts(self) -> dict[str, Cell]:
        """Public id → cell of this paper, with the names of what stands in it."""
        rows = Cell.objects.filter(source=self.paper).exclude(status="withdrawn")
        return {
            one.public_id: one for one in rows.select_related("working_material", "counter_material", "electrolyte")
        }

    def without(self, cell: str, material: str) -> tuple[str, list[str]]:
        """Of a cell in which the specimen has no place, though another stands there: that one, and the cells that are
        alike and hold it. ("", []) where nothing is to be said."""
        here = self.cell_parts.get(cell)
        if here is None or here.working_material is None or material not in self.materials:
            return "", []
        parts = (here.working_material, here.counter_material, here.electrolyte)
        if any(part and part.public_id == material for part in parts):
            return "", []
        alike = [
            one.name
            for one in self.cell_parts.values()
            if one.working_material
            and one.working_material.public_id == material
            and (one.electrolyte_id, one.counter_electrode) == (here.electrolyte_id, here.counter_electrode)
        ]
        return here.working_material.name, alike

    def named(self, payload: Payload, column: str, *, cells: bool = False, materials: bool = True) -> str:
        """The id of the material or cell that the text of `column` names; "" where nothing is typed.

        A name of this paper, or an id of any; a name that only other papers have is asked. Raises RowError.
        """
        text = payload.get(column, "").strip()
        if not text:
            return ""
        prefixes = [*(["mat"] if materials else []), *(["cel"] if cells else [])]
        if given := self._by_id(column, text, prefixes):
            return given
        own = {**(self.materials if materials else {}), **(self.cells if cells else {})}
        exact = [public_id for public_id, name in own.items() if name == text]
        wanted = folded(text)
        found = exact or [public_id for public_id, name in own.items() if folded(name) == wanted]
        if not found and materials:
            others = MaterialName.objects.filter(material__public_id__in=list(self.materials), name__iexact=text)
            found = list(dict.fromkeys(others.values_list("material__public_id", flat=True)))
        if len(found) == 1:
            return found[0]
        if found:
            raise self._asked(column, found, f"Several are called “{text}”")
        what = "cell" if not materials else "specimen or cell" if cells else "specimen"
        elsewhere = self._elsewhere(text) if materials else []
        if elsewhere:
            raise self._asked(column, elsewhere, f"This paper has no {what} “{text}”; another paper has")
        raise RowError(column, f"Waits for a {what} “{text[:80]}”: enter it on this page, or give the id of a record.")

    def _by_id(self, column: str, text: str, prefixes: Iterable[str]) -> str:
        """The id that `text` is, or ends with in brackets; "" where it holds none."""
        for piece in (text, text.rpartition("(")[2].rstrip(") ")):
            if public_id := next((known for prefix in prefixes if (known := read_id(piece, prefix))), ""):
                model = BY_PREFIX[public_id[:3]].model
                rows = model._base_manager.filter(public_id=public_id).exclude(status="withdrawn")
                if not rows.exists():
                    raise RowError(column, f"There is no record {public_id}; check the id.")
                return public_id
        return ""

    def _elsewhere(self, text: str) -> list[str]:
        """The materials of other papers that are called so; asked once for all rows that name them."""
        if text not in self._asked_for:
            self._asked_for[text] = self._called_so(text)
        return self._asked_for[text]

    def _called_so(self, text: str) -> list[str]:
        seen = Q(status="published") | Q(entered_by=self.user)
        rows = Material.objects.filter(seen, name__iexact=text).exclude(status="withdrawn").order_by("pk")
        return list(rows.values_list("public_id", flat=True)[:FEW])

    def _asked(self, column: str, ids: list[str], words: str) -> RowError:
        rows: dict[str, Material | Cell] = {
            **{one.public_id: one for one in Material.objects.filter(public_id__in=ids).select_related("source")},
            **{one.public_id: one for one in Cell.objects.filter(public_id__in=ids).select_related("source")},
        }
        ways = [f"{rows[key]} ({key})" for key in ids[:FEW] if key in rows]
        listed = "; ".join(f"{key} of {rows[key].source.short}" for key in ids[:FEW] if key in rows)
        return RowError(column, f"{words}: {listed}. Give the id of the one that is meant.", ways, asked=True)

    # ---------------------------------------------------------------- phases

    def phase(self, payload: Payload, column: str) -> str | dict[str, Any]:
        """What the text of `column` names: the id of a phase, the form of one that is to be made (“new: …”), "" where
        nothing is typed. Raises RowError, which names the phases that are called alike and offers to make one.
        """
        text = " ".join(payload.get(column, "").split())
        if given := self._by_id(column, text, ("pha",)) if text else "":
            return given
        return self.phases.named(text, column) if text else ""

    # ---------------------------------------------------------------- sources

    def source(self, payload: Payload, column: str) -> str:
        """The id of the source that the text of `column` is, by id or DOI; this paper where nothing is typed."""
        text = payload.get(column, "").strip()
        if not text:
            return self.paper.public_id
        if (public_id := read_id(text, "src")) == self.paper.public_id:
            return public_id
        dois = () if public_id else doi_readings(text)
        if len(dois) > 1:
            raise RowError(column, f"“{text[:80]}” may be {' or '.join(dois)}; write one of them.", dois, asked=True)
        meant = Q(public_id=public_id) if public_id else Q(doi__in=dois)
        rows = Source.objects.exclude(status="withdrawn").filter(meant)
        found = rows.values_list("public_id", flat=True).first()
        if found is None:
            raise RowError(column, f"No source has the id or DOI “{text[:80]}”; enter it first, or leave this empty.")
        return str(found)
