"""Plotly itself takes every figure: its validators know each attribute."""

import pytest

from mgdb import plots


@pytest.mark.parametrize("plot", plots.plots().values(), ids=lambda plot: plot.SLUG)
def test_plotly_accepts_the_figure(plot):
    import plotly.graph_objects as go

    figure = go.Figure(plot.build(plot.sample()).figure)
    assert len(figure.data) > 0
