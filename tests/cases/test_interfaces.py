"""Every interface reads a print as `science.judgement` does, which the table of cases holds to its outcomes."""

import pytest
import yaml
from django.http import QueryDict
from django.urls import reverse

from mgdb import ingest, review
from mgdb.models import Cell, Material, Measurement, MeasurementCondition, Source
from mgdb.science.conditions import CONDITIONS
from mgdb.science.judgement import Reading, Refusal, judge
from mgdb.science.properties import PROPERTIES
from mgdb.search import Query, interval_of
from mgdb.search.measurements import MEASUREMENTS
from tests.admin.browsers_part import filled, row
from tests.yaml_files import cases

pytestmark = pytest.mark.django_db
CASES = cases("numbers")
DOCUMENT = "10.1007/s40820-024-01495-1"
SHARES = 24  # of the table, which the form is posted in


def judged(case):
    entry = {**CONDITIONS, **PROPERTIES}[case["entry"]]
    return judge(entry, case["printed"], case.get("unit", ""))


def is_condition(case):
    return case["entry"] in CONDITIONS


def numbers_of(reading):
    if reading.condition is not None:
        read = reading.condition
        return read.low, read.high, read.approximate, read.uncertainty
    stated = reading.canonical
    return stated.low, stated.high, stated.approximate, stated.uncertainty


def is_plain(stated):
    return stated.value is not None and stated.bound == "=" and not stated.approximate and stated.uncertainty is None


def plain(text):
    return str(text).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


# ------------------------------------------------------------------ dataset files


def as_file(cases):
    """A dataset file with one measurement for each case, and the id of each."""
    source = Source.objects.get(doi=DOCUMENT)
    material = Material.objects.published().with_role("cathode").first()
    cell = Cell.objects.published().first()
    rows = []
    for place, case in enumerate(cases):
        key = "voltage" if is_condition(case) else case["entry"]
        subject = {"material": material.public_id}
        if "material" not in PROPERTIES[key].applies_to:
            subject = {"cell": cell.public_id}
        report = {"printed_value": "1", "printed_unit": "V"}
        if not is_condition(case):
            report = {"printed_value": case["printed"], "printed_unit": case.get("unit", "")}
        rows.append(
            {
                "id": identity(place),
                **subject,
                "property": key,
                "source": source.public_id,
                "conditions": {case["entry"]: case["printed"]} if is_condition(case) else {},
                "reports": [{"document": source.public_id, "locator": "Section 3", **report}],
                "readings": "1",
            }
        )
    return yaml.safe_dump({"mgdb": "1", "measurements": rows}, allow_unicode=True, sort_keys=False)


def identity(place):
    return f"mea-{place:07d}"


def test_a_dataset_file_is_refused_case_by_case_in_the_words_of_the_judgement():
    report = ingest.load({"cases.yaml": as_file(CASES)}, by=review.OPERATOR)
    assert not Measurement.objects.filter(public_id__startswith="mea-00000").exists()  # nothing half-written
    told = {}
    for problem in report.problems:
        told.setdefault(problem.record, []).append(problem)
    for place, case in enumerate(CASES):
        expected, found = judged(case), told.pop(identity(place), [])
        if isinstance(expected, Reading):
            assert found == [], case
            continue
        [problem] = found
        place_of = f"conditions.{case['entry']}" if is_condition(case) else "reports.1.printed_"
        assert problem.field.startswith(place_of), case
        assert problem.reason.startswith(expected.reason[:300]), case
    assert told == {}


def test_a_dataset_file_is_read_case_by_case_as_judged_and_its_doubts_are_listed():
    read = [case for case in CASES if isinstance(judged(case), Reading)]
    report = ingest.load({"cases.yaml": as_file(read)}, by=review.OPERATOR)
    assert report.ok, report.problems[:3]
    doubted = {doubt.record: plain(doubt.reason) for doubt in report.doubts}
    for place, case in enumerate(read):
        expected = judged(case)
        stored = Measurement.objects.get(public_id=identity(place))
        if is_condition(case):
            stored = MeasurementCondition.objects.get(measurement=stored)
            assert stored.status == expected.condition.status, case
        assert (stored.low, stored.high, stored.approximate, stored.uncertainty) == numbers_of(expected), case
        assert (doubted.get(identity(place), "") != "") == ("doubt" in case), case
        assert case.get("doubt", "") in doubted.get(identity(place), ""), case
    assert f"{len(doubted)} doubts" in str(report)


# ------------------------------------------------------------------ queries


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['entry']} {case['printed']} {case.get('unit', '')}")
def test_a_query_is_refused_or_read_as_judged(case):
    expected = judged(case)
    data = QueryDict(mutable=True)
    if is_condition(case):
        data[case["entry"]] = case["printed"]
    else:
        data["property"], data["value_min"] = case["entry"], case["printed"]
        if case.get("unit"):
            data["unit"] = case["unit"]
    query = Query(MEASUREMENTS, data, Measurement.objects.none())
    if isinstance(expected, Refusal):
        [problem] = query.problems
        assert problem.parameter in (case["entry"], "value_min", "unit")
        if expected.outcome != "unreadable":
            assert expected.question in problem.reason
            assert expected.question or problem.reason == expected.reason
    elif is_condition(case):
        near = expected.condition.approximate  # how near is asked
        assert query.ok != near, query.problems
    elif expected.canonical is None or not is_plain(expected.canonical):  # a limit is one number
        assert [problem.parameter for problem in query.problems] == ["value_min"]
    else:
        assert query.ok, query.problems
        assert interval_of(query.params, "value").low.canonical == expected.canonical.value


# ------------------------------------------------------------------ the curators' form


@pytest.mark.sampled(1)
@pytest.mark.parametrize("start", range(SHARES))
def test_the_form_refuses_and_reads_as_judged(admin_client, start):
    """A share of the refusals and of what is read."""
    address = reverse("admin:mgdb_measurement_add")
    blank = filled(admin_client.get(address))
    source = Source.objects.get(doi=DOCUMENT)
    material = Material.objects.published().with_role("cathode").filter(measurements=None).first()
    cell = Cell.objects.published().first()
    refused = [case for case in CASES if isinstance(judged(case), Refusal)]
    for case in [*refused[start::SHARES], *[case for case in CASES if case not in refused][start::SHARES]]:
        expected = judged(case)
        key = "voltage" if is_condition(case) else case["entry"]
        of_material = "material" in PROPERTIES[key].applies_to
        report = {"printed_value": case["printed"], "printed_unit": case.get("unit", "")}
        if is_condition(case):
            report = {"printed_value": "1", "printed_unit": "V"}
        data = blank | {"material": material.pk} if of_material else blank | {"cell": cell.pk}
        data |= {"source": source.pk, "property_key": key}
        data |= row("reports", 0, document=source.pk, locator="Section 3", **report)
        if is_condition(case):
            data |= row("conditions", 0, key=case["entry"], status="reported", printed=case["printed"])
        before = Measurement.objects.count()
        response = admin_client.post(address, data)
        if isinstance(expected, Refusal):
            assert response.status_code == 200, case
            errors = plain(" ".join(str(error) for error in response.context["errors"]))
            assert _escaped(plain(expected.reason))[:80] in errors, case
            assert Measurement.objects.count() == before
            continue
        if response.status_code == 200:  # doubts are shown before anything is kept
            assert "doubt" in case, (case, response.context["errors"])
            response = admin_client.post(address, data | {"reports-as_printed": "on", "conditions-as_printed": "on"})
        assert response.status_code == 302, case
        made = Measurement.objects.latest("pk")
        stored = made.conditions.get() if is_condition(case) else made
        assert (stored.low, stored.high, stored.approximate, stored.uncertainty) == numbers_of(expected), case
        made.delete()  # that another record has the same value is a doubt of its own


def _escaped(text):
    from django.utils.html import escape

    return escape(text)


# ------------------------------------------------------------------ handles of a file that a curator imports


@pytest.fixture
def curator():
    from django.contrib.auth.models import Group, User

    found = User.objects.create_user("hand")
    found.groups.add(Group.objects.get(name="contributor"))
    return found


def handled(case):
    return as_file([case]).replace(identity(0), "mea:first")


def test_a_file_with_handles_gets_its_ids_from_the_import_and_keeps_them(curator):
    one, other = [case for case in CASES if case["entry"] == "ionic_conductivity" and "value" in case][:2]
    report = ingest.load({"handles.yaml": handled(one)}, by=curator)
    assert report.ok, report.problems
    [public_id] = report.created
    assert report.minted == {"mea:first": public_id}
    again = ingest.load({"handles.yaml": handled(other)}, by=curator)
    assert (again.updated, again.created) == ([public_id], [])
    assert Measurement.objects.get(public_id=public_id).value == pytest.approx(other["value"])


def test_a_handle_of_an_operators_file_hides_no_other_fault():
    case = {"entry": "ionic_conductivity", "printed": "10-5", "unit": "S cm-1"}
    report = ingest.load({"handles.yaml": handled(case)}, by=review.OPERATOR)
    assert {problem.record for problem in report.problems} == {"mea:first"}
    told = " ".join(problem.reason for problem in report.problems)
    assert "has no id yet; run mint_ids first" in told
    assert "10⁻⁵, or 5–10" in told


def test_what_is_doubtful_about_a_change_request_is_in_the_report(curator):
    case = {"entry": "ionic_conductivity", "printed": "2", "unit": "S cm-1"}
    stored = ingest.load({"asked.yaml": as_file([case | {"unit": "mS cm-1"}])}, by=review.OPERATOR)
    assert not stored.doubts
    report = ingest.load({"asked.yaml": as_file([case])}, by=curator)
    assert report.proposed == [identity(0)]
    assert "2 S cm⁻¹ is outside the plausible range" in plain(report.doubts[0].reason)
