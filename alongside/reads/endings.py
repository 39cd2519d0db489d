"""Pauses, end dates, reviews and the end, as one side reads them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.access import NotVisible
from alongside.data.models import (
    Feedback,
    Meeting,
    OutcomeRating,
    Person,
    Purpose,
    Relationship,
    Review,
    ThankYou,
)
from alongside.engine import reviews
from alongside.reads.relationships.shared import Head, load, local, today_of


@dataclass(frozen=True)
class Change:
    """The page "Room to change your mind"."""

    head: Head
    today: date
    new_end_on: date | None
    new_end_mine: bool
    booked: int


@dataclass(frozen=True)
class Answer:
    """One question of a review and what somebody wrote."""

    question: str
    text: str


@dataclass(frozen=True)
class Asking:
    """A question ready for a form."""

    code: str
    words: str
    hint: str
    text: str


@dataclass(frozen=True)
class Rating:
    """A statement to agree with, 0 to 10."""

    code: str
    statement: str


@dataclass(frozen=True)
class ReviewPage:
    """One's own review, what the other wrote, and the figures still to give."""

    head: Head
    moment: str
    questions: list[Asking]
    ratings: list[Rating]
    answered: bool
    theirs: list[Answer]


@dataclass(frozen=True)
class Words:
    """Something written, with whose it is."""

    text: str
    mine: bool
    on: date


@dataclass(frozen=True)
class Ending:
    """The ending: what was looked back on, thanks, what comes after."""

    head: Head
    sessions: int
    hours: str
    mine: list[Answer]
    theirs: list[Answer]
    thanks: list[Words]
    last_words: list[Words]
    purpose: str
    may_mentor: bool
    joining: bool


def change(person: Person, relationship_id: UUID | str, *, now: datetime) -> Change:
    """What can be changed, and what has been suggested. NotVisible for a stranger."""
    relationship, head = load(person, relationship_id)
    if head.state == "offered":
        raise NotVisible
    return Change(
        head=head,
        today=today_of(now, person),
        new_end_on=relationship.new_end_on,
        new_end_mine=relationship.new_end_by_id == person.pk,
        booked=Meeting.objects.filter(
            relationship=relationship, state="booked", starts_at__gt=now
        ).count(),
    )


def _answers(row: Review | None, kind: str) -> dict[str, str]:
    return dict(json.loads(row.answers)) if row and row.answers else {}


def _told(row: Review | None, kind: str) -> list[Answer]:
    if row is None:
        return []
    given = _answers(row, kind)
    return [
        Answer(_(q.words), given[q.code])
        for q in reviews.questions(row.moment, kind)
        if given.get(q.code)
    ]


def _unrated(relationship: Relationship, person: Person, moment: str) -> list[Rating]:
    given = set(
        OutcomeRating.objects.filter(
            participation__seats__relationship=relationship, person=person, moment=moment
        ).values_list("measure", flat=True)
    )
    return [
        Rating(m.code, _(m.statement))
        for m in reviews.MEASURES
        if m.code not in given and moment in m.moments
    ]


def review(person: Person, relationship_id: UUID | str, moment: str) -> ReviewPage:
    """The review of a moment (early, half, end, or start: figures only)."""
    relationship, head = load(person, relationship_id)
    if moment not in (*reviews.MOMENTS, "start") or head.state == "offered":
        raise NotVisible
    rows = {r.person_id: r for r in Review.objects.filter(relationship=relationship, moment=moment)}
    mine = rows.get(person.pk)
    given = _answers(mine, relationship.kind)
    asked = reviews.questions(moment, relationship.kind) if moment != "start" else ()
    return ReviewPage(
        head=head,
        moment=moment,
        questions=[
            Asking(q.code, _(q.words), _(q.hint) if q.hint else "", given.get(q.code, ""))
            for q in asked
        ],
        ratings=_unrated(relationship, person, moment)
        if moment in (*reviews.RATED, "start")
        else [],
        answered=bool(mine and mine.answered_at),
        theirs=_told(rows.get(head.other.id), relationship.kind),
    )


def ending(person: Person, relationship_id: UUID | str, *, now: datetime) -> Ending:
    """The page of the end, before it and after it."""
    relationship, head = load(person, relationship_id)
    if head.state == "offered":
        raise NotVisible
    rows = {r.person_id: r for r in Review.objects.filter(relationship=relationship, moment="end")}
    held = [
        (m.ends_at - m.starts_at).total_seconds() / 3600
        for m in Meeting.objects.filter(relationship=relationship, state="held")
    ]
    purpose = Purpose.objects.filter(relationship=relationship).first()
    ended = relationship.ended_at
    return Ending(
        head=head,
        sessions=len(held),
        hours=f"{sum(held):.1f}".removesuffix(".0"),
        mine=_told(rows.get(person.pk), relationship.kind),
        theirs=_told(rows.get(head.other.id), relationship.kind),
        thanks=[
            Words(t.text, t.by_id == person.pk, local(t.at, person).date())
            for t in ThankYou.objects.filter(relationship=relationship)
        ],
        last_words=[
            Words(f.text, f.by_id == person.pk, local(f.at, person).date())
            for f in Feedback.objects.filter(relationship=relationship, at=ended)
        ]
        if ended
        else [],
        purpose=purpose.text if purpose else "",
        may_mentor=head.me.side == "mentee",
        joining=relationship.programme.state == "open",
    )
