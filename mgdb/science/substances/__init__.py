"""Every substance with every way to write it, in one table.

The expansion of electrolytes, the groups that formulas hold, the elements of a named constituent and the words by which
search finds a record all read it here; nothing else lists synonyms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from .ions import ANIONS, CATIONS, GROUPS, OF_IONIC_LIQUIDS
from .model import Substance
from .molecules import ADDITIVES, HOSTS, LIGANDS, OTHERS, SOLVENTS
from .salts import SALTS
from .solids import SOLIDS

COMPONENTS: Final = (*SALTS, *SOLVENTS, *ADDITIVES, *HOSTS)
"""What electrolytes are described with."""
TABLE: Final = (*COMPONENTS, *ANIONS, *CATIONS, *GROUPS, *LIGANDS, *OTHERS, *SOLIDS)

__all__ = [
    "ADDITIVES",
    "ANIONS",
    "CATIONS",
    "COMPONENTS",
    "HOSTS",
    "OF_IONIC_LIQUIDS",
    "SALTS",
    "SOLIDS",
    "SOLVENTS",
    "TABLE",
    "Substance",
    "by_name",
    "index",
    "named_in",
]
_WORD: Final = re.compile("[a-z]{4}")
_SHORTEST: Final = 3  # characters of a name that is looked for inside a text: AN and EC are words of titles too


def index(substances: Iterable[Substance]) -> dict[str, Substance]:
    """Substances by each way to write them, letter case folded."""
    return {name.casefold(): one for one in substances for name in one.names}


_COMPOUNDS: Final = index((*OTHERS, *SOLIDS, *COMPONENTS))


def by_name(text: str) -> Substance | None:
    """The compound that `text` as a whole is a name of, letter case aside; None where it is none.

    Worked: "tetrahydrofuran" → THF; "MeCN" → acetonitrile; "THF solution" → None.
    """
    return _COMPOUNDS.get(" ".join(text.split()).casefold())


@cache
def _inside() -> tuple[re.Pattern[str], dict[str, Substance]]:
    """What finds names inside a text, and the substance of each; letter case counts in symbols, not in words."""
    names = {name: one for one in (*OTHERS, *SOLIDS, *COMPONENTS) for name in one.names if len(name) >= _SHORTEST}
    words = [f"(?i:{re.escape(name)})" if _WORD.search(name) else re.escape(name) for name in _longest_first(names)]
    found = index((*OTHERS, *SOLIDS, *COMPONENTS))
    return re.compile(rf"(?<![\w)])(?:{'|'.join(words)})(?!\w)"), found


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))


def named_in(text: str) -> list[Substance]:
    """The compounds that `text` names, as a whole or inside it, each once.

    Worked: "0.5 M Mg(TFSI)2/DME" → Mg(TFSI)2, DME; "MeTHF" → 2-MeTHF, and not THF.
    """
    pattern, known = _inside()
    whole = by_name(text)
    inside = (known[match[0].casefold()] for match in pattern.finditer(text))
    return list(dict.fromkeys([*((whole,) if whole else ()), *inside]))
