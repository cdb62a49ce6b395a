"""The words by which search finds a record."""

from __future__ import annotations

from mgdb.models import Record
from mgdb.science import typeset


def index_for_search(record: Record) -> None:
    """Stores the folded words of `record` and its parts."""
    words = dict.fromkeys(word for word in (typeset.plain(str(word)) for word in record.search_words()) if word)
    text = " ".join(words)
    if text != record.search_text:
        type(record)._base_manager.filter(pk=record.pk).update(search_text=text)
        record.search_text = text
