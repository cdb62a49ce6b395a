"""Where typeset names may go on in the next line."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import escape

from mgdb.science.markup import Html

_AFTER_SCRIPT = re.compile(r"</su[bp]>(?=[A-Z(\[□·–-])")


@lru_cache(maxsize=4096)
def breakable(name: Html) -> Html:
    """A typeset name that may go on in the next line between its parts: TiO₂ stays whole, a long formula does not."""
    return Html(_AFTER_SCRIPT.sub(r"\g<0><wbr>", str(escape(name))))
