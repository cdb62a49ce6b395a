"""Labels, phrases and messages have the words that a chemist and a web user know; private coinages do not come back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mgdb import plots
from mgdb.lists import LIST_TYPES
from mgdb.science import vocabulary
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES
from mgdb.search import FILTER_SETS

ROOT = Path(__file__).resolve().parents[2]
# Of labels the whole; of texts any part.
GONE = {
    "Up", "Across", "Draw", "Called", "From a file", "Overlay my data", "As at first", "Words, author, DOI", "Place",
    "Has a value of", "Measured in", "Species of the defect", "Route to the defect", "Origin", "Ion",
    "Origin of values", "Origins", "Ions as claimed", "Routes to defects",
    "Ion as claimed", "Kind of source", "not checked", "Severity of a flag", "Printed", "Read in", "Quotes", "Made by",
    "Judged favourable", "Collector, separator", "Water", "Values read here", "Own materials", "Electronic share",
    "only cited", "Cycles demonstrated", "Anodic limit", "Plating/stripping efficiency", "Against its control", "Sign",
    "organic liquid", "unlike comparison", "Conductivities and the like at", "Modified and control",
}  # fmt: skip
NOT_SAID = re.compile(
    r"Read every line at|a row a value|over the control|Compare those ticked|"
    r"This cannot be answered|\border of 10|drawn hollow|told by hovering|told as a retention|the place it stands at|"
    r"Agreed on by|with care\b|Put each under|start again from here"
)
# “x” is no number → “x” is not a number
IS_NO = re.compile(r"(?:”|\}|\bThis JSON) is no (?!longer)[\w{]+")


def labels() -> Iterator[str]:
    for list_type in LIST_TYPES.values():
        yield list_type.title
        yield from (column.label for column in list_type.all_columns)
        yield from (group.label for group in list_type.filters.groups.values())
    for filters in FILTER_SETS.values():
        yield from (facet.title for facet in filters.facets)
    yield from (entry.label for entry in (*PROPERTIES.values(), *CONDITIONS.values()))
    for name, terms in vars(vocabulary).items():
        if name.isupper() and isinstance(terms, tuple):
            yield from (term.label for term in terms if isinstance(term, vocabulary.Term))
    yield from (title for title, _ in vocabulary.VOCABULARIES.values())
    for plot in plots.plots().values():
        yield plot.TITLE
        yield from (option.label for option in getattr(plot, "OPTIONS", ()))


def texts() -> Iterator[tuple[str, str]]:
    """What people are told: templates without their code, scripts and Python without their comments."""
    for path in (ROOT / "templates").rglob("*.html"):
        yield path.name, re.sub(r"\{#.*?#\}|\{%.*?%\}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for path in (ROOT / "static").rglob("*.js"):
        yield path.name, re.sub(r"^\s*//.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for room in ("mgdb", "api"):
        for path in (ROOT / room).rglob("*.py"):
            if "migrations" not in path.parts:
                lines = path.read_text(encoding="utf-8").splitlines()
                yield (
                    path.name,
                    "\n".join(line.partition("  # ")[0] for line in lines if not line.lstrip().startswith("#")),
                )


def test_no_label_is_one_of_those_that_nobody_knows() -> None:
    said = set(labels())
    assert len(said) > 400
    assert said & GONE == set()


def test_a_label_begins_as_its_kind_does() -> None:
    """Titles of lists and labels of properties stand alone, and begin with a capital; a symbol may not: b value."""
    for label in {one.label for one in PROPERTIES.values()} | {one.title for one in LIST_TYPES.values()}:
        assert label[0].isupper() or label == "b value", label


def test_no_text_says_what_is_said_otherwise_now() -> None:
    found = [
        (name, match[0]) for name, text in texts() for pattern in (NOT_SAID, IS_NO) for match in pattern.finditer(text)
    ]
    assert found == []


@pytest.mark.parametrize("text", ["“x” is no number", "of the order of 10⁻³", "Agreed on by 1"])
def test_such_a_text_would_be_found(text: str) -> None:
    assert NOT_SAID.search(text) or IS_NO.search(text)
