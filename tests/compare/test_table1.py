"""The first comparison, whole: groups, rows, values and factors as the rules of comparability give them."""

import pytest

from mgdb import compare
from mgdb.models import Comparison, Material, Measurement
from tests.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(db):
    return compare.table_of(Comparison.objects.select_related("document").get(slug="defect-engineered-cathodes"))


@pytest.fixture
def group(table):
    return {group.key: group for group in table.groups}.__getitem__


def test_table_1_has_13_groups_26_materials_and_54_values(table):
    assert len(table.groups) == 13
    assert len({row.material.id for row in table.rows}) == len(table.rows) == 26
    by_column = [sum(len(row.cells[place]) for row in table.rows) for place in range(2)]
    assert by_column == [24, 30]
    assert table.value_count == 54


# group → (topic, factor, reason) of each improvement, worked out by hand from the printed numbers
FACTORS = {
    "69": [("rate", "≈2.2×", ""), ("cycling", "≈2.2×", "")],  # 106/48, 77/35
    "71": [
        ("rate", "", "rate value of the control not reported"),
        ("cycling", "", "current density 150 against 20 mA g⁻¹, cycle number 200 against 3"),
    ],
    "90": [],
    "81": [("rate", "3.81×", ""), ("cycling", "≥1.9×", "at cycle 600 against 185")],  # 76.6/20.1, 140/74
    "68": [
        ("rate", "≈2.64×", ""),  # 137.4/52.0
        ("cycling", "", "current density 1000 against 100 mA g⁻¹, cycle number 800 against 100"),
    ],
    "73": [],
    "80": [("rate", "2.59×", ""), ("cycling", "2.00×", "")],  # 148.0/57.2, 195.4/97.9
    "75": [
        ("rate", "", "rate value of the control not reported"),
        # 96/82 at cycle 120 against 34, in a lithium salt
        ("cycling", "", "the modified value is suspect"),
    ],
    "85": [("rate", "≈9.1×", ""), ("cycling", "≈6.32×", "")],  # 91/10, 148.5/23.5
    "84": [
        ("rate", "≈11×", ""),  # 65/6
        ("cycling", "≥≈4.6×", "at cycle 170 against 156"),  # 74/16
        ("rate", "1.4×", ""),  # 65/47
        ("cycling", "≈1.4×", ""),  # 74/53
    ],
    "86": [("rate", "≈5.0×", ""), ("cycling", "", "cycling value of the control not reported")],  # 20/4
    "87": [("rate", "≈2.6×", ""), ("cycling", "≥≈1.57×", "at cycle 500 against 130")],  # 109/42, 192/122
    "89": [],
}


@pytest.mark.parametrize("key", FACTORS)
def test_a_group_has_the_factors_that_its_conditions_allow(group, key):
    found = [item for row in group(key).rows for item in row.improvements]
    told = [
        (item.topic, item.factor_text, item.reason.replace("\N{NO-BREAK SPACE}", " ").partition(" (its")[0])
        for item in found
    ]
    assert told == FACTORS[key]


def test_the_material_with_two_controls_names_each(group):
    *controls, modified = group("84").rows
    against = {row.material.id: row.material.text for row in controls}
    assert [item.against.id for item in modified.improvements] == [key for key in against for _ in range(2)]
    assert modified.has_several_controls


def test_a_control_of_another_compound_is_called_so(group):
    assert {item.remark for row in group("75").rows for item in row.improvements} == {"different compound"}


@pytest.mark.parametrize("key", ["73", "89", "90"])
def test_a_group_without_a_pristine_row_has_no_control_and_no_factor(group, key):
    assert not group(key).has_control
    assert all(row.role == "" for row in group(key).rows)


def test_values_whose_conditions_differ_are_marked_with_words(group):
    modified = group("71").rows[1]
    words = [placed.differing.replace("\N{NO-BREAK SPACE}", " ") for placed in modified.cells[1]]
    assert words == [
        "current density 150 against 20 mA g⁻¹; cycle number 200 against 3",
        "current density 300 against 20 mA g⁻¹; cycle number 500 against 3",
    ]
    assert group("69").rows[1].cells[1][0].differing == ""


@pytest.mark.parametrize(("name", "text"), [("W-TiO2", "≈ 48 mAh g⁻¹"), ("B-TiO2-x", "106 mAh g⁻¹")])
def test_approximate_values_stay_approximate(table, name, text):
    row = next(
        row for row in table.rows if row.material.text in (name, name.replace("TiO2", "TiO₂").replace("-x", "₋ₓ"))
    )
    [placed] = row.cells[0]
    assert placed.value.text.replace("\u202f", " ").replace("\u00a0", " ") == text


def test_an_electrolyte_and_a_reference_are_said_once_for_a_group(group):
    assert [quote.text for quote in group("69").electrolytes] == ["0.4 M APC/THF"]
    assert group("69").reference.key == "69"
    assert group("69").reference.doi.startswith("10.")


def test_what_is_known_of_no_pair_is_said_once(table):
    assert "temperature" in table.unknown
    assert "current density" not in table.unknown


def test_a_value_read_elsewhere_stays_out(table, db):
    measurement = Measurement.objects.get(public_id=table.shown[0].id)
    measurement.reports.update(locator="Section 4.1")
    again = compare.table_of(Comparison.objects.get(slug="defect-engineered-cathodes"))
    assert again.value_count == 53


def test_an_unpublished_material_stays_out(table, db):
    material = Material.objects.get(public_id=table.rows[0].material.id)
    Material.objects.filter(pk=material.pk).update(status="in_review")
    again = compare.table_of(Comparison.objects.get(slug="defect-engineered-cathodes"))
    assert len(again.rows) == 25
    assert again.rows[0].improvements == ()


def test_the_whole_table_costs_at_most_ten_queries(db):
    comparison = Comparison.objects.select_related("document").get(slug="defect-engineered-cathodes")
    with statements(most=10):
        compare.table_of(comparison)
