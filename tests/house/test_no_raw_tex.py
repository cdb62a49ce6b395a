"""No public page shows TeX as it was typed: what a document prints is shown as it reads."""

import re
from html import unescape

import pytest
from django.db import models
from django.db.models import Q

from mgdb.lists import LIST_TYPES
from mgdb.models import Record, Source
from mgdb.records import RECORD_TYPES, RecordType
from mgdb.records.model import Part
from mgdb.views.addresses import address
from tests.sampling import Some

pytestmark = pytest.mark.django_db

IN_COLUMN = r"\\[A-Za-z,]|[\^_]\{|\$[^$ ]|\^[-+0-9]"
ON_PAGE = re.compile(r"\\[A-Za-z]+|[\^_]\{[^}]*\}|\$[^$]*[\\^_][^$]*\$|10\^[-−0-9]")
NOT_SHOWN = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.S)  # a figure's JSON has signs for plotly


def columns_of(model: type[models.Model]) -> list[str]:
    return [one.name for one in model._meta.concrete_fields if isinstance(one, (models.CharField, models.TextField))]


def has_tex(model: type[models.Model], path: str = "") -> Q:
    return Q(*((f"{path}{name}__regex", IN_COLUMN) for name in columns_of(model)), _connector=Q.OR)


def records_with_tex(record_type: RecordType) -> set[Record]:
    rows = record_type.model._default_manager.published()
    found = set(rows.filter(has_tex(record_type.model)))

    def of_parts(parts: tuple[Part, ...], path: str) -> None:
        for part in parts:
            found.update(rows.filter(has_tex(part.model, f"{path}{part.name}__")))
            of_parts(part.parts, f"{path}{part.name}__")

    of_parts(record_type.parts, "")
    return found


def referred_to(record: models.Model) -> set[str]:
    """The public ids of the records that it, or a part of it, refers to: their pages may quote it."""
    found = {getattr(record, one.name) for one in record._meta.concrete_fields if one.is_relation}
    for one in record._meta.related_objects:
        name = one.get_accessor_name() or ""
        if name in ("reports", "defects", "names", "citations"):
            found |= {
                getattr(part, field.name)
                for part in getattr(record, name).all()
                for field in part._meta.concrete_fields
                if field.is_relation
            }
    return {one.public_id for one in found if isinstance(one, Record) and one.status == "published"}


def raw(page) -> list[str]:
    return ON_PAGE.findall(unescape(NOT_SHOWN.sub(" ", page.content.decode())))


def test_what_counts_as_raw_is_seen():
    class Page:
        content = rb"<p>$\alpha$ at 10^{-4} S cm^{-1}, \approx 10^-3 <script>x^{2}</script></p>"

    assert raw(Page) == [r"$\alpha$", "^{-4}", "^{-1}", r"\approx", "10^-"]


def test_no_page_of_a_record_that_holds_tex_or_quotes_one_shows_it_raw(client):
    """Some of them; the long form of `tests/views/test_every_page.py` looks at the page of every record."""
    types = [record_type for record_type in RECORD_TYPES if not record_type.part_of]
    holding = {record for record_type in types for record in records_with_tex(record_type)}
    ids = sorted({record.public_id for record in holding}.union(*map(referred_to, holding)))
    assert len(ids) > 100
    documents = sorted({one.public_id for one in Source.objects.published().read()} & set(ids))
    own = sorted(one.public_id for one in holding if one.public_id[:3] in ("mat", "fac"))
    few = Some(every=False)
    chosen = {*few(documents, 1), *few(own, 5), *few(ids, 6)}
    assert [one for one in chosen if raw(client.get(address(one), follow=True))] == []


@pytest.mark.parametrize("key", LIST_TYPES)
def test_no_list_shows_tex_raw(client, key):
    assert raw(client.get(f"/{key}/")) == []
