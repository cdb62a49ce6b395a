"""BibTeX keys: author and year, a letter where two coincide, never changed."""

import re

import pytest

from mgdb.science import bibtex_keys


@pytest.mark.parametrize(
    ("name", "year", "stem"),
    [
        ("Wang", 2018, "Wang2018"),
        ("Van der Ven", 2013, "VanDerVen2013"),
        ("Zhao-Karger", 2014, "ZhaoKarger2014"),
        ("Müller", 2020, "Muller2020"),
        ("Łódź-Sørensen", 1999, "LodzSorensen1999"),
        ("O'Brien", 2001, "OBrien2001"),
        ("Weiqin", None, "Weiqin"),
        ("王", 2020, "Anonymous2020"),
        ("3D printing group", 2020, "DPrintingGroup2020"),
    ],
)
def test_a_key_begins_with_author_and_year_in_ascii(name, year, stem):
    assert bibtex_keys.stem([name], year) == stem
    assert re.fullmatch(bibtex_keys.PATTERN, stem)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("On the rechargeability of Mg in TiO_{2-x}", "rechargeability Mg"),
        ("TiO_{2-x} as a cathode", "TiO2 x"),
        ("A new cathode", "cathode"),
        ("3D printed magnesium cells", "printed magnesium"),
        ("Kirchhoff’s law", "Kirchhoffs law"),
        ("The of and", "The of"),
        ("2024", "2024"),
        ("", ""),
    ],
)
def test_a_title_is_known_by_its_first_telling_words(title, words):
    assert bibtex_keys.short_title(title) == words


def test_what_gives_no_letters_is_passed_over():
    assert bibtex_keys.stem(["王", "2024", "magnesium cells"], None) == "MagnesiumCells"


def test_those_without_a_year_get_numbers_and_never_the_key_of_another():
    stems = {"1": "Wang", "2": "Wang", "3": "Li"}
    assert bibtex_keys.assign(stems, ["Wang2018", "Wangnd"]) == {"1": "Wang", "2": "Wang2", "3": "Li"}
    assert bibtex_keys.assign({"1": "Wang"}, ["wang", "Wang7"]) == {"1": "Wang8"}
    together = {"1": "PolymerO2", "2": "PolymerO", "3": "PolymerO"}
    assert bibtex_keys.assign(together, []) == {"1": "PolymerO2", "2": "PolymerO", "3": "PolymerO3"}


def test_two_of_one_author_and_year_get_letters():
    stems = {"1": "Wang2018", "2": "Wang2018", "3": "Li2020"}
    assert bibtex_keys.assign(stems, []) == {"1": "Wang2018a", "2": "Wang2018b", "3": "Li2020"}


@pytest.mark.parametrize(
    ("taken", "key"),
    [
        (["Li2020"], "Li2020b"),
        (["Li2020a", "Li2020b"], "Li2020c"),
        (["li2020"], "Li2020b"),  # BibTeX takes the two for one
        (["Li2020z"], "Li2020aa"),
        (["Li2021", "Lin2020", "src-0000001", ""], "Li2020"),
    ],
)
def test_one_that_comes_later_leaves_the_keys_of_others_as_they_are(taken, key):
    assert bibtex_keys.assign({"1": "Li2020"}, taken) == {"1": key}
