"""What a row of a grid says: the records that it would be, or what stands in its way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from mgdb.science import ions
from mgdb.science.markup import Html
from mgdb.science.typeset import plain

Payload = Mapping[str, str]


class RowError(Exception):
    """What stands in the way at `column`: a reason that says what to write instead, and ways to write it.

    asked: it can be read in more than one way.
    """

    def __init__(self, column: str, reason: str, spellings: Iterable[str] = (), *, asked: bool = False) -> None:
        self.column, self.reason, self.spellings, self.asked = column, reason, tuple(spellings), asked
        super().__init__(reason)


@dataclass(frozen=True)
class Draft:
    """A record that a row would be: what it is of the row, its type, and its form as review takes it."""

    slot: str
    record_type: str
    form: dict[str, Any]


@dataclass
class Reading:
    """What a row says.

    said: typeset. drafts: in the order in which they are written. faults: what stands in the way of all of them;
    waits: of a part that the others do without. doubts: (column, sentence); hints: what may be a slip of the row alone.
    known: ids of records that say the same. means: the id of a record that stands already and that this row only names.
    """

    said: Html = field(default_factory=Html)
    drafts: list[Draft] = field(default_factory=list)
    faults: list[RowError] = field(default_factory=list)
    waits: list[RowError] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    hints: list[RowError] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    means: str = ""

    @property
    def problems(self) -> list[list[str]]:
        return [[one.column, one.reason] for one in (*self.faults, *self.waits)]


def folded(text: str) -> str:
    """`text` for comparing names and words: scripts plain, letter case and kinds of blanks and dashes alike."""
    return " ".join(plain(text).split())


# Columns whose list is not all that may stand there, with what reads the rest.
BEYOND: dict[str, Callable[[str], str]] = {"ion": ions.read}


def chosen(payload: Payload, column: str, choices: Iterable[tuple[str, str]]) -> str:
    """The key that the text of `column` means, by key or label; "" where nothing is typed. Raises RowError."""
    text = payload.get(column, "").strip()
    if not text:
        return ""
    pairs = tuple(choices)
    for key, label in pairs:
        if text in (key, label):
            return key
    beyond = ""
    if column in BEYOND:
        try:
            return BEYOND[column](text)
        except ValueError as error:
            beyond = str(error)
    wanted = folded(text)
    found = list(dict.fromkeys(key for key, label in pairs if wanted in (folded(key), folded(label))))
    if len(found) == 1:
        return found[0]
    labels = [label for _, label in pairs]
    near = [label for label in labels if wanted in folded(label)] or get_close_matches(text, labels, n=4, cutoff=0.4)
    hint = f"did you mean {' or '.join(f'“{one}”' for one in near[:4])}?" if near else "choose one of the list."
    raise RowError(column, beyond or f"“{text[:60]}” is none of these; {hint}", near[:4])


def put(form: dict[str, Any], name: str, value: object) -> None:
    """Writes `value` to `form` where there is one."""
    if value not in ("", None, [], {}):
        form[name] = value
