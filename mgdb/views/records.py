"""Measurements, cells, pairs, reported factors, statements and curves: a page for every public id."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mgdb import compare
from mgdb.models import Cell, Curve, Measurement, Pair, ReportedFactor, Statement
from mgdb.presentation import FlagView, measurement_views
from mgdb.review.history import changes_of
from mgdb.science import properties

from .pages import public_page, published_or_gone


@public_page()
def measurement(request: HttpRequest, public_id: str) -> HttpResponse:
    """One reported result: value, conditions, and where it was read."""
    rows = Measurement.objects.select_related("source", "material", "cell", "relative_to")
    found: Measurement = published_or_gone(rows, public_id)
    [shown] = measurement_views(Measurement.objects.filter(pk=found.pk))
    context = {
        "measurement": found,
        "shown": shown,
        "entry": found.property_entry,
        "history": changes_of(found, public=True),
    }
    return render(request, "mgdb/measurement.html", context)


@public_page()
def cell(request: HttpRequest, public_id: str) -> HttpResponse:
    """One cell, and what was measured in it."""
    rows = Cell.objects.with_parts().select_related("document")
    found: Cell = published_or_gone(rows, public_id)
    measured = Measurement.objects.published().filter(Q(measured_in=found) | Q(cell=found))
    context = {
        "cell": found,
        "values": measurement_views(measured),
        "flags": [FlagView.of(flag) for flag in found.flags.all()],
        "history": changes_of(found, public=True),
    }
    return render(request, "mgdb/cell.html", context)


@public_page()
def pair(request: HttpRequest, public_id: str) -> HttpResponse:
    """A modified material beside its control, with every factor that follows."""
    rows = Pair.objects.with_materials()
    found: Pair = published_or_gone(rows, public_id)
    standing = compare.material_relations_of(found.modified)
    improvements = [item for against in standing.controls if against.pair == public_id for item in against.improvements]
    keys = [properties.get(key) for key in found.properties]
    context = {
        "pair": found,
        "improvements": improvements,
        "properties": keys,
        "history": changes_of(found, public=True),
    }
    return render(request, "mgdb/pair.html", context)


@public_page()
def factor(request: HttpRequest, public_id: str) -> HttpResponse:
    """A factor as a source states it."""
    rows = ReportedFactor.objects.select_related("material", "relative_to", "source", "document")
    found: ReportedFactor = published_or_gone(rows, public_id)
    context = {
        "factor": found,
        "entry": properties.get(found.property_key),
        "flags": [FlagView.of(flag) for flag in found.flags.all()],
        "history": changes_of(found, public=True),
    }
    return render(request, "mgdb/factor.html", context)


@public_page()
def statement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Something that a document says without a number."""
    rows = Statement.objects.select_related("material", "phase", "source", "document")
    found: Statement = published_or_gone(rows, public_id)
    return render(request, "mgdb/statement.html", {"statement": found, "history": changes_of(found, public=True)})


@public_page()
def curve(request: HttpRequest, public_id: str) -> HttpResponse:
    """A digitised curve, as its points."""
    rows = Curve.objects.select_related("material", "cell", "source", "document")
    found: Curve = published_or_gone(rows, public_id)
    context = {"curve": found, "entry": properties.get(found.property_key), "history": changes_of(found, public=True)}
    return render(request, "mgdb/curve.html", context)
