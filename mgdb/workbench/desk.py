"""The reading desk of a paper: a text's quantities marked, each with the row of values that it would be.

The text comes in with a request and goes out with the answer; nothing of it is kept but the prints of rows that
somebody takes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mgdb.formats.documents import RULES, mark_document
from mgdb.models import Material, MaterialName
from mgdb.science.conditions import CONDITIONS
from mgdb.science.entry import conditions_of, name_of
from mgdb.science.extraction import Candidate, Marked, Name, first_marks
from mgdb.science.properties import PROPERTIES

from .bench import Bench

MOST_NAMES = 20_000  # of published materials
_OTHERS = 4  # further properties that a candidate offers


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate as the page walks through it: the payload of its row, what else it may be, ways to read it.

    mark: the number of its mark, which is that of the first where one value is offered for several specimens.
    """

    payload: dict[str, str]
    mark: int
    properties: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    condition: str = ""


@dataclass(slots=True)
class Desk:
    """What was found in a text."""

    blocks: list[Marked] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        """Whether the text is shown: something of it is marked, or is said not to be read."""
        return bool(self.offers) or any(block.unread for block in self.blocks)

    @property
    def values(self) -> int:
        return sum(1 for offer in self.offers if not offer.condition)


def read_text(bench: Bench, given: bytes | str, extractor: str = RULES) -> Desk:
    """The desk of a document or a typed text: its blocks with every quantity that can be read marked.

    extractor: “module:name” of a class of Extractor. Raises UnreadableDocument.
    """
    names = _names(bench)
    shown = {name.key: name.names[0] for name in names}
    document = mark_document(given, names, extractor=extractor)
    own = {*bench.materials, *bench.cells}
    marks = first_marks(document.candidates)
    offers = [_offer(one, shown, own, mark) for one, mark in zip(document.candidates, marks, strict=True)]
    return Desk(document.blocks, offers, document.said)


def _names(bench: Bench) -> list[Name]:
    """What values may be of: the specimens and cells of this paper first, then published materials, those of the works
    that it cites with their numbers in its list."""
    found: dict[str, Name] = {}
    own = Material.objects.filter(public_id__in=list(bench.materials))
    others = Material.objects.published().exclude(source=bench.paper)
    columns = ("pk", "public_id", "name", "formula", "source_id", "roles")
    rows = [*own.values_list(*columns), *others.order_by("public_id").values_list(*columns)[:MOST_NAMES]]
    keys: dict[int, list[str]] = {}
    for work, key in bench.paper.citations.values_list("cited", "key"):
        keys.setdefault(work, []).append(key)
    more: dict[int, list[str]] = {}
    for pk, name in MaterialName.objects.filter(material__in=[row[0] for row in rows]).values_list("material", "name"):
        more.setdefault(pk, []).append(name)
    for pk, public_id, name, formula, source, roles in rows:
        of_paper = source == bench.paper.pk
        written = (name, *more.get(pk, ()), formula if of_paper else "")
        cited = (bench.paper.public_id,) if of_paper else tuple(keys.get(source, ()))
        found[public_id] = Name(public_id, tuple(dict.fromkeys(filter(None, written))), cited, tuple(roles))
    for key, name in bench.cells.items():
        found[key] = Name(key, (name,), roles=("cell",))
    return list(found.values())


def _offer(one: Candidate, shown: dict[str, str], own: set[str], mark: int) -> Offer:
    subject = shown.get(one.subject, one.formula)
    if one.subject and one.subject not in own:
        subject = f"{subject} ({one.subject})"
    labels = [PROPERTIES[key].label for key in one.properties[: _OTHERS + 1]]
    payload = {
        "of": subject,
        "property": labels[0] if labels else "",
        "printed": f"{one.printed_value} {one.printed_unit}".strip(),
        "conditions": "; ".join(_token(key, printed) for key, printed in one.conditions),
        "where": one.locator,
    }
    readings = tuple(dict.fromkeys(reading.spelling for reading in one.readings if reading.spelling))
    label = CONDITIONS[one.condition].label if one.condition else ""
    return Offer({key: text for key, text in payload.items() if text}, mark, tuple(labels), readings, label)


def _token(key: str, printed: str) -> str:
    """A condition as a line of conditions reads it: by its value alone, or with its name before it."""
    read = conditions_of(printed)
    return printed if [one.key for one in read.read] == [key] and not read.asked else f"{name_of(key)} {printed}"
