"""Background work and regular things, one file a topic; each is found by being here."""

import importlib
import pkgutil
from functools import cache


@cache
def load() -> None:
    """Import every topic, so that its functions are registered. A page never needs them."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
