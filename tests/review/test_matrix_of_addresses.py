"""Role × every address of the curators' site, every method of the API, every command: what each may do, declared once.

The addresses are found, not listed; what is found and not declared here fails. What the steps do to records is the
matter of the matrix beside this one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class
from django.db import connection, models, transaction
from django.test import Client
from django.urls import URLResolver, reverse
from pghistory.models import Event

import api.urls
from mgdb.admin import site
from mgdb.models import Record
from tests.admin.test_every_model import fill_all
from tests.review.entry_points import JUDGES, ROLES, Curator
from tests.review.test_matrix import API, DECISIONS, record_admins

pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------------------------------------- every address
ALL, JUDGING, ADMINISTRATORS, NOBODY = set(ROLES), set(JUDGES), {"administrator"}, set()
# Who opens the pages of a table: its list, one row of it and that row's history; and who the page to add one.
# What is not named here: all look, nobody adds; nobody deletes anything.
TABLES: dict[str, tuple[set[str], set[str]]] = {
    **{model._meta.model_name: (ALL, ALL) for model, _ in record_admins()},
    "electrolyte": (ALL, ALL),
    "apitoken": (ALL, ALL),
    "invitation": (ADMINISTRATORS, ADMINISTRATORS),
    "signin": (ADMINISTRATORS, NOBODY),
    "user": (ADMINISTRATORS, ADMINISTRATORS),
    "group": (ADMINISTRATORS, NOBODY),
}
# Rows of these are their owner's; others are led back to the list.
OWN = {"apitoken": ADMINISTRATORS}
# The other pages.
PAGES: dict[str, set[str]] = {
    "index": ALL,
    "account": ALL,
    "two_step": ALL,
    "second_step": NOBODY,  # which these people do not have
    "login": NOBODY,  # they have done so
    "logout": NOBODY,  # only by a form
    "jsi18n": ALL,
    "autocomplete": NOBODY,  # without saying for which field
    "password_change": ALL,
    "password_change_done": ALL,
    "auth_user_password_change": ADMINISTRATORS,
    "import_dataset": ALL,
    "import_drafts": NOBODY,  # only by a form, of an import of one's own
    "review": JUDGING,
    "review_paper": JUDGING,
    "my_records": ALL,
    "bulk": NOBODY,  # only by a form; its page leads back
    "workbench": ALL,
    "workbench_rows": ALL,
    "reading_desk": ALL,
    **dict.fromkeys(
        ("workbench_read", "workbench_save", "workbench_answer", "workbench_curves", "workbench_hand_in"), NOBODY
    ),  # forms
    "paper": ALL,
    "look_up": NOBODY,  # of another's question
    "missing_dois": ALL,
    "look_up_source": NOBODY,  # only by a form
    "bibliography": ALL,
    "import_table": ALL,
    **dict.fromkeys(("table", "table_check", "table_file", "table_batch"), NOBODY),  # of another's upload
    "mgdb_curve_preview": NOBODY,  # only by a form
    "mgdb_curve_several": ALL,
    "mgdb_measurement_several": ALL,
    "mgdb_finding_look": NOBODY,  # only by a form
    "app_list": ALL,
    "view_on_site": NOBODY,  # of no row
    "invitation": NOBODY,  # this one is none
}
# What a form sent to them is to do, and does: nothing of it is a record.
SENT_ELSEWHERE = {"logout", "password_change"}


def patterns_of(resolver: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every address under `resolver`: its text and pattern."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns_of(one, f"{before}{one.pattern}")
        else:
            yield f"{before}{one.pattern}", one


@pytest.fixture
def rows(db) -> dict[str, models.Model]:
    """A row of every table that the curators' site shows, by the beginning of its addresses' names."""
    fill_all()
    found = {}
    for model in site._registry:
        rows = model._default_manager.order_by("-pk")  # of people, the last is none of those who come
        row = (rows.filter(status="published") if issubclass(model, Record) else rows).first()
        assert row is not None, f"no row of {model.__name__}: `rows` of tests/admin/test_every_model.py should make one"
        found[f"{model._meta.app_label}_{model._meta.model_name}"] = row
    return found


def addresses(rows: dict[str, models.Model]) -> Iterator[tuple[str, str, set[str]]]:
    """Every address of the curators' site: name, address of a row that is there, and who opens it.

    Fails for one that is not declared above.
    """
    words = {
        "app_list": ["mgdb"],
        "invitation": ["none"],
        "view_on_site": ["0", "0"],
        "import_drafts": [rows["mgdb_job"].pk],
        "review_paper": ["none"],
        "look_up": [rows["mgdb_job"].pk],
        "look_up_source": [rows["mgdb_source"].public_id],
        "table_batch": [rows["mgdb_job"].pk],
        **{name: [0] for name in ("table", "table_check", "table_file")},
    }
    for text, one in patterns_of(_Site()):
        if one.name is None:
            assert text.endswith(("<path:object_id>/", "(?P<url>.*)$")), f"{text} has no name, and is not declared"
            continue
        prefix = max((key for key in rows if one.name.startswith(f"{key}_")), key=len, default="")
        wanted = one.pattern.regex.groups
        paper = [rows["mgdb_source"].public_id] if text.startswith("workbench/") else []
        args = words.get(one.name) or paper or ([rows[prefix].pk] if prefix and wanted == 1 else [])
        assert len(args) == wanted, f"{one.name} takes {wanted} words: say which"
        yield one.name, reverse(f"admin:{one.name}", args=args), who_opens(one.name, prefix)


class _Site:
    url_patterns = property(lambda self: site.get_urls())


class _Api:
    url_patterns = api.urls.urlpatterns


def who_opens(name: str, prefix: str) -> set[str]:
    if name in PAGES:
        return PAGES[name]
    table, _, page = name.removeprefix("mgdb_").removeprefix("auth_").rpartition("_")
    assert prefix.endswith(f"_{table}"), f"the address {name} is not declared: who opens it?"
    assert page in ("changelist", "add", "change", "history", "delete"), f"the address {name} is not declared"
    look, add = TABLES.get(table, (ALL, NOBODY))
    return {"add": add, "delete": NOBODY}.get(page, OWN.get(table, look) if page in ("change", "history") else look)


def events() -> dict[str, int]:
    """How many entries the history of each table has."""
    with connection.cursor() as cursor:
        found = {}
        for model in apps.get_app_config("mgdb").get_models():
            if issubclass(model, Event):
                cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')  # noqa: S608 - our own name
                found[model.__name__] = cursor.fetchone()[0]
    return found


JUNK = {
    "action": "delete_selected", "post": "yes", "reason": "x", "status": "published", "_save": "1",
    "_selected_action": ["1"],
}  # fmt: skip


def visit(role: str, client: Client, name: str, address: str, whose: set[str]) -> None:
    """Looks at the address, and sends it something."""
    found = one_request(client, "get", address)
    if role == "nobody":  # led to the login, or to a page that is everybody's
        assert found != 200 or name in ("login", "jsi18n", "invitation"), name
    else:
        assert (found == 200) == (role in whose), (name, role, found)
    if name not in SENT_ELSEWHERE:
        assert one_request(client, "post", address, JUNK) < 500, (name, role)


def clients_of(people: dict[str, Curator]) -> dict[str, Client]:
    return {"nobody": Client(), **{role: who.browser for role, who in people.items()}}


def test_every_address_of_the_curators_site_opens_for_whom_it_is_declared(people, rows, tell):
    """Some addresses, all that are no table's among them, by somebody; nothing that is published is written to."""
    chance, clients, before = random.Random(11), clients_of(people), events()
    found = list(addresses(rows))
    assert len(found) > 150
    tables = sorted({name.rpartition("_")[0] for name, _, _ in found if name not in PAGES})
    pages = cycle(("changelist", "add", "change", "history", "delete"))
    wanted = {*PAGES, *(f"{table}_{next(pages)}" for table in tables)}
    chosen = [one for one in found if one[0] in wanted]
    assert len(chosen) >= len(PAGES) + len(tables)
    for one in chosen:
        role = chance.choice(list(clients))
        visit(role, clients[role], *one)
    assert events() == before
    tell(f"matrix of addresses: {len(chosen)} of {len(found)}, each by one of {', '.join(clients)}")


@pytest.mark.long
@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_every_address_of_the_curators_site_opens_for_whom_it_is_declared_in_every_role(role, people, rows, tell):
    client, before = clients_of(people)[role], events()
    found = list(addresses(rows))
    for one in found:
        visit(role, client, *one)
    assert events() == before
    tell(f"matrix of addresses, {role}: {len(found)}, each looked at and written to")


def one_request(client: Client, method: str, address: str, *data: Any) -> int:
    """The status of the answer; what it wrote stays until the test ends."""
    with transaction.atomic():
        return int(getattr(client, method)(address, *data).status_code)


# ---------------------------------------------------------------------------------------------- every method of the API
# What writes by the API: the name of the address and the methods; what they do is declared above, or of other tables.
WRITES: dict[str, set[str]] = {
    "drafts": {"post"},
    "change-requests": {"post"},
    **{f"change-request-{decision.replace('_', '-')}": {"post"} for decision in DECISIONS},
    "change-request-comments": {"post"},
    "problems-list": {"post"},  # a reader's report, without a token; it is no record
}
OPEN_TO_ALL = {"problems-list"}
for _name, _method in API:
    WRITES.setdefault(_name, set()).add(_method)


WRITING = {"post", "put", "patch", "delete"}


def methods_of(view: Any) -> set[str]:
    """The methods that an address of the API answers, beside reading."""
    actions = getattr(view, "actions", None)
    names = (
        set(actions) if actions else {name for name in ("post", "put", "patch", "delete") if hasattr(view.cls, name)}
    )
    return names & {"post", "put", "patch", "delete"}


def test_every_method_of_the_api_is_declared_and_no_other_writes(people, rows, tell):
    chance, count, before = random.Random(3), 0, events()
    value = rows["mgdb_measurement"]
    for text, one in patterns_of(_Api()):
        assert one.name or text == "", f"{text} has no name"
        declared = WRITES.get(one.name or "", set())
        assert methods_of(one.callback) == declared, f"{text}: who may, and what it does, is to be declared"
        words = {"number": 1, "revision": 1, "slug": "rate", "key": "voltage"}
        known = {name: words.get(name, value.public_id) for name in one.pattern.converters}
        known |= {name: words.get(name, value.public_id) for name in one.pattern.regex.groupindex if name not in known}
        address = "/api/v1/nothing/" if not one.name else reverse(f"api:{one.name}", kwargs=known or None)
        for method in sorted(WRITING):
            count += 1
            who = people[chance.choice(ROLES)].program
            response = who.generic(method.upper(), address, "{}", "application/json")
            allowed = {400, 404, 409, 412, 422, 428, 403, 405} if declared else {404, 405}
            assert response.status_code in allowed, (method, address, response.status_code)
            if declared and one.name not in OPEN_TO_ALL:
                stranger = Client().generic(method.upper(), address, "{}", "application/json")
                assert stranger.status_code in (401, 405), (method, address)
    assert events() == before
    tell(f"matrix of the API: {count} addresses and methods")


# Commands that write records do so as the operator's loader; none acts for a user whom it is told.
WRITING_COMMANDS = {"load_dataset", "merge_records", "prepare", "recompute_canonical"}
ACTS_FOR = {"--user", "--by", "--as", "--author", "--reviewer"}


def test_no_command_acts_for_a_person():
    ours = {name for name, app in get_commands().items() if app == "mgdb"}
    assert ours >= WRITING_COMMANDS
    for name in ours:
        parser = load_command_class("mgdb", name).create_parser("manage.py", name)
        options = {option for action in parser._actions for option in (*action.option_strings, action.dest)}
        assert not ACTS_FOR & options, name
        assert not {"user", "username", "by", "author"} & options, name
