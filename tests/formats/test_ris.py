"""RIS entries."""

import pytest

from mgdb.formats import ris
from tests.formats.inputs import source


def lines_of(**given):
    return ris.write([source(**given)]).decode().split("\r\n")


def test_an_entry_begins_with_its_type_and_ends_with_er():
    assert lines_of(kind="thesis", year=2020) == ["TY  - THES", "ID  - Author2020", "PY  - 2020", "ER  - ", ""]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("R. Li", "Li, R."), ("Li, Ruimin", "Li, Ruimin"), ("A. B. Van der Ven", "Van der Ven, A. B."), ("Li", "Li")],
)
def test_the_family_name_of_an_author_comes_first(name, shown):
    assert f"AU  - {shown}" in lines_of(authors=[name])


def test_pages_are_divided_and_a_doi_is_an_address():
    found = lines_of(pages="1–9", doi="10.1/x")
    assert {"SP  - 1", "EP  - 9", "DO  - 10.1/x", "UR  - https://doi.org/10.1/x"} <= set(found)
