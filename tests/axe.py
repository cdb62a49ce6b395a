"""What axe-core calls a serious or critical barrier on a page, for tests in a browser.

axe-core comes with a package for tests; it is run beside the page, whose policy stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
# All that folds is unfolded: what is hidden is not looked at.
UNFOLD = "() => { for (const one of document.querySelectorAll('details')) one.open = true; }"
# Rows of a table beyond the twelfth are of the same template: three quarters of the time go to the contrast of each.
REST_OF_TABLES = "tbody tr:nth-child(n + 13)"
ALL_RULES: dict[str, object] = {}
OF_COLOURS: dict[str, object] = {"runOnly": ["color-contrast"]}
RUN = """
([leftOut, rules]) => axe.run({ exclude: leftOut }, { resultTypes: ["violations"], ...rules }).then(
  (found) => found.violations.filter((one) => ["serious", "critical"].includes(one.impact)),
)
"""


def barriers(page: object, *left_out: str, rules: dict[str, object] = ALL_RULES) -> Iterator[str]:
    """What is wrong with the page as it looks now; of what a selector of `left_out` finds nothing is asked."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(UNFOLD)
        page.evaluate(AXE)
    for one in page.evaluate(RUN, [[[selector] for selector in left_out], rules]):
        for node in one["nodes"][:5]:
            yield f"{one['id']} at {node['target']}: {node['failureSummary']}"
