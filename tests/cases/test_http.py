"""What is asked over HTTP: one table, each row with its outcome; what waits for something else says for what."""

import re

import pytest

from tests.yaml_files import cases

pytestmark = pytest.mark.django_db
ROWS = cases("http")
# Words for one thing: a search for any of them finds the same.
ALIKE = {
    "poly(ethylene oxide)": ("PEO", "polyethylene oxide"),
    "magnesium bis(trifluoromethanesulfonyl)imide": ("Mg(TFSI)2", "Mg(NTf2)2", "MgTFSI2"),
    "acetonitrile": ("MeCN", "acetonitrile"),
    "tetrahydrofuran": ("THF", "tetrahydrofuran"),
    "vanadium pentoxide": ("V2O5", "vanadium pentoxide"),
}


def parametrised(rows):
    found = []
    for row in rows:
        marks = [pytest.mark.xfail(strict=True, reason=row["later"])] if "later" in row else []
        headers = " ".join(f"{name}: {value}" for name, value in row.get("headers", {}).items())
        found.append(pytest.param(row, id=f"{row['ask']} {headers}".strip(), marks=marks))
    return found


@pytest.mark.sampled(20)
@pytest.mark.parametrize("row", parametrised(ROWS))
def test_what_is_asked_is_answered(client, row):
    response = client.get(row["ask"], headers=row.get("headers", {}))
    assert response.status_code == row["status"]
    text = "" if response.get("Content-Encoding") else response.content.decode()
    assert row.get("finds", "") in text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    if "type" in row:
        assert response["Content-Type"].split(";")[0] == row["type"]
    if "coding" in row:
        assert response.get("Content-Encoding", "") == row["coding"]
    if "leads" in row:
        assert response["Location"] == row["leads"]


def found(client, words):
    page = client.get("/search/", {"q": words}).content.decode()
    return set(re.findall(r'href="(/(?:materials|phases|electrolytes)/[^"?]+)"', page))


@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in ALIKE.items()])
def test_words_for_one_compound_find_the_same(client, words):
    first, *others = (found(client, word) for word in words)
    assert first
    assert all(other == first for other in others)
