"""The command that measures the extraction against curated values, on a document of our own."""

import hashlib
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from mgdb.audit import extraction
from mgdb.models import Report

pytestmark = pytest.mark.django_db


def text_of(document, printed):
    return f"{document.title}\n\n1 Introduction\n\nThe specimen delivers {printed}.\n"


def test_each_document_whose_text_is_there_is_measured(tmp_path):
    report = Report.objects.filter(measurement__property_key="specific_capacity", document__kind="review").first()
    text = text_of(report.document, f"{report.printed_value} {report.printed_unit}")
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    [found] = extraction.measured({"one.txt": text})
    assert found.document == report.document
    assert found.recall.value >= found.recall.property >= 1
    out = StringIO()
    call_command("measure_extraction", documents=tmp_path, missed=True, stdout=out)
    assert str(report.document) in out.getvalue()
    assert "value: mea-" in out.getvalue()


def test_labelled_paragraphs_say_how_much_of_what_is_proposed_is_right(tmp_path):
    report = Report.objects.filter(measurement__property_key="specific_capacity", document__kind="review").first()
    text = text_of(report.document, "120 mAh g⁻¹ and has a band gap of 2.2 eV")
    start = text.index("The specimen")
    labels = tmp_path / "labels.yaml"
    paragraph = {"start": start, "values": [["120", "mAh/g", "specific_capacity"], ["2.2", "eV", "activation_energy"]]}
    one = {"sha256": hashlib.sha256(text.encode()).hexdigest(), "paragraphs": [paragraph]}
    labels.write_text(yaml.safe_dump({"documents": [one]}), encoding="utf-8")
    [found] = extraction.measured({"one.txt": text}, extraction.labels_in(labels))
    assert (found.right, found.proposed) == (1, 2)


def test_a_folder_without_texts_or_with_strange_ones_is_said(tmp_path):
    with pytest.raises(CommandError, match=r"holds no \*.txt"):
        call_command("measure_extraction", documents=tmp_path)
    (tmp_path / "other.txt").write_text("Nothing of it.", encoding="utf-8")
    with pytest.raises(CommandError, match="No text in"):
        call_command("measure_extraction", documents=tmp_path)
