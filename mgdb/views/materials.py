"""Materials, under their several names, and the phases that group them."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mgdb import compare, http_cache, plot_input, plots, substances
from mgdb.formats import jsonld
from mgdb.models import (
    Cell,
    Defect,
    Flag,
    Material,
    MaterialName,
    Modification,
    Phase,
    ReportedFactor,
    Source,
)
from mgdb.models.base import read_id
from mgdb.plot_input import pictures
from mgdb.presentation import FlagView, MeasurementView
from mgdb.science import properties, vocabulary
from mgdb.science.constituents import KINDS
from mgdb.search import shown

from .addresses import address
from .capacity import choices, theoretical_capacity
from .pages import below, passing, public_page, published_or_gone

# Which parts the page of a material has; what is not there is not asked for.
HAS_PARTS = {
    f"has_{part}": Exists(rows.filter(**{column: OuterRef("pk")}))
    for part, column, rows in (
        ("defects", "material", Defect.objects),
        ("modifications", "material", Modification.objects),
        ("factors", "material", ReportedFactor.objects.published()),
        ("cells", "electrolyte", Cell.objects.published()),
    )
}

# What is told in a line comes with the material itself.
INCLUDED_ROWS = {
    "flag_rows": ArraySubquery(
        Flag.objects.filter(material=OuterRef("pk"))
        .order_by("id")
        .values(row=JSONObject(code="code", severity="severity", reason="reason"))
    ),
    "name_rows": ArraySubquery(
        MaterialName.objects.filter(material=OuterRef("pk"))
        .order_by("id")
        .values(
            row=JSONObject(
                name="name",
                **{
                    column: f"document__{column}"
                    for column in ("public_id", "authors", "et_al", "year", "container", "title")
                },
            )
        )
    ),
}


@public_page(parameters=None)
def redirect_to_material(request: HttpRequest, public_id: str) -> HttpResponse:
    """/cathodes/<id>/ and the like lead to the one page of the material."""
    return redirect("material", public_id, permanent=True)


@public_page()
def defect(request: HttpRequest, public_id: str) -> HttpResponse:
    """A defect is shown on the page of its material."""
    rows = Defect.objects.visible().filter(public_id=read_id(public_id)).select_related("material")
    if (found := rows.first()) is None:
        raise Http404(f"No defect has the id {shown(public_id)}.")
    return redirect(f"{address(found.material.public_id)}#{public_id}")


@public_page(parameters=("x", "ion"), plots=True)
def material(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that is known of one specimen."""
    rows = Material.objects.select_related("source", "phase", "electrolyte").annotate(**HAS_PARTS, **INCLUDED_ROWS)
    found = published_or_gone(rows, public_id)  # with what HAS_PARTS and INCLUDED_ROWS add
    capacity = theoretical_capacity(found, request.GET)
    relations = compare.material_relations_of(found)
    electrolyte = getattr(found, "electrolyte", None)
    siblings = Material.objects.published().with_source().filter(phase=found.phase_id).exclude(pk=found.pk)
    names = [by_name(row) for row in found.name_rows]
    factors = ReportedFactor.objects.published().filter(material=found).select_related("document", "relative_to")
    cells = found.cells_as_electrolyte.published().select_related("working_material", "source")
    return render(
        request,
        "mgdb/material.html",
        {
            "material": found,
            "roles": [vocabulary.label(vocabulary.ROLES, role) for role in found.roles],
            "names": names,
            "composition": composition(found),
            "constituent_kinds": KINDS,
            "capacity": capacity,
            "ions": choices(),
            "defects": found.defects.select_related("document", "induced_by") if found.has_defects else (),
            "modifications": found.modifications.select_related("document") if found.has_modifications else (),
            "flags": [FlagView(**row) for row in found.flag_rows],
            "electrolyte": electrolyte,
            "components": list(electrolyte.components.all()) if electrolyte else (),
            "relations": relations,
            "factors": factors if found.has_factors else (),
            "values": by_property(relations.values),
            "siblings": siblings if found.phase_id else (),
            "cells": cells if found.has_cells else (),
            "drawing": drawing_of_rate(relations),
            "plot": plots.get("rate"),
            **below(found),
            "linked_data": linked_data(request, found, [name.name for name in names], relations.values),
            "here_address": request.build_absolute_uri(address(public_id)),
        },
    )


@public_page(parameters=("x", "ion"))
def phase(request: HttpRequest, public_id: str) -> HttpResponse:
    """A substance: the specimens of several papers with their values, effects, statements and sources."""
    found: Phase = published_or_gone(Phase.objects, public_id)
    substance = substances.substance_of(substances.specimens_of(found), found)
    held = pictures.holding([one.id for one in substance.values], http_cache.read_version(request)[0])
    context = {
        "phase": found,
        "substance": substance,
        "pictures": held,
        "most": substances.MOST_VALUES,
        "composition": composition(found),
        "capacity": theoretical_capacity(found, request.GET),
        "ions": choices(),
        **below(found),
    }
    response = render(request, "mgdb/phase.html", context)
    return passing(response) if held is None else response


def by_name(row: dict[str, Any]) -> MaterialName:
    """A name from its row of INCLUDED_ROWS, with the document that uses it."""
    name = row.pop("name")
    return MaterialName(name=name, document=Source(**row) if row["public_id"] else None)


def composition(record: Any) -> list[tuple[str, str]]:
    """(element, amount per formula unit) in words; “unknown” where the formula leaves it open."""
    rows = []
    for element, amount in record.composition.items():
        low, high = amount["low"], amount["high"]
        if amount["unknown"] or low is None or high is None:
            text = "unknown"
        else:
            text = f"{low:g}" if low == high else f"{low:g}–{high:g}"
        rows.append((element, text))
    return rows


def by_property(values: Any) -> list[tuple[properties.Property, list[MeasurementView]]]:
    """Values grouped by property, in the order of the catalogue; each group by step, current and cycle."""
    order = {key: place for place, key in enumerate(properties.PROPERTIES)}

    def rank(value: MeasurementView) -> tuple[Any, ...]:
        return (
            order[value.property_key],
            value.step,
            value.number("current_density") or 0.0,
            value.number("cycle_number") or 0.0,
            value.id,
        )

    ordered = sorted(values, key=rank)
    return [(properties.get(key), list(group)) for key, group in groupby(ordered, key=lambda value: value.property_key)]


def drawing_of_rate(relations: compare.MaterialRelations) -> plots.Drawing | None:
    """The rate plot of a material with its controls and what was made of it; None where it has no rate value itself."""
    if not any(
        value.property_key in plots.get("rate").PROPERTIES and value.step == "rate" for value in relations.values
    ):
        return None
    try:
        points = plot_input.points_of(relations.around, roles=relations.roles, address=address)
        drawing = plot_input.drawing_of("rate", points, plot_input.EVERY)
        return plots.captioned(drawing, plots.get("rate"), "the material, its controls and what was made of it", {})
    except plots.NothingToDraw:
        return None


def linked_data(request: HttpRequest, found: Material, names: list[str], values: Any) -> dict[str, Any]:
    """The material as JSON-LD."""
    source = found.source
    return jsonld.material(
        address=request.build_absolute_uri(address(found.public_id)),
        identifier=found.public_id,
        name=found.name_unicode,
        formula=found.formula,
        molar_mass=found.molar_mass,
        alternate_names=names,
        source={"title": source.title, "doi": source.doi, "year": source.year, "container": source.container},
        values=[
            {
                "name": value.label.lower(),
                "unit": properties.get(value.property_key).unit,
                "value": value.quantity.value,
                "low": value.quantity.low,
                "high": value.quantity.high,
                "note": value.text,
                "address": request.build_absolute_uri(address(value.id)),
            }
            for value in values
            if value.quantity
        ],
    )
