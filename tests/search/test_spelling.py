"""A mistyped word is read as the one most like it; a formula never is."""

import pytest
from django.http import QueryDict

from mgdb import review
from mgdb.models import Material
from mgdb.search import Query
from mgdb.search.materials import MATERIALS

from .rows import material

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("oxygen vacncy", {"vacncy": "vacancy"}),
        ("spinle", {"spinle": "spinel"}),
        ("V2O3x", {}),  # a formula is another compound, and no slip
        ("γ-mno2", {}),
        ("vacancy", {}),
    ],
)
def test_a_slip_in_a_word_is_forgiven_and_told(typed, read):
    data = QueryDict(mutable=True)
    data["q"] = typed
    query = Query(MATERIALS, data, Material.objects.published())
    assert query.corrections == read
    assert bool(query.queryset.count()) == (typed not in ("V2O3x", "γ-mno2"))


def test_gamma_is_not_delta_and_accents_do_not_matter():
    gamma, delta = material(name="γ-MnO2 of Müller"), material(name="δ-MnO2")
    for row in (gamma, delta):
        review.derive(row)

    def found(text: str) -> set[Material]:
        data = QueryDict(mutable=True)
        data["q"] = text
        return set(Query(MATERIALS, data, Material.objects.published()).queryset) & {gamma, delta}

    assert found("γ-MnO₂") == {gamma}
    assert found("δ-mno2") == {delta}
    assert found("MnO_2") == {gamma, delta}
    assert found("muller") == found("MÜLLER") == {gamma}
