"""Pairs, with the factors that their page shows: they depend on values of both materials, and nothing stores them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import orjson
from django.http import QueryDict
from rest_framework.request import Request

from api import pagination
from mgdb.lists import factors
from mgdb.models import Pair
from mgdb.search import Query
from mgdb.search.given_numbers import GivenNumbers
from mgdb.search.snapshot import Snapshot

from .base import Names, RecordViewSet, Rows


class Pairs(RecordViewSet):
    """A modified material beside its control, with one factor of each property that has a better side."""

    completes = True
    names: Names

    def read_list(self, request: Request) -> tuple[Query, Names, pagination.Page]:
        query, self.names, page = super().read_list(request)
        return query, self.names, page

    def given(self, data: QueryDict) -> Mapping[str, GivenNumbers]:
        return factors.given(self.record_type)

    def is_as_stored(self, asked: Mapping[str, Any]) -> bool:
        return super().is_as_stored(asked) and bool(self.names) and factors.MEMBER not in self.names

    def completed(self, answers: Mapping[int, str], held: Snapshot) -> list[Any] | None:
        known = factors.known(answers, held.token)
        if known is None:
            return None
        rows = {key: orjson.loads(answer) for key, answer in answers.items()}
        for key, row in rows.items():
            if factors.MEMBER in row:
                row[factors.MEMBER] = factors.member(known[key])
        return list(rows.values())

    def convert_units(self, rows: Rows, asked: Mapping[str, Any]) -> Rows:
        keys = dict(Pair.objects.filter(public_id__in=[row["id"] for row in rows]).values_list("public_id", "pk"))
        found = factors.of_pairs(keys.values())
        return [row | {factors.MEMBER: factors.member(found[keys[row["id"]]])} for row in rows]

    def shapes(self, keys: Collection[int]) -> Mapping[int, str]:
        return {}  # which columns an answer has is known when its factors are

    def serialize_record(self, record: Any) -> dict[str, Any]:
        return self.convert_units([super().serialize_record(record)], {})[0]
