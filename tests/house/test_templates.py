"""Templates are formatted, fit the screen, and escape what they show."""

import re
from pathlib import Path

import pytest
from django.template import engines

from mgdb.science import typeset

TEMPLATES = Path(__file__).parents[2] / "templates"
PUBLIC = sorted((TEMPLATES / "public").rglob("*.html"))


def shown(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", PUBLIC, ids=shown)
def test_a_line_has_at_most_120_columns(path):
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 120] == []


@pytest.mark.parametrize("path", PUBLIC, ids=shown)
def test_no_template_declares_anything_safe(path):
    """What typesetting made says so by its type (`mgdb.science.markup.Html`)."""
    assert not re.search(r"\|\s*safe\b|autoescape|Markup\(", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PUBLIC, ids=shown)
def test_each_form_that_is_sent_is_written_once(path):
    """It holds a key of its own (`mgdb.sent_forms`), unless it says that nothing is written of it.

    What is sent again where the database was away has that of the form that was sent first.
    """
    text = path.read_text(encoding="utf-8")
    assert text.count('method="post"') - text.count("data-stateless") == text.count("{{ form_key() }}") + text.count(
        "{% if kept %}"
    )


def test_what_is_typeset_is_shown_as_it_is_and_what_is_put_together_of_it_is_escaped_again():
    environment = engines["jinja2"].env
    shown = environment.from_string(
        "{{ name }} {{ name ~ more }} {{ name|highlighted(words) }} {{ name|breakable }} {{ more|breakable }}"
    )
    assert (
        shown.render(name=typeset.html("V2O5"), more="<i>", words=("v2o5",))
        == "V<sub>2</sub>O<sub>5</sub> V<sub>2</sub>O<sub>5</sub>&lt;i&gt; "
        "<mark>V</mark><sub><mark>2</mark></sub><mark>O</mark><sub><mark>5</mark></sub> "
        "V<sub>2</sub><wbr>O<sub>5</sub> &lt;i&gt;"
    )
    joined = f"{typeset.html('V2O5')} <script>"
    assert environment.from_string("{{ name }}").render(name=joined).startswith("V&lt;sub&gt;")


@pytest.mark.parametrize("path", PUBLIC, ids=shown)
def test_every_template_escapes_and_refuses_unknown_names(path):
    environment = engines["jinja2"].env
    assert environment.autoescape is True
    template = environment.get_template(str(path.relative_to(TEMPLATES / "public")))
    assert template.environment is environment
    assert environment.from_string("{{ text }}").render(text="<script>") == "&lt;script&gt;"
    with pytest.raises(Exception, match="is undefined"):
        environment.from_string("{{ nothing.of_this_name }}").render()
