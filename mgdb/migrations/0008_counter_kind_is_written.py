from django.db import migrations

import mgdb.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("mgdb", "0007_property_key"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            # The values stay as they were computed last; from here on the application writes them.
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE mgdb_cell ALTER counter_kind DROP EXPRESSION, ALTER counter_kind SET NOT NULL",
                    elidable=False,
                ),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="cell",
                    name="counter_kind",
                    field=mgdb.models.base.VocabularyField(default="not_stated", editable=False, max_length=40),
                ),
            ],
        ),
    ]
