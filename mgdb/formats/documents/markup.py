"""JATS XML and HTML: sections, paragraphs, captions and tables, by one walk over their elements.

What stands in an element between the blocks that it holds is a paragraph, whether the element is a `p` or not. Figures
and tables stand anywhere, within sentences too, and come after the paragraph that holds them. Formulas come in several
forms at once, of which one is read (`formulas`); cells that span are laid out as extraction does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree, html

from mgdb.science.extraction import Block, TableBlock, TextBlock
from mgdb.science.extraction.plain import plain
from mgdb.science.extraction.spans import SpanningCell, TooManyCells, laid_out, span

from .formulas import formula, name_of
from .model import Limits, ReadDocument, UnreadableDocument

_LEFT_OUT: Final = frozenset(
    ("script", "style", "nav", "footer", "header", "aside", "form", "noscript", "ref-list", "back", "journal-meta",
     "button", "permissions", "contrib-group", "aff", "author-notes", "svg", "annotation", "annotation-xml", "head",
     "object-id", "textarea", "select", "iframe")
)  # fmt: skip
_BLOCKS: Final = frozenset(
    ("address", "article", "body", "boxed-text", "center", "def-list", "details", "div", "dl", "fieldset",
     "fig-group", "figure", "front", "hr", "html", "list", "list-item", "main", "ol", "sec", "section", "sub-article",
     "summary", "supplementary-material", "table", "table-wrap", "tbody", "td", "thead", "title", "tr", "ul")
)  # fmt: skip
_PARAGRAPHS: Final = frozenset(("p", "li", "dt", "dd", "blockquote", "disp-quote", "pre"))
# What these hold beside blocks is text in XML, too, of which others hold data of the article.
_WITH_TEXT: Final = _PARAGRAPHS | {"list-item", "def", "def-item", "fn", "boxed-text"}
_FLOATS: Final = frozenset(("boxed-text", "fig", "fig-group", "figure", "fn", "supplementary-material", "table-wrap"))
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CAPTIONS: Final = frozenset(("figcaption", "fig", "caption"))
_APART: Final = _BLOCKS | _FLOATS | _PARAGRAPHS | _HEADINGS | _CAPTIONS | {"abstract"}
_REFERENCES: Final = re.compile(r"(?:[0-9.]+\s*)?(?:references|bibliography|literature cited)\s*", re.IGNORECASE)
_LABEL: Final = re.compile(r"(?P<what>Table|Fig(?:ure|\.)?|Scheme)\s*(?P<number>S?[0-9]+)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"([0-9]+(?:\.[0-9]+)*)\.?\s")
_CHARSET: Final = re.compile(rb"<(?:meta|\?xml)[^>]+(?:charset|encoding)\s*=", re.IGNORECASE)
_DEEPEST: Final = 200
_SENTENCE: Final = 25  # characters; shorter runs outside paragraphs are buttons and labels
_CITATION: Final = re.compile(r"\^?\{?(?P<works>[0-9]{1,3}[a-z]?(?:\s*[,–—-]\s*[0-9]{1,3}[a-z]?)*)\}?")
_UNSEEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CITED: Final = re.compile(r"#.*(?:ref|bib|cit|cr|b)[-_]?[0-9]+", re.IGNORECASE)


def read(data: bytes, limits: Limits) -> ReadDocument:
    """What stands in a document in XML or HTML. Raises UnreadableDocument.

    Entities are not expanded, nothing is fetched, and a depth beyond any document is refused.
    """
    head = data[:4096].lower()
    is_xml = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml") or b"<article" in head or b"<pmc-" in head
    try:
        if is_xml and b"<html" not in head:
            safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            root = etree.fromstring(data, safe)
        else:
            root = html.document_fromstring(
                data, parser=html.HTMLParser(no_network=True, huge_tree=False, encoding=_encoding_of(data))
            )
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableDocument(
            f"The markup is damaged: {str(error)[:120]}. Paste the text of the section instead."
        ) from error
    walk = _Walk(limits, is_xml=not isinstance(root, html.HtmlElement))
    walk.element(root, 0)
    if not walk.found:
        raise UnreadableDocument("The document has no paragraph that can be read; paste the text of the section.")
    return ReadDocument(walk.found, walk.said)


def _encoding_of(data: bytes) -> str | None:
    """The encoding of HTML that declares none, as a page saved without the head of its answer; None where it does."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or _CHARSET.search(data[:4096]):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


class _Walk:
    def __init__(self, limits: Limits, *, is_xml: bool) -> None:
        self.limits = limits
        self.is_xml = is_xml
        self.found: list[Block] = []
        self.section = ""
        self.characters = 0
        self.tables = 0
        self.ended = False
        self.said: list[str] = []

    def element(self, node: etree._Element, depth: int) -> None:
        if depth > _DEEPEST:
            raise UnreadableDocument(
                f"The markup is nested deeper than {_DEEPEST} levels; paste the text of the section."
            )
        name = name_of(node)
        if name in _LEFT_OUT or self.ended or _is_unseen(node):
            return
        if name == "dt" and _defined_by(node) is not None:
            return  # it stands before what is said of it
        if name == "abstract":
            self.section = "Abstract"
        if name in _HEADINGS or (name == "title" and name_of(node.getparent()) in ("sec", "abstract")):
            self.heading(node)
        elif name == "table":
            self.table(node)
        elif name in _CAPTIONS or (name in _PARAGRAPHS and not _holds_blocks(node)):
            self.text(node, "caption" if name in _CAPTIONS else "paragraph")
        else:
            self.parts(node, depth)

    def parts(self, node: etree._Element, depth: int) -> None:
        """The children of an element; what stands between its blocks is a paragraph."""
        has_text = name_of(node) in _WITH_TEXT
        floats: list[etree._Element] = []
        run = node.text or ""
        for child in node:
            if has_text and name_of(child) in _FLOATS:
                floats.append(child)
                run += " "
            elif _is_block(child):
                self.run(run, whole=has_text)
                run = ""
                self.element(child, depth + 1)
            else:
                run += _typed(child)
            run += child.tail or ""
        self.run(run, whole=has_text)
        for child in floats:
            self.element(child, depth + 1)

    def run(self, run: str, *, whole: bool) -> None:
        """A run of text beside blocks; of what is no paragraph by its markup only sentences and what has a number."""
        words = " ".join(run.split())
        is_said = " " in words and not self.is_xml and (len(words) >= _SENTENCE or any(map(str.isdecimal, words)))
        if words and (whole or is_said) and not self.ended:
            self.add(TextBlock(words, "paragraph", self.section, self.characters))

    def heading(self, node: etree._Element) -> None:
        words = " ".join(_typed(node).split())
        if _REFERENCES.fullmatch(words):
            self.ended = True
            return
        label = node.getprevious()
        if label is not None and name_of(label) == "label" and not _NUMBER.match(words):
            words = f"{_typed(label).strip()} {words}"
        if words:
            number = _NUMBER.match(words)
            self.section = f"Section {number[1]}" if number else words[:120]
            self.add(TextBlock(words[:300], "heading", self.section, self.characters))

    def text(self, node: etree._Element, kind: str) -> None:
        words = " ".join(_typed(node).split())
        if not words:
            return
        if name_of(node) == "dd" and (term := node.getprevious()) is not None and name_of(term) == "dt":
            words = f"{' '.join(_typed(term).split()).removesuffix(':')}: {words}"
        locator = self.section
        if kind == "caption":
            label = _LABEL.match(words)
            locator = _located(label, words) if label else self.section
        self.add(TextBlock(words, "caption" if kind == "caption" else "paragraph", locator, self.characters))

    def table(self, node: etree._Element) -> None:
        self.tables += 1
        if self.tables > self.limits.tables:
            self.said = [f"Only the first {self.limits.tables} tables are read."]
            return
        try:
            rows = laid_out(_lines(node), self.limits.cells)
        except TooManyCells:
            rows = []
        width = max(map(len, rows), default=0)
        if not rows or width * len(rows) > self.limits.cells:
            most = f"{self.limits.cells:,}"
            self.said.append(f"A table of more than {most} cells is left out; give it as a table file.")
            return
        if len(rows) < 2:
            return
        caption = self._caption_of(node)
        label = _LABEL.match(caption)
        located = _located(label, caption) if label else self.section
        self.add(TableBlock(tuple(tuple(row + [""] * (width - len(row))) for row in rows), caption, located))

    def _caption_of(self, node: etree._Element) -> str:
        """What is said of a table: its own caption, that of the frame around it, or the paragraph before."""
        for around in (node, node.getparent()):
            if around is None:
                continue
            said = [_typed(child) for child in around if name_of(child) in ("label", "caption")]
            if said:
                return " ".join(" ".join(said).split())
        last = self.found[-1] if self.found else None
        return last.text if isinstance(last, TextBlock) and _LABEL.match(last.text) else ""

    def add(self, block: Block) -> None:
        self.characters += (
            len(block.text) + 2 if isinstance(block, TextBlock) else sum(len(one) for row in block.rows for one in row)
        )
        if self.characters > self.limits.characters:
            raise UnreadableDocument(
                f"The document has more than {self.limits.characters:,} characters; paste the text of the section."
            )
        self.found.append(block)


def _holds_blocks(node: etree._Element) -> bool:
    return any(name_of(child) in _APART for child in node.iterdescendants())


def _defined_by(term: etree._Element) -> etree._Element | None:
    """What is said of a term, where it is one paragraph."""
    said = term.getnext()
    return said if said is not None and name_of(said) == "dd" and not _holds_blocks(said) else None


def _is_block(node: etree._Element) -> bool:
    """Whether an element is no part of a sentence, or holds one that is none."""
    return any(name_of(one) in _APART for one in node.iter())


def _lines(table: etree._Element) -> Iterator[tuple[list[SpanningCell], bool]]:
    """The cells of each row of a table, and whether the row is one of heads; without tables within its cells."""
    for row in table.iter():
        if name_of(row) != "tr" or next(one for one in row.iterancestors() if name_of(one) == "table") is not table:
            continue
        yield (
            [
                SpanningCell(
                    " ".join(plain(_typed(cell))[0].split()),
                    name_of(cell) == "th",
                    span(cell.get("colspan")),
                    span(cell.get("rowspan")),
                )
                for cell in row
                if name_of(cell) in ("td", "th")
            ],
            name_of(row.getparent()) == "thead",
        )


def _located(label: re.Match[str], words: str) -> str:
    what = label["what"].lower()
    if what == "table":
        return f"Table {label['number']}"
    return f"{'Scheme' if what == 'scheme' else 'Fig.'} {label['number']} caption"


def _typed(node: etree._Element) -> str:
    """The text of an element, raised and lowered parts written as ^{…} and _{…}, cited works in brackets."""
    name = name_of(node)
    if name in ("math", "alternatives", "tex-math") or (name == "script" and "math/tex" in (node.get("type") or "")):
        return formula(node)
    if name in _LEFT_OUT or (name == "" and not isinstance(node.tag, str)) or _is_unseen(node):
        return ""
    parts = [node.text or ""]
    for child in node:
        parts += [_typed(child), child.tail or ""]
    inner = "".join(parts)
    if name == "sup":
        bare = inner.strip()
        return f"^{{{bare}}}" if bare and not bare.startswith("[") else inner
    if name == "sub":
        return f"_{{{inner.strip()}}}" if inner.strip() else ""
    is_cited = (
        node.get("ref-type") == "bibr" if name == "xref" else name == "a" and _CITED.match(node.get("href") or "")
    )
    if is_cited and (works := _CITATION.fullmatch(inner.strip())):
        return f"[{works['works']}]"
    return f"{inner} " if name in ("label", "p", "td", "th", "br", "li", "title") else inner


def _is_unseen(node: etree._Element) -> bool:
    """Whether nobody reads an element: it is deleted, hidden, or only draws what another beside it says (a formula)."""
    return (
        name_of(node) in ("del", "s", "strike")
        or node.get("aria-hidden") == "true"
        or node.get("hidden") is not None
        or (node.get("class") or "").startswith("MathJax")
        or bool(_UNSEEN.search(node.get("style") or ""))
    )


__all__ = ["read"]
