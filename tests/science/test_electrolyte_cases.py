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


REFUSED = cases("electrolytes_refused")


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_asked_about_or_refused_is_so_in_words_that_help(text):
    with pytest.raises(ElectrolyteError) as caught:
        expand(text)
    assert REFUSED[text] in str(caught.value).replace("\N{NO-BREAK SPACE}", " ").replace(
        "\N{NARROW NO-BREAK SPACE}", " "
    )


def test_what_is_implausible_is_doubted():
    [doubt] = expand("50 M MgCl2").doubts
    assert "the unit mM" in doubt
