"""The second step of the login: enrolled with a code, asked for behind the password, required of whoever judges."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from mgdb import sent_forms
from mgdb.accounts import two_step
from mgdb.models import SignIn
from tests.admin.conftest import person

INDEX, CHECK, ENROL = "admin:index", "admin:second_step", "admin:two_step"


def code_of(device, ahead=0):
    """The code that the device shows, or will show so many steps later."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift + ahead)
    return f"{totp.token():06d}"


def enrolled(user):
    device = two_step.begin(user)
    device, codes = two_step.confirm(user, code_of(device))
    TOTPDevice.objects.update(last_t=-1)  # as if some time had passed
    return device, codes


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ada(db):
    return person("ada", "contributor").user


def test_a_device_is_enrolled_with_its_first_code_and_gives_recovery_codes(contributor):
    page = contributor.get(reverse(ENROL))
    content = page.content.decode()
    assert re.search(r'<svg[^>]* class="qr"', content)
    assert "style=" not in content[content.index("<svg") : content.index("</svg>")]
    device = TOTPDevice.objects.get(user=contributor.user)
    assert two_step.secret_of(device) in content
    assert two_step.secret_of(device) in contributor.get(reverse(ENROL)).content.decode()  # the same until it is used
    wrong = contributor.post(reverse(ENROL), {"code": "000000", "enrol": "1"})
    assert "This code is wrong" in wrong.content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    done = contributor.post(reverse(ENROL), {"code": code_of(device), "enrol": "1"})
    assert len(re.findall(r'<code class="secret">', done.content.decode())) == 10
    assert "no-store" in done["Cache-Control"]
    assert contributor.get(reverse(INDEX)).status_code == 200  # the session that enrolled has done its second step


def test_behind_the_password_the_code_is_asked_for(ada):
    device, _ = enrolled(ada)
    client = signed_in(ada)
    page = reverse("admin:mgdb_measurement_changelist")
    assert client.get(page).url == f"{reverse(CHECK)}?next=%2Fadmin%2Fmgdb%2Fmeasurement%2F"
    assert client.post(reverse("admin:import_dataset"), {"text": "mgdb: 1"}).status_code == 302
    assert client.get(reverse("admin:password_change")).status_code == 302
    assert client.get(reverse(ENROL)).status_code == 302
    wrong = client.post(reverse(CHECK), {"code": "000000"})
    assert "This code is wrong" in wrong.content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    right = client.post(reverse(CHECK), {"code": code_of(device), "next": page})
    assert right.url == page
    assert client.get(page).status_code == 200
    assert list(SignIn.objects.order_by("pk").values_list("outcome", flat=True)) == ["wrong_code", "second_step"]


def test_the_way_on_leads_nowhere_else(ada):
    device, _ = enrolled(ada)
    answer = signed_in(ada).post(reverse(CHECK), {"code": code_of(device), "next": "https://elsewhere.example/"})
    assert answer.url == reverse(INDEX)


def test_a_recovery_code_works_once(ada):
    _, codes = enrolled(ada)
    client = signed_in(ada)
    assert client.post(reverse(CHECK), {"code": f" {codes[0].upper()} "}).status_code == 302
    assert "9 recovery codes are left" in client.get(reverse(INDEX)).content.decode()
    assert signed_in(ada).post(reverse(CHECK), {"code": codes[0]}).status_code == 200


def test_one_code_opens_one_of_many_sessions_at_once(committed_db):
    device, _ = enrolled(User.objects.create_user("ada", is_staff=True))
    user, code = User.objects.get(username="ada"), code_of(device)

    def attempt(_):
        try:
            return two_step.verify(user, code) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(attempt, range(8))) == [False] * 7 + [True]


def test_codes_cannot_be_guessed_on_and_on(ada, monkeypatch):
    enrolled(ada)
    asked = []
    monkeypatch.setattr(two_step, "verify", lambda user, code: asked.append(code))
    client = signed_in(ada)
    answers = [client.post(reverse(CHECK), {"code": f"{number:06}"}).content.decode() for number in range(12)]
    assert len(asked) == 6
    assert "Too many wrong attempts" in answers[-1]


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("roles", "attributes", "required"),
    [
        (["contributor"], {}, False),
        (["reviewer"], {}, True),
        (["administrator"], {}, True),
        ([], {"is_superuser": True}, True),
        ([], {}, False),
    ],
)
def test_where_it_is_required_whoever_judges_enrols_first(roles, attributes, required, db, settings):
    client = person("rosalind", *roles, **attributes)
    assert client.get(reverse(INDEX)).status_code == 200
    settings.TWO_STEP_REQUIRED = True
    answer = client.get(reverse(INDEX))
    if not required:
        assert answer.status_code == 200
        return
    assert answer.url.startswith(reverse(ENROL))
    device = TOTPDevice.objects.filter(user=client.user).first()
    assert device is None  # reading wrote nothing
    assert client.get(reverse(ENROL)).status_code == 200
    device = TOTPDevice.objects.get(user=client.user)
    client.post(reverse(ENROL), {"code": code_of(device), "enrol": "1"})
    assert client.get(reverse(INDEX)).status_code == 200
    TOTPDevice.objects.update(last_t=-1)
    client.post(reverse(ENROL), {"code": code_of(device), "off": "1"})
    assert two_step.device_of(client.user)  # required: it cannot be turned off


def test_where_it_is_optional_it_can_be_turned_off_with_a_code(ada):
    device, _ = enrolled(ada)
    client = signed_in(ada)
    client.post(reverse(CHECK), {"code": code_of(device)})
    client.post(reverse(ENROL), {"code": "000000", "off": "1"})
    assert two_step.device_of(ada)
    TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None)
    assert client.post(reverse(ENROL), {"code": code_of(device), "off": "1"}).url == reverse("admin:account")
    assert two_step.device_of(ada) is None


def test_an_open_session_alone_puts_no_other_device_in_place_of_ones_own(ada):
    device, codes = enrolled(ada)
    client = signed_in(ada)
    client.post(reverse(CHECK), {"code": code_of(device)})
    TOTPDevice.objects.update(last_t=-1)
    page = client.get(f"{reverse(ENROL)}?replace")
    assert "Code of the device before" in page.content.decode()
    other = TOTPDevice.objects.get(user=ada, confirmed=False)
    for sent in ({}, {"present": ""}, {"present": "000000"}, {"present": code_of(other)}):
        client.post(f"{reverse(ENROL)}?replace", {"code": code_of(other), "enrol": "1", **sent})
        TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None)
        assert two_step.device_of(ada) == device
    done = client.post(f"{reverse(ENROL)}?replace", {"code": code_of(other), "present": codes[0], "enrol": "1"})
    assert "Two-step login is on" in done.content.decode()
    assert two_step.device_of(ada) == other
    assert client.get(reverse(INDEX)).status_code == 200


def test_a_code_that_is_tried_on_a_page_filled_again_counts_as_tried(ada):
    device, _ = enrolled(ada)
    client = signed_in(ada)
    client.post(reverse(CHECK), {"code": code_of(device)})
    TOTPDevice.objects.update(last_t=-1)
    client.post(reverse(ENROL), {"code": "000000", "off": "1", sent_forms.RESTORE: "1"})
    assert TOTPDevice.objects.get(user=ada).throttling_failure_count == 1


def test_an_administrator_removes_the_second_step_of_a_lost_device(ada, administrator, superuser):
    enrolled(ada)
    enrolled(superuser.user)
    for user in (ada, superuser.user):
        data = {"action": "remove_second_step", "_selected_action": [user.pk]}
        administrator.post(reverse("admin:auth_user_changelist"), data)
    assert two_step.device_of(ada) is None
    assert two_step.device_of(superuser.user) is not None


def test_ones_own_account_shows_the_latest_sign_ins_of_oneself_alone(contributor, reviewer):
    SignIn.objects.create(user=contributor.user, address="198.51.100.0/24", outcome="signed_in")
    SignIn.objects.create(user=reviewer.user, address="203.0.113.0/24", outcome="signed_in")
    content = contributor.get(reverse("admin:account")).content.decode()
    assert "198.51.100.0/24" in content
    assert "203.0.113.0/24" not in content
