"""Every address of the site."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from mgdb.admin import site as curators
from mgdb.views import compare, exports, home, materials, plots, records, reference, sources
from mgdb.views.lists import list_view


def healthz(request: HttpRequest) -> HttpResponse:
    """Says that the process serves; for the launcher and for health checks."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("healthz", healthz),
    path("admin/", curators.urls),
    path("api/", include("api.urls")),
    path("", home.home, name="home"),
    path("search/", home.search_everything, name="search"),
    path("search/suggestions/", home.suggest, name="suggest"),
    path("compare/", compare.compare_index, name="compare"),
    path("compare/chosen/", compare.chosen, name="chosen"),
    path("compare/<slug:slug>/", compare.comparison, name="comparison"),
    path("comparisons/<slug:public_id>/", compare.comparison_by_id, name="comparison-id"),
    path("exports/", exports.ask, name="export"),
    path("exports/<str:key>/", exports.show, name="export-job"),
    path("exports/<str:key>/file", exports.fetch, name="export-file"),
    path("materials/", list_view("materials"), name="materials"),
    path("materials/<slug:public_id>/", materials.material, name="material"),
    path("cathodes/", list_view("cathodes"), name="cathodes"),
    path("cathodes/<slug:public_id>/", materials.redirect_to_material),
    path("electrolytes/", list_view("electrolytes"), name="electrolytes"),
    path("electrolytes/<slug:public_id>/", materials.redirect_to_material),
    path("anodes/", list_view("anodes"), name="anodes"),
    path("anodes/<slug:public_id>/", materials.redirect_to_material),
    path("phases/", list_view("phases"), name="phases"),
    path("phases/<slug:public_id>/", materials.phase, name="phase"),
    path("defects/", list_view("defects"), name="defects"),
    path("defects/<slug:public_id>/", materials.defect, name="defect"),
    path("measurements/", list_view("measurements"), name="measurements"),
    path("measurements/<slug:public_id>/", records.measurement, name="measurement"),
    path("cells/", list_view("cells"), name="cells"),
    path("cells/<slug:public_id>/", records.cell, name="cell"),
    path("pairs/", list_view("pairs"), name="pairs"),
    path("pairs/<slug:public_id>/", records.pair, name="pair"),
    path("factors/<slug:public_id>/", records.factor, name="factor"),
    path("statements/", list_view("statements"), name="statements"),
    path("statements/<slug:public_id>/", records.statement, name="statement"),
    path("curves/<slug:public_id>/", records.curve, name="curve"),
    path("sources/", list_view("sources"), name="sources"),
    path("sources/<slug:public_id>/", sources.source, name="source"),
    path("plots/", plots.plot_index, name="plots"),
    path("plots/<slug:slug>/", plots.plot_page, name="plot"),
    path("vocabulary/", reference.vocabulary_page, name="vocabulary"),
    path("methods/", reference.methods, name="methods"),
    path("data/", reference.data, name="data"),
    path("about/", reference.about, name="about"),
]

handler400 = "mgdb.views.errors.bad_request"
handler403 = "mgdb.views.errors.forbidden"
handler404 = "mgdb.views.errors.not_found"
