"""Dataset files → rows, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from mgdb import review
from mgdb.formats.dataset import Dataset, DatasetError, DatasetProblem
from mgdb.models import DatasetEntry

from .files import FORMAT, changed_files
from .loader import Broken, Loader, Progress
from .minting import mint_in_forms
from .report import LoadReport
from .turns import Busy, take_turn

# How long a load waits for another to end (s): several of the longest that a file may bring.
LOCK_TIMEOUT = 300.0


class _Rollback(Exception):
    """Leaves the transaction of a load that must not be kept."""


def load(
    texts: Mapping[str, str],
    *,
    by: review.Actor,
    prune: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    lock_timeout: float = LOCK_TIMEOUT,
) -> LoadReport:
    """Loads dataset files (name → text), all or nothing.

    The operator's loader writes published records; `prune` withdraws those that are gone from their file. What was
    edited here since is kept, and the file's version becomes a change request. A person's import makes drafts and
    changes drafts that are his or hers alone; for all else it makes change requests. It gives ids to handles, and the
    same when the file comes again; the operator's files have theirs from `mint_ids`. Nothing is kept when there is a
    problem or on a `dry_run`. One load runs at a time: this one waits up to `lock_timeout` seconds for another to end.
    """
    try:
        report = _load(texts, by, prune, dry_run, progress, lock_timeout)
    except Broken:  # nothing was kept; again, so that all that is refused is told
        report = _load(texts, by, prune, dry_run, progress, lock_timeout, savepoints=True)
    for found in (report.problems, report.doubts):
        found.sort(key=lambda problem: (problem.file, problem.line))
    return report


def _load(
    texts: Mapping[str, str],
    by: review.Actor,
    prune: bool,
    dry_run: bool,
    progress: Progress | None,
    lock_timeout: float,
    savepoints: bool = False,
) -> LoadReport:
    """`load`, in one transaction; without `savepoints` Broken at the first refusal by the database."""
    report = LoadReport()
    changed = changed_files(texts, by)
    datasets, report.problems = _read_all(changed)
    if report.ok:
        try:
            with transaction.atomic():
                take_turn(lock_timeout)
                changed = changed_files(changed, by)  # by the load before this one they may have been brought
                datasets = [dataset for dataset in datasets if dataset.name in changed]
                report.minted = mint_in_forms(datasets, by=by)
                loader = Loader(datasets, report, by=by, progress=progress)
                loader.run(savepoints=savepoints)
                loader.gone(prune)
                if dry_run or not report.ok:
                    raise _Rollback
                for dataset in datasets:
                    loader.record_file(dataset, changed[dataset.name])
        except _Rollback:
            pass
        except review.NotAllowed as error:  # the account was closed, or lost its role, since the file was sent
            reason = f"{' '.join(error.messages)} Nothing was kept"
            report.problems += [DatasetProblem(name, 1, "", reason) for name in changed]
        except Busy:
            reason = "another import has not ended yet; nothing was read or kept, try again when it has"
            report.problems += [DatasetProblem(name, 1, "", reason) for name in changed]
    report.unchanged += DatasetEntry.objects.filter(file__in=set(texts) - set(changed)).count()
    return report


def row_count(text: str) -> int:
    """How many rows a dataset file brings, records and their parts; 0 for one that cannot be read (`load` says why)."""
    try:
        return FORMAT.read(text, "").rows
    except DatasetError:
        return 0


def _read_all(texts: Mapping[str, str]) -> tuple[list[Dataset], list[DatasetProblem]]:
    """The datasets in `texts` (file name → text), and the problems of form of those that cannot be read."""
    datasets, problems = [], []
    for name, text in texts.items():
        try:
            datasets.append(FORMAT.read(text, name))
        except DatasetError as error:
            problems += error.problems
    return datasets, problems
