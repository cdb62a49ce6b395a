"""Phases that rows name: those of all papers, and new ones, which are made where somebody says so."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from django.db.models.functions import Length

from mgdb.models import Phase
from mgdb.science import formula as formulas
from mgdb.science.formula import Labelled, split_label
from mgdb.science.typeset import plain

from .reading import RowError, folded

FEW = 5  # that a question names
MOST = 50  # that have the words of one
NEW = "new:"  # before the name of one that is to be made
_IN_BRACKETS = re.compile(r"(?P<formula>\S.*?)\s+\((?P<structure>[^()]+)\)")


class Phases:
    """Phases by name, each asked for once."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {}

    def forget(self) -> None:
        self._known.clear()

    def named(self, text: str, column: str) -> str | dict[str, Any]:
        """The id of the phase called `text`; behind “new:” the form of one, where none is called so yet.

        Raises RowError, which names those that are called alike, and says what a new one would be.
        """
        name = text
        while name.lower().startswith(NEW):  # which a way out may have set before one that was there
            name = name[len(NEW) :].strip()
        wants_new = name != text
        if not name:
            raise RowError(column, "Give the name of the new phase: its formula, and its structure in brackets.")
        if name not in self._known:
            self._known[name] = _like(name)
        known = self._known[name]
        exact = [key for key, one in known.items() if one == name]
        found = exact or [key for key, one in known.items() if folded(one) == folded(name)]
        if len(found) == 1:
            return found[0]
        if wants_new and not found:
            return form_of_new(name)
        near = [known[key] for key in found or known][:FEW]
        hint = f"Did you mean {' or '.join(f'“{one}”' for one in near)}? " if near else ""
        reason = (
            f"No phase is called “{name[:80]}”. {hint}Choose one, or “{NEW} {name[:80]}” to enter it: {_said(name)}"
        )
        raise RowError(column, reason, [*near, f"{NEW} {name}"], asked=True)


def form_of_new(name: str) -> dict[str, Any]:
    """The form of a phase of this name: what its name says of formula and structure, and nothing else.

    Worked: “TiO2 (bronze)” → formula TiO2, polymorph bronze; “VO2 (Pmn21)” → formula VO2, space group Pmn21;
    “NASICON” → neither.
    """
    read = Labelled(name)
    if not formulas.is_formula(name):
        read = split_label(name)
        if not formulas.is_formula(read.formula) and (parts := _IN_BRACKETS.fullmatch(name)):
            read = Labelled(parts["formula"], parts["structure"].strip())
    if not formulas.is_formula(read.formula):
        return {"name": name}
    said = {"name": name, "formula": read.formula, "polymorph": read.polymorph, "space_group": read.space_group}
    return {field: text for field, text in said.items() if text}


def _said(name: str) -> str:
    """What a new phase of this name would be, in words."""
    form = form_of_new(name)
    if "formula" not in form:
        return "a draft without a formula, as its name begins with none. Empty: not assigned."
    structure = form.get("polymorph") or form.get("space_group")
    shape = f" and the structure {structure}" if structure else ", its structure open"
    return f"a draft of the formula {form['formula']}{shape}. Empty: not assigned."


def _like(text: str) -> dict[str, str]:
    """Public id → name of the phases that hold the words of `text`, or else its first one and are spelled alike."""
    rows = Phase.objects.exclude(status="withdrawn").order_by(Length("name"), "name")
    named = rows.filter(name__iexact=text) | rows.matching(plain(text))
    if found := dict(named.values_list("public_id", "name")[:MOST]):
        return found
    others = dict(rows.matching(plain(text.split()[0])).values_list("name", "public_id")[:MOST])
    return {others[name]: name for name in get_close_matches(text, others, n=FEW, cutoff=0.5)}
