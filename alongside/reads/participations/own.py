"""Somebody's own place in a programme, and the form they join it with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.access import participations as access
from alongside.access import programmes as programme_access
from alongside.data.models import Application, Invitation, Participation, Person
from alongside.outbound import tokens
from alongside.reads.matching.waiting import reason_for
from alongside.reads.participations.words import Fact, answers, facts, possible, profile_answers
from alongside.reads.programmes import Contact, OwnPlace, side_words


@dataclass(frozen=True)
class MyPlace:
    """A place as its owner sees it: where they stand, since when, why, and what they can do."""

    id: UUID
    programme: str
    slug: str
    host: str
    side: str
    side_words: str
    coaching: bool
    state: str
    title: str
    text: str
    since: datetime
    days: int
    rests_until: date | None
    promised_weeks: int
    reason: str
    change: str
    facts: list[Fact]
    contacts: list[Contact]
    can: frozenset[str]
    live: bool
    others: list[OwnPlace]


@dataclass(frozen=True)
class JoinPage:
    """What the joining form needs: where, as whom, and what was told before.

    ``has_place`` says that answers are changed and not given; ``why_not`` that nobody can join.
    """

    programme: str
    slug: str
    host: str
    coaching: bool
    side: str
    side_words: str
    other_words: str
    same_team_allowed: bool
    weeks: int
    before: dict[str, Any]
    has_place: bool
    place_id: UUID | None
    why_not: str
    signed_in: bool
    capacity: int


def own_row(person: Person, place_id: UUID) -> Participation:
    """The row for an action on one's own place, else NotVisible."""
    return access.of(person, place_id)


def my_place(person: Person, place_id: UUID, now: datetime) -> MyPlace:
    """Somebody's own place, else NotVisible."""
    place = access.of(person, place_id)
    programme = place.programme
    live = place.seats.filter(live=True).exists()
    reason, change = "", ""
    if place.side == "mentee" and place.state == "ready" and not live:
        reason, change = reason_for(place)
    title, text = _where(place, live)
    can = set(possible(place.state)) - {"accept", "turn_down"}
    if place.state in access.HOLDING and programme.state != "ended":
        can.add("change")
    if place.state in ("withdrawn", "turned_down") and programme.state == "open":
        can.add("ask_again")
    return MyPlace(
        id=place.pk,
        programme=programme.name,
        slug=programme.slug,
        host=programme.host,
        side=place.side,
        side_words=side_words(programme.kind, place.side),
        coaching=programme.kind == "coaching",
        state=place.state,
        title=title,
        text=text,
        since=place.applied_at,
        days=max(0, (now - place.applied_at).days),
        rests_until=place.rests_until,
        promised_weeks=programme.wait_weeks_promised,
        reason=reason,
        change=change,
        facts=facts(place, person, for_coordinator=False),
        contacts=[Contact(c.name, c.role, c.email, c.phone) for c in programme.contacts.all()],
        can=frozenset(can),
        live=live,
        others=[
            OwnPlace(p.pk, p.side, side_words(programme.kind, p.side), p.state)
            for p in access.visible_to(person).filter(programme=programme).exclude(pk=place.pk)
        ],
    )


def _where(place: Participation, live: bool) -> tuple[str, str]:
    if live:
        return _("You are with somebody"), _("What you do together is under My mentoring.")
    if place.programme.state == "ended":
        return _("The programme has ended"), _("Your answers stay yours. Others take people in.")
    mentor = place.side == "mentor"
    return {
        "applied": (
            _("Your answers are with the coordinators"),
            _("They read every form and answer you by mail."),
        ),
        "ready": (
            _("You can be asked from now on") if mentor else _("You are in the queue"),
            _("When somebody fits, you get a message and decide for yourself.")
            if mentor
            else _("The coordinators are looking for somebody who fits what you asked for."),
        ),
        "resting": (
            _("You are resting"),
            _("You will be back by yourself on %(day)s.")
            % {"day": date_format(place.rests_until, "j F Y")}
            if place.rests_until
            else _("You are not matched with anyone until you say that you are back."),
        ),
        "turned_down": (
            _("No place this time"),
            _("That says nothing about you. Other programmes may fit, and you may ask again."),
        ),
        "withdrawn": (
            _("You have left this programme"),
            _("It is no one’s fault. You may ask to join again while it is open."),
        ),
    }[place.state]


def confirmable(token: str, now: datetime) -> tuple[str, str, bool]:
    """``(programme's name, address, whether it has an account)`` of a link that still works."""
    found = (
        Application.objects.filter(
            token_hash=tokens.digest(token), used_at__isnull=True, expires_at__gt=now
        )
        .select_related("programme")
        .first()
    )
    if found is None:
        raise NotVisible
    person = Person.objects.filter(email__iexact=found.email).first()
    known = person is not None and person.has_usable_password()
    return found.programme.name, found.email, known


def join_page(person: Person | None, slug: str, side: str, today: date) -> JoinPage:
    """The joining form of a programme for ``person`` (None: not signed in), else NotVisible."""
    programme = programme_access.visible_to(person).filter(slug=slug).first()
    if programme is None or side not in ("mentee", "mentor"):
        raise NotVisible
    place, invited = None, False
    if person is not None:
        place = access.visible_to(person).filter(programme=programme, side=side).first()
        invitations = Invitation.objects.filter(programme=programme, side=side)
        invited = invitations.filter(email__iexact=person.email).exists()
    has_place = place is not None and place.state in access.HOLDING
    why_not = ""
    if not has_place:
        try:
            access.check_is_open(programme, today=today, invited=invited)
        except Refused as no:
            why_not = no.message
    before: dict[str, Any] = {}
    if place is not None and person is not None:
        before = answers(place, person)
    elif person is not None:
        before = {**profile_answers(person), "capacity": programme.mentor_capacity}
    return JoinPage(
        programme=programme.name,
        slug=slug,
        host=programme.host,
        coaching=programme.kind == "coaching",
        side=side,
        side_words=side_words(programme.kind, side),
        other_words=side_words(programme.kind, "mentee" if side == "mentor" else "mentor"),
        same_team_allowed=programme.same_team_allowed,
        weeks=programme.wait_weeks_promised,
        before=before,
        has_place=has_place,
        place_id=place.pk if place else None,
        why_not=why_not,
        signed_in=person is not None,
        capacity=programme.mentor_capacity,
    )
