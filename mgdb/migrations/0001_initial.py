"""Every table whole, in the order of its references, and then the triggers: applied in a few seconds.

Written from the models by Django's autodetector and folded, because one operation for each constraint, index and
trigger, as it stands by default, renders all models again each time.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import mgdb.models.base
import mgdb.models.sources


def install_triggers(apps, schema_editor):
    for model in apps.get_app_config("mgdb").get_models():
        for trigger in getattr(model._meta, "triggers", []):
            schema_editor.execute(trigger.install_sql, params=None)


def uninstall_triggers(apps, schema_editor):
    for model in apps.get_app_config("mgdb").get_models():
        for trigger in getattr(model._meta, "triggers", []):
            schema_editor.execute(trigger.uninstall_sql, params=None)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "__first__"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(),
        migrations.CreateModel(
            name="CatalogueEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=60, unique=True)),
                ("fingerprint", models.CharField(max_length=120)),
            ],
            options={
                "verbose_name_plural": "catalogue entries",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="DatasetEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(max_length=16, unique=True)),
                ("file", models.CharField(db_index=True, max_length=120)),
                ("noun", models.CharField(max_length=20)),
                ("position", models.PositiveIntegerField()),
                ("file_hash", models.CharField(max_length=64)),
                ("row_hash", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name_plural": "dataset entries",
                "ordering": ["file", "noun", "position"],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                ("status", mgdb.models.base.TermField(db_index=True, default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("search_text", models.TextField(blank=True, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "search_vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("search_text", config="simple"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                ("kind", mgdb.models.base.TermField(default="article", max_length=40)),
                ("title", models.TextField(blank=True)),
                (
                    "authors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        default=list,
                        help_text="One a line, as printed: “R. Li” or “Li, Ruimin”.",
                        size=None,
                    ),
                ),
                (
                    "et_al",
                    models.BooleanField(
                        default=False, help_text="The printed list of authors is shortened.", verbose_name="et al."
                    ),
                ),
                ("container", models.CharField(blank=True, max_length=300, verbose_name="journal or book")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("volume", models.CharField(blank=True, max_length=40)),
                ("issue", models.CharField(blank=True, max_length=40)),
                ("pages", models.CharField(blank=True, max_length=60, verbose_name="pages or article number")),
                ("doi", mgdb.models.sources.DOIField(blank=True, max_length=200, verbose_name="DOI")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                ("licence", models.CharField(blank=True, max_length=80)),
                ("csl", models.JSONField(blank=True, null=True, verbose_name="CSL-JSON")),
                ("bibliographic_key", models.CharField(blank=True, editable=False, max_length=400)),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-year", "container", "volume", "pages", "id"],
                "abstract": False,
                "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="source_search_vector"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_text"], name="source_search_trigram", opclasses=["gin_trgm_ops"]
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="source_withdrawn_says_why",
                        violation_error_message="A withdrawn record says why in “reason for withdrawal”.",
                    ),
                    models.CheckConstraint(condition=models.Q(("readings__gte", 1)), name="source_has_a_reading"),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("doi"),
                        condition=models.Q(("doi", ""), _negated=True),
                        name="source_doi_unique_in_any_case",
                        violation_error_message="A source with this DOI exists already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("doi", ""), models.Q(("bibliographic_key", ""), _negated=True)),
                        fields=("bibliographic_key",),
                        name="source_without_doi_unique",
                        violation_error_message="A source with this journal, year, volume and first page exists already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("doi", django.db.models.functions.text.Lower("doi"))),
                        name="source_doi_lower_case",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_sourceevent" ("authors", "bibliographic_key", "container", "created_at", "csl", "doi", "et_al", "id", "issue", "kind", "licence", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "readings", "remarks", "revision", "status", "title", "updated_at", "url", "volume", "withdrawn_reason", "year") VALUES (NEW."authors", NEW."bibliographic_key", NEW."container", NEW."created_at", NEW."csl", NEW."doi", NEW."et_al", NEW."id", NEW."issue", NEW."kind", NEW."licence", NEW."pages", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."status", NEW."title", NEW."updated_at", NEW."url", NEW."volume", NEW."withdrawn_reason", NEW."year"); RETURN NULL;',
                            hash="06465141b21d36680a526c47060b6b37995a46de",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_71fda",
                            table="mgdb_source",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."authors" IS DISTINCT FROM (NEW."authors") OR OLD."bibliographic_key" IS DISTINCT FROM (NEW."bibliographic_key") OR OLD."container" IS DISTINCT FROM (NEW."container") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."csl" IS DISTINCT FROM (NEW."csl") OR OLD."doi" IS DISTINCT FROM (NEW."doi") OR OLD."et_al" IS DISTINCT FROM (NEW."et_al") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issue" IS DISTINCT FROM (NEW."issue") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."licence" IS DISTINCT FROM (NEW."licence") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."url" IS DISTINCT FROM (NEW."url") OR OLD."volume" IS DISTINCT FROM (NEW."volume") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                            func='INSERT INTO "mgdb_sourceevent" ("authors", "bibliographic_key", "container", "created_at", "csl", "doi", "et_al", "id", "issue", "kind", "licence", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "readings", "remarks", "revision", "status", "title", "updated_at", "url", "volume", "withdrawn_reason", "year") VALUES (NEW."authors", NEW."bibliographic_key", NEW."container", NEW."created_at", NEW."csl", NEW."doi", NEW."et_al", NEW."id", NEW."issue", NEW."kind", NEW."licence", NEW."pages", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."status", NEW."title", NEW."updated_at", NEW."url", NEW."volume", NEW."withdrawn_reason", NEW."year"); RETURN NULL;',
                            hash="4c274070c40acc0d26049af0112989b91d7498c7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_931ae",
                            table="mgdb_source",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_sourceevent" ("authors", "bibliographic_key", "container", "created_at", "csl", "doi", "et_al", "id", "issue", "kind", "licence", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "readings", "remarks", "revision", "status", "title", "updated_at", "url", "volume", "withdrawn_reason", "year") VALUES (OLD."authors", OLD."bibliographic_key", OLD."container", OLD."created_at", OLD."csl", OLD."doi", OLD."et_al", OLD."id", OLD."issue", OLD."kind", OLD."licence", OLD."pages", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."readings", OLD."remarks", OLD."revision", OLD."status", OLD."title", OLD."updated_at", OLD."url", OLD."volume", OLD."withdrawn_reason", OLD."year"); RETURN NULL;',
                            hash="5cb5f8e4ae8ffae6a739fe20485d3ba4557c8d9d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_de908",
                            table="mgdb_source",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="citations", to="mgdb.source"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                (
                    "cited",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cited_by", to="mgdb.source"
                    ),
                ),
                ("printed_doi", models.CharField(blank=True, max_length=200, verbose_name="DOI as printed")),
                ("remark", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["document", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "key", "cited"), name="citation_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("printed_doi", ""), models.Q(("remark", ""), _negated=True), _connector="OR"
                        ),
                        name="citation_misprint_has_remark",
                        violation_error_message="A DOI kept as printed needs a remark that says what is wrong with it.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_citationevent" ("cited_id", "document_id", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed_doi", "remark") VALUES (NEW."cited_id", NEW."document_id", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."printed_doi", NEW."remark"); RETURN NULL;',
                            hash="1f2ab7866eec4693ed9d4ab5dcbf5cc86e82c295",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0128b",
                            table="mgdb_citation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "mgdb_citationevent" ("cited_id", "document_id", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed_doi", "remark") VALUES (NEW."cited_id", NEW."document_id", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."printed_doi", NEW."remark"); RETURN NULL;',
                            hash="71de16a7f3d1449bfe027b2f841bb4e646013402",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c5f29",
                            table="mgdb_citation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_citationevent" ("cited_id", "document_id", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed_doi", "remark") VALUES (OLD."cited_id", OLD."document_id", OLD."id", OLD."key", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."printed_doi", OLD."remark"); RETURN NULL;',
                            hash="e19a75b6dbcd5ac56b9e2abb8cf9bd2495156a2e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fcf75",
                            table="mgdb_citation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comparison",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                ("status", mgdb.models.base.TermField(db_index=True, default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("search_text", models.TextField(blank=True, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True)),
                ("layout", mgdb.models.base.TermField(default="values", max_length=40)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only values with a report in this document are shown; empty: all.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comparisons",
                        to="mgdb.source",
                    ),
                ),
                (
                    "locator",
                    models.CharField(blank=True, help_text="… and at this place in it: Table 1.", max_length=200),
                ),
                (
                    "properties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        default=list,
                        help_text="Property keys, in the order of the columns.",
                        size=None,
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
                "abstract": False,
                "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="comparison_withdrawn_says_why",
                        violation_error_message="A withdrawn record says why in “reason for withdrawal”.",
                    ),
                    models.CheckConstraint(condition=models.Q(("readings__gte", 1)), name="comparison_has_a_reading"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_comparisonevent" ("created_at", "description", "document_id", "id", "layout", "locator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "properties", "public_id", "readings", "revision", "slug", "status", "title", "updated_at", "withdrawn_reason") VALUES (NEW."created_at", NEW."description", NEW."document_id", NEW."id", NEW."layout", NEW."locator", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."properties", NEW."public_id", NEW."readings", NEW."revision", NEW."slug", NEW."status", NEW."title", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="9fa76c55300f46391a0f8d61fbc6c02ea222d974",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_85aa4",
                            table="mgdb_comparison",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."layout" IS DISTINCT FROM (NEW."layout") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."properties" IS DISTINCT FROM (NEW."properties") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                            func='INSERT INTO "mgdb_comparisonevent" ("created_at", "description", "document_id", "id", "layout", "locator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "properties", "public_id", "readings", "revision", "slug", "status", "title", "updated_at", "withdrawn_reason") VALUES (NEW."created_at", NEW."description", NEW."document_id", NEW."id", NEW."layout", NEW."locator", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."properties", NEW."public_id", NEW."readings", NEW."revision", NEW."slug", NEW."status", NEW."title", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="1f7374ad642edf8d1e0e871f94f0764f6a7e1e02",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b03c3",
                            table="mgdb_comparison",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_comparisonevent" ("created_at", "description", "document_id", "id", "layout", "locator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "properties", "public_id", "readings", "revision", "slug", "status", "title", "updated_at", "withdrawn_reason") VALUES (OLD."created_at", OLD."description", OLD."document_id", OLD."id", OLD."layout", OLD."locator", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."properties", OLD."public_id", OLD."readings", OLD."revision", OLD."slug", OLD."status", OLD."title", OLD."updated_at", OLD."withdrawn_reason"); RETURN NULL;',
                            hash="f7cc3a1a114da85e7eced73ac00ef730bcb21c65",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d1053",
                            table="mgdb_comparison",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DatasetFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, unique=True)),
                (
                    "document",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="mgdb.source"
                    ),
                ),
                ("text_hash", models.CharField(max_length=64)),
                ("loaded_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="SourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.source",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("public_id", models.CharField(editable=False, max_length=16, verbose_name="id")),
                ("status", mgdb.models.base.TermField(default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("kind", mgdb.models.base.TermField(default="article", max_length=40)),
                ("title", models.TextField(blank=True)),
                (
                    "authors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        default=list,
                        help_text="One a line, as printed: “R. Li” or “Li, Ruimin”.",
                        size=None,
                    ),
                ),
                (
                    "et_al",
                    models.BooleanField(
                        default=False, help_text="The printed list of authors is shortened.", verbose_name="et al."
                    ),
                ),
                ("container", models.CharField(blank=True, max_length=300, verbose_name="journal or book")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("volume", models.CharField(blank=True, max_length=40)),
                ("issue", models.CharField(blank=True, max_length=40)),
                ("pages", models.CharField(blank=True, max_length=60, verbose_name="pages or article number")),
                ("doi", mgdb.models.sources.DOIField(blank=True, max_length=200, verbose_name="DOI")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                ("licence", models.CharField(blank=True, max_length=80)),
                ("csl", models.JSONField(blank=True, null=True, verbose_name="CSL-JSON")),
                ("bibliographic_key", models.CharField(blank=True, editable=False, max_length=400)),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="50e03d3e382e410ccf7b34ba7a27745a0f35b388",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_15953",
                            table="mgdb_sourceevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkerHeartbeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("worker", models.CharField(max_length=200, unique=True)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["-seen_at"],
            },
        ),
        migrations.CreateModel(
            name="CitationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.citation",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                (
                    "cited",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                ("printed_doi", models.CharField(blank=True, max_length=200, verbose_name="DOI as printed")),
                ("remark", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="07b84329f459c0230a6ed5caba173b0f0f35c558",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_11857",
                            table="mgdb_citationevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ComparisonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.comparison",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("public_id", models.CharField(editable=False, max_length=16, verbose_name="id")),
                ("status", mgdb.models.base.TermField(default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("slug", models.SlugField(db_index=False, max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True)),
                ("layout", mgdb.models.base.TermField(default="values", max_length=40)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Only values with a report in this document are shown; empty: all.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                (
                    "locator",
                    models.CharField(blank=True, help_text="… and at this place in it: Table 1.", max_length=200),
                ),
                (
                    "properties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        default=list,
                        help_text="Property keys, in the order of the columns.",
                        size=None,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0b432ca7b299695c02f168ce7eaa7e8d281f9e08",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7becd",
                            table="mgdb_comparisonevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("import_dataset", "import a dataset file")], max_length=40)),
                (
                    "arguments",
                    models.JSONField(blank=True, default=dict, help_text="What the work was asked for with."),
                ),
                (
                    "content",
                    models.TextField(blank=True, help_text="The uploaded text, kept until the job is deleted."),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("running", "running"),
                            ("succeeded", "succeeded"),
                            ("failed", "failed"),
                        ],
                        db_index=True,
                        default="waiting",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, editable=False)),
                ("total", models.PositiveIntegerField(default=0, editable=False)),
                ("message", models.CharField(blank=True, editable=False, max_length=1000)),
                ("report", models.JSONField(blank=True, default=dict, editable=False)),
                ("attempts", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("enqueued_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("started_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("finished_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", False), ("status__in", ("succeeded", "failed"))),
                            models.Q(("finished_at__isnull", True), ("status__in", ("waiting", "running"))),
                            _connector="OR",
                        ),
                        name="job_finished_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done__lte", models.F("total"))), name="job_done_within_total"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                ("status", mgdb.models.base.TermField(db_index=True, default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("search_text", models.TextField(blank=True, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "search_vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("search_text", config="simple"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "formula",
                    models.CharField(
                        blank=True,
                        help_text="A chemical formula: Mg0.3V2O5·1.1H2O, Ti0.78□0.22O1.12F0.40(OH)0.48, TiO2-x. No names.",
                        max_length=300,
                    ),
                ),
                (
                    "elements",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, editable=False, size=None
                    ),
                ),
                ("composition", models.JSONField(blank=True, default=dict, editable=False)),
                ("formula_reduced", models.CharField(blank=True, db_index=True, editable=False, max_length=300)),
                (
                    "molar_mass",
                    models.FloatField(blank=True, editable=False, null=True, verbose_name="molar mass (g mol⁻¹)"),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Formula with polymorph: “TiO2 (anatase)”, “Mo6S8 (Chevrel)”.", max_length=200
                    ),
                ),
                ("polymorph", models.CharField(blank=True, max_length=80)),
                ("structure_family", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                (
                    "space_group",
                    models.CharField(blank=True, help_text="Hermann–Mauguin symbol as printed.", max_length=40),
                ),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["name", "id"],
                "abstract": False,
                "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="phase_search_vector"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_text"], name="phase_search_trigram", opclasses=["gin_trgm_ops"]
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["elements"], name="phase_elements"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="phase_withdrawn_says_why",
                        violation_error_message="A withdrawn record says why in “reason for withdrawal”.",
                    ),
                    models.CheckConstraint(condition=models.Q(("readings__gte", 1)), name="phase_has_a_reading"),
                    models.UniqueConstraint(
                        fields=("name",),
                        name="phase_name_unique",
                        violation_error_message="A phase of this name exists.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_phaseevent" ("composition", "created_at", "elements", "formula", "formula_reduced", "id", "molar_mass", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polymorph", "public_id", "readings", "remarks", "revision", "space_group", "status", "structure_family", "updated_at", "withdrawn_reason") VALUES (NEW."composition", NEW."created_at", NEW."elements", NEW."formula", NEW."formula_reduced", NEW."id", NEW."molar_mass", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."polymorph", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."space_group", NEW."status", NEW."structure_family", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="61ae22512641178a08a6d2fbc78ee06499bbe54d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0eaf9",
                            table="mgdb_phase",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."composition" IS DISTINCT FROM (NEW."composition") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."elements" IS DISTINCT FROM (NEW."elements") OR OLD."formula" IS DISTINCT FROM (NEW."formula") OR OLD."formula_reduced" IS DISTINCT FROM (NEW."formula_reduced") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."molar_mass" IS DISTINCT FROM (NEW."molar_mass") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."polymorph" IS DISTINCT FROM (NEW."polymorph") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."space_group" IS DISTINCT FROM (NEW."space_group") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."structure_family" IS DISTINCT FROM (NEW."structure_family") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                            func='INSERT INTO "mgdb_phaseevent" ("composition", "created_at", "elements", "formula", "formula_reduced", "id", "molar_mass", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polymorph", "public_id", "readings", "remarks", "revision", "space_group", "status", "structure_family", "updated_at", "withdrawn_reason") VALUES (NEW."composition", NEW."created_at", NEW."elements", NEW."formula", NEW."formula_reduced", NEW."id", NEW."molar_mass", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."polymorph", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."space_group", NEW."status", NEW."structure_family", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="cafddabc331f04c7788cda7894614b781674259f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_31367",
                            table="mgdb_phase",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_phaseevent" ("composition", "created_at", "elements", "formula", "formula_reduced", "id", "molar_mass", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polymorph", "public_id", "readings", "remarks", "revision", "space_group", "status", "structure_family", "updated_at", "withdrawn_reason") VALUES (OLD."composition", OLD."created_at", OLD."elements", OLD."formula", OLD."formula_reduced", OLD."id", OLD."molar_mass", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."polymorph", OLD."public_id", OLD."readings", OLD."remarks", OLD."revision", OLD."space_group", OLD."status", OLD."structure_family", OLD."updated_at", OLD."withdrawn_reason"); RETURN NULL;',
                            hash="95a1a6ed78949cd614f272aa29ba05253e08ee95",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_358e8",
                            table="mgdb_phase",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                ("status", mgdb.models.base.TermField(db_index=True, default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("search_text", models.TextField(blank=True, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "search_vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("search_text", config="simple"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "formula",
                    models.CharField(
                        blank=True,
                        help_text="A chemical formula: Mg0.3V2O5·1.1H2O, Ti0.78□0.22O1.12F0.40(OH)0.48, TiO2-x. No names.",
                        max_length=300,
                    ),
                ),
                (
                    "elements",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, editable=False, size=None
                    ),
                ),
                ("composition", models.JSONField(blank=True, default=dict, editable=False)),
                ("formula_reduced", models.CharField(blank=True, db_index=True, editable=False, max_length=300)),
                (
                    "molar_mass",
                    models.FloatField(blank=True, editable=False, null=True, verbose_name="molar mass (g mol⁻¹)"),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The paper that made the specimen.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="materials",
                        to="mgdb.source",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="materials",
                        to="mgdb.phase",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As the source names it: B-TiO2-x.", max_length=200, verbose_name="preferred name"
                    ),
                ),
                (
                    "markup",
                    models.CharField(
                        blank=True,
                        help_text="Only where the name is typeset wrongly by itself: B-TiO_{2-x}, (Ti_{1.74}O_{4})^{1.04-}.",
                        max_length=300,
                    ),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        default=list,
                        help_text="cathode, electrolyte, anode, interphase, host, separator, additive, species",
                        size=None,
                    ),
                ),
                ("structure_family", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                ("space_group", models.CharField(blank=True, max_length=40)),
                ("morphology", models.CharField(blank=True, max_length=300)),
                (
                    "strategy",
                    models.CharField(
                        blank=True,
                        help_text="What the authors did to it, as a review's column says: “Oxygen vacancy”.",
                        max_length=300,
                    ),
                ),
                (
                    "fabrication",
                    models.CharField(blank=True, help_text="How it was made: “Hydrothermal reaction”.", max_length=300),
                ),
                ("fabrication_route", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["name", "id"],
                "abstract": False,
                "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="material_search_vector"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_text"], name="material_search_trigram", opclasses=["gin_trgm_ops"]
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["elements"], name="material_elements"),
                    django.contrib.postgres.indexes.GinIndex(fields=["roles"], name="material_roles"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="material_withdrawn_says_why",
                        violation_error_message="A withdrawn record says why in “reason for withdrawal”.",
                    ),
                    models.CheckConstraint(condition=models.Q(("readings__gte", 1)), name="material_has_a_reading"),
                    models.UniqueConstraint(
                        fields=("source", "name"),
                        name="material_named_once_by_a_source",
                        violation_error_message="This source has a material of this name already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_materialevent" ("composition", "created_at", "elements", "fabrication", "fabrication_route", "formula", "formula_reduced", "id", "markup", "molar_mass", "morphology", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "public_id", "readings", "remarks", "revision", "roles", "source_id", "space_group", "status", "strategy", "structure_family", "updated_at", "withdrawn_reason") VALUES (NEW."composition", NEW."created_at", NEW."elements", NEW."fabrication", NEW."fabrication_route", NEW."formula", NEW."formula_reduced", NEW."id", NEW."markup", NEW."molar_mass", NEW."morphology", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phase_id", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."roles", NEW."source_id", NEW."space_group", NEW."status", NEW."strategy", NEW."structure_family", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="7a8f664e78619257fde20de992d04a24ebe4d64d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_03add",
                            table="mgdb_material",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."composition" IS DISTINCT FROM (NEW."composition") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."elements" IS DISTINCT FROM (NEW."elements") OR OLD."fabrication" IS DISTINCT FROM (NEW."fabrication") OR OLD."fabrication_route" IS DISTINCT FROM (NEW."fabrication_route") OR OLD."formula" IS DISTINCT FROM (NEW."formula") OR OLD."formula_reduced" IS DISTINCT FROM (NEW."formula_reduced") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."markup" IS DISTINCT FROM (NEW."markup") OR OLD."molar_mass" IS DISTINCT FROM (NEW."molar_mass") OR OLD."morphology" IS DISTINCT FROM (NEW."morphology") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."phase_id" IS DISTINCT FROM (NEW."phase_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."roles" IS DISTINCT FROM (NEW."roles") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."space_group" IS DISTINCT FROM (NEW."space_group") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."strategy" IS DISTINCT FROM (NEW."strategy") OR OLD."structure_family" IS DISTINCT FROM (NEW."structure_family") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                            func='INSERT INTO "mgdb_materialevent" ("composition", "created_at", "elements", "fabrication", "fabrication_route", "formula", "formula_reduced", "id", "markup", "molar_mass", "morphology", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "public_id", "readings", "remarks", "revision", "roles", "source_id", "space_group", "status", "strategy", "structure_family", "updated_at", "withdrawn_reason") VALUES (NEW."composition", NEW."created_at", NEW."elements", NEW."fabrication", NEW."fabrication_route", NEW."formula", NEW."formula_reduced", NEW."id", NEW."markup", NEW."molar_mass", NEW."morphology", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phase_id", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."roles", NEW."source_id", NEW."space_group", NEW."status", NEW."strategy", NEW."structure_family", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="aa9812ae2b6ba2dfc23de89d179fc7ba96c3b60b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cd4f1",
                            table="mgdb_material",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_materialevent" ("composition", "created_at", "elements", "fabrication", "fabrication_route", "formula", "formula_reduced", "id", "markup", "molar_mass", "morphology", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "public_id", "readings", "remarks", "revision", "roles", "source_id", "space_group", "status", "strategy", "structure_family", "updated_at", "withdrawn_reason") VALUES (OLD."composition", OLD."created_at", OLD."elements", OLD."fabrication", OLD."fabrication_route", OLD."formula", OLD."formula_reduced", OLD."id", OLD."markup", OLD."molar_mass", OLD."morphology", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phase_id", OLD."public_id", OLD."readings", OLD."remarks", OLD."revision", OLD."roles", OLD."source_id", OLD."space_group", OLD."status", OLD."strategy", OLD."structure_family", OLD."updated_at", OLD."withdrawn_reason"); RETURN NULL;',
                            hash="898f75600aa7a56bc3fbf15c732b80660a59af74",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1b7af",
                            table="mgdb_material",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                ("status", mgdb.models.base.TermField(db_index=True, default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("search_text", models.TextField(blank=True, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "search_vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("search_text", config="simple"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cells", to="mgdb.source"
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="Counter | electrolyte | working, as far as stated.", max_length=300),
                ),
                (
                    "chemistry",
                    models.CharField(
                        blank=True, help_text="Mg, Mg–Li, Li, Na, Zn …; empty: not stated.", max_length=40
                    ),
                ),
                ("configuration", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                (
                    "working_material",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells_as_working",
                        to="mgdb.material",
                    ),
                ),
                (
                    "working_electrode",
                    models.CharField(blank=True, max_length=200, verbose_name="working electrode as printed"),
                ),
                (
                    "counter_material",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells_as_counter",
                        to="mgdb.material",
                    ),
                ),
                (
                    "counter_electrode",
                    models.CharField(
                        blank=True,
                        help_text="Mg foil, Mg alloy, activated carbon …; empty: not stated.",
                        max_length=200,
                    ),
                ),
                ("reference_electrode", models.CharField(blank=True, max_length=200)),
                (
                    "electrolyte",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells_as_electrolyte",
                        to="mgdb.material",
                    ),
                ),
                ("window_low", models.FloatField(blank=True, null=True, verbose_name="voltage window, low (V)")),
                ("window_high", models.FloatField(blank=True, null=True, verbose_name="voltage window, high (V)")),
                ("window_scale", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                ("loading_low", models.FloatField(blank=True, null=True, verbose_name="loading, low (mg cm⁻²)")),
                ("loading_high", models.FloatField(blank=True, null=True, verbose_name="loading, high (mg cm⁻²)")),
                (
                    "active_share",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="active material (wt%)",
                    ),
                ),
                (
                    "carbon_share",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="carbon (wt%)",
                    ),
                ),
                (
                    "binder_share",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="binder (wt%)",
                    ),
                ),
                (
                    "formulation",
                    models.CharField(blank=True, help_text="As printed: Super P, PVDF, 7:2:1.", max_length=200),
                ),
                ("collector", models.CharField(blank=True, max_length=120, verbose_name="current collector")),
                ("separator", models.CharField(blank=True, max_length=120)),
                ("mass_basis", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                ("water_content", models.CharField(blank=True, max_length=80, verbose_name="water content as printed")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mgdb.source",
                    ),
                ),
                ("locator", models.CharField(blank=True, max_length=200)),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["name", "id"],
                "abstract": False,
                "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="cell_search_vector"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_text"], name="cell_search_trigram", opclasses=["gin_trgm_ops"]
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cell_withdrawn_says_why",
                        violation_error_message="A withdrawn record says why in “reason for withdrawal”.",
                    ),
                    models.CheckConstraint(condition=models.Q(("readings__gte", 1)), name="cell_has_a_reading"),
                    models.UniqueConstraint(
                        fields=("source", "name"),
                        name="cell_named_once_by_a_source",
                        violation_error_message="This source has a cell of this name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("window_low__isnull", True),
                            ("window_high__isnull", True),
                            ("window_low__lte", models.F("window_high")),
                            _connector="OR",
                        ),
                        name="cell_window_low_at_most_high",
                        violation_error_message="The lower end of the voltage window lies above the upper one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("loading_low__isnull", True),
                            ("loading_high__isnull", True),
                            ("loading_low__lte", models.F("loading_high")),
                            _connector="OR",
                        ),
                        name="cell_loading_low_at_most_high",
                        violation_error_message="The lower loading lies above the upper one.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_cellevent" ("active_share", "binder_share", "carbon_share", "chemistry", "collector", "configuration", "counter_electrode", "counter_material_id", "created_at", "document_id", "electrolyte_id", "formulation", "id", "loading_high", "loading_low", "locator", "mass_basis", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "readings", "reference_electrode", "remarks", "revision", "separator", "source_id", "status", "updated_at", "water_content", "window_high", "window_low", "window_scale", "withdrawn_reason", "working_electrode", "working_material_id") VALUES (NEW."active_share", NEW."binder_share", NEW."carbon_share", NEW."chemistry", NEW."collector", NEW."configuration", NEW."counter_electrode", NEW."counter_material_id", NEW."created_at", NEW."document_id", NEW."electrolyte_id", NEW."formulation", NEW."id", NEW."loading_high", NEW."loading_low", NEW."locator", NEW."mass_basis", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."readings", NEW."reference_electrode", NEW."remarks", NEW."revision", NEW."separator", NEW."source_id", NEW."status", NEW."updated_at", NEW."water_content", NEW."window_high", NEW."window_low", NEW."window_scale", NEW."withdrawn_reason", NEW."working_electrode", NEW."working_material_id"); RETURN NULL;',
                            hash="cfcf09d3c126c2b0f6d461bd0ab1f87978bcacf6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9bcf8",
                            table="mgdb_cell",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."active_share" IS DISTINCT FROM (NEW."active_share") OR OLD."binder_share" IS DISTINCT FROM (NEW."binder_share") OR OLD."carbon_share" IS DISTINCT FROM (NEW."carbon_share") OR OLD."chemistry" IS DISTINCT FROM (NEW."chemistry") OR OLD."collector" IS DISTINCT FROM (NEW."collector") OR OLD."configuration" IS DISTINCT FROM (NEW."configuration") OR OLD."counter_electrode" IS DISTINCT FROM (NEW."counter_electrode") OR OLD."counter_material_id" IS DISTINCT FROM (NEW."counter_material_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."electrolyte_id" IS DISTINCT FROM (NEW."electrolyte_id") OR OLD."formulation" IS DISTINCT FROM (NEW."formulation") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."loading_high" IS DISTINCT FROM (NEW."loading_high") OR OLD."loading_low" IS DISTINCT FROM (NEW."loading_low") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."mass_basis" IS DISTINCT FROM (NEW."mass_basis") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."reference_electrode" IS DISTINCT FROM (NEW."reference_electrode") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."separator" IS DISTINCT FROM (NEW."separator") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."water_content" IS DISTINCT FROM (NEW."water_content") OR OLD."window_high" IS DISTINCT FROM (NEW."window_high") OR OLD."window_low" IS DISTINCT FROM (NEW."window_low") OR OLD."window_scale" IS DISTINCT FROM (NEW."window_scale") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason") OR OLD."working_electrode" IS DISTINCT FROM (NEW."working_electrode") OR OLD."working_material_id" IS DISTINCT FROM (NEW."working_material_id"))',
                            func='INSERT INTO "mgdb_cellevent" ("active_share", "binder_share", "carbon_share", "chemistry", "collector", "configuration", "counter_electrode", "counter_material_id", "created_at", "document_id", "electrolyte_id", "formulation", "id", "loading_high", "loading_low", "locator", "mass_basis", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "readings", "reference_electrode", "remarks", "revision", "separator", "source_id", "status", "updated_at", "water_content", "window_high", "window_low", "window_scale", "withdrawn_reason", "working_electrode", "working_material_id") VALUES (NEW."active_share", NEW."binder_share", NEW."carbon_share", NEW."chemistry", NEW."collector", NEW."configuration", NEW."counter_electrode", NEW."counter_material_id", NEW."created_at", NEW."document_id", NEW."electrolyte_id", NEW."formulation", NEW."id", NEW."loading_high", NEW."loading_low", NEW."locator", NEW."mass_basis", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."readings", NEW."reference_electrode", NEW."remarks", NEW."revision", NEW."separator", NEW."source_id", NEW."status", NEW."updated_at", NEW."water_content", NEW."window_high", NEW."window_low", NEW."window_scale", NEW."withdrawn_reason", NEW."working_electrode", NEW."working_material_id"); RETURN NULL;',
                            hash="8c3536bc9337cae6ce98cfe863302ec8175b091c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4e665",
                            table="mgdb_cell",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_cellevent" ("active_share", "binder_share", "carbon_share", "chemistry", "collector", "configuration", "counter_electrode", "counter_material_id", "created_at", "document_id", "electrolyte_id", "formulation", "id", "loading_high", "loading_low", "locator", "mass_basis", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "readings", "reference_electrode", "remarks", "revision", "separator", "source_id", "status", "updated_at", "water_content", "window_high", "window_low", "window_scale", "withdrawn_reason", "working_electrode", "working_material_id") VALUES (OLD."active_share", OLD."binder_share", OLD."carbon_share", OLD."chemistry", OLD."collector", OLD."configuration", OLD."counter_electrode", OLD."counter_material_id", OLD."created_at", OLD."document_id", OLD."electrolyte_id", OLD."formulation", OLD."id", OLD."loading_high", OLD."loading_low", OLD."locator", OLD."mass_basis", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."readings", OLD."reference_electrode", OLD."remarks", OLD."revision", OLD."separator", OLD."source_id", OLD."status", OLD."updated_at", OLD."water_content", OLD."window_high", OLD."window_low", OLD."window_scale", OLD."withdrawn_reason", OLD."working_electrode", OLD."working_material_id"); RETURN NULL;',
                            hash="cc5f7d3f8d0fb836773db068799f0cfe49858654",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bbc13",
                            table="mgdb_cell",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PhaseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.phase",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("public_id", models.CharField(editable=False, max_length=16, verbose_name="id")),
                ("status", mgdb.models.base.TermField(default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "formula",
                    models.CharField(
                        blank=True,
                        help_text="A chemical formula: Mg0.3V2O5·1.1H2O, Ti0.78□0.22O1.12F0.40(OH)0.48, TiO2-x. No names.",
                        max_length=300,
                    ),
                ),
                (
                    "elements",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, editable=False, size=None
                    ),
                ),
                ("composition", models.JSONField(blank=True, default=dict, editable=False)),
                ("formula_reduced", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "molar_mass",
                    models.FloatField(blank=True, editable=False, null=True, verbose_name="molar mass (g mol⁻¹)"),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Formula with polymorph: “TiO2 (anatase)”, “Mo6S8 (Chevrel)”.", max_length=200
                    ),
                ),
                ("polymorph", models.CharField(blank=True, max_length=80)),
                ("structure_family", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                (
                    "space_group",
                    models.CharField(blank=True, help_text="Hermann–Mauguin symbol as printed.", max_length=40),
                ),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d04dddf4e2b3f0d611bda74b0a722fbea73ace41",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e34f9",
                            table="mgdb_phaseevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportedFactor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                ("status", mgdb.models.base.TermField(db_index=True, default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("search_text", models.TextField(blank=True, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "document",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mgdb.source"),
                ),
                (
                    "locator",
                    models.CharField(
                        help_text="From large to small, with commas: “Table 1, W-TiO2, rate performance”, “Section 4.2.1”, “Fig. 3b”.",
                        max_length=200,
                    ),
                ),
                (
                    "citation_key",
                    models.CharField(
                        blank=True,
                        help_text="The key by which the document cites the primary paper: 69.",
                        max_length=40,
                        verbose_name="citation",
                    ),
                ),
                ("property", models.CharField(db_index=True, max_length=60)),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="factors", to="mgdb.material"
                    ),
                ),
                ("relative_kind", mgdb.models.base.TermField(default="material", max_length=40)),
                (
                    "relative_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="factors_as_reference",
                        to="mgdb.material",
                    ),
                ),
                ("relative_text", models.CharField(blank=True, max_length=200, verbose_name="relative to, in words")),
                ("form", mgdb.models.base.TermField(default="times", max_length=40)),
                ("printed", models.CharField(max_length=200)),
                ("value", models.FloatField(blank=True, null=True)),
                ("low", models.FloatField(blank=True, null=True)),
                ("high", models.FloatField(blank=True, null=True)),
                ("approximate", models.BooleanField(default=False)),
                ("bound", mgdb.models.base.TermField(default="=", max_length=40)),
                ("unit", models.CharField(blank=True, help_text="Only for a difference.", max_length=40)),
                ("ion", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="factors", to="mgdb.source"
                    ),
                ),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
                "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reportedfactor_withdrawn_says_why",
                        violation_error_message="A withdrawn record says why in “reason for withdrawal”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("readings__gte", 1)), name="reportedfactor_has_a_reading"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("low__isnull", True),
                            ("high__isnull", True),
                            ("low__lte", models.F("high")),
                            _connector="OR",
                        ),
                        name="factor_low_at_most_high",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relative_to__isnull", False),
                            models.Q(("relative_text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="factor_relative_to_something",
                        violation_error_message="A factor is relative to a material, or to something in words.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_reportedfactorevent" ("approximate", "bound", "citation_key", "created_at", "document_id", "form", "high", "id", "ion", "locator", "low", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "property", "public_id", "readings", "relative_kind", "relative_text", "relative_to_id", "remarks", "revision", "source_id", "status", "unit", "updated_at", "value", "withdrawn_reason") VALUES (NEW."approximate", NEW."bound", NEW."citation_key", NEW."created_at", NEW."document_id", NEW."form", NEW."high", NEW."id", NEW."ion", NEW."locator", NEW."low", NEW."material_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."printed", NEW."property", NEW."public_id", NEW."readings", NEW."relative_kind", NEW."relative_text", NEW."relative_to_id", NEW."remarks", NEW."revision", NEW."source_id", NEW."status", NEW."unit", NEW."updated_at", NEW."value", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="89f79f9847f1091d30b715af5554d3d14f922d72",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1cf03",
                            table="mgdb_reportedfactor",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."approximate" IS DISTINCT FROM (NEW."approximate") OR OLD."bound" IS DISTINCT FROM (NEW."bound") OR OLD."citation_key" IS DISTINCT FROM (NEW."citation_key") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."high" IS DISTINCT FROM (NEW."high") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."ion" IS DISTINCT FROM (NEW."ion") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."low" IS DISTINCT FROM (NEW."low") OR OLD."material_id" IS DISTINCT FROM (NEW."material_id") OR OLD."printed" IS DISTINCT FROM (NEW."printed") OR OLD."property" IS DISTINCT FROM (NEW."property") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."relative_kind" IS DISTINCT FROM (NEW."relative_kind") OR OLD."relative_text" IS DISTINCT FROM (NEW."relative_text") OR OLD."relative_to_id" IS DISTINCT FROM (NEW."relative_to_id") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                            func='INSERT INTO "mgdb_reportedfactorevent" ("approximate", "bound", "citation_key", "created_at", "document_id", "form", "high", "id", "ion", "locator", "low", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "property", "public_id", "readings", "relative_kind", "relative_text", "relative_to_id", "remarks", "revision", "source_id", "status", "unit", "updated_at", "value", "withdrawn_reason") VALUES (NEW."approximate", NEW."bound", NEW."citation_key", NEW."created_at", NEW."document_id", NEW."form", NEW."high", NEW."id", NEW."ion", NEW."locator", NEW."low", NEW."material_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."printed", NEW."property", NEW."public_id", NEW."readings", NEW."relative_kind", NEW."relative_text", NEW."relative_to_id", NEW."remarks", NEW."revision", NEW."source_id", NEW."status", NEW."unit", NEW."updated_at", NEW."value", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="5c8ab9e63894c2c20a9d527dc035e8915837f1e9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2e46a",
                            table="mgdb_reportedfactor",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_reportedfactorevent" ("approximate", "bound", "citation_key", "created_at", "document_id", "form", "high", "id", "ion", "locator", "low", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "property", "public_id", "readings", "relative_kind", "relative_text", "relative_to_id", "remarks", "revision", "source_id", "status", "unit", "updated_at", "value", "withdrawn_reason") VALUES (OLD."approximate", OLD."bound", OLD."citation_key", OLD."created_at", OLD."document_id", OLD."form", OLD."high", OLD."id", OLD."ion", OLD."locator", OLD."low", OLD."material_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."printed", OLD."property", OLD."public_id", OLD."readings", OLD."relative_kind", OLD."relative_text", OLD."relative_to_id", OLD."remarks", OLD."revision", OLD."source_id", OLD."status", OLD."unit", OLD."updated_at", OLD."value", OLD."withdrawn_reason"); RETURN NULL;',
                            hash="c86fb150b77c4b835b7dca787b1d0054b705cc24",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_666d7",
                            table="mgdb_reportedfactor",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportedFactorEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.reportedfactor",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("public_id", models.CharField(editable=False, max_length=16, verbose_name="id")),
                ("status", mgdb.models.base.TermField(default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        help_text="From large to small, with commas: “Table 1, W-TiO2, rate performance”, “Section 4.2.1”, “Fig. 3b”.",
                        max_length=200,
                    ),
                ),
                (
                    "citation_key",
                    models.CharField(
                        blank=True,
                        help_text="The key by which the document cites the primary paper: 69.",
                        max_length=40,
                        verbose_name="citation",
                    ),
                ),
                ("property", models.CharField(max_length=60)),
                (
                    "material",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                ("relative_kind", mgdb.models.base.TermField(default="material", max_length=40)),
                (
                    "relative_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                ("relative_text", models.CharField(blank=True, max_length=200, verbose_name="relative to, in words")),
                ("form", mgdb.models.base.TermField(default="times", max_length=40)),
                ("printed", models.CharField(max_length=200)),
                ("value", models.FloatField(blank=True, null=True)),
                ("low", models.FloatField(blank=True, null=True)),
                ("high", models.FloatField(blank=True, null=True)),
                ("approximate", models.BooleanField(default=False)),
                ("bound", mgdb.models.base.TermField(default="=", max_length=40)),
                ("unit", models.CharField(blank=True, help_text="Only for a difference.", max_length=40)),
                ("ion", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1541e956d5b9a68443a68e4745e99e03b41c26ab",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d4afe",
                            table="mgdb_reportedfactorevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                ("status", mgdb.models.base.TermField(db_index=True, default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("search_text", models.TextField(blank=True, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "search_vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("search_text", config="simple"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mgdb.source"),
                ),
                (
                    "locator",
                    models.CharField(
                        help_text="From large to small, with commas: “Table 1, W-TiO2, rate performance”, “Section 4.2.1”, “Fig. 3b”.",
                        max_length=200,
                    ),
                ),
                (
                    "citation_key",
                    models.CharField(
                        blank=True,
                        help_text="The key by which the document cites the primary paper: 69.",
                        max_length=40,
                        verbose_name="citation",
                    ),
                ),
                ("topic", mgdb.models.base.TermField(max_length=40)),
                (
                    "subject",
                    models.CharField(
                        help_text="What it is about, in words: “cation vacancies in spinels”.", max_length=200
                    ),
                ),
                ("text", models.TextField(help_text="In our own words; no sentence is copied.")),
                ("sign", mgdb.models.base.TermField(default="0", max_length=40)),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Its number in the document's list.", null=True
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="mgdb.material",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="mgdb.phase",
                    ),
                ),
                ("defect_kind", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                ("electrolyte_class", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                ("structure_family", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                ("equation", models.CharField(blank=True, max_length=300)),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        help_text="The primary paper cited for it; empty: the document itself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="mgdb.source",
                    ),
                ),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["topic", "subject", "id"],
                "abstract": False,
                "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="statement_search_vector"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_text"], name="statement_search_trigram", opclasses=["gin_trgm_ops"]
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="statement_withdrawn_says_why",
                        violation_error_message="A withdrawn record says why in “reason for withdrawal”.",
                    ),
                    models.CheckConstraint(condition=models.Q(("readings__gte", 1)), name="statement_has_a_reading"),
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="statement_has_text"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_statementevent" ("citation_key", "created_at", "defect_kind", "document_id", "electrolyte_class", "equation", "id", "locator", "material_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "public_id", "readings", "remarks", "revision", "sign", "source_id", "status", "structure_family", "subject", "text", "topic", "updated_at", "withdrawn_reason") VALUES (NEW."citation_key", NEW."created_at", NEW."defect_kind", NEW."document_id", NEW."electrolyte_class", NEW."equation", NEW."id", NEW."locator", NEW."material_id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phase_id", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."sign", NEW."source_id", NEW."status", NEW."structure_family", NEW."subject", NEW."text", NEW."topic", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="35ee2074e69bbd916dc7ce2e54dbce2c66535fbb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2d99f",
                            table="mgdb_statement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."citation_key" IS DISTINCT FROM (NEW."citation_key") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."defect_kind" IS DISTINCT FROM (NEW."defect_kind") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."electrolyte_class" IS DISTINCT FROM (NEW."electrolyte_class") OR OLD."equation" IS DISTINCT FROM (NEW."equation") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."material_id" IS DISTINCT FROM (NEW."material_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."phase_id" IS DISTINCT FROM (NEW."phase_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."sign" IS DISTINCT FROM (NEW."sign") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."structure_family" IS DISTINCT FROM (NEW."structure_family") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."topic" IS DISTINCT FROM (NEW."topic") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                            func='INSERT INTO "mgdb_statementevent" ("citation_key", "created_at", "defect_kind", "document_id", "electrolyte_class", "equation", "id", "locator", "material_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "public_id", "readings", "remarks", "revision", "sign", "source_id", "status", "structure_family", "subject", "text", "topic", "updated_at", "withdrawn_reason") VALUES (NEW."citation_key", NEW."created_at", NEW."defect_kind", NEW."document_id", NEW."electrolyte_class", NEW."equation", NEW."id", NEW."locator", NEW."material_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phase_id", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."sign", NEW."source_id", NEW."status", NEW."structure_family", NEW."subject", NEW."text", NEW."topic", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="e263630b66e7ae36e33828d1bd41a77c2375358b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b09d6",
                            table="mgdb_statement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_statementevent" ("citation_key", "created_at", "defect_kind", "document_id", "electrolyte_class", "equation", "id", "locator", "material_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "public_id", "readings", "remarks", "revision", "sign", "source_id", "status", "structure_family", "subject", "text", "topic", "updated_at", "withdrawn_reason") VALUES (OLD."citation_key", OLD."created_at", OLD."defect_kind", OLD."document_id", OLD."electrolyte_class", OLD."equation", OLD."id", OLD."locator", OLD."material_id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phase_id", OLD."public_id", OLD."readings", OLD."remarks", OLD."revision", OLD."sign", OLD."source_id", OLD."status", OLD."structure_family", OLD."subject", OLD."text", OLD."topic", OLD."updated_at", OLD."withdrawn_reason"); RETURN NULL;',
                            hash="99f49917c446f6428b5856cd7ea9e2bdda7c34f0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e2a3f",
                            table="mgdb_statement",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.statement",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("public_id", models.CharField(editable=False, max_length=16, verbose_name="id")),
                ("status", mgdb.models.base.TermField(default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        help_text="From large to small, with commas: “Table 1, W-TiO2, rate performance”, “Section 4.2.1”, “Fig. 3b”.",
                        max_length=200,
                    ),
                ),
                (
                    "citation_key",
                    models.CharField(
                        blank=True,
                        help_text="The key by which the document cites the primary paper: 69.",
                        max_length=40,
                        verbose_name="citation",
                    ),
                ),
                ("topic", mgdb.models.base.TermField(max_length=40)),
                (
                    "subject",
                    models.CharField(
                        help_text="What it is about, in words: “cation vacancies in spinels”.", max_length=200
                    ),
                ),
                ("text", models.TextField(help_text="In our own words; no sentence is copied.")),
                ("sign", mgdb.models.base.TermField(default="0", max_length=40)),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Its number in the document's list.", null=True
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.phase",
                    ),
                ),
                ("defect_kind", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                ("electrolyte_class", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                ("structure_family", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                ("equation", models.CharField(blank=True, max_length=300)),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The primary paper cited for it; empty: the document itself.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b8b3cfe26adcf59b585b7df867a2d45d9541f6aa",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_dc50f",
                            table="mgdb_statementevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ComparisonRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "comparison",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="mgdb.comparison"
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mgdb.material"
                    ),
                ),
                (
                    "group",
                    models.CharField(help_text="The same word for rows that belong together: 69.", max_length=120),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["comparison", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("comparison", "material"), name="comparison_material_once")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_comparisonrowevent" ("comparison_id", "group", "id", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."comparison_id", NEW."group", NEW."id", NEW."material_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="7e269dd334173990b7ed6aa7e29a48328968afbf",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_41daf",
                            table="mgdb_comparisonrow",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "mgdb_comparisonrowevent" ("comparison_id", "group", "id", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."comparison_id", NEW."group", NEW."id", NEW."material_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="5f8e49d2e2b9c8b6c796ab84063a980c361cee80",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_654c5",
                            table="mgdb_comparisonrow",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_comparisonrowevent" ("comparison_id", "group", "id", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."comparison_id", OLD."group", OLD."id", OLD."material_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                            hash="d17f962917a4ca961903d96c535e708072b5f140",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5b04f",
                            table="mgdb_comparisonrow",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Curve",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                ("status", mgdb.models.base.TermField(db_index=True, default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("search_text", models.TextField(blank=True, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "document",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mgdb.source"),
                ),
                (
                    "locator",
                    models.CharField(
                        help_text="From large to small, with commas: “Table 1, W-TiO2, rate performance”, “Section 4.2.1”, “Fig. 3b”.",
                        max_length=200,
                    ),
                ),
                (
                    "citation_key",
                    models.CharField(
                        blank=True,
                        help_text="The key by which the document cites the primary paper: 69.",
                        max_length=40,
                        verbose_name="citation",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "material",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="curves",
                        to="mgdb.material",
                    ),
                ),
                (
                    "cell",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="curves",
                        to="mgdb.cell",
                    ),
                ),
                ("property", models.CharField(db_index=True, help_text="The property along y.", max_length=60)),
                (
                    "x_label",
                    models.CharField(
                        help_text="What runs along x: temperature, capacity, cycle number …", max_length=120
                    ),
                ),
                ("x_unit", models.CharField(blank=True, max_length=40)),
                ("y_unit", models.CharField(blank=True, max_length=40)),
                (
                    "points",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=2),
                        size=None,
                    ),
                ),
                (
                    "digitiser",
                    models.JSONField(blank=True, default=dict, help_text="Program, version, axis calibration."),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="curves", to="mgdb.source"
                    ),
                ),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
                "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="curve_withdrawn_says_why",
                        violation_error_message="A withdrawn record says why in “reason for withdrawal”.",
                    ),
                    models.CheckConstraint(condition=models.Q(("readings__gte", 1)), name="curve_has_a_reading"),
                    models.CheckConstraint(
                        condition=models.Q(("material__isnull", False), ("cell__isnull", False), _connector="XOR"),
                        name="curve_has_one_subject",
                        violation_error_message="A curve is about a material or about a cell: give exactly one.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_curveevent" ("cell_id", "citation_key", "created_at", "digitiser", "document_id", "id", "locator", "material_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "property", "public_id", "readings", "remarks", "revision", "source_id", "status", "updated_at", "withdrawn_reason", "x_label", "x_unit", "y_unit") VALUES (NEW."cell_id", NEW."citation_key", NEW."created_at", NEW."digitiser", NEW."document_id", NEW."id", NEW."locator", NEW."material_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points", NEW."property", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."source_id", NEW."status", NEW."updated_at", NEW."withdrawn_reason", NEW."x_label", NEW."x_unit", NEW."y_unit"); RETURN NULL;',
                            hash="705307f5b72603f500beda7bc17dc3996ef989e2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b3f48",
                            table="mgdb_curve",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."cell_id" IS DISTINCT FROM (NEW."cell_id") OR OLD."citation_key" IS DISTINCT FROM (NEW."citation_key") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."digitiser" IS DISTINCT FROM (NEW."digitiser") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."material_id" IS DISTINCT FROM (NEW."material_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."points" IS DISTINCT FROM (NEW."points") OR OLD."property" IS DISTINCT FROM (NEW."property") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason") OR OLD."x_label" IS DISTINCT FROM (NEW."x_label") OR OLD."x_unit" IS DISTINCT FROM (NEW."x_unit") OR OLD."y_unit" IS DISTINCT FROM (NEW."y_unit"))',
                            func='INSERT INTO "mgdb_curveevent" ("cell_id", "citation_key", "created_at", "digitiser", "document_id", "id", "locator", "material_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "property", "public_id", "readings", "remarks", "revision", "source_id", "status", "updated_at", "withdrawn_reason", "x_label", "x_unit", "y_unit") VALUES (NEW."cell_id", NEW."citation_key", NEW."created_at", NEW."digitiser", NEW."document_id", NEW."id", NEW."locator", NEW."material_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points", NEW."property", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."source_id", NEW."status", NEW."updated_at", NEW."withdrawn_reason", NEW."x_label", NEW."x_unit", NEW."y_unit"); RETURN NULL;',
                            hash="a99ee4f9beecbc02c8c553c950dd670484aca8bf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fd06f",
                            table="mgdb_curve",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_curveevent" ("cell_id", "citation_key", "created_at", "digitiser", "document_id", "id", "locator", "material_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "property", "public_id", "readings", "remarks", "revision", "source_id", "status", "updated_at", "withdrawn_reason", "x_label", "x_unit", "y_unit") VALUES (OLD."cell_id", OLD."citation_key", OLD."created_at", OLD."digitiser", OLD."document_id", OLD."id", OLD."locator", OLD."material_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."property", OLD."public_id", OLD."readings", OLD."remarks", OLD."revision", OLD."source_id", OLD."status", OLD."updated_at", OLD."withdrawn_reason", OLD."x_label", OLD."x_unit", OLD."y_unit"); RETURN NULL;',
                            hash="d326840d21862dfbbbfd55d8a4999a6af6531e19",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_aa499",
                            table="mgdb_curve",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Defect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="defects", to="mgdb.material"
                    ),
                ),
                ("kind", mgdb.models.base.TermField(max_length=40)),
                (
                    "species",
                    models.CharField(
                        blank=True, help_text="What is missing or added: O, Ti, Mo, F⁻, H₂O, PEO.", max_length=80
                    ),
                ),
                ("site", models.CharField(blank=True, help_text="Where: V site, interlayer, 16d.", max_length=80)),
                (
                    "concentration_printed",
                    models.CharField(blank=True, max_length=80, verbose_name="concentration as printed"),
                ),
                ("low", models.FloatField(blank=True, null=True, verbose_name="concentration, low")),
                ("high", models.FloatField(blank=True, null=True, verbose_name="concentration, high")),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="unit of concentration")),
                (
                    "induced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="induces",
                        to="mgdb.defect",
                    ),
                ),
                ("route", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mgdb.source",
                    ),
                ),
                ("locator", models.CharField(blank=True, max_length=200)),
                ("remarks", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["material", "position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("low__isnull", True),
                            ("high__isnull", True),
                            ("low__lte", models.F("high")),
                            _connector="OR",
                        ),
                        name="defect_low_at_most_high",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("induced_by", models.F("id")), _negated=True),
                        name="defect_not_induced_by_itself",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_defectevent" ("concentration_printed", "document_id", "high", "id", "induced_by_id", "kind", "locator", "low", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "public_id", "remarks", "route", "site", "species", "unit") VALUES (NEW."concentration_printed", NEW."document_id", NEW."high", NEW."id", NEW."induced_by_id", NEW."kind", NEW."locator", NEW."low", NEW."material_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."public_id", NEW."remarks", NEW."route", NEW."site", NEW."species", NEW."unit"); RETURN NULL;',
                            hash="ee4ebf9768bf5d4399fb7900dc04d91f7c946c44",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1eaea",
                            table="mgdb_defect",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "mgdb_defectevent" ("concentration_printed", "document_id", "high", "id", "induced_by_id", "kind", "locator", "low", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "public_id", "remarks", "route", "site", "species", "unit") VALUES (NEW."concentration_printed", NEW."document_id", NEW."high", NEW."id", NEW."induced_by_id", NEW."kind", NEW."locator", NEW."low", NEW."material_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."public_id", NEW."remarks", NEW."route", NEW."site", NEW."species", NEW."unit"); RETURN NULL;',
                            hash="80f5b7964a6b0a86cdc65bc04bf84e3c612f6efc",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bc8fe",
                            table="mgdb_defect",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_defectevent" ("concentration_printed", "document_id", "high", "id", "induced_by_id", "kind", "locator", "low", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "public_id", "remarks", "route", "site", "species", "unit") VALUES (OLD."concentration_printed", OLD."document_id", OLD."high", OLD."id", OLD."induced_by_id", OLD."kind", OLD."locator", OLD."low", OLD."material_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."public_id", OLD."remarks", OLD."route", OLD."site", OLD."species", OLD."unit"); RETURN NULL;',
                            hash="163e47164cb258dbc938254f563233051ea883be",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_37d38",
                            table="mgdb_defect",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Electrolyte",
            fields=[
                (
                    "material",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="electrolyte",
                        serialize=False,
                        to="mgdb.material",
                    ),
                ),
                ("electrolyte_class", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                (
                    "carrier_cations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4),
                        blank=True,
                        help_text="Mobile cations brought by salts: Mg; Mg, Li for a dual-salt. Empty list: no salt. Unset: unknown.",
                        null=True,
                        size=None,
                    ),
                ),
                ("chloride", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["material"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_electrolyteevent" ("carrier_cations", "chloride", "electrolyte_class", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remarks") VALUES (NEW."carrier_cations", NEW."chloride", NEW."electrolyte_class", NEW."material_id", _pgh_attach_context(), NOW(), \'insert\', NEW."material_id", NEW."remarks"); RETURN NULL;',
                            hash="e1e50f8fc7e65a4f81f55df18c3ef51082becd9f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d9b37",
                            table="mgdb_electrolyte",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "mgdb_electrolyteevent" ("carrier_cations", "chloride", "electrolyte_class", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remarks") VALUES (NEW."carrier_cations", NEW."chloride", NEW."electrolyte_class", NEW."material_id", _pgh_attach_context(), NOW(), \'update\', NEW."material_id", NEW."remarks"); RETURN NULL;',
                            hash="1cda4506d3b79219e750b591847b16115a4ad4d7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3cf4d",
                            table="mgdb_electrolyte",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_electrolyteevent" ("carrier_cations", "chloride", "electrolyte_class", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remarks") VALUES (OLD."carrier_cations", OLD."chloride", OLD."electrolyte_class", OLD."material_id", _pgh_attach_context(), NOW(), \'delete\', OLD."material_id", OLD."remarks"); RETURN NULL;',
                            hash="0363f6525d3c38d4b6d90553c095a1f006fc5e41",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0d44a",
                            table="mgdb_electrolyte",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Component",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "electrolyte",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="components", to="mgdb.electrolyte"
                    ),
                ),
                ("role", mgdb.models.base.TermField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                ("formula", models.CharField(blank=True, max_length=200)),
                ("amount_printed", models.CharField(blank=True, max_length=60, verbose_name="amount as printed")),
                ("low", models.FloatField(blank=True, null=True, verbose_name="amount, low")),
                ("high", models.FloatField(blank=True, null=True, verbose_name="amount, high")),
                ("unit", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                (
                    "from_name",
                    models.BooleanField(
                        default=False,
                        help_text="Known from the electrolyte's usual name, not printed.",
                        verbose_name="expanded from the name",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["electrolyte", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("electrolyte", "role", "name"), name="component_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("low__isnull", True),
                            ("high__isnull", True),
                            ("low__lte", models.F("high")),
                            _connector="OR",
                        ),
                        name="component_low_at_most_high",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_componentevent" ("amount_printed", "electrolyte_id", "formula", "from_name", "high", "id", "low", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "unit") VALUES (NEW."amount_printed", NEW."electrolyte_id", NEW."formula", NEW."from_name", NEW."high", NEW."id", NEW."low", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."role", NEW."unit"); RETURN NULL;',
                            hash="f1563eea45e30df627063f167c315c244ddf2481",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7cf12",
                            table="mgdb_component",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "mgdb_componentevent" ("amount_printed", "electrolyte_id", "formula", "from_name", "high", "id", "low", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "unit") VALUES (NEW."amount_printed", NEW."electrolyte_id", NEW."formula", NEW."from_name", NEW."high", NEW."id", NEW."low", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."role", NEW."unit"); RETURN NULL;',
                            hash="fd1ffd111d9ec639c9fad00791a565e9a750614c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b25e2",
                            table="mgdb_component",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_componentevent" ("amount_printed", "electrolyte_id", "formula", "from_name", "high", "id", "low", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "unit") VALUES (OLD."amount_printed", OLD."electrolyte_id", OLD."formula", OLD."from_name", OLD."high", OLD."id", OLD."low", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."role", OLD."unit"); RETURN NULL;',
                            hash="87c51576edb4b51f12136d74095039fbffc619bc",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c6eed",
                            table="mgdb_component",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ComponentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.component",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "electrolyte",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.electrolyte",
                    ),
                ),
                ("role", mgdb.models.base.TermField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                ("formula", models.CharField(blank=True, max_length=200)),
                ("amount_printed", models.CharField(blank=True, max_length=60, verbose_name="amount as printed")),
                ("low", models.FloatField(blank=True, null=True, verbose_name="amount, low")),
                ("high", models.FloatField(blank=True, null=True, verbose_name="amount, high")),
                ("unit", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                (
                    "from_name",
                    models.BooleanField(
                        default=False,
                        help_text="Known from the electrolyte's usual name, not printed.",
                        verbose_name="expanded from the name",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1641e442f99adef0bde930b340af026ff2bd4252",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e24eb",
                            table="mgdb_componentevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DefectEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.defect",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("public_id", models.CharField(editable=False, max_length=16, verbose_name="id")),
                (
                    "material",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                ("kind", mgdb.models.base.TermField(max_length=40)),
                (
                    "species",
                    models.CharField(
                        blank=True, help_text="What is missing or added: O, Ti, Mo, F⁻, H₂O, PEO.", max_length=80
                    ),
                ),
                ("site", models.CharField(blank=True, help_text="Where: V site, interlayer, 16d.", max_length=80)),
                (
                    "concentration_printed",
                    models.CharField(blank=True, max_length=80, verbose_name="concentration as printed"),
                ),
                ("low", models.FloatField(blank=True, null=True, verbose_name="concentration, low")),
                ("high", models.FloatField(blank=True, null=True, verbose_name="concentration, high")),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="unit of concentration")),
                (
                    "induced_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.defect",
                    ),
                ),
                ("route", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                ("locator", models.CharField(blank=True, max_length=200)),
                ("remarks", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="af308c084bd6f1d838f87e6a7b5c9f2a449b3363",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_fc4d9",
                            table="mgdb_defectevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CurveEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.curve",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("public_id", models.CharField(editable=False, max_length=16, verbose_name="id")),
                ("status", mgdb.models.base.TermField(default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        help_text="From large to small, with commas: “Table 1, W-TiO2, rate performance”, “Section 4.2.1”, “Fig. 3b”.",
                        max_length=200,
                    ),
                ),
                (
                    "citation_key",
                    models.CharField(
                        blank=True,
                        help_text="The key by which the document cites the primary paper: 69.",
                        max_length=40,
                        verbose_name="citation",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "material",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                (
                    "cell",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.cell",
                    ),
                ),
                ("property", models.CharField(help_text="The property along y.", max_length=60)),
                (
                    "x_label",
                    models.CharField(
                        help_text="What runs along x: temperature, capacity, cycle number …", max_length=120
                    ),
                ),
                ("x_unit", models.CharField(blank=True, max_length=40)),
                ("y_unit", models.CharField(blank=True, max_length=40)),
                (
                    "points",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=2),
                        size=None,
                    ),
                ),
                (
                    "digitiser",
                    models.JSONField(blank=True, default=dict, help_text="Program, version, axis calibration."),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a257bca8e0dad264ada41d277ac6d6ee45bb6068",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_277fd",
                            table="mgdb_curveevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ComparisonRowEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.comparisonrow",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "comparison",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.comparison",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                (
                    "group",
                    models.CharField(help_text="The same word for rows that belong together: 69.", max_length=120),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="df660700c85b3261093a8da165c86b0d77c4ac73",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_522b2",
                            table="mgdb_comparisonrowevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CellEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.cell",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("public_id", models.CharField(editable=False, max_length=16, verbose_name="id")),
                ("status", mgdb.models.base.TermField(default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="Counter | electrolyte | working, as far as stated.", max_length=300),
                ),
                (
                    "chemistry",
                    models.CharField(
                        blank=True, help_text="Mg, Mg–Li, Li, Na, Zn …; empty: not stated.", max_length=40
                    ),
                ),
                ("configuration", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                (
                    "working_material",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                (
                    "working_electrode",
                    models.CharField(blank=True, max_length=200, verbose_name="working electrode as printed"),
                ),
                (
                    "counter_material",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                (
                    "counter_electrode",
                    models.CharField(
                        blank=True,
                        help_text="Mg foil, Mg alloy, activated carbon …; empty: not stated.",
                        max_length=200,
                    ),
                ),
                ("reference_electrode", models.CharField(blank=True, max_length=200)),
                (
                    "electrolyte",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                ("window_low", models.FloatField(blank=True, null=True, verbose_name="voltage window, low (V)")),
                ("window_high", models.FloatField(blank=True, null=True, verbose_name="voltage window, high (V)")),
                ("window_scale", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                ("loading_low", models.FloatField(blank=True, null=True, verbose_name="loading, low (mg cm⁻²)")),
                ("loading_high", models.FloatField(blank=True, null=True, verbose_name="loading, high (mg cm⁻²)")),
                (
                    "active_share",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="active material (wt%)",
                    ),
                ),
                (
                    "carbon_share",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="carbon (wt%)",
                    ),
                ),
                (
                    "binder_share",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="binder (wt%)",
                    ),
                ),
                (
                    "formulation",
                    models.CharField(blank=True, help_text="As printed: Super P, PVDF, 7:2:1.", max_length=200),
                ),
                ("collector", models.CharField(blank=True, max_length=120, verbose_name="current collector")),
                ("separator", models.CharField(blank=True, max_length=120)),
                ("mass_basis", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                ("water_content", models.CharField(blank=True, max_length=80, verbose_name="water content as printed")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                ("locator", models.CharField(blank=True, max_length=200)),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1f09417de408788b5b445fb28b371519277c50a6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_08606",
                            table="mgdb_cellevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Anode",
            fields=[],
            options={
                "verbose_name": "anode or interphase",
                "verbose_name_plural": "anodes and interphases",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("mgdb.material",),
        ),
        migrations.CreateModel(
            name="Cathode",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("mgdb.material",),
        ),
        migrations.CreateModel(
            name="ElectrolyteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.electrolyte",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to="mgdb.material",
                    ),
                ),
                ("electrolyte_class", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                (
                    "carrier_cations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4),
                        blank=True,
                        help_text="Mobile cations brought by salts: Mg; Mg, Li for a dual-salt. Empty list: no salt. Unset: unknown.",
                        null=True,
                        size=None,
                    ),
                ),
                ("chloride", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ca4fe7d6ba102480c8de042bacbc667ff77caa5c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e2e3f",
                            table="mgdb_electrolyteevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MaterialName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="mgdb.material"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who uses it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mgdb.source",
                    ),
                ),
            ],
            options={
                "ordering": ["material", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("material", "name", "document"), name="material_name_once")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_materialnameevent" ("document_id", "id", "material_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."document_id", NEW."id", NEW."material_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="0a5afd451b48c2fe21e9b4b59325f8f45294ac35",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a600c",
                            table="mgdb_materialname",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "mgdb_materialnameevent" ("document_id", "id", "material_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."document_id", NEW."id", NEW."material_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="2888df2aed9e0503677ba79158d41cc493ac05bf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_23099",
                            table="mgdb_materialname",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_materialnameevent" ("document_id", "id", "material_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."document_id", OLD."id", OLD."material_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="26f80c634ea561675a565cf89f469199564e802c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8a3d8",
                            table="mgdb_materialname",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MaterialNameEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.materialname",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "material",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Who uses it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="30cba34ce4fe72f421903893680bac59857f1f5f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_afa0a",
                            table="mgdb_materialnameevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                ("status", mgdb.models.base.TermField(db_index=True, default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("search_text", models.TextField(blank=True, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "search_vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("search_text", config="simple"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="mgdb.material",
                    ),
                ),
                (
                    "cell",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only for a result about the device as a whole.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="mgdb.cell",
                    ),
                ),
                ("property", models.CharField(db_index=True, max_length=60)),
                ("kind", mgdb.models.base.TermField(default="number", max_length=40)),
                ("value", models.FloatField(blank=True, editable=False, null=True)),
                ("low", models.FloatField(blank=True, editable=False, null=True)),
                ("high", models.FloatField(blank=True, editable=False, null=True)),
                ("bound", mgdb.models.base.TermField(default="=", editable=False, max_length=40)),
                ("approximate", models.BooleanField(default=False, editable=False)),
                ("range_kind", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                ("uncertainty", models.FloatField(blank=True, editable=False, null=True)),
                (
                    "digits",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="significant digits"),
                ),
                ("search_low", models.FloatField(blank=True, editable=False, null=True)),
                ("search_high", models.FloatField(blank=True, editable=False, null=True)),
                ("text_value", models.CharField(blank=True, max_length=300, verbose_name="text or relation")),
                (
                    "relative_to",
                    models.ForeignKey(
                        blank=True,
                        help_text="For a relation: the material that the subject is compared with.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations",
                        to="mgdb.material",
                    ),
                ),
                ("origin", mgdb.models.base.TermField(db_index=True, default="not_stated", max_length=40)),
                ("method", mgdb.models.base.TermField(db_index=True, default="not_stated", max_length=40)),
                ("method_detail", models.CharField(blank=True, max_length=120)),
                ("ion", mgdb.models.base.TermField(db_index=True, default="not_stated", max_length=40)),
                (
                    "measured_in",
                    models.ForeignKey(
                        blank=True,
                        help_text="The cell in which the material was measured.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measured",
                        to="mgdb.cell",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="Who measured it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="mgdb.source",
                    ),
                ),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
                "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_vector"], name="measurement_search_vector"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_text"], name="measurement_search_trigram", opclasses=["gin_trgm_ops"]
                    ),
                    models.Index(fields=["property", "search_low", "search_high"], name="measurement_interval"),
                    models.Index(fields=["property", "value"], name="measurement_value"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="measurement_withdrawn_says_why",
                        violation_error_message="A withdrawn record says why in “reason for withdrawal”.",
                    ),
                    models.CheckConstraint(condition=models.Q(("readings__gte", 1)), name="measurement_has_a_reading"),
                    models.CheckConstraint(
                        condition=models.Q(("material__isnull", False), ("cell__isnull", False), _connector="XOR"),
                        name="measurement_has_one_subject",
                        violation_error_message="A measurement is about a material or about a cell: give exactly one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "number"), ("text_value", "")),
                            models.Q(
                                ("high__isnull", True),
                                ("kind__in", ("text", "relation")),
                                ("low__isnull", True),
                                ("value__isnull", True),
                                models.Q(("text_value", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="measurement_number_text_or_relation",
                        violation_error_message="A number has no text; a text or relation has text and no number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("low__isnull", True),
                            ("high__isnull", True),
                            ("low__lte", models.F("high")),
                            _connector="OR",
                        ),
                        name="measurement_low_at_most_high",
                        violation_error_message="The low end of the value lies above the high end.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_measurementevent" ("approximate", "bound", "cell_id", "created_at", "digits", "high", "id", "ion", "kind", "low", "material_id", "measured_in_id", "method", "method_detail", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "property", "public_id", "range_kind", "readings", "relative_to_id", "remarks", "revision", "search_high", "search_low", "source_id", "status", "text_value", "uncertainty", "updated_at", "value", "withdrawn_reason") VALUES (NEW."approximate", NEW."bound", NEW."cell_id", NEW."created_at", NEW."digits", NEW."high", NEW."id", NEW."ion", NEW."kind", NEW."low", NEW."material_id", NEW."measured_in_id", NEW."method", NEW."method_detail", NEW."origin", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."property", NEW."public_id", NEW."range_kind", NEW."readings", NEW."relative_to_id", NEW."remarks", NEW."revision", NEW."search_high", NEW."search_low", NEW."source_id", NEW."status", NEW."text_value", NEW."uncertainty", NEW."updated_at", NEW."value", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="f2f0c02f9d1866969fe85eb10366e2622b145966",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_874d4",
                            table="mgdb_measurement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."approximate" IS DISTINCT FROM (NEW."approximate") OR OLD."bound" IS DISTINCT FROM (NEW."bound") OR OLD."cell_id" IS DISTINCT FROM (NEW."cell_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."digits" IS DISTINCT FROM (NEW."digits") OR OLD."high" IS DISTINCT FROM (NEW."high") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."ion" IS DISTINCT FROM (NEW."ion") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."low" IS DISTINCT FROM (NEW."low") OR OLD."material_id" IS DISTINCT FROM (NEW."material_id") OR OLD."measured_in_id" IS DISTINCT FROM (NEW."measured_in_id") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."method_detail" IS DISTINCT FROM (NEW."method_detail") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."property" IS DISTINCT FROM (NEW."property") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."range_kind" IS DISTINCT FROM (NEW."range_kind") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."relative_to_id" IS DISTINCT FROM (NEW."relative_to_id") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."search_high" IS DISTINCT FROM (NEW."search_high") OR OLD."search_low" IS DISTINCT FROM (NEW."search_low") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."text_value" IS DISTINCT FROM (NEW."text_value") OR OLD."uncertainty" IS DISTINCT FROM (NEW."uncertainty") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                            func='INSERT INTO "mgdb_measurementevent" ("approximate", "bound", "cell_id", "created_at", "digits", "high", "id", "ion", "kind", "low", "material_id", "measured_in_id", "method", "method_detail", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "property", "public_id", "range_kind", "readings", "relative_to_id", "remarks", "revision", "search_high", "search_low", "source_id", "status", "text_value", "uncertainty", "updated_at", "value", "withdrawn_reason") VALUES (NEW."approximate", NEW."bound", NEW."cell_id", NEW."created_at", NEW."digits", NEW."high", NEW."id", NEW."ion", NEW."kind", NEW."low", NEW."material_id", NEW."measured_in_id", NEW."method", NEW."method_detail", NEW."origin", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."property", NEW."public_id", NEW."range_kind", NEW."readings", NEW."relative_to_id", NEW."remarks", NEW."revision", NEW."search_high", NEW."search_low", NEW."source_id", NEW."status", NEW."text_value", NEW."uncertainty", NEW."updated_at", NEW."value", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="36ebe89f9f6945d01b93842b3f2c38e5e5638d48",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d3629",
                            table="mgdb_measurement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_measurementevent" ("approximate", "bound", "cell_id", "created_at", "digits", "high", "id", "ion", "kind", "low", "material_id", "measured_in_id", "method", "method_detail", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "property", "public_id", "range_kind", "readings", "relative_to_id", "remarks", "revision", "search_high", "search_low", "source_id", "status", "text_value", "uncertainty", "updated_at", "value", "withdrawn_reason") VALUES (OLD."approximate", OLD."bound", OLD."cell_id", OLD."created_at", OLD."digits", OLD."high", OLD."id", OLD."ion", OLD."kind", OLD."low", OLD."material_id", OLD."measured_in_id", OLD."method", OLD."method_detail", OLD."origin", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."property", OLD."public_id", OLD."range_kind", OLD."readings", OLD."relative_to_id", OLD."remarks", OLD."revision", OLD."search_high", OLD."search_low", OLD."source_id", OLD."status", OLD."text_value", OLD."uncertainty", OLD."updated_at", OLD."value", OLD."withdrawn_reason"); RETURN NULL;',
                            hash="3c344cf5c0460b4505cbef98a99b465e7cf7d956",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_98f36",
                            table="mgdb_measurement",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mgdb.source"),
                ),
                (
                    "locator",
                    models.CharField(
                        help_text="From large to small, with commas: “Table 1, W-TiO2, rate performance”, “Section 4.2.1”, “Fig. 3b”.",
                        max_length=200,
                    ),
                ),
                (
                    "citation_key",
                    models.CharField(
                        blank=True,
                        help_text="The key by which the document cites the primary paper: 69.",
                        max_length=40,
                        verbose_name="citation",
                    ),
                ),
                (
                    "measurement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="mgdb.measurement"
                    ),
                ),
                ("printed_value", models.CharField(max_length=200, verbose_name="value as printed")),
                (
                    "printed_unit",
                    models.CharField(
                        blank=True, help_text="Empty: none is printed.", max_length=60, verbose_name="unit as printed"
                    ),
                ),
                (
                    "printed_conditions",
                    models.CharField(blank=True, max_length=200, verbose_name="conditions as printed"),
                ),
                (
                    "reading",
                    models.CharField(
                        blank=True,
                        help_text="Only where the print cannot be read as it is (a lost exponent): the number meant, 1.5e13.",
                        max_length=120,
                    ),
                ),
                (
                    "assumed_unit",
                    models.CharField(
                        blank=True,
                        help_text="Only where no unit is printed, or a wrong one: the unit assumed; add a flag.",
                        max_length=60,
                    ),
                ),
                ("low", models.FloatField(blank=True, editable=False, null=True)),
                ("high", models.FloatField(blank=True, editable=False, null=True)),
                ("remark", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["measurement", "position", "id"],
                "indexes": [models.Index(fields=["document", "locator"], name="report_place")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measurement", "document", "locator"),
                        name="report_once_per_place",
                        violation_error_message="This measurement has a report of this place already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("low__isnull", True),
                            ("high__isnull", True),
                            ("low__lte", models.F("high")),
                            _connector="OR",
                        ),
                        name="report_low_at_most_high",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("locator", ""), _negated=True),
                        name="report_has_locator",
                        violation_error_message="A report says where in the document: table and row, section or figure.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_reportevent" ("assumed_unit", "citation_key", "document_id", "high", "id", "locator", "low", "measurement_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed_conditions", "printed_unit", "printed_value", "reading", "remark") VALUES (NEW."assumed_unit", NEW."citation_key", NEW."document_id", NEW."high", NEW."id", NEW."locator", NEW."low", NEW."measurement_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."printed_conditions", NEW."printed_unit", NEW."printed_value", NEW."reading", NEW."remark"); RETURN NULL;',
                            hash="f94a9c0f9f8fb7d12a66446a54d0af9300060e93",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_27685",
                            table="mgdb_report",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "mgdb_reportevent" ("assumed_unit", "citation_key", "document_id", "high", "id", "locator", "low", "measurement_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed_conditions", "printed_unit", "printed_value", "reading", "remark") VALUES (NEW."assumed_unit", NEW."citation_key", NEW."document_id", NEW."high", NEW."id", NEW."locator", NEW."low", NEW."measurement_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."printed_conditions", NEW."printed_unit", NEW."printed_value", NEW."reading", NEW."remark"); RETURN NULL;',
                            hash="dc6333b51bf790d7bc092c2541e9b2961ac7dfd7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_12861",
                            table="mgdb_report",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_reportevent" ("assumed_unit", "citation_key", "document_id", "high", "id", "locator", "low", "measurement_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed_conditions", "printed_unit", "printed_value", "reading", "remark") VALUES (OLD."assumed_unit", OLD."citation_key", OLD."document_id", OLD."high", OLD."id", OLD."locator", OLD."low", OLD."measurement_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."printed_conditions", OLD."printed_unit", OLD."printed_value", OLD."reading", OLD."remark"); RETURN NULL;',
                            hash="69003d318cef26183564bcfeb3ad36b2f4d9907f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_db668",
                            table="mgdb_report",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.report",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        help_text="From large to small, with commas: “Table 1, W-TiO2, rate performance”, “Section 4.2.1”, “Fig. 3b”.",
                        max_length=200,
                    ),
                ),
                (
                    "citation_key",
                    models.CharField(
                        blank=True,
                        help_text="The key by which the document cites the primary paper: 69.",
                        max_length=40,
                        verbose_name="citation",
                    ),
                ),
                (
                    "measurement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.measurement",
                    ),
                ),
                ("printed_value", models.CharField(max_length=200, verbose_name="value as printed")),
                (
                    "printed_unit",
                    models.CharField(
                        blank=True, help_text="Empty: none is printed.", max_length=60, verbose_name="unit as printed"
                    ),
                ),
                (
                    "printed_conditions",
                    models.CharField(blank=True, max_length=200, verbose_name="conditions as printed"),
                ),
                (
                    "reading",
                    models.CharField(
                        blank=True,
                        help_text="Only where the print cannot be read as it is (a lost exponent): the number meant, 1.5e13.",
                        max_length=120,
                    ),
                ),
                (
                    "assumed_unit",
                    models.CharField(
                        blank=True,
                        help_text="Only where no unit is printed, or a wrong one: the unit assumed; add a flag.",
                        max_length=60,
                    ),
                ),
                ("low", models.FloatField(blank=True, editable=False, null=True)),
                ("high", models.FloatField(blank=True, editable=False, null=True)),
                ("remark", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e30d93e913b96535b2e066372507832e7489e836",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7ee47",
                            table="mgdb_reportevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", mgdb.models.base.TermField(db_index=True, max_length=40)),
                ("severity", mgdb.models.base.TermField(db_index=True, default="note", max_length=40)),
                ("reason", models.TextField(help_text="What is doubtful and why, so that a chemist can follow.")),
                (
                    "measurement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flags",
                        to="mgdb.measurement",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flags",
                        to="mgdb.material",
                    ),
                ),
                (
                    "cell",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flags",
                        to="mgdb.cell",
                    ),
                ),
                (
                    "factor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flags",
                        to="mgdb.reportedfactor",
                    ),
                ),
                (
                    "citation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flags",
                        to="mgdb.citation",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("measurement__isnull", False),
                            ("material__isnull", False),
                            ("cell__isnull", False),
                            ("factor__isnull", False),
                            ("citation__isnull", False),
                            _connector="XOR",
                        ),
                        name="flag_on_one_record",
                        violation_error_message="A flag belongs to exactly one record.",
                    ),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="flag_has_reason"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_flagevent" ("cell_id", "citation_id", "code", "factor_id", "id", "material_id", "measurement_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "severity") VALUES (NEW."cell_id", NEW."citation_id", NEW."code", NEW."factor_id", NEW."id", NEW."material_id", NEW."measurement_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."severity"); RETURN NULL;',
                            hash="dcbab34dcb0d9ba81050c7e2d5ea057ec3816762",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9c277",
                            table="mgdb_flag",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "mgdb_flagevent" ("cell_id", "citation_id", "code", "factor_id", "id", "material_id", "measurement_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "severity") VALUES (NEW."cell_id", NEW."citation_id", NEW."code", NEW."factor_id", NEW."id", NEW."material_id", NEW."measurement_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."severity"); RETURN NULL;',
                            hash="002722c2e88d77a8c698d7f93bf68e4ada6f6246",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_22024",
                            table="mgdb_flag",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_flagevent" ("cell_id", "citation_id", "code", "factor_id", "id", "material_id", "measurement_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "severity") VALUES (OLD."cell_id", OLD."citation_id", OLD."code", OLD."factor_id", OLD."id", OLD."material_id", OLD."measurement_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."severity"); RETURN NULL;',
                            hash="e9ce8f0e8b85f94a9fa6ab41b568534107f58b05",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_33ff6",
                            table="mgdb_flag",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FlagEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.flag",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("code", mgdb.models.base.TermField(max_length=40)),
                ("severity", mgdb.models.base.TermField(default="note", max_length=40)),
                ("reason", models.TextField(help_text="What is doubtful and why, so that a chemist can follow.")),
                (
                    "measurement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.measurement",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                (
                    "cell",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.cell",
                    ),
                ),
                (
                    "factor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.reportedfactor",
                    ),
                ),
                (
                    "citation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.citation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e7f0b83114a961565ae7cdb8cea74351f9d2e063",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5957a",
                            table="mgdb_flagevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasurementCondition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "measurement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conditions", to="mgdb.measurement"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("status", mgdb.models.base.TermField(default="reported", max_length=40)),
                (
                    "printed",
                    models.CharField(
                        blank=True, help_text="As printed, with its unit: 300 mA g⁻¹, 25 °C.", max_length=160
                    ),
                ),
                ("low", models.FloatField(blank=True, editable=False, null=True)),
                ("high", models.FloatField(blank=True, editable=False, null=True)),
                ("text", models.CharField(blank=True, editable=False, max_length=160)),
                ("unit", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "assumed",
                    models.BooleanField(
                        default=False, editable=False, help_text="Number set by convention, not printed."
                    ),
                ),
            ],
            options={
                "ordering": ["measurement", "id"],
                "indexes": [models.Index(fields=["key", "low", "high"], name="condition_interval")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measurement", "key"),
                        name="condition_once_per_measurement",
                        violation_error_message="This condition is given twice.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("low__isnull", True),
                            ("high__isnull", True),
                            ("low__lte", models.F("high")),
                            _connector="OR",
                        ),
                        name="condition_low_at_most_high",
                        violation_error_message="The low end of the condition lies above the high end.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "reported"), models.Q(("printed", ""), _negated=True)),
                            models.Q(
                                models.Q(("status", "reported"), _negated=True),
                                ("high__isnull", True),
                                ("low__isnull", True),
                                ("printed", ""),
                                ("text", ""),
                            ),
                            _connector="OR",
                        ),
                        name="condition_reported_has_print",
                        violation_error_message="A reported condition has its printed text; another status has none.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_measurementconditionevent" ("assumed", "high", "id", "key", "low", "measurement_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "status", "text", "unit") VALUES (NEW."assumed", NEW."high", NEW."id", NEW."key", NEW."low", NEW."measurement_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."printed", NEW."status", NEW."text", NEW."unit"); RETURN NULL;',
                            hash="fee25766f116055e611d9c253295484ec135958c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_56a66",
                            table="mgdb_measurementcondition",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "mgdb_measurementconditionevent" ("assumed", "high", "id", "key", "low", "measurement_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "status", "text", "unit") VALUES (NEW."assumed", NEW."high", NEW."id", NEW."key", NEW."low", NEW."measurement_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."printed", NEW."status", NEW."text", NEW."unit"); RETURN NULL;',
                            hash="8ebb662b781e4c2fd55539c785c3bf7204f3b4b3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_48715",
                            table="mgdb_measurementcondition",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_measurementconditionevent" ("assumed", "high", "id", "key", "low", "measurement_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "status", "text", "unit") VALUES (OLD."assumed", OLD."high", OLD."id", OLD."key", OLD."low", OLD."measurement_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."printed", OLD."status", OLD."text", OLD."unit"); RETURN NULL;',
                            hash="7719b8f4b7bcd48d0141582cd27cb1a86d3e18df",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_44f9e",
                            table="mgdb_measurementcondition",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasurementConditionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.measurementcondition",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "measurement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.measurement",
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("status", mgdb.models.base.TermField(default="reported", max_length=40)),
                (
                    "printed",
                    models.CharField(
                        blank=True, help_text="As printed, with its unit: 300 mA g⁻¹, 25 °C.", max_length=160
                    ),
                ),
                ("low", models.FloatField(blank=True, editable=False, null=True)),
                ("high", models.FloatField(blank=True, editable=False, null=True)),
                ("text", models.CharField(blank=True, editable=False, max_length=160)),
                ("unit", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "assumed",
                    models.BooleanField(
                        default=False, editable=False, help_text="Number set by convention, not printed."
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="119d0616a91f06f6fa823ba17ffc91055ca5148f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f7f32",
                            table="mgdb_measurementconditionevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasurementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.measurement",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("public_id", models.CharField(editable=False, max_length=16, verbose_name="id")),
                ("status", mgdb.models.base.TermField(default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "material",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                (
                    "cell",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Only for a result about the device as a whole.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.cell",
                    ),
                ),
                ("property", models.CharField(max_length=60)),
                ("kind", mgdb.models.base.TermField(default="number", max_length=40)),
                ("value", models.FloatField(blank=True, editable=False, null=True)),
                ("low", models.FloatField(blank=True, editable=False, null=True)),
                ("high", models.FloatField(blank=True, editable=False, null=True)),
                ("bound", mgdb.models.base.TermField(default="=", editable=False, max_length=40)),
                ("approximate", models.BooleanField(default=False, editable=False)),
                ("range_kind", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                ("uncertainty", models.FloatField(blank=True, editable=False, null=True)),
                (
                    "digits",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="significant digits"),
                ),
                ("search_low", models.FloatField(blank=True, editable=False, null=True)),
                ("search_high", models.FloatField(blank=True, editable=False, null=True)),
                ("text_value", models.CharField(blank=True, max_length=300, verbose_name="text or relation")),
                (
                    "relative_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="For a relation: the material that the subject is compared with.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                ("origin", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                ("method", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                ("method_detail", models.CharField(blank=True, max_length=120)),
                ("ion", mgdb.models.base.TermField(default="not_stated", max_length=40)),
                (
                    "measured_in",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The cell in which the material was measured.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.cell",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="Who measured it.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="bc6493437e1cb7ee58b908d5fbbd522c5d6c6095",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ba78f",
                            table="mgdb_measurementevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Modification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="modifications", to="mgdb.material"
                    ),
                ),
                ("kind", mgdb.models.base.TermField(max_length=40)),
                ("description", models.CharField(blank=True, max_length=300)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mgdb.source",
                    ),
                ),
                ("locator", models.CharField(blank=True, max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["material", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("material", "kind", "description"), name="modification_once")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_modificationevent" ("description", "document_id", "id", "kind", "locator", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."description", NEW."document_id", NEW."id", NEW."kind", NEW."locator", NEW."material_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="23ba77a6ce709492535449af493a020f225d8f51",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_de748",
                            table="mgdb_modification",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "mgdb_modificationevent" ("description", "document_id", "id", "kind", "locator", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."description", NEW."document_id", NEW."id", NEW."kind", NEW."locator", NEW."material_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="7940aa066f9f0737eb133a22eb12c4c0e2d18ef7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_989f6",
                            table="mgdb_modification",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_modificationevent" ("description", "document_id", "id", "kind", "locator", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."description", OLD."document_id", OLD."id", OLD."kind", OLD."locator", OLD."material_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                            hash="4126cd00df5d6f6d196a2213cdf142a8ccad9c75",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4b213",
                            table="mgdb_modification",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ModificationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.modification",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "material",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                ("kind", mgdb.models.base.TermField(max_length=40)),
                ("description", models.CharField(blank=True, max_length=300)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                ("locator", models.CharField(blank=True, max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="aafc33dbb3898ae839d3edb3910e2811c972f24c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_68b30",
                            table="mgdb_modificationevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                ("status", mgdb.models.base.TermField(db_index=True, default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("search_text", models.TextField(blank=True, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "document",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mgdb.source"),
                ),
                (
                    "locator",
                    models.CharField(
                        help_text="From large to small, with commas: “Table 1, W-TiO2, rate performance”, “Section 4.2.1”, “Fig. 3b”.",
                        max_length=200,
                    ),
                ),
                (
                    "citation_key",
                    models.CharField(
                        blank=True,
                        help_text="The key by which the document cites the primary paper: 69.",
                        max_length=40,
                        verbose_name="citation",
                    ),
                ),
                (
                    "modified",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="controls", to="mgdb.material"
                    ),
                ),
                (
                    "control",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="controlled", to="mgdb.material"
                    ),
                ),
                ("kind", mgdb.models.base.TermField(default="pristine", max_length=40)),
                (
                    "properties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        default=list,
                        help_text="Property keys for which this control holds; empty: all.",
                        size=None,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The paper that made the comparison.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairs",
                        to="mgdb.source",
                    ),
                ),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
                "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="pair_withdrawn_says_why",
                        violation_error_message="A withdrawn record says why in “reason for withdrawal”.",
                    ),
                    models.CheckConstraint(condition=models.Q(("readings__gte", 1)), name="pair_has_a_reading"),
                    models.UniqueConstraint(
                        fields=("modified", "control"),
                        name="pair_once",
                        violation_error_message="This control is given for this material already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("modified", models.F("control")), _negated=True),
                        name="pair_of_two",
                        violation_error_message="A material is not its own control.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_pairevent" ("citation_key", "control_id", "created_at", "document_id", "id", "kind", "locator", "modified_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "properties", "public_id", "readings", "remarks", "revision", "source_id", "status", "updated_at", "withdrawn_reason") VALUES (NEW."citation_key", NEW."control_id", NEW."created_at", NEW."document_id", NEW."id", NEW."kind", NEW."locator", NEW."modified_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."properties", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."source_id", NEW."status", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="e262c256579e6b732154b9c8fd62580f8a938eb1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0af12",
                            table="mgdb_pair",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."citation_key" IS DISTINCT FROM (NEW."citation_key") OR OLD."control_id" IS DISTINCT FROM (NEW."control_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."modified_id" IS DISTINCT FROM (NEW."modified_id") OR OLD."properties" IS DISTINCT FROM (NEW."properties") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                            func='INSERT INTO "mgdb_pairevent" ("citation_key", "control_id", "created_at", "document_id", "id", "kind", "locator", "modified_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "properties", "public_id", "readings", "remarks", "revision", "source_id", "status", "updated_at", "withdrawn_reason") VALUES (NEW."citation_key", NEW."control_id", NEW."created_at", NEW."document_id", NEW."id", NEW."kind", NEW."locator", NEW."modified_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."properties", NEW."public_id", NEW."readings", NEW."remarks", NEW."revision", NEW."source_id", NEW."status", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="a880b9ffdf731e922f8261a583fa6c1eb6bd6d9c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_88f36",
                            table="mgdb_pair",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "mgdb_pairevent" ("citation_key", "control_id", "created_at", "document_id", "id", "kind", "locator", "modified_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "properties", "public_id", "readings", "remarks", "revision", "source_id", "status", "updated_at", "withdrawn_reason") VALUES (OLD."citation_key", OLD."control_id", OLD."created_at", OLD."document_id", OLD."id", OLD."kind", OLD."locator", OLD."modified_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."properties", OLD."public_id", OLD."readings", OLD."remarks", OLD."revision", OLD."source_id", OLD."status", OLD."updated_at", OLD."withdrawn_reason"); RETURN NULL;',
                            hash="be05be1f9cbac32014617474c4318e566e7a45e5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c82c9",
                            table="mgdb_pair",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PairEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.pair",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("public_id", models.CharField(editable=False, max_length=16, verbose_name="id")),
                ("status", mgdb.models.base.TermField(default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        help_text="From large to small, with commas: “Table 1, W-TiO2, rate performance”, “Section 4.2.1”, “Fig. 3b”.",
                        max_length=200,
                    ),
                ),
                (
                    "citation_key",
                    models.CharField(
                        blank=True,
                        help_text="The key by which the document cites the primary paper: 69.",
                        max_length=40,
                        verbose_name="citation",
                    ),
                ),
                (
                    "modified",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                (
                    "control",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.material",
                    ),
                ),
                ("kind", mgdb.models.base.TermField(default="pristine", max_length=40)),
                (
                    "properties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        default=list,
                        help_text="Property keys for which this control holds; empty: all.",
                        size=None,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="The paper that made the comparison.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="de55b1a4eab639f76ccdf313bcabd7d521d1385e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e9905",
                            table="mgdb_pairevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MaterialEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="mgdb.material",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("public_id", models.CharField(editable=False, max_length=16, verbose_name="id")),
                ("status", mgdb.models.base.TermField(default="draft", editable=False, max_length=40)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                ),
                (
                    "readings",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many independent readings of the document agreed on this record.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "formula",
                    models.CharField(
                        blank=True,
                        help_text="A chemical formula: Mg0.3V2O5·1.1H2O, Ti0.78□0.22O1.12F0.40(OH)0.48, TiO2-x. No names.",
                        max_length=300,
                    ),
                ),
                (
                    "elements",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, editable=False, size=None
                    ),
                ),
                ("composition", models.JSONField(blank=True, default=dict, editable=False)),
                ("formula_reduced", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "molar_mass",
                    models.FloatField(blank=True, editable=False, null=True, verbose_name="molar mass (g mol⁻¹)"),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="The paper that made the specimen.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.source",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mgdb.phase",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As the source names it: B-TiO2-x.", max_length=200, verbose_name="preferred name"
                    ),
                ),
                (
                    "markup",
                    models.CharField(
                        blank=True,
                        help_text="Only where the name is typeset wrongly by itself: B-TiO_{2-x}, (Ti_{1.74}O_{4})^{1.04-}.",
                        max_length=300,
                    ),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        default=list,
                        help_text="cathode, electrolyte, anode, interphase, host, separator, additive, species",
                        size=None,
                    ),
                ),
                ("structure_family", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                ("space_group", models.CharField(blank=True, max_length=40)),
                ("morphology", models.CharField(blank=True, max_length=300)),
                (
                    "strategy",
                    models.CharField(
                        blank=True,
                        help_text="What the authors did to it, as a review's column says: “Oxygen vacancy”.",
                        max_length=300,
                    ),
                ),
                (
                    "fabrication",
                    models.CharField(blank=True, help_text="How it was made: “Hydrothermal reaction”.", max_length=300),
                ),
                ("fabrication_route", mgdb.models.base.TermField(blank=True, default="", max_length=40)),
                ("remarks", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b6d17baeda92e6a71db5c0e84b169ba4c02b2f33",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_60a34",
                            table="mgdb_materialevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.RunPython(install_triggers, uninstall_triggers),
    ]
