"""What an extractor finds of the values that were curated, document by document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from mgdb.models import Cell, Material, Measurement, Report, Source
from mgdb.science.extraction import Extractor, Name, RuleExtractor, blocks_of
from mgdb.science.extraction.measure import Curated, Label, Recall, precision, recall

from . import prints


@dataclass(frozen=True, slots=True)
class Found:
    """The recall in one document, and how many candidates there are in it."""

    document: Source
    recall: Recall
    candidates: int
    right: int = 0
    proposed: int = 0


Labels = Mapping[str, tuple[list[int], list[Label]]]
"""By the hash of a document: where its labelled paragraphs begin, and the values in them."""


def labels_in(path: Path) -> Labels:
    """The labels of a file as `benchmarks/extraction_labels.yaml`."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        one["sha256"]: (
            [paragraph["start"] for paragraph in one["paragraphs"]],
            [
                Label(paragraph["start"], *map(str, value))
                for paragraph in one["paragraphs"]
                for value in paragraph["values"]
            ],
        )
        for one in told["documents"]
    }


def measured(
    texts: Mapping[str, str], labels: Labels | None = None, extractor: Extractor | None = None
) -> Iterator[Found]:
    """One for each document that values were read from and whose text is among `texts` (name → text)."""
    extractor = extractor or RuleExtractor()
    bodies = {name: prints.normalise(text) for name, text in texts.items()}
    read = Report.objects.filter(measurement__in=Measurement.objects.published()).values("document")
    for document in Source.objects.published().filter(pk__in=read).order_by("public_id"):
        body = prints.body_of(document, bodies)
        name = next((name for name, normalised in bodies.items() if normalised == body), None) if body else None
        if name is None:
            continue
        blocks = blocks_of(texts[name])
        candidates = extractor(blocks, names_in(document))
        starts, labelled = (labels or {}).get(hashlib.sha256(texts[name].encode()).hexdigest(), ([], []))
        right, proposed = precision(labelled, starts, blocks, candidates)
        yield Found(document, recall(curated_in(document), candidates), len(candidates), right, proposed)


def names_in(document: Source) -> list[Name]:
    """What values of the document may be of: the specimens and cells that records of it speak of."""
    cited: dict[int, list[str]] = {}
    for source, key in document.citations.values_list("cited", "key"):
        cited.setdefault(source, []).append(key)
    reported = Report.objects.filter(document=document)
    materials = Material.objects.published().filter(measurements__reports__in=reported).distinct().order_by("public_id")
    names = [
        Name(
            one.public_id,
            tuple(dict.fromkeys(filter(None, (one.name, *(other.name for other in one.names.all()), one.formula)))),
            tuple(cited.get(one.source_id, ())),
            tuple(one.roles),
        )
        for one in materials.prefetch_related("names")
    ]
    cells = Cell.objects.published().filter(measurements__reports__in=reported).distinct().order_by("public_id")
    return [
        *names,
        *(Name(one.public_id, (one.name,), tuple(cited.get(one.source_id, ())), ("cell",)) for one in cells),
    ]


def curated_in(document: Source) -> Iterator[Curated]:
    """The numbers that were read in the document, one for each report; texts and relations left out."""
    reports = Report.objects.filter(
        document=document, measurement__in=Measurement.objects.published(), measurement__kind="number"
    )
    for report in reports.select_related("measurement__material", "measurement__cell").order_by("pk"):
        measurement = report.measurement
        subject = measurement.material or measurement.cell
        yield Curated(
            measurement.public_id,
            measurement.property_key,
            report.printed_value,
            report.printed_unit,
            report.reading,
            report.assumed_unit,
            subject.public_id if subject else "",
        )
