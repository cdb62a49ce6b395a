import pytest

REVIEW = "10.1007/s40820-024-01495-1"


@pytest.fixture
def review(db):
    """The source whose Table 1 is the first comparison."""
    from mgdb.models import Source  # this file is read before Django is set up

    return Source.objects.get(doi=REVIEW)


@pytest.fixture
def modified(db):
    """A modified material of the review's Table 1, which has a control."""
    from mgdb.models import Material, Measurement

    read = Measurement.objects.read_in(REVIEW, "Table 1").values("material")
    return Material.objects.get(name="B-TiO2-x", pk__in=read)
