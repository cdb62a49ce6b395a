"""The words by which search finds a record."""

from __future__ import annotations

from django.db import models

from mgdb.models import Record
from mgdb.records import type_of
from mgdb.science.search_terms import index_text

from . import batches
from .publication import all_references
from .serialization import with_parts

AT_ONCE = 500


def index_for_search(record: Record) -> bool:
    """Stores the folded words of `record` and its parts, with the substances that they name.

    Returns whether they changed.
    """
    words: batches.Words = {}
    if not _note(record, words):
        return False
    _store(words)
    return True


def index_dependants(record: Record) -> None:
    """Stores the words of all records that refer to `record`, which are found by its name, too; and so on."""
    seen, waiting = {(type_of(type(record)).model, record.pk)}, [record]
    words: batches.Words = {}
    while waiting:
        present = waiting.pop()
        for one in all_references():
            if one.target is not type_of(type(present)).model:
                continue
            keys = one.record_type.model._base_manager.filter(**{one.lookup: present}).values("pk")
            rows = with_parts(one.record_type).prefetch_related(*_reads_of(one.record_type.model))
            rows = rows.filter(pk__in=keys).order_by("pk")
            for other in rows.iterator(chunk_size=AT_ONCE):
                assert isinstance(other, Record)
                if (key := (one.record_type.model, other.pk)) not in seen:
                    seen.add(key)
                    if _note(other, words):
                        waiting.append(other)
    _store(words)


def _reads_of(model: type[models.Model]) -> tuple[str, ...]:
    return model.search_reads if issubclass(model, Record) else ()


def _note(record: Record, words: batches.Words) -> bool:
    """Adds the words of `record` to `words` where they are others than are stored; whether they are."""
    if not batches.keeps():
        return False
    text = text_of(record)
    if text == record.search_text:
        return False
    words.setdefault(type_of(type(record)).model, {})[record.pk] = text
    record.search_text = text
    return True


def text_of(record: Record) -> str:
    """The folded words of `record`; of one that is not stored yet without those of its parts."""
    return index_text(str(word) for word in record.search_words() if word)


def _store(words: batches.Words) -> None:
    if (batch := batches.present()) is None:
        batches.store_words(words)
        return
    for model, texts in words.items():
        batch.words.setdefault(model, {}).update(texts)
