"""Lists of the admin know their own filters, and no other question to a column."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from django.urls import reverse

from mgdb.admin import site

pytestmark = pytest.mark.django_db
MODELS = sorted(site._registry, key=lambda model: model._meta.label)


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.mark.sampled(6)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_filter_of_a_list_can_be_followed(model, superuser):
    page = superuser.get(list_of(model))
    shown, admin = page.context["cl"], site._registry[model]
    for one in shown.filter_specs:
        for choice in one.choices(shown):
            for name, value in parse_qsl(choice["query_string"].removeprefix("?"), keep_blank_values=True):
                assert name == "e" or admin.lookup_allowed(name, value, page.wsgi_request), name


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("source", "title__regex=%5C"),
        ("source", "title__iregex=("),
        ("source", "title__contains=a"),
        ("measurement", "material__source__title__startswith=a"),
        ("problem", "contact__isnull=0"),
        ("apitoken", "digest__startswith=a"),
        ("apitoken", "user__password__startswith=a"),
    ],
)
def test_no_other_lookup_is_answered(name, query, superuser):
    assert superuser.get(reverse(f"admin:mgdb_{name}_changelist") + f"?{query}").status_code == 400


def test_links_of_other_pages_are(superuser):
    for name, query in (("changerequest", "status__exact=open"), ("material", "public_id__in=mat-1,mat-2")):
        assert superuser.get(reverse(f"admin:mgdb_{name}_changelist") + f"?{query}").status_code == 200


def test_a_sign_that_no_text_holds_is_refused_wherever_it_stands(superuser):
    superuser.raise_request_exception = False
    form = {"action": "withdraw_selected", "_selected_action": "1", "seen-1": "\x00", "form_key": "a" * 22}
    page = superuser.post(reverse("admin:mgdb_comparison_changelist"), form)
    assert page.status_code == 400
