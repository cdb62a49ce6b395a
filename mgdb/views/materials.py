"""Materials, under their several names, and the phases that group them."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mgdb import compare, http_cache, plot_input, plots, substances
from mgdb.formats import jsonld
from mgdb.models import (
    Defect,
    Material,
    Phase,
    ReportedFactor,
)
from mgdb.models.base import read_id
from mgdb.plot_input import pictures
from mgdb.presentation import MeasurementView
from mgdb.science import properties, vocabulary
from mgdb.science.constituents import KINDS
from mgdb.search import quoted
from mgdb.search.representative import RepresentativeValues

from . import material_parts
from .addresses import address
from .capacity import choices, theoretical_capacity
from .pages import below, passing, public_page, published_or_gone


@public_page(parameters=None)
def redirect_to_material(request: HttpRequest, public_id: str) -> HttpResponse:
    """/cathodes/<id>/ and the like lead to the one page of the material."""
    return redirect("material", public_id, permanent=True)


@public_page()
def defect(request: HttpRequest, public_id: str) -> HttpResponse:
    """A defect is shown on the page of its material."""
    rows = Defect.objects.visible().filter(public_id=read_id(public_id)).select_related("material")
    if (found := rows.first()) is None:
        raise Http404(f"No defect has the id {quoted(public_id)}.")
    return redirect(f"{address(found.material.public_id)}#{public_id}")


@public_page(parameters=("x", "ion"), plots=True)
def material(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that is known of one specimen; of one without a phase the substance is its formula."""
    rows = Material.objects.select_related("source", "phase", "electrolyte").annotate(**material_parts.INCLUDED)
    found = published_or_gone(rows, public_id)
    parts = material_parts.parts_of(found)
    capacity = theoretical_capacity(found, request.GET)
    twins = substances.others_like(found) if parts.has_twins else []
    relations = compare.material_relations_of(found, twins)
    said = substances.statements_of({found.pk, *(one.pk for one in twins)}) if parts.has_statements or twins else ()
    factors = ReportedFactor.objects.published().filter(material=found).select_related("document", "relative_to")
    cells = found.cells_as_electrolyte.published().select_related("working_material", "source")
    drawing, drawings = drawing_of_rate(relations), substances.plots_of(relations.values)
    ids = [value.id for value in relations.values]
    held = pictures.holding(ids, http_cache.read_version(request), most=2 if drawing else 3)
    context = {
        "material": found,
        "roles": [vocabulary.label(vocabulary.ROLES, role) for role in found.roles],
        "parts": parts,
        "composition": composition(found),
        "constituent_kinds": KINDS,
        "capacity": capacity,
        "ions": choices(),
        "electrolyte": getattr(found, "electrolyte", None),
        "relations": relations,
        "like": [pair for pair in relations.controls if pair.is_like],
        "made_of_it": [pair for pair in relations.made_of_it if pair.is_like],
        "unlike": [pair for pair in (*relations.controls, *relations.made_of_it) if not pair.is_like],
        "factors": factors if parts.has_factors else (),
        "figures": substances.key_figures_of(found.roles, relations.values, parts.shown),
        "values": by_property(relations.values),
        "substance": substances.gathered([found, *twins], (*relations.values, *relations.beside), list(said)),
        "cells": cells if parts.has_cells else (),
        "drawing": drawing,
        "plot": plots.get("rate"),
        "pictures": held.pictures,
        "plots": drawings,
        "own_pictures": [] if drawing or held.pictures else substances.figures_of(drawings),
        **below(found),
        "linked_data": linked_data(request, found, [name.name for name in parts.names], relations.values),
        "here_address": request.build_absolute_uri(address(public_id)),
    }
    response = render(request, "mgdb/material.html", context)
    return response if held.are_present else passing(response)


@public_page(parameters=("x", "ion"))
def phase(request: HttpRequest, public_id: str) -> HttpResponse:
    """A substance: the specimens of several papers with their values, effects, statements and sources."""
    rows = Phase.objects.annotate(shown_keys=RepresentativeValues("material__phase"))
    found = published_or_gone(rows, public_id)
    substance = substances.substance_of(substances.specimens_of(found), found)
    held = pictures.holding([one.id for one in substance.values], http_cache.read_version(request))
    context = {
        "phase": found,
        "figures": substances.key_figures_of(substance.roles, substance.values, found.shown_keys),
        "substance": substance,
        "pictures": held.pictures,
        "own_pictures": [] if held.pictures else substances.figures_of(substance.plots),
        "most": substances.MOST_VALUES,
        "composition": composition(found),
        "capacity": theoretical_capacity(found, request.GET),
        "ions": choices(),
        **below(found),
    }
    response = render(request, "mgdb/phase.html", context)
    return response if held.are_present else passing(response)


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
