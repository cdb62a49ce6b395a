"""The maker of the virtual environment, as far as it goes without a package index."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools.launcher import environment


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose lock files hold no package: nothing to download."""
    locks = {name: tmp_path / f"{name}.lock" for name in ("run", "test")}
    for name, lock in locks.items():
        lock.write_text(f"# {name}\n")
    for name, value in {
        "ROOT": tmp_path,
        "LOCKS": locks,
        "FOLDER": tmp_path / ".venv",
        "PYTHON": tmp_path / ".venv/bin/python",
        "STAMP": tmp_path / ".venv/installed-lock",
    }.items():
        monkeypatch.setattr(environment, name, value)
    return tmp_path


@pytest.mark.long  # `make test` itself makes or finds one each time
def test_an_environment_is_made_once_and_again_when_the_lock_file_changes(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)  # As on a machine without uv.
    assert environment.main("run") == 0
    assert "Making the environment .venv with venv" in capsys.readouterr().out
    assert environment.works(clone / ".venv/bin/python")
    assert environment.main("run") == 0
    assert capsys.readouterr().out == ""
    (clone / "run.lock").write_text("# changed\n")
    assert environment.main("run") == 0
    assert "Making" not in (said := capsys.readouterr().out)
    assert "Installing" in said
    # Without a hash: refused before anything is looked up, and not taken for installed.
    (clone / "run.lock").write_text("django==5.2.19\n")
    for _ in range(2):
        assert environment.main("run") == 1
        assert "could not be installed" in capsys.readouterr().err


def test_running_wants_less_than_testing_and_has_enough_where_tests_run(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []

    def note(command: list[str], problem: str) -> None:
        if "-r" in command:
            installed.append(Path(command[-1]).name)

    monkeypatch.setattr(environment.shutil, "which", lambda name: "/usr/bin/uv")
    monkeypatch.setattr(environment, "run", note)
    monkeypatch.setattr(environment, "works", lambda python: True)
    (clone / ".venv").mkdir()
    wanted = {
        "run": ["run.lock"],
        "test": ["run.lock", "test.lock"],
        "run again": ["run.lock", "test.lock"],
    }
    for purpose, seen in wanted.items():
        assert environment.main(purpose.split()[0]) == 0
        assert installed == seen, purpose


def test_without_venv_and_without_root_the_way_out_is_one_line(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    monkeypatch.setattr(environment, "missing_venv", lambda: True)
    monkeypatch.setattr(environment.os, "geteuid", lambda: 1000)
    assert environment.main("run") == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"{sys.executable} cannot make virtual environments" in said
    assert "sudo apt-get install python3-venv" in said
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize("content", [None, "#!/bin/sh\nexit 127\n"], ids=["missing", "broken"])
def test_a_python_that_does_not_run_does_not_work(tmp_path: Path, content: str | None) -> None:
    python = tmp_path / "python"
    if content is not None:
        python.write_text(content)
        python.chmod(0o755)
    assert not environment.works(python)
