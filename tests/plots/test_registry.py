import json
import subprocess
import sys
from pathlib import Path

import pytest

from mgdb import plots
from mgdb.science import properties

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("plot", plots.plots().values(), ids=lambda plot: plot.SLUG)
def test_a_plot_draws_its_own_sample(plot):
    drawing = plot.build(plot.sample())
    assert drawing.drawn or drawing.lines
    assert drawing.x_label
    assert drawing.y_label
    json.dumps(drawing.figure, allow_nan=False)


@pytest.mark.parametrize("plot", plots.plots().values(), ids=lambda plot: plot.SLUG)
def test_a_plot_says_what_it_is_and_takes_known_properties(plot):
    assert plot.TITLE
    assert plot.DESCRIPTION.endswith(".")
    assert set(plot.PROPERTIES) <= set(properties.PROPERTIES)


@pytest.mark.parametrize("plot", plots.plots().values(), ids=lambda plot: plot.SLUG)
def test_a_plot_of_nothing_says_so(plot):
    with pytest.raises(plots.NothingToDraw):
        plot.build([])


def test_an_unknown_plot_is_refused_with_the_nearest():
    with pytest.raises(plots.UnknownPlot, match="“rte” is not a plot; there is rate"):
        plots.get("rte")


def test_drawing_imports_neither_plotly_nor_django():
    code = (
        "import sys; from mgdb import plots\n"
        "for plot in plots.plots().values(): plot.build(plot.sample())\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'plotly', 'django', 'psycopg'}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"
