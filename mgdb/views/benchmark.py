"""Place my result: where a reader's own value stands among the reported ones. Nothing of it is stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from mgdb import benchmark
from mgdb.benchmark import ConditionField, Placement
from mgdb.formats import Format, TableFormat, taking
from mgdb.science import ions
from mgdb.science.properties import PROPERTIES, Property
from mgdb.science.units import UnitError, normalise
from mgdb.search import InvalidQuery, ParameterProblem, suggestion

from .addresses import address
from .pages import public_page

FORMAT, PAGE = "format", "page"
CONFIRMED = "confirmed"
OWN = (FORMAT, PAGE)
SIZE = 25  # values of a page; each with all of its dimensions
FIGURE = Format(key="json", label="figure JSON", media_type="application/json", extension="json")
TABLES = {key: one for key, one in taking(TableFormat).items() if key != FIGURE.key}
FILES: dict[str, Format] = {**TABLES, FIGURE.key: FIGURE}
PLOT = {
    "SLUG": "benchmark",
    "TITLE": "Your value among the reported ones",
    "DESCRIPTION": "Every value that was looked at, in three rows: comparable, compare with caution, not comparable.",
}
PARTS = {"method": "Method", "ion": "Charge carrier", "mass_basis": "Per mass of"}
FLAGS = {"other_chemistries": "other battery chemistries too", "suspect": "suspect values too"}
# name → label, example, what else to know; of a property that only a cell under current has
CELL = {
    "electrolyte": ("Electrolyte", "0.4 M APC/THF", "Salts and solvent in words, or the id of an electrolyte here."),
    "counter_electrode": ("Counter electrode", "Mg foil", ""),
    "reference_electrode": ("Reference electrode", "Mg ribbon", ""),
    "window": ("Voltage window (V)", "0.2 to 2.2", ""),
    "formulation": ("Active : carbon : binder", "80 : 10 : 10", ""),
    "water": ("Water content", "< 20 ppm", ""),
}
AMONG = {"role": "Role", "electrolyte_class": "Electrolyte class", "structure_family": "Structure family",
         "strict_mg": "Strict Mg"}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A field of the form. choices: of a closed list, units: of a number, in `<name>_unit`; both may be empty."""

    name: str
    label: str
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    units: tuple[str, ...] = ()
    unit: str = ""
    unit_name: str = ""
    example: str = ""
    about: str = ""
    is_needed: bool = False
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pages:
    """Which page of the values is shown, and how many there are."""

    number: int
    count: int

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.count else None


@public_page(parameters=None, plots=True)
def place_result(request: HttpRequest) -> HttpResponse:
    """The form for a result, and where it stands; the address is all that there is to it."""
    data = request.GET
    if not data:
        return render(request, "mgdb/benchmark_start.html", {"groups": _properties()})
    try:
        question = benchmark.read(data, own=OWN)
    except InvalidQuery as error:
        return _form_again(request, error)
    kind = data.get(FORMAT, "html")
    if kind not in ("html", *FILES):
        sentence, close = suggestion(kind, ["html", *FILES])
        reason = f"a placed result is shown as html, or saved as {', '.join(FILES)}; {sentence}"
        raise InvalidQuery([ParameterProblem(FORMAT, kind[:40], reason, tuple(close))])
    try:
        placement = benchmark.place(question)
    except benchmark.TooMany as error:
        raise InvalidQuery([ParameterProblem("property", question.entry.key, str(error))]) from error
    if kind != "html":
        return _file(request, placement, FILES[kind])
    return render(request, "mgdb/benchmark.html", _result(request, placement) | _form(question.entry, data, ()))


def _result(request: HttpRequest, placement: Placement) -> dict[str, object]:
    pages = _pages(request.GET, len(placement.values))
    start = (pages.number - 1) * SIZE
    shown = placement.values[start : start + SIZE]
    # the reader's own row stands on the page that it falls on; behind the last value, on the last page
    at = placement.own_place - start
    is_here = 0 <= at < len(shown) or (at == len(shown) and pages.after is None)
    said = benchmark.minimal(request.GET)
    for name in OWN:
        said.pop(name, None)
    here = _address(request.path, said)
    return {
        "placement": placement,
        "question": placement.question,
        "headline": benchmark.headline(placement),
        "standings": benchmark.standing_rows(placement),
        "uncertain": benchmark.uncertain(placement),
        "values": shown,
        "own_at": at if is_here else None,
        "pages": pages,
        "before": _address(request.path, said, page=str(pages.before)) if pages.before else "",
        "after": _address(request.path, said, page=str(pages.after)) if pages.after else "",
        "drawing": benchmark.figure_of(placement, address),
        "plot": PLOT,
        "exports": [(_address(request.path, said, format=key), one.label) for key, one in FILES.items()],
        "link": request.build_absolute_uri(here),
        "api": request.build_absolute_uri(_address(reverse("api:benchmark"), said)),
        "confirm": _address(request.path, said, confirmed="1"),
        "sorts": [(label, _address(request.path, said, sort=key), key == placement.question.sort)
                  for key, label in benchmark.SORTS.items()],
        "stands": benchmark.STANDS,
    }  # fmt: skip


def _form_again(request: HttpRequest, error: InvalidQuery) -> HttpResponse:
    """The form with what is wrong beside its fields; empty, where no value was sent yet.

    Raises InvalidQuery again where a parameter is none of the form's, or where no property is known.
    """
    data, problems = request.GET, list(error.problems)
    entry = PROPERTIES.get(data.get("property", "").strip())
    if entry is None or entry.kind != "number" or any(not problem.known for problem in problems):
        raise error
    is_first = "value" not in data and all(problem.parameter == "value" for problem in problems)
    if is_first:
        problems = []
    context = _form(entry, data, problems) | {"problems": problems, "question": None}
    return render(request, "mgdb/benchmark.html", context, status=400 if problems else 200)


def _form(entry: Property, data: QueryDict, problems: Sequence[ParameterProblem]) -> dict[str, object]:
    """The fields for a result of `entry`, filled with `data`."""
    found: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        found[problem.parameter] = (*found.get(problem.parameter, ()), problem.reason)

    def said(name: str) -> str:
        return benchmark.spelled(name, data.get(name, "").strip())

    origin = said("origin") or benchmark.usual_origin(entry)
    asked, others = benchmark.condition_fields(entry, origin)
    labels = dict(benchmark.choices_of("chemistry"))

    def term(name: str, label: str, first: tuple[tuple[str, str], ...], value: str) -> Field:
        choices = (*first, *benchmark.choices_of(name))
        if name == "ion" and ions.is_formula(value):  # asked for in the address
            choices = (*choices, (value, value))
        return Field(name, label, value, choices, problems=found.get(name, ()))

    def parameter(name: str, label: str) -> Field:
        choices = tuple(benchmark.FILTERS.filters[name].parameter.labels.items())
        return Field(name, label, data.get(name, "").strip(), (("", "any"), *choices), problems=found.get(name, ()))

    units = benchmark.units_of(entry)
    value = Field(
        "value",
        entry.label,
        data.get("value", "").strip(),
        units=units,
        unit=_unit(data.get("unit", ""), entry.dimension) or (units[0] if units else ""),
        unit_name="unit",
        example=benchmark.value_example(entry),
        is_needed=True,
        problems=(*found.get("value", ()), *found.get("unit", ())),
    )
    of_result = [
        term("origin", "Data type", (), origin),
        term("chemistry", "Battery chemistry", (), said("chemistry") or "Mg"),
        *(
            term(name, label, (("", "not given"),), said(name))
            for name, label in PARTS.items()
            if name != "mass_basis" or benchmark.has_mass_basis(entry)
        ),
    ]
    of_result += [
        Field(name, label, data.get(name, "").strip(), example=example, about=about, problems=found.get(name, ()))
        for name, (label, example, about) in CELL.items()
        if benchmark.is_in_cells(entry)
    ]
    more = [_condition(field, data, found) for field in others]
    conditions = [_condition(field, data, found) for field in asked]
    among = [parameter(name, label) for name, label in AMONG.items()]
    fields = (value, *conditions, *of_result, *more, *among)
    shown = {"property", CONFIRMED, *FLAGS, *OWN} | {name for field in fields for name in (field.name, field.unit_name)}
    return {
        "entry": entry,
        # what the address says and no field shows goes on with the form
        "kept": [(name, one) for name, values in data.lists() if name not in shown for one in values if one.strip()],
        "value_field": value,
        "conditions": conditions,
        "of_result": of_result,
        "more": more,
        "more_open": any(field.value or field.problems for field in more),
        "among": among,
        "flags": [(name, label, data.get(name, "").strip() == "1") for name, label in FLAGS.items()],
        "chemistries": [labels[key] for key in benchmark.MAGNESIUM],
        "problems": list(problems),
        "confirmed": data.get(CONFIRMED, "").strip() == "1",
    }


def _condition(field: ConditionField, data: QueryDict, found: dict[str, tuple[str, ...]]) -> Field:
    name, entry = field.key, field.entry
    unit_name = f"{name}_unit" if field.units else ""
    return Field(
        name,
        entry.label,
        data.get(name, "").strip(),
        choices=(("", "not given"), *entry.choices) if entry.kind == "choice" else (),
        units=field.units,
        unit=_unit(data.get(unit_name, ""), entry.dimension) or field.unit,
        unit_name=unit_name,
        example=field.example,
        is_needed=field.is_needed,
        problems=(*found.get(name, ()), *found.get(unit_name, ())),
    )


def _unit(text: str, dimension: str | None) -> str:
    """The unit as the form spells it; as it was given, where it is none."""
    try:
        return normalise(text.strip(), dimension or "") if text.strip() else ""
    except UnitError:
        return text.strip()[:40]


def _properties() -> list[tuple[str, list[Property]]]:
    """The properties that can be placed: those that most readers come with, then the others by group."""
    groups: dict[str, list[Property]] = {}
    for entry in benchmark.properties_offered():
        groups.setdefault("" if entry.key in benchmark.CHOSEN_FIRST else entry.group, []).append(entry)
    return list(groups.items())


def _pages(data: QueryDict, count: int) -> Pages:
    """Raises InvalidQuery for a page that there is none of."""
    last = max(1, -(-count // SIZE))
    text = data.get(PAGE, "").strip() or "1"
    if not (text.isascii() and text.isdigit() and len(text) < 7 and 1 <= int(text) <= last):
        reason = f"there are pages 1 to {last}." if last > 1 else "there is one page alone; leave it out."
        raise InvalidQuery([ParameterProblem(PAGE, text[:40], reason)])
    return Pages(int(text), last)


def _address(path: str, said: QueryDict, **changes: str) -> str:
    query = said.copy()
    for name, value in changes.items():
        query[name] = value
    return f"{path}?{benchmark.minimal(query).urlencode(safe='/')}"


def _file(request: HttpRequest, placement: Placement, chosen: Format) -> HttpResponse:
    """The placed values as a table, or the figure. Raises InvalidQuery where there is no figure."""
    if chosen is FIGURE:
        drawing = benchmark.figure_of(placement, address)
        if drawing is None:
            raise InvalidQuery([ParameterProblem(FORMAT, chosen.key, "there is no figure, since nothing is drawn.")])
        content: str | bytes = json.dumps(drawing.figure, ensure_ascii=False, separators=(",", ":"))
    else:
        said = benchmark.minimal(request.GET)
        said.pop(FORMAT, None)
        where = request.build_absolute_uri(_address(request.path, said))
        table = benchmark.table_of(placement, where, lambda one: request.build_absolute_uri(address(one)))
        content = TABLES[chosen.key].write(table)
    response = HttpResponse(content, content_type=chosen.content_type)
    response["Content-Disposition"] = f'attachment; filename="mgdb-benchmark.{chosen.extension}"'
    return response
