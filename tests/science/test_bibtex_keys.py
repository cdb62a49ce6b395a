"""BibTeX keys: author and year, a letter where two coincide, never changed."""

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
        ("Weiqin", None, "Weiqinnd"),
        ("王", 2020, "Anonymous2020"),
    ],
)
def test_a_key_begins_with_author_and_year_in_ascii(name, year, stem):
    assert bibtex_keys.stem(name, year) == stem


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
