"""When a transaction ends that changed what is public, the stored forms that show any of it are emptied: by a trigger.

It locks the version of the data first, and so does whoever fills forms, by writing it: so a form is filled either
before a change, and then emptied, or after it, and then right. A transaction that sees the rows of its beginning
(REPEATABLE READ, SERIALIZABLE) would not see what was filled since: it is refused, for the version was written since.
No transaction waits for another before its end.

A form shows the record itself, the records whose public ids it names (`refs`), and how many refer to it.
"""

from __future__ import annotations

import pgtrigger

from mgdb.models import PublicChange
from mgdb.models.data_version import ENDED
from mgdb.records import RECORD_TYPES, RecordType, column_of, target_of

from .changed_rows import owners, references, tables
from .counting import COUNTED

NAME = "empty_forms"  # in the order of the alphabet after begin_version
AT_ONCE = 200  # public ids that are looked for together
# For each record type: the keys of what this transaction has changed are in a variable of its name.
READ = """
changed_{name} := ARRAY(
    SELECT record_pk FROM mgdb_changedrow WHERE xid = pg_current_xact_id() AND record_type = '{name}'{within});
IF changed_{name} <> '{{}}' THEN
    {ids}
    DELETE FROM mgdb_publicform AS form WHERE record_type = '{name}' AND record_pk = ANY(changed_{name})
        AND NOT EXISTS (SELECT FROM ({published}) AS published WHERE published.id = form.record_pk);
    INSERT INTO mgdb_publicform AS form (record_type, record_pk, public_id)
        SELECT '{name}', id, public_id FROM ({published}) AS published WHERE id = ANY(changed_{name})
        ON CONFLICT (record_type, record_pk) DO UPDATE SET made_by = NULL, public_id = EXCLUDED.public_id
        WHERE form.made_by IS NOT NULL OR form.public_id <> EXCLUDED.public_id;
    {counted}
END IF;
"""
WITHIN = " UNION SELECT id FROM {table} WHERE {column} = ANY(changed_{owner})"
# Those that are gone have no row any more, but a form if they were public.
IDS = """ids := ids || ARRAY(
        SELECT public_id FROM {table} WHERE id = ANY(changed_{name}) UNION
        SELECT public_id FROM mgdb_publicform WHERE record_type = '{name}' AND record_pk = ANY(changed_{name}));"""
COUNT = """UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = '{target}'
        AND record_pk IN (SELECT changed."{column}" FROM {table} AS changed WHERE {key} = ANY(changed_{name}));"""
NAMED = """
FOR place IN 1 .. cardinality(ids) BY {at_once} LOOP
    UPDATE mgdb_publicform SET made_by = NULL
    WHERE refs && ids[place : place + {at_once} - 1] AND made_by IS NOT NULL;
END LOOP;
PERFORM set_config('mgdb.public_changes', '{ended}', TRUE);
RETURN NULL;
"""
LOCK = "PERFORM FROM mgdb_dataversion FOR NO KEY UPDATE;"  # also where the trigger was made to come first


def published(record_type: RecordType) -> str:
    """SQL: key and public id of the records of a type that are public."""
    table = record_type.model._meta.db_table
    if not record_type.part_of:
        return f"SELECT id, public_id FROM {table} WHERE status = 'published'"  # noqa: S608 - our own names
    column = column_of(record_type.model, record_type.part_of)
    return (
        f"SELECT own.id, own.public_id FROM {table} AS own "  # noqa: S608 - as above
        f"JOIN {target_of(column)._meta.db_table} AS owner ON owner.id = own.{column.column} "
        "WHERE owner.status = 'published'"
    )


def _read(record_type: RecordType, named: set[str]) -> str:
    """SQL that empties the forms of the changed records of a type, and of those that count them."""
    name, table = record_type.name, record_type.model._meta.db_table
    within = ids = ""
    if owner := record_type.part_of:  # which comes before it
        within = WITHIN.format(table=table, column=column_of(record_type.model, owner).column, owner=owner)
    if name in named:
        ids = IDS.format(table=table, name=name)
    counted = [
        COUNT.format(target=target, column=column, table=model._meta.db_table, key=key, name=name)
        for model in tables()
        for target, column in references(model)
        if target in COUNTED
        for owner, key in owners(model)
        if owner == name
    ]
    return READ.format(
        name=name, within=within, ids=ids, published=published(record_type), counted="\n    ".join(counted)
    )


def register() -> None:
    """Declare the trigger to pgtrigger, from whose declarations migrations are made."""
    named = {name for model in tables() for name, _ in references(model)}
    blocks = [_read(record_type, named) for record_type in RECORD_TYPES]
    trigger = pgtrigger.Trigger(
        name=NAME,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        timing=pgtrigger.Deferred,
        declare=[("ids", "varchar[] := '{}'"), *((f"changed_{one.name}", "bigint[]") for one in RECORD_TYPES)],
        func="\n".join([LOCK, *blocks, NAMED.format(at_once=AT_ONCE, ended=ENDED)]),
    )
    pgtrigger.register(trigger)(PublicChange)
