"""How a view is cited, and which state of the dataset it shows."""

from datetime import date

import pytest

from mgdb.citation import DatasetVersion, ViewCitation, dataset_version
from mgdb.models import DatasetFile

VERSION = DatasetVersion(date(2025, 3, 4), "0a1b2c3d")
CITATION = ViewCitation("Rate", VERSION, date(2026, 5, 6), "https://mgdb.example.org/plots/rate/")


def test_a_citation_names_view_version_address_and_day():
    assert CITATION.text.startswith(
        "MgDB, “Rate”, dataset version 2025-03-04 (0a1b2c3d), "
        "https://mgdb.example.org/plots/rate/, seen 6 May 2026. CC BY"
    )


def test_the_same_stands_in_bibliographies_under_a_key_of_version_and_day():
    entry = CITATION.entry
    assert (entry["id"], entry["year"], entry["url"]) == ("mgdb-0a1b2c3d-20260506", 2025, CITATION.address)


@pytest.mark.django_db
def test_the_version_follows_the_texts_of_the_loaded_files():
    before = dataset_version()
    assert len(before.digest) == 8
    assert dataset_version() == before
    file = DatasetFile.objects.first()
    DatasetFile.objects.filter(pk=file.pk).update(text_hash="another text")
    assert dataset_version().digest != before.digest
    DatasetFile.objects.all().delete()
    assert str(dataset_version()) == "without dataset files"
