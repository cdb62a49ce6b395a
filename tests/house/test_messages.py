"""Messages quote what somebody typed as people do: no f-string writes a value as Python does."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from mgdb.science.quoting import quoted

ROOT = Path(__file__).parents[2]
FILES = sorted(path for folder in ("mgdb", "api", "tools") for path in (ROOT / folder).rglob("*.py"))
REPR = 114  # the conversion !r in an f-string


def written_as_python(source: str) -> list[int]:
    """The lines of f-strings that write a value as Python does."""
    found = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FormattedValue))
    return [node.lineno for node in found if node.conversion == REPR]


def test_no_message_writes_a_value_as_python_does():
    wrong = {
        str(path.relative_to(ROOT)): lines
        for path in FILES
        if "migrations" not in path.parts and (lines := written_as_python(path.read_text(encoding="utf-8")))
    }
    assert not wrong, "quote it by mgdb.science.quoting.quoted, or in quotation marks"


def test_the_rule_sees_what_it_forbids():
    assert written_as_python('f"{name!r} is unknown"') == [1]
    assert written_as_python('f"{name} is unknown"') == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mg2", "“Mg2”"),
        ("it's", "“it's”"),
        ("a\nb", "“a b”"),
        (" ", "a blank"),
        ("\x07", "“U+0007”"),
        ("\u200b", "“U+200B”"),
        ("x" * 100, "“" + "x" * 59 + "…”"),
        (1.5, "“1.5”"),
    ],
)
def test_a_quotation_is_one_visible_line(text, shown):
    assert quoted(text) == shown
