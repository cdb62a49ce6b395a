"""The short form of a test with many cases: some of them, the same each time. All of them are its long form.

Cases are those of `parametrize` (`@pytest.mark.sampled(count)`), the inputs of a property test (`@examples(count)`), or
what the test goes through by itself (the fixture `some`).
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

import hypothesis
import pytest

T = TypeVar("T")
MARKER, LONG = "sampled", "long"
SHORT = "same"  # the profile of property tests in the suite
SEED = "TEST_SEED"  # in the environment: repeats what another commit's long forms looked at


def leave_to_the_long_form(items: Iterable[pytest.Item]) -> None:
    """Marks `long` what `@pytest.mark.sampled(count)` does not choose among the cases of a test."""
    cases: dict[str, list[pytest.Function]] = {}
    for item in items:
        if item.get_closest_marker(MARKER):
            assert isinstance(item, pytest.Function)
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for of_one in cases.values():
        mark = of_one[0].get_closest_marker(MARKER)
        assert mark is not None
        chosen = choose({item.nodeid: values_of(item) for item in of_one}, *mark.args)
        for item in of_one:
            if item.nodeid not in chosen:
                item.add_marker(LONG)


def values_of(item: pytest.Function) -> set[tuple[str, str]]:
    """The values of the parameters of a case, by their names."""
    return {(name, repr(value)) for name, value in item.callspec.params.items()}


def choose(cases: dict[str, set[tuple[str, str]]], count: int) -> set[str]:
    """The names of `count` of `cases`, by chance that depends on their names alone: a new case displaces few.

    Every value of a parameter that has at most half as many values as there are cases stands in a chosen one, even
    where that takes more than `count`.
    """
    order = sorted(cases, key=of_name)
    different = Counter(name for name, _ in set().union(*cases.values()))
    chosen: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for name in order:
        values = {value for value in cases[name] if different[value[0]] * 2 <= len(cases)}
        if not values <= seen:
            chosen.add(name)
            seen |= values
    return chosen | set([name for name in order if name not in chosen][: max(count - len(chosen), 0)])


def examples(count: int) -> hypothesis.settings:
    """So many inputs of a property test (`make test-long`, `--hypothesis-profile=search`); a tenth in the suite."""
    short = hypothesis.settings.get_current_profile_name() == SHORT
    return hypothesis.settings(max_examples=max(count // 10, 20) if short else count)


class Some:
    """What a test goes through: `some(things, count)` are all of them in the long form, so many in the suite.

    Those are chosen by how they are written alone, and stand in the order in which they came.
    """

    def __init__(self, every: bool) -> None:
        self.every = every

    def __call__(self, things: Iterable[T], count: int) -> list[T]:
        all_of_them = list(things)
        if self.every:
            return all_of_them
        places = sorted(range(len(all_of_them)), key=lambda place: of_name(str(all_of_them[place])))
        return [all_of_them[place] for place in sorted(places[:count])]


@pytest.fixture(params=[False, pytest.param(True, marks=pytest.mark.long)], ids=["some", "all"])
def some(request: pytest.FixtureRequest) -> Some:
    """Names the test's two forms: the suite goes through some, the long form through all."""
    return Some(request.param)


def of_name(name: str) -> bytes:
    """By what names are chosen: as good as chance, and the same each time."""
    return hashlib.sha256(name.encode()).digest()


@cache
def rotating_seed() -> int:
    """What long forms that are a sample of endlessly much begin with: another number for each commit.

    So each release looks at what those before did not. Who mends what was found has the same number until the commit.
    """
    if given := os.environ.get(SEED):
        return int(given)
    root = Path(__file__).resolve().parents[1]
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=False).stdout
    of_release = (root / "pyproject.toml").read_bytes()  # where the files came without their history
    return int(commit[:7], 16) if commit.strip() else int(hashlib.sha256(of_release).hexdigest()[:7], 16)
