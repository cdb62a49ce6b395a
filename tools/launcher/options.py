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
        """Raises LaunchError when PORT is not a port number, or another setting cannot be read."""
        text = os.environ.get("PORT", "").strip() or "8000"
        if not (text.isdecimal() and len(text) < 6) or not 1 <= int(text) <= 65535:
            raise LaunchError(f"PORT is “{text}”; write a number from 1 to 65535, as in `PORT=8001 make run`.")
        named = os.environ.get("MGDB_DATA_DIR", "").strip() or ".data"
        try:
            folder = Path(named).expanduser()
        except RuntimeError:
            raise LaunchError(f"MGDB_DATA_DIR is “{named}”, the home of nobody; name a folder.") from None
        empty = os.environ.get("MGDB_EMPTY", "").strip().lower() or "0"
        if empty not in {"0", "1", "false", "true", "no", "yes"}:
            raise LaunchError(f"MGDB_EMPTY is “{empty}”; write 1 or 0.")
        return cls(
            port=int(text),
            data=(ROOT / folder).resolve(),
            database_url=os.environ.get("DATABASE_URL", "").strip(),
            broker_url=os.environ.get("CELERY_BROKER_URL", "").strip(),
            empty=empty in {"1", "true", "yes"},
        )
