"""My mentoring: offers and the relationship's page."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
