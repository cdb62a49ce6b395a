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
        ("Cycling (mAh g−1/number)", "90 (80)", [("90", "mAh g−1"), ("80", "")]),
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


HEADS = (
    ("Capacity (mAh/g), cycle 50", "specific_capacity", {"cycle_number": "50"}),
    ("Capacity (mAh g⁻¹) at 0.1 A g⁻¹", "specific_capacity", {"current_density": "0.1 A g⁻¹"}),
    ("Capacity@0.1 A/g (mAh/g)", "specific_capacity", {"current_density": "0.1 A/g"}),
    ("Capacity (0.1 A/g, mAh/g)", "specific_capacity", {"current_density": "0.1 A/g"}),
    ("Capacity at C/10 (mAh/g)", "specific_capacity", {"c_rate": "C/10"}),
    ("1st discharge capacity (mAh/g)", "specific_capacity", {"cycle_number": "1"}),
    ("Capacity of the 2nd cycle (mAh g⁻¹)", "specific_capacity", {"cycle_number": "2"}),
    ("Capacity retention (%, 100 cycles)", "capacity_retention", {"cycle_number": "100"}),
    ("σ_RT (S/cm)", "ionic_conductivity", {"temperature": "RT"}),
    ("σ25°C (S/cm)", "ionic_conductivity", {"temperature": "25 °C"}),
    ("σ (S cm⁻¹) (60 ◦C)", "ionic_conductivity", {"temperature": "60 °C"}),
    ("σ† (S cm⁻¹)^a", "ionic_conductivity", {}),
    ("Capacity (mAh g⁻¹)²", "specific_capacity", {}),
    ("Capacity (mAh g⁻¹)*", "specific_capacity", {}),
    ("a (Å)", "lattice_parameter", {"axis": "a"}),
    ("Rct (Ω) before cycling", "charge_transfer_resistance", {}),
    ("Rct (Ω) after 50 cycles", "charge_transfer_resistance", {"cycle_number": "50"}),
    ("Voltage (V vs. Mg/Mg2+)", "voltage", {"potential_scale": "Mg/Mg2+"}),
)


@pytest.mark.parametrize(("head", "key", "conditions"), HEADS, ids=[one[0] for one in HEADS])
def test_a_head_may_state_conditions_and_have_the_marks_of_notes(head, key, conditions):
    [one] = extract(f"Table 1. Some lattice parameters.\n\nSample\t{head}\nB-MnO2\t8.1\nC\t\n", NAMES)
    assert (one.guess, one.subject, dict(one.conditions)) == (key, "b", conditions)


RATES = "Table 1. Rates.\n\n{head}\nA-MnO2 on carbon\t200\t150\nB-MnO2\t180\t130\n"


@pytest.mark.parametrize(
    "head",
    [
        "Sample\tCapacity (mAh g⁻¹)\t\n\t0.1 A g⁻¹\t1 A g⁻¹",
        "Sample\tCapacity\t\n\t0.1 A g⁻¹\t1 A g⁻¹\nUnit\tmAh g⁻¹\tmAh g⁻¹",
        "Sample\tCapacity (mAh g⁻¹) at current density (A g⁻¹)\t\n\t0.1\t1",
        "Sample\tCapacity (mAh g⁻¹) at 0.1 A g⁻¹\t1 A g⁻¹",
        "Sample\tElectrochemistry\t\n\tCapacity (mAh g⁻¹)\t\n\t0.1 A g⁻¹\t1 A g⁻¹",
    ],
)
def test_a_row_of_conditions_below_a_head_is_of_the_values(head):
    found = [one for one in extract(RATES.format(head=head), NAMES) if one.place.cell]
    assert [(one.printed_value, one.printed_unit, one.subject, one.conditions) for one in found] == [
        (value, "mAh g⁻¹", whose, (("current_density", current),))
        for value, whose, current in (
            ("200", "a", "0.1 A g⁻¹"),
            ("150", "a", "1 A g⁻¹"),
            ("180", "b", "0.1 A g⁻¹"),
            ("130", "b", "1 A g⁻¹"),
        )
    ]


def test_heads_that_are_conditions_alone_are_of_the_property_of_the_caption():
    text = "Table 2. Conductivities (S cm⁻¹) of some.\n\nSample\t25 °C\t60 °C\nB-MnO2\t1e-4\t3e-4\n"
    assert [(one.guess, one.printed_value, one.conditions) for one in extract(text, NAMES)] == [
        ("ionic_conductivity", "1e-4", (("temperature", "25 °C"),)),
        ("ionic_conductivity", "3e-4", (("temperature", "60 °C"),)),
    ]


@pytest.mark.parametrize("cell", ["120*", "120†", "120^a", "120³", "120 [7]", "120<sup>b</sup>", "120 (2)"])
def test_the_mark_of_a_note_is_no_part_of_a_number(cell):
    [one] = extract(f"Table 1\n\nSample\tCapacity (mAh/g)\tT (°C)\nB-MnO2\t{cell}\t25\nC\t\t\n", NAMES)
    assert (one.printed_value, one.conditions) == ("120", ())  # the note may state another temperature


def test_how_far_the_last_digits_may_be_off_stays_with_a_number():
    [one] = extract("Table 1\n\nSample\tEa (eV)\nB-MnO2\t0.431(5)\nC\t\n", NAMES)
    assert (one.printed_value, one.readings[0].quantity.uncertainty) == ("0.431(5)", 0.005)


def test_a_remark_behind_a_number_is_its_condition():
    text = "Table 1\n\nSample\tCapacity (mAh/g)\tCurrent (mA/g)\nB-MnO2\t140 (2nd)\t100\nC\t120 (at 50 mA/g)\t100\n"
    first, second = extract(text, NAMES)
    assert dict(first.conditions) == {"current_density": "100 mA/g", "cycle_number": "2"}
    assert dict(second.conditions) == {"current_density": "50 mA/g"}


def test_a_column_of_units_belongs_to_what_stands_before_it():
    text = "Table 1\n\nProperty\tUnit\tB-MnO2\tC\nCapacity\tmAh g⁻¹\t120\t130\nBand gap\teV\t1.2\t2.2\n"
    assert [(cell, value, unit, key) for cell, value, unit, key, _ in read(text)] == [
        ((1, 2), "120", "mAh g⁻¹", "specific_capacity"),
        ((1, 3), "130", "mAh g⁻¹", "specific_capacity"),
        ((2, 2), "1.2", "eV", "band_gap"),
        ((2, 3), "2.2", "eV", "band_gap"),
    ]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ("Mg\t\n(bare)\t130\nC\t70\n", ["Mg (bare)", "C"]),
        ("D oxide on\t\ncarbon\t130\nC\t70\n", ["D oxide on carbon", "C"]),
        ("D oxide nano-\t130\nparticles\t\nC\t70\n", ["D oxide nano-particles", "C"]),
        ("Oxides\t\nD\t130\nC\t70\n", ["D", "C"]),
    ],
)
def test_a_name_over_two_lines_is_whole(rows, wanted):
    found = extract(f"Table 1\n\nCathode\tCapacity (mAh/g)\n{rows}", NAMES)
    assert [one.formula for one in found] == wanted


def test_currents_of_one_cell_are_of_the_values_in_their_order():
    text = "Table 1\n\nCathode\tCapacity (mAh/g)\tCurrent density (mA/g)\nC\t200/150\t50/100\nD\t180\t50/100\n"
    assert [(one.printed_value, dict(one.conditions)) for one in extract(text, NAMES)] == [
        ("200", {"current_density": "50 mA/g"}),
        ("150", {"current_density": "100 mA/g"}),
        ("180", {}),
    ]


def test_how_many_cycles_a_cell_was_run_is_no_condition_of_its_voltage_and_capacity():
    text = "Table 1\n\nCathode\tVoltage (V)\tCapacity (mAh/g)\tRetention (%)\tCycles\nC\t1.1\t120\t80\t100\n"
    assert [(one.printed_value, dict(one.conditions)) for one in extract(text, NAMES)] == [
        ("1.1", {}),
        ("120", {}),
        ("80", {"cycle_number": "100"}),
        ("100", {}),
    ]


def test_an_efficiency_of_plating_is_one_by_the_caption():
    text = "Table 1. Efficiency of Mg plating/stripping.\n\nElectrolyte\tCE (%)\nC\t98.1\nD\t99\n"
    assert {one.guess for one in extract(text, NAMES)} == {"plating_stripping_efficiency"}


@pytest.mark.parametrize(
    "head",
    [
        "b.p. (°C)",
        "Exchange current density (mA cm⁻²)",
        "Cumulative capacity (mAh cm⁻²)",
        "FWHM (°)",
        "Formation energy (eV)",
        "Standard deviation (%)",
    ],
)
def test_a_head_that_names_something_else_is_asked_and_no_condition(head):
    text = (
        f"Table 1. Migration barriers, plating and diffraction.\n\nSample\tGap (V)\t{head}\nB-MnO2\t1.1\t3.1\nC\t\t\n"
    )
    found = [one for one in extract(text, NAMES) if one.place.cell]
    assert [(one.printed_value, one.guess, one.conditions) for one in found][1:] == [("3.1", "", ())]
    assert found[0].conditions == ()


@pytest.mark.parametrize(
    ("head", "numbers", "condition", "unit"),
    [
        ("Current density (A g⁻¹)", ("0.1", "0.5", "1"), "current_density", " A g⁻¹"),
        ("Cycle number", ("1", "10", "50"), "cycle_number", ""),
    ],
)
def test_heads_that_are_numbers_have_the_unit_of_the_first(head, numbers, condition, unit):
    row = "\t".join(numbers)
    rows = f"{head}\t{row}\nA-MnO2 on carbon\t210\t180\t110\nB-MnO2\t90\t80\t70\n"
    text = f"Table 2. Capacities (mAh g⁻¹).\n\n{rows}"
    found = [one for one in extract(text, NAMES) if one.place.cell]
    assert [(one.guess, one.subject, one.conditions) for one in found] == [
        ("specific_capacity", whose, ((condition, f"{number}{unit}"),)) for whose in "ab" for number in numbers
    ]


def test_rows_that_are_cycles_are_of_nobody_and_each_of_its_cycle():
    text = "Table 3\n\nCycle\tCapacity (mAh g⁻¹)\n1\t200\n50\t150\n"
    assert [(one.printed_value, one.subject, one.formula, one.conditions) for one in extract(text, NAMES)] == [
        ("200", "", "", (("cycle_number", "1"),)),
        ("150", "", "", (("cycle_number", "50"),)),
    ]


def test_a_row_of_heads_may_hold_conditions_and_units():
    text = "Table 3\n\nSample\tConductivity (S cm⁻¹)\t\tEa\n\t25 °C\t60 °C\t(eV)\nB-MnO2\t1e-5\t3e-4\t0.3\n"
    assert [(one.guess, one.conditions) for one in extract(text, NAMES)] == [
        ("ionic_conductivity", (("temperature", "25 °C"),)),
        ("ionic_conductivity", (("temperature", "60 °C"),)),
        ("activation_energy", ()),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("T (°C)\tB-MnO2 σ (S/cm)\tOther σ (S/cm)\n25\t1e-5\t2e-5\n", [("1e-5", "b"), ("2e-5", "")]),
        ("Cycle\t1\t50\nB-MnO2 (mAh/g)\t300\t200\nOther (mAh/g)\t90\t80\n", [("300", "b"), ("200", "b")]),
    ],
)
def test_a_name_in_a_head_beside_its_property_is_the_subject(text, wanted):
    found = [(value, whose) for _, value, _, _, whose in read(f"Table 1. Some.\n\n{text}")]
    assert found[: len(wanted)] == wanted


def test_conditions_that_a_head_lists_are_those_of_as_many_values():
    text = "Table 1. Some.\n\nSample\tCapacity at 50/100 mA/g (mAh/g)\nB-MnO2\t300/250\nC\t90/80/70\n"
    assert [(one.printed_value, dict(one.conditions)) for one in extract(text, NAMES)] == [
        ("300", {"current_density": "50 mA/g"}),
        ("250", {"current_density": "100 mA/g"}),
    ]
