"""The rows that the references of a file mean."""

from __future__ import annotations

from collections import OrderedDict

from django.core.exceptions import ValidationError
from django.db import models

from mgdb.models import Defect, Record

MOST = 2_000  # in memory


class KnownRows:
    """Rows by model and public id; the most recent are kept for those that refer to them next."""

    def __init__(self) -> None:
        self._rows: OrderedDict[tuple[type[models.Model], str], models.Model] = OrderedDict()

    def remember(self, record: Record) -> None:
        """Keeps `record`, which was just written."""
        self._keep((type(record), record.public_id), record)

    def resolve(self, model: type[models.Model], public_id: str) -> models.Model:
        """The row that a reference means; ValidationError when there is none."""
        key = (model, public_id)
        row = self._rows.get(key)
        if row is None or model is Defect:  # which its material may have written again
            row = model._base_manager.filter(public_id=public_id).first()
        if row is None:
            raise ValidationError(
                f"no {model._meta.verbose_name} of this database or of these files has the id “{public_id}”; "
                "check the id, or load the file that brings it."
            )
        self._keep(key, row)
        return row

    def _keep(self, key: tuple[type[models.Model], str], row: models.Model) -> None:
        self._rows[key] = row
        self._rows.move_to_end(key)
        if len(self._rows) > MOST:
            self._rows.popitem(last=False)
