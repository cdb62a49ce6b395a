"""One identity for every paper."""

import time
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science.papers import doi_readings, first_page
from tests.sampling import examples
from tests.yaml_files import cases

CASES = cases("papers")
PAIRS = [(identity, text) for identity, texts in CASES.items() for text in texts]


def doi_identity(text: str) -> str:
    """The one DOI that `text` means; empty for none or several."""
    readings = doi_readings(text)
    return readings[0] if len(readings) == 1 else ""


@pytest.mark.parametrize(("identity", "text"), PAIRS, ids=[text for _, text in PAIRS])
def test_each_spelling_has_the_identity(identity, text):
    assert doi_identity(text) == identity


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("10.1039/C9TA00001K", ["10.1039/c9ta00001k"]),
        ("10.1039/C9TA00001 K", ["10.1039/c9ta00001", "10.1039/c9ta00001k"]),  # the letter may be the DOI's last
        ("10.1039/c9ta00001 k. (accessed 2020)", ["10.1039/c9ta00001", "10.1039/c9ta00001k"]),
        ("10.1016/S0040-6090(00)01234- X", ["10.1016/s0040-6090(00)01234-x"]),
        ("10.1002/smll.202106981. A paper", ["10.1002/smll.202106981"]),
        ("10.1002/smll.202106981, a paper", ["10.1002/smll.202106981"]),
        ("10.1002//smll.202106981", ["10.1002/smll.202106981"]),
        ("https://doi.org//10.1002/smll.202106981//", ["10.1002/smll.202106981"]),
        ("10.1021/acs.jpcc.1c01234_si_001.pdf", ["10.1021/acs.jpcc.1c01234"]),
        ("10.1021/acs.jpcc.1c01234_si_001", ["10.1021/acs.jpcc.1c01234"]),
        ("arXiv:2508.064591234", []),  # no number of arXiv, and none is cut out of it
        ("10.48550/arXiv.2508.0645912", []),
        ("https://arxiv.org/abs/cond-mat/99010012", []),
    ],
)
def test_what_stands_around_or_within_a_doi_makes_no_other_of_it(text, readings):
    assert list(doi_readings(text)) == readings


LEADS = [
    "", "doi:", "doi: ", "DOI ", "urn:doi:", "see ", "(", "doi.org/", "www.doi.org/", "https://doi.org/",
    "http://dx.doi.org/", "https://onlinelibrary.example/doi/", "https://onlinelibrary.example/doi/full/",
]  # fmt: skip
ENDS = ["/full", "/abstract", "/pdf", "/epdf", "?utm_source=x", "?a=b&c=d", ".", ",", ")", ").", " and more"]


@st.composite
def wrapped(draw) -> tuple[str, str]:
    """A DOI, and a way to write it: what people and addresses put around it, composed at random."""
    identity = draw(st.sampled_from([identity for identity in CASES if identity]))
    text = identity.upper() if draw(st.booleans()) else identity
    if draw(st.booleans()):
        text = text.replace("-", draw(st.sampled_from("‐‑–−")))
    for invisible in draw(st.lists(st.sampled_from(["\u200b", "\u00ad", "\u2060", "\ufeff"]), max_size=3)):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + invisible + text[place:]
    lead = draw(st.sampled_from(LEADS))
    if lead.startswith("http") and draw(st.booleans()):
        text = quote(text, safe=draw(st.sampled_from(["", "/"])))
    # the longer of them first: a view of the page, what is asked of it, marks of the sentence around
    ends = sorted(draw(st.sets(st.sampled_from(ENDS), max_size=3)), key=ENDS.index)
    return identity, f"{lead}{text}{''.join(ends)}"


@examples(400)
@given(wrapped())
def test_any_wrapping_gives_one_identity(pair):
    identity, text = pair
    assert doi_identity(text) == identity
    assert doi_identity(identity) == identity


@given(
    st.sampled_from(["arXiv:", "arxiv: ", "https://arxiv.org/abs/", "https://arxiv.org/pdf/", "10.48550/arXiv."]),
    st.from_regex(r"[0-9]{4}\.[0-9]{5}", fullmatch=True),
    st.sampled_from(["", "v1", "v2", "v12"]),
    st.sampled_from(["", ".", ")", ".pdf", " [cond-mat]"]),
)
def test_a_preprint_is_one_paper_in_every_version(lead, number, version, end):
    assert doi_identity(f"{lead}{number}{version}{end}") == f"10.48550/arxiv.{number}"


@given(st.text(max_size=60))
def test_any_text_has_a_doi_or_none(text):
    found = doi_identity(text)
    assert doi_identity(found) == found


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("10.1002/smll.2021 06981", ["10.1002/smll.2021", "10.1002/smll.202106981"]),
        ("10.1002/smll.202106981. 17", ["10.1002/smll.202106981", "10.1002/smll.202106981.17"]),
        ("10.1002/smll.202106981 and 10.1002/adma.201801984", ["10.1002/smll.202106981", "10.1002/adma.201801984"]),
        ("10.1002/smll.202106981 p. 12", ["10.1002/smll.202106981"]),
        *(
            (f"10.1000/one{between}10.1000/two", ["10.1000/one", "10.1000/two"])
            for between in ("|", ";", ",", " ", " / ", ", and ", ") (", "; doi:", " | https://doi.org/", "\n", "&")
        ),
        ("https://doi.org/10.1000/one,https://dx.doi.org/10.1000/two", ["10.1000/one", "10.1000/two"]),
        ("10.1000/one;10.1000/ONE", ["10.1000/one"]),
        ("arXiv:2508.06459, 10.1000/two", ["10.48550/arxiv.2508.06459", "10.1000/two"]),
    ],
)
def test_what_may_be_one_doi_or_another_is_said(text, readings):
    assert doi_readings(text) == tuple(readings)


@pytest.mark.parametrize(
    ("pages", "first"), [("1801984", "1801984"), ("e1801984", "1801984"), ("114–121", "114"), ("e12", "e12"), ("", "")]
)
def test_the_first_page_is_known_with_and_without_its_e(pages, first):
    assert first_page(pages) == first


@pytest.mark.parametrize(
    "text", ["10.1234/x%00", "10.1234/x%2500", "https://doi.org/10.1234%252Fx%252500y", "10.1234/x\x00"]
)
def test_a_control_character_makes_no_doi_however_it_is_encoded(text):
    assert doi_readings(text) == ()


SLOW = [
    *(
        "[" * 1900,
        "10.1021/a" + "(" * 1900,
        "10.1021/a" + ")" * 1900,
        "&" * 1900,
        "; " * 950,
        " and" * 490,
        "%25" * 650,
    ),
    *(",http:/" + "a/" * 900, " doi: " * 330, " 10.1000/" * 200, "10.1/x" + "<a>" * 600, "10.1000/x" + "/full" * 380),
]


@pytest.mark.parametrize("text", SLOW, ids=lambda text: text[:14])
def test_a_text_that_is_made_to_be_slow_is_read_at_once(text):
    begun = time.process_time()
    doi_readings(text)
    assert time.process_time() - begun < 0.5  # a thousandth of it, and hours where one goes back among the signs


def test_who_writes_pages_names_no_paper():
    assert doi_readings("10.1000/a " * 300) == ()
