"""The catalogue of conditions, and the reading of printed ones: "25 °C", "RT", "C/10", "cycle 400", "discharge".

Keys are public. A condition is reported (printed text with what it says), not reported (somebody looked) or not
applicable; where there is no entry, nobody has checked yet. "Room temperature" is reported text with 298.15 K marked
as assumed.
"""

from mgdb.science.conditions.catalogue import CONDITIONS, entry_of, get
from mgdb.science.conditions.model import Condition, UnknownCondition
from mgdb.science.conditions.reading import ROOM_TEMPERATURE, AmbiguousCondition, ConditionError, ConditionValue, read

__all__ = [
    "CONDITIONS",
    "ROOM_TEMPERATURE",
    "AmbiguousCondition",
    "Condition",
    "ConditionError",
    "ConditionValue",
    "UnknownCondition",
    "entry_of",
    "get",
    "read",
]
