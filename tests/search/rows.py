"""Rows made for tests: measurements of one invented material, entered as a curator would; and queries for them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from django.http import QueryDict

from mgdb import review
from mgdb.lists import LIST_TYPES
from mgdb.models import Material, Measurement, MeasurementCondition, Record, Report, Source
from mgdb.search import Query

_numbers = count(1)


def _published(row: Record) -> Record:
    row.full_clean()
    row.save()
    review.derive(row)
    review.publish(row, by=review.OPERATOR, seen=row.revision)
    return row


def source(**columns: object) -> Source:
    """A published source of 2020."""
    number = next(_numbers)
    row = Source(title=f"Invented {number}", year=2020, doi=f"10.1234/invented.{number}", **columns)
    return _published(row)


def material(**columns: object) -> Material:
    """A published cathode material of a source of its own."""
    columns = {"name": f"M{next(_numbers)}", "roles": ["cathode"], "formula": "V2O5", **columns}
    row = Material(source=columns.pop("source", None) or source(), **columns)
    return _published(row)


def measure(
    subject: Material, printed: str, unit: str = "mAh/g", conditions: Mapping[str, str] | None = None, **columns: object
) -> Measurement:
    """A published measurement of `subject`, read in its own source as `printed` `unit`."""
    columns = {"property_key": "specific_capacity", "origin": "measured", **columns}
    row = Measurement(material=subject, source=subject.source, **columns)
    row.save()
    report = Report(
        measurement=row, document=subject.source, locator="Section 3", printed_value=printed, printed_unit=unit
    )
    report.full_clean()
    report.save()
    for key, text in (conditions or {}).items():
        status = text if text in ("not_reported", "not_applicable") else "reported"
        condition = MeasurementCondition(
            measurement=row, key=key, status=status, printed="" if status != "reported" else text
        )
        condition.full_clean()
        condition.save()
    row.derive()
    return _published(row)


def ask(key: str, question: str | QueryDict) -> Query:
    """The query `question` of the list `key`, which has no problems."""
    data = question if isinstance(question, QueryDict) else QueryDict(question)
    query = Query(LIST_TYPES[key].filters, data, LIST_TYPES[key].rows())
    assert query.problems == []
    return query
