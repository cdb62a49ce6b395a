"""Two records of one thing become one; the id given up leads to the other, whichever address it is asked at."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from mgdb import compare, ingest, review
from mgdb.audit import KINDS, audit
from mgdb.models import ChangeRequest, Citation, DatasetEntry, Flag, Material, MaterialName, Measurement, Pair, Source
from mgdb.review.history import changes_of
from mgdb.review.publication import all_references
from mgdb.review.versions import published_revisions
from mgdb.science.typeset import plain
from tests.review.people import person

pytestmark = pytest.mark.django_db
KEPT, GIVEN_UP = "src-78zcs72", "src-f62vat4"  # Zhou et al. 2018, cited as 1801984 and as e1801984


@pytest.fixture
def twins():
    """A cited source from which materials, values and pairs come, and a second record of it."""
    known = Source.objects.published().filter(materials__isnull=False, cited_by__isnull=False).exclude(doi="")
    old = known.annotate(specimens=Count("materials")).order_by("specimens", "pk").first()
    into = Source.objects.create(title=f"{old.title} again", year=old.year, status="published")
    return old, into


def fresh(record):
    return type(record)._base_manager.get(pk=record.pk)


def referring(record):
    return {
        (one.model.__name__, one.column): one.model._base_manager.filter(**{one.column: record}).count()
        for one in all_references()
        if one.target is type(record) and not one.up
    }


def test_all_that_referred_to_the_one_refers_to_the_other(twins):
    old, into = twins
    before = referring(old)
    assert sum(count > 0 for count in before.values()) >= 3
    review.merge(old, into, by=review.OPERATOR)
    assert referring(into) == before
    assert set(referring(old).values()) == {0}
    assert (old.status, into.status, into.merged_ids) == ("withdrawn", "published", [old.public_id])
    assert into.public_id in old.withdrawn_reason
    assert plain(into.short) in into.materials.first().search_text  # indexed again
    assert "ids of records merged into it" in {name for change in changes_of(into) for name, _, _ in change.columns}


def test_the_old_address_leads_to_the_new_one(client, twins):
    old, into = twins
    review.merge(old, into, by=review.OPERATOR)
    page = client.get(reverse("source", args=[old.public_id]))
    assert (page.status_code, page["Location"]) == (301, reverse("source", args=[into.public_id]))
    said = client.get(page["Location"]).content.decode()
    assert re.search(rf"Records merged into this one.*{old.public_id}", said, re.DOTALL)
    answer = client.get(f"/api/v1/sources/{old.public_id}/?fields=id")
    assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/sources/{into.public_id}/?fields=id")
    assert answer.json()["into"] == into.public_id
    assert client.get(answer["Location"]).json() == {"id": into.public_id}
    for address in (f"/api/v1/materials/?source={old.public_id}", f"/api/v1/sources/?doi={old.public_id}"):
        assert (
            client.get(address).json()["count"]
            == client.get(address.replace(old.public_id, into.public_id)).json()["count"]
        )
        assert client.get(address).json()["count"] > 0


def test_a_version_of_the_old_record_stays_its_own(client, twins):
    old, into = twins
    (revision, *_) = published_revisions(old)
    before = client.get(f"/api/v1/versions/{old.public_id}/{revision}/").json()
    review.merge(old, into, by=review.OPERATOR)
    after = client.get(f"/api/v1/versions/{old.public_id.upper()}/{revision}/").json()
    assert (before["merged_into"], after["merged_into"]) == ("", into.public_id)
    assert after["form"] == before["form"] != client.get(f"/api/v1/versions/{into.public_id}/1/").json()["form"]
    page = client.get(reverse("version", args=[old.public_id, revision]))
    said = " ".join(re.sub("<[^>]*>", "", page.content.decode()).split())
    assert f"{old.public_id} was merged afterwards into {into.public_id}" in said


def test_a_choice_to_compare_says_where_a_merged_one_is_now():
    old, other = Material.objects.published().filter(roles=["cathode"]).order_by("pk")[:2]
    into = Material.objects.create(name=f"{old.name} again", source=old.source, status="published", roles=["cathode"])
    review.merge(old, into, by=review.OPERATOR)
    with pytest.raises(compare.NoComparison, match=f"{old.public_id} was merged into {into.public_id}") as refused:
        compare.choose([old.public_id, other.public_id])
    assert refused.value.suggestions[0].ids == (into.public_id, other.public_id)


def test_a_record_merged_on_keeps_all_ids(client, twins):
    old, into = twins
    last = Source.objects.create(title="And again", year=old.year, status="published")
    review.merge(old, into, by=review.OPERATOR)
    review.merge(into, last, by=review.OPERATOR)
    assert last.merged_ids == [into.public_id, old.public_id]
    assert client.get(reverse("source", args=[old.public_id]))["Location"] == reverse("source", args=[last.public_id])


def test_parts_that_the_other_lacks_move_there():
    source = Source.objects.create(title="Specimens", year=2020, status="published")
    one, other = (
        Material.objects.create(name=name, source=source, roles=["cathode"], status="published") for name in ("a", "b")
    )
    for row in (one, other):
        MaterialName.objects.create(material=row, name="shared")
    MaterialName.objects.create(material=one, name="own")
    Flag.objects.create(material=one, code="other", reason="A doubt.")
    review.merge(one, other, by=review.OPERATOR)
    assert {name.name for name in other.names.all()} == {"shared", "own"}
    assert other.flags.count() == 1
    assert "own" in other.search_text


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "case", ["itself", "type", "doi", "withdrawn", "unpublished", "cited twice", "specimen of two"]
)
def test_what_cannot_be_one_record_is_refused_in_words_and_nothing_changes(twins, case):
    old, into = twins
    before = referring(old)
    if case == "itself":
        into, words = old, "into itself"
    elif case == "type":
        into, words = Material.objects.published().first(), "not records of one thing"
    elif case == "doi":
        into, words = Source.objects.published().exclude(doi__in=["", old.doi]).first(), "The DOI differs"
    elif case == "withdrawn":
        review.withdraw(into, "entered twice", by=review.OPERATOR, seen=into.revision)
        words = "is withdrawn"
    elif case == "unpublished":
        Source.objects.filter(pk=into.pk).update(status="draft")
        words = "publish it first"
    elif case == "cited twice":
        citation = old.cited_by.first()
        Citation.objects.create(document=citation.document, key=citation.key, cited=into)
        words = "citation"
    else:
        specimen = old.materials.first()
        Material.objects.create(name=specimen.name, source=into, roles=["cathode"])
        words = "This source has a material of this name already"
    with pytest.raises(ValidationError, match=words):
        review.merge(old, into, by=review.OPERATOR)
    assert referring(old) == before
    assert Source.objects.get(pk=old.pk).status == "published"


def test_a_pair_of_the_two_stands_in_the_way(twins):
    pair = Pair.objects.published().filter(modified__source=1).first() or Pair.objects.published().first()
    Material.objects.filter(pk=pair.control.pk).update(source=pair.modified.source)
    pair.refresh_from_db()
    with pytest.raises(ValidationError, match=pair.public_id):
        review.merge(
            Material.objects.get(pk=pair.control.pk), Material.objects.get(pk=pair.modified.pk), by=review.OPERATOR
        )


def test_nobody_merges_alone_and_what_two_agree_on_is_in_the_history(twins):
    ada, rosalind = person("ada", "contributor"), person("rosalind", "reviewer")
    old, into = twins
    with pytest.raises(review.NotAllowed, match="One person alone"):
        review.merge(*twins, by=rosalind)
    seen = {"seen": old.revision, "into": into.public_id, "into_seen": into.revision}
    request = review.propose("merge", old, by=ada, reason="One paper.", **seen)
    with pytest.raises(review.NotAllowed, match="reviewer"):
        review.accept(request, by=ada, seen=old.revision)
    review.accept(request, by=rosalind, seen=old.revision)
    into.refresh_from_db()
    assert into.merged_ids == [old.public_id]
    assert {change.who for change in changes_of(into)[:1]} == {"rosalind"}


def test_nobody_asks_for_a_merge_of_a_record_into_itself(twins):
    old, _ = twins
    with pytest.raises(ValidationError, match="cannot be merged into itself; give the id of the one that stays"):
        review.propose(
            "merge", old, by=person("ada", "contributor"), seen=old.revision, reason="x", into=old.public_id.upper(),
            into_seen=old.revision,
        )  # fmt: skip
    assert not ChangeRequest.objects.exists()


def test_the_admin_asks_which_remains_and_shows_where_they_differ(twins):
    ada = person("ada", "contributor")
    client, address = Client(), reverse("admin:mgdb_source_changelist")
    client.force_login(ada)
    old, into = twins
    data = {"action": "merge_selected", "_selected_action": [old.pk, into.pk]}
    content = client.post(address, data).content.decode()
    assert "Where they differ" in content
    assert old.title in content
    seen = {f"seen-{one.pk}": one.revision for one in twins}
    response = client.post(address, data | seen | {"into": into.pk, "reason": "One paper."})
    request = ChangeRequest.objects.get()
    assert response.url == reverse("admin:mgdb_changerequest_change", args=[request.pk])
    assert (request.kind, request.public_id, request.into) == ("merge", old.public_id, into.public_id)
    assert Source.objects.get(pk=old.pk).status == "published"


def test_the_command_merges_and_says_what_is_wrong(twins, capsys):
    old, into = twins
    with pytest.raises(CommandError, match="is not an id of a record"):
        call_command("merge_records", "x-1", into.public_id)
    with pytest.raises(CommandError, match="into itself"):
        call_command("merge_records", into.public_id, into.public_id)
    call_command("merge_records", old.public_id, into.public_id)
    assert f"{old.public_id} is merged into {into.public_id}" in capsys.readouterr().out


# ---------------------------------------------------------------- the dataset
def test_the_two_records_of_one_paper_are_one_in_the_dataset(client):
    kept = Source.objects.get(public_id=KEPT)
    assert kept.merged_ids == [GIVEN_UP]
    assert kept.cited_by.count() == 2
    assert client.get(reverse("source", args=[GIVEN_UP]))["Location"] == reverse("source", args=[KEPT])
    assert "  merged_ids: [src-f62vat4]\n" in ingest.export()["defect-engineering-2025.yaml"]
    assert [line for found in audit() for line in found.lists()[KINDS["duplicate_source"]]] == []


def test_a_database_that_still_has_both_is_merged_by_its_files(client):
    texts = ingest.export()
    kept = Source.objects.get(public_id=KEPT)
    Source.objects.filter(pk=kept.pk).update(merged_ids=[])
    before = review.content_hash(review.to_dict(Source.objects.get(pk=kept.pk)))
    DatasetEntry.objects.filter(public_id=KEPT).update(file_hash=before, row_hash=before)
    old = Source.objects.create(
        public_id=GIVEN_UP, title="As before", authors=["L. Zhou"], container="Adv. Mater.", year=2018, volume="30",
        pages="1801984", status="published",
    )  # fmt: skip
    Citation.objects.filter(cited=kept, document__doi="10.1002/smll.202106981").update(cited=old)
    specimen = Material.objects.create(name="Entered here", source=old, roles=["cathode"])
    assert [pair for pair in Source.objects.alike() if old in pair and kept in pair]
    changed = texts["defect-engineering-2025.yaml"] + "\n"
    assert ingest.load({"defect-engineering-2025.yaml": changed}, by=review.OPERATOR).ok
    old.refresh_from_db()
    specimen.refresh_from_db()
    assert (old.status, specimen.source_id, kept.cited_by.count()) == ("withdrawn", kept.pk, 2)
    assert ingest.export() == texts


def test_a_second_record_of_a_place_is_refused_with_and_without_its_e():
    row = Source(title="x", container="Adv. Mater.", year=2018, volume="30", pages="1801984")
    with pytest.raises(ValidationError, match=KEPT):
        row.clean()


def test_a_measurement_keeps_its_value_when_another_record_of_it_is_merged():
    one = Measurement.objects.published().filter(reports__isnull=False).first()
    value = one.value
    other = Measurement.objects.get(pk=one.pk)
    other.pk, other.public_id, other._state.adding = None, "", True
    other.save()
    review.merge(other, one, by=review.OPERATOR)
    assert (one.value, one.merged_ids) == (value, [other.public_id])
