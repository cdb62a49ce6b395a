"""Files that need the one browser or site are found by what their tests take."""

import pytest

from tests.distribution import ROOT, SHARED, group_of, says_nothing


@pytest.mark.parametrize("group", SHARED)
def test_files_whose_tests_take_what_is_dear_run_in_one_process(group, request):
    taking = {item.path for item in request.session.items if SHARED[group] & set(item.fixturenames)}
    assert [file for file in sorted(taking) if group_of(file) not in (group, "pages")] == []


@pytest.mark.parametrize(
    ("file", "group"),
    [
        ("tests/browser/test_pages.py", "pages"),
        ("tests/projection/test_forms_follow.py", "few public records"),
        ("tests/science/test_formula.py", None),
        ("tests/test_tasks.py", None),
    ],
)
def test_a_file_is_known_by_its_tests(file, group):
    assert group_of(ROOT / file) == group


@pytest.mark.parametrize(
    ("report", "nothing"),
    [
        ({}, True),
        ({"when": "teardown"}, True),
        ({"when": "call"}, False),
        ({"outcome": "failed"}, False),
        ({"outcome": "skipped"}, False),
        ({"duration": 2.0}, False),
        ({"sections": [("Captured stdout setup", "…")]}, False),
    ],
)
def test_only_fixtures_that_did_as_they_should_are_not_told_of(report, nothing):
    assert says_nothing({"when": "setup", "outcome": "passed", "duration": 0.001, "sections": []} | report) is nothing
