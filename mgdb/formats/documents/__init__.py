"""Documents (PDF, JATS XML, HTML, plain text) → the blocks that extraction reads, and their quantities marked.

What comes from outside is opened and read in a process of its own, with limits of time, memory and size; a document
that breaks them, the parser or the extractor, costs a sentence.
"""

from .model import LIMITS, Limits, MarkedDocument, ReadDocument, UnreadableDocument
from .opening import RULES, mark_document, open_document

__all__ = [
    "LIMITS",
    "RULES",
    "Limits",
    "MarkedDocument",
    "ReadDocument",
    "UnreadableDocument",
    "mark_document",
    "open_document",
]
