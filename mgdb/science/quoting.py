"""How a message quotes what somebody typed: always alike, never as a programming language writes it."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 60  # characters


def quoted(text: object, longest: int = LONGEST) -> str:
    """`text` in quotation marks, on one line, shortened; a character that cannot be seen by its number.

    Worked: "Mg 2" → “Mg 2”; a blank alone → a blank; "\\x07" → “U+0007”.
    """
    typed = str(text)
    if typed and not typed.strip():
        return "a blank"
    line = "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in " ".join(typed.split()))
    return f"“{line if len(line) <= longest else line[: longest - 1] + '…'}”"
