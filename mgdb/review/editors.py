"""Who wrote to a record is kept by a trigger, so that no interface loses or hides it.

`editors` only grows until the record is published; then it becomes `published_editors`, which the check constraints of
`Record` compare with `published_by`. A change that was accepted for a published record brings its authors as `editors`.
"""

from __future__ import annotations

import pgtrigger

from mgdb.models import Record
from mgdb.records import RECORD_TYPES

KEEP = """
IF NEW.status = 'published' THEN
    IF OLD.status <> 'published' THEN
        NEW.published_editors := ARRAY(SELECT DISTINCT unnest(OLD.editors || NEW.editors));
    ELSIF NEW.editors <> '{}' THEN
        NEW.published_editors := NEW.editors;
    END IF;
    NEW.editors := '{}';
ELSE
    NEW.editors := OLD.editors || ARRAY(SELECT unnest(NEW.editors) EXCEPT SELECT unnest(OLD.editors));
END IF;
RETURN NEW;
"""


def register() -> None:
    """Declare the trigger of every record type to pgtrigger."""
    for record_type in RECORD_TYPES:
        if issubclass(record_type.model, Record):
            trigger = pgtrigger.Trigger(name="editors", when=pgtrigger.Before, operation=pgtrigger.Update, func=KEEP)
            pgtrigger.register(trigger)(record_type.model)
