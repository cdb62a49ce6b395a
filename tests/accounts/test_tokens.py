"""Tokens of the API: hashed, shown once, scoped, revocable, expiring."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from api.authentication import WithinScopes
from mgdb.accounts import tokens
from mgdb.models import ApiToken
from tests.admin.conftest import person
from tests.migrations import migrate

LIST, ADD = "admin:mgdb_apitoken_changelist", "admin:mgdb_apitoken_add"
NEW = {"name": "a script", "days": "90"}


def read(text):
    return Client().get("/api/v1/sources/?page_size=1", headers={"authorization": f"Token {text}"})


def made_by(client, **data):
    content = client.post(reverse(ADD), NEW | data).content.decode()
    return re.search(r'<code class="secret">(mgdb_[^<]+)</code>', content)[1]


def test_a_token_is_shown_once_and_kept_as_a_hash(contributor):
    text = made_by(contributor)
    token = ApiToken.objects.get()
    assert token.digest == hashlib.sha256(text.encode()).hexdigest()
    assert text.startswith(f"mgdb_{token.prefix}_")
    assert (token.user, token.scopes) == (contributor.user, [])
    for page in (reverse(LIST), reverse("admin:mgdb_apitoken_change", args=[token.pk]), reverse("admin:index")):
        content = contributor.get(page).content.decode()
        assert text not in content
        assert token.digest not in content
    assert token.prefix in contributor.get(reverse(LIST)).content.decode()
    assert read(text).status_code == 200
    assert ApiToken.objects.get().last_used_at is not None


def test_its_last_use_is_not_written_at_every_request(contributor):
    _, text = tokens.make(contributor.user, "a script", [], 30)
    tokens.find(text)
    noted = ApiToken.objects.get().last_used_at
    tokens.find(text)
    assert ApiToken.objects.get().last_used_at == noted
    ApiToken.objects.update(last_used_at=noted - timedelta(minutes=11))
    tokens.find(text)
    assert ApiToken.objects.get().last_used_at > noted


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "expired"),
        ({"revoked_at": timezone.now()}, "revoked"),
        ({"user__is_active": False}, "account deactivated"),
        ({"digest": "0" * 64}, "not known"),
    ],
)
def test_a_token_that_is_no_longer_good_says_why(change, words, contributor):
    _, text = tokens.make(contributor.user, "a script", [], 30)
    if "user__is_active" in change:
        User.objects.update(is_active=False)
    else:
        ApiToken.objects.update(**change)
    answer = read(text)
    assert answer.status_code == 401
    assert words in answer.json()["detail"]


def test_one_sees_and_revokes_ones_own_tokens_and_an_administrator_all(contributor, reviewer, administrator):
    token, text = tokens.make(contributor.user, "a script of ada", [], 30)
    revoke = {"action": "revoke", "_selected_action": [token.pk]}
    assert "a script of ada" not in reviewer.get(reverse(LIST)).content.decode()
    reviewer.post(reverse(LIST), revoke)
    assert read(text).status_code == 200
    assert "a script of ada" in administrator.get(reverse(LIST)).content.decode()
    contributor.post(reverse(LIST), revoke)
    assert read(text).status_code == 401
    other, text = tokens.make(contributor.user, "another", [], 30)
    administrator.post(reverse(LIST), revoke | {"_selected_action": [other.pk]})
    assert read(text).status_code == 401


def test_who_has_no_role_makes_no_token(db):
    assert person("nobody").post(reverse(ADD), NEW).status_code == 403


@pytest.mark.parametrize(
    ("data", "words"),
    [({"name": ""}, "required"), ({"days": "9999"}, "valid choice"), ({"scopes": ["everything"]}, "valid choice")],
)
def test_what_is_no_token_is_refused(data, words, contributor):
    assert words in contributor.post(reverse(ADD), NEW | data).content.decode()
    assert not ApiToken.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "scopes", "status"),
    [("get", [], 200), ("post", [], 403), ("post", ["read_drafts"], 403), ("post", ["write"], 200)],
)
def test_a_token_changes_something_only_with_the_scope_to_write(method, scopes, status):
    class View(APIView):
        permission_classes = [WithinScopes, AllowAny]

        def get(self, request):
            return Response(request.auth.name)

        post = get

    _, text = tokens.make(User.objects.create_user("ada"), "a script", scopes, 30)
    request = getattr(APIRequestFactory(), method)("/", headers={"authorization": f"Token {text}"})
    assert View.as_view()(request).status_code == status


@pytest.mark.long  # of a migration that stays as it is
def test_tokens_from_before_go_on_reading_and_their_text_is_gone(committed_db):
    user, key = User.objects.create_user("reader"), "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b"
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE authtoken_token (key varchar(40) PRIMARY KEY, created timestamptz NOT NULL, "
            "user_id integer NOT NULL UNIQUE)"
        )
        cursor.execute("INSERT INTO authtoken_token VALUES (%s, now(), %s)", [key, user.pk])
    migrate("0016_accounts", fake=True)
    migrate("0017_api_tokens_are_hashed")
    migrate(fake=True)
    token = ApiToken.objects.get()
    assert (token.user, token.scopes, token.state) == (user, [], "valid")
    assert timedelta(days=89) < token.expires_at - timezone.now() < timedelta(days=91)
    assert read(key).status_code == 200
    assert "authtoken_token" not in connection.introspection.table_names()
