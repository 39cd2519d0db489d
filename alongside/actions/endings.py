"""Pausing, another end date, finishing, and the reviews along the way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.access import Refused, Stale
from alongside.access import relationships as access
from alongside.actions import agreements, meetings
from alongside.actions.base import post
from alongside.actions.held import LONGEST, begun, held, note, tell
from alongside.data.models import (
    Agreement,
    Feedback,
    Meeting,
    OutcomeRating,
    Person,
    Relationship,
    Review,
    Seat,
)
from alongside.data.transitions import move
from alongside.engine import reviews

#: A pause may last this long; after that it is kinder to finish and to begin again.
LONGEST_PAUSE = timedelta(days=366)
#: Codes of why somebody finishes, for the programme.
END_REASONS = ("purpose_met", "planned", "time", "fit", "moved", "other")
#: The end review is asked this long before the end date.
BEFORE_END = timedelta(days=14)
#: A relationship nobody closed ends by itself this long after its end date.
AFTER_END = timedelta(days=28)
#: Sessions after which the two look whether it works for them.
EARLY_SESSIONS = 2


@transaction.atomic
def pause(relationship_id: UUID | str, *, until: date, by: Person, now: datetime) -> None:
    """Rest until a date. Either side may, without a reason; sessions booked meanwhile stay."""
    relationship = begun(relationship_id, by)
    today = timezone.localdate(now)
    if not today < until <= today + LONGEST_PAUSE:
        raise Refused(_("Choose a day after today and within a year."), field="until")
    if relationship.state == "paused":
        Relationship.objects.filter(pk=relationship.pk).update(paused_until=until)
    elif relationship.state == "active":
        move(relationship, "paused", by=by, now=now, paused_until=until)
    else:
        raise Refused(_("You can pause once you have both signed the agreement."))
    note("relationship.paused", relationship, by=by, now=now, until=until.isoformat())
    tell("relationship_paused", relationship, by=by, now=now)


@transaction.atomic
def resume(relationship_id: UUID | str, *, by: Person, now: datetime) -> None:
    """Go on after a pause. Done twice it is done once."""
    relationship = begun(relationship_id, by)
    if relationship.state == "active":
        return
    if relationship.state != "paused":
        raise Refused(_("There is no pause to come back from."))
    _go_on(relationship, by=by, now=now)


def _go_on(relationship: Relationship, *, by: Person | None, now: datetime) -> None:
    move(relationship, "active", by=by, now=now, paused_until=None)
    note("relationship.resumed", relationship, by=by, now=now)
    tell("relationship_resumed", relationship, by=by, now=now)


def resume_when_due(now: datetime) -> int:
    """End the pauses whose day has come, and tell both. Returns how many."""
    resumed = 0
    today = timezone.localdate(now)
    for found in Relationship.objects.filter(state="paused", paused_until__lte=today):
        with transaction.atomic():
            relationship = Relationship.objects.select_for_update().get(pk=found.pk)
            if relationship.state == "paused":
                _go_on(relationship, by=None, now=now)
                resumed += 1
    return resumed


@transaction.atomic
def suggest_end(relationship_id: UUID | str, *, ends_on: date, by: Person, now: datetime) -> None:
    """Suggest another end date. It holds once the other says yes, or has suggested the same."""
    relationship = begun(relationship_id, by)
    today = timezone.localdate(now)
    if not today < ends_on <= today + timedelta(days=365 * 5):
        raise Refused(_("Choose a day after today and within five years."), field="ends_on")
    if ends_on == relationship.ends_on:
        raise Refused(_("That is the date you have now."), field="ends_on")
    if relationship.new_end_on == ends_on and relationship.new_end_by_id != by.pk:
        _new_end(relationship, by=by, now=now)
        return
    if relationship.new_end_on == ends_on:
        return
    Relationship.objects.filter(pk=relationship.pk).update(new_end_on=ends_on, new_end_by=by)
    note("end_date.suggested", relationship, by=by, now=now, ends_on=ends_on.isoformat())
    tell("end_date_suggested", relationship, by=by, now=now, ends_on=ends_on.isoformat())


@transaction.atomic
def answer_end(
    relationship_id: UUID | str, *, ends_on: date, yes: bool, by: Person, now: datetime
) -> None:
    """Answer the suggested date ``ends_on``; whoever suggested it may take it back with a no."""
    relationship = begun(relationship_id, by)
    if relationship.new_end_on is None and relationship.ends_on == ends_on and yes:
        return
    if relationship.new_end_on != ends_on:
        raise Stale(_("The suggestion changed a moment ago. Nothing was decided."))
    if not yes:
        Relationship.objects.filter(pk=relationship.pk).update(new_end_on=None, new_end_by=None)
        note("end_date.kept", relationship, by=by, now=now)
        if relationship.new_end_by_id != by.pk:
            tell("end_date_kept", relationship, by=by, now=now)
        return
    if relationship.new_end_by_id == by.pk:
        raise Refused(_("You suggested this date. It holds once the other says yes."))
    _new_end(relationship, by=by, now=now)


def _new_end(relationship: Relationship, *, by: Person, now: datetime) -> None:
    ends_on = relationship.new_end_on
    assert ends_on is not None
    Relationship.objects.filter(pk=relationship.pk).update(
        ends_on=ends_on, new_end_on=None, new_end_by=None
    )
    Agreement.objects.filter(relationship=relationship, state="draft").update(ends_on=ends_on)
    note("end_date.changed", relationship, by=by, now=now, ends_on=ends_on.isoformat())
    tell("end_date_changed", relationship, by=by, now=now, ends_on=ends_on.isoformat())


@transaction.atomic
def finish(
    relationship_id: UUID | str, *, reason: str = "", words: str = "", by: Person, now: datetime
) -> None:
    """Finish, early or as planned, by either and without fault. Twice is the same as once.

    ``reason`` is a code of ``END_REASONS`` for the programme or empty; ``words`` stay between
    the people in it. Sessions still booked are cancelled, and each keeps their own record.
    """
    relationship = held(relationship_id, by)
    if relationship.state == "ended":
        return
    if relationship.state == "offered":
        raise Refused(_("This is still an offer: you can say no to it instead."))
    words = words.replace("\r\n", "\n").strip()
    if len(words) > LONGEST:
        raise Refused(
            _("Longer than %(most)s characters. Nothing was lost: shorten it and save again.")
            % {"most": LONGEST},
            field="words",
        )
    if words:
        Feedback(relationship=relationship, by=by, text=words, at=now).save()
    end_now(relationship, reason=reason if reason in END_REASONS else "", by=by, now=now)


def end_now(relationship: Relationship, *, reason: str, by: Person | None, now: datetime) -> None:
    """End a relationship that its caller holds: booked sessions are cancelled, both are told."""
    booked = Meeting.objects.filter(relationship=relationship, state="booked", starts_at__gt=now)
    for meeting in booked.select_related("relationship"):
        meetings.cancel_quietly(meeting, why="ended", by=by, now=now)
        for seat in access.seats(relationship):
            post(
                "meeting_cancelled",
                seat.person,
                now=now,
                once=f"meeting_cancelled:{meeting.pk}:{meeting.sequence}:{seat.person_id}",
                meeting=str(meeting.pk),
                by=str(by.pk if by else seat.person_id),
                sequence=meeting.sequence,
            )
    agreements.close_draft(relationship, by=by, now=now)
    move(
        relationship,
        "ended",
        by=by,
        now=now,
        ended_at=now,
        ended_by=by,
        end_reason=reason,
        paused_until=None,
        new_end_on=None,
        new_end_by=None,
    )
    _rest_after(relationship, by=by, now=now)
    note("relationship.ended", relationship, by=by, now=now, reason=reason)
    tell("relationship_ended", relationship, by=by, now=now, once_key="relationship-ended")


def _rest_after(relationship: Relationship, *, by: Person | None, now: datetime) -> None:
    """A mentee who has finished does not wait for the next mentor until they say so.

    One whose mentor stopped keeps their place in the queue and its date.
    """
    mentees = Seat.objects.filter(relationship=relationship, side="mentee")
    for seat in mentees.select_related("participation"):
        if seat.participation.state == "ready" and (by is None or by.pk == seat.person_id):
            move(seat.participation, "resting", by=by, now=now, why="ended", ready_at=now)


def close_when_over(now: datetime) -> int:
    """End what nobody closed within four weeks of its end date, as planned. Returns how many."""
    closed = 0
    last = timezone.localdate(now) - AFTER_END
    over = Relationship.objects.filter(
        state__in=("agreeing", "active", "paused"), ends_on__lte=last
    )
    for found in over:
        with transaction.atomic():
            relationship = Relationship.objects.select_for_update().get(pk=found.pk)
            if relationship.state in ("agreeing", "active", "paused"):
                end_now(relationship, reason="planned", by=None, now=now)
                closed += 1
    return closed


@transaction.atomic
def review(
    relationship_id: UUID | str,
    moment: str,
    *,
    answers: Mapping[str, str],
    ratings: Mapping[str, int | None],
    by: Person,
    now: datetime,
) -> Review:
    """Keep one's own review: ``answers`` by question are for the pair, ``ratings`` 0–10 are not.

    A later save changes one's answers; a rating that was given for this moment stays.
    """
    relationship = begun(relationship_id, by)
    asked = reviews.questions(moment, relationship.kind)
    kept = {q.code: answers.get(q.code, "").replace("\r\n", "\n").strip() for q in asked}
    for code, text in kept.items():
        if len(text) > LONGEST:
            raise Refused(
                _("Longer than %(most)s characters. Nothing was lost: shorten it and save again.")
                % {"most": LONGEST},
                field=code,
            )
    given = {name: value for name, value in ratings.items() if value is not None}
    if not any(kept.values()) and not given:
        raise Refused(_("Write or choose something first; any one answer is enough."))
    row = Review.objects.filter(relationship=relationship, person=by, moment=moment).first()
    if row is None:
        row = Review(relationship=relationship, person=by, moment=moment, asked_at=now)
    row.answers = json.dumps({code: text for code, text in kept.items() if text})
    first, row.answered_at = row.answered_at is None, row.answered_at or now
    row.save()
    if moment in reviews.RATED:
        _rate(relationship, moment, given, by=by, now=now)
    note("review.written", relationship, by=by, now=now, moment=moment)
    if first and any(kept.values()):
        tell("review_written", relationship, by=by, now=now, moment=moment)
    return row


@transaction.atomic
def rate_start(
    relationship_id: UUID | str, *, ratings: Mapping[str, int | None], by: Person, now: datetime
) -> None:
    """Keep how it is for somebody at the start, so that the programme can see what changed."""
    relationship = begun(relationship_id, by)
    given = {name: value for name, value in ratings.items() if value is not None}
    if not given:
        raise Refused(_("Choose at least one figure, or leave this page: nobody is asked twice."))
    _rate(relationship, "start", given, by=by, now=now)
    note("start.rated", relationship, by=by, now=now)


def _rate(
    relationship: Relationship, moment: str, given: Mapping[str, int], *, by: Person, now: datetime
) -> None:
    place = Seat.objects.get(relationship=relationship, person=by).participation_id
    known = {measure.code for measure in reviews.MEASURES if moment in measure.moments}
    before = set(
        OutcomeRating.objects.filter(participation_id=place, moment=moment).values_list(
            "measure", flat=True
        )
    )
    for measure, value in given.items():
        if measure in known - before and 0 <= value <= 10:
            OutcomeRating(
                participation_id=place,
                person=by,
                measure=measure,
                moment=moment,
                value=str(value),
                at=now,
            ).save()


def ask_reviews(now: datetime) -> int:
    """Ask for the reviews that are due: after two sessions, half way, and at the end.

    Each is asked once of each person, however often this runs. Returns how many were asked.
    """
    today = timezone.localdate(now)
    live = list(
        Relationship.objects.filter(
            state__in=("agreeing", "active"), started_on__isnull=False, ends_on__isnull=False
        )
    )
    held_sessions: dict[UUID, int] = {}
    for identity in Meeting.objects.filter(
        relationship__in=live, state="held", kind__in=("session", "together")
    ).values_list("relationship_id", flat=True):
        held_sessions[identity] = held_sessions.get(identity, 0) + 1
    asked = {
        (row.relationship_id, row.person_id, row.moment)
        for row in Review.objects.filter(relationship__in=live).defer("answers")
    }
    count = 0
    for relationship in live:
        moment = _due(relationship, today, held_sessions.get(relationship.pk, 0))
        for seat in access.seats(relationship) if moment else []:
            if (relationship.pk, seat.person_id, moment) not in asked:
                count += _ask(relationship, seat.person, moment, now=now)
    return count


def _due(relationship: Relationship, today: date, sessions: int) -> str:
    """The latest moment that has come, so that an outage never asks for two at once."""
    start, end = relationship.started_on, relationship.ends_on
    assert start is not None and end is not None
    if today >= end - BEFORE_END:
        return "end"
    if today >= start + (end - start) / 2:
        return "half"
    return "early" if sessions >= EARLY_SESSIONS else ""


@transaction.atomic
def _ask(relationship: Relationship, person: Person, moment: str, *, now: datetime) -> int:
    _row, made = Review.objects.get_or_create(
        relationship=relationship, person=person, moment=moment, defaults={"asked_at": now}
    )
    if made:
        facts: dict[str, Any] = {"relationship": str(relationship.pk), "moment": moment}
        key = f"review-asked:{relationship.pk}:{person.pk}:{moment}"
        post("review_asked", person, now=now, once=key, **facts)
    return int(made)
