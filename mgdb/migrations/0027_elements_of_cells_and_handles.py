import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models


def fill(apps, schema_editor):
    """Stores of each cell the elements of its electrodes and of its electrolyte, as `Cell.derive` does."""
    rows = apps.get_model("mgdb", "Cell").objects.all()
    for cell in rows.select_related("working_material", "counter_material", "electrolyte"):
        parts = (
            ("working_electrode", cell.working_material),
            ("counter_electrode", cell.counter_material),
            ("electrolyte", cell.electrolyte),
        )
        found = [
            {"kind": kind, "name": one.name, "elements": one.elements} for kind, one in parts if one and one.elements
        ]
        if not cell.counter_material and cell.counter_kind == "mg_metal":
            found.append({"kind": "counter_electrode", "name": cell.counter_electrode, "elements": ["Mg"]})
        elements = sorted({symbol for one in found for symbol in one["elements"]})
        rows.filter(pk=cell.pk).update(constituents=found, elements=elements)


class Migration(migrations.Migration):
    dependencies = [
        ("mgdb", "0026_answered_findings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="cell",
            name="constituents",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddField(
            model_name="cell",
            name="elements",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), blank=True, default=list, editable=False, size=None
            ),
        ),
        migrations.AddField(
            model_name="datasetfile",
            name="handles",
            field=models.JSONField(default=dict, help_text="The ids that an import gave to handles of the file."),
        ),
        migrations.AddIndex(
            model_name="cell",
            index=django.contrib.postgres.indexes.GinIndex(fields=["elements"], name="cell_elements"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
