"""The mark of a comparison: comparable, to be compared with caution, or not, and the words behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mgdb.presentation import MeasurementView
from mgdb.science import properties
from mgdb.science.comparability import Verdict

MarkOutcome = Literal["comparable", "care", "not", "differs"]

# glyph and word of each; no glyph is one that numbers carry (≈ ≥ × ±), so that none is read as part of a number
SIGNS: dict[MarkOutcome, tuple[str, str]] = {
    "comparable": ("✓", "comparable"),
    "care": ("!", "compare with caution"),
    "not": ("≠", "not comparable"),
    "differs": ("≠", "differs"),  # of one dimension, which need not forbid a factor
}
# In a rate test the currents tell the values apart; a cycle is seldom printed and decides nothing.
WITHOUT_CYCLES = ("rate", "recovery")


@dataclass(frozen=True, slots=True)
class VerdictMark:
    """How two values stand to each other; explanation: why, in full sentences."""

    outcome: MarkOutcome
    explanation: str

    @property
    def glyph(self) -> str:
        return SIGNS[self.outcome][0]

    @property
    def word(self) -> str:
        return SIGNS[self.outcome][1]


def verdict_mark(
    compared: Verdict,
    *,
    property: str,
    step: str,
    allowed: bool,
    at_least: bool,
    reason: str,
    differences: str,
    stated_elsewhere: Collection[str] = (),
    doubts: Sequence[str] = (),
) -> VerdictMark:
    """The mark of a pair of values.

    compared: dimension by dimension; property, step: key of the property and test step of the values; allowed,
    at_least, reason: of the factor between them; differences: what differs, in words; stated_elsewhere: labels of
    dimensions that the page says are known of no pair; doubts: which of the two are in doubt, and why (`doubts_of`).

    Not comparable: the rules allow no factor. With caution: there is one, but something else differs, or it is a lower
    bound because only one was cycled longer, or the origin, the battery chemistry or a condition that the property
    needs is not known of one of the two, or one of the values is itself to be read with caution. Comparable: what both
    state, every needed condition among it, is the same, and neither value is in doubt.
    """
    unknown = compared.with_outcome("unknown")
    needed = needed_dimensions(property, step)
    missing = [row.label for row in unknown if row.dimension in needed]
    rest = [row.label for row in unknown if row.label not in missing and row.label not in stated_elsewhere]
    tail = [f"Needed, but not stated for both: {', '.join(missing)}."] if missing else []
    tail += [f"Not stated for both: {', '.join(rest)}."] if rest else []
    if not allowed:
        return VerdictMark("not", " ".join([f"Not computed: {reason}.", *tail]))
    tail = [f"In doubt: {', '.join(doubts)}.", *tail] if doubts else tail
    if compared.with_outcome("differs") or at_least or missing or doubts:
        head = [f"Differs: {differences}." if differences else "", "The factor is a lower bound." if at_least else ""]
        return VerdictMark("care", " ".join(part for part in [*head, *tail] if part))
    same = [row.label for row in compared.with_outcome("same")]
    return VerdictMark("comparable", " ".join([f"The same in both: {', '.join(same)}.", *tail]))


def doubts_of(values: Mapping[str, MeasurementView]) -> list[str]:
    """Which of `values`, by what each is called, are in doubt, and why: “the control value (size in doubt)”."""
    return [
        f"{name} ({', '.join(dict.fromkeys(flag.label for flag in doubts))})"
        for name, value in values.items()
        if (doubts := value.doubts)
    ]


def needed_dimensions(property: str, step: str) -> set[str]:
    """The dimensions without which a value of this property means little: whether it was measured or computed, the
    battery chemistry, which is unknown only where a value could have one, and the conditions that it needs.

    One dimension compares every kind of current.
    """
    entry = properties.PROPERTIES.get(property)
    needed = {"origin", "chemistry", *(entry.needed_conditions if entry else ())}
    if "areal_current_density" in needed:
        needed.add("current_density")
    return needed - {"cycle_number"} if step in WITHOUT_CYCLES else needed
