"""Lists in memory: their rows are chosen, counted and sorted without the database (docs/decisions/snapshot.md)."""

from . import column_file
from .renewal import renewed
from .selection import Ordering, Selection
from .snapshot import Outdated, Snapshot

__all__ = ["Ordering", "Outdated", "Selection", "Snapshot", "column_file", "renewed"]
