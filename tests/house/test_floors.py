"""The rules of the house that no linter knows."""

import subprocess
import sys
from pathlib import Path

import pytest

from mgdb.science import conditions, properties, units, vocabulary

ROOT = Path(__file__).resolve().parents[2]
DIMENSIONLESS = {"1"}


def test_science_loads_neither_django_nor_celery_nor_plotly():
    code = (
        "import pkgutil, importlib, sys, mgdb.science as s\n"
        "for m in pkgutil.walk_packages(s.__path__, 'mgdb.science.'): importlib.import_module(m.name)\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'django','celery','kombu','plotly','psycopg'}))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("entry", properties.PROPERTIES.values(), ids=lambda entry: entry.key)
def test_a_property_is_declared_in_full(entry):
    assert entry.label
    assert entry.definition.endswith(".")
    assert entry.applies_to
    assert set(entry.needed_conditions) <= set(conditions.CONDITIONS)
    if entry.kind == "number":
        low, high = entry.plausible
        assert low < high
        assert entry.unit == units.DIMENSIONS[entry.dimension].canonical
        assert entry.unit in entry.accepted_units or entry.unit in DIMENSIONLESS


@pytest.mark.parametrize("entry", conditions.CONDITIONS.values(), ids=lambda entry: entry.key)
def test_a_condition_is_declared_in_full(entry):
    assert entry.label
    assert entry.definition.endswith(".")
    assert entry.kind in {"number", "text", "choice"}
    if entry.kind == "choice":
        assert entry.choices
    if entry.kind == "number":
        assert entry.dimension in units.DIMENSIONS


def test_vocabulary_keys_are_unique_and_defined():
    for title, terms in vocabulary.VOCABULARIES.values():
        keys = [term.key for term in terms]
        assert len(keys) == len(set(keys)), title
        assert all(term.label and term.definition.endswith(".") for term in terms), title


def test_no_module_has_outgrown_its_file():
    """Past about 400 lines a module becomes a package of the same name."""
    long = {
        str(path.relative_to(ROOT)): count
        for folder in ("mgdb", "api", "tools")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts and (count := len(path.read_text().splitlines())) > 480
    }
    assert long == {}
