"""Static files of installed packages, and their storage: named by content, compressed once."""

import os
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# package → {path under /static/: path within the package}. Only what the pages use.
PACKAGE_FILES = {
    "plotly": {"plotly/plotly.min.js": "package_data/plotly.min.js"},
}
UNUSED_FOLDERS = ("redoc",)  # the API is described by Swagger UI


class PackageStorage(FileSystemStorage):
    """A read-only storage whose few names stand for files somewhere within one package."""

    def __init__(self, package: str, files: dict[str, str]) -> None:
        # find_spec does not import the package: plotly alone would cost a quarter of a second.
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise FileNotFoundError(f"The package “{package}” is not installed; run `make env`.")
        self.folder = Path(spec.submodule_search_locations[0])
        self.files = files
        super().__init__(location=str(self.folder))

    def path(self, name: str) -> str:
        return str(self.folder / self.files[name])


class PackageFinder(BaseFinder):
    """Finds the files of `PACKAGE_FILES`, for collectstatic and for the development server."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    # The stubs want None where nothing is found; Django itself goes on only from an empty list.
    def find(self, path: str, find_all: bool = False, **kwargs: object) -> str | list[str]:  # type: ignore[override]
        found = [PackageStorage(package, files).path(path) for package, files in PACKAGE_FILES.items() if path in files]
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, FileSystemStorage]]:
        for package, files in PACKAGE_FILES.items():
            storage = PackageStorage(package, files)
            for name in files:
                yield name, storage


class AppFinder(AppDirectoriesFinder):
    """The files of installed apps, without those that no page uses: collecting and compressing them takes a second."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, FileSystemStorage]]:
        return super().list([*(ignore_patterns or ()), *UNUSED_FOLDERS])


class CompressOnce(Compressor):  # type: ignore[misc]  # WhiteNoise ships no types
    """Compresses a file unless a complete result is there already: the file's name carries the hash of its content."""

    def should_compress(self, filename: str) -> bool:
        # Maps of other people's scripts are half of all bytes, and only who looks for their faults opens them.
        return not filename.endswith(".map") and bool(super().should_compress(filename))

    def compress(self, path: str) -> list[str]:
        results = [path + suffix for suffix in (".br", ".gz")]
        return results if all(map(os.path.exists, results)) else super().compress(path)

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        # The last tenth of size takes twenty times as long: worth it where bytes travel, not on one machine.
        return bytes(brotli.compress(data, quality=11 if settings.PRODUCTION else 9))

    def write_data(self, path: str, data: bytes, suffix: str, stat_result: os.stat_result) -> str:
        # Under its final name only when complete: a killed run leaves no half-written file that looks finished.
        temporary = super().write_data(path, data, suffix + ".part", stat_result)
        final = path + suffix
        os.replace(temporary, final)
        return final


class CompressedOnceStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise ships no types
    """WhiteNoise's storage; best brotli of plotly's bundle takes seconds, so never twice for one content."""

    def create_compressor(self, **kwargs: object) -> Compressor:
        return CompressOnce(**kwargs)
