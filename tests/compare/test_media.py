"""Values of different electrolytes, cells and chemistries stand in rows of their own, here and in every file."""

import csv
import io
import re

import pytest
from django.test import Client

from mgdb import compare, presentation
from mgdb.models import Comparison, Measurement
from mgdb.science.battery_chemistry import of_value
from mgdb.science.vocabulary import CHEMISTRIES
from mgdb.search.values import chemistry

pytestmark = pytest.mark.django_db
SLUG = "anatase-facets-by-electrolyte"


def flat(text):
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", "")


@pytest.fixture
def table():
    return compare.table_of(Comparison.objects.get(slug=SLUG))


def test_a_row_holds_the_values_of_one_medium(table):
    media = [(row.material.text, row.medium.text) for row in table.rows]
    assert len(media) == len(set(media))
    assert ("TiO₂ (001) facet", "Mg–Li (dual salt), 0.4 M APC + 0.4 M LiCl/THF") in media
    assert ("TiO₂ (001) facet", "Mg, 0.4 M APC/THF") in media
    assert ("TiO₂ (001) facet", "Li, Li salt electrolyte") in media
    for row in table.rows:
        for cell in row.cells:
            assert len({compare.media.key_of(placed.value) for placed in cell}) < 2


def test_factors_stand_in_the_row_of_the_value_that_they_are_of(table):
    told = {
        (row.medium.text, item.against.text): flat(item.factor_text)
        for row in table.rows
        for item in row.improvements
        if item.modified and item.modified.value in (312.9, 170.13) and item.property_key == "specific_capacity"
        if row.material.text == "TiO₂ (001) facet" and item.topic == "Specific capacity"
    }
    assert told == {
        ("Mg–Li (dual salt), 0.4 M APC + 0.4 M LiCl/THF", "anatase TiO₂ (pristine)"): "≈1.82×",
        ("Mg–Li (dual salt), 0.4 M APC + 0.4 M LiCl/THF", "TiO₂ (100) facet"): "≈1.45×",
        ("Mg, 0.4 M APC/THF", "anatase TiO₂ (pristine)"): "1.90×",
        ("Mg, 0.4 M APC/THF", "TiO₂ (100) facet"): "1.43×",
    }


def test_a_factor_is_withheld_where_the_scan_rates_differ(table):
    [row] = [
        row for row in table.rows if (row.material.text, row.medium.text) == ("TiO₂ (001) facet", "Mg, 0.4 M APC/THF")
    ]
    shares = {
        placed.value.value: placed for cell in row.cells for placed in cell if "capacitive" in placed.value.property_key
    }
    against = {item.against.text: item for item in shares[68.0].factors}
    assert not against["anatase TiO₂ (pristine)"].allowed
    assert flat(against["anatase TiO₂ (pristine)"].reason) == "scan rate 0.1 against 1 mV s⁻¹"
    told = {item.against.text: flat(item.factor_text) for item in shares[89.0].factors}
    assert told["anatase TiO₂ (pristine)"] == "+15 percentage points"


def test_ranges_of_the_titrations_give_what_the_paper_says(table):
    found = {
        flat(item.factor_text)
        for row in table.rows
        for item in row.improvements
        if item.property_key == "diffusion_coefficient" and item.factor_text
    }
    assert found == {"100–1000×", "10×"}  # “two to three orders of magnitude” in the dual salt


@pytest.mark.parametrize("name", ["csv", "markdown", "json"])
def test_every_file_labels_the_medium(name):
    answer = Client().get(f"/compare/{SLUG}/?format={name}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count("dual salt") >= 3
    if name == "csv":
        rows = list(csv.DictReader(io.StringIO(re.sub(r"(?m)^#.*\n", "", text.lstrip("\ufeff")))))
        labels = [(row["Material"], row["Measured in"]) for row in rows]
        assert len(labels) == len(set(labels)) > 10


def test_turned_each_column_is_labelled():
    answer = Client().get(f"/compare/{SLUG}/?rows=properties&format=csv").content.decode()
    heading = next(line for line in answer.splitlines() if "(001) facet" in line)
    names = next(csv.reader([heading]))
    assert len(names) == len(set(names)) > 10


def test_no_comparison_says_a_cycle_twice():
    of_cycles = 0
    for comparison in Comparison.objects.published():
        grid = compare.grid_of(compare.table_of(comparison))
        for item in grid.items:
            for cell in filter(None, item.cells):
                for line in presentation.cell_lines(cell):
                    of_cycles += "cycle" in line
                    assert not re.search(
                        r"cycle (\d+)\b.*after \1 cycles|after (\d+) cycles.*(?:cycle|after) \2\b", line
                    )
    assert of_cycles > 20


def test_the_database_tells_the_chemistry_as_the_rules_do():
    """The filter and facet ask in SQL what views compute."""
    rows = Measurement.objects.annotate(battery=chemistry(ion="ion")).select_related(
        "cell", "measured_in", "material__electrolyte"
    )
    for row in rows:
        cell = row.measured_in or row.cell
        detail = getattr(row.material, "electrolyte", None)
        expected = of_value(cell.chemistry_kind if cell else "", detail.chemistry_kind if detail else "", row.ion)
        assert (row.battery or "") == expected, row.public_id
    assert {row.battery for row in rows if row.battery} <= {term.key for term in CHEMISTRIES}


def test_what_a_suspect_electrolyte_gave_feeds_no_factor():
    """ZnMnO3 was cycled in a lithium salt: the flag stands on the electrolyte."""
    table = compare.table_of(Comparison.objects.get(slug="defect-engineered-cathodes"))
    [row] = [row for row in table.rows if row.material.text == "ZnMnO₃"]
    [item] = [item for item in row.improvements if item.topic == "cycling"]
    assert not item.allowed
    assert item.reason.startswith(
        "the modified value is suspect (its electrolyte is suspect: The table gives a lithium salt"
    )
    assert all(value.suspect for value in row.values)
    assert {value.chemistry for value in row.values} == {"Mg–Li (dual salt)"}


def test_factors_of_suspect_values_are_there_for_whoever_asks():
    page = Client().get("/compare/defect-engineered-cathodes/").content.decode()
    assert "Suspect values have no factors." in page
    assert 'href="/compare/defect-engineered-cathodes/?suspect=1"' in page
    asked = Client().get("/compare/defect-engineered-cathodes/?suspect=1&format=markdown").content.decode()
    left = Client().get("/compare/defect-engineered-cathodes/?format=markdown").content.decode()
    assert (flat(asked).count("≥≈1.2×"), flat(left).count("≥≈1.2×")) == (1, 0)
    assert Client().get("/compare/defect-engineered-cathodes/?suspect=2").status_code == 400
