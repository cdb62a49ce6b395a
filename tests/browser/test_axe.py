"""No kind of page has what axe-core calls a serious or critical barrier: light and dark, wide and on a phone."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.axe import ALL_RULES, OF_COLOURS, REST_OF_TABLES, barriers
from tests.page_kinds import PLAIN, RECORDS, address_of

KINDS = [*PLAIN, *RECORDS]
LOOKS = [(1280, "light"), (1280, "dark"), (360, "dark")]


def found_on(page: object, site: object, kind: str, looks: Iterable[tuple[int, str]]) -> list[str]:
    """In the first of the looks all of the page is asked about, in the others no row that is like those above it.

    Of other colours of the same layout, colours alone.
    """
    page.goto(site.url + address_of(site, kind))
    found: list[str] = []
    seen: set[int] = set()
    for width, colours in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=colours)
        rules = OF_COLOURS if width in seen else ALL_RULES
        left_out = [REST_OF_TABLES] if seen else []
        found += [f"{kind}, {width} px, {colours}: {barrier}" for barrier in barriers(page, *left_out, rules=rules)]
        seen.add(width)
    return found


def test_some_kinds_of_pages_have_no_grave_barrier(page, site):
    """Small ones, each in one of the ways to look at it: axe-core takes seconds for a page of many rows."""
    kinds = ("home", "measurements", "empty list")
    assert [one for kind, look in zip(kinds, LOOKS, strict=True) for one in found_on(page, site, kind, [look])] == []


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_page_has_no_grave_barrier(page, site, kind):
    assert found_on(page, site, kind, LOOKS) == []


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ("<input>", "label"),
        ("<p style='color: #999; background: #aaa'>hardly seen</p>", "color-contrast"),
        ("<ul><p>no item</p></ul>", "list"),
    ],
)
def test_a_barrier_is_found(page, broken, rule):
    page.set_content(f"<!doctype html><html lang=en><title>t</title><main><h1>t</h1>{broken}</main></html>")
    assert [one for one in barriers(page) if one.startswith(rule)]
