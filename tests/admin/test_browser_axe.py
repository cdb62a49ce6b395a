"""Pages of curators have none of what axe-core calls a serious or critical barrier, in light and dark colours."""

from __future__ import annotations

import pytest

from mgdb import review
from mgdb.models import Source
from tests.axe import REST_OF_TABLES, barriers
from tests.headless import sign_in
from tests.review.people import by_id, person

PAGES = (
    "",
    "paper/?q=unknown",
    "workbench/{paper}/",
    "workbench/{paper}/desk/",
    "review/",
    "review/{paper}/",
    "table/",
    "import/",
    "account/",
    "mgdb/measurement/",
    "mgdb/measurement/add/",
    "mgdb/measurement/several/",
    "mgdb/material/add/",
    "mgdb/pair/add/",
)
# The label of Django's own box is a picture with words, which this rule does not count.
OF_DJANGO = "#searchbar"


@pytest.mark.long
def test_pages_of_curators_have_no_grave_barrier(committed_db, live_site, page, console_errors):
    ada, rosalind = person("ada", "contributor"), person("rosalind", "reviewer")
    source = Source()
    review.apply(source, {"title": "A new paper", "year": 2025}, by_id, by=ada)
    source.refresh_from_db()
    review.submit(source, by=ada, seen=source.revision)
    sign_in(page.context, live_site.url, rosalind)
    found = []
    for path in PAGES:
        for colours in ("light", "dark"):
            page.emulate_media(color_scheme=colours)  # before it loads: Django's links change their colour slowly
            page.goto(f"{live_site.url}admin/{path.format(paper=source.public_id)}")
            page.wait_for_function("() => document.readyState === 'complete'")
            page.wait_for_timeout(100)  # lists of choices are drawn by a script, and named after that
            assert console_errors == []
            found += [f"{path}, {colours}: {barrier}" for barrier in barriers(page, REST_OF_TABLES, OF_DJANGO)]
            console_errors.clear()  # axe-core tries styles of its own, which the policy of the page forbids
    assert found == []
