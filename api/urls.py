"""Addresses under /api/."""

from django.urls import include, path, re_path

from .router import router
from .views import Docs, Root, Schema, Unknown
from .viewsets.comparisons import Chosen
from .viewsets.versions import Versions

app_name = "api"

urlpatterns = [
    path("v1/", Root.as_view({"get": "list"}), name="root"),
    path("v1/schema/", Schema.as_view({"get": "list"}), name="schema"),
    path("v1/docs/", Docs.as_view(), name="docs"),
    path("v1/comparisons/chosen/", Chosen.as_view({"get": "retrieve"}), name="comparisons-chosen"),
    path("v1/versions/<str:record>/<int:revision>/", Versions.as_view({"get": "retrieve"}), name="version"),
    path("v1/", include(router.urls)),
    re_path("", Unknown.as_view()),
]
