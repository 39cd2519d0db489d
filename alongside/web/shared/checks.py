"""A route without a declared access fails the start, and so the build."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from alongside.access.routes import declared


def every_route() -> Iterator[tuple[str, str | None, Any]]:
    """``(pattern, name, view)`` of every address the site answers to."""

    def walk(patterns: Any, before: str) -> Iterator[tuple[str, str | None, Any]]:
        for pattern in patterns:
            here = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, here)
            elif isinstance(pattern, URLPattern):
                yield here, pattern.name, pattern.callback

    yield from walk(get_resolver().url_patterns, "/")


@register()
def every_route_declares_its_access(**kwargs: Any) -> list[Error]:
    """See ``alongside.access.routes``."""
    return [
        Error(f"The route {pattern} declares no access.", id="alongside.E002")
        for pattern, name, view in every_route()
        if declared(view, name) is None
    ]
