"""The limit: the rows of the measurement list by bare psycopg and orjson, without Django.

Two answers: at /whole the `results` of the API's list but for what is judged (chemistry, whether a value is suspect),
at /columns ten of its columns.
"""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import orjson
import psycopg

from mgdb.science.properties import PROPERTIES

ROWS = """
SELECT m.id, m.public_id, m.property_key, m.kind, m.value, m.low, m.high, m.bound, m.approximate, m.range_kind,
       m.uncertainty, m.text_value, m.origin, m.method, m.method_detail, m.ion, m.remarks, m.readings,
       to_char(m.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
       a.id, a.public_id, a.name, a.formula, c.public_id, c.name, r.id, r.public_id, r.name, r.formula,
       i.public_id, i.name, e.public_id, e.name, s.public_id, s.doi, m.revision, m.self_reviewed
FROM mgdb_measurement m JOIN mgdb_source s ON s.id = m.source_id
LEFT JOIN mgdb_material a ON a.id = m.material_id LEFT JOIN mgdb_cell c ON c.id = m.cell_id
LEFT JOIN mgdb_material r ON r.id = m.relative_to_id LEFT JOIN mgdb_cell i ON i.id = m.measured_in_id
LEFT JOIN mgdb_material e ON e.id = i.electrolyte_id
WHERE m.status = 'published' ORDER BY m.id LIMIT 50
"""
CONDITIONS = """
SELECT measurement_id, key, status, low, high, approximate, uncertainty, unit, printed, text, assumed
FROM mgdb_measurementcondition WHERE measurement_id = ANY(%s) ORDER BY id
"""
REPORTS = """
SELECT r.measurement_id, s.public_id, s.doi, r.locator, r.printed_value, r.printed_unit, r.printed_conditions,
       r.citation_key
FROM mgdb_report r JOIN mgdb_source s ON s.id = r.document_id
WHERE r.measurement_id = ANY(%s) ORDER BY r.position, r.id
"""
FLAGS = "SELECT measurement_id, code, severity, reason FROM mgdb_flag WHERE measurement_id = ANY(%s) ORDER BY id"
NAMES = "SELECT material_id, name FROM mgdb_materialname WHERE material_id = ANY(%s) ORDER BY id"
COUNT = "SELECT count(*) FROM mgdb_measurement WHERE status = 'published'"
COLUMNS = ("id", "property", "value", "value_min", "value_max", "bound", "approximate", "origin", "method", "ion")
TEN = """
SELECT public_id, property_key, value, low, high, bound, approximate, origin, method, ion
FROM mgdb_measurement WHERE status = 'published' ORDER BY id LIMIT 50
"""

_local = threading.local()


def connection() -> psycopg.Connection:
    """This thread's connection."""
    found: psycopg.Connection | None = getattr(_local, "connection", None)
    if found is None:
        found = _local.connection = psycopg.connect(
            os.environ["BENCHMARK_DATABASE"], autocommit=True, prepare_threshold=0
        )
    return found


def columns() -> dict[str, Any]:
    """Fifty rows of ten columns, from one query and one for the count."""
    db = connection()
    (count,) = db.execute(COUNT).fetchone()
    return {"count": count, "results": [dict(zip(COLUMNS, row, strict=True)) for row in db.execute(TEN).fetchall()]}


def whole() -> dict[str, Any]:
    """Fifty whole rows."""
    db = connection()
    (count,) = db.execute(COUNT).fetchone()
    rows = db.execute(ROWS).fetchall()
    keys = [row[0] for row in rows]
    conditions: dict[int, dict[str, Any]] = defaultdict(dict)
    for (
        key, name, status, low, high, approximate, uncertainty, unit, printed, text, assumed,
    ) in db.execute(CONDITIONS, [keys]).fetchall():  # fmt: skip
        conditions[key][name] = {
            "status": status, "value": low if low is not None and low == high else None, "value_min": low,
            "value_max": high, "approximate": approximate, "uncertainty": uncertainty, "unit": unit or None,
            "printed": printed or None, "text": text or None, "assumed": assumed,
        }  # fmt: skip
    reports: dict[int, list[Any]] = defaultdict(list)
    for key, document, doi, locator, value, unit, printed, citation in db.execute(REPORTS, [keys]).fetchall():
        reports[key].append(
            {
                "document": {"id": document, "doi": doi or None}, "locator": locator, "printed_value": value,
                "printed_unit": unit or None, "printed_conditions": printed or None, "citation_key": citation or None,
            }
        )  # fmt: skip
    flags: dict[int, list[Any]] = defaultdict(list)
    for key, code, severity, reason in db.execute(FLAGS, [keys]).fetchall():
        flags[key].append({"code": code, "severity": severity, "reason": reason})
    names: dict[int, list[str]] = defaultdict(list)
    materials = list({key for row in rows for key in (row[19], row[25]) if key is not None})
    for key, name in db.execute(NAMES, [materials]).fetchall():
        names[key].append(name)

    def material(key: int | None, public_id: str, name: str, formula: str) -> dict[str, Any] | None:
        if key is None:
            return None
        return {"id": public_id, "name": name, "formula": formula or None, "synonyms": names.get(key, [])}

    def named(public_id: str | None, name: str) -> dict[str, str] | None:
        return {"id": public_id, "name": name} if public_id else None

    results = [
        {
            "id": row[1], "property": row[2], "kind": row[3], "value": row[4], "value_min": row[5],
            "value_max": row[6], "bound": row[7], "approximate": row[8], "range_kind": row[9] or None,
            "uncertainty": row[10], "unit": PROPERTIES[row[2]].unit or None if row[3] == "number" else None,
            "text": row[11] or None, "relative_to": material(*row[25:29]), "conditions": conditions.get(row[0], {}),
            "method": row[13], "method_detail": row[14] or None, "origin": row[12], "ion": row[15],
            "material": material(*row[19:23]), "cell": named(row[23], row[24]),
            "measured_in": {"id": row[29], "name": row[30], "electrolyte": named(row[31], row[32])}
            if row[29] else None,
            "source": {"id": row[33], "doi": row[34] or None}, "reports": reports.get(row[0], []),
            "flags": flags.get(row[0], []), "remarks": row[16] or None, "readings": row[17], "revision": row[35],
            "self_reviewed": row[36], "updated_at": row[18],
        }
        for row in rows
    ]  # fmt: skip
    return {"count": count, "results": results}


ANSWERS: dict[str, Callable[[], dict[str, Any]]] = {"/whole": whole, "/columns": columns}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """WSGI."""
    body = orjson.dumps(ANSWERS[environ["PATH_INFO"]]())
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
