"""The words by which search finds a record."""

from __future__ import annotations

from mgdb.models import Record
from mgdb.records import type_of
from mgdb.science.search_terms import index_text

from . import batches


def index_for_search(record: Record) -> bool:
    """Stores the folded words of `record` and its parts, with the substances that they name.

    Returns whether they changed.
    """
    text = index_text(str(word) for word in record.search_words() if word)
    if text == record.search_text:
        return False
    model = type_of(type(record)).model
    if (batch := batches.present()) is not None:
        batch.words.setdefault(model, {})[record.pk] = text
    else:
        model._base_manager.filter(pk=record.pk).update(search_text=text)
    record.search_text = text
    return True
