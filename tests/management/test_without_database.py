"""A command whose database is away says so in one line, and ends as what it is: a failure."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.servers import ROOT

# With what each insists on; where it needs no database it has nothing to say about one.
ARGUMENTS = {
    "backup": ["--folder", "/nonexistent"],
    "merge_records": ["mat-2222222", "mat-3333333"],
}
WITHOUT = {
    "mint_ids": "writes ids into files",
    "measure_extraction": "looks at the texts first",
    "restore": "looks at the file first",
}
COMMANDS = sorted(path.stem for path in (ROOT / "mgdb/management/commands").glob("[!_]*.py"))


@pytest.mark.parametrize(
    "name", [name if name in {"backup"} else pytest.param(name, marks=pytest.mark.long) for name in COMMANDS]
)
def test_it_is_one_line_and_a_failure(name: str) -> None:
    if name in WITHOUT:
        pytest.skip(WITHOUT[name])
    run = subprocess.run(
        [sys.executable, "manage.py", name, *ARGUMENTS.get(name, [])],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": "postgresql://mgdb:nothing@127.0.0.1:1/mgdb"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    assert run.stderr.startswith("MgDB: the database of DATABASE_URL does not answer. ("), run.stderr
    assert run.stderr.count("\n") == 1, run.stderr
