"""What a list shows, as plain data: its columns and cells, what stands around them, and the same as a file."""

from .list_page import ListPage
from .list_type import ListColumn, ListType
from .types import LIST_TYPES

__all__ = ["LIST_TYPES", "ListColumn", "ListPage", "ListType"]
