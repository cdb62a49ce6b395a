"""BibTeX keys of the sources of dataset files: given as ids are, and no part of a record's form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress

from mgdb.formats.dataset import Dataset, DatasetError, Entry
from mgdb.models import Source
from mgdb.records import type_of
from mgdb.science import bibtex_keys

from .files import FORMAT

KEY = "bibtex_key"
SOURCES = type_of(Source).plural


def take_keys(datasets: Iterable[Dataset], *, typed: bool) -> tuple[dict[str, str], list[tuple[Dataset, Entry, str]]]:
    """Takes the keys out of the forms of `datasets`: public id → key, and those that are refused, with the reason.

    typed: whether a person says them, who may only say what is so already.
    """
    given = [
        (dataset, entry, str(entry.form.pop(KEY) or ""))
        for dataset in datasets
        for entry in dataset.section(SOURCES)
        if KEY in entry.form
    ]
    ids = [entry.id for _, entry, _ in given]
    stored = dict(Source._base_manager.filter(public_id__in=ids).values_list("public_id", KEY))
    keys: dict[str, str] = {}
    taken: set[str] = set()  # in small letters
    refused = []
    for dataset, entry, key in given:
        if typed and stored.get(entry.id) != key:
            reason = f"“{key}” is not typed: a source gets its key when it is published. Take the line out."
        elif not re.fullmatch(bibtex_keys.PATTERN, key):
            reason = f"“{key}” is not a BibTeX key: ASCII letters and digits, a letter first."
        elif key.lower() in taken:
            reason = f"“{key}” is the key of another source of these files; take the line out and run mint_ids."
        else:
            keys[entry.id] = key
            taken.add(key.lower())
            continue
        refused.append((dataset, entry, reason))
    return keys, refused


def with_keys(texts: Mapping[str, str]) -> dict[str, str]:
    """`texts` with a key in the line below the id of every source that has none; what loading will refuse stays."""
    datasets = {}
    for name, text in texts.items():
        with suppress(DatasetError):  # loading lists what is wrong, line by line
            datasets[name] = FORMAT.read(text, name)
    entries = [entry for dataset in datasets.values() for entry in dataset.section(SOURCES)]
    stems = {}
    for entry in entries:
        if not entry.form.get(KEY):
            year = str(entry.form.get("year") or "")
            written = {name: entry.form.get(name) or "" for name in ("container", "title")}
            row = Source(authors=entry.form.get("authors") or [], year=int(year) if year.isdigit() else None, **written)
            stems[entry.id] = row.key_stem
    keys = bibtex_keys.assign(stems, [str(entry.form.get(KEY) or "") for entry in entries])
    found = dict(texts)
    for name, dataset in datasets.items():
        lines = texts[name].split("\n")
        for entry in sorted(dataset.section(SOURCES), key=lambda one: -one.line(("id",))):
            if entry.id in keys:
                lines.insert(entry.line(("id",)), f"  {KEY}: {keys[entry.id]}")
        found[name] = "\n".join(lines)
    return found
