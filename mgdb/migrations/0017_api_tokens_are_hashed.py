"""Tokens of the API from before go on reading for 90 days, hashed; the table that held their text is dropped."""

import hashlib
from datetime import timedelta

from django.db import migrations
from django.utils import timezone

OLD_TABLE = "authtoken_token"


def carry_over(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if OLD_TABLE not in connection.introspection.table_names(cursor):
            return
        cursor.execute("SELECT key, user_id, created FROM authtoken_token ORDER BY key")
        rows = cursor.fetchall()
    ApiToken = apps.get_model("mgdb", "ApiToken")
    expires_at = timezone.now() + timedelta(days=90)
    ApiToken.objects.using(connection.alias).bulk_create(
        ApiToken(
            user_id=user,
            name="from before tokens were hashed",
            prefix=f"old-{number}",
            digest=hashlib.sha256(key.encode()).hexdigest(),
            created_at=created,
            expires_at=expires_at,
        )
        for number, (key, user, created) in enumerate(rows, 1)
    )
    # With the permissions of the two models, which no role has any more.
    apps.get_model("contenttypes", "ContentType").objects.using(connection.alias).filter(app_label="authtoken").delete()


def drop_old_table(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE IF EXISTS {OLD_TABLE}")


class Migration(migrations.Migration):
    dependencies = [
        ("mgdb", "0016_accounts"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RunPython(drop_old_table, migrations.RunPython.noop),
    ]
