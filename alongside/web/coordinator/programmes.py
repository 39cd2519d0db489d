"""A coordinator's programmes: create and settings."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
