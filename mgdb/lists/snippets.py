"""Lines to read a list in a program: its CSV file from the address that the page has."""

from __future__ import annotations

import json
from typing import NamedTuple


class Snippet(NamedTuple):
    """Lines of a program; `key`: in the page, `label`: of the program."""

    key: str
    label: str
    lines: str


def snippets(address: str, name: str) -> list[Snippet]:
    """The same rows for pandas, curl and R. `address`: of the CSV file, percent-encoded; `name`: of the list.

    The file begins with a byte order mark, for spreadsheets: pandas takes it, R has to be told.
    """
    quoted = json.dumps(address)  # Python and R read such a text alike
    return [
        Snippet("pandas", "pandas", f"import pandas as pd\n\n{name} = pd.read_csv({quoted})"),
        Snippet("curl", "curl", f"curl --globoff --output mgdb-{name}.csv '{address}'"),
        Snippet("r", "R", f'{name} <- read.csv({quoted}, fileEncoding = "UTF-8-BOM")'),
    ]
