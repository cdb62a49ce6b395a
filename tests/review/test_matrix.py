"""Role × interface × state × own or other × fresh or stale: what each may do, declared once and tried at every door.

The doors are found, not listed: every action of every record's admin, every address of the curators' site, every method
of every address of the API, every command.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import get_commands, load_command_class
from django.db import connection, models, transaction
from django.test import Client
from django.urls import reverse
from pghistory.models import Event

from api.router import router
from mgdb import review
from mgdb.accounts import tokens
from mgdb.admin import site
from mgdb.models import ChangeRequest, Material, Measurement, Record, Source
from tests.admin.browsers_part import filled
from tests.review.people import person

pytestmark = pytest.mark.django_db

ROLES = ("contributor", "reviewer", "administrator")
STATES = ("draft", "in_review", "published", "withdrawn")
JUDGES = ("reviewer", "administrator")


@dataclass(frozen=True)
class Case:
    """Who comes, to a record in which state, of whom, beside a fresh or an old page."""

    role: str
    state: str
    own: bool
    fresh: bool

    def __str__(self) -> str:
        return f"{self.role}, {self.state}, {'own' if self.own else 'other’s'}, {'fresh' if self.fresh else 'stale'}"


CASES = [Case(*case) for case in product(ROLES, STATES, (True, False), (True, False))]

# What an action does to a record when it is allowed, and when it is: the one declaration of it.
GONE, ASKED, COUNTED = "gone", "asked", "counted"
OUTCOMES: dict[str, tuple[str, Any]] = {
    "submit_selected": ("in_review", lambda case: case.state == "draft"),
    "publish_selected": ("published", lambda case: case.state == "in_review" and case.role in JUDGES and not case.own),
    "send_back_selected": ("draft", lambda case: case.state == "in_review" and (case.own or case.role in JUDGES)),
    "discard_selected": (GONE, lambda case: case.state == "draft" and case.own),
    "withdraw_selected": (ASKED, lambda case: case.state == "published"),
    "reinstate_selected": (ASKED, lambda case: case.state == "withdrawn"),
    "confirm_selected": (COUNTED, lambda case: not case.own),
    "answer_selected": ("", lambda case: False),  # a doubt is answered, not a record
    "again_selected": ("", lambda case: False),  # a version is chosen on the page of its record
    "comment_selected": ("", lambda case: False),  # it says something and changes nothing
    "merge_selected": ("", lambda case: False),  # of one record alone there is nothing to merge
}
WRITTEN = "written"


def form_outcome(case: Case) -> str:
    """What saving the form of a record does."""
    if not case.fresh or case.state == "withdrawn":
        return ""
    if case.state == "published":
        return ASKED
    return WRITTEN if case.state == "draft" or case.own or case.role in JUDGES else ""


def record_admins() -> Iterator[tuple[type[Record], Any]]:
    for model, model_admin in site._registry.items():
        if issubclass(model, Record):
            yield model, model_admin


@pytest.fixture
def people(db) -> dict[str, tuple[User, Client]]:
    found = {}
    for role in ROLES:
        user, client = person(f"the {role}", role), Client()
        client.force_login(user)
        found[role] = user, client
    return found


class Undo(Exception):
    """Takes one case back."""


def put(model: type[Record], key: int, case: Case, user: User, author: User) -> Record:
    """The record with this key as `case` has it."""
    writer = user if case.own else author
    reason = "Entered twice." if case.state == "withdrawn" else ""
    rows = model._base_manager.filter(pk=key)
    rows.update(status="draft")
    columns: dict[str, Any] = {"status": case.state, "withdrawn_reason": reason, "entered_by": writer}
    columns["published_by"] = author if case.own else user  # whoever did not write it
    rows.update(**columns, editors=[writer.pk])
    return model._base_manager.get(pk=key)


def a_row_that_may_move(model: type[Record]) -> int | None:
    """A record that others do not hold on to, so that only who asks decides."""
    if model is Material:
        source = Source.objects.published().first()
        row, new = Material.objects.get_or_create(name="Of nobody else", source=source, defaults={"roles": ["cathode"]})
        if new:
            review.record_files([row])
        return row.pk
    row = model._base_manager.filter(status="published").order_by("-pk").first()
    return row and row.pk


def happened(model: type[Record], key: int, before: Record, requests: int) -> str:
    now = model._base_manager.filter(pk=key).first()
    if now is None:
        return GONE
    if ChangeRequest.objects.count() > requests:
        assert (now.status, now.revision) == (before.status, before.revision)
        return ASKED
    if now.status != before.status:
        return str(now.status)
    return COUNTED if now.readings != before.readings else ""


def tried(model: type[Record], action: str, case: Case, people: dict[str, tuple[User, Client]], author: User) -> str:
    """What `action` does in `case`; all is taken back."""
    key, found = a_row_that_may_move(model), ""
    user, client = people[case.role]
    try:
        with transaction.atomic():
            before = put(model, key, case, user, author)
            requests = ChangeRequest.objects.count()
            seen = before.revision if case.fresh else before.revision - 1
            data = {"action": action, "_selected_action": [key], f"seen-{key}": seen, "confirmed": "y", "reason": "x"}
            response = client.post(reverse(f"admin:mgdb_{model._meta.model_name}_changelist"), data)
            assert response.status_code < 500, (action, case)
            found = happened(model, key, before, requests)
            raise Undo
    except Undo:
        return found


def expected(action: str, case: Case) -> str:
    outcome, allowed = OUTCOMES[action]
    return outcome if case.fresh and allowed(case) else ""


def test_every_action_of_records_is_declared_here():
    for model, model_admin in record_admins():
        assert set(model_admin.actions) == set(OUTCOMES), model


@pytest.mark.parametrize("action", OUTCOMES)
def test_an_action_does_what_is_declared_for_who_when_and_whose(action, people):
    author = person("somebody else", "reviewer")
    for case in CASES:
        assert tried(Material, action, case, people, author) == expected(action, case), str(case)


def test_it_is_the_same_for_every_kind_of_record(people):
    author = person("somebody else", "reviewer")
    chance = random.Random(0)
    for model, model_admin in record_admins():
        if model is Material or a_row_that_may_move(model) is None:
            continue
        for action in model_admin.actions:
            case = chance.choice([case for case in CASES if case.fresh or chance.random() < 0.2])
            wanted = expected(action, case)
            # What others refer to may be held back for that; it is never let through for it.
            assert tried(model, action, case, people, author) in {wanted, ""} if wanted == GONE else {wanted}, case


@pytest.mark.parametrize("role", ROLES)
def test_a_form_writes_proposes_or_refuses_as_declared(role, people):
    author = person("somebody else", "reviewer")
    user, client = people[role]
    key = a_row_that_may_move(Material)
    address = reverse("admin:mgdb_material_change", args=[key])
    for case in (case for case in CASES if case.role == role):
        found = ""
        try:
            with transaction.atomic():
                before = put(Material, key, case, user, author)
                requests = ChangeRequest.objects.count()
                page = client.get(address)
                data = filled(page) | {"remarks": "Read again.", "reason": "The table says so."}
                data["base"] = before.revision if case.fresh else before.revision - 1
                response = client.post(address, data)
                assert response.status_code < 500, str(case)
                found = happened(Material, key, before, requests)
                if Material.objects.get(pk=key).remarks == "Read again.":
                    assert user.pk in Material.objects.get(pk=key).editors
                    found = WRITTEN
                raise Undo
        except Undo:
            assert found == form_outcome(case), str(case)


# ---------------------------------------------------------------- every address, every method, every command
def events() -> dict[str, int]:
    """How many entries the history of each table has."""
    with connection.cursor() as cursor:
        found = {}
        for model in apps.get_app_config("mgdb").get_models():
            if issubclass(model, Event):
                cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')  # noqa: S608 - our own name
                found[model.__name__] = cursor.fetchone()[0]
    return found


def addresses() -> Iterator[tuple[str, str]]:
    """Every address of the curators' site that has a name: (name, address), of a published row where it needs one."""
    rows: dict[str, models.Model | None] = {}
    for model in site._registry:
        published = model._default_manager.filter(status="published") if issubclass(model, Record) else None
        rows[f"{model._meta.app_label}_{model._meta.model_name}"] = (
            model._default_manager.all() if published is None else published
        ).first()
    for pattern in site.get_urls():
        for one in getattr(pattern, "url_patterns", [pattern]):
            if not one.name:
                continue
            wanted = [*one.pattern.converters, *["?"] * one.pattern.regex.groups]
            row = next((row for prefix, row in rows.items() if one.name.startswith(f"{prefix}_")), None)
            if not wanted:
                yield one.name, reverse(f"admin:{one.name}")
            elif row is not None and len(one.pattern.converters) == 1:
                yield one.name, reverse(f"admin:{one.name}", args=[row.pk])


@pytest.mark.parametrize("role", ROLES)
def test_no_address_of_the_curators_site_writes_to_what_is_published(role, people):
    _, client = people[role]
    names = dict(addresses())
    assert {"mgdb_measurement_change", "mgdb_electrolyte_change", "import_dataset", "mgdb_flag_delete"} <= set(names)
    before = events()
    junk = {"action": "delete_selected", "post": "yes", "reason": "x", "status": "published", "_save": "1"}
    for name, address in names.items():
        if name in {"logout", "password_change"}:
            continue
        for data in (junk, {"_selected_action": ["1"], **junk}):
            response = client.post(address, data)
            assert response.status_code < 500, name
        assert events() == before, name


@pytest.mark.parametrize("role", ROLES)
def test_no_method_of_the_api_writes(role, people):
    _, text = tokens.make(people[role][0], "a script", [], 30)
    client, before = Client(headers={"Authorization": f"Token {text}"}), events()
    record = Measurement.objects.published().first()
    for prefix, viewset, _ in router.registry:
        for address in (f"/api/v1/{prefix}/", f"/api/v1/{prefix}/{record.public_id}/"):
            for method in ("post", "put", "patch", "delete"):
                writes = method in getattr(viewset, "http_method_names", ())
                response = getattr(client, method)(address, data={}, content_type="application/json")
                assert response.status_code in ({400, 401, 403, 404, 405, 415} if writes else {403, 404, 405}), address
    assert events() == before


# Commands that write records do so as the operator's loader; none acts for a user whom it is told.
WRITING_COMMANDS = {"load_dataset", "merge_records", "prepare", "recompute_canonical"}


def test_no_command_acts_for_a_person():
    ours = {name for name, app in get_commands().items() if app == "mgdb"}
    assert ours >= WRITING_COMMANDS
    for name in ours:
        parser = load_command_class("mgdb", name).create_parser("manage.py", name)
        options = {option for action in parser._actions for option in action.option_strings}
        if name in WRITING_COMMANDS:
            assert not {"--user", "--by", "--as"} & options, name
