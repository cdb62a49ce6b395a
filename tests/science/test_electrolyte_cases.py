"""Electrolytes in words, with their amounts."""

import pytest

from mgdb.science.electrolytes import ElectrolyteError, expand
from tests.yaml_files import cases

CASES = cases("electrolytes")


@pytest.mark.parametrize("text", CASES)
def test_each_description_has_its_components(text):
    found = [[part.name, part.role, part.amount, part.unit] for part in expand(text).components]
    assert found == CASES[text]


def test_a_saturated_solution_says_so():
    assert "saturated" in expand("saturated Mg(ClO4)2 in acetonitrile").remarks[0]


def test_ether_units_without_their_polymer_are_refused():
    with pytest.raises(ElectrolyteError, match="needs one polyether"):
        expand("PAN/Mg(TFSI)2 (EO:Mg = 20:1)")
