"""Invitations: an administrator gives the role, the invited chooses name and password, once."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mgdb.accounts import invitations
from mgdb.models import Account, Invitation
from tests.admin.conftest import person

ADD = "admin:mgdb_invitation_add"
NEW = {
    "username": "emilie", "first_name": "Émilie", "last_name": "du Châtelet",
    "new_password1": "correct horse battery", "new_password2": "correct horse battery",
}  # fmt: skip


def invite(administrator, role="reviewer", **data):
    group = Group.objects.get(name=role)
    content = administrator.post(reverse(ADD), {"role": group.pk, **data}).content.decode()
    return re.search(r'<code class="secret">(http://testserver/[^<]+)</code>', content)[1]


def test_the_invited_becomes_what_he_was_invited_as(administrator):
    link, stranger = invite(administrator, email="emilie@example.org"), Client()
    page = stranger.get(link)
    assert "You are invited as" in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    assert stranger.post(link, NEW).url == reverse("admin:login")
    user = User.objects.get(username="emilie")
    assert (user.email, user.is_staff, user.is_superuser) == ("emilie@example.org", True, False)
    assert [group.name for group in user.groups.all()] == ["reviewer"]
    assert Account.objects.get(user=user).password_set_at is not None
    invitation = Invitation.objects.get()
    assert (invitation.account, invitation.state, invitation.created_by) == (user, "accepted", administrator.user)
    assert link.split("/")[-2] not in (invitation.digest, str(invitation))
    login = {"username": "emilie", "password": "correct horse battery"}
    assert stranger.post(reverse("admin:login"), login).status_code == 302
    again = Client().post(link, NEW | {"username": "second"})
    assert again.status_code == 410
    assert "was accepted already" in again.content.decode()
    assert not User.objects.filter(username="second").exists()


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"username": "grace"}, "is taken"),
        ({"username": "GRACE"}, "small letters"),
        ({"username": "no blanks"}, "small letters"),
        ({"username": "gr\u0430ce"}, "small letters"),  # a Cyrillic а
        ({"username": "Emilie"}, "small letters"),
        ({"username": "rn0na"}, "looks like “mona”"),
        ({"first_name": "\u0415milie"}, "Cyrillic and Latin letters"),
        ({"last_name": "du \u202etelet\u202c"}, "nobody can see"),
        ({"new_password2": "another one entirely"}, "match"),
        ({"new_password1": "emilie-emilie-1", "new_password2": "emilie-emilie-1"}, "holds “emilie”"),
        ({"new_password1": "short", "new_password2": "short"}, "too short"),
    ],
)
def test_what_will_not_do_as_an_account_is_said(data, words, administrator):
    User.objects.create_user("mona")
    answer = Client().post(invite(administrator), NEW | data)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert Invitation.objects.get().state == "open"


@pytest.mark.parametrize(
    ("change", "words"),
    [({"expires_at": timezone.now()}, "has expired"), ({"revoked_at": timezone.now()}, "was taken back")],
)
def test_an_invitation_that_is_not_open_says_why(change, words, administrator):
    link = invite(administrator)
    Invitation.objects.update(**change)
    for answer in (Client().get(link), Client().post(link, NEW)):
        assert answer.status_code == 410
        assert words in answer.content.decode()


def test_a_wrong_link_is_no_invitation(db):
    answer = Client().get(reverse("admin:invitation", args=["nonsense"]))
    assert answer.status_code == 410
    assert "the link of no invitation" in answer.content.decode()


def test_an_administrator_takes_an_invitation_back(administrator):
    link = invite(administrator)
    data = {"action": "take_back", "_selected_action": [Invitation.objects.get().pk]}
    administrator.post(reverse("admin:mgdb_invitation_changelist"), data)
    assert Client().get(link).status_code == 410


def test_nobody_is_invited_as_what_is_no_role(administrator):
    group = Group.objects.create(name="everything")
    answer = administrator.post(reverse(ADD), {"role": group.pk})
    assert "valid choice" in answer.content.decode()


def test_it_is_mailed_once_it_is_kept(administrator, settings, django_capture_on_commit_callbacks):
    settings.MAIL_IS_SENT = True
    with django_capture_on_commit_callbacks(execute=True):
        link = invite(administrator, email="emilie@example.org")
        assert mail.outbox == [], "what is not kept yet may never be"
    assert [message.to for message in mail.outbox] == [["emilie@example.org"]]
    assert link in mail.outbox[0].body


def test_the_page_says_whether_it_was_mailed_and_has_the_link_in_any_case(committed_db, settings, monkeypatch):
    settings.MAIL_IS_SENT = True
    administrator = person("grace", "administrator")
    data = {"role": Group.objects.get(name="reviewer").pk, "email": "emilie@example.org"}
    page = administrator.post(reverse(ADD), data).content.decode()
    assert "It was mailed to emilie@example.org." in page

    def fail(*_):
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(invitations, "send_mail", fail)
    page = administrator.post(reverse(ADD), data).content.decode()
    assert "could not be sent; pass the link on yourself" in page
    assert "It was mailed" not in page
    assert '<code class="secret">' in page


def test_without_mail_the_form_says_so(administrator):
    assert "No mail is sent here" in administrator.get(reverse(ADD)).content.decode()
