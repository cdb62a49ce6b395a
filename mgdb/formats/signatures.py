"""What a file is by its first bytes, where it is none of the texts and tables that are read."""

from __future__ import annotations

from typing import Final

ZIP: Final = b"PK\x03\x04"
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_OTHERS: Final = {
    b"%PDF": "a PDF",
    b"%!PS": "PostScript",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
_COMPRESSED: Final = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5/\xfd": "zstd",
}


def compression_of(data: bytes) -> str:
    """The compression of a file: “gzip”; empty for what is not compressed. A ZIP archive is no compressed file here."""
    return _by_signature(_COMPRESSED, data)


def other_kind_of(data: bytes) -> str:
    """What a file is that holds neither text nor table: “a PDF”, “a picture”; empty for others."""
    return _by_signature(_OTHERS, data)


def _by_signature(kinds: dict[bytes, str], data: bytes) -> str:
    return next((kind for signature, kind in kinds.items() if data.startswith(signature)), "")
