"""Thirty values of a curated paper, entered on a blank workbench by the hands of a curator, who are counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from mgdb import review
from mgdb.models import Measurement, Pair, Source, WorkbenchRow
from mgdb.science import units
from mgdb.science.properties import get
from mgdb.workbench.grids import CONTEXT
from tests.headless import sign_in
from tests.review.people import by_id

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "oligolayered-v2o5-2025.yaml"
# Barriers, lattice, surface, water; the half cell with its rate test, GITT and impedance; the full cell with its own.
IDS = (
    "mea-rcxqrkw", "mea-hy9wm0v", "mea-01wzb4x", "mea-4t77ytb", "mea-12sb629", "mea-p40n1zj", "mea-t4w8k0x",
    "mea-bgqv7z6", "mea-bz7n7dp",
    "mea-exasw89", "mea-zj75ywy", "mea-sxwm74s", "mea-qk9wtd9", "mea-f67sfyh", "mea-324ppx0", "mea-4j7dgb9",
    "mea-evbwtrn", "mea-jwj8757", "mea-txg1ang", "mea-ff8b0j5", "mea-h51837s", "mea-z2a98ad", "mea-mmez9k5",
    "mea-ypjsc55", "mea-qdp433b", "mea-z2mm1pd", "mea-197h82g", "mea-gqmqby0", "mea-4h15kg1", "mea-893xmf6",
)  # fmt: skip
# The keystroke-level model: seconds for a key, for pointing and clicking, for a page.
KEY, CLICK, LOAD = 0.28, 1.3, 2.0


class Hands:
    """The hands of a curator on keyboard and mouse; each key counts, modifiers too."""

    def __init__(self, page: Any, *, key_by_key: bool) -> None:
        self.page, self.key_by_key = page, key_by_key
        self.keys = self.clicks = self.loads = 0
        page.on("load", self._loaded)

    def _loaded(self, *_: object) -> None:
        self.loads += 1

    def type(self, *texts: str) -> None:
        """Types texts, with Tab between them: key by key, or all but the last key at once."""
        for place, text in enumerate(texts):
            if place:
                self.press("Tab")
            at_once = 0 if self.key_by_key else len(text) - 1
            if at_once > 0:
                self.page.keyboard.insert_text(text[:at_once])
            self.page.keyboard.type(text[max(at_once, 0) :])
            self.keys += len(text)

    def press(self, *chords: str) -> None:
        for chord in chords:
            self.page.keyboard.press(chord)
            self.keys += len(chord.split("+"))

    def click(self, where: Any) -> None:
        where.click()
        self.clicks += 1

    @property
    def seconds(self) -> float:
        return self.keys * KEY + self.clicks * CLICK + self.loads * LOAD


@pytest.fixture
def paper(committed_db) -> Source:
    user = User.objects.create_user("ada", is_staff=True)
    user.groups.add(Group.objects.get(name="contributor"))
    source = Source()
    review.apply(source, {"title": "The same paper, blank", "year": 2025}, by_id, by=user)
    return Source.objects.get(pk=source.pk)


def curated() -> dict[str, dict[str, Any]]:
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    names = {one["id"]: one["name"] for one in (*data["materials"], *data["cells"])}
    found = {}
    for one in data["measurements"]:
        if one["id"] in IDS:
            found[one["id"]] = {**one, "subject": names[one["material"]], "cell": names.get(one.get("measured_in"))}
    return found


def enter(hands: Hands, printed: dict[str, str]) -> None:
    """All of it; what is printed is taken from the curated file."""
    page, press, type_, click = hands.page, hands.press, hands.type, hands.click
    strip = page.locator(".bench-context")

    def begin(**fields: str) -> None:
        """Changes what new rows begin with; of the names the first that fits is taken."""
        before = None
        for name, text in fields.items():
            place = STRIP.index(name)
            if before is not None and place == before + 1:  # what it holds is marked, as by a click
                press("Tab")
            else:
                click(strip.get_by_label(LABELS[name], exact=True))
            type_(text)
            if name in ("of", "cell"):
                press("ArrowDown")
            before = place
        press("Enter")

    def values(*ids: str) -> str:
        texts = [printed[one].split(" ", 1) for one in ids]
        return f"{', '.join(number for number, _ in texts)} {texts[0][1]}"

    def of(name: str) -> None:
        """Names another subject in the row whose field has the focus: the first that fits."""
        click(page.locator("tbody:focus-within [data-column=of]"))
        type_(name)
        press("ArrowDown", "Enter")

    press("Escape", "c")
    type_("Text, Results and Discussion")
    press("Enter")
    type_("B-V2O5", "V2O5", "cat")
    press("Enter")
    type_("L-V2O5", "V2O5·nH2O", "cat", "B-")
    press("ArrowDown", "Tab", "Escape", "2")
    type_("0.3 M Mg(TFSI)2/acetonitrile")
    press("Enter")
    type_("MTB")
    click(page.locator("[data-column=working]").first)
    type_("L-")
    press("ArrowDown", "Tab")
    type_("activated carbon cloth", "0.3")
    press("ArrowDown", "Control+Enter")
    type_("B-")
    press("ArrowDown", "Enter")
    type_("L-")
    press("ArrowDown", "Tab")
    type_("Mg", "MTB")
    press("Escape", "3")

    # what was computed, and found of the structure
    begin(of="L-")
    type_("mig", printed["mea-rcxqrkw"],
          "path along the interlayer directions of crystal; XC, supercell, k points, cutoff nr",
          "migration barriers (Fig. 1e, f)")  # fmt: skip
    press("Control+Enter")
    type_(printed["mea-hy9wm0v"].split(" ")[0])
    of("B-")
    type_("fri", printed["mea-01wzb4x"], "axis nr", "HRTEM (Fig. 2b)")
    press("Enter")
    type_("thi", printed["mea-4t77ytb"], "", "AFM (Fig. 2c)")
    press("Enter")
    type_("lat par", printed["mea-12sb629"], "axis a", "Rietveld refinement (Fig. S9)")
    for one, axis in (("mea-p40n1zj", "axis b"), ("mea-t4w8k0x", "axis c")):
        press("Control+Enter")
        type_(printed[one].split(" ")[0], axis)
    press("Enter")
    type_("sur a", printed["mea-bgqv7z6"], "", "surface area (Fig. S29)")
    press("Enter")
    type_("wat", printed["mea-bz7n7dp"], "", "water content of the electrolyte")
    of("0.3")

    # the half cell, and the full cell, on current
    begin(cell="act L-", ion="mg2", method="gal", conditions="T, rest nr")
    type_("spe", printed["mea-exasw89"], "0.1 A/g; discharge", "charge and discharge (Fig. 4c)")
    press("Enter")
    press("Control+d", "Tab")
    type_(printed["mea-zj75ywy"], "cycling; cycle 100; discharge", "cycling (Fig. 4d)")
    press("Enter")
    type_("cycles", printed["mea-sxwm74s"], "cycling", "")
    press("Control+d")
    begin(conditions="T, direction, rest nr")
    rate = ("mea-qk9wtd9", "mea-f67sfyh", "mea-324ppx0", "mea-4j7dgb9", "mea-evbwtrn", "mea-jwj8757")
    type_("spe", values(*rate), "0.05|0.1|0.2|0.5|1|0.1 A/g", "rate test (Fig. 4f, S33)")
    begin(cell="Mg")
    press("Control+d", "Tab")
    type_(printed["mea-ypjsc55"], "0.1 A/g; cycling", "full cell (Fig. 6b)")
    press("Enter")
    full = ("mea-qdp433b", "mea-z2mm1pd", "mea-197h82g", "mea-gqmqby0", "mea-4h15kg1", "mea-893xmf6")
    press("Control+d", "Tab")
    type_(values(*full), "0.1|0.2|0.5|1|2|0.1 A/g", "full cell, rate test (Fig. 6c)")

    # titration and impedance
    begin(cell="act L-", method="gitt")
    type_("dif coe", printed["mea-txg1ang"], "GITT", "GITT (Fig. 4e, S31)")
    begin(method="eis", conditions="EIS; T, cycle, rest nr")
    for prop, first, again, where in (
        ("warb", "mea-ff8b0j5", "mea-z2a98ad", "impedance (Fig. 4g)"),
        ("charge-t", "mea-h51837s", "mea-mmez9k5", "impedance (Fig. S34)"),
    ):
        type_(prop, printed[first], "", where)
        press("Control+Enter")
        type_(printed[again].split(" ")[0])
        of("B-")
    # the page says that B-V2O5 is not in these cells, and offers the one in which it is
    for _ in range(2):
        click(page.locator(".note-hint .way").first)


STRIP = [column.key for column in CONTEXT.columns]
LABELS = {
    "of": "Of", "locator": "Where", "cell": "Cell", "ion": "Charge carrier", "method": "Method",
    "conditions": "Temperature and other conditions",
}  # fmt: skip


def plain(unit: str) -> str:
    """A printed unit as it is typed on a keyboard."""
    return {
        "mAhg⁻¹": "mAh/g", "mAh g⁻¹": "mAh/g", "mAh g^{-1}": "mAh/g", "m²g⁻¹": "m2/g", "cm² s⁻¹": "cm2/s",
    }.get(unit, unit)  # fmt: skip


def said(form: dict[str, Any]) -> tuple[Any, ...]:
    """Subject, property, value, unit, locator and conditions of a curated record, as numbers."""
    report = form["reports"][0]
    entry = get(form["property"])
    unit = report.get("assumed_unit") or report.get("printed_unit", "")
    stored = Measurement.objects.get(public_id=form["id"])
    return (
        form["subject"], form["cell"] or "", form["property"], stored.low, stored.high, stored.approximate,
        units.normalise(unit, entry.dimension or ""), report["locator"], conditions_of(stored),
    )  # fmt: skip


def conditions_of(stored: Measurement) -> list[tuple[Any, ...]]:
    return sorted((one.key, one.status, one.low, one.high, one.text) for one in stored.conditions.all())


def entered(stored: Measurement) -> tuple[Any, ...]:
    report = stored.reports.get()
    unit = report.assumed_unit or report.printed_unit
    cell = stored.measured_in.label if stored.measured_in else ""
    return (
        stored.subject.label, cell, stored.property_key, stored.low, stored.high, stored.approximate,
        units.normalise(unit, stored.property_entry.dimension or ""), report.locator, conditions_of(stored),
    )  # fmt: skip


@pytest.mark.parametrize("key_by_key", [False, pytest.param(True, marks=pytest.mark.long)])
def test_thirty_values_of_a_paper_take_less_than_ten_minutes(paper, live_site, page, console_errors, key_by_key):
    forms = curated()
    printed = {}
    for key, form in forms.items():
        report = form["reports"][0]
        unit = plain(report.get("printed_unit", ""))
        printed[key] = f"{report['printed_value']} {unit}".strip()
        if assumed := report.get("assumed_unit"):
            printed[key] += f" [{assumed}]"
    sign_in(page.context, live_site.url, User.objects.get(username="ada"))
    hands = Hands(page, key_by_key=key_by_key)
    page.goto(f"{live_site.url}admin/workbench/{paper.public_id}/")
    expect(page.locator(".bench-grid").first).to_be_visible()
    enter(hands, printed)
    expect(page.locator(".bench-state")).to_have_text("All saved")
    made = sorted(repr(entered(one)) for one in Measurement.objects.filter(source=paper))
    wanted = sorted(repr(said(form)) for form in forms.values())
    assert (len(made), [one for one in made if one not in wanted]) == (30, [])
    assert made == wanted
    assert Pair.objects.get(source=paper).control.name == "B-V2O5"
    counted = f"{hands.clicks} clicks, {hands.keys} keys, {hands.loads} loads: {hands.seconds / 60:.1f} minutes"
    assert hands.clicks <= 16, counted  # of 90; what new rows begin with 9, other subjects 4, an electrode, 2 hints
    assert hands.keys <= 1200, counted
    assert hands.loads <= 6, counted
    assert hands.seconds <= 600, counted

    # a lost connection is said; what was typed meanwhile is saved when it is back
    page.context.set_offline(True)
    page.locator("#panel-values [data-column=flag]").first.fill("other: typed without a connection")
    expect(page.locator(".bench-state")).to_contain_text("Not saved: no connection. 1 row kept in this browser")
    page.context.set_offline(False)
    expect(page.locator(".bench-state")).to_have_text("All saved")
    assert Measurement.objects.filter(source=paper, flags__reason="typed without a connection").count() == 1
    console_errors[:] = [error for error in console_errors if "ERR_INTERNET_DISCONNECTED" not in error]

    # a table of the paper: its heads say property and unit, each of its values is a row
    page.get_by_role("button", name="Paste a table").click()
    page.get_by_label("Where the table stands").fill("Table 1")
    page.get_by_label("Table", exact=True).evaluate(PASTE, TABLE)
    page.get_by_role("button", name="Add 3 rows").click()
    expect(page.locator(".bench-state")).to_have_text("All saved")
    of_table = Measurement.objects.filter(source=paper, reports__locator__startswith="Table 1").order_by("pk")
    assert [(one.property_key, one.value, one.subject.label, one.reports.get().locator) for one in of_table] == [
        ("specific_surface_area", 61.2, "L-V2O5", "Table 1, L-V2O5"),
        ("ionic_conductivity", 1.2e-6, "L-V2O5", "Table 1, L-V2O5"),
        ("specific_surface_area", 12.0, "B-V2O5", "Table 1, B-V2O5"),
    ]


def test_a_row_that_cannot_be_kept_is_never_said_to_be_saved(paper, live_site, page, console_errors):
    sign_in(page.context, live_site.url, User.objects.get(username="ada"))
    page.goto(f"{live_site.url}admin/workbench/{paper.public_id}/")
    names = page.locator("#panel-specimens [data-column=name]")
    state = page.locator(".bench-state")
    names.first.evaluate(PASTE_LINES, "A-V2O5\nB\u200b-V2O5\nC-V2O5")
    expect(state).to_contain_text("Not saved: 1 row, kept in this browser until corrected. It holds U+200B")
    marked = page.locator("#panel-specimens [data-column=name][aria-invalid]")
    expect(marked).to_have_value("B\u200b-V2O5")
    stored = WorkbenchRow.objects.filter(paper=paper)
    assert sorted(one.payload["name"] for one in stored) == ["A-V2O5", "C-V2O5"]

    page.reload()
    expect(state).to_contain_text("Not saved: 1 row")
    marked.fill("B-V2O5")
    expect(state).to_have_text("All saved")
    assert sorted(one.payload["name"] for one in stored.all()) == ["A-V2O5", "B-V2O5", "C-V2O5"]


PASTE_LINES = """(field, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, cancelable: true, bubbles: true }));
}"""
PASTE = """(field, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, cancelable: true, bubbles: true }));
}"""
TABLE = (
    "<table><tr><th>Sample<th>Specific surface area (m<sup>2</sup> g<sup>-1</sup>)"
    "<th>Ionic conductivity / S cm<sup>-1</sup>"
    "<tr><td>L-V<sub>2</sub>O<sub>5</sub><td>61.2<td>1.2 × 10<sup>-6</sup>"
    "<tr><td>B-V<sub>2</sub>O<sub>5</sub><td>12<td>–</table>"
)
