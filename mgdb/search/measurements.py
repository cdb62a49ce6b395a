"""Measurements: filters generated from the catalogues of properties and conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat

from mgdb.models import Flag, Measurement, MeasurementCondition, Report
from mgdb.science import properties, quantity, units, vocabulary
from mgdb.science.conditions import CONDITIONS
from mgdb.science.conditions import Condition as ConditionEntry

from . import fields, shared
from .errors import ParameterProblem
from .facets import Facet, carriers
from .fields import STATUS_WORDS
from .filters import Condition, ParameterFilter, filterset_from, interval_overlaps

SAME = 1e-9  # relative: numbers that differ by less are one number after a conversion
ENDS = ("min", "max")


def number_in_words(number: float) -> str:
    """“0.5”, “1 × 10⁻⁵”: as typeset, without loss."""
    plain = f"{number:.15g}"
    return plain if "e" not in plain else quantity.format_text(quantity.Quantity(value=number)).replace("\u202f", " ")


def interval_in_words(low: float | None, high: float | None, unit: str) -> str:
    """“from 5 to 8 V”, “at least 5 V”, “at most 8 V”."""
    ends = [number_in_words(number) for number in (low, high) if number is not None]
    text = f"from {ends[0]} to {ends[1]}" if len(ends) == 2 else f"at {'least' if high is None else 'most'} {ends[0]}"
    return text if unit in ("", "1") else f"{text} {unit}"


def value_filters(phrase: str = "of {}") -> dict[str, ParameterFilter]:
    """`property`, `value_min`, `value_max`, `unit`, `strict`; combined by `value_q`."""
    return {
        "property": ParameterFilter(
            fields.Choice(shared.PROPERTY_LABELS),
            phrase=phrase,
            help_text="Key of a property; repeated: any of them.",
            example="specific_capacity",
        ),
        "value_min": ParameterFilter(
            fields.Number(),
            phrase="",
            help_text="Rows whose value reaches this number: “<5” meets everything up to 5, “2 to 8” meets 7. In the "
            "canonical unit, or in `unit`.",
        ),
        "value_max": ParameterFilter(
            fields.Number(),
            phrase="",
            help_text="Rows whose value comes down to this number. In the canonical unit, or in `unit`.",
        ),
        "unit": ParameterFilter(
            fields.Unit(),
            phrase="",
            help_text="Unit of `value_min` and `value_max` and of the numbers in the answer; needs `property`.",
        ),
        "strict": ParameterFilter(
            fields.Boolean(),
            phrase=lambda yes: "with the whole interval inside the limits" if yes else "",
            help_text="1: the whole interval of a value or condition must lie inside the limits.",
        ),
    }


def dimension_asked(params: Mapping[str, Any]) -> str | None:
    """The one dimension of the properties asked for; None when there is none or more than one."""
    dimensions = {properties.PROPERTIES[key].dimension for key in params.get("property", ())}
    return next(iter(dimensions)) if len(dimensions) == 1 else None


def value_problems(params: Mapping[str, Any]) -> Iterator[ParameterProblem]:
    low, high = params.get("value_min"), params.get("value_max")
    if low is not None and high is not None and low > high:
        yield ParameterProblem("value_min", f"{low:g}", f"{low:g} is above value_max, {high:g}; exchange them.")
    if unit := params.get("unit"):
        dimension = dimension_asked(params)
        if dimension is None:
            yield ParameterProblem(
                "unit",
                unit,
                "a unit needs exactly one property (or several of one dimension): add property=….",
            )
        else:
            yield from unit_problems("unit", unit, dimension, [low, high])


def unit_problems(name: str, unit: str, dimension: str, numbers: list[float | None]) -> Iterator[ParameterProblem]:
    """A problem when `unit` is none of `dimension`, or a number is too large to be converted."""
    try:
        for number in [1.0, *(number for number in numbers if number is not None)]:
            units.to_canonical(number, unit, dimension)
    except units.UnitError as error:
        accepted = units.DIMENSIONS[dimension].accepted
        reason = str(error) if unit in accepted else f"{unit} does not fit; choose from {', '.join(accepted)}."
        yield ParameterProblem(name, unit, reason, accepted)


def value_q(params: Mapping[str, Any], *, with_property: bool = True) -> Q:
    """The measurements of the properties and values asked for."""
    found = Q()
    if with_property and params.get("property"):
        found &= Q(property_key__in=params["property"])
    limits = [params.get("value_min"), params.get("value_max")]
    if unit := params.get("unit"):
        dimension = dimension_asked(params)
        limits = [None if limit is None else units.to_canonical(limit, unit, dimension) for limit in limits]
    if limits != [None, None]:
        found &= interval_overlaps("search_low", "search_high", *limits, strict=bool(params.get("strict")))
    return found


def value_conditions(params: Mapping[str, Any]) -> Iterator[Condition]:
    """The property, and the limits of its value."""
    if params.get("property"):
        phrase = Measurements.base_filters["property"].describe(params["property"])
        yield Condition(("property",), Q(property_key__in=params["property"]), phrase)
    if params.get("value_min") is not None or params.get("value_max") is not None:
        limits = value_q(params, with_property=False)
        yield Condition(("value_min", "value_max", "unit"), limits, ", ".join(value_phrases(params)))


def condition_filters() -> dict[str, ParameterFilter]:
    """For each condition: `<key>`; for numbers `<key>_min`, `<key>_max` and `<key>_unit` too."""
    made: dict[str, ParameterFilter] = {}
    for key, entry in CONDITIONS.items():
        unit = f" In {entry.unit}, or in `{key}_unit`." if entry.kind == "number" and entry.unit != "1" else ""
        made[key] = ParameterFilter(
            fields.ConditionValue(entry),
            phrase="",
            help_text=f"{entry.label}: a value, or {', '.join(STATUS_WORDS)}; repeated: any of them.{unit}",
        )
        if entry.kind != "number":
            continue
        for end in ENDS:
            made[f"{key}_{end}"] = ParameterFilter(
                fields.Number(),
                phrase="",
                help_text=f"{entry.label}: rows whose interval reaches this number.{unit}",
            )
        if unit:
            made[f"{key}_unit"] = ParameterFilter(
                fields.Unit(),
                phrase="",
                help_text=f"Unit of {entry.label} in the question and in the answer: "
                f"{', '.join(entry.accepted_units)}.",
            )
    return made


def value_phrases(params: Mapping[str, Any]) -> list[str]:
    """The limits of the value, in one phrase."""
    low, high = params.get("value_min"), params.get("value_max")
    unit = params.get("unit", "")
    if low is None and high is None:
        return [f"in {unit}"] if unit else []
    canonical = {properties.PROPERTIES[key].unit for key in params.get("property", ())}
    return [interval_in_words(low, high, unit or (canonical.pop() if len(canonical) == 1 else ""))]


def of_properties(phrases: list[str], params: Mapping[str, Any], more: list[str]) -> list[str]:
    """`phrases` with `more` right after the properties, whose phrase comes first."""
    first = 1 if params.get("property") else 0
    return [*phrases[:first], *more, *phrases[first:]]


def condition_phrases(params: Mapping[str, Any]) -> list[str]:
    """The conditions asked for, one phrase each."""
    phrases = []
    for key, entry in CONDITIONS.items():
        unit = params.get(f"{key}_unit") or entry.unit
        low, high = (params.get(f"{key}_{end}") for end in ENDS)
        if low is not None or high is not None:
            phrases.append(f"{shared.in_words(entry.label)} {interval_in_words(low, high, unit)}")
        if key in params:
            labels = {**dict(entry.choices), **{word: word.replace("_", " ") for word in STATUS_WORDS}}
            said = [
                f"{value:.15g} {unit}".removesuffix(" 1") if isinstance(value, float) else labels.get(value, value)
                for value in params[key]
            ]
            phrases.append(f"{shared.in_words(entry.label)} {' or '.join(said)}")
    return phrases


def condition_problems(params: Mapping[str, Any]) -> Iterator[ParameterProblem]:
    for key, entry in CONDITIONS.items():
        low, high = (params.get(f"{key}_{end}") for end in ENDS)
        if low is not None and high is not None and low > high:
            yield ParameterProblem(f"{key}_min", f"{low:g}", f"{low:g} is above {key}_max, {high:g}; exchange them.")
        if unit := params.get(f"{key}_unit"):
            exact = [value for value in params.get(key, ()) if isinstance(value, float)]
            yield from unit_problems(f"{key}_unit", unit, entry.dimension, [low, high, *exact])


def condition_conditions(params: Mapping[str, Any]) -> Iterator[Condition]:
    """For each condition asked for: measurements whose row of that condition answers."""
    for key, entry in CONDITIONS.items():
        names = (key, f"{key}_min", f"{key}_max", f"{key}_unit", "strict")
        given = {name: params[name] for name in names if name in params}
        low, high = (params.get(f"{key}_{end}") for end in ENDS)
        if key not in params and low is None and high is None:
            continue
        unit = params.get(f"{key}_unit")

        def canonical(number: float | None, unit: str | None = unit, dimension: str | None = entry.dimension) -> Any:
            return number if number is None or not unit else units.to_canonical(number, unit, dimension)

        # row by row, or all at once: “exists” leaves the choice to the planner
        rows = MeasurementCondition.objects.filter(key=key, measurement=OuterRef("pk")).order_by()
        found = Q()
        if low is not None or high is not None:
            limits = interval_overlaps(
                "low", "high", canonical(low), canonical(high), strict=bool(params.get("strict"))
            )
            found &= Q(Exists(rows.filter(limits)))
        if key in params:
            found &= _one_of(rows, [value if isinstance(value, str) else canonical(value) for value in params[key]])
        yield Condition(tuple(name for name in given if name != "strict"), found, ", ".join(condition_phrases(given)))


def _one_of(rows: QuerySet, values: list[str | float]) -> Q:
    wanted, unchecked = Q(pk__in=()), False
    for value in values:
        if isinstance(value, float):
            slack = abs(value) * SAME
            wanted |= interval_overlaps("low", "high", value - slack, value + slack, strict=False)
        elif value == "not_checked":
            unchecked = True
        elif value in STATUS_WORDS:
            wanted |= Q(status=value)
        else:
            wanted |= Q(text__iexact=value) | Q(printed__iexact=value)
    found = Q(Exists(rows.filter(wanted)))
    return found | ~Q(Exists(rows)) if unchecked else found


def _condition_order(entry: ConditionEntry) -> Subquery:
    """The number, or the text, of a condition, to sort by."""
    rows = MeasurementCondition.objects.filter(measurement=OuterRef("pk"), key=entry.key).order_by()
    return Subquery(rows.values("low" if entry.kind == "number" else "text")[:1])


IN_CELLS = ("measured_in__electrolyte__electrolyte__", "cell__electrolyte__electrolyte__", "material__electrolyte__")


class Measurements(
    filterset_from(
        value_filters(),
        condition_filters(),
        shared.bibliography(),
        shared.composition("material__"),
        shared.electrolytes(*IN_CELLS),
        shared.defects("material__"),
        shared.flags("measurement"),
    )
):
    """What may be asked about measurements."""

    noun = ("measurement", "measurements")
    orderings = {
        "id": "public_id",
        "property": "property_key",
        "value": "value",
        "ion": "ion",
        "source": "source__search_text",
        "electrolyte": "measured_in__electrolyte__name",
        "cell": "measured_in__name",
        "read_in": Subquery(
            Report.objects.filter(measurement=OuterRef("pk"))
            .order_by("position", "pk")
            .values(place=Concat("document__search_text", Value(" "), "locator", output_field=TextField()))[:1]
        ),
        "printed": Subquery(
            Report.objects.filter(measurement=OuterRef("pk")).order_by("position", "pk").values("printed_value")[:1]
        ),
        "flags": Subquery(Flag.objects.filter(measurement=OuterRef("pk")).order_by("id").values("code")[:1]),
        **{key: _condition_order(entry) for key, entry in CONDITIONS.items()},
        "value_min": "low",
        "value_max": "high",
        "material": "material__name",
        "year": "source__year",
        "origin": "origin",
        "method": "method",
        "updated_at": "updated_at",
    }

    document = ParameterFilter(
        fields.SourceRefs(),
        phrase="read in {}",
        help_text="The document that it was read in, by DOI (any letter case) or id; repeated: any of them.",
        example="10.1007/s40820-024-01495-1",
    )
    locator = ParameterFilter(
        fields.Text(),
        phrase="at {}",
        help_text="Place in the document: “Table 1” is that table and everything in it, and not Table 10.",
        example="Table 1",
    )
    citation_key = ParameterFilter(
        fields.TextList(), phrase="cited as [{}]", help_text="Key by which the document cites the primary source."
    )
    material = shared.ids("mat", "material", "material__", "about")
    cell = shared.ids("cel", "cell", "cell__", "about")
    measured_in = shared.ids("cel", "cell", "measured_in__", "measured in")
    phase = shared.ids("pha", "phase", "material__phase__", "about materials of")
    q = shared.keywords()
    role = ParameterFilter(
        fields.Choice(shared.labels(vocabulary.ROLES)),
        lambda keys: Q(material__roles__overlap=keys),
        phrase="about materials that serve as {}",
        help_text="Role of the material; repeated: any of them.",
    )
    structure_family = shared.family("material__structure_family", "material__phase__structure_family")
    kind = shared.terms(vocabulary.MEASUREMENT_KINDS, "kind", "given as", "Number, text or relation.")
    origin = shared.terms(vocabulary.ORIGINS, "origin", "with origin", "Where the value comes from; repeated: any.")
    method = shared.terms(vocabulary.METHODS, "method", "by", "Method; repeated: any of them.")
    ion = shared.terms(vocabulary.IONS, "ion", "for the ion", "The ion as claimed; write + as %2B in an address.")
    electrolyte = ParameterFilter(
        fields.Ids("mat", "material"),
        lambda values: shared.any_way(("measured_in__", "cell__"), "electrolyte__public_id__in", values),
        phrase="in the electrolyte {}",
        help_text="Public id of the electrolyte that it was measured in; repeated: any of them.",
    )
    modification = shared.modification_filter("material__")
    fabrication = shared.terms(
        vocabulary.ROUTES, "material__fabrication_route", "about materials made by", "How the material was made."
    )
    strict_mg = ParameterFilter(
        fields.Boolean(),
        lambda yes: strict_mg_q() if yes else Q(),
        phrase=lambda yes: STRICT_MG if yes else "",
        help_text="1: Mg²⁺ as the only ion, against Mg metal, in an aprotic electrolyte, not suspect.",
    )
    counter = shared.counter_filter("measured_in__", "cell__")
    counter_electrode = ParameterFilter(
        fields.Text(),
        lambda text: shared.any_of(("measured_in__", "cell__"), "counter_electrode__icontains", text),
        phrase="against {}",
        help_text="Words in the counter electrode as printed.",
        example="Mg",
    )

    facets = (
        Facet("property", "Property", columns=("property_key",), single=True, drops=shared.OF_A_VALUE, open=True),
        Facet("origin", "Origin", columns=("origin",), open=True),
        Facet("method", "Method", columns=("method",)),
        Facet("ion", "Ion as claimed", columns=("ion",)),
        Facet("role", "Role of the material", array="material__roles"),
        Facet(
            "structure_family",
            "Structure family",
            columns=("material__structure_family", "material__phase__structure_family"),
        ),
        shared.defect_facet("material__"),
        shared.species_facet("material__"),
        shared.route_facet("material__"),
        shared.modification_facet("material__"),
        Facet("fabrication", "Fabrication", columns=("material__fabrication_route",)),
        Facet(
            "electrolyte",
            "Measured in",
            columns=("measured_in__electrolyte__public_id", "cell__electrolyte__public_id"),
            ids=True,
        ),
        Facet("electrolyte_class", "Electrolyte class", columns=tuple(f"{path}electrolyte_class" for path in IN_CELLS)),
        Facet("carrier_cations", "Carrier cations", columns=tuple(carriers(path) for path in IN_CELLS)),
        Facet("chloride", "Chloride", columns=tuple(f"{path}chloride" for path in IN_CELLS)),
        Facet(
            "counter",
            "Counter electrode",
            columns=("measured_in__counter_kind", "cell__counter_kind"),
        ),
        Facet("source_kind", "Kind of source", columns=("source__kind",)),
        Facet("year", "Year", columns=("source__year",)),
        *shared.flag_facets("measurement"),
        *shared.element_facets("material__elements"),
    )

    @classmethod
    def combined(cls, params: Mapping[str, Any]) -> Iterator[Condition]:
        yield from value_conditions(params)
        yield from condition_conditions(params)
        names = tuple(name for name in ("document", "locator", "citation_key") if params.get(name))
        if names:
            said = [cls.base_filters[name].describe(params[name]) for name in names]
            yield Condition(names, shared.reports(params), ", ".join(said))

    @classmethod
    def cross_problems(cls, params: Mapping[str, Any]) -> Iterator[ParameterProblem]:
        yield from value_problems(params)
        yield from condition_problems(params)

    @classmethod
    def describe(cls, params: Mapping[str, Any]) -> list[str]:
        return of_properties(super().describe(params), params, [*value_phrases(params), *condition_phrases(params)])


STRICT_MG = "strict Mg (Mg²⁺ only, Mg-metal counter electrode, aprotic, not suspect)"


def strict_mg_q(path: str = "measured_in__") -> Q:
    """Measurements in a cell at `path` of which nobody can doubt that they are about magnesium alone."""
    rows = (
        Measurement.objects.filter(
            ion="Mg2+", **{f"{path}counter_kind": "mg_metal", f"{path}electrolyte__electrolyte__isnull": False}
        )
        .exclude(**{f"{path}electrolyte__electrolyte__electrolyte_class": "aqueous"})
        .filter(
            Q(**{f"{path}electrolyte__electrolyte__carrier_cations": ["Mg"]})
            | Q(**{f"{path}electrolyte__electrolyte__carrier_cations__isnull": True})
        )
    )
    suspect = Flag.objects.filter(severity="suspect", measurement__isnull=False).order_by().values("measurement")
    return Q(pk__in=rows.order_by().values("pk")) & ~Q(pk__in=suspect)


def published_values(params: Mapping[str, Any]) -> QuerySet:
    """Published measurements of the property and values asked for, for nouns that have measurements."""
    return Measurement.objects.published().filter(value_q(params)).order_by()
