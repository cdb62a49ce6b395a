"""What no typed text may hold: one rule for every column."""

import sys
import unicodedata

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import modelform_factory

from mgdb import review
from mgdb.admin.forms import WholeRowForm
from mgdb.models import ApiToken, Material, Problem, Report
from mgdb.models.typed_text import LONGEST, NAMES, names_nothing, unfit, validate_typed
from tests.review.people import by_id

UNSEEN = [
    "\x00",
    "\x1b",
    "\x85",
    "\ud800",
    "\uffff",
    "\U0001fffe",
    "\u2028",
    "\xad",
    "\u200b",
    "\u2060",
    "\u2063",
    "\ufeff",
]
UNSEEN += [
    "\U000e0001",
    "\U000e0041",
    "\ufe0f",
    "\U000e0100",
    "\u180b",
    "\u034f",
    "\u3164",
    "\uffa0",
    "\u115f",
    "\u2800",
]
TURNING = ["\u202e", "\u2066", "\u200e", "\u200f", "\u061c"]


@pytest.mark.parametrize("sign", [*UNSEEN, *TURNING])
def test_what_is_unseen_or_turns_the_direction_is_named(sign):
    reason = unfit(f"Table 1{sign}999")
    assert f"U+{ord(sign):04X}" in reason
    assert ("turns the direction" in reason) == (sign in TURNING)


# In Persian and Hindi the joiners are part of the spelling; numerals of Arabic have a sign of their own category.
KEPT = [
    "",
    "Two\r\nlines\tand γ-MnO₂",
    "مغنيسيوم",
    "می\u200cشود",
    "क्\u200dष",
    "\u0601٣",
    "5\u202f°C\u2009\xa0Å⁻¹",
    "한글",
    "镁",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_is_written_in_any_script_is_kept(text):
    assert unfit(text) == ""


@pytest.mark.parametrize("text", ["a\u200db", "Mg\u200c", "\u200cمی", "می\u200c\u200cشود", "مg\u200dg"])
def test_joiners_between_other_letters_hide(text):
    assert "which nobody can see" in unfit(text)


def test_no_category_of_unseen_signs_is_left_out():
    """All of Unicode but what is named as seen; joiners depend on their neighbours."""
    found = {sign for sign in range(sys.maxunicode + 1) if unicodedata.category(chr(sign)) in ("Cc", "Cf", "Cs")}
    kept = {sign for sign in found if not unfit(chr(sign))}
    assert kept - set(map(ord, "\t\n\r")) == {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}


def test_every_column_that_people_fill_refuses_it():
    found = [
        field
        for model in apps.get_app_config("mgdb").get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField) and field.editable
    ]
    assert len(found) > 100
    assert [str(field) for field in found if validate_typed not in field.validators] == []


@pytest.mark.parametrize(
    ("model", "column"), [(Material, "remarks"), (Report, "remark"), (ApiToken, "name"), (Problem, "answer")]
)
def test_the_columns_of_records_and_of_what_stands_beside_them(model, column):
    field = model._meta.get_field(column)
    for text, words in (("a\u202eb", "U\\+202E"), ("x" * (LONGEST + 1), "at most")):
        with pytest.raises(ValidationError, match=words):
            field.run_validators(text)
    field.run_validators("As printed in Table 1.")


NAMELESS = ["…", "—", " ", "\u3000", "()", "\u0301", "+", "□"]


@pytest.mark.parametrize("text", NAMELESS)
def test_a_name_without_letter_or_digit_names_nothing(text):
    assert "no letter and no digit" in names_nothing(text)


def test_every_column_of_names_and_titles_refuses_what_names_nothing():
    columns = [
        (model, field)
        for model in apps.get_app_config("mgdb").get_models()
        if not model.__name__.endswith("Event")
        for field in model._meta.local_concrete_fields
        if field.editable and field.name in NAMES
    ]
    assert {"Material", "Phase", "Cell", "Curve", "Comparison", "Source", "Component", "ApiToken"} <= {
        model.__name__ for model, _ in columns
    }
    for model, field in columns:
        given = ["‒‒"] if field.name == "authors" else "‒‒"
        with pytest.raises(ValidationError, match="no letter and no digit"):
            field.clean(given, model())


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["\u2800", "VS4\u202e", "…", "\u3164"])
def test_forms_programs_and_files_refuse_such_a_name_alike(name):
    source = Material.objects.first().source
    form = {"name": name, "source": source.public_id, "roles": ["cathode"]}
    with pytest.raises(review.FormError) as refused:  # what the API, change requests and imports write by
        review.apply(Material(), form, by_id, by=review.OPERATOR)
    (said,) = [reason for path, reason in refused.value.problems if path == ("name",)]
    fields = modelform_factory(Material, form=WholeRowForm, fields=["name", "source", "roles"])
    shown = fields({"name": name, "source": source.pk, "roles": "cathode"})
    assert shown.errors["name"] == [said]
