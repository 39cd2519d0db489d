"""What a coordinator may do for two people: write kindly, free an offer, close what is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.access import relationships as access
from alongside.actions import endings
from alongside.actions.base import post
from alongside.actions.held import note, tell
from alongside.data.models import Agreement, Meeting, Person, Relationship, Seat
from alongside.data.transitions import move

#: A pair hears from its coordinator through this site at most once in so many days.
NUDGE_DAYS = 7
#: What a letter is about, and the states in which it makes sense.
NUDGES: dict[str, tuple[str, ...]] = {
    "unanswered": ("offered",),
    "not_met": ("agreeing", "active", "paused"),
    "half_signed": ("agreeing", "active", "paused"),
    "ending": ("agreeing", "active", "paused"),
}
#: Without a session for so long, and with none booked, a coordinator may close it.
LAPSED_AFTER = timedelta(weeks=12)


def _held(relationship_id: UUID | str, by: Person) -> Relationship:
    if not by.is_active:
        raise NotVisible
    found = (
        access.for_coordinator(by)
        .filter(pk=relationship_id)
        .select_for_update(of=("self",))
        .select_related("programme")
        .first()
    )
    if found is None:
        raise NotVisible
    return found


@transaction.atomic
def nudge(relationship_id: UUID | str, kind: str, *, by: Person, now: datetime) -> list[str]:
    """Send a neutral letter to whoever could take the next step; gives their first names.

    ``kind`` is a key of ``NUDGES``: unanswered and half_signed go to those who have not answered
    or signed, the others to both. Raises NotVisible unless ``by`` runs the programme, and Refused
    when it no longer applies or they were written to within a week.
    """
    relationship = _held(relationship_id, by)
    if kind not in NUDGES:
        raise NotVisible
    if relationship.state not in NUDGES[kind]:
        raise Refused(_("This has changed since the page was opened. Nothing was sent."))
    if kind in ("not_met", "ending") and access.has_booked(relationship, now):
        raise Refused(_("They have booked a time meanwhile, so nothing was sent."))
    latest = access.last_written_to(relationship)
    if latest and now < latest + timedelta(days=NUDGE_DAYS):
        raise Refused(
            _(
                "They were written to on %(day)s, and a week between letters is kinder. "
                "Nothing was sent."
            )
            % {"day": date_format(timezone.localtime(latest), "j F")}
        )
    people = _whom(relationship, kind)
    if not people:
        raise Refused(_("Nobody is left to remind: they have answered. Nothing was sent."))
    for person in people:
        post(
            f"nudge_{kind}",
            person,
            now=now,
            once=f"nudge:{kind}:{relationship.pk}:{person.pk}:{now.date().isoformat()}",
            relationship=str(relationship.pk),
            by=str(by.pk),
        )
    note("pair.written_to", relationship, by=by, now=now, about=kind, people=len(people))
    return [person.first_name for person in people]


def _whom(relationship: Relationship, kind: str) -> list[Person]:
    seats = Seat.objects.filter(relationship=relationship).select_related("person")
    if kind == "unanswered":
        seats = seats.filter(answer="")
    found = [seat.person for seat in seats if seat.person.is_active]
    if kind == "half_signed":
        draft = Agreement.objects.filter(relationship=relationship, state="draft").first()
        if draft is None:
            return []
        signed = set(
            draft.signatures.filter(edition=draft.edition).values_list("person_id", flat=True)
        )
        found = [person for person in found if person.pk not in signed]
    return found


@transaction.atomic
def free_offer(relationship_id: UUID | str, *, by: Person, now: datetime) -> None:
    """Close an offer before its time, so that somebody else can be asked. Done twice it is once.

    The mentee keeps their place, the mentor's is free at once, and both are told without fault.
    """
    relationship = _held(relationship_id, by)
    if relationship.state == "lapsed":
        return
    if relationship.state != "offered":
        raise Refused(_("They have answered meanwhile, so nothing was closed."))
    move(relationship, "lapsed", by=by, now=now, why="freed by a coordinator")
    tell("offer_lapsed", relationship, now=now, once_key="offer-lapsed")
    note("offer.freed", relationship, by=by, now=now)


@transaction.atomic
def close_lapsed(relationship_id: UUID | str, *, by: Person, now: datetime) -> None:
    """Close what is over: past its end date, or twelve weeks without a session and none booked.

    Both keep all they wrote and are told kindly. Refused while they still meet: then only the
    people in it may end it.
    """
    relationship = _held(relationship_id, by)
    if relationship.state == "ended":
        return
    if relationship.state not in ("agreeing", "active", "paused"):
        raise Refused(_("There is nothing to close here."))
    if not _is_over(relationship, now):
        raise Refused(
            _(
                "They have met or booked within twelve weeks, so only the two of them can "
                "finish it. Nothing was changed."
            )
        )
    endings.end_now(relationship, reason="planned", by=by, now=now)


def _is_over(relationship: Relationship, now: datetime) -> bool:
    today = timezone.localdate(now)
    if relationship.ends_on and relationship.ends_on < today:
        return True
    if relationship.state == "paused":
        return False
    since = now - LAPSED_AFTER
    met = Meeting.objects.filter(relationship=relationship).filter(
        state__in=("held", "booked"), starts_at__gt=since
    )
    began = relationship.started_on
    return began is not None and began <= timezone.localdate(since) and not met.exists()
