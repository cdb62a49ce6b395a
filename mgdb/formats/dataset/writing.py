"""Datasets → text, the same for the same records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .model import VERSION, Dataset


class Writer:
    """Writes datasets with these sections; `handle` and `identifier` tell what is a handle and what a public id."""

    def __init__(
        self,
        sections: Iterable[str],
        handle: re.Pattern[str],
        identifier: re.Pattern[str],
        name_of: Callable[[str], str],
    ) -> None:
        self.sections, self.handle, self.identifier, self.name_of = sections, handle, identifier, name_of

    def text(self, dataset: Dataset) -> str:
        lines = [f"mgdb: {VERSION}"]
        if dataset.document:
            lines.append(f"document: {dataset.document}{self.comment(dataset.document)}")
        for section in self.sections:
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
        return isinstance(value, str) and self.identifier.match(value) is not None

    def comment(self, identifier: str) -> str:
        words = self.name_of(identifier)
        return f"  # {words}" if words else ""

    def scalar(self, value: Any, *, flow: bool = False) -> str:
        if value is None:
            return "null" if flow else ""
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
            and not self.handle.search(text)
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
