"""A database made before a column was renamed: the rename is seen nowhere outside, and no record counts as edited."""

from django.core.management import call_command
from django.db import connection

from mgdb import ingest, review
from mgdb.models import DatasetEntry, DatasetFile, Measurement
from tests.ingest.test_load import NEW

BEFORE, RENAMES = "0006_summary_spreads", "0007_property_key"
# Table → the column's name before, and since.
RENAMED = {
    **{
        f"mgdb_{model}{kind}": ("property", "property_key")
        for model in ("measurement", "reportedfactor")
        for kind in ("", "event")
    },
    **{f"mgdb_curve{kind}": ("property", "y_axis") for kind in ("", "event")},  # renamed once more since
    "mgdb_datasetentry": ("noun", "record_type"),
    "mgdb_summary": ("noun", "list_key"),
}
# What the loader of before the rename stored for the measurement of `NEW`: hashes of its forms in file and database.
STORED = {
    "file_hash": "117961d56d01336b3e80f386baba8f290c8f562a36fc4c37965c83873a3b9fef",
    "row_hash": "ce340266c33acef41145be19b30a309cc5130fcf1b9c4c543cab70d75ea8f633",
}


def migrate(name: str, *, fake: bool = False) -> None:
    call_command("migrate", "mgdb", name, fake=fake, verbosity=0, skip_checks=False)


def entries() -> list[tuple[str, ...]]:
    return list(DatasetEntry.objects.order_by("public_id").values_list("public_id", "file_hash", "row_hash"))


def test_a_database_of_before_is_upgraded_and_no_record_counts_as_edited(committed_db, capsys):
    assert ingest.load({"new.yaml": NEW}, by=review.OPERATOR).ok
    assert DatasetEntry.objects.filter(public_id="mea-0000001").values(*STORED).get() == STORED
    before = entries()
    migrate(BEFORE, fake=True)
    with connection.cursor() as cursor:
        for table, (old, new) in RENAMED.items():
            cursor.execute(f'ALTER TABLE {table} RENAME COLUMN "{new}" TO "{old}"')
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mgdb_datasetfile SET text_hash = ''")  # so that every file is read again

    migrate(RENAMES)
    with connection.cursor() as cursor:
        for kind in ("", "event"):
            cursor.execute(f'ALTER TABLE mgdb_curve{kind} RENAME COLUMN "property_key" TO "y_axis"')
    call_command("migrate", fake=True, verbosity=0)  # what came later was there
    call_command("pgtrigger", "install", verbosity=0)
    call_command("prepare")
    again = ingest.load({"new.yaml": NEW}, by=review.OPERATOR)

    assert (again.created, again.updated, again.kept, again.unchanged) == ([], [], [], 3)
    assert f"loaded: {len(before) - 3} unchanged\n" in capsys.readouterr().out
    assert entries() == before
    assert not DatasetFile.objects.filter(text_hash="").exists()
    measurement = Measurement.objects.get(public_id="mea-0000001")
    measurement.remarks = "looked up again"
    measurement.save()
    event = measurement.events.order_by("pgh_id").last()
    assert (event.property_key, event.remarks) == ("specific_capacity", "looked up again")
