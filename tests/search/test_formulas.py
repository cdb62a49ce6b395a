"""The ways to ask for a formula."""

import pytest
from django.http import QueryDict

from mgdb.models import Material
from mgdb.search import Query
from mgdb.search.materials import MATERIALS

from .rows import material

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def some_formulas(module_db):
    """The source of materials that differ in their formulas."""
    own = material().source
    for formula in ("V2O5", "V4O10", "MgSc2Se4", "Mg0.3V2O5·1.1H2O", "VS4"):
        material(formula=formula, name=f"formula {formula}", source=own)
    return own


@pytest.mark.parametrize(
    ("asked", "formulas"),
    [
        ("V2O5", {"V2O5", "V4O10"}),
        ("“V4O10”", {"V4O10"}),
        ('"O5V2"', {"V2O5"}),
        ("Mg*Se4", {"MgSc2Se4"}),
        ("*V2O5*", {"V2O5", "Mg0.3V2O5·1.1H2O"}),
        ("*V₂O₅*", {"V2O5", "Mg0.3V2O5·1.1H2O"}),
        ("*S4", {"VS4"}),
        ("*S*", {"VS4"}),  # and no Se or Sc
        ("V*", {"V2O5", "V4O10", "VS4"}),
        ("Mg-Sc-Se", {"MgSc2Se4"}),
        ("O-V", {"V2O5", "V4O10"}),
        ("AB2C4", {"MgSc2Se4"}),
        ("A4B2C", {"MgSc2Se4"}),
        ("A5B2", {"V2O5", "V4O10"}),
        ("AB4", {"VS4"}),
    ],
)
def test_a_formula_is_asked_in_many_ways(asked, formulas, some_formulas):
    data = QueryDict(f"source={some_formulas.public_id}", mutable=True)
    data["formula"] = asked
    answer = Query(MATERIALS, data, Material.objects.filter(name__startswith="formula "))
    assert answer.problems == []
    assert {row.formula for row in answer.queryset} == formulas


@pytest.mark.parametrize("asked", ["*", "*2*", "Mg**Xx", "*V2O5;", "A0B", "ABA2"])
def test_a_pattern_that_means_nothing_is_refused(asked):
    data = QueryDict(mutable=True)
    data["formula"] = asked
    assert [problem.parameter for problem in Query(MATERIALS, data, Material.objects.all()).problems] == ["formula"]
