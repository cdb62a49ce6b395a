"""What heads of imported tables state: conditions, factors, what is not read; cells that contradict or say nothing."""

import pytest

from mgdb.formats.sheets import Line
from mgdb.ingest import tables
from mgdb.ingest.tables import ColumnMapping, TableMapping
from mgdb.ingest.tables.building import Builder
from mgdb.ingest.tables.lines import TableLineRead
from mgdb.ingest.tables.mapping import guess
from mgdb.ingest.tables.matching import Matches
from mgdb.ingest.tables.running import compare
from mgdb.models import TableLine

pytestmark = pytest.mark.django_db

NAMES = ["Sample", "A", "B", "DOI"]


def built(columns, *cells, names=NAMES):
    columns = [ColumnMapping("material.name"), *columns, ColumnMapping("source.doi")]
    mapping = TableMapping(columns, 1, 1, "point", False, {"material.roles": "cathode"})
    mapping.told_by(names)
    return Builder(mapping, Matches(mapping, {}), "t.csv").build(TableLineRead(2, ["S1", *cells, "10.1234/x"]))


def value(unit="mAh g⁻¹", **more):
    return ColumnMapping("value:specific_capacity", unit, **more)


@pytest.mark.parametrize(
    ("head", "target", "unit", "stated"),
    [
        ("Ionic conductivity at 25 °C (mS/cm)", "ionic_conductivity", "mS cm⁻¹", {"temperature": "25 °C"}),
        ("Capacity at 0.1 A/g (mAh/g)", "specific_capacity", "mAh g⁻¹", {"current_density": "0.1 A/g"}),
        ("Capacity (mAh g-1) after 50 cycles", "specific_capacity", "mAh g⁻¹", {"cycle_number": "50"}),
        ("Voltage (V vs. Mg/Mg2+)", "voltage", "V", {"potential_scale": "Mg/Mg2+"}),
    ],
)
def test_the_conditions_that_a_head_states_are_guessed_with_its_property_and_unit(head, target, unit, stated):
    [column] = guess([head], [["1.2"], ["3.4"]], "point")
    assert (column.target, column.unit, column.conditions) == (f"value:{target}", unit, stated)
    assert tables.unread_in(head, column.target) == ""


@pytest.mark.parametrize(
    ("head", "lost"),
    [
        ("Ionic conductivity at 25 and 60 °C (S/cm)", "“25 °C”, “60 °C”"),
        ("Activation energy, bulk (eV)", "“bulk”"),
        ("1st discharge capacity (mAh/g)", "“discharge”"),
    ],
)
def test_what_of_a_head_is_not_read_is_said(head, lost):
    assert lost in tables.unread_in(head, "value:ionic_conductivity")


@pytest.mark.parametrize(
    ("head", "power"),
    [
        ("σ × 10^4 (S/cm)", "10^4"),
        ("D (10^-12 cm2/s)", "10^-12"),
        ("σ (10⁻⁴ S cm⁻¹)", "10^-4"),
        ("σ x 1000 (S/cm)", "10^3"),
        ("log σ (S/cm)", "log"),
        ("Capacity after 100 cycles (mAh/g)", ""),
        ("Capacity, 10 cycles (mAh/g)", ""),
    ],
)
def test_a_factor_in_a_head_is_known_and_has_to_be_answered(head, power):
    mapping = TableMapping([value("S cm⁻¹")])
    mapping.told_by([head])
    assert mapping.columns[0].power == power
    assert any("Column 1: its head has" in one for one in mapping.faults()) == bool(power)


@pytest.mark.parametrize(
    ("factor", "cell", "printed"),
    [
        ("divided", "<1", ["<1 × 10^-4 S cm⁻¹"]),
        ("times", "3.2", ["3.2 × 10^4 S cm⁻¹"]),
        ("none", "3.2", ["3.2 S cm⁻¹"]),
        ("divided", "3.2e-5", "has a power of ten of its own"),
        ("", "3.2", "its head has the factor 10^4"),
    ],
)
def test_a_factor_in_a_head_is_taken_as_it_was_answered_and_never_dropped(factor, cell, printed):
    column = ColumnMapping("value:ionic_conductivity", "S cm⁻¹", factor=factor)
    found = built([column], cell, names=["Sample", "σ × 10^4 (S/cm)", "DOI"])
    if isinstance(printed, str):
        assert (found.values, printed in found.faults[0]) == ({}, True)
    else:
        assert [one[1] for one in found.values.values()] == printed


def test_conditions_of_columns_are_those_of_their_values_alone_and_contradict_none_of_the_line():
    columns = [value(conditions={"cycle_number": "1"}), value(conditions={"cycle_number": "50"})]
    found = built(columns, "200", "180")
    stated = [one.form["conditions"] for one in found.entries if one.section == "measurements"]
    assert stated == [{"cycle_number": "1"}, {"cycle_number": "50"}]
    row = TableLine(number=2, state="sound")
    compare(found, row, {})
    assert row.said == []
    of_line = ColumnMapping("condition:cycle_number")
    assert "the line says 7" in built([columns[0], of_line], "200", "7").faults[0]


def test_two_columns_of_the_same_are_in_doubt_where_they_differ_and_where_they_do_not():
    for cells, words in (
        (("200", "180"), "Two columns give 200 mAh g⁻¹ and 180"),
        (("200", "200"), "Two columns say the same: 200"),
    ):
        row = TableLine(number=2, state="sound")
        compare(built([value(), value()], *cells), row, {})
        assert row.state == "doubt"
        assert words in row.said[0]


@pytest.mark.parametrize("blank", ["–", "-", "—", "n.a.", "N/A", "n.d.", "…"])
def test_a_cell_that_says_that_there_is_no_value_leaves_the_others_of_its_line(blank):
    found = built([value(), value(conditions={})], blank, "180")
    assert (found.faults, found.blanks, [one[1] for one in found.values.values()]) == ([], 1, ["180 mAh g⁻¹"])


def test_a_mapping_that_was_kept_without_conditions_has_those_of_its_heads():
    mapping = TableMapping.from_data({"columns": [["value:specific_capacity", "mAh g⁻¹"]]})
    mapping.told_by(["Capacity after 50 cycles (mAh/g)"])
    assert mapping.columns[0].conditions == {"cycle_number": "50"}
    again = TableMapping.from_data(mapping.as_data() | {"columns": [["value:specific_capacity", "mAh g⁻¹", {}, ""]]})
    again.told_by(["Capacity after 50 cycles (mAh/g)"])
    assert again.columns[0].conditions == {}
    assert tables.guessed([Line(1, ["Capacity after 50 cycles (mAh/g)"]), Line(2, ["12.5"])]).columns[0].conditions
