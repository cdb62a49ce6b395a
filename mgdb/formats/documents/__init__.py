"""Documents (PDF, JATS XML, HTML, plain text) → the blocks that extraction reads.

What comes from outside is parsed in a process of its own, with limits of time, memory and size; a document that breaks
them, or the parser, costs a sentence.
"""

from .model import LIMITS, Limits, ReadDocument, UnreadableDocument
from .opening import open_document

__all__ = ["LIMITS", "Limits", "ReadDocument", "UnreadableDocument", "open_document"]
