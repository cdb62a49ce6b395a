"""Who may open which page of the admin."""

import pghistory
import pytest
from django.contrib.auth.models import Group, User
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from mgdb.accounts import sign_ins
from mgdb.admin import site
from mgdb.admin.roles import ROLES, written_models
from mgdb.models import SignIn, Source
from mgdb.review.history import changes_of

from .conftest import person

pytestmark = pytest.mark.django_db
PAGES = [
    ("admin:index", 302, 200, 200, 200),
    ("admin:mgdb_measurement_add", 302, 200, 200, 200),
    ("admin:import_dataset", 302, 200, 200, 200),
    ("admin:mgdb_job_changelist", 302, 200, 200, 200),
    ("admin:auth_user_changelist", 302, 403, 403, 200),
    ("admin:auth_user_add", 302, 403, 403, 200),
    ("admin:auth_group_add", 302, 403, 403, 403),
    ("admin:account", 302, 200, 200, 200),
    ("admin:mgdb_apitoken_changelist", 302, 200, 200, 200),
    ("admin:mgdb_apitoken_add", 302, 200, 200, 200),
    ("admin:mgdb_invitation_add", 302, 403, 403, 200),
    ("admin:mgdb_signin_changelist", 302, 403, 403, 200),
    ("admin:mgdb_datasetentry_add", 302, 403, 403, 403),
    ("admin:mgdb_problem_changelist", 302, 200, 200, 200),
    ("admin:mgdb_problem_add", 302, 403, 403, 403),
    ("admin:mgdb_finding_changelist", 302, 200, 200, 200),
    ("admin:mgdb_finding_add", 302, 403, 403, 403),
    ("admin:mgdb_finding_look", 302, 403, 403, 403),
]
ACTIONS = ("add", "change", "view", "delete", "publish", "withdraw")


@pytest.mark.sampled(8)
@pytest.mark.parametrize(("page", "stranger", "ada", "rosalind", "grace"), PAGES, ids=[page[0] for page in PAGES])
def test_each_role_opens_its_pages(page, stranger, ada, rosalind, grace, contributor, reviewer, administrator):
    found = [client.get(reverse(page)).status_code for client in (Client(), contributor, reviewer, administrator)]
    assert found == [stranger, ada, rosalind, grace]


def test_a_staff_member_without_a_role_sees_no_record(db):
    client = person("nobody")
    assert client.get(reverse("admin:index")).status_code == 200
    assert client.get(reverse("admin:mgdb_measurement_changelist")).status_code == 403
    assert client.get(reverse("admin:import_dataset")).status_code == 403


def test_who_left_the_staff_is_sent_to_the_login(contributor):
    User.objects.filter(username="ada").update(is_staff=False)
    assert contributor.get(reverse("admin:mgdb_measurement_changelist")).status_code == 302


def test_no_role_may_delete_a_record(db):
    for group in Group.objects.filter(name__in=("contributor", "reviewer", "administrator")):
        names = set(group.permissions.values_list("codename", flat=True))
        assert not {"delete_measurement", "delete_material", "delete_source", "delete_job", "change_job"} & names
        assert {"add_measurement", "delete_report", "view_job"} <= names
    assert Group.objects.get(name="reviewer").permissions.filter(codename="publish_measurement").exists()
    assert not Group.objects.get(name="contributor").permissions.filter(codename="publish_measurement").exists()


def test_an_administrator_cannot_make_or_change_a_superuser(administrator, superuser):
    other = User.objects.create_user("other")
    address = reverse("admin:auth_user_change", args=[other.pk])
    assert "is_superuser" not in administrator.get(address).context["adminform"].form.fields
    administrator.post(address, {"username": "other", "is_superuser": "on", "is_active": "on"})
    other.refresh_from_db()
    assert not other.is_superuser
    theirs = reverse("admin:auth_user_change", args=[superuser.user.pk])
    assert administrator.post(theirs, {"username": "taken"}).status_code == 403
    assert administrator.get(reverse("admin:auth_user_password_change", args=[superuser.user.pk])).status_code == 403


def test_nobody_has_rights_to_what_programs_write(db):
    """Rights to tables of bookkeeping, of history and of people are nobody's, but to look at the work of one's own."""
    people = {"mgdb.add_job", "mgdb.add_apitoken", "mgdb.add_invitation"}
    written = {f"mgdb.{action}_{model._meta.model_name}" for model in written_models() for action in ACTIONS}
    for role in ROLES:
        rights = {
            f"{label}.{name}"
            for label, name in Group.objects.get(name=role).permissions.values_list(
                "content_type__app_label", "codename"
            )
        }
        assert rights - written - people <= {
            *(f"mgdb.view_{model._meta.model_name}" for model in site._registry),
            *(f"auth.{name}" for name in ("add_user", "change_user", "view_user", "view_group")),
        }
        assert ("auth.change_user" in rights) == ("mgdb.add_invitation" in rights) == (role == "administrator")


def test_a_refused_page_says_why(contributor, administrator, superuser):
    refused = contributor.get(reverse("admin:auth_user_changelist"))
    assert refused.status_code == 403
    assert "You are signed in as ada, with contributor" in refused.content.decode()
    theirs = reverse("admin:auth_user_change", args=[superuser.user.pk])
    assert "only a superuser may change it" in administrator.post(theirs, {"username": "x"}).content.decode()
    password = reverse("admin:auth_user_password_change", args=[superuser.user.pk])
    assert "only a superuser may change it" in administrator.get(password).content.decode()


@pytest.mark.parametrize("action", ["publish_selected", "delete_selected", "no such action"])
def test_a_refused_action_says_why(action, contributor):
    source = Source.objects.published().first()
    data = {"action": action, "_selected_action": [source.pk], f"seen-{source.pk}": source.revision}
    answer = contributor.post(reverse("admin:mgdb_source_changelist"), data, follow=True).content.decode()
    assert "Nothing is done. You are signed in as ada, with contributor" in answer
    assert Source.objects.get(pk=source.pk).status == "published"


def test_a_form_from_another_site_is_refused_in_words(db):
    answer = Client(enforce_csrf_checks=True).post(reverse("admin:login"), {"username": "ada", "password": "x"})
    assert answer.status_code == 403
    assert "Open the form again" in answer.content.decode()


@pytest.mark.parametrize("who", ["administrator", "superuser"])
def test_an_account_is_deactivated_and_never_deleted(who, request):
    client, other = request.getfixturevalue(who), User.objects.create_user("emilie", is_staff=True)
    refused = client.post(reverse("admin:auth_user_delete", args=[other.pk]), {"post": "yes"})
    assert refused.status_code == 403
    assert "Deactivate the account instead" in refused.content.decode()
    changelist = reverse("admin:auth_user_changelist")
    assert "delete_selected" not in client.get(changelist).content.decode()
    client.post(changelist, {"action": "deactivate", "_selected_action": [other.pk]})
    other.refresh_from_db()
    assert not other.is_active


def test_nobody_deactivates_himself_or_a_superuser(administrator, superuser):
    for account in (administrator.user, superuser.user):
        data = {"action": "deactivate", "_selected_action": [account.pk]}
        answer = administrator.post(reverse("admin:auth_user_changelist"), data, follow=True)
        assert f"You may not deactivate {account.username}" in answer.content.decode()
        account.refresh_from_db()
        assert account.is_active


def test_the_history_names_who_is_deactivated(contributor, reviewer):
    source = Source.objects.create(title="A paper", year=2020)
    with pghistory.context(user=contributor.user.pk):
        source.title = "A paper, corrected"
        source.save()
    User.objects.filter(pk=contributor.user.pk).update(is_active=False)
    assert "ada" in {change.who for change in changes_of(source)}


def test_an_account_that_signed_in_cannot_be_deleted_by_any_way(db):
    user = User.objects.create_user("ada")
    sign_ins.note(SignIn.Outcome.SIGNED_IN, "192.0.2.7", user)
    with pytest.raises(ProtectedError):
        user.delete()
