"""The page of a pair: each factor says whether its two values may be compared."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from mgdb.models import Pair

pytestmark = pytest.mark.django_db


def test_no_factor_stands_without_its_verdict_nor_without_how_the_control_differs(client: Client) -> None:
    compounds = factors = 0
    for pair in Pair.objects.published():
        text = client.get(f"/pairs/{pair.public_id}/").text
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
