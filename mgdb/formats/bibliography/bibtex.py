"""BibTeX, read by bibtexparser; LaTeX in its fields becomes text, mathematics stays for the reading of titles."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from mgdb.science.papers import doi_readings

from .model import (
    LONGEST,
    MOST_ENTRIES,
    Bibliography,
    EntryError,
    EntryFault,
    Reference,
    UnreadableBibliography,
    cleaned,
    source_form,
    too_many,
)

KINDS = {
    "article": "article",
    "book": "book",
    "inbook": "book",
    "incollection": "book",
    "collection": "book",
    "inproceedings": "proceedings",
    "conference": "proceedings",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "unpublished": "preprint",
    "patent": "patent",
    "dataset": "dataset",
    "online": "web",
}
MOST_MARKS = 40_000
_SCRIPTS = ((r"\\textsubscript", "_"), (r"\\textsuperscript", "^"))
_CHEMICAL = re.compile(r"\\(?:ce|chem|mathrm|text|mathit)\s*\{([^{}]*)\}")


def read(text: str) -> Bibliography:
    """The entries; what is no entry and no @string, @comment or @preamble is a fault with its line."""
    from bibtexparser.entrypoint import parse_string  # here: no other page needs it, nor pylatexenc behind it
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

    if (count := len(re.findall(r"^\s*@", text, re.MULTILINE))) > 4 * MOST_ENTRIES:
        raise too_many(count)
    if len(re.findall(r"[\\{$]", text)) > MOST_MARKS:  # each takes time
        raise UnreadableBibliography(
            f"It has more than {MOST_MARKS:,} braces, backslashes and dollar signs, of which each has to be looked at. "
            "Divide it, or leave out abstracts."
        )
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # who sends nonsense fills no log
    library = parse_string(text)
    strings = {key: str(one.value) for key, one in library.strings_dict.items()}
    references: list[Reference] = []
    faults: list[EntryFault] = []
    blocks = [block for block in library.blocks if isinstance(block, (Entry, ParsingFailedBlock))]
    for number, block in enumerate(blocks, 1):
        if number > MOST_ENTRIES:
            raise too_many(len(blocks))
        line = int(block.start_line or 0) + 1
        found = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else block  # two papers, one key
        if not isinstance(found, Entry):
            where = re.search(r"on line ([0-9]+)", str(getattr(block, "error", "")))
            at = f"; look at line {int(where[1]) + 1}" if where else ""
            faults.append(EntryFault(number, line, "", f"a brace, quote or comma is missing{at}"))
            continue
        try:
            fields = _fields(found, None if found is block else strings)
            references.append(Reference(number, line, found.key[:80], _form(found.entry_type, fields)))
        except EntryError as error:
            faults.append(EntryFault(number, line, found.key[:80], str(error)))
    return Bibliography("BibTeX", tuple(references), tuple(faults))


def _fields(entry: Any, strings: Mapping[str, str] | None) -> dict[str, str]:
    """The fields of an entry by name; `strings` for one that the parser has left as it is written."""
    found = {}
    for field in entry.fields:
        value = str(field.value)
        if re.search(r'^\w+\s*#\s*["{\w]|"\s*#\s*', value):
            raise EntryError(f"its {field.key} is put together with “#”; write it out")
        if strings is not None:
            value = strings.get(value, value[1:-1] if value[:1] in ('"', "{") else value)
        found[field.key.lower()] = value
    return found


def _form(entry_type: str, fields: dict[str, str]) -> dict[str, Any]:
    kind = KINDS.get(entry_type.lower(), "unknown")
    container = ("journal", "journaltitle", "booktitle", "publisher", "school", "institution", "howpublished")
    eprint = fields.get("eprint", "")
    doi = _bare(fields.get("doi", ""))
    if not doi and fields.get("archiveprefix", fields.get("eprinttype", "")).lower() == "arxiv":
        doi, kind = next(iter(doi_readings(f"arXiv:{eprint}")), ""), "preprint" if kind != "article" else kind
    return source_form(
        kind=kind,
        title=_text(fields.get("title", "")),
        authors=[_text(name) for name in _split_names(fields.get("author") or fields.get("editor", ""))],
        container=next((_text(fields[name]) for name in container if fields.get(name)), ""),
        year=_text(fields.get("year") or fields.get("date", "")),
        volume=_text(fields.get("volume", "")),
        issue=_text(fields.get("number") or fields.get("issue", "")),
        pages=_text(fields.get("pages") or fields.get("eid") or fields.get("article-number", "")),
        doi=doi,
        url=_bare(fields.get("url", "")),
    )


def _bare(text: str) -> str:
    r"""DOIs and addresses stand as they are, but for \_ and the like."""
    return re.sub(r"\\(?=[_%&#$~])|[{}]", "", text)


def _split_names(text: str) -> list[str]:
    """Names between “and”, outside of braces."""
    names, depth, start = [], 0, 0
    for found in re.finditer(r"[{}]|\sand\s", text):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth == 0:
            names.append(text[start : found.start()])
            start = found.end() - 1  # its blank may begin the next “and”
    return [" ".join(name.split()) for name in (*names, text[start:])]


def _text(latex: str) -> str:
    """LaTeX as text; $_{2}$ stays, which titles are read from. What cannot be read stays as it is written."""
    from pylatexenc.latexwalker import LatexWalkerError

    if not re.search(r"[\\{}~$]|--|``|''", latex):
        return latex
    if len(latex) > 2 * LONGEST:
        raise EntryError(f"one of its fields has {len(latex):,} characters; at most {LONGEST:,} are taken")
    for command, sign in _SCRIPTS:
        latex = re.sub(rf"{command}\s*\{{([^{{}}]*)\}}", rf"${sign}{{\1}}$", latex)
    latex = _CHEMICAL.sub(r"\1", latex)
    parts = re.split(r"(\$[^$]*\$)", latex.replace(r"\$", "\ufdd0"))
    try:
        parts[::2] = [_decoder()(_balanced(part)) for part in parts[::2]]
        parts[1::2] = [_mathematics(part) for part in parts[1::2]]
    except (LatexWalkerError, RecursionError, IndexError, ValueError):
        return cleaned(latex)
    return "".join(parts).replace("\ufdd0", "$")


def _balanced(text: str) -> str:
    """A part between two formulas: braces that open or close outside of it group nothing here."""
    kept: list[str] = []
    opened: list[int] = []
    for place, sign in enumerate(text):
        kept.append(sign)
        if sign == "{" and text[place - 1 : place] != "\\":
            opened.append(place)
        elif sign == "}" and text[place - 1 : place] != "\\":
            if opened:
                opened.pop()
            else:
                kept[-1] = ""
    for place in opened:
        kept[place] = ""
    return "".join(kept)


@lru_cache(maxsize=1)
def _decoder() -> Callable[[str], str]:
    """LaTeX → text; made once, because its tables are long."""
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.latexwalker import get_default_latex_context_db

    decoder = LatexNodes2Text(math_mode="text", keep_comments=True, strict_latex_spaces=True)
    known = get_default_latex_context_db()
    return lambda latex: str(decoder.latex_to_text(latex, tolerant_parsing=True, latex_context=known))


def _mathematics(formula: str) -> str:
    """$_{2-x}$ stays for the reading of titles, with its commands as characters; other mathematics becomes text."""
    inner = formula[1:-1].strip()
    decoded: Callable[[str], str] = _decoder() if "\\" in inner else str
    script = re.fullmatch(r"([_^])\s*(?:\{(.*)\}|(\S))", inner)
    if script:
        return f"${script[1]}{{{decoded(script[2] or script[3])}}}$"
    inner = re.sub(r"([_^])\s*(?:\{([^{}]*)\}|(\w))", r"$\1{\2\3}$", inner)
    parts = re.split(r"(\$[^$]*\$)", inner)
    parts[::2] = [decoded(part) for part in parts[::2]]
    return "".join(parts)
