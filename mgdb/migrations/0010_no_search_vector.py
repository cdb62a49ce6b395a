"""Nothing reads the vectors of full-text search: words are found in `search_text` by its trigram index, which finds parts
of formulas too. Of 30,000 invented measurements the column was a quarter of
the rows (2.7 of 10.8 MB); its index took 4.9 MB more."""

from django.db import migrations

SEARCHABLE = ("cell", "material", "measurement", "phase", "source", "statement")


class Migration(migrations.Migration):
    dependencies = [("mgdb", "0009_revisions_by_trigger")]

    operations = [
        *(migrations.RemoveIndex(model_name=name, name=f"{name}_search_vector") for name in SEARCHABLE),
        *(migrations.RemoveField(model_name=name, name="search_vector") for name in SEARCHABLE),
    ]
