"""Files that need the one browser or site are found by what their tests take."""

import pytest

from tests.distribution import ROOT, looks_at_pages, says_nothing


def test_files_whose_tests_take_a_page_or_the_site_run_in_one_process(request):
    wanted = {"page", "site", "browser", "browser_context"}
    taking = {item.path for item in request.session.items if wanted & set(item.fixturenames)}
    assert [file for file in sorted(taking) if not looks_at_pages(file)] == []


@pytest.mark.parametrize(
    ("file", "together"),
    [("tests/browser/test_pages.py", True), ("tests/science/test_formula.py", False), ("tests/test_tasks.py", False)],
)
def test_a_file_is_known_by_its_tests(file, together):
    assert looks_at_pages(ROOT / file) is together


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
