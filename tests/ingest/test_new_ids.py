"""Ids for new records: random ones are looked up, since of very many two are equal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain, count

import pytest

from mgdb import review
from mgdb.formats.dataset import Dataset, Entry
from mgdb.ingest.minting import mint_in_forms
from mgdb.models import Defect, Material, Source, new_ids
from mgdb.models.new_ids import NewIds, new_id

pytestmark = pytest.mark.django_db
FRESH = [f"{number:07d}" for number in range(3_000)]


@pytest.fixture
def chance(monkeypatch: pytest.MonkeyPatch) -> Callable[[Iterable[str]], None]:
    """Says what comes out of chance, after the prefix."""

    def says(endings: Iterable[str]) -> None:
        left = iter(endings)
        monkeypatch.setattr(new_ids, "random_id", lambda prefix: f"{prefix}-{next(left)}")

    return says


def ending_of(model: type) -> str:
    return model._base_manager.values_list("public_id", flat=True)[0].partition("-")[2]


def test_no_id_is_given_that_a_record_has_or_that_was_given_before(chance) -> None:
    taken = ending_of(Material)
    fresh = (f"{number:07d}" for number in count())
    chance(chain.from_iterable((taken, "tw1ce00", one) for one in fresh))
    given_id = NewIds()
    given = [given_id("mat") for _ in range(1_200)]
    assert len(set(given)) == len(given)
    assert f"mat-{taken}" not in given
    assert given.count("mat-tw1ce00") == 1


def test_each_type_has_its_own() -> None:
    given_id = NewIds()
    assert [given_id(prefix)[:4] for prefix in ("mat", "mea", "src", "pha")] == ["mat-", "mea-", "src-", "pha-"]


@pytest.mark.parametrize("model", [Material, Defect, Source], ids=lambda model: model.__name__)
def test_a_single_one_is_looked_up_too(chance, model) -> None:
    taken = ending_of(model)
    chance([taken, taken, "fresh00"])
    assert new_id(model.PREFIX) == f"{model.PREFIX}-fresh00"


def test_a_record_that_is_saved_without_id_gets_one_that_no_other_has(chance) -> None:
    chance([ending_of(Source), "fresh00"])
    record = Source()
    record.save()
    assert record.public_id == "src-fresh00"


@pytest.mark.parametrize("prefix", ["", "xyz"])
def test_a_prefix_of_no_records_is_refused(prefix) -> None:
    with pytest.raises(ValueError, match="No records have ids that begin with"):
        new_id(prefix)


def test_a_handle_gets_no_id_that_a_record_has_or_that_stands_in_the_files(chance) -> None:
    taken = ending_of(Source)
    chance(chain([taken, "1nf11e0"], FRESH))
    forms = [
        {"id": "src:new", "title": "A paper"},
        {"id": "src-1nf11e0", "title": "Another, which has its id"},
    ]
    dataset = Dataset("new.yaml", "", [Entry("sources", form, place) for place, form in enumerate(forms, 2)])
    minted = mint_in_forms([dataset], by=review.OPERATOR)
    assert dataset.entries[0].form["id"] == minted["src:new"]
    assert minted["src:new"].partition("-")[2] in FRESH
