"""Servers of these tests have their data where all databases of the run have theirs."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def tmp_path(new_folder: Callable[[], Path]) -> Path:
    return new_folder()
