"""No form of the admin loses what was typed, or writes over what somebody else saved meanwhile."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from mgdb import review, sent_forms
from mgdb.admin import site
from mgdb.admin.forms import MOST_PARTS
from mgdb.admin.shown_state import FIELD, State
from mgdb.admin.surviving import SurvivingAdmin
from mgdb.models import Account, ChangeRequest, Curve, Electrolyte, Material, MaterialName, Record, Source
from tests.admin.browsers_part import filled, row, seen_before, shown
from tests.records.examples import fill_gaps

pytestmark = pytest.mark.django_db

# Where a text is typed in the form of each model that has one, and the column behind it.
TEXTS = {
    "auth.User": "first_name", "auth.Group": "name", "mgdb.Cell": "remarks", "mgdb.Comparison": "description",
    "mgdb.Curve": "remarks", "mgdb.Electrolyte": "remarks", "mgdb.Material": "remarks", "mgdb.Measurement": "remarks",
    "mgdb.Pair": "remarks", "mgdb.Phase": "remarks", "mgdb.ReportedFactor": "remarks", "mgdb.Source": "remarks",
    "mgdb.Statement": "remarks",
}  # fmt: skip


@pytest.fixture
def rows():
    fill_gaps()
    User.objects.create_user("emmy", first_name="Emmy")


def a_row(model):
    """A row of `model` that may be written in place."""
    if model._meta.label == "mgdb.Electrolyte":
        found = Electrolyte.objects.filter(material__status="published").first()
        Material.objects.filter(pk=found.pk).update(status="draft")
        return found
    if not issubclass(model, Record):
        return model.objects.exclude(pk__in=User.objects.filter(is_superuser=True)).first()
    found = model._base_manager.filter(status="published").first()
    model._base_manager.filter(pk=found.pk).update(status="draft")
    return found


def moving(client, address) -> dict:
    """What the page at `address` sends back, of a record that is a revision further by then.

    (All of a test is one transaction, in which a record moves once.)
    """
    data = filled(client.get(address))
    mark = State.unpacked(data[FIELD]).mark
    return seen_before(data, int(mark) - 1) if mark.isdecimal() and len(mark) < 16 else data


def forms_with_a_row(client):
    """Every model whose rows somebody changes in a form of the admin."""
    request = client.get(reverse("admin:index")).wsgi_request
    return [model for model, one in site._registry.items() if one.has_change_permission(request)]


def test_every_registered_form_is_guarded(superuser, rows):
    assert [one for one in site._registry.values() if not isinstance(one, SurvivingAdmin)] == []
    assert {model._meta.label for model in forms_with_a_row(superuser)} == set(TEXTS)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("label", TEXTS)
def test_a_form_whose_row_moved_is_not_written_and_comes_back_filled(label, superuser, rows):
    model = next(model for model in site._registry if model._meta.label == label)
    column, found = TEXTS[label], a_row(model)
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[found.pk])
    opened = moving(superuser, address)
    other = filled(superuser.get(address)) | {column: "What somebody else wrote"}
    assert superuser.post(address, other).status_code == 302
    answer = superuser.post(address, opened | {column: "What I typed"})
    page = answer.content.decode()
    assert "it is now “What somebody else wrote”" in page
    assert "saved it at" in page
    assert "What I typed" in page
    found.refresh_from_db()
    assert getattr(found, column) == "What somebody else wrote"
    knowingly = filled(answer)  # with what is present now beside it
    assert superuser.post(address, knowingly).status_code == 302
    found.refresh_from_db()
    assert getattr(found, column) == "What I typed"


@pytest.mark.sampled(3)
@pytest.mark.parametrize("label", TEXTS)
def test_a_form_is_filled_again_from_what_the_browser_kept_and_writes_nothing(label, superuser, rows):
    model = next(model for model in site._registry if model._meta.label == label)
    column, found = TEXTS[label], a_row(model)
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[found.pk])
    before = getattr(found, column)
    kept = filled(superuser.get(address)) | {column: "Typed before the session ended"}
    answer = superuser.post(address, kept | {sent_forms.RESTORE: "1"})
    assert answer.status_code == 200
    assert "Typed before the session ended" in answer.content.decode()
    assert not answer.context["errors"]
    found.refresh_from_db()
    assert getattr(found, column) == before
    assert superuser.post(address, filled(answer)).status_code == 302


# ---------------------------------------------------------------- two people, field by field and row by row
@pytest.fixture
def draft():
    source = Source.objects.published().first()
    made = Material.objects.create(name="VS4 on foam", source=source, roles=["cathode"])
    for number in range(3):
        MaterialName.objects.create(material=made, name=f"name {number}", document=source)
    return made


@pytest.fixture
def address(draft):
    return reverse("admin:mgdb_material_change", args=[draft.pk])


def test_what_was_not_touched_follows_what_somebody_else_saved(contributor, reviewer, draft, address):
    mine = moving(contributor, address) | {"morphology": "Nanoflowers"}
    theirs = filled(reviewer.get(address)) | {"strategy": "doping", "roles": ["cathode", "anode"]}
    assert reviewer.post(address, theirs).status_code == 302
    answer = contributor.post(address, mine)
    assert [(one.label, one.kept) for one in answer.context["moved"].differences] == [
        ("Roles", False), ("Strategy", False),
    ]  # fmt: skip
    assert contributor.post(address, filled(answer)).status_code == 302
    draft.refresh_from_db()
    assert (draft.morphology, draft.strategy, sorted(draft.roles)) == ("Nanoflowers", "doping", ["anode", "cathode"])


def test_rows_of_parts_follow_too_and_a_removed_one_that_was_changed_is_kept(contributor, reviewer, draft, address):
    mine = moving(contributor, address)
    mine |= {"names-0-name": "name 0, mine", "names-1-name": "name 1, mine"} | row("names", 3, name="new, mine")
    mine["names-3-document"] = mine["names-0-document"]
    theirs = filled(reviewer.get(address)) | {"names-0-DELETE": "on", "names-1-name": "name 1, theirs"}
    theirs |= {"names-2-name": "name 2, theirs"} | row("names", 3, name="new, theirs")
    theirs["names-3-document"] = theirs["names-0-document"]
    assert reviewer.post(address, theirs).status_code == 302
    answer = contributor.post(address, mine)
    assert "it is now “name 1, theirs”" in answer.content.decode()
    told = {one.label: (one.now, one.kept) for one in answer.context["moved"].differences}
    assert ("removed", True) in told.values()
    assert ("added", False) in told.values()
    assert contributor.post(address, filled(answer)).status_code == 302
    found = set(draft.names.values_list("name", flat=True))
    assert found == {"name 0, mine", "name 1, mine", "name 2, theirs", "new, mine", "new, theirs"}


def test_what_was_handed_in_meanwhile_is_told_and_the_text_stands_there_to_be_copied(contributor, draft, address):
    mine = moving(contributor, address) | {"remarks": "typed for an hour"}
    Material.objects.filter(pk=draft.pk).update(status="in_review")
    answer = contributor.post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "typed for an hour" in page
    assert "you change it no longer" in page.lower()
    draft.refresh_from_db()
    assert draft.remarks == ""


def test_a_published_record_that_moved_is_proposed_beside_the_present_one(contributor):
    record = Material.objects.published().first()
    address = reverse("admin:mgdb_material_change", args=[record.pk])
    mine = moving(contributor, address) | {"remarks": "mine", "reason": "Table 1."}
    Material.objects.filter(pk=record.pk).update(morphology="Corrected meanwhile")
    answer = contributor.post(address, mine)
    assert not ChangeRequest.objects.exists()
    assert [one.now for one in answer.context["moved"].differences] == ["Corrected meanwhile"]
    assert contributor.post(address, filled(answer)).status_code == 302
    proposed = ChangeRequest.objects.get()
    assert (proposed.form["remarks"], proposed.form["morphology"]) == ("mine", "Corrected meanwhile")


@pytest.mark.sampled(2)
@pytest.mark.parametrize("typed", ["", "junk", "eJw=", "!!", "a" * 300, "ä"])
def test_a_state_that_no_page_showed_writes_nothing(typed, contributor, draft, address):
    data = filled(contributor.get(address)) | {"remarks": "mine", FIELD: typed}
    assert contributor.post(address, data).status_code == 200
    draft.refresh_from_db()
    assert draft.remarks == ""


def test_no_state_holds_a_secret(superuser, rows):
    user = User.objects.create_user("secretive", password="correct horse battery")
    page = filled(superuser.get(reverse("admin:auth_user_change", args=[user.pk])))
    state = State.unpacked(page[FIELD])
    assert "password" not in state.values
    assert user.password not in str(state)


def test_a_group_keeps_its_rights_when_two_change_them(superuser):
    group = Group.objects.create(name="guests")
    address = reverse("admin:auth_group_change", args=[group.pk])
    mine = filled(superuser.get(address)) | {"name": "visitors"}
    theirs = filled(superuser.get(address)) | {"permissions": ["1", "2"]}
    superuser.post(address, theirs)
    answer = superuser.post(address, mine)
    assert re.search("Permissions", answer.content.decode())
    assert superuser.post(address, filled(answer)).status_code == 302
    group.refresh_from_db()
    assert (group.name, group.permissions.count()) == ("visitors", 2)


# ---------------------------------------------------------------- what cannot be taken
def test_every_form_with_all_its_parts_is_within_what_is_taken(superuser, rows, some):
    longest = 0
    for model in some(forms_with_a_row(superuser), 6):
        found = a_row(model)
        page = superuser.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[found.pk]))
        inlines = [inline.formset for inline in page.context["inline_admin_formsets"]]
        parts = [len(formset.empty_form.fields) * min(formset.max_num, MOST_PARTS) for formset in inlines]
        longest = max(longest, sum(parts) + len(page.context["adminform"].form.fields) + 100)
    assert longest < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


@pytest.mark.parametrize("limit", ["DATA_UPLOAD_MAX_NUMBER_FIELDS", "DATA_UPLOAD_MAX_MEMORY_SIZE"])
def test_a_form_beyond_what_is_taken_is_answered_with_a_page(limit, contributor, settings, address):
    data = filled(contributor.get(address))
    setattr(settings, limit, 5)
    answer = contributor.post(address, urlencode(data, doseq=True), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    page = answer.content.decode()
    assert "too long to be taken at once" in page
    assert f'href="{address}"' in page


def test_a_form_with_an_outdated_token_leads_back_to_itself(contributor, address):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(contributor.user)
    answer = strict.post(address, {"remarks": "typed"})
    assert answer.status_code == 403
    assert f'href="{address}"' in answer.content.decode()


# ---------------------------------------------------------------- pages of their own
def test_ones_own_name_is_guarded_too(contributor):
    address = reverse("admin:account")
    first, second = contributor.get(address), contributor.get(address)
    names = {"public_name": "A. Lovelace"} | shown(first)
    assert contributor.post(address, names).status_code == 302
    answer = contributor.post(address, {"public_name": "Ada L."} | shown(second))
    assert "it is now “A. Lovelace”" in answer.content.decode()
    assert Account.objects.get(user=contributor.user).public_name == "A. Lovelace"
    assert contributor.post(address, {"public_name": "Ada L."} | shown(answer)).status_code == 302


def restored(client, name, data, **kwargs):
    """The page `name` filled again with `data`; all that it holds."""
    answer = client.post(reverse(f"admin:{name}", **kwargs), data | {sent_forms.RESTORE: "1"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_pages_of_their_own_are_filled_again_and_write_nothing(contributor, reviewer):
    text = "mgdb: 1\nsources: []"
    page = restored(contributor, "import_dataset", {"name": "a.yaml", "text": text, "import": "1"})
    assert "sources: []" in page
    assert 'value="a.yaml"' in page
    page = restored(contributor, "mgdb_curve_several", {"text": "1; 2", "read": ""})
    assert "1; 2" in page
    curves = {"curve-TOTAL_FORMS": 1, "curve-INITIAL_FORMS": 0, "curve-0-name": "Sample A", "curve-0-points": "1; 2"}
    page = restored(contributor, "mgdb_curve_several", curves | {"locator": "Fig. 3"})
    assert 'value="Sample A"' in page
    assert 'value="Fig. 3"' in page
    page = restored(contributor, "account", {"public_name": "Ada"})
    assert 'value="Ada"' in page
    record = Material.objects.published().first()
    request = review.propose("withdraw", record, by=contributor.user, seen=record.revision, reason="Entered twice.")
    page = restored(reviewer, "mgdb_changerequest_change", {"comment": "Not so.", "reject": "1"}, args=[request.pk])
    assert ">Not so.</textarea>" in page
    request.refresh_from_db()
    assert request.status == "open"
    assert not Account.objects.filter(user=contributor.user, public_name="Ada").exists()
    assert not Curve.objects.filter(name="Sample A").exists()


def test_what_a_decision_says_is_kept_when_it_is_refused(contributor, reviewer):
    record = Material.objects.published().first()
    request = review.propose("withdraw", record, by=contributor.user, seen=record.revision, reason="Entered twice.")
    address = reverse("admin:mgdb_changerequest_change", args=[request.pk])
    seen = {f"seen-{record.pk}": record.revision - 1}
    answer = reviewer.post(address, {"accept": "1", "comment": "I looked it up.", **seen})
    page = answer.content.decode()
    assert "was saved while you had it open" in page
    assert ">I looked it up.</textarea>" in page


def test_a_row_chosen_in_a_window_of_its_own_is_entered_once(contributor):
    address = f"{reverse('admin:mgdb_source_add')}?_popup=1"
    page = contributor.get(address)
    key = re.findall(r'name="form_key" value="([^"]+)"', page.content.decode())[-1]
    data = filled(page) | {"title": "Entered beside", "_popup": "1", "form_key": key}
    assert contributor.post(address, data).status_code == 200
    again = contributor.post(address, data)
    made = Source.objects.get(title="Entered beside")
    assert again["Location"] == f"{reverse('admin:mgdb_source_change', args=[made.pk])}?_popup=1"


def test_a_conflict_is_settled_by_the_author_of_the_request_alone(contributor, reviewer):
    record = Material.objects.published().exclude(morphology="").first()
    form = review.to_dict(record) | {"morphology": "mine", "remarks": "mine"}
    request = review.propose("edit", record, by=contributor.user, seen=record.revision, reason="Fig. 2.", form=form)
    Material.objects.filter(pk=record.pk).update(morphology="theirs")
    record.refresh_from_db()
    address = reverse("admin:mgdb_changerequest_change", args=[request.pk])
    page = contributor.get(address).content.decode()
    assert "Changed twice" in page
    assert "theirs" in page
    data = {"settle": "1", "reason": "Fig. 2.", f"seen-{record.pk}": record.revision}
    assert "Choose what is to stand at 1" in contributor.post(address, data).content.decode()
    assert "Only its author" in reviewer.post(address, data | {"conflict-0": "proposed"}).content.decode()
    assert contributor.post(address, data | {"conflict-0": "present"}).status_code == 302
    again = ChangeRequest.objects.open().get()
    assert (again.form["morphology"], again.form["remarks"]) == ("theirs", "mine")
    assert again.base_revision == record.revision


def test_a_merge_whose_other_record_moved_is_not_proposed_and_keeps_its_reason(contributor):
    first, second = Source.objects.published().order_by("pk")[:2]
    data = {"action": "merge_selected", "_selected_action": [first.pk, second.pk], "into": first.pk, "confirmed": "yes"}
    data |= {"reason": "The same DOI.", f"seen-{second.pk}": second.revision, f"seen-{first.pk}": first.revision - 1}
    address = reverse("admin:mgdb_source_changelist")
    page = contributor.post(address, data).content.decode()
    assert "was saved while you had it open" in page
    assert ">The same DOI.</textarea>" in page
    assert not ChangeRequest.objects.exists()
    assert contributor.post(address, data | {f"seen-{first.pk}": first.revision}).status_code == 302
    assert ChangeRequest.objects.get().into == first.public_id


# Addresses of the curators' site beside those that Django makes for each model: how each is safe to send twice or late.
OWN_PAGES = {
    "bulk": "takes each record only as the page showed it",
    "import_drafts": "asks on the page of many records",
    "mgdb_finding_look": "hands over an audit, unless one waits already",
    "review_paper": "takes each record only as the page showed it",
    "import_dataset": "brings drafts and change requests, under the locks of ingest",
    "account": "guarded by own_form",
    "two_step": "asks for a code, which is good once",
    "second_step": "each try counts",
    "invitation": "is accepted once",
    "password_change": "shows nothing that could have moved",
    "mgdb_curve_several": "makes new drafts",
    "mgdb_measurement_several": "makes new drafts",
    "mgdb_curve_preview": "saves nothing",
    "paper": "leads on, or asks for a look-up, of which a few wait at once",
    "look_up": "makes a new draft, unless the paper is here by then",
    "bibliography": "brings drafts in one import",
    "reading_desk": "saves nothing",
    "workbench_read": "saves nothing",
    "workbench_curves": "saves nothing",
    "workbench_save": "takes each row only at the revision that the page showed",
    "workbench_answer": "answers a doubt, unless it is answered",
    "workbench_hand_in": "takes each record only as the page showed it",
    "import_table": "keeps one upload more",
    "table": "is its owner's alone, and shows what it keeps",
    "table_check": "loads only what was checked, as it was checked",
    "table_batch": "takes each record only as it is when the job is made",
    "auth_user_password_change": "shows nothing that could have moved",
    "missing_dois": "shows nothing that could have moved",
    "look_up_source": "asks Crossref once more; nothing of the source is stored",
    "login": "each try counts",
    "logout": "may be done twice",
}
OF_A_MODEL = ("_changelist", "_add", "_history", "_delete", "_change")
ONLY_READ = {
    *(
        "my_records",
        "review",
        "table_file",
        "workbench",
        "workbench_rows",
        "index",
        "password_change_done",
        "autocomplete",
    ),
    *("jsi18n", "view_on_site", "app_list"),
}


def test_every_address_that_takes_a_form_is_declared_here():
    names = set()
    for pattern in site.get_urls():
        names |= {one.name for one in getattr(pattern, "url_patterns", [pattern]) if one.name}
    own = {name for name in names - ONLY_READ if not name.endswith(OF_A_MODEL) or name in OWN_PAGES}
    assert own == set(OWN_PAGES)
