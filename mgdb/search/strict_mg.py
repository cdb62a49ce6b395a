"""What is about magnesium alone, in two levels: by nothing that is known, and by all that could be stated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from mgdb.models import Curve, Measurement
from mgdb.models.flags import is_suspect
from mgdb.science import vocabulary

from .errors import ParameterError, quoted
from .filters import AnyFilter, ParameterFilter
from .parameters import Boolean, SingleValue
from .values import chemistry

NO_DEPARTURE, ALL_STATED, OFF = "no_departure", "all_stated", "0"
LEVELS = {term.key: term for term in vocabulary.STRICT_MG}
CELLS = ("measured_in__", "cell__")


class Level(SingleValue[str]):
    """A level of strictness. “1”, all that there was before there were two, is “all stated”."""

    SAID = {word: ALL_STATED if is_said else OFF for word, is_said in Boolean.SAID.items()}
    labels = {key: term.label for key, term in LEVELS.items()}
    schema = {"type": "string", "enum": list(dict.fromkeys([*LEVELS, OFF, *SAID]))}

    def read_one(self, text: str) -> str:
        level = self.SAID.get(text, text)
        if level not in (*LEVELS, OFF):
            raise ParameterError(
                f"{quoted(text)} is not known; write {NO_DEPARTURE}, {ALL_STATED} or {OFF}.",
                value=text,
                nearest=list(LEVELS),
            )
        return level


def is_strict_mg(level: str, of: type[Measurement | Curve] = Measurement) -> Q:
    """Measurements or curves that are about magnesium alone at that level, by the rule of vocabulary.STRICT_MG."""
    every: QuerySet[Any] = of._default_manager.all()  # of either model; both have these columns
    if level == ALL_STATED:
        detail = "measured_in__electrolyte__electrolyte"
        rows = every.filter(
            Q(**{f"{detail}__carrier_cations": ["Mg"]}) | Q(**{f"{detail}__carrier_cations__isnull": True}),
            ion="Mg2+",
            measured_in__counter_kind="mg_metal",
            **{f"{detail}__isnull": False},
        ).exclude(**{f"{detail}__electrolyte_class": "aqueous"})
    else:
        rows = every.alias(battery=chemistry(ion="ion")).filter(
            battery="Mg", ion__in=("Mg2+", "not_stated", "not_applicable")
        )
        for path in CELLS:
            rows = rows.exclude(**{f"{path}counter_kind__in": OTHER_ELECTRODES})
            rows = rows.exclude(**{f"{path}electrolyte__electrolyte__electrolyte_class": "aqueous"})
        rows = rows.exclude(material__electrolyte__electrolyte_class="aqueous")
    return Q(pk__in=rows.order_by().values("pk")) & ~is_suspect("curve" if of is Curve else "measurement")


OTHER_ELECTRODES = ("carbon", "li_metal", "na_metal", "zn_metal", "other")


def strict_mg(where: Mapping[str, Q], subject: str = "") -> AnyFilter:
    """The preset “strict Mg”; `where` holds the rows of each level, `subject` what stands before it in words."""
    rules = " ".join(f"{key}: {term.definition}" for key, term in LEVELS.items())
    return ParameterFilter(
        Level(),
        lambda level: where.get(level, Q()),
        phrase=lambda level: f"{subject}{in_words(level)}" if level in LEVELS else "",
        help_text=f"{rules} 1: the same as {ALL_STATED}; 0: everything.",
    )


def in_words(level: str) -> str:
    return f"strict Mg, {LEVELS[level].label}"
