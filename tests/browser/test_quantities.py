"""Own data are read in the browser as prints are read on the server: the same table of cases."""

from pathlib import Path

import pytest

from mgdb.science.properties import PROPERTIES
from tests.science.test_debris import LOSSY, MANTISSAS, WHOLE, typed
from tests.yaml_files import cases

ROOT = Path(__file__).parents[2]
CASES = cases("numbers")
# What a number says by itself; of units, conditions and limits of a property a pasted cell knows nothing.
PLAIN_UNITS = ("S cm-1", "cm2 s-1", "mAh g-1", "eV", "Ω")
NUMBERS = [
    case
    for case in CASES
    if case["entry"] in PROPERTIES and case.get("unit") in PLAIN_UNITS and case["outcome"] != "impossible"
]


def test_the_browser_reads_each_number_as_the_server_does_or_asks(page):
    page.goto("about:blank")
    page.add_script_tag(path=ROOT / "static" / "mgdb" / "quantities.js")
    assert len(NUMBERS) > 30
    for case in NUMBERS:
        logarithmic = PROPERTIES[case["entry"]].scale == "log"
        read = page.evaluate("([text, log]) => window.mgdbQuantities.read(text, log)", [case["printed"], logarithmic])
        if "cell" in case:  # a cell of a table holds one number, and no list
            assert read.get("value") == case["cell"]
            continue
        ends = {case[end] for end in ("value", "low", "high") if case.get(end) is not None}
        if case["outcome"] != "reading" or len(ends) != 1:  # refused, or a range, which no point can be
            assert "reason" in read, case
        elif "," in case["printed"] and "reason" in read:
            assert "may be" in read["reason"], case  # what the server knows from the property is asked here
        else:
            assert read.get("value") == pytest.approx(ends.pop(), rel=1e-5), case


def test_the_browser_reads_what_has_lost_nothing_and_never_what_has_lost_a_sign(page):
    page.goto("about:blank")
    page.add_script_tag(path=ROOT / "static" / "mgdb" / "quantities.js")
    read = "texts => texts.map((text) => window.mgdbQuantities.read(text, true).value ?? null)"
    cases = [(m, n) for m in MANTISSAS for n in range(1, 15)]
    for typing in WHOLE[:-2]:
        values = page.evaluate(read, [typed(typing, m, n) for m, n in cases])
        assert values == [pytest.approx(float(f"{m}e-{n}")) for m, n in cases], typing
    for typing in LOSSY[:5]:
        assert set(page.evaluate(read, [typed(typing, m, n) for m, n in cases])) == {None}, typing
