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
