"""Data sets of a dropped file become rows, and rows drafts of curves; what a title leaves open is asked."""

from __future__ import annotations

import pytest

from mgdb import workbench
from mgdb.formats import read_curves
from mgdb.models import Curve, Material
from mgdb.workbench import Bench, saving, sent_rows
from tests.review.people import person

from .test_saving import SPECIMEN, paper_of, row, save, told

TABLE = (
    "L-VX,,Sample B,\n1000/T (K-1),log σ (S cm-1),1000/T (K-1),log σ (S cm-1)\n"
    "2.8,-4.1,2.8,-5.0\n3.0,-4.4,3.0,-5.6\n3.2,-4.8,,\n"
)


@pytest.fixture
def bench(db):
    ada = person("ada", "contributor")
    return Bench(paper_of(ada), ada)


def dropped(bench, text: str = TABLE, name: str = "fig3.csv"):
    return workbench.rows_of_file(bench, read_curves(text.encode()), name)


def curve(bench, place: int = 0, **more: str) -> dict[str, str]:
    """The payload of one data set of TABLE, with what a curator adds."""
    return dropped(bench)[0][place] | {"of": "L-VX", "where": "Fig. 3b", "y_axis": "Ionic conductivity"} | more


def notes_of(bench, payload) -> list[tuple[str, str]]:
    saved = save(bench, row("9", "curves", **payload))
    return [(note["column"], note["text"]) for note in workbench.tell(bench, [saved["row-00000009"].row])[0].notes]


def test_each_data_set_is_a_row_about_the_specimen_of_its_name(bench):
    save(bench, row("1", "specimens", **SPECIMEN))
    bench.forget()
    payloads, left_out = dropped(bench, name="C:/figures/fig3.csv")
    assert left_out == []
    assert [(one["name"], one.get("of")) for one in payloads] == [("L-VX", "L-VX"), ("Sample B", None)]
    assert payloads[1] == {
        "name": "Sample B", "x_label": "1000/T (K-1)", "y_label": "log σ (S cm-1)", "points": "2.8; -5.0\n3.0; -5.6",
        "file": "fig3.csv",
    }  # fmt: skip


def test_a_row_becomes_a_draft_through_review(bench):
    save(bench, row("1", "specimens", **SPECIMEN))
    save(bench, row("2", "curves", **curve(bench, conditions="atmosphere argon; others n.r.", ion="Mg²⁺", flag="")))
    found = Curve.objects.filter().first()
    assert found, [one.notes for one in told(bench).values()]
    assert (found.name, found.material.name, found.document, found.locator, found.status) == (
        "L-VX", "L-VX", bench.paper, "Fig. 3b", "draft",
    )  # fmt: skip
    assert (found.x_axis, found.x_transform, found.y_axis, found.y_transform, found.y_unit) == (
        "temperature", "inverse_1e3", "ionic_conductivity", "log10", "S cm⁻¹",
    )  # fmt: skip
    assert found.points == [[2.8, -4.1], [3.0, -4.4], [3.2, -4.8]]
    conditions = {one.key: one.text or one.status for one in found.conditions.all()}
    assert conditions.pop("atmosphere") == "argon"
    assert "temperature" not in conditions  # it runs along x
    one = told(bench)["row-00000002"]
    assert (one.state, [record.public_id for record in one.records]) == ("draft", [found.public_id])
    assert "against" in one.reading.said


def test_what_a_title_leaves_open_is_asked_where_it_is_answered(bench):
    save(bench, row("1", "specimens", **SPECIMEN))
    saved = save(bench, row("2", "curves", **curve(bench, y_axis="")))
    (note,) = workbench.tell(bench, [saved["row-00000002"].row])[0].notes
    assert (note["column"], note["kind"]) == ("y_axis", "question")
    assert note["spellings"] == ["Ionic conductivity", "Electronic conductivity"]
    assert not Curve.objects.exists()
    save(bench, row("2", "curves", revision=1, **curve(bench, y_axis=note["spellings"][0])))
    assert Curve.objects.get().y_axis == "ionic_conductivity"


@pytest.mark.sampled(6)
@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"x_label": "", "x_axis": ""}, "x_axis", "Choose what runs along x"),
        ({"y_unit": "bananas"}, "y_unit", "reads as"),
        ({"y_label": "", "y_unit": "bananas"}, "y_unit", "“bananas” is not a unit"),
        ({"y_label": "", "y_axis": "warmth"}, "y_axis", "is none of these"),
        ({"x_label": "bananas", "x_axis": ""}, "x_axis", "Choose what runs along x"),
        ({"x_transform": "× T"}, "x_transform", "reads as"),
        ({"points": "2.8; -4\n-3; -5"}, "points", "is impossible"),
        ({"points": "2.8; -4\nx"}, "points", "drop the file again"),
        ({"points": ""}, "points", "drop the file again"),
        ({"digitiser": "[1]"}, "digitiser", "not a mapping"),
        ({"name": ""}, "name", "Name the curve"),
        ({"where": ""}, "where", "Say which figure"),
        ({"of": "L-VZ"}, "of", "Waits for a specimen or cell “L-VZ”"),
        ({"conditions": "0.1, 0.2 A/g"}, "conditions", "none of one curve"),
        ({"x_label": "x" * 121}, "x_label", "more than 120 characters"),
    ],
)
def test_a_fault_stays_with_its_row_and_says_why(bench, changes, column, words):
    save(bench, row("1", "specimens", **SPECIMEN))
    notes = notes_of(bench, curve(bench, **changes))
    assert any(at == column and words in text for at, text in notes), notes
    assert not Curve.objects.exists()


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"y_label": "log σ", "y_axis": "ionic_conductivity", "y_unit": "S cm-1"}, ("log10", "S cm⁻¹")),
        (
            {"y_label": "", "y_axis": "ionic_conductivity", "y_transform": "log₁₀", "y_unit": "mS/cm"},
            ("log10", "mS cm⁻¹"),
        ),
        ({"y_label": "ln σT (S K cm-1)", "y_axis": "ionic_conductivity"}, ("ln_times_temperature", "S K cm⁻¹")),
    ],
)  # fmt: skip
def test_an_axis_is_what_was_chosen_and_else_what_its_title_says(bench, columns, expected):
    save(bench, row("1", "specimens", **SPECIMEN))
    save(bench, row("2", "curves", **curve(bench, **columns)))
    found = Curve.objects.get()
    assert (found.y_transform, found.y_unit) == expected


def test_the_scale_of_a_title_is_a_condition(bench):
    save(bench, row("1", "specimens", **SPECIMEN))
    axes = {"x_label": "Q (mAh/g)", "x_axis": "Specific capacity", "y_label": "E (V vs Mg/Mg2+)", "y_axis": ""}
    save(bench, row("2", "curves", **curve(bench, points="10; 1.2\n20; 1.1", **axes)))
    found = Curve.objects.get()
    assert [one.key for one in found.conditions.all()] == ["potential_scale"]
    assert told(bench)["row-00000002"].state == "draft"


def test_the_same_curve_is_said_before_it_is_a_draft(bench):
    save(bench, row("1", "specimens", **SPECIMEN))
    save(bench, row("2", "curves", **curve(bench)))
    other = row("3", "curves", **curve(bench))
    assert workbench.tell(bench, [other])[0].known == []  # one's own row, which is being typed in
    stranger = Bench(bench.paper, person("bob", "contributor"))
    assert workbench.tell(stranger, [other])[0].known == [Curve.objects.get()]


def test_what_is_too_long_is_left_out_by_name_and_refused_when_it_is_sent(bench):
    long = "X,Y\n" + "".join(f"{place}.123456789,0.{place:09}\n" for place in range(9000))
    payloads, left_out = dropped(bench, "Long,\n" + long)
    assert payloads == []
    assert "“Long” is left out: “Points” has" in left_out[0]
    sent = {"rows": [{"key": "row-00000002", "grid": "curves", "payload": {"points": "1; 2\n" * 50_000}}]}
    column, reason = sent_rows(sent)[0].problem
    assert (column, "“Points” has 250,000 characters; at most 200,000" in reason) == ("points", True)


def test_a_workbench_stays_one_that_can_be_shown(bench, monkeypatch):
    monkeypatch.setattr(saving, "MOST_DATA", 100)
    save(bench, row("1", "curves", **curve(bench)))
    refused = save(bench, row("2", "curves", name="b", points="1; 2\n" * 20))["row-00000002"]
    assert (refused.outcome, "Delete the rows of curves that were handed in" in refused.row.problem[1]) == (
        "refused",
        True,
    )
    save(bench, row("1", "curves", revision=1, **curve(bench, name="c")))  # what is there does not count twice


def test_a_deleted_row_takes_its_draft_with_it(bench):
    save(bench, row("1", "specimens", **SPECIMEN))
    save(bench, row("2", "curves", **curve(bench)))
    save(bench, row("2", "curves", revision=1, deleted=True))
    assert not Curve.objects.exists()
    assert Material.objects.filter(source=bench.paper).exists()
