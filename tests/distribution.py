"""Which process runs which tests: each file in one, and all that look at pages in one with one browser and site."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from xdist.scheduler import LoadFileScheduling

ROOT = Path(__file__).resolve().parents[1]
# A test or a fixture that takes what costs seconds of processor time to start and lasts for the whole run.
TAKES_A_SITE = re.compile(r"^def \w+\([^)]*\b(?:page|site|browser|browser_context)\b", re.MULTILINE)
PAGES = "pages"


class OneBrowser(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return PAGES if looks_at_pages(ROOT / file) else file


@cache
def looks_at_pages(file: Path) -> bool:
    """Whether a test in `file` takes the browser's page, or the site that lasts for the whole run."""
    return bool(TAKES_A_SITE.search(file.read_text(encoding="utf-8")))
