"""Start-up checks of the data layer."""

from __future__ import annotations

from typing import Any

from django.core.checks import Error, register


@register()
def every_personal_field_has_a_retention_rule(**kwargs: Any) -> list[Error]:
    """``retention.yaml`` names every field that is kept, its purpose and how long it stays."""
    from alongside.data import retention

    return [Error(problem, id="alongside.E001") for problem in retention.problems()]
