"""The dataset file: what is written is read back, and every fault says where it is."""

import itertools
import time

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
        ("mgdb: 1\nsources:\n- id: mat-0000001\n", 3, "“mat-0000001” is not an id of sources"),
        ("mgdb: 1\nsources:\n- id: src-0000001\n  year: 1\n  year: 2\n", 5, "duplicate"),
        ("mgdb: 1\nsources:\n- id: src-0000001\n- id: src-0000001\n", 4, "stands already in line 3"),
        ("mgdb: 1\nsources:\n- id: 'open\n", 4, "not YAML"),
        ("mgdb: 1\n\tsources: x\n", 2, "not YAML"),
        ("mgdb: 1\n---\nmgdb: 1\n", 2, "a second YAML document"),
        ("mgdb: 1\nsources:\n- id: src-1\n  [a]: b\n", 4, "the name of a field should"),
        ("mgdb: 1\ndocument: *src\n", 2, "write out what it stands for"),
        ("mgdb: 1\ndocument: &src src-1\n", 2, "“&src” is a YAML anchor"),
        ("mgdb: 1\ndocument: !!int 1\n", 2, "YAML tag"),
        ("mgdb: 1\nsources:\n- id: src-1\n  title: a\x00b\n", 4, "a NUL character"),
        ("mgdb: 1\nsources:\n- id: src-1\n  title: a\x07b\n", 4, "U+0007"),
        ("mgdb: 1\nsources:\n- id: src-1\n  title: a\ud800b\n", 4, "U+D800"),
        ('mgdb: 1\nsources:\n- id: src-1\n  title: "a\\0b"\n', 4, "a NUL character"),
        ('mgdb: 1\nsources:\n- id: src-1\n  "a\\0b": c\n', 4, "printable characters"),
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


def test_a_part_knows_its_line_however_the_file_is_written():
    text = "mgdb: 1\nsources: [{id: src-1,\n  title: A,\n  authors: [B,\n    C]}]\n"
    entry = FORMAT.read(text, "x").entries[0]
    assert [entry.line(path) for path in ((), ("title",), ("authors", 0), ("authors", 1))] == [2, 3, 4, 5]


# A second of one core is fifty times what any of these takes; before they were refused the first took 5 GB.
ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in itertools.pairwise("abcdefghij")
)
RECORD = "mgdb: 1\nsources:\n- id: src-1\n"


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ALIASES, "YAML anchor"),
        (f"{RECORD}  title: {'[' * 1_000_000}", "12 deep at most"),
        (f"{RECORD}  title:\n    {'- ' * 500_000}a", "12 deep at most"),
        (f"{RECORD}  authors: [{'a,' * 500_000}]", "at most 400,000 values"),
        (RECORD + "- id: src-1\n" * 30_000, "after 500 problems the rest was not read"),
        (RECORD + "".join(f"  a{number}: b\n" for number in range(200)), "at most 100 fields"),
        (f"{RECORD}  title: {'x' * 100_001}\n", "at most 100,000 characters"),
        (f"{RECORD}  {'x' * 101}: a\n", "a name of at most 100"),
        ("mgdb: 1\nsources:\n" + "".join(f"- id: src-{number}\n" for number in range(20_001)), "20,000 records"),
        (f"{RECORD}# {'x' * 10_000_000}\n", "at most 10 MB"),
    ],
    ids=["aliases", "brackets", "dashes", "list", "problems", "fields", "text", "name", "records", "size"],
)
def test_what_is_beyond_any_document_is_refused_at_once(text, words):
    begun = time.process_time()
    assert words in str(faults_of(text)[-1])
    assert time.process_time() - begun < 3


def test_reading_takes_time_in_proportion_to_the_file():
    def duration(count):
        text = "mgdb: 1\nsources:\n" + "".join(
            f"- id: src-{number}\n  title: A paper\n  authors: [A, B]\n  year: 2025\n" for number in range(count)
        )
        begun = time.process_time()
        assert len(FORMAT.read(text, "x").entries) == count
        return time.process_time() - begun

    duration(500)
    small, large = (min(duration(count) for _ in range(3)) for count in (1000, 8000))
    assert large < 8 * small * 2.5


def test_rows_are_records_and_their_parts():
    assert FORMAT.read(SAMPLE, "x").rows == 4


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)
keys = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
mappings = st.dictionaries(keys, st.none() | texts | st.lists(texts, max_size=3), max_size=3)
values = st.none() | texts | st.lists(texts, max_size=3) | st.lists(mappings, max_size=3) | mappings
values |= st.lists(st.lists(texts, min_size=1, max_size=2), max_size=2)


@given(st.dictionaries(keys, values, max_size=4))
def test_any_form_survives_writing_and_reading(form):
    form = {"id": "mat-0000001"} | {key: value for key, value in form.items() if key != "id"}
    written = FORMAT.write(Dataset("x", "", [Entry("materials", form, 0)]))
    assert FORMAT.read(written, "x").entries[0].form == form
