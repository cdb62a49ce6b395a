"""The identity of a paper: its DOI, however it is written, and its place in a journal where it has none."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from urllib.parse import unquote

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−﹣－"), "-")
_ARXIV = re.compile(
    r"(?:arxiv[:.\s]\s*|arxiv\.org/(?:abs|pdf|html)/)(?P<number>[0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[a-z]{2})?/[0-9]{7})"
)
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
# What publishers' addresses append to a DOI.
_VIEW = re.compile(
    r"(?:/(?:full|abstract|abs|pdf|epdf|pdfdirect|epub|html|xml|meta|fulltext|full-text|summary|references|figures"
    r"|suppl_file|supplementary|metrics|citedby|tables)|\.pdf|\.html|\.full|\.abstract)$"
)
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}
_ARTICLE_NUMBER = re.compile(r"e(?=[0-9]{4,}$)")


def doi_identity(text: str) -> str:
    """The DOI in `text`: bare, in lower case, without resolver, prefix, view of a publisher's page or trailing marks.

    Versions of an arXiv preprint are one paper. Empty where `text` holds no DOI.

    Worked: "https://doi.org/10.1002%2Fsmll.202106981?utm_source=x" → "10.1002/smll.202106981"; "arXiv:2508.06459v2" →
    "10.48550/arxiv.2508.06459".
    """
    plain = unescape(text)
    if "%" in plain:
        plain = unquote(plain)
    plain = "".join(char for char in plain if unicodedata.category(char) != "Cf").translate(_DASHES).strip().lower()
    if preprint := _ARXIV.search(plain):
        return f"10.48550/arxiv.{preprint['number']}"
    found = _DOI.search(plain)
    if found is None:
        return ""
    doi = re.sub(r"[?&].*|#(?=[a-z]).*", "", found[0])
    while (shorter := _without_end(doi)) != doi:
        doi = shorter
    return doi if _DOI.fullmatch(doi) else ""


def _without_end(doi: str) -> str:
    """`doi` without one trailing mark, closing bracket that nothing opens, or view of a publisher's page."""
    last = doi[-1:]
    if last in ".,;:'\"”’“‘/*" or (last in _BRACKETS and doi.count(last) > doi.count(_BRACKETS[last])):
        return doi[:-1]
    return _VIEW.sub("", doi)


def first_page(pages: str) -> str:
    """The first page or article number of `pages`, in lower case; an article number has no leading e.

    Worked: "e1801984" → "1801984"; "114–121" → "114".
    """
    first = re.split(r"[-–—,]", pages, maxsplit=1)[0].strip().lower()
    return _ARTICLE_NUMBER.sub("", first)
