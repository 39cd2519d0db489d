"""Writes of whoever runs the site."""

from __future__ import annotations

from datetime import datetime

from alongside.access import NotVisible
from alongside.access.programmes import check_site_admin
from alongside.actions import people
from alongside.data.models import Person, Programme


def appoint(email: str, name: str, *, slug: str, by: Person, now: datetime) -> Person | None:
    """Have somebody run the programme at ``slug``; see ``actions.people.appoint``."""
    check_site_admin(by)
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None:
        raise NotVisible
    return people.appoint(email, name, programme=programme, by=by, now=now)
