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
    assert "Suspect values have no factors and are not drawn." in page
    assert 'href="/compare/defect-engineered-cathodes/?suspect=1"' in page
    asked = Client().get("/compare/defect-engineered-cathodes/?suspect=1&format=markdown").content.decode()
    left = Client().get("/compare/defect-engineered-cathodes/?format=markdown").content.decode()
    assert (flat(asked).count("≥≈1.2×"), flat(left).count("≥≈1.2×")) == (1, 0)
    assert Client().get("/compare/defect-engineered-cathodes/?suspect=2").status_code == 400


def cells_of(table, key):
    """(material, medium) → the lines of its cell in the column `key`."""
    sheet = compare.grid_of(table)
    place = [heading.key for heading in sheet.headings].index(key)
    return {
        (item.name, item.medium): [flat(" ".join(span.text_with_note for span in line)) for line in cell.lines]
        for item in sheet.items
        if (cell := item.cells[place])
    }


def test_a_stated_factor_stands_with_the_chemistry_of_its_ion_and_names_the_ion(table):
    said = cells_of(table, "reported")
    facet = "TiO₂ (001) facet"
    over = "relative to anatase TiO₂ (pristine)"
    assert {medium: lines for (name, medium), lines in said.items() if name == facet} == {
        "Mg–Li (dual salt), 0.4 M APC + 0.4 M LiCl/THF": [
            f"reported doubles specific capacity, {over}, ion not stated",
            f"reported 140.67 mAh g⁻¹ specific capacity, {over}, Mg²⁺ + Li⁺",
        ],
        "Mg, 0.4 M APC/THF": [f"reported 90.24% specific capacity, {over}, Mg²⁺"],
        "Li, Li salt electrolyte": [
            f"reported 70.77% specific capacity, {over}, Li⁺",
            f"reported 97.05 mAh g⁻¹ specific capacity, {over}, Li⁺",
        ],
        "Mg, cell not stated": [f"reported 2-3 orders of magnitude diffusion coefficient, {over}, Mg²⁺"],
        "Li, cell not stated": [f"reported 2-3 orders of magnitude diffusion coefficient, {over}, Li⁺"],
    }


def test_a_cell_says_once_what_several_of_its_values_share(table):
    said = cells_of(table, "specific_capacity")
    dual, pure = (
        said["TiO₂ (001) facet", medium]
        for medium in ("Mg–Li (dual salt), 0.4 M APC + 0.4 M LiCl/THF", "Mg, 0.4 M APC/THF")
    )
    [better] = [line for line in dual if "better rate capability" in line]
    assert better.startswith("better rate capability and stability relative to VO₂, MoS₂, spinel Li₄Ti₅O₁₂, ")
    unlike = [line for line in pure if "≠" in line and "50 against 500 mA g⁻¹" not in line]
    assert ["battery chemistry Mg against Mg–Li (dual salt)" in line for line in unlike] == [True] + 5 * [False]
    letters = [re.search(r"≠ (?:not comparable )?(\[\w+\])", line)[1] for line in unlike]
    assert len(set(letters)) == 1


def test_cycles_after_which_a_specimen_was_examined_are_no_result(table):
    for (_, medium), lines in cells_of(table, "cycles_demonstrated").items():
        assert not any(line.startswith("350") for line in lines), medium
        assert not any("×" in line for line in lines), medium  # a longer test is no better material


def test_a_factor_of_a_value_in_doubt_is_to_be_compared_with_caution(table):
    """The curators doubt that 1.76 eV in bulk V2O5 and 0.57 eV between its layers are barriers of like paths."""
    layers = compare.table_of(Comparison.objects.get(slug="oligolayered-beside-bulk-v2o5"))
    [barrier] = [item for row in layers.rows for item in row.improvements if item.property_key == "migration_barrier"]
    assert (barrier.factor_text, barrier.mark().outcome) == ("3.1× lower", "care")
    assert "the control value (size in doubt)" in barrier.mark().explanation
    for row in (*table.rows, *layers.rows):
        for item in row.improvements:
            if item.allowed and (item.modified.doubts or item.control.doubts):
                assert item.mark().outcome == "care"


def test_a_source_is_told_by_its_name():
    table = compare.table_of(Comparison.objects.get(slug="magnesium-borohydride-derivatives"))
    said = " ".join(placed.differing for row in table.rows for cell in row.cells for placed in cell)
    assert "source Le Ruyet et al. 2019 against " in said
    assert "src-" not in said
