"""Ids for many new records: random ones are looked up, since of very many two are equal."""

from __future__ import annotations

from itertools import chain, count

import pytest

from mgdb.ingest import minting
from mgdb.ingest.minting import NewIds
from mgdb.models import Material

pytestmark = pytest.mark.django_db


def test_no_id_is_given_that_a_record_has_or_that_was_given_before(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = Material.objects.values_list("public_id", flat=True)[0]
    fresh = (f"mat-{number:07d}" for number in count())
    minted = chain.from_iterable((stored, "mat-twice00", one) for one in fresh)
    monkeypatch.setattr(minting, "mint_id", lambda prefix: next(minted))
    new_id = NewIds()
    given = [new_id("mat") for _ in range(1_200)]
    assert len(set(given)) == len(given)
    assert stored not in given
    assert given.count("mat-twice00") == 1


def test_each_type_has_its_own() -> None:
    new_id = NewIds()
    assert [new_id(prefix)[:4] for prefix in ("mat", "mea", "src", "pha")] == ["mat-", "mea-", "src-", "pha-"]
