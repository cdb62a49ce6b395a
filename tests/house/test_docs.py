"""What README and docs name exists: files, addresses, commands, settings, targets; and their example runs."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import get_commands
from django.urls import resolve

from mgdb.monitoring.server import ADDRESSES
from mgdb.science.properties.model import STRUCTURE, Property, number

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
OWN_FOLDERS = ("mgdb", "api", "tools", "tests", "templates", "static", "fixtures", "docs", "benchmarks")


def quoted(text):
    """All that stands between backticks, and the lines of code blocks."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"`([^`\n]+)`", text) + [line for block in blocks for line in block.splitlines()]


@pytest.fixture(params=PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def page(request):
    return request.param


def test_every_file_that_is_named_exists(page):
    text = page.read_text()
    named = [
        word for part in quoted(text) for word in part.split()
        if re.fullmatch(rf"({'|'.join(OWN_FOLDERS)})/[\w./-]*|[\w.-]+\.(md|toml|yml|yaml|py|sql)", word)
    ]  # fmt: skip
    missing = [name for name in named if not any((folder / name).exists() for folder in (ROOT, page.parent))]
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert missing + [link for link in links if not (page.parent / link).exists()] == []


def test_every_address_leads_somewhere(page):
    addresses = [part for part in quoted(page.read_text()) if re.fullmatch(r"/[\w/-]*(\?\S*)?", part)]
    for address in set(addresses) - set(ADDRESSES):
        resolve(urlsplit(address).path)


def test_every_command_target_and_setting_exists(page):
    parts = quoted(page.read_text())
    commands = {name for part in parts for name in re.findall(r"manage\.py (\w+)", part)}
    assert commands <= set(get_commands())
    targets = {name for part in parts for name in re.findall(r"^make ([\w-]+)", part)}
    assert targets <= set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    settings = {name for part in parts for name in re.findall(r"\b(?:MGDB|CELERY|DATABASE)_[A-Z_]+\b", part)}
    assert settings <= set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE))


def test_the_example_of_a_property_makes_one():
    text = (ROOT / "docs/extending.md").read_text()
    example = re.search(r"```python\n(number\(.*?\n\)),?\n```", text, flags=re.DOTALL)[1]
    made = eval(example, {"number": number, "STRUCTURE": STRUCTURE})  # noqa: S307 - our own docs
    assert isinstance(made, Property)
    assert (made.unit, made.kind) == ("MPa", "number")


def test_the_health_check_asks_no_database(client):
    assert client.get("/healthz").content == b"ok\n"  # without the mark django_db a query would raise
