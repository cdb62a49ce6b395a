"""What of a table is not read is said: each column with why, and what helps."""

import pytest

from mgdb.science.extraction import Name, RuleExtractor, blocks_of, left_out, unread_in

NAMES = [Name("b", ("B-MnO2",))]


def unread(text):
    blocks = blocks_of(f"Table 1. Some.\n\n{text}")
    return unread_in(blocks, RuleExtractor()(blocks, NAMES))


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("", "no head stands above it"),
        ("Blah", "names no property"),
        ("Occupancy (Å⁹)", "names no property"),
        ("Capacity", "names no unit that its property has"),
        ("σ × 10³ (S/cm)", "a factor or logarithm"),
        ("log D (cm² s⁻¹)", "a factor or logarithm"),
    ],
)
def test_a_column_that_gives_nothing_is_said(head, why):
    [one] = unread(f"Sample\tEa (eV)\t{head}\tNote\nB-MnO2\t0.4\t12\tx\nC\t0.5\t14\ty\n")
    assert one.cells == ((1, 2), (2, 2))
    assert one.what == (f"column 3, “{head}”" if head else "column 3")
    assert why in one.why
    assert "on the workbench" in one.way


@pytest.mark.parametrize(
    ("head", "cells", "why"),
    [
        ("Resistance (Ω)", ("340", "10²"), "“10²” may be a power or a number with the mark of a note"),
        ("σ (10⁻⁴ S cm⁻¹)", ("1.2", "5 × 10⁻³"), "“5 × 10⁻³” has a power of ten, and so has the head"),
        (
            "Initial/final capacity (mAh/g)",
            ("120", "90 (80)"),
            "“90 (80)” cannot be read as one number of what the head names",
        ),
        ("Capacity (mAh/g)", ("120", "1 2 0 x"), "“1 2 0 x” cannot be read as one number of what the head names"),
    ],
)
def test_a_cell_that_is_not_read_is_said(head, cells, why):
    first, second = cells
    [one] = unread(f"Sample\t{head}\nB-MnO2\t{first}\nC\t{second}\n")
    assert (one.cells, one.why) == (((2, 1),), why)


def test_numbers_below_a_head_that_reaches_over_them_are_no_values():
    text = "Cathode\tCapacity (mAh g⁻¹)\t\n\t0.1\t1\nB-MnO2\t200\t150\n"
    blocks = blocks_of(f"Table 1. Some.\n\n{text}")
    assert [one.printed_value for one in RuleExtractor()(blocks, NAMES)] == ["200"]
    row, column = unread(text)
    assert (row.what, row.cells) == ("row 2", ((1, 1), (1, 2)))
    assert column.cells == ((2, 2),)


def test_conditions_that_no_value_takes_are_said():
    [one] = unread("Cathode\tCapacity (mAh/g)\tCurrent density (mA/g)\nC\t180/140\t50/100/500\nD\t90\t50\n")
    assert one.cells == ((1, 2),)
    assert "several conditions" in one.why


def test_columns_of_one_reason_are_one_sentence():
    [one] = unread("Site\tMg–O bond length (Å)\tx\ty\nMg1\t2.05\t0.125\t0.5\nV1\t1.98\t0.5\t0.5\n")
    assert one.what == "columns 3, “x”; 4, “y”"
    assert len(one.cells) == 4


@pytest.mark.parametrize(
    "text",
    [
        "No.\tSample\tEa (eV)\tT (°C)\tYear\tRef.\n1\tB-MnO2\t0.4\t25\t2019\t[3]\n2\tC\t–\tRT\t2020\t12\n",
        "Sample\tElectrolyte\tEa (eV)\nB-MnO2\t0.4 M APC\t0.4\n2D sheets\t1,3-dioxolane\t0.3\n",
        "Structure\tPath\tBarrier (eV)\nB-MnO2\t8a–16c–8a\t0.4\nC\ttet–oct\t0.3\n",
    ],
)
def test_what_is_no_value_is_not_said(text):
    assert unread(text) == []


def test_what_stands_from_the_references_on_is_said_to_be_left_out():
    assert left_out("1 Results\n\nThe gap is 2.2 eV.\n\nReferences\n\n[1] A. B.\n\nTable S1\n") == [
        "From the heading “References” on nothing is read, 19 characters; paste what is wanted of it."
    ]
    assert left_out("The gap is 2.2 eV.\n\nReferences\n") == []
