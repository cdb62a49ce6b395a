"""Time until the first plot of a page is visible, beside a bare page with the same plotly bundle, in one run.

    python -m benchmarks.first_plot http://127.0.0.1:8000/ [--runs 7] [--plots arrhenius rate] [--crowds 600 5000]

Needs a running site and Chromium ($CHROMIUM, or one on the path). Each page is loaded with an empty cache, the
two kinds by turns; what counts is the ratio of the medians. The bare page holds the bundle of the site, one script and
ten points, and is given to the browser under an address of the site. A crowd is the Arrhenius plot of so many invented
values, nine of each specimen: the page is the site's own, the figure is drawn here and given to the browser in the
place of that of the site, as one too large for its page is.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import re
import shutil
import statistics
import sys
import time
import urllib.request
from urllib.parse import urljoin

from playwright.sync_api import Browser, Route, sync_playwright

from mgdb import plots
from mgdb.plots import Point, PointCondition
from mgdb.plots.style import CLASSES
from mgdb.science.quantity import Quantity

LIMIT, CROWD_LIMIT = 1.5, 3.0  # × the bare page
BROWSERS = ("chromium", "chromium-headless-shell", "chromium-browser")
PATIENCE = 120.0  # seconds
BARE = "bare-page-of-a-plot/"
BUNDLE = re.compile(r'<script src="([^"]*/plotly[^"]*)"')
FIGURE = re.compile(r'(<script type="application/json" id="figure-arrhenius")[^>]*>[^<]*<', re.DOTALL)
STANDS_AT = "an-invented-crowd.json"
SERIES = 9  # values of one specimen
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


def invented(count: int) -> list[Point]:
    """So many conductivities that follow Arrhenius' law within a tenth of a decade, the same each time."""
    chance = random.Random(count)  # noqa: S311  (not for secrets)
    points = []
    for number in range(count):
        of = number // SERIES
        law = random.Random(f"{count} {of}")  # noqa: S311
        energy, prefactor = law.uniform(0.2, 0.9), law.uniform(1, 5)
        kelvin = round(chance.uniform(283, 423), 2)
        decades = prefactor - energy / (8.617e-5 * kelvin * math.log(10)) + chance.gauss(0, 0.1)
        points.append(
            Point(
                id=f"mea-{number:07d}",
                property_key="ionic_conductivity",
                quantity=Quantity(value=10**decades, digits=2),
                material=f"mat-{of}",
                name=f"specimen {of}",
                electrolyte_class=list(CLASSES)[of % len(CLASSES)],
                origin="measured",
                chemistry="Mg",
                source=f"Author et al. {1990 + of % 35}",
                url=f"/measurements/mea-{number:07d}/",
                conditions={"temperature": PointCondition(low=kelvin, high=kelvin, printed=f"{kelvin} K")},
            )
        )
    return points


def load(browser: Browser, address: str, bare: str, figure: str = "") -> float:
    """Milliseconds from the start of the navigation to the first painted plot, with an empty cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()

    def fulfil(route: Route) -> None:
        route.fulfill(body=bare, content_type="text/html")

    def in_place(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=FIGURE.sub(rf'\1 data-address="{STANDS_AT}"><', answer.text()))

    page.route(f"**/{BARE}", fulfil)
    if figure:
        page.route("**/plots/arrhenius/", in_place)
        page.route(f"**/{STANDS_AT}", lambda route: route.fulfill(body=figure, content_type="application/json"))
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
    parser.add_argument("--crowds", nargs="*", type=int, default=[])
    given = parser.parse_args()
    site = given.site.rstrip("/") + "/"
    asked = {name: name.partition("?") for name in given.plots}
    pages = {name: urljoin(site, f"plots/{slug}/{mark}{query}") for name, (slug, mark, query) in asked.items()}
    figures: dict[str, str] = {}
    for count in given.crowds:
        began = time.monotonic()
        drawing = plots.draw(plots.get("arrhenius"), invented(count))
        name = f"{count} values"
        figures[name] = json.dumps(drawing.figure, ensure_ascii=False, separators=(",", ":"))
        pages[name] = urljoin(site, "plots/arrhenius/")
        traces, size = len(drawing.figure["data"]), len(figures[name].encode())
        took = time.monotonic() - began
        sys.stdout.write(f"{name}: {traces} traces, {size / 1e3:.0f} kB, drawn up in {took:.1f} s\n")
    with urllib.request.urlopen(pages[given.plots[0]], timeout=30) as answer:  # noqa: S310  (the operator's own site)
        bundle = BUNDLE.search(answer.read().decode())
    if bundle is None:
        sys.exit(f"{pages[given.plots[0]]} has no plot with a plotly bundle; name another with --plots.")
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    bare = PAGE.format(bundle=bundle[1])
    times: dict[str, list[float]] = {name: [] for name in ("bare", *pages)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(given.runs):
            for name in times:
                times[name].append(load(browser, pages.get(name, site + BARE), bare, figures.get(name, "")))
        browser.close()
    within = True
    base = statistics.median(times["bare"])
    for name, found in times.items():
        median = statistics.median(found)
        within &= median <= (CROWD_LIMIT if name in figures else LIMIT) * base
        spread = f"(from {min(found):.0f} to {max(found):.0f})"
        sys.stdout.write(f"{name:20} {median:7.0f} ms {spread}  {median / base:5.2f} × bare\n")
    sys.stdout.write(f"limit: {LIMIT} × bare, {CROWD_LIMIT} × of a crowd – {'kept' if within else 'MISSED'}\n")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
