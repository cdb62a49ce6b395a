"""Factors and their medians as tables, and as the lines of files."""

from __future__ import annotations

from collections.abc import Sequence

from .effects_groups import Section, against_of, conditions_of, times
from .model import Point, ResultTable
from .plain_numbers import plain_numbers
from .rows import UNSTATED


def in_order(sections: Sequence[Section]) -> list[tuple[Section, str, Point]]:
    return [(section, group, point) for section in sections for group, own in section.groups.items() for point in own]


def medians_table(sections: Sequence[Section]) -> ResultTable:
    rows = []
    for section in sections:
        for group in dict.fromkeys((*([""] if len(section.groups) > 1 else []), *section.groups)):
            one = section.summary(group)
            drawn = sum(len(own) for name, own in section.groups.items() if not group or name == group)
            median = "none" if one.median is None else times(one.median)
            spread = one.reason if one.median is None else one.spread
            name = group or "all of it"
            rows.append((section.label, name, str(drawn), str(one.materials), str(one.papers), median, spread))
    headings = ("Property", "Group", "Factors", "Like materials (n)", "Papers", "Median", "Least to greatest")
    return ResultTable("Medians over like comparisons", headings, tuple(rows), key="medians")


def factors_table(sections: Sequence[Section]) -> ResultTable:
    headings = (
        *("Modified against control", "Factor", "Verdict", "Property", "Group", "Values", "Conditions", "Source"),
    )
    rows, links = [], []
    for section, group, point in in_order(sections):
        against = against_of(point)
        verdict = f"{against.mark} {against.verdict}" + (", suspect" if point.suspect else "")
        kind = "" if against.is_like_control else f" ({against.control_kind})"
        rows.append(
            (
                f"{point.name} vs. {against.control_name}{kind}",
                against.text,
                verdict,
                section.label,
                group or against.strategy,
                f"{against.value} vs. {against.control_value}",
                conditions_of(point),
                point.source,
            )
        )
        links.append((point.url, *[""] * (len(headings) - 1)))
    return ResultTable("Each factor", headings, tuple(rows), key="factors", links=tuple(links))


def line_of(section: Section, group: str, point: Point) -> dict[str, str | int | float | bool | None]:
    against = against_of(point)
    factor = against.factor
    return {
        "pair": against.pair,
        "measurement": point.id,
        "modified": point.material,
        "modified name": point.name,
        "control": against.control,
        "control name": against.control_name,
        "kind of control": against.control_kind,
        "property": point.property_key,
        "step": point.condition_text("test_step"),
        "group": group,
        "strategy": against.strategy,
        "strategies": "; ".join(against.strategies),
        "defects": "; ".join(against.defects),
        "species": "; ".join(against.species),
        "factor": factor.value,
        "factor low": factor.low,
        "factor high": factor.high,
        "factor bound": factor.bound,
        "factor approximate": factor.approximate,
        "factor as compared": against.text,
        "control over modified": against.is_inverted,
        **plain_numbers(point.property_key, point.quantity),
        **plain_numbers(point.property_key, against.control_quantity, "control_"),
        "value as shown": against.value,
        "value of the control as shown": against.control_value,
        "verdict": against.verdict,
        "reasons": against.explanation,
        "in the median": section.is_like(point),
        "conditions": against.under,
        "chemistry": point.chemistry,
        "ion": "" if point.ion in UNSTATED else point.ion,
        "origin": point.origin,
        "suspect": point.suspect,
        "source": point.source,
        "year": point.year,
        "address": point.url,
    }
