"""The dataset file: one YAML file per document, in which every record stands with its public id.

The file is a mapping of sections (`sources`, `materials`, `measurements` …), each a list of records; which there are is
for the caller to say. A record is a mapping of text, lists and mappings; every scalar is text here, and becomes a
number or a date only in the column that it is meant for, so that a printed "0.50" stays "0.50". A reference is a public
id, with the name of what it refers to as a comment, which the writer puts there and the reader ignores.

Before `mint_ids`, a new record may be written with a handle in place of an id, a prefix, a colon and any word:
``id: mat:w-tio2``, and be referred to by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

VERSION = "1"

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class DatasetProblem:
    """One thing wrong in a dataset file: where, what, and a suggestion."""

    file: str
    line: int
    field: str
    reason: str
    record: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        subject = " ".join(part for part in (self.record, self.field) if part)
        return f"{place}: {subject}: {self.reason}" if subject else f"{place}: {self.reason}"


class DatasetError(ValueError):
    """A dataset file that cannot be read; `problems` says why, each with its line."""

    def __init__(self, problems: list[DatasetProblem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


@dataclass
class Entry:
    """One record of a file: its section, its form, and the line of each of its fields."""

    section: str
    form: dict[str, Any]
    position: int
    lines: dict[Path, int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.form.get("id") or "")

    def line(self, path: Path) -> int:
        """The line of the field at `path`, or of the nearest one around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 1


@dataclass
class Dataset:
    """A dataset file as read."""

    name: str
    document: str
    entries: list[Entry]

    def section(self, name: str) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.section == name)


class DatasetFormat:
    """Dataset files with these sections.

    `sections`: section → prefix of the ids of its records, in the order in which files are written and records may
    refer back to one another. `part_prefixes`: of the ids of parts of records.
    """

    def __init__(self, sections: Mapping[str, str], part_prefixes: Iterable[str] = ()) -> None:
        self.sections = dict(sections)
        prefixes = "|".join((*self.sections.values(), *part_prefixes))
        self.handle = re.compile(rf"\b({prefixes}):([A-Za-z0-9][\w.+-]*)")
        self.identifier = re.compile(rf"^({prefixes})[-:]\S+$")

    def read(self, text: str, name: str) -> Dataset:
        """The dataset in `text`; DatasetError if it is no dataset file (every problem of form is listed)."""
        try:
            root = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            reason = f"this is no YAML: {error.problem or error}"
            raise DatasetError([DatasetProblem(name, line, "", reason)]) from error
        except yaml.YAMLError as error:
            raise DatasetError([DatasetProblem(name, 1, "", f"this is no YAML: {error}")]) from error
        if not isinstance(root, yaml.MappingNode):
            reason = "a dataset file is a mapping that begins with “mgdb: 1”"
            raise DatasetError([DatasetProblem(name, 1, "", reason)])
        reader = _Reader(name, self.sections)
        lines: dict[Path, int] = {}
        content = reader.plain(root, (), lines)
        entries = reader.entries(content, lines)
        if reader.problems:
            raise DatasetError(sorted(reader.problems, key=lambda problem: problem.line))
        return Dataset(name, str(content.get("document") or ""), entries)

    def write(self, dataset: Dataset, name_of: Callable[[str], str] = lambda identifier: "") -> str:
        """The text of `dataset`, the same for the same records: `read` of it gives them back.

        `name_of` gives the words that stand as a comment behind a reference ("" for none).
        """
        return _Writer(self, name_of).text(dataset)

    def handles(self, text: str) -> list[str]:
        """The handles in `text` that still want an id, in order of appearance, each once."""
        found = dict.fromkeys(match.group(0) for match in self.handle.finditer(_without_quotes(text)))
        return list(found)

    def mint(self, text: str, identifiers: Mapping[str, str]) -> str:
        """`text` with every handle replaced by its id; handles inside quoted text stay as they are."""
        return re.sub(
            r'"(?:[^"\\]|\\.)*"|' + self.handle.pattern,
            lambda match: identifiers.get(match.group(0), match.group(0)),
            text,
        )


class _Reader:
    def __init__(self, name: str, sections: Mapping[str, str]) -> None:
        self.name, self.sections = name, sections
        self.problems: list[DatasetProblem] = []

    def problem(self, line: int, field: str, reason: str, record: str = "") -> None:
        self.problems.append(DatasetProblem(self.name, line, field, reason, record))

    def plain(self, node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
        """`node` as dict, list, text or None; the line of each part goes into `lines`."""
        lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            result: dict[str, Any] = {}
            for key_node, value_node in node.value:
                key = str(key_node.value)
                if key in result:
                    self.problem(key_node.start_mark.line + 1, key, "stands twice in this record; keep one")
                result[key] = self.plain(value_node, (*path, key), lines)
                lines[(*path, key)] = key_node.start_mark.line + 1
            return result
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, (*path, index), lines) for index, item in enumerate(node.value)]
        if node.tag == "tag:yaml.org,2002:null":
            return None
        return str(node.value)

    def entries(self, content: Mapping[str, Any], lines: dict[Path, int]) -> list[Entry]:
        if content.get("mgdb") != VERSION:
            self.problem(lines.get(("mgdb",), 1), "mgdb", f"this reader reads version {VERSION}: begin with “mgdb: 1”")
        entries = []
        seen: dict[str, int] = {}
        for key, records in content.items():
            if key in ("mgdb", "document"):
                continue
            if key not in self.sections:
                self.problem(lines[(key,)], key, f"is no section; sections are {', '.join(self.sections)}")
                continue
            if not isinstance(records, list):
                if records is not None:
                    self.problem(lines[(key,)], key, "a section is a list of records, each beginning with “- id:”")
                continue
            for position, form in enumerate(records):
                entry = self.entry(key, position, form, lines)
                if entry is None:
                    continue
                if entry.id in seen:
                    self.problem(
                        entry.line(()), "id", f"stands already in line {seen[entry.id]}; mint another", entry.id
                    )
                seen[entry.id] = entry.line(())
                entries.append(entry)
        return entries

    def entry(self, section: str, position: int, form: Any, lines: dict[Path, int]) -> Entry | None:
        line = lines[(section, position)]
        if not isinstance(form, dict):
            self.problem(line, section, "a record is a mapping that begins with “id:”")
            return None
        prefix = self.sections[section]
        if not re.match(rf"{prefix}[-:]", str(form.get("id") or "")):
            given = form.get("id")
            self.problem(line, "id", f"“{given or ''}” is no id of {section}; write {prefix}:any-word and run mint_ids")
            return None
        depth = 2
        own = {path[depth:]: at for path, at in lines.items() if path[:depth] == (section, position)}
        return Entry(section, form, position, own)


def _without_quotes(text: str) -> str:
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)


class _Writer:
    def __init__(self, form: DatasetFormat, name_of: Callable[[str], str]) -> None:
        self.format, self.name_of = form, name_of

    def text(self, dataset: Dataset) -> str:
        lines = [f"mgdb: {VERSION}"]
        if dataset.document:
            lines.append(f"document: {dataset.document}{self.comment(dataset.document)}")
        for section in self.format.sections:
            entries = list(dataset.section(section))
            if entries:
                lines += ["", f"{section}:"]
            for entry in entries:
                block = self.mapping(entry.form, 2)
                block[0] = f"- {block[0][2:]}"
                lines += block
        return "\n".join(lines) + "\n"

    def mapping(self, form: Mapping[str, Any], indent: int) -> list[str]:
        space = " " * indent
        lines = []
        for key, value in form.items():
            head = f"{space}{self.scalar(key)}:"
            if isinstance(value, Mapping):
                lines += [head, *self.mapping(value, indent + 2)] if value else [f"{head} {{}}"]
            elif isinstance(value, list):
                if all(not isinstance(item, (Mapping, list)) for item in value):
                    lines.append(f"{head} [{', '.join(self.scalar(item, flow=True) for item in value)}]")
                else:
                    lines.append(head)
                    for item in value:
                        lines += self.item(item, indent)
            else:
                comment = self.comment(value) if key != "id" and self.is_reference(value) else ""
                lines.append(f"{head} {self.scalar(value)}{comment}".rstrip())
        return lines

    def item(self, item: Any, indent: int) -> list[str]:
        space = " " * indent
        if isinstance(item, list):
            return [f"{space}- [{', '.join(self.scalar(part, flow=True) for part in item)}]"]
        if not item or not isinstance(item, Mapping):
            return [f"{space}- {self.scalar(item) if item else '{}'}"]
        block = self.mapping(item, indent + 2)
        block[0] = f"{space}- {block[0][indent + 2 :]}"
        return block

    def is_reference(self, value: Any) -> bool:
        return isinstance(value, str) and self.format.identifier.match(value) is not None

    def comment(self, identifier: str) -> str:
        words = self.name_of(identifier)
        return f"  # {words}" if words else ""

    def scalar(self, value: Any, *, flow: bool = False) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (int, float)):
            return repr(value)
        text = str(value)
        safe = bool(
            text
            and text.lower() not in _WORDS_OF_YAML
            and not _UNSAFE_INSIDE.search(text)
            and (not _UNSAFE_START.match(text) or re.match(r"^-?\d", text))
            and not (flow and re.search(r"[,\[\]{}]", text))
            and not self.format.handle.search(text)
            and text.isprintable()
        )
        if self.is_reference(text):
            safe = not re.search(r"[\s,\[\]{}#\"'\\]", text) and text.isprintable()
        return text if safe else _quoted(text)


# What YAML would not read back as this text when it stands without quotes.
_WORDS_OF_YAML = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_UNSAFE_START = re.compile(r"^[\s\-?:,\[\]{}#&*!|>'\"%@`=<~]")
_UNSAFE_INSIDE = re.compile(r": |:$| #|[\x00-\x1f\x7f\x85\u2028\u2029\ufeff]|\s$")


def _quoted(text: str) -> str:
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(escapes.get(c) or (c if c.isprintable() else f"\\U{ord(c):08x}") for c in text) + '"'
