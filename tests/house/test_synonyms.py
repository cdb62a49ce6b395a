"""Names of substances stand in one table."""

import ast
from collections import Counter, defaultdict
from pathlib import Path

from mgdb.science.substances import TABLE

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("mgdb", "api")
TABLE_ITSELF = "mgdb/science/substances/"


def literals(tree: ast.AST):
    """Lists, tuples, sets and mappings of texts, each with its line."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            parts = node.elts
        elif isinstance(node, ast.Dict):
            parts = [*filter(None, node.keys), *node.values]
        else:
            continue
        yield node.lineno, {one.value for one in parts if isinstance(one, ast.Constant) and isinstance(one.value, str)}


SUBSTANCES = defaultdict(set)
for one in TABLE:
    for name in one.names:
        SUBSTANCES[name.casefold()].add(one.name)


def lists_of_synonyms(text: str) -> list[tuple[int, str]]:
    return [
        (line, name)
        for line, words in literals(ast.parse(text))
        for name, count in Counter(
            name for word in {word.casefold() for word in words} for name in SUBSTANCES.get(word, ())
        ).items()
        if count > 1
    ]


def test_no_other_module_lists_ways_to_write_a_substance():
    modules = [path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts]
    found = {
        str(path.relative_to(ROOT)): listed
        for path in modules
        if not str(path.relative_to(ROOT)).startswith(TABLE_ITSELF)
        and (listed := lists_of_synonyms(path.read_text(encoding="utf-8")))
    }
    assert len(modules) > 200
    assert found == {}


def test_a_list_elsewhere_would_be_found():
    assert lists_of_synonyms('SOLVENTS = {"THF": "tetrahydrofuran"}') == [(1, "THF")]


def test_no_name_stands_for_two_compounds():
    compounds = [one for one in TABLE if one.role in ("salt", "solvent", "host", "solid")]
    names = [name for one in compounds for name in {name.casefold() for name in one.names}]
    assert sorted({name for name in names if names.count(name) > 1}) == []
