"""The cells of lists, as plain data: typeset for the page, and the same as plain values for files."""

from .list_type import ADDRESS, ID, ListColumn, ListRow, ListType
from .types import LIST_TYPES

__all__ = ["ADDRESS", "ID", "LIST_TYPES", "ListColumn", "ListRow", "ListType"]
