"""How often a login may be tried: reserved before the password is looked at, for each name, address and network."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mgdb import admission
from mgdb.accounts import limits, sign_ins
from mgdb.accounts.limits import ADDRESS, NAME, NAME_AND_ADDRESS, TooManyAttempts, reserve
from mgdb.models import RateLimit, SignIn

HERE, THERE = "198.51.100.7", "203.0.113.9"
GOOD = {"username": "ada", "password": "a right password"}


@pytest.fixture
def clock(monkeypatch):
    """Moves the time of the limits on: clock(seconds)."""
    now = timezone.now()

    def later(seconds):
        nonlocal now
        now += timedelta(seconds=seconds)
        monkeypatch.setattr(limits, "NOW", f"'{now.isoformat()}'::timestamptz")

    later(0)
    return later


@pytest.fixture
def ada(db):
    return User.objects.create_user("ada", password="a right password", is_staff=True)


def sign_in(name="ada", password="wrong", client=None, **where):  # noqa: S107
    data = {"username": name, "password": password}
    return (client or Client()).post(reverse("admin:login"), data, **where)


def tried(*, times, **attempt):
    """How many of so many attempts were let through."""
    through = 0
    for _ in range(times):
        try:
            reserve(**attempt)
            through += 1
        except TooManyAttempts:
            pass
    return through


@pytest.mark.django_db
def test_after_six_attempts_a_name_waits_at_one_address(clock):
    assert tried(times=12, name="ada", address=HERE) == NAME_AND_ADDRESS.burst == 6
    clock(149)
    assert tried(times=1, name="ada", address=HERE) == 0
    clock(2)
    assert tried(times=2, name="ada", address=HERE) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("spelling", ["ADA", " ada ", "ａｄａ"])
def test_a_name_is_one_however_it_is_written(spelling, clock):
    tried(times=6, name="ada", address=HERE)
    assert tried(times=1, name=spelling, address=HERE) == 0


@pytest.mark.django_db
def test_wrong_attempts_elsewhere_do_not_hold_the_owner_up(clock):
    assert tried(times=6, name="ada", address=THERE) == 6
    assert tried(times=1, name="ada", address=HERE) == 1


@pytest.mark.django_db
def test_many_names_from_one_address_are_slowed(clock):
    through = sum(tried(times=1, name=f"name {number}", address=HERE) for number in range(12))
    assert through == ADDRESS.burst == 10
    clock(60)
    assert tried(times=2, name="another", address=HERE) == 1


@pytest.mark.django_db
def test_one_customers_ipv6_addresses_are_one_and_the_next_customers_another(clock):
    assert tried(times=6, name="ada", address="2001:db8:1:2::1") == 6
    assert tried(times=1, name="ada", address="2001:db8:1:2:ffff::9") == 0
    assert tried(times=1, name="ada", address="2001:db8:1:3::1") == 1


@pytest.mark.django_db
def test_a_name_tried_from_everywhere_is_slowed_by_seconds_and_never_locked(clock):
    addresses = [f"198.51.100.{number}" for number in range(1, 60)]
    assert sum(tried(times=1, name="ada", address=address) for address in addresses) == NAME.burst == 20
    with pytest.raises(TooManyAttempts) as refused:
        reserve("ada", THERE)
    assert refused.value.wait <= 5
    assert reserve("ada", THERE, known=True)  # who signed in from here before is not even slowed
    clock(5)
    assert reserve("ada", "192.0.2.1")


@pytest.mark.django_db
def test_a_refused_attempt_counts_nowhere(clock):
    tried(times=6, name="ada", address=HERE)
    before = list(RateLimit.objects.order_by("key").values_list("key", "free_at"))
    tried(times=50, name="ada", address=HERE)
    assert list(RateLimit.objects.order_by("key").values_list("key", "free_at")) == before


@pytest.mark.django_db
def test_who_signs_in_is_free_again(clock):
    for _ in range(30):
        reserve("ada", HERE).succeeded()
    assert tried(times=6, name="ada", address=HERE) == 6


@pytest.mark.django_db
def test_neither_names_nor_addresses_are_readable(clock):
    reserve("lovelace", HERE)  # not of the letters of a digest
    keys = RateLimit.objects.values_list("key", flat=True)
    assert keys
    assert not [key for key in keys if "lovelace" in key or HERE in key]


def test_a_race_gains_no_attempt(committed_db, monkeypatch):
    """24 requests at once: the database lets six of them look at the password."""
    looked = []
    monkeypatch.setattr(ModelBackend, "authenticate", lambda self, request, **_: looked.append(1))
    monkeypatch.setattr(admission, "FEW_AT_WORK", 24)

    def attempt(_):
        try:
            return sign_in().status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        assert set(pool.map(attempt, range(24))) == {200}
    assert len(looked) == 6


def test_the_page_says_how_long_to_wait_and_lets_the_owner_in_from_elsewhere(ada):
    for _ in range(6):
        assert "Too many" not in sign_in().content.decode()
    refused = sign_in(password="a right password").content.decode()
    assert "Too many wrong attempts for this name from your address. Try again in 3 minutes." in refused
    assert sign_in(password="a right password", REMOTE_ADDR=THERE).status_code == 302


def test_behind_the_proxy_each_visitor_has_an_address_of_his_own(ada, settings):
    """All come from the proxy's address; what a visitor writes into the header gives him no other."""
    settings.TRUSTED_PROXIES = 1
    for number in range(8):
        sign_in(HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, {THERE}")
    assert "Too many" in sign_in(HTTP_X_FORWARDED_FOR=f"192.0.2.99, {THERE}").content.decode()
    assert sign_in(password="a right password", HTTP_X_FORWARDED_FOR=HERE).status_code == 302


def test_a_browser_that_signed_in_before_is_not_slowed_by_strangers(ada):
    client = Client()
    assert sign_in(password="a right password", client=client).status_code == 302
    client.post(reverse("admin:logout"))
    for number in range(40):
        tried(times=1, name="ada", address=f"192.0.2.{number}")
    assert "tried from many places" in sign_in(password="a right password").content.decode()
    assert sign_in(password="a right password", client=client).status_code == 302


def test_a_forged_mark_of_a_known_browser_is_not_believed(ada):
    for number in range(40):
        tried(times=1, name="ada", address=f"192.0.2.{number}")
    client = Client()
    client.cookies["mgdb_known"] = "ada:forged:signature"
    assert "tried from many places" in sign_in(password="a right password", client=client).content.decode()


def test_sign_ins_are_recorded_shortened_and_forgotten(ada, settings):
    settings.TRUSTED_PROXIES = 1
    sign_in(HTTP_X_FORWARDED_FOR=HERE)
    sign_in(name="a password typed as name", HTTP_X_FORWARDED_FOR=HERE)
    sign_in(password="a right password", HTTP_X_FORWARDED_FOR="2001:db8:1:2::3")
    found = list(SignIn.objects.order_by("pk").values_list("user__username", "outcome", "address"))
    assert found == [
        ("ada", "wrong_password", "198.51.100.0/24"),
        (None, "wrong_password", "198.51.100.0/24"),
        ("ada", "signed_in", "2001:db8:1::/48"),
    ]
    SignIn.objects.filter(outcome="wrong_password").update(at=timezone.now() - timedelta(days=91))
    RateLimit.objects.update(free_at=timezone.now() - timedelta(seconds=1))
    ended, open_one = (
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(hours=hours))
        for key, hours in (("ended", -1), ("open", 1))
    )
    assert sign_ins.forget() == 2
    assert (open_one in Session.objects.all(), ended in Session.objects.all()) == (True, False)
    assert SignIn.objects.count() == 1
    assert not RateLimit.objects.exists()


@pytest.mark.parametrize("onward", ["//evil.example/", "https://evil.example/", "/\\evil", "javascript:alert(1)", ""])
def test_who_signs_in_is_sent_to_no_other_site_and_to_the_curators_home_instead(ada, onward):
    assert Client().post(reverse("admin:login"), GOOD | {"next": onward}).url == reverse("admin:index")


def test_a_web_server_whose_clock_is_minutes_ahead_holds_up_nobody_at_another(db, monkeypatch):
    """Limits go by the clock of the database, which all servers share."""
    ahead = timezone.now() + timedelta(minutes=10)
    with monkeypatch.context() as there:
        there.setattr("django.utils.timezone.now", lambda: ahead)
        there.setattr("time.time", ahead.timestamp)
        limits.reserve("ada", HERE)
    for _ in range(limits.NAME_AND_ADDRESS.burst - 1):
        limits.reserve("ada", HERE)
    with pytest.raises(limits.TooManyAttempts):
        limits.reserve("ada", HERE)
