"""The ion that a quantity is about: of the vocabulary, or by its formula."""

import re

import pytest

from mgdb.science import battery_chemistry, formula, ions, typeset, vocabulary


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Mg2+", "Mg2+"),
        ("Mg²⁺", "Mg2+"),
        ("Mg^{2+}", "Mg2+"),
        ("not stated", "not_stated"),
        ("Li+ + Mg2+", "Mg2++Li+"),
        ("MgCl3-", "MgCl₃⁻"),
        ("MgCl₃⁻", "MgCl₃⁻"),
        ("[Mg2(μ-Cl)3(THF)6]+", "[Mg₂(μ-Cl)₃(THF)₆]⁺"),
        ("[Mg2(µ-Cl)3·6THF]+", "[Mg₂(μ-Cl)₃·6THF]⁺"),  # the sign for micro
        ("SO42-", "SO₄²⁻"),
        ("Mg2++MgCl+", "MgCl⁺ + Mg²⁺"),
        ("MgCl+ + Mg2+", "MgCl⁺ + Mg²⁺"),
    ],
)
def test_one_ion_has_one_key_however_it_is_typed(typed, key):
    assert ions.read(typed) == key == ions.read(key)
    assert ions.read(ions.label(key)) == key
    if ions.is_formula(key):
        assert typeset.unicode(ions.label(key)) == key
        assert re.sub(r"<.*?>", "", typeset.html(key)) == re.sub(r"<.*?>", "", formula.parse(key).html)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("MgCl2", "has no charge"),
        ("Mg2 ", "has no charge"),  # its + was a blank in an address
        ("Na+Cl-", "may be a charge or join two parts"),
        ("banana", "Choose a term"),
        ("", "Choose a term"),
        ("[" + "Mg2(μ-Cl)3" * 10 + "]+", "longer than 80"),
    ],
)
def test_what_is_no_ion_says_what_to_write(typed, words):
    with pytest.raises(ions.IonError, match=re.escape(words)):
        ions.read(typed)


def test_terms_of_the_vocabulary_are_the_ions_of_their_labels():
    for term in vocabulary.IONS:
        assert ions.read(term.key) == ions.read(term.label) == term.key


@pytest.mark.parametrize(
    ("key", "chemistry"),
    [
        ("Mg2+", "Mg"),
        ("MgCl₃⁻", "Mg"),
        ("[Mg₂(μ-Cl)₃(THF)₆]⁺", "Mg"),
        ("MgCl⁺ + Li⁺", "Mg-Li"),
        ("LiCl₂⁻ + Mg²⁺", "Mg"),
        ("AlCl₄⁻", ""),
        ("H₃O⁺", "H"),
        ("[Zn(H₂O)₆]²⁺", "Zn"),
        ("NH₄⁺", ""),
        ("Mn²⁺", ""),
        ("not_stated", ""),
    ],
)
def test_the_metal_of_an_ion_tells_the_chemistry(key, chemistry):
    assert battery_chemistry.of_ion(key) == chemistry
