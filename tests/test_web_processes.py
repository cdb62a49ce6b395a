"""What the web server does once, before it forks."""

import gc
import runpy
import sys

from django.urls import clear_url_caches, get_resolver


def test_what_is_loaded_is_set_aside_from_the_search_for_garbage(monkeypatch):
    done = []
    monkeypatch.delitem(sys.modules, "mgdb.wsgi", raising=False)  # as in a process that begins

    def note(step):
        return lambda *args: done.append((step, bool(get_resolver().__dict__.get("url_patterns")), *args))

    for step in ("collect", "freeze", "set_threshold"):
        monkeypatch.setattr(gc, step, note(step))
    clear_url_caches()
    assert callable(runpy.run_module("mgdb.wsgi")["application"])
    assert done == [("set_threshold", False, 20_000, 10, 10), ("collect", True), ("freeze", True)]
