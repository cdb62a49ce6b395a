"""Whatever comes to the reading desk is opened and read within limits of time, memory and size."""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict

import pytest

from mgdb.formats.documents import LIMITS, Limits, UnreadableDocument, confined, mark_document, open_document
from mgdb.science.extraction import Candidate, Name, Place, RuleExtractor, blocks_of, first_marks, marked
from mgdb.science.extraction.carried import blocks_from, candidate_from, marked_data, marked_from, name_data, name_of

TEXT = (
    "2.1 Gaps\n\nL-VX and B-VX both have a band gap of 2.2 eV at 30 °C.\n\nA\tσ (S cm⁻¹)\nL-VX\t10⁻⁵\nB-VX\t2 × 10⁻⁴\n"
)
NAMES = (Name("a", ("L-VX",), ("src-1",), ("cathode",)), Name("b", ("B-VX", "VX of B")))


class Endless:
    """An extractor that takes all the time that it is given."""

    def __call__(self, blocks, names=()):
        while True:
            time.sleep(0.01)


class Burning:
    """An extractor that takes all the time of the processor, whoever waits for it or not."""

    def __call__(self, blocks, names=()):
        while True:
            pass


class Greedy:
    """An extractor that takes all the memory that it is given."""

    def __call__(self, blocks, names=()):
        return ["x" * 100_000_000 for _ in range(100)]


class Ending:
    """An extractor that takes its process with it."""

    def __call__(self, blocks, names=()):
        os._exit(1)


class Another:
    """An extractor that finds what it was told of."""

    def __call__(self, blocks, names=()):
        return [Candidate(Place(0, 0, 3), names[0].key, "", ())]


def test_a_text_is_marked_as_by_the_extractor_itself():
    blocks = blocks_of(TEXT)
    document = mark_document(TEXT, NAMES)
    candidates = RuleExtractor()(blocks, NAMES)
    assert document.candidates == candidates
    assert document.blocks == marked(blocks, candidates)
    assert first_marks(candidates)[:2] == [0, 0]  # one value of two specimens
    assert mark_document(TEXT.encode(), NAMES) == document


def test_what_is_carried_comes_back_as_it_was():
    blocks = blocks_of(TEXT)
    candidates = RuleExtractor()(blocks, NAMES)
    assert blocks_from(json.loads(json.dumps([asdict(one) for one in blocks]))) == blocks
    assert [candidate_from(json.loads(json.dumps(asdict(one)))) for one in candidates] == candidates
    assert [marked_from(json.loads(json.dumps(marked_data(one)))) for one in marked(blocks, candidates)] == marked(
        blocks, candidates
    )
    assert tuple(name_of(json.loads(json.dumps(name_data(one)))) for one in NAMES) == NAMES


def test_another_extractor_is_told_the_names():
    [one] = mark_document("120", NAMES, extractor=f"{__name__}:Another").candidates
    assert one.printed_value == "a"


@pytest.mark.parametrize(
    ("extractor", "limits", "said"),
    [
        ("Endless", Limits(seconds=2), "not read within 2 seconds"),
        ("Burning", Limits(seconds=2), "not read within 2 seconds"),
        ("Greedy", Limits(memory=500_000_000), "more than 0.5 GB of memory"),
        ("Ending", Limits(), "damaged, or needs more than 0.8 GB of memory"),
    ],
)
def test_what_breaks_a_limit_is_ended_and_said_with_a_way_out(extractor, limits, said):
    with pytest.raises(UnreadableDocument, match=said) as error:
        mark_document(TEXT, NAMES, limits, f"{__name__}:{extractor}")
    assert "one section at a time" in str(error.value)


def test_time_of_the_processor_is_limited_where_the_clock_is_not_asked(monkeypatch):
    run = confined.subprocess.run
    monkeypatch.setattr(confined.subprocess, "run", lambda *a, timeout, **more: run(*a, timeout=60, **more))
    with pytest.raises(UnreadableDocument, match="not read within 1 seconds"):
        mark_document(TEXT, NAMES, Limits(seconds=1), f"{__name__}:Burning")


def test_who_waits_too_long_for_a_turn_is_told(monkeypatch):
    monkeypatch.setattr(confined, "_TURNS", confined.BoundedSemaphore(1))
    confined._TURNS.acquire()
    with pytest.raises(UnreadableDocument, match="Send it again in a minute"):
        mark_document(TEXT, NAMES, Limits(seconds=0))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("word " * 50_000, "200,000 are read at once"),
        ("<table>" + "<tr>" + "<td colspan=99 rowspan=99>" * 6_000 + "</table>", "more than 20,000 cells"),
        ("a" + "\tb" * 5_000 + "\n" + "a\tb\n" * 5_000, "more than 20,000 cells"),
        ("a\tb\n1\t2\n" * 4_000 + "\n\ntext\n\n" + "a\tb\n" * 9_000, "cells"),
    ],
)
def test_what_is_too_much_is_said_at_once(text, said):
    with pytest.raises(UnreadableDocument, match=said):
        mark_document(text)


def test_a_table_beyond_reading_is_left_out_of_a_page_and_said():
    page = b"<html><p>The band gap of A-MnO2 is 2.2 eV.</p><table><tr>" + b"<td colspan=99 rowspan=99>1" * 6_000
    document = open_document(page)
    assert document.said == [f"A table of more than {LIMITS.cells:,} cells is left out; give it as a table file."]
    assert len(document.blocks) == 1
