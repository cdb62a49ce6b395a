"""The commands that read and write dataset files on disk."""

import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from mgdb.management.files import FIXTURES, dataset_texts
from mgdb.models import Source

NEW = """\
mgdb: 1
document: src:made-up

sources:
- id: src:made-up
  kind: article
  title: A paper made up for this test
  authors: [A. Tester]
  container: J. Test.
  year: 2020
  volume: 1
  pages: 1–9
  readings: 1
"""


def run(name, *arguments):
    output = io.StringIO()
    call_command(name, *map(str, arguments), stdout=output, stderr=output)
    return output.getvalue()


def test_all_files_of_a_folder_are_read():
    assert set(dataset_texts([FIXTURES])) == set(FIXTURES.glob("*.yaml"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.yaml", None, "neither a dataset file nor a folder"),
        ("latin.yaml", "title: Möller".encode("latin-1"), "is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_clear_line(tmp_path, name, content, words):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError, match=words):
        dataset_texts([tmp_path / name])


def test_an_empty_folder_and_one_name_twice_are_refused(tmp_path):
    with pytest.raises(CommandError, match=r"no \*.yaml file"):
        dataset_texts([tmp_path])
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.yaml").write_text("")
    with pytest.raises(CommandError, match=r"Two files are named same\.yaml"):
        dataset_texts([tmp_path / "a", tmp_path / "b"])


@pytest.mark.django_db
def test_a_new_document_gets_its_ids_and_is_loaded(tmp_path):
    file = tmp_path / "made-up.yaml"
    file.write_text(NEW)
    with pytest.raises(CommandError, match="nothing was loaded"):
        run("load_dataset", file)
    assert run("mint_ids", file).startswith("1 ids minted in 1 files")
    (minted,) = set(re.findall(r"src-[0-9a-z]{7}", file.read_text()))
    assert run("load_dataset", "--dry-run", file).strip() == "would load: 1 created"
    assert not Source.objects.filter(public_id=minted).exists()
    assert run("load_dataset", file).strip() == "loaded: 1 created"
    assert Source.objects.get(public_id=minted).status == "published"


@pytest.mark.django_db
def test_export_says_which_file_differs_and_writes_that_one_alone(tmp_path):
    run("export_dataset", tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in FIXTURES.glob("*.yaml")
    }
    edited: Path = tmp_path / "oligolayered-v2o5-2025.yaml"
    edited.write_text("")
    with pytest.raises(CommandError, match=r"differ from the database: oligolayered-v2o5-2025\.yaml\."):
        run("export_dataset", "--check", tmp_path)
    assert run("export_dataset", tmp_path).startswith(f"1 of {len(dataset_texts([FIXTURES]))} files written")
