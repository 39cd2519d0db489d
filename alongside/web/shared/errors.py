"""Pages that say no, or that something went wrong: what happened, what was kept, what to do."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alongside.web.shared.gate_words import Problem

log = logging.getLogger("alongside.web")


def _page(request: HttpRequest, status: int, problem: Problem) -> HttpResponse:
    return render(request, "errors/problem.html", {"problem": problem}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same bytes for what does not exist and what may not be seen."""
    # A view may have said where it stands before it found out.
    request.place = request.programme_slug = ""  # type: ignore[attr-defined]
    return _page(
        request,
        404,
        Problem(
            title=_("There is nothing here"),
            text=_(
                "The address may be mistyped, or what was here has gone. "
                "If somebody sent you the link, ask them for a new one."
            ),
        ),
    )


def refused(request: HttpRequest, message: str) -> HttpResponse:
    """409: a rule said no."""
    return _page(request, 409, Problem(title=_("That could not be done"), text=message))


def beaten(request: HttpRequest) -> HttpResponse:
    """409: somebody else was first."""
    return _page(
        request,
        409,
        Problem(
            title=_("This changed a moment ago"),
            text=_(
                "Somebody changed it before you. Go back and reload the page to see how it stands."
            ),
        ),
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's safety token no longer fits, most often after signing in again."""
    return _page(
        request,
        403,
        Problem(
            title=_("This page was open for a long time"),
            text=_(
                "For your safety nothing was sent. Go back, copy what you wrote if there was any, "
                "reload the page and send it again."
            ),
        ),
    )


def session_expired(request: HttpRequest) -> HttpResponse:
    """401 for a part of a page: the page keeps what was typed and offers the sign-in."""
    response = _page(
        request,
        401,
        Problem(
            title=_("You have been signed out"),
            text=_("What you typed is still here. Sign in again in another tab, then save."),
        ),
    )
    response["HX-Retarget"] = "#flash"
    response["HX-Reswap"] = "innerHTML"
    return response


def storage_trouble(request: HttpRequest, error: Exception) -> HttpResponse:
    """503: the database can't take this just now (full disk, restart, too busy)."""
    log.error("storage trouble", exc_info=error)
    response = _page(
        request,
        503,
        Problem(
            title=_("This can't be saved just now"),
            text=_(
                "The site's storage is full or busy. What was saved before is safe, and reading "
                "works. Keep this page open and try again in a minute."
            ),
        ),
    )
    response["Retry-After"] = "30"
    return response


def went_wrong(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _page(
        request,
        500,
        Problem(
            title=_("Something went wrong on our side"),
            text=_(
                "What was saved before is safe. Go back and try again; if it happens twice, "
                "tell whoever runs this site."
            ),
        ),
    )
