"""A module fits in a head: past 400 lines it becomes a package of the same name."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAX_LINES = 400
LONGER = {
    "mgdb/settings.py": "every setting in one file",
    "mgdb/science/vocabulary.py": "tables of terms, side by side",
    "tests/science/test_formula.py": "truth tables of one grammar",
}


def modules():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    ).stdout.split()  # fmt: skip
    return [name for name in listed if "/migrations/" not in name and (ROOT / name).exists()]


def test_no_module_is_longer_than_four_hundred_lines():
    lines = {name: len((ROOT / name).read_text().splitlines()) for name in modules()}
    assert len(lines) > 300
    assert {name for name, count in lines.items() if count > MAX_LINES} == set(LONGER)
