"""``retention.yaml``: what is kept of people, what for, and for how long."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps

FILE = Path(__file__).resolve().parent.parent / "retention.yaml"


@cache
def policy() -> dict[str, Any]:
    """The file, as it stands: ``rules`` by name and ``models`` by name."""
    return yaml.load(FILE.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def problems() -> list[str]:
    """Fields that are kept and not named, or named and not kept. Empty when all is well."""
    named = policy()["models"]
    rules = policy()["rules"]
    found = []
    kept = {
        model.__name__: {f.name for f in model._meta.local_fields if not f.primary_key}
        for model in apps.get_app_config("data").get_models()
    }
    for model, fields in kept.items():
        rule = named.get(model)
        if rule is None:
            found.append(f"retention.yaml does not name {model}.")
            continue
        if rule["keep"] not in rules:
            found.append(f"retention.yaml: {model} follows the unknown rule {rule['keep']!r}.")
        personal, other = set(rule.get("personal", {})), set(rule.get("other", []))
        found += [
            f"retention.yaml does not name {model}.{f}." for f in sorted(fields - personal - other)
        ]
        found += [
            f"retention.yaml names {model}.{f}, which is not kept."
            for f in sorted((personal | other) - fields)
        ]
    found += [
        f"retention.yaml names {model}, which is not kept."
        for model in sorted(set(named) - set(kept))
    ]
    return found
