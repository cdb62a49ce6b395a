"""The script that redraws a plot runs by itself, and draws what the site draws."""

import ast
import json
import subprocess
import sys
import urllib.request

import pytest

from mgdb.plots import script_of


def fetched(url):
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310  (the test's own server)
        return answer.read().decode(), answer.headers


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    "question",
    ["arrhenius/?form=sigmaT&at_celsius=60", "rate/?q=V%E2%82%82O%E2%82%85", "scatter/?x=band_gap&y=voltage"],
)
def test_the_script_of_a_plot_redraws_it_from_the_api(site, tmp_path, question):
    path, _, query = question.partition("?")
    text, headers = fetched(f"{site.url}plots/{path}?{query}&format=py")
    assert headers["Content-Type"] == "text/x-python; charset=utf-8"
    slug = path.rstrip("/")
    assert headers["Content-Disposition"] == f'attachment; filename="mgdb-{slug}.py"'
    script = tmp_path / f"mgdb-{slug}.py"
    script.write_text(text, encoding="utf-8")
    run = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    api, _ = fetched(f"{site.url}api/v1/plots/{path}?{query}")
    answer = json.loads(api)
    if answer["figure"] is None:
        assert run.returncode == 1
        assert answer["account"] in run.stderr
        return
    assert run.returncode == 0, run.stderr
    assert answer["account"] in run.stdout
    assert (tmp_path / f"mgdb-{slug}.html").stat().st_size > 1000
    # the figure of the script, trace by trace, is that of the page
    shown = "import json, runpy, sys; own = runpy.run_path(sys.argv[1]); print(own['figure'](own['fetch']()).to_json())"
    again = subprocess.run(
        [sys.executable, "-c", shown, str(script)], capture_output=True, text=True, check=True, timeout=60
    )
    page, _ = fetched(f"{site.url}plots/{path}?{query}&format=json")
    drawn, redrawn = json.loads(page), json.loads(again.stdout)
    assert len(drawn["data"]) == len(redrawn["data"])
    for one, other in zip(drawn["data"], redrawn["data"], strict=True):
        assert {key: other.get(key) for key in one} == one


def test_an_address_cannot_end_the_literal_that_it_stands_in():
    hostile = 'https://example.org/"\n\'\\"""é'
    module = ast.parse(script_of("rate", "Rate performance", hostile))
    [assigned] = [node for node in module.body if isinstance(node, ast.Assign)]
    assert ast.literal_eval(assigned.value) == hostile
