"""A format reaches its readers wherever there is what it is written from, with nothing else to be touched."""

from pathlib import Path

import pytest
from django.urls import reverse

from mgdb.formats import FORMATS, SourcesFormat, TableFormat, TypesetFormat, taking
from mgdb.models import Comparison
from tests.yaml_files import read_yaml

pytestmark = pytest.mark.django_db

OPENAPI = Path(__file__).resolve().parents[2] / "api" / "openapi.yaml"
LISTED = taking(TableFormat, SourcesFormat)
PLOTTED = taking(TableFormat, TypesetFormat)


def fetched(client, address, chosen):
    """The file at `address`, with the type and the ending of `chosen`."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.content[:300])
    assert response["Content-Type"] == chosen.content_type
    assert response["Content-Disposition"].endswith(f'.{chosen.extension}"')
    return response.content


def test_every_format_takes_something_that_pages_have():
    assert {**taking(TableFormat, TypesetFormat, SourcesFormat)} == dict(FORMATS)


def test_a_list_offers_it(client):
    html = client.get("/cathodes/?year=2023").content.decode()
    for key, chosen in LISTED.items():
        assert f'?year=2023&amp;format={key}"' in html
        assert fetched(client, f"/cathodes/?year=2023&format={key}", chosen)


def test_a_worker_makes_it(client):
    for key in LISTED:
        page = client.get(reverse("export"), {"list": "cathodes", "format": key, "question": ""})
        assert page.status_code == 200
        assert f'name="format" value="{key}"' in page.content.decode()


def test_the_api_answers_in_it_and_its_description_says_so(client):
    schema = read_yaml(OPENAPI)
    described = schema["paths"]["/api/v1/materials/"]["get"]
    content = described["responses"]["200"]["content"]
    for key, chosen in LISTED.items():
        if key == "json":
            continue  # the answer itself
        assert fetched(client, f"/api/v1/materials/?year=2023&format={key}", chosen)
        assert chosen.media_type in content
    shared = schema["components"]["parameters"]
    parameters = [shared[one["$ref"].rsplit("/")[-1]] if "$ref" in one else one for one in described["parameters"]]
    [parameter] = [one for one in parameters if one["name"] == "format"]
    assert sorted(parameter["schema"]["enum"]) == sorted({"json", *LISTED})


def test_a_comparison_offers_it(client):
    address = reverse("comparison", args=[Comparison.objects.published().first().slug])
    html = client.get(address).content.decode()
    for key, chosen in FORMATS.items():
        assert f'?format={key}"' in html
        assert fetched(client, f"{address}?format={key}", chosen)


def test_a_plot_offers_it(client):
    html = client.get("/plots/rate/").content.decode()
    for key, chosen in PLOTTED.items():
        assert f'?format={key}"' in html
        assert fetched(client, f"/plots/rate/?format={key}", chosen)
