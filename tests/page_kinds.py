"""One page of each kind, for tests that look at all of them in a browser."""

from __future__ import annotations

import json
from urllib.request import urlopen

PLAIN = {
    "home": "",
    "search": "search/?q=VS4",
    "search for values": "search/?q=MgSc2Se4+conductivity",
    "vocabulary": "vocabulary/",
    "methods": "methods/",
    "data": "data/",
    "about": "about/",
    "list": "materials/?structure_family_not=spinel&property=ionic_conductivity",
    "list of values": "measurements/?property=ionic_conductivity&group=structure_family",
    "list of sources": "sources/",
    "empty list": "materials/?q=nothing-has-it",
    "plots": "plots/",
    "plot": "plots/arrhenius/",
    "effects": "plots/effects/",
    "coverage": "plots/coverage/",
    "comparisons": "compare/",
    "comparison": "compare/defect-engineered-cathodes/",
    "place a result": "benchmark/",
    "placed result": "benchmark/?property=ionic_conductivity&value=1e-4&unit=S/cm",
}
RECORDS = ("materials", "measurements", "sources", "phases", "cells", "statements", "pairs")
# which of them, where the first has not all that a page of its kind may show: other specimens of its substance
WHICH = {"materials": "&phase=pha-tstj8bf"}


def address_of(site: object, kind: str) -> str:
    if kind not in RECORDS:
        return PLAIN[kind]
    with urlopen(f"{site.url}api/v1/{kind}/?page_size=1{WHICH.get(kind, '')}", timeout=60) as answer:  # noqa: S310 - the site of this test
        return f"{kind}/{json.load(answer)['results'][0]['id']}/"
