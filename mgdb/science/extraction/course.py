"""The course of a text: what the names are in the whole of it, and what the sentences before one spoke of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .cells import Cells
from .citations import cited_in, style_of
from .described import Descriptions
from .indirect import Described, completed
from .model import Name
from .sentences import Sentence
from .shorts import Shorts
from .standing import Standing
from .subjects import Mention, Names

_AHEAD = 2  # sentences whose works may be those of one before them


@dataclass(frozen=True, slots=True)
class Known:
    """The names, in each of the ways that this text may speak of them, and its abbreviations."""

    names: Names
    described: Described
    cells: Cells
    standing: Standing
    descriptions: Descriptions
    shorts: Shorts

    @classmethod
    def of(cls, names: Sequence[Name], sentences: Sequence[Sentence], printed: Iterable[str]) -> Known:
        """printed: what stands in tables."""
        texts = [one.text for one in sentences]
        text = " ".join([*texts, *printed])
        found = Names(names, " ".join([text, *completed(text)]))
        cells = Cells.among(names, text)
        standing = Standing(cells, texts, [found.mentions(one) for one in texts])
        descriptions = Descriptions(names, cells, standing)
        return cls(found, Described(names, text), cells, standing, descriptions, Shorts(text))


@dataclass(slots=True)
class Told:
    """What the sentences before leave: the property and subject spoken of, the works cited."""

    paragraph: int = -1
    texts: list[tuple[float, str]] = field(default_factory=list)  # how far back, and what stood there
    subjects: list[str] = field(default_factory=list)
    topic: Mention | None = None  # what the last sentence with a name began with
    pair: tuple[str, ...] = ()  # the two that it named
    trail: list[tuple[str, frozenset[str]]] = field(default_factory=list)  # what each spoke of first, and cited
    before: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence with what was told before it, the works that it cites and those of the next ones."""

    sentence: Sentence
    told: Told
    cited: frozenset[str]
    ahead: tuple[frozenset[str], ...]


def steps(sentences: Sequence[Sentence]) -> Iterator[Step]:
    """The sentences in order. A caption stands within a text that goes on behind it, and leaves nothing to it."""
    style = style_of(" ".join(one.text for one in sentences))
    cited = [cited_in(one.text, style) for one in sentences]
    told = beside = Told()
    for number, sentence in enumerate(sentences):
        if sentence.kind == "caption":
            if sentence.paragraph != beside.paragraph:
                beside = Told(sentence.paragraph, subjects=list(told.subjects), topic=told.topic)
        elif sentence.paragraph != told.paragraph:
            told = Told(sentence.paragraph, subjects=told.subjects, topic=told.topic)
        following = range(number + 1, min(number + 1 + _AHEAD, len(sentences)))
        ahead = tuple(cited[at] for at in following if sentences[at].paragraph == sentence.paragraph)
        yield Step(sentence, beside if sentence.kind == "caption" else told, cited[number], ahead)
