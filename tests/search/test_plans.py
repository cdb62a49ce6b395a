"""No filter on an indexed field reads a whole large table: asked of the planner, over many invented rows."""

import pgtrigger
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from mgdb.lists import LIST_TYPES
from mgdb.search import Query
from tests.servers import application_on
from tools import generate_corpus

# Ten thousand rows are invented first, on a machine that may do other things as well.
pytestmark = pytest.mark.timeout(400)
LARGE = ("mgdb_measurement", "mgdb_material", "mgdb_measurementcondition", "mgdb_report")


@pytest.fixture(
    scope="module", params=[(3_000, 10_000), pytest.param((5_000, 50_000), marks=pytest.mark.long)], ids=str
)
def scratch(request, django_db_setup, database_server, django_db_blocker):
    """A scratch database with invented records."""
    name = database_server.clone("scratch")
    with django_db_blocker.unblock(), application_on(database_server, name):
        # migrations were tried when all databases were made; triggers refuse this
        with pgtrigger.ignore(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE mgdb_source, mgdb_phase CASCADE")
        generate_corpus.generate(*request.param)
        yield name
    database_server.drop(name)


def explained(statement, values=None):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", values)
        return cursor.fetchone()[0][0]["Plan"]


def steps(plan):
    """Every step of a plan; not those that end at the first row which they find."""
    yield plan
    if plan["Node Type"] == "Limit" and plan["Plan Rows"] == 1:
        return
    for inner in plan.get("Plans", ()):
        yield from steps(inner)


def tables_read_whole(statement, values=None):
    """Large tables of which the plan of a statement reads every row."""
    plan = explained(statement, values)
    whole = {step["Relation Name"] for step in steps(plan) if step["Node Type"].endswith("Seq Scan")}
    return sorted(whole.intersection(LARGE))


@pytest.mark.parametrize(
    ("key", "question"),
    [
        ("materials", "q=vs4-1"),
        ("materials", "elements_all=Sc"),
        ("materials", "formula=MgSc2Se4"),
        ("materials", "formula=Mg*Se4"),
        ("materials", "formula=Mg-Sc-Se"),
        ("materials", "formula=AB2C4"),
        ("materials", "phase=pha-0000005"),
        ("materials", "source=src-0000005"),
        ("materials", "structure_family=garnet&role=anode"),
        ("materials", "electrolyte=mat-0000064"),
        ("materials", "document=10.1234/invented.7"),
        ("measurements", "counter_electrode=Mg foil&material=mat-0000064"),
        ("measurements", "material=mat-0000064"),
        ("measurements", "source=10.1234/invented.7"),
        ("measurements", "document=10.1234/invented.7&locator=Table 1"),
        ("measurements", "property=voltage&value_min=1.5&value_max=1.51"),
        ("measurements", "flag=contradiction&severity=suspect"),
        ("measurements", "measured_in=cel-0000007"),
        ("measurements", "electrolyte=mat-0000064"),
        ("measurements", "q=study 77 voltage"),
        ("measurements", "phase=pha-0000005"),
        ("statements", "phase=pha-0000005"),
    ],
)
def test_a_selective_filter_reads_by_an_index(scratch, key, question):
    data = QueryDict(question.replace("+", "%2B"))
    with CaptureQueriesContext(connection) as asked:  # what names in the question mean is looked up as well
        query = Query(LIST_TYPES[key].filters, data, LIST_TYPES[key].rows().model.objects.published())
        assert query.problems == []
        assert 0 < query.queryset.count() < 2_000
    for one in asked:
        assert tables_read_whole(one["sql"]) == [], one["sql"]
    assert tables_read_whole(*query.queryset.order_by().values("pk").query.sql_with_params()) == []


def test_the_first_page_of_a_whole_list_sorts_by_an_index(scratch):
    rows = LIST_TYPES["materials"].rows().order_by("name", "pk")[:50]
    assert not [
        step
        for step in steps(explained(*rows.query.sql_with_params()))
        if step["Node Type"] == "Sort" and step["Plan Rows"] > 1000
    ]


def test_invented_records_are_written_to_nothing_but_an_empty_scratch_database(scratch):
    with pytest.raises(generate_corpus.CorpusError, match="has records already"):
        generate_corpus.generate(1, 1)


@pytest.mark.django_db
def test_invented_records_are_not_written_among_real_ones():
    assert "scratch" not in connection.settings_dict["NAME"]
    with pytest.raises(generate_corpus.CorpusError, match="only to one that has “scratch” in its name"):
        generate_corpus.generate(1, 1)
