"""The curators' work list: filters and counts, the way to the field, and the answer once for all."""

from __future__ import annotations

import pytest
from django.urls import reverse

from mgdb import audit
from mgdb.models import AnsweredFinding, Finding, Job, Material, Measurement
from tests.audit.test_findings import a_value, found_all
from tests.statements import statements

pytestmark = pytest.mark.django_db
LIST = "admin:mgdb_finding_changelist"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def work_list(module_db) -> None:
    """A condition that nobody has looked for, on the list with all else."""
    a_value().conditions.filter(key="current_density").delete()
    audit.store(found_all())


@pytest.fixture
def gap(work_list, db) -> Finding:
    return Finding.objects.get(kind="missing_condition")


def test_the_list_is_filtered_counted_and_leads_to_the_field(contributor, gap):
    value = Measurement.objects.get(public_id=gap.public_id)
    with statements(most=16):
        page = contributor.get(reverse(LIST)).content.decode()
    form = reverse("admin:mgdb_measurement_change", args=[value.pk])
    assert f'href="{form}?focus=conditions.current_density.printed"' in page
    for query, count in (
        ({"kind": "missing_condition"}, 1),
        ({"kind": "missing_condition", "record_type": "cell"}, 0),
        ({"document": gap.document, "kind": "missing_condition"}, 1),
        ({"answered": "yes"}, 0),
        ({"q": gap.public_id, "kind": "missing_condition"}, 1),
    ):
        assert contributor.get(reverse(LIST), query).context["cl"].result_count == count, query


def test_the_form_opens_with_the_field_focused(contributor, gap):
    value = Measurement.objects.get(public_id=gap.public_id)
    form = reverse("admin:mgdb_measurement_change", args=[value.pk])
    page = contributor.get(form, {"focus": gap.place}).content.decode()
    assert page.count("autofocus") == 1
    new = value.conditions.count()
    field = page[page.index(f'name="conditions-{new}-printed"') :].split(">")[0]
    assert "autofocus" in field
    assert 'value="current_density" selected' in page[page.index(f'name="conditions-{new}-key"') :][:20_000]
    for place in ("remarks", "reports.0.printed_unit"):
        page = contributor.get(form, {"focus": place}).content.decode()
        assert page.count("autofocus") == 1, place
    for place in ("nothing", "reports.99.printed_unit", "conditions.nothing.printed", SCRIPT, "a.b.c.d", "\ud800"[:0]):
        page = contributor.get(form, {"focus": place})
        assert page.status_code == 200
        assert SCRIPT not in page.content.decode()


def test_two_that_may_be_one_open_side_by_side_in_their_list(contributor, gap):
    one, other = Material.objects.published()[:2]
    Finding.objects.filter(pk=gap.pk).update(
        kind="duplicate_source", record_type="material", public_id=one.public_id, subject=other.public_id
    )
    address = f"{reverse('admin:mgdb_material_changelist')}?public_id__in={one.public_id}%2C{other.public_id}"
    assert f'href="{address}"' in contributor.get(reverse(LIST), {"kind": "duplicate_source"}).content.decode()
    assert contributor.get(address).context["cl"].result_count == 2


def answer(client, gap, **more):
    value = Measurement.objects.get(public_id=gap.public_id)
    data = {"action": "answer_selected", "_selected_action": [gap.pk], f"seen-{gap.pk}": value.revision, **more}
    return client.post(reverse(LIST), data, follow=True)


def test_a_key_that_is_none_is_refused(reviewer):
    data = {"action": "answer_selected", "_selected_action": "1\x00"}
    assert reviewer.post(reverse("admin:mgdb_finding_changelist"), data).status_code == 400


def test_a_reviewer_answers_once_for_all_with_a_reason(contributor, reviewer, gap):
    whole = {"confirmed": "yes", "answer": "not_stated", "reason": "Looked everywhere."}
    answer(contributor, gap, **whole)
    assert not AnsweredFinding.objects.exists()
    asked = answer(reviewer, gap).content.decode()
    assert "Not stated in the document" in asked
    assert (
        "Choose the answer, and say why" in answer(reviewer, gap, confirmed="yes", answer="not_stated").content.decode()
    )
    answer(reviewer, gap, **whole | {"answer": "made up"})
    assert not AnsweredFinding.objects.exists()
    assert (
        "was saved while you had it open" in answer(reviewer, gap, **whole | {f"seen-{gap.pk}": "99"}).content.decode()
    )
    assert "1 answered" in answer(reviewer, gap, **whole).content.decode()
    row = AnsweredFinding.objects.get()
    assert (row.by, row.answer, row.comment, row.kind) == (
        reviewer.user, "not_stated", "Looked everywhere.", "missing_condition"
    )  # fmt: skip
    assert reviewer.get(reverse(LIST), {"kind": gap.kind}).context["cl"].result_count == 0
    assert reviewer.get(reverse(LIST), {"kind": gap.kind, "answered": "yes"}).context["cl"].result_count == 1
    assert "Looked everywhere." in reviewer.get(reverse("admin:mgdb_answeredfinding_changelist")).content.decode()


def test_words_of_records_are_text_in_the_list_and_on_the_page(reviewer, gap):
    Finding.objects.filter(pk=gap.pk).update(words=SCRIPT)
    for page in (reviewer.get(reverse(LIST), {"kind": gap.kind}), answer(reviewer, gap)):
        assert SCRIPT not in page.content.decode()
        assert "&lt;script&gt;" in page.content.decode()


def test_an_audit_is_asked_for_from_the_list(contributor, gap):
    look = reverse("admin:mgdb_finding_look")
    assert contributor.get(look).status_code == 403
    first = contributor.post(look)
    assert first.status_code == 302
    assert contributor.post(look)["Location"] == first["Location"]  # the one that waits
    assert Job.objects.audits().get().created_by == contributor.user
