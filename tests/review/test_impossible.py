"""At every interface: what is impossible reaches no row, what is in doubt reaches no reader before it is answered."""

from __future__ import annotations

import json

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.urls import reverse

from mgdb import ingest, review
from mgdb.models import ChangeRequest, Measurement, Report
from mgdb.review import change_requests, outcomes
from mgdb.review.readings import form_of
from tests.admin.browsers_part import filled, row
from tests.api.programs import value_form
from tests.review.entry_points import Curator
from tests.review.people import by_id, person

pytestmark = pytest.mark.django_db
IMPOSSIBLE = [("280", "S cm-1", "25 °C"), ("2.8e-4", "S cm-1", "−26.85 K")]
DOUBTFUL = ("28", "S cm-1", "25 °C")


@pytest.fixture
def ada(db):
    return Curator("contributor")


def form_with(printed, unit, temperature):
    return value_form(printed_value=printed, printed_unit=unit) | {"conditions": {"temperature": temperature}}


def published():
    return Measurement.objects.published().filter(property_key="ionic_conductivity", flags__isnull=True).first()


# ---------------------------------------------------------------------------------------------- what brings a value
def by_form(ada, printed, unit, temperature):
    address, form = reverse("admin:mgdb_measurement_add"), form_with(printed, unit, temperature)
    material = by_id(Measurement._meta.get_field("material").related_model, form["material"])
    data = filled(ada.browser.get(address)) | {
        "material": material.pk, "source": material.source.pk, "property_key": "ionic_conductivity",
        "reports-as_printed": "on", "conditions-as_printed": "on",
    }  # fmt: skip
    data |= row("reports", 0, document=material.source.pk, locator="Fig. 9", printed_value=printed, printed_unit=unit)
    data |= row("conditions", 0, key="temperature", status="reported", printed=temperature)
    ada.browser.post(address, data)


def by_api(ada, *printed):
    body = {"type": "measurement", "form": form_with(*printed)}
    ada.program.post("/api/v1/drafts/", body, content_type="application/json")


def by_file(ada, *printed):
    form = {"id": "mea-0000001", **form_with(*printed)}
    text = yaml.safe_dump({"mgdb": "1", "measurements": [form]}, allow_unicode=True, sort_keys=False)
    ingest.load({"values.yaml": text}, by=ada.user)


def by_function(ada, *printed):
    try:
        review.apply(Measurement(), form_with(*printed), by_id, by=ada.user)
    except review.FormError as error:
        assert "impossible" in str(error)  # noqa: PT017 - only where it is refused


BRINGS = [by_form, by_api, by_file, by_function]


@pytest.mark.parametrize("printed", IMPOSSIBLE, ids=lambda case: case[0])
@pytest.mark.parametrize("bring", BRINGS)
def test_what_is_impossible_becomes_no_row(bring, printed, ada):
    before = Measurement.objects.count(), Report.objects.count()
    bring(ada, *printed)
    assert (Measurement.objects.count(), Report.objects.count()) == before


@pytest.mark.parametrize("bring", BRINGS)
def test_what_is_in_doubt_is_kept_and_not_published_before_it_is_answered(bring, ada):
    rosalind = Curator("reviewer")
    bring(ada, *DOUBTFUL)
    record = Measurement.objects.get(entered_by=ada.user)
    if record.status == "draft":
        review.submit(record, by=ada.user, seen=record.revision)
    (doubt,) = review.open_doubts([record])[record.public_id]

    def published_by_page():
        data = {"action": "publish_selected", "_selected_action": [record.pk], f"seen-{record.pk}": record.revision}
        rosalind.browser.post(reverse("admin:mgdb_measurement_changelist"), data | {"confirmed": "y", "reason": ""})
        return Measurement.objects.get(pk=record.pk).status == "published"

    def published_by_api():
        address, seen = f"/api/v1/drafts/{record.public_id}/publish/", {"If-Match": f'"{record.revision}"'}
        response = rosalind.program.post(address, {}, content_type="application/json", headers=seen)
        return response.status_code == 200

    assert not published_by_page()
    assert not published_by_api()
    with pytest.raises(ValidationError, match="Unanswered"):
        review.publish(record, by=rosalind.user, seen=record.revision)
    review.answer_doubt(record, doubt, by=rosalind.user, seen=record.revision, comment="Fig. 9 says so.")
    assert published_by_api()


# ---------------------------------------------------------------------------------------------- what changes a value
def changed(record, printed, unit):
    form = json.loads(json.dumps(form_of(record), default=str))
    place = {name: form["reports"][0][name] for name in ("document", "locator")}
    return [place | {"printed_value": printed, "printed_unit": unit}]


def propose_by_api(ada, record, printed, unit):
    body = {
        "record": record.public_id, "kind": "edit", "reason": "x", "base_revision": record.revision,
        "changes": {"reports": changed(record, printed, unit)},
    }  # fmt: skip
    ada.program.post("/api/v1/change-requests/", body, content_type="application/json")


def propose_by_form(ada, record, printed, unit):
    address = reverse("admin:mgdb_measurement_change", args=[record.pk])
    data = filled(ada.browser.get(address)) | {
        "reports-0-printed_value": printed, "reports-0-printed_unit": unit, "reports-0-reading": "",
        "reports-0-assumed_unit": "", "reports-as_printed": "on", "reason": "Table 1 prints it so.",
    }  # fmt: skip
    ada.browser.post(address, data)


def propose_by_file(ada, record, printed, unit):
    form = json.loads(json.dumps(form_of(record), default=str)) | {"reports": changed(record, printed, unit)}
    text = yaml.safe_dump({"mgdb": "1", "measurements": [_as_texts(form)]}, allow_unicode=True, sort_keys=False)
    ingest.load({"values.yaml": text}, by=ada.user)


def _as_texts(value):
    if isinstance(value, dict):
        return {key: _as_texts(inner) for key, inner in value.items()}
    return [_as_texts(inner) for inner in value] if isinstance(value, list) else str(value)


PROPOSES = [propose_by_api, propose_by_form, propose_by_file]


@pytest.mark.parametrize("propose", PROPOSES)
def test_nothing_impossible_is_proposed_and_nothing_doubtful_accepted_unanswered(propose, ada):
    rosalind, record = person("rosalind", "reviewer"), published()
    propose(ada, record, "280", "S cm-1")
    assert not ChangeRequest.objects.exists()
    propose(ada, record, "28", "S cm-1")
    asked = ChangeRequest.objects.get()
    with pytest.raises(ValidationError, match="Unanswered"):
        change_requests.accept(asked, by=rosalind, seen=record.revision)
    assert "28" not in Measurement.objects.get(pk=record.pk).reports.values_list("printed_value", flat=True)
    doubts = outcomes.Proposal(asked, record).doubts
    change_requests.accept(asked, by=rosalind, seen=record.revision, answered=doubts)
    assert Measurement.objects.get(pk=record.pk).reports.first().printed_value == "28"
