"""What the environment says, read as settings want it."""

from __future__ import annotations

import base64
import re
import string
from collections.abc import Callable
from random import Random

import pytest
from django.core.exceptions import ImproperlyConfigured

from mgdb.environment import OWN_KEY, env, env_count, env_flag, env_list, env_rate, is_guessable, is_pattern
from tests.servers import ROOT

RANDOM = "q7VhG2xLw0Yc4mTz9RkPn3sBd8FjUa1eKoXiMbZgCvHyEtSr5N"


def test_what_is_empty_counts_as_unset_and_blanks_around_it_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MGDB_X", " ")
    assert (env("MGDB_X", "7"), env_flag("MGDB_X", True), env_count("MGDB_X", 7, 0, 10**6), env_list("MGDB_X")) == (
        "7",
        True,
        7,
        [],
    )
    monkeypatch.setenv("MGDB_X", " 1 ")
    assert (env("MGDB_X"), env_flag("MGDB_X"), env_count("MGDB_X", 7, 0, 10**6), env_list("MGDB_X")) == (
        "1",
        True,
        1,
        ["1"],
    )


@pytest.mark.parametrize("value", ["-1", "1.5", "²", "many"])
def test_a_count_is_a_whole_number_and_a_flag_is_one(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("MGDB_X", value)
    for read in (lambda: env_count("MGDB_X", 7, 0, 10**6), lambda: env_flag("MGDB_X")):
        with pytest.raises(ImproperlyConfigured, match="MGDB_X is"):
            read()


@pytest.mark.parametrize(
    "key",
    [
        RANDOM[:49],
        "a" * 60,
        "abcdefgh1" * 8,
        "change-me-please-" * 4,
        "change-me-" * 6 + "!",
        "qwertyuiopasdfghjklzxcvbnm" * 2 + "1",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/" + "1qaz2wsx3edc",  # columns of the keyboard
        "poiuytrewqlkjhgfdsamnbvcxz!@#$%^&*()asdfghjklqwertz",  # its rows, from behind and with shift
        "azertyuiopqsdfghjklmwxcvbnAZERTYUIOPQSDFGHJKLMWXCVBN",
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "django-insecure-" + RANDOM,
        "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0u1v2w3x4y5z6a7b8",  # two rows that alternate
        # of earlier versions of the tree
        "beat-signs-nothing-and-opens-no-session-0123456789-abcdefghijk",
        "collecting-static-files-signs-nothing-0123456789-abcdefghij",
        "for-the-checks-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
    ],
)
def test_a_key_that_can_be_guessed_is_told_from_one_that_cannot(key: str) -> None:
    assert is_guessable(key)


@pytest.mark.parametrize(
    "make",
    [
        lambda random: base64.b64encode(random.randbytes(48)).decode(),  # openssl rand -base64 48
        lambda random: random.randbytes(32).hex(),
        lambda random: "".join(random.choices(string.ascii_letters + string.digits, k=50)),
        lambda random: "".join(random.choices("abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)", k=50)),  # Django's
    ],
)
def test_random_keys_are_taken(make: Callable[[Random], str]) -> None:
    random = Random(14)
    assert not [key for key in (make(random) for _ in range(500)) if is_guessable(key)]


@pytest.mark.parametrize(
    "value", ["many", "600", "600/fortnight", "-1/min", "6e2/min", "600/min/h", "600 per min", "0/min"]
)
def test_a_rate_that_nobody_can_read_is_told_at_start(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MGDB_API_ANONYMOUS_RATE", value)
    with pytest.raises(ImproperlyConfigured, match="write a number of requests and a time: 600/min"):
        env_rate("MGDB_API_ANONYMOUS_RATE", "600/min")


def test_no_key_is_printed_in_the_tree() -> None:
    names = ("docker-compose.yml", "Dockerfile", ".ci/run", ".env.example")
    tree = "".join((ROOT / name).read_text(encoding="utf-8") for name in names)
    keys = {key for key in re.findall(r"MGDB_SECRET_KEY[=:] *(\S+)", tree) if not key.startswith("${")}
    assert keys == {OWN_KEY}, "each process that signs nothing makes its own"


@pytest.mark.parametrize(
    "host", ["*", ".org", ".", ".example.org", "*.example.org", "https://example.org", "a b", "-a.org"]
)
def test_what_is_no_name_of_a_host_is_told_from_one(host: str) -> None:
    assert is_pattern(host)
    assert not [name for name in ("localhost", "mgdb.example.org", "10.0.0.7", "[::1]", "A.org.") if is_pattern(name)]
