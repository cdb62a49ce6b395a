"""How programs find what is here: robots.txt, a sitemap of every record, and a feed of each question."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from mgdb import plots
from mgdb.lists import LIST_TYPES, ListPage, default_columns, rows
from mgdb.lists.list_file import asked_column
from mgdb.lists.list_page import NEWEST
from mgdb.models import Comparison
from mgdb.projection.lists import ListRow
from mgdb.projection.lists.columns import record_rows
from mgdb.records import BY_NAME, RECORD_TYPES
from mgdb.search import ORDERING, catch_timeout, snapshots

from .addresses import address
from .pages import VersionedRequest, public_page

ENTRIES = 50  # of a feed
AUTHOR = "MgDB"
# Columns that stand in the title of an entry, where one does not tell it from others.
TITLE = {"measurements": 3, "pairs": 2, "statements": 2}
PAGES = ("home", "compare", "plots", "benchmark", "vocabulary", "methods", "data", "about")
# Every question has an address: a crawler that follows all of them never ends, and finds the same records again.
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /exports/
Disallow: /problems/report/
Disallow: /search/
Disallow: /q/
Disallow: /*?
Allow: /sitemap

Sitemap: {sitemap}
"""


@public_page()
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may ask for: every page, no question of one's own."""
    text = ROBOTS.format(sitemap=request.build_absolute_uri(reverse("sitemap")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@public_page()
def icon(request: HttpRequest) -> HttpResponse:
    """The mark of the site, for those who ask for it without having read a page."""
    return HttpResponse(status=302, headers={"Location": static("mgdb/icon.png")})


# -------------------------------------------------------------------------------------------------------- sitemap
class PagesSitemap(Sitemap):  # type: ignore[type-arg]
    """The pages that are no record: ways in, lists, plots, comparisons."""

    def items(self) -> list[str]:
        comparisons = Comparison.objects.published().order_by("pk")
        return [
            *map(reverse, PAGES),
            *map(reverse, LIST_TYPES),
            *(reverse("plot", args=[slug]) for slug in plots.plots()),
            *(reverse("comparison", args=[slug]) for slug in comparisons.values_list("slug", flat=True)),
        ]

    def location(self, item: str) -> str:
        return item


class RecordSitemap(Sitemap):  # type: ignore[type-arg]
    """The published records of one type, with the day of their revision."""

    limit = 1_000  # of one file

    def __init__(self, name: str) -> None:
        self.record_type = BY_NAME[name]

    def items(self) -> Any:
        return record_rows(self.record_type).published().order_by("pk").values_list("public_id", "revised_at")

    def location(self, item: tuple[str, datetime]) -> str:
        return address(item[0])

    def lastmod(self, item: tuple[str, datetime]) -> datetime:
        return item[1]


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "pages": PagesSitemap(),
    **{
        one.plural: RecordSitemap(one.name)
        for one in RECORD_TYPES
        if not one.part_of and one.model is not Comparison  # which stands among the pages
    },
}


@public_page(parameters=("p",))
def sitemap_index(request: HttpRequest) -> HttpResponseBase:
    """The files of the sitemap."""
    return sitemaps.index(request, SITEMAPS, sitemap_url_name="sitemap-part").render()


@public_page(parameters=("p",))
def sitemap_part(request: HttpRequest, section: str) -> HttpResponseBase:
    """One file of the sitemap."""
    return sitemaps.sitemap(request, SITEMAPS, section=section).render()


# ----------------------------------------------------------------------------------------------------------- feed
# Parts are shown with what they belong to, and are new and changed with it.
FEEDS = {key: one for key, one in LIST_TYPES.items() if NEWEST in one.filters.orderings}


@public_page(parameters=None)
def feed(request: HttpRequest, key: str) -> HttpResponseBase:
    """What is new among the records that answer a question: the same parameters as the list `key` takes."""
    if key not in FEEDS:
        raise Http404(f"There is no feed of this name; there are {', '.join(FEEDS)}.")
    list_type, data = FEEDS[key], request.GET.copy()
    data[ORDERING] = f"-{NEWEST}"
    with catch_timeout():
        found = ListPage(list_type, data, with_page=False)
        snapshots.answer(found.query, list_type.key, cast("VersionedRequest", request).version.token)
        keys = found.query.page(0, ENTRIES)
    if not found.columns:  # none are chosen: those of a sheet that is to be read
        asked = found.query.params
        found.columns = [asked_column(list_type, name, asked) for name in default_columns.to_read(list_type, asked)]
    changed = str(list_type.filters.orderings[NEWEST])
    told = {
        key: of_row for key, *of_row in list_type.rows().filter(pk__in=keys).values_list("pk", "public_id", changed)
    }
    shown = rows.rows(list_type, keys, found.columns, found.asked)
    page = request.build_absolute_uri(f"{reverse(key)}{found.address(ordering=None)}".rstrip("?"))
    atom = Atom1Feed(
        title=f"MgDB: {found.query.description}",
        link=page,
        description="",
        subtitle=f"The {ENTRIES} that were entered or changed last.",
        author_name=AUTHOR,
        feed_url=request.build_absolute_uri(),
        language=None,
    )
    for row in shown:
        public_id, updated = told[row.pk]
        where = request.build_absolute_uri(address(public_id))
        title, *others = _parts(found, row)
        atom.add_item(
            title=title,
            link=where,
            description="\n".join(others),
            unique_id=where,
            updateddate=updated,
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    atom.write(response, "utf-8")
    return response


def _parts(found: ListPage, row: ListRow) -> list[str]:
    """What tells the record from others in one line, then what else the list shows of it."""
    texts = [
        (column.label, ", ".join(span.text for span in cell.spans if span.text))
        for column, cell in zip(found.columns, row.cells, strict=True)
    ]
    told = [(label, text) for label, text in texts if text]
    most = TITLE.get(found.list_type.key, 1)
    return [", ".join(text for _, text in told[:most]), *(f"{label}: {text}" for label, text in told[most:])]
