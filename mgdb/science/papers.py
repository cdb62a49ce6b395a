"""The identity of a paper: its DOI, however it is written, and its place in a journal where it has none."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−﹣－"), "-")
_ARXIV = re.compile(
    r"(?:arxiv[:.\s]\s*|arxiv\.org/(?:abs|pdf|html)/)(?P<number>[0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[a-z]{2})?/[0-9]{7})(?![0-9])"
)
_OF_ARXIV = "10.48550/arxiv."  # a number of arXiv behind it, or nothing that there is
_START = re.compile(r"(?<![0-9.])10\.\s?(?P<registrant>[0-9]{4,9})\s?/+\s*(?P<suffix>[^\s/]\S*)")
# What stands between two DOIs, the second perhaps as an address: no DOI holds the beginning of another behind it.
# Looked for where such signs begin, and without going back among them: else thousands of brackets take hours.
_BETWEEN = re.compile(
    r"(?<![\s;,|&+)\]}(\[{])[\s;,|&+)\]}(\[{]++(?:and\b|or\b)?[\s(\[{]*+(?:https?:/++(?:[\w.-]++/++)+|doi\s?[:.]?\s?)?"
    r"(?=10\.\s?[0-9]{4,9}\s?/)"
)
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
# What publishers' addresses append to a DOI, and the marks of text and markup around one.
_VIEW = re.compile(
    r"(?:/(?:full|abstract|abs|pdf|epdf|pdfdirect|pdfft|ampdf|epub|html|xml|meta|fulltext|full-text|summary|references"
    r"|bib|supplementary|supinfo|metrics|citedby|unauth|read|download|(?:figures?|tables?)(?:/[0-9]+)?|suppl(?:/.*)?"
    r"|suppl_file(?:/.*)?|asset(?:/.*)?|-/dcsupplemental(?:/.*)?)"
    r"|\.(?:full|abstract|short|long|pdf|epub|html?|xml)|[_-](?:si|esm)_?[0-9]{1,4}(?:_esm)?(?:\.[a-z0-9]{2,5})?)$"
)
# Addresses of publishers who make a DOI of the last part, whatever the year.
_ADDRESSES = (
    ("10.1038/", re.compile(r"\bnature\.com/articles/(?P<suffix>[a-z0-9][^\s/?#]*)")),
    ("10.1039/", re.compile(r"\bpubs\.rsc\.org/\S+?/(?P<suffix>[a-z][0-9][a-z]{2}[0-9]{5}[a-z0-9])(?![a-z0-9])")),
)
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}
# Versions of one preprint of bioRxiv, medRxiv or ChemRxiv; the DOI without them leads to the newest.
_VERSION = re.compile(r"^(10\.1101/[0-9.]+|10\.26434/chemrxiv[.-][a-z0-9-]+?)[.-]?v[0-9]+$")
_ARTICLE_NUMBER = re.compile(r"e(?=[0-9]{4,}$)")
_CHECK_LETTER = re.compile(r"[a-z][.,;)\]]*")
_MOST_READINGS = 4
MOST_OF_TEXT = 2_000  # characters; who writes more names no paper by its DOI


def unwrapped(text: str) -> str:
    """`text` in lower case without what copying brings: blanks at its ends, invisible characters, ligatures, dashes."""
    if text.isascii():
        return text.strip().lower()
    plain = unicodedata.normalize("NFKC", "".join(sign for sign in text if unicodedata.category(sign) != "Cf"))
    return plain.translate(_DASHES).strip().lower()


def doi_readings(text: str) -> tuple[str, ...]:
    """The DOIs that `text` may mean, the shortest first; one, unless there are several, or a blank stands inside.

    Each is bare, in lower case, without resolver, prefix, view of a publisher's page or trailing marks. Versions of a
    preprint are one paper.

    A line that ends within a DOI is joined to the next where a mark says that the DOI goes on there; elsewhere nobody
    can know whether what follows the blank belongs to it.

    Worked: "https://doi.org/10.1002%2Fsmll.202106981?utm_source=x" → ("10.1002/smll.202106981",);
    "https://www.nature.com/articles/srep46189.pdf" → ("10.1038/srep46189",);
    "arXiv:2508.06459v2" → ("10.48550/arxiv.2508.06459",); "10.1002/smll. 202106981" → ("10.1002/smll.202106981",);
    "10.1002/smll.2021 06981" → ("10.1002/smll.2021", "10.1002/smll.202106981"); of several, each:
    "10.1000/a|10.1000/b" → ("10.1000/a", "10.1000/b").
    """
    return () if len(text) > MOST_OF_TEXT else _doi_readings(text)


@lru_cache(maxsize=1024)  # a paper stands in many lines of a table, and is asked for before it is entered
def _doi_readings(text: str) -> tuple[str, ...]:
    plain = text
    for _ in range(4):  # an address within an address is encoded twice
        plain = unquote(unescape(plain))
    if any(unicodedata.category(sign) == "Cc" and not sign.isspace() for sign in plain):
        return ()  # no identifier has control characters, and no database keeps all of them
    plain = _BETWEEN.sub(" ", unwrapped(plain))
    found = dict.fromkeys(f"{_OF_ARXIV}{preprint['number']}" for preprint in _ARXIV.finditer(plain))
    starts = list(_START.finditer(plain))
    for prefix, address in () if starts else _ADDRESSES:
        if (found_there := address.search(plain)) and (doi := _trimmed(prefix + found_there["suffix"])):
            return (doi,)
    ends = [start.start() for start in starts[1:]] + [len(plain)]
    for start, end in zip(starts, ends, strict=False):
        doi = f"10.{start['registrant']}/{start['suffix']}"
        for reading in _continued(doi, plain[start.end() : end].split()):
            whole = _trimmed(reading)
            if whole and not whole.startswith(_OF_ARXIV):
                found[whole] = None
    return tuple(found)[:_MOST_READINGS]


def _continued(doi: str, following: list[str]) -> list[str]:
    """`doi`, with what `following` it belongs to it for certain; and with what may belong to it."""
    readings = [doi]
    for place, part in enumerate(following):
        last = readings[-1]
        if _CHECK_LETTER.fullmatch(part) and not any(map(str.isalnum, "".join(following[place + 1 :])[:1])):
            # the letter that checks a number, as 10.1039/c9ta00001k ends: for certain behind a hyphen only
            joined = last + part
            readings[-1:] = [joined] if last[-1] == "-" else [last, joined] if last[-1].isdigit() else [last]
            break
        goes_on = last[-1] in "/.-_:" or part[0] in "/.-_" or (last[-1] in ";(" and "<" in last)
        if not re.search("[0-9]", part) or part[0] in "([{" or (last[-1] in ",;)]}\"'" and not goes_on):
            break
        if goes_on and not (last[-1] == "." and re.fullmatch(r"[0-9]+[.,;)]*", part) and re.search("/.*[0-9]", last)):
            readings[-1] += part
        else:
            readings.append(last + part)
    return readings


def _trimmed(doi: str) -> str:
    """`doi` without what stands around it; empty where nothing remains of it."""
    doi = re.sub(r"[?&].*|#(?=[a-z]).*|</?[a-z][a-z0-9]*[/>].*", "", doi)
    while (shorter := _without_end(doi)) != doi:
        doi = shorter
    return _VERSION.sub(r"\1", doi) if _DOI.fullmatch(doi) else ""


def _without_end(doi: str) -> str:
    """`doi` without one trailing mark, closing bracket that nothing opens, or view of a publisher's page."""
    last = doi[-1:]
    if last in _BRACKETS:
        if doi.count(last) > doi.count(_BRACKETS[last]):
            return doi[:-1]
    elif last and (unicodedata.category(last) in {"Po", "Ps", "Pe", "Pi", "Pf"} or last in "<|^`"):
        return doi[:-1]
    return _VIEW.sub("", doi)


_LOWERED = re.compile(r"<(?:jats:)?(?:sub|inf)>(.*?)</(?:jats:)?(?:sub|inf)>|\$\s*_\{?([^{}$]*)\}?\s*\$", re.I | re.S)
_RAISED = re.compile(r"<(?:jats:)?sup>(.*?)</(?:jats:)?sup>|\$\s*\^\{?([^{}$]*)\}?\s*\$", re.I | re.S)
_SCRIPTED = re.compile(
    r"<mml:(?P<kind>msub|msup)\b[^>]*>\s*(?P<base><mml:\w+\b[^<>]*/>|<mml:(?P<of>\w+)\b[^>]*>.*?</mml:(?P=of)>)\s*"
    r"(?P<script><mml:.*?)</mml:(?P=kind)>",
    re.I | re.S,
)
_STYLE = re.compile(r"</?(?:(?:jats:)?(?:i|b|u|em|strong|italic|bold|scp|sc|span|title|p)\b[^<>]*|mml:[^<>]*)>", re.I)


def title_of(text: str) -> str:
    """A title as Crossref and publishers deliver it, in the notation of ours: TiO_{2-x}, Mg^{2+}, no other markup.

    Worked: "<i>In situ</i> TiO<sub>2-x</sub> &amp; MoS$_2$" → "In situ TiO_{2-x} & MoS_{2}".
    """
    if not re.search("[<&$]", text):
        return text
    plain = text
    for _ in range(2):
        plain = re.sub(r"&(?:#[0-9xa-f]{1,7}|[a-z0-9]{2,31});", lambda one: unescape(one[0]), plain, flags=re.I)
    plain = re.sub(r"<(/?)(?=(?:math|m(?:sub|sup|i|n|o|row|text|style))\b)", r"<\1mml:", plain)
    while (scripted := _SCRIPTED.sub(_mathml, plain)) != plain:
        plain = scripted
    plain = _LOWERED.sub(lambda found: f"_{{{found[1] or found[2] or ''}}}", plain)
    plain = _RAISED.sub(lambda found: f"^{{{found[1] or found[2] or ''}}}", plain)
    plain = re.sub(r"\s+([_^]\{)", r"\1", _STYLE.sub("", plain))
    return " ".join(plain.replace("_{}", "").replace("^{}", "").split())


def _mathml(found: re.Match[str]) -> str:
    inner = "".join(_STYLE.sub("", found["script"]).split())
    return f"{found['base']}{'_' if found['kind'].lower() == 'msub' else '^'}{{{inner}}}"


def first_page(pages: str) -> str:
    """The first page or article number of `pages`, in lower case; an article number has no leading e.

    Worked: "e1801984" → "1801984"; "114–121" → "114".
    """
    first = re.split(r"[-–—,]", pages, maxsplit=1)[0].strip().lower()
    return _ARTICLE_NUMBER.sub("", first)
