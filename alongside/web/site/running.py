"""Health, tasks, mail and people, for whoever runs the site."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
