"""Imports look down, never up or sideways: the contracts of pyproject.toml, checked."""

import ast
import subprocess
import sys
from pathlib import Path

import grimp

from tests.servers import ABOVE_LOADING

ROOT = Path(__file__).resolve().parents[2]


def test_imports_keep_the_contracts():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    result = subprocess.run([*command, "--no-cache"], capture_output=True, text=True, cwd=ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Contracts: 0 kept" not in result.stdout


def test_a_migration_depends_on_no_code_that_goes_on_changing():
    """It is run years later, on the tables of its day: the columns that it names are all that it may import."""
    found = [
        f"{path.name}: {name}"
        for path in sorted((ROOT / "mgdb/migrations").glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        for name in imported(node)
        if name.split(".")[0] in ("api", "tools") or (name.startswith("mgdb") and not name.startswith("mgdb.models"))
    ]
    assert found == []


def imported(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    return [f"{'.' * node.level}{node.module or ''}"] if isinstance(node, ast.ImportFrom) else []


def test_what_the_tests_leave_out_of_the_hash_of_loaded_records_exists():
    rooms = {path.stem for path in (ROOT / "mgdb").iterdir()}
    assert rooms >= ABOVE_LOADING


def test_loading_the_records_depends_on_nothing_that_the_tests_leave_out_of_its_hash():
    """The tests restore records that an earlier run loaded; a stale dump would hide what a change broke."""
    graph = grimp.build_graph("mgdb", cache_dir=None)
    loading = {"mgdb.ingest", "mgdb.management.commands.load_dataset"}
    reached = set().union(*(graph.find_upstream_modules(module, as_package=True) for module in loading))
    assert {module.split(".")[1] for module in reached} & ABOVE_LOADING == set()
