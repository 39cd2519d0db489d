"""The barest Django there is, for a peer in the same run: one view, no middleware, no database."""

from __future__ import annotations

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="a bench has no secrets to keep",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
)


def hello(request: HttpRequest) -> HttpResponse:
    """A short answer."""
    return HttpResponse("hello")


urlpatterns = [path("", hello)]
application = get_wsgi_application()
