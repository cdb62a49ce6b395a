"""A wild value on the page of its plot, in the API and in every file: counted, listed, within reach."""

import csv
import io
import json

import pytest

from mgdb import plots
from mgdb.models import Measurement

pytestmark = pytest.mark.django_db
WILD = 4e6  # mAh g⁻¹; nothing holds so much


@pytest.fixture
def wild():
    row = (
        Measurement.objects.published()
        .filter(property_key="specific_capacity", conditions__text="rate", bound="=", low__isnull=False)
        .filter(conditions__key="test_step")
        .first()
    )
    Measurement.objects.filter(pk=row.pk).update(value=WILD, low=WILD, high=WILD)
    return row.public_id


def test_the_page_counts_lists_and_reaches_it(client, wild):
    said = client.get("/plots/rate/?year_min=2000").content.decode()
    assert "; 1 value lies outside the axes; " in said
    listed = said[said.index('<p class="outside">') :].split("</p>")[0]
    assert f'href="/measurements/{wild}/"' in listed
    assert 'href="?year_min=2000&amp;range=all"' in listed
    whole = client.get("/plots/rate/?year_min=2000&range=all")
    assert whole.context["drawing"].outside == ()
    assert 'class="outside"' not in whole.content.decode()
    assert client.get("/plots/rate/?range=everything").status_code == 400


def test_api_and_files_say_so(client, wild):
    answer = json.loads(client.get("/api/v1/plots/rate/").content)
    assert [one["measurement"] for one in answer["outside"]] == [wild]
    assert answer["options"]["range"] == "bulk"
    assert answer["figure"]["layout"]["yaxis"]["range"][1] < 1e4
    figure = json.loads(client.get("/plots/rate/?format=json").content)
    assert "1 value lies outside the axes" in [note["text"] for note in figure["layout"]["annotations"]]
    rows = list(csv.DictReader(io.StringIO(client.get("/plots/rate/?format=csv").content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows if row["outside the axes"] == "true"] == [wild]
    script = client.get("/plots/rate/?format=py&range=all").content.decode()
    assert "/api/v1/plots/rate/?range=all" in script


@pytest.mark.sampled(5)
@pytest.mark.parametrize("slug", [slug for slug in plots.plots() if slug != "voltage-capacity"])  # it draws none yet
def test_no_curated_value_lies_outside_the_axes_of_its_plot(client, slug):
    """With the options of the plot as they are by default; a value that lies outside here is to be looked at."""
    drawing = client.get(f"/plots/{slug}/").context["drawing"]
    assert [(item.point.id, item.x_text, item.y_text) for item in drawing.outside] == []
