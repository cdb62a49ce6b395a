import pytest
from django.http import QueryDict

from mgdb import plot_input, plots
from mgdb.plots import BadOption, Option
from mgdb.search.measurements import MEASUREMENTS

CHOICE = Option(
    key="show", label="Show", choices=(("capacity", "capacity"), ("retention", "retention")), default="capacity"
)
NUMBER = Option(key="at_celsius", label="Read at", unit="°C", low=-200.0, high=2000.0)


@pytest.mark.parametrize(
    ("option", "text", "value"),
    [
        (CHOICE, "", "capacity"),
        (CHOICE, " retention ", "retention"),
        (NUMBER, "", None),
        (NUMBER, "0", 0.0),
        (NUMBER, "−20.5", -20.5),
    ],
)
def test_an_option_is_read(option, text, value):
    assert option.read(text) == value


@pytest.mark.parametrize(
    ("option", "text", "reason"),
    [
        (CHOICE, "retentions", "none of the choices; there is retention"),
        (CHOICE, "zzz", "there is capacity, retention"),
        (NUMBER, "warm", "not a number from -200 to 2000 in °C"),
        (NUMBER, "nan", "not a number"),
        (NUMBER, "inf", "not a number"),
        (NUMBER, "-300", "from -200 to 2000"),
    ],
)
def test_a_bad_value_is_refused_with_what_is_possible(option, text, reason):
    with pytest.raises(BadOption, match=reason):
        option.read(text)


@pytest.mark.parametrize("plot", plots.plots().values(), ids=lambda plot: plot.SLUG)
def test_options_are_keywords_of_the_plot_and_no_filters(plot):
    keys = [option.key for option in plots.options_of(plot)]
    assert len(set(keys)) == len(keys)
    assert not set(keys) & {*plot_input.FILTERS.filters, "format", "ordering", "page", "page_size"}
    assert set(keys) & set(MEASUREMENTS.filters) <= {"chemistry"}  # which plots of points read in a way of their own
    chosen, problems = plot_input.read_options(plot, QueryDict())
    assert not problems
    assert set(chosen) == set(keys)
    assert plots.draw(plot, plot.sample(), **chosen) == plots.draw(plot, plot.sample())


def test_every_fault_is_named():
    chosen, problems = plot_input.read_options(plots.get("arrhenius"), QueryDict("form=x&at_celsius=30"))
    assert chosen == {"range": "bulk", "chemistry": "magnesium", "at_celsius": 30.0}  # those that are not at fault
    assert [(problem.parameter, problem.value) for problem in problems] == [("form", "x")]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/plots/arrhenius/", "/api/v1/plots/arrhenius/"])
def test_pages_and_api_refuse_what_is_no_option(client, address):
    assert client.get(f"{address}?form=sigmaT&at_celsius=25").status_code == 200
    answer = client.get(f"{address}?form=tau")
    assert answer.status_code == 400
    assert "sigmaT" in answer.content.decode()
    assert client.get(f"{address}?forms=sigma").status_code == 400
    assert client.get(f"{address}?at_celsius=25&at_celsius=30").status_code == 400
