"""The story so far: everything that happened between two people, newest first (S1.4)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.data.models import (
    Action,
    Meeting,
    Person,
    Purpose,
    Relationship,
    Review,
    StateChange,
    ThankYou,
    WinShare,
)
from alongside.engine import reference
from alongside.reads.reasons import in_words
from alongside.reads.relationships.shared import Head, day_words, local, ordinal, today_of

#: Lines on the relationship's own page; all of them stand on the story's.
SHORT = 9


@dataclass(frozen=True)
class Happened:
    """A line of the story. ``kind`` is session, ahead or dot; ``when`` is in words."""

    at: datetime
    kind: str
    when: str
    title: str
    detail: str
    meeting: UUID | None = None


@dataclass(frozen=True)
class Told:
    """The rows the story is told from, read once by the page that shows it."""

    meetings: list[Meeting]
    actions: list[Action]
    purposes: list[Purpose]
    thanks: list[ThankYou]
    reviews: list[Review]
    wins: list[WinShare]
    changes: list[StateChange]


def meeting_title(meeting: Meeting, number: int) -> str:
    """``Third session``, ``Introduction``, or learning by doing together."""
    if meeting.kind == "introduction":
        return _("A 20-minute hello")
    if meeting.kind == "together":
        return _("Learning by doing together")
    if number > 10:
        return _("Session %(n)s") % {"n": number}
    words = _("%(ordinal)s session") % {"ordinal": ordinal(number)}
    return words[:1].upper() + words[1:]


def numbered(meetings: list[Meeting]) -> dict[UUID, int]:
    """Which session each is: those held or booked, introductions apart."""
    sessions = [m for m in meetings if m.kind != "introduction" and m.state in ("held", "booked")]
    return {m.pk: n for n, m in enumerate(sorted(sessions, key=lambda m: m.starts_at), start=1)}


def how_long(meeting: Meeting) -> str:
    """``60 minutes, online``."""
    minutes = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    mode = meeting.where or _(reference.name_of("mode", meeting.mode)).lower()
    return _("%(minutes)s minutes, %(mode)s") % {"minutes": minutes, "mode": mode}


def wins_of(relationship: Relationship) -> list[WinShare]:
    """The wins brought to a relationship, with whose they are."""
    return list(WinShare.objects.filter(relationship=relationship).select_related("win"))


def changes_of(relationship: Relationship) -> list[StateChange]:
    """How its state moved."""
    return list(
        StateChange.objects.filter(thing="relationship", thing_id=relationship.pk).order_by("at")
    )


def tell(
    person: Person, relationship: Relationship, head: Head, told: Told, *, now: datetime
) -> list[Happened]:
    """Every line, newest first."""
    found = [
        *_meetings(person, told, now),
        *_wins(person, head, told.wins, now),
        *_purposes(person, told.purposes, now),
        *_changes(person, told.changes, now),
    ]
    found += [
        _dot(
            person,
            row.answered_at,
            _reviewed(head, row.moment, row.person_id == person.pk),
            "",
            now,
        )
        for row in told.reviews
        if row.answered_at
    ]
    found += [
        _dot(person, row.at, _("A thank-you, kept"), _from(person, head, row.by_id), now)
        for row in told.thanks
    ]
    known = {str(m.id): m.first_name for m in (head.me, *head.others)}
    found.append(
        _dot(
            person,
            relationship.offered_at,
            _("Introduced to each other by %(programme)s") % {"programme": head.programme},
            " ".join(in_words(relationship.reasons, known)[:2]),
            now,
        )
    )
    return sorted(found, key=lambda h: h.at, reverse=True)


def _dot(person: Person, at: datetime, title: str, detail: str, now: datetime) -> Happened:
    when = day_words(local(at, person).date(), today_of(now, person))
    return Happened(at, "dot", when, title, detail)


def _meetings(person: Person, told: Told, now: datetime) -> list[Happened]:
    numbers = numbered(told.meetings)
    agreed = Counter(a.agreed_in_id for a in told.actions if a.agreed_in_id)
    today = today_of(now, person)
    found = []
    for meeting in told.meetings:
        if meeting.state not in ("held", "booked"):
            continue
        day = day_words(local(meeting.starts_at, person).date(), today)
        title = meeting_title(meeting, numbers.get(meeting.pk, 0))
        if meeting.state == "booked":
            if meeting.ends_at <= now:
                continue
            when = _("To come, %(day)s") % {"day": day}
            found.append(Happened(meeting.starts_at, "ahead", when, title, "", meeting.pk))
            continue
        parts = []
        if agreed[meeting.pk]:
            parts.append(
                ngettext("%(n)s action agreed.", "%(n)s actions agreed.", agreed[meeting.pk])
                % {"n": agreed[meeting.pk]}
            )
        if meeting.moved_count:
            parts.append(
                ngettext("Moved once before.", "Moved %(n)s times before.", meeting.moved_count)
                % {"n": meeting.moved_count}
            )
        when = f"{day} · {how_long(meeting)}"
        found.append(
            Happened(meeting.starts_at, "session", when, title, " ".join(parts), meeting.pk)
        )
    return found


def _wins(person: Person, head: Head, wins: list[WinShare], now: datetime) -> list[Happened]:
    found = []
    for share in wins:
        mine = share.win.person_id == person.pk
        title = (
            _("A win you shared")
            if mine
            else _("A win %(name)s shared") % {"name": head.other.first_name}
        )
        helped = _("Helped by: %(who)s.") % {"who": share.helped} if share.helped else ""
        found.append(_dot(person, share.at, title, f"“{share.text}” {helped}".strip(), now))
    return found


def _purposes(person: Person, purposes: list[Purpose], now: datetime) -> list[Happened]:
    oldest = min((p.at for p in purposes), default=None)
    found = []
    for purpose in purposes:
        first = purpose.at == oldest
        title = _("What this is for, in words") if first else _("What this is for, sharpened")
        found.append(_dot(person, purpose.at, title, f"“{purpose.text}”", now))
    return found


def _changes(person: Person, changes: list[StateChange], now: datetime) -> list[Happened]:
    found = []
    for change in changes:
        words = {
            ("offered", "agreeing"): _("You both said yes"),
            ("agreeing", "active"): _("The agreement was signed"),
            ("active", "paused"): _("A pause"),
            ("paused", "active"): _("Going on after a pause"),
        }.get((change.old, change.new))
        if change.new == "ended":
            words = _("The end, by no one’s fault")
        if words:
            found.append(_dot(person, change.at, words, "", now))
    return found


def _from(person: Person, head: Head, by: UUID | None) -> str:
    if by == person.pk:
        return _("From you to %(name)s.") % {"name": head.other.first_name}
    return _("From %(name)s.") % {"name": head.other.first_name}


def _reviewed(head: Head, moment: str, mine: bool) -> str:
    name = {"name": head.other.first_name}
    if moment == "early":
        if mine:
            return _("You looked back at the first sessions")
        return _("%(name)s looked back at the first sessions") % name
    if moment == "half":
        return _("Your review half way") if mine else _("%(name)s’s review half way") % name
    return _("Your review at the end") if mine else _("%(name)s’s review at the end") % name
