"""A database made before a column was renamed: the rename is seen nowhere outside, and no record counts as edited."""

from django.core.management import call_command
from django.db import connection

from mgdb.models import DatasetEntry, DatasetFile, Measurement

BEFORE = "0006_summary_spreads"
RENAMED = ("measurement", "reportedfactor", "curve")
# Hashes of forms as they were stored before the rename; they are over what stands in the file.
STORED = {STORED_HASHES}


def columns(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}


def test_a_database_of_before_is_upgraded_and_no_record_counts_as_edited(committed_db, capsys):
    assert dict(DatasetEntry.objects.filter(public_id__in=STORED).values_list("public_id", "row_hash")) == STORED
    kept = list(DatasetEntry.objects.order_by("public_id").values_list("public_id", "file_hash", "row_hash"))
    call_command("migrate", "mgdb", BEFORE, verbosity=0)
    for name in RENAMED:
        for table in (f"mgdb_{name}", f"mgdb_{name}event"):
            assert "property" in columns(table)
            assert "property_key" not in columns(table)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mgdb_datasetfile SET text_hash = ''")  # so that every file is read again

    call_command("prepare")

    printed = capsys.readouterr().out
    assert f"loaded: {len(kept)} unchanged\n" in printed
    assert list(DatasetEntry.objects.order_by("public_id").values_list("public_id", "file_hash", "row_hash")) == kept
    assert not DatasetFile.objects.filter(text_hash="").exists()
    measurement = Measurement.objects.order_by("pk").first()
    measurement.remarks = "looked up again"
    measurement.save()
    event = measurement.events.order_by("pgh_id").last()
    assert (event.property_key, event.remarks) == (measurement.property_key, "looked up again")
