"""What columns, constraints and numbers refuse is said in words: the value and the way out."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from pghistory.models import Event

from mgdb.admin.numbers import NumberField, WholeField
from mgdb.models import Cell, Component, Defect, Material, ReportedFactor, Source
from mgdb.models.refusals import CONSTRAINTS, words_of

MODELS = [model for model in apps.get_app_config("mgdb").get_models() if not issubclass(model, Event)]


def test_every_constraint_says_in_words_what_is_wrong():
    found = [(model, constraint) for model in MODELS for constraint in model._meta.constraints]
    assert len(found) > 80
    mute = [one.name for _, one in found if not str(one.get_violation_error_message()).endswith((".", "!"))]
    named = [one.name for _, one in found if one.name in str(one.get_violation_error_message())]
    assert (mute, named) == ([], [])


def test_no_words_are_kept_for_a_constraint_that_is_gone():
    names = [one.name for model in MODELS for one in model._meta.constraints if words_of(one)]
    unused = {"_withdrawn_says_why"}  # declared with words of its own
    assert {end for end in CONSTRAINTS if not any(name.endswith(end) for name in names)} <= unused


def test_every_column_says_in_words_what_is_wrong():
    columns = [field for model in MODELS for field in model._meta.local_concrete_fields]
    assert len(columns) > 300
    for field in columns:
        assert field.error_messages["blank"] == "may not be blank."
    with pytest.raises(ValidationError, match="“not one” is not an address of a page"):
        Source._meta.get_field("url").clean("not one", None)
    with pytest.raises(ValidationError, match="“70000” is too large; give 32767 or less"):
        Source._meta.get_field("year").clean(70000, None)
    with pytest.raises(ValidationError, match=r"has 45 characters; at most 40 are kept"):
        Source._meta.get_field("volume").clean("x" * 45, None)


def test_a_form_reads_numbers_as_a_file_does():
    number, whole = NumberField(required=False), WholeField(required=False)
    assert (number.clean("−0.5"), number.clean(" 1 "), number.clean(""), whole.clean("2020")) == (-0.5, 1, None, 2020)
    for field, text in ((number, "1_0"), (number, "true"), (number, "0,5"), (whole, "1.5"), (whole, "1_0")):
        with pytest.raises(ValidationError, match=f"“{text}”"):
            field.clean(text)
    assert not number.has_changed(0.1, "0.10")
    assert number.has_changed(0.1, "0,1")


REFUSED = [
    (Component(role="salt", name="MgCl2", formula="Mg(Cl2"), "formula", "Mg(Cl2"),
    (Component(role="salt", name="A", amount_printed="0.4 M", low=4, high=4, unit="M"), "low", "“0.4 M” is printed"),
    (Component(role="salt", name="MgCl2", low=4, high=4), "unit", "needs its unit"),
    (Defect(kind="anion_vacancy", species="Mgg"), "species", "“Mgg” is not an element"),
    (Defect(kind="anion_vacancy", low=3, high=3, unit="pct"), "unit", "“pct” is not a unit"),
    (Defect(kind="anion_vacancy", low=3, high=3), "unit", "needs its unit"),
    (Defect(kind="anion_vacancy", low=3, high=3, unit="%", concentration_printed="30%"), "low", "“30%” is printed"),
    (
        ReportedFactor(property_key="specific_capacity", form="difference", printed="9", value=9, unit="furlong"),
        "unit",
        "furlong",
    ),
    (ReportedFactor(property_key="specific_capacity", printed="six times", value=60), "value", "“six times” is"),
    (ReportedFactor(property_key="specific_capacity", printed="about six times", value=6), "value", "≈"),
    (ReportedFactor(property_key="specific_capacity", printed="six times", value=6, unit="V"), "unit", "difference"),
    (ReportedFactor(property_key="specific_capacity", printed="three orders", value=3), "form", "orders of magnitude"),
    (Cell(name="A", active_share=0.8, carbon_share=0.1, binder_share=0.1), "active_share", "in wt%: 80"),
    (Cell(name="A", active_share=80, carbon_share=20, binder_share=10), "", "110 wt% together"),
    (Cell(name="A", active_share=90, formulation="Super P, PVDF, 7:2:1"), "active_share", "70, 20, 10 wt%"),
    (Cell(name="A", chemistry="Mgg–Li"), "chemistry", "“Mgg” is not an element"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "field", "words"), REFUSED, ids=[f"{type(row).__name__} {words}" for row, _, words in REFUSED]
)
def test_a_number_that_is_not_printed_and_a_unit_that_is_none_are_refused(row, field, words):
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert words in " ".join(refused.value.message_dict[field] if field else refused.value.messages)


def test_components_are_no_more_than_the_whole():
    sixty = [Component(name=name, unit="wt%", low=60, high=60) for name in ("PEO", "Mg(TFSI)2")]
    with pytest.raises(ValidationError, match="120 wt% together"):
        Material(name="A").clean_parts(sixty)
    Material(name="A").clean_parts(sixty[:1])
