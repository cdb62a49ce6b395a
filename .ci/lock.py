"""Checks requirements.lock: pinned, hashed, in step with pyproject.toml, and silent about where it was made."""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENTRY = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)(\[[a-z0-9,._-]+\])?==[^\s;]+( ; [^\\]+)?( \\)?$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
COMMENT = re.compile(r"^    #( via)?( +[A-Za-z0-9._-]+( \(pyproject\.toml\))?)?$")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def faults() -> list[str]:
    """Every line that must not be there and every package that is missing, with the line's number."""
    found: list[str] = []
    hashes: dict[str, int] = {}
    name = ""
    for number, line in enumerate((ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines(), 1):
        if match := ENTRY.match(line):
            name = normal(match["name"])
            hashes[name] = 0
        elif HASH.match(line) and name:
            hashes[name] += 1
        elif not COMMENT.match(line):
            # Options, hosts, paths, links, editable or source packages: nothing of this kind belongs here.
            found.append(f"line {number}: {line!r} is neither a pinned package, a hash nor a comment.")
    found += [f"{name} has no hash." for name, count in hashes.items() if not count]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project.get("optional-dependencies", {}).values()]
    for requirement in (requirement for group in groups for requirement in group):
        wanted = normal(re.match(r"[A-Za-z0-9._-]+", requirement)[0])
        if wanted not in hashes:
            found.append(f"{requirement!r} of pyproject.toml is missing; run `make lock`.")
    return found


if __name__ == "__main__":
    problems = faults()
    for problem in problems:
        print(f"requirements.lock: {problem}", file=sys.stderr)
    sys.exit(bool(problems))
