"""Tables of curves: one, pairs side by side, one x with several y; headings, decimal commas, errors, bounds."""

import pytest

from mgdb.formats import UnreadableCurves, read_curves
from mgdb.formats.curve_table import read_text

PAIRS = [("a", ((1.0, 2.0), (5.0, 6.0))), ("b", ((3.0, 4.0),))]


@pytest.mark.parametrize(
    ("text", "curves"),
    [
        ("X,Y\n1,2\n3,4\n", [("", ((1.0, 2.0), (3.0, 4.0)))]),
        ("1 2\n3 4", [("", ((1.0, 2.0), (3.0, 4.0)))]),
        ("# from Fig. 2\n1;2\n\n3;4\n;\n", [("", ((1.0, 2.0), (3.0, 4.0)))]),
        ("a,,b,\nX,Y,X,Y\n1,2,3,4\n5,6,,\n", PAIRS),
        ("\ufeffa;;b;\n1;2;3;4\n5;6\n", PAIRS),
        ("a\t\tb\t\n1\t2\t3\t4\n5\t6\t\t\n", PAIRS),
        ("25,5; 0,00012\n30,1; 0,0002", [("", ((25.5, 0.00012), (30.1, 0.0002)))]),
        ("25,5 0,00012\n30,1 0,0002", [("", ((25.5, 0.00012), (30.1, 0.0002)))]),
        ("T/K\tσ\n300\t1.2×10^-4\n310\t1,3E-04", [("", ((300.0, 1.2e-4), (310.0, 1.3e-4)))]),
        ("T (K),A,B\n300,1e-4,2e-4\n310,3e-4,\n", [("A", ((300.0, 1e-4), (310.0, 3e-4))), ("B", ((300.0, 2e-4),))]),
        ('"E / V","j / uA cm-2"\n"0.1","−2"\n', [("", ((0.1, -2.0),))]),
    ],
)
def test_a_table_is_read(text, curves):
    assert [(one.name, one.points) for one in read_curves(text.encode()).curves] == curves


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("E / V,j / uA cm-2\n0.1,2\n", [("E / V", "j / uA cm-2")]),
        ("A,,B,\nT (K),σ (S/cm),T (K),σ (S/cm)\n300,1,310,2\n", [("T (K)", "σ (S/cm)")] * 2),
        ("sample,\nT,σ\nK,S/cm\n300,1e-4\n", [("T (K)", "σ (S/cm)")]),
        ("1000/T (K-1),log σ\n2.5,-4\n", [("1000/T (K-1)", "log σ")]),
        ("X,Y\n1,2\n", [("", "")]),
    ],
)
def test_titles_of_axes_are_told_from_names_of_curves(text, titles):
    assert [(one.x_title, one.y_title) for one in read_curves(text.encode()).curves] == titles


def test_errors_and_bounds_belong_to_their_points():
    [one] = read_curves("x,error of x,y,±\n1,0.1,2,0.2\n2,,<3e-5,0.1/0.3\n".encode()).curves
    assert one.x_errors == ((0.1, 0.1), (None, None))
    assert one.y_errors == ((0.2, 0.2), (0.1, 0.3))
    assert one.bounds == ("=", "<")
    [typed] = read_text("1; 2; 0.1; 0.2\n3; 4; 0.1; 0.2", bars_behind=True).curves
    assert (typed.y_errors[0], typed.x_errors[0]) == ((0.1, 0.1), (0.2, 0.2))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "It has no points; write x and y"),
        ("a,b\nc,d", "Line 1, “a,b”: there is no line with numbers"),
        ("1\n2", "Line 1, “1”, is not a point: it has one column"),
        ("1,2\n2,x", "Line 2, “2,x”, is not a point: “x” is not a number"),
        ("1,2\n2,nan", "“nan” is not a number"),
        ("1,2\n2,inf", "“inf” is not a number"),
        ("1,2\n,3", "Line 2, “,3”: y is 3, and x is missing"),
        ("1,2\n<3,3", "<3 has a sign; only y may be a bound"),
        ("1,2\n3,4–5", "a point is one number"),
        ("1,10-5\n2,3", "10⁻⁵, or 5–10"),
        ("1,073;5,120\n2,000;3,000", "is “1,073” 1073, or 1.073?"),
        ("25,5,0,00012\n", "are these decimal commas?"),
        ("1,2,3,4\n5,6,7,8", "4 columns without headings"),
        ("1;2;0.1\n2;3;0.2", "3 columns without headings"),
        ("x,y,error\n1,2,-0.1", "the error -0.1 is a length"),
        ("1,2\n" * 20_001, "20001 lines; up to 20000"),
        (",".join("123456789" * 15) + "\n", "columns; up to 102"),
        ("x\x00,y\n1,2", "NUL"),
    ],
)
def test_what_cannot_be_read_is_refused_with_line_and_way_out(text, words):
    with pytest.raises(UnreadableCurves) as caught:
        read_curves(text.encode())
    assert words in str(caught.value)


def test_a_line_longer_than_those_above_is_named():
    with pytest.raises(UnreadableCurves, match="Line 2, “3; 4; 5”, has 3 columns, and the lines above have 2"):
        read_text("1; 2\n3; 4; 5", bars_behind=True)


@pytest.mark.parametrize("data", ["1,2\n".encode("utf-16"), b"1,2\n\xff\xff"])
def test_other_encodings_are_refused_with_the_way_out(data):
    with pytest.raises(UnreadableCurves, match="save it as CSV in UTF-8"):
        read_curves(data)


@pytest.mark.parametrize(
    "text",
    ["T (°C),σ (S cm-1)\n25,1.073\n30,1,200", "T,σ\n25,0,12\n30,0,15", "x,y\n1,234,5\n2,345,6"],
)
def test_a_comma_more_than_the_headings_have_is_asked(text):
    with pytest.raises(UnreadableCurves, match="columns, and the heading 2: does a comma part decimals or thousands"):
        read_curves(text.encode())


def test_a_name_over_a_pair_of_columns_stands_over_its_first():
    assert len(read_curves(b"A,,B\nX,Y,X,Y\n1,2,3,4\n2,3,4,5\n").curves) == 2
    assert len(read_curves(b"A,,B\n1,2,3,4\n2,3,4,5\n").curves) == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x1f\x8b\x08\x00abc", "compressed (gzip). Unpack it first"),
        (b"%PDF-1.7", "This is a PDF, which holds no points"),
    ],
)
def test_a_file_of_another_kind_is_called_what_it_is(data, words):
    with pytest.raises(UnreadableCurves) as caught:
        read_curves(data)
    assert words in str(caught.value)
