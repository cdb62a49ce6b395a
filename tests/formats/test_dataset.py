"""The dataset file: what is written is read back, and every fault says where it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.formats.dataset import Dataset, DatasetError, DatasetFormat, Entry

FORMAT = DatasetFormat(
    {"sources": "src", "phases": "pha", "materials": "mat", "measurements": "mea"}, part_prefixes=["def"]
)

SAMPLE = """\
mgdb: 1
document: src-0000001  # Fan 2025

sources:
- id: src-0000001
  title: "Yes: no"
  year: 2025
  authors: [R. Li, "Zhao, W."]

measurements:
- id: mea-0000001
  conditions:
    current_density: 300 mA g⁻¹
    temperature: not reported
  reports:
  - document: src-0000001  # Fan 2025
    locator: Table 1, VS4
    printed_value: "~48"
"""


def faults_of(text):
    with pytest.raises(DatasetError) as caught:
        FORMAT.read(text, "sample.yaml")
    return caught.value.problems


def test_a_file_written_from_what_was_read_is_the_same_file():
    read = FORMAT.read(SAMPLE, "sample.yaml")
    names = {"src-0000001": "Fan 2025"}
    assert FORMAT.write(read, lambda identifier: names.get(identifier, "")) == SAMPLE


def test_every_scalar_is_read_as_the_text_that_stands_there():
    read = FORMAT.read("mgdb: 1\nsources:\n- id: src-1\n  volume: 007\n  pages: 0.50\n  kind: no\n  doi:\n", "x")
    assert read.entries[0].form == {"id": "src-1", "volume": "007", "pages": "0.50", "kind": "no", "doi": None}


def test_a_field_knows_its_line():
    entry = FORMAT.read(SAMPLE, "sample.yaml").entries[1]
    assert entry.line(("conditions", "temperature")) == 14
    assert entry.line(("reports", 0, "printed_value")) == 18
    assert entry.line(("reports", 0, "no such field")) == 16


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("- a\n- b\n", 1, "begins with “mgdb: 1”"),
        ("mgdb: 2\n", 1, "version 1"),
        ("mgdb: 1\nmaterial: []\n", 2, "sections are sources, phases"),
        ("mgdb: 1\nsources: text\n", 2, "a list of records"),
        ("mgdb: 1\nsources:\n- just text\n", 3, "a mapping that begins with “id:”"),
        ("mgdb: 1\nsources:\n- title: A\n", 3, "write src:any-word and run mint_ids"),
        ("mgdb: 1\nsources:\n- id: mat-0000001\n", 3, "“mat-0000001” is no id of sources"),
        ("mgdb: 1\nsources:\n- id: src-0000001\n  year: 1\n  year: 2\n", 5, "stands twice"),
        ("mgdb: 1\nsources:\n- id: src-0000001\n- id: src-0000001\n", 4, "stands already in line 3"),
        ("mgdb: 1\nsources:\n- id: 'open\n", 4, "no YAML"),
        ("mgdb: 1\n\tsources: x\n", 2, "no YAML"),
    ],
)
def test_a_fault_names_its_line_and_the_way_out(text, line, words):
    fault = faults_of(text)[0]
    assert (fault.line, words in str(fault)) == (line, True), str(fault)


def test_handles_are_found_once_and_never_inside_quotes():
    text = 'id: mat:w-tio2\nmaterial: mat:w-tio2\nname: "mat:not-one"\n'
    assert FORMAT.handles(text) == ["mat:w-tio2"]
    assert FORMAT.mint(text, {"mat:w-tio2": "mat-0000001"}) == (
        'id: mat-0000001\nmaterial: mat-0000001\nname: "mat:not-one"\n'
    )


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=20)
mappings = st.dictionaries(texts.filter(bool), st.none() | texts | st.lists(texts, max_size=3), max_size=3)
values = st.none() | texts | st.lists(texts, max_size=3) | st.lists(mappings, max_size=3) | mappings
values |= st.lists(st.lists(texts, min_size=1, max_size=2), max_size=2)


@given(st.dictionaries(texts.filter(bool), values, max_size=4))
def test_any_form_survives_writing_and_reading(form):
    form = {"id": "mat-0000001"} | {key: value for key, value in form.items() if key != "id"}
    written = FORMAT.write(Dataset("x", "", [Entry("materials", form, 0)]))
    assert FORMAT.read(written, "x").entries[0].form == form
