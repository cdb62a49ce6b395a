"""How long the first start takes beside the database and the migrations alone, and the second beside nothing.

    python -m benchmarks.start

On empty data folders, in one run: initdb with the migrations; then the whole of `make run` after the environment
stands, twice on one folder. The first of both compile the code, as in a new clone. Wall time, and processor time of all
that was started, PostgreSQL's with it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.launcher.machine import free_port
from tools.launcher.postgres import EmbeddedPostgres

from .ground import processor_seconds

RESULTS = Path(__file__).with_name("start.json")
ROOT = Path(__file__).resolve().parents[1]
READY = re.compile(r"Ready in ([0-9.]+) s")


def forget_bytecode() -> None:
    """What was compiled of this checkout, not of the environment."""
    for top in ("api", "mgdb", "tools"):
        for compiled in [*(ROOT / top).rglob("__pycache__")]:
            shutil.rmtree(compiled)


def migrations(folder: Path) -> dict[str, float]:
    """initdb, and the migrations by themselves."""
    begun, before = time.perf_counter(), os.times()
    server = EmbeddedPostgres(folder)
    with server.running():
        assert server.process is not None
        environment = os.environ | {"DATABASE_URL": server.url(), "MGDB_DATA_DIR": str(folder)}
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(command, check=True, cwd=ROOT, env=environment)
        wall = time.perf_counter() - begun
        postgres = processor_seconds(server.process.pid)
    after = os.times()
    own = after.user - before.user + after.system - before.system
    # what has ended and was waited for; the server too, by now
    ended = after.children_user - before.children_user + after.children_system - before.children_system
    return {"wall_s": round(wall, 2), "cpu_s": round(max(own + ended, postgres), 2)}


def start(folder: Path) -> dict[str, object]:
    """`make run` until it is ready, then its end."""
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "CELERY_BROKER_URL")}
    environment |= {"MGDB_DATA_DIR": str(folder), "PORT": str(free_port()), "PYTHONUNBUFFERED": "1"}
    steps, begun = [], time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "tools.launcher", "run"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            steps.append(" ".join(line.split()))
            if READY.search(line):
                break
        else:
            raise SystemExit("\n".join(["It did not start:", *steps]))
        wall, used = time.perf_counter() - begun, processor_seconds(process.pid)
        process.send_signal(signal.SIGINT)
        process.stdout.read()
    return {"wall_s": round(wall, 2), "cpu_s": round(used, 2), "steps": [one for one in steps if one.endswith(" s")]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mgdb-start-"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        forget_bytecode()
        found = {"database and migrations alone": migrations(folder / "alone")}
        forget_bytecode()
        found["first start"] = start(folder / "site")  # type: ignore[assignment]
        found["second start"] = start(folder / "site")  # type: ignore[assignment]
    finally:
        shutil.rmtree(folder)
    alone, first = found["database and migrations alone"], found["first start"]
    ratios = {f"first start, {name} ratio": round(first[name] / alone[name], 2) for name in ("wall_s", "cpu_s")}
    sys.stdout.write(json.dumps({**found, **ratios}, indent=2) + "\n")
    RESULTS.write_text(json.dumps({**found, **ratios}, indent=2) + "\n")


if __name__ == "__main__":
    main()
