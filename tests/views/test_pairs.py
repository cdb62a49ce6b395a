"""The page of a pair: each factor says whether its two values may be compared, and no value of the two is left out."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from mgdb.models import Measurement, Pair, ReportedFactor
from mgdb.views.addresses import address

pytestmark = pytest.mark.django_db


def _held(pair: Pair) -> set[str]:
    """The addresses of all that is recorded of the two materials and of the one against the other."""
    values = Measurement.objects.published().filter(material__in=[pair.modified_id, pair.control_id])
    stated = ReportedFactor.objects.published().filter(material=pair.modified_id, relative_to=pair.control_id)
    return {address(one.public_id) for one in (*values, *stated) if pair.covers(one.property_key)}


def test_every_value_stands_on_the_page_and_no_factor_without_its_verdict_nor_how_the_control_differs(
    client: Client,
) -> None:
    compounds = factors = 0
    for pair in Pair.objects.published():
        text = client.get(f"/pairs/{pair.public_id}/").text
        assert _held(pair) <= set(re.findall(r'href="([^"]+)"', text)), pair.public_id
        assert '<td data-label="Modified">–</td>' not in text
        cells = [
            one for one in re.findall(r'<td data-label="Factor">.*?</td>', text, re.DOTALL) if 'class="factor"' in one
        ]
        factors += len(cells)
        assert all("verdict-why" in one for one in cells), pair.public_id
        if pair.kind == "different_compound":
            compounds += len(cells)
            assert all('class="flag"' in one for one in cells), pair.public_id
    assert factors > 20
    assert compounds > 0


def test_what_is_known_of_one_side_alone_is_shown_and_only_the_other_is_said_not_to_be_reported(client: Client) -> None:
    """The conductivity of MgI2–Mg3(PO4)2 is printed, that of Mg3(PO4)2 only as a 2080th of it."""
    text = " ".join(re.sub(r"<[^>]+>", " ", client.get("/pairs/pai-bazdpxg/").text).split())
    assert re.search(r"Ionic conductivity 7\.0\s×\s10 −4 S cm −1 caution 25 °C \(assumed\) not reported", text)
    assert "Ionic conductivity: ≈2080 times" in text
    assert "No factor is computed from these values." in text
