"""The endpoints and their addresses: those of all record types, of the catalogues and of the plots."""

from rest_framework.routers import SimpleRouter

from .viewsets import catalogue, plots, problems, records

router = SimpleRouter()
for address, viewset in records.endpoints():
    router.register(address, viewset, address)
router.register("properties", catalogue.Properties, "properties")
router.register("conditions", catalogue.Conditions, "conditions")
router.register("plots", plots.Plots, "plots")
router.register("problems", problems.Problems, "problems")
