"""Threads share a few heaps, so that what they have freed is not kept once for each."""

import subprocess
import sys
import threading
from threading import Semaphore

import pytest

from mgdb import process_memory

# The heaps of a process are counted by the C library itself, while six threads hold something each.
WORK = """
import ctypes, sys
from pathlib import Path
from threading import Barrier, Thread
from mgdb.process_memory import give_back_now, keep_few_heaps

if sys.argv[1] == "few heaps":
    keep_few_heaps()
libc, started, counted = ctypes.CDLL(None), Barrier(7), Barrier(7)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p

def work():
    assert libc.malloc(ctypes.c_size_t(100_000))
    started.wait()
    counted.wait()

threads = [Thread(target=work) for _ in range(6)]
for thread in threads:
    thread.start()
started.wait()
told = Path(sys.argv[2])
file = ctypes.c_void_p(libc.fopen(str(told).encode(), b"w"))
assert libc.malloc_info(0, file) == 0
libc.fclose(file)
counted.wait()
give_back_now()
print(told.read_text().count("<heap nr="))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the GNU C library")
def test_threads_share_a_few_heaps(tmp_path):
    def heaps(how: str) -> int:
        command = [sys.executable, "-c", WORK, how, str(tmp_path / "told")]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    assert heaps("few heaps") <= 2
    assert heaps("as it comes") > 2  # what the setting is for


def test_what_many_ask_for_is_given_back_once(monkeypatch):
    given = Semaphore(0)
    monkeypatch.setattr(process_memory, "SECONDS", 0.05)
    monkeypatch.setattr(process_memory, "give_back_now", given.release)
    with monkeypatch.context() as held:
        held.setattr(process_memory, "SECONDS", 60.0)
        timers = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
        process_memory.give_back_soon()
        process_memory.give_back_soon()
        [timer] = [one for one in threading.enumerate() if isinstance(one, threading.Timer) and one not in timers]
        timer.cancel()
    process_memory._give_back()
    assert given.acquire(timeout=60)
    process_memory.give_back_soon()
    assert given.acquire(timeout=60)
    assert not given.acquire(timeout=0.2)
