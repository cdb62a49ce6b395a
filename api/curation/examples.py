"""Requests as curators send them, for the description of the API."""

from __future__ import annotations

from typing import Any

DRAFT: dict[str, Any] = {
    "type": "measurement",
    "form": {
        "material": "mat-7h3k9qa",
        "property": "specific_capacity",
        "source": "src-4t8w2cn",
        "origin": "measured",
        "conditions": {"current_density": "300 mA g⁻¹", "cycle_number": "400", "temperature": "not reported"},
        "reports": [
            {
                "document": "src-4t8w2cn",
                "locator": "Table 1, row 3",
                "printed_value": "≈ 155",
                "printed_unit": "mAh g⁻¹",
            }
        ],
    },
}
PROPOSAL: dict[str, Any] = {
    "record": "mea-5k2v8rd",
    "kind": "edit",
    "reason": "Table 1 prints 383.3; the point was lost.",
    "base_revision": 2,
    "changes": {"remarks": "The text of Section 3 repeats the value."},
}
