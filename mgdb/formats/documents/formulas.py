"""Formulas in markup → their typing: MathML, TeX, or the one that stands beside the other.

Publishers give a formula as a choice of forms (`alternatives`), TeX with the preamble of a whole document. Raised and
lowered parts come as ^{…} and _{…}, as `sup` and `sub` do.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

_DOCUMENT: Final = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_DEEPEST: Final = 60
_SCRIPTS: Final = {"msup": ("^",), "msub": ("_",), "msubsup": ("_", "^"), "mover": ("",), "munder": ("",)}


def formula(node: etree._Element) -> str:
    """The typing of a formula: an element of MathML (`math`), TeX (`tex-math`, MathJax's
    `script`), or `alternatives` of them.

    Worked: <msup><mn>10</mn><mn>−5</mn></msup> → "10^{−5}"; <mfrac><mi>S</mi><mi>cm</mi></mfrac> → "S/cm".
    """
    name = name_of(node)
    if name in ("tex-math", "script"):
        return _tex("".join(node.itertext()))
    if name == "math":
        return _typed(node, 0) if len(node) else "".join(node.itertext())
    choice = {name_of(one): one for one in node.iter() if name_of(one) in ("math", "tex-math")}
    chosen = choice.get("math", choice.get("tex-math"))
    return formula(chosen) if chosen is not None else "".join(node.itertext())


def _tex(text: str) -> str:
    body = _DOCUMENT.search(text)
    return re.sub(r"\$+|\\[()\[\]]", "", body[1] if body else text)


def _typed(node: etree._Element, depth: int) -> str:
    if depth > _DEEPEST:
        return "".join(node.itertext())
    name = name_of(node)
    if name in ("annotation", "annotation-xml"):
        return ""
    if name == "semantics":
        return _typed(node[0], depth + 1) if len(node) else ""
    if name == "mspace":
        return " "
    parts = [_typed(child, depth + 1) for child in node if isinstance(child.tag, str)]
    if name in _SCRIPTS and len(parts) == len(_SCRIPTS[name]) + 1:
        scripts = (f"{sign}{{{part}}}" if sign else part for sign, part in zip(_SCRIPTS[name], parts[1:], strict=True))
        return parts[0] + "".join(scripts)
    if name == "mfrac" and len(parts) == 2:
        return "/".join(part if re.fullmatch(r"[\w.]+", part) else f"({part})" for part in parts)
    if name == "msqrt":
        return f"√({''.join(parts)})"
    return "".join(parts) if parts else " ".join((node.text or "").split()) or ("".join(node.itertext()) and " ")


def name_of(node: etree._Element | None) -> str:
    """The name of an element without its namespace, in small letters; empty for comments and none."""
    tag = node.tag if node is not None else ""
    return etree.QName(tag).localname.lower() if isinstance(tag, str) and tag else ""


__all__ = ["formula", "name_of"]
