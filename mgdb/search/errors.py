"""What is wrong with a query: which parameter, which value, why, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from mgdb.science.quoting import quoted

__all__ = [
    "InvalidQuery",
    "ParameterError",
    "ParameterProblem",
    "exchanged",
    "nearest",
    "quoted",
    "suggestion",
]

MANY = 100  # a list up to this long is shown whole in a message
FEW = 12  # of so many each is offered by itself, too


class ParameterError(ValueError):
    """A value that a parameter cannot have; `nearest` are values that it can have."""

    def __init__(self, reason: str, *, value: object = "", nearest: Iterable[str] = ()) -> None:
        super().__init__(reason)
        self.reason, self.value, self.nearest = reason, str(value), tuple(nearest)


@dataclass(frozen=True)
class ParameterProblem:
    """One problem of a query, ready to be shown."""

    parameter: str
    value: str
    reason: str
    nearest: tuple[str, ...] = ()
    known: bool = True

    def __post_init__(self) -> None:
        if self.reason and self.reason[-1] not in ".?!":
            object.__setattr__(self, "reason", f"{self.reason}.")

    def __str__(self) -> str:
        return f"{self.parameter}: {self.reason}"


def exchanged(low_name: str, low: object, high_name: str, high: object) -> ParameterProblem:
    """What is wrong with a least value above the most."""
    reason = f"{low} is above {high_name}, {high}: nothing can be both; exchange them."
    return ParameterProblem(low_name, str(low), reason)


class InvalidQuery(ValueError):
    """A query that cannot be answered as it stands."""

    def __init__(self, problems: Iterable[ParameterProblem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(map(str, self.problems)))


def nearest(text: str, known: Iterable[str], count: int = 5) -> list[str]:
    """The members of `known` most like `text`, best first; those that contain it when none is spelt alike."""
    known = list(known)
    folded = {name.lower(): name for name in known}
    wanted = text.strip().lower()[:80]
    close = [folded[name] for name in get_close_matches(wanted, folded, n=count, cutoff=0.6)]
    held = [name for name in known if len(wanted) > 2 and (wanted in name.lower() or name.lower() in wanted)]
    return list(dict.fromkeys([*close, *held]))[:count]


def suggestion(text: str, known: Iterable[str]) -> tuple[str, list[str]]:
    """A sentence that helps on from `text`, which is none of `known`, and the names it mentions."""
    known = list(known)
    close = nearest(text, known)
    if close:
        return f"did you mean {' or '.join(close)}?", close
    if len(known) <= MANY:
        return f"choose from {', '.join(known)}.", known if len(known) <= FEW else []
    return f"there are {len(known)} to choose from, which /api/v1/docs/ lists.", []
