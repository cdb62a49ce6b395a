"""A record type that is declared can be reached: by curators, programs and visitors, in lists, files and history."""

import pytest
from django.db.models import FloatField, IntegerField
from django.urls import NoReverseMatch, reverse

from api.router import router
from mgdb.admin import site
from mgdb.ingest.files import FORMAT
from mgdb.lists import LIST_TYPES
from mgdb.models import Source
from mgdb.models.numbers import HasNumbers
from mgdb.records import RECORD_TYPES, SECTIONS, column_of, references, target_of
from mgdb.review import with_parts
from mgdb.views.addresses import address
from tests.records.examples import example, made
from tests.statements import statements

WITHOUT_LIST = {
    "factor": "shown with its material and its pair",
    "curve": "shown with its material, and as points of plots",
    "comparison": "the index of comparisons lists them",
}


@pytest.fixture(params=RECORD_TYPES, ids=lambda record_type: record_type.name)
def record_type(request):
    return request.param


def test_curators_edit_it(record_type):
    assert record_type.model in site._registry
    assert reverse(f"admin:{record_type.model._meta.label_lower.replace('.', '_')}_changelist")


def test_programs_list_it_and_fetch_it(record_type):
    views = {prefix: view for prefix, view, _ in router.registry if getattr(view, "queryset", None) is not None}
    models = {prefix: view.queryset.model for prefix, view in views.items()}
    assert models[record_type.plural] is record_type.model
    assert reverse(f"api:{record_type.plural}-detail", args=[f"{record_type.prefix}-0000000"])


def test_visitors_list_it_and_save_the_list(record_type):
    declared = {page.key for page in record_type.lists}
    assert bool(declared) != (record_type.name in WITHOUT_LIST)
    for key in declared:
        assert reverse(key)
        assert LIST_TYPES[key].rows().model is record_type.model


def test_no_list_is_shown_that_is_not_declared():
    assert set(LIST_TYPES) == {page.key for record_type in RECORD_TYPES for page in record_type.lists}


@pytest.mark.django_db
def test_visitors_find_every_list_from_the_page_on_data(client):
    page = client.get("/data/").content.decode()
    assert [key for key in LIST_TYPES if f'href="{reverse(key)}"' not in page] == []


@pytest.mark.django_db
@pytest.mark.sampled(4)
def test_the_page_of_a_source_leads_to_the_records_that_refer_to_it(record_type, client):
    if record_type.part_of:
        return  # it is shown with its owner
    for column in references(record_type.model, record_type.fields):
        if target_of(column_of(record_type.model, column)) is Source:
            record = made(record_type)
            source = getattr(record, column) or made(SECTIONS["sources"])
            record_type.model._base_manager.filter(pk=record.pk).update(**{column: source})
            page = client.get(address(source.public_id)).content.decode()
            where = client.get(address(record.public_id), follow=True).request["PATH_INFO"]
            assert f'href="{where}"' in page, column


def test_every_id_leads_to_its_page(record_type):
    try:
        assert address(f"{record_type.prefix}-0000000")
    except NoReverseMatch:
        pytest.fail(f"no route is named {record_type.page}")


@pytest.mark.django_db
@pytest.mark.sampled(4)
def test_its_page_tells_its_history(record_type, client):
    record = example(record_type)
    response = client.get(address(record.public_id), follow=True)
    assert response.status_code == 200
    assert record.events.exists()


def test_dataset_files_have_a_section_for_it(record_type):
    if record_type.part_of:
        owner = next(one for one in RECORD_TYPES if one.name == record_type.part_of)
        assert record_type.model in {part.model for part in owner.all_parts()}
        assert record_type.prefix in FORMAT.identifier.pattern
    else:
        assert FORMAT.sections[record_type.plural] == record_type.prefix
        assert SECTIONS[record_type.plural] is record_type


@pytest.mark.django_db
def test_its_form_is_read_in_a_number_of_statements_that_does_not_grow(record_type):
    if record_type.part_of:
        return
    parts = len(list(record_type.all_parts()))
    rows = list(with_parts(record_type)[:1])
    with statements(most=1 + parts if rows else 1):
        list(with_parts(record_type)[:20])


def test_exemptions_are_of_types_that_exist():
    assert set(WITHOUT_LIST) <= {record_type.name for record_type in RECORD_TYPES}


def test_every_number_that_is_stated_of_a_record_or_of_its_parts_is_judged(record_type):
    for declared in (record_type, *record_type.all_parts()):
        stated = {
            column.name
            for one in declared.fields
            if isinstance(column := declared.model._meta.get_field(one.column), FloatField | IntegerField)
        }
        judged = {one.field for one in declared.model().numbers()} if issubclass(declared.model, HasNumbers) else set()
        assert stated - judged == set()
