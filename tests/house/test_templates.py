"""Templates are formatted, fit the screen, and escape what they show."""

import re
from pathlib import Path

import pytest
from django.template import engines

TEMPLATES = Path(__file__).parents[2] / "templates"
PUBLIC = sorted((TEMPLATES / "public").rglob("*.html"))
# what typesetting made, which escapes what it is given; everything else is escaped by the engine
TYPESET = re.compile(r"(\w*_html|\.html|\bsymbol)(\|\w+)*\|safe")


def shown(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", PUBLIC, ids=shown)
def test_a_line_has_at_most_120_columns(path):
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 120] == []


@pytest.mark.parametrize("path", PUBLIC, ids=shown)
def test_only_what_is_typeset_is_declared_safe(path):
    text = path.read_text(encoding="utf-8")
    assert len(re.findall(r"\|\s*safe\b", text)) == len(TYPESET.findall(text))
    assert not re.search(r"autoescape|Markup\(", text)


@pytest.mark.parametrize("path", PUBLIC, ids=shown)
def test_every_template_escapes_and_refuses_unknown_names(path):
    environment = engines["jinja2"].env
    assert environment.autoescape is True
    template = environment.get_template(str(path.relative_to(TEMPLATES / "public")))
    assert template.environment is environment
    assert environment.from_string("{{ text }}").render(text="<script>") == "&lt;script&gt;"
    with pytest.raises(Exception, match="is undefined"):
        environment.from_string("{{ nothing.of_this_name }}").render()
