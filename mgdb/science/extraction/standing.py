"""How much a document speaks of each of the names: whom it is about where a sentence does not say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from .cells import Cells
from .subjects import Mention

_OPENING: Final = 8  # sentences that title and abstract take
_OPENS: Final = 3.0  # how often a mention there counts
_DOMINANT: Final = 0.4  # the share that one has of all that is said of its like, where it is the one that is meant


@dataclass(slots=True)
class Standing:
    """The weight of each key: its mentions, those of title and abstract counting more; a cell has that of its parts.

    texts and mentions: the sentences, and the names in each.
    """

    cells: Cells
    texts: Sequence[str]
    mentions: Sequence[Sequence[Mention]]
    weights: dict[str, float] = field(default_factory=dict)
    most: float = 0.0

    def __post_init__(self) -> None:
        for number, found in enumerate(self.mentions):
            for mention in found:
                for key in mention.keys:
                    share = (_OPENS if number < _OPENING else 1.0) / len(mention.keys)
                    self.weights[key] = self.weights.get(key, 0.0) + share
        counted = Counter(one.keys[0] for text in self.texts for one in self.cells.parts_in(text) if one.keys)
        for cell, parts in self.cells.parts.items():
            told = [math.log1p(counted[part]) for part in parts]
            self.weights[cell] = self.weights.get(cell, 0.0) + (math.expm1(sum(told) / len(told)) if told else 0.0)
        self.most = max(self.weights.values(), default=0.0)

    def share(self, key: str) -> float:
        """How much is said of a key, from 0 to 1, which is that of which most is said."""
        return self.weights.get(key, 0.0) / self.most if self.most else 0.0

    def chief(self, may: Callable[[str], bool]) -> str:
        """The one that the document is about, of those that `may` be meant; empty where none stands out."""
        weights = {key: weight for key, weight in self.weights.items() if weight and may(key)}
        if not weights:
            return ""
        best = max(weights, key=lambda key: weights[key])
        return best if weights[best] >= _DOMINANT * sum(weights.values()) else ""
