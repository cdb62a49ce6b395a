"""A short form of a test with many cases: some, the same each time. The others are its long form."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

import pytest


def sampled(cases: Iterable[tuple[Any, ...]], count: int) -> list[Any]:
    """All `cases` for `pytest.mark.parametrize`; those beside a chosen `count` of them are marked `long`.

    Every value that stands in a case stands in a chosen one, too, even where that takes more than `count`.
    """
    cases = list(cases)
    order = random.Random(len(cases)).sample(range(len(cases)), len(cases))
    chosen: set[int] = set()
    seen: set[tuple[int, str]] = set()
    for index in order:
        values = {(place, repr(value)) for place, value in enumerate(cases[index])}
        if not values <= seen:
            chosen.add(index)
            seen |= values
    chosen |= set([index for index in order if index not in chosen][: max(count - len(chosen), 0)])
    return [pytest.param(*case, marks=() if index in chosen else pytest.mark.long) for index, case in enumerate(cases)]
