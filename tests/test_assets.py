"""Static files: what is collected, and what of it is compressed."""

import pytest
from django.contrib.staticfiles.finders import get_finders

from mgdb.assets import CompressOnce


def test_what_no_page_uses_is_not_collected():
    names = [name for finder in get_finders() for name, _ in finder.list(None)]
    assert "plotly/plotly.min.js" in names
    assert [name for name in names if "swagger-ui" in name]
    assert [name for name in names if "redoc" in name] == []


@pytest.mark.parametrize(
    ("name", "is_compressed"),
    [("plotly/plotly.min.js", True), ("site.css", True), ("swagger-ui-bundle.js.map", False), ("favicon.png", False)],
)
def test_maps_and_what_is_compressed_already_are_left_as_they_are(name, is_compressed):
    assert CompressOnce().should_compress(name) is is_compressed
