"""The disk on which MgDB keeps its files: the embedded database, logs, exports on their way."""

from __future__ import annotations

import shutil

from django.conf import settings


def free_bytes() -> int:
    """Free space of the data folder, or of the nearest folder above that is there."""
    folder = settings.DATA_DIR
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
