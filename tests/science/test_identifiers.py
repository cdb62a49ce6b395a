"""What other databases know a substance by is read from what people paste, or refused."""

import pytest

from mgdb.science.identifiers import IDENTIFIERS, IdentifierError


@pytest.mark.parametrize(
    ("key", "text", "read"),
    [
        ("materials_project", "mp-1234", "mp-1234"),
        ("materials_project", " MP-1234 ", "mp-1234"),
        ("materials_project", "https://next-gen.materialsproject.org/materials/mp-1234?formula=x", "mp-1234"),
        ("materials_project", "mvc-77", "mvc-77"),
        ("cod", "9008564", "9008564"),
        ("cod", "COD ID: 9008564", "9008564"),
        ("cod", "https://www.crystallography.net/cod/9008564.html", "9008564"),
        ("cod", "http://crystallography.net/cod/9008564.cif", "9008564"),
        ("pubchem", "CID 24083", "24083"),
        ("pubchem", "https://pubchem.ncbi.nlm.nih.gov/compound/24083#section=Names", "24083"),
        ("pubchem", "", ""),
    ],
)
def test_an_identifier_is_kept_as_its_database_writes_it(key, text, read):
    assert IDENTIFIERS[key].read(text) == read
    if read:
        assert read in IDENTIFIERS[key].address(read)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("materials_project", "1234"),
        ("materials_project", "mp-0"),
        ("materials_project", "mp-12 and mp-13"),
        ("materials_project", "https://example.org/materials/mp-1234"),
        ("cod", "123456"),
        ("cod", "12345678"),
        ("cod", "0123456"),
        ("cod", "१२३४५६७"),
        ("pubchem", "aspirin"),
        ("pubchem", "7786-30-3"),
        ("pubchem", "0"),
        ("pubchem", "javascript:alert(1)"),
    ],
)
def test_what_is_no_identifier_is_refused_with_one_that_is(key, text):
    with pytest.raises(IdentifierError, match="it looks like"):
        IDENTIFIERS[key].read(text)
