"""Tables → candidates, on invented tables of the kinds that reviews print."""

import pytest

from mgdb.science.extraction import Name, RuleExtractor, TableBlock, extract

NAMES = (
    Name("a", ("A-MnO2 on carbon",), ("11",)),
    Name("b", ("B-MnO2", "layered B-MnO2")),
    Name("f", ("hollow spheres of FeS2 in carbon",), ("12",)),
    Name("p", ("gradient polymer–ceramic layer",), ("13",)),
)


def read(text):
    return [
        (one.place.cell, one.printed_value, one.printed_unit, one.guess, one.subject)
        for one in extract(text, NAMES)
        if one.guess and one.place.cell
    ]


MIXED = """Table 2. Layers compared.

Approach\tBattery\tCapacity retention/cycle\tReferences
Inorganic layers\t\t\t
Carbon-borne manganese oxide\tZIBs\t82.5%/400\t[11]
FeS2 hollow spheres in carbon\tLIBs\t~900\t[12]
Mixed layers
Gradient polymer-ceramic layer\tZIBs\t91 %/1500\t[14]
B-MnO2\tZIBs\t70%/40\t[15]
"""


def test_a_head_names_parts_whose_units_stand_in_the_cells():
    assert read(MIXED) == [
        ((2, 2), "82.5", "%", "capacity_retention", "a"),
        ((2, 2), "400", "", "cycles_demonstrated", "a"),
        ((3, 2), "~900", "", "cycles_demonstrated", "f"),
        ((5, 2), "91", "%", "capacity_retention", "p"),
        ((5, 2), "1500", "", "cycles_demonstrated", "p"),
        ((6, 2), "70", "%", "capacity_retention", "b"),
        ((6, 2), "40", "", "cycles_demonstrated", "b"),
    ]
    retention = next(one for one in extract(MIXED, NAMES) if one.printed_value == "82.5")
    assert dict(retention.conditions) == {"cycle_number": "400"}


@pytest.mark.parametrize(
    ("head", "cell", "wanted"),
    [
        ("Capacity retention (cycles)", "88% (300)", [("88", "%"), ("300", "")]),
        ("Retention, cycles", "88%, 300", [("88", "%"), ("300", "")]),
        ("Capacity retention (%)", "88.5", [("88.5", "%")]),
        ("Capacity retention", "88% after 300 cycles", [("88", "%"), ("300", "cycles")]),
        ("Cycle number", "1,200", [("1,200", "")]),
        ("Ionic conductivity (10−5 S cm−1)", "3.2", [("3.2 × 10^-5", "S cm−1")]),
        ("Ionic conductivity (×10⁻⁵ S cm⁻¹)", "3.2", [("3.2 × 10^-5", "S cm⁻¹")]),
        ("Ionic conductivity S cm−1", "2 × 10−4", [("2 × 10−4", "S cm−1")]),
        ("Capacity (mAh g−1@A g−1)", "210@0.5", [("210", "mAh g−1")]),
        ("Capacity (mAh/g)", "1.2 Ah/g", [("1.2", "Ah/g")]),
        ("Activation energy", "0.31 eV", [("0.31", "eV")]),
    ],
)
def test_a_cell_is_read_by_its_head(head, cell, wanted):
    found = read(f"Table 1. Some.\n\nSample\t{head}\tNote\nB-MnO2\t{cell}\tnone\n")
    assert [(value, unit, whose) for _, value, unit, _, whose in found] == [(*one, "b") for one in wanted]


def test_a_row_of_units_and_heads_under_wide_heads_are_joined():
    units = "Table 3\n\nSample\tEa\tσ\n\teV\tS cm−1\nB-MnO2\t0.4\t1e-5\n"
    assert [(cell, value, key) for cell, value, _, key, _ in read(units)] == [
        ((2, 1), "0.4", "activation_energy"),
        ((2, 2), "1e-5", "ionic_conductivity"),
    ]
    wide = "Table 4\n\nSample\tActivation energy\t\n\tbulk (eV)\tsurface (eV)\nB-MnO2\t0.4\t0.6\n"
    assert [(value, key) for _, value, _, key, _ in read(wide)] == [
        ("0.4", "activation_energy"),
        ("0.6", "activation_energy"),
    ]


def test_what_a_row_is_may_stand_behind_its_number_and_span_rows():
    text = "Table 5\n\nNo.\tCathode\tCapacity (mAh g−1)\n1\tB-MnO2\t120\n2\t\t90\n3\tD-MnO2\t70\n"
    assert [(value, whose) for _, value, _, _, whose in read(text)] == [("120", "b"), ("90", "b"), ("70", "")]


def test_a_row_without_a_name_is_of_the_name_that_heads_its_rows():
    text = "Table 6\n\nTemperature\tCapacity (mAh g−1)\nB-MnO2\t\nat 25 °C\t120\nat 60 °C\t150\n"
    assert [(value, whose) for _, value, _, _, whose in read(text)] == [("120", "b"), ("150", "b")]


HTML = """The sheets were computed.

<table><thead><tr><th>Sheet</th><th>$E_{ad}$</th><th>$Q$(|e|)</th><th>$E_{g}$</th></tr></thead><tbody><tr>
<td>A-MnO<sub>2</sub></td><td>41.4</td><td>+0.112</td><td>1.61</td></tr>

<tr><td rowspan="2">B-MnO2</td><td>38.5</td><td>–0.093</td><td>–</td></tr>
<tr><td>35.0</td><td>0.09</td><td>1.2</td></tr></tbody></table>

Table 3
Adsorption energies ($E_{ad}$ in kcal mol⁻¹) and gaps ($E_{g}$ in eV). $Q$ is the charge of an atom by charge transfer.
"""


def test_a_table_in_html_is_read_with_the_units_that_the_words_below_it_tell():
    names = (Name("a", ("A-MnO2",)), Name("b", ("B-MnO2",)))
    assert [
        (one.place.cell, one.printed_value, one.printed_unit, one.guess, one.subject, one.locator)
        for one in extract(HTML, names)
        if one.place.cell
    ] == [
        ((1, 1), "41.4", "kcal mol⁻¹", "adsorption_energy", "a", "Table 3"),
        ((1, 2), "+0.112", "|e|", "charge_transfer", "a", "Table 3"),
        ((1, 3), "1.61", "eV", "band_gap", "a", "Table 3"),
        ((2, 1), "38.5", "kcal mol⁻¹", "adsorption_energy", "b", "Table 3"),
        ((2, 2), "–0.093", "|e|", "charge_transfer", "b", "Table 3"),
        ((3, 1), "35.0", "kcal mol⁻¹", "adsorption_energy", "b", "Table 3"),
        ((3, 2), "0.09", "|e|", "charge_transfer", "b", "Table 3"),
        ((3, 3), "1.2", "eV", "band_gap", "b", "Table 3"),
    ]


@pytest.mark.parametrize("head", ["σ × 10³ (S/cm)", "10⁵ σ / S cm⁻¹", "log σ (S/cm)", "−log D (cm² s⁻¹)"])
def test_a_head_with_a_factor_outside_its_unit_is_not_guessed(head):
    assert extract_table(("Sample", head), ("A", "3.3")) == []


def test_a_power_in_head_and_cell_is_not_guessed():
    assert extract_table(("Sample", "σ (10⁻⁴ S cm⁻¹)"), ("A", "5.6×10⁻²")) == []


def test_tables_side_by_side_in_one_grid_keep_their_names():
    names = [Name("m", ("MgMn2O4",), (), ("cathode",)), Name("c", ("CaV2O4",), (), ("cathode",))]
    rows = (("Material", "Barrier (eV)", "Material", "Barrier (eV)"), ("MgMn2O4", "0.6", "CaV2O4", "0.5"))
    assert [(one.printed_value, one.subject) for one in extract_table(*rows, names=names)] == [
        ("0.6", "m"),
        ("0.5", "c"),
    ]


def extract_table(*rows, names=()):
    return list(RuleExtractor()([TableBlock(rows, "Table 1", "Table 1")], list(names)))
