"""A comparison taken through LaTeX to a PDF: every value stands on its pages."""

import io
import re
import zipfile
from collections import Counter

import pytest

from mgdb import compare
from mgdb.models import Comparison
from tests.latex import compile_document, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.timeout(2400)]

SINGLE_NUMBER = re.compile(r"≈?\s*\d+(?:\.\d+)?")


def test_no_value_is_lost_from_the_pages_of_a_document(client, tmp_path):
    """What is higher than a page is cut off at its foot: TeX says so of the page, and the PDF lacks the numbers."""
    for comparison in Comparison.objects.published():
        response = client.get(f"/compare/{comparison.slug}/", {"format": "latex"})
        folder = tmp_path / comparison.slug
        with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
            archive.extractall(folder)
        log, pdf = compile_document(folder)
        assert r"Overfull \vbox" not in log, comparison.slug
        assert "Missing character" not in log, comparison.slug
        printed = Counter(re.findall(r"[+]?\d+(?:\.\d+)?", text_of(pdf)))
        table = compare.table_of(comparison)
        numbers = [value.bare_text for value in table.shown if value.kind == "number" and value.displayed]
        numbers = [re.sub(r"[^\d.]", "", text) for text in numbers if SINGLE_NUMBER.fullmatch(text)]
        # differences keep their plus
        shown = [item.factor_text for row in table.rows for item in row.improvements]
        numbers += [text for text in shown if re.fullmatch(r"[+]\d+", text)]
        lost = Counter(numbers) - printed
        assert not lost, (comparison.slug, lost)
