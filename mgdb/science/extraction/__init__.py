"""From the text of a document to the quantities that it prints, each with what it may be.

>>> [one] = [c for c in extract("VS4 delivers 120 mAh g⁻¹ at 50 mA g⁻¹.", [Name("a", ("VS4",))]) if c.guess]
>>> one.printed_value, one.printed_unit, one.guess, one.subject, one.conditions
('120', 'mAh g⁻¹', 'specific_capacity', 'a', (('current_density', '50 mA g⁻¹'),))

Rules and catalogues only. `Extractor` is what anything else that finds quantities has to be.
"""

from .blocks import blocks_of, left_out
from .marks import Marked, Span, first_marks, marked
from .model import Block, Candidate, Extractor, Name, Place, Reading, TableBlock, TextBlock
from .rules import RuleExtractor, extract
from .spans import TooManyCells
from .unread import Unread, unread_in

__all__ = [
    "Block",
    "Candidate",
    "Extractor",
    "Marked",
    "Name",
    "Place",
    "Reading",
    "RuleExtractor",
    "Span",
    "TableBlock",
    "TextBlock",
    "TooManyCells",
    "Unread",
    "blocks_of",
    "extract",
    "first_marks",
    "left_out",
    "marked",
    "unread_in",
]
