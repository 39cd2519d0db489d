"""What a view is asked with."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from alongside.data.models import Person


class MemberRequest(HttpRequest):
    """A request of somebody signed in, as the gate lets it through.

    A view may set ``place`` to mark where it stands in the navigation; a coordinator's view
    sets ``programme_slug``.
    """

    user: Person  # type: ignore[assignment]
    place: str
    programme_slug: str
    htmx: HtmxDetails
