"""Databases of earlier versions: what was stored is there after the upgrade, and no record counts as edited."""

import psycopg
import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from mgdb import ingest, review
from mgdb.management import counters
from mgdb.models import Curve, DatasetEntry, DatasetFile, Job, Measurement
from mgdb.projection import checking
from mgdb.review import writer
from tests.ingest.test_load import NEW
from tests.migrations import Steps, migrate, models_of
from tests.servers import ROOT, application_on

# What makes up a database, without the names that a renamed column leaves to its constraints.
MADE_OF = {
    "columns": "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, "
    "collation_name, generation_expression FROM information_schema.columns WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace AND contype <> 'n'",
    "indexes": "SELECT tablename, regexp_replace(indexdef, 'INDEX \\S+ ', '') FROM pg_indexes "
    "WHERE schemaname = 'public'",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prolang <> 13",
    "sequences": "SELECT sequence_name, data_type FROM information_schema.sequences WHERE sequence_schema = 'public'",
}
BEFORE, RENAMES = "0006_summary_spreads", "0007_property_key"
BEFORE_AXES, AXES = "0014_editors_readings_change_requests", "0015_curves_on_declared_axes"
LAST_RELEASE = "0032_data_version"  # the release before what readers are shown was stored
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


def entries() -> list[tuple[str, ...]]:
    return list(DatasetEntry.objects.order_by("public_id").values_list("public_id", "file_hash", "row_hash"))


@pytest.mark.long  # of migrations that stay as they are
@pytest.mark.timeout(600)
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
    migrate(fake=True)  # what came later was there
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


def made_of() -> dict[str, list[tuple[object, ...]]]:
    with connection.cursor() as cursor:
        found = {}
        for kind, query in MADE_OF.items():
            cursor.execute(query)
            found[kind] = sorted(cursor.fetchall(), key=repr)
    return found


@pytest.fixture(scope="module")
def steps(django_db_setup, database_server, django_db_blocker):
    with django_db_blocker.unblock():
        found = Steps(database_server, BEFORE_AXES, LAST_RELEASE)
    yield found
    found.drop()


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_new_database_is_as_one_that_every_migration_there_was_has_made(steps, database_server, django_db_blocker):
    name = database_server.empty("new")
    with django_db_blocker.unblock():
        with application_on(database_server, name):
            call_command("migrate", verbosity=0)
            new = made_of()
        with application_on(database_server, steps.at["all"]):
            stepwise = made_of()
    database_server.drop(name)
    assert len(new["triggers"]) > 100
    for kind in MADE_OF:
        assert stepwise[kind] == new[kind], kind


def words_of():
    with connection.cursor() as cursor:
        cursor.execute("SELECT property_key, x_label, x_unit, y_unit FROM mgdb_curve")
        return cursor.fetchone()


@pytest.mark.long  # of a migration that stays as it is
@pytest.mark.timeout(600)
def test_a_curve_of_an_earlier_version_keeps_its_axes_and_one_that_no_plot_could_read_stops_the_upgrade(
    steps, database_server, django_db_blocker
):
    with django_db_blocker.unblock(), application_on(database_server, steps.at[BEFORE_AXES]):
        of_before = models_of(BEFORE_AXES)
        source = of_before.get_model("mgdb", "Source").objects.create(
            public_id="src-0000001", title="A paper", year=2020
        )
        material = of_before.get_model("mgdb", "Material").objects.create(
            public_id="mat-0000001", name="VS4", formula="VS4", source=source
        )
        words = ("ionic_conductivity", "1000/T", "K⁻¹", "log10 S/cm")
        curve = of_before.get_model("mgdb", "Curve").objects.create(
            public_id="cur-0000001", name="σ(T)", locator="Fig. 3", material=material, source=source, document=source,
            points=[[2.8, -4.1], [3.0, -4.4]],
            **dict(zip(("property_key", "x_label", "x_unit", "y_unit"), words, strict=True)),
        )  # fmt: skip
        curves = type(curve).objects.all()
        curves.update(x_label="colour")
        with pytest.raises(ValueError, match="cur-0000001 runs along “colour”, which no plot could read"):
            migrate(AXES)
        curves.update(x_label="1000/T")
        migrate(AXES)
        again = Curve.objects.get()
        assert (again.x_axis, again.x_transform, again.x_unit) == ("temperature", "inverse_1e3", "K⁻¹")
        assert (again.y_axis, again.y_transform, again.y_unit) == ("ionic_conductivity", "log10", "S/cm")
        migrate(BEFORE_AXES)
        assert words_of() == words


# What an upgrade from the last release may write into tables that there were.
WRITTEN = {
    "django_migrations", "django_content_type", "auth_permission", "auth_group_permissions", "mgdb_dataversion",
    "mgdb_summary", "mgdb_job", "mgdb_catalogueentry",
}  # fmt: skip
COLUMNS = """
SELECT relname, array_agg(quote_ident(attname) ORDER BY attname)
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
GROUP BY relname
"""
HASH = "SELECT md5(coalesce(string_agg(found::text, '|' ORDER BY found::text), '')) FROM (SELECT {} FROM {}) AS found"


def rows_of(session, tables):
    """A hash of the rows of each table, by the columns named."""
    return {
        table: session.execute(HASH.format(", ".join(columns), table)).fetchone()[0]
        for table, columns in tables.items()
    }


def copy(source, target, tables):
    """Fill the tables of `target`, whose triggers and counters stand still, with those of `source`."""
    target.execute("SET session_replication_role = replica")
    target.execute(f"TRUNCATE {', '.join(tables)}")
    for table, columns in tables.items():
        names = ", ".join(columns)
        with (
            source.cursor().copy(f"COPY {table} ({names}) TO STDOUT") as read,
            target.cursor().copy(f"COPY {table} ({names}) FROM STDIN") as write,
        ):
            for block in read:
                write.write(block)


def kept_is_kept():
    """A record that was edited here stays as it is, and what its file says since becomes a change request."""
    entry = DatasetEntry.objects.filter(record_type="measurements").first()
    Measurement.objects.filter(public_id=entry.public_id).update(remarks="edited here")
    text = (ROOT / "fixtures" / entry.file).read_text()
    place = text.index("locator:", text.index(f"id: {entry.public_id}"))
    end = text.index("\n", place)
    report = ingest.load({entry.file: f"{text[:end]}, left{text[end:]}"}, by=review.OPERATOR)
    assert (report.kept, report.proposed, report.problems) == ([entry.public_id], [entry.public_id], [])


@pytest.mark.django_db
def test_a_counter_that_is_behind_is_told_as_what_it_is_and_set_right():
    with connection.cursor() as cursor:
        cursor.execute("ALTER SEQUENCE mgdb_measurementevent_pgh_id_seq RESTART WITH 1")
    measurement = Measurement.objects.published().first()
    measurement.remarks = "edited here"
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        measurement.save()
    assert "counter for mgdb_measurementevent is behind" in writer.refusal(measurement, error.value)
    assert "mgdb_measurementevent" in counters.set_right()
    measurement.save()
    assert counters.set_right() == []


@pytest.mark.long
@pytest.mark.timeout(600)
def test_the_last_releases_data_are_migrated_row_by_row_and_administrators_are_told(
    steps, committed_db, database_server
):
    name = steps.at[LAST_RELEASE]
    with psycopg.connect(committed_db) as now, application_on(database_server, name):
        with psycopg.connect(**database_server.postgres.conninfo(name, superuser=True)) as old:
            today = dict(now.execute(COLUMNS).fetchall())
            tables = {
                table: sorted(set(columns) & set(today[table]))
                for table, columns in old.execute(COLUMNS).fetchall()
                if table in today and table != "django_migrations"
            }
            copy(now, old, tables)
            old.execute(f"ANALYZE {', '.join(tables)}")
        call_command("prepare")
        kept = {table: columns for table, columns in tables.items() if table not in WRITTEN}
        assert len(kept) > 50
        with psycopg.connect(database_server.url(name)) as upgraded:
            assert rows_of(upgraded, kept) == rows_of(now, kept)
        assert checking.check().differences == []
        told = Job.objects.get(kind=Job.Kind.UPGRADE)
        assert [one for one in told.report["migrations"] if one > f"mgdb.{LAST_RELEASE}"]
        assert told.report.keys() == {"migrations"}, "no record counts as edited or changed"
        call_command("prepare")
        assert Job.objects.filter(kind=Job.Kind.UPGRADE).count() == 1
        kept_is_kept()
