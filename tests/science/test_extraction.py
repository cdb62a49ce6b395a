"""Text → candidates, on sentences of our own that have what the text of PDFs has."""

import math
import time

import pytest

from mgdb.science.extraction import Name, TableBlock, TextBlock, blocks_of, extract
from mgdb.science.extraction.measure import Curated, recall
from mgdb.science.extraction.plain import plain

A, B = Name("a", ("A-MnO2", "A‐manganese")), Name("b", ("B–MnO2",))


def found(text, *names):
    return [one for one in extract(text, names or (A, B)) if one.guess]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (r"$2.5\times10^{-5}$ S cm^{-1}", "2.5×10⁻⁵ S cm⁻¹"),
        (r"$\rm 3\,mAh\,g^{-1}$", "3 mAh g⁻¹"),
        ("V_2O_5 and V ₂ O ₅", "V2O5 and V2O5"),
        ("Mg^{2+} in Ti₀.₅O", "Mg²⁺ in Ti0.5O"),
        (r"at $40~^{\circ}\mathrm{C}$", "at 40 °C"),
        ("g<sup>-1</sup> **bold**", "g⁻¹ bold"),
        (r"${\mathrm{{Zn}}}^{2 + }$ and ZnCl ${}_{2}$ and ${\mathrm{Br}}_{3}{}^{ - }$", "Zn²⁺ and ZnCl2 and Br3⁻"),
        (r"$2\mathrm{M}{\mathrm{{ZnCl}}}_{2}$", "2M ZnCl2"),
        ("at 1.85,2.2, and 3 Å, 143 .6 nm", "at 1.85, 2.2, and 3 Å, 143.6 nm"),
    ],
)
def test_markup_comes_off_and_each_character_knows_its_place(typed, wanted):
    text, offsets = plain(typed)
    assert " ".join(text.split()) == wanted
    assert len(offsets) == len(text)
    assert offsets == sorted(offsets)


READ = [
    ("A-MnO2 delivers 130 mAh g⁻¹ at 20 mA g⁻¹.", "130", "mAh g⁻¹", "specific_capacity"),
    ("The barrier for migration of A-MnO2 is 0.44 eV.", "0.44", "eV", "migration_barrier"),
    ("The band gap of A-MnO2 is about 2.2 eV.", "about 2.2", "eV", "band_gap"),
    (r"Its ionic conductivity reached $4 \times 10^{-6}$ S cm^{-1}.", "4 × 10⁻⁶", "S cm⁻¹", "ionic_conductivity"),
    ("Its electronic conductivity is 3.1×10⁻⁹ S cm⁻¹.", "3.1×10⁻⁹", "S cm⁻¹", "electronic_conductivity"),
    ("Its charge transfer resistance was 45 Ω.", "45", "Ω", "charge_transfer_resistance"),
    ("Lattice fringes of 0.41 nm are seen.", "0.41", "nm", "lattice_fringe_spacing"),
    ("The pellets were sintered at 950 °C for 4 h.", "950", "°C", "sintering_temperature"),
    ("The solvent has a dielectric constant of 8.3.", "8.3", "", "dielectric_constant"),
    ("The ions are found in four-coordination.", "four-coordination", "", "coordination_number"),
    ("MnO2·0.7H2O forms.", "0.7", "", "crystal_water"),
    ("It keeps a capacity retention of 81 % after 300 cycles.", "81", "%", "capacity_retention"),
]


READ += [
    ("The coated cells last over 3000 h at 0.5 mA cm−2.", "over 3000", "h", "test_duration"),
    ("Zn deposition was dendrite-free for more than 800 h.", "more than 800", "h", "test_duration"),
    ("The pouch cell ran for 120 cycles.", "120", "cycles", "cycles_demonstrated"),
    ("It retains 85.3% of its capacity after 1500 cycles.", "1500", "cycles", "cycles_demonstrated"),
    ("a desolvation energy barrier of 38.6 kJ mol−1", "38.6", "kJ mol−1", "desolvation_energy"),
    ("The nucleation overpotential was 12 mV.", "12", "mV", "nucleation_overpotential"),
    ("Its binding energy with the linker is −1.85 eV.", "−1.85", "eV", "adsorption_energy"),
    ("The S 2p binding energy is 161.9 eV.", "161.9", "eV", "xps_binding_energy"),
    ("It is oxidized at 4.6 V.", "4.6", "V", "anodic_limit"),
    ("a high tZn2+ (0.83)", "0.83", "", "transference_number"),
    ("with t Li + of 0.72", "0.72", "", "transference_number"),
    ("a transference number, 0.58, was found", "0.58", "", "transference_number"),
    ("a fading of capacity of 0.04% per cycle and 120 mAh/g", "120", "mAh/g", "specific_capacity"),
    ("Conductivities between 10–6 and 10–4 S cm–1 are known.", "between 10–6 and 10–4", "S cm–1", "ionic_conductivity"),
    ("conductivity of 10-4 to 10-3 S cm-1", "10-4 to 10-3", "S cm-1", "ionic_conductivity"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit", "key"), READ)
def test_a_sentence_gives_value_unit_and_property(text, value, unit, key):
    one = next(one for one in found(text) if one.guess == key)
    assert (one.printed_value, one.printed_unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "As Figure 3 and Table 2 show, phase 1 of V2O5 was made in 2014 by 3 groups.",
        "It is six times higher than before, by 20 % more.",
        "The C 1s spectra of the 1990s differ.",
    ],
)
def test_what_is_numbered_or_compared_is_no_value(text):
    assert not found(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The paste was stirred for 12 h and dried at 80 °C for 24 h.", ""),
        ("Cells were examined after 5 cycles.", ""),
        ("plating for 2000 h/1 mA cm−2/1 mAh cm−2", "2000"),
    ],
)
def test_hours_of_a_synthesis_and_a_few_cycles_are_no_values(text, value):
    assert [one.printed_value for one in found(text) if one.guess in ("test_duration", "cycles_demonstrated")] == (
        [value] if value else []
    )


def test_cycles_are_a_value_and_the_condition_of_another():
    capacity, cycles = found("A-MnO2 delivers 110 mAh g⁻¹ after 300 cycles at 0.5 C.")
    assert (capacity.conditions, cycles.guess) == (
        (("cycle_number", "300"), ("c_rate", "0.5 C")),
        "cycles_demonstrated",
    )


def test_thousands_with_a_blank_are_one_number_or_two_and_asked_about():
    [one] = found("The cell was cycled for more than 1 300 h.")
    assert [reading.quantity.low or reading.quantity.value for reading in one.readings] == [1300, 300]


def test_without_a_name_in_the_sentence_the_one_specimen_of_the_cited_work_is_meant():
    c = Name("c", ("C-MnO2",), ("7",))
    assert [one.subject for one in found("A-MnO2 gives 90 mAh g⁻¹ [3]. Others reached 120 mAh g⁻¹ [7].", A, c)] == [
        "a",
        "c",
    ]


def test_what_ends_with_a_citation_is_of_that_work_until_another_is_spoken_of():
    c, d = Name("c", ("carbon scaffold for zinc",), ("7",)), Name("d", ("D-MnO2",), ("8",))
    text = "Earlier, D-MnO2 gave 90 mAh g⁻¹ [8]. A lattice guides the metal. It lasts for 900 cycles of plating. [7]"
    assert [one.subject for one in found(text, c, d)] == ["d", "c"]
    text = "Earlier, others plated zinc [7]. D-MnO2 was tried as host. It lasts for 900 cycles of plating."
    assert [one.subject for one in found(text, c, d)] == ["d"]


def test_a_part_of_a_name_yields_to_the_work_that_is_cited():
    salts, soaked = Name("s", ("pressed UiO-68 powders",), ("3",)), Name("c", ("salt in a framework",), ("7",))
    assert [one.subject for one in found("A UiO-68 with salt [7] has 2 × 10⁻⁴ S cm⁻¹.", salts, soaked)] == ["c"]


def test_a_list_of_references_without_a_heading_has_no_values():
    text = "A-MnO2 gives 90 mAh g⁻¹.\n\n- [1] A. B. Doe, *J. Batt.* **2021**, *420*, 99 mAh g⁻¹.\n- [2] C. Roe, 5 V."
    assert [one.printed_value for one in found(text)] == ["90"]


def test_a_list_with_respectively_is_value_by_value():
    text = "A-MnO2 has 140, 120 and 100 mAh g⁻¹ at 0.1, 0.2 and 0.5 A g⁻¹, respectively."
    assert [(one.printed_value, one.subject, dict(one.conditions)) for one in found(text)] == [
        ("140", "a", {"current_density": "0.1 A g⁻¹"}),
        ("120", "a", {"current_density": "0.2 A g⁻¹"}),
        ("100", "a", {"current_density": "0.5 A g⁻¹"}),
    ]


def test_names_in_a_list_take_their_values_in_order():
    text = "The band gaps of A-MnO2 and B-MnO2 are 1.1 and 2.2 eV, respectively."
    assert [(one.printed_value, one.subject) for one in found(text)] == [("1.1", "a"), ("2.2", "b")]


def test_a_comparison_gives_each_side_its_own():
    text = "The migration barrier of A-MnO2 (0.3 eV) is lower than that of B-MnO2 (0.9 eV)."
    assert [(one.printed_value, one.subject) for one in found(text)] == [("0.3", "a"), ("0.9", "b")]


def test_a_subject_is_carried_on_and_of_one_name_the_cited_work_decides():
    one, other = Name("x", ("MnO2",), ("7",)), Name("y", ("MnO2",), ("9",))
    text = "MnO2 was etched [9]. It delivers 95 mAh g⁻¹."
    assert [candidate.subject for candidate in found(text, one, other)] == ["y"]


def test_an_ion_is_no_subject_of_a_conductivity_and_is_one_of_a_radius():
    names = Name("ion", ("Mg²⁺",)), A
    assert found("The Mg²⁺ conductivity of A-MnO2 is 10⁻⁶ S cm⁻¹.", *names)[0].subject == "a"
    assert found("Mg²⁺ (0.72 Å) is a small ion of radius.", *names)[0].subject == "ion"


def test_a_formula_stands_where_no_name_fits():
    [one] = found("ZnMn2O4 delivers 75 mAh g⁻¹.")
    assert (one.subject, one.formula) == ("", "ZnMn2O4")


def test_what_has_two_readings_has_both():
    [one] = found("An ionic conductivity of 10-5 S cm-1 was measured.")
    assert one.is_ambiguous
    assert {reading.spelling for reading in one.readings} == {"10^-5", "10 to 5"}
    [power] = found("Diffusion coefficients range from 0.2 to 0.9 × 10⁻¹² cm² s⁻¹.")
    assert [reading.spelling for reading in power.readings] == ["from 0.2 × 10⁻¹² to 0.9 × 10⁻¹²"]


def test_a_change_has_two_values_and_a_range_is_one():
    change = found("The interlayer distance increases from 0.6 to 1.2 nm.")
    assert [one.printed_value for one in change] == ["0.6", "1.2"]
    [spread] = found("The diffusion coefficients range from 2×10⁻¹³ to 5×10⁻¹² cm² s⁻¹.")
    assert spread.printed_value == "from 2×10⁻¹³ to 5×10⁻¹²"


def test_a_unit_is_shared_and_a_torn_one_is_mended():
    values = found("Conductivities of 3×10⁻⁵, 4×10⁻⁶ and 5×10⁻⁷ S c m⁻¹ were found.")
    assert [(one.printed_value, one.printed_unit) for one in values] == [
        ("3×10⁻⁵", "S cm⁻¹"),
        ("4×10⁻⁶", "S cm⁻¹"),
        ("5×10⁻⁷", "S cm⁻¹"),
    ]


def test_a_span_leads_back_to_the_text_as_it_was_given():
    text = r"First. The band gap is $2.2 \text{ eV}$ here."
    [one] = found(text)
    assert text[one.place.start : one.place.end].startswith("2.2")


def test_a_document_has_sections_captions_and_no_references():
    blocks = blocks_of(
        "2.1 Oxides\n\nA-MnO2 delivers\n\nFigure 2. Capacity of 5 mAh g⁻¹.\n\n80 mAh g⁻¹ here.\n\n"
        "References\n\n1. A, B (2014) 99 mAh g⁻¹."
    )
    assert [(block.kind, block.locator) for block in blocks if isinstance(block, TextBlock)] == [
        ("heading", "Section 2.1"),
        ("paragraph", "Section 2.1"),
        ("caption", "Fig. 2 caption"),
        ("paragraph", "Section 2.1"),
    ]
    torn = "2.1 Oxides\n\nA-MnO2 delivers\n\nFigure 2. A picture.\n\n80 mAh g⁻¹ here.\n\nReferences\n\n1. 99 mAh g⁻¹."
    [one] = found(torn)
    assert (one.printed_value, one.subject, one.locator) == ("80", "a", "Section 2.1")


TABLE = (
    "Table 4 Capacities\n\nCathode\tCycling (mAh g⁻¹/number/mA g⁻¹)\tRef.\nA-MnO2\t~90/200/50; 70/300/50\t[3]\n"
    "B-MnO2\t–\t\n"
)


def test_a_table_says_by_its_heads_what_the_parts_of_a_cell_are():
    blocks = blocks_of(TABLE)
    assert [block.locator for block in blocks if isinstance(block, TableBlock)] == ["Table 4"]
    one, cycles, other, more = found(TABLE)
    assert [(two.printed_value, two.guess) for two in (cycles, more)] == [
        ("200", "cycles_demonstrated"),
        ("300", "cycles_demonstrated"),
    ]
    assert (one.printed_value, one.printed_unit, one.guess, one.subject) == ("~90", "mAh g⁻¹", "specific_capacity", "a")
    assert dict(one.conditions) == {"cycle_number": "200", "current_density": "50 mA g⁻¹"}
    assert (one.locator, one.place.cell, other.printed_value) == ("Table 4", (1, 1), "70")


def test_the_same_text_gives_the_same_candidates():
    text = " ".join(text for text, *_ in READ)
    assert extract(text, (A, B)) == extract(text, (A, B))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "((((" * 400,
        "1 " * 3000,
        "[" * 2000,
        "10-" * 900,
        "$" * 500 + "1 V",
        "a\tb\n" * 500,
        "_{" * 3000,
        "1.2 V, " * 900,
    ],
)
def test_any_text_is_read_to_its_end(text):
    assert isinstance(extract(text, (A,)), list)


def test_recall_counts_values_properties_and_subjects_apart():
    candidates = extract("A-MnO2 delivers 130 mAh g⁻¹. The band gap of B-MnO2 is 2.2 eV.", (A, B))
    result = recall(
        [
            Curated("1", "specific_capacity", "130", "mAh/g", subject="a"),
            Curated("2", "band_gap", "~2.2", "eV", subject="a"),
            Curated("3", "migration_barrier", "2.2", "eV", subject="b"),
            Curated("4", "band_gap", "9", "eV", subject="b"),
        ],
        candidates,
    )
    assert (result.total, result.value, result.property, result.subject) == (4, 3, 2, 1)
    assert [lacks for _, lacks in result.missed] == ["subject", "property", "value"]
    assert math.isnan(recall([], candidates).share("value"))


@pytest.mark.parametrize("unit", ["1 ", "(010) ", "1 and ", "2, 3, and 4 V, respectively. ", "one hundred and twenty "])
def test_a_text_takes_as_much_longer_as_it_is_longer(unit):
    def takes(times: int) -> float:
        began = time.process_time()
        extract(unit * times)
        return time.process_time() - began

    takes(400)  # what is read and kept once
    assert takes(1600) < 9 * takes(400) + 0.1  # four times as long; sixteen where each looks at all before it


@pytest.mark.parametrize(
    "unit",
    [
        "A. ",
        "Fig. ",
        "a\n",
        "a\n\n",
        "a,\n\n",
        "⁰",
        "(A",
        "Mg(",
        "^{",
        "\\mathrm{",
        "1",
        ".",
        "<table ",
        "a\tb\n",
        "A-",
    ],
)
def test_what_is_no_text_takes_as_much_longer_as_it_is_longer(unit):
    def takes(length: int) -> float:
        began = time.process_time()
        extract((unit * length)[:length], (A, B))
        return time.process_time() - began

    takes(500)
    assert takes(12_000) < 9 * takes(3_000) + 0.1


@pytest.mark.parametrize(
    "text",
    [
        "a capacity hardly above 120 mAh/g",
        "a band gap of one point two eV",
        "a band gap of zero point three five eV",
        "Coulombic efficiency of ninety-nine point five percent",
        "cycled for three hundred fifty hours",
        "ten thousand five hundred cycles",
        "a window of two to three volts",
        "a capacity of 1'234 mAh/g",
        "a capacity of 1 234,5 mAh/g",
        "a band gap of 0·35 eV",
        "a conductivity of 10 5 S/cm",
    ],
)
def test_a_number_that_is_not_read_whole_is_not_read(text):
    assert extract(text) == []


def test_what_heats_and_what_compares_is_no_condition():
    (capacity,) = (one for one in extract("Heated at 5 °C min−1, it has a capacity of 120 mAh/g.") if one.guess)
    assert capacity.conditions == ()
    assert [one.guess for one in extract("It was twenty-five times the 4.8 mAh/g capacity of B.")] == [
        "specific_capacity"
    ]
