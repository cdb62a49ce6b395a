"""A statement of the dataset is whole sentences that name their subject: it is read where nothing stands beside it.

No part of speech is guessed: a verb is a form of this list, so that a sentence with another adds it here.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.yaml_files import read_yaml

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
FORMS = """
    is are was were has have had can could may might must should would will does do

    accept act add adds adsorbs affects allow appear appears asks assembles avoid become becomes belong betters bind
    binds block blocks bonds breaks bring brings builds burn call calls carries carry causes change changes chelates
    comes conduct conducts consume corrodes cost costs counts cracks curbs cycle cycles damage decide decides
    decomposes depends diffuse diffuses disorders disperses dissolves dominates dopes doubles drives ease eases
    enters expects explains expose exposes fade fall falls favour fill fills find finds follow follows form forms
    found frees gains gather gave get give gives go goes govern governs grow grows guide happens heals help helps
    hide hinders hold holds hops improve improves induces insert insulates join joins keep keeps last lasts leads
    leave leaves lends lessen let lets lie lies light limit limits loosen loses lower lowers make makes matter means
    meets mixes move moves narrow narrows need needs offer offers open pack parts pass passes perform plates point
    precipitate prefers promises pull pulls push pushes put puts quickens raise raises reaches rearrange
    redistributes remains repel replaces restructure rests rise rises rotate run runs screens serve serves sets
    share shield shields show shows shrink shrinks shuttle sieve sits slows solvates spares speed speeds splits
    spoil spreads stay stays steadies steady stop stops store stores strengthen strip suits surpass take takes tells
    ties tolerate tune turns use uses wants weaken wet wets widen widens withstand work works worsen
"""
VERBS = frozenset(FORMS.split())
# What makes a noun of the next word, or an infinitive: “the change”, “of bonds”, “to move”.
NO_VERB_AFTER = {
    "a",
    "an",
    "the",
    "of",
    "to",
    "by",
    "in",
    "for",
    "with",
    "from",
    "as",
    "its",
    "their",
    "no",
    "every",
    "each",
    "any",
}
# What may begin a sentence that it is not the verb of.
NOUNS_TOO = {"light", "open", "last", "lower", "work", "cost", "change", "use"}
# What stands for a subject that was named elsewhere.
PRONOUNS = {"it", "its", "they", "them", "their", "theirs"}
WORD = re.compile(r"[^\W\d_][\w’'⁺⁻²³–-]*")
# Brackets; “it is concluded that”.
NOT_READ = re.compile(r"\([^()]*\)|\bit is (?=\w+ that\b)")
END = re.compile(r"(?<=[.?!])\s+(?=[A-Z(])|;\s+")


def faults(text: str) -> Iterator[str]:
    """What is wrong with the words of a statement; an opening “By calculation it …” has no subject either."""
    for number, clause in enumerate(END.split(NOT_READ.sub("", text))):
        words = [word.lower() for word in WORD.findall(clause)]
        verbs = [
            place
            for place, word in enumerate(words)
            if word in VERBS and place and words[place - 1] not in NO_VERB_AFTER
        ]
        if set(words[:1]) & (VERBS - NOUNS_TOO):
            yield f"begins with its verb: {clause}"
        elif not verbs:
            yield f"has no known verb: {clause}"
        elif number == 0 and PRONOUNS & set(words[: 1 if words[0] not in NO_VERB_AFTER else verbs[0]]):
            yield f"names no subject: {clause}"


def test_every_statement_is_whole_sentences_that_name_their_subject() -> None:
    statements = [row for path in FIXTURES.glob("*.yaml") for row in read_yaml(path).get("statements", ())]
    assert len(statements) > 450
    assert {row["id"]: found for row in statements if (found := list(faults(row["text"])))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Speeds up Mg²⁺ diffusion, but is neither convenient nor economical in use.",
        "Very safe in use.",
        "From a stable octahedral site through a tetrahedral one to the next.",
        "Soluble, conducting, non-nucleophilic and weakly bound.",
        "They conduct electrons poorly.",
        "Its charge holds it to the oxygen lattice.",
        "By calculation it eases the release of Mg²⁺.",
        "A steadier structure can come from defects; shown in several battery systems.",
        "Doping exposes sites. Seldom tried so far.",
        "Ultrafine crystals against the change of volume.",
    ],
)
def test_what_is_no_such_sentence_would_be_found(text: str) -> None:
    assert list(faults(text))
