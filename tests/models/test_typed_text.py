"""What no typed text may hold: one rule for every column."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from mgdb.models import ApiToken, Material, Problem, Report
from mgdb.models.typed_text import LONGEST, unfit, validate_typed


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x85", "\u202e", "\u2066", "\ud800", "\uffff"])
def test_what_is_unseen_or_turns_the_direction_is_named(sign):
    assert f"U+{ord(sign):04X}" in unfit(f"Table 1{sign}999")


@pytest.mark.parametrize("text", ["", "Two\r\nlines\tand γ-MnO₂", "مغنيسيوم", "Mg²⁺ \u200e(left to right)", "a\u200db"])
def test_what_is_written_in_any_script_is_kept(text):
    assert unfit(text) == ""


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
