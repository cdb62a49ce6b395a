"""Every table as it stands after the migrations that this one replaces, then the triggers: what a new database is made
by. Databases made by any of those go on with them.

Written from the state of the models by Django's writer. All tables are one operation, because Django renders all models
again after each: the migrations replaced take ten times as long. Apps that refer to the same tables come first for the
same reason.
"""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import mgdb.models.accounts
import mgdb.models.base
import mgdb.models.changed_rows
import mgdb.models.curves
import mgdb.models.defects
import mgdb.models.sources


class CreateTables(migrations.SeparateDatabaseAndState):
    """Makes many models whose tables are rendered once, after the last of them."""

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.state_operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.state_operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)


def install_triggers(apps, schema_editor):
    for model in apps.get_app_config("mgdb").get_models():
        for trigger in getattr(model._meta, "triggers", []):
            schema_editor.execute(trigger.install_sql, params=None)


def uninstall_triggers(apps, schema_editor):
    for model in apps.get_app_config("mgdb").get_models():
        for trigger in getattr(model._meta, "triggers", []):
            schema_editor.execute(trigger.uninstall_sql, params=None)


class Migration(migrations.Migration):
    replaces = [
        ("mgdb", "0001_initial"),
        ("mgdb", "0002_browse"),
        ("mgdb", "0003_audit_jobs"),
        ("mgdb", "0004_counter_kind"),
        ("mgdb", "0005_counter_kinds_in_order"),
        ("mgdb", "0006_summary_spreads"),
        ("mgdb", "0007_property_key"),
        ("mgdb", "0008_counter_kind_is_written"),
        ("mgdb", "0009_revisions_by_trigger"),
        ("mgdb", "0010_no_search_vector"),
        ("mgdb", "0011_no_csl_of_sources"),
        ("mgdb", "0012_merged_ids"),
        ("mgdb", "0013_qualifiers_of_conditions"),
        ("mgdb", "0014_editors_readings_change_requests"),
        ("mgdb", "0015_curves_on_declared_axes"),
        ("mgdb", "0016_accounts"),
        ("mgdb", "0017_api_tokens_are_hashed"),
        ("mgdb", "0018_answered_doubts"),
        ("mgdb", "0019_elements_of_constituents"),
        ("mgdb", "0020_public_names"),
        ("mgdb", "0021_reported_problems"),
        ("mgdb", "0022_reviews_and_bulk_actions"),
        ("mgdb", "0023_one_electrolyte_and_its_chemistry"),
        ("mgdb", "0024_forms_sent_once"),
        ("mgdb", "0025_scope_of_reviews"),
        ("mgdb", "0026_answered_findings"),
        ("mgdb", "0027_elements_of_cells_and_handles"),
        ("mgdb", "0028_bibtex_keys"),
        ("mgdb", "0029_seen_of_merges_and_mailed_to"),
        ("mgdb", "0030_shares_are_judged"),
        ("mgdb", "0031_two_people_decide_about_problems"),
        ("mgdb", "0032_data_version"),
        ("mgdb", "0033_changed_rows"),
        ("mgdb", "0034_public_forms"),
        ("mgdb", "0035_early_ends_and_names"),
    ]

    initial = True

    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("otp_static", "0003_add_timestamps"),
        ("otp_totp", "0003_add_timestamps"),
        ("pghistory", "__first__"),
        ("sessions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(),
        CreateTables(
            state_operations=[
                migrations.CreateModel(
                    name="Account",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "password_set_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="When its owner last set the password; empty while somebody else's stands.",
                                null=True,
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="account",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "public_name",
                            models.CharField(
                                blank=True,
                                help_text="How the public history of records names you; empty: by your role.",
                                max_length=100,
                            ),
                        ),
                        (
                            "mail_reviews",
                            models.BooleanField(
                                default=True,
                                help_text="What became of what you entered, and answers to your comments.",
                                verbose_name="mail about reviews",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["user"],
                        "default_permissions": ("view",),
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF TG_OP = 'UPDATE' AND OLD.public_name IS DISTINCT FROM NEW.public_name THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="7b2ebd1e82379aebc3788d57ee238e20cf3451bb",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_0b99e",
                                    table="mgdb_account",
                                    when="AFTER",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AnsweredFinding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(max_length=16, verbose_name="record")),
                        (
                            "comment",
                            models.TextField(
                                blank=True, help_text="Where the document says so, or why it may be right."
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("subject", models.TextField(blank=True, verbose_name="what")),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("as_printed", "as printed"),
                                    ("not_stated", "not stated in the document"),
                                    ("no_fault", "no fault"),
                                ],
                                default="as_printed",
                                max_length=20,
                            ),
                        ),
                        ("content_hash", models.CharField(blank=True, editable=False, max_length=64)),
                        ("kind", models.CharField(default="doubt", max_length=40)),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "public_id", "subject", "content_hash"), name="finding_answered_once"
                            )
                        ],
                        "default_permissions": ("view",),
                    },
                ),
                migrations.CreateModel(
                    name="ApiToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="What it is for: “export script, laboratory 3”.", max_length=100
                            ),
                        ),
                        ("prefix", models.CharField(editable=False, max_length=16, unique=True)),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        (
                            "scopes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("read_drafts", "read records that are not published"),
                                        ("write", "enter and correct records"),
                                        ("review", "publish, accept, return and reject what others wrote"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("expires_at", models.DateTimeField()),
                        ("last_used_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="api_tokens",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "API token",
                        "ordering": ["-created_at", "-pk"],
                        "default_permissions": ("add", "view"),
                    },
                ),
                migrations.CreateModel(
                    name="CatalogueEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=60, unique=True)),
                        ("fingerprint", models.CharField(max_length=120)),
                    ],
                    options={
                        "verbose_name_plural": "catalogue entries",
                        "ordering": ["key"],
                    },
                ),
                migrations.CreateModel(
                    name="ChangedRow",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "xid",
                                "record_type",
                                "record_pk",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "xid",
                            mgdb.models.changed_rows.XidField(db_default=models.Func(function="pg_current_xact_id")),
                        ),
                        ("record_type", models.CharField(max_length=20)),
                        ("record_pk", models.BigIntegerField()),
                        ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="ChangeRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("edit", "edit"),
                                    ("withdraw", "withdraw"),
                                    ("reinstate", "reinstate"),
                                    ("merge", "merge"),
                                    ("confirm", "confirm"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "record_type",
                            models.CharField(help_text="The name of the record type: measurement.", max_length=40),
                        ),
                        ("public_id", models.CharField(db_index=True, max_length=16, verbose_name="record")),
                        ("into", models.CharField(blank=True, max_length=16, verbose_name="duplicate of")),
                        (
                            "form",
                            models.JSONField(
                                blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                        (
                            "base_form",
                            models.JSONField(
                                blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                        ("base_revision", models.PositiveIntegerField()),
                        ("reason", models.TextField(help_text="Why, as a reader of the history will see it.")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("accepted", "accepted"),
                                    ("returned", "returned to its author"),
                                    ("rejected", "rejected"),
                                    ("superseded", "superseded"),
                                ],
                                db_index=True,
                                default="open",
                                max_length=20,
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("comment", models.TextField(blank=True, help_text="What the reviewer says to it.")),
                        (
                            "self_reviewed",
                            models.BooleanField(default=False, verbose_name="accepted by its own author"),
                        ),
                        (
                            "revision",
                            models.PositiveIntegerField(blank=True, help_text="The revision that it made.", null=True),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "into_revision",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="The revision of the record that stays which the author saw.",
                                null=True,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "accepted"), _negated=True),
                                    ("self_reviewed", True),
                                    models.Q(("decided_by", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="change_request_four_eyes",
                                violation_error_message="Nobody accepts their own change; a second person does.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "accepted"), _negated=True),
                                    ("decided_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="change_request_accepted_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("status", "open")),
                                    models.Q(
                                        models.Q(("status", "open"), _negated=True), ("decided_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="change_request_decided_has_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="change_request_says_why"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "open")),
                                fields=("public_id", "author"),
                                name="change_request_one_open_of_an_author",
                                nulls_distinct=False,
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DatasetEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(max_length=16, unique=True)),
                        ("file", models.CharField(db_index=True, max_length=120)),
                        ("position", models.PositiveIntegerField()),
                        ("file_hash", models.CharField(max_length=64)),
                        ("row_hash", models.CharField(max_length=64)),
                        ("record_type", models.CharField(max_length=20)),
                        (
                            "by_operator",
                            models.BooleanField(
                                default=True, help_text="Loaded by load_dataset; else by a curator's import."
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "dataset entries",
                        "ordering": ["file", "record_type", "position"],
                    },
                ),
                migrations.CreateModel(
                    name="DataVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.UUIDField(default=uuid.uuid4)),
                        ("changed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ("log_from", mgdb.models.changed_rows.XidField(db_default=models.Value("0"))),
                        ("forms_made_by", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("id", 1)),
                                name="one_data_version",
                                violation_error_message="There is one data version.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(db_index=True, max_length=40)),
                        ("record_type", models.CharField(max_length=40)),
                        ("public_id", models.CharField(db_index=True, max_length=16, verbose_name="record")),
                        ("subject", models.TextField(blank=True)),
                        ("content_hash", models.CharField(blank=True, max_length=64)),
                        ("words", models.TextField(verbose_name="what is missing")),
                        ("place", models.CharField(blank=True, max_length=100)),
                        ("document", models.CharField(blank=True, db_index=True, max_length=16)),
                        (
                            "found_at",
                            models.DateTimeField(
                                db_index=True,
                                default=django.utils.timezone.now,
                                help_text="When an audit first found it.",
                            ),
                        ),
                        (
                            "looked_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, help_text="When it was last looked at."
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "missing or doubtful",
                        "verbose_name_plural": "what is missing",
                        "ordering": ["-found_at", "pk"],
                        "default_permissions": ("view",),
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "public_id", "subject"), name="finding_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, help_text="Empty: pass the link on yourself.", max_length=254
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "expires_at",
                            models.DateTimeField(default=mgdb.models.accounts.a_week_from_now, editable=False),
                        ),
                        ("revoked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("accepted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="auth.group"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at", "-pk"],
                        "default_permissions": ("add", "view"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted_at__isnull", True), ("account__isnull", False), _connector="OR"
                                ),
                                name="invitation_accepted_by_somebody",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Job",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("import_dataset", "import a dataset file"),
                                    ("export_list", "save a list as a file"),
                                    ("audit_corpus", "nightly audit of the records"),
                                    ("bulk_action", "action on records"),
                                ],
                                max_length=40,
                            ),
                        ),
                        (
                            "arguments",
                            models.JSONField(blank=True, default=dict, help_text="What the work was asked for with."),
                        ),
                        (
                            "content",
                            models.TextField(
                                blank=True,
                                editable=False,
                                help_text="The uploaded text, kept until the job is deleted.",
                            ),
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
                        ("result", models.BinaryField(blank=True, help_text="The file that was made.", null=True)),
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
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                        (
                            "status",
                            mgdb.models.base.VocabularyField(
                                db_index=True, default="draft", editable=False, max_length=40
                            ),
                        ),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
                                help_text="How many independent readings of the document agreed on this record.",
                                validators=[django.core.validators.MinValueValidator(1)],
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("search_text", models.TextField(blank=True, editable=False)),
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
                        (
                            "formula_reduced",
                            models.CharField(blank=True, db_index=True, editable=False, max_length=300),
                        ),
                        (
                            "molar_mass",
                            models.FloatField(
                                blank=True, editable=False, null=True, verbose_name="molar mass (g mol⁻¹)"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="Formula with polymorph: “TiO2 (anatase)”, “Mo6S8 (Chevrel)”.", max_length=200
                            ),
                        ),
                        ("polymorph", models.CharField(blank=True, max_length=80)),
                        ("structure_family", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
                        (
                            "space_group",
                            models.CharField(blank=True, help_text="Hermann–Mauguin symbol as printed.", max_length=40),
                        ),
                        ("remarks", models.TextField(blank=True)),
                        (
                            "formula_anonymous",
                            models.CharField(blank=True, db_index=True, editable=False, max_length=300),
                        ),
                        ("revised_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name", "id"],
                        "abstract": False,
                        "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="phase_search_trigram", opclasses=["gin_trgm_ops"]
                            ),
                            django.contrib.postgres.indexes.GinIndex(fields=["elements"], name="phase_elements"),
                            models.Index(fields=["structure_family"], name="phase_family"),
                            models.Index(
                                condition=models.Q(("merged_ids", []), _negated=True),
                                fields=["public_id"],
                                name="phase_merged",
                            ),
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
                            models.CheckConstraint(
                                condition=models.Q(("readings__gte", 1)), name="phase_has_a_reading"
                            ),
                            models.UniqueConstraint(
                                fields=("name",),
                                name="phase_name_unique",
                                violation_error_message="A phase of this name exists.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("self_reviewed", True),
                                    models.Q(
                                        ("published_editors__contains", [models.F("published_by")]), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="phase_four_eyes",
                                violation_error_message="Nobody publishes what they entered or edited; a second person does.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_editors", []), ("published_by__isnull", False), _connector="OR"
                                ),
                                name="phase_published_by_whom",
                                violation_error_message="What people wrote is published by a person; say who.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="editors",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF NEW.status = 'published' THEN\n    IF OLD.status <> 'published' THEN\n        NEW.published_editors := ARRAY(SELECT DISTINCT unnest(OLD.editors || NEW.editors));\n    ELSIF NEW.editors <> '{}' THEN\n        NEW.published_editors := NEW.editors;\n    END IF;\n    NEW.editors := '{}';\nELSE\n    NEW.editors := OLD.editors || ARRAY(SELECT unnest(NEW.editors) EXCEPT SELECT unnest(OLD.editors));\nEND IF;\nRETURN NEW;\n",
                                    hash="459660fe6d8323f9a039c3e8111cdab9536375db",
                                    operation="UPDATE",
                                    pgid="pgtrigger_editors_88750",
                                    table="mgdb_phase",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_phaseevent" ("composition", "created_at", "editors", "entered_by_id", "formula", "formula_reduced", "id", "merged_ids", "molar_mass", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polymorph", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "self_reviewed", "space_group", "status", "structure_family", "updated_at", "withdrawn_reason") VALUES (NEW."composition", NEW."created_at", NEW."editors", NEW."entered_by_id", NEW."formula", NEW."formula_reduced", NEW."id", NEW."merged_ids", NEW."molar_mass", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."polymorph", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."remarks", NEW."revision", NEW."self_reviewed", NEW."space_group", NEW."status", NEW."structure_family", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="897a492d87bd4c88a6ce6eb90a2a5e797d1345a3",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_0eaf9",
                                    table="mgdb_phase",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."composition" IS DISTINCT FROM (NEW."composition") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."editors" IS DISTINCT FROM (NEW."editors") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."formula" IS DISTINCT FROM (NEW."formula") OR OLD."formula_reduced" IS DISTINCT FROM (NEW."formula_reduced") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."merged_ids" IS DISTINCT FROM (NEW."merged_ids") OR OLD."molar_mass" IS DISTINCT FROM (NEW."molar_mass") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."polymorph" IS DISTINCT FROM (NEW."polymorph") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."published_editors" IS DISTINCT FROM (NEW."published_editors") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."self_reviewed" IS DISTINCT FROM (NEW."self_reviewed") OR OLD."space_group" IS DISTINCT FROM (NEW."space_group") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."structure_family" IS DISTINCT FROM (NEW."structure_family") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                                    func='INSERT INTO "mgdb_phaseevent" ("composition", "created_at", "editors", "entered_by_id", "formula", "formula_reduced", "id", "merged_ids", "molar_mass", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polymorph", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "self_reviewed", "space_group", "status", "structure_family", "updated_at", "withdrawn_reason") VALUES (NEW."composition", NEW."created_at", NEW."editors", NEW."entered_by_id", NEW."formula", NEW."formula_reduced", NEW."id", NEW."merged_ids", NEW."molar_mass", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."polymorph", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."remarks", NEW."revision", NEW."self_reviewed", NEW."space_group", NEW."status", NEW."structure_family", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="345b1fa070e5b66afa204c469995c7459b4de5e2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_31367",
                                    table="mgdb_phase",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_phaseevent" ("composition", "created_at", "editors", "entered_by_id", "formula", "formula_reduced", "id", "merged_ids", "molar_mass", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polymorph", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "self_reviewed", "space_group", "status", "structure_family", "updated_at", "withdrawn_reason") VALUES (OLD."composition", OLD."created_at", OLD."editors", OLD."entered_by_id", OLD."formula", OLD."formula_reduced", OLD."id", OLD."merged_ids", OLD."molar_mass", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."polymorph", OLD."public_id", OLD."published_by_id", OLD."published_editors", OLD."readings", OLD."remarks", OLD."revision", OLD."self_reviewed", OLD."space_group", OLD."status", OLD."structure_family", OLD."updated_at", OLD."withdrawn_reason"); RETURN NULL;',
                                    hash="fc3e58802fb1ac977ad51c517626e6489e43a074",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_358e8",
                                    table="mgdb_phase",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'INSERT\' THEN\n    NEW.revised_at := now();\nELSIF OLD.revised_at <> now() AND (NEW.revised_at = now() OR ROW(OLD."id", OLD."public_id", OLD."status", OLD."withdrawn_reason", OLD."merged_ids", OLD."formula", OLD."composition", OLD."formula_reduced", OLD."molar_mass", OLD."name", OLD."polymorph", OLD."structure_family", OLD."space_group", OLD."remarks") IS DISTINCT FROM ROW(NEW."id", NEW."public_id", NEW."status", NEW."withdrawn_reason", NEW."merged_ids", NEW."formula", NEW."composition", NEW."formula_reduced", NEW."molar_mass", NEW."name", NEW."polymorph", NEW."structure_family", NEW."space_group", NEW."remarks")) THEN\n    NEW.revision := OLD.revision + 1;\n    NEW.revised_at := now();\nELSE\n    NEW.revision := OLD.revision;\n    NEW.revised_at := OLD.revised_at;\nEND IF;\nRETURN NEW;\n',
                                    hash="3c9fdd57dc00692181063fa647f534e0eb2546c3",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_revision_004ec",
                                    table="mgdb_phase",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF COALESCE(OLD.status IN ('published', 'withdrawn'), FALSE) OR COALESCE(NEW.status IN ('published', 'withdrawn'), FALSE) THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="e7b9cfef7e37f32aedd68012db88bf3fc3cc1b8e",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_92741",
                                    table="mgdb_phase",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('phase', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="356270cf058cbd4af73566b6bb5822e94c0badff",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_38bec",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_phase",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('phase', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="8950aef3b1066aee8c1bc1b99fd00e6da7465201",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_573c5",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_phase",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('phase', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="9e75964f1cd775b73d2fe68e96ce83a92520f72b",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_f85df",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_phase",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("last", models.BooleanField(db_default=False, default=False)),
                    ],
                    options={
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="to_the_end",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    constraint="CONSTRAINT",
                                    func="UPDATE mgdb_publicchange SET last = TRUE WHERE id = NEW.id; RETURN NULL;",
                                    hash="b55f336b3a1f610b17dfe3a89d3db64f756e9edb",
                                    operation="INSERT",
                                    pgid="pgtrigger_to_the_end_12b38",
                                    table="mgdb_publicchange",
                                    timing="DEFERRABLE INITIALLY DEFERRED",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="empty_forms",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    constraint="CONSTRAINT",
                                    declare="DECLARE ids varchar[] := '{}'; changed_source bigint[]; changed_phase bigint[]; changed_material bigint[]; changed_defect bigint[]; changed_cell bigint[]; changed_measurement bigint[]; changed_pair bigint[]; changed_factor bigint[]; changed_statement bigint[]; changed_curve bigint[]; changed_comparison bigint[];",
                                    func="\nchanged_source := ARRAY(\n    SELECT record_pk FROM mgdb_changedrow WHERE xid = pg_current_xact_id() AND record_type = 'source');\nIF changed_source <> '{}' THEN\n    ids := ids || ARRAY(\n        SELECT public_id FROM mgdb_source WHERE id = ANY(changed_source) UNION\n        SELECT public_id FROM mgdb_publicform WHERE record_type = 'source' AND record_pk = ANY(changed_source));\n    DELETE FROM mgdb_publicform AS form WHERE record_type = 'source' AND record_pk = ANY(changed_source)\n        AND NOT EXISTS (SELECT FROM (SELECT id, public_id FROM mgdb_source WHERE status = 'published') AS published WHERE published.id = form.record_pk);\n    INSERT INTO mgdb_publicform AS form (record_type, record_pk, public_id)\n        SELECT 'source', id, public_id FROM (SELECT id, public_id FROM mgdb_source WHERE status = 'published') AS published WHERE id = ANY(changed_source)\n        ON CONFLICT (record_type, record_pk) DO UPDATE SET made_by = NULL, public_id = EXCLUDED.public_id\n        WHERE form.made_by IS NOT NULL OR form.public_id <> EXCLUDED.public_id;\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"cited_id\" FROM mgdb_citation AS changed WHERE changed.\"document_id\" = ANY(changed_source));\nEND IF;\n\nchanged_phase := ARRAY(\n    SELECT record_pk FROM mgdb_changedrow WHERE xid = pg_current_xact_id() AND record_type = 'phase');\nIF changed_phase <> '{}' THEN\n    ids := ids || ARRAY(\n        SELECT public_id FROM mgdb_phase WHERE id = ANY(changed_phase) UNION\n        SELECT public_id FROM mgdb_publicform WHERE record_type = 'phase' AND record_pk = ANY(changed_phase));\n    DELETE FROM mgdb_publicform AS form WHERE record_type = 'phase' AND record_pk = ANY(changed_phase)\n        AND NOT EXISTS (SELECT FROM (SELECT id, public_id FROM mgdb_phase WHERE status = 'published') AS published WHERE published.id = form.record_pk);\n    INSERT INTO mgdb_publicform AS form (record_type, record_pk, public_id)\n        SELECT 'phase', id, public_id FROM (SELECT id, public_id FROM mgdb_phase WHERE status = 'published') AS published WHERE id = ANY(changed_phase)\n        ON CONFLICT (record_type, record_pk) DO UPDATE SET made_by = NULL, public_id = EXCLUDED.public_id\n        WHERE form.made_by IS NOT NULL OR form.public_id <> EXCLUDED.public_id;\n    \nEND IF;\n\nchanged_material := ARRAY(\n    SELECT record_pk FROM mgdb_changedrow WHERE xid = pg_current_xact_id() AND record_type = 'material');\nIF changed_material <> '{}' THEN\n    ids := ids || ARRAY(\n        SELECT public_id FROM mgdb_material WHERE id = ANY(changed_material) UNION\n        SELECT public_id FROM mgdb_publicform WHERE record_type = 'material' AND record_pk = ANY(changed_material));\n    DELETE FROM mgdb_publicform AS form WHERE record_type = 'material' AND record_pk = ANY(changed_material)\n        AND NOT EXISTS (SELECT FROM (SELECT id, public_id FROM mgdb_material WHERE status = 'published') AS published WHERE published.id = form.record_pk);\n    INSERT INTO mgdb_publicform AS form (record_type, record_pk, public_id)\n        SELECT 'material', id, public_id FROM (SELECT id, public_id FROM mgdb_material WHERE status = 'published') AS published WHERE id = ANY(changed_material)\n        ON CONFLICT (record_type, record_pk) DO UPDATE SET made_by = NULL, public_id = EXCLUDED.public_id\n        WHERE form.made_by IS NOT NULL OR form.public_id <> EXCLUDED.public_id;\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"source_id\" FROM mgdb_material AS changed WHERE changed.\"id\" = ANY(changed_material));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'phase'\n        AND record_pk IN (SELECT changed.\"phase_id\" FROM mgdb_material AS changed WHERE changed.\"id\" = ANY(changed_material));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"document_id\" FROM mgdb_defect AS changed WHERE changed.\"material_id\" = ANY(changed_material));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"document_id\" FROM mgdb_materialname AS changed WHERE changed.\"material_id\" = ANY(changed_material));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"document_id\" FROM mgdb_modification AS changed WHERE changed.\"material_id\" = ANY(changed_material));\nEND IF;\n\nchanged_defect := ARRAY(\n    SELECT record_pk FROM mgdb_changedrow WHERE xid = pg_current_xact_id() AND record_type = 'defect' UNION SELECT id FROM mgdb_defect WHERE material_id = ANY(changed_material));\nIF changed_defect <> '{}' THEN\n    ids := ids || ARRAY(\n        SELECT public_id FROM mgdb_defect WHERE id = ANY(changed_defect) UNION\n        SELECT public_id FROM mgdb_publicform WHERE record_type = 'defect' AND record_pk = ANY(changed_defect));\n    DELETE FROM mgdb_publicform AS form WHERE record_type = 'defect' AND record_pk = ANY(changed_defect)\n        AND NOT EXISTS (SELECT FROM (SELECT own.id, own.public_id FROM mgdb_defect AS own JOIN mgdb_material AS owner ON owner.id = own.material_id WHERE owner.status = 'published') AS published WHERE published.id = form.record_pk);\n    INSERT INTO mgdb_publicform AS form (record_type, record_pk, public_id)\n        SELECT 'defect', id, public_id FROM (SELECT own.id, own.public_id FROM mgdb_defect AS own JOIN mgdb_material AS owner ON owner.id = own.material_id WHERE owner.status = 'published') AS published WHERE id = ANY(changed_defect)\n        ON CONFLICT (record_type, record_pk) DO UPDATE SET made_by = NULL, public_id = EXCLUDED.public_id\n        WHERE form.made_by IS NOT NULL OR form.public_id <> EXCLUDED.public_id;\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"document_id\" FROM mgdb_defect AS changed WHERE changed.\"id\" = ANY(changed_defect));\nEND IF;\n\nchanged_cell := ARRAY(\n    SELECT record_pk FROM mgdb_changedrow WHERE xid = pg_current_xact_id() AND record_type = 'cell');\nIF changed_cell <> '{}' THEN\n    ids := ids || ARRAY(\n        SELECT public_id FROM mgdb_cell WHERE id = ANY(changed_cell) UNION\n        SELECT public_id FROM mgdb_publicform WHERE record_type = 'cell' AND record_pk = ANY(changed_cell));\n    DELETE FROM mgdb_publicform AS form WHERE record_type = 'cell' AND record_pk = ANY(changed_cell)\n        AND NOT EXISTS (SELECT FROM (SELECT id, public_id FROM mgdb_cell WHERE status = 'published') AS published WHERE published.id = form.record_pk);\n    INSERT INTO mgdb_publicform AS form (record_type, record_pk, public_id)\n        SELECT 'cell', id, public_id FROM (SELECT id, public_id FROM mgdb_cell WHERE status = 'published') AS published WHERE id = ANY(changed_cell)\n        ON CONFLICT (record_type, record_pk) DO UPDATE SET made_by = NULL, public_id = EXCLUDED.public_id\n        WHERE form.made_by IS NOT NULL OR form.public_id <> EXCLUDED.public_id;\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"source_id\" FROM mgdb_cell AS changed WHERE changed.\"id\" = ANY(changed_cell));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'material'\n        AND record_pk IN (SELECT changed.\"working_material_id\" FROM mgdb_cell AS changed WHERE changed.\"id\" = ANY(changed_cell));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'material'\n        AND record_pk IN (SELECT changed.\"counter_material_id\" FROM mgdb_cell AS changed WHERE changed.\"id\" = ANY(changed_cell));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'material'\n        AND record_pk IN (SELECT changed.\"electrolyte_id\" FROM mgdb_cell AS changed WHERE changed.\"id\" = ANY(changed_cell));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"document_id\" FROM mgdb_cell AS changed WHERE changed.\"id\" = ANY(changed_cell));\nEND IF;\n\nchanged_measurement := ARRAY(\n    SELECT record_pk FROM mgdb_changedrow WHERE xid = pg_current_xact_id() AND record_type = 'measurement');\nIF changed_measurement <> '{}' THEN\n    \n    DELETE FROM mgdb_publicform AS form WHERE record_type = 'measurement' AND record_pk = ANY(changed_measurement)\n        AND NOT EXISTS (SELECT FROM (SELECT id, public_id FROM mgdb_measurement WHERE status = 'published') AS published WHERE published.id = form.record_pk);\n    INSERT INTO mgdb_publicform AS form (record_type, record_pk, public_id)\n        SELECT 'measurement', id, public_id FROM (SELECT id, public_id FROM mgdb_measurement WHERE status = 'published') AS published WHERE id = ANY(changed_measurement)\n        ON CONFLICT (record_type, record_pk) DO UPDATE SET made_by = NULL, public_id = EXCLUDED.public_id\n        WHERE form.made_by IS NOT NULL OR form.public_id <> EXCLUDED.public_id;\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'material'\n        AND record_pk IN (SELECT changed.\"material_id\" FROM mgdb_measurement AS changed WHERE changed.\"id\" = ANY(changed_measurement));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'material'\n        AND record_pk IN (SELECT changed.\"relative_to_id\" FROM mgdb_measurement AS changed WHERE changed.\"id\" = ANY(changed_measurement));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"source_id\" FROM mgdb_measurement AS changed WHERE changed.\"id\" = ANY(changed_measurement));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"document_id\" FROM mgdb_report AS changed WHERE changed.\"measurement_id\" = ANY(changed_measurement));\nEND IF;\n\nchanged_pair := ARRAY(\n    SELECT record_pk FROM mgdb_changedrow WHERE xid = pg_current_xact_id() AND record_type = 'pair');\nIF changed_pair <> '{}' THEN\n    \n    DELETE FROM mgdb_publicform AS form WHERE record_type = 'pair' AND record_pk = ANY(changed_pair)\n        AND NOT EXISTS (SELECT FROM (SELECT id, public_id FROM mgdb_pair WHERE status = 'published') AS published WHERE published.id = form.record_pk);\n    INSERT INTO mgdb_publicform AS form (record_type, record_pk, public_id)\n        SELECT 'pair', id, public_id FROM (SELECT id, public_id FROM mgdb_pair WHERE status = 'published') AS published WHERE id = ANY(changed_pair)\n        ON CONFLICT (record_type, record_pk) DO UPDATE SET made_by = NULL, public_id = EXCLUDED.public_id\n        WHERE form.made_by IS NOT NULL OR form.public_id <> EXCLUDED.public_id;\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"document_id\" FROM mgdb_pair AS changed WHERE changed.\"id\" = ANY(changed_pair));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'material'\n        AND record_pk IN (SELECT changed.\"modified_id\" FROM mgdb_pair AS changed WHERE changed.\"id\" = ANY(changed_pair));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'material'\n        AND record_pk IN (SELECT changed.\"control_id\" FROM mgdb_pair AS changed WHERE changed.\"id\" = ANY(changed_pair));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"source_id\" FROM mgdb_pair AS changed WHERE changed.\"id\" = ANY(changed_pair));\nEND IF;\n\nchanged_factor := ARRAY(\n    SELECT record_pk FROM mgdb_changedrow WHERE xid = pg_current_xact_id() AND record_type = 'factor');\nIF changed_factor <> '{}' THEN\n    \n    DELETE FROM mgdb_publicform AS form WHERE record_type = 'factor' AND record_pk = ANY(changed_factor)\n        AND NOT EXISTS (SELECT FROM (SELECT id, public_id FROM mgdb_reportedfactor WHERE status = 'published') AS published WHERE published.id = form.record_pk);\n    INSERT INTO mgdb_publicform AS form (record_type, record_pk, public_id)\n        SELECT 'factor', id, public_id FROM (SELECT id, public_id FROM mgdb_reportedfactor WHERE status = 'published') AS published WHERE id = ANY(changed_factor)\n        ON CONFLICT (record_type, record_pk) DO UPDATE SET made_by = NULL, public_id = EXCLUDED.public_id\n        WHERE form.made_by IS NOT NULL OR form.public_id <> EXCLUDED.public_id;\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"document_id\" FROM mgdb_reportedfactor AS changed WHERE changed.\"id\" = ANY(changed_factor));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'material'\n        AND record_pk IN (SELECT changed.\"material_id\" FROM mgdb_reportedfactor AS changed WHERE changed.\"id\" = ANY(changed_factor));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'material'\n        AND record_pk IN (SELECT changed.\"relative_to_id\" FROM mgdb_reportedfactor AS changed WHERE changed.\"id\" = ANY(changed_factor));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"source_id\" FROM mgdb_reportedfactor AS changed WHERE changed.\"id\" = ANY(changed_factor));\nEND IF;\n\nchanged_statement := ARRAY(\n    SELECT record_pk FROM mgdb_changedrow WHERE xid = pg_current_xact_id() AND record_type = 'statement');\nIF changed_statement <> '{}' THEN\n    \n    DELETE FROM mgdb_publicform AS form WHERE record_type = 'statement' AND record_pk = ANY(changed_statement)\n        AND NOT EXISTS (SELECT FROM (SELECT id, public_id FROM mgdb_statement WHERE status = 'published') AS published WHERE published.id = form.record_pk);\n    INSERT INTO mgdb_publicform AS form (record_type, record_pk, public_id)\n        SELECT 'statement', id, public_id FROM (SELECT id, public_id FROM mgdb_statement WHERE status = 'published') AS published WHERE id = ANY(changed_statement)\n        ON CONFLICT (record_type, record_pk) DO UPDATE SET made_by = NULL, public_id = EXCLUDED.public_id\n        WHERE form.made_by IS NOT NULL OR form.public_id <> EXCLUDED.public_id;\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"document_id\" FROM mgdb_statement AS changed WHERE changed.\"id\" = ANY(changed_statement));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'material'\n        AND record_pk IN (SELECT changed.\"material_id\" FROM mgdb_statement AS changed WHERE changed.\"id\" = ANY(changed_statement));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'phase'\n        AND record_pk IN (SELECT changed.\"phase_id\" FROM mgdb_statement AS changed WHERE changed.\"id\" = ANY(changed_statement));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"source_id\" FROM mgdb_statement AS changed WHERE changed.\"id\" = ANY(changed_statement));\nEND IF;\n\nchanged_curve := ARRAY(\n    SELECT record_pk FROM mgdb_changedrow WHERE xid = pg_current_xact_id() AND record_type = 'curve');\nIF changed_curve <> '{}' THEN\n    \n    DELETE FROM mgdb_publicform AS form WHERE record_type = 'curve' AND record_pk = ANY(changed_curve)\n        AND NOT EXISTS (SELECT FROM (SELECT id, public_id FROM mgdb_curve WHERE status = 'published') AS published WHERE published.id = form.record_pk);\n    INSERT INTO mgdb_publicform AS form (record_type, record_pk, public_id)\n        SELECT 'curve', id, public_id FROM (SELECT id, public_id FROM mgdb_curve WHERE status = 'published') AS published WHERE id = ANY(changed_curve)\n        ON CONFLICT (record_type, record_pk) DO UPDATE SET made_by = NULL, public_id = EXCLUDED.public_id\n        WHERE form.made_by IS NOT NULL OR form.public_id <> EXCLUDED.public_id;\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"document_id\" FROM mgdb_curve AS changed WHERE changed.\"id\" = ANY(changed_curve));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'material'\n        AND record_pk IN (SELECT changed.\"material_id\" FROM mgdb_curve AS changed WHERE changed.\"id\" = ANY(changed_curve));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"source_id\" FROM mgdb_curve AS changed WHERE changed.\"id\" = ANY(changed_curve));\nEND IF;\n\nchanged_comparison := ARRAY(\n    SELECT record_pk FROM mgdb_changedrow WHERE xid = pg_current_xact_id() AND record_type = 'comparison');\nIF changed_comparison <> '{}' THEN\n    \n    DELETE FROM mgdb_publicform AS form WHERE record_type = 'comparison' AND record_pk = ANY(changed_comparison)\n        AND NOT EXISTS (SELECT FROM (SELECT id, public_id FROM mgdb_comparison WHERE status = 'published') AS published WHERE published.id = form.record_pk);\n    INSERT INTO mgdb_publicform AS form (record_type, record_pk, public_id)\n        SELECT 'comparison', id, public_id FROM (SELECT id, public_id FROM mgdb_comparison WHERE status = 'published') AS published WHERE id = ANY(changed_comparison)\n        ON CONFLICT (record_type, record_pk) DO UPDATE SET made_by = NULL, public_id = EXCLUDED.public_id\n        WHERE form.made_by IS NOT NULL OR form.public_id <> EXCLUDED.public_id;\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'source'\n        AND record_pk IN (SELECT changed.\"document_id\" FROM mgdb_comparison AS changed WHERE changed.\"id\" = ANY(changed_comparison));\n    UPDATE mgdb_publicform SET made_by = NULL WHERE made_by IS NOT NULL AND record_type = 'material'\n        AND record_pk IN (SELECT changed.\"material_id\" FROM mgdb_comparisonrow AS changed WHERE changed.\"comparison_id\" = ANY(changed_comparison));\nEND IF;\n\nFOR place IN 1 .. cardinality(ids) BY 200 LOOP\n    UPDATE mgdb_publicform SET made_by = NULL\n    WHERE refs && ids[place : place + 200 - 1] AND made_by IS NOT NULL;\nEND LOOP;\nRETURN NULL;\n",
                                    hash="81bee360b52da96fd4ae30cb0a833bd1d31c0bde",
                                    operation="UPDATE",
                                    pgid="pgtrigger_empty_forms_5e832",
                                    table="mgdb_publicchange",
                                    timing="DEFERRABLE INITIALLY DEFERRED",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="begin_version",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    constraint="CONSTRAINT",
                                    func="\nUPDATE mgdb_dataversion SET version = gen_random_uuid(), changed_at = clock_timestamp();\nDELETE FROM mgdb_publicchange WHERE id = NEW.id;\nPERFORM set_config('mgdb.public_changes', '', TRUE);\nRETURN NULL;\n",
                                    hash="72f2c719664c39368fdbb9255eccac427de001c0",
                                    operation="UPDATE",
                                    pgid="pgtrigger_begin_version_cde1a",
                                    table="mgdb_publicchange",
                                    timing="DEFERRABLE INITIALLY DEFERRED",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicForm",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "record_type",
                                "record_pk",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("record_type", models.CharField(max_length=20)),
                        ("record_pk", models.BigIntegerField()),
                        ("public_id", models.CharField(max_length=16)),
                        ("body", models.TextField(db_default="", default="")),
                        ("cells", models.TextField(db_default="", default="")),
                        ("data", models.TextField(db_default="", default="")),
                        (
                            "refs",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=16),
                                db_default=models.Value("{}"),
                                default=list,
                                size=None,
                            ),
                        ),
                        ("made_by", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "default_permissions": (),
                        "indexes": [
                            models.Index(fields=["public_id"], name="publicform_public_id"),
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=False, fields=["refs"], name="publicform_refs"
                            ),
                            models.Index(
                                condition=models.Q(("made_by__isnull", True)),
                                fields=["record_type", "record_pk"],
                                name="publicform_empty",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RateLimit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=80, unique=True)),
                        ("free_at", models.DateTimeField(db_index=True)),
                    ],
                    options={
                        "ordering": ["-free_at"],
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="RecordedReading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(max_length=16, verbose_name="record")),
                        ("content_hash", models.CharField(editable=False, max_length=64)),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("dataset_file", "extractions behind a dataset file"),
                                    ("entered", "entered by hand"),
                                    ("imported", "entered by a file"),
                                    ("confirmed", "compared with the document"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "count",
                            models.PositiveSmallIntegerField(
                                default=1, help_text="How many; more than one of a dataset file alone."
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("public_id", "content_hash", "by"),
                                name="reading_once_by_a_person",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("by__isnull", True), ("method", "dataset_file")),
                                    models.Q(("by__isnull", False), ("count", 1)),
                                    _connector="OR",
                                ),
                                name="reading_by_somebody",
                                violation_error_message="A person reads a document once; several readings come with a dataset file.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SentForm",
                    fields=[
                        (
                            "key",
                            models.CharField(
                                help_text="A hash of the key that the page held.",
                                max_length=64,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("content", models.CharField(help_text="A hash of what was sent.", max_length=64)),
                        ("address", models.TextField(blank=True, help_text="Where its answer led.")),
                        ("said", models.TextField(blank=True, help_text="What its answer said.")),
                        ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                    ],
                    options={
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="SignIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                        (
                            "address",
                            models.CharField(
                                help_text="Network of the address: /24 of IPv4, /48 of IPv6.", max_length=50
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("signed_in", "signed in"),
                                    ("second_step", "second step done"),
                                    ("wrong_password", "wrong name or password"),
                                    ("wrong_code", "wrong code"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                help_text="Empty where no account has the name that was typed, which may be a password.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_ins",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sign-in",
                        "ordering": ["-at", "-pk"],
                        "default_permissions": ("view",),
                    },
                ),
                migrations.CreateModel(
                    name="Source",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                        (
                            "status",
                            mgdb.models.base.VocabularyField(
                                db_index=True, default="draft", editable=False, max_length=40
                            ),
                        ),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
                                help_text="How many independent readings of the document agreed on this record.",
                                validators=[django.core.validators.MinValueValidator(1)],
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("search_text", models.TextField(blank=True, editable=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("kind", mgdb.models.base.VocabularyField(default="article", max_length=40)),
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
                                default=False,
                                help_text="The printed list of authors is shortened.",
                                verbose_name="et al.",
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
                        ("bibliographic_key", models.CharField(blank=True, editable=False, max_length=400)),
                        ("remarks", models.TextField(blank=True)),
                        ("revised_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
                            ),
                        ),
                        (
                            "bibtex_key",
                            models.CharField(
                                blank=True, default="", editable=False, max_length=60, verbose_name="BibTeX key"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-year", "container", "volume", "pages", "id"],
                        "abstract": False,
                        "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="source_search_trigram", opclasses=["gin_trgm_ops"]
                            ),
                            models.Index(fields=["year"], name="source_year"),
                            models.Index(
                                condition=models.Q(("merged_ids", []), _negated=True),
                                fields=["public_id"],
                                name="source_merged",
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
                            models.CheckConstraint(
                                condition=models.Q(("readings__gte", 1)), name="source_has_a_reading"
                            ),
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("self_reviewed", True),
                                    models.Q(
                                        ("published_editors__contains", [models.F("published_by")]), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="source_four_eyes",
                                violation_error_message="Nobody publishes what they entered or edited; a second person does.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_editors", []), ("published_by__isnull", False), _connector="OR"
                                ),
                                name="source_published_by_whom",
                                violation_error_message="What people wrote is published by a person; say who.",
                            ),
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("bibtex_key"),
                                condition=models.Q(("bibtex_key", ""), _negated=True),
                                name="source_bibtex_key_unique_in_any_case",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_sourceevent" ("authors", "container", "created_at", "doi", "editors", "entered_by_id", "et_al", "id", "issue", "kind", "licence", "merged_ids", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "self_reviewed", "status", "title", "updated_at", "url", "volume", "withdrawn_reason", "year") VALUES (NEW."authors", NEW."container", NEW."created_at", NEW."doi", NEW."editors", NEW."entered_by_id", NEW."et_al", NEW."id", NEW."issue", NEW."kind", NEW."licence", NEW."merged_ids", NEW."pages", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."remarks", NEW."revision", NEW."self_reviewed", NEW."status", NEW."title", NEW."updated_at", NEW."url", NEW."volume", NEW."withdrawn_reason", NEW."year"); RETURN NULL;',
                                    hash="3f8b52df84fc9e7bab6f89ec64114dcdac37f177",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_71fda",
                                    table="mgdb_source",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."authors" IS DISTINCT FROM (NEW."authors") OR OLD."container" IS DISTINCT FROM (NEW."container") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."doi" IS DISTINCT FROM (NEW."doi") OR OLD."editors" IS DISTINCT FROM (NEW."editors") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."et_al" IS DISTINCT FROM (NEW."et_al") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issue" IS DISTINCT FROM (NEW."issue") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."licence" IS DISTINCT FROM (NEW."licence") OR OLD."merged_ids" IS DISTINCT FROM (NEW."merged_ids") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."published_editors" IS DISTINCT FROM (NEW."published_editors") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."self_reviewed" IS DISTINCT FROM (NEW."self_reviewed") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."url" IS DISTINCT FROM (NEW."url") OR OLD."volume" IS DISTINCT FROM (NEW."volume") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                                    func='INSERT INTO "mgdb_sourceevent" ("authors", "container", "created_at", "doi", "editors", "entered_by_id", "et_al", "id", "issue", "kind", "licence", "merged_ids", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "self_reviewed", "status", "title", "updated_at", "url", "volume", "withdrawn_reason", "year") VALUES (NEW."authors", NEW."container", NEW."created_at", NEW."doi", NEW."editors", NEW."entered_by_id", NEW."et_al", NEW."id", NEW."issue", NEW."kind", NEW."licence", NEW."merged_ids", NEW."pages", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."remarks", NEW."revision", NEW."self_reviewed", NEW."status", NEW."title", NEW."updated_at", NEW."url", NEW."volume", NEW."withdrawn_reason", NEW."year"); RETURN NULL;',
                                    hash="049f349bd2e2bb48cb17ad68e3cfd76d877045ac",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_931ae",
                                    table="mgdb_source",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_sourceevent" ("authors", "container", "created_at", "doi", "editors", "entered_by_id", "et_al", "id", "issue", "kind", "licence", "merged_ids", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "self_reviewed", "status", "title", "updated_at", "url", "volume", "withdrawn_reason", "year") VALUES (OLD."authors", OLD."container", OLD."created_at", OLD."doi", OLD."editors", OLD."entered_by_id", OLD."et_al", OLD."id", OLD."issue", OLD."kind", OLD."licence", OLD."merged_ids", OLD."pages", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."published_by_id", OLD."published_editors", OLD."readings", OLD."remarks", OLD."revision", OLD."self_reviewed", OLD."status", OLD."title", OLD."updated_at", OLD."url", OLD."volume", OLD."withdrawn_reason", OLD."year"); RETURN NULL;',
                                    hash="a1288799ad25fdfe3a7e0ca8f528699b32bb80b8",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_de908",
                                    table="mgdb_source",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'INSERT\' THEN\n    NEW.revised_at := now();\nELSIF OLD.revised_at <> now() AND (NEW.revised_at = now() OR ROW(OLD."id", OLD."public_id", OLD."status", OLD."withdrawn_reason", OLD."merged_ids", OLD."kind", OLD."title", OLD."authors", OLD."et_al", OLD."container", OLD."year", OLD."volume", OLD."issue", OLD."pages", OLD."doi", OLD."url", OLD."licence", OLD."remarks") IS DISTINCT FROM ROW(NEW."id", NEW."public_id", NEW."status", NEW."withdrawn_reason", NEW."merged_ids", NEW."kind", NEW."title", NEW."authors", NEW."et_al", NEW."container", NEW."year", NEW."volume", NEW."issue", NEW."pages", NEW."doi", NEW."url", NEW."licence", NEW."remarks")) THEN\n    NEW.revision := OLD.revision + 1;\n    NEW.revised_at := now();\nELSE\n    NEW.revision := OLD.revision;\n    NEW.revised_at := OLD.revised_at;\nEND IF;\nRETURN NEW;\n',
                                    hash="1510faa8b39c7153fc4171d81b7071faad795c18",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_revision_1d621",
                                    table="mgdb_source",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="editors",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF NEW.status = 'published' THEN\n    IF OLD.status <> 'published' THEN\n        NEW.published_editors := ARRAY(SELECT DISTINCT unnest(OLD.editors || NEW.editors));\n    ELSIF NEW.editors <> '{}' THEN\n        NEW.published_editors := NEW.editors;\n    END IF;\n    NEW.editors := '{}';\nELSE\n    NEW.editors := OLD.editors || ARRAY(SELECT unnest(NEW.editors) EXCEPT SELECT unnest(OLD.editors));\nEND IF;\nRETURN NEW;\n",
                                    hash="0abb1e5a0bb45c3b90e9a4dd0b3ccea7595d4188",
                                    operation="UPDATE",
                                    pgid="pgtrigger_editors_bb443",
                                    table="mgdb_source",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF COALESCE(OLD.status IN ('published', 'withdrawn'), FALSE) OR COALESCE(NEW.status IN ('published', 'withdrawn'), FALSE) THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="5a173583b0ec070506117b9b0d9535715ec8ac38",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_f2bf3",
                                    table="mgdb_source",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('source', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="6ff00133c78b5278154e1a48cfd99e72a85a4a36",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_846a4",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_source",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('source', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="3a6b194ae3f93c01c382d41c3515e63e5239f754",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_7f539",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_source",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('source', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="6ff4e9d4d302fd7bb8d162ea495342006b786469",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_9ff69",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_source",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Summary",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.TextField(help_text="The state of the data; another one makes the summary void."),
                        ),
                        ("total", models.PositiveBigIntegerField(default=0)),
                        ("facets", models.JSONField(default=dict)),
                        ("made_at", models.DateTimeField(auto_now=True)),
                        ("spreads", models.JSONField(default=list, help_text="Histograms of its quantities.")),
                        ("list_key", models.CharField(max_length=60, unique=True)),
                    ],
                    options={
                        "verbose_name_plural": "summaries",
                        "ordering": ["list_key"],
                    },
                ),
                migrations.CreateModel(
                    name="WorkerHeartbeat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("worker", models.CharField(max_length=200, unique=True)),
                        ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "ordering": ["-seen_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Citation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'UPDATE\' AND NOT (ROW(OLD."id", OLD."document_id", OLD."key", OLD."cited_id", OLD."printed_doi", OLD."remark", OLD."position") IS DISTINCT FROM ROW(NEW."id", NEW."document_id", NEW."key", NEW."cited_id", NEW."printed_doi", NEW."remark", NEW."position")) THEN\n    RETURN NULL;\nEND IF;\nIF TG_OP <> \'INSERT\' THEN\n    UPDATE "mgdb_source" SET revised_at = now() WHERE id = OLD."document_id" AND revised_at <> now();\nEND IF;\nIF TG_OP <> \'DELETE\' THEN\n    UPDATE "mgdb_source" SET revised_at = now() WHERE id = NEW."document_id" AND revised_at <> now();\nEND IF;\nRETURN NULL;\n',
                                    hash="80fd8b0a25708d2456f32615d1b5e5f6ca99fc64",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_revision_11839",
                                    table="mgdb_citation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF FALSE THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="6119d94f4303b5af5d2a61ba71ac5874ba59c29f",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_5c6f8",
                                    table="mgdb_citation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('source', changed.\"document_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="ea95b7f4f004f50e20542d1927284bef81d0ca20",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_df770",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_citation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('source', changed.\"document_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"cited_id\" FROM old_rows) EXCEPT (SELECT 'source', \"cited_id\" FROM new_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="ef98748d50c80b2d5143c06672ee831e2c04306c",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_2b706",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_citation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('source', changed.\"document_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"cited_id\" FROM old_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="8d7f53f2c810f0316e13a3f44d9fe9efa5685122",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_2ebc3",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
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
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                        (
                            "status",
                            mgdb.models.base.VocabularyField(
                                db_index=True, default="draft", editable=False, max_length=40
                            ),
                        ),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
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
                        ("layout", mgdb.models.base.VocabularyField(default="values", max_length=40)),
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
                            models.CharField(
                                blank=True, help_text="… and at this place in it: Table 1.", max_length=200
                            ),
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
                        ("revised_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
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
                            models.CheckConstraint(
                                condition=models.Q(("readings__gte", 1)), name="comparison_has_a_reading"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("self_reviewed", True),
                                    models.Q(
                                        ("published_editors__contains", [models.F("published_by")]), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="comparison_four_eyes",
                                violation_error_message="Nobody publishes what they entered or edited; a second person does.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_editors", []), ("published_by__isnull", False), _connector="OR"
                                ),
                                name="comparison_published_by_whom",
                                violation_error_message="What people wrote is published by a person; say who.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_comparisonevent" ("created_at", "description", "document_id", "editors", "entered_by_id", "id", "layout", "locator", "merged_ids", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "properties", "public_id", "published_by_id", "published_editors", "readings", "revision", "self_reviewed", "slug", "status", "title", "updated_at", "withdrawn_reason") VALUES (NEW."created_at", NEW."description", NEW."document_id", NEW."editors", NEW."entered_by_id", NEW."id", NEW."layout", NEW."locator", NEW."merged_ids", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."properties", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."revision", NEW."self_reviewed", NEW."slug", NEW."status", NEW."title", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="763f58ad7030bcec158c6845810dcf213d06642f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_85aa4",
                                    table="mgdb_comparison",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."editors" IS DISTINCT FROM (NEW."editors") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."layout" IS DISTINCT FROM (NEW."layout") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."merged_ids" IS DISTINCT FROM (NEW."merged_ids") OR OLD."properties" IS DISTINCT FROM (NEW."properties") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."published_editors" IS DISTINCT FROM (NEW."published_editors") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."self_reviewed" IS DISTINCT FROM (NEW."self_reviewed") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                                    func='INSERT INTO "mgdb_comparisonevent" ("created_at", "description", "document_id", "editors", "entered_by_id", "id", "layout", "locator", "merged_ids", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "properties", "public_id", "published_by_id", "published_editors", "readings", "revision", "self_reviewed", "slug", "status", "title", "updated_at", "withdrawn_reason") VALUES (NEW."created_at", NEW."description", NEW."document_id", NEW."editors", NEW."entered_by_id", NEW."id", NEW."layout", NEW."locator", NEW."merged_ids", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."properties", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."revision", NEW."self_reviewed", NEW."slug", NEW."status", NEW."title", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="f055ef5daf3c1e9cefb7ddc88ebdb5e5c19b8d03",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b03c3",
                                    table="mgdb_comparison",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_comparisonevent" ("created_at", "description", "document_id", "editors", "entered_by_id", "id", "layout", "locator", "merged_ids", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "properties", "public_id", "published_by_id", "published_editors", "readings", "revision", "self_reviewed", "slug", "status", "title", "updated_at", "withdrawn_reason") VALUES (OLD."created_at", OLD."description", OLD."document_id", OLD."editors", OLD."entered_by_id", OLD."id", OLD."layout", OLD."locator", OLD."merged_ids", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."properties", OLD."public_id", OLD."published_by_id", OLD."published_editors", OLD."readings", OLD."revision", OLD."self_reviewed", OLD."slug", OLD."status", OLD."title", OLD."updated_at", OLD."withdrawn_reason"); RETURN NULL;',
                                    hash="3f93201d74803da993f35dac6eba6824d64d8277",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d1053",
                                    table="mgdb_comparison",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'INSERT\' THEN\n    NEW.revised_at := now();\nELSIF OLD.revised_at <> now() AND (NEW.revised_at = now() OR ROW(OLD."id", OLD."public_id", OLD."status", OLD."withdrawn_reason", OLD."merged_ids", OLD."slug", OLD."title", OLD."description", OLD."layout", OLD."document_id", OLD."locator", OLD."properties") IS DISTINCT FROM ROW(NEW."id", NEW."public_id", NEW."status", NEW."withdrawn_reason", NEW."merged_ids", NEW."slug", NEW."title", NEW."description", NEW."layout", NEW."document_id", NEW."locator", NEW."properties")) THEN\n    NEW.revision := OLD.revision + 1;\n    NEW.revised_at := now();\nELSE\n    NEW.revision := OLD.revision;\n    NEW.revised_at := OLD.revised_at;\nEND IF;\nRETURN NEW;\n',
                                    hash="57f0c575e6a04a4b7ed4433dc5478a2285723f8e",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_revision_4dac6",
                                    table="mgdb_comparison",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="editors",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF NEW.status = 'published' THEN\n    IF OLD.status <> 'published' THEN\n        NEW.published_editors := ARRAY(SELECT DISTINCT unnest(OLD.editors || NEW.editors));\n    ELSIF NEW.editors <> '{}' THEN\n        NEW.published_editors := NEW.editors;\n    END IF;\n    NEW.editors := '{}';\nELSE\n    NEW.editors := OLD.editors || ARRAY(SELECT unnest(NEW.editors) EXCEPT SELECT unnest(OLD.editors));\nEND IF;\nRETURN NEW;\n",
                                    hash="08c35b776204f3e789a78b0cdd53786a98105f21",
                                    operation="UPDATE",
                                    pgid="pgtrigger_editors_11993",
                                    table="mgdb_comparison",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF COALESCE(OLD.status IN ('published', 'withdrawn'), FALSE) OR COALESCE(NEW.status IN ('published', 'withdrawn'), FALSE) THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="8fa2d9c060842d03f602896fba932041e63a6a9d",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_e3748",
                                    table="mgdb_comparison",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('comparison', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="45cf4b4d46b9f4812da3a52e7c85aef71b60ba2e",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_5a52a",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_comparison",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('comparison', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows) EXCEPT (SELECT 'source', \"document_id\" FROM new_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="c254d1be6413eddbc218dc548b79267a4a1c03d2",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_72eea",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_comparison",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('comparison', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="117d68c4e88e919b3f82109d7d09e21d838cea3a",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_860d8",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_comparison",
                                    when="AFTER",
                                ),
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("merged_ids", []), _negated=True),
                                fields=["public_id"],
                                name="comparison_merged",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DatasetFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, unique=True)),
                        (
                            "document",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="mgdb.source",
                            ),
                        ),
                        ("text_hash", models.CharField(max_length=64)),
                        ("loaded_at", models.DateTimeField(auto_now=True)),
                        (
                            "handles",
                            models.JSONField(
                                default=dict, help_text="The ids that an import gave to handles of the file."
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF TRUE THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="5d9fe7835d2d96224f600df61f08b9f637073c50",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_c3c01",
                                    table="mgdb_datasetfile",
                                    when="AFTER",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JobRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "record_type",
                            models.CharField(help_text="The name of the record type: measurement.", max_length=40),
                        ),
                        ("public_id", models.CharField(max_length=16, verbose_name="record")),
                        ("seen", models.PositiveIntegerField(help_text="The revision that was seen.", null=True)),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("done", "done"),
                                    ("refused", "refused"),
                                    ("undone", "not kept, as others were refused"),
                                ],
                                default="waiting",
                                max_length=20,
                            ),
                        ),
                        ("message", models.TextField(blank=True)),
                        (
                            "job",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="mgdb.job"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="mgdb.changerequest",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "default_permissions": (),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("job", "public_id", "request"), name="job_row_once", nulls_distinct=False
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Material",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                        (
                            "status",
                            mgdb.models.base.VocabularyField(
                                db_index=True, default="draft", editable=False, max_length=40
                            ),
                        ),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
                                help_text="How many independent readings of the document agreed on this record.",
                                validators=[django.core.validators.MinValueValidator(1)],
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("search_text", models.TextField(blank=True, editable=False)),
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
                        (
                            "formula_reduced",
                            models.CharField(blank=True, db_index=True, editable=False, max_length=300),
                        ),
                        (
                            "molar_mass",
                            models.FloatField(
                                blank=True, editable=False, null=True, verbose_name="molar mass (g mol⁻¹)"
                            ),
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
                                help_text="As the source names it: B-TiO2-x.",
                                max_length=200,
                                verbose_name="preferred name",
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
                        ("structure_family", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
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
                            models.CharField(
                                blank=True, help_text="How it was made: “Hydrothermal reaction”.", max_length=300
                            ),
                        ),
                        ("fabrication_route", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
                        ("remarks", models.TextField(blank=True)),
                        (
                            "formula_anonymous",
                            models.CharField(blank=True, db_index=True, editable=False, max_length=300),
                        ),
                        ("revised_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
                            ),
                        ),
                        ("constituents", models.JSONField(blank=True, default=list, editable=False)),
                    ],
                    options={
                        "ordering": ["name", "id"],
                        "abstract": False,
                        "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="material_search_trigram", opclasses=["gin_trgm_ops"]
                            ),
                            django.contrib.postgres.indexes.GinIndex(fields=["elements"], name="material_elements"),
                            django.contrib.postgres.indexes.GinIndex(fields=["roles"], name="material_roles"),
                            models.Index(fields=["name", "id"], name="material_by_name"),
                            models.Index(fields=["structure_family"], name="material_family"),
                            models.Index(fields=["fabrication_route"], name="material_fabrication"),
                            models.Index(
                                condition=models.Q(("merged_ids", []), _negated=True),
                                fields=["public_id"],
                                name="material_merged",
                            ),
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
                            models.CheckConstraint(
                                condition=models.Q(("readings__gte", 1)), name="material_has_a_reading"
                            ),
                            models.UniqueConstraint(
                                fields=("source", "name"),
                                name="material_named_once_by_a_source",
                                violation_error_message="This source has a material of this name already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("self_reviewed", True),
                                    models.Q(
                                        ("published_editors__contains", [models.F("published_by")]), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="material_four_eyes",
                                violation_error_message="Nobody publishes what they entered or edited; a second person does.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_editors", []), ("published_by__isnull", False), _connector="OR"
                                ),
                                name="material_published_by_whom",
                                violation_error_message="What people wrote is published by a person; say who.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="editors",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF NEW.status = 'published' THEN\n    IF OLD.status <> 'published' THEN\n        NEW.published_editors := ARRAY(SELECT DISTINCT unnest(OLD.editors || NEW.editors));\n    ELSIF NEW.editors <> '{}' THEN\n        NEW.published_editors := NEW.editors;\n    END IF;\n    NEW.editors := '{}';\nELSE\n    NEW.editors := OLD.editors || ARRAY(SELECT unnest(NEW.editors) EXCEPT SELECT unnest(OLD.editors));\nEND IF;\nRETURN NEW;\n",
                                    hash="d8f8b316958196d8cd17e3257edc239aa8141b71",
                                    operation="UPDATE",
                                    pgid="pgtrigger_editors_60bc8",
                                    table="mgdb_material",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_materialevent" ("composition", "created_at", "editors", "entered_by_id", "fabrication", "fabrication_route", "formula", "formula_reduced", "id", "markup", "merged_ids", "molar_mass", "morphology", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "roles", "self_reviewed", "source_id", "space_group", "status", "strategy", "structure_family", "updated_at", "withdrawn_reason") VALUES (NEW."composition", NEW."created_at", NEW."editors", NEW."entered_by_id", NEW."fabrication", NEW."fabrication_route", NEW."formula", NEW."formula_reduced", NEW."id", NEW."markup", NEW."merged_ids", NEW."molar_mass", NEW."morphology", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phase_id", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."remarks", NEW."revision", NEW."roles", NEW."self_reviewed", NEW."source_id", NEW."space_group", NEW."status", NEW."strategy", NEW."structure_family", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="0b50b2cc62ad409e109fe7ad5a8bb5b69275130c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_03add",
                                    table="mgdb_material",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."composition" IS DISTINCT FROM (NEW."composition") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."editors" IS DISTINCT FROM (NEW."editors") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."fabrication" IS DISTINCT FROM (NEW."fabrication") OR OLD."fabrication_route" IS DISTINCT FROM (NEW."fabrication_route") OR OLD."formula" IS DISTINCT FROM (NEW."formula") OR OLD."formula_reduced" IS DISTINCT FROM (NEW."formula_reduced") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."markup" IS DISTINCT FROM (NEW."markup") OR OLD."merged_ids" IS DISTINCT FROM (NEW."merged_ids") OR OLD."molar_mass" IS DISTINCT FROM (NEW."molar_mass") OR OLD."morphology" IS DISTINCT FROM (NEW."morphology") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."phase_id" IS DISTINCT FROM (NEW."phase_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."published_editors" IS DISTINCT FROM (NEW."published_editors") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."roles" IS DISTINCT FROM (NEW."roles") OR OLD."self_reviewed" IS DISTINCT FROM (NEW."self_reviewed") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."space_group" IS DISTINCT FROM (NEW."space_group") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."strategy" IS DISTINCT FROM (NEW."strategy") OR OLD."structure_family" IS DISTINCT FROM (NEW."structure_family") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                                    func='INSERT INTO "mgdb_materialevent" ("composition", "created_at", "editors", "entered_by_id", "fabrication", "fabrication_route", "formula", "formula_reduced", "id", "markup", "merged_ids", "molar_mass", "morphology", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "roles", "self_reviewed", "source_id", "space_group", "status", "strategy", "structure_family", "updated_at", "withdrawn_reason") VALUES (NEW."composition", NEW."created_at", NEW."editors", NEW."entered_by_id", NEW."fabrication", NEW."fabrication_route", NEW."formula", NEW."formula_reduced", NEW."id", NEW."markup", NEW."merged_ids", NEW."molar_mass", NEW."morphology", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phase_id", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."remarks", NEW."revision", NEW."roles", NEW."self_reviewed", NEW."source_id", NEW."space_group", NEW."status", NEW."strategy", NEW."structure_family", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="ba38b8eb529e6659eab1449f799d129dcc31d23a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_cd4f1",
                                    table="mgdb_material",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_materialevent" ("composition", "created_at", "editors", "entered_by_id", "fabrication", "fabrication_route", "formula", "formula_reduced", "id", "markup", "merged_ids", "molar_mass", "morphology", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "roles", "self_reviewed", "source_id", "space_group", "status", "strategy", "structure_family", "updated_at", "withdrawn_reason") VALUES (OLD."composition", OLD."created_at", OLD."editors", OLD."entered_by_id", OLD."fabrication", OLD."fabrication_route", OLD."formula", OLD."formula_reduced", OLD."id", OLD."markup", OLD."merged_ids", OLD."molar_mass", OLD."morphology", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phase_id", OLD."public_id", OLD."published_by_id", OLD."published_editors", OLD."readings", OLD."remarks", OLD."revision", OLD."roles", OLD."self_reviewed", OLD."source_id", OLD."space_group", OLD."status", OLD."strategy", OLD."structure_family", OLD."updated_at", OLD."withdrawn_reason"); RETURN NULL;',
                                    hash="1ee902fa11363e0a7907aef041c9259772ade750",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1b7af",
                                    table="mgdb_material",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'INSERT\' THEN\n    NEW.revised_at := now();\nELSIF OLD.revised_at <> now() AND (NEW.revised_at = now() OR ROW(OLD."id", OLD."public_id", OLD."status", OLD."withdrawn_reason", OLD."merged_ids", OLD."formula", OLD."composition", OLD."formula_reduced", OLD."molar_mass", OLD."source_id", OLD."phase_id", OLD."name", OLD."markup", OLD."roles", OLD."structure_family", OLD."space_group", OLD."morphology", OLD."strategy", OLD."fabrication", OLD."fabrication_route", OLD."remarks") IS DISTINCT FROM ROW(NEW."id", NEW."public_id", NEW."status", NEW."withdrawn_reason", NEW."merged_ids", NEW."formula", NEW."composition", NEW."formula_reduced", NEW."molar_mass", NEW."source_id", NEW."phase_id", NEW."name", NEW."markup", NEW."roles", NEW."structure_family", NEW."space_group", NEW."morphology", NEW."strategy", NEW."fabrication", NEW."fabrication_route", NEW."remarks")) THEN\n    NEW.revision := OLD.revision + 1;\n    NEW.revised_at := now();\nELSE\n    NEW.revision := OLD.revision;\n    NEW.revised_at := OLD.revised_at;\nEND IF;\nRETURN NEW;\n',
                                    hash="f56725a0d2e8c21a68917ae8a136dd622c49ff76",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_revision_51abe",
                                    table="mgdb_material",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF COALESCE(OLD.status IN ('published', 'withdrawn'), FALSE) OR COALESCE(NEW.status IN ('published', 'withdrawn'), FALSE) THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="a33c3fb07546ddd00035cca4fdc9e5c37e6bd48e",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_55d56",
                                    table="mgdb_material",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('material', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="ef0ce98de2d34347dd3067d8617760ac50fe5e00",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_72def",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_material",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('material', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"source_id\" FROM old_rows UNION SELECT 'phase', \"phase_id\" FROM old_rows) EXCEPT (SELECT 'source', \"source_id\" FROM new_rows UNION SELECT 'phase', \"phase_id\" FROM new_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="8308165885fbdd9cdfd908b876f4abb290ffcd21",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_c33e5",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_material",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('material', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"source_id\" FROM old_rows UNION SELECT 'phase', \"phase_id\" FROM old_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="0e6583d30eb15e964a32352f2fe22192b46c9213",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_0b551",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_material",
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
                        ("status", mgdb.models.base.VocabularyField(default="draft", editable=False, max_length=40)),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
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
                        ("composition", models.JSONField(blank=True, default=dict, editable=False)),
                        ("formula_reduced", models.CharField(blank=True, editable=False, max_length=300)),
                        (
                            "molar_mass",
                            models.FloatField(
                                blank=True, editable=False, null=True, verbose_name="molar mass (g mol⁻¹)"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="Formula with polymorph: “TiO2 (anatase)”, “Mo6S8 (Chevrel)”.", max_length=200
                            ),
                        ),
                        ("polymorph", models.CharField(blank=True, max_length=80)),
                        ("structure_family", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
                        (
                            "space_group",
                            models.CharField(blank=True, help_text="Hermann–Mauguin symbol as printed.", max_length=40),
                        ),
                        ("remarks", models.TextField(blank=True)),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
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
                    name="Problem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                        (
                            "record_type",
                            models.CharField(help_text="The name of the record type: measurement.", max_length=40),
                        ),
                        ("record", models.CharField(db_index=True, max_length=16)),
                        (
                            "seen",
                            models.PositiveIntegerField(
                                help_text="The revision of the record that the reporter saw.",
                                verbose_name="revision seen",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("value", "value"),
                                    ("unit", "unit"),
                                    ("condition", "condition"),
                                    ("formula", "formula or name"),
                                    ("citation", "citation or source"),
                                    ("duplicate", "duplicate"),
                                    ("other", "something else"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                validators=[
                                    django.core.validators.MinLengthValidator(10),
                                    django.core.validators.MaxLengthValidator(2000),
                                ],
                                verbose_name="what is wrong",
                            ),
                        ),
                        (
                            "document_says",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(1000)],
                                verbose_name="what the document says",
                            ),
                        ),
                        ("locator", models.CharField(blank=True, max_length=200, verbose_name="where in the document")),
                        (
                            "times",
                            models.PositiveIntegerField(
                                default=1,
                                help_text="How often the same was reported within a day.",
                                verbose_name="times reported",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("confirmed", "confirmed"),
                                    ("corrected", "corrected"),
                                    ("answered", "answered"),
                                    ("rejected", "rejected"),
                                ],
                                db_index=True,
                                default="open",
                                max_length=20,
                            ),
                        ),
                        ("answer", models.TextField(blank=True, help_text="What readers are told.")),
                        (
                            "words_withheld",
                            models.BooleanField(
                                default=False,
                                help_text="They name a person, or are no fit reading.",
                                verbose_name="the reporter’s words are not shown",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="reported"),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "change_request",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="problems",
                                to="mgdb.changerequest",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_alone",
                            models.BooleanField(
                                default=False, help_text="By who proposed it, as MGDB_SELF_REVIEW allows."
                            ),
                        ),
                        ("proposed_answer", models.TextField(blank=True)),
                        ("proposed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposed_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("open", "open"),
                                    ("confirmed", "confirmed"),
                                    ("corrected", "corrected"),
                                    ("answered", "answered"),
                                    ("rejected", "rejected"),
                                ],
                                help_text="Waits for a second person; empty: nothing does.",
                                max_length=20,
                                verbose_name="proposed",
                            ),
                        ),
                        ("proposed_withheld", models.BooleanField(default=False)),
                    ],
                    options={
                        "verbose_name": "reported problem",
                        "ordering": ["-created_at", "-pk"],
                        "default_permissions": ("view",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "open"),
                                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="problem_decided_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("answered", "rejected")), _negated=True),
                                    models.Q(("answer", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="problem_answered_in_words",
                                violation_error_message="Readers are told why: write the answer.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("proposed_state", ""),
                                    models.Q(("proposed_at__isnull", False), ("proposed_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="problem_proposed_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("proposed_state", ""), _negated=True),
                                    ("proposed_by__isnull", True),
                                    ("decided_by__isnull", True),
                                    models.Q(("proposed_by", models.F("decided_by")), _negated=True),
                                    ("decided_alone", True),
                                    _connector="OR",
                                ),
                                name="problem_decided_by_two",
                                violation_error_message="Who proposed it does not decide it; a second person does.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_problemevent" ("answer", "change_request_id", "created_at", "decided_alone", "decided_at", "decided_by_id", "document_says", "id", "kind", "locator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_answer", "proposed_at", "proposed_by_id", "proposed_state", "proposed_withheld", "public_id", "record", "record_type", "seen", "state", "text", "times", "words_withheld") VALUES (NEW."answer", NEW."change_request_id", NEW."created_at", NEW."decided_alone", NEW."decided_at", NEW."decided_by_id", NEW."document_says", NEW."id", NEW."kind", NEW."locator", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_answer", NEW."proposed_at", NEW."proposed_by_id", NEW."proposed_state", NEW."proposed_withheld", NEW."public_id", NEW."record", NEW."record_type", NEW."seen", NEW."state", NEW."text", NEW."times", NEW."words_withheld"); RETURN NULL;',
                                    hash="05954be13dc8c186fc71ee60e72780d731c990f7",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7689d",
                                    table="mgdb_problem",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "mgdb_problemevent" ("answer", "change_request_id", "created_at", "decided_alone", "decided_at", "decided_by_id", "document_says", "id", "kind", "locator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_answer", "proposed_at", "proposed_by_id", "proposed_state", "proposed_withheld", "public_id", "record", "record_type", "seen", "state", "text", "times", "words_withheld") VALUES (NEW."answer", NEW."change_request_id", NEW."created_at", NEW."decided_alone", NEW."decided_at", NEW."decided_by_id", NEW."document_says", NEW."id", NEW."kind", NEW."locator", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_answer", NEW."proposed_at", NEW."proposed_by_id", NEW."proposed_state", NEW."proposed_withheld", NEW."public_id", NEW."record", NEW."record_type", NEW."seen", NEW."state", NEW."text", NEW."times", NEW."words_withheld"); RETURN NULL;',
                                    hash="e8ddd907cd507449c4da36396bc9abb9d01491a9",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_95b60",
                                    table="mgdb_problem",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_problemevent" ("answer", "change_request_id", "created_at", "decided_alone", "decided_at", "decided_by_id", "document_says", "id", "kind", "locator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_answer", "proposed_at", "proposed_by_id", "proposed_state", "proposed_withheld", "public_id", "record", "record_type", "seen", "state", "text", "times", "words_withheld") VALUES (OLD."answer", OLD."change_request_id", OLD."created_at", OLD."decided_alone", OLD."decided_at", OLD."decided_by_id", OLD."document_says", OLD."id", OLD."kind", OLD."locator", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_answer", OLD."proposed_at", OLD."proposed_by_id", OLD."proposed_state", OLD."proposed_withheld", OLD."public_id", OLD."record", OLD."record_type", OLD."seen", OLD."state", OLD."text", OLD."times", OLD."words_withheld"); RETURN NULL;',
                                    hash="2c07d2d9a34a7b3c12ae82e7d4cd45521e0c4c8d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f88d5",
                                    table="mgdb_problem",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF TRUE THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="eefe31a331fc2eaf6d5259c111314b3b248b6179",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_4769b",
                                    table="mgdb_problem",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(db_index=True, max_length=16, verbose_name="record")),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("comment", "commented"),
                                    ("handed_in", "handed in"),
                                    ("taken_back", "taken back"),
                                    ("returned", "returned"),
                                    ("rejected", "rejected"),
                                    ("published", "published"),
                                    ("accepted", "accepted"),
                                ],
                                default="comment",
                                max_length=20,
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("mailed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notes",
                                to="mgdb.changerequest",
                            ),
                        ),
                        (
                            "mailed_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "default_permissions": (),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("mailed_at__isnull", True)),
                                fields=["at"],
                                name="review_note_to_mail",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("step", "comment"), _negated=True),
                                    models.Q(("text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="review_note_says_something",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="said_is_said",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."request_id" IS DISTINCT FROM (NEW."request_id") OR OLD."step" IS DISTINCT FROM (NEW."step") OR OLD."text" IS DISTINCT FROM (NEW."text"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="ecdc9f368715b38e7043ef234cf58b0fdca1ffed",
                                    operation="UPDATE",
                                    pgid="pgtrigger_said_is_said_82600",
                                    table="mgdb_reviewnote",
                                    when="BEFORE",
                                ),
                            )
                        ],
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
                        ("status", mgdb.models.base.VocabularyField(default="draft", editable=False, max_length=40)),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
                                help_text="How many independent readings of the document agreed on this record.",
                                validators=[django.core.validators.MinValueValidator(1)],
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("kind", mgdb.models.base.VocabularyField(default="article", max_length=40)),
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
                                default=False,
                                help_text="The printed list of authors is shortened.",
                                verbose_name="et al.",
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
                        ("remarks", models.TextField(blank=True)),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
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
                    name="Anode",
                    fields=[],
                    options={
                        "verbose_name": "anode or interphase",
                        "verbose_name_plural": "anodes and interphases",
                        "proxy": True,
                    },
                    bases=("mgdb.material",),
                ),
                migrations.CreateModel(
                    name="Cathode",
                    fields=[],
                    options={
                        "proxy": True,
                    },
                    bases=("mgdb.material",),
                ),
                migrations.CreateModel(
                    name="Cell",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                        (
                            "status",
                            mgdb.models.base.VocabularyField(
                                db_index=True, default="draft", editable=False, max_length=40
                            ),
                        ),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
                                help_text="How many independent readings of the document agreed on this record.",
                                validators=[django.core.validators.MinValueValidator(1)],
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("search_text", models.TextField(blank=True, editable=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="cells", to="mgdb.source"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="Counter | electrolyte | working, as far as stated.", max_length=300
                            ),
                        ),
                        (
                            "chemistry",
                            models.CharField(
                                blank=True, help_text="Mg, Mg–Li, Li, Na, Zn …; empty: not stated.", max_length=40
                            ),
                        ),
                        ("configuration", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
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
                        (
                            "window_low",
                            models.FloatField(blank=True, null=True, verbose_name="voltage window, low (V)"),
                        ),
                        (
                            "window_high",
                            models.FloatField(blank=True, null=True, verbose_name="voltage window, high (V)"),
                        ),
                        ("window_scale", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
                        (
                            "loading_low",
                            models.FloatField(blank=True, null=True, verbose_name="loading, low (mg cm⁻²)"),
                        ),
                        (
                            "loading_high",
                            models.FloatField(blank=True, null=True, verbose_name="loading, high (mg cm⁻²)"),
                        ),
                        (
                            "active_share",
                            models.FloatField(blank=True, null=True, verbose_name="active material (wt%)"),
                        ),
                        ("carbon_share", models.FloatField(blank=True, null=True, verbose_name="carbon (wt%)")),
                        ("binder_share", models.FloatField(blank=True, null=True, verbose_name="binder (wt%)")),
                        (
                            "formulation",
                            models.CharField(blank=True, help_text="As printed: Super P, PVDF, 7:2:1.", max_length=200),
                        ),
                        ("collector", models.CharField(blank=True, max_length=120, verbose_name="current collector")),
                        ("separator", models.CharField(blank=True, max_length=120)),
                        ("mass_basis", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
                        (
                            "water_content",
                            models.CharField(blank=True, max_length=80, verbose_name="water content as printed"),
                        ),
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
                        (
                            "counter_kind",
                            mgdb.models.base.VocabularyField(default="not_stated", editable=False, max_length=40),
                        ),
                        ("revised_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
                            ),
                        ),
                        (
                            "chemistry_kind",
                            mgdb.models.base.VocabularyField(blank=True, default="", editable=False, max_length=40),
                        ),
                        ("constituents", models.JSONField(blank=True, default=list, editable=False)),
                        (
                            "elements",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name", "id"],
                        "abstract": False,
                        "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="cell_search_trigram", opclasses=["gin_trgm_ops"]
                            ),
                            models.Index(fields=["counter_kind"], name="cell_counter_kind"),
                            models.Index(
                                condition=models.Q(("merged_ids", []), _negated=True),
                                fields=["public_id"],
                                name="cell_merged",
                            ),
                            models.Index(fields=["chemistry_kind"], name="cell_chemistry_kind"),
                            django.contrib.postgres.indexes.GinIndex(fields=["elements"], name="cell_elements"),
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("self_reviewed", True),
                                    models.Q(
                                        ("published_editors__contains", [models.F("published_by")]), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="cell_four_eyes",
                                violation_error_message="Nobody publishes what they entered or edited; a second person does.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_editors", []), ("published_by__isnull", False), _connector="OR"
                                ),
                                name="cell_published_by_whom",
                                violation_error_message="What people wrote is published by a person; say who.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_cellevent" ("active_share", "binder_share", "carbon_share", "chemistry", "collector", "configuration", "counter_electrode", "counter_material_id", "created_at", "document_id", "editors", "electrolyte_id", "entered_by_id", "formulation", "id", "loading_high", "loading_low", "locator", "mass_basis", "merged_ids", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_by_id", "published_editors", "readings", "reference_electrode", "remarks", "revision", "self_reviewed", "separator", "source_id", "status", "updated_at", "water_content", "window_high", "window_low", "window_scale", "withdrawn_reason", "working_electrode", "working_material_id") VALUES (NEW."active_share", NEW."binder_share", NEW."carbon_share", NEW."chemistry", NEW."collector", NEW."configuration", NEW."counter_electrode", NEW."counter_material_id", NEW."created_at", NEW."document_id", NEW."editors", NEW."electrolyte_id", NEW."entered_by_id", NEW."formulation", NEW."id", NEW."loading_high", NEW."loading_low", NEW."locator", NEW."mass_basis", NEW."merged_ids", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."reference_electrode", NEW."remarks", NEW."revision", NEW."self_reviewed", NEW."separator", NEW."source_id", NEW."status", NEW."updated_at", NEW."water_content", NEW."window_high", NEW."window_low", NEW."window_scale", NEW."withdrawn_reason", NEW."working_electrode", NEW."working_material_id"); RETURN NULL;',
                                    hash="581ccd6c769395df3442c9ce9fa6a96bf7dd12f1",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_9bcf8",
                                    table="mgdb_cell",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."active_share" IS DISTINCT FROM (NEW."active_share") OR OLD."binder_share" IS DISTINCT FROM (NEW."binder_share") OR OLD."carbon_share" IS DISTINCT FROM (NEW."carbon_share") OR OLD."chemistry" IS DISTINCT FROM (NEW."chemistry") OR OLD."collector" IS DISTINCT FROM (NEW."collector") OR OLD."configuration" IS DISTINCT FROM (NEW."configuration") OR OLD."counter_electrode" IS DISTINCT FROM (NEW."counter_electrode") OR OLD."counter_material_id" IS DISTINCT FROM (NEW."counter_material_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."editors" IS DISTINCT FROM (NEW."editors") OR OLD."electrolyte_id" IS DISTINCT FROM (NEW."electrolyte_id") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."formulation" IS DISTINCT FROM (NEW."formulation") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."loading_high" IS DISTINCT FROM (NEW."loading_high") OR OLD."loading_low" IS DISTINCT FROM (NEW."loading_low") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."mass_basis" IS DISTINCT FROM (NEW."mass_basis") OR OLD."merged_ids" IS DISTINCT FROM (NEW."merged_ids") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."published_editors" IS DISTINCT FROM (NEW."published_editors") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."reference_electrode" IS DISTINCT FROM (NEW."reference_electrode") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."self_reviewed" IS DISTINCT FROM (NEW."self_reviewed") OR OLD."separator" IS DISTINCT FROM (NEW."separator") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."water_content" IS DISTINCT FROM (NEW."water_content") OR OLD."window_high" IS DISTINCT FROM (NEW."window_high") OR OLD."window_low" IS DISTINCT FROM (NEW."window_low") OR OLD."window_scale" IS DISTINCT FROM (NEW."window_scale") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason") OR OLD."working_electrode" IS DISTINCT FROM (NEW."working_electrode") OR OLD."working_material_id" IS DISTINCT FROM (NEW."working_material_id"))',
                                    func='INSERT INTO "mgdb_cellevent" ("active_share", "binder_share", "carbon_share", "chemistry", "collector", "configuration", "counter_electrode", "counter_material_id", "created_at", "document_id", "editors", "electrolyte_id", "entered_by_id", "formulation", "id", "loading_high", "loading_low", "locator", "mass_basis", "merged_ids", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_by_id", "published_editors", "readings", "reference_electrode", "remarks", "revision", "self_reviewed", "separator", "source_id", "status", "updated_at", "water_content", "window_high", "window_low", "window_scale", "withdrawn_reason", "working_electrode", "working_material_id") VALUES (NEW."active_share", NEW."binder_share", NEW."carbon_share", NEW."chemistry", NEW."collector", NEW."configuration", NEW."counter_electrode", NEW."counter_material_id", NEW."created_at", NEW."document_id", NEW."editors", NEW."electrolyte_id", NEW."entered_by_id", NEW."formulation", NEW."id", NEW."loading_high", NEW."loading_low", NEW."locator", NEW."mass_basis", NEW."merged_ids", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."reference_electrode", NEW."remarks", NEW."revision", NEW."self_reviewed", NEW."separator", NEW."source_id", NEW."status", NEW."updated_at", NEW."water_content", NEW."window_high", NEW."window_low", NEW."window_scale", NEW."withdrawn_reason", NEW."working_electrode", NEW."working_material_id"); RETURN NULL;',
                                    hash="dd44dc026d11d53a4dd3dcee4fe003aa70df5736",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_4e665",
                                    table="mgdb_cell",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_cellevent" ("active_share", "binder_share", "carbon_share", "chemistry", "collector", "configuration", "counter_electrode", "counter_material_id", "created_at", "document_id", "editors", "electrolyte_id", "entered_by_id", "formulation", "id", "loading_high", "loading_low", "locator", "mass_basis", "merged_ids", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_by_id", "published_editors", "readings", "reference_electrode", "remarks", "revision", "self_reviewed", "separator", "source_id", "status", "updated_at", "water_content", "window_high", "window_low", "window_scale", "withdrawn_reason", "working_electrode", "working_material_id") VALUES (OLD."active_share", OLD."binder_share", OLD."carbon_share", OLD."chemistry", OLD."collector", OLD."configuration", OLD."counter_electrode", OLD."counter_material_id", OLD."created_at", OLD."document_id", OLD."editors", OLD."electrolyte_id", OLD."entered_by_id", OLD."formulation", OLD."id", OLD."loading_high", OLD."loading_low", OLD."locator", OLD."mass_basis", OLD."merged_ids", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."published_by_id", OLD."published_editors", OLD."readings", OLD."reference_electrode", OLD."remarks", OLD."revision", OLD."self_reviewed", OLD."separator", OLD."source_id", OLD."status", OLD."updated_at", OLD."water_content", OLD."window_high", OLD."window_low", OLD."window_scale", OLD."withdrawn_reason", OLD."working_electrode", OLD."working_material_id"); RETURN NULL;',
                                    hash="901ece1d57d2cc196a233837c0503311cf9bed17",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_bbc13",
                                    table="mgdb_cell",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'INSERT\' THEN\n    NEW.revised_at := now();\nELSIF OLD.revised_at <> now() AND (NEW.revised_at = now() OR ROW(OLD."id", OLD."public_id", OLD."status", OLD."withdrawn_reason", OLD."merged_ids", OLD."source_id", OLD."name", OLD."chemistry", OLD."configuration", OLD."working_material_id", OLD."working_electrode", OLD."counter_material_id", OLD."counter_electrode", OLD."reference_electrode", OLD."electrolyte_id", OLD."window_low", OLD."window_high", OLD."window_scale", OLD."loading_low", OLD."loading_high", OLD."active_share", OLD."carbon_share", OLD."binder_share", OLD."formulation", OLD."collector", OLD."separator", OLD."mass_basis", OLD."water_content", OLD."document_id", OLD."locator", OLD."remarks") IS DISTINCT FROM ROW(NEW."id", NEW."public_id", NEW."status", NEW."withdrawn_reason", NEW."merged_ids", NEW."source_id", NEW."name", NEW."chemistry", NEW."configuration", NEW."working_material_id", NEW."working_electrode", NEW."counter_material_id", NEW."counter_electrode", NEW."reference_electrode", NEW."electrolyte_id", NEW."window_low", NEW."window_high", NEW."window_scale", NEW."loading_low", NEW."loading_high", NEW."active_share", NEW."carbon_share", NEW."binder_share", NEW."formulation", NEW."collector", NEW."separator", NEW."mass_basis", NEW."water_content", NEW."document_id", NEW."locator", NEW."remarks")) THEN\n    NEW.revision := OLD.revision + 1;\n    NEW.revised_at := now();\nELSE\n    NEW.revision := OLD.revision;\n    NEW.revised_at := OLD.revised_at;\nEND IF;\nRETURN NEW;\n',
                                    hash="908e33fab840fe9ff46db428d62dd2f3866d5a0d",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_revision_720bb",
                                    table="mgdb_cell",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="editors",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF NEW.status = 'published' THEN\n    IF OLD.status <> 'published' THEN\n        NEW.published_editors := ARRAY(SELECT DISTINCT unnest(OLD.editors || NEW.editors));\n    ELSIF NEW.editors <> '{}' THEN\n        NEW.published_editors := NEW.editors;\n    END IF;\n    NEW.editors := '{}';\nELSE\n    NEW.editors := OLD.editors || ARRAY(SELECT unnest(NEW.editors) EXCEPT SELECT unnest(OLD.editors));\nEND IF;\nRETURN NEW;\n",
                                    hash="c2c2877d0d6e8fa6c0ef1db8025bec5c0a347be5",
                                    operation="UPDATE",
                                    pgid="pgtrigger_editors_8629e",
                                    table="mgdb_cell",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF COALESCE(OLD.status IN ('published', 'withdrawn'), FALSE) OR COALESCE(NEW.status IN ('published', 'withdrawn'), FALSE) THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="4dfc1316f2a6c31f46937dc910eab4fc67e09cd9",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_d03d9",
                                    table="mgdb_cell",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('cell', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="71a9a910f2b6348b83f28f117f589afafee9d58f",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_a0777",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_cell",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('cell', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"source_id\" FROM old_rows UNION SELECT 'material', \"working_material_id\" FROM old_rows UNION SELECT 'material', \"counter_material_id\" FROM old_rows UNION SELECT 'material', \"electrolyte_id\" FROM old_rows UNION SELECT 'source', \"document_id\" FROM old_rows) EXCEPT (SELECT 'source', \"source_id\" FROM new_rows UNION SELECT 'material', \"working_material_id\" FROM new_rows UNION SELECT 'material', \"counter_material_id\" FROM new_rows UNION SELECT 'material', \"electrolyte_id\" FROM new_rows UNION SELECT 'source', \"document_id\" FROM new_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="909b11be8555df3224aa261a1e109525a4868272",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_0d53d",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_cell",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('cell', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"source_id\" FROM old_rows UNION SELECT 'material', \"working_material_id\" FROM old_rows UNION SELECT 'material', \"counter_material_id\" FROM old_rows UNION SELECT 'material', \"electrolyte_id\" FROM old_rows UNION SELECT 'source', \"document_id\" FROM old_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="43d36ab3b04ebc6ec649c8391bf737d82d44212c",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_7312e",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_cell",
                                    when="AFTER",
                                ),
                            ),
                        ],
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
                        ("status", mgdb.models.base.VocabularyField(default="draft", editable=False, max_length=40)),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
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
                        ("layout", mgdb.models.base.VocabularyField(default="values", max_length=40)),
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
                            models.CharField(
                                blank=True, help_text="… and at this place in it: Table 1.", max_length=200
                            ),
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
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
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
                    name="ComparisonRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                            models.CharField(
                                help_text="The same word for rows that belong together: 69.", max_length=120
                            ),
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
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'UPDATE\' AND NOT (ROW(OLD."id", OLD."comparison_id", OLD."material_id", OLD."group", OLD."position") IS DISTINCT FROM ROW(NEW."id", NEW."comparison_id", NEW."material_id", NEW."group", NEW."position")) THEN\n    RETURN NULL;\nEND IF;\nIF TG_OP <> \'INSERT\' THEN\n    UPDATE "mgdb_comparison" SET revised_at = now() WHERE id = OLD."comparison_id" AND revised_at <> now();\nEND IF;\nIF TG_OP <> \'DELETE\' THEN\n    UPDATE "mgdb_comparison" SET revised_at = now() WHERE id = NEW."comparison_id" AND revised_at <> now();\nEND IF;\nRETURN NULL;\n',
                                    hash="b3767606be915cef0edafba79c1d0fe0341ab793",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_revision_89781",
                                    table="mgdb_comparisonrow",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF FALSE THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="14b6765cc749020d518a3cf96bfa1840d806d042",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_09b79",
                                    table="mgdb_comparisonrow",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('comparison', changed.\"comparison_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="1f03455928ea790278fc3f25c87cc6d3c056787b",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_493ee",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_comparisonrow",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('comparison', changed.\"comparison_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'material', \"material_id\" FROM old_rows) EXCEPT (SELECT 'material', \"material_id\" FROM new_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="0115cde9e2418cd29c63ecc59c53710f775f7604",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_325a8",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_comparisonrow",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('comparison', changed.\"comparison_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'material', \"material_id\" FROM old_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="910abb668d3c17734e347cf57a36f26b090131c0",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_04ce4",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_comparisonrow",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Defect",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                        (
                            "material",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="defects", to="mgdb.material"
                            ),
                        ),
                        ("kind", mgdb.models.base.VocabularyField(max_length=40)),
                        (
                            "species",
                            models.CharField(
                                blank=True,
                                help_text="What is missing or added: O, Ti, Mo, F⁻, H₂O, PEO.",
                                max_length=80,
                            ),
                        ),
                        (
                            "site",
                            models.CharField(blank=True, help_text="Where: V site, interlayer, 16d.", max_length=80),
                        ),
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
                        ("route", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
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
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'UPDATE\' AND NOT (ROW(OLD."id", OLD."public_id", OLD."material_id", OLD."kind", OLD."species", OLD."site", OLD."concentration_printed", OLD."low", OLD."high", OLD."unit", OLD."induced_by_id", OLD."route", OLD."document_id", OLD."locator", OLD."remarks", OLD."position") IS DISTINCT FROM ROW(NEW."id", NEW."public_id", NEW."material_id", NEW."kind", NEW."species", NEW."site", NEW."concentration_printed", NEW."low", NEW."high", NEW."unit", NEW."induced_by_id", NEW."route", NEW."document_id", NEW."locator", NEW."remarks", NEW."position")) THEN\n    RETURN NULL;\nEND IF;\nIF TG_OP <> \'INSERT\' THEN\n    UPDATE "mgdb_material" SET revised_at = now() WHERE id = OLD."material_id" AND revised_at <> now();\nEND IF;\nIF TG_OP <> \'DELETE\' THEN\n    UPDATE "mgdb_material" SET revised_at = now() WHERE id = NEW."material_id" AND revised_at <> now();\nEND IF;\nRETURN NULL;\n',
                                    hash="d39d9ade06acc0713db599f84f974a92c8a051ca",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_revision_4d891",
                                    table="mgdb_defect",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF FALSE THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="537446c77ed41bff8eea5a1886bdbf3fb3eccee5",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_2bbb8",
                                    table="mgdb_defect",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('defect', changed.\"id\"), ('material', changed.\"material_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="db12faf6fcfdf70a43eda93830381cafce1d85af",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_0e210",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_defect",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('defect', changed.\"id\"), ('material', changed.\"material_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows) EXCEPT (SELECT 'source', \"document_id\" FROM new_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="88079ba3e8cc1cf9835a8e0710fba3b688338233",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_95e6e",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_defect",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('defect', changed.\"id\"), ('material', changed.\"material_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="0a266f94316ad3ca3d7c25c79f1c0326f40d39c6",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_82df5",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_defect",
                                    when="AFTER",
                                ),
                            ),
                        ],
                        "indexes": [
                            models.Index(fields=["kind"], name="defect_kind"),
                            models.Index(fields=["route"], name="defect_route"),
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
                        ("electrolyte_class", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
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
                        ("chloride", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
                        ("remarks", models.TextField(blank=True)),
                        (
                            "chemistry_kind",
                            mgdb.models.base.VocabularyField(blank=True, default="", editable=False, max_length=40),
                        ),
                        ("identity", models.TextField(blank=True, editable=False)),
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
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'UPDATE\' AND NOT (ROW(OLD."material_id", OLD."electrolyte_class", OLD."carrier_cations", OLD."chloride", OLD."remarks") IS DISTINCT FROM ROW(NEW."material_id", NEW."electrolyte_class", NEW."carrier_cations", NEW."chloride", NEW."remarks")) THEN\n    RETURN NULL;\nEND IF;\nIF TG_OP <> \'INSERT\' THEN\n    UPDATE "mgdb_material" SET revised_at = now() WHERE id = OLD."material_id" AND revised_at <> now();\nEND IF;\nIF TG_OP <> \'DELETE\' THEN\n    UPDATE "mgdb_material" SET revised_at = now() WHERE id = NEW."material_id" AND revised_at <> now();\nEND IF;\nRETURN NULL;\n',
                                    hash="f16aaa0147d0f6372413f07be57c98e33802cc55",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_revision_1fc35",
                                    table="mgdb_electrolyte",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."carrier_cations" IS DISTINCT FROM (NEW."carrier_cations") OR OLD."chloride" IS DISTINCT FROM (NEW."chloride") OR OLD."electrolyte_class" IS DISTINCT FROM (NEW."electrolyte_class") OR OLD."material_id" IS DISTINCT FROM (NEW."material_id") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks"))',
                                    func='INSERT INTO "mgdb_electrolyteevent" ("carrier_cations", "chloride", "electrolyte_class", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remarks") VALUES (NEW."carrier_cations", NEW."chloride", NEW."electrolyte_class", NEW."material_id", _pgh_attach_context(), NOW(), \'update\', NEW."material_id", NEW."remarks"); RETURN NULL;',
                                    hash="6867db8eedf0121fd4baf05b6626df2b2789a89f",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_3cf4d",
                                    table="mgdb_electrolyte",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF TG_OP = 'UPDATE' AND ROW(OLD.\"identity\", OLD.\"chemistry_kind\") IS DISTINCT FROM ROW(NEW.\"identity\", NEW.\"chemistry_kind\") THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="a095da43c8b7a057c2297ed2d90ea4ff069d7c6d",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_38849",
                                    table="mgdb_electrolyte",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('material', changed.\"material_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="cb7acd9d10f8b7403ba7a9fb4670a29e3faa87d6",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_14047",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_electrolyte",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('material', changed.\"material_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="194b1585dc1de929a9baed9630c9a3dc89b03b7d",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_7c951",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_electrolyte",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('material', changed.\"material_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="1cc3cfcf68a58177012ee5c6269c5dea12ac33c7",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_383cb",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_electrolyte",
                                    when="AFTER",
                                ),
                            ),
                        ],
                        "indexes": [
                            models.Index(fields=["electrolyte_class"], name="electrolyte_by_class"),
                            models.Index(fields=["carrier_cations"], name="electrolyte_carriers"),
                            models.Index(fields=["identity"], name="electrolyte_identity"),
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
                        ("status", mgdb.models.base.VocabularyField(default="draft", editable=False, max_length=40)),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
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
                        ("composition", models.JSONField(blank=True, default=dict, editable=False)),
                        ("formula_reduced", models.CharField(blank=True, editable=False, max_length=300)),
                        (
                            "molar_mass",
                            models.FloatField(
                                blank=True, editable=False, null=True, verbose_name="molar mass (g mol⁻¹)"
                            ),
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
                                help_text="As the source names it: B-TiO2-x.",
                                max_length=200,
                                verbose_name="preferred name",
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
                        ("structure_family", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
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
                            models.CharField(
                                blank=True, help_text="How it was made: “Hydrothermal reaction”.", max_length=300
                            ),
                        ),
                        ("fabrication_route", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
                        ("remarks", models.TextField(blank=True)),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
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
                migrations.CreateModel(
                    name="MaterialName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'UPDATE\' AND NOT (ROW(OLD."id", OLD."material_id", OLD."name", OLD."document_id") IS DISTINCT FROM ROW(NEW."id", NEW."material_id", NEW."name", NEW."document_id")) THEN\n    RETURN NULL;\nEND IF;\nIF TG_OP <> \'INSERT\' THEN\n    UPDATE "mgdb_material" SET revised_at = now() WHERE id = OLD."material_id" AND revised_at <> now();\nEND IF;\nIF TG_OP <> \'DELETE\' THEN\n    UPDATE "mgdb_material" SET revised_at = now() WHERE id = NEW."material_id" AND revised_at <> now();\nEND IF;\nRETURN NULL;\n',
                                    hash="3a0c5459258820a381ee3f84892845c4a32e5eda",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_revision_a5ec5",
                                    table="mgdb_materialname",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF FALSE THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="4d4d5cb3054d07cee396ce67a0b3b1f67d3eb776",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_4416d",
                                    table="mgdb_materialname",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('material', changed.\"material_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="f3f001a7f61ff58eef0ebc4f7c40d66a32ab6f0d",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_c89e9",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_materialname",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('material', changed.\"material_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows) EXCEPT (SELECT 'source', \"document_id\" FROM new_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="dfea66fdf8a13920ba0d4b228639a43e98d70d07",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_092cc",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_materialname",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('material', changed.\"material_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="c8c8b80342b80dacdd851a32504b623bbe08c8f9",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_41026",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_materialname",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Modification",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "material",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="modifications",
                                to="mgdb.material",
                            ),
                        ),
                        ("kind", mgdb.models.base.VocabularyField(max_length=40)),
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
                        (
                            "formula",
                            models.CharField(
                                blank=True,
                                help_text="Where a substance was added that has one: Al2O3 of a coating, C of carbon. No names.",
                                max_length=200,
                                validators=[mgdb.models.defects.is_formula],
                                verbose_name="formula of what was added",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["material", "position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("material", "kind", "description"), name="modification_once"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_modificationevent" ("description", "document_id", "formula", "id", "kind", "locator", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."description", NEW."document_id", NEW."formula", NEW."id", NEW."kind", NEW."locator", NEW."material_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                                    hash="51aa0f8895658d867cd7d095161d8a965d6afb22",
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
                                    func='INSERT INTO "mgdb_modificationevent" ("description", "document_id", "formula", "id", "kind", "locator", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."description", NEW."document_id", NEW."formula", NEW."id", NEW."kind", NEW."locator", NEW."material_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                                    hash="5ba4af212b146734197b970b06af4ed1c66ce802",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_989f6",
                                    table="mgdb_modification",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_modificationevent" ("description", "document_id", "formula", "id", "kind", "locator", "material_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."description", OLD."document_id", OLD."formula", OLD."id", OLD."kind", OLD."locator", OLD."material_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                                    hash="c931416a51ee9547d0f1560441e3652cd045c493",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4b213",
                                    table="mgdb_modification",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'UPDATE\' AND NOT (ROW(OLD."id", OLD."material_id", OLD."kind", OLD."description", OLD."formula", OLD."document_id", OLD."locator", OLD."position") IS DISTINCT FROM ROW(NEW."id", NEW."material_id", NEW."kind", NEW."description", NEW."formula", NEW."document_id", NEW."locator", NEW."position")) THEN\n    RETURN NULL;\nEND IF;\nIF TG_OP <> \'INSERT\' THEN\n    UPDATE "mgdb_material" SET revised_at = now() WHERE id = OLD."material_id" AND revised_at <> now();\nEND IF;\nIF TG_OP <> \'DELETE\' THEN\n    UPDATE "mgdb_material" SET revised_at = now() WHERE id = NEW."material_id" AND revised_at <> now();\nEND IF;\nRETURN NULL;\n',
                                    hash="ca8d641f81f59b48aa4438665fd06ea398eb7f00",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_revision_eac72",
                                    table="mgdb_modification",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF FALSE THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="deaea42d91045ddc91081c33e796fd947aa94095",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_3e8c9",
                                    table="mgdb_modification",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('material', changed.\"material_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="8a1a8a89c2acbf304a1fd9f0a8cdbf3933f3dc0d",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_48263",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_modification",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('material', changed.\"material_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows) EXCEPT (SELECT 'source', \"document_id\" FROM new_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="111c61940824e2215b2d0c579211cc2c41e87f77",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_30758",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_modification",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('material', changed.\"material_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="2628cfb1b6ae3e94a6a483330d8c1f698734a8c8",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_40a81",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_modification",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pair",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                        (
                            "status",
                            mgdb.models.base.VocabularyField(
                                db_index=True, default="draft", editable=False, max_length=40
                            ),
                        ),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
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
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mgdb.source"
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="controls", to="mgdb.material"
                            ),
                        ),
                        (
                            "control",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="controlled",
                                to="mgdb.material",
                            ),
                        ),
                        ("kind", mgdb.models.base.VocabularyField(default="pristine", max_length=40)),
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
                        ("revised_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
                            ),
                        ),
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("self_reviewed", True),
                                    models.Q(
                                        ("published_editors__contains", [models.F("published_by")]), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="pair_four_eyes",
                                violation_error_message="Nobody publishes what they entered or edited; a second person does.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_editors", []), ("published_by__isnull", False), _connector="OR"
                                ),
                                name="pair_published_by_whom",
                                violation_error_message="What people wrote is published by a person; say who.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_pairevent" ("citation_key", "control_id", "created_at", "document_id", "editors", "entered_by_id", "id", "kind", "locator", "merged_ids", "modified_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "properties", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "self_reviewed", "source_id", "status", "updated_at", "withdrawn_reason") VALUES (NEW."citation_key", NEW."control_id", NEW."created_at", NEW."document_id", NEW."editors", NEW."entered_by_id", NEW."id", NEW."kind", NEW."locator", NEW."merged_ids", NEW."modified_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."properties", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."remarks", NEW."revision", NEW."self_reviewed", NEW."source_id", NEW."status", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="bcf9fec7c803070d638c03134dab3c7f8ead14a7",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_0af12",
                                    table="mgdb_pair",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."citation_key" IS DISTINCT FROM (NEW."citation_key") OR OLD."control_id" IS DISTINCT FROM (NEW."control_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."editors" IS DISTINCT FROM (NEW."editors") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."merged_ids" IS DISTINCT FROM (NEW."merged_ids") OR OLD."modified_id" IS DISTINCT FROM (NEW."modified_id") OR OLD."properties" IS DISTINCT FROM (NEW."properties") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."published_editors" IS DISTINCT FROM (NEW."published_editors") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."self_reviewed" IS DISTINCT FROM (NEW."self_reviewed") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                                    func='INSERT INTO "mgdb_pairevent" ("citation_key", "control_id", "created_at", "document_id", "editors", "entered_by_id", "id", "kind", "locator", "merged_ids", "modified_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "properties", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "self_reviewed", "source_id", "status", "updated_at", "withdrawn_reason") VALUES (NEW."citation_key", NEW."control_id", NEW."created_at", NEW."document_id", NEW."editors", NEW."entered_by_id", NEW."id", NEW."kind", NEW."locator", NEW."merged_ids", NEW."modified_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."properties", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."remarks", NEW."revision", NEW."self_reviewed", NEW."source_id", NEW."status", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="bfbc2ce2995172517469aacc14d4105163cd950a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_88f36",
                                    table="mgdb_pair",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_pairevent" ("citation_key", "control_id", "created_at", "document_id", "editors", "entered_by_id", "id", "kind", "locator", "merged_ids", "modified_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "properties", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "self_reviewed", "source_id", "status", "updated_at", "withdrawn_reason") VALUES (OLD."citation_key", OLD."control_id", OLD."created_at", OLD."document_id", OLD."editors", OLD."entered_by_id", OLD."id", OLD."kind", OLD."locator", OLD."merged_ids", OLD."modified_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."properties", OLD."public_id", OLD."published_by_id", OLD."published_editors", OLD."readings", OLD."remarks", OLD."revision", OLD."self_reviewed", OLD."source_id", OLD."status", OLD."updated_at", OLD."withdrawn_reason"); RETURN NULL;',
                                    hash="15ed520200cce6e2e2beb0bdce89285b908c02bf",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c82c9",
                                    table="mgdb_pair",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'INSERT\' THEN\n    NEW.revised_at := now();\nELSIF OLD.revised_at <> now() AND (NEW.revised_at = now() OR ROW(OLD."id", OLD."public_id", OLD."status", OLD."withdrawn_reason", OLD."merged_ids", OLD."document_id", OLD."locator", OLD."citation_key", OLD."modified_id", OLD."control_id", OLD."kind", OLD."properties", OLD."source_id", OLD."remarks") IS DISTINCT FROM ROW(NEW."id", NEW."public_id", NEW."status", NEW."withdrawn_reason", NEW."merged_ids", NEW."document_id", NEW."locator", NEW."citation_key", NEW."modified_id", NEW."control_id", NEW."kind", NEW."properties", NEW."source_id", NEW."remarks")) THEN\n    NEW.revision := OLD.revision + 1;\n    NEW.revised_at := now();\nELSE\n    NEW.revision := OLD.revision;\n    NEW.revised_at := OLD.revised_at;\nEND IF;\nRETURN NEW;\n',
                                    hash="6f5d2ae5d4464f659575c0994c8c2c7c5a130b6d",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_revision_3a9c9",
                                    table="mgdb_pair",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="editors",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF NEW.status = 'published' THEN\n    IF OLD.status <> 'published' THEN\n        NEW.published_editors := ARRAY(SELECT DISTINCT unnest(OLD.editors || NEW.editors));\n    ELSIF NEW.editors <> '{}' THEN\n        NEW.published_editors := NEW.editors;\n    END IF;\n    NEW.editors := '{}';\nELSE\n    NEW.editors := OLD.editors || ARRAY(SELECT unnest(NEW.editors) EXCEPT SELECT unnest(OLD.editors));\nEND IF;\nRETURN NEW;\n",
                                    hash="cd8722e827c2ae86d8b4231e71fe18e79af92038",
                                    operation="UPDATE",
                                    pgid="pgtrigger_editors_89c89",
                                    table="mgdb_pair",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF COALESCE(OLD.status IN ('published', 'withdrawn'), FALSE) OR COALESCE(NEW.status IN ('published', 'withdrawn'), FALSE) THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="3d89a05b6fe8bdae1ab1980c9e82242b4f30214f",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_1d525",
                                    table="mgdb_pair",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('pair', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="2265f5221ee662cf8e60f75b25824e04d6c21531",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_6c135",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_pair",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('pair', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows UNION SELECT 'material', \"modified_id\" FROM old_rows UNION SELECT 'material', \"control_id\" FROM old_rows UNION SELECT 'source', \"source_id\" FROM old_rows) EXCEPT (SELECT 'source', \"document_id\" FROM new_rows UNION SELECT 'material', \"modified_id\" FROM new_rows UNION SELECT 'material', \"control_id\" FROM new_rows UNION SELECT 'source', \"source_id\" FROM new_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="040b584328e42a978ffc097e3b4090a137cc0ccd",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_8b3d8",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_pair",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('pair', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows UNION SELECT 'material', \"modified_id\" FROM old_rows UNION SELECT 'material', \"control_id\" FROM old_rows UNION SELECT 'source', \"source_id\" FROM old_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="f738e2de69ac65cdb153febcc6c95dababb059c1",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_8b91e",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_pair",
                                    when="AFTER",
                                ),
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("merged_ids", []), _negated=True),
                                fields=["public_id"],
                                name="pair_merged",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProblemContact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=100)),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                        (
                            "told_at",
                            models.DateTimeField(blank=True, help_text="When the outcome was mailed.", null=True),
                        ),
                        (
                            "problem",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="contacts", to="mgdb.problem"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "default_permissions": (),
                        "constraints": [
                            models.UniqueConstraint(fields=("problem", "email"), name="problem_contact_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProblemEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.CharField(editable=False, max_length=16, verbose_name="id")),
                        (
                            "record_type",
                            models.CharField(help_text="The name of the record type: measurement.", max_length=40),
                        ),
                        ("record", models.CharField(max_length=16)),
                        (
                            "seen",
                            models.PositiveIntegerField(
                                help_text="The revision of the record that the reporter saw.",
                                verbose_name="revision seen",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("value", "value"),
                                    ("unit", "unit"),
                                    ("condition", "condition"),
                                    ("formula", "formula or name"),
                                    ("citation", "citation or source"),
                                    ("duplicate", "duplicate"),
                                    ("other", "something else"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                validators=[
                                    django.core.validators.MinLengthValidator(10),
                                    django.core.validators.MaxLengthValidator(2000),
                                ],
                                verbose_name="what is wrong",
                            ),
                        ),
                        (
                            "document_says",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(1000)],
                                verbose_name="what the document says",
                            ),
                        ),
                        ("locator", models.CharField(blank=True, max_length=200, verbose_name="where in the document")),
                        (
                            "times",
                            models.PositiveIntegerField(
                                default=1,
                                help_text="How often the same was reported within a day.",
                                verbose_name="times reported",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("confirmed", "confirmed"),
                                    ("corrected", "corrected"),
                                    ("answered", "answered"),
                                    ("rejected", "rejected"),
                                ],
                                default="open",
                                max_length=20,
                            ),
                        ),
                        ("answer", models.TextField(blank=True, help_text="What readers are told.")),
                        (
                            "words_withheld",
                            models.BooleanField(
                                default=False,
                                help_text="They name a person, or are no fit reading.",
                                verbose_name="the reporter’s words are not shown",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="reported"),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "change_request",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="mgdb.changerequest",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                related_query_name="events",
                                to="mgdb.problem",
                            ),
                        ),
                        (
                            "decided_alone",
                            models.BooleanField(
                                default=False, help_text="By who proposed it, as MGDB_SELF_REVIEW allows."
                            ),
                        ),
                        ("proposed_answer", models.TextField(blank=True)),
                        ("proposed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposed_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("open", "open"),
                                    ("confirmed", "confirmed"),
                                    ("corrected", "corrected"),
                                    ("answered", "answered"),
                                    ("rejected", "rejected"),
                                ],
                                help_text="Waits for a second person; empty: nothing does.",
                                max_length=20,
                                verbose_name="proposed",
                            ),
                        ),
                        ("proposed_withheld", models.BooleanField(default=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="570aafdb4889383e7a53a4b1e2139ba86735f66d",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_b728c",
                                    table="mgdb_problemevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportedFactor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                        (
                            "status",
                            mgdb.models.base.VocabularyField(
                                db_index=True, default="draft", editable=False, max_length=40
                            ),
                        ),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
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
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mgdb.source"
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
                            "material",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="factors", to="mgdb.material"
                            ),
                        ),
                        ("relative_kind", mgdb.models.base.VocabularyField(default="material", max_length=40)),
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
                        (
                            "relative_text",
                            models.CharField(blank=True, max_length=200, verbose_name="relative to, in words"),
                        ),
                        ("form", mgdb.models.base.VocabularyField(default="times", max_length=40)),
                        ("printed", models.CharField(max_length=200)),
                        ("value", models.FloatField(blank=True, null=True)),
                        ("low", models.FloatField(blank=True, null=True)),
                        ("high", models.FloatField(blank=True, null=True)),
                        ("approximate", models.BooleanField(default=False)),
                        ("bound", mgdb.models.base.VocabularyField(default="=", max_length=40)),
                        ("unit", models.CharField(blank=True, help_text="Only for a difference.", max_length=40)),
                        ("ion", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="factors", to="mgdb.source"
                            ),
                        ),
                        ("remarks", models.TextField(blank=True)),
                        ("property_key", models.CharField(db_index=True, max_length=60, verbose_name="property")),
                        ("revised_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
                            ),
                        ),
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("self_reviewed", True),
                                    models.Q(
                                        ("published_editors__contains", [models.F("published_by")]), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="reportedfactor_four_eyes",
                                violation_error_message="Nobody publishes what they entered or edited; a second person does.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_editors", []), ("published_by__isnull", False), _connector="OR"
                                ),
                                name="reportedfactor_published_by_whom",
                                violation_error_message="What people wrote is published by a person; say who.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_reportedfactorevent" ("approximate", "bound", "citation_key", "created_at", "document_id", "editors", "entered_by_id", "form", "high", "id", "ion", "locator", "low", "material_id", "merged_ids", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "property_key", "public_id", "published_by_id", "published_editors", "readings", "relative_kind", "relative_text", "relative_to_id", "remarks", "revision", "self_reviewed", "source_id", "status", "unit", "updated_at", "value", "withdrawn_reason") VALUES (NEW."approximate", NEW."bound", NEW."citation_key", NEW."created_at", NEW."document_id", NEW."editors", NEW."entered_by_id", NEW."form", NEW."high", NEW."id", NEW."ion", NEW."locator", NEW."low", NEW."material_id", NEW."merged_ids", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."printed", NEW."property_key", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."relative_kind", NEW."relative_text", NEW."relative_to_id", NEW."remarks", NEW."revision", NEW."self_reviewed", NEW."source_id", NEW."status", NEW."unit", NEW."updated_at", NEW."value", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="b68c32faebccb0e5e5e67cba9a99877428cc351f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_1cf03",
                                    table="mgdb_reportedfactor",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."approximate" IS DISTINCT FROM (NEW."approximate") OR OLD."bound" IS DISTINCT FROM (NEW."bound") OR OLD."citation_key" IS DISTINCT FROM (NEW."citation_key") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."editors" IS DISTINCT FROM (NEW."editors") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."high" IS DISTINCT FROM (NEW."high") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."ion" IS DISTINCT FROM (NEW."ion") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."low" IS DISTINCT FROM (NEW."low") OR OLD."material_id" IS DISTINCT FROM (NEW."material_id") OR OLD."merged_ids" IS DISTINCT FROM (NEW."merged_ids") OR OLD."printed" IS DISTINCT FROM (NEW."printed") OR OLD."property_key" IS DISTINCT FROM (NEW."property_key") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."published_editors" IS DISTINCT FROM (NEW."published_editors") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."relative_kind" IS DISTINCT FROM (NEW."relative_kind") OR OLD."relative_text" IS DISTINCT FROM (NEW."relative_text") OR OLD."relative_to_id" IS DISTINCT FROM (NEW."relative_to_id") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."self_reviewed" IS DISTINCT FROM (NEW."self_reviewed") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                                    func='INSERT INTO "mgdb_reportedfactorevent" ("approximate", "bound", "citation_key", "created_at", "document_id", "editors", "entered_by_id", "form", "high", "id", "ion", "locator", "low", "material_id", "merged_ids", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "property_key", "public_id", "published_by_id", "published_editors", "readings", "relative_kind", "relative_text", "relative_to_id", "remarks", "revision", "self_reviewed", "source_id", "status", "unit", "updated_at", "value", "withdrawn_reason") VALUES (NEW."approximate", NEW."bound", NEW."citation_key", NEW."created_at", NEW."document_id", NEW."editors", NEW."entered_by_id", NEW."form", NEW."high", NEW."id", NEW."ion", NEW."locator", NEW."low", NEW."material_id", NEW."merged_ids", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."printed", NEW."property_key", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."relative_kind", NEW."relative_text", NEW."relative_to_id", NEW."remarks", NEW."revision", NEW."self_reviewed", NEW."source_id", NEW."status", NEW."unit", NEW."updated_at", NEW."value", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="c032de3c87175878fcc7817201c79a0a15a88cd8",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_2e46a",
                                    table="mgdb_reportedfactor",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_reportedfactorevent" ("approximate", "bound", "citation_key", "created_at", "document_id", "editors", "entered_by_id", "form", "high", "id", "ion", "locator", "low", "material_id", "merged_ids", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "property_key", "public_id", "published_by_id", "published_editors", "readings", "relative_kind", "relative_text", "relative_to_id", "remarks", "revision", "self_reviewed", "source_id", "status", "unit", "updated_at", "value", "withdrawn_reason") VALUES (OLD."approximate", OLD."bound", OLD."citation_key", OLD."created_at", OLD."document_id", OLD."editors", OLD."entered_by_id", OLD."form", OLD."high", OLD."id", OLD."ion", OLD."locator", OLD."low", OLD."material_id", OLD."merged_ids", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."printed", OLD."property_key", OLD."public_id", OLD."published_by_id", OLD."published_editors", OLD."readings", OLD."relative_kind", OLD."relative_text", OLD."relative_to_id", OLD."remarks", OLD."revision", OLD."self_reviewed", OLD."source_id", OLD."status", OLD."unit", OLD."updated_at", OLD."value", OLD."withdrawn_reason"); RETURN NULL;',
                                    hash="1763557a15dbee36dff75d7b81a0350abac5c38b",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_666d7",
                                    table="mgdb_reportedfactor",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'INSERT\' THEN\n    NEW.revised_at := now();\nELSIF OLD.revised_at <> now() AND (NEW.revised_at = now() OR ROW(OLD."id", OLD."public_id", OLD."status", OLD."withdrawn_reason", OLD."merged_ids", OLD."document_id", OLD."locator", OLD."citation_key", OLD."property_key", OLD."material_id", OLD."relative_kind", OLD."relative_to_id", OLD."relative_text", OLD."form", OLD."printed", OLD."value", OLD."low", OLD."high", OLD."approximate", OLD."bound", OLD."unit", OLD."ion", OLD."source_id", OLD."remarks") IS DISTINCT FROM ROW(NEW."id", NEW."public_id", NEW."status", NEW."withdrawn_reason", NEW."merged_ids", NEW."document_id", NEW."locator", NEW."citation_key", NEW."property_key", NEW."material_id", NEW."relative_kind", NEW."relative_to_id", NEW."relative_text", NEW."form", NEW."printed", NEW."value", NEW."low", NEW."high", NEW."approximate", NEW."bound", NEW."unit", NEW."ion", NEW."source_id", NEW."remarks")) THEN\n    NEW.revision := OLD.revision + 1;\n    NEW.revised_at := now();\nELSE\n    NEW.revision := OLD.revision;\n    NEW.revised_at := OLD.revised_at;\nEND IF;\nRETURN NEW;\n',
                                    hash="52c19b856420c272b569d5ce20ec235b0b1eadc7",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_revision_414a4",
                                    table="mgdb_reportedfactor",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="editors",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF NEW.status = 'published' THEN\n    IF OLD.status <> 'published' THEN\n        NEW.published_editors := ARRAY(SELECT DISTINCT unnest(OLD.editors || NEW.editors));\n    ELSIF NEW.editors <> '{}' THEN\n        NEW.published_editors := NEW.editors;\n    END IF;\n    NEW.editors := '{}';\nELSE\n    NEW.editors := OLD.editors || ARRAY(SELECT unnest(NEW.editors) EXCEPT SELECT unnest(OLD.editors));\nEND IF;\nRETURN NEW;\n",
                                    hash="98a3e7a75acda21dc63370cf70a672b3f757c490",
                                    operation="UPDATE",
                                    pgid="pgtrigger_editors_c29f4",
                                    table="mgdb_reportedfactor",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF COALESCE(OLD.status IN ('published', 'withdrawn'), FALSE) OR COALESCE(NEW.status IN ('published', 'withdrawn'), FALSE) THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="d74df444189939d270b0a1252c0c616ae0aa3dbb",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_2afae",
                                    table="mgdb_reportedfactor",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('factor', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="fabd9308ffec9ad483db350003a20f0a524c8904",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_84889",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_reportedfactor",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('factor', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows UNION SELECT 'material', \"material_id\" FROM old_rows UNION SELECT 'material', \"relative_to_id\" FROM old_rows UNION SELECT 'source', \"source_id\" FROM old_rows) EXCEPT (SELECT 'source', \"document_id\" FROM new_rows UNION SELECT 'material', \"material_id\" FROM new_rows UNION SELECT 'material', \"relative_to_id\" FROM new_rows UNION SELECT 'source', \"source_id\" FROM new_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="03053365ccac0a6b46474ba93a66961d1ad37a28",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_f51ab",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_reportedfactor",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('factor', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows UNION SELECT 'material', \"material_id\" FROM old_rows UNION SELECT 'material', \"relative_to_id\" FROM old_rows UNION SELECT 'source', \"source_id\" FROM old_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="97914acef4a17fe971c70e61f65e32bb864e1594",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_a6d88",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_reportedfactor",
                                    when="AFTER",
                                ),
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("merged_ids", []), _negated=True),
                                fields=["public_id"],
                                name="reportedfactor_merged",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Statement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                        (
                            "status",
                            mgdb.models.base.VocabularyField(
                                db_index=True, default="draft", editable=False, max_length=40
                            ),
                        ),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
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
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mgdb.source"
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
                        ("topic", mgdb.models.base.VocabularyField(max_length=40)),
                        (
                            "subject",
                            models.CharField(
                                help_text="What it is about, in words: “cation vacancies in spinels”.", max_length=200
                            ),
                        ),
                        ("text", models.TextField(help_text="In our own words; no sentence is copied.")),
                        ("sign", mgdb.models.base.VocabularyField(default="0", max_length=40)),
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
                        ("defect_kind", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
                        ("electrolyte_class", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
                        ("structure_family", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
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
                        ("revised_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["topic", "subject", "id"],
                        "abstract": False,
                        "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="statement_search_trigram", opclasses=["gin_trgm_ops"]
                            ),
                            models.Index(
                                condition=models.Q(("merged_ids", []), _negated=True),
                                fields=["public_id"],
                                name="statement_merged",
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
                            models.CheckConstraint(
                                condition=models.Q(("readings__gte", 1)), name="statement_has_a_reading"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="statement_has_text"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("self_reviewed", True),
                                    models.Q(
                                        ("published_editors__contains", [models.F("published_by")]), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="statement_four_eyes",
                                violation_error_message="Nobody publishes what they entered or edited; a second person does.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_editors", []), ("published_by__isnull", False), _connector="OR"
                                ),
                                name="statement_published_by_whom",
                                violation_error_message="What people wrote is published by a person; say who.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_statementevent" ("citation_key", "created_at", "defect_kind", "document_id", "editors", "electrolyte_class", "entered_by_id", "equation", "id", "locator", "material_id", "merged_ids", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "self_reviewed", "sign", "source_id", "status", "structure_family", "subject", "text", "topic", "updated_at", "withdrawn_reason") VALUES (NEW."citation_key", NEW."created_at", NEW."defect_kind", NEW."document_id", NEW."editors", NEW."electrolyte_class", NEW."entered_by_id", NEW."equation", NEW."id", NEW."locator", NEW."material_id", NEW."merged_ids", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phase_id", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."remarks", NEW."revision", NEW."self_reviewed", NEW."sign", NEW."source_id", NEW."status", NEW."structure_family", NEW."subject", NEW."text", NEW."topic", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="30f86f35fa0b877fa38823d75cd0e23dab9c3fee",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_2d99f",
                                    table="mgdb_statement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."citation_key" IS DISTINCT FROM (NEW."citation_key") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."defect_kind" IS DISTINCT FROM (NEW."defect_kind") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."editors" IS DISTINCT FROM (NEW."editors") OR OLD."electrolyte_class" IS DISTINCT FROM (NEW."electrolyte_class") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."equation" IS DISTINCT FROM (NEW."equation") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."material_id" IS DISTINCT FROM (NEW."material_id") OR OLD."merged_ids" IS DISTINCT FROM (NEW."merged_ids") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."phase_id" IS DISTINCT FROM (NEW."phase_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."published_editors" IS DISTINCT FROM (NEW."published_editors") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."self_reviewed" IS DISTINCT FROM (NEW."self_reviewed") OR OLD."sign" IS DISTINCT FROM (NEW."sign") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."structure_family" IS DISTINCT FROM (NEW."structure_family") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."topic" IS DISTINCT FROM (NEW."topic") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                                    func='INSERT INTO "mgdb_statementevent" ("citation_key", "created_at", "defect_kind", "document_id", "editors", "electrolyte_class", "entered_by_id", "equation", "id", "locator", "material_id", "merged_ids", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "self_reviewed", "sign", "source_id", "status", "structure_family", "subject", "text", "topic", "updated_at", "withdrawn_reason") VALUES (NEW."citation_key", NEW."created_at", NEW."defect_kind", NEW."document_id", NEW."editors", NEW."electrolyte_class", NEW."entered_by_id", NEW."equation", NEW."id", NEW."locator", NEW."material_id", NEW."merged_ids", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phase_id", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."remarks", NEW."revision", NEW."self_reviewed", NEW."sign", NEW."source_id", NEW."status", NEW."structure_family", NEW."subject", NEW."text", NEW."topic", NEW."updated_at", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="f7c4925af9650c9faf8999490f13fe724e24b3b7",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b09d6",
                                    table="mgdb_statement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_statementevent" ("citation_key", "created_at", "defect_kind", "document_id", "editors", "electrolyte_class", "entered_by_id", "equation", "id", "locator", "material_id", "merged_ids", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "self_reviewed", "sign", "source_id", "status", "structure_family", "subject", "text", "topic", "updated_at", "withdrawn_reason") VALUES (OLD."citation_key", OLD."created_at", OLD."defect_kind", OLD."document_id", OLD."editors", OLD."electrolyte_class", OLD."entered_by_id", OLD."equation", OLD."id", OLD."locator", OLD."material_id", OLD."merged_ids", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phase_id", OLD."public_id", OLD."published_by_id", OLD."published_editors", OLD."readings", OLD."remarks", OLD."revision", OLD."self_reviewed", OLD."sign", OLD."source_id", OLD."status", OLD."structure_family", OLD."subject", OLD."text", OLD."topic", OLD."updated_at", OLD."withdrawn_reason"); RETURN NULL;',
                                    hash="87e10be394313bdc6d0bd90930471a51187a065b",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e2a3f",
                                    table="mgdb_statement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'INSERT\' THEN\n    NEW.revised_at := now();\nELSIF OLD.revised_at <> now() AND (NEW.revised_at = now() OR ROW(OLD."id", OLD."public_id", OLD."status", OLD."withdrawn_reason", OLD."merged_ids", OLD."document_id", OLD."locator", OLD."citation_key", OLD."topic", OLD."subject", OLD."text", OLD."sign", OLD."number", OLD."material_id", OLD."phase_id", OLD."defect_kind", OLD."electrolyte_class", OLD."structure_family", OLD."equation", OLD."source_id", OLD."remarks") IS DISTINCT FROM ROW(NEW."id", NEW."public_id", NEW."status", NEW."withdrawn_reason", NEW."merged_ids", NEW."document_id", NEW."locator", NEW."citation_key", NEW."topic", NEW."subject", NEW."text", NEW."sign", NEW."number", NEW."material_id", NEW."phase_id", NEW."defect_kind", NEW."electrolyte_class", NEW."structure_family", NEW."equation", NEW."source_id", NEW."remarks")) THEN\n    NEW.revision := OLD.revision + 1;\n    NEW.revised_at := now();\nELSE\n    NEW.revision := OLD.revision;\n    NEW.revised_at := OLD.revised_at;\nEND IF;\nRETURN NEW;\n',
                                    hash="c1cf264a2377d4b3b9f82afc1c92ed28e7599e51",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_revision_8b651",
                                    table="mgdb_statement",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="editors",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF NEW.status = 'published' THEN\n    IF OLD.status <> 'published' THEN\n        NEW.published_editors := ARRAY(SELECT DISTINCT unnest(OLD.editors || NEW.editors));\n    ELSIF NEW.editors <> '{}' THEN\n        NEW.published_editors := NEW.editors;\n    END IF;\n    NEW.editors := '{}';\nELSE\n    NEW.editors := OLD.editors || ARRAY(SELECT unnest(NEW.editors) EXCEPT SELECT unnest(OLD.editors));\nEND IF;\nRETURN NEW;\n",
                                    hash="34cc578e077eeaf3bac88b27084a1c03f4d36017",
                                    operation="UPDATE",
                                    pgid="pgtrigger_editors_4381c",
                                    table="mgdb_statement",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF COALESCE(OLD.status IN ('published', 'withdrawn'), FALSE) OR COALESCE(NEW.status IN ('published', 'withdrawn'), FALSE) THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="c1d25f01b6dcaac8d8cb6f58870d44767940726d",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_192a5",
                                    table="mgdb_statement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('statement', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="493a2e7b79d7107410dc2f33372ebd3b4abbc466",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_d84a4",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_statement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('statement', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows UNION SELECT 'material', \"material_id\" FROM old_rows UNION SELECT 'phase', \"phase_id\" FROM old_rows UNION SELECT 'source', \"source_id\" FROM old_rows) EXCEPT (SELECT 'source', \"document_id\" FROM new_rows UNION SELECT 'material', \"material_id\" FROM new_rows UNION SELECT 'phase', \"phase_id\" FROM new_rows UNION SELECT 'source', \"source_id\" FROM new_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="d2cf6843a7e416883ae30037a3b5cc4d22d30eff",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_374b3",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_statement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('statement', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows UNION SELECT 'material', \"material_id\" FROM old_rows UNION SELECT 'phase', \"phase_id\" FROM old_rows UNION SELECT 'source', \"source_id\" FROM old_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="02438c3a4cb55d1ee9b05c7092ab3775f48d746d",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_7dab2",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_statement",
                                    when="AFTER",
                                ),
                            ),
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
                        ("status", mgdb.models.base.VocabularyField(default="draft", editable=False, max_length=40)),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
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
                            models.CharField(
                                help_text="Counter | electrolyte | working, as far as stated.", max_length=300
                            ),
                        ),
                        (
                            "chemistry",
                            models.CharField(
                                blank=True, help_text="Mg, Mg–Li, Li, Na, Zn …; empty: not stated.", max_length=40
                            ),
                        ),
                        ("configuration", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
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
                        (
                            "window_low",
                            models.FloatField(blank=True, null=True, verbose_name="voltage window, low (V)"),
                        ),
                        (
                            "window_high",
                            models.FloatField(blank=True, null=True, verbose_name="voltage window, high (V)"),
                        ),
                        ("window_scale", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
                        (
                            "loading_low",
                            models.FloatField(blank=True, null=True, verbose_name="loading, low (mg cm⁻²)"),
                        ),
                        (
                            "loading_high",
                            models.FloatField(blank=True, null=True, verbose_name="loading, high (mg cm⁻²)"),
                        ),
                        (
                            "active_share",
                            models.FloatField(blank=True, null=True, verbose_name="active material (wt%)"),
                        ),
                        ("carbon_share", models.FloatField(blank=True, null=True, verbose_name="carbon (wt%)")),
                        ("binder_share", models.FloatField(blank=True, null=True, verbose_name="binder (wt%)")),
                        (
                            "formulation",
                            models.CharField(blank=True, help_text="As printed: Super P, PVDF, 7:2:1.", max_length=200),
                        ),
                        ("collector", models.CharField(blank=True, max_length=120, verbose_name="current collector")),
                        ("separator", models.CharField(blank=True, max_length=120)),
                        ("mass_basis", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
                        (
                            "water_content",
                            models.CharField(blank=True, max_length=80, verbose_name="water content as printed"),
                        ),
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
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
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
                            models.CharField(
                                help_text="The same word for rows that belong together: 69.", max_length=120
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
                    name="Component",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "electrolyte",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="components",
                                to="mgdb.electrolyte",
                            ),
                        ),
                        ("role", mgdb.models.base.VocabularyField(max_length=40)),
                        ("name", models.CharField(max_length=120)),
                        ("formula", models.CharField(blank=True, max_length=200)),
                        (
                            "amount_printed",
                            models.CharField(blank=True, max_length=60, verbose_name="amount as printed"),
                        ),
                        ("low", models.FloatField(blank=True, null=True, verbose_name="amount, low")),
                        ("high", models.FloatField(blank=True, null=True, verbose_name="amount, high")),
                        ("unit", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
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
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'UPDATE\' AND NOT (ROW(OLD."id", OLD."electrolyte_id", OLD."role", OLD."name", OLD."formula", OLD."amount_printed", OLD."low", OLD."high", OLD."unit", OLD."from_name", OLD."position") IS DISTINCT FROM ROW(NEW."id", NEW."electrolyte_id", NEW."role", NEW."name", NEW."formula", NEW."amount_printed", NEW."low", NEW."high", NEW."unit", NEW."from_name", NEW."position")) THEN\n    RETURN NULL;\nEND IF;\nIF TG_OP <> \'INSERT\' THEN\n    UPDATE "mgdb_material" SET revised_at = now() WHERE id = OLD."electrolyte_id" AND revised_at <> now();\nEND IF;\nIF TG_OP <> \'DELETE\' THEN\n    UPDATE "mgdb_material" SET revised_at = now() WHERE id = NEW."electrolyte_id" AND revised_at <> now();\nEND IF;\nRETURN NULL;\n',
                                    hash="fa43ac7b6ab78e86f17edd9a884ddca155cfec9c",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_revision_62dc9",
                                    table="mgdb_component",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF FALSE THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="6708327600f5ff29f08d64dcb5ba7a94eb8643be",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_85d59",
                                    table="mgdb_component",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('material', changed.\"electrolyte_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="1ecc5012d102408e91134410165ff5a255d115a4",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_76216",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_component",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('material', changed.\"electrolyte_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="73b1ff4677ca185e99c87f9dafdb5a2d930bbef1",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_8738c",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_component",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('material', changed.\"electrolyte_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="b70407925ba902f60e8c327452fac2bafb4c21e1",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_14217",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_component",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Curve",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                        (
                            "status",
                            mgdb.models.base.VocabularyField(
                                db_index=True, default="draft", editable=False, max_length=40
                            ),
                        ),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
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
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mgdb.source"
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
                                help_text="Only for a curve about the device as a whole.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="curves",
                                to="mgdb.cell",
                            ),
                        ),
                        (
                            "x_label",
                            models.CharField(blank=True, max_length=120, verbose_name="title of x, as printed"),
                        ),
                        ("x_unit", models.CharField(blank=True, max_length=40, verbose_name="unit of x")),
                        ("y_unit", models.CharField(blank=True, max_length=40, verbose_name="unit of y")),
                        (
                            "points",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=django.contrib.postgres.fields.ArrayField(
                                    base_field=models.FloatField(), size=2
                                ),
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
                                help_text="Who measured it.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="curves",
                                to="mgdb.source",
                            ),
                        ),
                        ("remarks", models.TextField(blank=True)),
                        ("revised_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
                            ),
                        ),
                        (
                            "bounds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=mgdb.models.base.VocabularyField(default="=", max_length=40),
                                blank=True,
                                default=list,
                                help_text="What y of each point is.",
                                size=None,
                            ),
                        ),
                        ("ion", mgdb.models.base.VocabularyField(db_index=True, default="not_stated", max_length=40)),
                        (
                            "measured_in",
                            models.ForeignKey(
                                blank=True,
                                help_text="The cell in which the material was measured; it names the electrolyte.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measured_curves",
                                to="mgdb.cell",
                            ),
                        ),
                        (
                            "method",
                            mgdb.models.base.VocabularyField(db_index=True, default="not_stated", max_length=40),
                        ),
                        ("method_detail", models.CharField(blank=True, max_length=120)),
                        (
                            "origin",
                            mgdb.models.base.VocabularyField(db_index=True, default="not_stated", max_length=40),
                        ),
                        (
                            "x_axis",
                            models.CharField(help_text="What runs along x.", max_length=60, verbose_name="x axis"),
                        ),
                        (
                            "x_errors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=django.contrib.postgres.fields.ArrayField(
                                    base_field=models.FloatField(blank=True, null=True), size=2
                                ),
                                blank=True,
                                default=list,
                                help_text="How far each bar reaches below and above.",
                                size=None,
                                verbose_name="errors along x",
                            ),
                        ),
                        ("x_transform", mgdb.models.base.VocabularyField(default="linear", max_length=40)),
                        (
                            "y_axis",
                            models.CharField(
                                db_index=True, help_text="What runs along y.", max_length=60, verbose_name="y axis"
                            ),
                        ),
                        (
                            "y_errors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=django.contrib.postgres.fields.ArrayField(
                                    base_field=models.FloatField(blank=True, null=True), size=2
                                ),
                                blank=True,
                                default=list,
                                help_text="How far each bar reaches below and above.",
                                size=None,
                                verbose_name="errors along y",
                            ),
                        ),
                        (
                            "y_label",
                            models.CharField(blank=True, max_length=120, verbose_name="title of y, as printed"),
                        ),
                        ("y_transform", mgdb.models.base.VocabularyField(default="linear", max_length=40)),
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
                            models.CheckConstraint(
                                condition=models.Q(("readings__gte", 1)), name="curve_has_a_reading"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("material__isnull", False), ("cell__isnull", False), _connector="XOR"
                                ),
                                name="curve_has_one_subject",
                                violation_error_message="A curve is about a material or about a cell: give exactly one.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("self_reviewed", True),
                                    models.Q(
                                        ("published_editors__contains", [models.F("published_by")]), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="curve_four_eyes",
                                violation_error_message="Nobody publishes what they entered or edited; a second person does.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_editors", []), ("published_by__isnull", False), _connector="OR"
                                ),
                                name="curve_published_by_whom",
                                violation_error_message="What people wrote is published by a person; say who.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("x_axis", ""), _negated=True),
                                    models.Q(("y_axis", ""), _negated=True),
                                    models.Q(("x_transform", ""), _negated=True),
                                    models.Q(("y_transform", ""), _negated=True),
                                ),
                                name="curve_has_axes",
                                violation_error_message="A curve says what runs along each axis.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("locator", ""), _negated=True),
                                name="curve_has_locator",
                                violation_error_message="A curve says where in the document it was read: the figure.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("points__len__gte", 2), ("points__len__lte", 2000)),
                                name="curve_has_points",
                                violation_error_message="A curve has from 2 to 2000 points.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    mgdb.models.curves.IsFinite(models.F("points")),
                                    mgdb.models.curves.IsFinite(models.F("x_errors")),
                                    mgdb.models.curves.IsFinite(models.F("y_errors")),
                                ),
                                name="curve_is_finite",
                                violation_error_message="A point of a curve has a finite number along each axis.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("x_errors__len", 0), ("x_errors__len", models.F("points__len")), _connector="OR"
                                ),
                                name="curve_x_errors_per_point",
                                violation_error_message="There must be one of “x_errors” for each point, or none at all.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("y_errors__len", 0), ("y_errors__len", models.F("points__len")), _connector="OR"
                                ),
                                name="curve_y_errors_per_point",
                                violation_error_message="There must be one of “y_errors” for each point, or none at all.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("bounds__len", 0), ("bounds__len", models.F("points__len")), _connector="OR"
                                ),
                                name="curve_bounds_per_point",
                                violation_error_message="There must be one of “bounds” for each point, or none at all.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="editors",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF NEW.status = 'published' THEN\n    IF OLD.status <> 'published' THEN\n        NEW.published_editors := ARRAY(SELECT DISTINCT unnest(OLD.editors || NEW.editors));\n    ELSIF NEW.editors <> '{}' THEN\n        NEW.published_editors := NEW.editors;\n    END IF;\n    NEW.editors := '{}';\nELSE\n    NEW.editors := OLD.editors || ARRAY(SELECT unnest(NEW.editors) EXCEPT SELECT unnest(OLD.editors));\nEND IF;\nRETURN NEW;\n",
                                    hash="aac46f3608f1b4af4cb6785b887505a9ce43ddd5",
                                    operation="UPDATE",
                                    pgid="pgtrigger_editors_c752e",
                                    table="mgdb_curve",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_curveevent" ("bounds", "cell_id", "citation_key", "created_at", "digitiser", "document_id", "editors", "entered_by_id", "id", "ion", "locator", "material_id", "measured_in_id", "merged_ids", "method", "method_detail", "name", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "self_reviewed", "source_id", "status", "updated_at", "withdrawn_reason", "x_axis", "x_errors", "x_label", "x_transform", "x_unit", "y_axis", "y_errors", "y_label", "y_transform", "y_unit") VALUES (NEW."bounds", NEW."cell_id", NEW."citation_key", NEW."created_at", NEW."digitiser", NEW."document_id", NEW."editors", NEW."entered_by_id", NEW."id", NEW."ion", NEW."locator", NEW."material_id", NEW."measured_in_id", NEW."merged_ids", NEW."method", NEW."method_detail", NEW."name", NEW."origin", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."remarks", NEW."revision", NEW."self_reviewed", NEW."source_id", NEW."status", NEW."updated_at", NEW."withdrawn_reason", NEW."x_axis", NEW."x_errors", NEW."x_label", NEW."x_transform", NEW."x_unit", NEW."y_axis", NEW."y_errors", NEW."y_label", NEW."y_transform", NEW."y_unit"); RETURN NULL;',
                                    hash="106c70b3161a4f9e5495f9069a1c343d2f4b62f2",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b3f48",
                                    table="mgdb_curve",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."bounds" IS DISTINCT FROM (NEW."bounds") OR OLD."cell_id" IS DISTINCT FROM (NEW."cell_id") OR OLD."citation_key" IS DISTINCT FROM (NEW."citation_key") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."digitiser" IS DISTINCT FROM (NEW."digitiser") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."editors" IS DISTINCT FROM (NEW."editors") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."ion" IS DISTINCT FROM (NEW."ion") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."material_id" IS DISTINCT FROM (NEW."material_id") OR OLD."measured_in_id" IS DISTINCT FROM (NEW."measured_in_id") OR OLD."merged_ids" IS DISTINCT FROM (NEW."merged_ids") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."method_detail" IS DISTINCT FROM (NEW."method_detail") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."points" IS DISTINCT FROM (NEW."points") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."published_editors" IS DISTINCT FROM (NEW."published_editors") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."self_reviewed" IS DISTINCT FROM (NEW."self_reviewed") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason") OR OLD."x_axis" IS DISTINCT FROM (NEW."x_axis") OR OLD."x_errors" IS DISTINCT FROM (NEW."x_errors") OR OLD."x_label" IS DISTINCT FROM (NEW."x_label") OR OLD."x_transform" IS DISTINCT FROM (NEW."x_transform") OR OLD."x_unit" IS DISTINCT FROM (NEW."x_unit") OR OLD."y_axis" IS DISTINCT FROM (NEW."y_axis") OR OLD."y_errors" IS DISTINCT FROM (NEW."y_errors") OR OLD."y_label" IS DISTINCT FROM (NEW."y_label") OR OLD."y_transform" IS DISTINCT FROM (NEW."y_transform") OR OLD."y_unit" IS DISTINCT FROM (NEW."y_unit"))',
                                    func='INSERT INTO "mgdb_curveevent" ("bounds", "cell_id", "citation_key", "created_at", "digitiser", "document_id", "editors", "entered_by_id", "id", "ion", "locator", "material_id", "measured_in_id", "merged_ids", "method", "method_detail", "name", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "self_reviewed", "source_id", "status", "updated_at", "withdrawn_reason", "x_axis", "x_errors", "x_label", "x_transform", "x_unit", "y_axis", "y_errors", "y_label", "y_transform", "y_unit") VALUES (NEW."bounds", NEW."cell_id", NEW."citation_key", NEW."created_at", NEW."digitiser", NEW."document_id", NEW."editors", NEW."entered_by_id", NEW."id", NEW."ion", NEW."locator", NEW."material_id", NEW."measured_in_id", NEW."merged_ids", NEW."method", NEW."method_detail", NEW."name", NEW."origin", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."readings", NEW."remarks", NEW."revision", NEW."self_reviewed", NEW."source_id", NEW."status", NEW."updated_at", NEW."withdrawn_reason", NEW."x_axis", NEW."x_errors", NEW."x_label", NEW."x_transform", NEW."x_unit", NEW."y_axis", NEW."y_errors", NEW."y_label", NEW."y_transform", NEW."y_unit"); RETURN NULL;',
                                    hash="297ccbfe3e6e819c5e3cdff86f58402b4f00d635",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_fd06f",
                                    table="mgdb_curve",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_curveevent" ("bounds", "cell_id", "citation_key", "created_at", "digitiser", "document_id", "editors", "entered_by_id", "id", "ion", "locator", "material_id", "measured_in_id", "merged_ids", "method", "method_detail", "name", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "public_id", "published_by_id", "published_editors", "readings", "remarks", "revision", "self_reviewed", "source_id", "status", "updated_at", "withdrawn_reason", "x_axis", "x_errors", "x_label", "x_transform", "x_unit", "y_axis", "y_errors", "y_label", "y_transform", "y_unit") VALUES (OLD."bounds", OLD."cell_id", OLD."citation_key", OLD."created_at", OLD."digitiser", OLD."document_id", OLD."editors", OLD."entered_by_id", OLD."id", OLD."ion", OLD."locator", OLD."material_id", OLD."measured_in_id", OLD."merged_ids", OLD."method", OLD."method_detail", OLD."name", OLD."origin", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."public_id", OLD."published_by_id", OLD."published_editors", OLD."readings", OLD."remarks", OLD."revision", OLD."self_reviewed", OLD."source_id", OLD."status", OLD."updated_at", OLD."withdrawn_reason", OLD."x_axis", OLD."x_errors", OLD."x_label", OLD."x_transform", OLD."x_unit", OLD."y_axis", OLD."y_errors", OLD."y_label", OLD."y_transform", OLD."y_unit"); RETURN NULL;',
                                    hash="344ed1d41cc9a4d9b6084b9f73a7ed1b33580380",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_aa499",
                                    table="mgdb_curve",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'INSERT\' THEN\n    NEW.revised_at := now();\nELSIF OLD.revised_at <> now() AND (NEW.revised_at = now() OR ROW(OLD."id", OLD."public_id", OLD."status", OLD."withdrawn_reason", OLD."merged_ids", OLD."document_id", OLD."locator", OLD."citation_key", OLD."name", OLD."material_id", OLD."cell_id", OLD."origin", OLD."method", OLD."method_detail", OLD."ion", OLD."measured_in_id", OLD."x_axis", OLD."x_transform", OLD."x_unit", OLD."x_label", OLD."y_axis", OLD."y_transform", OLD."y_unit", OLD."y_label", OLD."points", OLD."x_errors", OLD."y_errors", OLD."bounds", OLD."digitiser", OLD."source_id", OLD."remarks") IS DISTINCT FROM ROW(NEW."id", NEW."public_id", NEW."status", NEW."withdrawn_reason", NEW."merged_ids", NEW."document_id", NEW."locator", NEW."citation_key", NEW."name", NEW."material_id", NEW."cell_id", NEW."origin", NEW."method", NEW."method_detail", NEW."ion", NEW."measured_in_id", NEW."x_axis", NEW."x_transform", NEW."x_unit", NEW."x_label", NEW."y_axis", NEW."y_transform", NEW."y_unit", NEW."y_label", NEW."points", NEW."x_errors", NEW."y_errors", NEW."bounds", NEW."digitiser", NEW."source_id", NEW."remarks")) THEN\n    NEW.revision := OLD.revision + 1;\n    NEW.revised_at := now();\nELSE\n    NEW.revision := OLD.revision;\n    NEW.revised_at := OLD.revised_at;\nEND IF;\nRETURN NEW;\n',
                                    hash="18ea049a440681fea22a07efa1fe846c78ceca85",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_revision_148d4",
                                    table="mgdb_curve",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF COALESCE(OLD.status IN ('published', 'withdrawn'), FALSE) OR COALESCE(NEW.status IN ('published', 'withdrawn'), FALSE) THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="002f527071cb84f219559ec7dc0b5d3df77c93b4",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_e8b5b",
                                    table="mgdb_curve",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('curve', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="a12569bc19c8ac78de408fe8e05ae3151bffa5be",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_b9894",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_curve",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('curve', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows UNION SELECT 'material', \"material_id\" FROM old_rows UNION SELECT 'source', \"source_id\" FROM old_rows) EXCEPT (SELECT 'source', \"document_id\" FROM new_rows UNION SELECT 'material', \"material_id\" FROM new_rows UNION SELECT 'source', \"source_id\" FROM new_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="ec623003fdaa5a4dc02a02706911ded5343a8c16",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_c57c3",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_curve",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('curve', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows UNION SELECT 'material', \"material_id\" FROM old_rows UNION SELECT 'source', \"source_id\" FROM old_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="9a53b8f91e64f8b16969896a51a6ee7628eaedbb",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_74ffc",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_curve",
                                    when="AFTER",
                                ),
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("merged_ids", []), _negated=True),
                                fields=["public_id"],
                                name="curve_merged",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="curve_search_trigram", opclasses=["gin_trgm_ops"]
                            ),
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
                        ("kind", mgdb.models.base.VocabularyField(max_length=40)),
                        (
                            "species",
                            models.CharField(
                                blank=True,
                                help_text="What is missing or added: O, Ti, Mo, F⁻, H₂O, PEO.",
                                max_length=80,
                            ),
                        ),
                        (
                            "site",
                            models.CharField(blank=True, help_text="Where: V site, interlayer, 16d.", max_length=80),
                        ),
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
                        ("route", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
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
                        ("electrolyte_class", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
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
                        ("chloride", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
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
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.CharField(editable=False, max_length=16, unique=True, verbose_name="id")),
                        (
                            "status",
                            mgdb.models.base.VocabularyField(
                                db_index=True, default="draft", editable=False, max_length=40
                            ),
                        ),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
                                help_text="How many independent readings of the document agreed on this record.",
                                validators=[django.core.validators.MinValueValidator(1)],
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("search_text", models.TextField(blank=True, editable=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
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
                        ("kind", mgdb.models.base.VocabularyField(default="number", max_length=40)),
                        ("value", models.FloatField(blank=True, editable=False, null=True)),
                        ("low", models.FloatField(blank=True, editable=False, null=True)),
                        ("high", models.FloatField(blank=True, editable=False, null=True)),
                        ("bound", mgdb.models.base.VocabularyField(default="=", editable=False, max_length=40)),
                        ("approximate", models.BooleanField(default=False, editable=False)),
                        ("range_kind", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
                        ("uncertainty", models.FloatField(blank=True, editable=False, null=True)),
                        (
                            "digits",
                            models.PositiveSmallIntegerField(
                                default=0, editable=False, verbose_name="significant digits"
                            ),
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
                        (
                            "origin",
                            mgdb.models.base.VocabularyField(db_index=True, default="not_stated", max_length=40),
                        ),
                        (
                            "method",
                            mgdb.models.base.VocabularyField(db_index=True, default="not_stated", max_length=40),
                        ),
                        ("method_detail", models.CharField(blank=True, max_length=120)),
                        ("ion", mgdb.models.base.VocabularyField(db_index=True, default="not_stated", max_length=40)),
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
                        ("property_key", models.CharField(db_index=True, max_length=60, verbose_name="property")),
                        ("revised_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "abstract": False,
                        "default_permissions": ("add", "change", "view", "publish", "withdraw"),
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="measurement_search_trigram", opclasses=["gin_trgm_ops"]
                            ),
                            models.Index(
                                fields=["property_key", "search_low", "search_high"], name="measurement_interval"
                            ),
                            models.Index(fields=["property_key", "value"], name="measurement_value"),
                            models.Index(
                                condition=models.Q(("merged_ids", []), _negated=True),
                                fields=["public_id"],
                                name="measurement_merged",
                            ),
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
                            models.CheckConstraint(
                                condition=models.Q(("readings__gte", 1)), name="measurement_has_a_reading"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("material__isnull", False), ("cell__isnull", False), _connector="XOR"
                                ),
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("self_reviewed", True),
                                    models.Q(
                                        ("published_editors__contains", [models.F("published_by")]), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="measurement_four_eyes",
                                violation_error_message="Nobody publishes what they entered or edited; a second person does.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_editors", []), ("published_by__isnull", False), _connector="OR"
                                ),
                                name="measurement_published_by_whom",
                                violation_error_message="What people wrote is published by a person; say who.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_measurementevent" ("approximate", "bound", "cell_id", "created_at", "digits", "editors", "entered_by_id", "high", "id", "ion", "kind", "low", "material_id", "measured_in_id", "merged_ids", "method", "method_detail", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "property_key", "public_id", "published_by_id", "published_editors", "range_kind", "readings", "relative_to_id", "remarks", "revision", "search_high", "search_low", "self_reviewed", "source_id", "status", "text_value", "uncertainty", "updated_at", "value", "withdrawn_reason") VALUES (NEW."approximate", NEW."bound", NEW."cell_id", NEW."created_at", NEW."digits", NEW."editors", NEW."entered_by_id", NEW."high", NEW."id", NEW."ion", NEW."kind", NEW."low", NEW."material_id", NEW."measured_in_id", NEW."merged_ids", NEW."method", NEW."method_detail", NEW."origin", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."property_key", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."range_kind", NEW."readings", NEW."relative_to_id", NEW."remarks", NEW."revision", NEW."search_high", NEW."search_low", NEW."self_reviewed", NEW."source_id", NEW."status", NEW."text_value", NEW."uncertainty", NEW."updated_at", NEW."value", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="5c53b80ef7e3eb9615f5e90ec0bf0faeb41b73c1",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_874d4",
                                    table="mgdb_measurement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."approximate" IS DISTINCT FROM (NEW."approximate") OR OLD."bound" IS DISTINCT FROM (NEW."bound") OR OLD."cell_id" IS DISTINCT FROM (NEW."cell_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."digits" IS DISTINCT FROM (NEW."digits") OR OLD."editors" IS DISTINCT FROM (NEW."editors") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."high" IS DISTINCT FROM (NEW."high") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."ion" IS DISTINCT FROM (NEW."ion") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."low" IS DISTINCT FROM (NEW."low") OR OLD."material_id" IS DISTINCT FROM (NEW."material_id") OR OLD."measured_in_id" IS DISTINCT FROM (NEW."measured_in_id") OR OLD."merged_ids" IS DISTINCT FROM (NEW."merged_ids") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."method_detail" IS DISTINCT FROM (NEW."method_detail") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."property_key" IS DISTINCT FROM (NEW."property_key") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."published_editors" IS DISTINCT FROM (NEW."published_editors") OR OLD."range_kind" IS DISTINCT FROM (NEW."range_kind") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."relative_to_id" IS DISTINCT FROM (NEW."relative_to_id") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."search_high" IS DISTINCT FROM (NEW."search_high") OR OLD."search_low" IS DISTINCT FROM (NEW."search_low") OR OLD."self_reviewed" IS DISTINCT FROM (NEW."self_reviewed") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."text_value" IS DISTINCT FROM (NEW."text_value") OR OLD."uncertainty" IS DISTINCT FROM (NEW."uncertainty") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                                    func='INSERT INTO "mgdb_measurementevent" ("approximate", "bound", "cell_id", "created_at", "digits", "editors", "entered_by_id", "high", "id", "ion", "kind", "low", "material_id", "measured_in_id", "merged_ids", "method", "method_detail", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "property_key", "public_id", "published_by_id", "published_editors", "range_kind", "readings", "relative_to_id", "remarks", "revision", "search_high", "search_low", "self_reviewed", "source_id", "status", "text_value", "uncertainty", "updated_at", "value", "withdrawn_reason") VALUES (NEW."approximate", NEW."bound", NEW."cell_id", NEW."created_at", NEW."digits", NEW."editors", NEW."entered_by_id", NEW."high", NEW."id", NEW."ion", NEW."kind", NEW."low", NEW."material_id", NEW."measured_in_id", NEW."merged_ids", NEW."method", NEW."method_detail", NEW."origin", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."property_key", NEW."public_id", NEW."published_by_id", NEW."published_editors", NEW."range_kind", NEW."readings", NEW."relative_to_id", NEW."remarks", NEW."revision", NEW."search_high", NEW."search_low", NEW."self_reviewed", NEW."source_id", NEW."status", NEW."text_value", NEW."uncertainty", NEW."updated_at", NEW."value", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="feba336fa338d7ef51380b23fd99c878f1eeaf14",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d3629",
                                    table="mgdb_measurement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_measurementevent" ("approximate", "bound", "cell_id", "created_at", "digits", "editors", "entered_by_id", "high", "id", "ion", "kind", "low", "material_id", "measured_in_id", "merged_ids", "method", "method_detail", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "property_key", "public_id", "published_by_id", "published_editors", "range_kind", "readings", "relative_to_id", "remarks", "revision", "search_high", "search_low", "self_reviewed", "source_id", "status", "text_value", "uncertainty", "updated_at", "value", "withdrawn_reason") VALUES (OLD."approximate", OLD."bound", OLD."cell_id", OLD."created_at", OLD."digits", OLD."editors", OLD."entered_by_id", OLD."high", OLD."id", OLD."ion", OLD."kind", OLD."low", OLD."material_id", OLD."measured_in_id", OLD."merged_ids", OLD."method", OLD."method_detail", OLD."origin", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."property_key", OLD."public_id", OLD."published_by_id", OLD."published_editors", OLD."range_kind", OLD."readings", OLD."relative_to_id", OLD."remarks", OLD."revision", OLD."search_high", OLD."search_low", OLD."self_reviewed", OLD."source_id", OLD."status", OLD."text_value", OLD."uncertainty", OLD."updated_at", OLD."value", OLD."withdrawn_reason"); RETURN NULL;',
                                    hash="b191b01988204d6b6dcfcb3e3a1cec1af908f7e5",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_98f36",
                                    table="mgdb_measurement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'INSERT\' THEN\n    NEW.revised_at := now();\nELSIF OLD.revised_at <> now() AND (NEW.revised_at = now() OR ROW(OLD."id", OLD."public_id", OLD."status", OLD."withdrawn_reason", OLD."merged_ids", OLD."material_id", OLD."cell_id", OLD."property_key", OLD."kind", OLD."value", OLD."low", OLD."high", OLD."bound", OLD."approximate", OLD."range_kind", OLD."uncertainty", OLD."digits", OLD."search_low", OLD."search_high", OLD."text_value", OLD."relative_to_id", OLD."origin", OLD."method", OLD."method_detail", OLD."ion", OLD."measured_in_id", OLD."source_id", OLD."remarks") IS DISTINCT FROM ROW(NEW."id", NEW."public_id", NEW."status", NEW."withdrawn_reason", NEW."merged_ids", NEW."material_id", NEW."cell_id", NEW."property_key", NEW."kind", NEW."value", NEW."low", NEW."high", NEW."bound", NEW."approximate", NEW."range_kind", NEW."uncertainty", NEW."digits", NEW."search_low", NEW."search_high", NEW."text_value", NEW."relative_to_id", NEW."origin", NEW."method", NEW."method_detail", NEW."ion", NEW."measured_in_id", NEW."source_id", NEW."remarks")) THEN\n    NEW.revision := OLD.revision + 1;\n    NEW.revised_at := now();\nELSE\n    NEW.revision := OLD.revision;\n    NEW.revised_at := OLD.revised_at;\nEND IF;\nRETURN NEW;\n',
                                    hash="2fe1770488c5878c534250ad6505d6228afb6ea2",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_revision_b0394",
                                    table="mgdb_measurement",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="editors",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF NEW.status = 'published' THEN\n    IF OLD.status <> 'published' THEN\n        NEW.published_editors := ARRAY(SELECT DISTINCT unnest(OLD.editors || NEW.editors));\n    ELSIF NEW.editors <> '{}' THEN\n        NEW.published_editors := NEW.editors;\n    END IF;\n    NEW.editors := '{}';\nELSE\n    NEW.editors := OLD.editors || ARRAY(SELECT unnest(NEW.editors) EXCEPT SELECT unnest(OLD.editors));\nEND IF;\nRETURN NEW;\n",
                                    hash="627b2bd5e0355106f452adb96009404fefc0310b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_editors_1248e",
                                    table="mgdb_measurement",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF COALESCE(OLD.status IN ('published', 'withdrawn'), FALSE) OR COALESCE(NEW.status IN ('published', 'withdrawn'), FALSE) THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="e24c2d305e69e31d95af89c53f246d6ec3e0e558",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_b2c54",
                                    table="mgdb_measurement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('measurement', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="2d7c885d6d40d6c15fdbc28f3635039177bceaf5",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_8b575",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_measurement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('measurement', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'material', \"material_id\" FROM old_rows UNION SELECT 'material', \"relative_to_id\" FROM old_rows UNION SELECT 'source', \"source_id\" FROM old_rows) EXCEPT (SELECT 'material', \"material_id\" FROM new_rows UNION SELECT 'material', \"relative_to_id\" FROM new_rows UNION SELECT 'source', \"source_id\" FROM new_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="1a18fd30436e92f0af06c86bb46c8bb5364bcb36",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_e4253",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_measurement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('measurement', changed.\"id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'material', \"material_id\" FROM old_rows UNION SELECT 'material', \"relative_to_id\" FROM old_rows UNION SELECT 'source', \"source_id\" FROM old_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="8cb17bb15c4954bcdfd8cc0eb85f297e5b4c8a6a",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_5836e",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_measurement",
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
                        ("kind", mgdb.models.base.VocabularyField(max_length=40)),
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
                        (
                            "formula",
                            models.CharField(
                                blank=True,
                                help_text="Where a substance was added that has one: Al2O3 of a coating, C of carbon. No names.",
                                max_length=200,
                                validators=[mgdb.models.defects.is_formula],
                                verbose_name="formula of what was added",
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
                        ("status", mgdb.models.base.VocabularyField(default="draft", editable=False, max_length=40)),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
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
                        ("kind", mgdb.models.base.VocabularyField(default="pristine", max_length=40)),
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
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
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
                        ("status", mgdb.models.base.VocabularyField(default="draft", editable=False, max_length=40)),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
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
                            "material",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="mgdb.material",
                            ),
                        ),
                        ("relative_kind", mgdb.models.base.VocabularyField(default="material", max_length=40)),
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
                        (
                            "relative_text",
                            models.CharField(blank=True, max_length=200, verbose_name="relative to, in words"),
                        ),
                        ("form", mgdb.models.base.VocabularyField(default="times", max_length=40)),
                        ("printed", models.CharField(max_length=200)),
                        ("value", models.FloatField(blank=True, null=True)),
                        ("low", models.FloatField(blank=True, null=True)),
                        ("high", models.FloatField(blank=True, null=True)),
                        ("approximate", models.BooleanField(default=False)),
                        ("bound", mgdb.models.base.VocabularyField(default="=", max_length=40)),
                        ("unit", models.CharField(blank=True, help_text="Only for a difference.", max_length=40)),
                        ("ion", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
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
                        ("property_key", models.CharField(max_length=60, verbose_name="property")),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
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
                        ("status", mgdb.models.base.VocabularyField(default="draft", editable=False, max_length=40)),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
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
                        ("topic", mgdb.models.base.VocabularyField(max_length=40)),
                        (
                            "subject",
                            models.CharField(
                                help_text="What it is about, in words: “cation vacancies in spinels”.", max_length=200
                            ),
                        ),
                        ("text", models.TextField(help_text="In our own words; no sentence is copied.")),
                        ("sign", mgdb.models.base.VocabularyField(default="0", max_length=40)),
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
                        ("defect_kind", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
                        ("electrolyte_class", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
                        ("structure_family", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
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
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
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
                        ("role", mgdb.models.base.VocabularyField(max_length=40)),
                        ("name", models.CharField(max_length=120)),
                        ("formula", models.CharField(blank=True, max_length=200)),
                        (
                            "amount_printed",
                            models.CharField(blank=True, max_length=60, verbose_name="amount as printed"),
                        ),
                        ("low", models.FloatField(blank=True, null=True, verbose_name="amount, low")),
                        ("high", models.FloatField(blank=True, null=True, verbose_name="amount, high")),
                        ("unit", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
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
                    name="CurveCondition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=40)),
                        ("status", mgdb.models.base.VocabularyField(default="reported", max_length=40)),
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
                            "approximate",
                            models.BooleanField(default=False, editable=False, help_text="Printed with ≈, ~, about …"),
                        ),
                        (
                            "uncertainty",
                            models.FloatField(
                                blank=True, editable=False, help_text="The printed ±, in the same unit.", null=True
                            ),
                        ),
                        (
                            "assumed",
                            models.BooleanField(
                                default=False, editable=False, help_text="Number set by convention, not printed."
                            ),
                        ),
                        (
                            "curve",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="conditions", to="mgdb.curve"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["curve", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("curve", "key"),
                                name="curve_condition_once_per_curve",
                                violation_error_message="This condition is given twice.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("low__isnull", True),
                                    ("high__isnull", True),
                                    ("low__lte", models.F("high")),
                                    _connector="OR",
                                ),
                                name="curve_condition_low_at_most_high",
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
                                name="curve_condition_reported_has_print",
                                violation_error_message="A reported condition has its printed text; another status has none.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_curveconditionevent" ("approximate", "assumed", "curve_id", "high", "id", "key", "low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "status", "text", "uncertainty", "unit") VALUES (NEW."approximate", NEW."assumed", NEW."curve_id", NEW."high", NEW."id", NEW."key", NEW."low", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."printed", NEW."status", NEW."text", NEW."uncertainty", NEW."unit"); RETURN NULL;',
                                    hash="2e69bca398c293d2dc780555983b12ec142d1f6b",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c992b",
                                    table="mgdb_curvecondition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "mgdb_curveconditionevent" ("approximate", "assumed", "curve_id", "high", "id", "key", "low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "status", "text", "uncertainty", "unit") VALUES (NEW."approximate", NEW."assumed", NEW."curve_id", NEW."high", NEW."id", NEW."key", NEW."low", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."printed", NEW."status", NEW."text", NEW."uncertainty", NEW."unit"); RETURN NULL;',
                                    hash="6f650801ffee41eadd31c6fabc22ce7ccb6c6cea",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d4fb2",
                                    table="mgdb_curvecondition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_curveconditionevent" ("approximate", "assumed", "curve_id", "high", "id", "key", "low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "status", "text", "uncertainty", "unit") VALUES (OLD."approximate", OLD."assumed", OLD."curve_id", OLD."high", OLD."id", OLD."key", OLD."low", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."printed", OLD."status", OLD."text", OLD."uncertainty", OLD."unit"); RETURN NULL;',
                                    hash="9deb400edeeb6e1815ef2587b0adf106ec21aa62",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_fc28f",
                                    table="mgdb_curvecondition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'UPDATE\' AND NOT (ROW(OLD."id", OLD."key", OLD."status", OLD."printed", OLD."low", OLD."high", OLD."text", OLD."unit", OLD."approximate", OLD."uncertainty", OLD."assumed", OLD."curve_id") IS DISTINCT FROM ROW(NEW."id", NEW."key", NEW."status", NEW."printed", NEW."low", NEW."high", NEW."text", NEW."unit", NEW."approximate", NEW."uncertainty", NEW."assumed", NEW."curve_id")) THEN\n    RETURN NULL;\nEND IF;\nIF TG_OP <> \'INSERT\' THEN\n    UPDATE "mgdb_curve" SET revised_at = now() WHERE id = OLD."curve_id" AND revised_at <> now();\nEND IF;\nIF TG_OP <> \'DELETE\' THEN\n    UPDATE "mgdb_curve" SET revised_at = now() WHERE id = NEW."curve_id" AND revised_at <> now();\nEND IF;\nRETURN NULL;\n',
                                    hash="f4968005810ab4c2db30dca5c482d4e921061e1f",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_revision_736d3",
                                    table="mgdb_curvecondition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF FALSE THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="99807799367e40d5785b7a61d449585aebb44d0a",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_4fae6",
                                    table="mgdb_curvecondition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('curve', changed.\"curve_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="d6d6f24090530c9c2865bcb44ceacedd10b02e12",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_9083e",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_curvecondition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('curve', changed.\"curve_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="b1270c47a8acc8426d6a29f1d687a2639089ff32",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_2d163",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_curvecondition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('curve', changed.\"curve_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="97a88fc3f52571aba24283e8fcee50a2ce961117",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_1e8b4",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_curvecondition",
                                    when="AFTER",
                                ),
                            ),
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
                        ("status", mgdb.models.base.VocabularyField(default="draft", editable=False, max_length=40)),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
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
                                help_text="Only for a curve about the device as a whole.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="mgdb.cell",
                            ),
                        ),
                        (
                            "x_label",
                            models.CharField(blank=True, max_length=120, verbose_name="title of x, as printed"),
                        ),
                        ("x_unit", models.CharField(blank=True, max_length=40, verbose_name="unit of x")),
                        ("y_unit", models.CharField(blank=True, max_length=40, verbose_name="unit of y")),
                        (
                            "points",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=django.contrib.postgres.fields.ArrayField(
                                    base_field=models.FloatField(), size=2
                                ),
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
                                help_text="Who measured it.",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="mgdb.source",
                            ),
                        ),
                        ("remarks", models.TextField(blank=True)),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
                            ),
                        ),
                        (
                            "bounds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=mgdb.models.base.VocabularyField(default="=", max_length=40),
                                blank=True,
                                default=list,
                                help_text="What y of each point is.",
                                size=None,
                            ),
                        ),
                        ("ion", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
                        (
                            "measured_in",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The cell in which the material was measured; it names the electrolyte.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="mgdb.cell",
                            ),
                        ),
                        ("method", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
                        ("method_detail", models.CharField(blank=True, max_length=120)),
                        ("origin", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
                        (
                            "x_axis",
                            models.CharField(help_text="What runs along x.", max_length=60, verbose_name="x axis"),
                        ),
                        (
                            "x_errors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=django.contrib.postgres.fields.ArrayField(
                                    base_field=models.FloatField(blank=True, null=True), size=2
                                ),
                                blank=True,
                                default=list,
                                help_text="How far each bar reaches below and above.",
                                size=None,
                                verbose_name="errors along x",
                            ),
                        ),
                        ("x_transform", mgdb.models.base.VocabularyField(default="linear", max_length=40)),
                        (
                            "y_axis",
                            models.CharField(help_text="What runs along y.", max_length=60, verbose_name="y axis"),
                        ),
                        (
                            "y_errors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=django.contrib.postgres.fields.ArrayField(
                                    base_field=models.FloatField(blank=True, null=True), size=2
                                ),
                                blank=True,
                                default=list,
                                help_text="How far each bar reaches below and above.",
                                size=None,
                                verbose_name="errors along y",
                            ),
                        ),
                        (
                            "y_label",
                            models.CharField(blank=True, max_length=120, verbose_name="title of y, as printed"),
                        ),
                        ("y_transform", mgdb.models.base.VocabularyField(default="linear", max_length=40)),
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
                    name="Flag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", mgdb.models.base.VocabularyField(db_index=True, max_length=40)),
                        ("severity", mgdb.models.base.VocabularyField(db_index=True, default="note", max_length=40)),
                        (
                            "reason",
                            models.TextField(help_text="What is doubtful and why, so that a chemist can follow."),
                        ),
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
                        (
                            "curve",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="flags",
                                to="mgdb.curve",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="flags",
                                to="mgdb.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="flag_has_reason"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("measurement__isnull", False),
                                    ("material__isnull", False),
                                    ("cell__isnull", False),
                                    ("factor__isnull", False),
                                    ("citation__isnull", False),
                                    ("curve__isnull", False),
                                    ("source__isnull", False),
                                    _connector="XOR",
                                ),
                                name="flag_on_one_record",
                                violation_error_message="A flag belongs to exactly one record.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_flagevent" ("cell_id", "citation_id", "code", "curve_id", "factor_id", "id", "material_id", "measurement_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "severity", "source_id") VALUES (NEW."cell_id", NEW."citation_id", NEW."code", NEW."curve_id", NEW."factor_id", NEW."id", NEW."material_id", NEW."measurement_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."severity", NEW."source_id"); RETURN NULL;',
                                    hash="c0d31a49819a1fad0c3ddf2088a9c18f1c9fa06e",
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
                                    func='INSERT INTO "mgdb_flagevent" ("cell_id", "citation_id", "code", "curve_id", "factor_id", "id", "material_id", "measurement_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "severity", "source_id") VALUES (NEW."cell_id", NEW."citation_id", NEW."code", NEW."curve_id", NEW."factor_id", NEW."id", NEW."material_id", NEW."measurement_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."severity", NEW."source_id"); RETURN NULL;',
                                    hash="e7088170e6ada4d5ef1b277f899c966012e5a2f9",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_22024",
                                    table="mgdb_flag",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_flagevent" ("cell_id", "citation_id", "code", "curve_id", "factor_id", "id", "material_id", "measurement_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "severity", "source_id") VALUES (OLD."cell_id", OLD."citation_id", OLD."code", OLD."curve_id", OLD."factor_id", OLD."id", OLD."material_id", OLD."measurement_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."severity", OLD."source_id"); RETURN NULL;',
                                    hash="c913704d1fb8e21d760ae76977c0d0b7a49be70f",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_33ff6",
                                    table="mgdb_flag",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'UPDATE\' AND NOT (ROW(OLD."id", OLD."code", OLD."severity", OLD."reason", OLD."measurement_id", OLD."material_id", OLD."cell_id", OLD."factor_id", OLD."citation_id", OLD."curve_id", OLD."source_id") IS DISTINCT FROM ROW(NEW."id", NEW."code", NEW."severity", NEW."reason", NEW."measurement_id", NEW."material_id", NEW."cell_id", NEW."factor_id", NEW."citation_id", NEW."curve_id", NEW."source_id")) THEN\n    RETURN NULL;\nEND IF;\nIF TG_OP <> \'INSERT\' THEN\n    UPDATE "mgdb_source" SET revised_at = now() WHERE id = (SELECT "document_id" FROM "mgdb_citation" WHERE "id" = OLD."citation_id") AND revised_at <> now();\n    UPDATE "mgdb_source" SET revised_at = now() WHERE id = OLD."source_id" AND revised_at <> now();\n    UPDATE "mgdb_material" SET revised_at = now() WHERE id = OLD."material_id" AND revised_at <> now();\n    UPDATE "mgdb_cell" SET revised_at = now() WHERE id = OLD."cell_id" AND revised_at <> now();\n    UPDATE "mgdb_measurement" SET revised_at = now() WHERE id = OLD."measurement_id" AND revised_at <> now();\n    UPDATE "mgdb_reportedfactor" SET revised_at = now() WHERE id = OLD."factor_id" AND revised_at <> now();\n    UPDATE "mgdb_curve" SET revised_at = now() WHERE id = OLD."curve_id" AND revised_at <> now();\nEND IF;\nIF TG_OP <> \'DELETE\' THEN\n    UPDATE "mgdb_source" SET revised_at = now() WHERE id = (SELECT "document_id" FROM "mgdb_citation" WHERE "id" = NEW."citation_id") AND revised_at <> now();\n    UPDATE "mgdb_source" SET revised_at = now() WHERE id = NEW."source_id" AND revised_at <> now();\n    UPDATE "mgdb_material" SET revised_at = now() WHERE id = NEW."material_id" AND revised_at <> now();\n    UPDATE "mgdb_cell" SET revised_at = now() WHERE id = NEW."cell_id" AND revised_at <> now();\n    UPDATE "mgdb_measurement" SET revised_at = now() WHERE id = NEW."measurement_id" AND revised_at <> now();\n    UPDATE "mgdb_reportedfactor" SET revised_at = now() WHERE id = NEW."factor_id" AND revised_at <> now();\n    UPDATE "mgdb_curve" SET revised_at = now() WHERE id = NEW."curve_id" AND revised_at <> now();\nEND IF;\nRETURN NULL;\n',
                                    hash="568267257f5319699c14f1b5830773e96c316b8d",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_revision_11911",
                                    table="mgdb_flag",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF FALSE THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="0d51eb8cd00ab2b4301aa9e4707267b1aeb55451",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_87eb0",
                                    table="mgdb_flag",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES (\'source\', (SELECT "document_id" FROM "mgdb_citation" WHERE "id" = changed."citation_id")), (\'source\', changed."source_id"), (\'material\', changed."material_id"), (\'cell\', changed."cell_id"), (\'measurement\', changed."measurement_id"), (\'factor\', changed."factor_id"), (\'curve\', changed."curve_id")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n',
                                    hash="d36a9b46b27c8b2f33d96513a9ae0eb95de49f09",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_2c28a",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_flag",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES (\'source\', (SELECT "document_id" FROM "mgdb_citation" WHERE "id" = changed."citation_id")), (\'source\', changed."source_id"), (\'material\', changed."material_id"), (\'cell\', changed."cell_id"), (\'measurement\', changed."measurement_id"), (\'factor\', changed."factor_id"), (\'curve\', changed."curve_id")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n',
                                    hash="47481058757fe576734452c76e2eda2b9c44d6ca",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_c5935",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_flag",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES (\'source\', (SELECT "document_id" FROM "mgdb_citation" WHERE "id" = changed."citation_id")), (\'source\', changed."source_id"), (\'material\', changed."material_id"), (\'cell\', changed."cell_id"), (\'measurement\', changed."measurement_id"), (\'factor\', changed."factor_id"), (\'curve\', changed."curve_id")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n',
                                    hash="bab8e7e0e8aa3f28fc57f1cf816cbb89ab90c5e0",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_cf7f9",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_flag",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeasurementCondition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "measurement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conditions",
                                to="mgdb.measurement",
                            ),
                        ),
                        ("key", models.CharField(max_length=40)),
                        ("status", mgdb.models.base.VocabularyField(default="reported", max_length=40)),
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
                        (
                            "approximate",
                            models.BooleanField(default=False, editable=False, help_text="Printed with ≈, ~, about …"),
                        ),
                        (
                            "uncertainty",
                            models.FloatField(
                                blank=True, editable=False, help_text="The printed ±, in the same unit.", null=True
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
                                    func='INSERT INTO "mgdb_measurementconditionevent" ("approximate", "assumed", "high", "id", "key", "low", "measurement_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "status", "text", "uncertainty", "unit") VALUES (NEW."approximate", NEW."assumed", NEW."high", NEW."id", NEW."key", NEW."low", NEW."measurement_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."printed", NEW."status", NEW."text", NEW."uncertainty", NEW."unit"); RETURN NULL;',
                                    hash="7be15483e04d9af57cb6a3d214c1d22bc855a5b7",
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
                                    func='INSERT INTO "mgdb_measurementconditionevent" ("approximate", "assumed", "high", "id", "key", "low", "measurement_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "status", "text", "uncertainty", "unit") VALUES (NEW."approximate", NEW."assumed", NEW."high", NEW."id", NEW."key", NEW."low", NEW."measurement_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."printed", NEW."status", NEW."text", NEW."uncertainty", NEW."unit"); RETURN NULL;',
                                    hash="04a35c38eeb5c5b7fb3aff4cda7825b4e56a32d8",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_48715",
                                    table="mgdb_measurementcondition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mgdb_measurementconditionevent" ("approximate", "assumed", "high", "id", "key", "low", "measurement_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "status", "text", "uncertainty", "unit") VALUES (OLD."approximate", OLD."assumed", OLD."high", OLD."id", OLD."key", OLD."low", OLD."measurement_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."printed", OLD."status", OLD."text", OLD."uncertainty", OLD."unit"); RETURN NULL;',
                                    hash="2c630258e7f07109b1a07c9afee1b25463d843a2",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_44f9e",
                                    table="mgdb_measurementcondition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'UPDATE\' AND NOT (ROW(OLD."id", OLD."key", OLD."status", OLD."printed", OLD."low", OLD."high", OLD."text", OLD."unit", OLD."approximate", OLD."uncertainty", OLD."assumed", OLD."measurement_id") IS DISTINCT FROM ROW(NEW."id", NEW."key", NEW."status", NEW."printed", NEW."low", NEW."high", NEW."text", NEW."unit", NEW."approximate", NEW."uncertainty", NEW."assumed", NEW."measurement_id")) THEN\n    RETURN NULL;\nEND IF;\nIF TG_OP <> \'INSERT\' THEN\n    UPDATE "mgdb_measurement" SET revised_at = now() WHERE id = OLD."measurement_id" AND revised_at <> now();\nEND IF;\nIF TG_OP <> \'DELETE\' THEN\n    UPDATE "mgdb_measurement" SET revised_at = now() WHERE id = NEW."measurement_id" AND revised_at <> now();\nEND IF;\nRETURN NULL;\n',
                                    hash="80d642156ab8116647c565a8089075c286839bd4",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_revision_e948d",
                                    table="mgdb_measurementcondition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF FALSE THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="bca7fc18fc914ecbebe144dcb86a46d0673d02a4",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_6dd5a",
                                    table="mgdb_measurementcondition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('measurement', changed.\"measurement_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="bef40622df6249f2edd78db0804d2d4f9cf0625e",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_04fe7",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_measurementcondition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('measurement', changed.\"measurement_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="02236a0d0f63aa563124209e575034ea0250197c",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_fdf43",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_measurementcondition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('measurement', changed.\"measurement_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="05bdab40bd0bb5fbabdd501cadf34b40cea267a7",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_48106",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_measurementcondition",
                                    when="AFTER",
                                ),
                            ),
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
                        ("status", mgdb.models.base.VocabularyField(default="draft", editable=False, max_length=40)),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason for withdrawal"),
                        ),
                        (
                            "readings",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
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
                        ("kind", mgdb.models.base.VocabularyField(default="number", max_length=40)),
                        ("value", models.FloatField(blank=True, editable=False, null=True)),
                        ("low", models.FloatField(blank=True, editable=False, null=True)),
                        ("high", models.FloatField(blank=True, editable=False, null=True)),
                        ("bound", mgdb.models.base.VocabularyField(default="=", editable=False, max_length=40)),
                        ("approximate", models.BooleanField(default=False, editable=False)),
                        ("range_kind", mgdb.models.base.VocabularyField(blank=True, default="", max_length=40)),
                        ("uncertainty", models.FloatField(blank=True, editable=False, null=True)),
                        (
                            "digits",
                            models.PositiveSmallIntegerField(
                                default=0, editable=False, verbose_name="significant digits"
                            ),
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
                        ("origin", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
                        ("method", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
                        ("method_detail", models.CharField(blank=True, max_length=120)),
                        ("ion", mgdb.models.base.VocabularyField(default="not_stated", max_length=40)),
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
                        ("property_key", models.CharField(max_length=60, verbose_name="property")),
                        (
                            "merged_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="ids of records merged into it",
                            ),
                        ),
                        (
                            "editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_editors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
                            ),
                        ),
                        (
                            "self_reviewed",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="published by its own editor"
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
                    name="Report",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mgdb.source"
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reports",
                                to="mgdb.measurement",
                            ),
                        ),
                        ("printed_value", models.CharField(max_length=200, verbose_name="value as printed")),
                        (
                            "printed_unit",
                            models.CharField(
                                blank=True,
                                help_text="Empty: none is printed.",
                                max_length=60,
                                verbose_name="unit as printed",
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
                            pgtrigger.compiler.Trigger(
                                name="revision",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='\nIF TG_OP = \'UPDATE\' AND NOT (ROW(OLD."id", OLD."document_id", OLD."locator", OLD."citation_key", OLD."measurement_id", OLD."printed_value", OLD."printed_unit", OLD."printed_conditions", OLD."reading", OLD."assumed_unit", OLD."low", OLD."high", OLD."remark", OLD."position") IS DISTINCT FROM ROW(NEW."id", NEW."document_id", NEW."locator", NEW."citation_key", NEW."measurement_id", NEW."printed_value", NEW."printed_unit", NEW."printed_conditions", NEW."reading", NEW."assumed_unit", NEW."low", NEW."high", NEW."remark", NEW."position")) THEN\n    RETURN NULL;\nEND IF;\nIF TG_OP <> \'INSERT\' THEN\n    UPDATE "mgdb_measurement" SET revised_at = now() WHERE id = OLD."measurement_id" AND revised_at <> now();\nEND IF;\nIF TG_OP <> \'DELETE\' THEN\n    UPDATE "mgdb_measurement" SET revised_at = now() WHERE id = NEW."measurement_id" AND revised_at <> now();\nEND IF;\nRETURN NULL;\n',
                                    hash="a6c2342ce4ecb5409b7c3e305840a4a7384510e9",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_revision_a357e",
                                    table="mgdb_report",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="public_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF COALESCE(current_setting('mgdb.public_changes', TRUE), '') <> '' THEN\n    PERFORM set_config('mgdb.public_changes', (current_setting('mgdb.public_changes')::bigint + 1)::text, TRUE);\nELSIF FALSE THEN\n    INSERT INTO mgdb_publicchange DEFAULT VALUES;\n    PERFORM set_config('mgdb.public_changes', '1', TRUE);\nEND IF;\nRETURN NULL;\n",
                                    hash="183ca4d31f7c3417b16d84b8b6c7ee11701cab9c",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_public_change_2ce9e",
                                    table="mgdb_report",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('measurement', changed.\"measurement_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="1c10e86217b807259a6acd905ca7270c1daf69a4",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_changed_rows_insert_ef58f",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="mgdb_report",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows UNION ALL TABLE new_rows) AS changed CROSS JOIN LATERAL (VALUES ('measurement', changed.\"measurement_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows) EXCEPT (SELECT 'source', \"document_id\" FROM new_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="65633c27c7fd014a2580268954dec260e8205414",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_rows_update_2740a",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="mgdb_report",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_rows_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nINSERT INTO mgdb_changedrow (record_type, record_pk)\nSELECT DISTINCT owner.record_type, owner.record_pk\nFROM (TABLE old_rows) AS changed CROSS JOIN LATERAL (VALUES ('measurement', changed.\"measurement_id\")) AS owner (record_type, record_pk)\nWHERE owner.record_pk IS NOT NULL\nUNION SELECT * FROM ((SELECT 'source', \"document_id\" FROM old_rows)) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL\nON CONFLICT DO NOTHING;\nRETURN NULL;\n",
                                    hash="fe01ebc730311c61d6aedd652356b0f7ec1c0dcb",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_changed_rows_delete_1d257",
                                    referencing="REFERENCING OLD TABLE AS old_rows ",
                                    table="mgdb_report",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CurveConditionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("key", models.CharField(max_length=40)),
                        ("status", mgdb.models.base.VocabularyField(default="reported", max_length=40)),
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
                            "approximate",
                            models.BooleanField(default=False, editable=False, help_text="Printed with ≈, ~, about …"),
                        ),
                        (
                            "uncertainty",
                            models.FloatField(
                                blank=True, editable=False, help_text="The printed ±, in the same unit.", null=True
                            ),
                        ),
                        (
                            "assumed",
                            models.BooleanField(
                                default=False, editable=False, help_text="Number set by convention, not printed."
                            ),
                        ),
                        (
                            "curve",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                related_query_name="events",
                                to="mgdb.curvecondition",
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
                                    hash="8b2a12cb3f9fc4e244695a6336d7f67cc6ede1c8",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_c959b",
                                    table="mgdb_curveconditionevent",
                                    when="BEFORE",
                                ),
                            )
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
                        ("code", mgdb.models.base.VocabularyField(max_length=40)),
                        ("severity", mgdb.models.base.VocabularyField(default="note", max_length=40)),
                        (
                            "reason",
                            models.TextField(help_text="What is doubtful and why, so that a chemist can follow."),
                        ),
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
                        (
                            "curve",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="mgdb.curve",
                            ),
                        ),
                        (
                            "source",
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
                        ("status", mgdb.models.base.VocabularyField(default="reported", max_length=40)),
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
                        (
                            "approximate",
                            models.BooleanField(default=False, editable=False, help_text="Printed with ≈, ~, about …"),
                        ),
                        (
                            "uncertainty",
                            models.FloatField(
                                blank=True, editable=False, help_text="The printed ±, in the same unit.", null=True
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
                                blank=True,
                                help_text="Empty: none is printed.",
                                max_length=60,
                                verbose_name="unit as printed",
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
            ]
        ),
        migrations.RunSQL("INSERT INTO mgdb_dataversion (id, version) VALUES (1, gen_random_uuid())", "SELECT 1"),
        migrations.RunPython(install_triggers, uninstall_triggers),
    ]
