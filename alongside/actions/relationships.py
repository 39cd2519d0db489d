"""Offers and their answers, what a relationship is for, thanks and feedback."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.access import programmes as access_programmes
from alongside.actions import agreements, people
from alongside.actions.base import post
from alongside.actions.held import add_once, checked, note, tell
from alongside.data.models import (
    Feedback,
    Participation,
    Person,
    Programme,
    Proposal,
    Purpose,
    Relationship,
    Seat,
    ThankYou,
)
from alongside.data.transitions import move
from alongside.engine import months

#: Days after an offer on which those who have not answered hear of it again.
REMINDERS = (7, 14, 21)
#: Codes of why somebody says no, asked so that the next offer can be a better one.
DECLINE_REASONS = ("time", "too_close", "conflict", "something_else", "practical", "other")


def offer(
    programme: Programme,
    mentee: Participation,
    mentor: Participation,
    reasons: list[dict[str, Any]],
    *,
    by: Person,
    now: datetime,
    proposal: Proposal | None = None,
) -> Relationship:
    """Offer two people to each other and tell them both.

    ``reasons`` are the facts behind the pair, as ``reads.reasons`` puts them into words. The
    same ``proposal`` offered twice is one offer. Raises NotVisible unless ``by`` runs the
    programme, and Refused when a place is taken or one of the two can't be matched now.
    """
    access_programmes.check_can_coordinate(by, programme)
    if proposal is not None:
        before = Relationship.objects.filter(proposal=proposal).first()
        if before is not None:
            return before
    _check_pair(programme, mentee, mentor)
    try:
        with transaction.atomic():
            made = Relationship.objects.create(
                programme=programme,
                kind=programme.kind,
                form=programme.form,
                proposal=proposal,
                reasons=reasons,
                offered_at=now,
                answer_by=now + timedelta(days=programme.answer_days),
                rhythm_weeks=programme.rhythm_weeks,
                session_minutes=programme.session_minutes,
            )
            for place in (mentee, mentor):
                Seat.objects.create(
                    relationship=made,
                    participation=place,
                    person=place.person,
                    side=place.side,
                    exclusive=programme.form != "multi",
                )
                people.keep_way_in(
                    place.person, programme=programme, side=place.side, by=by, now=now
                )
            tell("offer", made, now=now)
            note("offer.made", made, by=by, now=now)
            return made
    except IntegrityError as error:
        before = Relationship.objects.filter(proposal=proposal).first() if proposal else None
        if before is not None:
            return before
        raise _no_room(error, mentee, mentor) from None


def _check_pair(programme: Programme, mentee: Participation, mentor: Participation) -> None:
    for place, side in ((mentee, "mentee"), (mentor, "mentor")):
        if place.programme_id != programme.pk or place.side != side:
            raise NotVisible
        if place.state != "ready" or not place.person.is_active:
            raise Refused(
                _("%(name)s can’t be matched just now. Nothing was sent to anyone.")
                % {"name": place.person.full_name}
            )
    if mentee.person_id == mentor.person_id:
        raise Refused(_("Nobody can be their own mentor. Nothing was sent to anyone."))


def _no_room(error: IntegrityError, mentee: Participation, mentor: Participation) -> Refused:
    words = str(error)
    if "mentor_is_full" in words:
        return Refused(
            _(
                "All of %(name)s’s places are taken by now. Nothing was sent to anyone: choose "
                "another mentor, or ask %(name)s whether there is room for one more."
            )
            % {"name": mentor.person.full_name}
        )
    return Refused(
        _(
            "%(name)s has been offered a mentor already. Nothing was sent to anyone: wait for "
            "the answer, or end that offer first."
        )
        % {"name": mentee.person.full_name}
    )


def _own_offer(relationship_id: UUID | str, by: Person) -> tuple[Relationship, Seat]:
    """An offer and one's own seat in it, both held; a closed one is refused kindly."""
    seat = Seat.objects.filter(relationship_id=relationship_id, person=by).first()
    if seat is None or not by.is_active:
        raise NotVisible
    found = (
        Relationship.objects.filter(pk=relationship_id)
        .select_for_update(of=("self",))
        .select_related("programme")
        .get()
    )
    seat.refresh_from_db()
    return found, seat


def _closed() -> Refused:
    return Refused(
        _(
            "This offer was closed a moment ago, so there is nothing left to answer. A mentee "
            "keeps their place in the queue, and a mentor’s place is free again."
        )
    )


@transaction.atomic
def accept(relationship_id: UUID | str, *, by: Person, now: datetime) -> Relationship:
    """Say yes. With the second yes the two begin, and both are told. Twice is the same as once.

    Raises NotVisible for a stranger, Refused when the offer was declined or lapsed meanwhile.
    """
    relationship, seat = _own_offer(relationship_id, by)
    if seat.answer == "yes" and relationship.state in ("offered", "agreeing", "active", "paused"):
        return relationship
    if relationship.state != "offered":
        raise _closed()
    seat.answer, seat.answered_at = "yes", now
    seat.save(update_fields=["answer", "answered_at"])
    agreements.draft(relationship, now=now)
    note("offer.accepted", relationship, by=by, now=now, side=seat.side)
    if not relationship.seats.exclude(answer="yes").exists():
        _begin(relationship, by=by, now=now)
    return relationship


def _begin(relationship: Relationship, *, by: Person, now: datetime) -> None:
    today = timezone.localdate(now)
    ends_on = months.later(today, relationship.programme.length_months)
    move(relationship, "agreeing", by=by, now=now, started_on=today, ends_on=ends_on)
    agreements.set_dates(relationship, today=today, ends_on=ends_on)
    tell("both_said_yes", relationship, now=now, once_key="both-said-yes")
    note("relationship.begun", relationship, by=by, now=now)


@transaction.atomic
def decline(
    relationship_id: UUID | str, *, by: Person, now: datetime, reason: str = "", words: str = ""
) -> None:
    """Say no, by no one's fault. The mentee keeps their place and the mentor's is free at once.

    ``reason`` is a code of ``DECLINE_REASONS`` or empty; ``words`` are for the coordinator and
    never for the other person.
    """
    relationship, seat = _own_offer(relationship_id, by)
    if seat.answer == "no":
        return
    if relationship.state != "offered":
        raise _closed()
    seat.answer, seat.answered_at = "no", now
    seat.decline_reason = reason if reason in DECLINE_REASONS else ""
    seat.decline_words = words.strip()[:500]
    seat.save(update_fields=["answer", "answered_at", "decline_reason", "decline_words"])
    move(relationship, "declined", by=by, now=now)
    note(
        "offer.declined",
        relationship,
        by=by,
        now=now,
        side=seat.side,
        reason=seat.decline_reason,
    )
    tell("offer_declined", relationship, by=by, now=now, once_key="offer-declined")


def remind_and_lapse(now: datetime) -> int:
    """Remind those who have not answered an offer, and free offers whose time is over.

    Safe to run at any interval and twice at once: each reminder has a key of its own, and after
    an outage only the latest is sent. Returns how many offers lapsed.
    """
    lapsed = 0
    for relationship in Relationship.objects.filter(state="offered").order_by("offered_at"):
        if relationship.answer_by <= now:
            lapsed += _lapse(relationship.pk, now=now)
            continue
        due = [
            days
            for days in REMINDERS
            if relationship.offered_at + timedelta(days=days) <= now
            and relationship.offered_at + timedelta(days=days) < relationship.answer_by
        ]
        if due:
            for seat in relationship.seats.filter(answer="").select_related("person"):
                post(
                    "offer_reminder",
                    seat.person,
                    now=now,
                    once=f"offer-reminder:{relationship.pk}:{seat.person_id}:{due[-1]}",
                    relationship=str(relationship.pk),
                )
    return lapsed


@transaction.atomic
def _lapse(relationship_id: UUID, *, now: datetime) -> int:
    relationship = Relationship.objects.select_for_update().get(pk=relationship_id)
    if relationship.state != "offered":
        return 0
    move(relationship, "lapsed", by=None, now=now, why="no answer in time")
    tell("offer_lapsed", relationship, now=now, once_key="offer-lapsed")
    silent = relationship.seats.filter(answer="").count()
    note("offer.lapsed", relationship, by=None, now=now, silent=silent)
    return 1


def state_purpose(
    relationship_id: UUID | str, text: str, *, by: Person, now: datetime, key: str = ""
) -> None:
    """Say what this is for, or sharpen it: a new row, so that the history stays (S1.1)."""
    text = checked(text, _("Write what this is for; a few words are enough to begin with."))
    add_once(
        relationship_id,
        lambda r: Purpose(relationship=r, by=by, text=text, at=now),
        what="purpose.stated",
        mail="",
        by=by,
        now=now,
        key=key,
    )


def thank(
    relationship_id: UUID | str, text: str, *, by: Person, now: datetime, key: str = ""
) -> None:
    """Keep a thank-you that names what the other contributed, and tell them (S2.10)."""
    text = checked(text, _("Write what you want to say thank you for."))
    add_once(
        relationship_id,
        lambda r: ThankYou(relationship=r, by=by, text=text, at=now),
        what="thank_you.said",
        mail="thank_you",
        by=by,
        now=now,
        key=key,
    )


def give_feedback(
    relationship_id: UUID | str, text: str, *, by: Person, now: datetime, key: str = ""
) -> None:
    """Keep a word of feedback from one to the other (S2.9)."""
    text = checked(text, _("Write what helps, or what would help more."))
    add_once(
        relationship_id,
        lambda r: Feedback(relationship=r, by=by, text=text, at=now),
        what="feedback.given",
        mail="feedback",
        by=by,
        now=now,
        key=key,
    )
