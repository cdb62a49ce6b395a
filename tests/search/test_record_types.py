"""Filter sets that are made of the declarations of record types."""

import pytest

from mgdb.models import Defect, Material
from mgdb.records import RECORD_TYPES
from mgdb.search import FILTER_SETS

from .rows import ask, material


def test_every_record_type_has_a_filter_set_with_its_own_words():
    for record_type in RECORD_TYPES:
        assert FILTER_SETS[record_type.plural].names == (record_type.label, record_type.label_plural)


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_defects_of_unpublished_materials_stay_hidden(client, status):
    owner = material(name="hidden host")
    defect = Defect(material=owner, kind="antisite", species="Hf")
    defect.full_clean()
    defect.save()
    addresses = ["/defects/?species=Hf", "/api/v1/defects/?species=Hf"]
    assert ask("defects", "species=Hf").queryset.get() == defect
    assert [defect.public_id in client.get(address).content.decode() for address in addresses] == [True, True]
    Material.objects.filter(pk=owner.pk).update(status=status, withdrawn_reason="x" if status == "withdrawn" else "")
    query = ask("defects", "species=Hf")
    assert not query.queryset.exists()
    assert query.counts().total == 0
    assert "Hf" not in {one.value for one in ask("defects", "").counts().values["species"]}
    assert "Hf" not in {one.value for one in ask("materials", "").counts().values["defect_species"]}
    assert [defect.public_id in client.get(address).content.decode() for address in addresses] == [False, False]
    assert client.get(f"/api/v1/defects/{defect.public_id}/").status_code == (410 if status == "withdrawn" else 404)
