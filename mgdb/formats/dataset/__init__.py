"""The dataset file: one YAML file per document, in which every record stands with its public id.

The file is a mapping of sections (`sources`, `materials`, `measurements` …), each a list of records; which there are is
for the caller to say. A record is a mapping of text, lists and mappings; every scalar is text here, and becomes a
number or a date only in the column that it is meant for, so that a printed "0.50" stays "0.50". A reference is a public
id, with the name of what it refers to as a comment, which the writer puts there and the reader ignores.

Before `mint_ids`, a new record may be written with a handle in place of an id, a prefix, a colon and any word:
``id: mat:w-tio2``, and be referred to by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from .model import VERSION, Dataset, DatasetError, DatasetProblem, Entry, Path
from .reading import Limits, Reader
from .writing import Writer

__all__ = ["VERSION", "Dataset", "DatasetError", "DatasetFormat", "DatasetProblem", "Entry", "Limits", "Path"]


class DatasetFormat:
    """Dataset files with these sections.

    `sections`: section → prefix of the ids of its records, in the order in which files are written and records may
    refer back to one another. `part_prefixes`: of the ids of parts of records. `limits`: how much of a file is read.
    `read_id` gives the id that a text is, as it is kept, "" for none.
    """

    def __init__(
        self,
        sections: Mapping[str, str],
        part_prefixes: Iterable[str] = (),
        limits: Limits | None = None,
        read_id: Callable[[str], str] = lambda text: "",
    ) -> None:
        self.limits = limits or Limits()
        self.read_id = read_id
        self.sections = dict(sections)
        prefixes = "|".join((*self.sections.values(), *part_prefixes))
        self.handle = re.compile(rf"\b({prefixes}):([A-Za-z0-9][\w.+-]*)")
        self.identifier = re.compile(rf"^({prefixes})[-:]\S+$")

    def read(self, text: str, name: str) -> Dataset:
        """The dataset in `text`; DatasetError if it is no dataset file (the problems of form are listed)."""
        return Reader(name, self.sections, self.limits, self.read_id).dataset(text)

    def write(self, dataset: Dataset, name_of: Callable[[str], str] = lambda identifier: "") -> str:
        """The text of `dataset`, the same for the same records: `read` of it gives them back.

        `name_of` gives the words that stand as a comment behind a reference ("" for none).
        """
        return Writer(self.sections, self.handle, self.identifier, name_of).text(dataset)

    def handles(self, text: str) -> list[str]:
        """The handles in `text` that still want an id, in order of appearance, each once."""
        found = dict.fromkeys(match.group(0) for match in self.handle.finditer(_without_quotes(text)))
        return list(found)

    def mint(self, text: str, identifiers: Mapping[str, str]) -> str:
        """`text` with every handle replaced by its id; handles inside quoted text stay as they are."""
        return re.sub(
            r'"(?:[^"\\]|\\.)*"|' + self.handle.pattern,
            lambda match: identifiers.get(match.group(0), match.group(0)),
            text,
        )


def _without_quotes(text: str) -> str:
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
