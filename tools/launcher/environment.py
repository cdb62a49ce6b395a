"""Makes the virtual environment `.venv` from a lock file; run as a script by the Makefile, before anything is
installed, so it uses the standard library alone.

    environment.py run | test

`run` wants what MgDB runs on, `test` that and what it is developed with. `uv` when it is on the PATH, else `venv` and
`pip`; both take locked, hashed wheels only.
"""

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Each holds all of the one before, at the same versions (.ci/lock.py): where the later is installed, the earlier is.
LOCKS = {"run": ROOT / "requirements-embedded.lock", "test": ROOT / "requirements-test.lock"}
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
# The hash of the lock file that was installed, kept in the environment itself: deleting that forgets it.
STAMP = FOLDER / "installed-lock"


class SetupError(Exception):
    """What went wrong, for the person at the keyboard."""


def run(command: list[str], problem: str) -> None:
    """Run `command`; raises SetupError with `problem` and the end of its output when it fails."""
    environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "PIP_NO_INPUT": "1"}
    environment.pop("VIRTUAL_ENV", None)
    answer = subprocess.run(
        command,
        check=False,
        env=environment,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if answer.returncode:
        raise SetupError(f"{problem}\n  " + "\n  ".join(answer.stdout.strip().splitlines()[-15:]))


def works(python: Path) -> bool:
    """Whether `python` runs and is recent enough; after an upgrade of the system it may do neither."""
    test = [str(python), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    return python.exists() and subprocess.run(test, check=False, capture_output=True).returncode == 0


def missing_venv() -> bool:
    """Whether this Python cannot make environments with pip in them; Debian packs that part separately."""
    test = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(test, check=False, capture_output=True).returncode != 0


def provide_venv() -> None:
    """Install Debian's package of the venv module when we may. Raises SetupError when we may not."""
    package = "python3-venv"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"  Installing {package} …", flush=True)
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", package, f"{version}-venv"]):
            run(command, f"`{' '.join(command)}` failed; install {package}, then repeat:")
    if missing_venv():
        raise SetupError(
            f"{sys.executable} cannot make virtual environments: install uv, or run "
            f"`sudo apt-get install {package}` (other systems: Python's venv and ensurepip), then repeat."
        )


def make_environment(purpose: str) -> None:
    """Bring `.venv` to what the lock file of `purpose` says; does nothing when that is there already."""
    hashes = {name: hashlib.sha256(lock.read_bytes()).hexdigest() for name, lock in LOCKS.items()}
    names = list(hashes)
    enough = [hashes[name] for name in names[names.index(purpose) :]]
    if STAMP.exists() and STAMP.read_text() in enough and works(PYTHON):
        return
    uv = shutil.which("uv")
    begin = time.monotonic()
    if not works(PYTHON):
        print(f"  Making the environment .venv with {'uv' if uv else 'venv'} …", flush=True)
        problem = f"The folder {FOLDER} could not be made:"
        if uv:
            run([uv, "venv", "-q", "--clear", "--python", sys.executable, str(FOLDER)], problem)
        else:
            if missing_venv():
                provide_venv()
            run([sys.executable, "-m", "venv", "--clear", str(FOLDER)], problem)
    print("  Installing the locked packages …", flush=True)
    wheels = ["--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS[purpose])]
    problem = "The locked packages could not be installed (is there a way to the package index?):"
    if uv:
        run([uv, "pip", "install", "-q", "--python", str(PYTHON), *wheels], problem)
    else:
        if subprocess.run([str(PYTHON), "-m", "pip", "-V"], check=False, capture_output=True).returncode:
            # The environment was made by uv, which has gone since, and holds no pip.
            if missing_venv():
                provide_venv()
            run([str(PYTHON), "-m", "ensurepip"], "pip could not be put into .venv; delete it and repeat:")
        run([str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", *wheels], problem)
    STAMP.write_text(hashes[purpose])
    print(f"  Environment ready in {time.monotonic() - begin:.0f} s.", flush=True)


def main(purpose: str) -> int:
    # Two `make` at once in one clone: the second waits for the first. The largest lock file is at hand, so lock that.
    with open(LOCKS["test"], "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            make_environment(purpose)
        except SetupError as error:
            print(f"MgDB: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("purpose", choices=LOCKS)
    sys.exit(main(parser.parse_args().purpose))
