"""Public ids for new records of dataset files, and BibTeX keys for their new sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mgdb.formats.dataset import Dataset
from mgdb.models import DatasetFile
from mgdb.models.new_ids import NewIds, random_id
from mgdb.records import BY_PREFIX
from mgdb.review.actors import Actor, user_of

from .files import FORMAT
from .keys import with_keys


def mint(texts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """`texts` with every handle replaced by a new id, the same in all files, and a BibTeX key for every source that has
    none; and handle → id."""
    taken = {word for text in texts.values() for word in text.split()}
    identifiers: dict[str, str] = {}
    for text in texts.values():
        for handle in FORMAT.handles(text):
            if handle in identifiers:
                continue
            prefix = handle.partition(":")[0]
            identifier = random_id(prefix)
            while identifier in taken:
                identifier = random_id(prefix)
            taken.add(identifier)
            identifiers[handle] = identifier
    return with_keys({name: FORMAT.mint(text, identifiers) for name, text in texts.items()}), identifiers


def mint_in_forms(datasets: Iterable[Dataset], *, by: Actor) -> dict[str, str]:
    """Writes an id for every handle in the forms of `datasets`; handle → id.

    It is the id that the handle of its file got before, when the record is one that `by` entered: two people may have
    files and handles of one name.
    """
    datasets = list(datasets)
    known: dict[str, str] = {}
    for handles in DatasetFile.objects.filter(name__in=[one.name for one in datasets]).values_list(
        "handles", flat=True
    ):
        known |= handles
    if user := user_of(by):
        own = {
            public_id
            for prefix in {identifier.partition("-")[0] for identifier in known.values()}
            for public_id in BY_PREFIX[prefix]
            .model._base_manager.filter(public_id__in=known.values(), entered_by=user)
            .values_list("public_id", flat=True)
        }
        known = {handle: identifier for handle, identifier in known.items() if identifier in own}
    found: dict[str, str] = {}
    new_id = NewIds(besides={*_ids_in([entry.form for one in datasets for entry in one.entries]), *known.values()})

    def with_ids(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: with_ids(part) for key, part in value.items()}
        if isinstance(value, list):
            return [with_ids(part) for part in value]
        if not isinstance(value, str) or not FORMAT.handle.fullmatch(value):
            return value
        if value not in found:
            found[value] = known.get(value) or new_id(value.partition(":")[0])
        return found[value]

    for dataset in datasets:
        dataset.document = with_ids(dataset.document)
        for entry in dataset.entries:
            entry.form = with_ids(entry.form)
    return found


def _ids_in(value: Any) -> Iterator[str]:
    """Every public id that a form gives to a record or says of one."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _ids_in(part)
    elif isinstance(value, str) and FORMAT.identifier.match(value):
        yield value
