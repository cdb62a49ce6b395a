"""Whose a value is where no name says so beside it: of a cell by its parts, of what is compared, cited or described."""

from pathlib import Path

import pytest
import yaml

from mgdb.science.extraction import Name, extract
from mgdb.science.extraction.citations import cited_in, style_of

A, B = Name("a", ("A-MnO2",), (), ("cathode",)), Name("b", ("B-MnO2",), (), ("cathode",))
GEL = Name("g", ("agar gel",), (), ("electrolyte",))
FULL = Name("full", ("GZB: Zn | agar gel | A-MnO2",), (), ("cell",))
ALIKE = Name("alike", ("Zn | agar gel | Zn",), (), ("cell",))
OTHER = Name("other", ("Zn | 2 M ZnSO4 | A-MnO2",), ("7",), ("cell",))
CELLS = (A, B, GEL, FULL, ALIKE, OTHER)
OPENING = (
    "A gel zinc battery (GZB) of zinc, an agar gel and A-MnO2 was built. The GZB is safe, and the agar gel is soft. "
)


def whose(text, *names):
    return {one.printed_value: one.subject for one in extract(text, names) if one.guess}


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("The GZB has a voltage plateau of 1.4 V and lasts for 700 cycles.", {"1.4": "full", "700": "full"}),
        ("The assembled battery has a voltage of 1.4 V. It keeps 91 % of its capacity.", {"1.4": "full", "91": "full"}),
        ("The symmetric cells with the agar gel ran for 900 h.", {"900": "alike"}),
        ("Zn/A-MnO2 cells with 2 M ZnSO4 ran for 80 h.", {"80": "other"}),
        ("In this battery, the agar gel has an ionic conductivity of 3 mS cm−1.", {"3": "g"}),
        ("The battery was opened. The b-value of A-MnO2 is 0.62.", {"0.62": "a"}),
        ("The energy density of A-MnO2 is 210 Wh kg−1 in the GZB.", {"210": "full"}),
    ],
)
def test_a_cell_is_known_by_its_label_its_parts_and_by_being_spoken_of(said, values):
    assert whose(OPENING + said, *CELLS) == values


def test_a_cell_of_whose_name_more_is_said_than_its_parts_is_meant_where_that_is_said():
    pouch = Name("pouch", ("Zn | agar gel | A-MnO2, stacked pouch",), (), ("cell",))
    text = "A-MnO2 was tried in an agar gel. A-MnO2 is brown. The {}cell has a capacity of 120 mAh g−1."
    assert whose(text.format("full "), A, GEL, pouch) == {"120": "a"}
    assert whose(text.format("stacked pouch "), A, GEL, pouch) == {"120": "pouch"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Compared with A-MnO2, B-MnO2 has a band gap of 1.2 eV.", {"1.2": "b"}),
        ("The infrared spectrum of A-MnO2 compared with B-MnO2 at 1608 cm−1 is shown.", {"1608": "a"}),
        ("B-MnO2 has a smaller band gap than A-MnO2 (1.3 eV).", {"1.3": "a"}),
        (
            "A-MnO2 has a capacity similar to that of B-MnO2 (~280 mAh g−1), high voltage, and a low barrier (0.6 eV).",
            {"~280": "b", "0.6": "a"},
        ),
    ],
)
def test_of_two_that_are_compared_each_has_its_own(text, values):
    assert whose(text, A, B) == values


def test_what_a_caption_speaks_of_is_no_subject_of_the_paragraph_that_goes_on_behind_it():
    text = (
        "A-MnO2 was charged in the light and\n\nFig. 2. Pictures of B-MnO2. B-MnO2 is brown.\n\n"
        "discharged in the dark. The band gap is 1.9 eV."
    )
    assert whose(text, A, B) == {"1.9": "a"}


def test_the_ends_of_names_and_the_bare_one_of_a_list_stand_for_them():
    names = [Name("n", ("GY-CTF",)), Name("m", ("GY-CTF-CH3",)), Name("f", ("GY-CTF-F",))]
    said = "The voltages for -CH3 (1.3 V) and -F (0.6 V) were found for GY-CTF."
    assert whose(said, *names) == {"1.3": "m", "0.6": "f"}
    said = "Barriers of bare and GY-CTF-CH3 are 0.8 and 0.7 eV, respectively. The migration barrier is low."
    assert whose(f"GY-CTF-CH3 was made. {said}", *names) == {"0.8": "n", "0.7": "m"}


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("as others found [3, 5–7]", {"3", "5", "6", "7"}),
        ("as others found (3, 5-7)", {"3", "5", "6", "7"}),
        ("as others found.³,⁵⁻⁷", {"3", "5", "6", "7"}),
    ],
)
def test_works_are_cited_as_the_whole_text_does(said, keys):
    style = style_of(f"{said}, " * 5)
    assert cited_in(said, style) == keys


@pytest.mark.parametrize("text", ["the (110) planes and the (2) peak", "10⁻⁵ cm², 3 mS cm⁻¹, 5 m² g⁻¹, Mg²⁺, V³⁺"])
def test_planes_and_powers_cite_nothing(text):
    assert not cited_in(text, "round")
    assert not cited_in(text, "raised")


def test_a_work_in_round_brackets_tells_whose_a_value_is():
    others = "Work went on (1, 2). Much was done (3). More followed (4, 5). It was long (6). "
    c = Name("c", ("carbon scaffold",), ("9",))
    said = f"{others}A-MnO2 was first. A later one reached 120 mAh g−1 (9)."
    assert whose(said, A, c) == {"120": "c"}


def test_of_plating_the_electrolyte_has_the_efficiency_and_of_an_ion_that_moves_what_it_moves_in():
    metal, ion = Name("z", ("Zn",), (), ("anode",)), Name("i", ("ZnCl⁺",), (), ("species",))
    said = "The agar gel is soft. Zinc is plated with a coulombic efficiency of 99 % at 25 °C."
    assert whose(said, metal, GEL) == {"99": "g"}
    said = "The agar gel is soft. The bare Zn anode is plated with a coulombic efficiency of 91 %."
    assert whose(said, metal, GEL) == {"91": "z"}
    said = "A-MnO2 is layered. The migration barrier of ZnCl⁺ is 0.4 eV."
    assert whose(said, ion, A) == {"0.4": "a"}


def test_values_in_the_plural_are_of_each_of_a_list_behind_them():
    said = "Band gaps as small as 1.5 eV can be reached by A-MnO2 and B-MnO2."
    assert {one.subject for one in extract(said, [A, B]) if one.guess} == {"a", "b"}


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("The commercial powder has a particle size of 90 nm.", {"90": "c"}),
        ("For the (010) facet an adsorption energy of −1.9 eV was found.", {"−1.9": "f"}),
        ("The sample has a particle size of 12 nm.", {"12": "s"}),  # nothing tells it: what was spoken of last
    ],
)
def test_a_sample_is_known_by_the_words_that_its_name_has_alone(said, values):
    names = [
        Name("s", ("WO3 sheets",), (), ("cathode",)),
        Name("c", ("commercial WO3",), (), ("cathode",)),
        Name("f", ("WO3 (010)",), (), ("cathode",)),
    ]
    assert whose(f"WO3 sheets were made. {said}", *names) == values


TOLD = yaml.safe_load((Path(__file__).parent / "extraction_subjects.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("told", "sentence"),
    [pytest.param(told, one, id=one["text"][:60]) for told in TOLD for one in told["sentences"]],
)
def test_each_value_of_a_sentence_is_of_what_a_reader_takes_it_for(told, sentence):
    names = [Name(key, tuple(one["called"]), (), tuple(one["roles"])) for key, one in told["names"].items()]
    found = {}
    for one in extract(f"{told['opening']}\n\n{sentence['text']}", names):
        if one.guess:
            found.setdefault(one.printed_value.rpartition(" ")[2], set()).add(one.subject)
    for value, keys in sentence["whose"].items():
        assert found[value] <= set(keys), (value, found)


def test_what_a_cell_was_completed_with_is_not_what_is_tried():
    anode = Name("n", ("CuO@Zn",), (), ("anode",))
    said = "CuO@Zn was made as anode. A full cell using an A-MnO2 cathode keeps 80 % of its capacity."
    assert whose(said, anode, A) == {"80": "n"}
