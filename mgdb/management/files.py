"""Dataset files on disk, for the commands that read or write them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

FIXTURES = settings.BASE_DIR / "fixtures"


def dataset_texts(paths: Iterable[Path]) -> dict[Path, str]:
    """Path → text of every dataset file in `paths` (files, or folders of them); CommandError if there is none."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(path.glob("*.yaml"))
        elif path.is_file():
            found.append(path)
        else:
            raise CommandError(f"{path} is neither a dataset file nor a folder of them.")
    if not found:
        raise CommandError("There is no *.yaml file here; name a dataset file or a folder of them.")
    texts = {}
    for path in found:
        try:
            texts[path] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise CommandError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8.") from error
    names = [path.name for path in texts]
    for name in names:
        if names.count(name) > 1:
            raise CommandError(f"Two files are named {name}; a dataset file is known by its name.")
    return texts
