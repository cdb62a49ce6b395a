"""Counts in cells: what is shown of them, and what an empty cell says."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mgdb.plots import Count, NothingToDraw, coverage

SAMPLE = coverage.sample()


def heat(drawing):
    [trace] = drawing.figure["data"]
    return trace


def test_ten_values_in_four_cells_of_six():
    drawing = coverage.build(SAMPLE)
    assert drawing.account == (
        "4 of 6 cells have values, 3 of them no more than two. Left out: 1 value with no class of electrolyte."
    )
    assert heat(drawing)["text"] == [["5", "2", "1"], ["2", "0", ""]]
    assert heat(drawing)["x"] == ["solid polymer electrolyte", "oxide", "gel"]
    assert sum(line["values"] for line in drawing.lines) == 10


def test_a_long_label_leans_in_two_lines_and_the_room_above_follows_the_longest():
    def axis(*labels):
        return coverage.build([replace(one, column_label=labels[0]) for one in SAMPLE]).figure["layout"]

    [long] = {*axis("molecular crystal / deep eutectic")["xaxis"]["ticktext"]}
    assert long == "molecular crystal<br>/ deep eutectic"
    assert {*axis("gel")["xaxis"]["ticktext"]} == {"gel"}
    assert axis("molecular crystal / deep eutectic")["height"] - axis("gel")["height"] == pytest.approx(14 * 5.6, abs=1)


def test_an_empty_cell_says_how_many_could_fill_it_and_leads_to_them():
    drawing = coverage.build(SAMPLE)
    [table] = drawing.tables
    assert table.rows[1] == ("Transference number", "2", "0 (7)", "–")
    assert table.links[1] == ("", *["/measurements/?property=transference_number"] * 2, "")
    assert "none; 7 electrolytes of the class without it" in heat(drawing)["hovertext"][1][1]
    assert heat(drawing)["customdata"][1][2] == ["", ""]


def test_shades_are_of_powers_of_ten_and_an_empty_cell_has_none():
    ten = [replace(one, number=one.number * 10) for one in SAMPLE]
    assert heat(coverage.build(ten))["z"][1] == [pytest.approx(2.30103), 0, 0]
    assert heat(coverage.build(SAMPLE))["z"][0][2] == 1


def test_rows_and_columns_with_most_values_come_first():
    last = ("transference_number", "gel")
    turned = [replace(one, number=9) if (one.row, one.column) == last else one for one in SAMPLE]
    drawing = coverage.build(turned)
    assert heat(drawing)["y"] == ["Transference number", "Ionic conductivity"]
    assert heat(drawing)["x"] == ["gel", "solid polymer electrolyte", "oxide"]


def test_main_rows_without_any_value_stay_and_others_are_shown_when_asked_for():
    empty = [
        Count(
            row=key,
            row_label=key,
            column="solid polymer electrolyte",
            column_label="solid polymer electrolyte",
            number=number,
            missing=4,
            is_main=main,
        )
        for key, number, main in (("nothing", 0, True), ("aside", 3, False))
    ]
    assert heat(coverage.build([*SAMPLE, *empty_columns(empty)]))["y"][-1] == "nothing"
    assert "aside" in heat(coverage.build([*SAMPLE, *empty_columns(empty)], rows="all"))["y"]
    assert "nothing" not in heat(coverage.build([*SAMPLE, *empty_columns(empty)], rows="all"))["y"]


def empty_columns(cells):
    """`cells` with the other columns of the sample, which have nothing."""
    more = [
        replace(one, column=column, column_label=column, number=0, missing=0)
        for one in cells
        for column in ("oxide", "gel")
    ]
    return [*cells, *more]


def test_a_part_of_a_whole_is_told_as_one():
    part = [replace(one, total=20) if one.number else one for one in SAMPLE]
    assert "5 of 20 values" in heat(coverage.build(part, table="condition"))["hovertext"][0][0]


def test_a_table_of_nothing_says_so():
    with pytest.raises(NothingToDraw, match="No value to count"):
        coverage.build([replace(one, number=0) for one in SAMPLE])


def test_rows_without_any_value_are_named_in_the_account():
    """What nobody has measured at all is the answer, and no gap in the picture."""
    none = [replace(one, number=0, missing=3) if one.row == "transference_number" else one for one in SAMPLE]
    assert "Without a value in any column: Transference number." in coverage.build(none).account
    assert "in any column" not in coverage.build(SAMPLE).account


def test_the_number_in_a_cell_can_be_read_whatever_its_colour():
    """WCAG 2.2, 1.4.3: a contrast of at least 4.5, as a figure has it and as pages have it in both themes."""

    def light(colour):
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for ground in (coverage.EMPTY, coverage.FEW, coverage.MANY):
        assert (light(ground) + 0.05) / (light(coverage.NUMBER) + 0.05) >= 4.5
    styles = (Path(__file__).parents[2] / "static/mgdb/mgdb.css").read_text(encoding="utf-8")
    named = {
        name: re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", styles).groups()
        for name in ("raised", "heat", "heat-most", "ink")
    }
    for theme in (0, 1):
        for name in ("raised", "heat", "heat-most"):
            darker, lighter = sorted((light(named[name][theme]), light(named["ink"][theme])))
            assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (name, theme)
