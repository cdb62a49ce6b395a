"""The printed grid of a comparison: columns, order, what is deduplicated, notes, and values side by side."""

import pytest

from mgdb import compare
from mgdb.compare.spans import Notes
from mgdb.models import Comparison, Material, Measurement
from mgdb.presentation import measurement_views

pytestmark = pytest.mark.django_db

REVIEW = "10.1007/s40820-024-01495-1"


def table1(wanted=()):
    return compare.table_of(
        Comparison.objects.select_related("document").get(slug="defect-engineered-cathodes"), wanted
    )


def text(cell):
    """The lines of a cell; nothing for one that the row before says."""
    return "; ".join(" ".join(span.text_with_note for span in line) for line in cell.lines) if cell else ""


def test_table_1_is_printed_in_the_columns_of_the_journal():
    sheet = compare.grid_of(table1())
    assert [head.key for head in sheet.headings] == [
        "strategy", "fabrication", "electrolyte", "rate", "cycling", "improvement", "reference",
    ]  # fmt: skip
    assert (len(sheet.items), len(sheet.blocks), sheet.value_count) == (26, 13, 54)
    assert not sheet.across


def test_a_row_is_printed_with_marks_and_letters_of_notes():
    sheet = compare.grid_of(table1())
    notes = dict(sheet.notes)
    modified = next(item for item in sheet.items if item.name == "Mo-VS₄/N-TG")
    cells = dict(zip([head.key for head in sheet.headings], map(text, modified.cells), strict=True))
    assert cells["rate"] == "76.6 at 500"
    rate, cycling = cells["improvement"].split("; ")
    assert rate.startswith("rate 3.81× ✓ comparable [")
    assert cycling.startswith("cycling ≥1.9× ! compare with caution [")
    letter = cycling.partition("[")[2][0]
    assert cells["cycling"] == f"140 after 600 at 50 ! [{letter}]"
    assert notes[letter] == "Differs: cycle number 600 against 185. The factor is a lower bound."


def test_what_a_group_shares_is_said_once_and_filled_in_for_files():
    sheet = compare.grid_of(table1())
    places = [place for place, head in enumerate(sheet.headings) if head.key in ("electrolyte", "reference")]
    for item, filled in zip(sheet.items, [cells for _, cells in sheet.filled()], strict=True):
        assert all(filled[place] for place in places), item.name
    said = [sum(item.cells[place] is not None for item in sheet.items) for place in places]
    assert said == [13, 13]
    assert sum(span for row in sheet.spans for cell in row if cell for span in [cell[1]]) == 26 * len(sheet.headings)


def test_columns_are_those_asked_for_in_their_order():
    sheet = compare.grid_of(table1(["reference", "cycling", "formula"]))
    assert [head.key for head in sheet.headings] == ["reference", "cycling", "formula"]
    assert {text(item.cells[2]) for item in sheet.items if item.name == "VS₄"} == {"VS₄"}


def test_factors_are_those_of_the_columns_shown():
    rows = table1(["rate", "improvement"]).rows
    assert {item.topic for row in rows for item in row.improvements} == {"rate"}


def test_an_unknown_column_is_refused_with_those_that_there_are():
    with pytest.raises(
        compare.NoColumn, match="“colour” is not a column of this comparison; there are medium, strategy"
    ):
        table1(["rate", "colour"])


def test_turned_it_holds_the_same_cells():
    table = table1()
    rows, across = compare.grid_of(table, "rows"), compare.grid_of(table, "across")
    assert across.across
    assert not rows.across
    assert [item.cells for item in rows.items] == [item.cells for item in across.items]
    for heading, cells in across.rows_of_columns:
        assert sum(span for _, span in cells) == 26, heading.key


def test_reported_factors_stand_beside_the_recomputed():
    sheet = compare.grid_of(table1(["improvement"]))
    said = {item.name: text(item.cells[0]) for item in sheet.items}
    assert (
        "reported about six times higher specific capacity, relative to TiO₂" in said["Ti₀.₇₈□₀.₂₂O₁.₁₂F₀.₄₀(OH)₀.₄₈"]
    )
    assert "≠ not comparable" in said["Ti₀.₇₈□₀.₂₂O₁.₁₂F₀.₄₀(OH)₀.₄₈"]


def test_notes_run_from_a_to_z_and_on():
    notes = Notes()
    letters = [notes.letter(f"reason {n}") for n in range(54)]
    assert (letters[0], letters[25], letters[26], letters[27], letters[52]) == ("a", "z", "aa", "ab", "ba")
    assert notes.letter("reason 3") == "d"


def test_an_electrolyte_is_told_by_class_components_conductivity_and_window():
    rows = Material.objects.published().filter(roles=["electrolyte"])
    of = [rows.filter(measurements__property_key=key, measurements__kind="number").first()
          for key in ("ionic_conductivity", "transference_number")]  # fmt: skip
    table = compare.compare_materials(of)
    sheet = compare.grid_of(table)
    keys = [head.key for head in sheet.headings]
    assert keys[keys.index("class") :][:3] == ["class", "components", "carriers"]
    assert {"ionic_conductivity", "transference_number"} <= set(keys)
    assert {"chloride", "formula", "fabrication"} <= {offer.key for offer in table.offers}
    # the temperature stands beside a conductivity
    of_conductivity = [value for value in table.shown if value.property_key == "ionic_conductivity"]
    stated = [value.conditions["temperature"] for value in of_conductivity if "temperature" in value.conditions]
    stated = [condition for condition in stated if condition.status == "reported"]
    printed = " ".join(text(item.cells[keys.index("ionic_conductivity")]) for item in sheet.items)
    assert stated
    assert all(condition.text in printed for condition in stated)


def views(measurements):
    return measurement_views(measurements)


def measured(name, step):
    read = Measurement.objects.read_in(REVIEW, "Table 1")
    [value] = views(read.filter(material__name=name, conditions__key="test_step", conditions__text=step))
    return value


def test_values_stand_beside_the_first_dimension_by_dimension():
    rows = [measured("W-TiO2", "rate"), measured("B-TiO2-x", "rate"), measured("B-TiO2-x", "cycling")]
    sheet, offers = compare.grid_of_values(rows)
    keys = [head.key for head in sheet.headings]
    told = [text(item.cells[keys.index("factor")]) for item in sheet.items]
    assert told[0] == "the first"
    assert told[1].startswith("≈2.2× ✓ comparable [")
    assert told[2].startswith("≠ not comparable [")
    assert "test step differs: cycling against rate test" in told[2]
    steps = [text(item.cells[keys.index("test_step")]) for item in sheet.items]
    assert steps[:2] == ["rate test", "rate test"]
    assert steps[2].startswith("cycling ≠ [")
    assert sheet.across
    assert "temperature" not in keys  # known of none of them
    assert "temperature" in {offer.key for offer in offers}
    assert any("temperature" in words for words in sheet.legend)


def test_values_of_two_properties_have_no_factor_and_say_so():
    [other] = views(Measurement.objects.published().of("ionic_conductivity").filter(kind="number")[:1])
    sheet, _ = compare.grid_of_values([measured("W-TiO2", "rate"), other])
    keys = [head.key for head in sheet.headings]
    said = text(sheet.items[1].cells[keys.index("factor")])
    assert said.startswith("≠ not comparable [")
    assert "property differs: ionic conductivity against specific capacity" in said


def test_a_value_of_a_cell_can_be_compared():
    of_cells = Measurement.objects.published().filter(cell__isnull=False, kind="number")[:2]
    sheet, _ = compare.grid_of_values(views(of_cells))
    place = [head.key for head in sheet.headings].index("material")
    assert [text(item.cells[place]) for item in sheet.items] != ["", ""]
