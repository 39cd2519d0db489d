"""Home and the pages about the site."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.access import routes
from alongside.reads import front as reads
from alongside.web.shared import clock


@routes.public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, what is open, and who sees what."""
    today = timezone.localdate(clock.now())
    return render(request, "public/home.html", {"page": reads.home(today)})


@routes.public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Who sees what, and what encryption does and does not do."""
    return render(request, "public/privacy.html", {"seen": reads.seen()})


@routes.public
@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """Where to turn today."""
    return render(request, "public/help.html", {"page": reads.help_now()})


@routes.public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "public/accessibility.html")


urlpatterns = [
    path("", home, name="home"),
    path("who-sees-what/", privacy, name="privacy"),
    path("help-now/", help_now, name="help"),
    path("accessibility/", accessibility, name="accessibility"),
]
