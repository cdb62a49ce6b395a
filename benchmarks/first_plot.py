"""Time until the first plot of a page is visible, beside a bare page with the same plotly bundle, in one run.

    python -m benchmarks.first_plot http://127.0.0.1:8000/ [--runs 7] [--plots arrhenius "arrhenius?chemistry=all"]

Needs a running site and Chromium ($CHROMIUM, or `chromium` on the path). Each page is loaded with an empty cache, the
two kinds by turns; what counts is the ratio of the medians. The bare page holds the bundle of the site, one script and
ten points, and is given to the browser under an address of the site.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import sys
import time
import urllib.request
from urllib.parse import urljoin

from playwright.sync_api import Browser, Route, sync_playwright

LIMIT = 1.5
PATIENCE = 120.0  # seconds
BARE = "bare-page-of-a-plot/"
BUNDLE = re.compile(r'<script src="([^"]*/plotly[^"]*)"')
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>bare</title>
<script src="{bundle}" defer></script><script>
document.addEventListener("DOMContentLoaded", () => Plotly.newPlot("plot", [
  {{type: "scatter", mode: "markers", x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], y: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]}},
]));
</script></head><body><div id="plot" style="height: 500px"></div></body></html>"""
# the same sign on both pages: the first point of a plot stands in the document, and a frame was painted with it
WATCH = """
new MutationObserver((_, observer) => {
  if (document.querySelector(".scatterlayer .point")) {
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.firstPlot = performance.now(); }));
  }
}).observe(document, { childList: true, subtree: true });
"""


def load(browser: Browser, address: str, bare: str) -> float:
    """Milliseconds from the start of the navigation to the first painted plot, with an empty cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()

    def fulfil(route: Route) -> None:
        route.fulfill(body=bare, content_type="text/html")

    page.route(f"**/{BARE}", fulfil)
    page.add_init_script(WATCH)
    page.goto(address)
    began = time.monotonic()
    while not (found := float(page.evaluate("window.firstPlot || 0"))):  # the policy forbids what waits inside a page
        if time.monotonic() - began > PATIENCE:
            sys.exit(f"{address} draws no plot within {PATIENCE:.0f} s.")
        time.sleep(0.02)
    context.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--plots", nargs="+", default=["arrhenius", "rate"])
    given = parser.parse_args()
    site = given.site.rstrip("/") + "/"
    asked = {name: name.partition("?") for name in given.plots}
    pages = {name: urljoin(site, f"plots/{slug}/{mark}{query}") for name, (slug, mark, query) in asked.items()}
    with urllib.request.urlopen(pages[given.plots[0]], timeout=30) as answer:  # noqa: S310  (the operator's own site)
        bundle = BUNDLE.search(answer.read().decode())
    if bundle is None:
        sys.exit(f"{pages[given.plots[0]]} has no plot with a plotly bundle; name another with --plots.")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    bare = PAGE.format(bundle=bundle[1])
    times: dict[str, list[float]] = {name: [] for name in ("bare", *pages)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(given.runs):
            for name in times:
                times[name].append(load(browser, pages.get(name, site + BARE), bare))
        browser.close()
    within = True
    base = statistics.median(times["bare"])
    for name, found in times.items():
        median = statistics.median(found)
        within &= median <= LIMIT * base
        spread = f"(from {min(found):.0f} to {max(found):.0f})"
        sys.stdout.write(f"{name:20} {median:7.0f} ms {spread}  {median / base:5.2f} × bare\n")
    sys.stdout.write(f"limit: {LIMIT} × bare – {'kept' if within else 'MISSED'}\n")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
