"""What a line typed into the search asks for."""

import pytest

from mgdb.science.question import read

VOCABULARIES = ("methods", "roles", "electrolyte-classes", "structure-families", "ions")


@pytest.mark.parametrize(
    ("text", "properties", "rest"),
    [
        ("b-value", {"b_value"}, ""),
        ("b value of V2O5", {"b_value"}, "V2O5"),
        ("sigma", {"ionic_conductivity", "electronic_conductivity", "warburg_coefficient"}, ""),
        ("D_Mg", {"diffusion_coefficient"}, ""),
        ("CE", {"coulombic_efficiency", "plating_stripping_efficiency"}, ""),
        ("transport number", {"transference_number"}, ""),
        ("Leitfähigkeit MgSc2Se4", {"ionic_conductivity", "electronic_conductivity"}, "MgSc2Se4"),
        ("mAh/g", {"specific_capacity"}, ""),
        ("mS cm-1", {"ionic_conductivity", "electronic_conductivity"}, ""),
        ("transition temperature", {"phase_transition_temperature", "glass_transition_temperature"}, ""),
        ("Wang 2019", set(), "Wang 2019"),
        ("0.4 M APC", set(), "0.4 M APC"),
    ],
)
def test_a_property_is_named_by_label_symbol_abbreviation_unit_or_in_german(text, properties, rest):
    asked = read(text, VOCABULARIES)
    assert set(asked.properties) == properties
    assert asked.rest == rest


@pytest.mark.parametrize(
    ("text", "terms", "rest"),
    [
        ("GITT of TiO2", {"methods": ("gitt",)}, "TiO2"),
        ("electrochemical impedance spectroscopy", {"methods": ("eis",)}, ""),
        ("best cathode capacity", {"roles": ("cathode",)}, ""),
        ("Mg2+ diffusion coefficient", {"ions": ("Mg2+",)}, ""),
        ("MOF conductivity", {}, "MOF"),  # a class of electrolytes and a structure family: a word
    ],
)
def test_a_name_that_one_vocabulary_has_is_its_term_and_any_other_stays_a_word(text, terms, rest):
    asked = read(text, VOCABULARIES)
    assert asked.terms == terms
    assert asked.rest == rest


@pytest.mark.parametrize(
    ("text", "conditions", "unclear", "rest"),
    [
        ("conductivity of MgSc2Se4 at 60 C", ["temperature 60 °C"], [], "MgSc2Se4"),
        ("conductivity at room temperature", ["temperature room temperature"], [], ""),
        ("V2O5 capacity after 100 cycles at 100 mA/g", ["cycle number 100", "current density 100 mA g⁻¹"], [], "V2O5"),
        ("capacity of VS4 at 1 C", [], ["temperature 1 °C", "C-rate 1 C"], "VS4"),
        ("MgSc2Se4 60 C", [], [], "MgSc2Se4 60 C"),
    ],
)
def test_a_number_with_a_unit_is_a_condition_that_matters_for_the_property(text, conditions, unclear, rest):
    asked = read(text, VOCABULARIES)
    assert [one.label for one in asked.conditions] == conditions
    assert [one.label for one in asked.unclear] == unclear
    assert asked.rest == rest


@pytest.mark.parametrize(
    ("text", "order"), [("best capacity", "best"), ("lowest overpotential", "lowest"), ("best of all", "")]
)
def test_an_order_is_asked_of_a_property(text, order):
    assert read(text, VOCABULARIES).order == order


@pytest.mark.parametrize(
    ("text", "limits", "rest"),
    [
        ("capacity > 300 mAh/g", [(True, "300", "mAh g⁻¹")], ""),
        ("VS4 capacity of at least 200 mAh/g", [(True, "200", "mAh g⁻¹")], "VS4"),
        ("activation energy below 0.5 eV", [(False, "0.5", "eV")], ""),
        ("conductivity ≥1e-3 S/cm", [(True, "1e-3", "S cm⁻¹")], ""),
        ("voltage more than 2 V, less than 3 V", [(True, "2", "V"), (False, "3", "V")], ""),
        ("solid electrolyte 1 mS/cm", [], ""),  # neither more nor less: the best are shown first
        ("V2O5 capacity at 100 mA/g", [], "V2O5"),
        ("300 mAh/g", [], ""),
    ],
)
def test_a_number_in_the_unit_of_the_property_is_no_word_and_with_more_or_less_a_limit(text, limits, rest):
    asked = read(text, VOCABULARIES)
    assert [(one.is_least, one.number, one.unit) for one in asked.limits] == limits
    assert asked.rest == rest
    assert asked.order == ""
