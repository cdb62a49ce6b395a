"""Any two to twelve materials side by side, and one material among its pairs."""

import pytest

from mgdb import compare, plot_input, plots
from mgdb.models import Material, Measurement
from mgdb.presentation import measurement_views
from tests.statements import statements

pytestmark = pytest.mark.django_db


REVIEW = "10.1007/s40820-024-01495-1"


def ids(*names):
    """Public ids of the materials of these names that stand in the review's Table 1."""
    read = Measurement.objects.read_in(REVIEW, "Table 1").values("material")
    return [Material.objects.get(name=name, pk__in=read).public_id for name in names]


def chosen(*names):
    return list(compare.choose(ids(*names)).records)


def test_materials_of_one_paper_are_arranged_together_controls_first():
    table = compare.compare_materials(compare.arranged(chosen("Mo-VS4/N-TG", "HMoOF", "VS4")))
    named = [list(dict.fromkeys(row.material.text for row in group.rows)) for group in table.groups]
    assert named == [["VS₄", "Mo-VS₄/N-TG"], ["HMoOF"]]
    assert [row.medium.text for row in table.groups[1].rows] == [
        "Mg, 0.3 M Mg(TFSI)₂/acetonitrile",
        "cell not stated",
    ]
    factors = [item.factor_text for row in table.rows for item in row.improvements]
    assert factors == ["3.81×", "≥1.9×"]


def test_the_reader_s_own_order_is_kept_and_the_factors_with_it():
    table = compare.compare_materials(chosen("Mo-VS4/N-TG", "HMoOF", "VS4"))
    assert list(dict.fromkeys(row.material.text for row in table.rows)) == ["Mo-VS₄/N-TG", "HMoOF", "VS₄"]
    assert [item.factor_text for item in table.rows[0].improvements] == ["3.81×", "≥1.9×"]


def test_materials_that_are_no_cathodes_show_one_column_for_each_property():
    electrolytes = Material.objects.filter(roles=["electrolyte"], measurements__property_key="ionic_conductivity")
    table = compare.compare_materials(list(electrolytes.distinct()[:2]))
    assert table.layout == "values"
    assert "ionic_conductivity" in {column.property_key for column in table.columns}
    assert table.order[1:4] == ("class", "components", "carriers")


THIRTEEN = [f"mat-000000{n}" for n in "0123456789abc"]


def one_of(roles):
    return Material.objects.published().filter(roles=roles).first().public_id


@pytest.mark.parametrize(
    ("asked", "words", "way"),
    [
        ([], "Nothing is chosen; choose 2 to 12", ()),
        (["mat-0000000"], "Only mat-0000000 is chosen", ("mat-0000000",)),
        (THIRTEEN, "13 are chosen; at most 12", tuple(THIRTEEN[:12])),
        (["mat-0000000", "mat-0000001"], "There is no published material mat-0000000", ("mat-0000001",)),
        (["mat-0000000", "src-0000000"], "“src-0000000” is not an id of a material", ("mat-0000000",)),
        (["mat-0000000", "'; drop table"], "“'; drop table” is not an id", ("mat-0000000",)),
        (["mat-0000000", "mea-0000000"], "Materials and single values do not stand in one table", ("mat-0000000",)),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused_with_reason_and_way_out(asked, words, way):
    with pytest.raises(compare.NoComparison, match=words) as refused:
        compare.choose(asked)
    assert refused.value.suggestions[0].ids == way


def test_an_id_given_twice_is_one():
    with pytest.raises(compare.NoComparison, match="Only mat-0000000 is chosen"):
        compare.choose(compare.split_ids(["mat-0000000, mat-0000000", "mat-0000000"]))


def test_electrolytes_are_not_compared_with_what_is_none():
    liquid, [cathode] = one_of(["electrolyte"]), ids("VS4")
    with pytest.raises(compare.NoComparison, match="Electrolytes and materials that are none") as refused:
        compare.choose([liquid, cathode])
    assert [one.ids for one in refused.value.suggestions] == [(liquid,), (cathode,)]


def test_a_withdrawn_material_says_why_it_cannot_be_chosen():
    asked = ids("VS4", "Mo-VS4/N-TG")
    Material.objects.filter(public_id=asked[0]).update(status="withdrawn", withdrawn_reason="Entered twice.")
    with pytest.raises(compare.NoComparison, match=f"{asked[0]} was withdrawn: Entered twice"):
        compare.choose(asked)


def test_a_draft_cannot_be_chosen():
    asked = ids("VS4", "Mo-VS4/N-TG")
    Material.objects.filter(public_id=asked[0]).update(status="draft")
    with pytest.raises(compare.NoComparison, match=f"There is no published material {asked[0]}"):
        compare.choose(asked)


def test_a_material_knows_its_controls_and_what_was_made_of_it():
    modified, control = (Material.objects.get(public_id=key) for key in ids("B-TiO2-x", "W-TiO2"))
    standing = compare.material_relations_of(modified)
    assert [pair.other.id for pair in standing.controls] == [control.public_id]
    assert standing.made_of_it == ()
    assert standing.roles == {modified.public_id: "modified", control.public_id: "control"}
    assert [pair.other.id for pair in compare.material_relations_of(control).made_of_it] == [modified.public_id]
    assert {value.id for value in standing.values} < {value.id for value in standing.around}
    assert [item.factor_text for pair in standing.controls for item in pair.improvements][:2] == ["≈2.2×", "≈2.2×"]


def test_a_context_leaves_unknown_what_no_document_states():
    read = Measurement.objects.read_in(REVIEW, "Table 1, Mo-VS4/N-TG, cycling performance")
    [measurement] = measurement_views(read)
    context = compare.context_of(measurement)
    stated = {
        key: context.conditions.get(key) for key in ("current_density", "cycle_number", "test_step", "temperature")
    }
    assert stated == {"current_density": 50.0, "cycle_number": 600.0, "test_step": "cycling", "temperature": None}
    assert context.chemistry == "Mg"
    assert context.carrier_cations == frozenset({"Mg"})
    assert context.window is None
    assert context.counter_electrode is None
    assert "APC" in context.electrolyte


def test_the_points_of_a_plot_are_the_published_values_with_their_roles():
    with statements(most=8):
        read = Measurement.objects.published().read_in(REVIEW, "Table 1")
        points = plot_input.plot_points("rate", read, address=lambda key: f"/{key}")
    assert len(points) == 54
    roles = {point.name: point.role for point in points}
    assert (roles["VS₄"], roles["Mo-VS₄/N-TG"], roles["VOPO₄·2H₂O"]) == ("control", "modified", "")
    drawing = plot_input.drawing_of("rate", points)
    assert len(drawing.drawn) == 24
    assert drawing.account == "24 values drawn; not plotted: 30 measured in another step of the test (cycling)."
    assert all(item.point.url == f"/{item.point.id}" for item in drawing.drawn)


def test_a_suspect_value_is_a_suspect_point():
    measurement = Measurement.objects.published().first()
    measurement.flags.create(code="magnitude", severity="suspect", reason="Ten times what its own text says.")
    points = plot_input.plot_points("rate", Measurement.objects.filter(pk=measurement.pk))
    assert [point.suspect for point in points] == [True]


def test_a_plot_that_is_none_is_refused_with_what_there_is():
    with pytest.raises(plots.UnknownPlot, match="rate"):
        plot_input.drawing_of("rat", [])
