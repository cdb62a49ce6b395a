import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def renamed(model, help_text=""):
    options = {"help_text": help_text} if help_text else {}
    names = (model, f"{model}event")
    for name in names:
        yield migrations.RenameField(model_name=name, old_name="property", new_name="property_key")
        indexed = {"db_index": True} if name == model else {}
        yield migrations.AlterField(
            model_name=name,
            name="property_key",
            field=models.CharField(**indexed, **options, max_length=60, verbose_name="property"),
        )


class Migration(migrations.Migration):
    dependencies = [
        ("mgdb", "0006_summary_spreads"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="curve",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="curve",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="curve",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="measurement",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="measurement",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="measurement",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportedfactor",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportedfactor",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportedfactor",
            name="delete_delete",
        ),
        *renamed("measurement"),
        *renamed("reportedfactor"),
        *renamed("curve", "The property along y."),
        migrations.RenameField(model_name="datasetentry", old_name="noun", new_name="record_type"),
        migrations.AlterModelOptions(
            name="datasetentry",
            options={"ordering": ["file", "record_type", "position"], "verbose_name_plural": "dataset entries"},
        ),
        migrations.RenameField(model_name="summary", old_name="noun", new_name="list_key"),
        migrations.AlterModelOptions(
            name="summary", options={"ordering": ["list_key"], "verbose_name_plural": "summaries"}
        ),
        migrations.RemoveIndex(
            model_name="measurement",
            name="measurement_interval",
        ),
        migrations.RemoveIndex(
            model_name="measurement",
            name="measurement_value",
        ),
        migrations.AddIndex(
            model_name="measurement",
            index=models.Index(fields=["property_key", "search_low", "search_high"], name="measurement_interval"),
        ),
        migrations.AddIndex(
            model_name="measurement",
            index=models.Index(fields=["property_key", "value"], name="measurement_value"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="curve",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "mgdb_curveevent" ("cell_id", "citation_key", "created_at", "digitiser", "document_id", "id", "locator", "material_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "property_key", "public_id", "readings", "remarks", "revision", "source_id", "status", "updated_at", "withdrawn_reason", "x_label", "x_unit", "y_unit") VALUES (NEW."cell_id", NEW."citation_key", NEW."created_at", NEW."digitiser", NEW."document_id", NEW."id", NEW."locator", NEW."material_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points", NEW."property_key", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."source_id", NEW."status", NEW."updated_at", NEW."withdrawn_reason", NEW."x_label", NEW."x_unit", NEW."y_unit"); RETURN NULL;',
                    hash="e49fa7517330e423c7277998e1ed35bd86206c82",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b3f48",
                    table="mgdb_curve",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="curve",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."cell_id" IS DISTINCT FROM (NEW."cell_id") OR OLD."citation_key" IS DISTINCT FROM (NEW."citation_key") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."digitiser" IS DISTINCT FROM (NEW."digitiser") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."material_id" IS DISTINCT FROM (NEW."material_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."points" IS DISTINCT FROM (NEW."points") OR OLD."property_key" IS DISTINCT FROM (NEW."property_key") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason") OR OLD."x_label" IS DISTINCT FROM (NEW."x_label") OR OLD."x_unit" IS DISTINCT FROM (NEW."x_unit") OR OLD."y_unit" IS DISTINCT FROM (NEW."y_unit"))',
                    func='INSERT INTO "mgdb_curveevent" ("cell_id", "citation_key", "created_at", "digitiser", "document_id", "id", "locator", "material_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "property_key", "public_id", "readings", "remarks", "revision", "source_id", "status", "updated_at", "withdrawn_reason", "x_label", "x_unit", "y_unit") VALUES (NEW."cell_id", NEW."citation_key", NEW."created_at", NEW."digitiser", NEW."document_id", NEW."id", NEW."locator", NEW."material_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points", NEW."property_key", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."source_id", NEW."status", NEW."updated_at", NEW."withdrawn_reason", NEW."x_label", NEW."x_unit", NEW."y_unit"); RETURN NULL;',
                    hash="27d4f2c47b106eea095317b46c19fca36b6da5b3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fd06f",
                    table="mgdb_curve",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="curve",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "mgdb_curveevent" ("cell_id", "citation_key", "created_at", "digitiser", "document_id", "id", "locator", "material_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "property_key", "public_id", "readings", "remarks", "revision", "source_id", "status", "updated_at", "withdrawn_reason", "x_label", "x_unit", "y_unit") VALUES (OLD."cell_id", OLD."citation_key", OLD."created_at", OLD."digitiser", OLD."document_id", OLD."id", OLD."locator", OLD."material_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."property_key", OLD."public_id", OLD."readings", OLD."remarks", OLD."revision", OLD."source_id", OLD."status", OLD."updated_at", OLD."withdrawn_reason", OLD."x_label", OLD."x_unit", OLD."y_unit"); RETURN NULL;',
                    hash="9d122c011d052d76acbc23d56b981914a9ad2f7f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_aa499",
                    table="mgdb_curve",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "mgdb_measurementevent" ("approximate", "bound", "cell_id", "created_at", "digits", "high", "id", "ion", "kind", "low", "material_id", "measured_in_id", "method", "method_detail", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "property_key", "public_id", "range_kind", "readings", "relative_to_id", "remarks", "revision", "search_high", "search_low", "source_id", "status", "text_value", "uncertainty", "updated_at", "value", "withdrawn_reason") VALUES (NEW."approximate", NEW."bound", NEW."cell_id", NEW."created_at", NEW."digits", NEW."high", NEW."id", NEW."ion", NEW."kind", NEW."low", NEW."material_id", NEW."measured_in_id", NEW."method", NEW."method_detail", NEW."origin", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."property_key", NEW."public_id", NEW."range_kind", NEW."readings", NEW."relative_to_id", NEW."remarks", NEW."revision", NEW."search_high", NEW."search_low", NEW."source_id", NEW."status", NEW."text_value", NEW."uncertainty", NEW."updated_at", NEW."value", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="efca350bee0185aa7774e282fa7b0836a6e44931",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_874d4",
                    table="mgdb_measurement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."approximate" IS DISTINCT FROM (NEW."approximate") OR OLD."bound" IS DISTINCT FROM (NEW."bound") OR OLD."cell_id" IS DISTINCT FROM (NEW."cell_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."digits" IS DISTINCT FROM (NEW."digits") OR OLD."high" IS DISTINCT FROM (NEW."high") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."ion" IS DISTINCT FROM (NEW."ion") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."low" IS DISTINCT FROM (NEW."low") OR OLD."material_id" IS DISTINCT FROM (NEW."material_id") OR OLD."measured_in_id" IS DISTINCT FROM (NEW."measured_in_id") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."method_detail" IS DISTINCT FROM (NEW."method_detail") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."property_key" IS DISTINCT FROM (NEW."property_key") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."range_kind" IS DISTINCT FROM (NEW."range_kind") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."relative_to_id" IS DISTINCT FROM (NEW."relative_to_id") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."search_high" IS DISTINCT FROM (NEW."search_high") OR OLD."search_low" IS DISTINCT FROM (NEW."search_low") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."text_value" IS DISTINCT FROM (NEW."text_value") OR OLD."uncertainty" IS DISTINCT FROM (NEW."uncertainty") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                    func='INSERT INTO "mgdb_measurementevent" ("approximate", "bound", "cell_id", "created_at", "digits", "high", "id", "ion", "kind", "low", "material_id", "measured_in_id", "method", "method_detail", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "property_key", "public_id", "range_kind", "readings", "relative_to_id", "remarks", "revision", "search_high", "search_low", "source_id", "status", "text_value", "uncertainty", "updated_at", "value", "withdrawn_reason") VALUES (NEW."approximate", NEW."bound", NEW."cell_id", NEW."created_at", NEW."digits", NEW."high", NEW."id", NEW."ion", NEW."kind", NEW."low", NEW."material_id", NEW."measured_in_id", NEW."method", NEW."method_detail", NEW."origin", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."property_key", NEW."public_id", NEW."range_kind", NEW."readings", NEW."relative_to_id", NEW."remarks", NEW."revision", NEW."search_high", NEW."search_low", NEW."source_id", NEW."status", NEW."text_value", NEW."uncertainty", NEW."updated_at", NEW."value", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="e917cc8b614ea46045fc2bce1819845ebbdc52a8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d3629",
                    table="mgdb_measurement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "mgdb_measurementevent" ("approximate", "bound", "cell_id", "created_at", "digits", "high", "id", "ion", "kind", "low", "material_id", "measured_in_id", "method", "method_detail", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "property_key", "public_id", "range_kind", "readings", "relative_to_id", "remarks", "revision", "search_high", "search_low", "source_id", "status", "text_value", "uncertainty", "updated_at", "value", "withdrawn_reason") VALUES (OLD."approximate", OLD."bound", OLD."cell_id", OLD."created_at", OLD."digits", OLD."high", OLD."id", OLD."ion", OLD."kind", OLD."low", OLD."material_id", OLD."measured_in_id", OLD."method", OLD."method_detail", OLD."origin", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."property_key", OLD."public_id", OLD."range_kind", OLD."readings", OLD."relative_to_id", OLD."remarks", OLD."revision", OLD."search_high", OLD."search_low", OLD."source_id", OLD."status", OLD."text_value", OLD."uncertainty", OLD."updated_at", OLD."value", OLD."withdrawn_reason"); RETURN NULL;',
                    hash="ab706d82d7ec2434ac11144a7202c6a30a14a888",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_98f36",
                    table="mgdb_measurement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportedfactor",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "mgdb_reportedfactorevent" ("approximate", "bound", "citation_key", "created_at", "document_id", "form", "high", "id", "ion", "locator", "low", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "property_key", "public_id", "readings", "relative_kind", "relative_text", "relative_to_id", "remarks", "revision", "source_id", "status", "unit", "updated_at", "value", "withdrawn_reason") VALUES (NEW."approximate", NEW."bound", NEW."citation_key", NEW."created_at", NEW."document_id", NEW."form", NEW."high", NEW."id", NEW."ion", NEW."locator", NEW."low", NEW."material_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."printed", NEW."property_key", NEW."public_id", NEW."readings", NEW."relative_kind", NEW."relative_text", NEW."relative_to_id", NEW."remarks", NEW."revision", NEW."source_id", NEW."status", NEW."unit", NEW."updated_at", NEW."value", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="c4cd596aff22dc16f8d67ed4f5045aee58ecc3ec",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1cf03",
                    table="mgdb_reportedfactor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportedfactor",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."approximate" IS DISTINCT FROM (NEW."approximate") OR OLD."bound" IS DISTINCT FROM (NEW."bound") OR OLD."citation_key" IS DISTINCT FROM (NEW."citation_key") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."high" IS DISTINCT FROM (NEW."high") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."ion" IS DISTINCT FROM (NEW."ion") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."low" IS DISTINCT FROM (NEW."low") OR OLD."material_id" IS DISTINCT FROM (NEW."material_id") OR OLD."printed" IS DISTINCT FROM (NEW."printed") OR OLD."property_key" IS DISTINCT FROM (NEW."property_key") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."relative_kind" IS DISTINCT FROM (NEW."relative_kind") OR OLD."relative_text" IS DISTINCT FROM (NEW."relative_text") OR OLD."relative_to_id" IS DISTINCT FROM (NEW."relative_to_id") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                    func='INSERT INTO "mgdb_reportedfactorevent" ("approximate", "bound", "citation_key", "created_at", "document_id", "form", "high", "id", "ion", "locator", "low", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "property_key", "public_id", "readings", "relative_kind", "relative_text", "relative_to_id", "remarks", "revision", "source_id", "status", "unit", "updated_at", "value", "withdrawn_reason") VALUES (NEW."approximate", NEW."bound", NEW."citation_key", NEW."created_at", NEW."document_id", NEW."form", NEW."high", NEW."id", NEW."ion", NEW."locator", NEW."low", NEW."material_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."printed", NEW."property_key", NEW."public_id", NEW."readings", NEW."relative_kind", NEW."relative_text", NEW."relative_to_id", NEW."remarks", NEW."revision", NEW."source_id", NEW."status", NEW."unit", NEW."updated_at", NEW."value", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="fb2dc4b16c5d299004faab0cbe32a5c1b4cede68",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2e46a",
                    table="mgdb_reportedfactor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportedfactor",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "mgdb_reportedfactorevent" ("approximate", "bound", "citation_key", "created_at", "document_id", "form", "high", "id", "ion", "locator", "low", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "property_key", "public_id", "readings", "relative_kind", "relative_text", "relative_to_id", "remarks", "revision", "source_id", "status", "unit", "updated_at", "value", "withdrawn_reason") VALUES (OLD."approximate", OLD."bound", OLD."citation_key", OLD."created_at", OLD."document_id", OLD."form", OLD."high", OLD."id", OLD."ion", OLD."locator", OLD."low", OLD."material_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."printed", OLD."property_key", OLD."public_id", OLD."readings", OLD."relative_kind", OLD."relative_text", OLD."relative_to_id", OLD."remarks", OLD."revision", OLD."source_id", OLD."status", OLD."unit", OLD."updated_at", OLD."value", OLD."withdrawn_reason"); RETURN NULL;',
                    hash="42abdb3aaa5bd00674149386ab6989b7789db8c6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_666d7",
                    table="mgdb_reportedfactor",
                    when="AFTER",
                ),
            ),
        ),
    ]
