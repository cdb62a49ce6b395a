import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("mgdb", "0010_no_search_vector"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="source",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="source",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="source",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="source",
            name="revision",
        ),
        migrations.RemoveField(
            model_name="source",
            name="csl",
        ),
        migrations.RemoveField(
            model_name="sourceevent",
            name="csl",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "mgdb_sourceevent" ("authors", "bibliographic_key", "container", "created_at", "doi", "et_al", "id", "issue", "kind", "licence", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "readings", "remarks", "revision", "status", "title", "updated_at", "url", "volume", "withdrawn_reason", "year") VALUES (NEW."authors", NEW."bibliographic_key", NEW."container", NEW."created_at", NEW."doi", NEW."et_al", NEW."id", NEW."issue", NEW."kind", NEW."licence", NEW."pages", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."status", NEW."title", NEW."updated_at", NEW."url", NEW."volume", NEW."withdrawn_reason", NEW."year"); RETURN NULL;',
                    hash="9dca0a6f7dbdbbccadec81a4b9e51032ecb0a748",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_71fda",
                    table="mgdb_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."authors" IS DISTINCT FROM (NEW."authors") OR OLD."bibliographic_key" IS DISTINCT FROM (NEW."bibliographic_key") OR OLD."container" IS DISTINCT FROM (NEW."container") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."doi" IS DISTINCT FROM (NEW."doi") OR OLD."et_al" IS DISTINCT FROM (NEW."et_al") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issue" IS DISTINCT FROM (NEW."issue") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."licence" IS DISTINCT FROM (NEW."licence") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."url" IS DISTINCT FROM (NEW."url") OR OLD."volume" IS DISTINCT FROM (NEW."volume") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                    func='INSERT INTO "mgdb_sourceevent" ("authors", "bibliographic_key", "container", "created_at", "doi", "et_al", "id", "issue", "kind", "licence", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "readings", "remarks", "revision", "status", "title", "updated_at", "url", "volume", "withdrawn_reason", "year") VALUES (NEW."authors", NEW."bibliographic_key", NEW."container", NEW."created_at", NEW."doi", NEW."et_al", NEW."id", NEW."issue", NEW."kind", NEW."licence", NEW."pages", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."status", NEW."title", NEW."updated_at", NEW."url", NEW."volume", NEW."withdrawn_reason", NEW."year"); RETURN NULL;',
                    hash="e46bb41123d6752f1f33027a1c0830272024bacc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_931ae",
                    table="mgdb_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "mgdb_sourceevent" ("authors", "bibliographic_key", "container", "created_at", "doi", "et_al", "id", "issue", "kind", "licence", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "readings", "remarks", "revision", "status", "title", "updated_at", "url", "volume", "withdrawn_reason", "year") VALUES (OLD."authors", OLD."bibliographic_key", OLD."container", OLD."created_at", OLD."doi", OLD."et_al", OLD."id", OLD."issue", OLD."kind", OLD."licence", OLD."pages", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."readings", OLD."remarks", OLD."revision", OLD."status", OLD."title", OLD."updated_at", OLD."url", OLD."volume", OLD."withdrawn_reason", OLD."year"); RETURN NULL;',
                    hash="9e0dbcef3ec4ec883196b394466db38a33eacff1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_de908",
                    table="mgdb_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\nIF TG_OP = \'INSERT\' THEN\n    NEW.revised_at := now();\nELSIF OLD.revised_at <> now() AND (NEW.revised_at = now() OR ROW(OLD."id", OLD."public_id", OLD."status", OLD."withdrawn_reason", OLD."readings", OLD."kind", OLD."title", OLD."authors", OLD."et_al", OLD."container", OLD."year", OLD."volume", OLD."issue", OLD."pages", OLD."doi", OLD."url", OLD."licence", OLD."bibliographic_key", OLD."remarks") IS DISTINCT FROM ROW(NEW."id", NEW."public_id", NEW."status", NEW."withdrawn_reason", NEW."readings", NEW."kind", NEW."title", NEW."authors", NEW."et_al", NEW."container", NEW."year", NEW."volume", NEW."issue", NEW."pages", NEW."doi", NEW."url", NEW."licence", NEW."bibliographic_key", NEW."remarks")) THEN\n    NEW.revision := OLD.revision + 1;\n    NEW.revised_at := now();\nELSE\n    NEW.revision := OLD.revision;\n    NEW.revised_at := OLD.revised_at;\nEND IF;\nRETURN NEW;\n',
                    hash="44801c21557ac96231bdee19837bc5949d7e8031",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_revision_1d621",
                    table="mgdb_source",
                    when="BEFORE",
                ),
            ),
        ),
    ]
