"""What happens around every request: one log line, and the two addresses for machines."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable

from django.db import connections
from django.http import HttpRequest, HttpResponse, JsonResponse

from alongside import __version__

log = logging.getLogger("alongside.requests")


class RequestLog:
    """One structured line a request: method, route, status, time. Never an address's secrets.

    The route is logged and not the path, so that a link's token stays out of the log.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        request_id = uuid.uuid4().hex[:12]
        response = self.get_response(request)
        match = request.resolver_match
        if not request.path.startswith(("/static/", "/health/")):
            log.info(
                "request",
                extra={
                    "method": request.method,
                    "route": match.route if match else "-",
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - began) * 1000, 1),
                    "request_id": request_id,
                },
            )
        response["X-Request-Id"] = request_id
        return response


class Health:
    """``/health/``: this process answers. ``/ready/``: it reaches both of its databases."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/health/":
            return JsonResponse({"status": "ok", "version": __version__})
        if request.path == "/ready/":
            return self._ready()
        return self.get_response(request)

    def _ready(self) -> JsonResponse:
        parts: dict[str, str] = {}
        for alias in ("default", "keys"):
            try:
                with connections[alias].cursor() as cursor:
                    cursor.execute("SELECT 1")
                    cursor.fetchone()
                parts[alias] = "ok"
            except Exception as error:
                log.warning("not ready", extra={"kind": type(error).__name__})
                parts[alias] = "unreachable"
        good = all(state == "ok" for state in parts.values())
        return JsonResponse(
            {"status": "ok" if good else "unavailable", **parts}, status=200 if good else 503
        )
