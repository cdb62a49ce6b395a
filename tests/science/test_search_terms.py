"""Names of one substance ask for the same; what only looks like one does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science.field_names import CONCEPTS, NAMES, words_of
from mgdb.science.search_terms import index_text, terms
from mgdb.science.substances import COMPONENTS, SOLIDS
from mgdb.science.typeset import plain
from mgdb.science.vocabulary import VOCABULARIES


def finds(question: str, *words: str) -> bool:
    text = index_text(words)
    return all(any(way.is_in(text) for way in ways) for ways in terms(question))


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


@pytest.mark.parametrize(
    ("question", "written", "found"),
    [
        ("GITT", "galvanostatic intermittent titration", True),
        ("metal–organic frameworks", "MOFs by GITT", True),
        ("MOF", "HMoOF", False),
        ("CE", "a cell", False),
        ("CE", "Coulombic efficiencies", True),
        ("coulombic efficiency", "a CE of 99 %", True),
        ("borohydride", "Mg(BH4)(NH2)", True),
        ("polarization", "DC polarisation", True),
        ("sulphides", "a sulfide", True),
        ("aluminum", "Al foil", True),
        ("Leitfähigkeit", "ionic conductivity", True),
        ("Sc2MgSe4", "MgSc2Se4", True),
        ("sulfur", "Li, S. and Wang", False),
    ],
)
def test_a_question_finds_the_other_names_of_the_field_and_no_part_of_a_word(question, written, found):
    assert finds(question, written) is found


@pytest.mark.parametrize(("vocabulary", "key"), [(name, key) for name, terms in NAMES.items() for key in terms])
def test_every_name_of_a_term_finds_the_records_that_have_the_term(vocabulary, key):
    names = next(one.names for one in CONCEPTS if (one.vocabulary, one.key) == (vocabulary, key))
    for name in names:
        assert finds(name, *words_of(vocabulary, key)), name


@pytest.mark.parametrize("name", NAMES)
def test_names_are_given_to_terms_that_there_are(name):
    assert set(NAMES[name]) <= {term.key for term in VOCABULARIES[name][1]}
