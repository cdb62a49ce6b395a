"""Materials, cells and sources as measurements name them, and doubts about records.

They are made from plain rows by `reading`. What was not read is not there: asking for it raises AttributeError.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mgdb.models import Flag
from mgdb.models.sources import short_reference
from mgdb.science import typeset, vocabulary
from mgdb.science.markup import Html


class RecordView:
    """A record that another names: the values of its columns, in the order of `__slots__`."""

    __slots__: tuple[str, ...] = ()

    def __init__(self, *values: Any) -> None:
        for name, value in zip(self.__slots__, values, strict=False):
            setattr(self, name, value)


class SourceView(RecordView):
    """A publication. html, text: its first author and year."""

    __slots__ = ("pk", "id", "doi", "authors", "et_al", "year", "container", "title", "bibtex_key")  # noqa: RUF023 (order of columns)

    pk: int
    id: str
    doi: str
    authors: list[str]
    et_al: bool
    year: int | None
    container: str
    title: str
    bibtex_key: str

    @property
    def text(self) -> str:
        return short_reference(self.authors, self.et_al, self.year, self.container or self.title or self.id)

    @property
    def html(self) -> Html:
        return typeset.html(self.text)


class MaterialView(RecordView):
    """A material. synonyms: its other names. Of an electrolyte identity says which it is, chemistry_kind what moves.

    phase_family: the structure family of its phase. defects: in words, in their order.
    """

    __slots__ = (  # noqa: RUF023 (order of columns)
        "pk", "id", "name", "formula", "chemistry_kind", "markup", "formula_reduced", "structure_family",
        "electrolyte_class", "carrier_cations", "identity", "roles", "strategy", "phase_id", "phase_name",
        "phase_family", "synonyms", "defects",
    )  # fmt: skip

    pk: int
    id: str
    name: str
    formula: str
    markup: str
    formula_reduced: str
    structure_family: str
    electrolyte_class: str | None
    carrier_cations: list[str] | None
    chemistry_kind: str | None
    identity: str | None
    roles: list[str]
    strategy: str
    phase_id: str | None
    phase_name: str | None
    phase_family: str | None
    synonyms: list[str]
    defects: list[str]

    @property
    def html(self) -> Html:
        return typeset.html(self.markup or self.name)

    @property
    def text(self) -> str:
        return typeset.unicode(self.markup or self.name)


class CellView(RecordView):
    """A cell, with its electrolyte."""

    __slots__ = (  # noqa: RUF023 (order of columns)
        "pk", "id", "name", "chemistry_kind", "electrolyte", "chemistry", "counter_electrode", "counter_material",
        "reference_electrode",
        "window_low", "window_high", "window_scale", "active_share", "carbon_share", "binder_share", "formulation",
        "mass_basis", "water_content",
    )  # fmt: skip

    pk: int
    id: str
    name: str
    chemistry: str
    chemistry_kind: str
    counter_electrode: str
    counter_material: str | None
    reference_electrode: str
    window_low: float | None
    window_high: float | None
    window_scale: str
    active_share: float | None
    carbon_share: float | None
    binder_share: float | None
    formulation: str
    mass_basis: str
    water_content: str
    electrolyte: MaterialView | None

    @property
    def html(self) -> Html:
        return typeset.html(self.name)

    @property
    def text(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class FlagView:
    """A doubt about a record, with its reason. on: what of a measurement it stands on, empty for the value itself."""

    code: str
    severity: str
    reason: str
    on: str = ""

    @classmethod
    def of(cls, flag: Flag) -> FlagView:
        return cls(flag.code, flag.severity, flag.reason)

    @property
    def label(self) -> str:
        return vocabulary.label(vocabulary.FLAG_CODES, self.code)

    @property
    def severity_label(self) -> str:
        return vocabulary.label(vocabulary.SEVERITIES, self.severity)

    @property
    def because(self) -> str:
        """The reason, and on what it stands: “its electrolyte is suspect: …”."""
        return f"its {self.on} is {self.severity_label}: {self.reason}" if self.on else self.reason
