"""What the environment says, read as settings want it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from mgdb.environment import env, env_count, env_flag, env_list, is_guessable

RANDOM = "q7VhG2xLw0Yc4mTz9RkPn3sBd8FjUa1eKoXiMbZgCvHyEtSr5N"


def test_what_is_empty_counts_as_unset_and_blanks_around_it_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MGDB_X", " ")
    assert (env("MGDB_X", "7"), env_flag("MGDB_X", True), env_count("MGDB_X", 7), env_list("MGDB_X")) == (
        "7",
        True,
        7,
        [],
    )
    monkeypatch.setenv("MGDB_X", " 1 ")
    assert (env("MGDB_X"), env_flag("MGDB_X"), env_count("MGDB_X", 7), env_list("MGDB_X")) == ("1", True, 1, ["1"])


@pytest.mark.parametrize("value", ["-1", "1.5", "²", "many"])
def test_a_count_is_a_whole_number_and_a_flag_is_one(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("MGDB_X", value)
    for read in (lambda: env_count("MGDB_X", 7), lambda: env_flag("MGDB_X")):
        with pytest.raises(ImproperlyConfigured, match="MGDB_X is"):
            read()


@pytest.mark.parametrize(
    "key",
    [
        RANDOM[:49],
        "a" * 60,
        "abcdefgh1" * 8,
        "change-me-please-" * 4,
        "django-insecure-" + RANDOM,
    ],
)
def test_a_key_that_can_be_guessed_is_told_from_one_that_cannot(key: str) -> None:
    assert is_guessable(key)
    assert not is_guessable(RANDOM)
    assert not is_guessable("0123456789abcdef83c1e95ab0d27f64" + "77e0f1d9a2b34c8855aa09be61f3d2c4")
