"""Checks the lock files: pinned, hashed, in step with pyproject.toml and each other, silent about where they were made.

requirements.lock           what the container's image has
requirements-embedded.lock  that, and what `make run` has in place of a database server and a broker
requirements-test.lock      that, and what tests and checks need
"""

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# Lock file → the extras of pyproject.toml in it. Each holds all of the one before.
LOCKS: dict[str, tuple[str, ...]] = {
    "requirements.lock": (),
    "requirements-embedded.lock": ("embedded",),
    "requirements-test.lock": ("embedded", "dev"),
}
ENTRY = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)(\[[a-z0-9,._-]+\])?==(?P<version>[^\s;]+)( ; [^\\]+)?( \\)?$")
HASH = re.compile(r"^    --hash=(?P<hash>sha256:[0-9a-f]{64})( \\)?$")
COMMENT = re.compile(r"^    #( via)?( +(-c requirements[a-z-]*\.lock|[A-Za-z0-9._-]+( \(pyproject\.toml\))?))?$")


# "name==version" → its hashes. A name may have two versions, for different versions of Python.
Packages = dict[str, set[str]]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def name_of(requirement: str) -> str:
    return normal(re.match(r"[A-Za-z0-9._-]+", requirement)[0])


def read(text: str) -> tuple[Packages, list[str]]:
    """The packages of a lock file, and every line that must not be there, with its number."""
    packages: Packages = {}
    found: list[str] = []
    hashes: set[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if match := ENTRY.match(line):
            hashes = packages.setdefault(f"{normal(match['name'])}=={match['version']}", set())
        elif (match := HASH.match(line)) and hashes is not None:
            hashes.add(match["hash"])
        elif not COMMENT.match(line):
            # Options, hosts, paths, links, editable or source packages: nothing of this kind belongs here.
            found.append(f"line {number}: {line!r} is neither a pinned package, a hash nor a comment.")
    return packages, found


def missing(packages: Packages, project: dict[str, Any], extras: tuple[str, ...]) -> list[str]:
    """What pyproject.toml asks for that is not among `packages`."""
    names = {name_of(package) for package in packages}
    asked = [*project["dependencies"], *(one for extra in extras for one in project["optional-dependencies"][extra])]
    return [
        f"{requirement!r} of pyproject.toml is missing; run `make lock`."
        for requirement in asked
        if name_of(requirement) not in names
    ]


def disagreements(smaller: Packages, larger: Packages) -> list[str]:
    """Every package of the smaller lock file that the larger one lacks, or has with other hashes."""
    return [
        f"{package} is not the same as in the lock file before it; run `make lock`."
        for package, hashes in smaller.items()
        if larger.get(package) != hashes
    ]


def faults(root: Path) -> list[str]:
    """All that is wrong with the lock files of the project in `root`."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: list[str] = []
    before: Packages = {}
    for name, extras in LOCKS.items():
        packages, wrong = read((root / name).read_text(encoding="utf-8"))
        wrong += [f"{package} has no hash." for package, hashes in packages.items() if not hashes]
        wrong += missing(packages, project, extras) + disagreements(before, packages)
        found += [f"{name}: {problem}" for problem in wrong]
        before = packages
    return found


if __name__ == "__main__":
    problems = faults(ROOT)
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(bool(problems))
