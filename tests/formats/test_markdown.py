"""Markdown tables."""

import dataclasses

from mgdb.formats import RowGroup, TypesetCell, markdown
from tests.formats.inputs import TYPESET_TABLE


def cell(*lines):
    return TypesetCell(lines, ())


def test_markdown_is_a_pipe_table_with_notes_below():
    table = dataclasses.replace(
        TYPESET_TABLE,
        title="T|1",
        columns=[cell("A"), cell("B")],
        groups=[RowGroup("", [[cell("x", "y_z"), cell()]]), RowGroup("g", [[cell("- 1"), cell("a | b")]])],
        notes=[("a", "why")],
        remarks=["all"],
        citation="MgDB #1",
    )
    assert markdown.write(table).decode() == (
        "# T\\|1\n\n| A | B |\n| --- | --- |\n| x<br>y\\_z | – |\n| \\- 1 | a \\| b |\n\n"
        "\\[a\\] why\n\nall\n\nMgDB \\#1\n"
    )
