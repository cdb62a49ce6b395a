"""Passwords are hashed one at a time, behind other work, and as Django hashes them."""

from __future__ import annotations

import os
import sys
import threading
import time
from threading import get_native_id

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password

from mgdb.accounts import hashing


def test_a_hash_is_djangos_own() -> None:
    stored = make_password("correct horse battery")
    assert stored.startswith("pbkdf2_sha256$")
    assert check_password("correct horse battery", stored)
    assert not check_password("correct horse", stored)
    assert check_password("from before", PBKDF2PasswordHasher().encode("from before", "salt"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere threads have no priority of their own")
def test_one_at_a_time_gives_way_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    at_work, most = [0], [0]

    def encode(self: object, password: str, salt: str, iterations: int | None = None) -> str:
        at_work[0] += 1
        most[0] = max(most[0], at_work[0])
        seen.append(os.getpriority(os.PRIO_PROCESS, get_native_id()))
        time.sleep(0.02)
        at_work[0] -= 1
        return "hash"

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", encode)
    own = os.getpriority(os.PRIO_PROCESS, 0)
    threads = [threading.Thread(target=hashing.QuietHasher().encode, args=("a", "b")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]
    assert seen == [min(19, own + hashing.BEHIND_OTHERS)] * 4
    assert os.getpriority(os.PRIO_PROCESS, get_native_id()) == own


def test_who_waits_for_long_gives_way_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy server a hash that only gives way takes half a minute."""
    go_on, at_work = threading.Event(), []

    def encode(self: object, password: str, salt: str, iterations: int | None = None) -> str:
        us = get_native_id()
        at_work.append((password, us == os.getpid()))
        if us != os.getpid():
            assert go_on.wait(20)
        return f"hash of {password}"

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", encode)
    monkeypatch.setattr(hashing, "PATIENCE", 0.02)
    monkeypatch.setattr(hashing, "BEHIND", hashing.Behind())
    assert hashing.QuietHasher().encode("a", "salt") == "hash of a"
    assert at_work == [("a", False), ("a", True)]
    # What still gives way is waited for, as long, and nothing piles up behind it.
    assert hashing.QuietHasher().encode("b", "salt") == "hash of b"
    assert at_work[2:] == [("b", True)]
    go_on.set()
    assert hashing.BEHIND.begun.result(20) == "hash of a"
    assert hashing.QuietHasher().encode("c", "salt") == "hash of c"
    assert at_work[3] == ("c", False)


def test_what_cannot_be_hashed_says_so() -> None:
    with pytest.raises(TypeError):
        hashing.QuietHasher().encode(None, "salt")
