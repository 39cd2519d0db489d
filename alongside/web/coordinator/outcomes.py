"""Outcomes in small-number-safe figures."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
