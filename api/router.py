"""The endpoints and their addresses: each is one line here."""

from rest_framework.routers import SimpleRouter

from .viewsets import catalogue, measurements, plots, records

router = SimpleRouter()
router.register("materials", records.Materials, "materials")
router.register("cathodes", records.Cathodes, "cathodes")
router.register("electrolytes", records.Electrolytes, "electrolytes")
router.register("anodes", records.Anodes, "anodes")
router.register("phases", records.Phases, "phases")
router.register("defects", records.Defects, "defects")
router.register("cells", records.Cells, "cells")
router.register("measurements", measurements.Measurements, "measurements")
router.register("pairs", records.Pairs, "pairs")
router.register("factors", records.Factors, "factors")
router.register("statements", records.Statements, "statements")
router.register("curves", records.Curves, "curves")
router.register("sources", records.Sources, "sources")
router.register("properties", catalogue.Properties, "properties")
router.register("conditions", catalogue.Conditions, "conditions")
router.register("comparisons", records.Comparisons, "comparisons")
router.register("plots", plots.Plots, "plots")
