import time
import pytest
from django.http import QueryDict
from django.db import transaction
from mgdb import search
from mgdb.models import *
@pytest.mark.django_db
def test_slow():
    for fs, rows in ((search.Materials, Material.objects.published()),(search.Measurements, Measurement.objects.published())):
        for qs in ('counter=mg_metal','strict_mg=1','electrolyte_class=organic_liquid','carrier_cations=Mg','chloride=yes','ion=Mg2%2B','method=eis','origin=measured','electrolyte=mat-0000001','property=voltage','document=10.1007/s40820-024-01495-1','modification=facet','defect=anion_vacancy','flag=misprint','suspect=0','temperature=not_checked','route=other'):
            t=time.time(); n='SLOW'
            try:
              with transaction.atomic():
                with search.patience(1):
                    n=search.Question(fs,QueryDict(qs),rows).queryset.count()
            except search.TooBroad: pass
            dt=time.time()-t
            if dt>0.05: print(fs.__name__,qs,n,round(dt,2))
    assert 0
