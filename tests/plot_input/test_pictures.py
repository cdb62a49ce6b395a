"""Pictures of plots are made by a worker, shown while they are right, and mark the values that a page is about."""

import re
from datetime import timedelta

import psycopg
import pytest

from mgdb import data_version, http_cache, plots, tasks
from mgdb.models import Measurement, PlotPicture
from mgdb.plot_input import pictures
from tests.statements import statements


def version():
    return data_version.current()


def long_after():
    """The present version, as if the last change were an hour old."""
    token, changed = version()
    return token, changed - timedelta(hours=1)


def withdraw_one():
    row = Measurement.objects.published().of("specific_capacity").first()
    row.status, row.withdrawn_reason = "withdrawn", "Tried."
    row.save()
    return row.public_id


def test_each_plot_has_a_picture_with_the_values_that_its_page_draws(client, db):
    tasks.refresh_pictures()
    held = pictures.shown(version())
    assert held.are_present
    shown = {one.plot.SLUG: one for one in held.pictures}
    assert set(shown) == set(plots.plots())
    for slug in ("arrhenius", "rate", "effects"):
        drawing = client.get(f"/plots/{slug}/").context["drawing"]
        count = len(drawing.drawn)
        assert shown[slug].values == f"{count} {drawing.counted[count != 1]}"
        assert set(PlotPicture.objects.get(slug=slug).places) == {item.point.id for item in drawing.drawn}
    assert shown["voltage-capacity"].reason == client.get("/plots/voltage-capacity/").context["reason"]


@pytest.mark.parametrize("path", ["/", "/plots/"])
def test_until_the_first_are_made_pages_have_their_room_and_say_so_and_are_kept_by_nobody(client, db, path):
    """A new site has none: the page has the same figures, of the same sizes and names, so that nothing moves."""

    def figures(html):
        return re.findall(r'<svg viewBox="([\d ]+)" role="img" aria-labelledby="([\w-]+)-title', html)

    PlotPicture.objects.all().delete()
    without = client.get(path)
    assert without.content.decode().count("being drawn") >= len(figures(without.content.decode())) > 4
    assert "ETag" not in without.headers
    tasks.refresh_pictures()
    html = client.get(path).content.decode()
    assert "being drawn" not in html
    assert {*figures(html)} <= {*figures(without.content.decode())}


def test_after_a_change_the_former_ones_stand_until_the_next_round_makes_all_at_once(committed_db, client, monkeypatch):
    tasks.refresh_pictures()
    assert tasks.refresh_pictures() == "0 pictures made."
    before = client.get("/plots/")
    assert before.headers["ETag"]
    gone = withdraw_one()
    held = pictures.shown(version())
    assert (len(held.pictures), held.are_present) == (len(plots.plots()), False)
    assert pictures.shown(long_after()) == ([], False)
    # in the midst of the next round, too
    fields = pictures._fields
    seen = []

    def looked_at(plot, points):
        seen.append({one.content for one in pictures.shown(version()).pictures})
        return fields(plot, points)

    monkeypatch.setattr(pictures, "_fields", looked_at)
    page = client.get("/plots/")
    assert page.status_code == 200
    assert page.text.count("<svg") == before.text.count("<svg")
    assert "ETag" not in page.headers  # nobody keeps a page with former pictures
    assert page.headers["Cache-Control"] == "no-store"
    assert tasks.refresh_pictures() == f"{len(plots.plots())} pictures made."
    assert seen == [{one.content for one in held.pictures}] * len(plots.plots())
    assert pictures.shown(version()).are_present
    assert client.get("/plots/").headers["ETag"]
    assert gone not in PlotPicture.objects.get(slug="records").places


def test_pages_of_values_mark_them_in_the_plots_that_hold_them(client, db):
    tasks.refresh_pictures()
    item = client.get("/plots/arrhenius/").context["drawing"].drawn[0]
    page = client.get(f"/measurements/{item.point.id}/")
    said = page.content.decode()
    assert [one.plot.SLUG for one in page.context["pictures"]][:1] == ["arrhenius"]
    assert f'href="/plots/arrhenius/?highlight={item.point.id}"' in said
    [[x, y]] = PlotPicture.objects.get(slug="arrhenius").places[item.point.id]
    assert re.search(rf'<circle class="here"\s+cx="{x}"\s+cy="{y}"', said)
    assert "1 of them is marked." in said
    nowhere = Measurement.objects.published().of("space_group").first()
    assert client.get(f"/measurements/{nowhere.public_id}/").context["pictures"] == []


def test_a_page_of_a_value_without_present_pictures_is_kept_by_nobody(committed_db, client):
    value = Measurement.objects.published().of("ionic_conductivity").first()
    tasks.refresh_pictures()
    address = f"/measurements/{value.public_id}/"
    assert client.get(address).headers["ETag"]
    withdraw_one()
    page = client.get(address)
    assert page.context["pictures"]
    assert page.headers["Cache-Control"] == "no-store"
    PlotPicture.objects.all().delete()
    page = client.get(address)
    assert page.context["pictures"] == []
    assert page.headers["Cache-Control"] == "no-store"


def test_those_with_most_of_the_values_come_first_and_all_take_one_statement(db):
    tasks.refresh_pictures()
    rate = list(PlotPicture.objects.get(slug="rate").places)
    present = version()
    with statements() as sent:
        found, are_present = pictures.holding(rate, present)
    assert len(sent) == 1
    assert are_present
    assert found[0].highlight == tuple(rate)
    assert len(found) <= 3
    assert pictures.holding([], present) == ([], True)


def test_the_front_page_shows_figures_counts_and_all_comparisons(client, db):
    tasks.refresh_pictures()
    tasks.refresh_summaries()
    client.get("/")
    http_cache.clear()
    with statements() as sent:
        page = client.get("/")
    said = page.content.decode()
    assert len(sent) <= 12
    assert len(page.content) < 60_000
    assert page.context["living"].plot.SLUG == "arrhenius"
    assert "plotly" not in said
    assert "style=" not in said
    assert page.context["comparisons"][0].layout == "table1"
    assert said.count('href="/compare/') > 15
    total = Measurement.objects.published().count()
    assert sum(one.count for one in page.context["years"]) <= total
    vanadium = next(one for one in page.context["elements"].squares if one.symbol == "V")
    assert client.get(vanadium.href).context["list"].total == vanadium.count
    for _, bars in page.context["classes"]:
        assert client.get(bars[0].href).context["list"].total == bars[0].count
    last = page.context["years"][-1]
    assert client.get(last.href).context["list"].total == last.count
    first = page.context["years"][0]
    assert client.get(first.href).context["list"].total == first.count


def test_more_values_than_a_figure_shows_make_no_picture(db, monkeypatch):
    monkeypatch.setattr(pictures, "MOST", 10)
    PlotPicture.objects.all().delete()
    tasks.refresh_pictures()
    assert {one.content for one in pictures.shown(version()).pictures} == {""}


def test_one_process_at_a_time_makes_them(committed_db):
    tasks.refresh_pictures()
    withdraw_one()
    with psycopg.connect(committed_db) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [pictures.LOCK])
        assert tasks.refresh_pictures() == "0 pictures made."
        # a server notices later that a connection is gone
        other.execute("SELECT pg_advisory_unlock(%s)", [pictures.LOCK])
    assert tasks.refresh_pictures() == f"{len(plots.plots())} pictures made."
