"""Programmes for anyone, and how to join."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
