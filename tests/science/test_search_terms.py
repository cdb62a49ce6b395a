"""Names of one substance ask for the same; what only looks like one does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science.search_terms import index_text, terms
from mgdb.science.substances import COMPONENTS, SOLIDS
from mgdb.science.typeset import plain


def finds(question: str, *words: str) -> bool:
    text = index_text(words)
    return all(any(way in text for way in ways) for ways in terms(plain(question)))


@pytest.mark.parametrize("substance", [*COMPONENTS, *SOLIDS], ids=lambda one: one.name)
def test_every_name_finds_every_name(substance):
    for asked in substance.names:
        for written in substance.names:
            assert finds(asked, written), (asked, written)


@pytest.mark.parametrize(
    ("question", "written", "found"),
    [
        ("tetrahydrofuran", "0.4 M APC/THF", True),
        ("THF", "1 M LiCl in 2-MeTHF", False),
        ("DME", "a DEGDME solution", False),
        ("diethyl carbonate", "decomposed", False),
        ("acetonitrile", "an anode", False),
        ("V2O5", "Mg0.3V2O5", True),
        ("vanadium pentoxide", "Ti-V2O5-x", True),
        ("MgTFSI2 DME", "0.5 M Mg(TFSI)2/dimethoxyethane", True),
        ("MgTFSI2 DME", "0.5 M Mg(TFSI)2/THF", False),
        ("PVA", "PVAc", False),
        ("oxygen vacancy", "with an oxygen vacancy", True),
    ],
)
def test_a_question_finds_what_names_the_substance_and_nothing_else(question, written, found):
    assert finds(question, written) is found


@given(st.text(max_size=60))
def test_a_text_finds_itself(text):
    assert finds(text, text) or not plain(text)
