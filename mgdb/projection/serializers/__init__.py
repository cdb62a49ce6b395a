"""How records look in an answer of the API: one class for each record type, made of its declaration where none is
written."""

from mgdb.records import BY_NAME

from .base import ReadOnlySerializer
from .derived import serializer_from
from .materials import Defect, Material
from .measurements import Measurement
from .records import CHANGES

# Record types whose serializer is not simply made of the declaration.
WRITTEN: dict[str, type[ReadOnlySerializer]] = {
    "defect": Defect,
    "material": Material,
    "measurement": Measurement,
}
SERIALIZERS: dict[str, type[ReadOnlySerializer]] = {
    name: WRITTEN.get(name) or serializer_from(record_type, CHANGES.get(name)) for name, record_type in BY_NAME.items()
}

__all__ = ["SERIALIZERS"]
