"""A picture says what was asked, how many values it shows, when, and on request whose they are; so does the script."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from mgdb import plots
from mgdb.plots import script_of

ADDRESS = "https://example.org/api/v1/plots/rate/"
PAPERS = (("Wang2018a", "Wang et al. 2018", "10.1234/a"), ("Ding2021", "Ding 2021", ""))


@pytest.fixture
def drawing():
    rate = plots.get("rate")
    points = [
        replace(point, source_key=key, source=text, doi=doi)
        for place, point in enumerate(rate.sample())
        for key, text, doi in [PAPERS[place % 2]]
    ]
    return plots.captioned(plots.draw(rate, points), rate, "measurements of V₂O₅ & of <water>", {"show": "retention"})


def test_the_figure_carries_its_caption(drawing):
    caption = drawing.figure["layout"]["meta"]["caption"]
    assert caption == {
        "title": plots.get("rate").TITLE,
        "question": "Measurements of V₂O₅ & of <water>. Show: retention.",
        "values": drawing.account.partition(";")[0].rstrip("."),
        "sources": [
            {"key": "Ding2021", "text": "Ding 2021", "doi": ""},
            {"key": "Wang2018a", "text": "Wang et al. 2018", "doi": "10.1234/a"},
        ],
    }
    assert str(len(drawing.drawn)) in caption["values"]
    again = plots.captioned(drawing, plots.get("rate"), "measurements", {"range": "all"})
    asked = again.figure["layout"]["meta"]["caption"]["question"]
    assert asked == "All published measurements. Axis limits: all values."


@pytest.mark.parametrize("sources", [False, True])
def test_the_script_makes_the_picture_with_the_same_words(drawing, sources):
    namespace = {"__name__": "script"}
    exec(script_of("rate", "Rate", ADDRESS), namespace)  # noqa: S102  (our own text)
    answer = {"figure": json.loads(json.dumps(drawing.figure)), "account": drawing.account}
    made = namespace["captioned"](namespace["figure"](answer), sources, day=dt.date(2026, 1, 31))
    above, below = made.layout.title.text, made.layout.annotations[-1].text
    assert "Measurements of V₂O₅ &amp; of &lt;water&gt;" in above
    assert plots.get("rate").TITLE in above
    plain = below.replace("<br>", " ")
    for words in (drawing.account.partition(";")[0].rstrip("."), "MgDB, 31 January 2026", ADDRESS):
        assert words in plain
    assert ("[Ding2021] Ding 2021; [Wang2018a] Wang et al. 2018, doi:10.1234/a" in plain) == sources
    # what is written below and above has room of its own
    before = drawing.figure["layout"]["margin"]
    assert made.layout.margin.t > before["t"] + 40
    assert made.layout.margin.b > before["b"] + 30
