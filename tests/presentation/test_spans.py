"""Typeset spans and the cells of tables."""

from mgdb.presentation import RecordLink, TableCell, TextSpan, link_span, text_span


def test_a_text_is_typeset_for_pages_and_for_plain_text():
    span = text_span("0.4 M Mg(TFSI)2 & more")
    assert (span.html, span.text) == ("0.4 M Mg(TFSI)<sub>2</sub> &amp; more", "0.4 M Mg(TFSI)₂ & more")


def test_a_named_record_leads_to_its_page():
    assert link_span(RecordLink("mat-7h3k9qa", "TiO<sub>2</sub>", "TiO₂")) == TextSpan(
        "TiO<sub>2</sub>", "TiO₂", "name", "mat-7h3k9qa"
    )


def test_a_mark_carries_the_letter_of_its_note():
    mark = TextSpan("differs", "differs", "mark", glyph="≠", note="b")
    assert mark.text_with_note == "≠ differs [b]"
    assert TextSpan("differs", "differs", "mark", glyph="≠", note="b", compact=True).text_with_note == "≠ [b]"


def test_a_cell_without_a_line_is_false_and_its_spans_run_over_lines():
    first, second = text_span("one"), text_span("two")
    assert not TableCell(data={"value": None})
    assert TableCell(((first,), (second,))).spans == (first, second)
