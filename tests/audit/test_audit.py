"""The audit finds what is missing, doubtful or not printed where a report says."""

import pytest
from django.core.management import CommandError, call_command

from mgdb import audit
from mgdb.models import Flag, Measurement, Source

DOCUMENT = """\
A Review of Something
10.1234/review

Abstract The best reach 120 mAh g^{-1}.

1 Introduction
Diffusion is slow, 1.10×10^{-12} cm² s⁻¹, as seen.

2 Results
2.1 Rates
At $2 \\mathrm{A} \\mathrm{g}^{-1}$ it keeps ~48.5 of them.

Fig. 3 Conductivity of 2.9 × 10⁻⁵ S cm⁻¹

Table 1 Capacities
Name\tRate
VS₄\t~48/300
MoS_2\t148/300

After the table.
"""


@pytest.mark.parametrize(
    ("locator", "printed", "stands"),
    [
        ("Table 1, VS4, rate performance", "~48", True),
        ("Table 1, VS4, rate performance", "48", True),
        ("Table 1, MoS2", "48", False),  # 148 is another number
        ("Table 1, MoS2", "148", True),
        ("Table 1", "~48", True),
        ("Section 1", "1.10×10⁻¹²", True),
        ("Section 1", "1.10 × 10^{-12}", True),
        ("Section 2.1", "2 A g⁻¹", True),
        ("Section 2.1", "~48.5", True),
        ("Section 2.1", "48", True),  # in the table behind it
        ("Fig. 3 caption", "2.9×10-5", True),
        ("Fig. 3", "120", False),
        ("Abstract", "120", True),
        ("Somewhere", "121", False),
    ],
)
def test_a_print_is_looked_for_where_its_locator_points(locator, printed, stands):
    body = audit.normalise(DOCUMENT)
    found = any(audit.pattern(printed).search(part) for part in audit.region(body, locator))
    assert found is stands


def test_a_number_is_not_found_inside_a_longer_one():
    assert not audit.pattern("48").search(audit.normalise("148 and 48.5 and 4.48"))
    assert audit.pattern("48").search(audit.normalise("it is 48."))


@pytest.mark.django_db
def test_the_records_of_this_dataset_have_nothing_that_nobody_looked_at():
    audits = list(audit.audit())
    assert sum(len(found.found) for found in audits) > 100, "what is looked for is found"
    for found in audits:
        assert not [one for one in found.found if one.kind in ("missing_condition", "doubt")], found.document


@pytest.mark.django_db
def test_an_implausible_value_is_found_until_a_flag_says_why():
    measurement = Measurement.objects.of("specific_capacity").filter(flags=None).first()
    measurement.reports.update(printed_value="9,000,000")

    def implausible():
        return [one.public_id for found in audit.audit() for one in found.found if one.kind == "doubt"]

    assert implausible() == [measurement.public_id]
    Flag.objects.create(measurement=measurement, code="magnitude", severity="suspect", reason="too large by far")
    assert implausible() == []


@pytest.mark.django_db
def test_a_print_that_does_not_stand_in_its_document_fails_the_command(tmp_path, capsys):
    document = Source.objects.get(doi="10.1007/s40820-024-01495-1")
    (tmp_path / "review.txt").write_text(f"{document.title}\nnothing else", encoding="utf-8")
    with pytest.raises(CommandError, match="do not stand in their documents"):
        call_command("audit_corpus", "--documents", str(tmp_path))
    assert "“77” does not stand in the document" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_folder_without_documents_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"holds no \*\.txt files"):
        call_command("audit_corpus", "--documents", str(tmp_path))
