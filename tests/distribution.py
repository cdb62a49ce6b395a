"""Which process runs which tests: each file in one, and all that look at pages in one with one browser and site.
And what these processes tell of them.

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
# A test or a fixture that takes what costs seconds of processor time to start and lasts for the whole run.
TAKES_A_SITE = re.compile(r"^def \w+\([^)]*\b(?:page|site|browser|browser_context)\b", re.MULTILINE)
PAGES = "pages"
# Those with a long form of minutes, the longest first; and of which each test stands for itself.
BEGUN_WITH = ["tests/test_kills.py", "tests/test_hostile_requests.py", "tests/review/test_matrix.py"]
APART = {"tests/test_hostile_requests.py", "tests/review/test_matrix.py"}


class OneBrowser(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        if file in APART:
            return nodeid
        return PAGES if looks_at_pages(ROOT / file) else file

    def _assign_work_unit(self, node: object) -> None:
        files = [scope.partition("::")[0] for scope in self.workqueue]
        dear = min(files, key=lambda file: BEGUN_WITH.index(file) if file in BEGUN_WITH else len(BEGUN_WITH))
        self.workqueue.move_to_end(list(self.workqueue)[files.index(dear)], last=False)
        super()._assign_work_unit(node)


@cache
def looks_at_pages(file: Path) -> bool:
    """Whether a test in `file` takes the browser's page, or the site that lasts for the whole run."""
    return bool(TAKES_A_SITE.search(file.read_text(encoding="utf-8")))


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
