"""A reader's result, from the parameters of a request: its value, its conditions, and among what it is to stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import QueryDict

from mgdb.models import Material, Measurement
from mgdb.models.base import read_id
from mgdb.science import battery_chemistry, electrolytes, typeset, vocabulary
from mgdb.science.comparability import NOT_APPLICABLE, Context
from mgdb.science.comparability.verdicts import Stated
from mgdb.science.conditions import CONDITIONS, Condition
from mgdb.science.electrolytes import ElectrolyteError, Part
from mgdb.science.judgement import Judgement, Reading, Refusal, judge, judge_asked
from mgdb.science.markup import Html
from mgdb.science.properties import PROPERTIES, Property, better_side
from mgdb.science.properties.model import Better
from mgdb.science.quantity import Quantity, format_html, format_text, in_unit
from mgdb.science.quoting import quoted
from mgdb.search import InvalidQuery, ParameterError, ParameterProblem, Query, suggestion
from mgdb.search import unknown_parameters as unknown
from mgdb.search.parameters import Boolean, Choice, Ions, Text

from .fields import properties_offered, usual_origin, value_example
from .parameters import AMONG, CELL, DEFAULT_CHEMISTRY, FILTERS, NEAREST, PARAMETERS, SORTS, TERMS, UNSAID
from .spelling import asked_for_unit, has_no_unit, is_bare, no_unit_of, spelled


@dataclass(frozen=True, slots=True)
class Said:
    """Something that the reader said of the result, as it was read: a label and the words, typeset and plain."""

    key: str
    label: str
    text: str

    @property
    def html(self) -> Html:
        return typeset.html(self.text)


@dataclass(frozen=True, slots=True)
class Question:
    """A result and what it is to stand among.

    own: the result as the rules of comparability ask for it, its value in the canonical unit. said: its conditions as
    they were read. doubts: what is implausible about any number; is_confirmed: its reader says that they are right all
    the same. among: the filters that narrow the reported values.
    roles: of the material, by which one side of the property may be the better one.
    """

    entry: Property
    own: Context
    said: tuple[Said, ...]
    doubts: tuple[str, ...]
    among: Query
    is_confirmed: bool = False
    with_suspect: bool = False
    with_others: bool = False
    sort: str = NEAREST
    roles: frozenset[str] = field(default_factory=frozenset)

    @property
    def value(self) -> Quantity:
        """The value in the canonical unit."""
        assert self.own.value is not None  # `read` sees to it
        return self.own.value

    @property
    def displayed(self) -> Quantity:
        """The value in the unit that pages use."""
        return in_unit(self.value, self.entry.dimension, self.entry.display_unit)

    @property
    def text(self) -> str:
        return format_text(self.displayed, self.entry.display_unit)

    @property
    def html(self) -> Html:
        return format_html(self.displayed, self.entry.display_unit)

    @property
    def side(self) -> Better | None:
        """Which direction is better; None where neither is, or where it depends on a role that is not said."""
        return better_side(self.entry, self.roles)

    @property
    def is_doubted(self) -> bool:
        """Whether a number of it is implausible and nobody says that it is meant: such a value has no rank, as no
        suspect value has one unasked."""
        return bool(self.doubts) and not self.is_confirmed

    @property
    def step(self) -> str:
        """The step of the test, empty where none is said."""
        return str(self.own.conditions.get("test_step", ""))


def read(data: QueryDict, *, own: tuple[str, ...] = ()) -> Question:
    """The question that the parameters ask. `own` are those that the entry point reads itself.

    Raises InvalidQuery with every problem: each names the parameter, its value, and what to write instead.
    """
    reading = _Reading(data, own)
    question = reading.question()
    if question is None or reading.problems:
        raise InvalidQuery(list({problem.parameter: problem for problem in reversed(reading.problems)}.values())[::-1])
    return question


class _Reading:
    """One request being read; `problems` are what is wrong so far."""

    def __init__(self, data: QueryDict, own: tuple[str, ...]) -> None:
        self.data = data
        self.problems: list[ParameterProblem] = unknown(data, [*PARAMETERS, *AMONG, *own], AMONG)
        self.doubts: list[str] = []
        self.assumed: set[str] = set()
        self.said: list[Said] = []

    def text(self, name: str) -> str:
        """The one value of `name`, empty where it is not given or wrong."""
        try:
            return Text().clean(self.data.getlist(name)) or ""
        except ParameterError as error:
            self.wrong(name, error.value, error.reason)
            return ""

    def wrong(self, name: str, value: str, reason: str, nearest: tuple[str, ...] = ()) -> None:
        self.problems.append(ParameterProblem(name, value[:60], reason, nearest))

    # ---- the whole
    def question(self) -> Question | None:
        entry = self.property()
        among = Query(FILTERS, self.data, Measurement.objects.published(), own=[*self.data])
        # what is wrong with the names of parameters was found above
        self.problems += [problem for problem in among.problems if problem.parameter in AMONG]
        value = self.value(entry) if entry else None
        terms = {name: self.term(name, vocabulary_) for name, vocabulary_ in TERMS.items()}
        stated, not_applicable = self.conditions()
        medium = self.electrolyte()
        cell = {name: self.text(name) for name in CELL}
        window = self.window(cell["window"])
        flags = {name: self.flag(name) for name in ("confirmed", "suspect", "other_chemistries")}
        sort = self.sort()
        if entry is None or value is None or self.problems:
            return None
        told = battery_chemistry.of_cell(terms["chemistry"], medium.carriers)
        # as of a stored value: magnesium is taken only where neither salt nor ion says something else
        chemistry = battery_chemistry.of_value(told, "", terms["ion"]) or DEFAULT_CHEMISTRY
        roles = frozenset(among.params.texts("role"))
        own = Context(
            value=value,
            property=entry.key,
            origin=terms["origin"] or usual_origin(entry),
            method=terms["method"] or None,
            ion=terms["ion"] or None,
            chemistry=chemistry,
            carrier_cations=None if medium.carriers is None else frozenset(medium.carriers),
            electrolyte=medium.identity or None,
            electrolyte_name=medium.name,
            counter_electrode=cell["counter_electrode"] or None,
            reference_electrode=cell["reference_electrode"] or None,
            window=window,
            formulation=cell["formulation"] or None,
            water=cell["water"] or None,
            mass_basis=terms["mass_basis"] or None,
            conditions=stated,
            not_applicable=not_applicable,
            assumed=frozenset(self.assumed),
            roles=roles,
        )
        shown = [
            Said(name, label, vocabulary.label(TERMS[name], str(getattr(own, name))))
            for name, label in (("origin", "Data type"), ("method", "Method"), ("ion", "Charge carrier"),
                                ("chemistry", "Battery chemistry"), ("mass_basis", "Mass basis"))
            if getattr(own, name)
        ]  # fmt: skip
        if medium.name:
            shown.append(Said("electrolyte", "Electrolyte", medium.name))
        shown += [Said(name, name.replace("_", " ").capitalize(), text) for name, text in cell.items() if text]
        return Question(
            entry,
            own,
            (*self.said, *shown),
            tuple(self.doubts),
            among,
            flags["confirmed"],
            flags["suspect"],
            flags["other_chemistries"],
            sort,
            roles,
        )

    # ---- its parts
    def property(self) -> Property | None:
        key = self.text("property")
        known = {entry.key: entry for entry in properties_offered()}
        if key in known:
            return known[key]
        if not key:
            self.wrong("property", "", "is not given; choose what your result is of, for example specific_capacity.")
        elif key in PROPERTIES:
            self.wrong("property", key, f"{PROPERTIES[key].label.lower()} is in words; only numbers can be placed.")
        else:
            sentence, close = suggestion(key, known)
            self.wrong("property", key, f"{quoted(key, 60)} is not a property; {sentence}", tuple(close))
        return None

    def value(self, entry: Property) -> Quantity | None:
        """The value in the canonical unit."""
        printed, unit = self.text("value"), self.text("unit")
        if not printed:
            if not any(problem.parameter == "value" for problem in self.problems):
                self.wrong("value", "", f"is not given; write for example {value_example(entry)} {entry.display_unit}.")
            return None
        if unit and (reason := no_unit_of(entry, unit)):
            self.wrong("unit", unit, reason)
            return None
        judged = judge_asked(entry, printed, unit)
        if isinstance(judged, Refusal):
            self.refused("unit" if judged.field == "unit" and unit else "value", printed, judged)
            return None
        if not unit and entry.unit != "1" and has_no_unit(entry, printed):
            known = ", ".join(entry.accepted_units[:4])
            self.wrong("unit", "", f"is not given, and {printed} stands without one; write one of {known} behind it.")
            return None
        self.doubts += [f"Value: {doubt}" for doubt in judged.doubts]
        return judged.canonical

    def conditions(self) -> tuple[dict[str, Stated], frozenset[str]]:
        """The conditions that are said, in canonical units, and those that are said not to apply."""
        stated: dict[str, Stated] = {}
        none: set[str] = set()
        for key, entry in CONDITIONS.items():
            if not entry.relevance.is_compared or not (printed := self.text(key)):
                continue
            judged = self.judged(entry, printed)
            if isinstance(judged, Refusal):
                self.refused(key, printed, judged)
                continue
            if judged.condition is not None and judged.condition.status == NOT_APPLICABLE:
                none.add(key)
                continue
            if judged.condition is not None and judged.condition.status != "reported":
                continue
            self.doubts += [f"{entry.label}: {doubt}" for doubt in judged.doubts]
            stated[key] = _stated(judged, printed)
            if judged.condition is not None and judged.condition.assumed:
                self.assumed.add(key)
            self.said.append(Said(key, entry.label, _shown(entry, judged, printed)))
        return stated, frozenset(none)

    def judged(self, entry: Condition, printed: str) -> Judgement:
        if entry.kind != "number":
            return judge(entry, printed)
        unit = self.text(f"{entry.key}_unit")
        if unit and (reason := no_unit_of(entry, unit)):
            return Refusal("unreadable", "unit", reason)
        if not unit and entry.unit != "1" and is_bare(printed):
            return asked_for_unit(entry, printed.strip())
        return judge_asked(entry, printed, unit)

    def refused(self, name: str, printed: str, refusal: Refusal) -> None:
        unit = f"{name}_unit"
        place = unit if refusal.field == "unit" and self.data.get(unit) else name
        self.wrong(place, self.data.get(place, "") or printed, refusal.reason, refusal.spellings)

    def term(self, name: str, terms: tuple[vocabulary.Term, ...]) -> str:
        """The key of a term; empty where none is said."""
        known = Ions() if name == "ion" else Choice({one.key: one.label for one in terms})
        given = [spelled(name, text) for text in self.data.getlist(name)]
        try:
            found = known.clean(given) or []
        except ParameterError as error:
            self.wrong(name, error.value, error.reason, error.nearest)
            return ""
        if len(found) > 1 and len(given) == 1:
            self.wrong(name, ", ".join(found), f"{len(found)} are given, and a result has one; give it once.")
        key = found[0] if found else ""
        return "" if key in UNSAID else key

    def flag(self, name: str) -> bool:
        try:
            return Boolean().clean(self.data.getlist(name)) or False
        except ParameterError as error:
            self.wrong(name, error.value, error.reason, error.nearest)
            return False

    def sort(self) -> str:
        given = self.text("sort") or NEAREST
        if given not in SORTS:
            sentence, close = suggestion(given, SORTS)
            self.wrong("sort", given, f"{quoted(given, 60)} is not an order; {sentence}", tuple(close))
            return NEAREST
        return given

    def window(self, printed: str) -> tuple[float, float] | None:
        """The voltage window: its two ends in V."""
        if not printed:
            return None
        judged = judge_asked(PROPERTIES["voltage"], printed, "V")
        found = judged.canonical if isinstance(judged, Reading) else None
        if isinstance(judged, Refusal):
            self.refused("window", printed, judged)
        elif found is None or found.low is None or found.high is None or found.low >= found.high:
            self.wrong("window", printed, f"{quoted(printed, 40)} has not two ends; write for example 0.2 to 2.2.")
        else:
            return found.low, found.high
        return None

    def electrolyte(self) -> _Medium:
        text = self.text("electrolyte")
        if not text:
            return _Medium()
        if known := read_id(text, Material.PREFIX):
            return self.known_electrolyte(known)
        try:
            found = electrolytes.expand(text)
        except ElectrolyteError as error:
            near = f" Near: {', '.join(error.near)}." if error.near else ""
            self.wrong("electrolyte", text, f"{error.reason}{near}", error.near)
            return _Medium()
        parts = [
            Part(one.role, one.name, one.formula, one.amount, one.amount, one.unit, one.amount_printed, one.from_name)
            for one in found.components
        ]
        return _Medium(electrolytes.identity_of(parts, name=text), text, tuple(sorted(found.carrier_cations)))

    def known_electrolyte(self, public_id: str) -> _Medium:
        row = Material.objects.published().filter(public_id=public_id).select_related("electrolyte").first()
        detail = getattr(row, "electrolyte", None)
        if row is None or detail is None:
            reason = f"there is no published electrolyte {public_id}; write it in words, as 0.4 M APC/THF."
            self.wrong("electrolyte", public_id, reason)
            return _Medium()
        carriers = None if detail.carrier_cations is None else tuple(detail.carrier_cations)
        return _Medium(detail.identity, row.name_unicode, carriers)


@dataclass(frozen=True, slots=True)
class _Medium:
    """The electrolyte of a result: a key that equal ones share, its name, the cations of its salts (None: unknown)."""

    identity: str = ""
    name: str = ""
    carriers: tuple[str, ...] | None = None


def _stated(judged: Reading, printed: str) -> Stated:
    """A condition as contexts have it: a number, the ends of a range or bound, or words."""
    found = judged.canonical
    if found is None:
        return (judged.condition.text or judged.condition.printed) if judged.condition else printed
    if found.low is not None and found.low == found.high:
        return found.low
    return found.low, found.high


def _shown(entry: Condition, judged: Reading, printed: str) -> str:
    """A condition in the unit that pages use, with what is assumed of it."""
    if judged.canonical is None:
        key = judged.condition.text if judged.condition else ""
        return dict(entry.choices).get(key, printed)
    text = format_text(in_unit(judged.canonical, entry.dimension, entry.display_unit), entry.display_unit)
    return f"{text} (assumed)" if judged.condition is not None and judged.condition.assumed else text
