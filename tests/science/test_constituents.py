"""Elements come from every constituent that is known, and from nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science.constituents import ADDING, all_elements, constituents_of, elements_of
from mgdb.science.elements import ELEMENTS


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("VS4", "S V"),
        ("Mo⁴⁺", "Mo"),
        ("NH2⁻", "H N"),
        ("THF", "C H O"),  # a known solvent, and no thulium-free guess
        ("PC", "C H O"),  # propylene carbonate, never phosphorus and carbon
        ("Mg(TFSI)2", "C F Mg N O S"),
        ("PEO", "C H O"),
        ("MoS2 nanosheets", ""),
        ("TiO2@C", ""),
        ("graphene oxide", ""),
        ("magnesium salts", ""),
        ("", ""),
    ],
)
def test_a_whole_formula_or_a_known_substance_gives_elements(text, elements):
    assert " ".join(elements_of(text)) == elements


def test_each_constituent_says_what_it_gives():
    found = constituents_of(
        phase="MoS2", defects=[("cation_substitution", "Cu"), ("anion_vacancy", "S"), ("anion_substitution", "N, O")],
        components=[("THF", "C4H8O"), ("APC", "")], additions=["Al2O3", ""],
    )  # fmt: skip
    assert [(one.kind, one.name, " ".join(one.elements)) for one in found] == [
        ("phase", "MoS2", "Mo S"),
        ("component", "THF", "C H O"),
        ("defect", "Cu", "Cu"),
        ("defect", "N", "N"),
        ("defect", "O", "O"),
        ("modification", "Al2O3", "Al O"),
    ]
    assert all_elements(found) == ["Al", "C", "Cu", "H", "Mo", "N", "O", "S"]


def test_the_specimen_s_own_formula_stands_before_that_of_its_series():
    assert all_elements(constituents_of(formula="Mg0.5Si2(PO4)3", phase="Mg_{0.5+x/2}Si_{2-x}Al_{x}(PO4)3")) == [
        "Mg", "O", "P", "Si",
    ]  # fmt: skip


def test_what_is_missing_or_disordered_gives_nothing():
    assert {"anion_vacancy", "cation_vacancy", "missing_linker", "structural_disorder"}.isdisjoint(ADDING)
    assert constituents_of(defects=[("anion_vacancy", "S"), ("missing_linker", "C8H4O4")]) == []


@given(st.text(max_size=40))
def test_any_text_gives_elements_or_none(text):
    assert set(elements_of(text)) <= set(ELEMENTS)
