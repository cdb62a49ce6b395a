"""The rules that read texts are of the field's language: none names a record, a work or a document."""

import re

from tests.servers import ROOT

RULES = ROOT / "mgdb" / "science" / "extraction"
NAMED = re.compile(r"^- id: (?:mat|cel)-\w+\n  name: [\"']?(.{9,}?)[\"']?$|^  title: [\"']?(.+?)[\"']?$", re.MULTILINE)
KEYED = re.compile(r"\b(?:src|mat|cel|mea|fac|sta|cur)-[0-9a-z]{7}\b|(?<=^  bibtex_key: )\S+", re.MULTILINE)


def strings_of_records():
    """Public ids, keys and titles of all records, and the names of specimens and cells but for short formulas."""
    for file in sorted((ROOT / "fixtures").glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        yield from (one[0] for one in KEYED.finditer(text))
        yield from (one[1] or one[2] for one in NAMED.finditer(text))


def test_no_rule_names_a_record_a_work_or_a_document():
    rules = "\n".join(path.read_text(encoding="utf-8") for path in sorted(RULES.glob("*.py")))
    wanted = set(strings_of_records())
    assert len(wanted) > 1000
    assert sorted(one for one in wanted if one in rules) == []
