"""What stands around the rows of a list, as plain data, and the same list as a file."""

from mgdb.projection.lists import LIST_TYPES, ListColumn, ListType

from .list_file import ListFile
from .list_page import ListPage

__all__ = ["LIST_TYPES", "ListColumn", "ListFile", "ListPage", "ListType"]
