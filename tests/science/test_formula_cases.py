"""Formulas as papers, CIF files and spreadsheets write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science.formula import FormulaError, Labelled, parse, split_label
from tests.sampling import examples
from tests.yaml_files import cases

CASES = cases("formulas")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_each_formula_is_read_or_refused_for_its_reason(case):
    if "refused" in case:
        with pytest.raises(FormulaError, match=case["refused"]):
            parse(case["text"])
        return
    read = parse(case["text"])
    assert {symbol: amount.value for symbol, amount in read.amounts} == case["reads"]
    assert read.charge == case.get("charge")
    assert case.get("reduced") in (None, read.reduced)
    assert parse(read.unicode).amounts == read.amounts


@pytest.mark.parametrize(
    ("text", "formula", "polymorph", "space_group"),
    [
        ("α-V2O5", "V2O5", "α", ""),
        ("1T-TiS2", "TiS2", "1T", ""),
        ("O3-NaVO2", "NaVO2", "O3", ""),
        ("P'3-NaVO2", "NaVO2", "P'3", ""),
        ("VO2 (Pmn21)", "VO2", "", "Pmn21"),
        ("TiO2 (anatase)", "TiO2", "anatase", ""),
        ("MgMn2O4", "MgMn2O4", "", ""),
    ],
)
def test_a_label_is_split_off(text, formula, polymorph, space_group):
    assert split_label(text) == Labelled(formula, polymorph, space_group)


@examples(40)
@given(
    st.sampled_from(["V2O5", "MgCl2", "VOPO4", "TiO2"]),
    st.sampled_from("-–−‐"),
    st.one_of(st.sampled_from(["", "n", "x", "y"]), st.floats(0.1, 12).map(lambda number: f"{number:.1f}")),
    st.sampled_from(["H2O", "NH3", "THF", "DME", "D2O"]),
)
def test_a_dash_before_a_molecule_is_never_an_amount(salt, dash, amount, molecule):
    with pytest.raises(FormulaError, match="an adduct is written with a dot"):
        parse(f"{salt}{dash}{amount}{molecule}")
