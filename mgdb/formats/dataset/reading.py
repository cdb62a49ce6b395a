"""Text → datasets: in one pass, with the line of every field, in time and memory proportional to the text.

Of YAML a dataset file has mappings, lists, text and comments. What would let a short text stand for much (aliases), for
a type (tags) or for what no column holds (NUL) is refused, and so is what is nested or counted beyond any document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from .model import VERSION, Dataset, DatasetError, DatasetProblem, Entry, Path

NULL_WORDS = {"", "~", "null", "Null", "NULL"}  # what YAML reads as “nothing here”, when it stands without quotes
# Everything but what YAML allows to stand in a file.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read: bytes of UTF-8, records, values, fields of one record or part, levels of lists and
    mappings in one another, characters of one value and of one field's name, problems told at once.

    The dataset's own files have up to 0.3 MB, 623 records, 20,346 values, 22 fields, 7 levels and 349 characters.
    """

    size: int = 10_000_000
    records: int = 20_000
    values: int = 400_000
    fields: int = 100
    depth: int = 12
    length: int = 100_000
    key_length: int = 100
    problems: int = 500


class Reader:
    """Reads one file, named `name` in its problems, with these sections (section → prefix of its ids)."""

    def __init__(self, name: str, sections: Mapping[str, str], limits: Limits, read_id: Callable[[str], str]) -> None:
        self.name, self.sections, self.limits, self.read_id = name, sections, limits, read_id
        self.problems: list[DatasetProblem] = []
        self.seen: dict[str, int] = {}
        # One object for what stands in a hundred thousand places: names of fields, ids, words; and for their paths.
        self.texts: dict[str, str] = {}
        self.paths: dict[Path, Path] = {}
        self.values = 0
        self.entries: list[Entry] = []
        self.events: Iterator[yaml.Event] = iter(())

    def dataset(self, text: str) -> Dataset:
        """The dataset in `text`; DatasetError with what is wrong."""
        self.check_characters(text)
        try:
            self.events = yaml.parse(text, Loader=yaml.CSafeLoader)
            document = self.document()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise self.refusal(mark.line + 1 if mark else 1, f"this is not YAML: {error.problem or error}") from error
        except yaml.YAMLError as error:
            raise self.refusal(1, f"this is not YAML: {error}") from error
        if self.problems:
            raise DatasetError(sorted(self.problems, key=lambda problem: problem.line))
        return Dataset(self.name, document, self.entries)

    # -------------------------------------------------------------- what is refused

    def problem(self, line: int, field: str, reason: str, record: str = "") -> None:
        self.problems.append(DatasetProblem(self.name, line, field, reason, record))
        if len(self.problems) >= self.limits.problems:
            raise self.refusal(
                line, f"after {self.limits.problems} problems the rest was not read; correct these first"
            )

    def refusal(self, line: int, reason: str) -> DatasetError:
        """What ends the reading: the problem in `line`, behind those found before it."""
        found = sorted(self.problems, key=lambda problem: problem.line)
        return DatasetError([*found, DatasetProblem(self.name, line, "", reason)])

    def check_characters(self, text: str) -> None:
        bad = _FORBIDDEN.search(text)
        if bad:
            reason = f"holds {_named(bad[0])}, which is not a part of a text; take it out"
            raise self.refusal(text.count("\n", 0, bad.start()) + 1, reason)
        if len(text) > self.limits.size or len(text.encode()) > self.limits.size:
            reason = f"a dataset file has at most {self.limits.size / 1e6:g} MB; divide it into several"
            raise self.refusal(1, reason)

    def next(self) -> yaml.Event:
        """The next event of the file, unless it is one that dataset files do not have."""
        event = next(self.events)
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            raise self.refusal(
                line, f"“*{event.anchor}” is a YAML alias; write out what it stands for, or put the text in quotes"
            )
        if isinstance(event, yaml.NodeEvent):
            if event.anchor is not None:
                raise self.refusal(line, f"“&{event.anchor}” is a YAML anchor; take it out, or put the text in quotes")
            tag = getattr(event, "tag", None)
            if tag is not None:
                raise self.refusal(line, f"“{tag}” is a YAML tag; take it out, or put the text in quotes")
            self.values += 1
            if self.values > self.limits.values:
                raise self.refusal(line, f"a file has at most {self.limits.values:,} values; divide it into several")
        return event

    # -------------------------------------------------------------- the file

    def document(self) -> str:
        """Reads the whole file into `entries`; the id of its document."""
        event = self.next()
        while isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
            event = self.next()
        if not isinstance(event, yaml.MappingStartEvent):
            raise self.refusal(1, "a dataset file is a mapping that begins with “mgdb: 1”")
        head: dict[str, Any] = {"mgdb": None, "document": None}
        lines: dict[Path, int] = {}
        for key, line, value in self.fields_of(lines, ()):
            if key in head:
                head[key] = self.plain(value, (key,), lines, 1, line)
            elif key not in self.sections:
                self.problem(line, key, f"is not a section; sections are {', '.join(self.sections)}")
                self.plain(value, (), {}, 1, line)
            else:
                self.section(key, line, value)
        if head["mgdb"] != VERSION:
            self.problem(lines.get(("mgdb",), 1), "mgdb", f"this reader reads version {VERSION}: begin with “mgdb: 1”")
        if isinstance(self.next(), yaml.DocumentEndEvent) and isinstance(
            following := self.next(), yaml.DocumentStartEvent
        ):
            raise self.refusal(_line(following), "a second YAML document begins here; one file holds one")
        return str(head["document"] or "")

    def section(self, section: str, line: int, value: yaml.Event) -> None:
        if not isinstance(value, yaml.SequenceStartEvent):
            if self.plain(value, (), {}, 1, line) is not None:
                self.problem(line, section, "a section is a list of records, each beginning with “- id:”")
            return
        position = 0
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            line = _line(event)
            if len(self.entries) >= self.limits.records:
                raise self.refusal(line, f"a file has at most {self.limits.records:,} records; divide it into several")
            lines: dict[Path, int] = {(): line}
            self.entry(section, position, self.plain(event, (), lines, 2, line), lines)
            position += 1

    def entry(self, section: str, position: int, form: Any, lines: dict[Path, int]) -> None:
        line = lines[()]
        if not isinstance(form, dict):
            self.problem(line, section, "a record is a mapping that begins with “id:”")
            return
        prefix = self.sections[section]
        entry = Entry(section, form, position, lines)
        if not re.match(rf"{prefix}[-:]", entry.id):
            self.problem(
                line, "id", f"“{entry.id}” is not an id of {section}; write {prefix}:any-word and run mint_ids"
            )
            return
        if entry.id in self.seen:
            self.problem(line, "id", f"stands already in line {self.seen[entry.id]}; mint another", entry.id)
        self.seen[entry.id] = line
        self.entries.append(entry)

    # -------------------------------------------------------------- its values

    def plain(self, event: yaml.Event, path: Path, lines: dict[Path, int], depth: int, line: int) -> Any:
        """The value that begins with `event`, as dict, list, text or None.

        The line of each part goes into `lines`, unless it is that of what it stands in: `line`.
        """
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        self.check_depth(event, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return {
                key: self.plain(value, (*path, key), lines, depth + 1, at)
                for key, at, value in self.fields_of(lines, path)
            }
        items: list[Any] = []
        while not isinstance(item := self.next(), yaml.SequenceEndEvent):
            at = _line(item)
            where = (*path, len(items))
            if at != line:
                lines[self.paths.setdefault(where, where)] = at
            items.append(self.plain(item, where, lines, depth + 1, at))
        return items

    def fields_of(self, lines: dict[Path, int], path: Path) -> Iterator[tuple[str, int, yaml.Event]]:
        """Key, line and first event of the value of each field of the mapping that has begun; notes its line."""
        known: set[str] = set()
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise self.refusal(line, "a list or mapping stands where the name of a field should")
            key = str(event.value)
            if len(key) > self.limits.key_length or not key.isprintable():
                reason = f"a field has a name of at most {self.limits.key_length} printable characters; this is none"
                raise self.refusal(line, reason)
            if key in known:
                self.problem(line, key, "is a duplicate in this record; keep one")
            elif len(known) >= self.limits.fields:
                raise self.refusal(line, f"a record or part has at most {self.limits.fields} fields")
            known.add(key)
            key, where = self.texts.setdefault(key, key), (*path, key)
            lines[self.paths.setdefault(where, where)] = line
            yield key, line, self.next()

    def scalar(self, event: yaml.ScalarEvent) -> str | None:
        """The text that stands there; None where nothing does."""
        text = str(event.value)
        line = _line(event)
        if len(text) > self.limits.length:
            raise self.refusal(line, f"a value has at most {self.limits.length:,} characters; this has {len(text):,}")
        if "\x00" in text:  # written as an escape; every other character has its place in the database
            self.problem(line, "", f"a value holds {_named(chr(0))}, which no text in the database can; take it out")
        if not event.implicit[0]:
            return text
        if text in NULL_WORDS:
            return None
        text = self.read_id(text) or text
        return self.texts.setdefault(text, text)

    def check_depth(self, event: yaml.Event, depth: int) -> None:
        if depth > self.limits.depth:
            raise self.refusal(
                _line(event),
                f"lists and mappings stand in one another {self.limits.depth} deep at most; "
                "look for a bracket that is not closed or put the text in quotes",
            )


def _named(character: str) -> str:
    names = {"\x00": "a NUL character (U+0000)"}
    return names.get(character) or f"the control character U+{ord(character):04X}"


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
