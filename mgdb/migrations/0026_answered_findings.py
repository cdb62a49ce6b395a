"""Answers to doubts become answers to all that the audit finds; what the audit finds is kept as a list."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mgdb", "0025_scope_of_reviews"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="answereddoubt", name="doubt_answered_once"),
        migrations.RenameModel(old_name="AnsweredDoubt", new_name="AnsweredFinding"),
        migrations.RenameField(model_name="answeredfinding", old_name="doubt", new_name="subject"),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        db_index=True, default=django.utils.timezone.now, help_text="When an audit first found it."
                    ),
                ),
                (
                    "looked_at",
                    models.DateTimeField(default=django.utils.timezone.now, help_text="When it was last looked at."),
                ),
            ],
            options={
                "verbose_name": "missing or doubtful",
                "verbose_name_plural": "what is missing",
                "ordering": ["-found_at", "pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.AlterModelOptions(
            name="answeredfinding",
            options={"default_permissions": ("view",), "ordering": ["-at", "-pk"]},
        ),
        migrations.AddField(
            model_name="answeredfinding",
            name="answer",
            field=models.CharField(
                choices=[
                    ("as_printed", "as printed"),
                    ("not_stated", "not stated in the document"),
                    ("no_fault", "no fault"),
                ],
                default="as_printed",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="answeredfinding",
            name="content_hash",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="answeredfinding",
            name="kind",
            field=models.CharField(default="doubt", max_length=40),
        ),
        migrations.AlterField(
            model_name="answeredfinding",
            name="subject",
            field=models.TextField(blank=True, verbose_name="what"),
        ),
        migrations.AddConstraint(
            model_name="answeredfinding",
            constraint=models.UniqueConstraint(
                fields=("kind", "public_id", "subject", "content_hash"), name="finding_answered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(fields=("kind", "public_id", "subject"), name="finding_once"),
        ),
    ]
