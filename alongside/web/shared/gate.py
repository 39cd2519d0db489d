"""The gate: who may try a route, and how a no is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control

from alongside.access import NotVisible, Refused
from alongside.access.routes import Access, declared
from alongside.data.transitions import Beaten
from alongside.engine.states import NoSuchMove
from alongside.reads import people as reads_people
from alongside.web.shared import errors


class Gate:
    """Signed-in is the default; what somebody may not see does not exist for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "private", True) and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let the request through, send it to the sign-in, or say there is nothing here."""
        name = request.resolver_match.url_name if request.resolver_match else None
        access = declared(view, name)
        if access is Access.PUBLIC:
            request.private = request.user.is_authenticated  # type: ignore[attr-defined]
            return None
        if not request.user.is_authenticated:
            if request.headers.get("HX-Request"):
                return errors.session_expired(request)
            return redirect_to_login(request.get_full_path())
        if access is Access.SIGNED_IN:
            return None
        if access is Access.SITE_ADMIN and request.user.is_site_admin:
            return None
        if access is Access.COORDINATOR and reads_people.runs_something(request.user):
            return None
        raise Http404

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The plain pages for a no; anything else is a fault of ours and stays one."""
        if isinstance(error, NotVisible):
            return errors.not_found(request)
        if isinstance(error, Refused):
            return errors.refused(request, error.message)
        if isinstance(error, Beaten | NoSuchMove):
            return errors.beaten(request)
        if isinstance(error, OperationalError):
            return errors.storage_trouble(request, error)
        return None
