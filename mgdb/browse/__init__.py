"""What a list shows, as plain data: its columns and cells, what stands around them, and the same as a file."""

from .cells import Cell, Piece
from .listing import Listing
from .noun import Column, Noun
from .nouns import NOUNS

__all__ = ["NOUNS", "Cell", "Column", "Listing", "Noun", "Piece"]
