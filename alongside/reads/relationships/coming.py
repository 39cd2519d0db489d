"""The next meeting of two people, and what is ready for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.data.models import Meeting, Person, SessionNote
from alongside.engine import reference
from alongside.reads.relationships import story
from alongside.reads.relationships.shared import Head, in_days, local, today_of


@dataclass(frozen=True)
class Next:
    """The next meeting. ``open``: its session can be opened now."""

    id: UUID
    kicker: str
    weekday: str
    day: int
    month: str
    title: str
    meta: str
    introduction: bool
    open: bool
    prepared: bool
    other_prepared: bool


def coming_of(person: Person, head: Head, meetings: list[Meeting], now: datetime) -> Next | None:
    """The next booked meeting, or None. One query either way."""
    coming = sorted(
        (m for m in meetings if m.state == "booked" and m.ends_at > now), key=lambda m: m.starts_at
    )
    # Asked even when nothing is booked, so that the number of queries does not depend on it.
    ready = set(
        SessionNote.objects.filter(
            meeting__in=[m.pk for m in coming[:1]] or [head.id], prepared_at__isnull=False
        ).values_list("person_id", flat=True)
    )
    if not coming:
        return None
    meeting = coming[0]
    at = local(meeting.starts_at, person)
    number = story.numbered(meetings).get(meeting.pk, 0)
    minutes = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    title = story.meeting_title(meeting, number)
    kicker = title if meeting.kind != "session" else (
        _("Next session, your %(ordinal)s") % {"ordinal": story.ordinal(number)}
        if number <= 10
        else _("Next session, number %(n)s") % {"n": number}
    )  # fmt: skip
    return Next(
        id=meeting.pk,
        kicker=kicker,
        weekday=date_format(at, "D"),
        day=at.day,
        month=date_format(at, "M"),
        title=_("%(weekday)s at %(time)s")
        % {"weekday": date_format(at, "l"), "time": date_format(at, "H:i")},
        meta=_("%(minutes)s minutes, %(mode)s, %(when)s")
        % {
            "minutes": minutes,
            "mode": meeting.where or _(reference.name_of("mode", meeting.mode)).lower(),
            "when": in_days(at.date(), today_of(now, person)),
        },
        introduction=meeting.kind == "introduction",
        open=(meeting.starts_at - now).total_seconds() < 900,
        prepared=person.pk in ready,
        other_prepared=bool(ready - {person.pk}),
    )


def strip_of(
    head: Head, coming: Next | None, agenda: int, told: story.Told, now: datetime
) -> list[str]:
    """What is ready for the next session, in a few words each."""
    if coming is None or coming.introduction:
        return []
    last = max((m.starts_at for m in told.meetings if m.state == "held"), default=None)
    wins = sum(1 for w in told.wins if last is None or w.at > last)
    words = []
    if agenda:
        words.append(
            ngettext("%(n)s thing on the agenda", "%(n)s things on the agenda", agenda)
            % {"n": agenda}
        )
    if wins:
        words.append(ngettext("%(n)s win to bring", "%(n)s wins to bring", wins) % {"n": wins})
    if coming.other_prepared:
        words.append(_("%(name)s has prepared") % {"name": head.other.first_name})
    return words
