"""Tables and their querysets, one module per record type."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps

from .accounts import Account, ApiToken, Invitation, RateLimit, SignIn
from .base import Record
from .cells import Cell
from .change_requests import ChangeRequest
from .changed_rows import ChangedRow
from .comparisons import Comparison, ComparisonRow
from .curves import Curve, CurveCondition
from .data_version import DataVersion, PublicChange
from .dataset import CatalogueEntry, DatasetEntry, DatasetFile
from .defects import Defect, Modification
from .electrolytes import Component, Electrolyte
from .findings import AnsweredFinding, Finding
from .flags import Flag
from .jobs import Job, JobRow, WorkerHeartbeat
from .materials import Anode, Cathode, Material, MaterialName, Phase
from .measurements import Measurement, MeasurementCondition, Report
from .pairs import Pair, ReportedFactor
from .pictures import PlotPicture
from .problems import Problem, ProblemContact
from .public_forms import PublicForm
from .readings import RecordedReading
from .refusals import word
from .review_notes import ReviewNote
from .sent_forms import SentForm
from .short_addresses import ShortAddress
from .sources import Citation, Source
from .statements import Statement
from .summaries import Summary
from .tables import TableLine, TableProfile, TableUpload
from .typed_text import watch
from .workbench import WorkbenchRow

# Django knows a model once its module is imported: also one that is not named above.
for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
for _model in apps.get_app_config("mgdb").models.values():
    watch(_model)
    word(_model)

__all__ = [
    "Account",
    "Anode",
    "AnsweredFinding",
    "ApiToken",
    "CatalogueEntry",
    "Cathode",
    "Cell",
    "ChangeRequest",
    "ChangedRow",
    "Citation",
    "Comparison",
    "ComparisonRow",
    "Component",
    "Curve",
    "CurveCondition",
    "DataVersion",
    "DatasetEntry",
    "DatasetFile",
    "Defect",
    "Electrolyte",
    "Finding",
    "Flag",
    "Invitation",
    "Job",
    "JobRow",
    "Material",
    "MaterialName",
    "Measurement",
    "MeasurementCondition",
    "Modification",
    "Pair",
    "Phase",
    "PlotPicture",
    "Problem",
    "ProblemContact",
    "PublicChange",
    "PublicForm",
    "RateLimit",
    "Record",
    "RecordedReading",
    "Report",
    "ReportedFactor",
    "ReviewNote",
    "SentForm",
    "ShortAddress",
    "SignIn",
    "Source",
    "Statement",
    "Summary",
    "TableLine",
    "TableProfile",
    "TableUpload",
    "WorkbenchRow",
    "WorkerHeartbeat",
]
