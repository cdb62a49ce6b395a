"""Publication is a graph: along every foreign key to a record, drafts hold back and published records hold on."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CASCADE, Model
from pghistory.models import Event

from mgdb import review
from mgdb.models import (
    Cell,
    Curve,
    DatasetFile,
    Defect,
    Flag,
    Material,
    Measurement,
    Phase,
    Record,
    Report,
    Source,
    Statement,
)
from mgdb.review.publication import all_references
from tests.records.examples import fill_gaps
from tests.statements import statements

pytestmark = pytest.mark.django_db

WITHOUT_STATUS = {DatasetFile}  # bookkeeping: it says which file a document was loaded from
MODELS = [
    model
    for model in apps.get_app_config("mgdb").get_models()
    if not issubclass(model, Event) and not model._meta.proxy and model not in WITHOUT_STATUS
]


def leads_to_a_record(column) -> bool:
    """Parts fall with their owner (CASCADE); every other relation to a record or a defect is a reference."""
    target = column.related_model
    return (
        bool(target) and (issubclass(target, Record) or target is Defect) and column.remote_field.on_delete != CASCADE
    )


FOREIGN_KEYS = [
    pytest.param(model, column.name, column.related_model, id=f"{model.__name__}.{column.name}")
    for model in MODELS
    for column in model._meta.concrete_fields
    if leads_to_a_record(column)
]
# What must be empty where a column is set: a subject is one of two.
INSTEAD = {"cell": {"material": None}, "material": {"cell": None}}
SUBJECTS = {Measurement, Curve}


def publish(record: Record) -> None:
    review.publish(record, by=review.OPERATOR, seen=record.revision)


def withdraw(record: Record, reason: str) -> None:
    review.withdraw(record, reason, by=review.OPERATOR, seen=record.revision)


def draft(model: type[Model]) -> Model:
    """A draft of `model`, with what it needs; of a defect, one of a material that is a draft."""
    number = Source.objects.count()
    source = Source.objects.create(title=f"A draft {number}", year=2020)
    if model is Source:
        return source
    if model is Phase:
        return Phase.objects.create(name=f"A draft {number}")
    if model is Cell:
        return Cell.objects.create(name=f"A draft {number}", source=source)
    material = Material.objects.create(name=f"A draft {number}", source=source, roles=["cathode"])
    return Defect.objects.create(material=material, kind="anion_vacancy") if model is Defect else material


def row_of(model: type[Model]) -> Model:
    """A row of a published record: a record itself, or a part of one."""
    rows = model._base_manager.order_by("pk")
    if not rows.exists():
        fill_gaps()
    return rows[0]


def owner_of(row: Model) -> Record:
    while not isinstance(row, Record):
        parent = next(c for c in row._meta.concrete_fields if c.is_relation and c.remote_field.on_delete is CASCADE)
        row = getattr(row, parent.name)
    return row


@pytest.mark.sampled(12)
@pytest.mark.parametrize(("model", "column", "target"), FOREIGN_KEYS)
def test_a_draft_that_is_referred_to_holds_back_and_a_published_reference_holds_on(model, column, target):
    row = row_of(model)
    record = owner_of(row)
    wanted = draft(target)
    empty = INSTEAD.get(column, {}) if model in SUBJECTS else {}
    model._base_manager.filter(pk=row.pk).update(**{column: wanted}, **empty)
    type(record)._base_manager.filter(pk=record.pk).update(status="in_review")
    record = type(record)._base_manager.get(pk=record.pk)
    referred = owner_of(wanted)

    with pytest.raises(ValidationError, match=rf"{referred.public_id}.* is draft; publish it first"):
        publish(record)

    type(referred)._base_manager.filter(pk=referred.pk).update(status="published")
    record = type(record)._base_manager.get(pk=record.pk)
    publish(record)
    with pytest.raises(ValidationError, match=record.public_id):
        withdraw(type(referred)._base_manager.get(pk=referred.pk), "no reason at all")


def test_the_graph_has_exactly_these_foreign_keys():
    assert {(one.model, one.column) for one in all_references()} == {
        (param.values[0], param.values[1]) for param in FOREIGN_KEYS
    }


def test_a_source_in_which_published_values_were_read_is_not_withdrawn():
    document = Report.objects.filter(measurement__status="published").first().document
    with pytest.raises(ValidationError, match="measurement mea-"):
        withdraw(document, "no reason at all")


def test_a_record_that_only_drafts_refer_to_can_be_withdrawn():
    material = draft(Material)
    Statement.objects.create(
        topic="defects", subject="x", text="x", material=material, document=material.source, locator="p. 1"
    )
    withdraw(material, "entered twice")
    assert material.status == "withdrawn"


def test_what_refers_to_a_withdrawn_record_is_not_handed_in():
    material = draft(Material)
    Material.objects.filter(pk=material.pk).update(status="withdrawn", withdrawn_reason="entered twice")
    cell = Cell.objects.create(name="x", source=material.source, working_material=material)
    with pytest.raises(ValidationError, match=f"withdrawn: material {material.public_id}"):
        review.submit(cell, by=review.OPERATOR, seen=cell.revision)


def test_a_doubt_holds_nothing_back():
    material = draft(Material)
    publish(material.source)
    Flag.objects.create(material=material, code="other", reason="A doubt.")
    publish(material)
    assert material.status == "published"


def test_publishing_sends_a_number_of_statements_that_does_not_grow_with_the_parts():
    record = Measurement.objects.published().filter(reports__isnull=False).first()
    for number in range(5):
        Report.objects.create(
            measurement=record, document=record.source, locator=f"Table {number + 100}", printed_value="1"
        )
    Measurement.objects.filter(pk=record.pk).update(status="in_review")
    record = Measurement.objects.get(pk=record.pk)
    with statements(most=20):
        publish(record)
