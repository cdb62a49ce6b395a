"""Addresses under /api/."""

from typing import Any

from django.urls import include, path, re_path

from .curation.change_requests import ChangeRequests
from .curation.drafts import Drafts
from .router import router
from .views import Docs, Root, Schema, Unknown
from .viewsets.benchmark import Benchmark
from .viewsets.comparisons import Chosen
from .viewsets.versions import Versions

app_name = "api"

DRAFT = "v1/drafts/<str:id>/"
REQUEST = "v1/change-requests/<int:number>/"
OF_ONE: dict[str, Any] = {"get": "retrieve", "put": "update", "patch": "partial_update", "delete": "destroy"}
# What may be done with one of them: the last word of the address → the action.
STEPS = ("submit", "take-back", "send-back", "reject", "publish", "comments", "answers")
DECISIONS = ("accept", "send-back", "reject", "take-back", "comments")

urlpatterns = [
    path("v1/", Root.as_view({"get": "list"}), name="root"),
    path("v1/schema/", Schema.as_view({"get": "list"}), name="schema"),
    path("v1/docs/", Docs.as_view(), name="docs"),
    path("v1/benchmark/", Benchmark.as_view({"get": "retrieve"}), name="benchmark"),
    path("v1/comparisons/chosen/", Chosen.as_view({"get": "retrieve"}), name="comparisons-chosen"),
    path("v1/versions/<str:record>/<int:revision>/", Versions.as_view({"get": "retrieve"}), name="version"),
    path("v1/drafts/", Drafts.as_view({"get": "list", "post": "create"}), name="drafts"),
    path(DRAFT, Drafts.as_view(OF_ONE), name="draft"),
    *(path(f"{DRAFT}{one}/", Drafts.as_view({"post": one.replace("-", "_")}), name=f"draft-{one}") for one in STEPS),
    path("v1/change-requests/", ChangeRequests.as_view({"get": "list", "post": "create"}), name="change-requests"),
    path(REQUEST, ChangeRequests.as_view({"get": "retrieve"}), name="change-request"),
    *(
        path(f"{REQUEST}{one}/", ChangeRequests.as_view({"post": one.replace("-", "_")}), name=f"change-request-{one}")
        for one in DECISIONS
    ),
    path("v1/", include(router.urls)),
    re_path("", Unknown.as_view()),
]
