"""What a curator types in one line: conditions as tokens, a value with its unit in one field.

>>> [(one.key, one.printed) for one in conditions_of("0.25 A/g; cycle 900; RT").read]
[('current_density', '0.25 A/g'), ('cycle_number', '900'), ('temperature', 'RT')]

The line of an electrolyte is read by `mgdb.science.electrolytes.expand`.
"""

from .conditions import Asked, Conditions, Entered, conditions_of
from .names import name_of
from .values import ValueField, value_field

__all__ = ["Asked", "Conditions", "Entered", "ValueField", "conditions_of", "name_of", "value_field"]
