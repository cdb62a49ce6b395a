"""Text → candidates, on invented passages in the manner of reviews, and on all units of the catalogue."""

import re
from pathlib import Path

import pytest
import yaml

from mgdb.science import judgement
from mgdb.science.extraction import Name, extract
from mgdb.science.extraction.measure import Curated, recall
from mgdb.science.properties import PROPERTIES

PASSAGES = yaml.safe_load((Path(__file__).parent / "extraction_passages.yaml").read_text(encoding="utf-8"))
SENTENCES = yaml.safe_load((Path(__file__).parent / "extraction_sentences.yaml").read_text(encoding="utf-8"))
ARTICLES = yaml.safe_load((Path(__file__).parent / "extraction_articles.yaml").read_text(encoding="utf-8"))
A = Name("a", ("A-MnO2",))
NUMBERED = [entry for entry in PROPERTIES.values() if entry.kind == "number"]
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᐟ", "0123456789-/")
TRIED = ("0.62", "12", "3", "88", "450", "1500", "2.1")


@pytest.mark.parametrize("passage", PASSAGES, ids=[one["id"] for one in PASSAGES])
def test_a_passage_gives_all_that_it_says(passage):
    names = [Name(key, tuple(called)) for key, called in passage["names"].items()]
    wanted = [Curated("", key, value, unit, subject=whose) for value, unit, key, whose in passage["values"]]
    assert recall(wanted, extract(passage["text"], names)).missed == []


@pytest.mark.parametrize("sentence", SENTENCES, ids=[one["text"][:60] for one in SENTENCES])
def test_a_sentence_of_an_article_gives_its_values_with_their_properties(sentence):
    wanted = [Curated("", key, value, unit) for value, unit, key in sentence["values"]]
    found = recall(wanted, extract(sentence["text"], [A, Name("b", ("B-MnO2",))]))
    assert found.property == found.total, found.missed


def test_articles_give_their_values_and_most_of_them_to_the_right_specimen():
    total = subject = 0
    for article in ARTICLES:
        names = [Name(key, tuple(one["called"]), (), tuple(one["roles"])) for key, one in article["names"].items()]
        wanted = [Curated("", key, value, unit, subject=whose) for value, unit, key, whose in article["values"]]
        found = recall(wanted, extract(article["text"], names))
        assert found.property == found.total, found.missed
        total, subject = total + found.total, subject + found.subject
    assert subject >= 0.9 * total


def test_an_energy_is_of_the_cell_that_holds_what_is_spoken_of():
    names = [Name("c", ("C-MnO2",), (), ("cathode",)), Name("k", ("Zn | D-gel | C-MnO2",), (), ("cell",))]
    found = extract("C-MnO2 was tried. An energy density of 210 Wh kg⁻¹ follows, with a band gap of 1.9 eV.", names)
    assert [one.subject for one in found if one.guess] == ["k", "c"]


def test_little_is_proposed_that_a_passage_does_not_say():
    proposed = sum(sum(1 for one in extract(passage["text"]) if one.guess) for passage in PASSAGES)
    assert proposed <= 1.06 * sum(len(passage["values"]) for passage in PASSAGES)


def typed(unit):
    """Ways to type a unit of the catalogue."""
    raised = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᐟ]+")
    for wrap in ("^{%s}", "<sup>%s</sup>", "$^{%s}$", "%s"):
        yield raised.sub(lambda found, wrap=wrap: wrap % found[0].translate(PLAIN), unit)
    yield unit.translate(PLAIN).replace("-", "−")
    yield unit.replace("mAh", "mA h").replace("Wh", "W h")
    mathematics = raised.sub(lambda found: "^{" + found[0].translate(PLAIN) + "}", unit)
    for sign, command in ((" ", r"\ "), ("μ", r"\mu "), ("%", r"\%"), ("°", r"^\circ ")):
        mathematics = mathematics.replace(sign, command)
    yield rf"$\mathrm{{{mathematics}}}$"


@pytest.mark.sampled(30)
@pytest.mark.parametrize("entry", NUMBERED, ids=[entry.key for entry in NUMBERED])
def test_each_property_is_read_by_its_label_in_each_of_its_units(entry):
    for unit in set(entry.accepted_units) - {"1"}:
        judged = {number: judgement.judge(entry, number, unit) for number in TRIED}
        number = next(
            (one for one, said in judged.items() if isinstance(said, judgement.Reading) and not said.doubts), None
        )
        if number is None:
            continue
        label = entry.label if re.match("[A-Z]{2}|Raman|Warburg", entry.label) else entry.label.lower()
        for way in typed(unit):
            text = f"The {label} of A-MnO2 lasted for {number} {way}."
            assert recall([Curated("", entry.key, number, unit, subject="a")], extract(text, [A])).missed == [], text


POWERS = (
    "1.2×10−5", "1.2 × 10^−5", "1.2 × 10<sup>−5</sup>", "1.2 x 10-5", "1.2*10^-5", "1.2·10⁻⁵", "1.2E-5",
    r"$1.2\times10^{-5}$", r"$1.2 \times 10^{- 5}$", r"\(1.2 \times 10^{-5}\)", "1.2 × 10⁻ ⁵", "1.2 × 10 −5",
)  # fmt: skip


@pytest.mark.parametrize("power", POWERS)
def test_a_power_of_ten_is_one_in_any_typing(power):
    found = extract(f"The ionic conductivity of A-MnO2 is {power} S cm−1 at 30 °C.", [A])
    assert recall([Curated("", "ionic_conductivity", "1.2e-5", "S cm⁻¹", subject="a")], found).missed == []


@pytest.mark.parametrize(
    "said",
    [
        "500 cycles",
        "500 charge–discharge cycles",
        "the 500th cycle",
        "500 consecutive plating/stripping cycles",
        "cycle 500",
    ],
)
def test_cycles_are_counted_in_words_of_their_kind(said):
    found = extract(f"A-MnO2 kept 85% of its capacity after {said}.", [A])
    assert recall([Curated("", "cycles_demonstrated", "500", "cycles", subject="a")], found).missed == []


@pytest.mark.parametrize("said", ["0.5–0.6 eV", "0.5 eV–0.6 eV", "from 0.5 to 0.6 eV", "in the range 0.5-0.6 eV"])
def test_a_range_is_one_value_where_each_end_has_its_unit_too(said):
    [one] = [one for one in extract(f"The activation energy of A-MnO2 is {said}.", [A]) if one.guess]
    assert (one.readings[0].quantity.low, one.readings[0].quantity.high) == (0.5, 0.6)


@pytest.mark.parametrize(
    ("text", "key", "number"),
    [
        ("The coulombic efficiency was 0.995 after some cycles.", "coulombic_efficiency", 0.995),
        ("An electronic transference number of 0.02 was found.", "electronic_share", 0.02),
        ("Polymer and salt were mixed in a mass ratio of 8:2.", "mass_ratio", 4.0),
        ("It takes up 0.66 Mg²⁺ per V2O5.", "ion_uptake", 0.66),
    ],
)
def test_shares_and_ratios_need_no_unit(text, key, number):
    [one] = [one for one in extract(text, [A]) if one.guess == key]
    assert one.readings[0].quantity.value == pytest.approx(number)


def test_days_are_hours_of_a_test_and_d_is_an_orbital_elsewhere():
    [one] = [one for one in extract("Symmetric cells with A-MnO2 ran for 125 days.", [A]) if one.guess]
    assert (one.guess, one.printed_unit, one.readings[0].unit) == ("test_duration", "days", "d")
    assert not [one for one in extract("The 3 d orbitals of A-MnO2 are split.", [A]) if one.guess]


def test_abbreviations_of_the_text_are_names_in_it():
    rubber = Name("r", ("poly(ethylene oxide)",))
    text = (
        "The poly(ethylene oxide) (PEO) was cast. Later, PEO reached an ionic conductivity of 10⁻⁶ S cm⁻¹, not A-MnO2."
    )
    assert [one.subject for one in extract(text, [rubber, A]) if one.guess] == ["r"]


def test_no_value_of_what_it_is_compared_with_alone():
    text = "A-MnO2 was tried. The band gap is 1.2 eV, lower than that of B-MnO2."
    assert [one.subject for one in extract(text, [A, Name("b", ("B-MnO2",))]) if one.guess] == ["a"]


def test_the_changed_end_is_of_the_changed_specimen():
    text = "PEO-MoS2 was made from MoS2. The interlayer distance expands from 0.62 to 1.45 nm."
    found = extract(text, [Name("m", ("MoS2",)), Name("p", ("PEO-MoS2",))])
    assert [(one.printed_value, one.subject) for one in found if one.guess] == [("0.62", "m"), ("1.45", "p")]


@pytest.mark.parametrize(
    ("said", "value", "unit", "key"),
    [
        ("pores of 4.0 × 5.0 Å", "4.0", "Å", "pore_size"),
        ("one-dimensional channels with a diameter of 11 Å", "11", "Å", "channel_size"),
        ("stability up to 4.2 V vs. Mg/Mg2+", "4.2", "V", "anodic_limit"),
        ("a coordination number of six", "6", "", "coordination_number"),
        ("no short circuit within 2500 h", "2500", "h", "test_duration"),
        ("a conductivity [1.2 × 10−3 S cm−1] that is high", "1.2e-3", "S cm⁻¹", "ionic_conductivity"),
    ],
)
def test_a_phrase_gives_value_and_property(said, value, unit, key):
    found = extract(f"A-MnO2 has {said}.", [A])
    assert recall([Curated("", key, value, unit, subject="a")], found).missed == []


CONDUCTORS = """Table 1 Conductors

| Material | Conductivity / S cm−1 | Ea (eV) | Temperature (°C) | Cycling (h/mA cm−2/mAh cm−2) | Pore size, nm |
|---|---|---|---|---|---|
| A-MnO2 | 1.1 × 10−4 | 0.18 | 25 | 1000/0.5/0.5 | 2.9/3.4 |
| B-MnO2 | 2 × 10−5 at RT | 0.29 (NMR) | 60 | – | ~1 |
"""
TURNED = """Table 2

| Property | A-MnO2 | B-MnO2 |
|---|---|---|
| Activation energy (eV) | 0.18 | 0.29 |
| Density (g cm−3) | 3.1 | 2.8 |
"""


def in_table(text):
    names = (A, Name("b", ("B-MnO2",)))
    return {(one.place.cell, one.printed_value): one for one in extract(text, names) if one.guess}


@pytest.mark.parametrize("typed", ["60 ∘C", "60 ˚C", "60 ºC", "60&nbsp;&deg;C", "60 °C"])
def test_a_degree_is_one_in_any_typing(typed):
    [one] = [one for one in extract(f"A-MnO2 was sintered at {typed}.", [A]) if one.guess]
    assert (one.printed_value, one.printed_unit, one.guess) == ("60", "°C", "sintering_temperature")


def test_a_capacity_is_of_an_electrode_and_a_window_of_an_electrolyte():
    names = [Name("c", ("C-MnO2",), (), ("cathode",)), Name("e", ("D-gel",), (), ("electrolyte",))]
    text = "Cells of C-MnO2 were tried. With D-gel, 150 mAh g⁻¹ and a stability window of 3.1 V were reached."
    assert [one.subject for one in extract(text, names) if one.guess] == ["c", "e"]


def test_cells_with_remarks_and_columns_of_conditions_are_read():
    found = in_table(CONDUCTORS)
    assert {(cell, value): (one.guess, one.subject) for (cell, value), one in found.items()} == {
        ((1, 1), "1.1 × 10−4"): ("ionic_conductivity", "a"),
        ((1, 2), "0.18"): ("activation_energy", "a"),
        ((1, 4), "1000"): ("test_duration", "a"),
        ((1, 5), "2.9"): ("pore_size", "a"),
        ((1, 5), "3.4"): ("pore_size", "a"),
        ((2, 1), "2 × 10−5"): ("ionic_conductivity", "b"),
        ((2, 2), "0.29"): ("activation_energy", "b"),
        ((2, 5), "~1"): ("pore_size", "b"),
    }
    assert found[(1, 1), "1.1 × 10−4"].conditions == (("temperature", "25 °C"),)
    assert found[(2, 1), "2 × 10−5"].conditions == (("temperature", "RT"),)  # as its own remark says
    assert dict(found[(1, 4), "1000"].conditions)["areal_capacity"] == "0.5 mAh cm−2"


def test_a_table_whose_first_column_has_the_properties_is_read_by_its_columns():
    assert [(cell, value, one.guess, one.subject) for (cell, value), one in in_table(TURNED).items()] == [
        ((1, 1), "0.18", "activation_energy", "a"),
        ((1, 2), "0.29", "activation_energy", "b"),
        ((2, 1), "3.1", "density", "a"),
        ((2, 2), "2.8", "density", "b"),
    ]
