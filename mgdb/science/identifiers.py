"""What other databases know a substance by: how each writes its identifiers, and where it shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


class IdentifierError(ValueError):
    """A text that is no identifier of the database; the message shows one."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """The identifiers of one database.

    pattern: of one as it is kept, for the whole text. within: of what people paste, an address or one with words before
    it, the first group being the identifier. page: its address there, with {} for the identifier.
    """

    key: str
    label: str
    what: str
    pattern: str
    within: str
    page: str
    example: str

    def read(self, text: str) -> str:
        """The identifier in `text`, as the database writes it; empty for nothing. Raises IdentifierError.

        Worked: “https://www.crystallography.net/cod/9008564.html” → “9008564”.
        """
        given = text.strip()
        found = re.fullmatch(self.within, given, re.IGNORECASE | re.ASCII)
        read = found[1].lower() if found else given
        if read and not re.fullmatch(self.pattern, read, re.ASCII):
            raise IdentifierError(f"“{given[:60]}” is not a valid {self.what}; it looks like {self.example}.")
        return read

    def address(self, identifier: str) -> str:
        """The page of `identifier` there."""
        return self.page.format(identifier)


IDENTIFIERS: Final = {
    one.key: one
    for one in (
        Identifier(
            key="materials_project",
            label="Materials Project",
            what="id of the Materials Project",
            pattern=r"(?:mp|mvc)-[1-9][0-9]{0,9}",
            within=r"(?:https?://\S*?materialsproject\.org/materials/)?((?:mp|mvc)-[0-9]+)/?(?:[?#]\S*)?",
            page="https://next-gen.materialsproject.org/materials/{}",
            example="mp-1234",
        ),
        Identifier(
            key="cod",
            label="Crystallography Open Database",
            what="id of the Crystallography Open Database",
            pattern=r"[1-9][0-9]{6}",
            within=r"(?:https?://(?:www\.)?crystallography\.(?:net|org)/cod/|COD\s*(?:ID)?\s*[:#]?\s*)?([0-9]+)(?:\.(?:html|cif))?/?",
            page="https://www.crystallography.net/cod/{}.html",
            example="1234567, seven digits",
        ),
        Identifier(
            key="pubchem",
            label="PubChem",
            what="compound id (CID) of PubChem",
            pattern=r"[1-9][0-9]{0,9}",
            within=r"(?:https?://pubchem\.ncbi\.nlm\.nih\.gov/compound/|(?:PubChem\s*)?CID\s*[:#]?\s*)?([0-9]+)/?(?:[?#]\S*)?",
            page="https://pubchem.ncbi.nlm.nih.gov/compound/{}",
            example="1234",
        ),
    )
}
