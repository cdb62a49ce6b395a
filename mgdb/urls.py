"""Every address of the site."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from mgdb.admin import site as curators


def healthz(request: HttpRequest) -> HttpResponse:
    """Says that the process serves; for the launcher and for health checks."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("healthz", healthz),
    path("admin/", curators.urls),
]
