"""Tests mirror the tree: each room of the application has its tests."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTED_ELSEWHERE = {
    "__init__": "empty",
    "apps": "runs whenever Django starts",
    "assets": "tests/views and tests/browser load what it finds and compresses",
    "celery": "tests/test_tasks.py runs real workers on it",
    "migrations": "the database of every test is made by them",
    "settings": "tests/house/test_settings.py",
    "urls": "tests/views asks for every address",
    "wsgi": "the web servers of tests serve it",
}
ROOMS = sorted({path.stem for path in (ROOT / "mgdb").iterdir() if path.suffix in ("", ".py")} - {"__pycache__"})


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in TESTED_ELSEWHERE] + ["api", "tools"])
def test_a_room_has_its_tests(room):
    package = ROOT / "tests" / room
    module = ROOT / "tests" / f"test_{room}.py"
    assert module.exists() or list(package.glob("test_*.py")), (
        f"nothing tests {room}: tests/{room}/ or tests/test_{room}.py"
    )


def test_what_is_tested_elsewhere_exists():
    assert set(TESTED_ELSEWHERE) <= set(ROOMS)
