"""The look for secrets finds them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from tests.servers import ROOT

# Put together here: written out they would be found.
KEY, TOKEN = "AKIA" + "QYLPMN5HNM4OPAB3", "ghp_" + "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"


def test_keys_are_found_everywhere_and_passwords_outside_of_tests(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("secrets_check", ROOT / ".ci/secrets.py")
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)
    for folder in ("tests", "mgdb"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "file.py").write_text(f'KEY = "{KEY}"\nTOKEN = "{TOKEN}"\npassword = "correct-horse"\n')
    found = {tuple(line.split("  ")[:2]) for line in check.found(["tests/file.py", "mgdb/file.py"], tmp_path)}
    marks = {"AWS Access Key", "GitHub Token"}
    assert {kind for file, kind in found if file == "tests/file.py"} == marks
    assert {kind for file, kind in found if file == "mgdb/file.py"} >= {*marks, "Secret Keyword"}
