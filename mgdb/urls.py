"""Every address of the site."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from mgdb.admin import site as curators
from mgdb.records import RECORD_TYPES
from mgdb.views import (
    benchmark,
    compare,
    discovery,
    exports,
    home,
    materials,
    own_data,
    plots,
    problems,
    records,
    reference,
    search,
    short_addresses,
    sources,
    versions,
)
from mgdb.views.lists import list_view


@csrf_exempt
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Says that the process serves; for the launcher and for health checks."""
    return HttpResponse("ok\n", content_type="text/plain")


# Record types whose pages show more than their declarations say.
VIEWS = {
    "source": sources.source,
    "phase": materials.phase,
    "material": materials.material,
    "defect": materials.defect,
    "cell": records.cell,
    "curve": records.curve,
    "measurement": records.measurement,
    "pair": records.pair,
    "comparison": compare.comparison_by_id,
}


def record_routes() -> Iterator[URLPattern]:
    """The lists and the page of every record type."""
    for record_type in RECORD_TYPES:
        for page in record_type.lists:
            yield path(f"{page.key}/", list_view(page.key), name=page.key)
            if page.roles:
                yield path(f"{page.key}/<str:public_id>/", materials.redirect_to_material, name=f"{page.key}-id")
        view = VIEWS.get(record_type.name) or records.record_view(record_type)
        yield path(f"{record_type.plural}/<str:public_id>/", view, name=record_type.page)


urlpatterns = [
    path("healthz", healthz),
    path("robots.txt", discovery.robots),
    path("favicon.ico", discovery.icon),
    path("sitemap.xml", discovery.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", discovery.sitemap_part, name="sitemap-part"),
    path("q/", short_addresses.shorten, name="shorten"),
    path("q/<str:key>", short_addresses.follow, name="short-address"),
    path("q/<str:key>/about/", short_addresses.about, name="short-address-about"),
    path("feeds/<slug:key>/", discovery.feed, name="feed"),
    path("admin/", curators.urls),
    path("api/", include("api.urls")),
    path("", home.home, name="home"),
    path("search/", search.search_everything, name="search"),
    path("search/suggestions/", search.suggest, name="suggest"),
    path("benchmark/", benchmark.place_result, name="benchmark"),
    path("compare/", compare.compare_index, name="compare"),
    path("compare/chosen/", compare.chosen, name="chosen"),
    path("compare/<slug:slug>/", compare.comparison, name="comparison"),
    path("comparisons/<str:public_id>/", compare.comparison_by_id, name="comparison-id"),
    path("exports/", exports.ask, name="export"),
    path("exports/<slug:key>/", exports.show, name="export-job"),
    path("exports/<slug:key>/file", exports.fetch, name="export-file"),
    *record_routes(),
    path("versions/<str:public_id>/<int:revision>/", versions.version, name="version"),
    path("problems/report/<str:public_id>/", problems.report, name="report-problem"),
    path("problems/<str:public_id>/", problems.problem, name="problem"),
    path("plots/", plots.plot_index, name="plots"),
    path("plots/<slug:slug>/", plots.plot_page, name="plot"),
    path("plots/<slug:slug>/own-data/", own_data.own_data, name="own-data"),
    path("vocabulary/", reference.vocabulary_page, name="vocabulary"),
    path("methods/", reference.methods, name="methods"),
    path("data/", reference.data, name="data"),
    path("about/", reference.about, name="about"),
]

handler400 = "mgdb.views.errors.bad_request"
handler403 = "mgdb.views.errors.forbidden"
handler404 = "mgdb.views.errors.not_found"
handler500 = "mgdb.views.errors.failed"
