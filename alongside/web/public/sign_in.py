"""Signing in, invitations and the demonstration's cast."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
