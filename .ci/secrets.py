"""Looks for secrets in every file under version control, by detect-secrets.

`secrets-known.txt` holds what looks like one and is none: path, kind, and the hash of what stands there. After a look
at what is new, `python .ci/secrets.py --accept` writes it again.

Passwords of tests protect nothing: there only the marks of real services' keys count.
"""

import re
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

from detect_secrets import SecretsCollection
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.plugins.base import RegexBasedDetector
from detect_secrets.settings import transient_settings

ROOT = Path(__file__).resolve().parents[1]
KNOWN = ROOT / ".ci/secrets-known.txt"
# Words that are long or that are set beside “password”: no mark of anybody's key.
GUESSING = {"Base64HighEntropyString", "HexHighEntropyString", "KeywordDetector", "BasicAuthDetector"}
# The words of papers, and what programs write: hashes of packages, of triggers, and what follows from the code.
LEFT_OUT = ("fixtures/", "requirements", "mgdb/migrations/", "api/openapi.yaml", ".ci/secrets-known.txt")
FOR_TESTS = ("tests/", "benchmarks/")


def versioned() -> list[str]:
    answer = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    names = [name for name in answer.stdout.split("\0") if name and not name.startswith(LEFT_OUT)]
    return [name for name in names if (ROOT / name).is_file() and Path(name).suffix != ".png"]


def found(names: list[str], root: Path = ROOT) -> set[str]:
    """What looks like a secret in the files: a line of `secrets-known.txt` for each."""
    theirs = [name for name in names if name.startswith(FOR_TESTS)]
    plugins = sorted(plugin.__name__ for plugin in get_mapping_from_secret_type_to_class().values())
    ours = scan([name for name in names if name not in theirs], plugins, root)
    return ours | scan(theirs, [name for name in plugins if name not in GUESSING], root)


def scan(names: list[str], plugins: list[str], root: Path) -> set[str]:
    """What `plugins` find in the files, each looked at by those alone that can find something in it."""
    looked_at_by = defaultdict(list)
    for name in names:
        text = (root / name).read_bytes().decode("utf-8", "ignore")
        looked_at_by[tuple(plugin for plugin in plugins if may_find(plugin, name, text))].append(name)
    found = set()
    for some, files in looked_at_by.items():
        with transient_settings({"plugins_used": [{"name": plugin} for plugin in some]}):
            secrets = SecretsCollection(root=str(root))
            for name in files if some else ():
                secrets.scan_file(name)
            found |= {f"{file}  {secret.type}  {secret.secret_hash}" for file, secret in secrets}
    return found


def may_find(plugin: str, name: str, text: str) -> bool:
    """Whether a mark that the plugin looks for stands in the text of a file.

    It asks about each line by itself and takes many times as long; files of settings it reads by their values.
    """
    patterns = patterns_of(plugin)
    return patterns is None or Path(name).suffix != ".py" or any(one.search(text) for one in patterns)


@cache
def patterns_of(plugin: str) -> list[re.Pattern[str]] | None:
    """What a plugin looks for, with anchors at each line; None where it is more than patterns."""
    [kind] = [one for one in get_mapping_from_secret_type_to_class().values() if one.__name__ == plugin]
    if not issubclass(kind, RegexBasedDetector):
        return None
    return [re.compile(one.pattern, one.flags | re.MULTILINE) for one in kind().denylist]


def main() -> int:
    now = found(versioned())
    if sys.argv[1:] == ["--accept"]:
        KNOWN.write_text("".join(f"{line}\n" for line in sorted(now)), encoding="utf-8")
        return 0
    new = sorted(now - set(KNOWN.read_text(encoding="utf-8").splitlines()))
    for line in new:
        file, kind, _ = line.split("  ")
        print(f"{file}: looks like a secret ({kind}); take it out, or see .ci/secrets.py.", file=sys.stderr)
    return bool(new)


if __name__ == "__main__":
    sys.exit(main())
