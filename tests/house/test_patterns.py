"""No regular expression takes more than quadratic time: whoever sends a text could stop a process with it.

regexploit finds where two or more repetitions can share one run of characters, and such a run; here it is searched.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
import warnings
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # it imports sre_parse by its old name
    from regexploit.ast.sre import SreOpParser
    from regexploit.redos import find

ROOMS = ("mgdb", "api")
# Which argument of its functions holds the flags.
FUNCTIONS = {
    "compile": 1, "search": 2, "match": 2, "fullmatch": 2, "findall": 2, "finditer": 2, "split": 3, "sub": 4, "subn": 4,
}  # fmt: skip
SHORT, LONG = 50, 400
# Of 50 and of 400 characters: 8 × the time in a linear pattern, 64 × in a quadratic one, 512 × in a cubic one.
CUBIC = 150
NOTICEABLE = 0.002  # seconds: below, what is measured is the clock


class Parsed(SreOpParser):  # type: ignore[misc]
    """What Python has since 3.11 and regexploit does not know: neither gives back what it has taken."""

    def from_POSSESSIVE_REPEAT(self, data: Any) -> Any:
        return self.sequence_or_singleton(data[2])

    def from_ATOMIC_GROUP(self, data: Any) -> Any:
        return self.sequence_or_singleton(data)


def value_of(node: ast.expr, module: ModuleType) -> Any:
    """What an expression is in its module; a part of an f-string that a function fills in is one letter."""
    if isinstance(node, ast.JoinedStr):
        node = ast.JoinedStr(
            [one if isinstance(one, ast.Constant) or known(one, module) else ast.Constant("x") for one in node.values]
        )
    return eval(compile(ast.fix_missing_locations(ast.Expression(node)), "pattern", "eval"), vars(module))  # noqa: S307


def known(node: ast.expr, module: ModuleType) -> bool:
    return all(hasattr(module, one.id) for one in ast.walk(node) if isinstance(one, ast.Name))


def compiled_in(value: Any) -> Iterator[re.Pattern[str]]:
    """The patterns among what a module holds, in tables, too."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from compiled_in([*value, *value.values()])
    elif isinstance(value, (list, tuple, set, frozenset)):
        for one in value:
            yield from compiled_in(one)


def patterns() -> Iterator[tuple[str, int, str]]:
    """Pattern, flags and where it stands, of all that modules compile when they are imported or name in functions."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            if ".migrations." in found.name:
                continue
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                for one in compiled_in(value):
                    yield text_of(one.pattern), one.flags & ~re.UNICODE, f"{found.name}.{name}"
            assert module.__file__ is not None
            with open(module.__file__, encoding="utf-8") as file:
                tree = ast.parse(file.read())
            for node in ast.walk(tree):
                yield from named_in(node, module)


def named_in(node: ast.AST, module: ModuleType) -> Iterator[tuple[str, int, str]]:
    """The pattern of a call of `re`; none where a variable holds it, as it was made elsewhere."""
    if not (isinstance(node, ast.Call) and node.args and isinstance(node.func, ast.Attribute)):
        return
    function = node.func
    if not (isinstance(function.value, ast.Name) and function.value.id == "re" and function.attr in FUNCTIONS):
        return
    given = node.args[0]
    if not isinstance(given, ast.JoinedStr) and not known(given, module):
        return
    pattern = value_of(given, module)
    if isinstance(pattern, re.Pattern):
        return
    place = FUNCTIONS[function.attr]
    given_flags = [*node.args[place : place + 1], *(one.value for one in node.keywords if one.arg == "flags")]
    flags = given_flags[0] if given_flags else None
    number = int(value_of(flags, module)) if flags is not None and known(flags, module) else 0
    yield text_of(pattern), number, f"{module.__name__}:{node.lineno}"


def text_of(pattern: str | bytes) -> str:
    return pattern if isinstance(pattern, str) else pattern.decode("latin-1")


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """The quickest of three searches: the machine may do something else meanwhile."""
    taken = []
    for _ in range(3):
        before = time.thread_time()
        pattern.search(text)
        taken.append(time.thread_time() - before)
        if taken[-1] > 1:
            break
    return min(taken)


def runs(pattern: str, flags: int) -> Iterator[tuple[str, str, str]]:
    """What precedes a run, its character, and what ends it in vain."""
    if len(re.findall(r"[*+]|,\}", pattern)) < 2:
        return
    parsed = Parsed().parse_sre(pattern, flags)
    for one in find(parsed) if parsed is not None else ():
        character, end = one.repeated_character, one.killer
        if end and (both := character & end):
            character, end = both, None
        yield one.example_prefix, character.example(), end.example() if end else ""


def cost(pattern: str, flags: int) -> tuple[float, float]:
    """How many times as long the worst run that is found takes when it is eight times as long, and its seconds."""
    worst = (0.0, 0.0)
    compiled = re.compile(pattern, flags)
    for before, character, end in runs(pattern, flags):
        for ending in {end, end or "\x00"}:
            short, long = (seconds(compiled, before + character * count + ending) for count in (SHORT, LONG))
            if long > NOTICEABLE:
                worst = max(worst, (long / max(short, 1e-6), long))
    return worst


@pytest.mark.parametrize("pattern", [r"<sup>\s*([^<]*?)\s*</sup>", r"\b(wt|mol)\s*\.?\s*-?\s*%"])
def test_a_cubic_one_is_found(pattern: str) -> None:
    ratio, long = cost(pattern, 0)
    assert ratio >= CUBIC
    assert long > NOTICEABLE


def test_no_pattern_takes_more_than_quadratic_time() -> None:
    found = {(pattern, flags): where for pattern, flags, where in patterns()}
    assert len(found) > 500
    slow = {where: (pattern, *cost(pattern, flags)) for (pattern, flags), where in found.items()}
    assert not {where: one for where, one in slow.items() if one[1] >= CUBIC}
