"""Whenever what the public reads changes, the transaction notes it: triggers see to it, so that no interface escapes.

The first such change of a transaction leaves a sign, by which the data have another version once the transaction ends
(mgdb/models/data_version.py). From then on each change is counted in a setting of the transaction: what it reads before
its end is another version with every change. Drafts are none: they are seen by curators only.

What a sign leads to comes at the end, whatever the transaction has said of its constraints before. One that ends them
early after its sign and goes on leaves another, with its next change of any kind.
"""

from __future__ import annotations

from functools import cache

import pgtrigger
from django.db import models

from mgdb.models import Account, ChangedRow, DatasetFile, DataVersion, Problem, Record
from mgdb.models.accounts import Membership, Person
from mgdb.models.base import DERIVED
from mgdb.models.data_version import ENDED
from mgdb.projection import changed_rows
from mgdb.records import RECORD_TYPES

NAME = "public_change"
SETTING = "mgdb.public_changes"
NOTE = f"""
IF COALESCE(current_setting('{SETTING}', TRUE), '') NOT IN ('', '{ENDED}') THEN
    PERFORM set_config('{SETTING}', (current_setting('{SETTING}')::bigint + 1)::text, TRUE);
ELSIF current_setting('{SETTING}', TRUE) = '{ENDED}' OR ({{public}}) THEN
    SET CONSTRAINTS {{at_the_end}} DEFERRED;
    PERFORM set_config('{SETTING}', '1', TRUE);
    INSERT INTO mgdb_publicchange DEFAULT VALUES;
END IF;
RETURN NULL;
"""
PUBLIC = "('published', 'withdrawn')"
# of a row that is new the one, of one that goes the other has no columns
IS_PUBLIC = f"COALESCE(OLD.status IN {PUBLIC}, FALSE) OR COALESCE(NEW.status IN {PUBLIC}, FALSE)"

# TRUNCATE fires no trigger of a row: what is made of the rows would stand.
NO_TRUNCATE = pgtrigger.Trigger(
    name="no_truncate",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    func="RAISE EXCEPTION '% is not truncated: triggers follow its rows; use DELETE.', TG_TABLE_NAME;",
)


def register() -> None:
    """Declare the triggers to pgtrigger, from whose declarations migrations are made.

    The first change of a part raises the revision of its record, which is a change of the record; that of columns which
    follow from others raises none.
    """
    parts: set[type[models.Model]] = set()
    for record_type in RECORD_TYPES:
        if issubclass(record_type.model, Record):
            _note(record_type.model, IS_PUBLIC)
        parts |= {part.model for part in record_type.all_parts()}
    for model in parts:
        derived = [column.column for column in model._meta.concrete_fields if column.name in DERIVED]
        old, new = (", ".join(f'{row}."{column}"' for column in derived) for row in ("OLD", "NEW"))
        _note(model, f"TG_OP = 'UPDATE' AND ROW({old}) IS DISTINCT FROM ROW({new})" if derived else "FALSE")
    _note(Problem, "TRUE")  # those that readers report stand on the pages of records
    _note(DatasetFile, "TRUE")  # pages say when each was loaded
    _note(Account, "COALESCE(OLD.public_name, '') <> COALESCE(NEW.public_name, '')")  # whom pages name
    # who has no name is named by what he or she may do
    _note(Person, "TG_OP = 'UPDATE' AND OLD.is_superuser IS DISTINCT FROM NEW.is_superuser")
    _note(Membership, "TRUE")
    others: list[type[models.Model]] = [Problem, DatasetFile, Account, Person, Membership, DataVersion, ChangedRow]
    for model in (*changed_rows.tables(), *others):
        pgtrigger.register(NO_TRUNCATE)(model)


@cache
def _at_the_end() -> str:
    """The names of the triggers that follow a change when its transaction ends."""
    return ", ".join(
        sorted(one.get_pgid(of) for of, one in pgtrigger.registered() if of._meta.model_name == "publicchange")
    )


def _note(model: type[models.Model], public: str) -> None:
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
    note = NOTE.format(public=public, at_the_end=_at_the_end())
    trigger = pgtrigger.Trigger(name=NAME, when=pgtrigger.After, operation=operation, func=note)
    pgtrigger.register(trigger)(model)
