"""Each format writes its sample, `samples/<key>.<extension>`, byte for byte.

A new format's sample is written by: python -m tests.formats.test_samples <key>; look at it and commit it.
"""

import io
import sys
import zipfile
from pathlib import Path

import pytest

from mgdb.formats import FORMATS
from tests.formats.inputs import written

SAMPLES = Path(__file__).parent / "samples"
CLOCK = "docProps/core.xml"  # of a workbook: when it was made


def path_of(chosen):
    return SAMPLES / f"{chosen.key}.{chosen.extension}"


def content(data):
    """`data`, or of an archive its members, without the one that holds the time."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != CLOCK}


@pytest.mark.parametrize("key", FORMATS)
def test_a_format_writes_its_sample(key):
    path = path_of(FORMATS[key])
    assert path.is_file(), f"{key} has no sample; python -m tests.formats.test_samples {key} writes {path.name}"
    assert content(written(FORMATS[key])) == content(path.read_bytes())


def test_every_sample_is_of_a_format():
    assert {path.name for path in SAMPLES.iterdir()} == {path_of(chosen).name for chosen in FORMATS.values()}


if __name__ == "__main__":
    for key in sys.argv[1:]:
        path_of(FORMATS[key]).write_bytes(written(FORMATS[key]))
