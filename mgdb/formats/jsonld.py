"""Records as JSON-LD (schema.org), for search engines and harvesters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from . import licence


def material(
    *,
    address: str,
    identifier: str,
    name: str,
    formula: str = "",
    molar_mass: float | None = None,
    alternate_names: Iterable[str] = (),
    source: Mapping[str, Any] | None = None,
    values: Iterable[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """A material with its values as a schema.org ChemicalSubstance.

    `molar_mass` in g/mol; each of `values` has name, unit, and value or low and high, in one unit.
    """
    entity: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ChemicalSubstance",
        "@id": address,
        "url": address,
        "identifier": identifier,
        "name": name,
        "license": licence.ADDRESS,
    }
    if formula:
        entity["chemicalComposition"] = formula
    if names := list(alternate_names):
        entity["alternateName"] = names
    if source:
        entity["subjectOf"] = article(**source)
    properties = [property_value(**value) for value in values]
    if molar_mass is not None:
        properties.insert(0, property_value(name="molar mass", unit="g mol⁻¹", value=molar_mass))
    if properties:
        entity["additionalProperty"] = properties
    return entity


def article(
    *, title: str = "", doi: str = "", year: int | None = None, container: str = "", kind: str = "article"
) -> dict[str, Any]:
    """A publication as a schema.org ScholarlyArticle (or what its kind asks for)."""
    types = {"book": "Book", "thesis": "Thesis", "dataset": "Dataset", "web": "WebPage"}
    entity: dict[str, Any] = {"@type": types.get(kind, "ScholarlyArticle")}
    if title:
        entity["name"] = title
    if doi:
        entity |= {"@id": f"https://doi.org/{doi}", "identifier": f"doi:{doi}"}
    if year:
        entity["datePublished"] = str(year)
    if container:
        entity["isPartOf"] = {"@type": "Periodical", "name": container}
    return entity


def property_value(
    *, name: str, unit: str = "", value: float | None = None, low: float | None = None, high: float | None = None,
    note: str = "", address: str = "",
) -> dict[str, Any]:  # fmt: skip
    """A number with its unit as a schema.org PropertyValue; an interval where there is no one number."""
    entity: dict[str, Any] = {"@type": "PropertyValue", "name": name}
    if value is not None:
        entity["value"] = value
    else:
        entity |= {key: number for key, number in (("minValue", low), ("maxValue", high)) if number is not None}
    if unit:
        entity["unitText"] = unit
    if note:
        entity["description"] = note
    if address:
        entity["url"] = address
    return entity
