"""The curators' interface: Django's admin, one module per record type.

`site` is what `mgdb.urls` mounts; importing this package registers every model with it.
"""

from importlib import import_module
from pkgutil import iter_modules

from .site import site

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["site"]
