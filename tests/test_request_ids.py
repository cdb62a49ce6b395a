"""The id of what is done, in every line of the log."""

from __future__ import annotations

from threading import Thread

import pytest

from mgdb import request_ids


@pytest.mark.parametrize("given", ["abcdefgh", "A-1_2.3-xyz", "a" * 64])
def test_a_good_id_is_taken(given: str) -> None:
    assert request_ids.begin(given) == request_ids.current() == given


@pytest.mark.parametrize("given", ["", "short", "a" * 65, "a\nb-injected", "späteres", "with blank"])
def test_any_other_is_replaced_by_one_of_its_own(given: str) -> None:
    first, second = request_ids.begin(given), request_ids.begin(given)
    assert first != given
    assert first != second == request_ids.current()


def test_each_thread_has_its_own() -> None:
    request_ids.begin("of-this-thread")
    seen: list[str] = []
    thread = Thread(target=lambda: seen.append(request_ids.current()))
    thread.start()
    thread.join()
    assert (seen, request_ids.current()) == ([""], "of-this-thread")
