"""What stands around every page: the places to go and who is signed in."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.data.models import Person
from alongside.reads.people import initials


@dataclass(frozen=True)
class Place:
    """An entry of the navigation."""

    label: str
    url: str
    current: bool = False
    name: str = ""


@dataclass(frozen=True)
class Chrome:
    """Header and footer of a page. ``area`` is public, member, coordinator or site."""

    area: str
    nav: list[Place] = field(default_factory=list)
    name: str = ""
    initials: str = ""
    demonstration: bool = False
    site_name: str = "Alongside"


#: (address name, label) by area; a page says where it is by ``request.place``.
MEMBER = [
    ("today", _("Today")),
    ("mentoring", _("My mentoring")),
    ("journal", _("Journal")),
    ("learning", _("Learning record")),
    ("programmes", _("Find")),
]
COORDINATOR = [
    ("overview", _("Overview")),
    ("people", _("People")),
    ("matching", _("Matching")),
    ("relationships", _("Relationships")),
    ("announcements", _("Announcements")),
    ("outcomes", _("Outcomes")),
    ("programme_settings", _("Settings")),
]
SITE = [
    ("site", _("Health")),
    ("site_tasks", _("Tasks")),
    ("site_mail", _("Mail")),
    ("site_people", _("People")),
    ("site_programmes", _("Programmes")),
    ("site_events", _("What was done")),
]
PUBLIC = [
    ("programmes", _("Programmes")),
    ("privacy", _("Who sees what")),
    ("help", _("If you need help now")),
]


def chrome(request: HttpRequest) -> dict[str, Chrome]:
    """Context processor.

    A coordinator's page sets ``request.programme_slug``, one of the site's ``request.site_area``.
    """
    user = getattr(request, "user", None)
    person: Person | None = user if user and user.is_authenticated else None
    slug = getattr(request, "programme_slug", "")
    if person and slug:
        area, entries, args = "coordinator", COORDINATOR, [slug]
    elif person and getattr(request, "site_area", False):
        area, entries, args = "site", SITE, []
    elif person:
        area, entries, args = "member", MEMBER, []
    else:
        area, entries, args = "public", PUBLIC, []
    match = request.resolver_match
    here = getattr(request, "place", match.url_name if match else "")
    return {
        "chrome": Chrome(
            area=area,
            nav=[
                Place(str(label), reverse(name, args=args), name == here, name)
                for name, label in entries
            ],
            name=person.first_name if person else "",
            initials=initials(person.full_name) if person else "",
            demonstration=settings.MODE in ("demonstration", "development"),
            site_name=settings.SITE_NAME,
        )
    }
