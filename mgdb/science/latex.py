r"""Texts for LaTeX: what pdfLaTeX with UTF-8 input cannot read becomes commands, special characters are escaped.

Worked: "50 % of Mg²⁺ in γ-MnO₂" → "50 \% of Mg\textsuperscript{2+} in \ensuremath{\gamma}-MnO\textsubscript{2}".
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import Final

PREAMBLE: Final = r"""\usepackage{iftex}
\iftutex\else
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
\fi
\usepackage{textcomp}
\usepackage{amsmath,amssymb}
\usepackage[version=4]{mhchem}"""
"""The packages that `escape` and `typeset.latex` rely on, for the head of a document."""

_GREEK: Final = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩϕϵϑ",
        (
            *("alpha", "beta", "gamma", "delta", "varepsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda"),
            *("mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "varphi", "chi", "psi", "omega"),
            *("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega"),
            *("phi", "epsilon", "vartheta"),
        ),
        strict=True,
    )
)
_MATH: Final = {
    **{letter: "\\" + name for letter, name in _GREEK.items()},
    "□": r"\square",
    "≈": r"\approx",
    "∼": r"\sim",
    "≠": r"\neq",
    "≥": r"\geq",
    "≤": r"\leq",
    "≡": r"\equiv",
    "×": r"\times",
    "±": r"\pm",
    "∓": r"\mp",
    "−": "-",
    "·": r"\cdot",
    "⋅": r"\cdot",
    "∙": r"\cdot",
    "•": r"\bullet",
    "→": r"\rightarrow",
    "←": r"\leftarrow",
    "↔": r"\leftrightarrow",
    "⇌": r"\rightleftharpoons",
    "∞": r"\infty",
    "√": r"\surd",
    "∝": r"\propto",
    "∥": r"\parallel",
    "⊥": r"\perp",
    "∂": r"\partial",
    "∑": r"\sum",
    "′": "{}'",
    "″": "{}''",
    "✓": r"\checkmark",
    "½": r"\tfrac{1}{2}",
    "¼": r"\tfrac{1}{4}",
    "¾": r"\tfrac{3}{4}",
    "ℏ": r"\hbar",
}
_SPECIAL: Final = {
    **dict(zip("{}%&#$_", (rf"\{sign}" for sign in "{}%&#$_"), strict=True)),
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "°": r"\textdegree{}",
    "µ": r"\textmu{}",
    "Å": r"\AA{}",
    "\N{ANGSTROM SIGN}": r"\AA{}",
    "\N{NO-BREAK SPACE}": "~",
    "\N{NARROW NO-BREAK SPACE}": r"\,",
    "\N{THIN SPACE}": r"\,",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{HYPHEN}": "-",
    "…": r"\ldots{}",
    "–": "--",
    "—": "---",
}
_ACCENTS: Final = dict(
    zip(
        "\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0327\u0328\u0331",
        ("`", "'", "^", "~", "=", "=", "u", ".", '"', "r", "H", "v", "d", "c", "k", "b"),
        strict=True,
    )
)
_SUBSCRIPTS: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₓₙₘ", "0123456789+-()xnm", strict=True))
_SUPERSCRIPTS: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᐟⁿ", "0123456789+-/n", strict=True))
# characters that T1 fonts have and that UTF-8 input knows; beyond, letters are put together from their parts
_ACCENTED: Final = frozenset(chr(code) for code in range(0x00C0, 0x0180)) - frozenset("ĦħĸĿŀŉŦŧſ×÷")

SIGNS: Final = {sign: command for sign, command in _MATH.items() if re.fullmatch(r"\\[A-Za-z]+", command)}
"""Signs of mathematics that are one command each."""

_UNBROKEN: Final = 12  # characters of a formula that stay on one line


def escape(text: str) -> str:
    """`text` for LaTeX, blanks folded; needs PREAMBLE. A character that has no counterpart is named by its number."""
    text = re.sub(r"[ \t\r\n\f\v]+", " ", re.sub("[\0\1\2]", "", text)).strip(
        " "
    )  # these three serve as brackets below
    text = re.sub(f"[{''.join(_SUBSCRIPTS)}]+", lambda run: "\0" + _lowered(run[0], _SUBSCRIPTS) + "\1", text)
    text = re.sub(f"[{''.join(_SUPERSCRIPTS)}]+", lambda run: "\2" + _lowered(run[0], _SUPERSCRIPTS) + "\1", text)
    return "".join(_character(sign) for sign in text)


def bibliographic(text: str) -> str:
    r"""`text` for a field of BibTeX, with TiO_{2-x}, Mg^{2+} and V₂O₅ lowered and raised in mathematics.

    Every engine, style and reference manager reads that; `\textsubscript` is younger than many of them.

    Worked: "TiO_{2-x} and Mg²⁺" → "TiO$_{2-x}$ and Mg$^{2+}$".
    """
    for table, sign in ((_SUBSCRIPTS, "_"), (_SUPERSCRIPTS, "^")):
        run = f"[{''.join(map(re.escape, table))}]+"
        text = re.sub(run, lambda found, t=table, s=sign: f"{s}{{{_lowered(found[0], t)}}}", text)  # type: ignore[misc]
    parts = re.split(r"([_^])\{([^{}]*)\}", re.sub(r"\s+", " ", text).strip())
    out = _escaped(parts[0])
    for sign, inner, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        out += f"${sign}{{{_in_mathematics(inner)}}}${_escaped(after)}"
    return out


def _escaped(text: str) -> str:
    return "".join(_character(sign) for sign in text)


def _in_mathematics(text: str) -> str:
    """Letters alone are variables, several together a word."""
    made = []
    for part in re.findall(r"[A-Za-z]{2,}|.", text):
        if part.isascii() and part.isalpha():
            made.append(part if len(part) == 1 else rf"\mathrm{{{part}}}")
        elif part in _MATH:
            made.append(f"{{{_MATH[part]}}}" if part != "−" else "-")
        else:
            made.append(part if part.isascii() and part not in _SPECIAL else rf"\mbox{{{_character(part)}}}")
    return "".join(made)


def escape_run(signs: list[tuple[str, str]]) -> str:
    """Characters with their level ("", "sub", "sup") for LaTeX; blanks at the ends stay."""
    out = ""
    for level, run in groupby(signs, key=lambda sign: sign[0]):
        raw = "".join(sign for _, sign in run)
        raw = "".join({**_SUBSCRIPTS, **_SUPERSCRIPTS}.get(sign, sign) for sign in raw) if level else raw
        inner = "".join(_character(sign) for sign in raw)
        out += {"sub": rf"\textsubscript{{{inner}}}", "sup": rf"\textsuperscript{{{inner}}}"}.get(level, inner)
    return out


def _lowered(run: str, table: dict[str, str]) -> str:
    return "".join(table[sign] for sign in run)


def _character(sign: str) -> str:
    if sign in "\0\1\2":
        return {"\0": r"\textsubscript{", "\1": "}", "\2": r"\textsuperscript{"}[sign]
    if sign in _SPECIAL:
        return _SPECIAL[sign]
    if sign in _MATH:
        return rf"\ensuremath{{{_MATH[sign]}}}"
    if 0x20 <= ord(sign) < 0x7F or sign in "‘’“”" or sign in _ACCENTED:
        return sign
    parts = unicodedata.normalize("NFD", sign)
    base, marks = parts[0], parts[1:]
    if marks and all(mark in _ACCENTS for mark in marks):
        out = _character(base)
        for mark in marks:
            out = rf"\{_ACCENTS[mark]}{{{out}}}"
        return out
    plain = unicodedata.normalize("NFKD", sign)
    if plain != sign:
        return "".join(_character(part) for part in plain)
    return f"[U+{ord(sign):04X}]" if sign.isprintable() else ""


def chemical(tokens: list[tuple[str, str]]) -> str:
    r"""The tokens of a formula for mhchem: [("text", "O"), ("sub", "5-x")] → "\ce{O_{$5-x$}}".

    A long formula may be broken before a bracket or a dot.
    """
    out, printed = "", 0
    for kind, text in tokens:
        parts = [part for part in re.split(r"(?=[(·])", text) if part] if kind == "text" else [text]
        for part in parts:
            if printed >= _UNBROKEN and kind == "text" and part[0] in "(·":
                out, printed = out + r"}\allowbreak\ce{", 0
            out += _token(kind, part)
            printed += len(part)
    return rf"\ce{{{out}}}" if out else ""


def _token(kind: str, text: str) -> str:
    if kind == "text":
        return "".join(f"${_MATH.get(sign, sign)}$" if sign in _MATH or sign == "-" else _plain(sign) for sign in text)
    inner = "".join(_MATH.get(sign, rf"\text{{{_character(sign)}}}" if sign in "–/" else sign) for sign in text)
    inner = inner.replace("%", r"\%")
    return {"sub": f"_{{${inner}$}}", "sup": f"^{{${inner}$}}"}.get(kind, f"${inner}$")


def _plain(sign: str) -> str:
    return sign if sign.isascii() and (sign.isalnum() or sign in "()[]., ") else f"\\text{{{_character(sign)}}}"
