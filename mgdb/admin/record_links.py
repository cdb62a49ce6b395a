"""Links to the records that a sentence names by their ids."""

from __future__ import annotations

import re

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from mgdb.models.new_ids import ID_ALPHABET, ID_LENGTH
from mgdb.records import BY_PREFIX

_ID = re.compile(rf"\b(?P<prefix>[a-z]{{3}})-[{ID_ALPHABET}]{{{ID_LENGTH}}}\b")


def with_links(text: str) -> SafeString:
    """`text`, escaped, with each public id in it as a link to its record in its list: no query is needed to make it."""
    return SafeString(_ID.sub(_link, escape(text)))


def _link(found: re.Match[str]) -> str:
    declared = BY_PREFIX.get(found["prefix"])
    if declared is None:
        return found[0]
    address = reverse(f"admin:mgdb_{declared.model._meta.model_name}_changelist")
    return format_html('<a href="{}?public_id__in={}">{}</a>', address, found[0], found[0])
