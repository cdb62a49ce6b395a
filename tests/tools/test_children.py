"""What a child of the launcher may do."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tools.launcher.children import Children

LOOK = """
import pathlib
status = dict(line.split(":\\t", 1) for line in pathlib.Path("/proc/self/status").read_text().splitlines())
print(*(int(status[name].strip(), 16) for name in ("CapEff", "CapPrm", "CapBnd", "CapAmb")), status["NoNewPrivs"])
"""


def children(data: Path) -> Children:
    (data / "logs").mkdir(parents=True)
    return Children(data, dict(os.environ))


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux has something to give up")
def test_roots_children_have_no_capability_and_get_none(tmp_path: Path) -> None:
    own = children(tmp_path / "data")
    assert own.spawn([sys.executable, "-c", LOOK], "look").wait(20) == 0
    assert own.last_line("look") == "0 0 0 0 1"


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux has something to give up")
def test_root_keeps_what_it_needs_to_work_in_a_folder_that_is_somebody_elses(tmp_path: Path) -> None:
    own = children(tmp_path / "data")
    own.data.chmod(0o700)
    os.chown(own.data, 65534, 65534)
    assert own.confinement() == []
    assert own.spawn([sys.executable, "-c", LOOK], "look").wait(20) == 0
    assert int(own.last_line("look").split()[0]) > 0
