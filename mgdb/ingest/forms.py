"""What stands in the form of an entry, and whether two forms say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mgdb.formats.dataset import Dataset, Entry, Path

from .files import FORMAT


def texts_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in `value`, with the path at which it stands."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from texts_in(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from texts_in(part, (*path, index))
    elif isinstance(value, str):
        yield path, value


def as_written(form: Mapping[str, Any]) -> str:
    """`form` as a file has it, where numbers and truth are text and order counts for nothing."""
    return FORMAT.write(Dataset("", "", [Entry("sources", dict(sorted(_as_read(form).items())), 0)]))


def _as_read(value: Any) -> Any:
    """`value` with yes and no as the words that a file has for them."""
    if isinstance(value, Mapping):
        return {key: _as_read(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_as_read(part) for part in value]
    return str(value).lower() if isinstance(value, bool) else value


def at(form: Any, path: Path) -> str | None:
    """The text that stands at `path` in `form`; None where there is none."""
    for part in path:
        if isinstance(form, Mapping):
            form = form.get(part)
        elif isinstance(form, list) and isinstance(part, int) and part < len(form):
            form = form[part]
        else:
            return None
    return form if isinstance(form, str) else None
