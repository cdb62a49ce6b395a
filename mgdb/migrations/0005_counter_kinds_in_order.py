from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mgdb", "0004_counter_kind"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="cell",
            name="cell_counter_kind",
        ),
        migrations.RemoveField(
            model_name="cell",
            name="counter_kind",
        ),
        migrations.AddField(
            model_name="cell",
            name="counter_kind",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(counter_electrode="", then=models.Value("not_stated")),
                    models.When(counter_electrode__iregex="@ ?(mg|magnesium)\\y", then=models.Value("mg_treated")),
                    models.When(
                        counter_electrode__iregex="\\yalloy|\\yaz(31|61|91)|\\ymg[0-9]", then=models.Value("mg_alloy")
                    ),
                    models.When(
                        counter_electrode__iregex="^((fresh(ly)?|polished|scratched|ultrathin|thin|pure|bare|pristine|commercial) )*(mg|magnesium)([ -](metal|foil|disc|disk|ribbon|plate|strip|rod|sheet|anode|electrode|powder))*($|[ ,;(])",
                        then=models.Value("mg_metal"),
                    ),
                    models.When(counter_electrode__iregex="^mg[-–][a-z]", then=models.Value("mg_alloy")),
                    models.When(
                        counter_electrode__iregex="\\y(activated carbon|carbon|graphite|ac)\\y",
                        then=models.Value("carbon"),
                    ),
                    models.When(
                        counter_electrode__iregex="^((fresh(ly)?|polished|scratched|ultrathin|thin|pure|bare|pristine|commercial) )*(li|lithium)([ -](metal|foil|disc|disk|ribbon|plate|strip|rod|sheet|anode|electrode|powder))*($|[ ,;(])",
                        then=models.Value("li_metal"),
                    ),
                    models.When(
                        counter_electrode__iregex="^((fresh(ly)?|polished|scratched|ultrathin|thin|pure|bare|pristine|commercial) )*(na|sodium)([ -](metal|foil|disc|disk|ribbon|plate|strip|rod|sheet|anode|electrode|powder))*($|[ ,;(])",
                        then=models.Value("na_metal"),
                    ),
                    models.When(
                        counter_electrode__iregex="^((fresh(ly)?|polished|scratched|ultrathin|thin|pure|bare|pristine|commercial) )*(zn|zinc)([ -](metal|foil|disc|disk|ribbon|plate|strip|rod|sheet|anode|electrode|powder))*($|[ ,;(])",
                        then=models.Value("zn_metal"),
                    ),
                    default=models.Value("other"),
                    output_field=models.CharField(),
                ),
                output_field=models.CharField(
                    choices=[
                        ("mg_metal", "Mg metal"),
                        ("mg_treated", "treated Mg metal"),
                        ("mg_alloy", "Mg alloy"),
                        ("carbon", "activated carbon or graphite"),
                        ("li_metal", "Li metal"),
                        ("na_metal", "Na metal"),
                        ("zn_metal", "Zn metal"),
                        ("other", "other"),
                        ("not_stated", "not stated"),
                    ],
                    max_length=40,
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="cell",
            index=models.Index(fields=["counter_kind"], name="cell_counter_kind"),
        ),
    ]
