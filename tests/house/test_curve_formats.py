"""A format that curves are read from is one module of `mgdb/formats` with CURVES, and its sample."""

from pathlib import Path

import pytest

from mgdb.admin.curve_import import ENDINGS
from mgdb.formats import CURVE_FORMATS, CurveData, CurveFile, CurveFormat, read_curves, registry

SAMPLES = Path(__file__).resolve().parents[1] / "formats" / "curve_samples"


def sample_of(one: CurveFormat) -> Path:
    return SAMPLES / f"{one.key}.{one.extensions[0]}"


@pytest.mark.parametrize("key", CURVE_FORMATS)
def test_a_readable_format_has_a_sample_that_is_recognised_and_read_by_it(key):
    one = CURVE_FORMATS[key]
    data = sample_of(one).read_bytes()
    assert next(found.key for found in CURVE_FORMATS.values() if found.recognises(data)) == key
    found = read_curves(data)
    assert len(found.curves) > 1
    assert all(len(curve.points) > 1 and curve.name for curve in found.curves)


def test_every_sample_is_of_a_format():
    assert {path.name for path in SAMPLES.iterdir()} == {sample_of(one).name for one in CURVE_FORMATS.values()}


def test_the_form_of_several_curves_offers_every_ending():
    assert set(ENDINGS.split(",")) == {f".{end}" for one in CURVE_FORMATS.values() for end in one.extensions}


def test_a_new_format_is_one_module(monkeypatch):
    new = CurveFormat(
        key="new",
        label="New",
        extensions=("new",),
        recognises=lambda data: data.startswith(b"NEW"),
        read=lambda data: CurveFile((CurveData("n", ((1.0, 2.0), (3.0, 4.0))),)),
    )
    monkeypatch.setattr("mgdb.formats.ris.CURVES", new, raising=False)
    monkeypatch.setattr(registry, "CURVE_FORMATS", registry.find_curve_formats())
    assert read_curves(b"NEW").curves[0].name == "n"
    assert [one.name for one in read_curves(b"x,y\n1,2\n3,4").curves] == [""]
