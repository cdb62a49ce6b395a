"""What the environment asks for."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tools.launcher.errors import LaunchError

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Options:
    """What the environment asks for."""

    port: int
    data: Path
    database_url: str
    broker_url: str
    empty: bool

    @classmethod
    def from_environment(cls) -> Options:
        """Raises LaunchError when PORT is not a port number."""
        text = os.environ.get("PORT", "").strip() or "8000"
        if not text.isdecimal() or not 1 <= int(text) <= 65535:
            raise LaunchError(f"PORT is {text!r}; write a number from 1 to 65535, as in `PORT=8001 make run`.")
        folder = Path(os.environ.get("MGDB_DATA_DIR", "").strip() or ".data").expanduser()
        return cls(
            port=int(text),
            data=(ROOT / folder).resolve(),
            database_url=os.environ.get("DATABASE_URL", "").strip(),
            broker_url=os.environ.get("CELERY_BROKER_URL", "").strip(),
            empty=os.environ.get("MGDB_EMPTY", "").strip() in {"1", "true", "yes"},
        )
