"""The weekly five minutes."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
