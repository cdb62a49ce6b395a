"""Records as schema.org describes them."""

import pytest

from mgdb.formats import jsonld, licence

ADDRESS = "https://example.org/materials/mat-0000001/"


def test_a_material_has_its_values_with_units_and_the_licence():
    entity = jsonld.material(
        address=ADDRESS,
        identifier="mat-0000001",
        name="V₂O₅",
        formula="V2O5",
        molar_mass=181.9,
        source={"title": "T", "doi": "10.1/x", "year": 2020, "container": "J."},
        values=[{"name": "specific capacity", "unit": "mAh g⁻¹", "low": 0.0, "high": 5.0, "address": ADDRESS}],
    )
    assert entity["@type"] == "ChemicalSubstance"
    assert entity["license"] == licence.ADDRESS
    assert [one["name"] for one in entity["additionalProperty"]] == ["molar mass", "specific capacity"]
    assert entity["subjectOf"]["@id"] == "https://doi.org/10.1/x"
    assert "alternateName" not in entity


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"value": 0.0}, {"value": 0.0}),
        ({"low": 0.0, "high": 5.0}, {"minValue": 0.0, "maxValue": 5.0}),
        ({"low": 1.0}, {"minValue": 1.0}),
    ],
)
def test_zero_is_a_value_and_an_open_interval_has_one_end(given, told):
    assert jsonld.property_value(name="x", **given) == {"@type": "PropertyValue", "name": "x", **told}


@pytest.mark.parametrize(("kind", "told"), [("article", "ScholarlyArticle"), ("book", "Book"), ("thesis", "Thesis")])
def test_a_publication_is_what_its_kind_says(kind, told):
    assert jsonld.article(kind=kind, year=2020) == {"@type": told, "datePublished": "2020"}
