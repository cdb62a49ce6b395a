"""Which process runs which tests: each file in one, all that look at pages in one with one browser and site, and all
that take databases of few public records in one that makes their template. And what these processes tell of them.

Files whose tests take minutes and share nothing are begun with, and each of their tests goes where there is time: else
one process would still be at work on the last of them when the other has nothing left.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

ROOT = Path(__file__).resolve().parents[1]
# What costs seconds of processor time to make and lasts for the whole run.
SHARED = {
    "pages": {"page", "site", "browser", "browser_context"},
    "few public records": {"few_public_db", "few_public_template"},
}
# A test or a fixture that takes one of it.
TOGETHER = {
    group: re.compile(rf"^def \w+\([^)]*\b(?:{'|'.join(fixtures)})\b", re.MULTILINE)
    for group, fixtures in SHARED.items()
}
# What takes longest is begun with; and of which each test stands for itself.
BEGUN_WITH = [
    "pages",
    "tests/test_kills.py",
    "tests/compare/test_latex_pages.py",
    "tests/tools/test_supervisor.py",
    "tests/tools/test_stack.py",
    "tests/compare/test_exports.py",
    "tests/views/test_every_page.py",
    "tests/test_hostile_requests.py",
    "tests/review/test_matrix.py",
    "tests/api/test_fuzz.py",
]
APART = {"tests/test_hostile_requests.py", "tests/review/test_matrix.py"}


class OneBrowser(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        if file in APART:
            return nodeid
        return group_of(ROOT / file) or file

    def _assign_work_unit(self, node: object) -> None:
        files = [scope.partition("::")[0] for scope in self.workqueue]
        dear = min(files, key=lambda file: BEGUN_WITH.index(file) if file in BEGUN_WITH else len(BEGUN_WITH))
        self.workqueue.move_to_end(list(self.workqueue)[files.index(dear)], last=False)
        super()._assign_work_unit(node)


@cache
def group_of(file: Path) -> str | None:
    """With which others a file runs in one process: for the site that lasts for the whole run, or for the template."""
    text = file.read_text(encoding="utf-8")
    return next((group for group, taking in TOGETHER.items() if taking.search(text)), None)


SLOW_SECONDS = 0.05  # of a fixture: `--durations` may show it


def tell_briefly(config: pytest.Config) -> None:
    """Spares two thirds of the messages between processes, which cost more than most tests: those nobody looks at."""
    [worker] = [one for one in config.pluginmanager.get_plugins() if type(one).__name__ == "WorkerInteractor"]
    send = worker.sendevent

    def send_what_matters(name: str, **content: Any) -> None:
        if name not in ("logstart", "logfinish") and not (name == "testreport" and says_nothing(content["data"])):
            send(name, **content)

    worker.sendevent = send_what_matters


def says_nothing(report: dict[str, Any]) -> bool:
    """Whether it is of a fixture that was made or taken back as it should, at once and silently."""
    is_of_fixtures = report["when"] != "call" and report["outcome"] == "passed"
    return is_of_fixtures and report["duration"] < SLOW_SECONDS and not report["sections"]
