"""Digitised curves as files hold them, and the formats that they are read from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .signatures import compression_of, other_kind_of

MOST_BYTES = 5_000_000
MOST_CURVES = 50
LONGEST_NAME = 200

Bar = tuple[float | None, float | None]


class UnreadableCurves(ValueError):
    """A file that no curves can be read from; the message says where, why, and what to do."""


@dataclass(frozen=True, slots=True)
class CurveData:
    """One curve: its name, its points (x, y), the titles of its axes as printed, bars and bounds of its points.

    x_errors, y_errors: how far each bar reaches below and above; bounds: “=”, “<” …; each is empty or has one for every
    point. digitiser: program, version, calibration, where a program read the points.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    x_title: str = ""
    y_title: str = ""
    x_errors: tuple[Bar, ...] = ()
    y_errors: tuple[Bar, ...] = ()
    bounds: tuple[str, ...] = ()
    digitiser: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CurveFile:
    """The curves of a file, and what in it is none: a name with the reason, in a sentence each."""

    curves: tuple[CurveData, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveFormat:
    """A kind of file that curves are read from.

    recognises: whether a file is of this kind, by its content; read: its curves, or UnreadableCurves. order: a format
    that recognises everything comes last.
    """

    key: str
    label: str
    extensions: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes], CurveFile]
    order: int = 100


def text_of(data: bytes) -> str:
    """The text of a file. Raises UnreadableCurves, naming the byte, for what is not UTF-8."""
    if packed := compression_of(data):
        raise UnreadableCurves(f"The file is compressed ({packed}). Unpack it first, and give what is in it.")
    if kind := other_kind_of(data):
        raise UnreadableCurves(f"This is {kind}, which holds no points. Save the table as CSV.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableCurves("The file is UTF-16 text, as some spreadsheets save it; save it as CSV in UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableCurves(
            f"The file is not UTF-8 text (byte {error.start + 1}); save it as CSV in UTF-8."
        ) from None
    if "\x00" in text:
        raise UnreadableCurves("The file holds NUL characters: it is not a text. Save the table as CSV.")
    return text


def points_text(points: Any, x_errors: Any = (), y_errors: Any = (), bounds: Any = ()) -> str:
    """Points as lines of a table that `curve_table.read_text` reads back, with bars behind."""
    lines = []
    for place, (x, y) in enumerate(points):
        cells = [repr(float(x)), f"{bounds[place] if bounds and bounds[place] != '=' else ''}{float(y)}"]
        bars = [_bar_text(errors[place]) if errors else "" for errors in (y_errors, x_errors)]
        while bars and not bars[-1]:
            bars.pop()
        lines.append("; ".join([*cells, *bars]))
    wide = max((line.count(";") for line in lines), default=0)
    head = ["x", "y", "error of y", "error of x"][: wide + 1]
    return "\n".join(["; ".join(head), *lines] if wide > 1 else lines)


def _bar_text(bar: Any) -> str:
    below, above = bar
    if below is None and above is None:
        return ""
    return f"{below or 0.0}" if below == above else f"{below or 0.0}/{above or 0.0}"
