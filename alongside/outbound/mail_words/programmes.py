"""Mail about joining programmes and running them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.data.models import Application, Participation, Person, Programme
from alongside.outbound import tokens
from alongside.outbound.mail import NotNeeded, link, words


def _contact(programme: Programme) -> dict[str, str]:
    contact = programme.contacts.first()
    return {
        "contact": contact.name if contact else "",
        "contact_email": contact.email if contact else "",
    }


def _place(params: dict[str, Any]) -> Participation:
    found = (
        Participation.objects.filter(pk=params["participation"]).select_related("programme").first()
    )
    if found is None:
        raise NotNeeded
    return found


def _of_place(place: Participation) -> dict[str, Any]:
    return {
        "programme": place.programme.name,
        "host": place.programme.host,
        "side": _("mentor") if place.side == "mentor" else _("mentee"),
        "is_mentor": place.side == "mentor",
        "weeks": place.programme.wait_weeks_promised,
        "link": link(reverse("my_place", args=[place.pk])),
        **_contact(place.programme),
    }


@words("application_confirm")
def application_confirm(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: application, an id. Only the mail says whether the address was known."""
    found = (
        Application.objects.filter(pk=params["application"], used_at__isnull=True)
        .select_related("programme")
        .first()
    )
    if found is None:
        raise NotNeeded
    person = Person.objects.filter(email__iexact=found.email).first()
    return {
        "known": person is not None and person.has_usable_password(),
        "programme": found.programme.name,
        "until": found.expires_at,
        "link": link(reverse("join_finish", args=[tokens.application(found.pk)])),
    }


@words("joined")
def joined(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: participation, an id."""
    place = _place(params)
    return {**_of_place(place), "ready": place.state == "ready"}


@words("application_accepted")
def application_accepted(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: participation, an id."""
    place = _place(params)
    if place.state not in ("ready", "resting"):
        raise NotNeeded
    return _of_place(place)


@words("application_turned_down")
def application_turned_down(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: participation, an id."""
    place = _place(params)
    if place.state != "turned_down":
        raise NotNeeded
    return _of_place(place) | {"link": link(reverse("programmes"))}


@words("rest_over")
def rest_over(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: participation, an id."""
    place = _place(params)
    if place.state != "ready":
        raise NotNeeded
    return _of_place(place)


@words("programme_ended")
def programme_ended(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: participation, an id."""
    return _of_place(_place(params)) | {"link": link(reverse("programmes"))}


def _programme(params: dict[str, Any]) -> Programme:
    found = Programme.objects.filter(pk=params["programme"]).first()
    if found is None:
        raise NotNeeded
    return found


@words("new_applications")
def new_applications(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: programme, an id. Counts only; the names stay on the page."""
    programme = _programme(params)
    waiting = programme.participations.filter(state="applied").count()
    if not waiting:
        raise NotNeeded
    return {
        "programme": programme.name,
        "waiting": waiting,
        "link": link(reverse("people", args=[programme.slug]) + "?state=applied"),
    }


@words("coordinator_added")
def coordinator_added(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: programme, an id."""
    programme = _programme(params)
    return {
        "programme": programme.name,
        "link": link(reverse("overview", args=[programme.slug])),
    }
