"""What a record says is text on every page: a script that somebody entered is shown, never run."""

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, models, transaction
from pghistory.models import Event

from mgdb.lists import LIST_TYPES
from mgdb.lists.list_page import MOST_COLUMNS
from mgdb.models import Comparison, Material, Record
from mgdb.models.base import VocabularyField
from mgdb.models.conditions import ConditionRow
from mgdb.views.addresses import address
from tests.records.examples import fill_gaps

SCRIPT = "<script>alert(1)</script>"
# Markup that the program draws of escaped words: nobody enters it.
MARKUP = {("PlotPicture", "small"), ("PlotPicture", "wide")}
# Keys of a catalogue and units of it: no form takes another, and no page could say what it is.
KEYS = {"property_key", "unit", "x_axis", "x_unit", "y_axis", "y_unit", "assumed_unit"}


def free_texts(model):
    """The columns of `model` that take any text."""
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, VocabularyField)
        is_key = field.name in KEYS or (field.name == "key" and issubclass(model, ConditionRow))
        is_markup = (model.__name__, field.name) in MARKUP
        if is_text and not is_key and not is_markup and not field.choices and not field.unique and not field.generated:
            yield field.column


def takes(table, columns, where="", undo=False):
    """Lets the texts in `columns` go on with a script; whether the database takes it."""
    changes = ", ".join(f'"{column}" = "{column}" || %s' for column in columns)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'UPDATE "{table}" SET {changes} {where}', [SCRIPT] * len(columns))  # noqa: S608
            transaction.set_rollback(undo)
    except (DataError, IntegrityError):
        return False  # nobody can enter such a text there
    return True


@pytest.fixture(scope="module")
def scripts(module_db):
    """Every text of every record goes on with a script, past all forms; the columns that took it."""
    fill_gaps()
    taken = set()
    for model in apps.get_app_config("mgdb").get_models():
        if issubclass(model, Event) or model._meta.proxy:
            continue
        table, columns = model._meta.db_table, list(free_texts(model))
        # All columns of a table at once: every change of a row writes its history. Some rows tell most refusals.
        some = f'WHERE ctid IN (SELECT ctid FROM "{table}" LIMIT 20)'  # noqa: S608
        likely = [column for column in columns if takes(table, [column], some, undo=True)]
        if not likely or not takes(table, likely):
            likely = [column for column in columns if takes(table, [column])]
        taken |= {f"{model.__name__}.{column}" for column in likely}
    return taken


def record_types():
    return [model for model in apps.get_app_config("mgdb").get_models() if issubclass(model, Record)]


def check(client, path):
    html = client.get(path).content.decode()
    assert SCRIPT not in html, path
    return html


def test_the_texts_that_pages_show_take_a_script(scripts):
    shown = {"Material.name", "Material.remarks", "Source.title", "Statement.text", "Cell.name", "Report.locator"}
    assert shown <= scripts
    assert len(scripts) > 50


def test_no_page_of_a_record_runs_it(client, scripts, some):
    for model in record_types():
        for row in some(model.objects.filter(status="published").order_by("pk")[:3], 1):
            check(client, client.get(address(row.public_id), follow=True).request["PATH_INFO"])


def test_no_list_runs_it(client, scripts, some):
    for key in some(LIST_TYPES, 5):
        keys = [column.key for column in LIST_TYPES[key].columns]
        parts = [keys[start : start + MOST_COLUMNS - 1] for start in range(0, len(keys), MOST_COLUMNS - 1)]
        pages = [check(client, f"/{key}/?columns={','.join(part)}") for part in parts]
        assert "&lt;script&gt;" in "".join(pages), key
    assert "&lt;" in check(client, f"/materials/?q={SCRIPT}")


def test_nothing_else_runs_it(client, scripts, some):
    ids = ",".join(Material.objects.published().order_by("pk").values_list("public_id", flat=True)[:3])
    paths = ["/", f"/search/?q={SCRIPT}", "/search/?q=script", f"/compare/chosen/?ids={ids}", f"/compare/?q={SCRIPT}"]
    paths += [f"/compare/{row.slug}/" for row in Comparison.objects.published()]
    paths += ["/plots/rate/", "/plots/arrhenius/", f"/materials/?colour={SCRIPT}", f"/nowhere/{SCRIPT}", "/data/"]
    for path in some(paths, 8):
        check(client, path)
