"""What may be asked of reported problems; they are no records, and are found by the record that they are about."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from mgdb.models import Problem, Record
from mgdb.models.base import has_id, read_id
from mgdb.models.new_ids import ID_ALPHABET, ID_LENGTH
from mgdb.records import BY_PREFIX

from .errors import ParameterError, quoted
from .filters import FilterSet, ParameterFilter
from .parameters import Choice, ValueList

# What the public does not read of a problem, it cannot ask for either.
IS_TOLD = Q(state__in=(Problem.State.CONFIRMED, Problem.State.CORRECTED, Problem.State.ANSWERED), words_withheld=False)


class RecordIds(ValueList[str]):
    """Public ids of records of any type; with the id of a record come those that were merged into it, and it with
    theirs."""

    schema = {"type": "string", "pattern": f"^({'|'.join(BY_PREFIX)})-[{ID_ALPHABET}]{{{ID_LENGTH}}}$"}

    def read(self, texts: list[str]) -> list[str]:
        return list(dict.fromkeys(each for value in super().read(texts) for each in _of_one_record(value)))

    def read_one(self, text: str) -> str:
        known = read_id(text)
        if known.partition("-")[0] not in BY_PREFIX:
            raise ParameterError(f"{quoted(text)} is not an id of a record; one looks like mea-7h3k9qa.", value=text)
        return known


def _of_one_record(public_id: str) -> list[str]:
    model = BY_PREFIX[public_id.partition("-")[0]].model
    if not issubclass(model, Record):
        return [public_id]
    rows: Any = model._base_manager
    found = rows.filter(has_id([public_id]))
    ids = [each for row in found.values_list("public_id", "merged_ids") for each in (row[0], *row[1])]
    return ids or [public_id]


PROBLEMS = FilterSet(
    ("reported problem", "reported problems"),
    {
        "record": ParameterFilter(
            RecordIds(),
            lambda ids: Q(record__in=ids),
            phrase="with {}",
            help_text="Id of the record; problems with records that were merged into it belong to it. Repeated: any.",
            example="mea-7h3k9qa",
        ),
        "state": ParameterFilter(
            Choice(dict(Problem.State.choices)),
            lambda states: Q(state__in=states),
            phrase="that are {}",
            help_text="What came of it; repeated: any of them.",
            example="open",
        ),
        "kind": ParameterFilter(
            Choice(dict(Problem.Kind.choices)),
            lambda kinds: Q(kind__in=kinds) & IS_TOLD,
            phrase="about the {}",
            help_text="What is wrong; known once two curators have confirmed or answered it. Repeated: any of them.",
            example="value",
        ),
    },
    orderings={"reported_at": "created_at", "decided_at": "decided_at", "id": "public_id"},
    default_order=("-created_at",),
)
