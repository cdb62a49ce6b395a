"""A few records of each type stay public, with all that they refer to, and one of each type that is made; and a few
values of one material."""

from mgdb.models import Citation, Measurement
from mgdb.records import SECTIONS
from mgdb.review.publication import references
from tests.records.examples import example, fill_gaps

FEW = 1  # records of each type, besides those that they refer to


def leave_few_public() -> None:
    """All others become drafts; of long lists of works that are cited a few remain."""
    fill_gaps()
    Citation.objects.exclude(pk__in=list(Citation.objects.order_by("-pk").values_list("pk", flat=True)[:12])).delete()
    stay, waiting = {}, []
    for record_type in SECTIONS.values():
        newest = record_type.model._base_manager.filter(status="published").order_by("-pk")
        waiting += [example(record_type), *newest[:FEW]]
    capacity = Measurement.objects.published().filter(property_key="specific_capacity").order_by("pk").first()
    waiting += [capacity, *Measurement.objects.published().filter(material=capacity.material).order_by("pk")[:4]]
    while waiting:
        record = waiting.pop()
        if (type(record), record.pk) not in stay:
            stay[type(record), record.pk] = record
            waiting += references(record)
    for record_type in SECTIONS.values():
        keys = [key for model, key in stay if model is record_type.model]
        record_type.model._base_manager.filter(status="published").exclude(pk__in=keys).update(status="draft")
