"""One identity for every paper."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mgdb.science.papers import doi_identity, first_page

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "papers.yaml").read_text(encoding="utf-8"))
PAIRS = [(identity, text) for identity, texts in CASES.items() for text in texts]


@pytest.mark.parametrize(("identity", "text"), PAIRS, ids=[text for _, text in PAIRS])
def test_each_spelling_has_the_identity(identity, text):
    assert doi_identity(text) == identity


@settings(deadline=None)
@given(
    st.sampled_from([identity for identity in CASES if identity]),
    st.sampled_from(["", "doi:", "DOI ", "https://doi.org/", "http://dx.doi.org/", "urn:doi:", "see "]),
    st.sampled_from(["", ".", ",", ")", ".)", "/full", "/abstract", "/pdf.", "?a=b&c=d", " and more"]),
    st.booleans(),
    st.sampled_from(["", "\u200b", "\u00ad", "\u2060"]),
    st.integers(0, 12),
)
def test_any_wrapping_gives_one_identity(identity, lead, tail, upper, invisible, place):
    text = identity.upper() if upper else identity
    text = text[:place] + invisible + text[place:]
    assert doi_identity(f"{lead}{text}{tail}") == identity
    assert doi_identity(identity) == identity


@given(st.text(max_size=60))
def test_any_text_has_a_doi_or_none(text):
    found = doi_identity(text)
    assert doi_identity(found) == found


@pytest.mark.parametrize(
    ("pages", "first"), [("1801984", "1801984"), ("e1801984", "1801984"), ("114–121", "114"), ("e12", "e12"), ("", "")]
)
def test_the_first_page_is_known_with_and_without_its_e(pages, first):
    assert first_page(pages) == first
