"""What threads have made and freed goes back to the system."""

import subprocess
import sys

import pytest

WORK = """
import sys
from threading import Thread
import numpy as np
from mgdb.process_memory import give_back_now, keep_few_heaps

def held():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 / 2**20

def work():
    kept = []
    for size in range(1, 16):
        pieces = [np.ones(size * 40_000) for _ in range(3)]
        kept.append(pieces[0][:100].copy())

if sys.argv[1] == "few heaps":
    keep_few_heaps()
before = held()
for _ in range(2):
    threads = [Thread(target=work) for _ in range(6)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
after = held() - before
give_back_now()
print(after, held() - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc")
def test_arrays_that_are_freed_are_not_kept():
    def run(how: str) -> list[float]:
        done = subprocess.run([sys.executable, "-c", WORK, how], capture_output=True, text=True, check=True)
        return [float(one) for one in done.stdout.split()]

    # how many threads run beside each other, and so how much each heap holds, differs from time to time
    few, usual = min(run("few heaps")[1] for _ in range(2)), max(run("as it comes")[1] for _ in range(2))
    assert few < usual  # what the setting is for
