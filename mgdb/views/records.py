"""Measurements, cells and pairs, and every record type that needs no page of its own kind."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mgdb import compare, http_cache, plot_input
from mgdb.models import Cell, Curve, Flag, Material, Measurement, Pair, Source
from mgdb.plot_input import pictures
from mgdb.presentation import FlagView, MeasurementView, measurement_views
from mgdb.projection.lists.columns import record_rows
from mgdb.records import RecordType, references
from mgdb.science import properties
from mgdb.science.markup import Html

from .pages import Page, below, passing, public_page, published_or_gone


@public_page()
def measurement(request: HttpRequest, public_id: str) -> HttpResponse:
    """One reported result: value, conditions, and where it was read."""
    rows = Measurement.objects.select_related("source", "material", "cell", "relative_to")
    found: Measurement = published_or_gone(rows, public_id)
    [shown] = measurement_views(Measurement.objects.filter(pk=found.pk))
    held = pictures.holding([found.public_id], http_cache.read_version(request))
    context = {
        "measurement": found,
        "pictures": held.pictures,
        "shown": shown,
        "entry": found.property_entry,
        "shared": _shared_doubts(shown),
        **below(found),
    }
    response = render(request, "mgdb/measurement.html", context)
    return response if held.are_present else passing(response)


def _shared_doubts(shown: MeasurementView) -> list[tuple[Material | Cell | Source, list[FlagView]]]:
    """Doubts about the specimen, cell, electrolyte and source, which hold for the value without being said at it."""
    cells = [cell.pk for cell in (shown.subject_cell, shown.measured_in) if cell]
    materials = [material.pk for material in (shown.material, shown.electrolyte) if material]
    flags = Flag.objects.filter(Q(material__in=materials) | Q(cell__in=cells) | Q(source=shown.source.pk))
    about: dict[Material | Cell | Source, list[FlagView]] = {}
    for flag in flags.select_related("material", "cell", "source"):
        doubted = flag.material or flag.cell or flag.source
        assert doubted is not None  # asked for
        about.setdefault(doubted, []).append(FlagView.of(flag))
    return list(about.items())


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
        **below(found),
    }
    return render(request, "mgdb/cell.html", context)


@public_page(plots=True)
def curve(request: HttpRequest, public_id: str) -> HttpResponse:
    """One digitised curve: drawn, with its points, its conditions, and the plots that take it."""
    found: Curve = published_or_gone(plot_input.with_parts(Curve.objects.select_related("document")), public_id)
    context = {
        "curve": found,
        "across": (across := found.axis("x")),
        "up": (up := found.axis("y")),
        "titles": [Html(across.html), Html(up.html)],  # of the catalogue, with known units
        "figure": plot_input.figure_of(found, with_caption=True),
        "takings": plot_input.taken_by(found, found.conditions.all()),
        "flags": [FlagView.of(flag) for flag in found.flags.all()],
        **below(found),
    }
    return render(request, "mgdb/curve.html", context)


@public_page()
def pair(request: HttpRequest, public_id: str) -> HttpResponse:
    """A modified material beside its control: every factor that follows, and every value of the two."""
    rows = Pair.objects.with_materials()
    found: Pair = published_or_gone(rows, public_id)
    context = {
        "pair": found,
        "held": compare.pair_values_of(found),
        "properties": [properties.get(key) for key in found.properties],
        **below(found),
    }
    return render(request, "mgdb/pair.html", context)


def record_view(record_type: RecordType) -> Page:
    """The page of a record that needs no more than its declaration says: the record, its doubts, its history."""
    columns = {field.column for field in record_type.fields}
    has_flags = any(part.name == "flags" for part in record_type.parts)

    @public_page()
    def view(request: HttpRequest, public_id: str) -> HttpResponse:
        rows = record_rows(record_type).select_related(*references(record_type.model, record_type.fields))
        found = published_or_gone(rows, public_id)
        context = {record_type.name: found, **below(found)}
        if has_flags:
            context["flags"] = [FlagView.of(flag) for flag in found.flags.all()]
        if "property_key" in columns:
            context["entry"] = properties.get(found.property_key)
        return render(request, f"mgdb/{record_type.name}.html", context)

    view.__doc__ = f"One {record_type.label}."
    return view
